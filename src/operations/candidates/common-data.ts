import { isAbove } from "../../core/exposure-words.ts";
import { memo, memoBy } from "../../core/memo.ts";
import type { AssessedApi, AssessedFlow } from "../../exposure/assessed-api.ts";
import { situationOf } from "../../exposure/situation.ts";
import { asksForNothing, isOpenOnPurpose, saysDataIsOpen } from "../../exposure/open-purpose.ts";
import { isCalled } from "../../exposure/people-words.ts";
import { isOwn } from "../../exposure/principals.ts";
import { isOfPublishedPerson } from "../../exposure/published-people.ts";
import { FOR_ALL } from "../../exposure/published-things.ts";
import { readingOf } from "../../exposure/reading.ts";
import { isSaid, saidBy } from "../../exposure/said.ts";
import { isOfThisCall } from "../../exposure/subject.ts";
import { fixedSegments } from "../../exposure/words.ts";
import type { Concept } from "../../lexicon/concept.ts";
import { affirms, denies } from "../../lexicon/denial.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import { textOfName, wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import { endsIn } from "../../lexicon/phrases.ts";
import { sentencesOf } from "../../lexicon/sentences.ts";
import type { Operation, Parameter } from "../../model/api.ts";
import { successResponses } from "../../model/response-coverage.ts";
import { composedProperties } from "../../model/schema-parts.ts";
import { returnedProperties } from "../returned-properties.ts";
import { isKeyOfProgram } from "../schemes/one-key.ts";
import { isToldOfNobody, isToldOfSomething, namesSomebody } from "../told-in-words.ts";
import { actionOf } from "./action.ts";
import { listsOwn } from "./callers-content.ts";
import { isOfUser, isSearch, nounsOfPath, OF_SOMEBODY } from "./catalogue.ts";
import { isFoundByWorld } from "./found-by-world.ts";
import { lastWord, nounOf } from "./nouns.ts";
import { pathSteps } from "./path-steps.ts";

/**
 * Whether nothing that an API tells is any caller's: callers can create and change nothing, no person logs in, nothing says
 * whose a thing is, nothing private is told of anybody, and what it is for shows that its entries are the provider's own: they
 * are found by what everybody knows of the world, or said to be all there are. An identifier names an entry then, and no
 * object of one caller that another must not see.
 */
export const isCommonData = memoBy(
  situationOf,
  (api): boolean => isShownToBeCommon(api) && objectionsTo(api).next().done === true,
);

/** The kinds of things that the paths of an API name. */
const nounsOf = memoBy(
  operationsOf,
  ({ operations }): ReadonlySet<string> =>
    new Set(operations.flatMap(nounsOfPath).map((noun) => lastWord(noun).toLowerCase())),
);

const subjectOf = memoBy(operationsOf, (api) => subjectOfApi(api, nounsOf(api)));

/** What is known by them is the same in every judgement. */
function operationsOf({ operations }: AssessedApi): readonly Operation[] {
  return operations;
}

/** What speaks against it, in words for whoever looks for the reason: the first ones are the cheapest to find. */
export function* objectionsTo(api: AssessedApi): Generator<string> {
  const { operations, info, lexicon } = api;
  if (operations.length === 0 || operations.some(({ operationKind }) => operationKind !== "path"))
    yield "not only paths";
  const reads = plainReadsOf(api);
  for (const operation of operations) if (!reads(operation)) yield `${operation.id} may change something`;
  const nouns = nounsOf(api);
  if (saysYours(info.description ?? "", nouns, lexicon, [])) yield "the description says whose the data is";
  if (isHeldBack(info.description ?? "", lexicon)) yield "the description says that it is not published";
  const isOpen = isOpenOnPurpose(api);
  const isSaidOpen = saysDataIsOpen(api);
  const allowed = subjectOf(api);
  for (const operation of operations) {
    const { schemes, subject } = api.assessed(operation);
    if (schemes.some(isOfUser)) yield `${operation.id} is for users who log in`;
    if (isOwn(operation) || (subject === "caller" && operation.method === "GET"))
      yield `${operation.id} is about its caller`;
    if (spokenTextsOf(operation).some((text) => saysYours(text, nouns, lexicon, THINGS_SAID)))
      yield `a text of ${operation.id} says whose the data is`;
    if ([operation.summary, operation.description].some((text = "") => isHeldBack(text, lexicon)))
      yield `a text of ${operation.id} says that it is not published`;
    if (listsOwn(operation)) yield `${operation.id} lists what callers brought`;
    const noun = nounOfSomebody(operation, isOpen ? openSubject(operation, allowed, isSaidOpen) : allowed);
    if (noun !== undefined) yield `${operation.id} is about a ${noun}`;
    if (isKeptFromMost(operation)) yield `${operation.id} is about what is kept from most`;
    // What a path is of is no owner of itself: `/companies/{companyId}`.
    const own = lastWord(nounsOfPath(operation).at(-1) ?? "").toLowerCase();
    const owner = ownerIn(
      operation,
      isSaidOpen,
      (one) =>
        (one === own && !CALLERS.some((concept) => lexicon.is(one, concept))) || allowed?.nouns(one, lexicon) === true,
    );
    if (owner !== undefined) yield `${operation.id} names the owner of each object: ${owner}`;
    const told = api
      .assessed(operation)
      .flows.find(
        (flow) =>
          (isSaidOpen ? isPrivateAnywhere(flow) : isPrivate(flow)) &&
          !api.whose.isWrittenForOthers(flow) &&
          !(isOpen && !flow.principal && toldOfThings(api).has(fieldOf(flow))) &&
          !isTitleOfNobody(api, flow) &&
          !isCodeOfBank(api, flow) &&
          !(allowed === CONTEST && isPoints(flow)) &&
          allowed?.categories.test(flow.field.category) !== true,
      );
    if (told !== undefined) yield `${operation.id} tells ${told.field.category} in ${told.field.name}`;
  }
}

