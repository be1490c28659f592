import { member } from "../core/json-value.ts";
import { memo } from "../core/memo.ts";
import { textOfName, wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";
import type { Operation, Parameter } from "./api.ts";

/** The header parameter by which an operation takes a credential outside of its requirement; `undefined` without one. */
export function credentialHeader(parameters: readonly Parameter[]): Parameter | undefined {
  return credentialHeaders(parameters)[0];
}

/** All of them, where several are taken together: a key of the application and a token of the user. */
export function credentialHeaders(parameters: readonly Parameter[]): readonly Parameter[] {
  return parameters.filter((parameter) => parameter.in === "header" && holdsCredential(parameter));
}

/** Asked of the same headers again and again: of GitHub's, a third of a review otherwise. */
const holdsCredential = memo(
  (header: Parameter): boolean => isCredentialHeaderName(header.name, header.lexicon) || isSaidCredential(header),
);

/**
 * Whether a call needs a credential: its requirement names one, or, where the description has no requirement, a header that
 * must be sent holds one.
 */
export function demandsCredential({ access, parameters }: Operation): boolean {
  return (
    access === "secured" ||
    (access === "unstated" && credentialHeader(parameters.filter(({ required }) => required)) !== undefined)
  );
}

/** The credential header of which it is written that calls may leave it out; where nothing is written, nothing is meant by it. */
export function optionalCredentialHeader(parameters: readonly Parameter[]): Parameter | undefined {
  const headers = credentialHeaders(parameters);
  const isOptional = headers.length > 0 && headers.every(({ node }) => member(node.value, "required") === false);
  return isOptional ? headers[0] : undefined;
}

/** Whether a header that must be sent is called a credential by its own short text: "The gateway's shared secret". */
function isSaidCredential({ required, name, description = "", lexicon }: Parameter): boolean {
  if (!required || lexicon.has(wordsOf(name), "key-of-request")) return false;
  const words = wordsInOrder(description);
  if (words.length === 0 || words.length > LABEL) return false;
  return words.some((_, at) => {
    const length = lexicon.lengthAt(words, at, "credential-header");
    return length > 1 && at + length === words.length;
  });
}

/** What names a thing, and explains nothing, has so many words. */
const LABEL = 6;

/** Whether a header holds a credential by its name alone: `Authorization`, `X-Auth-Token`. */
export function isCredentialHeaderName(header: string, lexicon: Lexicon): boolean {
  const name = header.replace(/^x-/i, "");
  return lexicon.is(textOfName(name), "credential-header") || isBehindMaker(wordsOf(name), lexicon);
}

/**
 * `X-Acme-Api-Key`, `X-Acme-Authorization`: before what it is stands whose product asks for it. `X-Acme-Session-Id` may be of
 * statistics.
 */
function isBehindMaker(words: readonly string[], lexicon: Lexicon): boolean {
  // `X-Skip-Authorization` is a switch.
  if (lexicon.has(words.slice(0, -1), "skips")) return false;
  if (words.length > 1 && words.at(-1) === "authorization") return true;
  return words.some(
    (_, at) =>
      at > 0 &&
      words.length - at > 1 &&
      words.at(-1) !== "id" &&
      lexicon.lengthAt(words, at, "credential-header") === words.length - at,
  );
}
