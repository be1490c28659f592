import type { Lexicon } from "../../lexicon/lexicon.ts";
import { wordsOf } from "../../lexicon/name-tokens.ts";
import { endsIn } from "../../lexicon/phrases.ts";
import { isChosen } from "../../model/path-parameters.ts";
import { keyword, targetOf, type Schema } from "../../model/schema.ts";

/** A value that a request takes, wherever it stands. */
interface Value {
  readonly name: string;
  readonly schema?: Schema | undefined;
  readonly description?: string | undefined;
}

/**
 * Whether a value says which of a few or of the world's is meant, and names no object of anybody: one that is listed, the code of a
 * country, language or currency, a day, the name of a kind of objects.
 */
export function isChosenValue({ name, schema, description = "" }: Value, lexicon: Lexicon): boolean {
  if (isChosen(schema) || endsIn(wordsOf(name), lexicon, "names-a-kind")) return true;
  if (STANDARD.test(description.slice(0, LIMIT))) return true;
  if (schema === undefined) return false;
  const target = targetOf(schema);
  const { types, format = "", pattern = "" } = target.items === undefined ? target : targetOf(target.items);
  if (OF_TIME.test(format)) return true;
  if (types.some((type) => type !== "string" && type !== "array" && type !== "null")) return false;
  const most = keyword(target, "maxLength");
  return (
    CODE.test(pattern) ||
    (typeof most === "number" && most <= LONGEST_CODE) ||
    [keyword(target, "default"), ...target.examples.map(({ value }) => value)].some(
      (value) => typeof value === "string" && LOCALE.test(value),
    )
  );
}

/** Codes of countries, languages, currencies and times, by the standards that have them. */
const STANDARD = /\b(?:ISO[- ]?(?:3166|639|4217|8601)|BCP[- ]?47|RFC[- ]?5646)\b/i;
const OF_TIME = /^(?:date|date-time|time|duration)$/;
/** The pattern of so many letters, or of two groups of them: `^[a-z]{2}_[A-Z]{2}$`. */
const CODE = /^\^?\(?\[[A-Za-z-]{1,9}\]\{(?:2|3|2,3)\}(?:\(?(?:\?:)?[-_]\[[A-Za-z-]{1,9}\]\{[234]\}\)?\??)?\)?\$?$/;
const LONGEST_CODE = 3;
const LOCALE = /^[a-z]{2}[-_][A-Z]{2}$/;

/** So much of a text is looked at. */
const LIMIT = 300;
