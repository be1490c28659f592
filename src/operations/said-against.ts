/*
 * Where two texts of one operation say different things of who may call it: its description and its scopes, its
 * description and the roles that it lists, its description and its refusal. One of the two is what was built.
 */
import { denies } from "../lexicon/denial.ts";
import { wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import { wrappedSentencesOf } from "../lexicon/sentences.ts";
import { statedIn } from "../lexicon/statements.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";
import type { Operation } from "../model/api.ts";
import { declaredScopes } from "./schemes/scopes.ts";

/** What an operation says against itself. */
export interface SaidAgainst {
  readonly by: "scope" | "roles" | "refusal";
  /** What the text says. */
  readonly sentence: string;
  /** What stands against it: scopes, roles, or the text of a refusal. */
  readonly against: string;
}

/** What the text of an operation says of who may call it, and something beside the text says otherwise. */
export function saidAgainst(operation: Operation): SaidAgainst | undefined {
  if (operation.operationKind !== "path" || operation.access !== "secured") return undefined;
  return otherScope(operation) ?? widerRoles(operation) ?? keptRefusal(operation);
}

function sentencesOfOperation({ summary = "", description = "" }: Operation): readonly string[] {
  return wrappedSentencesOf(`${summary}.\n\n${description}`, LIMIT);
}

/** So much of a text is looked at. */
const LIMIT = 2000;

/** A sentence that says that a scope is enough or needed, of which no alternative of the requirement asks. */
function otherScope(operation: Operation): SaidAgainst | undefined {
  const { lexicon } = operation;
  const schemes = (operation.security?.alternatives ?? []).flatMap((alternative) => alternative.schemes);
  const asked = new Set(schemes.flatMap(({ scopes }) => scopes));
  const others = schemes.flatMap(({ scheme }) => [...declaredScopes(scheme)]).filter((scope) => !asked.has(scope));
  // A scope that is one word may be any word of a sentence.
  const named = others.filter((scope) => /[.:/_-]/.test(scope));
  if (named.length === 0 || asked.size === 0) return undefined;
  for (const sentence of sentencesOfOperation(operation)) {
    const scope = named.find((one) => hasName(sentence, one));
    if (scope === undefined || [...asked].some((one) => hasName(sentence, one))) continue;
    const words = wordsInOrder(sentence.replaceAll(scope, " "));
    const says = lexicon.has(words, "is-enough") || lexicon.has(words, "demanded");
    if (says && !deniesEnough(words, lexicon)) return { by: "scope", sentence, against: [...asked].join(", ") };
  }
  return undefined;
}

/** Whether a denial stands close before what says that something is enough or needed. */
function deniesEnough(words: readonly string[], lexicon: Lexicon): boolean {
  const at = words.findIndex(
    (_, index) => lexicon.lengthAt(words, index, "is-enough") > 0 || lexicon.lengthAt(words, index, "demanded") > 0,
  );
  return denies(words.slice(Math.max(0, at - 3), at + 2), lexicon);
}

/** Whether a name stands in a text as a whole. */
function hasName(text: string, name: string): boolean {
  const at = text.indexOf(name);
  return at >= 0 && !/[\w.:-]/.test(text[at - 1] ?? " ") && !/[\w:-]/.test(text[at + name.length] ?? " ");
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
function rolesOf({ extensions, lexicon }: Operation): readonly string[] {
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
  const sentence = wrappedSentencesOf(description, LIMIT).find((one) => {
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
