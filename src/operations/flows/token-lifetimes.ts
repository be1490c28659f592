import { handsToken, intentOf, type Intent } from "../../exposure/intent.ts";
import { fixedSegments } from "../../exposure/words.ts";
import { affirms } from "../../lexicon/denial.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import { wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import { endsIn } from "../../lexicon/phrases.ts";
import { sentencesOf } from "../../lexicon/sentences.ts";
import type { Operation } from "../../model/api.ts";
import { keyword, targetOf, type Schema } from "../../model/schema.ts";
import { secondsIn, timeUnitOf, type TimeUnit } from "../durations.ts";
import { requestFields } from "../request-fields.ts";
import { returnedProperties } from "../returned-properties.ts";

/** That what a log-in hands out lives for weeks, or for ever, and what says so. */
export interface LongLife {
  readonly isEndless: boolean;
  /** A sentence of the description, or a value of a field. */
  readonly because: string;
  /** The property that says so; `undefined` where the text of the operation does. */
  readonly property: Schema | undefined;
}

/**
 * How long the token lives that an operation hands to whoever logs in, where that is longer than a month by its field, its
 * text or its lifetime. What only renews another token is kept in one place, and may live longer.
 */
export function longLifeOf(operation: Operation): LongLife | undefined {
  if (!letsIn(operation)) return undefined;
  const { lexicon, path } = operation;
  // An API key is made to be kept.
  if (endsIn(wordsOf(fixedSegments(path).at(-1) ?? ""), lexicon, "opening-key")) return undefined;
  const properties = returnedProperties(operation).filter(([name]) => !isOfRenewal(wordsOf(name), lexicon));
  const told = properties.filter(([name]) => isOfToken(name, lexicon) || lexicon.has(wordsOf(name), "its-end"));
  if (!told.some(([name]) => isOfToken(name, lexicon))) return undefined;
  for (const [name, property] of told) {
    const found = sayingOf(property.description ?? targetOf(property).description ?? "", lexicon, () => true);
    if (found !== undefined) return { ...found, property };
    const lasts = lastsFor(name, property, lexicon);
    if (lasts !== undefined)
      return {
        isEndless: false,
        because: `"${name}" is ${lasts.value} ${lasts.unit} (${lasts.days} days)`,
        property,
      };
  }
  const isAboutToken = (words: readonly string[]): boolean =>
    (["token", "session"] as const).some((one) => words.some((word) => lexicon.is(wordsOf(word).join(" "), one)));
  const { summary = "", description = "", responses } = operation;
  const texts = [
    summary,
    description,
    ...responses.map(({ description: said = "" }) => said),
    ...schemaTexts(operation),
  ];
  for (const text of texts) {
    const found = sayingOf(text, lexicon, isAboutToken);
    if (found !== undefined) return { ...found, property: undefined };
  }
  return undefined;
}

/** Whether a call logs somebody in: by what it is, or since it needs no credential and takes a code or a link for a token. */
function letsIn(operation: Operation): boolean {
  if (LETTING_IN.has(intentOf(operation))) return true;
  const { method, operationKind, access, lexicon } = operation;
  return (
    operationKind === "path" &&
    method === "POST" &&
    access !== "secured" &&
    intentOf(operation) === undefined &&
    handsToken(operation) &&
    requestFields(operation).some(({ words }) => PROOFS.some((concept) => lexicon.has(words, concept)))
  );
}

const PROOFS = ["code", "password", "token", "one-time-code"] as const;

/** What is said of the whole that a call returns: "A session. It never expires". */
function schemaTexts({ responses }: Operation): readonly string[] {
  return responses.flatMap(({ statusClass, content }) =>
    statusClass === "2xx"
      ? content.flatMap(({ schema }) => (schema === undefined ? [] : (targetOf(schema).description ?? [])))
      : [],
  );
}

const LETTING_IN: ReadonlySet<Intent | undefined> = new Set<Intent>(["log-in", "token", "sign-up"]);

function isOfToken(name: string, lexicon: Lexicon): boolean {
  const words = wordsOf(name);
  return (lexicon.has(words, "token") || words.includes("jwt")) && !lexicon.has(words, "token-of-a-thing");
}

function isOfRenewal(words: readonly string[], lexicon: Lexicon): boolean {
  return lexicon.has(words, "renews");
}

/** The sentence by which a token lives too long, of those that speak of it. */
function sayingOf(
  text: string,
  lexicon: Lexicon,
  isAbout: (words: readonly string[]) => boolean,
): Omit<LongLife, "property"> | undefined {
  for (const sentence of sentencesOf(text)) {
    const words = wordsInOrder(sentence);
    if (isOfRenewal(words, lexicon)) continue;
    // "For 14 days" says how long. Until a user does something is no end.
    if (affirms(words, lexicon, "stays-logged-in") && secondsIn(words, lexicon) === 0 && !/\d/.test(sentence))
      return { isEndless: true, because: sentence };
    if (!isAbout(words)) continue;
    // "Does not expire before noon" says when it does.
    if (affirms(words, lexicon, "lives-forever") && !endsByTime(words, lexicon))
      return { isEndless: true, because: sentence };
    if (secondsIn(words, lexicon) > MOST_DAYS * DAY && lexicon.has(words, "tells-lifetime"))
      return { isEndless: false, because: sentence };
  }
  return undefined;
}

/** Whether a sentence says until when something is so, and that is no act of the user: "until you sign out" may never be. */
function endsByTime(words: readonly string[], lexicon: Lexicon): boolean {
  const at = words.findIndex((_, index) => lexicon.lengthAt(words, index, "up-to-then") > 0);
  return at >= 0 && !lexicon.has(words.slice(at), "leaves-session");
}

/** Who is away for longer logs in again. */
const MOST_DAYS = 31;
const DAY = 86_400;

/** A lifetime that is longer than that, by the value that a field shows; a moment in time is no lifetime. */
function lastsFor(
  name: string,
  property: Schema,
  lexicon: Lexicon,
): { readonly value: number; readonly unit: string; readonly days: number } | undefined {
  if (!lexicon.has(wordsOf(name), "its-end") || isPartOfDate(name, lexicon)) return undefined;
  const target = targetOf(property);
  const unit = unitOf(name, property.description ?? target.description ?? "", lexicon);
  const shown = [...target.examples.map(({ value }) => value), keyword(target, "const")];
  return shown
    .filter((value): value is number => typeof value === "number")
    .map((value) => ({ value, unit: unit.name, days: Math.round((value * unit.seconds) / DAY) }))
    .find(({ days }) => days > MOST_DAYS && days < LONGEST_DAYS);
}

/** Whether a value is a part of a date, as cards show it: `expiryMonth`. A lifetime is in days, or `expires_in_day`. */
function isPartOfDate(name: string, lexicon: Lexicon): boolean {
  const [before = "", last = ""] = wordsInOrder(name).slice(-2);
  return lexicon.is(last, "part-of-date") && !lexicon.is(before, "counted-in");
}

/** What a lifetime is counted in: seconds (RFC 6749, section 5.1), unless its name ends in another unit or its text says milliseconds. */
function unitOf(name: string, description: string, lexicon: Lexicon): Pick<TimeUnit, "name" | "seconds"> {
  const own = timeUnitOf(wordsOf(name).at(-1) ?? "", lexicon);
  if (own !== undefined) return own;
  const said = wordsInOrder(description).map((word) => timeUnitOf(word, lexicon));
  return said.find((unit) => unit !== undefined && unit.seconds < 1) ?? { name: "seconds", seconds: 1 };
}

/** Larger numbers are moments, counted in seconds since 1970. */
const LONGEST_DAYS = 3650;
