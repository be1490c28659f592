import type { Place } from "../core/place.ts";
import type { Api, Operation } from "./api.ts";

/**
 * The operations that a place belongs to: the one in which it stands; of a path item, all that stand there. None for
 * a place in a reusable part or at the root, which any number of operations may use.
 */
export function operationsAt(api: Api, { file, pointer }: Place): readonly Operation[] {
  const inside = api.operations.filter(({ node }) => node.source.file === file && isWithin(pointer, node.pointer));
  // A callback stands in its parent: the innermost one is meant.
  const innermost = inside.filter(
    ({ node }) => !inside.some((other) => other.node.pointer.length > node.pointer.length),
  );
  if (innermost.length > 0) return innermost;
  return api.operations.filter(
    ({ pathItem, operationKind }) =>
      operationKind === "path" && pathItem.node.source.file === file && isWithin(pointer, pathItem.node.pointer),
  );
}

function isWithin(pointer: string, holder: string): boolean {
  return pointer === holder || pointer.startsWith(`${holder}/`);
}
