/*
 * A status that an ordinary update takes, though reaching it is somebody else's decision: its values show the state before
 * the decision and the one after it, and the API has a call of its own that decides, or strangers are who update.
 */
import { operationsAbove } from "../model/operations-on-path.ts";
import { addTo } from "../core/grouped.ts";
import { memo } from "../core/memo.ts";
import { denies } from "../lexicon/denial.ts";
import { textOfName, wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import { sentencesOf } from "../lexicon/sentences.ts";
import { statedIn } from "../lexicon/statements.ts";
import { fixedSegments } from "../exposure/words.ts";
import type { AssessedApi } from "../exposure/assessed-api.ts";
import { isStaticKey } from "../exposure/principal.ts";
import type { Operation } from "../model/api.ts";
import { requestFields, type RequestField } from "./request-fields.ts";
import { isOrdinaryChange } from "./ordinary-changes.ts";
import { isOfOwnRecord } from "./own-record.ts";
import { isForStrangers } from "./strangers.ts";
import { namesRole, saidRole } from "../exposure/said-role.ts";
import { isAmong } from "../core/is-among.ts";
import { scopesAskedIn } from "./schemes/scopes.ts";

/** A status that callers can set to what only a decision leads to. */
export interface DecidedState {
  readonly operation: Operation;
  readonly field: RequestField;
  /** The value that stands for the decision, as written. */
  readonly value: string;
  /** The call that is there to decide; `undefined` where callers are strangers and there is none. */
  readonly decidedBy: Operation | undefined;
  /** The sentence that says who decides, where that is all that shows it. */
  readonly said: string | undefined;
}

/** The states that callers of an API reach without the decision. */
export function decidedStates(api: AssessedApi): readonly DecidedState[] {
  return api.operations.flatMap((operation) => {
    if (!isOrdinaryChange(api, operation)) return [];
    return statesOf(operation)
      .flatMap((one) => {
        const decidedBy = decisionOf(api, operation, one.value);
        const isKnown = decidedBy !== undefined || isByThoseConcerned(api, operation);
        if (decidedBy === undefined && isOfConsent(one.field)) return [];
        const said = isKnown ? undefined : deciderSaid(api.operations, operation, one.field);
        return isKnown || said !== undefined ? [{ ...one, operation, decidedBy, said }] : [];
      })
      .concat(
        agreedStatesOf(operation).flatMap((one) => {
          // What the other party agrees to by a call of its own.
          const decidedBy = decisionOf(api, operation, one.value);
          return decidedBy !== undefined && namesOutcome(decidedBy, one.value)
            ? [{ ...one, operation, decidedBy, said: undefined }]
            : [];
        }),
      );
  });
}

/** Whether a field is of a consent, by its name or that of what holds it: people give and take it back themselves. */
export function isOfConsent({ witness }: RequestField): boolean {
  return wordsOf(witness).some((word) => CONSENT.test(word));
}

const CONSENT = /^(?:consent|einwilligung|consentement|consentimiento|consentimento)s?$/;

/** The statuses that an ordinary write takes, with a value of each that stands for a decision: `status` with `approved`. */
export const statesOf = memo((operation: Operation): readonly ReachableState[] =>
  reachableStates(operation, "verdict-state"),
);

/** The statuses that a write takes with a value by which somebody else agrees: `status` with `accepted`. */
const agreedStatesOf = memo((operation: Operation): readonly ReachableState[] =>
  reachableStates(operation, "agreed-state"),
);

type ReachableState = Pick<DecidedState, "field" | "value">;

function reachableStates(operation: Operation, outcome: Outcome): readonly ReachableState[] {
  const { operationKind, method } = operation;
  if (operationKind !== "path" || !WRITES.has(method) || isDecision(operation)) return [];
  return requestFields(operation).flatMap((field) => {
    const value =
      field.in === "body" && field.depth < 2 && !field.isList ? outcomeOf(field, operation, outcome) : undefined;
    return value === undefined ? [] : [{ field, value }];
  });
}

const WRITES: ReadonlySet<string> = new Set(["PATCH", "PUT", "POST"]);

/** The sentence about a status, or about a call on the same thing, by which somebody in charge decides: "A manager approves the request". */
function deciderSaid(
  operations: readonly Operation[],
  operation: Operation,
  { description }: RequestField,
): string | undefined {
  if (namesRole(operation)) return undefined;
  const { lexicon } = operation;
  return [description, ...operationsAbove(operations, operation.path).map((one) => one.description ?? "")]
    .flatMap((text) => sentencesOf(text.slice(0, LONGEST)))
    .find((sentence) => {
      const words = wordsInOrder(sentence).flatMap(wordsOf);
      const isBySomebody = IN_CHARGE.some((concept) => lexicon.has(words, concept));
      return isBySomebody && lexicon.has(words, "decides-about") && !denies(wordsInOrder(sentence), lexicon);
    });
}

const IN_CHARGE = ["office", "role-holder", "administrator"] as const;

/** So much of a text is looked at. */
const LONGEST = 2000;

/** Whether those update who are decided about: strangers, in a record that is their own or that no role is named for. */
function isByThoseConcerned(api: AssessedApi, operation: Operation): boolean {
  if (isOfOwnRecord(api, operation) || isAmong(api.signUps, operation)) return true;
  // What nobody else has to do with is decided by its owner alone.
  if (statedIn(api.info.description ?? "").has("of-one-alone")) return false;
  return (
    operation.method !== "POST" &&
    isForStrangers(api, operation) &&
    !isByPrograms(api, operation) &&
    !namesRole(operation)
  );
}

/** Whether what is asked for has a key of an organization's program, which decides about its own customers. */
function isByPrograms(api: AssessedApi, operation: Operation): boolean {
  const { schemes } = api.assessed(operation);
  return schemes.some(({ scheme, principal }) => isStaticKey(scheme, principal));
}

/** Whether a path ends in a decision: `/claims/{id}/approve`. */
export function isDecision({ path, lexicon }: Pick<Operation, "path" | "lexicon">): boolean {
  return lexicon.is(textOfName(lastPart(path)), "decides-about");
}

/** What a path ends in: `approve` of `/claims/{id}:approve`. */
function lastPart(path: string): string {
  return fixedSegments(path).at(-1)?.split(":").at(-1) ?? "";
}

/**
 * The call that decides about what an operation writes: `POST /claims/{id}/approve` for `/claims/{id}`, or for what
 * `POST /claims` makes, where others than those who make it decide.
 */
function decisionOf(api: AssessedApi, operation: Operation, value: string): Operation | undefined {
  const { path, method } = operation;
  const decisions = actsOnThings(api.operations);
  const isAbout = (one: Operation): boolean => isDecision(one) || namesOutcome(one, value);
  if (method !== "POST") return decisions.get(path)?.find(isAbout);
  const made = fixedSegments(path).at(-1);
  if (path.endsWith("}") || made === undefined) return undefined;
  const of = decisions.get(`${path.replace(/\/$/, "")}/{}`) ?? decisions.get(`${made}/{}`);
  return of?.find((one) => isAbout(one) && isForOthers(operation, one));
}

/** Whether the name of a call is that of what it leads to, whatever the language: `freigabe` and `FREIGEGEBEN`. */
function namesOutcome({ path }: Operation, value: string): boolean {
  const act = wordsOf(lastPart(path)).at(-1) ?? "";
  const outcome = wordsOf(value.toLowerCase()).at(-1) ?? "";
  return act.length >= STEM && outcome.length >= STEM && act.slice(0, STEM) === outcome.slice(0, STEM);
}

const STEM = 5;

/** Whether others may decide than those who make something: by the scopes that it asks for, the role, or a sentence on who. */
function isForOthers(making: Operation, decision: Operation): boolean {
  if (namesRole(making)) return false;
  const [asked, own] = [scopesAskedIn(decision.security), scopesAskedIn(making.security)];
  if (asked.size > 0 && ![...asked].some((scope) => own.has(scope))) return true;
  return namesRole(decision) || saidRole(decision) !== undefined || isKeptApart(making) || isKeptApart(decision);
}

const isKeptApart = memo(({ summary = "", description = "" }: Operation): boolean =>
  sentencesOf(`${summary}.\n\n${description}`.slice(0, LONGEST)).some((sentence) =>
    statedIn(sentence).has("decided-by-another"),
  ),
);

/** The calls that end in an act on a thing, by its path: those of `/claims/{id}` are `POST /claims/{id}/approve` and others. */
const actsOnThings = memo((operations: readonly Operation[]): ReadonlyMap<string, readonly Operation[]> => {
  const acts = new Map<string, Operation[]>();
  for (const operation of operations) {
    if (operation.operationKind !== "path" || operation.method === "GET") continue;
    const thing = /^(.*\})[/:][^{}]*$/.exec(operation.path)?.[1];
    if (thing === undefined) continue;
    const collection = thing.slice(0, thing.lastIndexOf("{"));
    // The name of the thing alone, too: `/requests/{id}/offers` makes what `/offers/{id}/accept` decides about.
    for (const key of new Set([thing, `${collection}{}`, `${fixedSegments(thing).at(-1) ?? ""}/{}`]))
      if ((acts.get(key)?.length ?? 0) < MOST_ACTS) addTo(acts, key, operation);
  }
  return acts;
});

/** So many acts on a thing are looked at, of each that makes one. */
const MOST_ACTS = 40;

/** The value of a status that somebody else decides about, where the values from before the decision stand beside it. */
function outcomeOf(field: RequestField, { lexicon }: Operation, outcome: Outcome): string | undefined {
  const values = field.parts.flatMap(({ enum: given }) => given ?? []).filter((one) => typeof one === "string");
  const isOf = (value: string, concept: Outcome | "undecided-state"): boolean =>
    lexicon.is(textOfName(value), concept) || lexicon.is(textOfName(value.toLowerCase()), concept);
  if (!values.some((value) => isOf(value, "undecided-state"))) return undefined;
  return values.find((value) => isOf(value, outcome));
}

type Outcome = "verdict-state" | "agreed-state";
