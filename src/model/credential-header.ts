import { textOfName, wordsOf } from "../lexicon/name-tokens.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";
import type { Parameter } from "./api.ts";

/** The header parameter by which an operation takes a credential outside of its requirement; `undefined` without one. */
export function credentialHeader(parameters: readonly Parameter[]): Parameter | undefined {
  return credentialHeaders(parameters)[0];
}

/** All of them, where several are taken together: a key of the application and a token of the user. */
export function credentialHeaders(parameters: readonly Parameter[]): readonly Parameter[] {
  return parameters.filter(({ in: place, name, lexicon }) => place === "header" && isOfCredential(name, lexicon));
}

function isOfCredential(header: string, lexicon: Lexicon): boolean {
  const name = header.replace(/^x-/i, "");
  return lexicon.is(textOfName(name), "credential-header") || isBehindMaker(wordsOf(name), lexicon);
}

/** `X-Acme-Api-Key`: before what it is stands whose product asks for it. `X-Acme-Session-Id` may be of statistics. */
function isBehindMaker(words: readonly string[], lexicon: Lexicon): boolean {
  return words.some(
    (_, at) =>
      at > 0 &&
      words.length - at > 1 &&
      words.at(-1) !== "id" &&
      lexicon.lengthAt(words, at, "credential-header") === words.length - at,
  );
}
