import { isObject } from "../core/json-value.ts";
import type { Document } from "../load/document.ts";

/**
 * The addresses on the network that a description refers to, each once. Sallyport follows none of them; a runner that reads the
 * description does, extensions and examples included, and before it makes a call.
 */
export function remoteReferences(document: Document): readonly string[] {
  const { budget, root } = document;
  const found = new Set<string>();
  const open: unknown[] = document.sources().map(({ value }) => value);
  const seen = new Set<unknown>();
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value !== "object" || value === null || seen.has(value)) continue;
    seen.add(value);
    if (seen.size % 10_000 === 0) budget.checkTime(root.source.file);
    for (const [key, one] of Object.entries(value)) {
      const addresses = key === "mapping" && isObject(one) ? Object.values(one) : REFERRING.has(key) ? [one] : [];
      for (const address of addresses)
        if (typeof address === "string" && /^(?:https?:)?\/\//i.test(address)) found.add(address);
      open.push(one);
    }
  }
  return [...found];
}

const REFERRING: ReadonlySet<string> = new Set(["$ref", "externalValue"]);
