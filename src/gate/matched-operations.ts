import { readingOf } from "../exposure/reading.ts";
import { addTo, grouped } from "../core/grouped.ts";
import { memo } from "../core/memo.ts";
import type { AssessedApi } from "../exposure/assessed-api.ts";
import { isOwn } from "../exposure/principals.ts";
import type { Api, Operation } from "../model/api.ts";
import { tokensOf } from "../core/place.ts";
import { lastingId } from "../review/fingerprint.ts";
import { areOfOneThing, arePeople, readsAlikeOpenly } from "./one-thing.ts";
import { isOneByContents, operationShape, returnsNearlyAll, shapeKey } from "./operation-shape.ts";

/** An operation in both descriptions. */
export interface OperationPair {
  readonly base: Operation;
  readonly head: Operation;
}

/** The operations of two descriptions of one API. */
export interface MatchedOperations {
  readonly pairs: readonly OperationPair[];
  readonly added: readonly Operation[];
  readonly removed: readonly Operation[];
}

type Operations = Pick<Api, "operations">;

/**
 * Matches the operations of two descriptions: by method and path, whatever parameters are called and in which file they
 * stand, and by the address that they are called at; what is left by `operationId`, and by a path in which the version alone is
 * another; and what is left then by what goes in and comes out, where path and that fit one other operation alone, or that fits so well that the path may be another for
 * the same kind of thing. What lets anyone read confidential data is matched with nothing of another kind.
 */
export function matchedOperations(base: AssessedApi, head: AssessedApi): MatchedOperations {
  return matchedWith(base)(head);
}

const matchedWith = memo((base: AssessedApi) =>
  memo((head: AssessedApi) =>
    matched(base, head, {
      areOfOneThing,
      // Who calls gets their own: that lets nobody read what is another's, and where an identifier takes its place, that is
      // told as such. Without a credential nobody knows who calls; and a list that is no longer the caller's own is new.
      isTaken: (was, is) =>
        areOfOneThing(was, is) ||
        !readsAlikeOpenly(base, head, { base: was, head: is }) ||
        ((isOwn(is) || (isOwn(was) && is.path.includes("{"))) && head.assessed(is).admission !== "anonymous"),
    }),
  ),
);

/**
 * The same for a history: what was reported may have been there before under any other name, which nobody takes for a
 * proof that it is harmless.
 */
export function followedOperations(base: Operations, head: Operations): MatchedOperations {
  return followedWith(base.operations)(head.operations);
}

const followedWith = memo((base: readonly Operation[]) =>
  memo((head: readonly Operation[]) => {
    const isOnlyOne = shapesOfOne(base, head);
    return matched(
      { operations: base },
      { operations: head },
      {
        areOfOneThing: () => true,
        isTaken: () => true,
        isMoved: (was, is) => areOfOneThing(was, is) || arePeople(was, is) || isOnlyOne(was),
        isReplaced: (was, is) => (areOfOneThing(was, is) || arePeople(was, is)) && returnsAsBefore(was, is),
      },
    );
  }),
);

/**
 * Gives whether nothing that is in both versions takes and returns what an operation does: what several give under their own
 * names tells nothing of which one is gone, and which is new.
 */
function shapesOfOne(base: readonly Operation[], head: readonly Operation[]): (operation: Operation) => boolean {
  const kept = new Set(base.map((operation) => lastingId(operation)));
  const shapes = new Set(
    head.flatMap((operation) => (kept.has(lastingId(operation)) ? (shapeKey(operationShape(operation)) ?? []) : [])),
  );
  return (operation) => !shapes.has(shapeKey(operationShape(operation)) ?? "");
}

/** Whether one operation that is new returns nearly what one that is gone did, however it is called and asked now. */
function returnsAsBefore(was: Operation, is: Operation): boolean {
  const isOtherAct = (readingOf(was) === undefined) !== (readingOf(is) === undefined);
  if (isOtherAct || [was, is].some(({ method }) => method === "DELETE")) return false;
  return returnsNearlyAll(operationShape(was), operationShape(is));
}

/** What two operations under different paths must have in common beside their contents. */
interface Demands {
  readonly areOfOneThing: IsTaken;
  readonly isTaken: IsTaken;
  /** What those must have in common that are alike by what they take and return alone; by default what all must. */
  readonly isMoved?: IsTaken;
  /** At last, by which one that is gone and one that is new are the same, where each is so with no other. */
  readonly isReplaced?: IsTaken;
}

