import { memoOfText } from "../core/memo.ts";
import { withLatinLetters } from "./look-alike-letters.ts";

/**
 * The words of a name in any convention, in lower case, without accents, plurals as singulars, and letters that only look
 * like Latin ones as these: `billingAddresses2` gives `billing`, `address`, `2`; `APIKeys` gives `api`, `key`.
 */
export const wordsOf = memoOfText((name): readonly string[] => {
  const parts = IS_SIMPLE.test(name)
    ? name.split(SEPARATOR)
    : (plainLetters(name.slice(0, NAME_LIMIT)).match(WORD) ?? []);
  return parts.flatMap((word, at) => compoundParts(singular(word.toLowerCase())).map((part) => inFull(part, at)));
});

/** The words of a name in one text, with spaces between them. */
export const textOfName = memoOfText((name): string => wordsOf(name).join(" "));

/** The words of a pattern, which are known to be written in small letters with spaces between them, most of them. */
export function wordsOfPattern(pattern: string): readonly string[] {
  return IS_PLAIN.test(pattern)
    ? pattern.split(" ").flatMap((word, at) => compoundParts(singular(word)).map((part) => inFull(part, at)))
    : wordsOf(pattern);
}

/**
 * The words of a name or a sentence, in its order and in small letters, with their accents and plurals as they stand:
 * where `searches` is a collection and `search` an action. Braces stay with their words.
 */
export function wordsInOrder(text: string): readonly string[] {
  return text.length <= LONGEST_KEPT ? wordsOfShort(text) : asWords(text).split(" ");
}

const wordsOfShort = memoOfText((text): readonly string[] => asWords(text).split(" "));

/** Names and sentences recur; long texts are few, and would be much to keep. */
const LONGEST_KEPT = 300;

/** camelCase, kebab-case, snake_case and slashes as words with single spaces. */
export function asWords(text: string): string {
  return withPrefixJoined(text)
    .replace(/([a-z\d])([A-Z])/g, "$1 $2")
    .replace(CAPITALS_BEFORE_WORD, "$1 $2")
    .replace(IS_ASCII.test(text) ? /[^A-Za-z\d{}]+/g : /[^\p{L}\p{N}{}]+/gu, " ")
    .toLowerCase()
    .trim();
}

/** A name that begins with a prefix of its verb as one word: `unsuspendUser` for `unSuspendUser`, `reopen` for `re-open`. */
export function withPrefixJoined(name: string): string {
  return name
    .replace(PREFIX_BEFORE_CAPITAL, (_, prefix: string, letter: string) => `${prefix}${letter.toLowerCase()}`)
    .replace(PREFIX_BEFORE_HYPHEN, "$1");
}

const PREFIX_BEFORE_CAPITAL = /^(un|re|de|dis|Un|Re|De|Dis)([A-Z])(?=[a-z]{3})/;
const PREFIX_BEFORE_HYPHEN = /^(un|re|de|dis)-(?=[a-z]{4})/i;

/** `APIKey` is two words, `URLs` and `OAuth` are one. */
const CAPITALS_BEFORE_WORD = /([A-Z])(?<!\bO)([A-Z][a-z]{2,})/g;

/** A word in small letters without accents: `löschen` is `loeschen`, `créer` is `creer`. */
export function plainWord(word: string): string {
  return plainLetters(word).toLowerCase();
}

const IS_PLAIN = /^[a-z]+(?: [a-z]+)*$/;

/** `first_name`, "Email address": most names and phrases need no more than to be split. */
const IS_SIMPLE = /^[A-Za-z][a-z]+(?:[ _-][A-Za-z][a-z]+){0,20}$/;
const SEPARATOR = /[ _-]/;

const NAME_LIMIT = 200;

/** A run of capitals (with the `s` of its plural), a word with or without its capital, or a number. */
const WORD = /[A-Z]{2,}s(?![a-z])|[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g;

function plainLetters(name: string): string {
  const ascii = IS_ASCII.test(name)
    ? name
    : withLatinLetters(
        name
          .replace(/[äöüßÄÖÜ]/g, (letter) => UMLAUTS[letter] ?? letter)
          // Letters of full width are letters, and what cannot be seen is nothing.
          .normalize("NFKD")
          .replace(/[\p{M}\p{Cf}]/gu, ""),
      );
  return ascii.replace(/OAuth/g, "Oauth").replace(/['’]s?\b/g, "");
}

const IS_ASCII = /^[\0-\x7f]*$/;
const UMLAUTS: Readonly<Record<string, string>> = { ä: "ae", ö: "oe", ü: "ue", ß: "ss", Ä: "Ae", Ö: "Oe", Ü: "Ue" };

/** Short forms as the words that they stand for. */
function inFull(word: string, at: number): string {
  if (word.length > 5 || word.length < 2) return word;
  // "no email" is a question, "phone no" a number.
  if (word === "no" || word === "nr") return at === 0 ? word : "number";
  return SHORT.get(word) ?? word;
}

const SHORT: ReadonlyMap<string, string> = new Map([
  ["acct", "account"],
  ["addr", "address"],
  ["amt", "amount"],
  ["cust", "customer"],
  ["cntry", "country"],
  ["cd", "code"],
  ["cod", "codigo"],
  ["cpte", "compte"],
  ["cta", "cuenta"],
  ["dt", "date"],
  ["kto", "konto"],
  ["mob", "mobile"],
  ["msg", "message"],
  ["natl", "national"],
  ["nbr", "number"],
  ["nm", "name"],
  ["nro", "numero"],
  ["num", "number"],
  ["tarj", "tarjeta"],
  ["usr", "user"],
  ["vl", "valor"],
  ["vlr", "valor"],
]);

/** The parts of a German compound, whose last one says what it is: `stundenlohn` gives `stunden`, `lohn`. */
function compoundParts(word: string): readonly string[] {
  if (word.length < SHORTEST_COMPOUND) return [word];
  const head = COMPOUND_HEAD.exec(word)?.[0];
  if (head === undefined || word.length - head.length < SHORTEST_MODIFIER) return [word];
  return [singular(word.slice(0, -head.length)), head === "nr" ? "nummer" : head];
}

const SHORTEST_COMPOUND = 8;
const SHORTEST_MODIFIER = 3;
/** Nouns that end German compounds, and no word of another language. */
const COMPOUND_HEAD =
  /(?:nummer|nr|adresse|anschrift|strasse|betrag|gehalt|lohn|steuer|inhaber|inhaberin|schluessel|datum|kennzeichen|konto|verbindung|verdienst|telefon|ausweis|passwort|kennwort|kontakt|versicherung|empfaenger|nachricht|bemerkung|notiz|diagnose|medikament|befund|behinderung|karte|limit)$/;

function singular(word: string): string {
  if (word.length < 3 || !word.endsWith("s") || /(?:ss|us|is|as)$/.test(word)) return word;
  if (word.length > 4 && word.endsWith("ies")) return `${word.slice(0, -3)}y`;
  if (/(?:ss|x|ch|sh)es$/.test(word)) return word.slice(0, -2);
  return word.slice(0, -1);
}
