import { createRequire } from "node:module";
import type { Node, Pair, YAMLMap, YAMLSeq } from "yaml";
import { member } from "../core/json-value.ts";
import { UserError } from "../core/user-error.ts";
import { textOfValue } from "../core/text-of-value.ts";
import { tooMuch, amount, type Limits } from "./limits.ts";
import { lineFinder, type Span } from "./layout.ts";
import { MemberSpans, newSpanRows } from "./member-spans.ts";
import type { Parsed } from "./parsed.ts";
import { yamlLayout } from "./yaml-layout.ts";

/**
 * The second opinion on a YAML text, by the `yaml` package, which accepts some that `js-yaml` refuses. Its error,
 * with line and column, is the one that is shown.
 */
export function parseYamlAgain(text: string, file: string, limits: Limits): Parsed {
  const yaml = createRequire(import.meta.url)("yaml") as typeof import("yaml"); // loaded only when it is needed
  const documents = orTooDeep(file, limits, () =>
    yaml.parseAllDocuments(text, {
      stringKeys: true,
      merge: true,
      uniqueKeys: false,
      prettyErrors: false, // it counts the lines anew for every error
      logLevel: "silent",
    }),
  );
  if (!Array.isArray(documents)) return { value: undefined, layout: yamlLayout(undefined, new Map(), []) };
  const error = documents.flatMap((document) => document.errors)[0];
  if (error !== undefined) {
    const what =
      error.code === "NON_STRING_KEY" ? "has a key that is not a text" : `is not valid YAML: ${error.message}`;
    const unclosed = /sufficiently indented and end with a ([}\]])/.exec(error.message)?.[1];
    const remedy =
      unclosed === undefined
        ? REMEDIES[error.code]
        : `A bracket is opened before and never closed: add the ${unclosed} that is missing at the end of an earlier line.`;
    throw errorAt(text, file, error.pos[0], what, error, remedy);
  }
  if (documents.length > 1)
    throw new UserError(`${file} holds more than one YAML document`, {
      file,
      hint: "Put each description into a file of its own.",
    });

  const document = documents[0];
  const root = document?.contents ?? null;
  if (document === undefined || root === null) return { value: null, layout: yamlLayout(undefined, new Map(), []) };
  const targets = aliasTargets(yaml, document, text, file, limits);
  const value: unknown = orTooDeep(file, limits, () => document.toJS({ maxAliasCount: -1 })); // counted already
  const spansOf = new Map<object, MemberSpans>();
  const repeated: { container: object; key: string; keyStart: number; keyEnd: number }[] = [];
  collectSpans(yaml, root, value, targets, spansOf, repeated);
  return { value, layout: yamlLayout({ value, span: spanOf(undefined, root) }, spansOf, repeated) };
}

/** What to do about an error of `yaml`, by its code, whose own words name the grammar. */
const REMEDIES: Readonly<Partial<Record<import("yaml").ErrorCode, string>>> = {
  BLOCK_AS_IMPLICIT_KEY:
    "Either the value there has a colon and needs quotes, or the line after it is indented too far: keys of one object begin in the same column.",
  MULTILINE_IMPLICIT_KEY: "A colon is missing in that line or in the next one, or a string needs quotes.",
  TAB_AS_INDENT: "Indent with spaces: YAML allows no tabs there.",
  BAD_INDENT: "Indent the line as its siblings are: keys of one object begin in the same column.",
  MISSING_CHAR: "Close the quote or bracket that is opened there or before, or put the text in quotes.",
  BAD_SCALAR_START: "Put the text in quotes: it begins with a character that has a special meaning in YAML.",
  BLOCK_IN_FLOW: "Close the bracket { or [ that is opened before, or write its content in one line.",
};

function errorAt(
  text: string,
  file: string,
  offset: number,
  what: string,
  cause?: unknown,
  hint = "Correct the text there; mind the indentation.",
): UserError {
  const { line, column } = lineFinder(text)(offset, offset);
  return new UserError(`${file}:${line}:${column} ${what}`, {
    file,
    line,
    hint,
    cause,
  });
}

/** The parser and its constructor recurse: what overflows the stack is beyond our own limit by far. */
function orTooDeep<T>(file: string, limits: Limits, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError) throw tooDeep(file, limits);
    throw error;
  }
}

function tooDeep(file: string, limits: Limits): UserError {
  return tooMuch(file, `it is nested more than ${amount(limits.depth)} deep`, "Use references for what is nested.");
}

