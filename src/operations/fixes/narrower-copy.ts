import { isDeepStrictEqual } from "node:util";
import { isObject, member, type JsonObject } from "../../core/json-value.ts";
import { memo } from "../../core/memo.ts";
import { childPointer, lastToken, parentPointer, type Place } from "../../core/place.ts";
import type { ClassifiedField } from "../../data/flows/flow.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import type { Node } from "../../load/document.ts";
import { placeOf, type Operation } from "../../model/api.ts";
import { flowsByField } from "../readers/flow-index.ts";
import { nodeAt, type DescriptionChange, type Fix } from "./fix.ts";
import { placeOfNode } from "./keyword-changes.ts";

/** What is the same of every fix that splits a schema for those who call for others. */
export const NARROWER_COPY = {
  name: "Give others a narrower copy of the schema",
  certainty: "suggested",
  requires: () =>
    "In these operations, the service returns only the fields of the copy to every caller, and their clients do not need the other fields.",
} as const satisfies Partial<Fix>;

/** The same for a fault whose places are the fields that go. */
export const narrowerCopyFix: Fix = {
  ...NARROWER_COPY,
  changes: (api, { operation, witness }, { fields = [], places = [] }) =>
    operation === undefined || witness?.startsWith("2xx ") !== true
      ? []
      : withNarrowerCopy(api, operation, {
          gone: fields,
          operations: places.flatMap((place) => place.operation ?? []),
        }),
};

/** What is left out of the copy, and of whom. */
interface Narrowing {
  readonly gone: readonly ClassifiedField[];
  /** All operations that get the copy: some other one has to need the schema as it is. */
  readonly operations: readonly Operation[];
}

/**
 * The named schemas that an operation returns make way for copies without some fields; the schemas stay as they are, and so
 * do all other operations. None where no other operation needs what is left out, since then there is nothing to split; nor
 * where a field stands in the response itself, in an example of it, or below a discriminator, which knows schemas by their names.
 */
export function withNarrowerCopy(
  api: AssessedApi,
  operation: Operation,
  { gone, operations }: Narrowing,
): readonly DescriptionChange[] {
  const flows = flowsByField(api);
  const getting = new Set(operations);
  const isNeeded = gone.some((field) => (flows.get(field) ?? []).some((flow) => !getting.has(flow.operation)));
  const schemas = isNeeded ? returnedSchemas(api, operation, gone) : undefined;
  if (schemas === undefined) return [];
  const narrowing = narrowingOf(api, schemas, new Set(gone.map(({ node }) => `${node.source.file}${node.pointer}`)));
  return narrowing === undefined ? [] : changesOf(api, narrowing);
}

/** The schemas of the success responses that an operation itself describes; `undefined` where they cannot be changed alone. */
function returnedSchemas(
  api: AssessedApi,
  operation: Operation,
  gone: readonly ClassifiedField[],
): readonly Node[] | undefined {
  const place = placeOf(operation, "responses");
  const responses = nodeAt(api.document, place);
  if (responses === undefined || !isObject(responses.value)) return undefined;
  const schemas: Node[] = [];
  for (const [status, response] of Object.entries(responses.value)) {
    if (!status.startsWith("2")) continue;
    const at = { ...responses, pointer: childPointer(responses.pointer, status), value: response };
    // What several operations return is not changed for one of them.
    if (member(response, "$ref") !== undefined) return undefined;
    if (member(response, "schema") !== undefined) schemas.push(below(at, "schema"));
    const content = below(at, "content");
    for (const [type, media] of isObject(content.value) ? Object.entries(content.value) : []) {
      const shown = JSON.stringify([member(media, "example"), member(media, "examples")]);
      if (gone.some(({ node }) => shown.includes(JSON.stringify(lastToken(node.pointer))))) return undefined;
      if (member(media, "schema") !== undefined) schemas.push(below(below(content, type), "schema"));
    }
    const shown = JSON.stringify(member(response, "examples") ?? null);
    if (gone.some(({ node }) => shown.includes(JSON.stringify(lastToken(node.pointer))))) return undefined;
  }
  return schemas;
}

function below({ source, pointer, value }: Node, key: string): Node {
  return { source, pointer: childPointer(pointer, key), value: member(value, key) };
}

interface NamedSchema {
  readonly node: Node;
  /** Which other named schemas it is made of, by where they stand. */
  readonly parts: ReadonlySet<string>;
  /** Whether a field that goes is its own. */
  readonly hasGone: boolean;
}

