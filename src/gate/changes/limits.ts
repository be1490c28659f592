import { listed, quoted } from "../../core/prose.ts";
import type { Place } from "../../core/place.ts";
import { placeOf } from "../../model/api.ts";
import { keyword, type Schema } from "../../model/schema.ts";
import { bindingParts } from "./schema-pairs.ts";

/** A limit on what may be sent that became looser. */
export interface LooserLimit {
  readonly told: string;
  readonly base: Place;
  readonly head: Place;
}

/** The limits of a value that ask for less than they did: lengths, sizes, ranges, patterns, formats, and values to choose from. */
export function* looserLimits(base: Schema, head: Schema): Generator<LooserLimit> {
  const [before, after] = [bindingParts(base), bindingParts(head)];
  for (const key of [...UPPER, ...LOWER]) {
    const [was, is] = [boundOf(before, key), boundOf(after, key)];
    if (was === undefined) continue;
    const isLooser = is === undefined || (UPPER.includes(key) ? is.value > was.value : is.value < was.value);
    if (!isLooser) continue;
    // A limit written the other way round in 3.1 is the same limit.
    const other = OTHER_WAY.get(key);
    const otherwise = other === undefined ? undefined : boundOf(after, other);
    if (
      is === undefined &&
      otherwise !== undefined &&
      !(UPPER.includes(key) ? otherwise.value > was.value : otherwise.value < was.value)
    )
      continue;
    yield {
      told: is === undefined ? `${key} ${was.value} is gone` : `${key} is ${is.value}, it was ${was.value}`,
      base: placeOf(was.schema, key),
      head: is === undefined ? placeOf(head) : placeOf(is.schema, key),
    };
  }
  yield* texts(before, after, head);
  yield* choices(before, after, head);
  yield* types(before, after, head);
}

const UPPER: readonly string[] = ["maxLength", "maxItems", "maxProperties", "maximum", "exclusiveMaximum"];
const LOWER: readonly string[] = ["minLength", "minItems", "minProperties", "minimum", "exclusiveMinimum"];
const OTHER_WAY: ReadonlyMap<string, string> = new Map([
  ["maximum", "exclusiveMaximum"],
  ["exclusiveMaximum", "maximum"],
  ["minimum", "exclusiveMinimum"],
  ["exclusiveMinimum", "minimum"],
]);

/** The tightest bound of a value, and the schema that makes it. `exclusiveMaximum: true` of 3.0 is told by `maximum`. */
function boundOf(
  parts: readonly Schema[],
  key: string,
): { readonly value: number; readonly schema: Schema } | undefined {
  let found: { readonly value: number; readonly schema: Schema } | undefined;
  for (const schema of parts) {
    const value = keyword(schema, key);
    if (typeof value !== "number") continue;
    if (found === undefined || (UPPER.includes(key) ? value < found.value : value > found.value))
      found = { value, schema };
  }
  return found;
}

function* texts(before: readonly Schema[], after: readonly Schema[], head: Schema): Generator<LooserLimit> {
  for (const key of ["pattern", "format"] as const) {
    const was = before.find((schema) => schema[key] !== undefined);
    const isThere = after.some((schema) => schema[key] !== undefined);
    if (was === undefined || isThere || !(key === "pattern" || TELLING.test(was.format ?? ""))) continue;
    yield { told: `${key} ${quoted(was[key] ?? "")} is gone`, base: placeOf(was, key), head: placeOf(head) };
  }
}

/** Formats that fix what a value may be; others only say how it is stored. */
const TELLING = /^(?:uuid|date|date-time|time|duration|email|idn-email|hostname|ipv4|ipv6|uri|url|byte|int32)$/;

function* choices(before: readonly Schema[], after: readonly Schema[], head: Schema): Generator<LooserLimit> {
  const was = before.find((schema) => schema.enum !== undefined);
  if (was?.enum === undefined) return;
  const is = after.find((schema) => schema.enum !== undefined);
  if (is?.enum === undefined) {
    if (!after.some((schema) => keyword(schema, "const") !== undefined || isOneOfFew(schema)))
      yield { told: "any value is taken; it was one of a few", base: placeOf(was, "enum"), head: placeOf(head) };
    return;
  }
  const known = new Set(was.enum.map((value) => JSON.stringify(value)));
  const more = is.enum.map((value) => JSON.stringify(value) ?? "").filter((value) => !known.has(value));
  if (more.length > 0)
    yield {
      told: `it may be ${listed(more.map((value) => value.slice(0, 40)))} too`,
      base: placeOf(was, "enum"),
      head: placeOf(is, "enum"),
    };
}

/** Whether a value is one of a few by alternatives, each of which says what it may be. */
function isOneOfFew({ oneOf, anyOf }: Schema): boolean {
  const alternatives = oneOf.length > 0 ? oneOf : anyOf;
  return alternatives.length > 0 && alternatives.every((one) => bindingParts(one).some(isFixed));
}

function isFixed(schema: Schema): boolean {
  return schema.enum !== undefined || keyword(schema, "const") !== undefined || schema.types.join() === "null";
}

function* types(before: readonly Schema[], after: readonly Schema[], head: Schema): Generator<LooserLimit> {
  const typesIn = (parts: readonly Schema[]) => parts.find(({ types: found }) => found.length > 0);
  const [was, is] = [typesIn(before), typesIn(after)];
  if (was === undefined) return;
  const isComposed = after.some((schema) => schema.allOf.length + schema.oneOf.length + schema.anyOf.length > 0);
  const hasShape =
    isComposed ||
    after.some((schema) => schema.properties.size > 0 || schema.items !== undefined || schema.enum !== undefined);
  if (is === undefined) {
    if (!hasShape)
      yield { told: `anything is taken; it was ${listed(was.types)}`, base: placeOf(was, "type"), head: placeOf(head) };
    return;
  }
  const more = is.types.filter(
    (type) => type !== "null" && !was.types.includes(type) && !(type === "integer" && was.types.includes("number")),
  );
  if (more.length > 0 && was.types.every((type) => is.types.includes(type)))
    yield { told: `it may be ${listed(more)} too`, base: placeOf(was, "type"), head: placeOf(is, "type") };
}
