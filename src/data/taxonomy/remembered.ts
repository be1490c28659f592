import type { Categories } from "./categories.ts";

/** Reads something by the tables of categories. */
type Read<K, V> = (key: K, categories: Categories) => V;

/** `read`, which is asked once for each text: names and descriptions recur by the thousand. */
export function rememberedByText<V>(read: Read<string, V>): Read<string, V> {
  const memos = new WeakMap<Categories, Map<string, V>>();
  let last: Categories | undefined;
  let memo: Map<string, V> | undefined;
  return (text, categories) => {
    // Very many texts are asked for by one set of tables after another.
    if (categories !== last) [last, memo] = [categories, memos.get(categories)];
    if (memo === undefined || memo.size >= TEXTS) memos.set(categories, (memo = new Map<string, V>()));
    let value = memo.get(text);
    if (value === undefined) memo.set(text, (value = read(text, categories)));
    return value;
  };
}

/** `read`, which is asked once for each object. */
export function rememberedByObject<K extends object, V>(read: Read<K, V>): Read<K, V> {
  const memos = new WeakMap<Categories, WeakMap<K, V>>();
  return (object, categories) => {
    let memo = memos.get(categories);
    if (memo === undefined) memos.set(categories, (memo = new WeakMap<K, V>()));
    let value = memo.get(object);
    if (value === undefined) memo.set(object, (value = read(object, categories)));
    return value;
  };
}

/** So many texts are kept, then all are forgotten: a description cannot make memory grow without end. */
const TEXTS = 200_000;