function matched(base: Operations, head: Operations, demands: Demands): MatchedOperations {
  const matching = matchingOf(base, head);
  matching.by((operation) => [`${addressesOf(operation.servers).join(" ")} ${lastingId(operation)}`]);
  matching.by(calledAt);
  matching.by(({ id }) => [id]);
  matching.by((operation) => [lastingId(operation)]);
  matching.by(calledBackAs);
  matching.by(
    ({ operationId, method, operationKind }) =>
      operationId === undefined ? [] : [`${operationKind} ${method} ${operationId}`],
    demands.isTaken,
  );
  // By another method at the same path.
  matching.by(
    ({ operationId, path, operationKind }) =>
      operationId === undefined ? [] : [`${operationKind} ${operationId} ${path.replaceAll(/\{[^{}]*\}/g, "{}")}`],
    // What was read and is deleted or changed now is another act.
    (was, is) =>
      was.method !== "DELETE" &&
      is.method !== "DELETE" &&
      (readingOf(was) === undefined) === (readingOf(is) === undefined) &&
      demands.isTaken(was, is),
  );
  matching.by(calledInAnyVersion, demands.isTaken);
  byStructure(matching, demands);
  if (demands.isReplaced !== undefined) {
    byTail(matching);
    byReplacement(matching, demands.isReplaced);
  }
  return matching.result();
}

/** Matches what is called as before below something else, or no longer below it: `/blocks/{id}` and `/api/v1/server/blocks/{id}`. */
function byTail(matching: Matching): void {
  const isWhole = { base: true, head: false };
  for (const whole of [isWhole, { base: false, head: true }])
    matching.by((operation, side) => {
      if (operation.operationKind !== "path") return [];
      const parts = segmentsOf(operation);
      const tails = whole[side] ? [parts] : parts.map((_, start) => parts.slice(start + 1));
      return tails.flatMap((tail) => (isTelling(tail) ? [`${operation.method} ${tail.join("/")}`] : []));
    });
}

/** Whether the end of a path names a thing and what of it: `blocks/accounts`, `blocks/{}`; `{}/status` may be of anything. */
function isTelling(tail: readonly string[]): boolean {
  return tail.length > 1 && !tail[0]!.includes("{"); // it has one
}

function byReplacement(matching: Matching, isReplaced: IsTaken): void {
  const { base, head } = matching.open();
  const [before, after] = [base, head].map((some) => some.filter(({ operationKind }) => operationKind === "path"));
  if (before === undefined || after === undefined || before.length * after.length > MOST_BY_CONTENTS) return;
  pairOnly(matching, before, after, isReplaced);
}

/** What is called as before but for the version in its path, `/v2/users` and `/v3/users`, where one of both is left. */
function calledInAnyVersion(operation: Operation): readonly string[] {
  if (operation.operationKind !== "path") return [];
  const id = lastingId(operation);
  const path = id.replaceAll(/\/(?:v\d+(?:\.\d+)*|\d{4}-\d{2}(?:-\d{2})?)(?=\/|$)/gi, "/{version}");
  return path === id ? [] : [path];
}

/** Callbacks to one address, which a request names, are told apart by the keys that they stand under: `callbacks/PING`. */
function calledBackAs(operation: Operation): readonly string[] {
  if (operation.operationKind !== "callback") return [];
  return [`${lastingId(operation)} ${tokensOf(operation.node.pointer).at(-3) ?? ""}`];
}

/** Matches operations by method and path alone. */
function namesakes(base: Operations, head: Operations): MatchedOperations {
  const matching = matchingOf(base, head);
  matching.by(({ id }) => [id]);
  matching.by((operation) => [lastingId(operation)]);
  return matching.result();
}

/** How much of the smaller of two descriptions is in the other, from 0 to 1: what tells a moved file from a new one. */
export function sharedOperations(base: Operations, head: Operations): number {
  const smaller = Math.min(base.operations.length, head.operations.length);
  return smaller === 0 ? 0 : namesakes(base, head).pairs.length / smaller;
}

/** Whether one operation may be taken for another one under another path. */
type IsTaken = (base: Operation, head: Operation) => boolean;