/** Whether a text says that something is not shown to everybody yet, or no longer. */
export function isHeldBack(text: string, lexicon: Lexicon): boolean {
  return sentencesOf(text.slice(0, LIMIT)).some((sentence) => affirms(wordsInOrder(sentence), lexicon, "held-back"));
}

/** Whether the path or the summary of an operation names what is kept from most people, whoever it is of. */
function isKeptFromMost({ path, summary = "", lexicon }: Operation): boolean {
  return [fixedSegments(path).flatMap(wordsOf), wordsOf(summary.slice(0, LIMIT))].some((words) =>
    lexicon.has(words, "kept-from-most"),
  );
}

/** Gives whether an operation changes nothing: a POST that takes in its body what the GET of its path takes otherwise reads as well. */
export function plainReadsOf(api: AssessedApi): (operation: Operation) => boolean {
  const reading = (operation: Operation): boolean =>
    actionOf(operation).isReading || readingOf(operation) !== undefined;
  const gets = new Set(
    api.operations
      .filter((one) => one.method === "GET" && reading(one))
      .map(({ path, summary }) => `${path} ${summary}`),
  );
  return (operation) =>
    reading(operation) ||
    operation.method === "OPTIONS" ||
    isSaidToGive(operation) ||
    (operation.method === "POST" &&
      operation.summary !== undefined &&
      gets.has(`${operation.path} ${operation.summary}`) &&
      operation.responses.every(({ status }) => status !== "201" && status !== "202"));
}

/**
 * Whether a POST is said to give or to check something, in each of its sentences of what it does, and is answered at once: "Get
 * all near duplicates", "Verify if the addresses are in the list".
 */
function isSaidToGive(operation: Operation): boolean {
  const { method, path, responses, lexicon } = operation;
  const fine = responses.filter(({ statusClass }) => statusClass === "2xx");
  if (method !== "POST" || path.endsWith("}") || fine.length === 0 || !fine.every(({ status }) => status === "200"))
    return false;
  const said = saidBy(operation);
  const begins = (words: readonly string[]): boolean =>
    GIVES.some(
      (concept) => lexicon.lengthAt(words, 0, concept) > 0 || lexicon.is(wordsOf(words[0] ?? "")[0] ?? "", concept),
    );
  return (
    said.length > 0 &&
    begins(said[0]!) &&
    !said.some((words) =>
      words.some(
        (word, at) =>
          (at === 0 || lexicon.is(words[at - 1]!, "joins-clauses")) && lexicon.is(wordsOf(word)[0] ?? "", "is-no-read"),
      ),
    ) &&
    !isSaid(operation, "keeps-result")
  );
}

const GIVES: readonly Concept[] = [
  "plainly-reads",
  "search",
  "find",
  "tell",
  "calculate",
  "checks-what-comes",
  "hands-back",
];

export function spokenTextsOf({ summary = "", description = "", parameters }: Operation): readonly string[] {
  return [summary, description, ...parameters.map((one) => one.description ?? "")];
}

/**
 * Whether a text calls data the reader's own: "your orders", "your domain's list", "your team's data", and not "your quota". An
 * account beside a credential is where that is had: "obtain a key from your account page". Things of no path are the reader's own
 * only where the text is of an operation: the text of an API tells what it is used in, "your project".
 */
