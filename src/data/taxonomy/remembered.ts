import { memoOfTextBy } from "../../core/memo.ts";
import type { Categories } from "./categories.ts";

/** Reads something by the tables of categories. */
type Read<K, V> = (key: K, categories: Categories) => V;

/** `read`, which is asked once for each text: names and descriptions recur by the thousand. */
export function rememberedByText<V>(read: Read<string, V>): Read<string, V> {
  return memoOfTextBy(read);
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
