import { memo, memoBy } from "../core/memo.ts";
import { isEntryOf, isOfPeople } from "../data/classify/knowledge-base.ts";
import { textOfName, wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import type { Api, Operation } from "../model/api.ts";
import { targetOf, type Schema } from "../model/schema.ts";
import { heldSchemaOf, partsOf } from "../model/schema-parts.ts";
import { fixedSegments, isPrefix, ownSegments } from "./words.ts";

/**
 * Whether a read gives what is the same for everybody and is nobody's: the countries of the world, by its path or by the
 * title of the API; what stands in a public ledger; the addresses of a country, where postal codes are looked up too; the
 * entries of a medical knowledge base.
 */
export function isReferenceData(api: Pick<Api, "info" | "operations">, operation: Operation): boolean {
  if (operation.operationKind !== "path" || (operation.method !== "GET" && operation.method !== "HEAD")) return false;
  if (fixedSegments(operation.path).some((segment) => OPEN_FEEDS.test(segment))) return true;
  const about = aboutOf(operation);
  if (about !== undefined && (about > 0 || operation.lexicon.has(wordsOf(api.info.title ?? ""), "reference-datum")))
    return true;
  return (
    (hasLedger(api.operations) && isInLedger(operation)) ||
    (isOfChain(api) && isOnChain(operation)) ||
    (isAddressFile(api.operations) && isInAddressFile(api.operations, operation)) ||
    (isOfKnowledgeBase(operation) && !isKept(api.operations, operation))
  );
}

/**
 * Feeds of open transport data, which authorities demand: the General Bikeshare Feed Specification (gbfs.org), the General
 * Transit Feed Specification (gtfs.org), SIRI and NeTEx (CEN).
 */
const OPEN_FEEDS = /^(?:gbfs|gtfs(?:[-_]rt)?|siri|netex)$/i;

/** Whether a category is of a place: in data that is there for everybody it is nobody's address. */
export function isOfPlace(category: string): boolean {
  return PLACES.test(category);
}

const PLACES = /^user\.(?:contact\.address|location)(?:\.|$)/;

/** How many segments say that it is such data; `undefined` where another says something else. */
const aboutOf = memo(({ path, lexicon }: Operation): number | undefined => {
  let about = 0;
  for (const segment of fixedSegments(path)) {
    const text = wordsOf(segment).join(" ");
    if (lexicon.is(text, "reference-datum")) about += 1;
    else if (!isPrefix(segment) && !lexicon.is(text, "which-or-how") && !lexicon.is(text, "names-one"))
      return undefined;
  }
  return about;
});

/** The pairs of a segment and the parameter behind it: `blocks` and `round` of `/blocks/{round}`. */
const pairsIn = memo(({ path }: Operation): readonly (readonly [segment: string, parameter: string])[] => {
  const segments = path.split("/");
  return segments.flatMap((segment, at) => {
    const parameter = /^\{([^{}]+)\}$/.exec(segment)?.[1];
    return parameter === undefined ? [] : [[segments[at - 1] ?? "", parameter] as const];
  });
});

/** Whether an API reads a chain of blocks, which everybody may read: by the place of a block in it. */
const hasLedger = memo((operations: Api["operations"]): boolean =>
  operations.some((operation) =>
    pairsIn(operation).some(
      ([segment, parameter]) =>
        operation.lexicon.is(wordsOf(segment).join(" "), "ledger-block") &&
        operation.lexicon.is(textOfName(parameter), "ledger-mark"),
    ),
  ),
);

/** Whether all that a path names is named by what stands in a ledger: an address, a block, a transaction. */
function isInLedger(operation: Operation): boolean {
  const pairs = pairsIn(operation);
  return pairs.length > 0 && pairs.every(([, parameter]) => operation.lexicon.is(textOfName(parameter), "ledger-mark"));
}

/**
 * Whether an API reads or writes a public chain, by its title, a text or a path, and by paths with blocks and with transactions, contracts or
 * the like. What stands there is for all to see, and who sends a transaction has signed it.
 */
const isOfChain = memoBy(
  ({ operations }: Pick<Api, "info" | "operations">) => operations,
  ({ info, operations }): boolean => {
    const lexicon = operations[0]?.lexicon;
    if (lexicon === undefined) return false;
    const segments = operations.flatMap(({ path }) =>
      path.split("/").map((segment) => segment.replaceAll(/[{}]/g, "")),
    );
    const words = segments.map((segment) => wordsOf(segment));
    const texts = [wordsOf(info.title ?? ""), wordsInOrder((info.description ?? "").slice(0, LIMIT)), ...words];
    if (!texts.some((text) => lexicon.has(text, "public-chain"))) return false;
    const things = new Set(words.map((one) => one.join(" ")).filter((one) => lexicon.is(one, "on-chain")));
    return things.size >= SEVERAL && [...things].some((one) => lexicon.is(one, "ledger-block"));
  },
);

/** So much of a text is looked at. */
const LIMIT = 3000;
/** So many kinds of things of a chain show what an API is about. */
const SEVERAL = 3;

/** Whether all that a path names stands on a chain: a block, a transaction, an address, a contract. */
function isOnChain({ path, lexicon }: Operation): boolean {
  const named = fixedSegments(path)
    .filter((segment) => !isPrefix(segment))
    .map((segment) => wordsOf(segment).join(" "));
  return (
    named.length > 0 &&
    lexicon.is(named[0]!, "on-chain") &&
    named.every(
      (one) => lexicon.is(one, "on-chain") || lexicon.is(one, "ledger-mark") || lexicon.is(one, "which-or-how"),
    )
  );
}

/** Whether all that an operation names is a place in a public chain: a node goes on from a block, which is nobody's. */
export function isPlaceInLedger(api: Pick<Api, "info" | "operations">, operation: Operation): boolean {
  const { operations } = api;
  return (hasLedger(operations) && isInLedger(operation)) || (isOfChain(api) && isOnChain(operation));
}

const isAddressFile = memo((operations: Api["operations"]): boolean =>
  operations.some((operation) => operation.method === "GET" && isOfPostalCodes(operation)),
);

function isOfPostalCodes(operation: Operation): boolean {
  return pairsIn(operation).some(([segment]) => operation.lexicon.is(wordsOf(segment).join(" "), "postal-code"));
}

/** Whether a path is about places alone, or gives by a key of its own what a postal code gives. */
function isInAddressFile(operations: Api["operations"], operation: Operation): boolean {
  const { path, lexicon } = operation;
  const own = ownSegments(path).filter((segment) => !COUNTRY.test(segment));
  const isOfPlaces = own.every((segment) => {
    const text = wordsOf(segment).join(" ");
    return (["place-looked-up", "postal-code", "search", "reference-datum"] as const).some((one) =>
      lexicon.is(text, one),
    );
  });
  if (isOfPlaces && own.length > 0) return !isKept(operations, operation);
  const pairs = pairsIn(operation);
  const isByKey =
    pairs.length > 0 && pairs.every(([segment, parameter]) => textOfName(segment) === textOfName(parameter));
  return isByKey && heldIn(operation).some((schema) => heldByPostalCode(operations).has(schema));
}

/** Whether a read gives what a symptom or a condition is, and of nobody that they have it. */
const isOfKnowledgeBase = memo((operation: Operation): boolean => {
  const { path, summary = "", lexicon } = operation;
  const own = ownSegments(path);
  if ([...own, ...wordsInOrder(summary)].some((name) => isOfPeople(name, lexicon))) return false;
  return heldIn(operation).some(({ properties }) => isEntryOf(own.at(-1) ?? "", [...properties.keys()], lexicon));
});

/** Whether what stands at the beginning of a path can be added to, changed or deleted: the addresses of somebody can. */
function isKept(operations: Api["operations"], operation: Operation): boolean {
  return firstsOfChanges(operations).has(firstOf(operation));
}

const firstsOfChanges = memo(
  (operations: Api["operations"]): ReadonlySet<string | undefined> =>
    new Set(operations.filter(({ method }) => method !== "GET" && method !== "HEAD").map(firstOf)),
);

function firstOf({ path }: Operation): string | undefined {
  return ownSegments(path)[0];
}

/** Codes of countries as a path has them: `gb`, `usa`. */
const COUNTRY = /^[a-z]{2,3}$/;

const heldByPostalCode = memo(
  (operations: Api["operations"]): ReadonlySet<Schema> =>
    new Set(operations.filter((operation) => isOfPostalCodes(operation)).flatMap((operation) => heldIn(operation))),
);

/** What success responses hold that has properties, also inside of an envelope. */
function heldIn({ responses }: Operation): readonly Schema[] {
  return responses
    .filter(({ statusClass }) => statusClass === "2xx")
    .flatMap(({ content }) => content.flatMap(({ schema }) => schema ?? []))
    .flatMap((schema) => {
      const held = heldSchemaOf(schema);
      const inner = [held, ...[...held.properties.values()].map((property) => heldSchemaOf(property))];
      // One of several: the address of a street, or that of a box.
      return inner.flatMap((one) => [one, ...partsOf(one).map((part) => targetOf(part))]);
    })
    .filter(({ properties, allOf, oneOf }) => properties.size >= LEAST_NAMED || allOf.length + oneOf.length > 0);
}

/** So many properties tell one kind of thing from another. */
const LEAST_NAMED = 3;
