/*
 * Acts that reach beyond what is the caller's own, and exports of everybody's data, for which nothing says who may make
 * them: no role, no refusal, no owner. Where others of the API say it, or anyone can sign up, an ordinary caller must be tried.
 */
import { memo } from "../core/memo.ts";
import { isAbove } from "../core/exposure-words.ts";
import { isAdministration } from "../exposure/administration.ts";
import type { AssessedApi } from "../exposure/assessed-api.ts";
import { isOwn } from "../exposure/principals.ts";
import { readingOf } from "../exposure/reading.ts";
import { saidBy } from "../exposure/said.ts";
import { labelsRole, namesRole } from "../exposure/said-role.ts";
import { fixedSegments, stemOf, withoutQuery } from "../exposure/words.ts";
import { wordsOf } from "../lexicon/name-tokens.ts";
import { endsIn } from "../lexicon/phrases.ts";
import type { Operation } from "../model/api.ts";
import { actionOf } from "./candidates/action.ts";
import { isRefusedToOthers, hintsWhose, saysOnesOwn } from "./said-of-callers.ts";
import { asksForWhatAllHave } from "./ordinary-changes.ts";
import { requestFields } from "./request-fields.ts";
import { isForStrangers } from "./strangers.ts";

/** What such an act does, and an operation beside it that says who may call it; `undefined` where strangers have the credential. */
export interface UnstatedRight {
  readonly does: WiderEffect;
  readonly beside: Operation | undefined;
}

/** How an act reaches others: it books money, sets prices, speaks for an organization, sounds an alarm, ends what somebody is, or exports. */
export type WiderEffect = "books" | "prices" | "announces" | "sounds" | "ends" | "exports";

/** The right that an operation leaves open; `undefined` where it is harmless, or anything says whose call it is. */
export function unstatedRight(api: AssessedApi, operation: Operation): UnstatedRight | undefined {
  if (!isSilent(api, operation)) return undefined;
  const does = widerEffectOf(api, operation);
  if (does === undefined) return undefined;
  const beside = sayingBeside(api, operation);
  // Only where callers are known to be strangers is silence alone a reason: elsewhere a key may be of staff.
  return beside === undefined && !isForStrangers(api, operation) ? undefined : { does, beside };
}

/** Whether an operation asks for what ordinary callers have, and names nobody whose call it is. */
export function isSilent(api: AssessedApi, operation: Operation): boolean {
  return (
    operation.operationKind === "path" &&
    operation.access === "secured" &&
    api.assessed(operation).judgedAs !== "private" &&
    api.assessed(operation).intent === undefined &&
    !isOwn(operation) &&
    !isAdministration(operation) &&
    !operation.responses.some(({ status }) => status === "403" || status === "4XX") &&
    !namesRole(operation) &&
    !labelsRole(api).has(operation) &&
    !hintsWhose(operation) &&
    !saysOnesOwn(operation) &&
    !isRefusedToOthers(api, operation) &&
    (asksForNoScope(operation) || asksForWhatAllHave(api, operation) || asksForScopeOfConcerned(operation))
  );
}

/** Whether the scope is that of those to whom it is done: `driver` for `PUT /drivers/{id}/suspension`. */
function asksForScopeOfConcerned({ path, security, lexicon }: Operation): boolean {
  const concerned = fixedSegments(path).flatMap((segment) => {
    const words = wordsOf(segment);
    return endsIn(words, lexicon, "natural-person") ? [words.join(" ")] : [];
  });
  return (security?.alternatives ?? []).every(({ schemes }) =>
    schemes.every(({ scopes }) => scopes.every((scope) => concerned.includes(wordsOf(scope).join(" ")))),
  );
}

function asksForNoScope({ security }: Operation): boolean {
  return (security?.alternatives ?? []).every(({ schemes }) => schemes.every(({ scopes }) => scopes.length === 0));
}

/** An operation that says who may call it, with a credential of the same scheme: one on the same kind of thing before others. */
function sayingBeside(api: AssessedApi, operation: Operation): Operation | undefined {
  const schemes = schemesOf(operation);
  const saying = sayingOf(api).filter((other) => schemesOf(other).some((name) => schemes.includes(name)));
  return saying.find((other) => stemOf(other) === stemOf(operation)) ?? saying[0];
}

/** What names a role in its text, or, where several do, refuses with a 403. */
function sayingOf(api: AssessedApi): readonly Operation[] {
  return sayingIn(api.operations);
}

