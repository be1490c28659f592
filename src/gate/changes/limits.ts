import { isObject } from "../../core/json-value.ts";
import { listed, quoted } from "../../core/prose.ts";
import type { Place } from "../../core/place.ts";
import { placeOf } from "../../model/api.ts";
import { keyword, type Schema } from "../../model/schema.ts";
import { patternShift } from "./pattern-shift.ts";
import { bindingParts } from "./schema-pairs.ts";

/** A limit on what may be sent that is another one: it asks for less, for more, or nobody can tell. */
export interface LimitShift {
  readonly shift: "looser" | "tighter" | "other";
  readonly told: string;
  readonly base: Place;
  readonly head: Place;
}

/**
 * The limits of a value that are others: lengths, sizes, ranges, patterns, formats, values to choose from, and which
 * fields must be there.
 */
export function* limitShifts(base: Schema, head: Schema): Generator<LimitShift> {
  const [before, after] = [bindingParts(base), bindingParts(head)];
  // What could not be read had limits that nobody knows.
  if ([...before, ...after].some(isUnread)) return;
  yield* bounds(before, after, [base, head]);
  yield* texts(before, after, [base, head]);
  yield* choices(before, after, head);
  yield* types(before, after, head);
  yield* demands(before, after, [base, head]);
}

function isUnread({ ref, node }: Schema): boolean {
  return ref === undefined && isObject(node.value) && typeof node.value["$ref"] === "string";
}

function* bounds(
  before: readonly Schema[],
  after: readonly Schema[],
  [base, head]: readonly [Schema, Schema],
): Generator<LimitShift> {
  for (const key of [...UPPER, ...LOWER]) {
    const [was, is] = [boundOf(before, key), boundOf(after, key)];
    if (was?.value === is?.value) continue;
    // A limit written the other way round in 3.1 is the same limit.
    const other = OTHER_WAY.get(key);
    if (other !== undefined && (was === undefined || is === undefined)) {
      const [now, then] = [is ?? boundOf(after, other), was ?? boundOf(before, other)];
      const isKept = now !== undefined && then !== undefined && !isLooser(key, then.value, now.value);
      if (isKept) continue;
    }
    yield {
      shift: isLooser(key, was?.value, is?.value) ? "looser" : "tighter",
      told:
        is === undefined
          ? `${key} ${was!.value} is gone` // one of the two is there
          : `${key} is ${is.value}${was === undefined ? ", there was none" : `, it was ${was.value}`}`,
      base: was === undefined ? placeOf(base) : placeOf(was.schema, key),
      head: is === undefined ? placeOf(head) : placeOf(is.schema, key),
    };
  }
}