export function saysYours(
  text: string,
  nouns: ReadonlySet<string>,
  lexicon: Lexicon,
  things: readonly Concept[],
): boolean {
  return sentencesOf(text.slice(0, LIMIT)).some((sentence) => {
    const words = wordsInOrder(sentence);
    return words.some((_, at) => {
      if (lexicon.lengthAt(words, at, "yours") === 0) return false;
      const behind = words.slice(at + 1, at + 1 + NEAR).map((word) => wordsOf(word).at(-1) ?? word);
      // "The location your are seeking"
      if (/^(?:are|re)$/.test(behind[0] ?? "")) return false;
      if (behind.some((_word, from) => lexicon.lengthAt(behind, from, "readers-tool") > 0)) return false;
      const isAccount = behind.some((word) => lexicon.is(word, "account"));
      if (isAccount && ABOUT_CREDENTIALS.some((one) => lexicon.has(words, one))) return false;
      return behind.some(
        (word) => nouns.has(word) || things.some((concept) => lexicon.is(word, concept)) || OWN_DATA.test(word),
      );
    });
  });
}

const ABOUT_CREDENTIALS: readonly Concept[] = ["said-credential", "opening-key", "api-key", "token", "log-in"];
export const THINGS_SAID: readonly Concept[] = [...OF_SOMEBODY, "account-thing", "tenant"];
/** Words for what is somebody's, whatever it is; the same in most languages. */
const OWN_DATA = /^(?:own|data|daten|datos|dados|données|domain|history|result)$/;

/** The noun of a path or of an identifier that is somebody's: an order, a project, a user. */
export function nounOfSomebody(operation: Operation, allowed: PublicSubject | undefined): string | undefined {
  const { lexicon, parameters } = operation;
  const identified = parameters.flatMap((one) =>
    one.in === "query" || one.in === "path" ? (thingNamedBy(one) ?? []) : [],
  );
  const nouns = nounsOfPath(operation);
  return [...(isPicturedPart(operation) ? nouns.slice(0, -1) : nouns), ...identified].find((noun) => {
    const last = lastWord(noun).toLowerCase();
    // `/validateEmail` names what is sent to it.
    const [verb = "", ...sent] = wordsOf(noun);
    if (sent.length > 0 && WORKS_ON.some((concept) => lexicon.is(verb, concept))) return false;
    return (
      [...OF_SOMEBODY, "account-thing" as const].some((concept) => lexicon.is(last, concept)) &&
      !OF_THE_WORLD.some((concept) => lexicon.is(last, concept)) &&
      allowed?.nouns(last, lexicon) !== true
    );
  });
}

/** Whether a path ends in one thing of which a picture is given, of what it has named before: `/models/{modelId}/images/vehicle`. */
function isPicturedPart(operation: Operation): boolean {
  const steps = pathSteps(operation).slice(-2);
  const [before, last] = steps;
  return (
    steps.length > 1 &&
    operation.path.includes("{") &&
    last?.parameter === undefined &&
    before?.parameter === undefined &&
    operation.lexicon.is(lastWord(nounOf(before?.text ?? "")), "picture")
  );
}

/** What is in the open because of what an API is about: who plays in a league, the vehicles of a timetable. */
export interface PublicSubject {
  readonly nouns: (noun: string, lexicon: Lexicon) => boolean;
  readonly categories: RegExp;
}

const CONTEST: PublicSubject = {
  nouns: (noun, lexicon) => lexicon.is(noun, "public-figure") || lexicon.is(noun, "part-of-contest"),
  // Which age and class contestants compete in. Their health, pay and address are a fault wherever they stand.
  categories: /^user\.demographic(?:$|\.(?:date_of_birth|gender))/,
};
const TIMETABLE: PublicSubject = {
  nouns: (noun, lexicon) => lexicon.is(noun, "transport-vehicle"),
  categories: /^user\.(?:government_id\.vehicle_registration|location)/,
};

/**
 * What an API is about, where its things show it: contests, by several of their parts (league, season, standings), or a timetable,
 * by the identifiers that the General Transit Feed Specification (gtfs.org) gives its parts, and departures.
 */
function subjectOfApi(api: AssessedApi, nouns: ReadonlySet<string>): PublicSubject | undefined {
  const { operations, lexicon } = api;
  // Where a key is asked for, that it is asked for is to be tested.
  if (isOfLegislature(api) && asksForNothing(operations)) return LEGISLATURE;
  const played = [...nouns].filter((noun) => lexicon.is(noun, "part-of-contest")).length;
  if (played >= SEVERAL) return CONTEST;
  // Teams and players are anybody's elsewhere.
  const playing = [...nouns].filter((noun) => lexicon.is(noun, "takes-part-in-contest")).length;
  if (saysDataIsOpen(api) && played > 0 && played + playing >= SEVERAL) return CONTEST;
  const asked = new Set(operations.flatMap(({ parameters }) => parameters.map(({ name }) => wordsOf(name).join(" "))));
  const isTimed = operations.some(({ path }) =>
    lexicon.has(fixedSegments(path).flatMap(wordsOf), "departs-and-arrives"),
  );
  return isTimed && GTFS.every((id) => asked.has(id)) ? TIMETABLE : undefined;
}

