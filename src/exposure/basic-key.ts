import { wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import { sentencesOf } from "../lexicon/sentences.ts";
import type { Api } from "../model/api.ts";
import type { SecurityScheme } from "../model/security.ts";
import { namesAccountKey } from "./principal.ts";

/**
 * Whether what HTTP Basic carries is the key of an account or program, and no password of a user: by the name or text of the
 * scheme, or by a sentence of the API about HTTP Basic. Where the API has a key of its own beside it, such a sentence is of both.
 */
export function isBasicKey(scheme: SecurityScheme, { info, securitySchemes }: BasicSurroundings): boolean {
  const { schemeKind, name, description = "", lexicon } = scheme;
  if (schemeKind !== "http" || scheme.scheme !== "basic") return false;
  if (
    namesAccountKey(`${name} ${description}`) ||
    [wordsOf(name), wordsInOrder(description.slice(0, LIMIT))].some((words) => lexicon.has(words, "opening-key"))
  )
    return true;
  return !securitySchemes.some((other) => other.schemeKind === "apiKey") && isSaidOfBasic(scheme, info.description);
}

type BasicSurroundings = Pick<Api, "info" | "securitySchemes">;

/** Whether the text of an API says in a sentence about HTTP Basic that a key is sent with it. */
export function isSaidOfBasic({ lexicon }: SecurityScheme, about = ""): boolean {
  return sentencesOf(about.slice(0, LIMIT)).some(
    (sentence) => /\bbasic\b/i.test(sentence) && lexicon.has(wordsInOrder(sentence), "opening-key"),
  );
}

/** So much of a text is looked at. */
const LIMIT = 2000;