interface NarrowedSchemas {
  /** Where the operation names a schema that is copied. */
  readonly references: readonly Node[];
  /** Those that are copied, by where they stand. */
  readonly copied: ReadonlyMap<string, NamedSchema>;
  readonly gone: ReadonlySet<string>;
}

/** More schemas than these are not copied for one operation: nobody would keep so many twice. */
const MOST_COPIES = 5;
const MOST_SCHEMAS = 200;
const DEEPEST = 30;

function narrowingOf(
  api: AssessedApi,
  schemas: readonly Node[],
  gone: ReadonlySet<string>,
): NarrowedSchemas | undefined {
  const known = new Map<string, NamedSchema>();
  const references: Node[] = [];
  for (const schema of schemas) {
    const own = referencesIn(schema, gone);
    // There it is the operation's own, and to take it out is no splitting.
    if (own.hasGone) return undefined;
    references.push(...own.references);
  }
  const open = [...references];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const target = targetOfReference(api, next);
    if (target === undefined || known.has(keyOf(target))) continue;
    if (known.size >= MOST_SCHEMAS) return undefined;
    const { references: further, hasGone } = referencesIn(target, gone);
    const targets = further.flatMap((one) => targetOfReference(api, one) ?? []);
    known.set(keyOf(target), { node: target, parts: new Set(targets.map(keyOf)), hasGone });
    open.push(...further);
  }
  const copied = new Map([...known].filter(([, { hasGone }]) => hasGone));
  for (let before = -1; before < copied.size;) {
    before = copied.size;
    for (const [key, schema] of known) if ([...schema.parts].some((part) => copied.has(part))) copied.set(key, schema);
  }
  if (copied.size === 0 || copied.size > MOST_COPIES) return undefined;
  const isFit = [...copied.values()].every(({ node }) => isComponent(node) && !hasDiscriminator(node.value));
  const meant = references.filter((one) => copied.has(keyOf(targetOfReference(api, one) ?? one)));
  return isFit && meant.length > 0 ? { references: meant, copied, gone } : undefined;
}

/** The references in a schema, not in what they lead to, and whether a field that goes stands in it. */
function referencesIn(
  schema: Node,
  gone: ReadonlySet<string>,
  depth = 0,
): { readonly references: readonly Node[]; readonly hasGone: boolean } {
  if (!isObject(schema.value) || depth > DEEPEST) return { references: [], hasGone: false };
  const isReference = typeof member(schema.value, "$ref") === "string";
  const parts = partsOf(schema).map((part) => referencesIn(part, gone, depth + 1));
  return {
    references: [...(isReference ? [schema] : []), ...parts.flatMap(({ references }) => references)],
    hasGone: gone.has(keyOf(schema)) || parts.some(({ hasGone }) => hasGone),
  };
}

/** The schemas that a schema is made of. */
function partsOf(schema: Node): readonly Node[] {
  return Object.entries(isObject(schema.value) ? schema.value : {}).flatMap(([key, value]) => {
    const part = below(schema, key);
    if (HOLD_SCHEMA.has(key)) return isObject(value) ? [part] : [];
    if (!HOLD_SCHEMAS.has(key)) return [];
    const keys = Array.isArray(value) ? value.map((_, at) => String(at)) : Object.keys(isObject(value) ? value : {});
    return keys.map((one) => ({
      ...part,
      pointer: childPointer(part.pointer, one),
      value: Array.isArray(value) ? (value as readonly unknown[])[Number(one)] : member(value, one),
    }));
  });
}

const HOLD_SCHEMA: ReadonlySet<string> = new Set(["items", "additionalProperties"]);
const HOLD_SCHEMAS: ReadonlySet<string> = new Set(["properties", "allOf", "anyOf", "oneOf"]);

function targetOfReference({ document }: AssessedApi, node: Node): Node | undefined {
  const reference = member(node.value, "$ref");
  if (typeof reference !== "string") return undefined;
  const known = targetsIn(document);
  const key = `${keyOf(node)} ${reference}`;
  if (!known.has(key)) known.set(key, document.resolve(reference, node).node);
  return known.get(key);
}

/** What references lead to, by where they stand: many operations return the same schemas, and how many are followed is bounded. */
const targetsIn = memo((_document: AssessedApi["document"]) => new Map<string, Node | undefined>());

function keyOf({ source, pointer }: Pick<Node, "source" | "pointer">): string {
  return `${source.file}${pointer}`;
}

