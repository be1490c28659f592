/*
 * Flows that callers can abuse by valid calls, for tests: what is paid twice, taken by a script, decided by the party that gains, or
 * changed once it is decided. What an operation does is enough to try it, and not to report it.
 */
import { memo } from "../core/memo.ts";
import type { AssessedApi } from "../exposure/assessed-api.ts";
import { fixedSegments, withoutQuery } from "../exposure/words.ts";
import type { Concept } from "../lexicon/concept.ts";
import { wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import { endsIn } from "../lexicon/phrases.ts";
import type { Operation } from "../model/api.ts";
import { actionOf } from "./candidates/action.ts";
import { isLimited } from "./flows/limits.ts";
import { isOrdinaryChange } from "./ordinary-changes.ts";
import { isNumber, requestFields } from "./request-fields.ts";
import { statedUnderSummary } from "./stated.ts";

/** How a flow is abused: by what is done in it. */
export type BusinessFlow =
  | "pays-out"
  | "gives-benefit"
  | "takes-scarce"
  | "done-by-one-party"
  | "takes-back"
  | "counts-for-each"
  | "takes-over"
  | "changes-decided"
  | "issues-value"
  | "sends-messages"
  | "starts-work";

/** The flow that an operation is a step of; `undefined` where it is none that is known, or its text states what guards it. */
export function businessFlowOf(api: AssessedApi, operation: Operation): BusinessFlow | undefined {
  if (!isOrdinaryChange(api, operation) || api.assessed(operation).intent !== undefined) return undefined;
  const stated = statedUnderSummary(operation);
  if (stated.has("guarded-flow") || stated.has("server-checks")) return undefined;
  const done = flowOf(operation);
  const flow =
    done === undefined
      ? isChangeOfDecided(api, operation)
        ? "changes-decided"
        : undefined
      : done === "gives-benefit" && definesBenefit(api, operation)
        ? undefined
        : done;
  return flow !== undefined && REPEATED.has(flow) && isLimited(operation) ? undefined : flow;
}

/**
 * Whether a call adds a benefit to those that its caller offers, and gives none to anybody: each has a value, and is
 * changed or deleted by its identifier, as the discounts of a shop are. A code or somebody who gets it makes it one that is given.
 */
function definesBenefit({ operations }: AssessedApi, operation: Operation): boolean {
  const { lexicon, method } = operation;
  const path = withoutQuery(operation.path).replace(/\/$/, "");
  if (method !== "POST" || !/^[^{]*(?:\{[^{}]*\}[^{}]*)*[^{}]$/.test(path)) return false;
  const isKept = operations.some(
    (one) =>
      KEEPING.has(one.method) &&
      one.path.startsWith(`${path}/`) &&
      /^\/\{[^{}]*\}\/?$/.test(one.path.slice(path.length)),
  );
  if (!isKept) return false;
  const fields = requestFields(operation).filter(({ in: way, depth }) => way === "body" && depth < 2);
  return (
    fields.some((field) => isNumber(field) || lexicon.has(field.words, "how-much-money")) &&
    !fields.some(
      ({ words }) =>
        lexicon.has(words, "code") || endsIn(words, lexicon, "natural-person") || endsIn(words, lexicon, "clientele"),
    )
  );
}

const KEEPING: ReadonlySet<string> = new Set(["PUT", "PATCH", "DELETE"]);

/** What is abused by the number of calls alone: a limit on calls is what guards it. */
const REPEATED: ReadonlySet<BusinessFlow> = new Set(["sends-messages", "starts-work"]);

/** The flow that what an operation does is a step of, whatever its text says of guards. */
export const flowOf = memo((operation: Operation): BusinessFlow | undefined => {
  const { method, lexicon } = operation;
  if (method === "DELETE") return undefined;
  const last = wordsOf(lastName(operation.path));
  const summary = wordsInOrder((operation.summary ?? "").slice(0, LONGEST));
  // Who subscribes gets what everybody gets, a contact form reaches its owner alone, and of people others decide.
  if (
    lexicon.has(last, "subscribe") ||
    lexicon.lengthAt(summary, 0, "subscribe") > 0 ||
    lexicon.is(last.join(" "), "contact-us") ||
    isBelowPerson(operation)
  )
    return undefined;
  // A POST at a thing itself changes it: `POST /refunds/{id}`.
  const isMaking = method === "POST" && !/\}\/?$/.test(withoutQuery(operation.path));
  const firstOf = (isNamed: (concept: Concept) => boolean): BusinessFlow | undefined =>
    FLOWS.find(([, concept, isOf]) => isNamed(concept) && isOf(operation))?.[0];
  const beginsWith = (words: readonly string[]) => (concept: Concept) => lexicon.lengthAt(words, 0, concept) > 0;
  const byVerb = firstOf(beginsWith(wordsOf(actionOf(operation).verb)));
  // Of a change that names a thing, the thing is changed, and nothing is done with it.
  if (byVerb !== undefined || !isMaking) return byVerb;
  return (
    firstOf((concept) => beginsWith(last)(concept) || endsIn(last, lexicon, concept)) ?? firstOf(beginsWith(summary))
  );
});

/** So much of a summary is looked at. */
const LONGEST = 200;

/** Whether somebody is what a call is about: `/employees/{id}/release`. */
function isBelowPerson({ path, lexicon }: Operation): boolean {
  const before = /\/([^/{}]+)\/\{[^{}]+\}(?:[/:][^/{}]*)?\/?$/.exec(path)?.[1] ?? "";
  return endsIn(wordsOf(before), lexicon, "natural-person");
}

const always = (): boolean => true;

/** The first that fits counts. */
const FLOWS: readonly (readonly [BusinessFlow, Concept, (operation: Operation) => boolean])[] = [
  ["issues-value", "issues-value", takesAmount],
  ["pays-out", "pays-value-out", takesAmountOrCode],
  ["gives-benefit", "gives-benefit", always],
  ["sends-messages", "writes-to-somebody", namesRecipient],
  ["takes-over", "takes-thing-over", takesNumberOfThing],
  ["takes-back", "takes-back-deal", always],
  ["done-by-one-party", "done-by-one-party", isNoPlainEnd],
  ["takes-scarce", "takes-scarce", always],
  ["counts-for-each", "counts-for-each", always],
  ["starts-work", "starts-work", always],
];

/** The last name of a path, a custom verb where it ends in one: `refund` of `/payments/{id}:refund`. */
function lastName(path: string): string {
  const last = withoutQuery(path)
    .split("/")
    .findLast((segment) => segment !== "");
  return /\}:([\w-]+)$/.exec(last ?? "")?.[1] ?? fixedSegments(path).at(-1) ?? "";
}

