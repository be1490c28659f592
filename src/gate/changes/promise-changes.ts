import { shortened } from "../../core/prose.ts";
import { statedBy } from "../../exposure/said.ts";
import type { Statement } from "../../lexicon/statement.ts";
import { placeOf, type Operation } from "../../model/api.ts";
import { accessClause } from "../../operations/denied-beside.ts";
import type { Change } from "../change.ts";
import type { MatchedOperations } from "../matched-operations.ts";

/**
 * Operations whose text said who gets an object, or that the server limits or checks something, and says it no more; and
 * those that say it now. What a text promises decides nothing by itself: a test must show it.
 */
export function* promiseChanges({ pairs }: MatchedOperations): Generator<Change> {
  for (const { base, head } of pairs) {
    if (head.operationKind !== "path" || textOf(base) === textOf(head)) continue;
    const [was, is] = [promisesOf(base), promisesOf(head)];
    const [gone, added] = [first(was, is), first(is, was)];
    if (gone !== undefined && !textOf(head).includes(gone))
      yield {
        kind: "promise-withdrawn",
        direction: "worse",
        operations: [head],
        text: `${head.id} no longer says: “${quotedAt(gone)}”`,
        base: placeOf(base),
        head: placeOf(head),
      };
    if (added !== undefined && !textOf(base).includes(added))
      yield {
        kind: "promise-made",
        direction: "neutral",
        operations: [head],
        text: `${head.id} now says: “${quotedAt(added)}” (not proven until tested)`,
        base: placeOf(base),
        head: placeOf(head),
      };
  }
}

/** What a text states that protects whose things an operation is about. */
const PROMISES: readonly Statement[] = [
  "own-only",
  "server-checks",
  "reserved",
  "bound-safely",
  "vetted",
  "tries-limited",
  "address-limited",
  "proven-sender",
];

const CLAUSE = "access";

/** The promises of an operation, each with the sentence that makes it. */
function promisesOf(operation: Operation): ReadonlyMap<string, string> {
  const stated = statedBy(operation);
  const clause = accessClause(operation);
  return new Map([
    ...(clause === undefined ? [] : [[CLAUSE, clause] as const]),
    ...PROMISES.flatMap((promise) => {
      const sentence = stated.get(promise);
      return sentence === undefined ? [] : [[promise, sentence] as const];
    }),
  ]);
}

/**
 * The first sentence of a promise that the other does not make. Access may be said in other words: then a promise of access that
 * only the other makes stands for it.
 */
function first(one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): string | undefined {
  const isSaidAnew = [...other].some(([promise, sentence]) => ACCESS.has(promise) && one.get(promise) !== sentence);
  return [...one].find(([promise]) => !other.has(promise) && !(ACCESS.has(promise) && isSaidAnew))?.[1];
}

const ACCESS: ReadonlySet<string> = new Set([CLAUSE, "own-only", "server-checks", "reserved", "bound-safely"]);

function textOf({ summary = "", description = "" }: Operation): string {
  return `${summary}\n${description}`;
}

function quotedAt(sentence: string): string {
  return shortened(sentence.replaceAll(/\s+/g, " ").trim(), MOST_QUOTED);
}

const MOST_QUOTED = 140;
