import { listed, quoted } from "../core/prose.ts";
import { textOfName, wordsInOrder } from "../lexicon/name-tokens.ts";
import type { Operation } from "../model/api.ts";
import { keyword } from "../model/schema.ts";
import type { ObjectIdentifier } from "../operations/candidates/object-identifiers.ts";
import { categoriesWords } from "../core/category-words.ts";
import { returnsList } from "../exposure/lists.ts";
import { isTyped } from "../operations/candidates/common-data.ts";
import type { Boundary } from "../operations/candidates/boundary.ts";
import type { Candidate } from "../operations/candidates/candidates.ts";
import {
  aNoun,
  isCallName,
  isManner,
  isState,
  nounOf,
  phraseOf,
  pluralOf,
  withoutVerb,
} from "../operations/candidates/nouns.ts";
import { pathSteps } from "../operations/candidates/path-steps.ts";
import { saidFirst } from "../operations/candidates/said-verb.ts";
import { isOnlyVerb } from "../operations/candidates/verbs.ts";

/** What a tester does with the things of B, and what comes back where it is refused rightly. */
export interface TestWords {
  readonly ask: string;
  readonly expect: string;
}

/** Whoever calls, of the two that are kept apart. */
export function callerA(boundary: Boundary): string {
  return `${boundary} A`;
}

/** The words of an object-level test, by how its operation comes by the things of others. `canHide`: whether persons can be private. */
export function testWords(candidate: Candidate, canHide: boolean): TestWords {
  return wordsOfKind(withoutSamePart(candidate), canHide);
}

/** `finalize B's transfer` for `POST /transfer/finalize_transfer`, and not the transfer of a transfer. */
function withoutSamePart(told: Candidate): Candidate {
  const candidate = withPlainNoun(told);
  const { action, resource } = candidate;
  const { verb, isMaking } = action;
  if (action.part === undefined || isMaking) return candidate;
  if (verb === "change" && isVerbBySummary(action.part, candidate.operation))
    return { ...candidate, action: { ...action, verb: action.part, part: undefined } };
  const part = withoutVerb(action.part, verb);
  // `/posts/{id}/change-date` changes the date.
  if (part !== action.part) return { ...candidate, action: { ...action, part } };
  if (isState(part)) {
    // What is enabled is its state.
    const isOwnVerb = part.startsWith(verb.replace(/e$/, ""));
    return { ...candidate, action: { ...action, part: `${part} state`, verb: isOwnVerb ? "change" : verb } };
  }
  const [first = "", ...rest] = nounOf(part).split(" ");
  const isSame = nounOf(part) === resource.bare || (isState(first) && rest.join(" ") === resource.bare);
  return isSame ? { ...candidate, action: { ...action, part: undefined } } : candidate;
}

/** Whether a summary begins with the end of a path as a verb, also where no list has it: "Elevate a session" of `POST /sessions/{id}/elevate`. */
function isVerbBySummary(part: string, { summary = "", lexicon }: Operation): boolean {
  const [first = "", second = ""] = wordsInOrder(summary);
  return first === part && lexicon.inEnglish(second, "article-or-own") === second;
}

/** `test a notification configuration` for `POST /testNotificationConfiguration`. */
function withPlainNoun(candidate: Candidate): Candidate {
  const { action, resource } = candidate;
  const noun = withoutVerb(resource.noun, action.verb);
  return noun === resource.noun
    ? candidate
    : {
        ...candidate,
        resource: {
          noun,
          bare: withoutVerb(resource.bare, action.verb),
          many: withoutVerb(resource.many, action.verb),
        },
      };
}

function wordsOfKind(candidate: Candidate, canHide: boolean): TestWords {
  const { kind } = candidate;
  switch (kind) {
    case "own-list":
      return ownListWords(candidate);
    case "object":
      return objectWords(candidate);
    case "filter":
      return filterWords(candidate);
    case "list":
      return listWords(candidate);
    case "people":
      return peopleWords(candidate, canHide);
    case "batch":
      return batchWords(candidate);
    case "reference":
      return referenceWords(candidate);
    case "approval":
      return approvalWords(candidate);
    case "reaction":
      return reactionWords(candidate);
    case "entry":
      return entryWords(candidate);
    case "own-name":
      return { ask: "take B's user name", expect: "400, 403 or 409, and nothing of B's changes" };
    case "shared":
      return sharedWords(candidate);
  }
}

/**
 * What else of the same call may be B's, each in a call of its own: the organization in a header, what query and body
 * refer to. A list that can be cut down to somebody's is asked for whole, too, unless all are meant where nothing is said.
 */
