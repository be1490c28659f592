import { leadPhrase } from "../../data/classify/lead-phrase.ts";
import { wordsOf } from "../../lexicon/name-tokens.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import { endsIn, isHeadedBy, standsBeside } from "../../lexicon/phrases.ts";
import type { Parameter } from "../../model/api.ts";

/**
 * Whether the text of a parameter begins by calling its value a token or key that lets its holder in, whatever its name is: `keyId`,
 * "Access Token". "ID of the access token" says which one is meant, and opens nothing.
 */
export function isSaidToBeToken({ description, lexicon }: Pick<Parameter, "description" | "lexicon">): boolean {
  const words = wordsOf(
    (description === undefined ? undefined : leadPhrase(description.replaceAll(/['’]/g, " "))) ?? "",
  );
  if (words.length === 0 || words.length > LONGEST) return false;
  const link = words.findIndex((word, at) => at > 0 && lexicon.is(word, "linking"));
  if (link < 0) return opensSomething(words, lexicon);
  // "The session token of the user", "jeton d'accès", and not "the key of an access token".
  return (
    opensSomething(words.slice(0, link), lexicon) ||
    (lexicon.lengthAt(words, 0, "token") > 0 && opensSomething(words, lexicon)) ||
    lexicon.lengthAt(words, 0, "opening-key") > 0
  );
}

function opensSomething(words: readonly string[], lexicon: Lexicon): boolean {
  if (NOT_OPENING.some((one) => lexicon.has(words, one))) return false;
  const isToken = isHeadedBy(words, lexicon, "token") && standsBeside(words, lexicon, "token", "gives-access");
  return isToken || (endsIn(words, lexicon, "opening-key") && !lexicon.has(words, "token"));
}

const NOT_OPENING = ["about-credential", "push-token", "credential-cursor"] as const;

/** What is called so in more words is told of something else. */
const LONGEST = 6;
