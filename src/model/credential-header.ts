import { textOfName } from "../lexicon/name-tokens.ts";
import type { Parameter } from "./api.ts";

/** The header parameter by which an operation takes a credential outside of its requirement; `undefined` without one. */
export function credentialHeader(parameters: readonly Parameter[]): Parameter | undefined {
  return parameters.find(
    ({ in: place, name, lexicon }) =>
      place === "header" && lexicon.is(textOfName(name.replace(/^x-/i, "")), "credential-header"),
  );
}
