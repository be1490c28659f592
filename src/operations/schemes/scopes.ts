import { grouped } from "../../core/grouped.ts";
import { memo } from "../../core/memo.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import { textOfName, wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
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
  const texts = textsOfScopes(scheme);
  return (
    PARTED.test(scope) &&
    beginsBySeeing(texts.get(scope) ?? "", lexicon) &&
    [...texts].some(
      ([other, text]) =>
        areOfOneThing(scope, other, lexicon) &&
        text.trim() !== "" &&
        !isReadScope(other, lexicon) &&
        !beginsBySeeing(text, lexicon),
    )
  );
}

/** Whether a scope is for reading by its name, and the scheme has one for changing the same things: `READ:PRODUCT` beside `WRITE:PRODUCT`. */
export function isReadScopeOfTwo(scope: string, scheme: SecurityScheme, lexicon: Lexicon): boolean {
  return (
    isReadScope(scope, lexicon) &&
    [...textsOfScopes(scheme).keys()].some(
      (other) =>
        areOfOneThing(scope, other, lexicon) &&
        !isReadScope(other, lexicon) &&
        lexicon.has(wordsInOrder(other), "right-to-change"),
    )
  );
}

function textsOfScopes({ flows }: SecurityScheme): ReadonlyMap<string, string> {
  return new Map(flows.flatMap(({ scopes }) => [...scopes]));
}

/** What stands between the parts of a scope's name. */
const PARTED = /[.:/_-]/;

/** Whether two scopes begin with the same thing, or are of the same one wherever they name it: `orders:track`, `WRITE:ORDERS`. */
function areOfOneThing(one: string, other: string, lexicon: Lexicon): boolean {
  if (one === other) return false;
  if (
    one.split(PARTED)[0] === other.split(PARTED)[0] &&
    !lexicon.is(textOfName(one.split(PARTED)[0]!), "right-to-read")
  )
    return true;
  const thing = thingOfScope(one, lexicon);
  return thing !== "" && thing === thingOfScope(other, lexicon);
}

/** Whether a text says first that its holder sees something, behind words that only say that it is a right: "Access to read orders". */
function beginsBySeeing(text: string, lexicon: Lexicon): boolean {
  const words = wordsInOrder(text.slice(0, 200));
  const at = words.findIndex((_, index) => lexicon.lengthAt(words, index, "sees") > 0);
  return (
    at >= 0 &&
    (at <= 1 || words.slice(0, at).every((word) => lexicon.is(word, "leads-to-right"))) &&
    !lexicon.has(words, "right-to-change")
  );
}

/** What a scope is for, without whether that is read or changed: `file` of `files.read`. */
export function thingOfScope(scope: string, lexicon: Lexicon): string {
  return wordsOf(scope)
    .filter((word) => !lexicon.is(word, "right-to-read") && !lexicon.is(word, "right-to-change"))
    .join(" ");
}
