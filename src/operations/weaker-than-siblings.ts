/*
 * A grave act on a thing that asks for less than milder acts on the same thing do: whoever may ask for a transfer releases it,
 * while others approve and reject.
 */
import { denies } from "../lexicon/denial.ts";
import { sentencesOf } from "../lexicon/sentences.ts";
import { grouped, partitioned } from "../core/grouped.ts";
import { memo } from "../core/memo.ts";
import { listed, prose, quoted } from "../core/prose.ts";
import type { AssessedApi } from "../exposure/assessed-api.ts";
import { isOwn } from "../exposure/principals.ts";
import { readingOf } from "../exposure/reading.ts";
import { namesRole } from "../exposure/said-role.ts";
import { fixedSegments, stemOf } from "../exposure/words.ts";
import { wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import { endsIn } from "../lexicon/phrases.ts";
import { placeOf, type Operation } from "../model/api.ts";
import type { Fault } from "./fault.ts";
import { grantsRights } from "./grants.ts";
import { waysIn } from "./requirement.ts";
import { isReadScope, scopesAskedIn, thingOfScope } from "./schemes/scopes.ts";
import { rolesOf } from "./said-against.ts";
import { saysOnesOwn } from "./said-of-callers.ts";
import { widerEffectOf } from "./unstated-rights.ts";

/** Grave acts that ask for what everybody has, where at least two others on the same kind of thing ask for something else. */
export function* weakerThanSiblingFaults(api: AssessedApi, secured: readonly Operation[]): Generator<Fault> {
  const beside = [...grouped(secured, stemOf).values()].flatMap((siblings) => weakestOf(api, siblings, secured));
  const wider = beside.length > 0 ? beside : widerThanOwn(api, secured);
  const open = wider.length > 0 ? wider : openExpressions(api, secured);
  const added = open.length > 0 ? open : addedWays(api, secured);
  const found = added.length > 0 ? added : weakerThanList(api, secured);
  const [first] = found;
  if (first === undefined || found.length > MOST) return;
  yield {
    at: placeOf(first.operation),
    cause: "less than siblings",
    title: "Operation requires less than its siblings (BFLA)",
    rationale: LESS,
    exploit: "An attacker with an ordinary credential cannot call the other operations, and calls this one instead.",
    remediation: THE_SAME,
    places: found.map(({ operation }) => ({ at: placeOf(operation), operation })),
    message: `${listed(
      found.map(({ operation }) => operation.id),
      3,
    )} ${found.length === 1 ? "requires" : "require"} ${askedBy(first.operation)}, but ${listed(
      first.beside.map(({ id }) => id),
      2,
    )} ${first.beside.length === 1 ? "requires" : "require"} ${askedBy(first.beside[0]!)}`,
  };
}

/** More of them show that requirements follow something else here. */
const MOST = 3;

const LESS = prose`
  Operations on the same kind of object that do no more harm require a scope or scheme that this operation does not
  require. Whoever has the ordinary credential can do what the others are kept from.
`;
const THE_SAME = prose`
  Require what the siblings require, and test that the ordinary credential is refused.
`;

interface Weaker {
  readonly operation: Operation;
  readonly beside: readonly Operation[];
}

function weakestOf(api: AssessedApi, siblings: readonly Operation[], all: readonly Operation[]): readonly Weaker[] {
  const others = siblings.filter((one) => !isOrdinary(one));
  if (others.length < LEAST + 1) return [];
  const [most] = [
    ...grouped(
      others.filter((one) => !isList(one)),
      askedOf,
    ).values(),
  ].toSorted((a, b) => b.length - a.length);
  if (
    most === undefined ||
    most.length < LEAST ||
    most.length * 2 <= others.filter((one) => !isList(one)).length ||
    !most.some(changesOne)
  )
    return [];
  const strong = askedOf(most[0]!);
  // What makes a thing or is the caller's own tells what everybody has: what the siblings ask for is none of that.
  const ordinary = new Set(ordinaryWays(all));
  if (ordinary.has(strong)) return [];
  // What the list itself asks for is what everybody has, where no change but the one in question does with that.
  for (const one of others) if (isList(one)) for (const way of asksIn(one)) if (way !== strong) ordinary.add(way);
  // What lets the same caller in, among others, is not weaker.
  const strongWays = new Set(asksIn(most[0]!));
  return others.flatMap((operation) =>
    !asksIn(operation).some((way) => strongWays.has(way)) &&
    asksIn(operation).some((way) => ordinary.has(way)) &&
    changesOne(operation) &&
    !saysWhoCannot(operation) &&
    api.assessed(operation).judgedAs !== "private" &&
    isGrave(operation)
      ? [{ operation, beside: most.toSorted((a, b) => Number(changesOne(b)) - Number(changesOne(a))).slice(0, 2) }]
      : [],
  );
}

/** What operations ask for that everybody calls: the same for all siblings among them. */
const ordinaryWays = memo(
  (all: readonly Operation[]): ReadonlySet<string> => new Set(all.filter((one) => isOrdinary(one)).flatMap(asksIn)),
);

/** Whether the text of an operation keeps somebody from it: "Whoever prepared it cannot release it". */
function saysWhoCannot({ description = "", lexicon }: Operation): boolean {
  return sentencesOf(description, MOST_TEXT).some((sentence) => denies(wordsInOrder(sentence), lexicon));
}

const MOST_TEXT = 1000;

function changesOne(operation: Operation): boolean {
  return readingOf(operation) === undefined && operation.path.includes("{");
}

/**
 * What reaches others and asks for what one's own things ask for, where all else that is nobody's own asks for something else: the
 * export of all payslips with the scope for one's own.
 */
function widerThanOwn(api: AssessedApi, all: readonly Operation[]): readonly Weaker[] {
  const [own, others] = partitioned(all, isOwn);
  if (own.length === 0) return [];
  // A role of few, such as a treasurer's, has things of its own as well: what counts is what most ask for.
  const usual = [...grouped(own, askedOf)].filter(([, some]) => some.length * LEAST >= own.length);
  const ofOwn = new Set(usual.map(([asked]) => asked));
  const ways = new Set(own.filter((operation) => ofOwn.has(askedOf(operation))).flatMap(asksIn));
  const [weak, rest] = partitioned(others, (operation) => ofOwn.has(askedOf(operation)));
  const strong = rest.filter((operation) => !asksIn(operation).some((way) => ways.has(way)));
  if (strong.length < LEAST || weak.length > strong.length) return [];
  return weak.flatMap((operation) =>
    api.assessed(operation).judgedAs !== "private" &&
    (isGrave(operation) || widerEffectOf(api, operation) !== undefined) &&
    !saysOnesOwn(operation) &&
    !namesRole(operation)
      ? [{ operation, beside: strong.slice(0, 2) }]
      : [],
  );
}

/**
 * Changes that take a further credential, with which else one only reads other things, where others on the same kind of thing
 * take the first alone: the payroll is closed with that of the payroll office or that of each employee.
 */
function addedWays(api: AssessedApi, all: readonly Operation[]): readonly Weaker[] {
  return [...grouped(all.filter(changesOne), stemOf).values()].flatMap((changes) =>
    changes.flatMap((operation) => {
      const ways = waysIn(operation);
      if (ways.length !== 2 || isOwn(operation) || saysOnesOwn(operation) || saysWhoCannot(operation)) return [];
      const beside = changes.filter(
        (one) => one !== operation && waysIn(one).length === 1 && ways.includes(waysIn(one)[0]!),
      );
      const added = ways.find((way) => !beside.some((one) => waysIn(one)[0] === way));
      if (beside.length === 0 || added === undefined || api.assessed(operation).judgedAs === "private") return [];
      const elsewhere = all.filter((one) => one !== operation && waysIn(one).includes(added));
      const isForReading = elsewhere.every((one) => readingOf(one) !== undefined && stemOf(one) !== stemOf(operation));
      return elsewhere.length > 0 && isForReading ? [{ operation, beside: beside.slice(0, 2) }] : [];
    }),
  );
}

/**
 * Decisions on a thing that ask for what many other calls ask for, where the list of the same things is kept to others: those who may
 * not even see what waits for a decision can decide.
 */
function weakerThanList(api: AssessedApi, all: readonly Operation[]): readonly Weaker[] {
  return all.flatMap((operation) => {
    if (!changesOne(operation) || !(isGrave(operation) || isDecision(operation))) return [];
    if (isOwn(operation) || saysOnesOwn(operation) || namesRole(operation) || saysWhoCannot(operation)) return [];
    if (api.assessed(operation).judgedAs === "private") return [];
    const above = operation.path.slice(0, operation.path.lastIndexOf("/{"));
    const list = all.find((one) => isList(one) && one.path === above && !isOwn(one));
    if (list === undefined) return [];
    const ways = asksIn(operation);
    const others = all.filter((one) => stemOf(one) !== stemOf(operation));
    const isUsual = others.filter((one) => asksIn(one).some((way) => ways.includes(way))).length >= LEAST;
    const isKept =
      !asksIn(list).some((way) => ways.includes(way) || ordinaryWays(all).has(way)) && !isReadHalf(list, operation);
    return isUsual && isKept ? [{ operation, beside: [list] }] : [];
  });
}

/** Whether a list only asks for the right to read the things for which a change asks for more: `roles:read` beside `roles:write`. */
function isReadHalf(list: Operation, { security }: Operation): boolean {
  const { lexicon } = list;
  const things = new Set([...scopesAskedIn(security)].map((scope) => thingOfScope(scope, lexicon)));
  const asked = [...scopesAskedIn(list.security)];
  return (
    asked.length > 0 && asked.every((scope) => isReadScope(scope, lexicon) && things.has(thingOfScope(scope, lexicon)))
  );
}

/** Whether what is done is to decide on what others have sent: `/checks/{id}/decision`. */
function isDecision({ path, operationId = "", lexicon }: Operation): boolean {
  const words = [...wordsOf(fixedSegments(path).at(-1) ?? ""), ...wordsOf(operationId).slice(0, 1)];
  return words.some((word) => lexicon.is(word, "decides-about"));
}

/**
 * Grave acts on one thing that an expression opens to whoever has logged in, where those of others name a role:
 * `isAuthenticated()` beside `hasRole('ADMIN')`.
 */
function openExpressions(api: AssessedApi, all: readonly Operation[]): readonly Weaker[] {
  const strong = all.filter((operation) => expressionsOf(operation).some((one) => NAMES_ROLE.test(one)));
  if (strong.length < LEAST) return [];
  const weak = all.filter(
    (operation) =>
      expressionsOf(operation).some((one) => ANY_USER.test(one)) &&
      changesOne(operation) &&
      isGrave(operation) &&
      !isOwn(operation) &&
      !saysOnesOwn(operation) &&
      api.assessed(operation).judgedAs !== "private",
  );
  return weak.map((operation) => ({ operation, beside: strong.slice(0, 2) }));
}

/** What extensions say of who may call, as an expression of a framework. */
const expressionsOf = memo(({ extensions }: Operation): readonly string[] =>
  [...extensions.values()].flatMap(({ value }) => (typeof value === "string" && value.length < LONGEST ? [value] : [])),
);

const LONGEST = 200;
const NAMES_ROLE = /\bhas(?:any)?(?:role|authority|permission)\(/i;
const ANY_USER = /^\s*(?:isAuthenticated\(\)|isFullyAuthenticated\(\)|permitAll(?:\(\))?)\s*$/i;

/** So many siblings make a habit. */
const LEAST = 2;

/** Whether an operation is one that those have who have no particular rights: it makes a thing, or is about the caller. */
function isOrdinary(operation: Operation): boolean {
  return isOwn(operation) || (operation.method === "POST" && !operation.path.includes("{"));
}

/** Whether an operation lists things of a kind. */
function isList({ method, path }: Operation): boolean {
  return method === "GET" && !path.includes("{");
}

/** Whether an act decides for others: it gives rights, or lets through what others hold back. */
function isGrave(operation: Operation): boolean {
  if (grantsRights(operation)) return true;
  const { path, operationId = "", lexicon } = operation;
  const words = [...wordsOf(fixedSegments(path).at(-1) ?? ""), ...wordsOf(operationId).slice(0, 1)];
  return words.some((word) => DECIDING.some((concept) => lexicon.is(word, concept))) || liftsWhatIsImposed(operation);
}

/** Whether a fine or the like is made void: `/fines/{number}/annulment`. */
function liftsWhatIsImposed({ path, lexicon }: Operation): boolean {
  const names = fixedSegments(path).map(wordsOf);
  return (
    lexicon.has(names.at(-1) ?? [], "lifts-it") &&
    names.slice(0, -1).some((words) => endsIn(words, lexicon, "imposed-on-people"))
  );
}

const DECIDING = ["approve", "lets-through"] as const;

/** What an operation asks for: what it requires, and the roles that an extension such as `x-roles` lists. */
const askedOf = memo((operation: Operation): string => asksIn(operation).toSorted().join(" | "));

/** The same of each way in. */
const asksIn = memo((operation: Operation): readonly string[] => {
  const roles = rolesOf(operation).join(" ");
  return waysIn(operation).map((way) => `${way} ${roles}`);
});

function askedBy(operation: Operation): string {
  const expression = expressionsOf(operation).find((one) => NAMES_ROLE.test(one) || ANY_USER.test(one));
  if (expression !== undefined) return quoted(expression.trim());
  const [first] = operation.security?.alternatives ?? [];
  const roles = rolesOf(operation);
  const names =
    roles.length > 0
      ? roles
      : (first?.schemes ?? []).flatMap(({ name, scopes }) => (scopes.length === 0 ? [name] : scopes));
  return listed(
    names.map((name) => quoted(name)),
    3,
    "and",
  );
}
