import { memo } from "../../core/memo.ts";
import { textOfName, wordsOf } from "../../lexicon/name-tokens.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import { isHeadedBy } from "../../lexicon/phrases.ts";
import type { Api } from "../../model/api.ts";
import { credentialHeaders } from "../../model/credential-header.ts";
import { readName } from "./field-name.ts";
import type { FieldInContext, FieldJudgement } from "./judgement.ts";

/**
 * What an API calls the credentials that it asks for in a header, the query string or a cookie, by `textOfName` and without the
 * `X-` before it: a response that has a field of that name returns one, in whatever way it is written. A name of one word, or one
 * that does not end in what a secret is called, is used for much else.
 */
export const ownCredentialsOf = memo(({ securitySchemes, operations, lexicon }: Api): ReadonlySet<string> => {
  const named = new Set([
    ...securitySchemes.flatMap(({ parameterName }) => parameterName ?? []),
    ...operations.flatMap(({ parameters }) => credentialHeaders(parameters).map(({ name }) => name)),
  ]);
  return new Set([...named].map(plainName).filter((name) => isTelling(name, lexicon)));
});

function isTelling(name: string, lexicon: Lexicon): boolean {
  const words = wordsOf(name);
  return words.length > 1 && isHeadedBy(words, lexicon, "secret-word");
}

function plainName(name: string): string {
  return textOfName(name.replace(/^x-/i, ""));
}

/**
 * What an API that declares no security scheme asks for in the query or a header of its operations by a name such as `key`: most
 * of them require it.
 */
export const keysAskedFor = memo(({ securitySchemes, operations, lexicon }: Api): ReadonlySet<string> => {
  const counts = new Map<string, number>();
  if (securitySchemes.length > 0 || operations.length < FEWEST) return new Set();
  for (const { parameters } of operations)
    for (const { name, in: place, required } of parameters)
      if (required && (place === "query" || place === "header") && isKey(plainName(name), lexicon))
        counts.set(name, (counts.get(name) ?? 0) + 1);
  return new Set([...counts].filter(([, count]) => count * 2 > operations.length).map(([name]) => name));
});

/** Of fewer operations what all ask for says nothing. */
const FEWEST = 2;

function isKey(text: string, lexicon: Lexicon): boolean {
  return lexicon.is(text, "opening-key") || ONE_WORD.test(text);
}

/** By what APIs call a key in one word; of one operation it may be that of a map of values. */
const ONE_WORD = /^(?:key|apikey|appkey|token|appid|clave|chave|schluessel|cle)$/;

/** Whether a name is one of these. */
export function isOwnCredential(name: string, own: ReadonlySet<string>): boolean {
  return own.size > 0 && own.has(plainName(name));
}

/** A text that is called as the credential is that the API asks for. */
export function byOwnCredential({ facts, categories }: FieldInContext): FieldJudgement | undefined {
  if (facts.isOwnCredential !== true || facts.types.some((type) => type !== "string")) return undefined;
  const category = readName("access token", categories).hits[0]?.category;
  return category === undefined
    ? undefined
    : {
        category,
        confidence: "likely",
        because: [`named "${facts.name}", like the credential that this API requires`],
      };
}
