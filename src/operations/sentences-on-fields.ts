/*
 * Which sentence of a text is about which field: by the words of its name, in whatever forms, or since it is the field's own text.
 */
import { memo, memoOfText } from "../core/memo.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";
import { wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import { sentencesOf } from "../lexicon/sentences.ts";
import type { Statement } from "../lexicon/statement.ts";
import { statedIn } from "../lexicon/statements.ts";
import type { Operation } from "../model/api.ts";
import type { RequestField } from "./request-fields.ts";

/** The sentence that states this of a field: its own text, or one of the operation that has the words of its name. */
export function sentenceOn(field: RequestField, operation: Operation, statement: Statement): string | undefined {
  return (
    sentencesOf(field.description, LIMIT).find((one) => isStated(one, statement)) ??
    sentenceNaming(field, operation, statement)
  );
}

export function sentenceNaming(field: RequestField, operation: Operation, statement: Statement): string | undefined {
  const stating = sentencesStating(operation, statement);
  if (stating.length === 0) return undefined;
  const words = keyWords(field, operation.lexicon);
  return stating.find((one) => isAbout(one, words));
}

/** The sentences of an operation that state this: few do, and each of its fields is asked. */
function sentencesStating(operation: Operation, statement: Statement): readonly string[] {
  const known = knownSentences(operation);
  let found = known.get(statement);
  if (found === undefined)
    known.set(statement, (found = sentencesSaid(operation).filter((one) => isStated(one, statement))));
  return found;
}

const knownSentences = memo((_operation: Operation) => new Map<Statement, readonly string[]>());

/** Whether a sentence states this, or a clause of it does: what another clause denies is of something else. */
export function isStated(sentence: string, statement: Statement): boolean {
  return statedIn(sentence).has(statement) || sentence.split(JOINED).some((clause) => statedIn(clause).has(statement));
}

/** What joins two clauses. */
const JOINED = /,\s|\s(?:and|then|und|dann|et|puis|y|luego|e|depois)\s/;

export const sentencesSaid = memo(({ summary = "", description = "" }: Operation): readonly string[] =>
  sentencesOf(`${summary}.\n\n${description}`, LIMIT),
);

export const LIMIT = 3000;

/** The words of a field, behind those of the object that it stands in: `remise pourcentage`. */
export const wordsWithOwner = memo(({ words, witness }: RequestField): readonly string[] => {
  const owner = (witness.split(".").at(-2) ?? "request").replaceAll("[]", "").split(" ").at(-1);
  if (owner === undefined || owner === "") return words;
  return owner === "request" ? words : [...wordsOf(owner), ...words];
});

/**
 * What a field is called by in a sentence: its words without its unit, and where nothing else is left of them, those of the
 * object that it stands in.
 */
export function keyWords(field: RequestField, lexicon: Lexicon): readonly string[] {
  const own = withoutAspects(field.words, lexicon);
  return own.length > 0 ? own : withoutAspects(wordsWithOwner(field), lexicon);
}

function withoutAspects(words: readonly string[], lexicon: Lexicon): readonly string[] {
  return words.filter((word) => word.length > 3 && !ASPECTS.some((concept) => lexicon.is(word, concept)));
}

const ASPECTS = ["sum-aspect", "share-rate", "outcome"] as const;

/** Whether a sentence has all words of a name, in whatever forms. */
export function isAbout(sentence: string, words: readonly string[]): boolean {
  if (words.length === 0) return false;
  const stems = stemsIn(sentence);
  return words.every((word) => stems.has(wordStem(word)));
}

export const stemsIn = memoOfText(
  (sentence): ReadonlySet<string> => new Set(wordsInOrder(sentence).flatMap(wordsOf).map(wordStem)),
);

/** What the forms of a word have in common. */
export function wordStem(word: string): string {
  return word.slice(0, LENGTH_OF_STEM);
}

const LENGTH_OF_STEM = 6;
