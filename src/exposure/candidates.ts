import { byCodeUnit } from "../core/compare.ts";
import { SENSITIVITIES, type Sensitivity } from "../core/exposure-words.ts";
import { wordsOf } from "../data/name-tokens.ts";
import type { Operation } from "../model/api.ts";
import type { AssessedApi, Assessment } from "./assessed-api.ts";
import { identifierKey, identifierSources, type IdentifierSources } from "./identifier-sources.ts";
import { guessability, identifiersOf, resourceOf, type ObjectIdentifier } from "./object-identifiers.ts";

/** An operation whose object-level authorization must be tested, since no description shows it. */
export interface Candidate {
  readonly operation: Operation;
  /** What names the object, the last of them the object itself. */
  readonly identifiers: readonly ObjectIdentifier[];
  /** What kind of thing is asked for: `vehicle`. */
  readonly resource: string;
  /** The worst of what comes back, or is changed or deleted. */
  readonly sensitivity: Sensitivity;
  readonly guessable: "number" | "random" | "unknown";
  /** Operations that tell the identifier to those who can call this one, a few. */
  readonly learntFrom: readonly Operation[];
  /** Whether the path names an owner, and below it what is the owner's: `/users/{id}/orders`. */
  readonly isOfOwner: boolean;
  readonly score: number;
}

/** Every candidate, the most urgent first; those of one resource that are as urgent stand together. */
export function candidatesOf(api: AssessedApi): readonly Candidate[] {
  const takers = api.operations.flatMap((operation) => takerOf(api, operation) ?? []);
  const surroundings: Surroundings = {
    lists: listsOf(api),
    sources: identifierSources(api, new Set(takers.map(({ key }) => key))),
    worstOf: worstByPath(api),
    anonymous: new Set(
      api.operations.filter((one) => isRead(one) && api.assessed(one).admission === "anonymous").map(pathOf),
    ),
    isEverybodys: (list) => api.assessed(list).flows.some(isOfItsOwner),
  };
  return takers
    .map((taker) => candidateOf(api.assessed(taker.operation), taker, surroundings))
    .toSorted((a, b) => b.score - a.score || byCodeUnit(a.resource, b.resource));
}

/** An operation that takes the identifier of an object, from callers of whom there is more than one. */
interface Taker {
  readonly operation: Operation;
  readonly identifiers: readonly ObjectIdentifier[];
  readonly resource: string;
  /** As what the identifier is known elsewhere. */
  readonly key: string;
}

function takerOf(api: AssessedApi, operation: Operation): Taker | undefined {
  if (operation.operationKind !== "path" || api.assessed(operation).admission === "anonymous") return undefined;
  const identifiers = identifiersOf(operation);
  const last = identifiers.at(-1);
  if (last === undefined) return undefined;
  const resource = resourceOf(operation, last);
  return { operation, identifiers, resource, key: identifierKey(resource, last.name) };
}

/** What of the rest of an API bears on a candidate. */
interface Surroundings {
  /** Operations that return lists, by their path. */
  readonly lists: ReadonlyMap<string, Operation>;
  readonly sources: IdentifierSources;
  readonly worstOf: ReadonlyMap<string, Sensitivity>;
  /** The paths that strangers can read. */
  readonly anonymous: ReadonlySet<string>;
  /** Whether a list says of each object whose it is. */
  readonly isEverybodys: (list: Operation) => boolean;
}

function candidateOf({ operation, exposure, flows }: Assessment, taker: Taker, around: Surroundings): Candidate {
  const { identifiers, resource, key } = taker;
  const last = identifiers.at(-1)!;
  const own = worst(isRead(operation) ? flows.filter(isShown) : flows.filter((flow) => isShown(flow) || isSent(flow)));
  const object = objectPath(operation);
  const collection = last.in === "path" ? beforeLast(operation.path) : pathOf(operation);
  // What a DELETE takes away is what the other operations of the same object, and lists of it, show.
  const shown = [object, collection].map((path) => around.worstOf.get(path) ?? "public").reduce(worse);
  const sensitivity = isRead(operation) ? own : worse(own, shown);
  const guessable = guessability(last);
  const found = around.lists.get(collection);
  const list = found === operation ? undefined : found;
  const foreign = around.sources(key, operation).filter((source) => source !== list);
  const learntFrom = [...(list === undefined ? [] : [list]), ...foreign].slice(0, 3);
  const isReaction = reacts(operation, object);
  const isOfOwner = !isReaction && ownerBefore(operation.path);
  const isOpen = isRead(operation) && learntFrom.some((source) => isOfAll(source, collection, around));
  const score =
    WEIGHTS[sensitivity] *
    { public: 3, partner: 2, private: 1 }[exposure] *
    (foreign.length > 0 ? 1.5 : { number: 1.5, unknown: 1, random: 0.8 }[guessable] * (list === undefined ? 1 : 1.2)) *
    (isReaction || isRead(operation) ? 1 : operation.method === "DELETE" ? 1.6 : 1.3) *
    (isOfOwner ? 1.4 : 1) *
    // The objects of others are what it is for, or are read by everybody anyway.
    (isReaction || isOpen || around.anonymous.has(object) ? 0.4 : 1) *
    (isOfWorkers(operation) ? 0.6 : 1);
  return { operation, identifiers, resource, sensitivity, guessable, learntFrom, isOfOwner, score };
}

