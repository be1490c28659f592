import { isObject } from "../core/json-value.ts";
import { tokensOf } from "../core/place.ts";
import type { Document, Node } from "../load/document.ts";
import type { Source } from "../load/source.ts";

/** Things in the order in which they stand: file by file as they were read, then by the order of keys. */
export function inOrderOfDocument<T extends { readonly node: Node }>(
  things: readonly T[],
  document: Document,
): readonly T[] {
  const files = new Map(document.sources().map((source, at) => [source, at]));
  const ranks = new WeakMap<object, ReadonlyMap<string, number>>();
  return things
    .map((thing) => ({ thing, place: [files.get(thing.node.source) ?? files.size, ...placeOf(thing.node, ranks)] }))
    .toSorted((a, b) => compared(a.place, b.place))
    .map(({ thing }) => thing);
}

/** For each step of the pointer the rank of the key among its siblings. */
function placeOf(node: Node, ranks: WeakMap<object, ReadonlyMap<string, number>>): number[] {
  let value: unknown = (node.source satisfies Source).value;
  return tokensOf(node.pointer).map((token) => {
    if (Array.isArray(value)) {
      value = value[Number(token)] as unknown;
      return Number(token);
    }
    if (!isObject(value)) return 0;
    let rank = ranks.get(value);
    if (rank === undefined) ranks.set(value, (rank = new Map(Object.keys(value).map((key, at) => [key, at]))));
    const at = rank.get(token) ?? rank.size;
    value = Object.hasOwn(value, token) ? value[token] : undefined;
    return at;
  });
}

function compared(a: readonly number[], b: readonly number[]): number {
  for (let at = 0; at < a.length && at < b.length; at += 1) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