/** What each alias stands for. Throws where a document is too deep or too large with its aliases expanded, or has one that cannot be. */
function aliasTargets(
  yaml: typeof import("yaml"),
  document: import("yaml").Document.Parsed,
  text: string,
  file: string,
  limits: Limits,
): ReadonlyMap<unknown, Node> {
  const targets = new Map<unknown, Node>();
  const anchors = new Map<string, Extent>();
  const open = new Set<string>();
  const fail = (node: unknown, what: string): never => {
    throw errorAt(text, file, rangeOf(node)?.[0] ?? 0, what);
  };
  const extentOf = (node: unknown): Omit<Extent, "node"> => {
    if (yaml.isAlias(node)) {
      if (open.has(node.source)) fail(node, `uses the alias "*${node.source}" inside of what it stands for`);
      const extent =
        anchors.get(node.source) ?? fail(node, `uses the alias "*${node.source}", which no anchor defines`);
      targets.set(node, extent.node);
      return extent;
    }
    const anchor = yaml.isNode(node) && "anchor" in node ? node.anchor : undefined;
    if (anchor !== undefined) open.add(anchor);
    let size = 1;
    let depth = 0;
    const items: readonly unknown[] = yaml.isCollection(node) ? node.items : [];
    for (const item of items) {
      if (yaml.isPair(item) && isMergeKey(yaml, item.key) && !mergesMaps(yaml, item.value, anchors))
        fail(item.value ?? item.key, 'has a merge key "<<" with nothing to merge');
      for (const child of yaml.isPair(item) ? [item.key, item.value] : [item]) {
        const inner = extentOf(child);
        size += yaml.isPair(item) && child === item.key ? 0 : inner.size;
        depth = Math.max(depth, inner.depth + 1);
      }
    }
    if (depth > limits.depth) throw tooDeep(file, limits);
    if (size > limits.expandedValues) {
      throw tooMuch(
        file,
        `it holds more than ${amount(limits.expandedValues)} values, with its aliases expanded`,
        "Use `$ref` instead of YAML aliases, or split the description.",
      );
    }
    if (anchor !== undefined) {
      open.delete(anchor);
      anchors.set(anchor, { node: node as Node, size, depth }); // it has an anchor, so it is one
    }
    return { size, depth };
  };
  orTooDeep(file, limits, () => extentOf(document.contents));
  return targets;
}

/** What an anchor names: how many values, and how many levels of them, aliases expanded. */
interface Extent {
  readonly node: Node;
  readonly size: number;
  readonly depth: number;
}

/** Fills `spansOf` and `repeated`. */
function collectSpans(
  yaml: typeof import("yaml"),
  root: Node,
  rootValue: unknown,
  targets: ReadonlyMap<unknown, Node>,
  spansOf: Map<object, MemberSpans>,
  repeated: { container: object; key: string; keyStart: number; keyEnd: number }[],
): void {
  const open: { node: Node; value: unknown }[] = [{ node: root, value: rootValue }];
  const rows = newSpanRows();
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, value } = next;
    if (typeof value !== "object" || value === null || spansOf.has(value)) continue;
    if (!yaml.isCollection(node)) continue; // an alias: the collection itself comes under its anchor
    const spans = new MemberSpans(rows);
    const known = new Set<string>();
    spansOf.set(value, spans);
    for (const [index, item] of (node.items as readonly unknown[]).entries()) {
      if (yaml.isPair(item) && isMergeKey(yaml, item.key)) continue;
      const key = yaml.isPair(item) ? keyOf(yaml, item.key) : String(index);
      const child = yaml.isPair(item) ? item.value : item;
      if (!Object.hasOwn(value, key)) continue;
      const span = spanOf(yaml.isPair(item) ? item.key : undefined, child);
      if (known.has(key)) repeated.push({ container: value, key, keyStart: span.keyStart, keyEnd: span.keyEnd });
      known.add(key);
      spans.set(key, span.keyStart, span.keyEnd, span.valueStart, span.valueEnd);
      if (yaml.isNode(child)) open.push({ node: child, value: member(value, key) });
    }
    for (const pair of mergedPairs(yaml, node, targets)) {
      const key = keyOf(yaml, pair.key);
      if (known.has(key) || !Object.hasOwn(value, key)) continue;
      known.add(key);
      const span = spanOf(pair.key, pair.value);
      spans.set(key, span.keyStart, span.keyEnd, span.valueStart, span.valueEnd);
      if (yaml.isNode(pair.value)) open.push({ node: pair.value, value: member(value, key) });
    }
  }
}

function isMergeKey(yaml: typeof import("yaml"), key: unknown): boolean {
  return yaml.isScalar(key) && key.source === "<<" && key.type === "PLAIN";
}

function mergesMaps(
  yaml: typeof import("yaml"),
  value: unknown,
  anchors: ReadonlyMap<string, { readonly node: Node }>,
): boolean {
  const resolved = (node: unknown): unknown => (yaml.isAlias(node) ? (anchors.get(node.source)?.node ?? node) : node);
  const merged = resolved(value);
  return (yaml.isSeq(merged) ? merged.items : [merged]).every(
    (one) => yaml.isMap(resolved(one)) || yaml.isAlias(resolved(one)),
  );
}

/** The pairs that the merge keys of a collection bring, and theirs in turn. */
function* mergedPairs(
  yaml: typeof import("yaml"),
  node: YAMLMap | YAMLSeq,
  targets: ReadonlyMap<unknown, Node>,
): Generator<Pair> {
  for (const item of node.items) {
    if (!yaml.isPair(item) || !isMergeKey(yaml, item.key)) continue;
    const merged = targets.get(item.value) ?? item.value;
    for (const one of yaml.isSeq(merged) ? merged.items : [merged]) {
      const source = targets.get(one) ?? one;
      if (!yaml.isMap(source)) continue;
      yield* source.items.filter((pair) => !isMergeKey(yaml, pair.key));
      yield* mergedPairs(yaml, source, targets);
    }
  }
}

function spanOf(key: unknown, value: unknown): Span {
  const [keyStart, keyEnd] = rangeOf(key) ?? [-1, -1];
  const [valueStart, valueEnd] = rangeOf(value) ?? [keyEnd, keyEnd];
  return { keyStart, keyEnd, valueStart, valueEnd };
}

function rangeOf(node: unknown): readonly [number, number, number] | undefined {
  return (node as Node | undefined | null)?.range ?? undefined; // all that a parsed pair holds are nodes or null
}

/** The key of a pair as the parsed object has it. */
function keyOf(yaml: typeof import("yaml"), key: unknown): string {
  return textOfValue(yaml.isScalar(key) ? key.value : key);
}
