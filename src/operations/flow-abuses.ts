/*
 * What shows that a business flow can be abused, and more than what an operation does: who gains says what they get, that a check
 * was made or how they did; a text says that it counts at once, again, for ever or for nobody in particular, while nothing says who
 * looks at it.
 */
import { memo } from "../core/memo.ts";
import type { Place } from "../core/place.ts";
import { textOfValue } from "../core/text-of-value.ts";
import type { AssessedApi } from "../exposure/assessed-api.ts";
import { fixedSegments } from "../exposure/words.ts";
import { wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import { endsIn, isHeadedBy } from "../lexicon/phrases.ts";
import { sentencesOf } from "../lexicon/sentences.ts";
import type { Statement } from "../lexicon/statement.ts";
import { statedIn } from "../lexicon/statements.ts";
import { placeOf, type Operation } from "../model/api.ts";
import { flowOf, type BusinessFlow } from "./business-flows.ts";
import { actionOf } from "./candidates/action.ts";
import { nounOf, phraseOf } from "./candidates/nouns.ts";
import { isLimited } from "./flows/limits.ts";
import { isOrdinaryChange, isStrangersChange } from "./ordinary-changes.ts";
import { arePersons } from "./persons.ts";
import { isNumber, namesThing, requestFields, type RequestField } from "./request-fields.ts";
import { isSaidByServed } from "./served-callers.ts";
import { isKeptFromCallers } from "./stated.ts";

/** One thing that shows it, with the sentence or the field that does. */
export interface FlowAbuse {
  readonly kind: FlowAbuseKind;
  readonly at: Place;
  readonly field?: RequestField;
  readonly sentence?: string;
}

/** What shows it: a sentence, or what is sent or done while nothing says who looks at it. */
export type FlowAbuseKind =
  | "stated"
  | "attested"
  | "own-amount"
  | "own-confirmation"
  | "own-result"
  | "at-once"
  | "uncounted"
  | "taken-back"
  | "redirected";

/** What shows that ordinary callers can abuse an operation as a step of a flow. */
export function flowAbusesOf(api: AssessedApi, operation: Operation): readonly FlowAbuse[] {
  if (!isOrdinaryChange(api, operation) || api.assessed(operation).intent !== undefined) return [];
  const flow = flowOf(operation);
  const isForPeople =
    isSaidByServed(api, operation) ||
    arePersons(api) ||
    (isStrangersChange(api, operation) && operation.access === "anonymous");
  const said = saidAgainst(operation, flow, isForPeople);
  if (said.length > 0) return said;
  const guards = guardsOf(operation);
  if (guards.isLookedAt) return [];
  const benefit = atOnce(api, operation, flow);
  // Where programs of organizations call, the organization is the one who checks.
  if (benefit.length > 0 || guards.isGuarded || !isForPeople) return benefit;
  return [
    ...attested(operation, flow),
    ...ownAmount(api, operation, flow),
    ...ownConfirmation(operation, flow),
    ...ownResult(operation),
    ...uncounted(api, operation, flow),
    ...takenBack(operation),
    ...redirected(api, operation),
  ];
}

interface Against {
  readonly statement: Statement;
  /** The flows in which it says so; in any operation where there are none. */
  readonly flows?: readonly BusinessFlow[];
  /** Statements of which the texts make one as well: it says nothing alone. */
  readonly along?: readonly Statement[];
}

const WORTH_TAKING: readonly BusinessFlow[] = [
  "pays-out",
  "gives-benefit",
  "takes-scarce",
  "counts-for-each",
  "issues-value",
  "takes-back",
];

/** Statements that show it by themselves. */
const AGAINST: readonly Against[] = [
  { statement: "works-when-used" },
  { statement: "ousts-holder" },
  { statement: "kept-by-client" },
  { statement: "without-the-other" },
  { statement: "checked-by-own-app" },
  { statement: "replaces-decided" },
  { statement: "there-by-true" },
  { statement: "payment-unmatched" },
  { statement: "held-free-again" },
  { statement: "paid-party-releases" },
  { statement: "paid-party-confirms", along: ["held-money-leaves"] },
  { statement: "overwritten-with-others", along: ["history-not-kept"] },
  { statement: "site-name-unproven" },
  { statement: "leaves-the-gain", flows: ["takes-back", "pays-out"] },
  { statement: "without-bound", flows: [...WORTH_TAKING, "sends-messages"] },
  { statement: "nothing-asked", flows: [...WORTH_TAKING, "takes-over", "done-by-one-party"] },
  { statement: "own-case", flows: ["done-by-one-party", "counts-for-each"] },
  { statement: "any-state", flows: ["done-by-one-party", "pays-out", "issues-value"] },
];

function saidAgainst(operation: Operation, flow: BusinessFlow | undefined, isForPeople: boolean): readonly FlowAbuse[] {
  const sentences = sentencesOfOperation(operation);
  for (const { statement, flows, along } of AGAINST) {
    // "A transfer that was reversed cannot be reversed again" says it of what organizations do among themselves.
    if (statement === "leaves-the-gain" && !isForPeople) continue;
    const isMeant =
      flows === undefined ||
      (flow !== undefined && flows.includes(flow)) ||
      (statement === "any-state" && isEnding(operation)) ||
      (flows.includes("gives-benefit") && isOfBenefit(operation));
    const sentence = isMeant ? sentences.find((one) => statedIn(one).has(statement)) : undefined;
    if (sentence === undefined) continue;
    if (along !== undefined && !sentences.some((one) => along.some((each) => statedIn(one).has(each)))) continue;
    // What another sentence says of a check is what holds.
    const others = sentences.filter((one) => one !== sentence);
    if (others.some((one) => GUARDING.some((guard) => statedIn(one).has(guard)))) continue;
    return [{ kind: "stated", at: placeOf(operation), sentence }];
  }
  return [];
}

const GUARDING: readonly Statement[] = ["waits-for-check", "compared-by-service", "bounded-by-funds", "server-checks"];

/** Whether a call brings something to an end that counts. */
function isEnding(operation: Operation): boolean {
  const words = wordsOf(fixedSegments(operation.path).at(-1) ?? "");
  return operation.lexicon.lengthAt(words, 0, "close") > 0 || actionOf(operation).verb === "close";
}

/** Whether something is given for nothing, by any name of the path. */
function isOfBenefit({ lexicon, path }: Operation): boolean {
  return fixedSegments(path).some((segment) => {
    const words = wordsOf(segment);
    return endsIn(words, lexicon, "gives-benefit") || lexicon.lengthAt(words, 0, "gives-benefit") > 0;
  });
}

/** The sentences of what an operation says of itself. */
const sentencesOfOperation = memo(({ summary = "", description = "" }: Operation): readonly string[] =>
  sentencesOf(`${summary}.\n${description.slice(0, LIMIT)}`, LIMIT),
);

/** … without its summary. */
const sentencesOfDescription = memo(({ description = "" }: Operation): readonly string[] =>
  sentencesOf(description.slice(0, LIMIT), LIMIT),
);

/** … and of what comes back when it succeeds. */
const sentencesOfSuccess = memo(({ responses }: Operation): readonly string[] =>
  responses
    .filter(({ statusClass }) => statusClass === "2xx")
    .flatMap(({ description = "" }) => sentencesOf(description.slice(0, LIMIT), LIMIT)),
);

const LIMIT = 3000;

/** The sentence by which a call has this effect, of its description or of its success. A summary says what is done, and no more. */
function saidOf(operation: Operation, ...statements: readonly Statement[]): string | undefined {
  return [...sentencesOfDescription(operation), ...sentencesOfSuccess(operation)].find((sentence) =>
    statements.every((statement) => statedIn(sentence).has(statement)),
  );
}

interface Guards {
  /** The service or somebody else looks at what is sent before it counts. */
  readonly isLookedAt: boolean;
  /** How often, how much or by whom is bounded. */
  readonly isGuarded: boolean;
}

const guardsOf = memo((operation: Operation): Guards => {
  const sentences = [...sentencesOfOperation(operation), ...sentencesOfSuccess(operation)];
  const refusals = operation.responses
    .filter(({ statusClass }) => statusClass === "4xx")
    .map(({ description = "" }) => description);
  const isSaid = (statements: readonly Statement[], texts: readonly string[]): boolean =>
    texts.some((text) => statements.some((statement) => statedIn(text).has(statement)));
  return {
    isLookedAt: isSaid(LOOKING, sentences) || isSaid(REFUSING, refusals),
    isGuarded: isSaid(BOUNDING, sentencesOfOperation(operation)),
  };
});

const LOOKING: readonly Statement[] = [...GUARDING, "computed-by-server", "named-party"];
const REFUSING: readonly Statement[] = ["bounded-by-funds", "server-checks"];
const BOUNDING: readonly Statement[] = ["guarded-flow"];

/** Values by which a caller says that somebody checked, signed or paid, where the call goes on from there. */
function attested(operation: Operation, flow: BusinessFlow | undefined): readonly FlowAbuse[] {
  const isStep =
    (flow !== undefined && flow !== "starts-work" && flow !== "sends-messages") ||
    isStepOfThing(operation) ||
    saidOf(operation, "pays-caller") !== undefined ||
    saidOf(operation, "effective-at-once") !== undefined;
  if (!isStep) return [];
  return bodyFields(operation)
    .filter((field) => !isKeptFromCallers(field, operation))
    .filter((field) => isAttestation(field, operation) || isOutcomeOfOthers(field, operation))
    .map((field) => ({ kind: "attested", at: field.at, field }));
}

/** Whether something is done with a thing that the path names, and no other is added to it: `/subscribers/{id}/sim-swap`. */
function isStepOfThing({ method, path }: Operation): boolean {
  const last = /\}[/:]([^/{}]+)\/?$/.exec(path)?.[1];
  // Several are kept below it.
  return method === "POST" && last !== undefined && nounOf(last) === phraseOf(last);
}

