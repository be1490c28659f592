import { byCodeUnit } from "../core/compare.ts";
import { isAbove, type Audience } from "../core/exposure-words.ts";
import { wordsOf } from "../data/name-tokens.ts";
import type { Operation } from "../model/api.ts";
import type { AssessedApi } from "./assessed-api.ts";
import { boundariesOf, type Boundary } from "./boundary.ts";
import { deedOf, type Deed } from "./deeds.ts";
import { identifierKey, identifierSources, type IdentifierSources } from "./identifier-sources.ts";
import { impactOf, type Impact } from "./impact.ts";
import {
  actedOn,
  bodyIdentifiers,
  BELONGINGS,
  guessability,
  isOfPersons,
  isOfTheWorld,
  isUserName,
  pathIdentifiers,
  queryIdentifiers,
  type ObjectIdentifier,
} from "./object-identifiers.ts";
import { nounOf, phraseOf } from "./nouns.ts";
import { barePath, collectionPath, objectPath, pathSteps, tailOf } from "./path-steps.ts";
import { isOwn } from "./principals.ts";
import { resourceOf, resourcesOf, type Resource, type Resources } from "./resources.ts";
import { sharedThings } from "./shared-things.ts";
import { returnsList } from "./lists.ts";
import { isOnlyVerb } from "./verbs.ts";
import { stakesOf, type Stakes } from "./stakes.ts";

/** How an operation comes by somebody else's things, which says what a right answer is. */
export type CallKind =
  /** The path, or what a verb acts on, names one of B's. */
  | "object"
  /** A filter of a list names one of B's. */
  | "filter"
  /** The list is everybody's, cut down to what the caller may see. */
  | "list"
  /** It shows persons, who agreed to be shown or did not. */
  | "people"
  /** It names many at once. */
  | "batch"
  /** What is made or changed refers to one of B's. */
  | "reference"
  /** It decides what somebody else asked for. */
  | "approval"
  /** It says what the caller thinks of somebody's thing: that is what it is for. */
  | "reaction"
  /** Everybody can have an entry for the same e-mail or IP address. */
  | "entry"
  /** It gives the caller a name, which somebody else has. */
  | "own-name"
  /** It shows what belongs to nobody in particular. */
  | "shared";

/** An operation whose object-level authorization must be tested, since no description shows it. */
export interface Candidate {
  readonly operation: Operation;
  readonly kind: CallKind;
  /** What names the object, the last of them the object itself; where a filter or a body does, each of them does. */
  readonly identifiers: readonly ObjectIdentifier[];
  /** What kind of thing is asked for: `vehicle`. */
  readonly resource: Resource;
  /** Whether that thing is the very person who must be kept apart. */
  readonly isPerson: boolean;
  readonly deed: Deed;
  readonly boundary: Boundary;
  readonly stakes: Stakes;
  readonly impact: Impact;
  readonly guessable: "number" | "random" | "unknown";
  /** An operation that lists such things. */
  readonly listedBy: Operation | undefined;
  /** An operation that tells the identifier to others inside of something else. */
  readonly toldBy: Operation | undefined;
  /** How much is lost, and how likely a fault is: from 1 to 10. */
  readonly gravity: number;
  /** The same, by who can call, and whether the identifier can be guessed or learnt. */
  readonly score: number;
}

/** Every candidate, the most urgent first. */
export function candidatesOf(api: AssessedApi): readonly Candidate[] {
  const around = surroundingsOf(api);
  const takers = api.operations.flatMap((operation) => takerOf(api, operation, around) ?? []);
  const wanted = new Set(takers.flatMap((taker) => (isPersonal(around, taker.operation) ? (keyOf(taker) ?? []) : [])));
  const sources = identifierSources(api, around.resources, wanted);
  return takers
    .map((taker) => candidateOf(api, taker, sources, around))
    .toSorted((a, b) => b.score - a.score || byCodeUnit(a.resource.noun, b.resource.noun));
}

/** What of the rest of an API bears on a candidate. */
interface Surroundings {
  readonly resources: Resources;
  readonly boundaryOf: (operation: Operation) => Boundary;
  readonly stakesOf: (operation: Operation) => Stakes;
  readonly isShared: (operation: Operation, resource: Resource) => boolean;
  /** The paths that strangers can read. */
  readonly anonymous: ReadonlySet<string>;
  /** What persons sign up as. */
  readonly persons: ReadonlySet<string>;
}

function surroundingsOf(api: AssessedApi): Surroundings {
  const resources = resourcesOf(api);
  return {
    resources,
    boundaryOf: boundariesOf(api),
    stakesOf: stakesOf(api, (operation) => deedOf(operation).isReading),
    isShared: sharedThings(api),
    anonymous: new Set(
      api.operations
        .filter((one) => deedOf(one).isReading && api.assessed(one).admission === "anonymous")
        .map(barePath),
    ),
    persons: new Set([
      ...PERSONS,
      ...api.signUps
        .flatMap((operation) => resources.ofCollection(operation)?.bare ?? [])
        .filter((noun) => ROLES.has(noun)),
    ]),
  };
}

