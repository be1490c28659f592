import { memo } from "../../core/memo.ts";
import type { AssessedFlow } from "../../exposure/assessed-api.ts";
import { targetOf, type Schema } from "../../model/schema.ts";
import type { OperationPair } from "../matched-operations.ts";
import { bodyPairs } from "./schema-changes.ts";
import { renamedAmong, schemaPairs, seenPairs } from "./schema-pairs.ts";

/** What became of the properties of an object that an operation takes or returns. */
export interface ObjectChange {
  /** By the name that a property has now, the one that it had. */
  readonly renamed: ReadonlyMap<string, string>;
  /** All that are there for the first time under their name. */
  readonly added: ReadonlyMap<string, Schema>;
}

/** What became of the object that a field stands in; `undefined` where nothing is new in it. */
export function objectAround({ witness, field }: AssessedFlow, pair: OperationPair): ObjectChange | undefined {
  const start = witness.slice(0, -field.name.length);
  return objectChanges(pair).get(start.endsWith(".") ? start.slice(0, -1) : start);
}

/** What a property of an object is called now; `undefined` where it has no other name. */
export function newNameOf(name: string, around: ObjectChange | undefined): string | undefined {
  return [...(around?.renamed ?? [])].find(([, was]) => was === name)?.[0];
}

/** Properties that are new in an object, may hold any text, and are not known to hold anything else. */
export function inPlaceOf(around: ObjectChange | undefined): readonly string[] {
  return [...(around?.added ?? [])].flatMap(([name, schema]) => {
    const { types, enum: values, format } = targetOf(schema);
    const isText = types.length === 0 || types.includes("string");
    return isText && values === undefined && format === undefined && !around!.renamed.has(name) ? [name] : [];
  });
}

/** The objects in the bodies of an operation that have properties which they had not, by the way to them: `2xx data`. */
export const objectChanges = memo((pair: OperationPair): ReadonlyMap<string, ObjectChange> => {
  const found = new Map<string, ObjectChange>();
  const seen = seenPairs(MOST_PAIRS);
  for (const { base, head, way } of bodyPairs(pair))
    for (const { base: before, head: after, path, added } of schemaPairs(base, head, seen, way))
      if (added.size > 0) found.set(path, { renamed: renamedAmong(before, after, added), added });
  return found;
});

const MOST_PAIRS = 2000;