/** Who makes laws is reached in public, and what they belong to is why they are read about. */
const LEGISLATURE: PublicSubject = {
  nouns: (noun, lexicon) => !CALLERS.some((concept) => lexicon.is(noun, concept)),
  // "Procedure" is a word of medicine elsewhere.
  categories:
    /^user\.(?:name|job_title|demographic|contact|content|account\.username|behavior|health_and_medical$)(?:$|\.)/,
};
/** Who is a caller, or a customer of one, wherever they are named. */
export const CALLERS: readonly Concept[] = ["user", "account", "clientele", "account-thing"];

/** The words of the things that paths name. */
export const wordsOfPaths = memoBy(
  (paths: readonly Operation[]) => paths,
  (paths): readonly string[] => [
    ...new Set(
      paths.flatMap((one) =>
        nounsOfPath(one).flatMap((noun) => [
          noun.toLowerCase(),
          ...wordsOf(noun.toLowerCase()),
          lastWord(noun).toLowerCase(),
        ]),
      ),
    ),
  ],
);

/**
 * Whether several kinds of things of an API are what a parliament has and does, and one of them is nothing else: bills, committees,
 * jurisdictions. Where the title or the contact names a parliament, two of them show it.
 */
export const isOfLegislature = memoBy(operationsOf, ({ operations, info, lexicon }: AssessedApi): boolean => {
  const words = wordsOfPaths(operations);
  const isLaw = words.filter((word) => lexicon.is(word, "public-law"));
  const parts = words.filter((word) => lexicon.is(word, "part-of-legislature"));
  const named = [info.title, info.contact.name].some((text = "") => lexicon.has(wordsInOrder(text), "legislature"));
  const kinds = new Set([...isLaw, ...parts].map((word) => word.replace(/s$/, "")));
  return named ? kinds.size > 0 : isLaw.length > 0 && kinds.size >= PARTS;
});

const PARTS = 3;

/**
 * What may stand in data that is said to be open: papers, whatever their nouns, and things that are not named one by one, such
 * as the accounts that a bank offers. People of whom nothing says what is told are in none.
 */
function openSubject(operation: Operation, allowed: PublicSubject | undefined, isSaidOpen: boolean): PublicSubject {
  const identified = new Set(identifiedNouns(operation));
  const isDescribed = isTyped(operation) || (isSaidOpen && isPicture(operation));
  return {
    nouns: (noun, lexicon) =>
      allowed?.nouns(noun, lexicon) === true ||
      lexicon.is(noun, "published-paper") ||
      (PEOPLE.some((concept) => lexicon.is(noun, concept)) ? isDescribed : !identified.has(noun)),
    categories: allowed?.categories ?? NONE,
  };
}

const NONE = /(?!)/;

/** The nouns of a path of which it names one: `wearer` of `/wearers/{wearerId}/journeys`. */
function identifiedNouns(operation: Operation): readonly string[] {
  const { parameters } = operation;
  const steps = pathSteps(operation);
  return [
    ...steps.flatMap(({ text, parameter }, at) =>
      parameter === undefined &&
      steps[at + 1]?.parameter !== undefined &&
      !/(?:type|date|format|year|month|day|page|version|lang(?:uage)?)$/i.test(steps[at + 1]!.parameter!)
        ? [lastWord(nounOf(text)).toLowerCase()]
        : [],
    ),
    ...parameters.flatMap((one) => (one.in === "query" ? (thingNamedBy(one) ?? []) : [])).map(lastWord),
  ];
}

const GTFS = ["stop id", "route id", "trip id"];
const SEVERAL = 3;

/** What an identifier names one of, `project` of `projectId`, or a name of somebody by itself: `user`. */
function thingNamedBy({ name, lexicon }: Parameter): string | undefined {
  const words = wordsOf(name);
  if (words.length > 1 && endsIn(words, lexicon, "identifier-word")) return words.slice(0, -1).join(" ");
  return words.length === 1 && SOMEBODY.some((concept) => lexicon.is(words[0]!, concept)) ? words[0] : undefined;
}

const SOMEBODY: readonly Concept[] = ["natural-person", "account"];

