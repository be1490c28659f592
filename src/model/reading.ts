import { isObject, member } from "../core/json-value.ts";
import { childPointer } from "../core/place.ts";
import type { SpecVersion } from "../load/api-format.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";
import type { Document, Node } from "../load/document.ts";
import type { BrokenReference, Element, SkippedPart } from "./api.ts";
import { keysOf, type ObjectKind } from "./grammar.ts";
import type { ElementElsewhere } from "./parts-elsewhere.ts";
import type { Mutable, Schema } from "./schema.ts";

/** What goes along while a document is read: what was read already, what is still to do, and what went wrong. */
export interface Reading {
  readonly document: Document;
  readonly version: SpecVersion;
  readonly lexicon: Lexicon;
  /** Schemas by the identity of their raw value: one that many operations use is one schema. */
  readonly schemas: Map<object, Schema>;
  /** Other elements, by kind and identity. */
  readonly elements: Map<ObjectKind, Map<object, Element>>;
  /** Schemas to fill: a queue in place of recursion, since references nest as deep as the document likes. */
  readonly queue: Mutable<Schema>[];
  /** By the identity of the object that holds the `$ref`. */
  readonly brokenReferences: Map<unknown, BrokenReference>;
  readonly skipped: SkippedPart[];
  /** Every element that stands in another file than the entry. */
  readonly elsewhere: ElementElsewhere[];
  /** What references lead to in other files, by identity. */
  readonly targetsElsewhere: Set<unknown>;
}

/** A reading of `document` that has not begun. */
export function newReading(document: Document, lexicon: Lexicon): Reading {
  return {
    document,
    version: document.format.version,
    lexicon,
    schemas: new Map(),
    elements: new Map(),
    queue: [],
    brokenReferences: new Map(),
    skipped: [],
    elsewhere: [],
    targetsElsewhere: new Set(),
  };
}

/** The node under a key, where there is one. */
export function childOf(node: Node, key: string | number): Node | undefined {
  const value = member(node.value, key);
  return value === undefined ? undefined : { source: node.source, pointer: childPointer(node.pointer, key), value };
}

export function textOf(node: Node, key: string): string | undefined {
  const value = member(node.value, key);
  if (typeof value === "string") return value;
  // YAML reads an unquoted version such as 1.0 as a number; a reader means its text.
  return typeof value === "number" ? String(value) : undefined;
}

export function flagOf(node: Node, key: string): boolean {
  return member(node.value, key) === true;
}

/** The items of the list under a key; anything but a list there is skipped, and said so. */
export function itemsOf(reading: Reading, node: Node, key: string): readonly Node[] {
  const list = childOf(node, key);
  if (list === undefined || list.value === null) return [];
  if (!Array.isArray(list.value)) {
    skip(reading, list, `"${key}" is ${nameOfType(list.value)}; a list is expected`);
    return [];
  }
  return list.value.map((value: unknown, index) => ({
    source: list.source,
    pointer: childPointer(list.pointer, index),
    value,
  }));
}

/**
 * The members of the object under a key that may have extensions too, `x-` keys left out; anything but an object there
 * is skipped, and said so.
 */
export function entriesOf(reading: Reading, node: Node, key: string): readonly (readonly [string, Node])[] {
  return mapEntries(reading, node, key).filter(([name]) => !name.startsWith("x-"));
}

/**
 * All members of the object under a key, whose names are the author's own: a header may be called `x-total`, a security
 * scheme `x-api-key`. No version allows a reference in the place of such a map, but bundlers follow it, so it is followed.
 */
export function mapEntries(reading: Reading, node: Node, key: string): readonly (readonly [string, Node])[] {
  const child = childOf(node, key);
  const holder =
    child !== undefined && typeof member(child.value, "$ref") === "string" ? dereferenced(reading, child) : child;
  if (holder === undefined || holder.value === null) return [];
  if (isObject(holder.value)) return membersOf(holder);
  skip(reading, holder, `"${key}" is ${nameOfType(holder.value)}; an object is expected`);
  return [];
}

/** Every member of an object, in the order of the document. */
export function membersOf(node: Node): readonly (readonly [string, Node])[] {
  const { source, pointer, value } = node;
  if (!isObject(value)) return [];
  return Object.keys(value).map((key) => [key, { source, pointer: childPointer(pointer, key), value: value[key] }]);
}

/**
 * The node itself, or what it leads to where it is a Reference Object (OpenAPI 3.1, section Reference Object); the
 * references on the way are put into `passed`. `undefined`, and recorded, where that is nothing.
 */
export function dereferenced(reading: Reading, node: Node, passed?: Node[]): Node | undefined {
  let seen: Set<unknown> | undefined; // most are no reference
  let at = node;
  for (;;) {
    const reference = isObject(at.value) ? member(at.value, "$ref") : undefined;
    if (typeof reference !== "string") return at;
    seen ??= new Set();
    if (seen.has(at.value)) {
      breakReference(reading, circular(node, reference));
      return undefined;
    }
    seen.add(at.value);
    passed?.push(at);
    const target = reading.document.resolve(reference, at);
    if (target.node === undefined) {
      breakReference(reading, { ...target, node: at, reference });
      return undefined;
    }
    at = target.node;
    noteTarget(reading, at);
  }
}

