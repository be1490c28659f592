import path from "node:path";
import { UserError } from "../core/user-error.ts";
import { composedStretches } from "../fix/composed-stretches.ts";
import type { MadeFixes } from "../fix/make-fixes.ts";
import { grouped } from "../core/grouped.ts";
import type { Document } from "../load/document.ts";
import { withBuffers, type Files } from "../load/files.ts";
import type { Source } from "../load/source.ts";
import type { Stretch } from "../review/text/splices.ts";
import type { Entry } from "./root.ts";

/** A file that fixes change, of one description or of several that read it. */
export interface ChangedText {
  readonly entry: Entry;
  /** Its name below the root of the entry. */
  readonly name: string;
  /** As it was read. */
  readonly source: Source;
  /** Of that text. */
  readonly stretches: readonly Stretch[];
  readonly text: string;
}

/** Files that fixes change, by where they are: each is written, and shown, once. */
export type ChangedTexts = Map<string, ChangedText>;

/** The files below the root of an entry, as they are by now. */
export function changedFiles({ root, files }: Entry, changed: ChangedTexts): Files {
  const buffers = [...changed.values()].flatMap(({ entry, name, source, text }) => {
    const below = name === "-" ? name : path.relative(root, path.join(entry.root, name)).split(path.sep).join("/");
    return below.startsWith("../") ? [] : [[below, Buffer.from(withMark(source, text))] as const];
  });
  return buffers.length === 0 ? files : withBuffers(files, new Map(buffers));
}

/** Adds what fixes of a description change. */
export function addChanged(
  changed: ChangedTexts,
  entry: Entry,
  document: Document,
  { splices, texts }: MadeFixes,
): void {
  for (const [name, own] of grouped(splices, ({ file }) => file)) {
    const key = absolutePath(entry, name);
    const known = changed.get(key);
    const source = known?.source ?? document.sourceOf(name);
    changed.set(key, {
      entry: known?.entry ?? entry,
      name: known?.name ?? name,
      source,
      stretches: known === undefined ? own : composedStretches(source.text, known.stretches, own),
      text: texts.get(name) ?? document.sourceOf(name).text,
    });
  }
}

/** Where a file is; standard input is nowhere. */
export function absolutePath({ root }: Entry, name: string): string {
  return name === "-" ? name : path.join(root, name);
}

/** A text with the byte order mark that the file has. */
export function withMark({ bytes: [first, second, third] }: Source, text: string): string {
  return first === 0xef && second === 0xbb && third === 0xbf ? `\uFEFF${text}` : text;
}

/** Throws a `UserError` where a file is not what it was when it was read. */
export function checkUnchanged({ entry, name, source }: ChangedText): void {
  const { bytes } = entry.files.read(name);
  if (bytes !== undefined && Buffer.from(bytes).equals(source.bytes)) return;
  throw new UserError(`${name} has changed since it was read, and is not overwritten`, {
    file: name,
    hint: "Run it again.",
  });
}
