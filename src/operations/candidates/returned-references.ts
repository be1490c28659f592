/*
 * Identifiers that are called otherwise than `id`: what one operation hands out as a reference, number or code of a thing,
 * and another takes, names one of those things.
 */
import { addTo } from "../../core/grouped.ts";
import { memo, memoBy } from "../../core/memo.ts";
import { readingOf } from "../../exposure/reading.ts";
import { wordsOf } from "../../lexicon/name-tokens.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import type { Api, Operation } from "../../model/api.ts";
import { targetOf, type Schema } from "../../model/schema.ts";
import { requestFields } from "../request-fields.ts";
import { returnedProperties } from "../returned-properties.ts";
import { resourceOf, resourcesOf, type Resource } from "./resources.ts";

/** The thing that a value of a request names by what another operation hands out. */
export type ReturnedReferences = (operation: Operation, name: string, schema: Schema) => Resource | undefined;

/** Looks once through what operations hand out for references of their own making. */
export const returnedReferences = memoBy(
  ({ operations }: Api) => operations,
  (api): ReturnedReferences => {
    const { operations } = api;
    const resources = resourcesOf(api);
    const makers = new Map<string, Operation[]>();
    /** Those that hand out what callers entered: for whoever looks for a thing by that. */
    const keepers = new Map<string, Operation[]>();
    const names = new Map<string, string>();
    const entered = enteredNames(operations);
    for (const operation of operations) {
      // What a deletion answers with is gone: nobody goes on with it.
      if (operation.operationKind !== "path" || operation.method === "DELETE") continue;
      for (const [name, property] of returnedProperties(operation)) {
        const words = ownWords(name);
        if (!isReference(words, operation.lexicon) || !isPlain(property)) continue;
        if (requestedNames(operation).has(name)) continue;
        const handers = entered.get(stemOf(operation))?.has(name) === true ? keepers : makers;
        // An ID that a read hands out may be of what is for all: a product, a country.
        if (isIdentifier(words) && readingOf(operation) !== undefined) continue;
        const key = words.join(" ");
        const before = handers.get(key) ?? [];
        // One of another thing than the first is enough for those who ask about the first.
        if (before.length < 2 && before.every((one) => !isOfSame(one, operation))) addTo(handers, key, operation);
        names.set(name, key);
      }
    }
    return (operation, name, schema) => {
      const isSought = readingOf(operation) !== undefined;
      if (makers.size === 0 && !(isSought && keepers.size > 0)) return undefined;
      const words = ownWords(name);
      if (!isReference(words, operation.lexicon) || !isPlain(isIdentifier(words) ? entryOf(schema) : schema))
        return undefined;
      const said = schema.description ?? targetOf(schema).description ?? "";
      const maker = [words.join(" "), ...namesIn(said).flatMap((one) => names.get(one) ?? [])]
        .flatMap((key) => [...(makers.get(key) ?? []), ...(isSought ? (keepers.get(key) ?? []) : [])])
        .find((one) => !isOfSame(one, operation));
      if (maker === undefined) return undefined;
      if (isIdentifier(words)) return resourceOf(words.slice(0, -1).join(" "));
      return resources.ofCollection(maker) ?? resourceOf(words.slice(0, -1).join(" "));
    };
  },
);

/**
 * By the beginning of a path, what callers enter themselves where they make or change a thing there: the number of their bank
 * account is its content, and what comes back of it is no reference that the service hands out.
 */
function enteredNames(operations: readonly Operation[]): ReadonlyMap<string, ReadonlySet<string>> {
  const entered = new Map<string, Set<string>>();
  for (const operation of operations) {
    const { method, path, operationKind } = operation;
    const isOfThing = /^[^{]*(?:\/\{[^{}]+\})?\/?$/.test(path);
    // What is looked for is entered nowhere.
    if (operationKind !== "path" || !isOfThing || !CHANGING.has(method) || readingOf(operation) !== undefined) continue;
    const stem = stemOf(operation);
    const names = entered.get(stem) ?? new Set();
    for (const field of requestFields(operation)) if (field.in === "body" && field.depth === 0) names.add(field.name);
    entered.set(stem, names);
  }
  return entered;
}

const CHANGING: ReadonlySet<string> = new Set(["POST", "PUT", "PATCH"]);

/** The words of a name; an `apiMessageId` is the ID of a message. */
function ownWords(name: string): readonly string[] {
  const words = wordsOf(name);
  return words[0] === "api" && words.length > 2 && isIdentifier(words) ? words.slice(1) : words;
}

/** A reference of more than one word: `code` alone may be of anything. */
function isReference(words: readonly string[], lexicon: Lexicon): boolean {
  const last = words.at(-1) ?? "";
  return (
    words.length > 1 &&
    (lexicon.is(last, "object-reference") || isIdentifier(words)) &&
    !lexicon.is(words.slice(0, -1).join(" "), "callers-reference") &&
    !words.some((word) => OF_OTHER_THINGS.some((concept) => lexicon.is(word, concept)))
  );
}

function isIdentifier(words: readonly string[]): boolean {
  return words.at(-1) === "id";
}

/** What a list of plain values has in it; what is no list as it is. */
function entryOf(schema: Schema): Schema {
  return targetOf(schema).items ?? schema;
}

/** What names no thing of somebody: a country, a currency, a phone, what an error or a response is of. */
const OF_OTHER_THINGS = ["reference-of-the-world", "status"] as const;

function isPlain(schema: Schema): boolean {
  const target = targetOf(schema);
  return (
    target.enum === undefined &&
    target.properties.size === 0 &&
    target.items === undefined &&
    (target.types.length === 0 || target.types.some((type) => type === "string" || type === "integer"))
  );
}

const requestedNames = memo(
  (operation: Operation): ReadonlySet<string> => new Set(requestFields(operation).map(({ name }) => name)),
);

/** Whether both are of one thing or collection: what is sent there is the number that a thing gets. */
function isOfSame(one: Operation, other: Operation): boolean {
  return stemOf(one) === stemOf(other);
}

/** A path before its first parameter: `/orders` of `/orders/{id}/items`. */
function stemOf({ path }: Operation): string {
  const at = path.indexOf("{");
  return at < 0 ? path : path.slice(0, at).replace(/\/$/, "");
}

/** The words of a text, as they are written: `pspReference`, `order_number`. */
function namesIn(text: string): readonly string[] {
  return text.slice(0, MOST_TEXT).split(/\W/);
}

const MOST_TEXT = 300;