/** What belongs to somebody elsewhere, and here is looked up: an address on a map or in a ledger. */
const OF_THE_WORLD: readonly Concept[] = ["ledger-mark", "place-looked-up", "postal-code", "reference-datum"];

/** A property or parameter that says whose a thing is, by an identifier or as an account: `customerId`, `created_by`, `tenant`. */
export function ownerIn(
  operation: Operation,
  isSaidOpen: boolean,
  isNoOwner: (noun: string) => boolean = () => false,
): string | undefined {
  const { lexicon } = operation;
  const properties = returnedProperties(operation).flatMap(([name, schema]) => [
    name,
    ...[...composedProperties(schema).keys()].filter((inner) => wordsOf(inner).length > 1),
  ]);
  const sent = operation.parameters.filter(({ in: place }) => place !== "cookie").map(({ name }) => name);
  // Who has entered what is published is no owner of it.
  return [...properties, ...sent].find(
    (name) =>
      namesAccount(name, lexicon) &&
      !(isSaidOpen && WHO_ENTERED.test(name)) &&
      !isIdentifierOf(name, isNoOwner, lexicon),
  );
}

/** Whether a name is the identifier of one of some things: `companyId`. */
function isIdentifierOf(name: string, is: (noun: string) => boolean, lexicon: Lexicon): boolean {
  const words = wordsOf(name);
  return words.length > 1 && lexicon.is(words.at(-1)!, "identifier-word") && is(words.at(-2)!);
}

function namesAccount(name: string, lexicon: Lexicon): boolean {
  const words = wordsOf(name);
  const at = words.findIndex((word) => WHOSE.some((concept) => lexicon.is(word, concept)));
  if (at < 0) return WHO_ENTERED.test(name) || /^owned[-_ ]?by$/i.test(name);
  // `organization` may be a hospital's; `organization_id` is a tenant's.
  const rest = words.slice(at + 1);
  return rest.length > 0
    ? rest.every((word) => lexicon.is(word, "identifier-word"))
    : lexicon.is(words[at]!, "account");
}

const WHOSE: readonly Concept[] = ["whose", "tenant", "clientele"];
const WHO_ENTERED = /^(?:created|uploaded)[-_ ]?by$/i;

/**
 * Whether a read tells what is private of somebody even where data is said to be open: what is restricted, of private life, or
 * anything of people. That data is open says how a place or an office is reached, and not who owes what or was born when.
 */
function isPrivateAnywhere(flow: AssessedFlow): boolean {
  const { field, path, operation } = flow;
  const { lexicon } = operation;
  if (!isPrivate(flow)) return false;
  if (field.sensitivity === "restricted" || flow.principal || lexicon.has(wordsOf(field.name), "private-life"))
    return true;
  const names = [
    ...nounsOfPath(operation),
    ...path.flatMap(({ schema, property }) => [property ?? "", schema.name ?? ""]),
  ];
  // An office names whom to ask: `contact`, `ansprechpartner`.
  if (names.some((name) => wordsOf(name).some((word) => CONTACT.test(word))) && OF_OFFICE.test(field.category))
    return false;
  return names.some((name) =>
    NAMES_PEOPLE.some((concept) => isCalled(name, concept, lexicon) || leads(name, concept, lexicon)),
  );
}

/** `contactUser`, `ansprechpartner`, `contacto`. */
const CONTACT = /^(?:contacts?|kontakte?|ansprechpartner(?:in)?|interlocuteurs?|contactos?|contatos?)$/;
const OF_OFFICE = /^user\.(?:name|job_title|contact(?:$|\.(?:email|phone_number|fax_number)))/;
const NAMES_PEOPLE: readonly Concept[] = ["natural-person", "user", "treated-person", "account", "deals-with-customer"];

/**
 * Whether a read tells what is private of somebody. Where a place or a business is, and how it is reached, is not, nor what
 * people are published for.
 */
export function isPrivate(flow: AssessedFlow): boolean {
  const { field, direction, principal, path, operation } = flow;
  if (direction !== "read" || field.confidence === "possible" || !isAbove(field.sensitivity, "internal")) return false;
  if (isOfThisCall(flow) || (!principal && isOfPublishedPerson(flow))) return false;
  const { lexicon } = operation;
  const isNameOfThing = field.category === "user.name" && textOfName(field.name) === "name";
  if (field.sensitivity === "restricted" || (!OF_A_PLACE.test(field.category) && !isNameOfThing)) return true;
  // Whoever a path is of is no place.
  if (nounsOfPath(operation).some((noun) => PEOPLE.some((concept) => lexicon.is(lastWord(noun), concept)))) return true;
  const names = [field.name, ...path.flatMap(({ schema, property }) => [property ?? "", schema.name ?? ""])];
  return (
    lexicon.has(wordsOf(field.name), "private-life") ||
    names.some((name) => OF_PEOPLE.some((concept) => isCalled(name, concept, lexicon) || leads(name, concept, lexicon)))
  );
}

