import { isObject, member } from "../../core/json-value.ts";
import { keyword, type Schema } from "../../model/schema.ts";
import { matchesPattern } from "./pattern.ts";
import { newWork, withinWork, type Work } from "./work.ts";

/**
 * Whether a value is one that a request may have by its schema. What `readOnly` asks for is the answer's alone. What takes too
 * much to be known does not fit.
 */
export function fits(value: unknown, schema: Schema, work: Work = newWork()): boolean {
  return withinWork(() => fitsWithin(value, schema, work), false);
}

/** As `fits`, as a part of more that is worked out. Throws `TooMuchWork`. */
export function fitsWithin(value: unknown, schema: Schema, work: Work): boolean {
  return isFit(value, schema, { work, known: new Map(), depth: 0 });
}

/** What is known of one value and its parts while it is looked at. */
interface Looking {
  readonly work: Work;
  /** By schema and value: composition leads to the same again and again, and round in circles. */
  readonly known: Map<Schema, Map<unknown, boolean>>;
  readonly depth: number;
}

function isFit(value: unknown, schema: Schema, looking: Looking): boolean {
  if (schema.boolean !== undefined) return schema.boolean;
  const known = looking.known.get(schema) ?? new Map<unknown, boolean>();
  const before = known.get(value);
  if (before !== undefined) return before;
  if (looking.depth > DEEPEST) return false;
  looking.work.spend(1 + (schema.enum?.length ?? 0));
  // What comes back to itself adds nothing.
  looking.known.set(schema, known.set(value, false));
  const is = isFitByKeywords(value, schema, { ...looking, depth: looking.depth + 1 });
  known.set(value, is);
  return is;
}

function isFitByKeywords(value: unknown, schema: Schema, looking: Looking): boolean {
  const inner = (one: Schema, of: unknown = value): boolean => isFit(of, one, looking);
  return (
    (schema.ref === undefined || inner(schema.ref)) &&
    isOfType(value, schema) &&
    isOneOfValues(value, schema) &&
    (typeof value !== "string" || fitsText(value, schema, looking.work)) &&
    (typeof value !== "number" || fitsNumber(value, schema)) &&
    (!Array.isArray(value) || fitsList(value, schema, inner)) &&
    (!isObject(value) || fitsObject(value, schema, inner, looking.work)) &&
    schema.allOf.every((part) => inner(part)) &&
    (schema.anyOf.length === 0 || schema.anyOf.some((part) => inner(part))) &&
    (schema.oneOf.length === 0 || schema.oneOf.filter((part) => inner(part)).length === 1) &&
    (schema.not === undefined || !inner(schema.not)) &&
    (schema.if === undefined || fitsBranch(value, schema, inner))
  );
}

/** A value nests no deeper than the schemas that made it. */
const DEEPEST = 60;

type Inner = (schema: Schema, value?: unknown) => boolean;

function isOfType(value: unknown, { types, nullable }: Schema): boolean {
  if (types.length === 0) return true;
  if (value === null) return nullable || types.includes("null");
  const own = Array.isArray(value) ? "array" : typeof value;
  if (own !== "number") return types.includes(own);
  return types.includes("number") || (types.includes("integer") && Number.isInteger(value));
}

function isOneOfValues(value: unknown, schema: Schema): boolean {
  const text = JSON.stringify(value);
  const fixed = keyword(schema, "const");
  return (
    (fixed === undefined || JSON.stringify(fixed) === text) &&
    (schema.enum === undefined || schema.enum.some((one) => JSON.stringify(one) === text))
  );
}

function fitsText(text: string, schema: Schema, work: Work): boolean {
  const { length } = Array.from(text); // in characters, as JSON Schema counts
  return (
    length >= (numericKeyword(schema, "minLength") ?? 0) &&
    length <= (numericKeyword(schema, "maxLength") ?? Infinity) &&
    (schema.pattern === undefined || matchesPattern(schema.pattern, text, work) !== false) &&
    (schema.format === undefined || !Object.hasOwn(FORMATS, schema.format) || FORMATS[schema.format]!.test(text))
  );
}

