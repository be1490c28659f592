import { closedByText } from "../../exposure/closed-by-text.ts";
import { endedCredential } from "../ended-credential.ts";
import { knownResource } from "../../data/classify/resource-standards.ts";
import { isAbove } from "../../core/exposure-words.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import { textOfName, wordsOf } from "../../lexicon/name-tokens.ts";
import { placeOf, type Operation, type Parameter } from "../../model/api.ts";
import { namesOrganisation } from "../../exposure/tenancy.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import { actionOf } from "./action.ts";
import { listsOwn } from "./callers-content.ts";
import { isWorkedOut } from "./common-data.ts";
import { isFoundByWorld } from "./found-by-world.ts";
import { lastWord, nounOf, phraseOf } from "./nouns.ts";
import {
  actedOn,
  bodyIdentifiers,
  headLast,
  isBelonging,
  isOfPersons,
  isOfTheWorld,
  isUserName,
  namedInBody,
  pathIdentifiers,
  tenantIdentifiers,
  type ObjectIdentifier,
} from "./object-identifiers.ts";
import { deletedByList } from "./deleted-by-list.ts";
import { namedBeside, objectName, thingOf } from "./named-beside.ts";
import { barePath, collectionPath, pathSteps, tailOf } from "./path-steps.ts";
import { hasNoUser } from "../../exposure/key-sentences.ts";
import { isOwn } from "../../exposure/principals.ts";
import { replacesOwnCredential } from "./own-credential.ts";
import { namesThingInOwnList } from "./own-lists.ts";
import { resourceOf, resourcesOf, type Resource } from "./resources.ts";
import { isOfPlace, isPlaceInLedger, isReferenceData } from "../../exposure/reference-data.ts";
import { returnsList } from "../../exposure/lists.ts";
import { callersShown, haveOrganizations } from "./told-apart.ts";
import { isOfCatalogue, isPersonal, isPersonIn, showsPersons, type Surroundings } from "./surroundings.ts";
import { isOnlyVerb } from "./verbs.ts";
import { endsIn } from "../../lexicon/phrases.ts";

/** How an operation comes by somebody else's things, which says what a right answer is. */
export type CallKind =
  /** The path, or what a verb acts on, names one of B's. */
  | "object"
  /** A filter of a list names one of B's. */
  | "filter"
  /** The list is everybody's, cut down to what the caller may see. */
  | "list"
  /** The list is the caller's own by its path: whether it is shows in what is not there. */
  | "own-list"
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

/** An operation that comes by the things of others, whose callers are told apart. */
export interface ObjectAccess {
  readonly operation: Operation;
  readonly kind: CallKind;
  /** What names the object, the last of them the object itself; where a filter or a body does, each of them does. */
  readonly identifiers: readonly ObjectIdentifier[];
  /** What else the same call names that may be B's: the organization in a header, a reference in the body. */
  readonly beside: readonly ObjectIdentifier[];
  /** What kind of thing is asked for: `vehicle`. */
  readonly resource: Resource;
  /** Whether that thing is the very person who must be kept apart. */
  readonly isPerson: boolean;
}