const PEOPLE: readonly Concept[] = ["public-figure", "population", "natural-person"];

/**
 * Whether what is told stands in the entry of a thing, in data that is there for all: the permit of a facility, its inspection. Whoever is
 * named on the way to it makes it theirs, and what lets somebody in is no part of such an entry.
 */
function isInEntryOfThing({ field, principal, path, operation: { lexicon } }: AssessedFlow): boolean {
  const names = path.flatMap(({ schema, property }) => [property ?? "", schema.name ?? ""]);
  return (
    !principal &&
    !LETS_IN.test(field.category) &&
    names.some((name) => PUBLISHED.some((concept) => isCalled(name, concept, lexicon))) &&
    ![field.name, ...names].some((name) =>
      NAMES_PEOPLE.some((concept) => isCalled(name, concept, lexicon) || leads(name, concept, lexicon)),
    )
  );
}

/** What is told in entries of things, wherever else it stands in the same data. */
const toldOfThings = memoBy(
  situationOf,
  (api): ReadonlySet<string> =>
    new Set(api.operations.flatMap((one) => api.assessed(one).flows.filter(isInEntryOfThing).map(fieldOf))),
);

function fieldOf({ field: { category, name } }: AssessedFlow): string {
  return `${category} ${name}`;
}

const LETS_IN = /^(?:user\.(?:authorization|payment|financial\.bank)|system\.)/;

/** How a place or a business is found and reached. */
const OF_A_PLACE = /^user\.(?:contact(?:$|\.(?:email|phone_number|fax_number|address|url))|location)/;
const OF_PEOPLE: readonly Concept[] = [
  "human",
  "user",
  "clientele",
  "member-of-group",
  "staff",
  "account",
  "profile",
  "treated-person",
  "owner",
  "deals-with-customer",
];

/** Whether the first word of a name says whose it is: `deliveryAddress`, `customerPhone`. */
function leads(name: string, concept: Concept, lexicon: Lexicon): boolean {
  const words = wordsOf(name);
  return words.length > 1 && lexicon.is(words[0]!, concept);
}

/** Whether the title of a job stands where nothing else tells who has it: an occupation. */
function isTitleOfNobody(api: AssessedApi, { field, operation }: AssessedFlow): boolean {
  return (
    field.category === "user.job_title" &&
    api
      .assessed(operation)
      .flows.every(
        (flow) => flow.direction !== "read" || !flow.field.isPersonal || flow.field.category === field.category,
      )
  );
}

/** Whether a bonus stands in a ranking, where it is counted in points: who is paid one stands elsewhere. */
function isPoints({ field, operation }: AssessedFlow): boolean {
  return (
    field.category === "user.financial" &&
    operation.lexicon.is(lastWord(nounsOfPath(operation).at(-1) ?? ""), "part-of-contest")
  );
}

/** Whether the code of a bank stands where no account of anybody at it does. */
export function isCodeOfBank(api: AssessedApi, { field, operation }: AssessedFlow): boolean {
  return (
    field.category === BANK_ACCOUNT &&
    field.sensitivity !== "restricted" &&
    !api
      .assessed(operation)
      .flows.some((flow) => flow.field.category === BANK_ACCOUNT && flow.field.sensitivity === "restricted")
  );
}

const BANK_ACCOUNT = "user.financial.bank_account";

/**
 * Whether what an API is for shows that its entries are nobody's among its callers: it says so, or each kind of thing of which
 * it names one is found by what everybody knows, or is of a kind that is published.
 */
function isShownToBeCommon(api: AssessedApi): boolean {
  const { operations, info, lexicon } = api;
  if (isOpenOnPurpose(api)) return true;
  const texts = [info.title ?? "", ...sentencesOf((info.description ?? "").slice(0, LIMIT))].map((text) =>
    wordsInOrder(text),
  );
  if (operations.every(isWorkedOut) || isKnownFor(subjectOf(api)) || isOfPublishedThings(api)) return true;
  if (operations.every((one) => isPlainlyTold(one) && !namesByNumber(one) && isForPrograms(api, one))) return true;
  const isAbout = (words: readonly string[]): boolean =>
    ABOUT.some((one) => lexicon.has(words, one)) && !denies(words, lexicon) && !lexicon.has(words, "of-something-else");
  if (texts.some(isAbout)) return true;
  return areFoundByWorld(api);
}

