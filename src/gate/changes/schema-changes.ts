import { SENSITIVITIES } from "../../core/exposure-words.ts";
import { categoryWords } from "../../core/category-words.ts";
import { firstByKey, grouped } from "../../core/grouped.ts";
import { memo } from "../../core/memo.ts";
import { count, listed, quoted } from "../../core/prose.ts";
import type { ClassifiedField } from "../../data/flows/flow.ts";
import type { AssessedApi, AssessedFlow, Assessment } from "../../exposure/assessed-api.ts";
import { placeOf, type MediaType, type Operation, type Response } from "../../model/api.ts";
import { targetOf, type Schema } from "../../model/schema.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import { textOfName } from "../../lexicon/name-tokens.ts";
import { isOfPerson, isPrivileged } from "../../operations/privileged-fields.ts";
import { requestFields, type RequestField } from "../../operations/request-fields.ts";
import type { Change, Compared } from "../change.ts";
import type { MatchedOperations, OperationPair } from "../matched-operations.ts";
import { limitShifts, type LimitShift } from "./limits.ts";
import {
  bindingParts,
  isFlagged,
  renamedAmong,
  schemaMembersOf,
  schemaPairs,
  seenPairs,
  type SchemaPair,
} from "./schema-pairs.ts";
import { operationWords } from "./words.ts";

/**
 * What schemas of requests and responses no longer say: `readOnly` and `writeOnly`, limits on what may be sent, and
 * what may stand beside what is described; and new ways to fields that leave already.
 */
export function* schemaChanges(compared: Compared, matched: MatchedOperations): Generator<Change> {
  yield* requestChanges(rootsOf(matched.pairs, sentPairs), matched.pairs.flatMap(necessityShifts));
  yield* responseChanges(compared, matched, rootsOf(matched.pairs, answeredPairs));
}

/** A pair of whole bodies or parameters, and the operations that have it. */
interface Root {
  readonly base: Schema;
  readonly head: Schema;
  readonly way: string;
  readonly operations: Operation[];
}

type RootPair = Omit<Root, "operations">;

function rootsOf(
  pairs: readonly OperationPair[],
  schemasOf: (pair: OperationPair) => Iterable<RootPair>,
): readonly Root[] {
  const roots = new Map<Schema, Map<Schema, Map<string, Root>>>();
  for (const pair of pairs) {
    for (const { base, head, way } of schemasOf(pair)) {
      // A schema of a name is referred to by many: what changes in it changes for all of them.
      const [was, is] = [targetOf(base), targetOf(head)];
      const byHead = roots.get(was) ?? new Map<Schema, Map<string, Root>>();
      roots.set(was, byHead);
      const byWay = byHead.get(is) ?? new Map<string, Root>();
      byHead.set(is, byWay);
      const before = byWay.get(way);
      if (before === undefined) byWay.set(way, { base, head, way, operations: [pair.head] });
      else if (before.operations.at(-1) !== pair.head) before.operations.push(pair.head);
    }
  }
  return [...roots.values()].flatMap((byHead) => [...byHead.values()].flatMap((byWay) => [...byWay.values()]));
}

/** The bodies of an operation in both descriptions, with the word that a way into them begins with. */
export function* bodyPairs(pair: OperationPair): Generator<RootPair> {
  yield* sentPairs(pair);
  yield* answeredPairs(pair);
}

function* sentPairs({ base, head }: OperationPair): Generator<RootPair> {
  // What a webhook or callback sends leaves; what it is answered with comes in, and nobody chooses it.
  if (head.operationKind !== "path") return;
  yield* contentPairs(base.requestBody?.content ?? [], head.requestBody?.content ?? [], "request ");
  const paths = (operation: Operation) => operation.parameters.filter((parameter) => parameter.in === "path");
  const order = (operation: Operation, name: string): number => operation.path.indexOf(`{${name}}`);
  for (const after of head.parameters) {
    const before =
      base.parameters.find((other) => other.in === after.in && other.name === after.name) ??
      (after.in === "path"
        ? paths(base).toSorted((a, b) => order(base, a.name) - order(base, b.name))[
            paths(head)
              .toSorted((a, b) => order(head, a.name) - order(head, b.name))
              .indexOf(after)
          ]
        : undefined);
    if (before?.schema !== undefined && after.schema !== undefined)
      yield { base: before.schema, head: after.schema, way: `${after.in} ${after.name}` };
  }
}

