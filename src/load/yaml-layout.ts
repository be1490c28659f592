import { childPointer, tokensOf } from "../core/place.ts";
import type { Layout, RepeatedKey, Span } from "./layout.ts";

/** The layout over values whose members' spans are known by the identity of what holds them. */
export function yamlLayout(
  root: { readonly value: unknown; readonly span: Span } | undefined,
  spansOf: ReadonlyMap<object, ReadonlyMap<string, Span>>,
  repeated: readonly {
    readonly container: object;
    readonly key: string;
    readonly keyStart: number;
    readonly keyEnd: number;
  }[],
): Layout {
  return {
    spanOf(tokens) {
      let value = root?.value;
      let span = root?.span;
      for (const token of tokens) {
        if (typeof value !== "object" || value === null) return undefined;
        span = spansOf.get(value)?.get(token);
        if (span === undefined) return undefined;
        value = (value as Record<string, unknown>)[token]; // a key that has a span is an own key
      }
      return span;
    },
    get repeatedKeys() {
      return repeated.map(({ container, ...where }): RepeatedKey => ({
        tokens: tokensTo(container, root?.value),
        ...where,
      }));
    },
  };
}

/** The tokens that lead from `root` to `container`, which is somewhere below. */
function tokensTo(container: object, root: unknown): readonly string[] {
  const seen = new Set<unknown>();
  const open: { value: unknown; pointer: string }[] = [{ value: root, pointer: "#" }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.value === container) return tokensOf(next.pointer);
    if (typeof next.value !== "object" || next.value === null || seen.has(next.value)) continue;
    seen.add(next.value);
    for (const [key, value] of Object.entries(next.value))
      open.push({ value, pointer: childPointer(next.pointer, key) });
  }
  return [];
}