/** How an operation comes by the things of others; `undefined` where it does not, or nobody is told apart. */
export function objectAccessOf(api: AssessedApi, operation: Operation, around: Surroundings): ObjectAccess | undefined {
  if (operation.operationKind !== "path") return undefined;
  // Who has another's key needs no fault to end it.
  if (endedCredential(operation) !== undefined) return undefined;
  // Once what is missing is required, whose things they are is to be tested all the same.
  if (api.assessed(operation).admission === "anonymous" && closedByText(operation) === undefined) return undefined;
  const known = knownResource(operation);
  if (known !== undefined && known.category === undefined && actionOf(operation).isReading) return undefined; // nobody's
  // What callers change or delete by its identifier is no list of values that everybody has alike.
  const isKept = around.keptByCallers.has(collectionPath(operation)) && callersShown(api).holdAccounts;
  if (actionOf(operation).isReading ? tellsOfNobody(api, operation) && !isKept : isPlaceInLedger(api, operation))
    return undefined;
  // What a call changes in the list or log-in of whoever makes it, it cannot name of anybody else.
  if (namesThingInOwnList(api, operation) || replacesOwnCredential(operation)) return undefined;
  const inPath = pathIdentifiers(operation);
  if (endsOwnSession(operation, inPath)) return undefined;
  const tenants = tenantIdentifiers(operation);
  if (inPath.length > 0) {
    const access = accessByPath(api, operation, inPath, around);
    if (inPath.length === 1 && isOfNobody(operation, access, around)) return undefined;
    const isInPath = (name: string): boolean =>
      textOfName(name) === `${access.resource.bare} id` ||
      inPath.some((one) => textOfName(one.name) === textOfName(name));
    const named = access.kind === "object" ? namedBeside(api, operation, around) : [];
    const isOther = (one: ObjectIdentifier): boolean => {
      const thing = thingOf(one, around);
      // A key in the query of a path that names its object may be that of anything.
      if (thing === undefined) return one.in === "body";
      // `FromBundleSid` beside `/bundles/{BundleSid}` is another of the same kind.
      return thing.bare !== access.resource.bare || standsOnSide(one.name, operation.lexicon);
    };
    return { ...access, beside: [...tenants, ...named.filter((one) => !isInPath(one.name) && isOther(one))] };
  }
  const named = namedBeside(api, operation, around);
  const access = accessByOther(api, operation, named, around);
  const beside =
    access?.kind === "object" || access?.kind === "batch"
      ? [...tenants, ...named.filter((one) => !access.identifiers.includes(one))]
      : tenants;
  if (tenants.length === 0) return access === undefined ? undefined : { ...access, beside };
  // The caller's own list is A's by itself: what could open B's is the header.
  return access === undefined || access.kind === "list"
    ? accessByTenant(operation, tenants, around)
    : { ...access, beside };
}

/** Whether a call logs out whoever has the token in its path: to have it is to be the one. */
function endsOwnSession(operation: Operation, inPath: readonly ObjectIdentifier[]): boolean {
  const { lexicon } = operation;
  const steps = [...pathSteps(operation).map(({ text }) => text), operation.operationId ?? ""];
  return (
    inPath.length === 1 &&
    endsIn(wordsOf(inPath[0]!.name), lexicon, "token") &&
    steps.some((text) => lexicon.has(wordsOf(text), "log-out"))
  );
}

/** Whether what a path names one of is nobody's: what the operator set up, or what is there for all who call. */
function isOfNobody(operation: Operation, { resource, identifiers }: NamedAccess, around: Surroundings): boolean {
  if (around.isConfigured(resource)) return true;
  if (!actionOf(operation).isReading) return false;
  const thing = thingOf(identifiers.at(-1)!, around);
  return around.isOffered(resource) || (thing !== undefined && around.isOffered(thing));
}

/** Whether a name says before what it names, or behind, on which side of an act that is: `source_account_id`, `cuenta_destino_id`. */
function standsOnSide(name: string, lexicon: Lexicon): boolean {
  const words = headLast(wordsOf(name));
  return words.length > 2 && [words[0]!, words.at(-2)!].some((word) => lexicon.is(word, "side"));
}

/** Whether a read gives reference data, and nothing of persons beside it. */
export function tellsOfNobody(api: AssessedApi, operation: Operation): boolean {
  return (
    isReferenceData(api, operation) &&
    !api
      .assessed(operation)
      .flows.some(
        ({ direction, field }) =>
          direction === "read" &&
          field.confidence !== "possible" &&
          isAbove(field.sensitivity, "internal") &&
          !isOfPlace(field.category),
      )
  );
}

/** Where nothing but a header says whose things a call is about. */
function accessByTenant(
  operation: Operation,
  identifiers: readonly ObjectIdentifier[],
  around: Surroundings,
): ObjectAccess | undefined {
  const resource = around.resources.ofCollection(operation);
  if (resource === undefined) return undefined;
  const kind = actionOf(operation).isReading ? "filter" : "reference";
  return { operation, kind, identifiers, beside: [], resource, isPerson: false };
}

/** An access before it is known what else its call names. */
type NamedAccess = Omit<ObjectAccess, "beside">;