const sayingIn = memo((operations: readonly Operation[]): readonly Operation[] => {
  const secured = operations.filter(
    (operation) => operation.operationKind === "path" && operation.access === "secured",
  );
  const named = secured.filter(namesRole);
  if (named.length > 0) return named;
  const refusing = secured.filter(({ responses }) => responses.some(({ status }) => status === "403"));
  return refusing.length >= HABIT ? refusing : [];
});

/** So many refusals are a habit of a description. */
const HABIT = 3;

function schemesOf({ security }: Operation): readonly string[] {
  return (security?.alternatives ?? []).flatMap(({ schemes }) => schemes.map(({ name }) => name));
}

/** How an operation reaches others than whoever calls; `undefined` where it does none of this. */
export function widerEffectOf(api: AssessedApi, operation: Operation): WiderEffect | undefined {
  if (isExportOfPeople(api, operation)) return "exports";
  const { method, path, lexicon } = operation;
  if (method === "GET" || method === "HEAD" || readingOf(operation) !== undefined) return undefined;
  const last = wordsOf(lastName(path));
  if (endsIn(last, lexicon, "price-list") && !isBelowThing(path)) return "prices";
  if (fixedSegments(path).some((segment) => lexicon.has(wordsOf(segment), "alarm-thing"))) return "sounds";
  if (method === "DELETE") return undefined;
  if (lexicon.has(last, "booked-by-organisation") && takesSum(operation)) return "books";
  if (method === "POST" && endsIn(last, lexicon, "announcement")) return "announces";
  return endsStanding(operation, last) ? "ends" : undefined;
}

/** The last name of a path, a custom verb before what it is done to: `gutschreiben` of `/invoices/{id}:gutschreiben`. */
function lastName(path: string): string {
  const last = withoutQuery(path)
    .split("/")
    .findLast((segment) => segment !== "");
  return /\}:([\w-]+)$/.exec(last ?? "")?.[1] ?? fixedSegments(path).at(-1) ?? "";
}

/** Whether what a path ends in belongs to a thing that it names before: `/products/{id}/price-list`. */
function isBelowThing(path: string): boolean {
  return /\}\/[^{}]*(?:\/\{[^{}]*\}\/?)?$/.test(path);
}

/** Whether a call says how much: a sum or a reduction. */
function takesSum(operation: Operation): boolean {
  const { lexicon } = operation;
  return requestFields(operation).some(
    ({ in: way, depth, words }) =>
      way === "body" && depth < 2 && (lexicon.has(words, "sum") || lexicon.has(words, "reduction")),
  );
}

/** Whether what somebody is in an organization ends or rests by a call: `/employees/{id}/terminate`, `/drivers/{id}/suspension`. */
function endsStanding({ path, summary = "", lexicon }: Operation, last: readonly string[]): boolean {
  if (!lexicon.has(last, "ends-standing")) return false;
  const before = /\/([^/{}]+)\/\{[^{}]+\}[/:][^{}]*$/.exec(path)?.[1] ?? "";
  // A path has no accents: `/salaries/{id}/licencier` is of people by its summary.
  return [before, summary.slice(0, 100)].some((text) => endsIn(wordsOf(text), lexicon, "natural-person"));
}

/** Whether a call that names nobody returns many records of people: by its path or summary, and by what it returns or says. */
function isExportOfPeople(api: AssessedApi, operation: Operation): boolean {
  const { path, summary = "", method, lexicon } = operation;
  if (path.includes("{") || method === "DELETE") return false;
  const names = [...fixedSegments(path).slice(-2), summary.slice(0, LONGEST)].map((text) => wordsOf(text));
  if (!names.some((words) => lexicon.has(words, "mass-export"))) return false;
  if (!actionOf(operation).isReading && method !== "POST") return false;
  return (
    api
      .assessed(operation)
      .flows.some(({ direction, field }) => direction === "read" && isAbove(field.sensitivity, "internal")) ||
    saidBy(operation).some((words) =>
      words.flatMap(wordsOf).some((word) => OF_PEOPLE.some((concept) => lexicon.is(word, concept))),
    ) ||
    fixedSegments(path).some((segment) => endsIn(wordsOf(segment), lexicon, "natural-person"))
  );
}

/** What a text names of an export that holds people, and no more of it: "A row for each result, with name and date". */
const OF_PEOPLE = ["natural-person", "known-name"] as const;

/** So much of a summary is looked at. */
const LONGEST = 100;
