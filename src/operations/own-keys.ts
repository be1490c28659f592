import { memo } from "../core/memo.ts";
import { returnsList } from "../exposure/lists.ts";
import { fixedSegments, ownSegments } from "../exposure/words.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";
import { wordsOf } from "../lexicon/name-tokens.ts";
import type { Operation } from "../model/api.ts";
import { thingsOf } from "./ownership.ts";
import type { RequestField } from "./request-fields.ts";
import { requirementOf } from "./requirement.ts";

/** What callers are, by the records that they have of themselves. */
export interface OwnKeys {
  /** As words, each with the reads that know them by the credential: the first of each requirement. */
  readonly byNoun: ReadonlyMap<string, ReadonlyMap<string, Operation>>;
  /** Reads by which any person who does something is known: the first of each requirement. */
  readonly byParty: ReadonlyMap<string, Operation>;
  /** Words of what an API keeps: senders that are kept as things are not the caller. */
  readonly things: ReadonlySet<string>;
}

/** Looks once through the operations of an API for the records that callers have of themselves. */
export const ownKeys = memo((operations: readonly Operation[]): OwnKeys => {
  const byNoun = new Map<string, Map<string, Operation>>();
  const byParty = new Map<string, Operation>();
  for (const operation of operations) {
    if (operation.access !== "secured" || !isReadOfOneself(operation)) continue;
    const asked = requirementOf(operation);
    for (const noun of nounsOf(operation)) {
      const reads = byNoun.get(noun) ?? new Map<string, Operation>();
      if (!reads.has(asked)) byNoun.set(noun, reads.set(asked, operation));
    }
    if (isSelf(lastSegment(operation), operation.lexicon) && !byParty.has(asked)) byParty.set(asked, operation);
  }
  const things = operations.flatMap(({ path }) => fixedSegments(path).map((one) => wordsOf(one).at(-1) ?? ""));
  return { byNoun, byParty, things: new Set(things) };
});

/** The read that knows the caller without the key that a field holds, where it asks for the same. */
export function ownKeyOf(operation: Operation, field: RequestField, keys: OwnKeys): Operation | undefined {
  if (field.in === "path" || field.in === "header" || field.depth > 0 || field.isList || operation.path.includes("{"))
    return undefined;
  const isRead = operation.method === "GET" || operation.method === "HEAD";
  if (isRead && !field.isRequired) return undefined;
  const { lexicon } = operation;
  const words = field.words.filter(
    (word, at) =>
      at > 0 || !(lexicon.is(word, "own-mark") || lexicon.is(word, "giving-side") || IN_OWN_NAME.test(word)),
  );
  const noun = nounOfKey(words, lexicon);
  if (noun === undefined) return undefined;
  const isParty = lexicon.is(noun, "party") && !keys.things.has(noun);
  const asked = requirementOf(operation);
  return keys.byNoun.get(noun)?.get(asked) ?? (isParty ? keys.byParty.get(asked) : undefined);
}

const IN_OWN_NAME = /^(?:paying|acting|requesting|own)$/;

const KEYS = new Set(["id", "uuid", "guid", "number", "key", "code"]);

/** Of what a name is the key, as one word: `customerId`, `id_cliente`. */
function nounOfKey(words: readonly string[], lexicon: Lexicon): string | undefined {
  const [first = "", second = ""] = words.filter((word, at) => at === 0 || !lexicon.is(word, "linking"));
  if (words.length < 2 || words.length > 3 || (words.length === 3 && !lexicon.is(words[1]!, "linking")))
    return undefined;
  if (KEYS.has(second)) return first;
  return first === "id" || first === "uuid" ? second : undefined;
}

/** Whether a read gives the caller's own record: `/patients/me`, `/driver/profile`, `/organization`. */
function isReadOfOneself(operation: Operation): boolean {
  if (operation.method !== "GET" || operation.operationKind !== "path" || operation.path.includes("{")) return false;
  const last = lastSegment(operation);
  const { lexicon } = operation;
  return !returnsList(operation) && (isSelf(last, lexicon) || isActedFor(last, lexicon));
}

/** The words that a path ends in. */
export function lastSegment({ path }: Operation): string {
  return (fixedSegments(path).at(-1) ?? "").replaceAll(/[-_]/g, " ");
}

function isSelf(segment: string, lexicon: Lexicon): boolean {
  return lexicon.is(segment, "self") || lexicon.is(segment, "profile") || lexicon.is(segment, "account");
}

function isActedFor(word: string, lexicon: Lexicon): boolean {
  return (
    lexicon.is(word, "user") ||
    (lexicon.is(word, "acted-for") && lexicon.which(word, ["wallet", "profile", "account"]) === undefined)
  );
}

/** What a caller is, by the path of the record and what its schema is called: of `/patients/me` a patient. */
function nounsOf(operation: Operation): ReadonlySet<string> {
  const { lexicon } = operation;
  const segments = ownSegments(operation.path);
  const isOfSelf = isSelf(lastSegment(operation), lexicon);
  const noun = wordsOf(segments.at(isOfSelf ? -2 : -1) ?? "user").at(-1) ?? "user";
  const named = thingsOf(operation).flatMap(({ name }) =>
    wordsOf(name ?? "").filter((word) => isActedFor(word, lexicon)),
  );
  const nouns = [noun, ...named];
  return new Set([...nouns, ...nouns.flatMap((one) => SHORT.get(one) ?? [])]);
}

const SHORT: ReadonlyMap<string, readonly string[]> = new Map([
  ["organization", ["org", "organisation", "tenant"]],
  ["organisation", ["org", "organization", "tenant"]],
  ["company", ["org", "tenant"]],
]);
