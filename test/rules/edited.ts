import { tokensOf } from "../../src/core/place.ts";
import type { FindingEdit } from "../../src/core/review.ts";

/** A description with some changes made in it, as RFC 6902 says. */
export function edited(description: unknown, changes: FindingEdit["changes"]): unknown {
  const copy: unknown = structuredClone(description);
  for (const { op, pointer, value } of changes) {
    const tokens = tokensOf(pointer);
    const key = tokens.pop()!;
    const holder = tokens.reduce<unknown>((at, token) => (at as Record<string, unknown>)[token], copy);
    if (Array.isArray(holder)) {
      if (op === "remove") holder.splice(Number(key), 1);
      else if (key === "-") holder.push(value);
      else if (op === "add") holder.splice(Number(key), 0, value);
      else holder[Number(key)] = value;
    } else {
      const members = holder as Record<string, unknown>;
      if (op !== "add" && !Object.hasOwn(members, key)) throw new Error(`${pointer} leads nowhere`);
      if (op === "remove") delete members[key];
      else members[key] = value;
    }
  }
  return copy;
}
