import path from "node:path";
import { pathToFileURL } from "node:url";
import { isDeepStrictEqual } from "node:util";
import { createRequire } from "node:module";
import SwaggerParser from "@apidevtools/swagger-parser";
import { childPointer, tokensOf } from "../../src/core/place.ts";
import { loadDocument, type Document, type Node } from "../../src/load/document.ts";
import { filesBelow } from "../../src/load/files.ts";
import { readApi } from "../../src/model/read-api.ts";
import { structureFaultsIn } from "../../src/operations/structure-faults.ts";

/** A description as Sallyport reads it and as `@apidevtools/swagger-parser` does. */
export interface BothReadings {
  readonly files: { readonly ours: readonly string[]; readonly theirs: readonly string[] };
  /** What either says against the description; empty where it is valid. */
  readonly faults: { readonly ours: readonly string[]; readonly theirs: readonly string[] };
  readonly references: readonly ReferenceInBoth[];
}

/** How the two treat the reference at a place; `same` is none of the other kinds. */
export type Difference =
  | "same"
  /** Both follow it, to different things. */
  | "leads elsewhere"
  /** Theirs puts the words beside the reference into what it leads to. */
  | "words beside it"
  /** Theirs takes what stands in an example, a default or an extension for a reference. */
  | "in data"
  /** It stands in a part of another file to which nothing leads. */
  | "unreached"
  /** It is no `$ref`, but a value of a discriminator's `mapping`. */
  | "in a mapping"
  | "only theirs"
  | "only ours";

export interface ReferenceInBoth {
  /** `file#pointer` of the object that holds the reference. */
  readonly at: string;
  readonly reference: string;
  readonly difference: Difference;
}

/** Reads `file`, relative to `root`, twice; `unread` is why swagger-parser cannot. */
export async function bothReadings(file: string, root: string): Promise<BothReadings | { readonly unread: string }> {
  let theirs: TheirReading;
  try {
    theirs = await theirReading(file, root);
  } catch (error) {
    return { unread: messageOf(error) };
  }
  const ours = await ourReading(file, root);
  return {
    files: { ours: ours.document.sources().map((source) => source.file), theirs: [...theirs.values.keys()] },
    faults: { ours: ours.faults, theirs: await theirFaults(file, root) },
    references: comparedReferences(ours, theirs),
  };
}

interface OurReading {
  readonly document: Document;
  readonly faults: readonly string[];
  /** Every reference that is followed while the model is built, by its `keyOf`, and what its chain ends in. */
  readonly ends: ReadonlyMap<string, End | undefined>;
  /** The places to which a reference leads directly. */
  readonly reached: ReadonlySet<string>;
}

interface End {
  readonly place: string;
  /** The values of the references on the way, which may have words of their own beside `$ref`. */
  readonly passed: readonly unknown[];
}

async function ourReading(file: string, root: string): Promise<OurReading> {
  const document = await loadDocument(file, filesBelow(root));
  const ends = new Map<string, End | undefined>();
  const reached = new Set<string>();
  const api = readApi({
    ...document,
    resolve(reference, from) {
      const resolution = document.resolve(reference, from);
      if (resolution.node !== undefined) reached.add(placeOf(resolution.node));
      const key = keyOf(placeOf(from), reference);
      if (!ends.has(key)) ends.set(key, endOf(document, reference, from));
      return resolution;
    },
  });
  const faults = [
    ...structureFaultsIn(api).map(({ at, message }) => `${at.file === file ? "" : at.file}${at.pointer} ${message}`),
    ...api.brokenReferences.map(({ problem, reference }) => `${problem} ${reference}`),
  ];
  return { document, faults, ends, reached };
}

/** Where a chain of references ends; `undefined` where it leads nowhere or back to itself. */
function endOf(document: Document, reference: string, from: Node): End | undefined {
  const seen = new Set<unknown>();
  let at = from;
  for (let next: string | undefined = reference; next !== undefined; next = referenceIn(at.value)) {
    if (seen.has(at.value)) return undefined;
    seen.add(at.value);
    const { node } = document.resolve(next, at);
    if (node === undefined) return undefined;
    at = node;
  }
  return { place: placeOf(at), passed: [...seen].slice(1) };
}

interface TheirReading {
  /** What the files hold, by their names relative to the root. */
  readonly values: ReadonlyMap<string, unknown>;
  /** What each reference leads to, by its `keyOf`, with what references on the way say beside. */
  readonly targets: ReadonlyMap<string, unknown>;
}

/** Nothing is read from the network. */
const OPTIONS: SwaggerParser.Options = { resolve: { http: false } };

async function theirReading(file: string, root: string): Promise<TheirReading> {
  const refs = await new SwaggerParser().resolve(path.join(root, file), OPTIONS);
  const values = new Map<string, unknown>(
    Object.entries(refs.values()).map(([name, value]) => [path.relative(root, name), value]),
  );
  const targets = new Map<string, unknown>();
  const known = new Map<string, unknown>();
  for (const [name, value] of values)
    for (const { pointer, reference } of referencesBelow(value)) {
      const key = keyOf(name, reference);
      if (!known.has(key)) known.set(key, targetOf(refs, new URL(reference, pathToFileURL(path.join(root, name)))));
      targets.set(keyOf(`${name}${pointer}`, reference), known.get(key));
    }
  return { values, targets };
}

