import { isAmong } from "../../core/is-among.ts";
import { SENSITIVITIES } from "../../core/exposure-words.ts";
import { memo } from "../../core/memo.ts";
import { addTo, grouped } from "../../core/grouped.ts";
import { standsFor } from "../../data/flows/contents.ts";
import type { AssessedApi, AssessedFlow } from "../../exposure/assessed-api.ts";
import type { Operation } from "../../model/api.ts";
import { targetOf } from "../../model/schema.ts";
import { wordsOf } from "../../lexicon/name-tokens.ts";
import { isPerson } from "../../operations/acting-as-others.ts";
import { lastingWitness } from "../../review/fingerprint.ts";
import type { Compared } from "../change.ts";
import type { OperationPair } from "../matched-operations.ts";
import { isDescribedIn } from "./visibility.ts";

/** The flows of one operation, held against those that it had. */
export interface MovedFields {
  /** What stayed where it was. */
  readonly kept: readonly FlowPair[];
  /** What has another name or place, and is of the same people. */
  readonly moved: readonly FlowPair[];
  /** What has another place, and is of more people there. */
  readonly spread: readonly FlowPair[];
  readonly added: readonly AssessedFlow[];
  readonly gone: readonly AssessedFlow[];
}

export interface FlowPair {
  readonly was: AssessedFlow;
  readonly is: AssessedFlow;
}

const known = new WeakMap<OperationPair, MovedFields>();

/** What became of the fields of an operation; worked out once for each pair. */
export function movedFields({ base, head }: Compared, pair: OperationPair): MovedFields {
  const before = known.get(pair);
  if (before !== undefined) return before;
  const found = withTaken(fieldsOf(keyedFlows(base, pair.base), keyedFlows(head, pair.head)), pair);
  known.set(pair, found);
  return found;
}

/** What both describe at both places has not moved: the object, or what it holds, is taken for it now. */
function withTaken(found: MovedFields, { base, head }: OperationPair): MovedFields {
  const isTaken = ({ was, is }: FlowPair): boolean =>
    isInside(was.witness, is.witness) && isDescribedIn(head, was.witness) && isDescribedIn(base, is.witness);
  const taken = [...found.moved, ...found.spread].filter(isTaken);
  if (taken.length === 0) return found;
  const rest = (pairs: readonly FlowPair[]): readonly FlowPair[] => pairs.filter((pair) => !isAmong(taken, pair));
  return { ...found, kept: [...found.kept, ...taken], moved: rest(found.moved), spread: rest(found.spread) };
}