function isLooser(key: string, was: number | undefined, is: number | undefined): boolean {
  if (was === undefined || is === undefined) return is === undefined;
  return UPPER.includes(key) ? is > was : is < was;
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

function* texts(
  before: readonly Schema[],
  after: readonly Schema[],
  [base, head]: readonly [Schema, Schema],
): Generator<LimitShift> {
  for (const key of ["pattern", "format"] as const) {
    const [was, is] = [before.find((one) => one[key] !== undefined), after.find((one) => one[key] !== undefined)];
    const isTelling = (schema: Schema): boolean => key === "pattern" || TELLING.test(schema.format ?? "");
    if (was === undefined && is !== undefined && isTelling(is))
      yield {
        shift: "tighter",
        told: `${key} is ${quoted(is[key] ?? "")}`,
        base: placeOf(base),
        head: placeOf(is, key),
      };
    if (was === undefined || !isTelling(was)) continue;
    if (is === undefined)
      yield {
        shift: "looser",
        told: `${key} ${quoted(was[key] ?? "")} is gone`,
        base: placeOf(was, key),
        head: placeOf(head),
      };
    else if (key === "pattern") {
      const shift = patternShift(was.pattern ?? "", is.pattern ?? "");
      if (shift !== "same")
        yield {
          shift: shift === "wider" ? "looser" : shift === "narrower" ? "tighter" : "other",
          told: `pattern is ${quoted(is.pattern ?? "")}, it was ${quoted(was.pattern ?? "")}`,
          base: placeOf(was, key),
          head: placeOf(is, key),
        };
    }
  }
}

/** Formats that fix what a value may be; others only say how it is stored. */
const TELLING = /^(?:uuid|date|date-time|time|duration|email|idn-email|hostname|ipv4|ipv6|uri|url|byte|int32)$/;

function* choices(before: readonly Schema[], after: readonly Schema[], head: Schema): Generator<LimitShift> {
  const was = before.find((schema) => schema.enum !== undefined);
  if (was?.enum === undefined) return;
  const is = after.find((schema) => schema.enum !== undefined);
  if (is?.enum === undefined) {
    if (!after.some((schema) => keyword(schema, "const") !== undefined || isOneOfFew(schema)))
      yield {
        shift: "looser",
        told: "any value is accepted; it was one of a few",
        base: placeOf(was, "enum"),
        head: placeOf(head),
      };
    return;
  }
  const [known, now] = [was.enum, is.enum].map((values) => values.map((value) => JSON.stringify(value) ?? ""));
  const among = new Set(known);
  const more = now!.filter((value) => !among.has(value));
  const left = new Set(now);
  const fewer = known!.filter((value) => !left.has(value));
  const words = (values: readonly string[]): string => listed(values.map((value) => value.slice(0, 40)));
  if (more.length > 0)
    yield {
      shift: "looser",
      told: `it may be ${words(more)} too`,
      base: placeOf(was, "enum"),
      head: placeOf(is, "enum"),
    };
  else if (fewer.length > 0)
    yield {
      shift: "tighter",
      told: `it may no longer be ${words(fewer)}`,
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

function* types(before: readonly Schema[], after: readonly Schema[], head: Schema): Generator<LimitShift> {
  const typesIn = (parts: readonly Schema[]) => parts.find(({ types: found }) => found.length > 0);
  const [was, is] = [typesIn(before), typesIn(after)];
  if (was === undefined) return;
  const isComposed = after.some((schema) => schema.allOf.length + schema.oneOf.length + schema.anyOf.length > 0);
  const hasShape =
    isComposed ||
    after.some((schema) => schema.properties.size > 0 || schema.items !== undefined || schema.enum !== undefined);
  if (is === undefined) {
    if (!hasShape)
      yield {
        shift: "looser",
        told: `any type is accepted; it was ${listed(was.types)}`,
        base: placeOf(was, "type"),
        head: placeOf(head),
      };
    return;
  }
  const more = is.types.filter(
    (type) => type !== "null" && !was.types.includes(type) && !(type === "integer" && was.types.includes("number")),
  );
  if (more.length > 0 && was.types.every((type) => is.types.includes(type)))
    yield {
      shift: "looser",
      told: `it may be ${listed(more)} too`,
      base: placeOf(was, "type"),
      head: placeOf(is, "type"),
    };
}

/** What alternatives demand of an object: some fields must be there, and some must not. */
interface Demand {
  readonly required: ReadonlySet<string>;
  readonly forbidden: ReadonlySet<string>;
}

/** Which of the fields that alternatives tell apart may be sent together, where that differs. */
function* demands(
  before: readonly Schema[],
  after: readonly Schema[],
  [base, head]: readonly [Schema, Schema],
): Generator<LimitShift> {
  const [was, is] = [demandsOf(before), demandsOf(after)];
  const names = [
    ...new Set([...was, ...is].flatMap(({ required, forbidden }) => [...required, ...forbidden])),
  ].toSorted();
  // Only where alternatives decide, and not one list alone.
  if ((was.length < 2 && is.length < 2) || names.length > MOST_NAMES) return;
  const all = combinationsOf(names);
  const more = all.find((one) => meets(one, is) && !meets(one, was));
  const fewer = all.find((one) => meets(one, was) && !meets(one, is));
  if (more !== undefined)
    yield { shift: "looser", told: `it may have ${ofNames(more, names)}`, base: placeOf(base), head: placeOf(head) };
  else if (fewer !== undefined)
    yield {
      shift: "tighter",
      told: `it may no longer have ${ofNames(fewer, names)}`,
      base: placeOf(base),
      head: placeOf(head),
    };
}

/** So many fields have 256 combinations. */
const MOST_NAMES = 8;

/** One demand for each alternative, together with what is demanded whatever alternative it is. */
function demandsOf(parts: readonly Schema[]): readonly Demand[] {
  const own = demandOf(parts);
  let found: readonly Demand[] = [own];
  for (const { anyOf, oneOf } of parts) {
    for (const alternatives of [anyOf, oneOf]) {
      if (alternatives.length === 0 || alternatives.length * found.length > MOST_DEMANDS) continue;
      const of = alternatives.map((one) => demandOf(bindingParts(one)));
      found = found.flatMap((one) => of.map((other) => together(one, other)));
    }
  }
  return found;
}

const MOST_DEMANDS = 50;

function demandOf(parts: readonly Schema[]): Demand {
  return {
    required: new Set(parts.flatMap(({ required }) => [...required])),
    // Of several that may not be there together each alone may.
    forbidden: new Set(parts.flatMap(({ not }) => (not?.required.size === 1 ? [...not.required] : []))),
  };
}

function together(one: Demand, other: Demand): Demand {
  return {
    required: new Set([...one.required, ...other.required]),
    forbidden: new Set([...one.forbidden, ...other.forbidden]),
  };
}

/** Every combination of names, those with few first. */
function combinationsOf(names: readonly string[]): readonly (readonly string[])[] {
  const all: (readonly string[])[] = [[]];
  for (const name of names) all.push(...all.map((one) => [...one, name]));
  return all.toSorted((a, b) => a.length - b.length);
}

function meets(present: readonly string[], demanded: readonly Demand[]): boolean {
  return demanded.some(
    ({ required, forbidden }) =>
      [...required].every((name) => present.includes(name)) && !present.some((name) => forbidden.has(name)),
  );
}

function ofNames(present: readonly string[], names: readonly string[]): string {
  const absent = names.filter((name) => !present.includes(name));
  const without = absent.length === 0 ? "" : `none of ${listed(absent)}`;
  return present.length === 0 ? without : `${listed(present)}${without === "" ? "" : ` and ${without}`}`;
}
