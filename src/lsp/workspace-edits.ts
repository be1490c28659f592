import type { TextEdit, WorkspaceEdit } from "vscode-languageserver";
import { linesOf } from "../load/layout.ts";
import type { Stretch } from "../review/text/splices.ts";
import { protocolRange } from "./ranges.ts";
import type { ChangedFile } from "./workbench.ts";

/** What an editor can do, and which version of each file it has open. */
export interface EditorState {
  readonly hasDocumentChanges: boolean;
  readonly createsFiles: boolean;
  readonly versionOf: (uri: string) => number | null;
}

/** Changed files as an edit of the workspace, by their addresses. A file that is not there yet is made. */
export function workspaceEdit(
  files: ReadonlyMap<string, ChangedFile>,
  { hasDocumentChanges, createsFiles, versionOf }: EditorState,
): WorkspaceEdit {
  const edits = [...files].map(([uri, file]) => [uri, textEditsOf(file), file.before === undefined] as const);
  if (!hasDocumentChanges) return { changes: Object.fromEntries(edits.map(([uri, own]) => [uri, [...own]])) };
  return {
    documentChanges: edits.flatMap(([uri, own, isNew]) => [
      ...(isNew && createsFiles ? [{ kind: "create" as const, uri, options: { ignoreIfExists: true } }] : []),
      { textDocument: { uri, version: isNew ? null : versionOf(uri) }, edits: [...own] },
    ]),
  };
}

/** The change of a text as edits of its lines: what is the same in both stays untouched. */
export function textEditsOf({ before = "", after }: ChangedFile): readonly TextEdit[] {
  const lines = linesOf(before);
  return stretchesBetween(before, after).map(({ start, end, text }) => ({
    range: protocolRange(lines.rangeOf(start, end)),
    newText: text,
  }));
}

/**
 * The lines by which two texts differ, as stretches of the first: a line that the second has once, and the first too, parts
 * one change from the next.
 */
function stretchesBetween(before: string, after: string): readonly Stretch[] {
  if (before === after) return [];
  const [old, now] = [withEnds(before), withEnds(after)];
  let first = 0;
  while (first < old.length && first < now.length && old[first] === now[first]) first += 1;
  let same = 0;
  while (same < Math.min(old.length, now.length) - first && old.at(-1 - same) === now.at(-1 - same)) same += 1;
  const stretches: Stretch[] = [];
  let at = offsetOf(old, first);
  let [from, fromNow] = [first, first];
  const put = (to: number, toNow: number): void => {
    const end = at + lengthOf(old.slice(from, to));
    const text = now.slice(fromNow, toNow).join("");
    if (end > at || text !== "") stretches.push({ start: at, end, text });
    at = end;
  };
  const lastNow = now.length - same;
  for (const [index, indexNow] of anchors(old, now, first, old.length - same, lastNow)) {
    put(index, indexNow);
    at += old[index]!.length; // an anchor stands in both
    [from, fromNow] = [index + 1, indexNow + 1];
  }
  put(old.length - same, lastNow);
  return stretches;
}

/** Where lines that are the same stand in two texts, in an order that both have. */
function anchors(
  old: readonly string[],
  now: readonly string[],
  first: number,
  last: number,
  lastNow: number,
): readonly (readonly [number, number])[] {
  const where = new Map<string, number | undefined>();
  for (let index = first; index < lastNow; index += 1)
    where.set(now[index]!, where.has(now[index]!) ? undefined : index);
  const found: (readonly [number, number])[] = [];
  for (let index = first; index < last; index += 1) {
    const at = where.get(old[index]!);
    if (at !== undefined && at > (found.at(-1)?.[1] ?? first - 1)) found.push([index, at]);
  }
  return found;
}

function withEnds(text: string): readonly string[] {
  return text.split(/(?<=\n)|(?<=\r)(?!\n)/);
}

function offsetOf(lines: readonly string[], index: number): number {
  return lengthOf(lines.slice(0, index));
}

function lengthOf(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + line.length, 0);
}