/** Whether what an API is about is read in public wherever it is: the standings of a league may be that of a company. */
function isKnownFor(subject: PublicSubject | undefined): boolean {
  return subject === TIMETABLE || subject === LEGISLATURE;
}

/** Whether each kind of thing of which an API names one is found by what everybody knows, or is of a kind that is published. */
const areFoundByWorld = memoBy(operationsOf, ({ operations, lexicon }): boolean => {
  if (operations.some(isOfMovement)) return false;
  const shown = operations.filter(
    (operation) =>
      isFoundByWorld(operation) ||
      isDrawn(operation) ||
      isSaidToBeAll(operation) ||
      (isSearch(operation) && asksForNothing(operations)),
  );
  if (shown.length === 0) return false;
  const evident = new Set(shown.flatMap(nounsOfPath).map((noun) => lastWord(noun).toLowerCase()));
  return operations
    .flatMap(identifiedNouns)
    .every((noun) => evident.has(noun) || isPublishedNoun(noun, lexicon) || namesNoThing(noun, lexicon));
});

/**
 * Whether a read gives what is nobody's although no schema says what: a sentence of its own tells what it gives, and names neither
 * people nor what is kept from most, or each noun of its path is one of what is published for all. That nothing speaks against
 * it is no evidence: a wiretap has no owner either.
 */
export function isEvidentlyCommon(api: AssessedApi, operation: Operation): boolean {
  const { lexicon } = operation;
  if (!isCommonData(api)) return false;
  if (isTyped(operation) || isWorkedOut(operation)) return true;
  if (isToldOfSomething(operation) && !namesSomebody(operation)) return true;
  const subject = subjectOf(api);
  const nouns = nounsOfPath(operation)
    .flatMap((noun) => wordsOf(noun))
    .filter((word) => !namesNoThing(word, lexicon));
  const identified = identifiedNouns(operation);
  return subject === undefined
    ? nouns.every((word) => isPublishedNoun(word, lexicon)) && (nouns.length > 0 || isFoundByWorld(operation, true))
    : identified.length > 0 &&
        identified.every((noun) => isPublishedNoun(noun, lexicon) || subject.nouns(noun, lexicon));
}

/** Whether a read tells what it gives, in a schema or a sentence, and neither names people or what is kept from most. */
function isPlainlyTold(operation: Operation): boolean {
  return (isTyped(operation) || isToldOfSomething(operation)) && !namesSomebody(operation);
}

/** Whether nobody logs in for a call, which asks for the key of a program at most, and nothing of a person is sent with it. */
function isForPrograms(api: AssessedApi, operation: Operation): boolean {
  const { schemes, flows } = api.assessed(operation);
  return (
    schemes.every(({ scheme, principal }) => isKeyOfProgram(scheme, principal)) &&
    !flows.some(({ direction, field }) => direction === "write" && field.isPersonal && field.confidence !== "possible")
  );
}

/** Whether a read is of one thing by an ID that is made up for it, as a note has one, and not by what everybody knows it by. */
export function namesByNumber(operation: Operation, published = NEVER_UNPUBLISHED): boolean {
  const { lexicon } = operation;
  const steps = pathSteps(operation);
  return steps.some(
    ({ text, parameter }, at) =>
      parameter === undefined &&
      /^(?:id|uuid|guid|key|number|no|nr)$/.test(wordsOf(steps[at + 1]?.parameter ?? "").at(-1) ?? "") &&
      !isAmongKinds(published, nounOf(text), lexicon) &&
      !namesNoThing(lastWord(nounOf(text)), lexicon),
  );
}

/** Whether most kinds of things that the paths of an API name are published for all: its airlines, airports and flights. */
const isOfPublishedThings = memoBy(operationsOf, (api): boolean => {
  const { lexicon } = api;
  const nouns = [...new Set(api.operations.flatMap(nounsOfPath))].filter(
    (noun) => !wordsOf(noun).every((word) => namesNoThing(word, lexicon)),
  );
  // What a shop has on offer is nobody's where nothing is asked of whoever looks, and there are several kinds of it.
  const kinds = asksForNothing(api.operations) && nouns.length >= SEVERAL ? NEVER_UNPUBLISHED : FOR_ALL;
  const published = nouns.filter((noun) => isAmongKinds(kinds, noun, lexicon)).length;
  // One kind that is only read by its IDs may be a customer's: the hospital that a system is for.
  const isListed = api.operations.some((one) => one.method === "GET" && !one.path.endsWith("}"));
  return published > 0 && (published > 1 || isListed) && published * 2 > nouns.length;
});