/** What a text of a format looks like at least (JSON Schema, section 7.3 of its validation part). */
const FORMATS: Readonly<Record<string, RegExp>> = {
  date: /^\d{4}-\d\d-\d\d$/,
  "date-time": /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:[Zz]|[-+]\d\d:\d\d)$/,
  time: /^\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:[Zz]|[-+]\d\d:\d\d)$/,
  email: /^[^\s@]{1,64}@[^\s@]{1,190}$/,
  uuid: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
  uri: /^[a-z][a-z0-9+.-]{0,20}:\S{1,2000}$/i,
  ipv4: /^\d{1,3}(?:\.\d{1,3}){3}$/,
  hostname: /^[a-z0-9.-]{1,253}$/i,
};

function fitsNumber(value: number, schema: Schema): boolean {
  const { least, isLeastOut, most, isMostOut } = boundsOf(schema);
  const step = numericKeyword(schema, "multipleOf");
  return (
    (isLeastOut ? value > least : value >= least) &&
    (isMostOut ? value < most : value <= most) &&
    (step === undefined || step <= 0 || Math.abs(value / step - Math.round(value / step)) < 1e-9)
  );
}

/** Between what a number must be; 3.0 says with a flag that a bound is no value itself, later versions with a number. */
export function boundsOf(schema: Schema): {
  readonly least: number;
  readonly isLeastOut: boolean;
  readonly most: number;
  readonly isMostOut: boolean;
} {
  const above = numericKeyword(schema, "exclusiveMinimum");
  const below = numericKeyword(schema, "exclusiveMaximum");
  const least = numericKeyword(schema, "minimum") ?? -Infinity;
  const most = numericKeyword(schema, "maximum") ?? Infinity;
  return {
    least: above === undefined ? least : Math.max(least, above),
    isLeastOut: keyword(schema, "exclusiveMinimum") === true || (above !== undefined && above >= least),
    most: below === undefined ? most : Math.min(most, below),
    isMostOut: keyword(schema, "exclusiveMaximum") === true || (below !== undefined && below <= most),
  };
}

function fitsList(list: readonly unknown[], schema: Schema, inner: Inner): boolean {
  const { items, prefixItems } = schema;
  return (
    list.length >= (numericKeyword(schema, "minItems") ?? 0) &&
    list.length <= (numericKeyword(schema, "maxItems") ?? Infinity) &&
    (keyword(schema, "uniqueItems") !== true || new Set(list.map((one) => JSON.stringify(one))).size === list.length) &&
    list.every((one, index) => {
      const of = prefixItems[index] ?? items;
      return of === undefined || inner(of, one);
    })
  );
}

function fitsObject(value: Readonly<Record<string, unknown>>, schema: Schema, inner: Inner, work: Work): boolean {
  const { properties, patternProperties, additionalProperties } = schema;
  const keys = Object.keys(value);
  const isKnown = (key: string): boolean =>
    properties.has(key) ||
    [...patternProperties.keys()].some((pattern) => matchesPattern(pattern, key, work) !== false);
  return (
    keys.length >= (numericKeyword(schema, "minProperties") ?? 0) &&
    keys.length <= (numericKeyword(schema, "maxProperties") ?? Infinity) &&
    [...schema.required].every((key) => Object.hasOwn(value, key) || isReadOnly(properties.get(key))) &&
    keys.every((key) => {
      const property = properties.get(key);
      if (property !== undefined) return inner(property, member(value, key));
      if (isKnown(key) || additionalProperties === undefined) return true;
      return typeof additionalProperties === "boolean"
        ? additionalProperties
        : inner(additionalProperties, member(value, key));
    })
  );
}

/** Whether only answers have a property. */
export function isReadOnly(property: Schema | undefined): boolean {
  return property !== undefined && (property.readOnly || property.ref?.readOnly === true);
}

function fitsBranch(value: unknown, schema: Schema, inner: Inner): boolean {
  const branch = inner(schema.if!, value) ? schema.then : schema.else; // asked only where there is an `if`
  return branch === undefined || inner(branch);
}

/** A keyword whose value is a number. */
export function numericKeyword(schema: Schema, key: string): number | undefined {
  const value = keyword(schema, key);
  return typeof value === "number" ? value : undefined;
}