function* answeredPairs({ base, head }: OperationPair): Generator<RootPair> {
  if (head.operationKind !== "path") {
    yield* contentPairs(base.requestBody?.content ?? [], head.requestBody?.content ?? [], "event ");
    return;
  }
  const responses = firstByKey(base.responses, ({ status }) => status);
  for (const after of head.responses) {
    const before = responses.get(after.status);
    if (before !== undefined && isSuccess(after))
      yield* contentPairs(before.content, after.content, `${after.statusClass} `);
  }
}

function isSuccess({ statusClass }: Response): boolean {
  return statusClass === "2xx" || statusClass === "default";
}

function* contentPairs(base: readonly MediaType[], head: readonly MediaType[], way: string): Generator<RootPair> {
  const types = firstByKey(base, ({ type }) => type);
  for (const after of head) {
    const before = types.get(after.type) ?? (base.length === 1 && head.length === 1 ? base[0] : undefined);
    if (before?.schema !== undefined && after.schema !== undefined)
      yield { base: before.schema, head: after.schema, way };
    if (before?.itemSchema !== undefined && after.itemSchema !== undefined)
      yield { base: before.itemSchema, head: after.itemSchema, way: `${way}[]` };
  }
}

function* requestChanges(roots: readonly Root[], necessities: readonly Limit[]): Generator<Change> {
  const seen = seenPairs();
  const limits: Limit[] = [...necessities];
  for (const root of roots) {
    for (const pair of schemaPairs(root.base, root.head, seen, root.way)) {
      const about = { operations: root.operations, witness: pair.path.trim() };
      const where = `${operationWords(root.operations)}, ${pair.path.trim()}`;
      yield* flagChanges(pair, "readOnly", about, where);
      // What is only read is not sent.
      if (isOnlyRead(pair.base) && isOnlyRead(pair.head)) continue;
      for (const limit of limitShifts(pair.base, pair.head)) limits.push({ ...about, ...limit, where });
      const [was, is] = [isClosed(pair.base), isClosed(pair.head)];
      const sites = { base: placeOf(targetOf(pair.base)), head: placeOf(targetOf(pair.head)) };
      if (was && !is)
        yield {
          kind: "request-opened",
          direction: "worse",
          ...about,
          text: `${where}: fields that are not described are accepted too`,
          ...sites,
        };
      if (!was && is)
        limits.push({
          ...about,
          shift: "tighter",
          told: "only fields that are described are accepted",
          where,
          ...sites,
        });
    }
  }
  yield* limitChanges(limits);
}

function isOnlyRead(schema: Schema): boolean {
  return schema.readOnly || targetOf(schema).readOnly;
}

interface Limit extends About, LimitShift {
  readonly where: string;
}

/** The body and the parameters that must be sent now, or need not be any more. */
function necessityShifts({ base, head }: OperationPair): readonly Limit[] {
  if (head.operationKind !== "path") return [];
  const parts = [
    ...(base.requestBody === undefined || head.requestBody === undefined
      ? []
      : [{ witness: "request", was: base.requestBody, is: head.requestBody }]),
    ...head.parameters.flatMap((is) => {
      const was = base.parameters.find((other) => other.in === is.in && other.name === is.name);
      return was === undefined || is.in === "path" ? [] : [{ witness: `${is.in} ${is.name}`, was, is }];
    }),
  ];
  return parts
    .filter(({ was, is }) => was.required !== is.required)
    .map(({ witness, was, is }) => ({
      operations: [head],
      witness,
      where: `${head.id}, ${witness}`,
      shift: is.required ? "tighter" : "looser",
      told: is.required ? "it is required" : "it is no longer required",
      base: placeOf(was),
      head: placeOf(is),
    }));
}

/** One limit that is looser everywhere is one change. Those that are tighter are one change together: they are no news. */
function* limitChanges(limits: readonly Limit[]): Generator<Change> {
  const byWords = [...grouped(limits, ({ shift, told }) => `${shift} ${told}`).values()];
  const groupsOf = (shift: LimitShift["shift"]) => byWords.filter(([first]) => first!.shift === shift);
  for (const group of groupsOf("looser")) yield { ...limitsTold([group]), kind: "limit-loosened", direction: "worse" };
  const tighter = groupsOf("tighter").toSorted((a, b) => b.length - a.length);
  if (tighter.length > 0) yield { ...limitsTold(tighter), kind: "limit-tightened", direction: "better" };
  for (const group of groupsOf("other")) yield { ...limitsTold([group]), kind: "limit-changed", direction: "neutral" };
}

