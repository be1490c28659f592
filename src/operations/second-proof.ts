import type { Operation } from "../model/api.ts";
import { requestFields } from "./request-fields.ts";

/** Whether a request takes a second proof: a code, or the password once more. */
export function asksAgain(operation: Operation): boolean {
  return requestFields(operation).some(({ words }) => operation.lexicon.has(words, "second-proof"));
}
