/*
 * What a credential opens, worst first: what whoever finds it in a log, or hears it on the way, gets by it. A key in a URL, a
 * server without TLS and a password that is sent with each call are as bad as that.
 */
import { isAbove } from "../../core/exposure-words.ts";
import { isAdministration } from "../../exposure/administration.ts";
import { byCodeUnit } from "../../core/compare.ts";
import { memo, memoBy } from "../../core/memo.ts";
import { judgementOf, type AssessedApi } from "../../exposure/assessed-api.ts";
import { hasNoUser } from "../../exposure/key-sentences.ts";
import { isOwn } from "../../exposure/principals.ts";
import { fixedSegments } from "../../exposure/words.ts";
import { textOfName, wordsOf } from "../../lexicon/name-tokens.ts";
import type { Operation } from "../../model/api.ts";
import type { SecurityScheme } from "../../model/security.ts";
import { areNobodys, isOfThingOnOffer, isOfUser, nounsOfPath, showsTheSame } from "../candidates/catalogue.ts";
import { lastWord } from "../candidates/nouns.ts";
import { isCommonData, isToldAsPublished } from "../candidates/common-data.ts";
import { understandingOf } from "../understood.ts";
import { isKeyOfProgram } from "./one-key.ts";

/** What a credential opens, and the reason that a report gives. */
export interface CredentialWorth {
  readonly what: "rule" | "everything" | "account" | "messages" | "reads of no user" | "the same for all" | "nothing";
  /** The operation that shows it, where one does. */
  readonly by: Operation | undefined;
}

/** What a credential opens that some operations ask for. */
export function openedByCredential(api: AssessedApi, opened: readonly Operation[]): CredentialWorth {
  const is = (what: CredentialWorth["what"], by?: Operation): CredentialWorth => ({ what, by });
  if (opened.length === 0) return is("nothing");
  const changes = opened.filter((operation) => !isRead(operation));
  const [ruling] = opened.filter((operation) => isAdministration(operation) || managesAccounts(operation));
  if (ruling !== undefined && changes.length > 0) return is("rule", ruling);
  if (
    changes.length >= MANY &&
    opened.length >= guardedIn(api) * NEARLY_ALL &&
    opened.some(({ method }) => method === "DELETE")
  )
    return is("everything");
  if (opened.every((operation) => hasNoUser(operation) && isRead(operation))) return is("reads of no user");
  if (isCommonData(api) || showsTheSame(api) || isTheSameForAll(api, opened)) return is("the same for all");
  return is(opened.every(isMessage) ? "messages" : "account");
}

/** How many operations of an API a credential guards. */
const guardedIn = memoBy(
  judgementOf,
  ({ operations }): number => operations.filter(({ access }) => access === "secured").length,
);

const principalsIn = memoBy(
  judgementOf,
  ({ schemes }) => new Map(schemes.map(({ scheme, principal }) => [scheme, principal])),
);

/**
 * What some schemes open that are used together or one for the other: all that is guarded by one of them. It is worked out once
 * for the same schemes, since each of thousands of hosts may ask for them.
 */
export function openedBySchemes(api: AssessedApi, schemes: readonly SecurityScheme[]): CredentialWorth {
  const known = worthsIn(api);
  const key = schemes
    .map(({ name }) => name)
    .toSorted(byCodeUnit)
    .join("\n");
  let worth = known.get(key);
  if (worth === undefined) {
    worth = openedByCredential(api, [...new Set(schemes.flatMap(({ usedBy }) => usedBy))]);
    known.set(key, worth);
  }
  return worth;
}

const worthsIn = memoBy(judgementOf, () => new Map<string, CredentialWorth>());

/**
 * Whether some operations only read what is nobody's, with the key of a program, and something tells what that is: a schema, or
 * a path of things on offer. What is not described may be anybody's.
 */
