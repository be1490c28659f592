/*
 * Where texts ask for another credential than the requirement does. A requirement is what a gateway and a framework
 * enforce; a text is what the author meant.
 */
import { addTo, grouped } from "../../core/grouped.ts";
import { denies } from "../../lexicon/denial.ts";
import { sentencesOf } from "../../lexicon/sentences.ts";
import { wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import type { Api, Operation } from "../../model/api.ts";
import type { SecurityScheme } from "../../model/security.ts";
import { memo } from "../../core/memo.ts";
import { heldByOthers, type HeldByOthers } from "./held-by-others.ts";
import { anothersCredential } from "./partys-credential.ts";
import { isSaidForAdministratorsAlone, saidRole } from "../../exposure/said-role.ts";

/**
 * A credential that an operation is meant to ask for, by what shows it, and does not; by `holders`, one that it accepts and is
 * not meant to, by `party` where the text names neither staff nor who else has it, and the words of both sides tell.
 */
export interface Meant {
  /** The scheme that is declared for it, or that it accepts; `undefined` where the text only says for whom the operation is. */
  readonly scheme: SecurityScheme | undefined;
  /** For whom it is, where the text says no more than that: `administrator`. */
  readonly role: string | undefined;
  readonly by: "text" | "scope" | "role" | "holders" | "party";
  /** What is said of both sides, where their texts are read together. */
  readonly held?: HeldByOthers;
}

/** What an operation is meant to ask for instead of what it requires; `undefined` where nothing says otherwise. */
export function meantInstead(operation: Operation, api: Api): Meant | undefined {
  const alternatives = operation.security?.alternatives ?? [];
  if (operation.operationKind !== "path" || operation.access !== "secured" || alternatives.length === 0)
    return undefined;
  const asked = new Set(alternatives.flatMap(({ schemes }) => schemes.map(({ scheme }) => scheme)));
  const named = namedInDemands(operation, api).find((scheme) => !asked.has(scheme));
  if (named !== undefined) return { scheme: named, role: undefined, by: "text" };
  const scoped = schemesWithScopeFor(operation, api).find((scheme) => !asked.has(scheme));
  if (scoped !== undefined) return { scheme: scoped, role: undefined, by: "scope" };
  const held = heldByOthers(operation, api);
  if (held !== undefined) return { scheme: held.scheme, role: undefined, by: "holders", held };
  const anothers = anothersCredential(operation);
  if (anothers !== undefined) return { scheme: anothers.scheme, role: undefined, by: "party", held: anothers };
  const role = saidRole(operation) ?? (isSaidForAdministratorsAlone(operation) ? "administrator" : undefined);
  if (role === undefined || ![...asked].every((scheme) => isOfOthers(scheme, role, operation.lexicon)))
    return undefined;
  return { scheme: undefined, role, by: "role" };
}

/** The schemes whose credential a sentence of an operation demands by their name: "Exige la clave de administración". */
function namedInDemands(operation: Operation, api: Api): readonly SecurityScheme[] {
  const { summary = "", description = "", lexicon } = operation;
  const byWord = schemesByRarestWord(api.securitySchemes);
  if (byWord.size === 0) return [];
  const found = sentencesOf(`${summary}. ${description}`).flatMap((sentence) => {
    const words = wordsOf(sentence.slice(0, LONGEST));
    const called = [...new Set(words)].flatMap((word) => byWord.get(word) ?? []);
    if (called.length === 0) return [];
    const inOrder = wordsInOrder(sentence);
    if (!lexicon.has(inOrder, "demands") || denies(inOrder, lexicon)) return [];
    return called.filter(({ name }) => !isHandedOut(name, inOrder, lexicon) && standsIn(name, words));
  });
  return inOrderOfSchemes(found);
}

/** A scheme that is called by more than a word, and its place among all. */
interface Called {
  readonly scheme: SecurityScheme;
  readonly name: readonly string[];
  readonly at: number;
}

/** Schemes that are called by more than a word, by the word of the name that the fewest others have. */
const schemesByRarestWord = memo((schemes: readonly SecurityScheme[]): ReadonlyMap<string, readonly Called[]> => {
  const called = schemes.flatMap((scheme, at): Called[] => {
    const name = wordsOf(scheme.name);
    return name.length < 2 || scheme.schemeKind === "undefined" ? [] : [{ scheme, name, at }];
  });
  const times = new Map<string, number>();
  for (const word of called.flatMap(({ name }) => [...new Set(name)])) times.set(word, (times.get(word) ?? 0) + 1);
  return grouped(called, ({ name }) =>
    name.reduce((rarest, word) => (times.get(word)! < times.get(rarest)! ? word : rarest)),
  );
});

function inOrderOfSchemes(found: readonly Placed[]): readonly SecurityScheme[] {
  return found.toSorted((one, other) => one.at - other.at).map(({ scheme }) => scheme);
}

/** Whether a credential is what comes back, by the verb before its name: "OAuth installations return an access token". */
function isHandedOut(name: readonly string[], words: readonly string[], lexicon: Lexicon): boolean {
  const at = words.findIndex((_, index) => name.every((word, on) => words[index + on] === word));
  return at > 0 && words.slice(Math.max(0, at - 3), at).some((word) => lexicon.is(word, "hands-back"));
}

/** Whether the words of a name stand together in a sentence, in their order or the other way round, with small words between. */
function standsIn(name: readonly string[], words: readonly string[]): boolean {
  const real = words.filter((word) => word.length > 3 || name.includes(word));
  const text = ` ${real.join(" ")} `;
  return text.includes(` ${name.join(" ")} `) || text.includes(` ${name.toReversed().join(" ")} `);
}

/** The schemes of which a scope is said to be for exactly what an operation does. */
function schemesWithScopeFor({ summary, description }: Operation, api: Api): readonly SecurityScheme[] {
  const byText = schemesByTextOfScope(api.securitySchemes);
  if (byText.size === 0) return [];
  const said = new Set([summary, description].flatMap((text) => (text === undefined ? [] : [contentOf(text)])));
  return inOrderOfSchemes([...said].flatMap((text) => byText.get(text) ?? []));
}

const schemesByTextOfScope = memo((schemes: readonly SecurityScheme[]) => {
  const byText = new Map<string, { scheme: SecurityScheme; at: number }[]>();
  for (const [at, scheme] of schemes.entries()) {
    if (scheme.schemeKind === "undefined") continue;
    const texts = scheme.flows.flatMap(({ scopes }) => [...scopes.values()].map(contentOf));
    for (const text of new Set(texts)) if (text.split(" ").length >= LEAST_WORDS) addTo(byText, text, { scheme, at });
  }
  return byText;
});

/** A text of fewer words is said of many things. */
const LEAST_WORDS = 3;

const contentOf = (text: string): string => wordsOf(text.slice(0, LONGEST)).join(" ");
const LONGEST = 200;

/** Whether the text of a scheme says that people log in with it, and none of them has the role. */
function isOfOthers(scheme: SecurityScheme, role: string, lexicon: Lexicon): boolean {
  if (scheme.description === undefined) return false;
  const words = wordsOf(scheme.description.slice(0, LONGEST));
  const people = words.filter((word) => lexicon.is(word, "natural-person"));
  // "Staff" is another word for employees.
  if (lexicon.is(role, "staff") && people.some((word) => lexicon.is(word, "staff"))) return false;
  return people.length > 0 && !words.includes(role) && !words.some((word) => lexicon.is(word, "administration"));
}

/** Alternatives that belong together by what their schemes say: each is one header of a pair. */
export const separated = memo((operation: Operation): readonly [SecurityScheme, SecurityScheme] | undefined => {
  const alternatives = operation.security?.alternatives ?? [];
  if (operation.operationKind !== "path" || alternatives.length < 2) return undefined;
  const alone = alternatives.flatMap(({ schemes }) => (schemes.length === 1 ? [schemes[0]!.scheme] : []));
  const byName = schemesByName([...new Set(alone)]);
  for (const one of alone) {
    const other = saidWith(one, byName, operation.lexicon);
    if (other !== undefined) return [one, other];
  }
  return undefined;
});

type Placed = Omit<Called, "name">;

/** Schemes by their names and those of their headers, each with its place among them. */
function schemesByName(schemes: readonly SecurityScheme[]): ReadonlyMap<string, readonly Placed[]> {
  const byName = new Map<string, Placed[]>();
  for (const [at, scheme] of schemes.entries())
    for (const name of [scheme.name, scheme.parameterName])
      if (name !== undefined) addTo(byName, contentOf(name), { scheme, at });
  return byName;
}

/** The first of other schemes with which the text of one says that it goes together, by its name or that of its header. */
function saidWith(
  one: SecurityScheme,
  byName: ReadonlyMap<string, readonly Placed[]>,
  lexicon: Lexicon,
): SecurityScheme | undefined {
  const found = sentencesOf(one.description ?? "").flatMap((sentence) => {
    if (!lexicon.has(wordsInOrder(sentence), "together-with")) return [];
    const words = contentOf(sentence).split(" ");
    return words.flatMap((_, from) =>
      words.flatMap((__, to) =>
        to < from ? [] : (byName.get(words.slice(from, to + 1).join(" "))?.find(({ scheme }) => scheme !== one) ?? []),
      ),
    );
  });
  return inOrderOfSchemes(found)[0];
}

/**
 * A key that opens an operation by itself and, by its own text, is there to count or limit calls, beside another way in that
 * tells who calls: the two were meant together.
 */
export const countingKeyBeside = memo((operation: Operation): readonly [SecurityScheme, SecurityScheme] | undefined => {
  const alternatives = operation.security?.alternatives ?? [];
  if (operation.operationKind !== "path" || alternatives.length < 2) return undefined;
  const alone = alternatives.flatMap(({ schemes }) => (schemes.length === 1 ? [schemes[0]!.scheme] : []));
  const key = alone.find((scheme) => scheme.schemeKind === "apiKey" && isForCounting(scheme));
  const other = alone.find((scheme) => scheme !== key && !isForCounting(scheme) && scheme.schemeKind !== "undefined");
  return key === undefined || other === undefined ? undefined : [key, other];
});

/** "Used to control throttling", "dient der Ratenbegrenzung": what is said of no key that lets somebody in. */
const isForCounting = memo(({ description = "", lexicon }: SecurityScheme): boolean => {
  const words = wordsInOrder(description.slice(0, LONGEST_TEXT));
  return (
    !lexicon.has(words, "admits-callers") &&
    sentencesOf(description, LONGEST_TEXT).some((sentence) => {
      const inOrder = wordsInOrder(sentence);
      return lexicon.has(inOrder, "serves-for") && lexicon.has(inOrder, "rate-limit") && !denies(inOrder, lexicon);
    })
  );
});

const LONGEST_TEXT = 1000;