/** What is told of limits that are the same words each, the first few groups by their words. */
function limitsTold(groups: readonly (readonly Limit[])[]): Omit<Change, "kind" | "direction"> {
  const [first] = groups[0]!; // a group has one at least
  const { witness, base, head } = first!;
  const told = groups.map(([one, ...others]) => {
    const more = others.length > 0 ? ` and ${count(others.length, "further place")}` : "";
    return `${one!.where}${more}: ${one!.told}`;
  });
  const left = told.length - MOST_TOLD;
  return {
    operations: [...new Set(groups.flat().flatMap((one) => one.operations))],
    witness,
    text: [...told.slice(0, MOST_TOLD), ...(left > 0 ? [`and ${count(left, "further limit")}`] : [])].join("; "),
    base,
    head,
  };
}

const MOST_TOLD = 3;

function* responseChanges(
  { base, head }: Compared,
  { pairs }: MatchedOperations,
  roots: readonly Root[],
): Generator<Change> {
  const wasOver = new Map(pairs.map((pair) => [pair.head, base.assessed(pair.base)] as const));
  const told = new Set<string>();
  const seen = seenPairs();
  const classified = new Map(head.data.fields.map((field) => [field.node.value, field]));
  for (const root of roots) {
    for (const pair of schemaPairs(root.base, root.head, seen, root.way)) {
      const about = { operations: root.operations, witness: pair.path.trim() };
      const where = `${operationWords(root.operations)}, ${pair.path.trim()}`;
      yield* flagChanges(pair, "writeOnly", about, where);
      if (isClosed(pair.base) && !isClosed(pair.head))
        yield {
          kind: "response-opened",
          direction: "worse",
          ...about,
          text: `${where}: the response may also contain fields that are not described`,
          base: placeOf(targetOf(pair.base)),
          head: placeOf(targetOf(pair.head)),
        };
      const events = root.operations.filter(({ operationKind }) => operationKind !== "path");
      const texts = [...pair.added].filter(([, property]) => mayTell(property)).map(([name]) => name);
      if (events.length > 0 && texts.length > 0)
        yield {
          kind: "event-extended",
          direction: "neutral",
          operations: events,
          witness: about.witness,
          text: `${operationWords(events)} now also ${events.length === 1 ? "sends" : "send"} ${listed(
            texts.map((name) => quoted(name)),
            6,
          )}`,
          base: placeOf(targetOf(pair.base)),
          head: placeOf(targetOf(pair.head)),
        };
      for (const change of newWays(head, root, pair, classified, wasOver)) {
        if (told.has(change.text)) continue; // in another media type, or by another way of writing the same
        told.add(change.text);
        yield change;
      }
    }
  }
}

/** Whether a value may hold what somebody wrote, or things of any kind: no number, switch or one of a few words. */
function mayTell(property: Schema): boolean {
  const { types, enum: values, format } = targetOf(property);
  return (
    values === undefined && format === undefined && (types.length === 0 || !types.every((type) => COUNTED.has(type)))
  );
}

const COUNTED: ReadonlySet<string> = new Set(["integer", "number", "boolean", "null"]);

type About = Pick<Change, "operations"> & { readonly witness: string };

/** `readOnly` in a request and `writeOnly` in a response keep a field out: dropped, it goes in or comes out. */
function* flagChanges(
  { base, head }: SchemaPair,
  flag: "readOnly" | "writeOnly",
  about: About,
  where: string,
): Generator<Change> {
  const [was, is] = [isFlagged(base, flag), isFlagged(head, flag)];
  if (was === is) return;
  const holder = (schema: Schema) => bindingParts(schema).find((part) => part[flag]);
  const kind = flag === "readOnly" ? "read-only" : "write-only";
  const can = flag === "readOnly" ? "callers may write it" : "it may be read back";
  const [before, after] = [holder(base), holder(head)];
  const decided = flag === "readOnly" && was ? decidedAt(about) : undefined;
  yield {
    ...(decided === undefined
      ? {}
      : { concern: "exposure" as const, carries: "restricted" as const, fix: `make ${about.witness} readOnly again` }),
    kind: was ? `${kind}-dropped` : `${kind}-added`,
    direction: was ? "worse" : "better",
    ...about,
    text: was ? `${where}: ${flag} is gone, so ${decided ?? can}` : `${where}: it is ${flag} now`,
    base: before === undefined ? placeOf(base) : placeOf(before, flag),
    head: after === undefined ? placeOf(head) : placeOf(after, flag),
  };
}

/** What callers decide by a field that was the server's: what a status says, rights or money. */
function decidedAt({ operations, witness }: About): string | undefined {
  for (const operation of operations) {
    const field = fieldsByWitness(operation).get(witness);
    const state = field?.parts
      .flatMap(({ enum: given }) => given ?? [])
      .find((value): value is string => typeof value === "string" && isDecided(value, operation.lexicon));
    if (state !== undefined) return `callers may set it to ${quoted(state)}`;
    if (field !== undefined && isPrivileged(field, isOfPerson(operation), operation.lexicon))
      return "callers can write a field that controls rights or money";
  }
  return undefined;
}

