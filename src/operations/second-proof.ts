import { isPassword, setsPasswordOfOther } from "./new-passwords.ts";
import type { Operation } from "../model/api.ts";
import { requestFields } from "./request-fields.ts";

/** Whether a request takes a second proof: a code, or the password once more, and not the one that it sets for somebody else. */
export function asksAgain(operation: Operation): boolean {
  const { lexicon } = operation;
  return requestFields(operation).some(
    ({ words }) =>
      lexicon.has(words, "second-proof") && !(isPassword(words, lexicon) && setsPasswordOfOther(operation)),
  );
}