/** What nobody has classified can still be somebody's order. */
const WEIGHTS: Readonly<Record<Sensitivity, number>> = { public: 2, internal: 3, confidential: 5, restricted: 7 };

function isRead({ method }: Operation): boolean {
  return method === "GET" || method === "HEAD" || method === "QUERY";
}

type AnyFlow = Assessment["flows"][number];

function isShown({ direction, via }: AnyFlow): boolean {
  return direction === "read" && (via === "body" || via === "embedded");
}

function isSent({ direction }: AnyFlow): boolean {
  return direction === "write";
}

/** Operations that return lists, by their path. */
function listsOf(api: AssessedApi): ReadonlyMap<string, Operation> {
  return new Map(
    api.operations
      .filter(
        (operation) =>
          operation.operationKind === "path" &&
          operation.method === "GET" &&
          api.assessed(operation).subject === "collection",
      )
      .map((operation) => [pathOf(operation), operation]),
  );
}

/** The worst of what the operations of a path show or take, by the path. */
function worstByPath(api: AssessedApi): ReadonlyMap<string, Sensitivity> {
  const found = new Map<string, Sensitivity>();
  for (const operation of api.operations) {
    if (operation.operationKind !== "path") continue;
    const path = pathOf(operation);
    const flows = api.assessed(operation).flows.filter((flow) => isShown(flow) || isSent(flow));
    found.set(path, worse(found.get(path) ?? "public", worst(flows)));
  }
  return found;
}

function worst(flows: readonly AnyFlow[]): Sensitivity {
  return flows
    .filter(({ field }) => field.confidence !== "possible")
    .map(({ field }) => field.sensitivity)
    .reduce<Sensitivity>(worse, "public");
}

function worse(a: Sensitivity, b: Sensitivity): Sensitivity {
  return SENSITIVITIES.indexOf(a) >= SENSITIVITIES.indexOf(b) ? a : b;
}

function pathOf({ path }: Operation): string {
  return path.replace(/\/$/, "");
}

/** The path of the object that an operation is about: up to its last parameter. */
function objectPath({ path }: Operation): string {
  return path.slice(0, path.lastIndexOf("}") + 1);
}

/** The path of the collection that the last object of a path is in. */
function beforeLast(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("{"))).replace(/\/$/, "");
}

/** Whether a list of the same objects shows those of everybody: strangers read it, or it says whose each is. */
function isOfAll(source: Operation, collection: string, { anonymous, isEverybodys }: Surroundings): boolean {
  const path = pathOf(source);
  if (path !== collection && !path.startsWith(`${collection}/`)) return false;
  return anonymous.has(path) || isEverybodys(source);
}

/** Whether a flow shows whose each object of a list is: an author's name, beside each post. */
function isOfItsOwner(flow: AnyFlow): boolean {
  const { principal, subject, path, principalAt } = flow;
  return isShown(flow) && principal && subject === "collection" && path[principalAt]?.isItem === false;
}

/** Whether callers say what they themselves think of somebody's object. */
function reacts(operation: Operation, object: string): boolean {
  return !isRead(operation) && wordsOf(operation.path.slice(object.length)).some((word) => REACTIONS.has(word));
}

/** What callers do to the objects of others. */
const REACTIONS = new Set([
  "favorite",
  "favourite",
  "like",
  "dislike",
  "follow",
  "unfollow",
  "comment",
  "reply",
  "vote",
  "upvote",
  "downvote",
  "star",
  "reaction",
  "rate",
  "rating",
  "review",
  "bookmark",
  "share",
  "view",
  "flag",
]);

/** Whether an owner stands in a path, and behind it what is the owner's. */
function ownerBefore(path: string): boolean {
  const segments = path.split("/").filter((segment) => segment !== "");
  return segments.some(
    (segment, index) =>
      segment.startsWith("{") &&
      index < segments.length - 1 &&
      [...wordsOf(segments[index - 1] ?? ""), ...wordsOf(segment)].some((word) => OWNERS.has(word)),
  );
}

/** Who owns things. */
const OWNERS = new Set([
  "user",
  "username",
  "customer",
  "account",
  "member",
  "patient",
  "employee",
  "person",
  "player",
  "driver",
  "rider",
  "student",
  "guest",
  "profile",
  "subscriber",
  "tenant",
  "organization",
  "organisation",
  "workspace",
  "company",
  "merchant",
  "vendor",
  "owner",
]);

/** Whether an operation is for those who work there: whether others can call it at all is a test of its own. */
function isOfWorkers({ path }: Operation): boolean {
  return path.split("/").some((segment) => /^(?:admin|administration|management|backoffice|internal)$/i.test(segment));
}
