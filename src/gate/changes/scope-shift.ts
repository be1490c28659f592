import { memo } from "../../core/memo.ts";
import { addTo } from "../../core/grouped.ts";
import { SENSITIVITIES, type Sensitivity } from "../../core/exposure-words.ts";
import { SCOPES_OF_IDENTITY } from "../../core/identity-scopes.ts";
import { listed, quoted } from "../../core/prose.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import { readingOf } from "../../exposure/reading.ts";
import { wordsInOrder } from "../../lexicon/name-tokens.ts";
import type { Operation } from "../../model/api.ts";
import type { SecurityScheme } from "../../model/security.ts";
import { isReadScope } from "../../operations/schemes/scopes.ts";
import type { OperationPair } from "../matched-operations.ts";
import type { Way } from "./ways-in.ts";
import { carriedSensitivity } from "./words.ts";

/** What became of the scopes of one way in. */
export interface ScopeShift {
  readonly kind: "scope-dropped" | "scope-weakened" | "scope-replaced";
  readonly told: string;
}

/**
 * How the scopes of a way in differ, where the new one does not ask for all that the old one asked for: some are left out,
 * or others are asked for in their place, which is weaker only where something shows it.
 */
export function scopeShift(before: Way, after: Way, base: AssessedApi, pair: OperationPair): ScopeShift {
  const dropped = scopesBeside(before, after);
  const gained = scopesBeside(after, before);
  const names = listed([...after.schemes.keys()].map(({ name }) => name));
  if (gained.length === 0)
    return { kind: "scope-dropped", told: `${names} no longer asks for the scope ${scopeWords(dropped)}` };
  const told = `${names} asks for the scope ${scopeWords(gained)} instead of ${scopeWords(dropped)}`;
  const why = weakness(dropped, gained, base, pair);
  return why === undefined ? { kind: "scope-replaced", told } : { kind: "scope-weakened", told: `${told}: ${why}` };
}

interface Scope {
  readonly scheme: SecurityScheme;
  readonly name: string;
}

/** The scopes of one way that the other does not ask for. */
function scopesBeside({ schemes }: Way, other: Way): readonly Scope[] {
  return [...schemes].flatMap(([scheme, scopes]) =>
    [...scopes].filter((name) => other.schemes.get(scheme)?.has(name) !== true).map((name) => ({ scheme, name })),
  );
}

function scopeWords(scopes: readonly Scope[]): string {
  return listed(
    scopes.map(({ name }) => quoted(name)),
    4,
  );
}

/** Why new scopes ask for less than those that they replace; `undefined` where nothing shows it. */
function weakness(
  dropped: readonly Scope[],
  gained: readonly Scope[],
  base: AssessedApi,
  { base: operation }: OperationPair,
): string | undefined {
  const isOfAnyUser = ({ name }: Scope): boolean => SCOPES_OF_IDENTITY.has(name);
  if (gained.every(isOfAnyUser) && !dropped.every(isOfAnyUser))
    return `the token of any user has ${scopeWords(gained)}`;
  const { lexicon } = operation;
  const isToRead = ({ name }: Scope): boolean => isReadScope(name, lexicon);
  const isToChange = ({ name }: Scope): boolean =>
    !isReadScope(name, lexicon) && lexicon.has(wordsInOrder(name), "right-to-change");
  const isGranted = ({ name }: Scope): boolean => lexicon.has(wordsInOrder(name), "granted-scope");
  if (gained.some(isGranted)) return undefined;
  if (dropped.some(isGranted)) return `nobody has ${scopeWords(dropped.filter(isGranted))} by having signed up`;
  if (gained.every(isToRead) && dropped.some(isToChange)) return `${scopeWords(gained)} is for reading`;
  const opened = worstBeside(operation, gained, base);
  if (opened === undefined) return undefined; // nothing tells what it is for
  const before = worstBeside(operation, dropped, base)?.harm ?? harmOf(operation, base);
  return opened.harm < before ? `${scopeWords(gained)} otherwise opens no more than ${opened.operation.id}` : undefined;
}

/** An operation with what can be done with it. */
interface Opened {
  readonly operation: Operation;
  readonly harm: number;
  readonly place: number;
}

/** Operations by the scopes that they ask for in whatever alternative, those first with which the most can be done. */
const openedByScope = memo((api: AssessedApi): ReadonlyMap<string, readonly Opened[]> => {
  const found = new Map<string, Opened[]>();
  for (const [place, operation] of api.operations.entries()) {
    const scopes = (operation.security?.alternatives ?? []).flatMap(({ schemes }) =>
      schemes.flatMap(({ scheme, scopes: names }) => names.map((name) => scopeKey({ scheme, name }))),
    );
    if (scopes.length === 0) continue;
    const opened = { operation, harm: harmOf(operation, api), place };
    for (const scope of new Set(scopes)) addTo(found, scope, opened);
  }
  return new Map([...found].map(([scope, all]) => [scope, all.toSorted(byHarm)]));
});

function scopeKey({ scheme, name }: Scope): string {
  return `${scheme.name} ${name}`;
}

function byHarm(a: Opened, b: Opened): number {
  return b.harm - a.harm || a.place - b.place;
}

/** Of the other operations that ask for one of these scopes, the one with which the most can be done. */
function worstBeside(operation: Operation, scopes: readonly Scope[], api: AssessedApi): Opened | undefined {
  const worst = scopes.flatMap(
    (scope) =>
      openedByScope(api)
        .get(scopeKey(scope))
        ?.find((one) => one.operation !== operation) ?? [],
  );
  return worst.toSorted(byHarm)[0];
}

/** The most that can be done with an operation: to change weighs more than whatever is read. */
function harmOf(operation: Operation, api: AssessedApi): number {
  if (readingOf(operation) === undefined) return SENSITIVITIES.length;
  const carries: Sensitivity = carriedSensitivity(api.assessed(operation)) ?? "public";
  return SENSITIVITIES.indexOf(carries);
}