function isAttestation({ types, words }: RequestField, { lexicon }: Operation): boolean {
  if (!types.includes("boolean") || words.length < 2 || words.length > MOST_WORDS) return false;
  if (lexicon.has(words, "own-acknowledgement") || lexicon.is(words[0]!, "reserved")) return false;
  return endsIn(words, lexicon, "done-check") || isHeadedBy(words, lexicon, "done-check");
}

/** A longer name is a condition: `notify_me_when_delivered`. */
const MOST_WORDS = 3;

/** Whether a value says how a payment or a check of somebody else came out: `status` of `/bookings/{id}/payment-result`. */
function isOutcomeOfOthers({ parts, depth }: RequestField, { lexicon, method, path }: Operation): boolean {
  if (method !== "POST" || depth > 0) return false;
  const last = wordsOf(fixedSegments(path).at(-1) ?? "");
  if (
    !/\}[/:][^/{}]+\/?$/.test(path) ||
    !(endsIn(last, lexicon, "outcome-of-others") || lexicon.lengthAt(last, 0, "outcome-of-others") > 0)
  )
    return false;
  const values = parts.flatMap(({ enum: own = [] }) => own).map((value) => wordsOf(textOfValue(value)));
  return values.length > 1 && values.some((words) => lexicon.has(words, "done-check"));
}

