import { memo } from "../core/memo.ts";
import { affirms, denies } from "../lexicon/denial.ts";
import type { Concept } from "../lexicon/concept.ts";
import { wordsInOrder } from "../lexicon/name-tokens.ts";
import { sentencesOf } from "../lexicon/sentences.ts";
import { precedes } from "../lexicon/phrases.ts";
import type { Stated } from "../lexicon/statement.ts";
import { statedIn } from "../lexicon/statements.ts";
import type { Operation } from "../model/api.ts";

/** What the summary and the description of an operation say: a sentence each, as words in their order. Many ask. */
export const saidBy = memo(({ summary = "", description = "" }: Operation): readonly (readonly string[])[] =>
  [...sentencesOf(summary), ...sentencesOf(description)].map((sentence) => wordsInOrder(sentence)),
);

/** Whether a sentence of an operation's text has a phrase of a concept, and denies nothing beside it: "cannot be undone". */
export function isSaid(operation: Operation, concept: Concept): boolean {
  const known = knownOfSaid(operation);
  let found = known.get(concept);
  if (found === undefined) known.set(concept, (found = isInSentence(operation, concept)));
  return found;
}

/** Of which concepts it is known of an operation: each judgement asks again for the same few. */
const knownOfSaid = memo((_operation: Operation) => new Map<Concept, boolean>());

function isInSentence(operation: Operation, concept: Concept): boolean {
  const { lexicon } = operation;
  return saidBy(operation).some((words) =>
    words.some((_, at) => {
      const length = lexicon.lengthAt(words, at, concept);
      return length > 0 && !denies(words.toSpliced(at, length), lexicon);
    }),
  );
}

/** What the summary and the description of an operation state, with the first sentence that does. Many ask. */
export const statedBy = memo(({ summary = "", description = "" }: Operation): Stated =>
  statedIn(`${summary}.\n\n${description}`),
);

/** What an operation states of itself, and what is stated of each of its successes, in this order. */
export function statedWithSuccesses(operation: Operation): readonly Stated[] {
  return [
    statedBy(operation),
    ...operation.responses.flatMap(({ statusClass, description = "" }) =>
      statusClass === "2xx" ? [statedIn(description)] : [],
    ),
  ];
}

/** Whether a sentence has a phrase of one concept before one of another, at most `gap` words apart, and denies nothing. */
export function isSaidInOrder(operation: Operation, first: Concept, second: Concept, gap: number): boolean {
  const { lexicon } = operation;
  return saidBy(operation).some((words) => precedes(words, lexicon, first, second, gap) && !denies(words, lexicon));
}

/** Whether a sentence has a phrase of a concept that is not denied itself. */
export function isAffirmed(operation: Operation, concept: Concept): boolean {
  const { lexicon } = operation;
  return saidBy(operation).some((words) => affirms(words, lexicon, concept));
}

/** Whether a text says that anybody may call an operation: "This information is accessible by anyone". */
export const isSaidOpen = memo((operation: Operation): boolean =>
  saidBy(operation).some((words) => operation.lexicon.has(words, "said-open")),
);
