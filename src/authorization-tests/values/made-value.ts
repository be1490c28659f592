import { isObject } from "../../core/json-value.ts";
import { memo } from "../../core/memo.ts";
import { keyword, type Schema } from "../../model/schema.ts";
import { isPlainText } from "../plain-texts.ts";
import { boundsOf, fitsWithin, isReadOnly, numericKeyword } from "./fits.ts";
import { matchesPattern, textOfPattern } from "./pattern.ts";
import { newWork, withinWork, type Work } from "./work.ts";

/** What values are made with: the same gives the same. */
export interface Making {
  /** Today, YYYY-MM-DD: dates lie a month behind it. */
  readonly asOf: string;
  /** Whether a value of the description may stand in a file: it holds no credential, and means nothing to a runner. */
  readonly mayShow: (value: unknown) => boolean;
  /** Whether a value says that something is done, as `delete` does: another is taken before it. */
  readonly isAct?: (value: unknown) => boolean;
  /** Another gives other values, where the schema leaves a choice. */
  readonly seed: number;
  /** Throws where the time that a review may take is up. */
  readonly checkTime?: () => void;
}

/** What a schema has no value for, or none that was found. */
export const NO_VALUE: unique symbol = Symbol("no value");

/**
 * A value that fits a schema: what the schema fixes or shows, else one made by its keywords, with the required properties
 * alone. `NO_VALUE` where none was found, or looking for one takes too much.
 */
export function madeValue(schema: Schema, making: Making): unknown {
  return withinWork(
    () => valueOf(schema, { ...making, work: newWork(making.checkTime), above: new Set(), depth: 0 }),
    NO_VALUE,
  );
}

/** A value in the making. */
interface Made extends Making {
  readonly work: Work;
  /** The schemas of which it is a part. */
  readonly above: ReadonlySet<Schema>;
  readonly depth: number;
}

function valueOf(schema: Schema, made: Made): unknown {
  if (made.depth > DEEPEST) return NO_VALUE;
  const branches = branchesOf(schema);
  made.work.spend(branches.reduce((sum, parts) => sum + parts.length, 1));
  // What holds another of its own kind ends sooner with what does not.
  const isAgain = (parts: readonly Schema[]): boolean => parts.some((part) => made.above.has(part));
  for (const parts of branches.toSorted((a, b) => Number(isAgain(a)) - Number(isAgain(b)))) {
    const shown = shownValue(parts, schema, made);
    if (shown !== NO_VALUE) return shown;
    const value = madeOf(parts, { ...made, above: new Set([...made.above, ...parts]), depth: made.depth + 1 });
    if (value !== NO_VALUE && fitsWithin(value, schema, made.work)) return value;
  }
  return NO_VALUE;
}

const DEEPEST = 12;
const MOST_BRANCHES = 16;
const MOST_PARTS = 200;

/**
 * The schemas that must all hold, for each choice that `oneOf` and `anyOf` leave, the first of many: references and `allOf`
 * are followed. A choice of the schema itself is none.
 */
const branchesOf = memo((schema: Schema): Branches => branchesWithin(schema, new Map(), 0));

type Branches = readonly (readonly Schema[])[];

/** `known` are those of the schemas that have been looked at on the way; those of one that is being looked at are none. */
function branchesWithin(schema: Schema, known: Map<Schema, Branches>, depth: number): Branches {
  const before = known.get(schema);
  if (before !== undefined) return before;
  if (depth > DEEPEST_CHOICE) return [];
  known.set(schema, []);
  let branches: Branches = [[]];
  const parts = new Set([schema]);
  for (const part of parts) {
    branches = branches.map((held) => joined(held, [part]));
    if (parts.size < MOST_PARTS)
      for (const more of [...(part.ref === undefined ? [] : [part.ref]), ...part.allOf]) parts.add(more);
    for (const choices of [part.oneOf, part.anyOf]) {
      if (choices.length === 0) continue;
      const further = choices.flatMap((one) => branchesWithin(one, known, depth + 1)).slice(0, MOST_BRANCHES);
      branches = branches.flatMap((held) => further.map((more) => joined(held, more))).slice(0, MOST_BRANCHES);
    }
  }
  known.set(schema, branches);
  return branches;
}

function joined(held: readonly Schema[], more: readonly Schema[]): readonly Schema[] {
  return [...new Set([...held, ...more])].slice(0, MOST_PARTS);
}

