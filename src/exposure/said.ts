import { memo } from "../core/memo.ts";
import { denies } from "../lexicon/denial.ts";
import type { Concept } from "../lexicon/concept.ts";
import { wordsInOrder } from "../lexicon/name-tokens.ts";
import { sentencesOf } from "../lexicon/sentences.ts";
import type { Operation } from "../model/api.ts";

/** What the summary and the description of an operation say: a sentence each, as words in their order. Many ask. */
export const saidBy = memo(({ summary = "", description = "" }: Operation): readonly (readonly string[])[] =>
  [...sentencesOf(summary), ...sentencesOf(description)].map((sentence) => wordsInOrder(sentence)),
);

/** Whether a sentence of an operation's text has a phrase of a concept, and denies nothing. */
export function isSaid(operation: Operation, concept: Concept): boolean {
  const { lexicon } = operation;
  return saidBy(operation).some((words) => lexicon.has(words, concept) && !denies(words, lexicon));
}