/** Notes what a reference leads to, where that is in another file. */
export function noteTarget({ document, targetsElsewhere }: Reading, target: Node): void {
  if (target.source !== document.entry) targetsElsewhere.add(target.value);
}

/** The reference in `node`, which leads back to itself and so to nothing. */
export function circular(node: Node, reference: string): BrokenReference {
  return {
    node,
    reference,
    problem: "circular",
    why: `"${reference.slice(0, 80)}" leads back to itself`,
    hint: "Replace one of the references in this circle with the definition itself.",
  };
}

/** Records a reference that leads nowhere, or where nobody reads; once, however many ways lead to it. */
export function breakReference(reading: Reading, broken: BrokenReference): void {
  if (!reading.brokenReferences.has(broken.node.value)) reading.brokenReferences.set(broken.node.value, broken);
}

/** Records a part that could not be read. */
export function skip(reading: Reading, node: Node, why: string): void {
  reading.skipped.push({ node, why });
}

/**
 * Reads a thing that may be a reference, each raw value once: two operations that refer to one parameter have the
 * same one. `undefined`, and recorded, where it is nothing that can be read.
 */
export function read<E extends Element>(
  reading: Reading,
  kind: ObjectKind,
  node: Node,
  make: (target: Node) => E | undefined,
): E | undefined {
  const target = dereferenced(reading, node);
  if (target === undefined) return undefined;
  if (!isObject(target.value)) {
    skip(reading, target, `${nameOfType(target.value)} stands where ${aOrAn(kind)} is expected`);
    return undefined;
  }
  let known = reading.elements.get(kind);
  if (known === undefined) reading.elements.set(kind, (known = new Map()));
  const before = known.get(target.value);
  if (before !== undefined) return withOwnWords(reading, node, before as E); // `make` of one kind gives one type
  const element = make(target);
  if (element === undefined) return undefined;
  known.set(target.value, element);
  return withOwnWords(reading, node, element);
}

/** An element with the words that stand beside the reference to it (OpenAPI 3.1, section Reference Object; before, they are ignored). */
export function withOwnWords<E extends Element>(reading: Reading, node: Node, element: E): E {
  if (node.value === element.node.value || reading.version === "2.0" || reading.version === "3.0") return element;
  const summary = textOf(node, "summary");
  const description = textOf(node, "description");
  if (summary === undefined && description === undefined) return element;
  return {
    ...element,
    summary: summary ?? element.summary,
    description: description ?? element.description,
    defined: element,
  };
}

/**
 * What every element has. It is spread behind what an element has of its own: an object that gets keys of its own after
 * a spread takes V8 ten times as long, and as much room, as one that gets them before.
 */
export function elementOf(reading: Reading, kind: ObjectKind, node: Node): Element {
  if (node.source !== reading.document.entry) reading.elsewhere.push({ kind, node });
  const known = keysOf(kind, reading.version);
  let extensions: Map<string, Node> | undefined;
  let unknown: Node[] | undefined;
  if (isObject(node.value)) {
    for (const key of Object.keys(node.value)) {
      if (known.has(key)) continue;
      const child = childOf(node, key);
      if (child === undefined) continue;
      if (key.startsWith("x-")) (extensions ??= new Map()).set(key, child);
      else (unknown ??= []).push(child);
    }
  }
  return {
    kind,
    node,
    title: textOf(node, "title"),
    summary: textOf(node, "summary"),
    description: textOf(node, "description"),
    extensions: extensions ?? NO_EXTENSIONS,
    unknown: unknown ?? NOTHING,
    lexicon: reading.lexicon,
  };
}

/** The words and further keys of all layers of one thing; what comes first counts. */
export function layeredElement(layers: readonly Element[]): Element {
  const [first, ...rest] = layers;
  if (rest.length === 0) return first!;
  return {
    ...first!,
    title: layers.find(({ title }) => title !== undefined)?.title,
    summary: layers.find(({ summary }) => summary !== undefined)?.summary,
    description: layers.find(({ description }) => description !== undefined)?.description,
    extensions: new Map(layers.toReversed().flatMap(({ extensions }) => [...extensions])),
    unknown: layers.flatMap(({ unknown }) => unknown),
  };
}

const NO_EXTENSIONS: ReadonlyMap<string, Node> = new Map();
const NOTHING: readonly never[] = [];

/** Whether a node is an object; where it is not, that is recorded. */
export function isExpected(reading: Reading, node: Node, what: string): boolean {
  if (isObject(node.value)) return true;
  skip(reading, node, `${nameOfType(node.value)} stands where ${what} is expected`);
  return false;
}

/** What a value is, in words that follow "is" or begin a sentence. */
export function nameOfType(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "an object";
  if (typeof value === "string") return "a text";
  return `a ${typeof value}`;
}

function aOrAn(words: string): string {
  return `${/^[aeiou]/i.test(words) ? "an" : "a"} ${words}`;
}
