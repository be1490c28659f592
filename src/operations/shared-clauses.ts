/*
 * What several operations say in the same words of whose things they are about: "within the authenticated user's master
 * account". An author who writes it again and again means it, and what leaves it out was forgotten there, or in the code.
 */
import { addTo } from "../core/grouped.ts";
import { memo } from "../core/memo.ts";
import { wordsInOrder } from "../lexicon/name-tokens.ts";
import { denies } from "../lexicon/denial.ts";
import { sentencesOf } from "../lexicon/sentences.ts";
import type { Operation } from "../model/api.ts";
import { namesThing, requestFields } from "./request-fields.ts";

/** A clause in one wording, and the operations that say it, with the sentence of the first. */
export interface SharedClause {
  readonly sentence: string;
  readonly saying: readonly Operation[];
}

/** The clauses that three operations or more say in the same words, in the order of the description. */
export function sharedClauses(operations: readonly Operation[]): readonly SharedClause[] {
  const sayingByClause = new Map<string, Operation[]>();
  for (const operation of operations) {
    const clause = ownerClause(operation);
    if (clause !== undefined) addTo(sayingByClause, clause.words, operation);
  }
  return [...sayingByClause.values()].flatMap((saying) =>
    saying.length < LEAST ? [] : [{ saying, sentence: ownerClause(saying[0]!)!.sentence }],
  );
}

/** So many operations that say the same words show a habit of a description. */
const LEAST = 3;

interface OwnerClause {
  readonly words: string;
  readonly sentence: string;
}

/** The end of a sentence that says whose things are meant, from the words for the caller on. */
const ownerClause = memo(({ summary = "", description = "", lexicon }: Operation): OwnerClause | undefined => {
  for (const sentence of sentencesOf(`${summary}.\n\n${description}`, LIMIT)) {
    const words = wordsInOrder(sentence);
    const at = words.findIndex((_, index) => lexicon.lengthAt(words, index, "ones-own") > 0);
    if (at < 0 || lexicon.has(words, "in-its-place") || denies(words, lexicon)) continue;
    // "Of the signed-in user" stands behind what is theirs, "the signed-in user's" before it.
    const from = lexicon.is(words[at] ?? "", "linking") ? Math.max(0, at - BEFORE) : at;
    const clause = words.slice(from);
    if (clause.length >= FEWEST && clause.length <= MOST) return { words: clause.join(" "), sentence };
  }
  return undefined;
});

const LIMIT = 1000;
const BEFORE = 2;
/** Fewer words are any phrase, and more are the sentence itself. */
const FEWEST = 4;
const MOST = 10;

/** What kinds of thing an operation is told by what it takes: `kidUserId` and `userID` are of a user. */
export const selectorKinds = memo((operation: Operation): ReadonlySet<string> => {
  const { lexicon } = operation;
  return new Set(
    requestFields(operation).flatMap((field) => {
      if (field.depth > 0 || !namesThing(field, operation)) return [];
      const nouns = field.words.filter((word) => !lexicon.is(word, "identifier-word"));
      return nouns.length === field.words.length ? [] : (nouns.at(-1) ?? []);
    }),
  );
});
