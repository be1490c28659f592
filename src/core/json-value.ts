/** A parsed object: its keys are the document's, so they are read with `Object.hasOwn` only. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a parsed value is an object, and not an array or null. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What stands under a key of an object or an index of an array; `undefined` where nothing does. `__proto__` and its like are keys as any other. */
export function member(value: unknown, key: string | number): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  return Object.hasOwn(value, key) ? (value as Record<string | number, unknown>)[key] : undefined; // own keys only, so the read is the document's
}
