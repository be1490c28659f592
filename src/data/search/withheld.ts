import { memo } from "../../core/memo.ts";
import { affirms, isDenial } from "../../lexicon/denial.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import { wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import { clausesOf, sentencesOf } from "../../lexicon/sentences.ts";
import { targetOf, type Schema } from "../../model/schema.ts";

/**
 * Whether the text of a property says that ordinary callers of the running service do not get it: "only visible in dev",
 * "superusers are shown a full stack trace", "must not be exposed in production".
 */
export const isSaidWithheld = memo((property: Schema): boolean => {
  const { lexicon } = property;
  return sentencesOn(property).some((sentence) => {
    const words = wordsInOrder(sentence);
    return (
      (affirms(words, lexicon, "reserved") && lexicon.has(words, "before-production")) ||
      clausesOf(sentence).some((clause) => isDeniedInProduction(clause, lexicon)) ||
      words.some((word) => lexicon.is(wordsOf(word).join(" "), "administrator"))
    );
  });
});

/**
 * Whether something is denied of production in one clause: "must not be shown in production", "wird in Produktion nie ausgegeben".
 * "Shown in production too, not only in development" denies nothing of it.
 */
function isDeniedInProduction(words: readonly string[], lexicon: Lexicon): boolean {
  const at = words.findIndex((_, index) => lexicon.lengthAt(words, index, "in-production") > 0);
  if (at < 0) return false;
  const behind = at + lexicon.lengthAt(words, at, "in-production");
  // "In production without the data" leaves out something else.
  const isBehind =
    isDenial(words, behind, lexicon) && (words[behind] === "no" || !lexicon.is(words[behind]!, "left-out"));
  return isBehind || words.slice(0, at).some((_, index) => isDenial(words, index, lexicon));
}

/** Whether the text of a property says that it comes with a parameter only: "present only if `error_trace=true` was sent". */
export const isSaidAskedFor = memo((property: Schema): boolean =>
  sentencesOn(property).some(
    (sentence) => property.lexicon.has(wordsInOrder(sentence), "reserved") && PARAMETER.test(sentence),
  ),
);

const PARAMETER = /[\w-]=\w|\bparam[eèéêâ]t/i;

function sentencesOn(property: Schema): readonly string[] {
  return sentencesOf(property.description ?? targetOf(property).description ?? "", LIMIT);
}

/** So much of a text is looked at. */
const LIMIT = 1000;