/** Where the path names the object. */
function accessByPath(
  api: AssessedApi,
  operation: Operation,
  identifiers: readonly ObjectIdentifier[],
  around: Surroundings,
): NamedAccess {
  const last = identifiers.at(-1)!;
  const many = deletedByList(operation);
  const collection = many.length === 0 ? undefined : collectionBelow(operation);
  if (collection !== undefined)
    return { operation, kind: "batch", identifiers: many.map(manyOf), resource: collection, isPerson: false };
  const resource = around.resources.ofParameter(operation, last.name);
  const isPerson =
    isPersonIn(around, operation, resource) ||
    (isPersonal(around, operation) && isOfPersons(operation, last.name) && ABOUT_PERSONS.test(resource.bare));
  const kind = kindByPath(api, operation, { last, resource, isPerson }, around);
  return { operation, kind, identifiers, resource, isPerson };
}

/** The kind of things at the end of a path, of which a list says which: products of `/shops/{id}/products`. */
function collectionBelow(operation: Operation): Resource | undefined {
  const last = tailOf(operation).at(-1);
  return last === undefined ? undefined : resourceOf(nounOf(last));
}

function manyOf(parameter: Parameter): ObjectIdentifier {
  const { name, schema, required } = parameter;
  return { name, in: "query", schema, at: placeOf(parameter), required, isMany: true };
}

function kindByPath(
  api: AssessedApi,
  operation: Operation,
  { last, resource, isPerson }: { last: ObjectIdentifier; resource: Resource; isPerson: boolean },
  around: Surroundings,
): CallKind {
  const { verb, isReading, part } = actionOf(operation);
  const tail = tailOf(operation);
  if (isPersonal(around, operation) && !isReading && APPROVALS.has(verb)) return "approval";
  if (
    isPersonal(around, operation) &&
    !isReading &&
    (operation.lexicon.has(tail.flatMap(wordsOf), "reaction") || operation.lexicon.is(verb, "reaction"))
  )
    return "reaction";
  if (isOfTheWorld(operation, last) && !isPerson) return "entry";
  if (isReading && showsPersons(api, operation, around) && isOfPeople(operation, { resource, isPerson, part }))
    return "people";
  // What an organization offers is its own, and another's is no shared catalogue.
  const isOffered = isOfCatalogue(resource, operation) && !namesOrganisation(operation);
  if (isPersonal(around, operation) && !isReading && part === undefined && isOffered) return "shared";
  if (isReading && around.boundaryOf(operation) === "user" && around.isShared(operation, resource)) return "shared";
  if (isReading && (hasNoUser(operation) || around.isTheSameForAll)) return "shared";
  if (isReading && part === undefined && around.isSearched(resource)) return "shared";
  return "object";
}

const ABOUT_PERSONS = /user|profile|info|account|member|people|person|teammate|login/;

/** Whether a read shows a person, or the persons that belong to something: followers, a leaderboard. */
function isOfPeople(
  operation: Operation,
  { resource, isPerson, part }: { resource: Resource; isPerson: boolean; part: string | undefined },
): boolean {
  if (part === undefined) return isPerson;
  if (operation.lexicon.is(lastWord(nounOf(part)), "people-list")) return true;
  return !isPerson && isListing(operation) && !isBelonging(lastWord(resource.bare), operation);
}

/** Where query or body name the object, or a list is cut down to what the caller may see. */
function accessByOther(
  api: AssessedApi,
  operation: Operation,
  named: readonly ObjectIdentifier[],
  around: Surroundings,
): NamedAccess | undefined {
  const { resources } = around;
  const { isReading, isBatch } = actionOf(operation);
  const resource = resources.ofCollection(operation);
  // Where no user is behind the call, or nothing is anybody's, there is no B, but there may be what is not for everybody.
  if (isReading && (hasNoUser(operation) || around.isTheSameForAll))
    return resource === undefined || named.length === 0
      ? undefined
      : { operation, kind: "shared", identifiers: named, resource, isPerson: false };
  const own = named.filter((one) => thingOf(one, around)?.bare === resource?.bare);
  const isOfMany = own.length > 0 && (isBatch || own.some(({ isMany }) => isMany));
  const parts = { operation, named, own, resource };
  return isReading && !isOfMany ? accessByRead(api, parts, around) : accessByWrite(api, parts, around);
}

/** What an operation names outside of its path; `own`: what of that names one of the collection that it is about. */
interface Named {
  readonly operation: Operation;
  readonly named: readonly ObjectIdentifier[];
  readonly own: readonly ObjectIdentifier[];
  readonly resource: Resource | undefined;
}

