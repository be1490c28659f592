import { grouped } from "../../core/grouped.ts";
import { memo } from "../../core/memo.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import { wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import type { RequiredScheme, SecurityRequirement, SecurityScheme } from "../../model/security.ts";

/** The scopes that a scheme declares, of all of its flows. */
export function declaredScopes({ flows }: SecurityScheme): ReadonlySet<string> {
  return new Set(flows.flatMap(({ scopes }) => [...scopes.keys()]));
}

/** The scopes that operations ask a scheme for. */
export function askedScopes(scheme: SecurityScheme): ReadonlySet<string> {
  // Inherited requirements are one and the same, and may be long: each is looked at once.
  const requirements = new Set(scheme.usedBy.flatMap(({ security }) => security ?? []));
  return new Set([...requirements].flatMap((one) => namings(one, scheme)).flatMap(({ scopes }) => scopes));
}

/** Where a requirement names a scheme, in the order of its alternatives. */
export function namings(requirement: SecurityRequirement, scheme: SecurityScheme): readonly RequiredScheme[] {
  return namingsByScheme(requirement).get(scheme) ?? [];
}

/** Asked for each scheme, of which a requirement may name very many. */
const namingsByScheme = memo(
  ({ alternatives }: SecurityRequirement): ReadonlyMap<SecurityScheme, readonly RequiredScheme[]> =>
    grouped(
      alternatives.flatMap(({ schemes }) => schemes),
      ({ scheme }) => scheme,
    ),
);

/** Whether a scope is for reading, by its name: `orders:read`, `read_orders`, `pedidos.leitura`. */
export function isReadScope(scope: string, lexicon: Lexicon): boolean {
  const words = wordsInOrder(scope);
  return words.some(
    (_, at) => lexicon.lengthAt(words, at, "right-to-read") > 0 && !lexicon.has(words.slice(at), "right-to-change"),
  );
}

/**
 * Whether a scope is for reading by what its scheme says of it, where another scope of the same things is for more:
 * "See where your parcels are" beside "Change where your parcels go".
 */
export function isReadScopeByText(scope: string, scheme: SecurityScheme, lexicon: Lexicon): boolean {
  const texts = new Map(scheme.flows.flatMap(({ scopes }) => [...scopes]));
  const [thing, ...rest] = scope.split(/[.:/_-]/);
  return (
    rest.length > 0 &&
    beginsBySeeing(texts.get(scope) ?? "", lexicon) &&
    [...texts].some(
      ([other, text]) =>
        other !== scope &&
        other.split(/[.:/_-]/)[0] === thing &&
        text.trim() !== "" &&
        !isReadScope(other, lexicon) &&
        !beginsBySeeing(text, lexicon),
    )
  );
}

function beginsBySeeing(text: string, lexicon: Lexicon): boolean {
  const words = wordsInOrder(text.slice(0, 200));
  return [0, 1].some((at) => lexicon.lengthAt(words, at, "sees") > 0) && !lexicon.has(words, "right-to-change");
}

/** What a scope is for, without whether that is read or changed: `file` of `files.read`. */
export function thingOfScope(scope: string, lexicon: Lexicon): string {
  return wordsOf(scope)
    .filter((word) => !lexicon.is(word, "right-to-read") && !lexicon.is(word, "right-to-change"))
    .join(" ");
}