/** So many choices are followed from one to the next. */
const DEEPEST_CHOICE = 50;

/** What the schemas fix, list or show, if one of that fits. */
function shownValue(parts: readonly Schema[], schema: Schema, making: Made): unknown {
  const fixed = parts.map((part) => keyword(part, "const")).filter((value) => value !== undefined);
  const listed = parts.flatMap((part) => part.enum ?? []);
  const isSecret = parts.some(({ format }) => format === "password");
  // A credential of an example is somebody's, perhaps.
  const examples = isSecret ? [] : parts.flatMap((part) => part.examples.map(({ value }) => value));
  const values = making.seed % 2 === 0 ? listed : listed.toReversed();
  const { isAct = () => false } = making;
  const found = [...fixed, ...values, ...examples]
    .toSorted((a, b) => Number(isAct(a)) - Number(isAct(b)))
    .find((value) => value !== null && isShowable(value, making) && fitsWithin(value, schema, making.work));
  return found === undefined ? NO_VALUE : found;
}

/** Whether all texts in a value may stand in a file, and nothing in it is too large to. */
function isShowable(value: unknown, { mayShow }: Making): boolean {
  const text = JSON.stringify(value);
  return text !== undefined && text.length <= LONGEST_EXAMPLE && mayShow(value);
}

const LONGEST_EXAMPLE = 4000;

function madeOf(parts: readonly Schema[], making: Made): unknown {
  switch (typeOf(parts)) {
    case "object":
      return madeObject(parts, making);
    case "array":
      return madeList(parts, making);
    case "integer":
      return madeNumber(parts, making, true);
    case "number":
      return madeNumber(parts, making, false);
    case "boolean":
      return making.seed % 2 === 1;
    case "null":
      return null;
    default:
      return madeText(parts, making);
  }
}

/** The type that the schemas have in common, or that their keywords are about. */
function typeOf(parts: readonly Schema[]): string {
  const stated = parts.filter(({ types }) => types.length > 0);
  const common = stated[0]?.types.filter((type) => stated.every(({ types }) => types.includes(type))) ?? [];
  const named = common.find((type) => type !== "null") ?? common[0] ?? stated[0]?.types[0];
  if (named !== undefined) return named;
  if (
    parts.some(
      ({ properties, additionalProperties }) => properties.size > 0 || typeof additionalProperties === "object",
    )
  )
    return "object";
  if (parts.some(({ items }) => items !== undefined)) return "array";
  return parts.some((part) => numericKeyword(part, "minimum") ?? numericKeyword(part, "maximum")) ? "number" : "string";
}

function madeObject(parts: readonly Schema[], making: Made): unknown {
  const properties = new Map<string, Schema[]>();
  for (const part of parts)
    for (const [name, property] of part.properties) properties.set(name, [...(properties.get(name) ?? []), property]);
  const isOut = (name: string): boolean => (properties.get(name) ?? []).some(isReadOnly);
  const required = [...new Set(parts.flatMap((part) => [...part.required]))].filter((name) => !isOut(name));
  const least = Math.max(0, ...parts.map((part) => numericKeyword(part, "minProperties") ?? 0));
  const optional = [...properties.keys()].filter((name) => !required.includes(name) && !isOut(name));
  const made: Record<string, unknown> = {};
  for (const name of required) {
    const value = propertyValue(properties.get(name) ?? [], making);
    if (value === NO_VALUE) return NO_VALUE;
    made[name] = value;
  }
  // What asks for nothing changes nothing, which shows nothing.
  const wanted = Math.max(least, properties.size === 0 ? 0 : 1);
  for (const name of optional) {
    if (Object.keys(made).length >= wanted) break;
    const value = propertyValue(properties.get(name)!, making);
    if (value !== NO_VALUE) made[name] = value;
  }
  return made;
}

/** A value for a property, of which several schemas may speak. */
function propertyValue(schemas: readonly Schema[], making: Made): unknown {
  const [first, ...more] = schemas;
  if (first === undefined) return "x";
  for (const one of [first, ...more]) {
    const value = valueOf(one, making);
    if (value !== NO_VALUE && schemas.every((schema) => fitsWithin(value, schema, making.work))) return value;
  }
  return NO_VALUE;
}

