import { memoWith } from "../../core/memo.ts";
import { listed, quoted } from "../../core/prose.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import { wordsInOrder } from "../../lexicon/name-tokens.ts";
import { sentencesOf } from "../../lexicon/sentences.ts";
import { statedIn } from "../../lexicon/statements.ts";
import type { Operation } from "../../model/api.ts";
import type { SecurityScheme } from "../../model/security.ts";
import { isGraveRead } from "../grave-reads.ts";
import { declaredScopes } from "./scopes.ts";

/**
 * Why the scope that an operation asks for is no protection of what it returns: by the description all of a group have it, or
 * callers of several kinds, and other operations with the same scope return nothing that would hurt anybody. `undefined` where
 * nothing says so.
 */
export function widelyHeldScope(api: AssessedApi, operation: Operation): string | undefined {
  for (const { schemes } of operation.security?.alternatives ?? []) {
    const [first] = schemes.flatMap(({ scheme, scopes }) => scopes.map((scope) => ({ scheme, scope })));
    if (first === undefined || schemes.some(({ scopes }) => scopes.length !== 1)) continue;
    const by = heldWidely(first.scheme, api.info.description ?? "").get(first.scope);
    if (by !== undefined && isOrdinary(api, first.scheme, first.scope)) return by;
  }
  return undefined;
}

/** Whether most of what a scope opens hurts nobody: one that is for diagnoses is held by those who need them. */
function isOrdinary(api: AssessedApi, scheme: SecurityScheme, scope: string): boolean {
  const reads = scheme.usedBy.filter(
    ({ method, security }) =>
      method === "GET" &&
      security?.alternatives.some(({ schemes }) =>
        schemes.some((one) => one.scheme === scheme && one.scopes.includes(scope)),
      ),
  );
  const grave = reads.filter((one) => isGraveRead(api, one)).length;
  return reads.length - grave >= Math.max(1, grave);
}

/** The scopes of a scheme that many hold, each with the sentence that says so. A scheme always stands with the text of its API. */
const heldWidely = memoWith((scheme: SecurityScheme, described: string): ReadonlyMap<string, string> => {
  const scopes = [...declaredScopes(scheme)];
  const held = new Map<string, string>();
  for (const { scopes: texts } of scheme.flows)
    for (const [scope, text] of texts) {
      const sentence = statedIn(text).get("scope-of-all");
      if (sentence !== undefined) held.set(scope, `${quoted(scope)} is described: ${quoted(sentence, LONGEST)}.`);
    }
  const texts = [described, scheme.description ?? ""].filter((text) => scopes.some((scope) => text.includes(scope)));
  for (const text of texts) {
    const naming = sentencesOf(text, LIMIT).flatMap((sentence) => {
      const named = scopesIn(sentence, scopes);
      return named.length === 0 ? [] : [{ sentence, named }];
    });
    for (const { sentence, named } of naming) {
      const [only] = named;
      if (named.length > 1 || held.has(only!)) continue;
      if (statedIn(sentence).has("scope-of-all") || isRowOfAll(sentence, only!, scheme))
        held.set(only!, `The description says: ${quoted(sentence, LONGEST)}.`);
    }
    // Rows of those who call, with the scopes of each.
    if (!naming.some(({ named }) => named.length > 1)) continue;
    for (const scope of scopes) {
      const holders = naming.flatMap(({ sentence, named }) =>
        named.includes(scope) ? (holderIn(sentence) ?? []) : [],
      );
      if (holders.length > 1 && !held.has(scope))
        held.set(scope, `According to the description, ${quoted(scope)} is held by ${listed(holders, 4)}.`);
    }
  }
  return held;
});

/** The scopes that a sentence names: as code, or with what only scopes have within, so that "read" is a word. */
function scopesIn(sentence: string, scopes: readonly string[]): readonly string[] {
  return scopes.filter(
    (scope) =>
      sentence.includes(`\`${scope}\``) || (/[.:/_]/.test(scope) && sentence.split(/[\s|,`]+/).includes(scope)),
  );
}

/** Whether a row of a table has a scope in one cell, and all of a group in the other. */
function isRowOfAll(sentence: string, scope: string, { lexicon }: SecurityScheme): boolean {
  const cells = cellsOf(sentence);
  return (
    cells.length > 1 &&
    cells.some((cell) => cell.replaceAll("`", "") === scope) &&
    cells.some((cell) => lexicon.is(wordsInOrder(cell)[0] ?? "", "quantifier-all"))
  );
}

/** Who has the scopes of a row or of an entry of a list: "| Couriers | `a` `b` |", "Couriers: `a`, `b`". */
function holderIn(sentence: string): string | undefined {
  const cells = cellsOf(sentence);
  const holder = cells.length > 1 ? cells[0]! : (/^([^:`]{2,60}):\s/.exec(sentence)?.[1] ?? "");
  return holder === "" || holder.includes("`") ? undefined : holder.replaceAll("*", "").trim();
}

function cellsOf(sentence: string): readonly string[] {
  return sentence.startsWith("|")
    ? sentence
        .split("|")
        .map((cell) => cell.trim())
        .filter((cell) => cell !== "")
    : [];
}

/** So much of a text is looked at, and so much of a sentence shown. */
const LIMIT = 8000;
const LONGEST = 160;