/** Whether one of two ways leads on from the other. */
function isInside(one: string, other: string): boolean {
  const [outer, inner] = one.length < other.length ? [one, other] : [other, one];
  return inner.startsWith(outer) && /^[.[{]/.test(inner.slice(outer.length));
}

type KeyedFlows = ReadonlyMap<string, AssessedFlow>;

/** The ways of the head by which the base had fields too, under the same names or others. */
export const keptWitnesses = memo(
  ({ kept, moved }: MovedFields): ReadonlySet<string> => new Set([...kept, ...moved].map(({ is }) => is.witness)),
);

/** The flows of an operation by what stays when names of path parameters change. Guesses are left out. */
function keyedFlows(api: AssessedApi, operation: Operation): KeyedFlows {
  return new Map(
    api
      .assessed(operation)
      .flows.filter(({ field }) => field.confidence !== "possible")
      .map((flow) => [`${wayOf(flow)} ${lastingWitness(flow.witness, operation)}`, flow]),
  );
}

function fieldsOf(before: KeyedFlows, after: KeyedFlows): MovedFields {
  const gone = new Set([...before].flatMap(([key, flow]) => (after.has(key) ? [] : [flow])));
  const added = new Set([...after].flatMap(([key, flow]) => (before.has(key) ? [] : [flow])));
  const kept = [...after].flatMap(([key, is]): FlowPair[] => {
    const was = before.get(key);
    return was === undefined ? [] : [{ was, is }];
  });
  const moved: FlowPair[] = [];
  const pairUp = (was: AssessedFlow, is: AssessedFlow): void => {
    moved.push({ was, is });
    gone.delete(was);
    added.delete(is);
  };
  // What is gone may have moved: by its way and category, under its own name first.
  for (const keyOf of [namedKind, kindOfFlow]) {
    const movable = grouped(gone, keyOf);
    for (const flows of movable.values()) flows.reverse();
    for (const is of added) {
      const was = movable.get(keyOf(is))?.pop();
      if (was !== undefined) pairUp(was, is);
    }
  }
  byContainer(gone, added, pairUp);
  return {
    kept,
    moved: moved.filter((pair) => !isSpread(pair)),
    spread: moved.filter(isSpread),
    added: [...added],
    gone: [...gone],
  };
}

/** A description decides how many fields an operation has. */
const MOST_COMPARED = 250_000;

/** What was put into an object that is itself taken for what it holds, or was in one: `email` and `contact.email`. */
function byContainer(
  gone: ReadonlySet<AssessedFlow>,
  added: ReadonlySet<AssessedFlow>,
  pairUp: (was: AssessedFlow, is: AssessedFlow) => void,
): void {
  if (gone.size === 0 || added.size === 0 || gone.size * added.size > MOST_COMPARED) return;
  const byWay = new Map<string, AssessedFlow[]>();
  for (const flow of gone) addTo(byWay, wayOf(flow), flow);
  for (const is of added)
    for (const was of byWay.get(wayOf(is)) ?? []) {
      if (!gone.has(was) || !added.has(is) || sensitivityOf(is) > sensitivityOf(was)) continue;
      if (isWithin(was, is) || isWithin(is, was)) pairUp(was, is);
    }
}

/** Whether a field is taken for what another one holds, which stands in it under its own name. */
function isWithin(inner: AssessedFlow, outer: AssessedFlow): boolean {
  if (!standsFor(outer.field.category, inner.field.category)) return false;
  const held = outer.path.at(-1)?.schema.properties.get(outer.field.name);
  return held !== undefined && targetOf(held).properties.has(inner.field.name);
}

/** Whether what moved is of more people: no longer the caller's own, or of each of many where it was of one. */
function isSpread({ was, is }: FlowPair): boolean {
  // Of what is asked for, and of errors, there is one way a category, the shortest: another one may be it now.
  if (is.direction !== "read" || is.via === "on-request" || is.via === "error") return false;
  if (was.whose === "caller" && is.whose !== "caller") return true;
  if (!was.principal && is.principal) return true;
  // What stands in the same list as before is of as many.
  return isOfMany(is) && !isOfMany(was) && itemsOf(is) !== itemsOf(was);
}

/** The way to the innermost list that a field stands in; nothing where it stands in none. */
function itemsOf({ witness }: AssessedFlow): string {
  return witness.slice(0, witness.lastIndexOf("[]") + 1);
}

/** Whether a flow is of each of many people, records or accounts, and not of one that has many of something. */
function isOfMany({ path, operation: { lexicon } }: AssessedFlow): boolean {
  return path.some(
    ({ isItem, property, schema }) =>
      isItem &&
      (property === undefined || isPerson(wordsOf(property), lexicon) || isPerson(wordsOf(schema.name ?? ""), lexicon)),
  );
}

function sensitivityOf({ field }: AssessedFlow): number {
  return SENSITIVITIES.indexOf(field.sensitivity);
}

function namedKind(flow: AssessedFlow): string {
  return `${kindOfFlow(flow)} ${flow.field.name}`;
}

function kindOfFlow(flow: AssessedFlow): string {
  return `${wayOf(flow)} ${flow.field.category}`;
}

/** How a field gets in or out: by itself, when it is asked for, or in an error. */
export function wayOf({ direction, via }: AssessedFlow): string {
  return `${direction} ${via === "on-request" || via === "error" ? via : "itself"}`;
}
