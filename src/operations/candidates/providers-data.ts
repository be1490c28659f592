import { isAbove } from "../../core/exposure-words.ts";
import { memoBy } from "../../core/memo.ts";
import type { AssessedApi, AssessedFlow } from "../../exposure/assessed-api.ts";
import { isOwn } from "../../exposure/principals.ts";
import { FOR_ALL } from "../../exposure/published-things.ts";
import { situationOf } from "../../exposure/situation.ts";
import type { Concept } from "../../lexicon/concept.ts";
import { textOfName, wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import { sentencesOf } from "../../lexicon/sentences.ts";
import type { Operation } from "../../model/api.ts";
import { requestFields } from "../request-fields.ts";
import { isToldOfSomething } from "../told-in-words.ts";
import { listsOwn } from "./callers-content.ts";
import { isSearch, nounsOfPath } from "./catalogue.ts";
import {
  CALLERS,
  isCodeOfBank,
  isOfLegislature,
  isEvidentlyCommon,
  isHeldBack,
  isAmongKinds,
  isPicture,
  isPrivate,
  isTyped,
  namesByNumber,
  namesNoThing,
  nounOfSomebody,
  ownerIn,
  type PublicSubject,
  plainReadsOf,
  saysYours,
  spokenTextsOf,
  THINGS_SAID,
  wordsOfPaths,
} from "./common-data.ts";
import { lastWord } from "./nouns.ts";
import { haveOrganizations } from "./told-apart.ts";
import { namesOrganisation } from "../../exposure/tenancy.ts";

/**
 * Gives whether what a read gives belongs to whoever provides the API: no caller makes or changes such things, no text, path or
 * property says whose they are, and they are of nobody. Account A may read all of them as B may, so what is to be tested is that
 * the credential is asked for: the fossils of a game, the companies in the register of a country, the players of a league.
 */
export const providersData = memoBy(situationOf, (api): ((operation: Operation) => boolean) => {
  const { operations } = api;
  const reads = plainReadsOf(api);
  const paths = operations.filter(({ operationKind }) => operationKind === "path");
  const nouns = new Set(paths.flatMap(thingsIn));
  const isDealt = isOfDeals(api, paths, reads);
  const onOffer = (operation: Operation): boolean => isDealt && isOfKinds(operation, OFFERS);
  const isCallers = (one: Operation): boolean =>
    isSaidOwn(api, one, nouns, onOffer(one) ? openingOf(one) : spokenTextsOf(one));
  const owned = new Set(
    paths.filter((one) => (reads(one) ? isCallers(one) : !isAskedOfProvider(one))).flatMap(thingsIn),
  );
  const isContest = isOfContest(paths);
  const isLegislature = isOfLegislature(api);
  const isInPublic = isContest || isLegislature;
  const isSearched = paths.some(isSearch);
  const isOfNobody = (operation: Operation): boolean =>
    operation.operationKind === "path" &&
    reads(operation) &&
    // A log-in of a person shows what that person may see.
    !api.assessed(operation).schemes.some(({ principal, scheme }) => principal === "user" || scheme.in === "cookie") &&
    !isCallers(operation) &&
    !thingsIn(operation).some((noun) => owned.has(noun)) &&
    !isOfSomebody(operation, isInPublic) &&
    (isTyped(operation) || isPicture(operation) || isToldOfSomething(operation));
  // An ID that is made up for each may be that of somebody's: a note, a reading. What all know a thing by is nobody's.
  let whole: boolean | undefined;
  const isWhole = (): boolean => {
    if (whole !== undefined) return whole;
    // The keys that a caller makes and ends are the caller's, and say nothing of what is read by them.
    const told = paths.filter((one) => !isOfKey(one));
    const isForAll = told.filter((one) => isOfKinds(one, FOR_ALL)).length * 3 >= told.length;
    whole = told.every(
      (one) => isOfNobody(one) && (isInPublic || isForAll || isOfAdverts(paths) || !namesByNumber(one, FOR_ALL)),
    );
    return whole;
  };
  return (operation) => {
    if (isEvidentlyCommon(api, operation)) return false;
    if (!isOfNobody(operation)) return false;
    const told = api.assessed(operation).flows.filter(isTold);
    if (isInRegister(operation)) return true;
    if (isContest) return isWhole() && !told.some((flow) => reachesSomebody(flow) && !isOrigin(flow));
    // Who makes laws is reached in public, too.
    if (isLegislature) return isWhole() && !told.some((flow) => reachesSomebody(flow) && !isContact(flow));
    const isOfWorks = isSearched && isOfKinds(operation, WORKS);
    const isOnOffer = onOffer(operation);
    return (
      (isWhole() || isOfWorks || isOnOffer || isOfKinds(operation, FOR_ALL)) &&
      told.every(
        (flow) =>
          !isPrivate(flow) ||
          isOfThing(flow) ||
          isCodeOfBank(api, flow) ||
          (isOfWorks && isTextOfWork(flow)) ||
          (isOnOffer && isTermOfOffer(flow)) ||
          (isOfAdverts(paths) && isOfAdvert(flow)),
      )
    );
  };
});

/** What an operation is said to do: whom a catalogue is searched for, "the arrival of your guests", stands behind it. */
function openingOf({ summary = "", description = "" }: Operation): readonly string[] {
  return [summary, sentencesOf(description.slice(0, LIMIT))[0] ?? ""];
}

/** The kinds of things that a path names, without what only says how they are asked for. */
function thingsIn(operation: Operation): readonly string[] {
  const { lexicon } = operation;
  return nounsOfPath(operation)
    .map((noun) => lastWord(noun).toLowerCase())
    .filter((noun) => !namesNoThing(noun, lexicon));
}

/** Whether a path or a text says that what an operation is about is its caller's, or that not everybody may see it. */
function isSaidOwn(
  api: AssessedApi,
  operation: Operation,
  nouns: ReadonlySet<string>,
  texts: readonly string[],
): boolean {
  const { lexicon, summary = "", description = "" } = operation;
  const { subject } = api.assessed(operation);
  return (
    isOwn(operation) ||
    (subject === "caller" && operation.method === "GET") ||
    listsOwn(operation) ||
    texts.some((text) => saysYours(text, nouns, lexicon, THINGS_SAID)) ||
    [summary, description].some((text) => isHeldBack(text, lexicon))
  );
}

/** Whether a path, an identifier or a property of a read says that somebody has what it gives: a customer, an order, a tenant. */
function isOfSomebody(operation: Operation, isInPublic: boolean): boolean {
  if (isInRegister(operation)) return false;
  // Who plays is in the open, and below what is published for all a word for a person is one of many: `/fossils/individuals/{name}`.
  const isBelowPublished = namedThings(operation)
    .slice(0, -1)
    .some((noun) => isAmongKinds(FOR_ALL, noun, operation.lexicon));
  const allowed: PublicSubject = {
    nouns: (noun, lexicon) =>
      isInPublic
        ? !CALLERS.some((concept) => lexicon.is(lastWord(noun), concept))
        : isBelowPublished && lexicon.is(noun, "human"),
    categories: /(?!)/,
  };
  return (
    namesOrganisation(operation) ||
    nounOfSomebody(operation, allowed) !== undefined ||
    ownerIn(operation, false) !== undefined
  );
}

function namedThings(operation: Operation): readonly string[] {
  return nounsOfPath(operation).filter((noun) => !namesNoThing(lastWord(noun).toLowerCase(), operation.lexicon));
}

/** Whether the first kind of thing that a path names is of some kinds, which no customer has; what follows is told of it. */
function isOfKinds(operation: Operation, kinds: readonly Concept[]): boolean {
  const [first] = namedThings(operation);
  return first !== undefined && isAmongKinds(kinds, first, operation.lexicon);
}

/** What callers order, book and buy of what is on offer: that is theirs, and nobody of them has what it is of. */
const DEALS: readonly Concept[] = ["placed-order", "bought"];
const OFFERS: readonly Concept[] = ["catalogue-thing", "mostly-public-thing", "published-work"];

/**
 * Whether callers order, book or buy what an API reads. Who has customers or organizations there is no customer, but sells: what is on
 * offer is that seller's.
 */
function isOfDeals(api: AssessedApi, paths: readonly Operation[], reads: (operation: Operation) => boolean): boolean {
  const isOne = (noun: string, concepts: readonly Concept[]): boolean =>
    concepts.some((concept) => api.lexicon.is(noun, concept));
  return (
    paths.some((one) => !reads(one) && thingsIn(one).some((noun) => isOne(noun, DEALS))) &&
    !paths.some((one) => thingsIn(one).some((noun) => isOne(noun, ["clientele", "user"]))) &&
    !haveOrganizations(api)
  );
}

/** Whether a sum stands in what is on offer: its price, the share of whoever sells it. */
function isTermOfOffer({ field, principal, path, operation }: AssessedFlow): boolean {
  const names = [field.name, ...path.flatMap(({ schema, property }) => [property ?? "", schema.name ?? ""])];
  return (
    !principal &&
    field.category === "user.financial" &&
    field.sensitivity !== "restricted" &&
    !names.some((name) => PEOPLE.some((one) => operation.lexicon.has(wordsOf(name), one)))
  );
}

/** What a directory that is searched is of; who has one of them, makes it elsewhere. */
const WORKS: readonly Concept[] = [...FOR_ALL, "published-work", "public-figure"];

/** Whether a text stands in a work that is published: the transcript of an episode. */
function isTextOfWork({ field, principal }: AssessedFlow): boolean {
  return !principal && field.category === "user.content.private" && field.sensitivity !== "restricted";
}

/**
 * Whether a call only asks whoever provides the API to take something up or out, who then decides: "Submit a podcast", "Request
 * to delete". What is asked for so is no caller's.
 */
export function isAskedOfProvider(operation: Operation): boolean {
  const { lexicon, method, path, summary = "" } = operation;
  const [first = ""] = wordsInOrder(summary.slice(0, LIMIT));
  const last = wordsInOrder(path.split("/").at(-1) ?? "");
  return (method === "POST" && last.length === 1 && lexicon.is(last[0]!, "submit")) || lexicon.is(first, "request");
}

/** So much of a text is looked at. */
const LIMIT = 300;

/**
 * Whether companies are looked up in the register of a country: by their number there, or by a number and the code of the
 * country. Whose number it is is what is asked, and no caller of whom there are others.
 */
function isInRegister(operation: Operation): boolean {
  const { lexicon, parameters } = operation;
  const named = [
    ...parameters.filter(({ in: place }) => place === "path" || place === "query").map(({ name }) => name),
    ...requestFields(operation).map(({ name }) => name),
  ].map((name) => textOfName(name));
  if (named.some((name) => lexicon.is(name, "number-of-a-company"))) return true;
  const isCompany = (name: string): boolean => {
    const words = wordsOf(name);
    return (
      words.length > 1 &&
      lexicon.is(words.at(-1)!.replace(/s$/, ""), "identifier-word") &&
      lexicon.is(words.slice(0, -1).join(" "), "company-by-name")
    );
  };
  const ofCompanies = nounsOfPath(operation).some((noun) => lexicon.is(wordsOf(noun)[0] ?? "", "company-by-name"));
  return (
    parameters.some(({ name, required }) => required && COUNTRY.test(name)) &&
    (named.some(isCompany) || (ofCompanies && isSearch(operation)))
  );
}

const COUNTRY = /^(?:country|land|l(?:ä|ae)nder|pays|pa[ií]s)(?:[-_]?(?:code|iso|kennung|kürzel))?$/i;

/** Whether most kinds of things of an API are parts of contests, or take part in them: seasons, teams, box scores. */
const isOfContest = memoBy(
  (paths: readonly Operation[]) => paths,
  (paths): boolean => {
    const words = new Set(paths.flatMap((one) => nounsOfPath(one).flatMap((noun) => wordsOf(noun.toLowerCase()))));
    const lexicon = paths[0]?.lexicon;
    if (lexicon === undefined) return false;
    const isPart = (concept: Concept): number => [...words].filter((word) => lexicon.is(word, concept)).length;
    return isPart("part-of-contest") > 0 && isPart("part-of-contest") + isPart("takes-part-in-contest") >= SEVERAL;
  },
);

const SEVERAL = 4;

/** Whether an API reads adverts, which are there to be seen: who has placed them did so elsewhere. */
const isOfAdverts = memoBy(
  (paths: readonly Operation[]) => paths,
  (paths): boolean => wordsOfPaths(paths).some((word) => paths[0]!.lexicon.is(word, "placed-advert")),
);

/** Whether a field tells of a thing that is advertised: when it was seen, what it is registered as, where it stands. */
function isOfAdvert({ field, principal }: AssessedFlow): boolean {
  return !principal && OF_AN_ADVERT.test(field.category);
}

const OF_AN_ADVERT = /^user\.(?:behavior|government_id\.vehicle_registration|name|contact|location)(?:$|\.)/;

/** Whether an operation is about the keys by which callers call: it makes, lists or ends them, or gives a token for one. */
function isOfKey(operation: Operation): boolean {
  const { lexicon } = operation;
  const words = nounsOfPath(operation).flatMap((noun) => wordsOf(noun.toLowerCase()));
  const last = (words.at(-1) ?? "").replace(/s$/, "");
  return KEYS.some((concept) => lexicon.is(last, concept) || lexicon.has(words, concept)) || last === "key";
}

const KEYS: readonly Concept[] = ["api-key", "token", "log-in"];

function isTold({ direction, field }: AssessedFlow): boolean {
  return direction === "read" && field.confidence !== "possible" && isAbove(field.sensitivity, "internal");
}

/** Whether a field tells how somebody is reached or let in, where they live, or who they are to the state: of a player, too. */
function reachesSomebody({ field: { category } }: AssessedFlow): boolean {
  return REACHES.test(category);
}

const REACHES = /^(?:user\.(?:contact|government_id|authorization|credentials|financial\.bank|payment)|system\.)/;

/** Whether a field tells of a player which town or country they come from, and not where they live. */
function isOrigin({ field, operation: { lexicon } }: AssessedFlow): boolean {
  const words = wordsOf(field.name);
  return (
    field.category === "user.contact.address" &&
    words.some((word) => ORIGINS.some((concept) => lexicon.is(word, concept)))
  );
}

const ORIGINS: readonly Concept[] = ["town", "place-of-many"];

function isContact({ field: { category } }: AssessedFlow): boolean {
  return category.startsWith("user.contact");
}

/** Whether a field tells of a thing what may be told of a person elsewhere: who made it, what it looks like. */
function isOfThing({ field, principal, path, operation }: AssessedFlow): boolean {
  if (principal || !OF_A_THING.test(field.category)) return false;
  const { lexicon } = operation;
  const names = path.flatMap(({ schema, property }) => [property ?? "", schema.name ?? ""]);
  return !names.some((name) => PEOPLE.some((concept) => lexicon.is(lastWord(textOfName(name)), concept)));
}

const OF_A_THING = /^user\.(?:name|content\.self_image|job_title|account\.username)$/;
const PEOPLE: readonly Concept[] = ["human", "user", "clientele", "staff", "account", "member-of-group"];