function isTheSameForAll(api: AssessedApi, operations: readonly Operation[]): boolean {
  const principals = principalsIn(api);
  return (
    operations.every((operation) => isToldToBeHarmless(api, operation)) &&
    operations.every(({ security }) =>
      (security?.alternatives ?? []).every(({ schemes }) =>
        schemes.every(({ scheme }) => isKeyOfProgram(scheme, principals.get(scheme))),
      ),
    ) &&
    areNobodys(api, operations)
  );
}

/** Whether what an operation returns is known, and nothing of it is sensitive. */
export function isToldToBeHarmless(api: AssessedApi, operation: Operation): boolean {
  const known = understandingOf(api, operation);
  const isKnown =
    known === "harmless" ||
    known === "classified" ||
    isOfThingOnOffer(operation) ||
    (known === "opaque" && isToldAsPublished(operation));
  return isKnown && !readsSensitiveData(api, operation);
}

/**
 * Whether a credential only reads what is nobody's, as far as paths, texts and schemas tell: a look-up of numbers, a search of
 * recipes. Where no call of the API changes anything, callers have brought nothing, and a path must be of accounts, customers or
 * money to be of somebody. What is not described is taken for what its path names.
 */
export function opensHarmlessReads(api: AssessedApi, opened: readonly Operation[]): boolean {
  if (!opened.every(isRead)) return false;
  if (areNobodys(api, opened) && !opened.some((operation) => readsSensitiveData(api, operation))) return true;
  return changesNothing(api) && !opened.some((operation) => isOfSomeone(api, operation));
}

const changesNothing = memoBy(judgementOf, ({ operations }): boolean =>
  operations.every((operation) => operation.operationKind === "path" && isRead(operation)),
);

function isOfSomeone(api: AssessedApi, operation: Operation): boolean {
  const { lexicon } = operation;
  const { schemes, subject, flows } = api.assessed(operation);
  if (isOwn(operation) || subject === "caller" || schemes.some(isOfUser)) return true;
  // Who made a film or wrote an entry is named with it; whom something is about is not.
  const tellsOfPeople = flows.some(
    ({ direction, field, principal }) =>
      direction === "read" &&
      field.confidence !== "possible" &&
      (field.sensitivity === "restricted" ||
        (isAbove(field.sensitivity, "internal") && (principal || REACHES_SOMEBODY.test(field.category)))),
  );
  if (tellsOfPeople) return true;
  return nounsOfPath(operation).some((noun) => {
    const word = lastWord(noun).toLowerCase();
    return SOMEONES.some((concept) => lexicon.is(word, concept));
  });
}

const REACHES_SOMEBODY = /^user\.contact\.(?:email|phone)/;
const SOMEONES = ["user", "account", "clientele", "staff", "money-record", "bought", "placed-order"] as const;

function readsSensitiveData(api: AssessedApi, operation: Operation): boolean {
  return api
    .assessed(operation)
    .flows.some(
      ({ direction, field }) =>
        direction === "read" && field.confidence !== "possible" && isAbove(field.sensitivity, "internal"),
    );
}

const MANY = 5;
const NEARLY_ALL = 0.9;

function isRead({ method }: Operation): boolean {
  return method === "GET" || method === "HEAD" || method === "QUERY";
}

/** Whether an operation changes or deletes the account of somebody who is named by the path: `DELETE /users/{id}`. */
const managesAccounts = memo(({ path, method, lexicon }: Operation): boolean => {
  const [parent = "", last = ""] = path.replace(/\/$/, "").split("/").slice(-2);
  return method === "DELETE" && last.startsWith("{") && lexicon.is(textOfName(parent), "user");
});

function isMessage(operation: Operation): boolean {
  return (
    operation.method === "POST" &&
    !operation.path.includes("{") &&
    operation.lexicon.has(wordsOf(lastOf(operation)), "sent-thing")
  );
}

function lastOf({ path }: Operation): string {
  return fixedSegments(path).at(-1) ?? "";
}