/** Operations that are matched step by step: each step looks at what those before it left. */
interface Matching {
  readonly pair: (base: Operation, head: Operation) => void;
  /** Matches those that have a key in common, which no other operation of their side has that is left. */
  readonly by: (keysOf: (operation: Operation, side: "base" | "head") => readonly string[], isTaken?: IsTaken) => void;
  readonly open: () => { readonly base: readonly Operation[]; readonly head: readonly Operation[] };
  readonly pairs: () => readonly OperationPair[];
  readonly result: () => MatchedOperations;
}

function matchingOf(base: Operations, head: Operations): Matching {
  const baseOf = new Map<Operation, Operation>();
  const taken = new Set<Operation>();
  const open = (): ReturnType<Matching["open"]> => ({
    base: base.operations.filter((operation) => !taken.has(operation)),
    head: head.operations.filter((operation) => !baseOf.has(operation)),
  });
  const pair = (before: Operation, after: Operation): void => {
    taken.add(before);
    baseOf.set(after, before);
  };
  const pairs = (): readonly OperationPair[] =>
    head.operations.flatMap((after) => {
      const before = baseOf.get(after);
      return before === undefined ? [] : [{ base: before, head: after }];
    });
  return {
    pair,
    open,
    pairs,
    by(keysOf, isTaken = () => true) {
      const left = open();
      if (left.base.length === 0 || left.head.length === 0) return;
      const before = byKeys(left.base, (operation) => keysOf(operation, "base"));
      const after = byKeys(left.head, (operation) => keysOf(operation, "head"));
      for (const [key, [one, ...more]] of after) {
        const [other, ...others] = before.get(key) ?? [];
        if (one === undefined || other === undefined || more.length + others.length > 0) continue;
        if (!taken.has(other) && !baseOf.has(one) && isTaken(other, one)) pair(other, one);
      }
    },
    result: () => ({ pairs: pairs(), added: open().head, removed: open().base }),
  };
}

function byKeys(
  operations: readonly Operation[],
  keysOf: (operation: Operation) => readonly string[],
): ReadonlyMap<string, readonly Operation[]> {
  const found = new Map<string, Operation[]>();
  for (const operation of operations) for (const key of new Set(keysOf(operation))) addTo(found, key, operation);
  return found;
}

/** So many addresses of one operation are looked at. */
const MOST_ADDRESSES = 8;

const addressesOf = memo((servers: Operation["servers"]): readonly string[] =>
  servers.slice(0, MOST_ADDRESSES).flatMap(({ addresses }) => addresses.slice(0, MOST_ADDRESSES)),
);

/** Whether two operations are called at the same address, whichever part of it stands in the path. */
export function isCalledAlike(base: Operation, head: Operation): boolean {
  const known = new Set(calledAt(base));
  return calledAt(head).some((address) => known.has(address));
}

/** Method and whole address, by each server, without what may be renamed: `GET //api.acme.io/v2/users/{1}`. */
function calledAt(operation: Operation): readonly string[] {
  if (operation.operationKind !== "path") return [];
  const { method, servers } = operation;
  // Of the address of a server itself nothing is left of its path.
  const path = lastingId(operation)
    .slice(method.length + 1)
    .replace(/^\/$/, "");
  return addressesOf(servers).map(
    (address) => `${method} ${address.replace(/^[a-z][a-z\d+.-]*:/i, "").replace(/\/$/, "")}${path}`,
  );
}

/**
 * Matches what is left by structure: operations that take and return the same under paths that differ in one part, and
 * then those that are called as the ones that were matched have been renamed.
 */
function byStructure(matching: Matching, { isTaken, areOfOneThing: isSame, isMoved = isTaken }: Demands): void {
  const { base, head } = matching.open();
  if (base.length === 0 || head.length === 0) return;
  const shaped = (operations: readonly Operation[]): ReadonlyMap<string, readonly Operation[]> =>
    grouped(
      operations.filter(({ operationKind }) => operationKind === "path"),
      (operation) => shapeKey(operationShape(operation)) ?? "",
    );
  const before = shaped(base);
  for (const [shape, after] of shaped(head)) {
    const others = before.get(shape) ?? [];
    if (shape === "" || others.length === 0 || others.length * after.length > MOST_COMPARED) continue;
    pairOnly(matching, others, after, (one, other) => isRenamed(one, other) && isMoved(one, other));
  }
  const renames = new Map(matching.pairs().flatMap((pair) => [...renameOf(pair)].map((one) => [one.join("\n"), one])));
  if (renames.size <= MOST_RENAMES)
    for (const [was, is] of renames.values())
      matching.by(
        (operation, side) => [side === "base" ? renamed(lastingId(operation), was, is) : lastingId(operation)],
        isTaken,
      );
  byContents(matching, (one, other) => isSame(one, other) && (isMoved === isTaken || isMoved(one, other)));
}

