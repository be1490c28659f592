/*
 * What texts state about security at an operation: in its own text, in those of what it takes, and in those of its
 * refusals. A sentence is evidence; which rule it speaks for, and what speaks against it, is decided there.
 */
import { memo } from "../core/memo.ts";
import type { Place } from "../core/place.ts";
import { statedBy } from "../exposure/said.ts";
import { wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import { sentencesOf } from "../lexicon/sentences.ts";
import type { Stated, Statement } from "../lexicon/statement.ts";
import { statedIn } from "../lexicon/statements.ts";
import { placeOf, type Operation } from "../model/api.ts";
import { requestFields, type RequestField } from "./request-fields.ts";

/** A sentence at an operation, and where it stands: at the operation itself, or at something that it takes. */
export interface StatedThere {
  readonly sentence: string;
  readonly at: Place;
  /** `undefined` where the operation itself says it. */
  readonly field: RequestField | undefined;
}

/** The first sentence of an operation, or of what it takes, that states one of these and nothing that speaks `against` it. */
export function statedAt(
  operation: Operation,
  statements: readonly Statement[],
  against: readonly Statement[] = [],
): StatedThere | undefined {
  const own = firstOf(statedBy(operation), statements, against);
  if (own !== undefined) return { sentence: own, at: placeOf(operation), field: undefined };
  for (const { field, stated } of fieldsStating(operation)) {
    const sentence = firstOf(stated, statements, against);
    if (sentence !== undefined) return { sentence, at: field.at, field };
  }
  return undefined;
}

/** What an operation takes whose text states anything: few fields do, and rules ask all for one statement after another. */
const fieldsStating = memo(
  (operation: Operation): readonly { readonly field: RequestField; readonly stated: Stated }[] =>
    requestFields(operation)
      .map((field) => ({ field, stated: statedIn(field.description) }))
      .filter(({ stated }) => stated.size > 0),
);

function firstOf(stated: Stated, statements: readonly Statement[], against: readonly Statement[]): string | undefined {
  return statements
    .flatMap((statement) => stated.get(statement) ?? [])
    .find((sentence) => !against.some((one) => statedIn(sentence).has(one)));
}

/** Whether the text of an operation itself, or that of a refusal, states this. */
export function isStatedOf(operation: Operation, statement: Statement): boolean {
  return (
    statedBy(operation).has(statement) ||
    operation.responses.some(
      ({ status, description = "" }) => REFUSALS.has(status) && statedIn(description).has(statement),
    )
  );
}

const REFUSALS: ReadonlySet<string> = new Set(["403", "404", "422"]);

/**
 * What the summary and the description of an operation state where the summary is the subject of sentences that have none:
 * "Refund a ticket", "Possible even after the event". More than `statedBy`, and with more room for mistakes.
 */
export const statedUnderSummary = memo(({ summary = "", description = "" }: Operation): Stated => {
  const stated = new Map(statedIn(summary));
  for (const sentence of sentencesOf(description.slice(0, LIMIT), LIMIT)) {
    const all = [
      statedIn(sentence),
      ...(summary.length > MOST_OF_SUMMARY ? [] : [statedIn(`${summary}: ${sentence}`)]),
    ];
    for (const found of all)
      for (const statement of found.keys()) if (!stated.has(statement)) stated.set(statement, sentence);
  }
  return stated;
});

/** So much of a text is looked at. */
const LIMIT = 3000;
/** A longer summary is a sentence of its own. */
const MOST_OF_SUMMARY = 60;

/**
 * The first sentence in which a text states this of a field, in the words of the description; `undefined` where none does.
 * By its own description, with its name for a subject, or by a sentence of the operation that names it.
 */
export function statedOfField(field: RequestField, operation: Operation, statement: Statement): string | undefined {
  return statedByField(field).get(statement) ?? namingStatement(field, operation, statement);
}

/** Whether a text states of a field that it is not for callers to say, or that what they say is checked. */
export function isKeptFromCallers(field: RequestField, operation: Operation): boolean {
  const own = statedByField(field);
  if (KEEPING.some((statement) => own.has(statement))) return true;
  return sentenceNaming(field, operation, (stated) => KEEPING.some((one) => stated.has(one))) !== undefined;
}

const KEEPING: readonly Statement[] = ["computed-by-server", "server-checks", "own-only"];

/** Rules ask for one statement after another. */
const statedByField = memo(({ description, words }: RequestField): Stated => {
  const stated = new Map<Statement, string>();
  if (description === "") return stated;
  const sentences = sentencesOf(description.slice(0, LIMIT), LIMIT).slice(0, MOST_OF_FIELD);
  for (const sentence of sentences) {
    if (NOTES.test(sentence)) continue;
    for (const statement of statedIn(sentence).keys()) if (!stated.has(statement)) stated.set(statement, sentence);
  }
  const [first] = sentences;
  if (first === undefined) return stated;
  for (const statement of statedIn(`${words.join(" ")}: ${first}`).keys())
    if (!stated.has(statement)) stated.set(statement, first);
  return stated;
});

/** Further on a long text explains values and exceptions. */
const MOST_OF_FIELD = 4;
/** An item of a list, or a request that is written down. */
const NOTES = /^\s*[*-] |:\/\/|^(?:GET|POST|PUT|PATCH|DELETE) \/|\w=\S+ \w+=|\b[A-Z]+_[A-Z_]+\b.*\b[A-Z]+_[A-Z_]+\b/;

function namingStatement(field: RequestField, operation: Operation, statement: Statement): string | undefined {
  return sentenceNaming(field, operation, (stated) => stated.has(statement));
}

/** The first sentence of an operation's text that states what is asked for, and names a field. */
function sentenceNaming(
  { words, name }: RequestField,
  operation: Operation,
  isAsked: (stated: Stated) => boolean,
): string | undefined {
  // "An address that is enabled" names no field.
  if (words.length === 0 || (name.length < 5 && words.length < 3)) return undefined;
  return sentencesStating(operation).find(
    (said) =>
      isAsked(said.stated) && said.words.some((_, at) => words.every((word, index) => said.words[at + index] === word)),
  )?.sentence;
}

interface Said {
  readonly sentence: string;
  readonly words: readonly string[];
  readonly stated: Stated;
}

/** The sentences of an operation's text that state something, as words of names. */
const sentencesStating = memo(({ summary = "", description = "" }: Operation): readonly Said[] =>
  sentencesOf(`${summary}.\n${description.slice(0, LIMIT)}`, LIMIT)
    .filter((sentence) => !NOTES.test(sentence))
    .map((sentence) => ({ sentence, stated: statedIn(sentence) }))
    .filter(({ stated }) => stated.size > 0)
    .map((said) => ({ ...said, words: wordsInOrder(said.sentence).flatMap(wordsOf) })),
);
