import { listed, quoted } from "../../core/prose.ts";
import type { Operation } from "../../model/api.ts";
import { wordsInOrder } from "../../lexicon/name-tokens.ts";
import { isReadScope } from "../../operations/schemes/scopes.ts";

/** The scopes that one way into an operation asks for. */
export interface Demand {
  /** The names of its schemes, in order, as one text. */
  readonly by: string;
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
    scopes: [...new Set(schemes.flatMap(({ scopes }) => scopes))].toSorted().map((name) => ({
      name,
      right: lexicon.has(wordsInOrder(name), "granted-scope") ? 2 : isReadScope(name, lexicon) ? 0 : 1,
    })),
  }));
}

/**
 * Whether the same schemes ask for less than before: more than 0; for more: less than 0. Scopes in place of others are less
 * where their names say so.
 */
export function demandShift(was: readonly Demand[], is: readonly Demand[]): number {
  const shifts = is.flatMap((way) => {
    const before = was.find(({ by }) => by === way.by);
    return before === undefined ? [] : [shiftOf(before, way)];
  });
  return Math.max(0, ...shifts) || Math.min(0, ...shifts);
}

function shiftOf(was: Demand, is: Demand): number {
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
    const before = was.find(({ by }) => by === way.by);
    if (before === undefined || shift === 0 || Math.sign(shiftOf(before, way)) !== shift) continue;
    const [gone, added] = [named(beside(before, way)), named(beside(way, before))];
    if (added === "") return `no longer asks for the scope ${gone}`;
    return gone === "" ? `asks for the scope ${added} now` : `asks for the scope ${added} now instead of ${gone}`;
  }
  return undefined;
}

function named(scopes: readonly DemandedScope[]): string {
  return listed(
    scopes.map(({ name }) => quoted(name)),
    4,
  );
}