/** Matches what takes the same and returns nearly the same, under other paths for the same kind of thing. */
function byContents(matching: Matching, isSame: IsTaken): void {
  const left = matching.open();
  const taking = (operations: readonly Operation[]): ReadonlyMap<string, readonly Operation[]> =>
    grouped(
      operations.filter(({ operationKind }) => operationKind === "path"),
      (operation) => operationShape(operation).takes,
    );
  if (left.base.length === 0 || left.head.length === 0) return;
  const before = taking(left.base);
  for (const [takes, after] of taking(left.head)) {
    const others = before.get(takes) ?? [];
    if (others.length * after.length <= MOST_BY_CONTENTS)
      pairOnly(
        matching,
        others,
        after,
        (base, head) => isOneByContents(operationShape(base), operationShape(head)) && isSame(base, head),
      );
  }
}

/** Pairs those that are alike, where that is so with no other of either side. */
function pairOnly(
  { pair }: Matching,
  before: readonly Operation[],
  after: readonly Operation[],
  isAlike: (base: Operation, head: Operation) => boolean,
): void {
  for (const one of after) {
    const alike = before.filter((other) => isAlike(other, one));
    const [only] = alike;
    if (only === undefined || alike.length > 1) continue;
    if (after.filter((other) => isAlike(only, other)).length === 1) pair(only, one);
  }
}

/** A path of the base, as it is called once one of its parts is renamed; with none to rename that is put before all. */
function renamed(id: string, was: string, is: string): string {
  const [method = "", path = ""] = id.split(" ", 2);
  if (was === "") return `${method} /${is}${path}`;
  const at = `${path}/`.indexOf(`/${was}/`);
  if (at < 0) return id;
  const changed = `${path.slice(0, at)}/${is}${path.slice(at + was.length + 1)}`;
  return `${method} ${is === "" ? changed.replace("//", "/") : changed}`;
}

const MOST_COMPARED = 10_000;
const MOST_BY_CONTENTS = 1_000;
const MOST_RENAMES = 20;

/** Whether two paths differ in one fixed part alone, or in what stands before all of one of them. */
function isRenamed(base: Operation, head: Operation): boolean {
  const parts = differenceOf(base, head);
  return parts !== undefined && !parts.was.includes("{") && !parts.is.includes("{") && isOnePart(parts);
}

function isOnePart({ was, is, isWhole }: Difference): boolean {
  const count = (text: string): number => text.split("/").filter((part) => part !== "").length;
  return !isWhole && count(was) <= 2 && count(is) <= 2;
}

interface Difference {
  readonly was: string;
  readonly is: string;
  /** Whether they have nothing in common. */
  readonly isWhole: boolean;
}

/** What stands between what two paths begin and end with alike: `users` and `members`. */
function differenceOf(base: Operation, head: Operation): Difference | undefined {
  if (base.method !== head.method) return undefined;
  const [before, after] = [segmentsOf(base), segmentsOf(head)];
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start += 1;
  let end = 0;
  while (
    end < before.length - start &&
    end < after.length - start &&
    before[before.length - 1 - end] === after[after.length - 1 - end]
  )
    end += 1;
  return {
    was: before.slice(start, before.length - end).join("/"),
    is: after.slice(start, after.length - end).join("/"),
    isWhole: start + end === 0,
  };
}

function segmentsOf(operation: Operation): readonly string[] {
  return lastingId(operation)
    .slice(operation.method.length + 2)
    .replace(/\{\d+\}/g, "{}")
    .split("/");
}

function* renameOf({ base, head }: OperationPair): Generator<readonly [was: string, is: string]> {
  if (base.operationKind !== "path" || lastingId(base) === lastingId(head)) return;
  const parts = differenceOf(base, head);
  if (parts !== undefined && !parts.was.includes("{") && !parts.is.includes("{")) yield [parts.was, parts.is];
}