/** Asked for each field that is no longer readOnly. */
const fieldsByWitness = memo(
  (operation: Operation): ReadonlyMap<string, RequestField> =>
    new Map(requestFields(operation).map((field) => [field.witness, field])),
);

/** Whether a value of a status says that somebody has approved, or that money has moved. */
function isDecided(value: string, lexicon: Lexicon): boolean {
  const text = textOfName(value.toLowerCase());
  return lexicon.is(text, "verdict-state") || lexicon.is(text, "settled-state");
}

/** Whether only what is described may stand in an object. */
function isClosed(schema: Schema): boolean {
  return bindingParts(schema).some(
    (part) => part.additionalProperties === false || part.others.get("unevaluatedProperties")?.boolean === false,
  );
}

const MOST_SCHEMAS = 300;

/** New properties that lead to sensitive fields which leave by another way already: the flows have only the shortest. */
function* newWays(
  head: AssessedApi,
  root: Root,
  { base, head: after, path, added }: SchemaPair,
  classified: ReadonlyMap<unknown, ClassifiedField>,
  before: ReadonlyMap<Operation, Assessment>,
): Generator<Change> {
  const renamed = renamedAmong(base, after, added);
  for (const [name, property] of added) {
    if (renamed.has(name)) continue; // the same value under another name
    const start = path === "" || path.endsWith(" ") ? `${path}${name}` : `${path}.${name}`;
    for (const operation of root.operations.slice(0, 1)) {
      const { flows, over: overCeiling } = head.assessed(operation);
      if (waysTold(flows).has(start)) continue;
      const found = nearestSensitive(property, start, classified);
      if (found === undefined) continue;
      const over = fieldsOver(overCeiling).has(found.field) && !wasForAll(before.get(operation), found.field);
      yield {
        kind: "field-readable",
        direction: head.assessed(operation).judgedAs === "private" ? "neutral" : "worse",
        operations: root.operations,
        witness: found.witness,
        field: found.field,
        text: `${operationWords(root.operations)}: ${categoryWords(found.field)} is readable in one more place, ${found.witness}`,
        base: undefined,
        head: placeOf(property),
        carries: found.field.sensitivity,
        ...(over ? { concern: "exposure" as const } : {}),
      };
    }
  }
}

/** Whether these callers could read the field before, of anybody, and should not have: one more way to it lets nobody see more. */
function wasForAll(before: Assessment | undefined, { category, name }: ClassifiedField): boolean {
  return (
    before !== undefined &&
    before.admission === "anonymous" &&
    [...before.over].some(
      ({ field, whose }) => whose !== "caller" && field.category === category && field.name === name,
    )
  );
}

/** The ways that flows take, and all on which they begin: `data` and `data[]` of `data[].email`. */
const waysTold = memo((flows: readonly AssessedFlow[]): ReadonlySet<string> => {
  const ways = new Set<string>();
  for (const { witness } of flows) {
    ways.add(witness);
    for (const { index } of witness.slice(0, LONGEST_WAY).matchAll(/[.[]/g)) ways.add(witness.slice(0, index));
  }
  return ways;
});

/** A name may have as many dots in it as it likes. */
const LONGEST_WAY = 2000;

const fieldsOver = memo(
  (over: ReadonlySet<AssessedFlow>): ReadonlySet<ClassifiedField> => new Set([...over].map(({ field }) => field)),
);

function nearestSensitive(
  property: Schema,
  start: string,
  classified: ReadonlyMap<unknown, ClassifiedField>,
): { readonly field: ClassifiedField; readonly witness: string } | undefined {
  const seen = new Set<Schema>();
  let level: (readonly [schema: Schema, path: string])[] = [[property, start]];
  while (level.length > 0 && seen.size < MOST_SCHEMAS) {
    const next: (readonly [schema: Schema, path: string])[] = [];
    for (const [schema, path] of level) {
      const target = targetOf(schema);
      if (seen.has(target) || isFlagged(schema, "writeOnly")) continue;
      seen.add(target);
      const field = classified.get(schema.node.value);
      if (field !== undefined && field.confidence !== "possible" && SENSITIVITIES.indexOf(field.sensitivity) >= 2)
        return { field, witness: path };
      const { properties, items, free } = schemaMembersOf(target);
      for (const [name, [inner]] of properties) if (inner !== undefined) next.push([inner, `${path}.${name}`]);
      for (const item of items) next.push([item, `${path}[]`]);
      for (const value of free) next.push([value, `${path}{}`]);
    }
    level = next;
  }
  return undefined;
}