/** An operation that comes by the things of others, whose callers are told apart. */
interface Taker {
  readonly operation: Operation;
  readonly kind: CallKind;
  readonly identifiers: readonly ObjectIdentifier[];
  readonly resource: Resource;
  readonly isPerson: boolean;
}

function takerOf(api: AssessedApi, operation: Operation, around: Surroundings): Taker | undefined {
  if (operation.operationKind !== "path" || api.assessed(operation).admission === "anonymous") return undefined;
  const inPath = pathIdentifiers(operation);
  return inPath.length > 0 ? takerByPath(api, operation, inPath, around) : takerByOther(api, operation, around);
}

/** Where the path names the object. */
function takerByPath(
  api: AssessedApi,
  operation: Operation,
  identifiers: readonly ObjectIdentifier[],
  around: Surroundings,
): Taker {
  const last = identifiers.at(-1)!;
  const resource = around.resources.ofParameter(operation, last.name);
  const isPerson =
    isPersonIn(around, operation, resource) ||
    (isPersonal(around, operation) && isOfPersons(last.name) && ABOUT_PERSONS.test(resource.bare));
  const kind = kindByPath(api, operation, { last, resource, isPerson }, around);
  return { operation, kind, identifiers, resource, isPerson };
}

function kindByPath(
  api: AssessedApi,
  operation: Operation,
  { last, resource, isPerson }: { last: ObjectIdentifier; resource: Resource; isPerson: boolean },
  around: Surroundings,
): CallKind {
  const { verb, isReading, part } = deedOf(operation);
  const tail = tailOf(operation);
  if (isPersonal(around, operation) && !isReading && APPROVALS.has(verb)) return "approval";
  if (
    isPersonal(around, operation) &&
    !isReading &&
    (tail.flatMap(wordsOf).some((word) => REACTIONS.has(word)) || REACTIONS.has(verb))
  )
    return "reaction";
  if (isOfTheWorld(last) && !isPerson) return "entry";
  if (isReading && showsPersons(api, operation, around) && isOfPeople(operation, { resource, isPerson, part }))
    return "people";
  if (isPersonal(around, operation) && !isReading && part === undefined && isOfCatalogue(resource)) return "shared";
  if (isReading && around.boundaryOf(operation) === "user" && around.isShared(operation, resource)) return "shared";
  return "object";
}

const ABOUT_PERSONS = /user|profile|info|account|member|people|person|teammate|login/;

/** Whether a read shows a person, or the persons that belong to something: followers, a leaderboard. */
function isOfPeople(
  operation: Operation,
  { resource, isPerson, part }: { resource: Resource; isPerson: boolean; part: string | undefined },
): boolean {
  if (part === undefined) return isPerson;
  if (PERSON_LISTS.has(nounOf(part).split(" ").at(-1)!)) return true;
  return !isPerson && isListing(operation) && !BELONGINGS.has(resource.bare.split(" ").at(-1)!);
}

/** Lists whose items are persons. */
const PERSON_LISTS: ReadonlySet<string> = new Set(
  "user member player athlete follower following friend participant attendee subscriber fan leaderboard ranking guest contact people person".split(
    " ",
  ),
);