function madeList(parts: readonly Schema[], making: Made): unknown {
  const items = parts.find((part) => part.items !== undefined)?.items;
  const least = Math.max(0, ...parts.map((part) => numericKeyword(part, "minItems") ?? 0));
  const most = Math.min(...parts.map((part) => numericKeyword(part, "maxItems") ?? Infinity));
  if (least > MOST_ITEMS) return NO_VALUE;
  const length = Math.min(Math.max(least, 1), most);
  if (items === undefined) return Array.from({ length }, (_, index) => index);
  const choices = (items.enum ?? items.ref?.enum ?? []).filter((value) => isShowable(value, making));
  const list: unknown[] = [];
  for (let index = 0; list.length < length && index < length * 4; index += 1) {
    const value = choices[index] ?? valueOf(items, { ...making, seed: making.seed + index });
    if (value === NO_VALUE) return length === least ? NO_VALUE : [];
    if (!list.some((one) => JSON.stringify(one) === JSON.stringify(value)) || index >= length * 2) list.push(value);
  }
  return list;
}

const MOST_ITEMS = 50;

function madeNumber(parts: readonly Schema[], { seed }: Making, isWhole: boolean): unknown {
  const bounds = parts.map(boundsOf);
  const least = Math.max(...bounds.map((one) => one.least + (one.isLeastOut ? (isWhole ? 1 : 1e-3) : 0)));
  const most = Math.min(...bounds.map((one) => one.most - (one.isMostOut ? (isWhole ? 1 : 1e-3) : 0)));
  const step = Math.max(0, ...parts.map((part) => numericKeyword(part, "multipleOf") ?? 0)) || (isWhole ? 1 : 0);
  const wanted = Math.min(Math.max(1 + seed, least), most);
  if (step === 0) return wanted;
  const fitting = Math.ceil(wanted / step) * step;
  return fitting <= most ? fitting : Math.floor(most / step) * step;
}

function madeText(parts: readonly Schema[], making: Made): unknown {
  const least = Math.max(0, ...parts.map((part) => numericKeyword(part, "minLength") ?? 0));
  const most = Math.min(...parts.map((part) => numericKeyword(part, "maxLength") ?? Infinity));
  if (least > most || least > LONGEST_TEXT) return NO_VALUE;
  const format = parts.find((part) => part.format !== undefined)?.format;
  const pattern = parts.find((part) => part.pattern !== undefined)?.pattern;
  const formatted = format === undefined ? undefined : textOfFormat(format, making);
  const texts = [
    formatted,
    pattern === undefined
      ? undefined
      : textOfPattern(pattern, least, Math.min(most, LONGEST_TEXT), making.seed, making.work),
    plainText(least, most, making.seed),
  ];
  const found = texts.find(
    (text) =>
      text !== undefined &&
      isPlainText(text) &&
      // Nothing is made up for a pattern that is not understood: an example of the description may fit it.
      parts.every((part) => part.pattern === undefined || matchesPattern(part.pattern, text, making.work) === true) &&
      parts.every((part) => fitsWithin(text, { ...part, ref: undefined }, making.work)),
  );
  return found ?? NO_VALUE;
}

const LONGEST_TEXT = 500;

/** `sample 1`, as long as it must be. */
function plainText(least: number, most: number, seed: number): string {
  const text = `sample ${seed + 1}`.slice(0, Math.min(most, LONGEST_TEXT));
  return text.padEnd(least, "x");
}

function textOfFormat(format: string, { asOf, seed }: Making): string | undefined {
  const digits = String(seed + 1)
    .padStart(12, "0")
    .slice(-12);
  const day = dayAfter(asOf, 30 + seed);
  const texts: Readonly<Record<string, string>> = {
    date: day,
    "date-time": `${day}T12:00:00Z`,
    time: "12:00:00Z",
    duration: "P1D",
    email: `sample-${seed + 1}@example.com`,
    "idn-email": `sample-${seed + 1}@example.com`,
    uuid: `00000000-0000-4000-8000-${digits}`,
    uri: `https://example.com/sample-${seed + 1}`,
    url: `https://example.com/sample-${seed + 1}`,
    "uri-reference": `/sample-${seed + 1}`,
    hostname: "example.com",
    ipv4: "192.0.2.1",
    ipv6: "2001:db8::1",
    byte: "c2FtcGxl",
    password: `Sample-passphrase-${seed + 1}`,
  };
  return Object.hasOwn(texts, format) ? texts[format] : undefined;
}

function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Whether a value has no reference, list or object in it. */
export function isOneValue(value: unknown): value is string | number | boolean {
  return !isObject(value) && !Array.isArray(value) && value !== null && typeof value !== "symbol";
}