/** Whether a schema is one that its name can be given a second one beside. */
function isComponent({ pointer }: Node): boolean {
  return /^#\/(?:components\/schemas|definitions)\/[\w.-]+$/.test(pointer);
}

/** Whether one stands anywhere in a schema; a property that is called so is taken for one. */
function hasDiscriminator(schema: unknown): boolean {
  return JSON.stringify(schema).includes('"discriminator":');
}

function changesOf(api: AssessedApi, narrowed: NarrowedSchemas): readonly DescriptionChange[] {
  for (const number of ["", "2", "3", "4", "5"]) {
    const names = new Map(
      [...narrowed.copied].map(([key, { node }]) => [key, `${lastToken(node.pointer)}ForOthers${number}`]),
    );
    const changes = copiesNamed(api, narrowed, names);
    if (changes !== "taken") return changes;
  }
  return [];
}

/** The changes with some names for the copies; `taken` where another schema has one of them. */
function copiesNamed(
  api: AssessedApi,
  { references, copied, gone }: NarrowedSchemas,
  names: ReadonlyMap<string, string>,
): readonly DescriptionChange[] | "taken" {
  const renamed = (node: Node): string | undefined => {
    const target = targetOfReference(api, node);
    const name = target === undefined ? undefined : names.get(keyOf(target));
    const reference = member(node.value, "$ref");
    return name === undefined || typeof reference !== "string"
      ? undefined
      : `${reference.slice(0, reference.lastIndexOf("/") + 1)}${name}`;
  };
  const changes: DescriptionChange[] = [];
  for (const [key, { node }] of copied) {
    const at: Place = { file: node.source.file, pointer: childPointer(parentPointer(node.pointer), names.get(key)!) };
    const copy = copyOf(node, gone, renamed);
    if (copy === undefined) return [];
    const there = nodeAt(api.document, at)?.value;
    if (there === undefined) changes.push({ op: "add", at, value: copy });
    else if (!isDeepStrictEqual(there, copy)) return "taken";
  }
  for (const node of references) {
    const value = renamed(node);
    if (value !== undefined) changes.push({ op: "replace", at: placeOfNode(below(node, "$ref")), value });
  }
  return changes;
}

const OF_EXAMPLES: ReadonlySet<string> = new Set(["example", "examples", "default"]);

/** A schema without the fields that go, which refers to copies where there are some; `undefined` where nothing is left of it. */
function copyOf(
  schema: Node,
  gone: ReadonlySet<string>,
  renamed: (node: Node) => string | undefined,
): JsonObject | undefined {
  const { value } = schema;
  if (!isObject(value)) return undefined;
  const reference = renamed(schema);
  const copied = (part: Node): unknown => (isObject(part.value) ? copyOf(part, gone, renamed) : part.value);
  const properties = isObject(member(value, "properties")) ? below(schema, "properties") : undefined;
  const left = Object.keys((properties?.value as JsonObject | undefined) ?? {}).filter(
    (name) => !gone.has(keyOf(below(properties!, name))),
  );
  if (properties !== undefined && left.length === 0 && Object.keys(properties.value as JsonObject).length > 0)
    return undefined;
  const lost = new Set([...gone].map((key) => lastToken(key)));
  const entries: [string, unknown][] = [];
  for (const [key, own] of Object.entries(value)) {
    // An example would show what goes.
    if (OF_EXAMPLES.has(key) && typeof own === "object") continue;
    if (key === "$ref" && reference !== undefined) entries.push([key, reference]);
    else if (key === "properties" && properties !== undefined) {
      const kept = left.map((name) => [name, copied(below(properties, name))] as const);
      if (kept.some(([, one]) => one === undefined)) return undefined;
      entries.push([key, Object.fromEntries(kept)]);
    } else if (key === "required" && Array.isArray(own)) {
      const kept = own.filter((name) => typeof name !== "string" || !lost.has(name) || left.includes(name));
      // An empty list is invalid before 3.1.
      if (kept.length > 0) entries.push([key, kept]);
    } else if (HOLD_SCHEMA.has(key) && isObject(own)) {
      const one = copied(below(schema, key));
      if (one === undefined) return undefined;
      entries.push([key, one]);
    } else if (HOLD_SCHEMAS.has(key) && Array.isArray(own)) {
      const list = below(schema, key);
      const all = own.map((part: unknown, at) =>
        copied({ source: schema.source, pointer: childPointer(list.pointer, at), value: part }),
      );
      if (all.includes(undefined)) return undefined;
      entries.push([key, all]);
    } else entries.push([key, own]);
  }
  return Object.fromEntries(entries);
}
