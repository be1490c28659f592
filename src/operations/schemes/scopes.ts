import { grouped } from "../../core/grouped.ts";
import { memo } from "../../core/memo.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import { textOfName, wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import type { RequiredScheme, SecurityRequirement, SecurityScheme } from "../../model/security.ts";

/** The scopes that a scheme declares, of all of its flows. */
export const declaredScopes = memo(
  ({ flows }: SecurityScheme): ReadonlySet<string> =>
    // A blank name is how some write that there are none.
    new Set(flows.flatMap(({ scopes }) => [...scopes.keys()].filter((name) => name.trim() !== ""))),
);

/** The scopes that a requirement asks for in any of its alternatives; none where there is no requirement. */
export function scopesAskedIn(security: SecurityRequirement | undefined): ReadonlySet<string> {
  return security === undefined ? NO_SCOPES : scopesOfAlternatives(security);
}

const NO_SCOPES: ReadonlySet<string> = new Set();
/** Worked out once of what many operations inherit. */
const scopesOfAlternatives = memo(
  ({ alternatives }: SecurityRequirement): ReadonlySet<string> =>
    new Set(alternatives.flatMap(({ schemes }) => schemes.flatMap(({ scopes }) => scopes))),
);

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
  return (
    PARTED.test(scope) &&
    beginsBySeeing(textsOfScopes(scheme).get(scope) ?? "", lexicon) &&
    isOfThings(scope, thingsByText(scheme), lexicon)
  );
}

/** Whether a scope is for reading by its name, and the scheme has one for changing the same things: `READ:PRODUCT` beside `WRITE:PRODUCT`. */
export function isReadScopeOfTwo(scope: string, scheme: SecurityScheme, lexicon: Lexicon): boolean {
  return isReadScope(scope, lexicon) && isOfThings(scope, thingsChanged(scheme), lexicon);
}

/** A scope whose text says that its holder makes things, and that is all that a deletion asks for. */
export interface OnlyMakes {
  readonly required: RequiredScheme;
  readonly scope: string;
  readonly text: string;
  /** Another scope of the scheme, whose text says that its holder deletes. */
  readonly other: string;
  readonly otherText: string;
}

/**
 * The scope that is asked for a deletion and by its text is for making: "create new buckets", where that of another scope says
 * "create, update and delete".
 */
export const onlyMakes = memo(({ alternatives }: SecurityRequirement): OnlyMakes | undefined => {
  if (alternatives.length !== 1) return undefined;
  const schemes = alternatives[0]!.schemes.filter(({ scopes }) => scopes.length > 0);
  const asked = schemes.flatMap((required) =>
    required.scopes.map((scope) => ({ required, scope, text: textsOfScopes(required.scheme).get(scope) ?? "" })),
  );
  const making = asked.find(({ required, text }) => isForMaking(text, required.scheme.lexicon));
  // One that says nothing of what it is for may be for anything.
  if (
    making === undefined ||
    !asked.every(
      ({ required, text }) => isForMaking(text, required.scheme.lexicon) || isForReading(text, required.scheme.lexicon),
    )
  )
    return undefined;
  const deleting = scopesThatDelete(making.required.scheme);
  return deleting === undefined ? undefined : { ...making, other: deleting[0], otherText: deleting[1] };
});

/** A scope that is for reading one value, by its name and its text: `account:email`, "Allows you to read the email addresses". */
export interface ScopeOfField {
  readonly scheme: SecurityScheme;
  readonly scope: string;
  readonly text: string;
}

/** The scopes of a scheme that are for reading one value each, by the words of that value. */
export const scopesOfFields = memo((scheme: SecurityScheme): ReadonlyMap<string, ScopeOfField> => {
  const found = new Map<string, ScopeOfField>();
  for (const [scope, text] of textsOfScopes(scheme)) {
    const parts = scope.split(/[.:/]/);
    const words = wordsInOrder(text.slice(0, 200));
    const isForOne =
      parts.length > 1 && wordsOf(parts.at(-1)!).length > 0 && scheme.lexicon.has(words, "right-to-read");
    if (isForOne && !scheme.lexicon.has(words, "right-to-change"))
      found.set(textOfName(parts.at(-1)!), { scheme, scope, text });
  }
  return found;
});

/** Whether some alternative of a requirement asks a scheme for other scopes, and not for one. */
export function doesWithout(security: SecurityRequirement, { scheme, scope }: ScopeOfField): boolean {
  const times = timesAsked(security).get(scheme);
  return times !== undefined && (times.scopes.get(scope) ?? 0) < times.all;
}