/** What somebody says that they are owed, where a text says that they get it, or the name of what they earn. */
function ownAmount(api: AssessedApi, operation: Operation, flow: BusinessFlow | undefined): readonly FlowAbuse[] {
  const { lexicon, path, method } = operation;
  if (isOfOwnMoney(operation) || flow === "takes-scarce") return [];
  const sentence = saidOf(operation, "pays-caller");
  const isEarned =
    method === "POST" &&
    !/\}\/?$/.test(path) &&
    (isStrangersChange(api, operation) || arePersons(api)) &&
    endsIn(wordsOf(fixedSegments(path).at(-1) ?? ""), lexicon, "earned-by-play");
  if (sentence === undefined && !isEarned) return [];
  const field = bodyFields(operation).find((one) => isAmount(one, operation, isEarned));
  if (field === undefined) return [];
  return [{ kind: "own-amount", at: field.at, field, ...(sentence === undefined ? {} : { sentence }) }];
}

function isAmount(field: RequestField, operation: Operation, isEarned: boolean): boolean {
  const { lexicon } = operation;
  const { words } = field;
  return (
    isNumber(field) &&
    !namesThing(field, operation) &&
    !isKeptFromCallers(field, operation) &&
    (lexicon.has(words, "how-much-money") ||
      lexicon.has(words, "sum") ||
      (isEarned && lexicon.has(words, "earned-by-play")))
  );
}

/** Whether somebody pays, moves or takes out what is theirs. */
function isOfOwnMoney({ lexicon, path, summary = "" }: Operation): boolean {
  const named = [wordsOf(fixedSegments(path).at(-1) ?? ""), wordsInOrder(summary.slice(0, LONGEST))];
  return named.some((words) => lexicon.has(words, "spends-own-money"));
}

const LONGEST = 200;

