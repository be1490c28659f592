import { createRequire } from "node:module";
import type { Node } from "yaml";
import { member } from "../core/json-value.ts";
import { UserError } from "../core/user-error.ts";
import { tooMuch, amount, type Limits } from "./limits.ts";
import type { Span } from "./layout.ts";
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
      prettyErrors: true,
      logLevel: "silent",
    }),
  );
  if (!Array.isArray(documents)) return { value: undefined, layout: yamlLayout(undefined, new Map(), []) };
  const error = documents.flatMap((document) => document.errors)[0];
  if (error !== undefined) {
    const { line, col } = error.linePos?.[0] ?? { line: 1, col: 1 };
    throw new UserError(`${file}:${line}:${col} is not valid YAML: ${error.message.split(" at line ")[0]}`, {
      file,
      line,
      hint: "Correct the text there; mind the indentation.",
      cause: error,
    });
  }
  if (documents.length > 1)
    throw new UserError(`${file} holds more than one YAML document`, {
      file,
      hint: "Put each description into a file of its own.",
    });

  const document = documents[0];
  const value: unknown = orTooDeep(file, limits, () => document?.toJS({ maxAliasCount: 10_000 }));
  const spansOf = new Map<object, Map<string, Span>>();
  const repeated: { container: object; key: string; keyStart: number; keyEnd: number }[] = [];
  const root = document?.contents ?? null;
  if (root !== null && collectSpans(yaml, root, value, spansOf, repeated) > limits.depth) throw tooDeep(file, limits);
  return {
    value,
    layout: yamlLayout(root === null ? undefined : { value, span: spanOf(undefined, root) }, spansOf, repeated),
  };
}

/** The parser and its constructor recurse: what overflows the stack is beyond our own limit by far. */
function orTooDeep<T>(file: string, limits: Limits, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError) throw tooDeep(file, limits);
    if (error instanceof ReferenceError)
      throw tooMuch(file, "its aliases expand without end", "Use `$ref` in place of YAML aliases.");
    throw error;
  }
}

function tooDeep(file: string, limits: Limits): UserError {
  return tooMuch(file, `it is nested more than ${amount(limits.depth)} deep`, "Use references for what is nested.");
}

/** Fills `spansOf` and `repeated`; returns how deep the tree is. */
function collectSpans(
  yaml: typeof import("yaml"),
  root: Node,
  rootValue: unknown,
  spansOf: Map<object, Map<string, Span>>,
  repeated: { container: object; key: string; keyStart: number; keyEnd: number }[],
): number {
  let deepest = 0;
  const open: { node: Node; value: unknown; depth: number }[] = [{ node: root, value: rootValue, depth: 1 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, value, depth } = next;
    deepest = Math.max(deepest, depth);
    if (typeof value !== "object" || value === null || spansOf.has(value)) continue;
    if (!yaml.isCollection(node)) continue; // an alias: the collection itself comes under its anchor
    const spans = new Map<string, Span>();
    spansOf.set(value, spans);
    const items: readonly unknown[] = node.items;
    for (const [index, item] of items.entries()) {
      const key = yaml.isPair(item) ? String(item.key) : String(index);
      const child = yaml.isPair(item) ? item.value : item;
      if (!Object.hasOwn(value, key)) continue;
      const span = spanOf(
        yaml.isPair(item) && yaml.isNode(item.key) ? item.key : undefined,
        yaml.isNode(child) ? child : undefined,
      );
      if (spans.has(key)) repeated.push({ container: value, key, keyStart: span.keyStart, keyEnd: span.keyEnd });
      spans.set(key, span);
      if (yaml.isNode(child)) open.push({ node: child, value: member(value, key), depth: depth + 1 });
    }
  }
  return deepest;
}

function spanOf(key: Node | undefined, value: Node | undefined): Span {
  const [keyStart, keyEnd] = key?.range ?? [-1, -1];
  const [valueStart, valueEnd] = value?.range ?? [keyEnd, keyEnd];
  return { keyStart, keyEnd, valueStart, valueEnd };
}
