import { isObject, member } from "../../core/json-value.ts";
import { lastToken, parentPointer } from "../../core/place.ts";
import type { Document, Node } from "../../load/document.ts";

/** Things in the order in which they stand: file by file as they were read, then by the order of keys. */
export function inOrderOfDocument<T extends { readonly node: Node }>(
  things: readonly T[],
  document: Document,
): readonly T[] {
  const steps = new Map(
    document
      .sources()
      .map((source, at) => [source, new Map<string, Step>([["#", { ranks: [at], value: source.value }]])]),
  );
  const ranks = new WeakMap<object, ReadonlyMap<string, number>>();
  return things
    .map((thing) => {
      const { source, pointer } = thing.node;
      const known = steps.get(source);
      return { thing, ranks: known === undefined ? [steps.size] : stepTo(pointer, known, ranks).ranks };
    })
    .toSorted((a, b) => compared(a.ranks, b.ranks))
    .map(({ thing }) => thing);
}

/** A value, and for each step to it the rank of the key among its siblings. */
interface Step {
  readonly ranks: readonly number[];
  readonly value: unknown;
}

/** Steps are remembered: the fields of one object have all but the last in common. */
function stepTo(pointer: string, known: Map<string, Step>, ranks: WeakMap<object, ReadonlyMap<string, number>>): Step {
  const before = known.get(pointer);
  if (before !== undefined) return before;
  const holder = stepTo(parentPointer(pointer), known, ranks);
  const token = lastToken(pointer);
  const step = {
    ranks: [...holder.ranks, rankOf(token, holder.value, ranks)],
    value: member(holder.value, token),
  };
  known.set(pointer, step);
  return step;
}

function rankOf(token: string, holder: unknown, ranks: WeakMap<object, ReadonlyMap<string, number>>): number {
  if (!isObject(holder)) return Number(token) || 0;
  let known = ranks.get(holder);
  if (known === undefined) ranks.set(holder, (known = new Map(Object.keys(holder).map((key, at) => [key, at]))));
  return known.get(token) ?? known.size;
}

function compared(a: readonly number[], b: readonly number[]): number {
  for (let at = 0; at < a.length && at < b.length; at += 1) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
