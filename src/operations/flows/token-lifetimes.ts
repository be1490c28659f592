import { intentOf, type Intent } from "../../exposure/intent.ts";
import { affirms } from "../../lexicon/denial.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import { wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import { sentencesOf } from "../../lexicon/sentences.ts";
import type { Operation } from "../../model/api.ts";
import { keyword, targetOf, type Schema } from "../../model/schema.ts";
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
  if (!LETTING_IN.has(intentOf(operation))) return undefined;
  const { lexicon } = operation;
  const properties = returnedProperties(operation).filter(([name]) => !isOfRenewal(wordsOf(name), lexicon));
  const told = properties.filter(([name]) => isOfToken(name, lexicon) || lexicon.has(wordsOf(name), "its-end"));
  if (!told.some(([name]) => isOfToken(name, lexicon))) return undefined;
  for (const [name, property] of told) {
    const found = sayingOf(property.description ?? targetOf(property).description ?? "", lexicon, () => true);
    if (found !== undefined) return { ...found, property };
    const seconds = lastsFor(name, property, lexicon);
    if (seconds !== undefined)
      return {
        isEndless: false,
        because: `"${name}" is ${seconds} seconds (${Math.round(seconds / DAY)} days)`,
        property,
      };
  }
  const isAboutToken = (words: readonly string[]): boolean =>
    (["token", "session"] as const).some((one) => words.some((word) => lexicon.is(wordsOf(word).join(" "), one)));
  const { summary = "", description = "", responses } = operation;
  const texts = [summary, description, ...responses.map(({ description: said = "" }) => said)];
  for (const text of texts) {
    const found = sayingOf(text, lexicon, isAboutToken);
    if (found !== undefined) return { ...found, property: undefined };
  }
  return undefined;
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
    if (!isAbout(words) || isOfRenewal(words, lexicon)) continue;
    // "Does not expire before noon" says when it does.
    if (affirms(words, lexicon, "lives-forever") && !lexicon.has(words, "up-to-then"))
      return { isEndless: true, because: sentence };
    if (daysIn(words, lexicon) > MOST_DAYS && lexicon.has(words, "tells-lifetime"))
      return { isEndless: false, because: sentence };
  }
  return undefined;
}

/** How many days the longest time is that words tell: `90 days`, `6 months`, `a year`; 0 where they tell none. */
function daysIn(words: readonly string[], lexicon: Lexicon): number {
  const told = words.flatMap((word, at) => {
    const next = words[at + 1] ?? "";
    if (lexicon.lengthAt(words, at, "one-year") > 0) return [365];
    if (!/^\d{1,4}$/.test(word)) return [];
    const unit = UNITS.find(([concept]) => lexicon.is(next, concept));
    return unit === undefined ? [] : [Number(word) * unit[1]];
  });
  return Math.max(0, ...told);
}

const UNITS = [
  ["day-unit", 1],
  ["month-unit", 30],
  ["year-unit", 365],
] as const;

/** Who is away for longer logs in again. */
const MOST_DAYS = 31;
const DAY = 86_400;

/** A lifetime in seconds that is longer than that, by the value that a field shows; a moment in time is no lifetime. */
function lastsFor(name: string, property: Schema, lexicon: Lexicon): number | undefined {
  if (!lexicon.has(wordsOf(name), "its-end")) return undefined;
  const target = targetOf(property);
  const shown = [...target.examples.map(({ value }) => value), keyword(target, "const")];
  return shown.find(
    (value): value is number => typeof value === "number" && value > MOST_DAYS * DAY && value < LONGEST_LIFE,
  );
}

/** Larger numbers are moments, counted in seconds since 1970. */
const LONGEST_LIFE = 3650 * DAY;
