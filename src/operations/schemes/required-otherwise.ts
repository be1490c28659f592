/*
 * Where texts ask for another credential than the requirement does. A requirement is what a gateway and a framework
 * enforce; a text is what the author meant.
 */
import { denies } from "../../lexicon/denial.ts";
import { sentencesOf } from "../../lexicon/sentences.ts";
import { wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import type { Api, Operation } from "../../model/api.ts";
import type { SecurityScheme } from "../../model/security.ts";
import { memo } from "../../core/memo.ts";
import { heldByOthers, type HeldByOthers } from "./held-by-others.ts";
import { isSaidForAdministratorsAlone, saidRole } from "../../exposure/said-role.ts";

/**
 * A credential that an operation is meant to ask for, by what shows it, and does not; by `holders`, one that it accepts and is
 * not meant to.
 */
export interface Meant {
  /** The scheme that is declared for it, or that it accepts; `undefined` where the text only says for whom the operation is. */
  readonly scheme: SecurityScheme | undefined;
  /** For whom it is, where the text says no more than that: `administrator`. */
  readonly role: string | undefined;
  readonly by: "text" | "scope" | "role" | "holders";
  /** What is said of both sides, where their texts are read together. */
  readonly held?: HeldByOthers;
}

/** What an operation is meant to ask for instead of what it requires; `undefined` where nothing says otherwise. */
export function meantInstead(operation: Operation, api: Api): Meant | undefined {
  const alternatives = operation.security?.alternatives ?? [];
  if (operation.operationKind !== "path" || operation.access !== "secured" || alternatives.length === 0)
    return undefined;
  const asked = new Set(alternatives.flatMap(({ schemes }) => schemes.map(({ scheme }) => scheme)));
  const others = api.securitySchemes.filter((scheme) => !asked.has(scheme) && scheme.schemeKind !== "undefined");
  const named = others.find((scheme) => asksFor(operation, scheme));
  if (named !== undefined) return { scheme: named, role: undefined, by: "text" };
  const scoped = others.find((scheme) => hasScopeFor(scheme, operation));
  if (scoped !== undefined) return { scheme: scoped, role: undefined, by: "scope" };
  const held = heldByOthers(operation, api);
  if (held !== undefined) return { scheme: held.scheme, role: undefined, by: "holders", held };
  const role = saidRole(operation) ?? (isSaidForAdministratorsAlone(operation) ? "administrator" : undefined);
  if (role === undefined || ![...asked].every((scheme) => isOfOthers(scheme, role, operation.lexicon)))
    return undefined;
  return { scheme: undefined, role, by: "role" };
}

/** Whether a sentence of an operation demands the credential of a scheme by its name: "Exige la clave de administración". */
function asksFor({ summary = "", description = "", lexicon }: Operation, scheme: SecurityScheme): boolean {
  const name = wordsOf(scheme.name);
  if (name.length < 2) return false;
  return sentencesOf(`${summary}. ${description}`).some((sentence) => {
    const inOrder = wordsInOrder(sentence);
    if (!lexicon.has(inOrder, "demands") || denies(inOrder, lexicon) || isHandedOut(name, inOrder, lexicon))
      return false;
    return standsIn(name, wordsOf(sentence.slice(0, LONGEST)));
  });
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

/** Whether a scope of a scheme is said to be for exactly what an operation does. */
function hasScopeFor({ flows }: SecurityScheme, { summary, description }: Operation): boolean {
  const said = [summary, description].flatMap((text) => (text === undefined ? [] : [contentOf(text)]));
  return flows.some(({ scopes }) =>
    [...scopes.values()].some((text) => {
      const meant = contentOf(text);
      return meant.split(" ").length >= LEAST_WORDS && said.includes(meant);
    }),
  );
}

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
  for (const one of alone) {
    const other = alone.find((scheme) => scheme !== one && isSaidWith(one, scheme, operation.lexicon));
    if (other !== undefined) return [one, other];
  }
  return undefined;
});

/** Whether the text of a scheme says that it goes together with another, by its name or that of its header. */
function isSaidWith(one: SecurityScheme, other: SecurityScheme, lexicon: Lexicon): boolean {
  return sentencesOf(one.description ?? "").some((sentence) => {
    if (!lexicon.has(wordsInOrder(sentence), "together-with")) return false;
    const names = [other.name, other.parameterName].filter((name) => name !== undefined);
    return names.some((name) => ` ${contentOf(sentence)} `.includes(` ${contentOf(name)} `));
  });
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
