/*
 * Where two texts of one operation say different things of who may call it: its description and its scopes, its
 * description and the roles that it lists, its description and its refusal. One of the two is what was built.
 */
import { addTo } from "../core/grouped.ts";
import { memo, memoOfTextBy } from "../core/memo.ts";
import { saidRole } from "../exposure/said-role.ts";
import { denies } from "../lexicon/denial.ts";
import { wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import { namesInText } from "../lexicon/names-in-text.ts";
import { sentencesOf } from "../lexicon/sentences.ts";
import { statedIn } from "../lexicon/statements.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";
import type { Operation } from "../model/api.ts";
import type { SecurityRequirement, SecurityScheme } from "../model/security.ts";
import { isPerson } from "./acting-as-others.ts";
import { declaredScopes, scopesAskedIn } from "./schemes/scopes.ts";

/** What an operation says against itself. */
export interface SaidAgainst {
  readonly by: "scope" | "roles" | "refusal" | "alternative";
  /** What the text says. */
  readonly sentence: string;
  /** What stands against it: scopes, roles, the text of a refusal, or a credential. */
  readonly against: string;
}

/** What the text of one of these operations says of who may call it, and something beside the text says otherwise. */
export function saidAgainst(operation: Operation, operations: readonly Operation[]): SaidAgainst | undefined {
  if (operation.operationKind !== "path" || operation.access !== "secured") return undefined;
  return (
    otherScope(operation, operations) ??
    widerRoles(operation) ??
    keptRefusal(operation) ??
    scopeOfAll(operation) ??
    scopeOfOthers(operation, operations) ??
    alternativeOfAll(operation, operations)
  );
}

function sentencesOfOperation({ summary = "", description = "" }: Operation): readonly string[] {
  return sentencesOf(`${summary}.\n\n${description}`, LIMIT);
}

/** So much of a text is looked at. */
const LIMIT = 2000;

/** A sentence that says that a scope is enough or needed, of which no alternative of the requirement asks. */
function otherScope(operation: Operation, operations: readonly Operation[]): SaidAgainst | undefined {
  const { lexicon, security } = operation;
  const asked = security === undefined ? new Set<string>() : scopesAskedIn(security);
  if (security === undefined || asked.size === 0) return undefined;
  const { namedIn, declaredFirst } = scopesOf(operations);
  for (const sentence of sentencesOfOperation(operation)) {
    const named = namedIn(sentence);
    if (named.length === 0 || named.some((one) => asked.has(one))) continue;
    // A scope that is one word may be any word of a sentence.
    const scope = declaredFirst(
      security,
      named.filter((one) => /[.:/_-]/.test(one)),
    );
    if (scope === undefined) continue;
    const words = wordsInOrder(sentence.replaceAll(scope, " "));
    const says = lexicon.has(words, "is-enough") || lexicon.has(words, "demanded");
    if (says && !deniesEnough(words, lexicon)) return { by: "scope", sentence, against: [...asked].join(", ") };
  }
  return undefined;
}

/** The schemes that a requirement names, each with its place among them. */
const schemesIn = memo(({ alternatives }: SecurityRequirement): ReadonlyMap<SecurityScheme, number> =>
  placesOf(new Set(alternatives.flatMap(({ schemes }) => schemes.map(({ scheme }) => scheme)))),
);

/** The scopes that a scheme declares, each with its place among them. */
const declaredPlaces = memo((scheme: SecurityScheme): ReadonlyMap<string, number> => placesOf(declaredScopes(scheme)));

function placesOf<Thing>(things: ReadonlySet<Thing>): ReadonlyMap<Thing, number> {
  return new Map([...things].map((thing, place) => [thing, place]));
}

interface Scopes {
  /** The scopes that a sentence names. */
  readonly namedIn: (sentence: string) => readonly string[];
  /** Of some scopes the one that the schemes of a requirement declare first. */
  readonly declaredFirst: (security: SecurityRequirement, scopes: readonly string[]) => string | undefined;
}

/** What is declared and asked for, looked up by name: operations and scopes may be very many. */
const scopesOf = memo((operations: readonly Operation[]): Scopes => {
  const requirements = [...new Set(operations.flatMap(({ security }) => security ?? []))];
  const schemes = [...new Set(requirements.flatMap((one) => [...schemesIn(one).keys()]))];
  const declaring = new Map<string, SecurityScheme[]>();
  for (const scheme of schemes) for (const scope of declaredScopes(scheme)) addTo(declaring, scope, scheme);
  /** Where a requirement has a scope; asked once of each, since one may be inherited by all operations. */
  const placeOf = memoOfTextBy(
    (scope: string, security: SecurityRequirement): readonly [number, number] | undefined => {
      const own = schemesIn(security);
      const declarers = declaring.get(scope) ?? [];
      const fewer = declarers.length < own.size ? declarers : [...own.keys()];
      return fewer
        .flatMap((scheme) => {
          const [at, place] = [own.get(scheme), declaredPlaces(scheme).get(scope)];
          return at === undefined || place === undefined ? [] : [[at, place] as const];
        })
        .toSorted(([a], [b]) => a - b)[0];
    },
  );
  return {
    namedIn: namesInText([...declaring.keys(), ...requirements.flatMap((one) => [...scopesAskedIn(one)])]),
    declaredFirst: (security, scopes) =>
      scopes
        .flatMap((scope) => {
          const place = placeOf(scope, security);
          return place === undefined ? [] : [{ scope, place }];
        })
        .toSorted((a, b) => a.place[0] - b.place[0] || a.place[1] - b.place[1])[0]?.scope,
  };
});

/** Whether a denial stands close before what says that something is enough or needed. */
function deniesEnough(words: readonly string[], lexicon: Lexicon): boolean {
  const at = words.findIndex(
    (_, index) => lexicon.lengthAt(words, index, "is-enough") > 0 || lexicon.lengthAt(words, index, "demanded") > 0,
  );
  return denies(words.slice(Math.max(0, at - 3), at + 2), lexicon);
}

/** A sentence that keeps an operation to one of the roles that it lists, which lists others, too. */
function widerRoles(operation: Operation): SaidAgainst | undefined {
  const { lexicon } = operation;
  const roles = rolesOf(operation);
  if (roles.length < 2) return undefined;
  const sentence = sentencesOfOperation(operation).find((one) => statedIn(one).has("reserved"));
  if (sentence === undefined) return undefined;
  const said = wordsInOrder(sentencesOfOperation(operation).join(" "));
  const named = roles.filter((role) => isNamed(role, said, lexicon));
  if (named.length === 0 || named.length === roles.length) return undefined;
  return { by: "roles", sentence, against: roles.join(", ") };
}

/** What an extension such as `x-roles` lists. */
export function rolesOf({ extensions, lexicon }: Operation): readonly string[] {
  for (const [key, { value }] of extensions) {
    if (!lexicon.has(wordsInOrder(key), "role-key") || !Array.isArray(value)) continue;
    const roles = value.filter((role): role is string => typeof role === "string");
    if (roles.length === value.length) return roles;
  }
  return [];
}

/** Whether a text names a role: by a word of it, or by one that means the same. */
function isNamed(role: string, said: readonly string[], lexicon: Lexicon): boolean {
  return wordsOf(role).some(
    (word) =>
      word.length > 2 &&
      said.some(
        (one) =>
          one.startsWith(word.slice(0, Math.max(4, word.length - 2))) ||
          (lexicon.is(word, "administrator") &&
            (lexicon.is(one, "administrator") || lexicon.is(wordsOf(one).join(" "), "administrator"))),
      ),
  );
}

/** A sentence that gives an operation to those whose thing it is, where the refusal keeps it to an office that no text names. */
function keptRefusal(operation: Operation): SaidAgainst | undefined {
  const refusal = operation.responses
    .flatMap(({ status, description }) => (status === "403" ? [description ?? ""] : []))
    .find((text) => statedIn(text).has("reserved") && !statedIn(text).has("own-only"));
  if (refusal === undefined) return undefined;
  const kept = refusal
    .toLowerCase()
    .split(/\P{L}+/u)
    .filter((word) => word.length >= 5);
  const { description = "" } = operation;
  const sentence = sentencesOf(description, LIMIT).find((one) => {
    const stated = statedIn(one);
    const isForMembers =
      stated.has("own-only") ||
      stated.has("open-to-every-member") ||
      operation.lexicon.has(wordsInOrder(one), "ones-own");
    return isForMembers && !stated.has("reserved");
  });
  const isSpokenOf = kept.some((word) => description.toLowerCase().includes(word.slice(0, 6)));
  return sentence === undefined || isSpokenOf ? undefined : { by: "refusal", sentence, against: refusal };
}

/** A sentence that keeps an operation to a few, where each scope that it asks for is one that everybody has by its own text. */
function scopeOfAll(operation: Operation): SaidAgainst | undefined {
  const alternatives = operation.security?.alternatives ?? [];
  const asked = alternatives.flatMap(({ schemes }) =>
    schemes.flatMap(({ scheme, scopes }) =>
      scopes.map((scope) => ({ scope, text: scheme.flows.map((flow) => flow.scopes.get(scope) ?? "").join(". ") })),
    ),
  );
  if (asked.length === 0 || !asked.every(({ text }) => isOfAll(text, operation.lexicon))) return undefined;
  const sentence = keepingSentence(operation);
  return sentence === undefined
    ? undefined
    : { by: "scope", sentence, against: asked.map(({ scope, text }) => `${scope}: ${text}`).join(", ") };
}

/** Whether the text of a scope gives it to everybody: "Granted to every employee", "All residents". */
function isOfAll(text: string, lexicon: Lexicon): boolean {
  if (statedIn(text).has("scope-of-all")) return true;
  const words = wordsOf(text);
  return (
    words.length > 1 &&
    words.length <= MOST_WORDS_OF_ALL &&
    ALL.has(words[0]!) &&
    (isPerson(words, lexicon) || words.some((word) => lexicon.is(word, "served-person")))
  );
}

/** In a longer text all of something are read: "All users of the tenant can be listed". */
const MOST_WORDS_OF_ALL = 4;
const ALL: ReadonlySet<string> = new Set(
  "all every each alle jeder jede jedes tous toutes chaque tout cada todos todas todo toda".split(" ").flatMap(wordsOf),
);

/**
 * The same sentence at two operations, of which one asks for a scope that others need who are kept out of nothing, and the other
 * for one of its own.
 */
function scopeOfOthers(operation: Operation, operations: readonly Operation[]): SaidAgainst | undefined {
  const sentence = keepingSentence(operation);
  const own = operation.security === undefined ? new Set<string>() : scopesAskedIn(operation.security);
  if (sentence === undefined || own.size === 0) return undefined;
  const { bySentence, ofUnkept } = keptOperations(operations);
  const isOthers = [...own].every((scope) => ofUnkept.has(scope));
  const stricter = (bySentence.get(sentence) ?? []).find(({ security }) =>
    security === undefined
      ? false
      : [...scopesAskedIn(security)].every((scope) => !own.has(scope) && !ofUnkept.has(scope)),
  );
  return isOthers &&
    stricter !== undefined &&
    stricter.security !== undefined &&
    scopesAskedIn(stricter.security).size > 0
    ? { by: "scope", sentence, against: [...own].join(", ") }
    : undefined;
}

/**
 * A sentence that keeps an operation to a few, where one of the credentials that it accepts is what callers have who are
 * kept out of nothing, and another one is of others: hardly any operation accepts both.
 */
function alternativeOfAll(operation: Operation, operations: readonly Operation[]): SaidAgainst | undefined {
  const alternatives = credentialsOf(operation);
  if (alternatives.length !== 2) return undefined;
  const sentence = keepingSentence(operation) ?? reservingSentence(operation);
  if (sentence === undefined) return undefined;
  const { alone, unkept, together } = credentialUses(operations);
  const [one = "", other = ""] = alternatives.toSorted((a, b) => (alone.get(a) ?? 0) - (alone.get(b) ?? 0));
  const isCommon = (unkept.get(other) ?? 0) >= SEVERAL && (alone.get(other) ?? 0) > (alone.get(one) ?? 0);
  return isCommon && (together.get([one, other].toSorted().join(" or ")) ?? 0) < SEVERAL
    ? { by: "alternative", sentence, against: other }
    : undefined;
}

const SEVERAL = 3;

/** The credentials each of which alone is enough for an operation, by their schemes. */
function credentialsOf({ security }: Operation): readonly string[] {
  return (security?.alternatives ?? []).map(({ schemes }) =>
    schemes
      .map(({ name }) => name)
      .toSorted()
      .join(" and "),
  );
}

/** The sentence of an operation that names who alone may call it. */
const reservingSentence = memo((operation: Operation): string | undefined =>
  saidRole(operation) === undefined
    ? undefined
    : sentencesOfOperation(operation).find(
        (sentence) => saidRole({ ...operation, summary: sentence, description: "" }) !== undefined,
      ),
);

/** How many operations accept a credential and nothing else, how many of these no text keeps to a few, and how many accept either of two. */
const credentialUses = memo((operations: readonly Operation[]) => {
  const [alone, unkept, together] = [new Map<string, number>(), new Map<string, number>(), new Map<string, number>()];
  const counted = (counts: Map<string, number>, name: string): unknown => counts.set(name, (counts.get(name) ?? 0) + 1);
  for (const operation of operations) {
    const taken = credentialsOf(operation);
    const [only = "", more] = taken;
    if (taken.length === 2) counted(together, taken.toSorted().join(" or "));
    if (only === "" || more !== undefined) continue;
    counted(alone, only);
    if (keepingSentence(operation) === undefined && saidRole(operation) === undefined) counted(unkept, only);
  }
  return { alone, unkept, together };
});

/** The sentence of an operation that keeps it to a few. */
const keepingSentence = memo((operation: Operation): string | undefined =>
  sentencesOfOperation(operation).find((one) => statedIn(one).has("reserved") && !statedIn(one).has("own-only")),
);

/** The operations with each such sentence, and the scopes that operations without any ask for. */
const keptOperations = memo((operations: readonly Operation[]) => {
  const bySentence = new Map<string, Operation[]>();
  const ofUnkept = new Set<string>();
  for (const operation of operations) {
    const sentence = keepingSentence(operation);
    if (sentence !== undefined) addTo(bySentence, sentence, operation);
    else if (operation.security !== undefined)
      for (const scope of scopesAskedIn(operation.security)) ofUnkept.add(scope);
  }
  return { bySentence, ofUnkept };
});
