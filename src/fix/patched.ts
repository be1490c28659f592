import { isObject } from "../core/json-value.ts";
import { tokensOf } from "../core/place.ts";
import type { DescriptionChange } from "../operations/fixes/fix.ts";

/**
 * A file's value with changes made in it, one after the other, as RFC 6902 says. What is not on the way to a change stays
 * the very same value; what an alias repeats is changed in one place only.
 */
export function patched(value: unknown, changes: readonly DescriptionChange[]): unknown {
  return changes.reduce(
    (now, change) => within(now, tokensOf(change.at.pointer).slice(0, -1), (holder) => changed(holder, change)),
    value,
  );
}

function within(value: unknown, tokens: readonly string[], change: (holder: unknown) => unknown): unknown {
  const [token, ...rest] = tokens;
  if (token === undefined) return change(value);
  if (Array.isArray(value)) return value.with(Number(token), within(value[Number(token)], rest, change));
  return isObject(value) ? withMember(value, token, within(value[token], rest, change)) : value;
}

function changed(holder: unknown, change: DescriptionChange): unknown {
  const key = tokensOf(change.at.pointer).at(-1) ?? "";
  if (Array.isArray(holder)) {
    if (change.op === "remove") return holder.toSpliced(Number(key), 1);
    if (change.op === "move") return holder;
    return key === "-" ? [...(holder as unknown[]), change.value] : holder.with(Number(key), change.value);
  }
  if (!isObject(holder)) return holder;
  if (change.op === "move") {
    const from = tokensOf(change.from).at(-1) ?? "";
    return withMember(without(holder, from), key, holder[from]);
  }
  return change.op === "remove" ? without(holder, key) : withMember(holder, key, change.value);
}

/** Whatever the key is called, `__proto__` too. */
function withMember(holder: object, key: string, value: unknown): object {
  return Object.fromEntries([...Object.entries(holder).filter(([name]) => name !== key), [key, value]]);
}

function without(holder: object, key: string): object {
  return Object.fromEntries(Object.entries(holder).filter(([name]) => name !== key));
}
