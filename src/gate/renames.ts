import type { Operation, Parameter } from "../model/api.ts";
import type { Schema } from "../model/schema.ts";
import { lastingWitness } from "../review/fingerprint.ts";
import type { Compared } from "./change.ts";
import { movedFields } from "./changes/moved-fields.ts";
import { bodyPairs } from "./changes/schema-changes.ts";
import { objectChanges } from "./changes/object-changes.ts";
import { isAlike, schemaMembersOf } from "./changes/schema-pairs.ts";
import { matchedOperations, type OperationPair } from "./matched-operations.ts";

/** What of a place stays when paths, parameters and fields get other names: the operation that it was at, and by which way. */
export interface FormerPlace {
  readonly operation: Operation;
  /** The ways by which it may have been known, the likeliest first. */
  readonly witnesses: readonly string[];
}

/** What the head calls otherwise than the base. */
export interface Renames {
  /** What was there before of an operation of the head; `undefined` for a new one. */
  readonly formerOf: (operation: Operation) => Operation | undefined;
  /** What a place at an operation of the head was known by. */
  readonly formerPlace: (operation: Operation, witness: string | undefined) => FormerPlace | undefined;
}

/** Finds what of the head was called otherwise in the base, by which operations are taken for one. */
export function renamesBetween(compared: Compared, matchedBy = matchedOperations): Renames {
  const pairs = new Map(matchedBy(compared.base, compared.head).pairs.map((pair) => [pair.head, pair] as const));
  const known = new Map<OperationPair, Ways>();
  return {
    formerOf: (operation) => pairs.get(operation)?.base,
    formerPlace(operation, witness) {
      const pair = pairs.get(operation);
      if (pair === undefined) return undefined;
      if (witness === undefined) return { operation: pair.base, witnesses: [] };
      let ways = known.get(pair);
      if (ways === undefined) known.set(pair, (ways = waysBetween(compared, pair)));
      return {
        operation: pair.base,
        witnesses: [...new Set([...ways.formerWitnesses(witness), lastingWitness(witness, operation)])],
      };
    },
  };
}

interface Ways {
  readonly formerWitnesses: (witness: string) => readonly string[];
}

function waysBetween(compared: Compared, pair: OperationPair): Ways {
  const { moved, spread } = movedFields(compared, pair);
  const exact = new Map(moved.map(({ was, is }) => [is.witness, was.witness]));
  const wider = new Set(spread.map(({ is }) => is.witness));
  for (const [is, was] of renamedParameters(pair)) exact.set(is, was);
  const prefixes = [...renamedProperties(pair)].toSorted(([a], [b]) => b.length - a.length);
  return {
    formerWitnesses(witness) {
      if (wider.has(witness)) return [];
      const former = exact.get(witness);
      const beginning = prefixes.flatMap(([is, was]) =>
        witness.startsWith(is) && /^(?:$|[.[{])/.test(witness.slice(is.length))
          ? [joined(was, witness.slice(is.length))]
          : [],
      );
      return [...(former === undefined ? [] : [former]), ...beginning];
    },
  };
}

/** A way and what follows it: what was put into an object stood there without its dot. */
function joined(start: string, rest: string): string {
  return start.endsWith(" ") ? `${start}${rest.replace(/^\./, "")}` : `${start}${rest}`;
}

/** Parameters that are alike but for their names, where one alone went and one came. */
function* renamedParameters({ base, head }: OperationPair): Generator<readonly [is: string, was: string]> {
  for (const place of ["query", "header", "cookie"] as const) {
    const [before, after] = [base, head].map(({ parameters }) => parameters.filter((one) => one.in === place));
    const gone = (before ?? []).filter(({ name }) => !(after ?? []).some((other) => other.name === name));
    const added = (after ?? []).filter(({ name }) => !(before ?? []).some((other) => other.name === name));
    for (const is of added) {
      const alike = gone.filter((was) => isAlikeParameter(was, is));
      if (alike.length === 1 && added.filter((other) => isAlikeParameter(alike[0]!, other)).length === 1)
        yield [`${place} ${is.name}`, `${place} ${alike[0]!.name}`];
    }
  }
}

function isAlikeParameter(a: Parameter, b: Parameter): boolean {
  if (a.required !== b.required || (a.schema === undefined) !== (b.schema === undefined)) return false;
  return a.schema === undefined || b.schema === undefined || isAlike(a.schema, b.schema);
}

/** Properties that one alone went and one came in an object, alike but for their names; and what went into, or came out of, an object of its own. */
function* renamedProperties(pair: OperationPair): Generator<readonly [is: string, was: string]> {
  for (const { base, head, way } of bodyPairs(pair)) yield* rewrapped(base, head, way);
  for (const [path, { renamed }] of objectChanges(pair)) {
    const start = path === "" || path.endsWith(" ") ? path : `${path}.`;
    for (const [is, was] of renamed) yield [`${start}${is}`, `${start}${was}`];
  }
}

/** A body that became a property of its own, or stands without the one that it was: `2xx data` and `2xx`. */
function* rewrapped(base: Schema, head: Schema, way: string): Generator<readonly [is: string, was: string]> {
  const [before, after] = [schemaMembersOf(base), schemaMembersOf(head)];
  for (const [name, [inner]] of after.properties)
    if (inner !== undefined && !before.properties.has(name) && holdsAll(inner, before.properties))
      yield [`${way}${name}`, way];
  for (const [name, [inner]] of before.properties) {
    if (inner === undefined || after.properties.has(name) || !holdsAll(inner, after.properties)) continue;
    for (const own of after.properties.keys()) yield [`${way}${own}`, `${way}${name}.${own}`];
  }
  if (before.items.length > 0)
    for (const [name, [inner]] of after.properties)
      if (inner !== undefined && schemaMembersOf(inner).items.length > 0) yield [`${way}${name}`, way];
}

function holdsAll(schema: Schema, names: ReadonlyMap<string, unknown>): boolean {
  const { properties } = schemaMembersOf(schema);
  return names.size > 0 && [...names.keys()].every((name) => properties.has(name));
}
