import type { Position } from "vscode-languageserver";

/** Where in a YAML text that is being written somebody types. */
export interface YamlPath {
  /** The keys above, the outermost first; `[]` for the item of a list. */
  readonly path: readonly string[];
  /** The key whose value is typed; `undefined` where a key is typed. */
  readonly key: string | undefined;
  /** The keys that stand in the same mapping. */
  readonly siblings: readonly string[];
  /** What of it is there already. */
  readonly typed: string;
}

/** A line as far as its layout tells: how far its key is in, its dashes, and the key. */
interface Line {
  readonly column: number;
  readonly dashes: readonly number[];
  readonly key: string | undefined;
}

/**
 * Where a position is in a text of block mappings and lists, by indentation alone, since a text that is being written is
 * seldom whole; `undefined` within comments, flow collections and long texts.
 */
export function yamlPathAt(text: string, { line, character }: Position): YamlPath | undefined {
  const lines = text.split(/\r\n|\r|\n/);
  const before = (lines[line] ?? "").slice(0, character);
  const here = lineOf(before);
  if (here === undefined) return undefined;
  const { key } = here;
  const rest = before.slice(here.column);
  const typed = key === undefined ? rest : rest.slice(rest.indexOf(": ") + 1).trimStart();
  if (!/^[\w.*"-]*$/.test(typed) || rest.endsWith(":")) return undefined;

  const above = lines.slice(0, line).map(lineOf);
  const path: string[] = [];
  const siblings: string[] = [];
  let limit = here.column;
  let isBehindDash = false;
  let isSameMapping = true;
  const enter = (dashes: readonly number[]): void => {
    for (const dash of dashes.toReversed()) {
      path.unshift("[]");
      limit = dash;
      isBehindDash = true;
    }
  };
  enter(here.dashes);
  isSameMapping = here.dashes.length === 0;
  for (const one of above.toReversed()) {
    if (one === undefined || one.key === undefined) continue;
    const isParent = isBehindDash ? one.column <= limit && one.dashes.length === 0 : one.column < limit;
    if (isSameMapping && one.column === limit && !isBehindDash) {
      siblings.push(one.key);
      if (one.dashes.length > 0) {
        isSameMapping = false;
        enter(one.dashes);
      }
      continue;
    }
    if (!isParent) {
      // The first line of the item that the parent stands in.
      if (one.column === limit && !isBehindDash && one.dashes.length > 0) enter(one.dashes);
      continue;
    }
    isSameMapping = false;
    path.unshift(one.key);
    limit = one.column;
    isBehindDash = false;
    enter(one.dashes);
  }
  for (const one of lines.slice(line + 1).map(lineOf)) {
    if (one === undefined || (one.key === undefined && one.dashes.length === 0)) continue;
    if (one.column < here.column || one.dashes.length > 0) break;
    if (one.column === here.column && one.key !== undefined) siblings.push(one.key);
  }
  return { path, key, siblings, typed };
}

/** `undefined` of what says nothing: an empty line is as far in as its blanks only where somebody types in it. */
function lineOf(text: string): Line | undefined {
  if (/^\s*(?:#|$)/.test(text) && !/^[ -]*$/.test(text)) return undefined;
  const prefix = /^(?:[ ]|-(?= |$))*/.exec(text)![0]; // which matches nothing, too
  const dashes = [...prefix.matchAll(/-/g)].map(({ index }) => index);
  return { column: prefix.length, dashes, key: keyOf(text.slice(prefix.length)) };
}

/** The key that a line begins with, without its quotes; `undefined` of anything else. */
function keyOf(text: string): string | undefined {
  const [first = ""] = text;
  const isQuoted = first === '"' || first === "'";
  const start = isQuoted ? text.indexOf(first, 1) + 1 : 0;
  const colon = /:(?=\s|$)/.exec(text.slice(start))?.index;
  if (colon === undefined || (isQuoted && start === 0)) return undefined;
  const key = isQuoted ? text.slice(1, start - 1) : text.slice(0, colon).trim();
  return key === "" || /^[#{[]/.test(key) ? undefined : key;
}