/** Where query or body name the object, or a list is cut down to what the caller may see. */
function takerByOther(api: AssessedApi, operation: Operation, around: Surroundings): Taker | undefined {
  const { resources } = around;
  const deed = deedOf(operation);
  const resource = resources.ofCollection(operation);
  const isShared = (one: ObjectIdentifier): boolean => {
    const named = resources.ofIdentifier(one.name);
    return named !== undefined && isPersonal(around, operation) && isOfCatalogue(named);
  };
  const named = [...queryIdentifiers(operation, resources), ...bodyIdentifiers(operation, resources)].filter(
    (one) => !isShared(one),
  );
  const subject = api.assessed(operation);
  const own = named.filter((one) => resources.ofIdentifier(one.name)?.bare === resource?.bare);
  if (deed.isReading && !(own.length > 0 && (deed.isBatch || own.some((one) => one.isMany)))) {
    const required = named.filter((one) => one.required && !one.isMany);
    if (required.length > 0 && operation.method !== "POST" && !isListing(operation))
      return byName(operation, required, "object", around);
    const isMuch = isAbove(around.stakesOf(operation).sensitivity, "internal");
    if (subject.subject === "caller" && named.length === 0) return undefined;
    if (resource !== undefined && isMuch && subject.intent === undefined && !isOwn(operation)) {
      const isOthers = BELONGINGS.has(resource.bare.split(" ").at(-1)!) && !around.persons.has(resource.bare);
      if (!isOthers && showsPersons(api, operation, around))
        return { operation, kind: "people", identifiers: [], resource, isPerson: false };
      if (named.length === 0 && isListing(operation) && !isForAll(operation, resource, around))
        return { operation, kind: "list", identifiers: [], resource, isPerson: false };
    }
    if (named.length === 0) return undefined;
    return {
      operation,
      kind: "filter",
      identifiers: named,
      resource: resource ?? nameOf(named, around),
      isPerson: false,
    };
  }
  if (deed.isBatch && resource !== undefined && !/^(?:create|add|insert|import)$/.test(deed.verb))
    return { operation, kind: "batch", identifiers: own, resource, isPerson: false };
  const [first] = named;
  if (first === undefined) {
    const key = deed.isMaking || subject.intent !== undefined ? undefined : actedOn(operation);
    const acts = tailOf(operation).length > 1 && isOnlyVerb(deed.verb) && !WRITING.has(deed.verb);
    if (key === undefined || resource === undefined || !acts || isOwn(operation)) return undefined;
    return { operation, kind: "object", identifiers: [key], resource, isPerson: false };
  }
  if (isUserName(first.name))
    return { operation, kind: "own-name", identifiers: [first], resource: PROFILE, isPerson: true };
  if (operation.method === "DELETE" && first.isMany && resource !== undefined)
    return { operation, kind: "batch", identifiers: named, resource, isPerson: false };
  if (operation.method === "DELETE" || (first.in === "query" && operation.method !== "POST"))
    return byName(operation, named, "object", around);
  const [acted] = own;
  if (acted !== undefined && !deed.isMaking)
    return {
      operation,
      kind: acted.isMany ? "batch" : "object",
      identifiers: [acted],
      resource: resource!,
      isPerson: false,
    };
  return {
    operation,
    kind: "reference",
    identifiers: named,
    resource: resource ?? nameOf(named, around),
    isPerson: false,
  };
}

function isListing(operation: Operation): boolean {
  const last = pathSteps(operation).at(-1);
  return (
    returnsList(operation) || (last?.parameter === undefined && nounOf(last?.text ?? "") !== phraseOf(last?.text ?? ""))
  );
}

/** Whether a list shows persons what is there for all of them. */
function isForAll(operation: Operation, resource: Resource, around: Surroundings): boolean {
  if (!isPersonal(around, operation)) return false;
  return isOfCatalogue(resource) || around.isShared(operation, resource);
}

/** Acts of which the object may be the caller's own, or a new one. */
const WRITING = new Set(
  "create upsert add insert save set edit modify change update send write upload generate delete".split(" "),
);

const PROFILE: Resource = resourceOf("user");

function byName(operation: Operation, named: readonly ObjectIdentifier[], kind: CallKind, around: Surroundings): Taker {
  const resource = nameOf(named, around);
  return { operation, kind, identifiers: named, resource, isPerson: isPersonIn(around, operation, resource) };
}

function nameOf(named: readonly ObjectIdentifier[], { resources }: Surroundings): Resource {
  const last = named.at(-1)!;
  const known = resources.ofIdentifier(last.name);
  if (known !== undefined) return known;
  return resourceOf(wordsOf(last.name).slice(0, -1).join(" ") || "object");
}

function candidateOf(api: AssessedApi, taker: Taker, sources: IdentifierSources, around: Surroundings): Candidate {
  const { operation, kind, identifiers, resource } = taker;
  const { exposure } = api.assessed(operation);
  const last = identifiers.at(-1);
  const deed = deedOf(operation);
  const stakes = stakesIn(kind, around.stakesOf(operation));
  const impact = impactOf(operation, deed, stakes, resource, taker.isPerson);
  const guessable = last === undefined ? "unknown" : guessability(last);
  const asked = kind === "filter" || kind === "reference" ? nameOf(identifiers, around) : resource;
  const listedBy = kind === "list" || last === undefined ? undefined : sources.listOf(asked, operation);
  const key = keyOf(taker);
  // Who calls for an account is told of that account's things alone.
  const toldBy = key === undefined || !isPersonal(around, operation) ? undefined : sources.toldBy(key, operation);
  const gravity =
    // What somebody thinks of a thing takes nothing from it.
    (kind === "reaction" ? 4 : impact.weight) *
    (kind === "shared" && !deed.isReading ? 1 : KINDS[kind]) *
    // What everybody reads anyway is no secret of anybody.
    (deed.isReading && stakes.sensitivity !== "restricted" && isOfAll(api, operation, listedBy, around) ? 0.4 : 1);
  const score =
    gravity *
    REACHED[exposure] *
    (toldBy !== undefined && toldBy !== listedBy ? 1.3 : { number: 1.25, unknown: 1, random: 0.9 }[guessable]) *
    (hasOwner(operation) ? 1.2 : 1);
  return {
    ...taker,
    deed,
    boundary: around.boundaryOf(operation),
    stakes,
    impact,
    guessable,
    listedBy,
    toldBy: toldBy === listedBy ? undefined : toldBy,
    gravity,
    score,
  };
}

