import { grouped } from "../../core/grouped.ts";
import { isObject, member } from "../../core/json-value.ts";
import { childPointer, lastToken, parentPointer, tokensOf } from "../../core/place.ts";
import type { Document } from "../../load/document.ts";
import { nodeAt, type DescriptionChange } from "../../operations/fixes/fix.ts";
import { isLeafValue, plainScalar, yamlLines } from "./yaml-lines.ts";

/** A line of an excerpt that shows a change. */
export interface ChangedLine {
  readonly change: "same" | "removed" | "added";
  readonly text: string;
}

/**
 * Some changes as YAML: the object that each is made in, with the keys above it, what it holds (what is nested in it cut
 * short), and the lines that go and come. All that is changed in one object is shown together.
 */
export function changedLines(document: Document, changes: readonly DescriptionChange[]): readonly ChangedLine[] {
  const holders = grouped(changes, ({ at }) => `${at.file}${parentPointer(at.pointer)}`);
  return [...holders.values()].flatMap((some) => holderLines(document, some));
}

/** Keys above an object that are shown with it. */
const MOST_ABOVE = 3;
/** Keys of an object that stay as they are, of which each is shown. */
const MOST_KEPT = 6;
/** Lines of a value that goes or comes. */
const MOST_LINES = 14;
/** Characters of a text that are looked at. */
const MOST_CHARACTERS = 20_000;

function holderLines(document: Document, changes: readonly DescriptionChange[]): readonly ChangedLine[] {
  const { file, pointer } = changes[0]!.at; // grouped, so there is one
  const holderPointer = parentPointer(pointer);
  const tokens = tokensOf(holderPointer);
  const holder = nodeAt(document, { file, pointer: holderPointer })?.value;
  const above = tokens.slice(-MOST_ABOVE);
  const lines: ChangedLine[] = [];
  let indent = "";
  const isItem = (depth: number): boolean =>
    Array.isArray(nodeAt(document, { file, pointer: pointerTo(tokens, depth) })?.value);
  for (const [index, token] of above.entries()) {
    const depth = tokens.length - above.length + index;
    if (isItem(depth)) {
      const item = nodeAt(document, { file, pointer: pointerTo(tokens, depth + 1) })?.value;
      const name: unknown = member(item, "name");
      // An item of a list has no key: the name of what it is about tells it from the others.
      const isHolder = index === above.length - 1;
      lines.push({
        change: "same",
        text: `${indent}-${typeof name === "string" && !isHolder ? ` name: ${scalar(name)}` : ""}`,
      });
    } else lines.push({ change: "same", text: `${indent}${scalar(token)}:` });
    indent += "  ";
  }
  const byKey = new Map(
    changes.map((change) => [lastToken("from" in change ? change.from : change.at.pointer), change]),
  );
  return [...lines, ...memberLines(holder, byKey, indent)];
}

function pointerTo(tokens: readonly string[], depth: number): string {
  return tokens.slice(0, depth).reduce(childPointer, "#");
}

function* memberLines(
  holder: unknown,
  changes: ReadonlyMap<string, DescriptionChange>,
  indent: string,
): Generator<ChangedLine> {
  const isList = Array.isArray(holder);
  const keys = typeof holder === "object" && holder !== null ? Object.keys(holder) : [];
  const line = (change: ChangedLine["change"], text: string): ChangedLine => ({ change, text: `${indent}${text}` });
  let kept = 0;
  let untold = 0;
  for (const key of keys) {
    const value = member(holder, key);
    const change = changes.get(key);
    if (change === undefined) {
      kept += 1;
      if (kept > MOST_KEPT) untold += 1;
      else yield line("same", isList ? `- ${brief(value)}` : `${scalar(key)}: ${brief(value)}`);
      continue;
    }
    for (const text of fullLines(isList ? undefined : key, value)) yield line("removed", text);
    if (change.op === "move") {
      for (const text of fullLines(lastToken(change.at.pointer), value)) yield line("added", text);
    } else if (change.op !== "remove")
      for (const text of fullLines(isList ? undefined : key, change.value)) yield line("added", text);
  }
  if (untold > 0) yield line("same", `# ${untold} more`);
  for (const [key, change] of changes)
    if ("value" in change && !keys.includes(key))
      for (const text of fullLines(isList ? undefined : key, change.value)) yield line("added", text);
}

/** A value in one line, what it holds left out. */
function brief(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? "[]" : value.every(isLeafValue) ? flow(value) : "[…]";
  if (!isObject(value)) return scalar(value);
  const keys = Object.keys(value);
  if (keys.length === 0) return "{}";
  const values = keys.map((key) => member(value, key));
  if (keys.length <= 2 && values.every((one) => isLeafValue(one) || (Array.isArray(one) && one.every(isLeafValue))))
    return `{ ${keys.map((key, index) => `${scalar(key)}: ${brief(values[index])}`).join(", ")} }`;
  return "{…}";
}

function flow(items: readonly unknown[]): string {
  return `[${items.slice(0, 8).map(scalar).join(", ")}${items.length > 8 ? ", …" : ""}]`;
}

/** A member of an object, or an item of a list, with all that it holds, as far as a reader needs it. */
function fullLines(key: string | undefined, value: unknown): readonly string[] {
  const all = [...yamlLines(key === undefined ? "-" : `${scalar(key)}:`, value, "", SHORT)];
  return all.length <= MOST_LINES
    ? all
    : [...all.slice(0, MOST_LINES - 1), `  # ${all.length - MOST_LINES + 1} more lines`];
}

const SHORT = { step: "  ", listStep: "  ", scalar };

/** A scalar, of which only so much is looked at. */
function scalar(value: unknown): string {
  return plainScalar(typeof value === "string" ? value.slice(0, MOST_CHARACTERS) : value);
}
