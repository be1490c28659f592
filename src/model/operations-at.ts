import { memo } from "../core/memo.ts";
import { parentPointer, type Place } from "../core/place.ts";
import type { Api, Operation } from "./api.ts";

/**
 * The operations that a place belongs to: the one in which it stands; of a path item, all that stand there. None for
 * a place in a reusable part or at the root, which any number of operations may use.
 */
export function operationsAt(api: Api, { file, pointer }: Place): readonly Operation[] {
  const index = indexOf(api.operations);
  // A callback stands in its parent: the innermost one is meant, and it is found first.
  return nearest(index.byOperation, file, pointer) ?? nearest(index.byPathItem, file, pointer) ?? [];
}

type ByPlace = ReadonlyMap<string, readonly Operation[]>;

/** Operations by where they stand, and by where their path item stands: a description may have thousands of both places and operations. */
const indexOf = memo((operations: readonly Operation[]) => {
  const ofPaths = operations.filter(({ operationKind }) => operationKind === "path");
  return {
    byOperation: byPlace(operations, ({ node }) => node),
    byPathItem: byPlace(ofPaths, ({ pathItem }) => pathItem.node),
  };
});

function byPlace(operations: readonly Operation[], nodeOf: (operation: Operation) => Operation["node"]): ByPlace {
  const groups = new Map<string, Operation[]>();
  for (const operation of operations) {
    const { source, pointer } = nodeOf(operation);
    const key = `${source.file}${pointer}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [operation]);
    else group.push(operation);
  }
  return groups;
}

/** What stands at a place or, failing that, at the nearest place above it. */
function nearest(groups: ByPlace, file: string, pointer: string): readonly Operation[] | undefined {
  for (let at = pointer; ; at = parentPointer(at)) {
    const group = groups.get(`${file}${at}`);
    if (group !== undefined || !at.includes("/")) return group;
  }
}
