import { memo } from "../../core/memo.ts";
import { denies } from "../../lexicon/denial.ts";
import { wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import { sentencesOf } from "../../lexicon/sentences.ts";
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
      (lexicon.has(words, "reserved") && lexicon.has(words, "before-production")) ||
      (lexicon.has(words, "in-production") && denies(words, lexicon)) ||
      words.some((word) => lexicon.is(wordsOf(word).join(" "), "administrator"))
    );
  });
});

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