/** What ends by a call of whoever began it, such as a ride, is no step of two, and neither is one on the telephone: Spanish has one word for both. */
function isNoPlainEnd(operation: Operation): boolean {
  const { path, lexicon } = operation;
  return lexicon.lengthAt(wordsOf(lastName(path)), 0, "end") === 0 && !isOfCall(operation);
}

/** Whether a call says how much. */
function takesAmount(operation: Operation): boolean {
  const { lexicon } = operation;
  return requestFields(operation).some(
    (field) =>
      field.in === "body" &&
      field.depth < 2 &&
      (lexicon.has(field.words, "how-much-money") || lexicon.has(field.words, "sum") || isNumber(field)),
  );
}

function takesAmountOrCode(operation: Operation): boolean {
  return takesAmount(operation) || (operation.path.includes("{") && !isOfCall(operation));
}

/** Whether it is a call on the telephone that is passed on to somebody else: `/calls/{id}/transfer`. */
function isOfCall({ path, lexicon }: Operation): boolean {
  return fixedSegments(path).some((segment) => endsIn(wordsOf(segment), lexicon, "phone-call"));
}

/** Whether a call names to whom something is sent, or what is written. */
function namesRecipient(operation: Operation): boolean {
  const { lexicon } = operation;
  return requestFields(operation).some(
    ({ in: way, depth, words }) =>
      way === "body" &&
      depth < 2 &&
      (["message-recipient", "contact-address", "said-text", "text-of-message"] as const).some((concept) =>
        lexicon.has(words, concept),
      ),
  );
}

/** Whether a thing is named by its number or code in a body, and not by the path. */
function takesNumberOfThing(operation: Operation): boolean {
  const { lexicon, path } = operation;
  if (/\}\/?(?:[^{}]*)$/.test(path) && path.includes("}")) return false;
  return requestFields(operation).some(
    ({ in: way, depth, words }) =>
      way === "body" &&
      depth === 0 &&
      (lexicon.has(words, "serial-number") || lexicon.has(words, "code") || endsIn(words, lexicon, "identifier-word")),
  );
}

/** Whether a thing is changed about which another call decides, or which that brings to an end: `/orders/{id}` beside `/orders/{id}/approve`. */
function isChangeOfDecided(api: AssessedApi, operation: Operation): boolean {
  const { method, path } = operation;
  return (
    (method === "PUT" || method === "PATCH") &&
    /\}\/?$/.test(path) &&
    decidedThings(api.operations).has(path.replace(/\/$/, ""))
  );
}

/** The paths of things that calls below them decide about. */
const decidedThings = memo((operations: readonly Operation[]): ReadonlySet<string> => {
  const things = new Set<string>();
  for (const operation of operations) {
    if (operation.operationKind !== "path" || operation.method === "GET" || isBelowPerson(operation)) continue;
    const thing = /^(.*\})[/:]([^/{}]+)\/?$/.exec(operation.path)?.[1];
    if (thing === undefined || things.has(thing)) continue;
    const words = wordsOf(lastName(operation.path));
    if (SETTLING.some((concept) => operation.lexicon.lengthAt(words, 0, concept) > 0)) things.add(thing);
  }
  return things;
});

const SETTLING = ["decides-about", "done-by-one-party", "pays-value-out"] as const;