function accessByRead(
  api: AssessedApi,
  { operation, named, resource }: Named,
  around: Surroundings,
): NamedAccess | undefined {
  const { subject, intent } = api.assessed(operation);
  const required = named.filter((one) => one.required && !one.isMany);
  if (required.length > 0 && operation.method !== "POST" && !isListing(operation))
    return objectByName(operation, required, resource, around);
  const stakes = around.stakesOf(operation);
  const isMuch = isAbove(stakes.sensitivity, "internal");
  // A list of what callers make is not known to be harmless where no schema describes it.
  const isUnknown = stakes.unknown?.kind === "untyped" && around.madeByCallers.has(barePath(operation));
  // What an account keeps there, or what a text calls its own, is listed to it alone, whatever a thing holds.
  const isSaidOwn = listsOwn(operation);
  // Of users it is what their organizations keep there.
  const isOfCallers = around.keptByCallers.has(barePath(operation)) || isSaidOwn;
  const isKept = isOfCallers && (!isPersonal(around, operation) || haveOrganizations(api));
  if (
    resource !== undefined &&
    (isMuch || isUnknown || isKept) &&
    subject !== "caller" &&
    intent === undefined &&
    !isOwn(operation)
  ) {
    const isOfCustomers = isBelonging(lastWord(resource.bare), operation) && !around.isPerson(resource.bare);
    if (!isOfCustomers && showsPersons(api, operation, around))
      return { operation, kind: "people", identifiers: [], resource, isPerson: false };
    // What strangers may list is nobody's alone.
    const isOpen = around.anonymous.has(barePath(operation));
    // What is looked up by a place, or in a public chain, is no list of the caller's own.
    const isLookedUp = isFoundByWorld(operation, true) || (around.isSearched(resource) && !isSaidOwn);
    if (
      named.length === 0 &&
      (isListing(operation) || isSaidOwn) &&
      !isOpen &&
      !isLookedUp &&
      !(operation.method === "POST" && isWorkedOut(operation)) &&
      !isForAll(operation, resource, around)
    )
      return { operation, kind: "list", identifiers: [], resource, isPerson: false };
  }
  if (named.length === 0) {
    const isOwnList = resource !== undefined && isMuch && intent === undefined && returnsList(operation);
    // Friends of the caller are others.
    return isOwnList && !ofPeople(operation, resource) && (subject === "caller" || isOwn(operation))
      ? { operation, kind: "own-list", identifiers: [], resource, isPerson: false }
      : undefined;
  }
  // A procedure that gives one thing takes its identifier in the body: `POST /getAccountHolder`.
  if (operation.method === "POST" && named.length === 1 && !named[0]!.isMany && givesOneThing(operation))
    return objectByName(operation, named, resource, around);
  return {
    operation,
    kind: "filter",
    identifiers: named,
    resource: resource ?? objectName(named, around),
    isPerson: false,
  };
}

/** Whether a read is one of a single thing, by what it is called and what comes back. */
function givesOneThing(operation: Operation): boolean {
  return !returnsList(operation) && !isListing(operation) && actionOf(operation).verb === "read";
}

/** Whether a procedure gives the one thing that its body names, with all the lists that it holds: `POST /getAccountHolder`. */
export function givesOneNamed(api: AssessedApi, operation: Operation): boolean {
  return (
    operation.method === "POST" &&
    !operation.path.includes("{") &&
    givesOneThing(operation) &&
    bodyIdentifiers(operation, resourcesOf(api)).some(({ isMany }) => !isMany)
  );
}