export function stepsBeside(told: Candidate): Step[] {
  const candidate = withoutSamePart(told);
  const { beside, kind, action, identifiers, boundary } = candidate;
  const isHeader = ({ in: place }: ObjectIdentifier): boolean => place === "header" || place === "cookie";
  const places = ["query", "body"] as const;
  const isAllByDefault = identifiers.some(
    ({ schema }) => schema !== undefined && keyword(schema, "default") !== undefined,
  );
  const isOptional = identifiers.every(({ required }) => !required) && identifiers.some((one) => !isHeader(one));
  return [
    ...beside.filter(isHeader).map((one) => stepBeside(candidate, [one], "B's")),
    ...places.flatMap((place) => {
      const named = beside.filter((one) => one.in === place);
      return named.length === 0 ? [] : [stepBeside(candidate, named, "A's own")];
    }),
    ...(kind === "filter" && action.isReading && isOptional && !isAllByDefault && returnsList(candidate.operation)
      ? [
          {
            kind: "list" as const,
            as: callerA(boundary),
            ask: `${actionOnMany(candidate)} without ${listed(
              identifiers.map(({ name }) => name),
              MOST_NAMES,
            )}`,
            expect: ONLY_OWN,
          },
        ]
      : []),
  ];
}

interface Step extends TestWords {
  readonly kind: "reference" | "list";
  readonly as: string;
}

function stepBeside(candidate: Candidate, named: readonly ObjectIdentifier[], whose: string): Step {
  const { boundary, resource, kind, action } = candidate;
  const [{ in: place }] = named as [ObjectIdentifier];
  const isHeader = place === "header" || place === "cookie";
  const isOfObject = candidate.identifiers.length > 0 && kind === "object";
  const does = isOfObject
    ? actionOn({ ...candidate, isPerson: false }, `${whose} ${resource.noun}`)
    : "make the same call";
  const what = thoseOfB(candidate, named, isHeader ? undefined : place);
  return {
    kind: "reference",
    as: callerA(boundary),
    ask: `${does}, with ${isHeader ? `A's credential and ${what}` : what}`,
    expect: isHeader
      ? `${refusedAs(candidate, ["401", "403", "404"])}${action.isReading ? "" : ", and nothing changes"}`
      : action.isReading
        ? refusedAs(candidate, ["400", "403", "404"], withoutThatOfB(candidate))
        : `${refusedAs(candidate, ["400", "403", "404", "422"])}, and nothing changes`,
  };
}

const ONLY_OWN = "A's items only, none of B's";

/**
 * What passes as a refusal: the statuses, those that the description has for it as well, an error in the body where that is how
 * errors are told, and what is right although the call succeeds.
 */
function refusedAs({ refusals, action }: Candidate, statuses: readonly string[], fine?: string): string {
  return listed(
    [
      ...[...new Set([...statuses, ...refusals.statuses])].toSorted(),
      ...(refusals.isInBody ? [`200 with an error${action.isReading ? " and nothing of B's" : ""}`] : []),
      ...(fine === undefined ? [] : [fine]),
    ],
    MOST_REFUSALS,
    "or",
  );
}

const MOST_REFUSALS = 12;

/** What a call answers rightly that takes B's for a filter: nothing of B's, whether a list comes back or one thing. */
function withoutThatOfB({ operation }: Candidate): string {
  return isOneThing(operation) ? "a response with nothing of B's" : "a list that contains no record of B's";
}

/** Whether a schema says that one thing comes back, and no list. */
function isOneThing(operation: Operation): boolean {
  return isTyped(operation) && !returnsList(operation);
}

function objectWords(candidate: Candidate): TestWords {
  const { action, identifiers } = candidate;
  const last = identifiers.at(-1)!;
  const by = last.in === "path" ? "" : `, by ${last.name}`;
  const isList = action.isReading && isListOf(action.part) && !isOneThing(candidate.operation);
  const refusal = refusedAs(candidate, ["403", "404"], isList ? "an empty list" : undefined);
  return {
    ask: `${actionOn(candidate, thingOfB(candidate))}${by}${ownerWords(candidate)}`,
    expect: `${refusal}${unchanged(candidate)}`,
  };
}

