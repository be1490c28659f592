import { isAbove } from "../../core/exposure-words.ts";
import { memoBy } from "../../core/memo.ts";
import type { AssessedScheme } from "../../exposure/admission.ts";
import type { AssessedApi, AssessedFlow } from "../../exposure/assessed-api.ts";
import { situationOf } from "../../exposure/situation.ts";
import { isOwn } from "../../exposure/principals.ts";
import { isOfPublishedPerson } from "../../exposure/published-people.ts";
import { fixedSegments } from "../../exposure/words.ts";
import type { Concept } from "../../lexicon/concept.ts";
import { wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import { denies } from "../../lexicon/denial.ts";
import { sentencesOf } from "../../lexicon/sentences.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import type { Operation, Parameter } from "../../model/api.ts";
import { targetOf } from "../../model/schema.ts";
import { isIdentifierWord } from "../../data/classify/entity.ts";
import { returnedProperties } from "../returned-properties.ts";
import { actionOf } from "./action.ts";
import { lastWord, nounOf } from "./nouns.ts";
import { pathSteps } from "./path-steps.ts";

/**
 * Whether an API is a catalogue: it only shows what is nobody's, and that is found by a search, so that there is no B whose
 * things A must not see. The companies of the world are one. Works may be shown to some before they are published.
 */
export function isCatalogue(api: AssessedApi): boolean {
  return showsNobodys(api) && api.operations.some(isSearch) && !showsWorks(api);
}

/**
 * Whether an API publishes what is the same for all: it only shows what is nobody's, and a title or text calls it a work of
 * reference, several or half of its paths are of works or things on offer, or those of whom it tells are in it in public.
 * There may be what is not published yet, or not licensed to all.
 */
export const showsTheSame = memoBy(situationOf, (api): boolean => {
  if (!showsNobodys(api) || api.operations.some((one) => showsConfidential(api, one))) return false;
  const { title = "", description = "" } = api.info;
  const called = [title, sentencesOf(description)[0] ?? ""].map((text) => wordsInOrder(text.slice(0, LIMIT)));
  if (called.some((words) => api.lexicon.has(words, "published-collection") && !denies(words, api.lexicon)))
    return true;
  const things = [...new Set(api.operations.flatMap(nounsOfPath))];
  const offered = things.filter((thing) => OFFERED.some((one) => api.lexicon.is(lastWord(thing), one))).length;
  return (
    api.operations.some(isSearch) ||
    showsWorks(api) ||
    (offered > 0 && offered * 2 >= things.length) ||
    api.operations.some((one) => api.assessed(one).flows.some((flow) => isOfPublishedPerson(flow)))
  );
});

/** Whether the path of an operation names what is on offer to all: a product, a programme. */
export function isOfThingOnOffer(operation: Operation): boolean {
  return nounsOfPath(operation).some((thing) => OFFERED.some((one) => operation.lexicon.is(lastWord(thing), one)));
}

/** Whether an operation surely shows what not everybody may know, other than who is credited in a work. */
function showsConfidential(api: AssessedApi, operation: Operation): boolean {
  return api
    .assessed(operation)
    .flows.some((flow) => isTold(flow) && isAbove(flow.field.sensitivity, "internal") && !isCredit(flow));
}

/** Whether several kinds of works are what an API is about: programmes, and the episodes of each. */
function showsWorks({ operations, lexicon }: AssessedApi): boolean {
  const things = [...new Set(operations.flatMap(nounsOfPath))];
  return things.filter((thing) => lexicon.is(lastWord(thing), "published-work")).length >= SEVERAL;
}

const OFFERED: readonly Concept[] = ["catalogue-thing", "published-work", "public-figure"];
/** So many kinds of works show what an API is about. */
const SEVERAL = 2;

/**
 * Whether an API only shows things of which nothing says whose they are: callers make none of them. Accounts, orders, devices
 * or messages are somebody's, and so is what a text calls the caller's own or keeps to people.
 */
const showsNobodys = memoBy(situationOf, (api): boolean => {
  const paths = api.operations.filter(({ operationKind }) => operationKind === "path");
  if (paths.length === 0 || paths.length < api.operations.length) return false;
  return areNobodys(api, paths);
});

/** Whether all of some operations only show things of which nothing says whose they are. */
export function areNobodys(api: AssessedApi, operations: readonly Operation[]): boolean {
  if (!operations.every((one) => actionOf(one).isReading)) return false;
  const showsOnlyCredits = !operations.some((one) => tellsMoreThanCredits(api, one));
  return (
    !(operations.length > 0 && hasYours(api.info.description ?? "", operations[0]!)) &&
    !operations.some((one) => isOfSomebody(api, one, showsOnlyCredits))
  );
}

/** Whether anything is found by words of the caller's own: `GET /companies/search?q=…`. */
export function isSearch(operation: Operation): boolean {
  const { path, parameters, lexicon } = operation;
  return (
    SEARCHES.some((concept) => lexicon.has(fixedSegments(path).flatMap(searchWords), concept)) &&
    parameters.some(({ in: place, required, name }) => place === "query" && required && !/id$/i.test(name))
  );
}

/** The words of a segment, of one that names write together the search too: `basicsearch`. */
function searchWords(segment: string): readonly string[] {
  const joined = /^([a-z]{4,})(search|suche|busca)$/.exec(segment);
  return joined === null ? wordsOf(segment) : [joined[1]!, joined[2]!];
}

const SEARCHES = ["search", "find"] as const;

/**
 * Whether something says that what an operation reads is somebody's. Of people of whom an API tells no more than a catalogue
 * does, their name and picture, it is a catalogue: who plays in a film.
 */
function isOfSomebody(api: AssessedApi, operation: Operation, showsOnlyCredits: boolean): boolean {
  const { lexicon, summary = "", description = "" } = operation;
  const { schemes, subject, flows } = api.assessed(operation);
  if (isOwn(operation) || subject === "caller" || schemes.some(isOfUser)) return true;
  const parameters = operation.parameters.filter((one) => isOfThing(one, lexicon));
  const texts = [summary, description, ...parameters.map((one) => one.description ?? "")];
  if (texts.some((text) => hasYours(text, operation))) return true;
  const names = [...nounsOfPath(operation), ...parameters.map(({ name }) => nounOf(name.replace(/[-_]?ids?$/i, "")))];
  const isSomebodys = (word: string): boolean =>
    OF_SOMEBODY.some((concept) => lexicon.is(word, concept)) &&
    !(showsOnlyCredits && CREDITED.has(lexicon.inEnglish(word, "belonging") ?? word));
  if (names.some((name) => isSomebodys(lastWord(name).toLowerCase()))) return true;
  return (
    returnedProperties(operation).some(([name]) => namesOwner(name, lexicon)) ||
    flows.some(
      (flow) =>
        isTold(flow) &&
        (flow.field.sensitivity === "restricted" || (flow.principal && isAbove(flow.field.sensitivity, "internal"))),
    )
  );
}

/** What has a part in something that is shown: the persons of a programme, the members of a group of programmes. */
const CREDITED: ReadonlySet<string> = new Set(["person", "member"]);

/** Whether an operation tells of people what no catalogue shows of those in it: how to reach them, where they live. */
function tellsMoreThanCredits(api: AssessedApi, operation: Operation): boolean {
  return api
    .assessed(operation)
    .flows.some(
      (flow) => isTold(flow) && flow.field.isPersonal && isAbove(flow.field.sensitivity, "internal") && !isCredit(flow),
    );
}

function isCredit({ field: { category } }: AssessedFlow): boolean {
  return category === "user.name" || category === "user.content.self_image" || category === "user.job_title";
}

/** Whether a read surely tells it, and not of those whom a catalogue is about. */
function isTold(flow: AssessedFlow): boolean {
  return flow.direction === "read" && flow.field.confidence !== "possible" && !isOfPublishedPerson(flow);
}

/** Whether a property says whose a thing is: `owner`, `customer_id`, and not `client_ip`, which is the address of who asks. */
function namesOwner(name: string, lexicon: Lexicon): boolean {
  const words = wordsOf(name);
  const at = words.findIndex((word) => lexicon.is(word, "whose"));
  return at >= 0 && words.slice(at + 1).every((word) => isIdentifierWord(word) || lexicon.is(word, "word-for-name"));
}

/** Whether a parameter may name a thing: neither the key of who calls, nor how a list is cut and sorted. */
function isOfThing({ in: place, name, schema }: Parameter, lexicon: Lexicon): boolean {
  const words = wordsOf(name);
  return (
    place !== "header" &&
    place !== "cookie" &&
    !SORTS.test(name) &&
    !words.every((word) => lexicon.is(word, "paging")) &&
    !(schema !== undefined && targetOf(schema).types.includes("boolean"))
  );
}

const SORTS = /^(?:sort|order[-_]?by)/i;

/** The nouns of what a path names. */
export function nounsOfPath(operation: Operation): readonly string[] {
  return pathSteps(operation).flatMap(({ text, parameter }) => (parameter === undefined ? [nounOf(text)] : []));
}

/** Whether a person logs in by it. A key may be called after a user, and is that of a program, which may get its tokens for itself. */
export function isOfUser({ scheme, principal }: Pick<AssessedScheme, "scheme" | "principal">): boolean {
  const { schemeKind, in: place } = scheme;
  return (schemeKind === "oauth2" || schemeKind === "openIdConnect" || place === "cookie") && principal !== "client";
}

/** Whether a text calls data the reader's own: "your orders", "your team". "Your key", "your app" and "your route" are no data. */
function hasYours(text: string, { lexicon }: Operation): boolean {
  return sentencesOf(text.slice(0, LIMIT)).some((sentence) => {
    const words = wordsInOrder(sentence);
    return words.some((_, at) => {
      if (lexicon.lengthAt(words, at, "yours") === 0) return false;
      const behind = words.slice(at + 1, at + 1 + NEAR);
      return !behind.some((_word, from) => lexicon.lengthAt(behind, from, "readers-tool") > 0);
    });
  });
}

/** So many words behind "your" may be what is the reader's: "your UUID secret key". */
const NEAR = 3;

/** What is somebody's by its noun. */
export const OF_SOMEBODY: readonly Concept[] = [
  "belonging",
  "natural-person",
  "account",
  "person-record",
  "own-thing",
  "profile",
];

/** So much of a text is looked at. */
const LIMIT = 2000;
