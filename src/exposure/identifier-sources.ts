import { ADMISSIONS } from "../core/exposure-words.ts";
import { memo } from "../core/memo.ts";
import { wordsOf } from "../data/name-tokens.ts";
import type { Operation } from "../model/api.ts";
import { targetOf, type Schema } from "../model/schema.ts";
import type { AssessedApi } from "./assessed-api.ts";
import { returnsList } from "./lists.ts";

/** Gives the operations that tell identifiers of a kind (`vehicle id`) to those who can call another operation. */
export type IdentifierSources = (key: string, consumer: Operation) => readonly Operation[];

/** How an identifier is known wherever it stands: the kind of thing that it names and `id`, without separators. */
export function identifierKey(resource: string, name: string): string {
  const own = wordsOf(name).join("");
  return /^(?:id|uuid|guid|key|number)$/.test(own) ? `${resource.replaceAll(" ", "")}id` : own.replace(UNIQUE, "id");
}

const UNIQUE = /(?:uuid|guid)$/;

/** Looks once through what every read returns for the identifiers that other operations take. */
export function identifierSources(api: AssessedApi, wanted: ReadonlySet<string>): IdentifierSources {
  const keys = keysWithin(wanted);
  const sources = new Map<string, Operation[]>();
  for (const operation of wanted.size === 0 ? [] : api.operations) {
    if (!isTelling(api, operation)) continue;
    for (const key of keysOf(operation, keys)) {
      const list = sources.get(key);
      if (list === undefined) sources.set(key, [operation]);
      else if (list.length < MOST_SOURCES) list.push(operation);
    }
  }
  return (key, consumer) =>
    (sources.get(key) ?? []).filter((source) => isAsWide(api, source, consumer) && !isOfSameObject(source, consumer));
}

const MOST_SOURCES = 20;

/** A read that shows more than the caller's own. */
function isTelling(api: AssessedApi, operation: Operation): boolean {
  if (operation.operationKind !== "path" || (operation.method !== "GET" && operation.method !== "QUERY")) return false;
  const { subject, intent } = api.assessed(operation);
  if (subject === "caller" || subject === "none" || intent !== undefined) return false;
  // One object that nothing names is the caller's.
  return operation.path.includes("{") || returnsList(operation);
}

/** Whether whoever can call the one can call the other too, by how they get in. */
function isAsWide(api: AssessedApi, source: Operation, consumer: Operation): boolean {
  const rank = (operation: Operation): number => ADMISSIONS.indexOf(api.assessed(operation).admission);
  return source !== consumer && rank(source) <= rank(consumer);
}

/** Whether a source asks for the identifier itself: `/orders/{id}` beside `/orders/{id}/refund`. */
function isOfSameObject({ path }: Operation, consumer: Operation): boolean {
  const common = consumer.path.slice(0, consumer.path.lastIndexOf("}") + 1);
  return common !== "" && (path === common || path.startsWith(`${common}/`));
}

function keysOf(operation: Operation, keys: (schema: Schema, depth: number) => ReadonlySet<string>): Set<string> {
  const found = new Set<string>();
  for (const { statusClass, content } of operation.responses) {
    if (statusClass !== "2xx") continue;
    for (const { schema } of content) {
      if (schema !== undefined) for (const key of keys(schema, MOST_OBJECTS)) found.add(key);
    }
  }
  return found;
}

const MOST_OBJECTS = 4;
const NONE: ReadonlySet<string> = new Set();

/** Gives the wanted identifiers that stand in a schema, no more than so many objects down; each worked out once. */
function keysWithin(wanted: ReadonlySet<string>): (schema: Schema, depth: number) => ReadonlySet<string> {
  const known = Array.from({ length: MOST_OBJECTS + 1 }, () => new Map<Schema, ReadonlySet<string>>());
  const nameOf = memo(({ name }: Schema): string => bareWords(name ?? ""));
  const hasId = memo(({ properties }: Schema): boolean =>
    [...properties.keys()].some((name) => /^_?(?:id|uuid|guid)$/i.test(name)),
  );
  const within = (schema: Schema, depth: number): ReadonlySet<string> => {
    const target = targetOf(schema);
    if (depth < 0) return NONE;
    const before = known[depth]!.get(target);
    if (before !== undefined) return before;
    const found = new Set<string>();
    const parts = [...target.allOf, ...target.oneOf, ...target.anyOf];
    for (const part of target.items === undefined ? parts : [...parts, target.items])
      for (const key of within(part, depth - 1)) found.add(key);
    for (const [name, property] of target.properties) {
      const key = identifierKey(nameOf(target), name);
      if (wanted.has(key)) found.add(key);
      const inner = targetOf(property);
      const held = inner.items === undefined ? inner : targetOf(inner.items);
      if (hasId(held)) {
        const heldKey = identifierKey(held.name === undefined ? bareWords(name) : nameOf(held), "id");
        if (wanted.has(heldKey)) found.add(heldKey);
      }
      for (const deeper of within(property, depth - 1)) found.add(deeper);
    }
    known[depth]!.set(target, found);
    return found;
  };
  return within;
}

/** What an object is by the name of its schema or property, as the words of a path would say it. */
function bareWords(name: string): string {
  return wordsOf(name)
    .filter((word) => !/^(?:response|dto|model|schema|out|view|detail|summary|read)$/.test(word))
    .join("");
}
