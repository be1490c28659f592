import { addTo } from "../../core/grouped.ts";
import { memo } from "../../core/memo.ts";
import type { Place } from "../../core/place.ts";
import type { SecurityScheme } from "../../model/security.ts";

/** One way in: the schemes that are asked for together, with their scopes. */
export interface Way {
  readonly schemes: ReadonlyMap<SecurityScheme, ReadonlySet<string>>;
  readonly at: Place;
}

/** Ways of which it is asked which others they ask for as much as: a requirement may have as many as it likes. */
export interface Ways {
  /** Whether one of them asks for exactly what a way asks for. */
  readonly hasEqual: (way: Way) => boolean;
  /** Whether one of them asks for nothing that a way does not ask for. */
  readonly hasWithin: (way: Way) => boolean;
  /** The first with the same schemes, whatever the scopes. */
  readonly ofSameSchemes: (way: Way) => Way | undefined;
  /** The first with the same schemes and all scopes of a way. */
  readonly withMoreScopes: (way: Way) => Way | undefined;
  /** The first that has all schemes of a way, whatever the scopes. */
  readonly withAllSchemes: (way: Way) => Way | undefined;
}

/** An index over ways. */
export const waysOf = memo((ways: readonly Way[]): Ways => {
  const numbers = new Map<SecurityScheme, number>();
  const numberOf = (scheme: SecurityScheme): number => {
    const number = numbers.get(scheme) ?? numbers.size;
    numbers.set(scheme, number);
    return number;
  };
  const keyOf = ({ schemes }: Way, hasScopes: boolean): string =>
    JSON.stringify(
      [...schemes]
        .map(([scheme, scopes]) => [numberOf(scheme), hasScopes ? [...scopes].toSorted() : []] as const)
        .toSorted(([a], [b]) => a - b),
    );
  const part = (scheme: SecurityScheme, scope: string | undefined): string =>
    `${numberOf(scheme)} ${scope === undefined ? "" : `:${scope}`}`;

  const equal = new Set<string>();
  const bySchemes = new Map<string, Way[]>();
  const byPart = new Map<string, Way[]>();
  const byScheme = new Map<SecurityScheme, Way[]>();
  let isAnyOpen = false;
  for (const way of ways) {
    equal.add(keyOf(way, true));
    addTo(bySchemes, keyOf(way, false), way);
    for (const scheme of way.schemes.keys()) addTo(byScheme, scheme, way);
    const [first] = way.schemes;
    if (first === undefined) isAnyOpen = true;
    // What is within another way has its own first part in common with it.
    else addTo(byPart, part(first[0], [...first[1]][0]), way);
  }
  return {
    hasEqual: (way) => equal.has(keyOf(way, true)),
    hasWithin: (way) => {
      if (isAnyOpen || equal.has(keyOf(way, true))) return true;
      for (const [scheme, scopes] of way.schemes)
        for (const scope of [undefined, ...scopes])
          if (byPart.get(part(scheme, scope))?.some((other) => asksForAll(way, other)) === true) return true;
      return false;
    },
    ofSameSchemes: (way) => bySchemes.get(keyOf(way, false))?.[0],
    withMoreScopes: (way) =>
      bySchemes
        .get(keyOf(way, false))
        ?.slice(0, MOST_LOOKED_AT)
        .find((other) => asksForAll(other, way)),
    withAllSchemes: (way) => {
      const lists = [...way.schemes.keys()].map((scheme) => byScheme.get(scheme) ?? []);
      const shortest = lists.reduce((best, list) => (list.length < best.length ? list : best), lists[0] ?? ways);
      return shortest.find((other) => [...way.schemes.keys()].every((scheme) => other.schemes.has(scheme)));
    },
  };
});

/** A requirement may have as many ways by the same schemes as it likes, and each is held against them. */
const MOST_LOOKED_AT = 100;

/** Whether `way` asks for everything that `other` asks for. */
function asksForAll(way: Way, other: Way): boolean {
  return [...other.schemes].every(([scheme, scopes]) => {
    const asked = way.schemes.get(scheme);
    return asked !== undefined && [...scopes].every((scope) => asked.has(scope));
  });
}
