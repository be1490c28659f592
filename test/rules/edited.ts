import { tokensOf } from "../../src/core/place.ts";
import type { FindingFix } from "../../src/core/review.ts";

/** A description with some changes made in it, as RFC 6902 says. */
export function edited(description: unknown, changes: FindingFix["changes"]): unknown {
  const copy: unknown = structuredClone(description);
  for (const { op, pointer, value, from } of changes) {
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
      if (op !== "add" && op !== "move" && !Object.hasOwn(members, key)) throw new Error(`${pointer} leads nowhere`);
      if (op === "move") {
        members[key] = members[tokensOf(from!).at(-1)!];
        delete members[tokensOf(from!).at(-1)!];
      } else if (op === "remove") delete members[key];
      else members[key] = value;
    }
  }
  return copy;
}
