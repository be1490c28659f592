import { addTo } from "../../core/grouped.ts";
import { byCodeUnit } from "../../core/compare.ts";
import { ADMISSIONS } from "../../core/exposure-words.ts";
import { memo } from "../../core/memo.ts";
import { wordsOf } from "../../lexicon/name-tokens.ts";
import type { Operation } from "../../model/api.ts";
import { targetOf, type Schema } from "../../model/schema.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import { returnsList } from "../../exposure/lists.ts";
import { nounOf } from "./nouns.ts";
import { barePath, collectionPath, pathSteps } from "./path-steps.ts";
import type { Resource, Resources } from "./resources.ts";

/** Where the identifiers of a kind of thing can be seen. */
export interface IdentifierSources {
  /** The operation that lists things of a kind: the collection that an operation's object is in, else one of that name. */
  readonly listOf: (resource: Resource, consumer: Operation) => Operation | undefined;
  /** An operation that tells the identifier inside of something else, to those who can call another operation. */
  readonly toldBy: (key: string, consumer: Operation) => Operation | undefined;
}

/** How an identifier is known wherever it stands: `vehicleid`; `undefined` where its name could be that of anything. */
export function identifierKey(name: string): string | undefined {
  const words = wordsOf(name);
  return words.length > 1 && /^(?:id|uuid|guid)$/.test(words.at(-1)!) ? `${words.slice(0, -1).join("")}id` : undefined;
}

/** Looks once through what every read returns for the identifiers that other operations take. */
export function identifierSources(
  api: AssessedApi,
  resources: Resources,
  wanted: ReadonlySet<string>,
): IdentifierSources {
  const byPath = new Map<string, Operation>();
  const byNoun = new Map<string, Operation[]>();
  const collections = new Set(api.operations.filter(({ path }) => path.includes("{")).map(collectionPath));
  for (const operation of api.operations) {
    if (!isList(api, operation)) continue;
    byPath.set(barePath(operation), operation);
    const { noun, bare } = resources.ofCollection(operation) ?? {};
    const [before, last] = pathSteps(operation).slice(-2);
    // `/payments/account` lists accounts of payments, beside the accounts of `/accounts/{id}`.
    const isOfOthers =
      before !== undefined &&
      last !== undefined &&
      before.parameter === undefined &&
      resources.isAddressed(nounOf(before.text)) &&
      !collections.has(barePath(operation));
    if (noun !== undefined && !isOfOthers && bare === nounOf(pathSteps(operation).at(-1)!.text))
      addTo(byNoun, noun, operation);
  }
  const byParameters = new Map([...byNoun].map(([noun, lists]) => [noun, listsByParameters(lists)]));
  const told = wanted.size === 0 ? new Map<string, Operation[]>() : tellers(api, wanted);
  return {
    listOf(resource, consumer) {
      const own = byPath.get(collectionPath(consumer));
      if (own !== undefined && own !== consumer && consumer.path.includes("{")) return own;
      return byParameters.get(resource.noun)?.(consumer);
    },
    toldBy: (key, consumer) =>
      (told.get(key) ?? []).find((source) => isAsWide(api, source, consumer) && !isOfSameObject(source, consumer)),
  };
}

/** Whether an operation lists things by a plain read. */
function isList(api: AssessedApi, operation: Operation): boolean {
  return (
    operation.operationKind === "path" &&
    operation.method === "GET" &&
    pathSteps(operation).at(-1)?.parameter === undefined &&
    (api.assessed(operation).subject === "collection" || returnsList(operation))
  );
}

/** Lists that ask for the same parameters, and those that ask for these and more. */
interface Asking {
  /** The first two, with their places: one of them may be the consumer itself. */
  readonly lists: (readonly [place: number, list: Operation])[];
  readonly more: Map<string, Asking>;
}

/**
 * Gives the first of some lists that asks for no parameter that another operation does not take, and is not that operation.
 * They are looked up parameter by parameter, those first that few lists ask for, since there may be very many of both.
 */
