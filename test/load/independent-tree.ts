import { parseTree, type Node as JsonNode } from "jsonc-parser";
import { isAlias, isMap, isPair, isScalar, isSeq, LineCounter, parseDocument, type Document } from "yaml";

/** Where the things of a text stand, found by other means than the reviewer's: the `yaml` package, or `jsonc-parser`. */
export interface IndependentTree {
  /** What the tokens of a pointer lead to. */
  spotOf(tokens: readonly string[]): IndependentSpot | undefined;
  /** Every pointer of the text, as tokens; what an alias or a merge key brings is not gone through. */
  pointers(): Generator<readonly string[]>;
  /** The line of an offset, from 1. */
  lineOf(offset: number): number;
}

export interface IndependentSpot {
  readonly keyStart: number;
  readonly valueStart: number;
  /** Nothing is written there: `key:`. */
  readonly isEmpty: boolean;
}

export function independentTree(text: string, syntax: "yaml" | "json"): IndependentTree {
  return syntax === "json" ? jsonTree(text) : yamlTree(text);
}

function jsonTree(text: string): IndependentTree {
  const root = parseTree(text);
  if (root === undefined) throw new Error("not JSON");
  const memberOf = (node: JsonNode, token: string): { key: JsonNode | undefined; value: JsonNode } | undefined => {
    if (node.type === "array") {
      const value = node.children?.[Number(token)];
      return value && { key: undefined, value };
    }
    const property = node.children?.findLast(({ children }) => children?.[0]?.value === token);
    const [key, value] = property?.children ?? [];
    return value && { key, value };
  };
  function* below(node: JsonNode, tokens: readonly string[]): Generator<readonly string[]> {
    yield tokens;
    for (const [index, child] of (node.children ?? []).entries()) {
      const [key, value] = node.type === "array" ? [undefined, child] : (child.children ?? []);
      if (value !== undefined) yield* below(value, [...tokens, String(key?.value ?? index)]);
    }
  }
  return {
    spotOf(tokens) {
      let at: { key: JsonNode | undefined; value: JsonNode } | undefined = { key: undefined, value: root };
      for (const token of tokens) at = at && memberOf(at.value, token);
      return at && { keyStart: at.key?.offset ?? -1, valueStart: at.value.offset, isEmpty: false };
    },
    pointers: () => below(root, []),
    lineOf: lineCounter(text),
  };
}

function yamlTree(text: string): IndependentTree {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, stringKeys: true, uniqueKeys: false, merge: true });
  function* below(node: unknown, tokens: readonly string[]): Generator<readonly string[]> {
    yield tokens;
    if (isMap(node))
      for (const { key, value } of node.items) {
        if (!(isScalar(key) && key.source === "<<" && key.type === "PLAIN"))
          yield* below(value, [...tokens, keyOf(key)]);
      }
    if (isSeq(node)) for (const [index, item] of node.items.entries()) yield* below(item, [...tokens, String(index)]);
  }
  return {
    spotOf(tokens) {
      let at: { key: unknown; value: unknown } | undefined = { key: undefined, value: document.contents };
      for (const token of tokens) at = at && yamlMember(resolved(at.value, document), token, document);
      if (at === undefined) return undefined;
      return {
        keyStart: startOf(at.key),
        valueStart: startOf(at.value),
        isEmpty: isScalar(at.value) && at.value.source === "" && at.value.type === "PLAIN",
      };
    },
    pointers: () => below(document.contents, []),
    lineOf: lineCounter(text),
  };
}

function yamlMember(
  node: unknown,
  token: string,
  document: Document.Parsed,
): { key: unknown; value: unknown } | undefined {
  if (isSeq(node))
    return node.items.length > Number(token) ? { key: undefined, value: node.items[Number(token)] } : undefined;
  if (!isMap(node)) return undefined;
  const own = node.items.findLast(({ key }) => keyOf(key) === token);
  if (own !== undefined) return own;
  for (const { key, value } of node.items) {
    if (keyOf(key) !== "<<") continue;
    const merged = resolved(value, document);
    for (const source of isSeq(merged) ? merged.items : [merged]) {
      const found = yamlMember(resolved(source, document), token, document);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

function resolved(node: unknown, document: Document.Parsed): unknown {
  return isAlias(node) ? node.resolve(document) : node;
}

function keyOf(key: unknown): string {
  return isScalar(key) ? String(key.source ?? key.value) : String(key);
}

function startOf(node: unknown): number {
  if (isPair(node)) return startOf(node.key);
  return (node as { range?: readonly number[] } | undefined)?.range?.[0] ?? -1; // every node of a parsed text has a range
}

/** By counting, line by line: neither the reviewer's nor a library's. */
function lineCounter(text: string): (offset: number) => number {
  return (offset) => text.slice(0, offset).split(/\r\n|\r|\n/).length;
}