/** A step that two parties take, after which whoever calls is paid. */
function ownConfirmation(operation: Operation, flow: BusinessFlow | undefined): readonly FlowAbuse[] {
  if (flow !== "done-by-one-party") return [];
  const sentence = saidOf(operation, "pays-caller");
  return sentence === undefined ? [] : [{ kind: "own-confirmation", at: placeOf(operation), sentence }];
}

/** A benefit or a refund that anybody gets in the moment in which they ask. */
function atOnce(api: AssessedApi, operation: Operation, flow: BusinessFlow | undefined): readonly FlowAbuse[] {
  const isBenefit = isOfBenefit(operation) && isStrangersChange(api, operation);
  if (!isBenefit && flow !== "takes-back" && flow !== "gives-benefit") return [];
  const sentence = saidOf(operation, "effective-at-once", "pays-caller");
  const shown = sentence ?? (isBenefit ? saidOf(operation, "effective-at-once") : undefined);
  return shown === undefined ? [] : [{ kind: "at-once", at: placeOf(operation), sentence: shown }];
}

/** How somebody did in a test or a game, as they say themselves. */
function ownResult(operation: Operation): readonly FlowAbuse[] {
  const { lexicon, path, summary = "", method } = operation;
  if (method === "GET" || method === "DELETE") return [];
  const named = [...path.split("/").map(wordsOf), wordsInOrder(summary.slice(0, LONGEST))];
  if (!named.some((words) => lexicon.has(words, "test-or-game"))) return [];
  // Of what somebody is to be told, a mark is a note.
  if (named.some((words) => lexicon.has(words, "setting-of-notices"))) return [];
  return bodyFields(operation)
    .filter(
      (field) =>
        (isNumber(field) || field.types.includes("boolean")) &&
        !isKeptFromCallers(field, operation) &&
        lexicon.has(field.words, "how-it-went"),
    )
    .slice(0, 1)
    .map((field) => ({ kind: "own-result", at: field.at, field }));
}

/** What counts once for each person, where nobody knows who calls. */
function uncounted(api: AssessedApi, operation: Operation, flow: BusinessFlow | undefined): readonly FlowAbuse[] {
  if (flow !== "counts-for-each" || !isOfNobody(api, operation) || isLimited(operation)) return [];
  // A rate may be one of samples.
  const last = wordsOf(fixedSegments(operation.path).at(-1) ?? "");
  return operation.lexicon.lengthAt(last, 0, "counts-for-each") === last.length
    ? [{ kind: "uncounted", at: placeOf(operation) }]
    : [];
}

/** What binds whoever made it, and is taken back at will: a bid, a bet. */
function takenBack(operation: Operation): readonly FlowAbuse[] {
  const { lexicon, path, method } = operation;
  const thing = /\/([^/{}]+)\/\{[^{}]+\}(?:[/:]([^/{}]+))?\/?$/.exec(path);
  if (thing === null || !endsIn(wordsOf(thing[1]!), lexicon, "binding-offer")) return [];
  const isBack =
    thing[2] === undefined ? method === "DELETE" : lexicon.lengthAt(wordsOf(thing[2]), 0, "takes-back-deal") > 0;
  return isBack ? [{ kind: "taken-back", at: placeOf(operation) }] : [];
}

/** What is on its way to somebody, and goes elsewhere because a stranger says so. */
function redirected(api: AssessedApi, operation: Operation): readonly FlowAbuse[] {
  const { lexicon, path } = operation;
  const last = wordsOf(fixedSegments(path).at(-1) ?? "");
  if (!isOfNobody(api, operation) || !path.includes("{")) return [];
  if (!endsIn(last, lexicon, "sent-elsewhere") && lexicon.lengthAt(last, 0, "sent-elsewhere") === 0) return [];
  const isProven = requestFields(operation).some(
    ({ words }) =>
      lexicon.has(words, "second-proof") || lexicon.has(words, "one-time-code") || lexicon.has(words, "token"),
  );
  return isProven ? [] : [{ kind: "redirected", at: placeOf(operation) }];
}

/** Whether it is said that no credential is needed. Where nothing is said at all, that is a question. */
function isOfNobody(api: AssessedApi, operation: Operation): boolean {
  return operation.access !== "unstated" && api.assessed(operation).admission === "anonymous";
}

function bodyFields(operation: Operation): readonly RequestField[] {
  return requestFields(operation).filter(({ in: way, depth }) => way === "body" && depth < 2);
}
