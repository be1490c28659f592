/*
 * What texts state of what callers send: the description of a field, with its name for a subject, and the sentences of
 * the operation that name it; and what the text of an operation states of what it does.
 */
import { memo } from "../core/memo.ts";
import { quoted } from "../core/prose.ts";
import { wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import { sentencesOf, withoutLineEnds } from "../lexicon/sentences.ts";
import type { Statement } from "../lexicon/statement.ts";
import { statedIn } from "../lexicon/statements.ts";
import type { Operation } from "../model/api.ts";
import type { RequestField } from "./request-fields.ts";

/** The first sentence in which a text states this of a field, in the words of the description; `undefined` where none does. */
export function statedOfField(field: RequestField, operation: Operation, statement: Statement): string | undefined {
  return ownStatement(field, statement) ?? namingStatement(field, operation, statement);
}

/** Whether a text states of a field that it is not for callers to say, or that what they say is checked. */
export function isKeptFromCallers(field: RequestField, operation: Operation): boolean {
  return KEEPING.some((statement) => statedOfField(field, operation, statement) !== undefined);
}

const KEEPING: readonly Statement[] = ["computed-by-server", "server-checks", "own-only"];

/** What the summary and the description of an operation state, sentence by sentence, each with the summary for a subject. */
export const statedOfOperation = memo(
  ({ summary = "", description = "" }: Operation): ReadonlyMap<Statement, string> => {
    const stated = new Map(statedIn(summary));
    for (const sentence of sentencesOf(withoutLineEnds(description.slice(0, LIMIT)), LIMIT)) {
      const all = [
        statedIn(sentence),
        ...(summary.length > MOST_OF_SUMMARY ? [] : [statedIn(`${summary}: ${sentence}`)]),
      ];
      for (const found of all)
        for (const statement of found.keys()) if (!stated.has(statement)) stated.set(statement, sentence);
    }
    return stated;
  },
);

/** So much of a text is looked at. */
const LIMIT = 3000;
/** A longer summary is a sentence of its own. */
const MOST_OF_SUMMARY = 60;

/** The evidence of a fault: the sentences that say so, each once. Nothing where there are none. */
export function quotedSentences(sentences: readonly (string | undefined)[]): { readonly evidence?: readonly string[] } {
  const said = new Set(sentences.filter((sentence) => sentence !== undefined));
  if (said.size === 0) return {};
  return {
    evidence: [...said]
      .slice(0, MOST_QUOTED)
      .map((one) => `It says: ${quoted(one.replaceAll(/\s+/g, " "), MOST_OF_QUOTE)}`),
  };
}

const MOST_QUOTED = 3;
const MOST_OF_QUOTE = 160;

function ownStatement({ description, words }: RequestField, statement: Statement): string | undefined {
  if (description === "") return undefined;
  const sentences = sentencesOf(withoutLineEnds(description.slice(0, LIMIT)), LIMIT).slice(0, MOST_OF_FIELD);
  const own = sentences.find((sentence) => !NOTES.test(sentence) && statedIn(sentence).has(statement));
  if (own !== undefined) return own;
  const [first] = sentences;
  return first !== undefined && statedIn(`${words.join(" ")}: ${first}`).has(statement) ? first : undefined;
}

/** Further on a long text explains values and exceptions. */
const MOST_OF_FIELD = 4;
/** An item of a list, or a request that is written down. */
const NOTES = /^\s*[*-] |:\/\/|^(?:GET|POST|PUT|PATCH|DELETE) \/|\w=\S+ \w+=|\b[A-Z]+_[A-Z_]+\b.*\b[A-Z]+_[A-Z_]+\b/;

function namingStatement(
  { words, name }: RequestField,
  operation: Operation,
  statement: Statement,
): string | undefined {
  // "An address that is enabled" names no field.
  if (words.length === 0 || (name.length < 5 && words.length < 3)) return undefined;
  return sentencesStating(operation).find(
    (said) =>
      said.stated.has(statement) &&
      said.words.some((_, at) => words.every((word, index) => said.words[at + index] === word)),
  )?.sentence;
}

interface Said {
  readonly sentence: string;
  readonly words: readonly string[];
  readonly stated: ReadonlyMap<Statement, string>;
}

const NOTHING: ReadonlyMap<Statement, string> = new Map();

/** The sentences of an operation's text that state something, as words of names. */
const sentencesStating = memo(({ summary = "", description = "" }: Operation): readonly Said[] =>
  sentencesOf(`${summary}.\n${withoutLineEnds(description.slice(0, LIMIT))}`, LIMIT).flatMap((sentence) => {
    const stated = NOTES.test(sentence) ? NOTHING : statedIn(sentence);
    return stated.size === 0 ? [] : [{ sentence, stated, words: wordsInOrder(sentence).flatMap(wordsOf) }];
  }),
);
