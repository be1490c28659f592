import { member } from "../core/json-value.ts";
import { childPointer, tokensOf } from "../core/place.ts";
import type { Layout, RepeatedKey, Span } from "./layout.ts";
import type { MemberSpans } from "./member-spans.ts";

/** The layout over values whose members' spans are known by the identity of what holds them. */
export function yamlLayout(
  root: { readonly value: unknown; readonly span: Span } | undefined,
  spansOf: ReadonlyMap<object, MemberSpans>,
  repeated: readonly {
    readonly container: object;
    readonly key: string;
    readonly keyStart: number;
    readonly keyEnd: number;
  }[],
): Layout {
  let found: readonly RepeatedKey[] | undefined;
  return {
    spanOf(tokens) {
      let value = root?.value;
      for (const token of tokens.slice(0, -1)) value = member(value, token);
      const last = tokens.at(-1);
      if (last === undefined) return root?.span;
      return typeof value === "object" && value !== null ? spansOf.get(value)?.get(last) : undefined;
    },
    get repeatedKeys() {
      return (found ??= repeatedKeysOf(root?.value, repeated));
    },
  };
}

/** The repeated keys with the tokens that lead to what holds each, all looked for in one walk. */
function repeatedKeysOf(root: unknown, repeated: Parameters<typeof yamlLayout>[2]): readonly RepeatedKey[] {
  if (repeated.length === 0) return [];
  const wanted = new Set<unknown>(repeated.map(({ container }) => container));
  const tokensOfHolder = new Map<unknown, readonly string[]>();
  const seen = new Set<unknown>();
  const open: { value: unknown; pointer: string }[] = [{ value: root, pointer: "#" }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, pointer } = next;
    if (typeof value !== "object" || value === null || seen.has(value)) continue;
    seen.add(value);
    if (wanted.has(value)) tokensOfHolder.set(value, tokensOf(pointer));
    for (const [key, child] of Object.entries(value)) open.push({ value: child, pointer: childPointer(pointer, key) });
  }
  return repeated.map(({ container, ...where }) => ({ tokens: tokensOfHolder.get(container) ?? [], ...where }));
}