/** Whether some alternative of a requirement asks a scheme for a scope. */
export function asksFor(security: SecurityRequirement, { scheme, scope }: ScopeOfField): boolean {
  return timesAsked(security).get(scheme)?.scopes.has(scope) === true;
}

/** In how many alternatives a requirement names each scheme, and each scope of it: inherited ones are counted once. */
const timesAsked = memo(({ alternatives }: SecurityRequirement) => {
  const times = new Map<SecurityScheme, { all: number; readonly scopes: Map<string, number> }>();
  for (const { schemes } of alternatives)
    for (const { scheme, scopes } of schemes) {
      const own = times.get(scheme) ?? { all: 0, scopes: new Map<string, number>() };
      own.all += 1;
      for (const scope of new Set(scopes)) own.scopes.set(scope, (own.scopes.get(scope) ?? 0) + 1);
      times.set(scheme, own);
    }
  return times;
});

/** The first scope of a scheme whose text says that its holder deletes. */
const scopesThatDelete = memo((scheme: SecurityScheme): readonly [string, string] | undefined =>
  [...textsOfScopes(scheme)].find(([, text]) =>
    wordsInOrder(text.slice(0, 200)).some((word) => scheme.lexicon.is(word, "destroys")),
  ),
);

function isForMaking(text: string, lexicon: Lexicon): boolean {
  const words = wordsInOrder(text.slice(0, 200));
  const at = words.findIndex((word) => lexicon.is(word, "makes"));
  if (at < 0 || !words.slice(0, at).every((word) => lexicon.is(word, "leads-to-right"))) return false;
  return !words
    .slice(at + 1)
    .some((word) => GOES_FURTHER.some((concept) => lexicon.is(word, concept)) && !lexicon.is(word, "makes"));
}

const GOES_FURTHER = ["right-to-change", "destroys", "remove", "change", "everything-called"] as const;

function isForReading(text: string, lexicon: Lexicon): boolean {
  const words = wordsInOrder(text.slice(0, 200));
  return lexicon.has(words, "right-to-read") && !lexicon.has(words, "right-to-change") && !lexicon.has(words, "makes");
}

const textsOfScopes = memo(
  ({ flows }: SecurityScheme): ReadonlyMap<string, string> => new Map(flows.flatMap(({ scopes }) => [...scopes])),
);

/** What the scopes of a scheme are of that are for more than reading by their names and texts. */
const thingsByText = memo((scheme: SecurityScheme): Things =>
  thingsOf(
    [...textsOfScopes(scheme)].flatMap(([scope, text]) =>
      text.trim() !== "" && !isReadScope(scope, scheme.lexicon) && !beginsBySeeing(text, scheme.lexicon) ? [scope] : [],
    ),
    scheme.lexicon,
  ),
);

/** What the scopes of a scheme are of that are for changing by their names. */
const thingsChanged = memo((scheme: SecurityScheme): Things =>
  thingsOf(
    [...textsOfScopes(scheme).keys()].filter(
      (scope) => !isReadScope(scope, scheme.lexicon) && scheme.lexicon.has(wordsInOrder(scope), "right-to-change"),
    ),
    scheme.lexicon,
  ),
);

/** What stands between the parts of a scope's name. */
const PARTED = /[.:/_-]/;

/** What scopes are of: that with which each begins, and the thing that it names anywhere. */
interface Things {
  readonly first: ReadonlySet<string>;
  readonly anywhere: ReadonlySet<string>;
}

function thingsOf(scopes: readonly string[], lexicon: Lexicon): Things {
  return {
    first: new Set(scopes.map(firstPart)),
    anywhere: new Set(scopes.map((scope) => thingOfScope(scope, lexicon))),
  };
}

/** Whether a scope begins with the same thing as others, or is of the same one wherever they name it: `orders:track`, `WRITE:ORDERS`. */
function isOfThings(scope: string, { first, anywhere }: Things, lexicon: Lexicon): boolean {
  const own = firstPart(scope);
  if (first.has(own) && !lexicon.is(textOfName(own), "right-to-read")) return true;
  const thing = thingOfScope(scope, lexicon);
  return thing !== "" && anywhere.has(thing);
}

const firstPart = (scope: string): string => scope.split(PARTED, 1)[0]!;

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
