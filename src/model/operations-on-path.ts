import { firstPlace } from "../core/first-place.ts";
import { grouped } from "../core/grouped.ts";
import { byCodeUnit } from "../core/compare.ts";
import { memo } from "../core/memo.ts";
import type { Operation } from "./api.ts";

/** The operations at a path and at those above it, in the order of the document: of `/claims/{id}` also those of `/claims`. */
export function operationsAbove(operations: readonly Operation[], path: string): readonly Operation[] {
  const { byPath, places } = indexOf(operations);
  const found: Operation[] = [];
  for (let at = path, up = 0; at !== "" && up < MOST_LEVELS; at = at.slice(0, at.lastIndexOf("/")), up++) {
    found.push(...(byPath.get(at) ?? []));
    if (!at.includes("/")) break;
  }
  return inOrder(found, places);
}

/** No service has paths of so many segments, and a description may have one that is all slashes. */
const MOST_LEVELS = 64;

/** The operations at a path, in the order of the document. */
export function operationsOn(operations: readonly Operation[], path: string): readonly Operation[] {
  return indexOf(operations).byPath.get(path) ?? [];
}

/** The operations at the paths that begin with this text, in the order of the document: with `/claims/` those below `/claims`. */
export function operationsBelow(operations: readonly Operation[], start: string): readonly Operation[] {
  const { paths, byPath, places } = indexOf(operations);
  const found: Operation[] = [];
  const first = firstPlace(paths.length, (place) => byCodeUnit(paths[place]!, start) >= 0);
  for (let at = first; at < paths.length && paths[at]!.startsWith(start); at++) found.push(...byPath.get(paths[at]!)!);
  return inOrder(found, places);
}

/** Operations by path, the paths in the order of their code units, and the place of each operation in the document. */
const indexOf = memo((operations: readonly Operation[]) => {
  const byPath = grouped(operations, ({ path }) => path);
  return {
    byPath,
    paths: [...byPath.keys()].toSorted(byCodeUnit),
    places: new Map(operations.map((operation, at) => [operation, at])),
  };
});

function inOrder(found: readonly Operation[], places: ReadonlyMap<Operation, number>): readonly Operation[] {
  return found.length < 2 ? found : found.toSorted((a, b) => places.get(a)! - places.get(b)!);
}