function targetOf(refs: SwaggerParser["$refs"], { pathname, hash }: URL): unknown {
  try {
    return refs.get(`${pathname}${hash}`);
  } catch {
    return undefined; // it leads nowhere
  }
}

/*
 * It compiles its schemas anew for each description, which takes most of the time of all. They are the same objects each
 * time: what is compiled of one is kept.
 */
interface Validators {
  compile: (schema: object) => unknown;
}
const ajv = createRequire(createRequire(import.meta.url).resolve("@apidevtools/swagger-parser"))(
  "ajv/dist/core.js",
) as {
  readonly default: { readonly prototype: Validators };
}; // the module that all of its dialects are made of
const { compile } = ajv.default.prototype;
const compiled = new WeakMap<object, unknown>();
ajv.default.prototype.compile = function (this: Validators, schema) {
  if (!compiled.has(schema)) compiled.set(schema, compile.call(this, schema));
  return compiled.get(schema);
};

/** What `validate` says: first of the schema, and where that is content, of what the schema cannot say. */
async function theirFaults(file: string, root: string): Promise<readonly string[]> {
  try {
    await new SwaggerParser().validate(path.join(root, file), OPTIONS);
    return [];
  } catch (error) {
    return messageOf(error).trim().split("\n").slice(0, 100);
  }
}

function comparedReferences(ours: OurReading, theirs: TheirReading): readonly ReferenceInBoth[] {
  const isReached = reachedIn(ours);
  const compared = [...theirs.targets].map(([key, target]) => {
    const [at, reference] = partsOf(key);
    if (ours.ends.has(key)) return { at, reference, difference: ledTo(ours.ends.get(key), target, theirs.values) };
    if (isInData(at)) return { at, reference, difference: "in data" as const };
    return { at, reference, difference: isReached(at) ? ("only theirs" as const) : ("unreached" as const) };
  });
  // A value of a mapping is looked for beside itself, then from the root.
  const root = placeOf(ours.document.root);
  const others = [...ours.ends.keys()].filter((key) => !theirs.targets.has(key)).map(partsOf);
  return [
    ...compared,
    ...others
      .filter(([at]) => at !== root)
      .map(([at, reference]) => ({
        at,
        reference,
        difference: at.includes("/discriminator/mapping/") ? ("in a mapping" as const) : ("only ours" as const),
      })),
  ];
}

/** Whether a followed reference leads to the same thing. */
function ledTo(end: End | undefined, target: unknown, values: TheirReading["values"]): Difference {
  if (end === undefined) return target === undefined ? "same" : "leads elsewhere";
  const value = valueAt(values, end.place);
  if (value === undefined) return "leads elsewhere";
  if (value === target) return "same";
  const merged = Object.assign({}, value, ...end.passed.toReversed()) as Record<string, unknown>; // of objects
  delete merged["$ref"];
  return isDeepStrictEqual(merged, target) ? "words beside it" : "leads elsewhere";
}

/** Whether a place is one that a reader gets to: all of the entry, and of other files what references lead to. */
function reachedIn({ document, reached }: OurReading): (at: string) => boolean {
  const entry = `${document.entry.file}#`;
  return (at) => {
    if (at.startsWith(entry)) return true;
    for (let place = at; ; place = place.slice(0, place.lastIndexOf("/"))) {
      if (reached.has(place)) return true;
      if (place.endsWith("#")) return false;
    }
  };
}

/** Whether a pointer passes through a key whose value is data and which is no name that the author chose. */
function isInData(at: string): boolean {
  const tokens = tokensOf(at.slice(at.indexOf("#")));
  return tokens.some((token, index) => DATA.test(token) && !NAMES.has(tokens[index - 1] ?? ""));
}

const DATA = /^(?:example|examples|default|enum|const|value|x-.*)$/;
const NAMES = new Set("properties schemas definitions headers parameters responses paths requestBodies".split(" "));

/** Every object with a `$ref` below a value, however deep. */
function* referencesBelow(root: unknown): Generator<{ readonly pointer: string; readonly reference: string }> {
  const open: [pointer: string, value: unknown][] = [["#", root]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [pointer, value] = next;
    if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) continue;
    const reference = referenceIn(value);
    if (reference !== undefined) yield { pointer, reference };
    for (const [key, child] of Object.entries(value)) open.push([childPointer(pointer, key), child]);
  }
}

function referenceIn(value: unknown): string | undefined {
  if (typeof value !== "object" || value === null || !("$ref" in value)) return undefined;
  return typeof value.$ref === "string" ? value.$ref : undefined;
}

function valueAt(values: TheirReading["values"], place: string): unknown {
  const hash = place.indexOf("#");
  let at = values.get(place.slice(0, hash));
  for (const token of tokensOf(place.slice(hash)))
    at = typeof at === "object" && at !== null ? (at as Record<string, unknown>)[token] : undefined; // what a parser made
  return at;
}

function placeOf({ source, pointer }: Node): string {
  return `${source.file}${pointer}`;
}

/** No name or reference of the corpus has a line end. */
function keyOf(at: string, reference: string): string {
  return `${at}\n${reference}`;
}

function partsOf(key: string): [at: string, reference: string] {
  const [at = "", reference = ""] = key.split("\n");
  return [at, reference];
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