function listsByParameters(lists: readonly Operation[]): (consumer: Operation) => Operation | undefined {
  const uses = new Map<string, number>();
  for (const list of lists) for (const name of parametersOf(list)) uses.set(name, (uses.get(name) ?? 0) + 1);
  const inTurn = (names: ReadonlySet<string>): readonly string[] =>
    [...names].filter((name) => uses.has(name)).toSorted((a, b) => uses.get(a)! - uses.get(b)! || byCodeUnit(a, b));
  const all: Asking = { lists: [], more: new Map() };
  for (const [place, list] of lists.entries()) {
    let asking = all;
    for (const name of inTurn(parametersOf(list))) {
      let next = asking.more.get(name);
      if (next === undefined) asking.more.set(name, (next = { lists: [], more: new Map() }));
      asking = next;
    }
    if (asking.lists.length < 2) asking.lists.push([place, list]);
  }
  return (consumer) => {
    const taken = parametersOf(consumer);
    let first: readonly [place: number, list: Operation] | undefined;
    const open = [all];
    for (let asking = open.pop(); asking !== undefined; asking = open.pop()) {
      const own = asking.lists.find(([, list]) => list !== consumer);
      if (own !== undefined && (first === undefined || own[0] < first[0])) first = own;
      const { more } = asking;
      if (more.size <= taken.size) {
        for (const [name, next] of more) if (taken.has(name)) open.push(next);
      } else
        for (const name of taken) {
          const next = more.get(name);
          if (next !== undefined) open.push(next);
        }
    }
    return first?.[1];
  };
}

function parametersOf(operation: Operation): ReadonlySet<string> {
  return new Set(pathSteps(operation).flatMap(({ parameter }) => parameter ?? []));
}

/** The reads of many that anybody can make without an identifier, by the identifiers inside of what they return. */
function tellers(api: AssessedApi, wanted: ReadonlySet<string>): Map<string, Operation[]> {
  const keys = keysWithin(wanted);
  const sources = new Map<string, Operation[]>();
  for (const operation of api.operations) {
    // One that takes an identifier itself tells those who know one already.
    if (!isList(api, operation) || operation.path.includes("{") || api.assessed(operation).subject === "caller")
      continue;
    for (const key of keysOf(operation, keys)) {
      const list = sources.get(key);
      if (list === undefined) sources.set(key, [operation]);
      else if (list.length < MOST_SOURCES) list.push(operation);
    }
  }
  return sources;
}

const MOST_SOURCES = 20;

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
  const named = memo(({ properties }: Schema): readonly string[] =>
    [...properties.keys()].flatMap((name) => identifierKey(name) ?? []).filter((key) => wanted.has(key)),
  );
  const hasId = memo(({ properties }: Schema): boolean =>
    [...properties.keys()].some((name) => /^_?(?:id|uuid|guid)$/i.test(name)),
  );
  /** `workoutid` for what is a workout by its schema or property, and has an id. */
  const ownKey = (schema: Schema, property: string | undefined): string | undefined =>
    hasId(schema) ? identifierKey(`${bareName(schema.name ?? property ?? "")} id`) : undefined;
  const within = (schema: Schema, depth: number): ReadonlySet<string> => {
    const target = targetOf(schema);
    if (depth < 0) return NONE;
    const before = known[depth]!.get(target);
    if (before !== undefined) return before;
    const found = new Set<string>(named(target));
    const own = ownKey(target, undefined);
    if (own !== undefined && wanted.has(own)) found.add(own);
    known[depth]!.set(target, found);
    const parts = [...target.allOf, ...target.oneOf, ...target.anyOf];
    for (const part of target.items === undefined ? parts : [...parts, target.items])
      for (const key of within(part, depth - 1)) found.add(key);
    for (const [name, property] of target.properties) {
      const inner = targetOf(property);
      const held = ownKey(inner.items === undefined ? inner : targetOf(inner.items), name);
      if (held !== undefined && wanted.has(held)) found.add(held);
      for (const deeper of within(property, depth - 1)) found.add(deeper);
    }
    return found;
  };
  return within;
}

/** What an object is by the name of its schema or property, as the words of a path would say it. */
function bareName(name: string): string {
  return wordsOf(name)
    .filter((word) => !/^(?:response|dto|model|schema|out|view|detail|summary|read)$/.test(word))
    .join(" ");
}