/**
 * Whether an operation is told in a sentence to give what is nobody's, and its path names a kind of thing that is published: a
 * forecast, a timetable. A sentence alone may stand before anything.
 */
export const isToldAsPublished = memo(
  (operation: Operation): boolean =>
    isToldOfNobody(operation) &&
    fixedSegments(operation.path)
      .flatMap(wordsOf)
      .some((word) => isPublishedNoun(word, operation.lexicon) || operation.lexicon.is(word, "departs-and-arrives")),
);

function isPublishedNoun(noun: string, lexicon: Lexicon): boolean {
  return isAmongKinds(PUBLISHED, noun, lexicon);
}

/** Whether a noun, of one word or several, is one of some kinds: "stations", "exchange rates". */
export function isAmongKinds(kinds: readonly Concept[], noun: string, lexicon: Lexicon): boolean {
  const whole = wordsOf(noun).join(" ");
  const last = lastWord(noun).toLowerCase();
  return kinds.some((concept) => lexicon.is(whole, concept) || lexicon.is(last, concept));
}

const NEVER_UNPUBLISHED: readonly Concept[] = [
  ...FOR_ALL,
  "mostly-public-thing",
  "catalogue-thing",
  "public-figure",
  "ledger-mark",
  "ledger-block",
  "place-looked-up",
];
/** Kinds of things that catalogues, timetables, registers and maps are of. A work may not be published yet. */
const PUBLISHED: readonly Concept[] = [...NEVER_UNPUBLISHED, "published-work"];
/** Whether a word of a path says how something is asked for or shown, and not what it is. */
export function namesNoThing(word: string, lexicon: Lexicon): boolean {
  return PREFIX.test(word) || GIVING.some((concept) => lexicon.is(word, concept));
}

const GIVING: readonly Concept[] = [
  "shows-or-asks",
  "search",
  "find",
  "plainly-reads",
  "calculate",
  "convert",
  "which-or-how",
  "departs-and-arrives",
];
const PREFIX = /^(?:api|rest|v?\d+|public|json|xml|geojson|swagger|spec|docs?)$/i;

export const isTyped = memo((operation: Operation): boolean => {
  const responses = successResponses({ operations: [operation] });
  return responses.length > 0 && responses.every(({ typing }) => typing === "typed");
});

/** Whether what comes back is a picture, and nothing else of whoever is in it. */
export function isPicture({ responses }: Operation): boolean {
  const content = responses.filter(({ statusClass }) => statusClass === "2xx").flatMap((one) => one.content);
  return content.length > 0 && content.every(({ type }) => /^image\//i.test(type));
}

/** "Information about facilities", "public data". */
const ABOUT: readonly Concept[] = ["tells-about-a-subject", "published-collection", "public-chain"];

/** Whether what comes back is made of what is sent alone, by the first word of its text: "Translate from English to …". */
export function isWorkedOut(operation: Operation): boolean {
  const { lexicon, path } = operation;
  const [first = ""] = saidBy(operation)[0] ?? [];
  return !path.includes("{") && WORKS_OUT.some((concept) => lexicon.is(wordsOf(first)[0] ?? "", concept));
}

const WORKS_OUT: readonly Concept[] = ["calculate", "convert", "analyze", "turns-into"];
const WORKS_ON: readonly Concept[] = [...WORKS_OUT, "checks-what-comes", "validate"];

/** Whether an entry comes back that nobody has chosen: `GET /properties/random`. */
function isDrawn({ path, lexicon }: Operation): boolean {
  return !path.includes("{") && lexicon.is(fixedSegments(path).at(-1) ?? "", "at-random");
}

/** Whether a path is of where something moves, which is somebody's whereabouts whatever carries it: `/trackers/{id}/journeys`. */
function isOfMovement(operation: Operation): boolean {
  return nounsOfPath(operation).some((noun) => operation.lexicon.is(lastWord(noun).toLowerCase(), "movement"));
}

/** Whether a list is said to be of all things of its kind: "Get the list of all podcasts", "all available facilities". */
function isSaidToBeAll(operation: Operation): boolean {
  const { lexicon } = operation;
  if (operation.path.endsWith("}")) return false;
  const things = nounsOfPath(operation).map(lastWord);
  return saidBy(operation).some((words) =>
    words.some(
      (word, at) =>
        lexicon.is(word, "quantifier-all") &&
        words.slice(at + 1, at + 1 + NEAR).some((behind) => things.some((thing) => wordsOf(behind).includes(thing))) &&
        !denies(words, lexicon),
    ),
  );
}

/** So many words behind "all" may be what is meant: "all available content categories". */
const NEAR = 4;

/** So much of a text is looked at. */
const LIMIT = 3000;