/** By how wide an operation is exposed. */
export const REACHED: Readonly<Record<Audience, number>> = { public: 3, partner: 2, private: 1 };

/** What somebody is asked to think of a thing changes nothing that the thing holds. */
function stakesIn(kind: CallKind, stakes: Stakes): Stakes {
  return kind === "reaction" ? { ...stakes, sensitivity: stakes.returned.sensitivity } : stakes;
}

/** How likely a fault is worth something, by how an operation comes by the things of others. */
const KINDS: Readonly<Record<CallKind, number>> = {
  object: 1,
  batch: 1,
  reference: 0.9,
  people: 0.9,
  filter: 0.8,
  list: 0.8,
  approval: 1,
  entry: 0.5,
  "own-name": 0.6,
  reaction: 0.3,
  shared: 0.3,
};

/** As what the object's identifier is known inside of other things. */
function keyOf({ identifiers, resource, kind }: Taker): string | undefined {
  const last = identifiers.at(-1);
  if (last === undefined || kind === "entry" || kind === "filter" || kind === "own-name") return undefined;
  return (
    identifierKey(last.name) ??
    (/^_?(?:id|uuid|guid)$/i.test(last.name) ? identifierKey(`${resource.bare} id`) : undefined)
  );
}

/** Whether strangers see the object, or a list says of each whose it is: what it is for is to be seen. */
function isOfAll(api: AssessedApi, operation: Operation, list: Operation | undefined, around: Surroundings): boolean {
  if (around.anonymous.has(objectPath(operation)) || around.anonymous.has(collectionPath(operation))) return true;
  if (list === undefined || barePath(list) !== collectionPath(operation)) return false;
  return api
    .assessed(list)
    .flows.some(
      ({ direction, via, principal, subject, path, principalAt }) =>
        direction === "read" &&
        (via === "body" || via === "embedded") &&
        principal &&
        subject === "collection" &&
        path[principalAt]?.isItem === false,
    );
}

/** Whether a read shows persons among whom there are callers. */
function showsPersons(api: AssessedApi, operation: Operation, around: Surroundings): boolean {
  if (!isPersonal(around, operation)) return false;
  return api
    .assessed(operation)
    .exposed.some(
      ({ principal, subject, field, isEmbedded }) =>
        principal &&
        (!isEmbedded || !operation.path.includes("{")) &&
        subject !== "caller" &&
        field.confidence !== "possible" &&
        isAbove(field.sensitivity, "internal"),
    );
}

function isPersonal({ boundaryOf }: Surroundings, operation: Operation): boolean {
  return boundaryOf(operation) === "user";
}

function isPersonIn(around: Surroundings, operation: Operation, { bare }: Resource): boolean {
  return isPersonal(around, operation) && around.persons.has(bare);
}

/** Whether an owner stands in a path, and below it what is the owner's. */
function hasOwner(operation: Operation): boolean {
  const steps = pathSteps(operation);
  return steps.some(
    ({ parameter }, index) =>
      parameter !== undefined &&
      index < steps.length - 1 &&
      OWNERS.has(
        nounOf(steps[index - 1]?.text ?? "")
          .split(" ")
          .at(-1)!,
      ),
  );
}

/** Who owns things. */
const OWNERS: ReadonlySet<string> = new Set(
  "user customer account member patient employee person player driver rider student guest profile subscriber tenant organization organisation workspace company merchant vendor owner".split(
    " ",
  ),
);

/** What a person is where persons call. */
const PERSONS = ["user", "profile", "username", "person", "member", "player", "athlete", "follower", "friend"];
const ROLES: ReadonlySet<string> = new Set(
  "rider driver patient customer student guest subscriber passenger traveler listener viewer employee consumer resident citizen learner host renter buyer seller".split(
    " ",
  ),
);

function isOfCatalogue({ bare }: Resource): boolean {
  return CATALOGUE.has(bare.split(" ").at(-1)!);
}

/** What belongs to whoever sells, and is there for all who buy. */
const CATALOGUE: ReadonlySet<string> = new Set(
  "product category class course plan price currency country store shop event movie film book tag language exercise recipe game item menu dish restaurant flight hotel station merchant biller service brand".split(
    " ",
  ),
);

/** Acts by which somebody decides what somebody else asked for. */
const APPROVALS = new Set(["approve", "accept", "reject", "decline", "deny", "authorize", "authorise"]);

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