/** `cancel B's payment`, `swap the plan of B's subscription`, `create a card for B's customer`. */
function actionOn(candidate: Candidate, whose: string): string {
  const { action, isPerson } = candidate;
  const { verb, part, isMaking, isReading } = action;
  if (part === undefined) return `${verb} ${whose}`;
  if (isManner(part)) return `${verb} ${whose} ${part}`;
  if (verb === "mark") return `${verb} ${whose} as ${part}`;
  if (isMaking) return `${verb} ${aNoun(nounOf(part))} for ${isPerson ? "B" : whose}`;
  if (verb === "send" && !isListOf(part)) return `send ${aNoun(part)} to ${isPerson ? "B" : whose}`;
  const does = isReading && verb === "read" && isListOf(part) ? "list" : verb;
  return isPerson ? `${does} B's ${part}` : `${does} the ${part} of ${whose}`;
}

/** A person is B, and what is read or changed of one the profile. */
function thingOfB({ isPerson, action, resource }: Candidate): string {
  if (!isPerson) return `B's ${resource.noun}`;
  return action.verb === "read" || action.verb === "change"
    ? "B's profile"
    : action.verb === "delete"
      ? "B's user"
      : "B";
}

/** Where an owner stands above the object, a fault may be that only one of the two is looked at. */
function ownerWords({ operation, identifiers }: Candidate): string {
  const steps = pathSteps(operation);
  const named = steps.flatMap(({ parameter }, index) => (parameter === undefined ? [] : [index]));
  const [before = 0, last = 0] = named.slice(-2);
  const owner = identifiers.at(-2);
  if (named.length < 2 || last - before < 2 || owner?.in !== "path") return "";
  return `, once with B's ${quoted(owner.name)} and once with A's`;
}

/** The words of an entry that asks for two calls, one with each owner, as those of one of the two. */
export function withOwner(ask: string, owner: "A" | "B"): string {
  return ask.replace(
    /, once with B's "([^"]+)" and once with A's$/,
    owner === "A" ? `, with A's own "$1"` : `, with B's "$1"`,
  );
}

function isListOf(part: string | undefined): boolean {
  return part !== undefined && nounOf(part) !== part;
}

/** What a right refusal leaves as it was. */
function unchanged(candidate: Candidate): string {
  const { action, impact, isPerson, resource } = candidate;
  if (action.isReading) return "";
  if (impact.kind === "money") return ", and no money moves";
  if (action.isSending === true || sendsThing(candidate)) return ", and nothing is sent";
  if (action.isMaking) return ", and nothing is added";
  if (impact.kind === "destruction" && action.part === undefined)
    return `, and B's ${isPerson ? "user" : resource.noun} is still there`;
  return action.part === undefined
    ? `, and B's ${isPerson ? "profile" : resource.noun} is unchanged`
    : ", and nothing of B's changes";
}

/** Whether the thing itself is sent to somebody, and stays as it is: `POST /documents/{id}/send`. */
export function sendsThing({ action, operation, impact, isPerson }: Candidate): boolean {
  const { verb, part, isMaking } = action;
  return impact.kind === "change" && !isPerson && !isMaking && part === undefined && operation.lexicon.is(verb, "send");
}

/** `with B's customer_id`; where a header names B, the credential stays A's. */
function withThose(candidate: Candidate): string {
  const isHeader = candidate.identifiers.every(({ in: place }) => place === "header" || place === "cookie");
  return `with ${isHeader ? "A's credential and " : ""}${thoseOfB(candidate, candidate.identifiers)}`;
}

/**
 * `B's customer_id`, `B's account in source.account`, `B in on_behalf_of`; of several each in its own call. The part of the
 * request is said where it is given and no name says where it stands.
 */
