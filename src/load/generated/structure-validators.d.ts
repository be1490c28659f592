/** What a compiled validator says of one fault. */
export interface StructureError {
  /** RFC 6901, from the value that was given; empty for that itself. */
  readonly instancePath: string;
  /** The definition in OpenAPI's schema whose rule is broken; a key of `KINDS`. */
  readonly kind: string;
  /** Where in the object of that kind: `tags[]`, `scopes.*`; empty for the object itself. */
  readonly at: string;
  /** The keyword of JSON Schema, or of ours (`scripts/structure-validators.mjs`). */
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** The key that is at fault, where the rule is one about the names of keys. */
  readonly propertyName?: string;
}

export interface Kind {
  /** With its article: `an operation`. */
  readonly words: string;
  /** The keys that the spec names for it. */
  readonly keys: readonly string[];
}

/** The kinds of object by version and definition. */
export const KINDS: Readonly<Record<string, Readonly<Record<string, Kind>>>>;

/**
 * Every fault of a value as a thing of a kind (`OpenAPI`, `Operation`, …), at most 10,000; `dialect` is that of its schemas
 * of 3.1 and later which name none. Throws for a kind that the version does not have.
 */
export function structureErrors(
  version: string,
  kind: string,
  value: unknown,
  dialect?: unknown,
): readonly StructureError[];
