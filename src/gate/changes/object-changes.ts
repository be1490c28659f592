import { memo } from "../../core/memo.ts";
import type { Schema } from "../../model/schema.ts";
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