function thoseOfB(candidate: Candidate, identifiers: readonly ObjectIdentifier[], place?: string): string {
  const each = identifiers.map((one) => namedB(candidate, one));
  // What is said alike of several is said once: `B's cardId and userId`, `B in items[].userId and owner.userId`.
  const said = each.map(({ what, where }, at) => {
    const before = each[at - 1];
    if (before === undefined || (where === "") !== (before.where === "")) return `${what}${where}`;
    if (where === "") return what.replace(/^B's /, "");
    return what === before.what ? where.replace(/^ in /, "") : `${what}${where}`;
  });
  const names = listed(said, MOST_NAMES);
  const where = place === undefined || / (?:in|of) /.test(names) ? "" : ` in the ${place}`;
  return `${names}${where}${each.length > 1 ? ", one at a time" : ""}`;
}

/** What is B's of what a call names, and where in the request that stands if its own name does not say so. */
function namedB(
  { boundary, operation }: Candidate,
  { name, thing, isKey }: ObjectIdentifier,
): { readonly what: string; readonly where: string } {
  const { lexicon } = operation;
  if (isKey === true && thing !== undefined)
    return { what: `the ID of B's ${thing.noun}`, where: ` as a key ${name === "" ? "in the body" : `of ${name}`}` };
  const isNested = /[.[]/.test(name) || lexicon.is(textOfName(name), "in-the-name-of");
  if (thing === undefined || !isNested) return { what: `B's ${name}`, where: "" };
  const isB = lexicon.is(thing.bare, "user") || (boundary === "user" && lexicon.is(thing.bare, "natural-person"));
  return { what: isB ? "B" : `B's ${thing.noun}`, where: ` in ${name}` };
}

/** Who makes the test has to know each of them: only of very many the last ones are counted. */
const MOST_NAMES = 12;

function filterWords(candidate: Candidate): TestWords {
  return {
    ask: `${actionOnMany(candidate)} ${withThose(candidate)}`,
    expect: refusedAs(candidate, ["403", "404"], withoutThatOfB(candidate)),
  };
}

/** `list payments`, `search orders`, `read the feed`. */
function actionOnMany({ action, resource, operation }: Candidate): string {
  const { many, noun } = resource;
  // A path that has one word for one thing and for all of them is called by its summary: `GET /transfer`, "List Transfers".
  const said = many === noun && action.verb === "read" ? listedBySummary(operation) : undefined;
  if (said !== undefined) return `list ${said}`;
  if (many === noun) return `${action.verb} the ${noun}`;
  return `${action.verb === "read" ? "list" : action.verb} ${many}`;
}

/** What a summary of two to four words says is listed: `transfer recipients` of "List Transfer Recipients". */
function listedBySummary({ summary = "", lexicon }: Operation): string | undefined {
  const [verb = "", ...words] = summary.trim().toLowerCase().split(/\s+/);
  const things = words.filter((word) => word !== "all" && !lexicon.is(word, "article-or-own"));
  const isPlain = things.length > 0 && things.length <= 3 && things.every((word) => /^\p{L}{3,20}$/u.test(word));
  return isPlain && lexicon.is(verb, "list") ? things.join(" ") : undefined;
}

function ownListWords({ action, resource }: Candidate): TestWords {
  const { many, noun } = resource;
  return { ask: `${many === noun || action.verb !== "read" ? action.verb : "list"} A's own ${many}`, expect: ONLY_OWN };
}

function listWords(candidate: Candidate): TestWords {
  return { ask: actionOnMany(candidate), expect: ONLY_OWN };
}

function peopleWords(candidate: Candidate, canHide: boolean): TestWords {
  const { action, isPerson, resource, identifiers, atRisk } = candidate;
  const { part } = action;
  const hidden = canHide ? "whose profile is private" : "who has not agreed to be shown";
  const without = categoriesWords(atRisk.returned.categories);
  const less = without.length === 0 ? "with no more than B agreed to show" : `without B's ${listed(without, 5)}`;
  const absent = `B is absent or is shown ${less}`;
  if (isPerson && part === undefined)
    return {
      ask: `read the profile of B, ${hidden}`,
      expect: `403 or 404; or 200 ${less}`,
    };
  if (isPerson)
    return {
      ask: `${action.verb === "read" && isListOf(part) ? "list" : action.verb} the ${part} of another user, with B, ${hidden}, among them`,
      expect: `403 or 404; or 200, if ${absent}`,
    };
  if (identifiers.length > 0)
    return {
      ask: `${action.verb} the ${part} of ${aNoun(resource.noun)} that B, ${hidden}, takes part in`,
      expect: absent,
    };
  return {
    ask: `${actionOnMany(candidate)}, and look for B, ${hidden}`,
    expect: absent,
  };
}

function batchWords(candidate: Candidate): TestWords {
  const { action, resource, identifiers, impact } = candidate;
  const { isReading } = action;
  const refusals = refusedAs(candidate, ["403", "404"]);
  // What names things that are there already makes none.
  const verb = action.isMaking && identifiers.length > 0 ? "send" : action.verb;
  const by = identifiers.length === 0 ? "" : ` in ${identifiers.map(({ name }) => name).join(" and ")}`;
  return {
    ask: `${verb} several ${pluralOf(resource.noun)} in one call, one of A's and one of B's${by}`,
    expect: isReading
      ? `${refusals}, or an error for B's alone; nothing of B's is returned`
      : `${refusals}, or an error or no effect for B's alone; B's ${resource.noun} is ${impact.kind === "destruction" ? "still there" : "unchanged"}`,
  };
}

function referenceWords(candidate: Candidate): TestWords {
  const { action, resource, impact, isPerson, operation, identifiers } = candidate;
  const { noun, many } = resource;
  const isSame = action.verb.replace(" ", "") === noun;
  const said = namesNothing(operation) ? objectSaid(operation, action.verb) : undefined;
  const isCall =
    JOINED.test(noun) ||
    (!isPerson && said === undefined && !isSame && (namesNothing(operation) || isCallName(noun, action.verb)));
  const object =
    said !== undefined
      ? aNoun(said)
      : isPerson
        ? "A's own profile"
        : action.isMaking || isSame
          ? aNoun(noun)
          : many === noun
            ? `the ${noun}`
            : many;
  const effect =
    impact.kind === "money" ? "no money moves" : action.isMaking ? "nothing is created" : "nothing changes";
  return {
    ask: `${isCall ? "make the call" : `${isSame && said === undefined ? "make" : action.verb} ${object}`} ${withThose(candidate)}`,
    expect: `${refusedAs(candidate, ["400", "403", "404", "422"])}${identifiers.some(({ name }) => /\[\]/.test(name)) ? ", or an error for B's alone" : ""}, and ${effect}`,
  };
}

/** A noun that is the rest of two verbs: `POST /cancelOrRefund`. */
const JOINED = /^(?:or|and) /;

/** Whether a path is verbs alone, so that what it is done to stands in the body: `POST /capture`. */
function namesNothing(operation: Operation): boolean {
  const { lexicon } = operation;
  return pathSteps(operation).every(
    ({ text, parameter }) =>
      parameter === undefined && (isOnlyVerb(phraseOf(text), lexicon) || /^(?:api|v?\d[\d.]*)$/i.test(text)),
  );
}

/** What a summary of a few words says a verb is done to: `authorisation` of "Cancel an authorization". */
function objectSaid(operation: Operation, verb: string): string | undefined {
  const { summary = "", lexicon } = operation;
  const [, ...words] = summary.trim().toLowerCase().split(/\s+/);
  const things = words.filter((word) => !lexicon.is(word, "article-or-own"));
  const isPlain = things.length > 0 && things.length <= 3 && things.every((word) => /^[a-z]{4,20}$/.test(word));
  return isPlain && saidFirst(operation) === verb ? nounOf(things.join(" ")) : undefined;
}

function approvalWords({ action, resource }: Candidate): TestWords {
  return {
    ask: `${action.verb} ${aNoun(resource.noun)} that A itself requested, then one that only B may decide on`,
    expect: "403 or 404 both times, and it stays undecided",
  };
}

function reactionWords(candidate: Candidate): TestWords {
  const { action, operation, isPerson, resource } = candidate;
  if (operation.method === "DELETE")
    return {
      ask: `take back the ${action.part ?? action.verb} that B, and not A, has set on ${isPerson ? "someone" : aNoun(resource.noun)}`,
      expect: "404 or no effect: B's is still there",
    };
  const hidden = isPerson ? "B, who has blocked A" : `${aNoun(resource.noun)} of B's that A may not see`;
  return {
    ask: actionOn({ ...candidate, isPerson: false }, hidden),
    expect: `403 or 404; for ${isPerson ? "a user who has not blocked A" : "one that A may see"} the call succeeds, and shows no more of B than before`,
  };
}

function entryWords({ action, identifiers, resource }: Candidate): TestWords {
  const name = identifiers.at(-1)!.name;
  const { verb, isReading, part } = action;
  const what = part === undefined ? `the ${resource.noun}` : `the ${part}`;
  return {
    ask: `${verb} ${what} for a value of ${name} that only B has an entry for, then for one that both have`,
    expect: isReading
      ? "404 for the first, A's own for the second"
      : "404 or no effect for the first, A's only for the second; B's are unchanged",
  };
}

function sharedWords(candidate: Candidate): TestWords {
  const { action, resource, identifiers } = candidate;
  const thing = aNoun(resource.noun);
  if (!action.isReading)
    return {
      ask: actionOn(candidate, `${thing} that A neither owns nor maintains`),
      expect: "403 or 404, and it is unchanged",
    };
  return {
    ask: actionOn(candidate, `${thing} that A may not see, if there is any (unpublished, of a closed group)`),
    expect:
      returnsList(candidate.operation) || isListOf(candidate.action.part) || identifiers.at(-1)?.in !== "path"
        ? "403 or 404, or 200 without it"
        : "403 or 404",
  };
}
