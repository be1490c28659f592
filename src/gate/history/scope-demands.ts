import { listed, quoted } from "../../core/prose.ts";
import type { Operation } from "../../model/api.ts";
import { wordsInOrder } from "../../lexicon/name-tokens.ts";
import { isReadScope } from "../../operations/schemes/scopes.ts";

/** The scopes that one way into an operation asks for. */
export interface Demand {
  /** The names of its schemes, in order, as one text, and one by one. */
  readonly by: string;
  readonly schemes: readonly string[];
  readonly scopes: readonly DemandedScope[];
}

interface DemandedScope {
  readonly name: string;
  /** What a scope is for by its name: 0 to read, 1 anything else, 2 what is granted to a few. */
  readonly right: 0 | 1 | 2;
}

/** What each way into an operation asks for, one for each alternative of its security requirement. */
export function demandsOf({ security, lexicon }: Operation): readonly Demand[] {
  return (security?.alternatives ?? []).map(({ schemes }) => ({
    by: schemes
      .map(({ name }) => name)
      .toSorted()
      .join(" "),
    schemes: schemes.map(({ name }) => name),
    scopes: [...new Set(schemes.flatMap(({ scopes }) => scopes))].toSorted().map((name) => ({
      name,
      right: lexicon.has(wordsInOrder(name), "granted-scope") ? 2 : isReadScope(name, lexicon) ? 0 : 1,
    })),
  }));
}

/**
 * Whether the same schemes ask for less than before: more than 0; for more: less than 0. Scopes in place of others are less
 * where their names say so. So is one credential where two were asked for together.
 */
export function demandShift(was: readonly Demand[], is: readonly Demand[]): number {
  const shifts = is.flatMap((way) => nearestOf(was, way)?.shift ?? []);
  return shifts.length === 0 ? 0 : Math.max(...shifts);
}

/** The way by the same schemes that asked for the least before: who could come in by that one could come in. */
function nearestOf(
  was: readonly Demand[],
  way: Demand,
): { readonly before: Demand; readonly shift: number } | undefined {
  const alike = was.filter(({ by }) => by === way.by);
  // Where these schemes are not asked for as such, some of them were, or more together.
  const found = (alike.length > 0 ? alike : was.filter((before) => togetherShift(before, way) !== 0)).map((before) => ({
    before,
    shift: shiftOf(before, way),
  }));
  return found.toSorted((a, b) => a.shift - b.shift)[0];
}

/** How many schemes less are asked for together; less than 0 for more; 0 where they are the same, or others. */
function togetherShift({ schemes: was }: Demand, { schemes: is }: Demand): number {
  if (was.length === 0 || is.length === 0) return 0;
  const isLess = is.length < was.length && is.every((name) => was.includes(name));
  const isMore = is.length > was.length && was.every((name) => is.includes(name));
  return isLess || isMore ? was.length - is.length : 0;
}

function shiftOf(was: Demand, is: Demand): number {
  const together = togetherShift(was, is);
  if (together !== 0) return together;
  const [gone, added] = [beside(was, is), beside(is, was)];
  if (added.length === 0) return gone.length;
  if (gone.length === 0) return -added.length;
  return rightOf(gone) - rightOf(added);
}

/** The scopes of one way that the other does not ask for. */
function beside(one: Demand, other: Demand): readonly DemandedScope[] {
  const known = new Set(other.scopes.map(({ name }) => name));
  return one.scopes.filter(({ name }) => !known.has(name));
}

function rightOf(scopes: readonly DemandedScope[]): number {
  return Math.max(...scopes.map(({ right }) => right));
}

/** What becomes of the scopes that an operation asks for: `no longer asks for the scope "a"`. */
export function demandWords(was: readonly Demand[], is: readonly Demand[]): string | undefined {
  const shift = Math.sign(demandShift(was, is));
  for (const way of is) {
    const nearest = nearestOf(was, way);
    if (nearest === undefined || shift === 0 || Math.sign(nearest.shift) !== shift) continue;
    const { before } = nearest;
    if (togetherShift(before, way) > 0)
      return `no longer asks for ${quotedNames(without(before.schemes, way.schemes))} together with ${quotedNames(way.schemes)}`;
    if (togetherShift(before, way) < 0)
      return `now asks for ${quotedNames(without(way.schemes, before.schemes))} together with ${quotedNames(before.schemes)}`;
    const [gone, added] = [beside(before, way), beside(way, before)];
    if (added.length === 0) return `no longer asks for the ${named(gone)}`;
    return gone.length === 0
      ? `now asks for the ${named(added)}`
      : `now asks for the ${named(added)} instead of ${listedNames(gone)}`;
  }
  return undefined;
}

function without(names: readonly string[], others: readonly string[]): readonly string[] {
  return names.filter((name) => !others.includes(name));
}

function quotedNames(names: readonly string[]): string {
  return listed(
    names.map((name) => quoted(name)),
    4,
  );
}

function named(scopes: readonly DemandedScope[]): string {
  return `${scopes.length === 1 ? "scope" : "scopes"} ${listedNames(scopes)}`;
}

function listedNames(scopes: readonly DemandedScope[]): string {
  return quotedNames(scopes.map(({ name }) => name));
}
