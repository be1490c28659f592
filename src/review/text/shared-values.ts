import { memo } from "../../core/memo.ts";
import type { Source } from "../../load/source.ts";

/** The objects and lists of a file that its aliases repeat, so that one text stands for several of them. */
export const sharedValues = memo(({ value, text, syntax }: Source): ReadonlySet<object> => {
  const shared = new Set<object>();
  if (syntax === "json" || !text.includes("*")) return shared;
  const seen = new Set<object>();
  const open: unknown[] = [value];
  while (open.length > 0) {
    const at = open.pop();
    if (typeof at !== "object" || at === null) continue;
    if (seen.has(at)) {
      shared.add(at);
      continue;
    }
    seen.add(at);
    // One by one: there may be more of them than a call can have arguments.
    for (const child of Object.values(at)) open.push(child);
  }
  return shared;
});