function accessByWrite(
  api: AssessedApi,
  { operation, named, own, resource: collection }: Named,
  around: Surroundings,
): NamedAccess | undefined {
  const { verb, isMaking, isBatch } = actionOf(operation);
  const target = named.length === 0 && !isBatch ? targetInBody(api, operation, collection) : undefined;
  if (target !== undefined) {
    const isPerson = isPersonIn(around, operation, target.resource);
    return { operation, kind: "object", identifiers: [target.identifier], resource: target.resource, isPerson };
  }
  const resource = collection ?? (named.length > 0 ? objectName(named, around) : undefined);
  if (resource === undefined) return undefined;
  if (isBatch && (!isMaking || own.length > 0) && verb !== "import")
    return { operation, kind: "batch", identifiers: own, resource, isPerson: false };
  const meant = named.find(({ isMeant }) => isMeant);
  if (meant?.thing !== undefined) {
    const isPerson = isPersonIn(around, operation, meant.thing);
    return { operation, kind: "object", identifiers: [meant], resource: meant.thing, isPerson };
  }
  const [first] = named;
  if (first === undefined) return accessByAct(api, operation, resource);
  if (isUserName(first.name))
    return { operation, kind: "own-name", identifiers: [first], resource: PROFILE, isPerson: true };
  const [acted] = own;
  if (acted !== undefined && !isMaking)
    return { operation, kind: acted.isMany ? "batch" : "object", identifiers: [acted], resource, isPerson: false };
  // Beside what is the caller's own, an identifier says what that refers to.
  const isOfObject = operation.method === "DELETE" || (first.in === "query" && operation.method !== "POST");
  if (isOfObject && !isOwn(operation))
    return first.isMany
      ? { operation, kind: "batch", identifiers: named, resource, isPerson: false }
      : objectByName(operation, named, resource, around);
  return {
    operation,
    kind: "reference",
    identifiers: named,
    resource,
    isPerson: collection === undefined && isOwn(operation),
  };
}

/**
 * Whom or what a verb acts on by the name that its body must have: `{ username }` of `POST /disable-user`, `{ email }` of
 * `POST /members/suspend`. Who is invited or written to is nobody's yet, and what is sent for oneself is one's own.
 */
function targetInBody(
  api: AssessedApi,
  operation: Operation,
  collection: Resource | undefined,
): { readonly identifier: ObjectIdentifier; readonly resource: Resource } | undefined {
  const { verb, part, isMaking } = actionOf(operation);
  const { lexicon, method } = operation;
  const acts = TO_WHAT_IS_THERE.some((concept) => lexicon.is(verb, concept));
  if (method !== "POST" || isMaking || !acts || isOwn(operation)) return undefined;
  if (api.assessed(operation).intent !== undefined) return undefined;
  const resource = part === undefined ? collection : resourceOf(nounOf(part));
  if (resource === undefined) return undefined;
  const identifier = namedInBody(operation, resource);
  return identifier === undefined ? undefined : { identifier, resource };
}

/** What is done to something that is there already, and is somebody's. */
const TO_WHAT_IS_THERE = ["takes-away", "reinstates", "ends-for-good", "destroys"] as const;

/** What a verb at the end of a path acts on, by the one key in its body. */
function accessByAct(api: AssessedApi, operation: Operation, resource: Resource): NamedAccess | undefined {
  const { verb, isMaking } = actionOf(operation);
  const isAct =
    tailOf(operation).length > 1 &&
    isOnlyVerb(verb, operation.lexicon) &&
    !operation.lexicon.is(verb, "writes-anything") &&
    !isMaking;
  if (!isAct || isOwn(operation) || api.assessed(operation).intent !== undefined) return undefined;
  const key = actedOn(operation);
  return key === undefined ? undefined : { operation, kind: "object", identifiers: [key], resource, isPerson: false };
}

function isListing(operation: Operation): boolean {
  const last = pathSteps(operation).at(-1);
  return (
    returnsList(operation) || (last?.parameter === undefined && nounOf(last?.text ?? "") !== phraseOf(last?.text ?? ""))
  );
}

function ofPeople({ lexicon }: Operation, { bare }: Resource): boolean {
  const last = lastWord(bare);
  return lexicon.is(last, "people-list") || lexicon.is(last, "natural-person");
}

/** Whether a list shows persons what is there for all of them. */
function isForAll(operation: Operation, resource: Resource, around: Surroundings): boolean {
  if (!isPersonal(around, operation)) return false;
  return isOfCatalogue(resource, operation) || around.isShared(operation, resource);
}

const PROFILE: Resource = resourceOf("user");

/** An object that query or body name: by its identifier's own word, else what the collection holds. */
function objectByName(
  operation: Operation,
  identifiers: readonly ObjectIdentifier[],
  collection: Resource | undefined,
  around: Surroundings,
): NamedAccess {
  const isWord = wordsOf(identifiers.at(-1)!.name).length > 1;
  const resource = isWord || collection === undefined ? objectName(identifiers, around) : collection;
  return { operation, kind: "object", identifiers, resource, isPerson: isPersonIn(around, operation, resource) };
}

/** Acts by which somebody decides what somebody else asked for. */
const APPROVALS = new Set(["approve", "accept", "reject", "decline", "deny", "authorize", "authorise"]);
