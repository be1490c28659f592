import { byCodeUnit } from "../../core/compare.ts";
import { grouped } from "../../core/grouped.ts";
import { lastToken, parentPointer, tokensOf, type Place } from "../../core/place.ts";
import type { Document } from "../../load/document.ts";
import type { Source } from "../../load/source.ts";
import { nodeAt, type DescriptionChange } from "../../operations/fixes/fix.ts";
import { addedMembers } from "./added-members.ts";
import { collectionAt, type Collection } from "./collection-text.ts";
import { removedMembers } from "./removed-members.ts";
import { renamedKey, replacedValue } from "./replaced-value.ts";
import { sharedValues } from "./shared-values.ts";

/** A stretch of a file's text, by its offsets, and the text that replaces it. */
export interface Splice {
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The stretches that some changes come to, in the order of the text; or why they cannot be made there, and what to do. */
export type Spliced = { readonly splices: readonly Splice[] } | { readonly refused: SpliceRefusal };

export interface SpliceRefusal extends Place {
  /** What stands in the way, as the end of a sentence about the place. */
  readonly why: string;
  readonly hint: string;
}

/** A stretch of one text, and the text that replaces it. */
export type Stretch = Omit<Splice, "file">;

/**
 * Changes of a description as changes of its files' text. Nothing else of a text changes: comments, order, anchors, quotes
 * and indentation stay.
 */
export function splicesOf(document: Document, changes: readonly DescriptionChange[]): Spliced {
  const splices: (Splice & { readonly depth: number })[] = [];
  const holders = grouped(changes, ({ at }) => `${at.file} ${parentPointer(at.pointer)}`);
  for (const some of holders.values()) {
    const { file, pointer } = some[0]!.at; // grouped, so there is one
    const at: Place = { file, pointer: parentPointer(pointer) };
    const found = holderOf(document, at);
    if ("why" in found) return { refused: { ...some[0]!.at, ...found } };
    const stretches = stretchesIn(found, some);
    if (stretches === undefined)
      return {
        refused: { ...some[0]!.at, ...NO_ROOM },
      };
    for (const stretch of stretches) splices.push({ file, depth: tokensOf(pointer).length, ...stretch });
  }
  // Of two additions at one place the inner one comes first.
  const ordered = splices
    .toSorted((a, b) => byCodeUnit(a.file, b.file) || a.start - b.start || a.end - b.end || b.depth - a.depth)
    .map(({ depth: _depth, ...splice }) => splice);
  const clash = [...grouped(ordered, ({ file }) => file).values()]
    .flatMap((some) => some.map((one, index) => [one, some[index + 1]] as const))
    .find(([one, next]) => next !== undefined && one.end > next.start);
  if (clash !== undefined)
    return {
      refused: {
        ...changes[0]!.at, // there are two at least
        ...MEETING,
      },
    };
  const anchored = ordered.find((splice) => losesAnchor(document.sourceOf(splice.file), splice));
  if (anchored !== undefined)
    return {
      refused: {
        ...changes[0]!.at, // there is one at least
        ...ANCHORED,
      },
    };
  return { splices: ordered };
}

/** Whether an alias that stays repeats what stands in a stretch that goes. */
function losesAnchor({ text, syntax }: Source, { start, end }: Stretch): boolean {
  if (syntax === "json") return false;
  return [...text.slice(start, end).matchAll(/&([^\s,[\]{}]+)/g)].some(([, name]) => {
    const alias = `*${name}`;
    for (let at = text.indexOf(alias); at >= 0; at = text.indexOf(alias, at + 1))
      if (at < start || at >= end) return true;
    return false;
  });
}

/** A text with some stretches of it replaced. */
export function splicedText(text: string, stretches: readonly Stretch[]): string {
  let result = "";
  let from = 0;
  for (const { start, end, text: put } of stretches.toSorted((a, b) => a.start - b.start)) {
    result += text.slice(from, start) + put;
    from = end;
  }
  return result + text.slice(from);
}

type Obstacle = Pick<SpliceRefusal, "why" | "hint">;

const NO_ROOM: Obstacle = { why: "its layout leaves no room for the change", hint: "Change it by hand." };
/** Of two changes of one place only one can be made at a time. */
export const MEETING: Obstacle = { why: "two changes meet at one place", hint: "Make one of them, and run it again." };
const ANCHORED: Obstacle = {
  why: "an anchor is in what would go, and an alias elsewhere repeats it",
  hint: "Write it out in place of the alias, or change it by hand.",
};

/** What changes are made in, where its text is its own. */
function holderOf(document: Document, at: Place): Collection | Obstacle {
  const source = document.sourceOf(at.file);
  if (source.file !== at.file) return { why: "the file was not read", hint: "Change it by hand." };
  if (source.isShifted)
    return {
      why: "a quoted text of the file has lines that are not indented",
      hint: "Indent the further lines of quoted texts, and run it again.",
    };
  if (isShared(source, at.pointer))
    return {
      why: "an alias repeats it elsewhere, where it would change too",
      hint: "Write it out in place of the alias, or change it by hand.",
    };
  const holder = nodeAt(document, at);
  const collection = holder === undefined ? undefined : collectionAt(source, at.pointer, holder.value);
  return collection ?? { why: "there is nothing that could be changed", hint: "Change it by hand." };
}

/** Whether what stands at a pointer, or above it, stands elsewhere too. */
function isShared(source: Source, pointer: string): boolean {
  const shared = sharedValues(source);
  if (shared.size === 0) return false;
  let value: unknown = source.value;
  return tokensOf(pointer).some((token) => {
    value = (value as Readonly<Record<string, unknown>> | undefined)?.[token]; // it leads somewhere, or the next step says so
    return typeof value === "object" && value !== null && shared.has(value);
  });
}

/** The stretches of the changes that are made in one object or list; `undefined` where one of them cannot be made. */
function stretchesIn(holder: Collection, changes: readonly DescriptionChange[]): readonly Stretch[] | undefined {
  const own = new Set(holder.members.map(({ key }) => key));
  const removed = new Set<string>();
  const added: [key: string, value: unknown][] = [];
  const stretches: (Stretch | undefined)[] = [];
  for (const change of changes) {
    const key = lastToken(change.at.pointer);
    if (change.op === "remove") removed.add(key);
    else if (change.op === "move") stretches.push(renamedKey(holder, lastToken(change.from), key));
    else if (own.has(key)) {
      const replaced = replacedValue(holder, key, change.value);
      stretches.push(...(replaced ?? [undefined]));
    } else if (holder.isList ? key === "-" : change.op === "add" || holder.merged.has(key))
      added.push([key, change.value]);
    else return undefined;
  }
  if ([...removed].some((key) => !own.has(key))) return undefined;
  if (removed.size > 0) stretches.push(...(removedMembers(holder, removed) ?? [undefined]));
  if (added.length > 0) {
    // What is added goes where nothing is removed.
    const left = { ...holder, members: holder.members.filter(({ key }) => !removed.has(key)) };
    if (removed.size > 0 && left.members.length === 0) return undefined;
    stretches.push(addedMembers(left, added));
  }
  return stretches.every((one) => one !== undefined) ? stretches : undefined;
}
