import { byCodeUnit } from "./compare.ts";
import { isObject } from "./json-value.ts";
import { textOfValue } from "./text-of-value.ts";

/** A value as JSON in which the order of keys, and of what is in a set, says nothing: alike for two that say the same. */
export function canonicalJson(value: unknown): string {
  return (
    JSON.stringify(value, (_key, inner: unknown) => {
      if (inner instanceof Map) return inKeyOrder(Object.fromEntries(inner));
      if (inner instanceof Set) return [...inner].map(textOfValue).toSorted();
      return isObject(inner) ? inKeyOrder(inner) : inner;
    }) ?? "none"
  );
}

/** An object with its keys in order. */
export function inKeyOrder<Value>(record: { readonly [key: string]: Value }): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).toSorted(([a], [b]) => byCodeUnit(a, b)));
}
