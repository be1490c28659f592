import type { Operation } from "../../model/api.ts";
import { denies } from "../../lexicon/denial.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import { wordsInOrder } from "../../lexicon/name-tokens.ts";
import { sentencesOf } from "../../lexicon/sentences.ts";
import { areAllOf, isHeadedBy } from "../../lexicon/phrases.ts";
import { leastLengthOf } from "../../model/pattern-length.ts";
import { keyword, type Schema } from "../../model/schema.ts";
import { handsToken, intentOf } from "../../exposure/intent.ts";
import { calledWords } from "../../exposure/words.ts";
import { memo } from "../../core/memo.ts";
import { requestFields, segmentWords, type RequestField } from "../request-fields.ts";

/** A code that a caller has to know, and how many characters it has at most, where something shows that. */
export interface GuessableSecret {
  readonly field: RequestField;
  /** At most this long; `undefined` where only the name says that it is short. */
  readonly length: number | undefined;
  /** What shows the length. */
  readonly because: string | undefined;
}

/** The short secrets that an operation takes: one-time passwords, PINs, codes for a reset or a confirmation. */
export const secretsOf = memo((operation: Operation): readonly GuessableSecret[] => [...readSecrets(operation)]);

function* readSecrets(operation: Operation): Generator<GuessableSecret> {
  if (operation.operationKind !== "path") return;
  const fields = requestFields(operation);
  // A new PIN is set, and one of a card that is charged is the bank's to check.
  const { lexicon } = operation;
  if (lexicon.has(calledWords(operation), "card-or-terminal") || fields.some(({ text }) => isOfCard(text, lexicon)))
    return;
  const intent = intentOf(operation);
  // A code beside a new password is what proves whose it is.
  const isSetAnew = fields.some(({ words, in: way }) => way === "body" && lexicon.has(words, "password"));
  const isReset = intent === "password-reset" || lexicon.has(calledWords(operation), "puts-back");
  // What is exchanged for a token lets its holder in.
  const isExchanged = operation.access === "anonymous" && operation.method === "POST" && handsToken(operation);
  const isChecked = intent === "verification" || intent === "log-in" || isReset || isSetAnew || isExchanged;
  const isLetIn = segmentWords(operation).some((words) => lexicon.has(words, "by-code"));
  for (const field of fields) {
    if (field.isList || field.depth > 1) continue;
    const name = field.text;
    // In a path it is a thing of that name.
    const isNamed = isSecret(field.words, lexicon) && (field.in !== "path" || isChecked);
    const isCode =
      lexicon.is(name, "code") && (isChecked || (field.in === "path" && isLetIn) || isSaidToBeSent(field, lexicon));
    if (!isNamed && !isCode) continue;
    if (field.types.length > 0 && !field.types.some((type) => TYPES.has(type))) continue;
    const shown = lengthOf(field) ?? lengthInText(field, operation);
    // A code with letters, or one that nothing says is short, may be a long random text.
    if (shown === undefined && !lexicon.has(field.words, "short-code") && !isSaidToBeSent(field, lexicon)) continue;
    if (shown !== undefined && shown.length > MOST_GUESSED) continue;
    if (shown === undefined && isSaidLong(field)) continue;
    yield { field, length: shown?.length, because: shown?.because };
  }
}

/**
 * Short codes of digits that an operation cannot do without and that are called nothing but "code" or the like, or a code of
 * a door, a locker or an invitation: whoever has one gets what stands behind it. A code of a country or a product has letters, or says in its name what it is of.
 */
export const openingCodesOf = memo((operation: Operation): readonly GuessableSecret[] =>
  requestFields(operation).flatMap((field) => {
    const { lexicon } = operation;
    if (!field.isRequired || field.isList || field.depth > 1 || field.in === "header") return [];
    if (!OPENING.some((concept) => lexicon.is(field.text, concept))) return [];
    const shown = lengthOf(field);
    return shown === undefined || shown.length > MOST_OPENING || isLettered(field) ? [] : [{ field, ...shown }];
  }),
);

const OPENING = ["code", "short-code", "code-of-way-in"] as const;

/**
 * The short code of letters and digits that is all an open call asks for: whoever tries codes finds somebody's, since very many are
 * valid at once. Of a place, a country or a kind of thing a code has the same shape, and stands in its name.
 */
export const onlyCodeOf = memo((operation: Operation): readonly GuessableSecret[] => {
  if (operation.method !== "POST" || operation.access !== "anonymous" || operation.path.includes("{")) return [];
  const asked = requestFields(operation).filter(({ in: way }) => way === "body" || way === "query");
  const [field] = asked;
  if (field === undefined || asked.length !== 1 || !field.isRequired || field.isList || field.depth > 1) return [];
  const { lexicon } = operation;
  if (
    !CALLED_CODE.test(field.text) ||
    lexicon.has(field.words, "code-of-kind") ||
    lexicon.has(field.words, "postal-code")
  )
    return [];
  const shown = lengthOf(field);
  return shown === undefined || shown.length > MOST_LETTERED || shown.length < LEAST_LETTERED
    ? []
    : [{ field, ...shown }];
});

/** What is to be typed in, in each language. */
const CALLED_CODE = /(?:code|kode|c[oó]digo|pin|passwort|kennwort)$|^(?:code|c[oó]digo) /;
/** So many characters may be tried by a script where thousands are valid. */
const MOST_LETTERED = 6;
const LEAST_LETTERED = 4;

/** A million values are tried in hours. */
const MOST_OPENING = 6;

function isLettered({ parts, examples, description }: RequestField): boolean {
  const letters = examples.some((value) => typeof value === "string" && /[a-z]/i.test(value));
  return letters || /\bISO\b/.test(description) || parts.some((part) => part.enum !== undefined || takesLetters(part));
}

/** Whether a pattern has letters, apart from the class of digits. */
function takesLetters({ pattern = "" }: Schema): boolean {
  return /[a-z]/i.test(pattern.replaceAll("\\d", ""));
}

const TYPES = new Set(["string", "integer", "number"]);
/** Up to here a script that nothing stops gets through. */
const MOST_GUESSED = 8;

/** Whether a name is of what is sent to a person to type in again. */
function isSecret(words: readonly string[], lexicon: Lexicon): boolean {
  return (
    isHeadedBy(words, lexicon, "sent-code") ||
    (lexicon.has(words, "one-time-code") && areAllOf(words, lexicon, "one-time-code", "around-one-time-code"))
  );
}

/** Whether a name is of a card, whose PIN is the bank's to check, or of a PIN that is new. */
function isOfCard(name: string, lexicon: Lexicon): boolean {
  return lexicon.is(name, "card-number") || lexicon.is(name, "card-code") || /^(?:pan|new pin|confirm pin)$/.test(name);
}

/** Whether a code is said to come by a message, for a person to type in: "verification code sent by e-mail". */
function isSaidToBeSent({ description }: RequestField, lexicon: Lexicon): boolean {
  return sentencesOf(description, LIMIT).some((sentence) => {
    const words = wordsInOrder(sentence);
    return lexicon.has(words, "sent-code") && lexicon.has(words, "by-message") && !denies(words, lexicon);
  });
}

const LIMIT = 300;

/** Whether format, length or pattern say that nobody gets through all values: a UUID, forty characters. */
function isSaidLong(field: RequestField): boolean {
  return field.parts.some((part) => {
    const least = keyword(part, "minLength");
    if (part.format === "uuid" || (typeof least === "number" && least > MOST_GUESSED)) return true;
    return part.pattern !== undefined && (leastLengthOf(part.pattern) ?? 0) > MOST_GUESSED;
  });
}

function lengthOf(field: RequestField): { readonly length: number; readonly because: string } | undefined {
  const number = (key: string): number | undefined => {
    const found = field.parts.map((part) => keyword(part, key)).find((value) => typeof value === "number");
    return typeof found === "number" ? found : undefined;
  };
  const most = number("maxLength");
  if (most !== undefined && most > 0) return { length: most, because: `It has at most ${most} characters.` };
  const pattern = field.parts.map((part) => part.pattern).find((one) => one !== undefined);
  const spelled = pattern === undefined ? undefined : longestOf(pattern);
  if (spelled !== undefined) return { length: spelled, because: `Its pattern allows at most ${spelled} characters.` };
  const maximum = number("maximum");
  if (maximum !== undefined && maximum > 0)
    return { length: String(Math.floor(maximum)).length, because: `Its maximum is ${maximum}.` };
  const stated =
    /\b([3-8])[ -]?(?:digits?|characters?|numbers?|ziffern|stellen|zeichen|chiffres|caract[èe]res|d[íi]gitos|caracteres)\b/i.exec(
      field.description,
    )?.[1];
  if (stated !== undefined) return { length: Number(stated), because: `Its description says ${stated} characters.` };
  const example = field.examples
    .map((value) => (typeof value === "number" ? String(value) : value))
    .find((value): value is string => typeof value === "string" && /^(?:\d{3,8}|[A-Z\d]{3,6})$/.test(value));
  if (example !== undefined)
    return { length: example.length, because: `Its example has ${example.length} characters.` };
  return undefined;
}

/** How long a code is by a sentence of the operation: "The code has four digits". */
function lengthInText(
  { description, words }: RequestField,
  { description: text = "", lexicon }: Operation,
): { readonly length: number; readonly because: string } | undefined {
  const last = words.at(-1) ?? "";
  for (const sentence of description.trim() === "" ? sentencesOf(text, LIMIT) : []) {
    const found = IN_WORDS.exec(sentence)?.groups;
    const said = wordsInOrder(sentence);
    if (found === undefined || !(said.includes(last) || said.some((word) => lexicon.is(word, "code")))) continue;
    const count = (found["count"] ?? "").toLowerCase();
    const length = COUNTS.findIndex((all) => all.includes(count));
    return { length: length < 0 ? Number(count) : length, because: `The description says ${count} digits.` };
  }
  return undefined;
}

/** So many digits, in figures or in words of each language. */
const IN_WORDS =
  /(?<!\p{L})(?<count>[3-8]|three|four|five|six|eight|drei|vier|fünf|sechs|acht|trois|quatre|cinq|six|huit|tres|cuatro|cinco|seis|ocho|três|quatro|oito)[ -](?:digits?|ziffern|stellen|chiffres|d[íi]gitos|cifras)(?!\p{L})/iu;
const COUNTS: readonly (readonly string[])[] = [
  [],
  [],
  [],
  ["three", "drei", "trois", "tres", "três"],
  ["four", "vier", "quatre", "cuatro", "quatro"],
  ["five", "fünf", "cinq", "cinco"],
  ["six", "sechs", "seis"],
  [],
  ["eight", "acht", "huit", "ocho", "oito"],
];

/** The longest text that a pattern of one class takes: `^\d{3,4}$` gives 4; `undefined` for any other. */
function longestOf(pattern: string): number | undefined {
  const [, repeated, from, to] =
    /^\^(\\d|\[[^\]]{1,40}\])(?:\{(\d{1,3})(?:,(\d{1,3}))?\})\$$/.exec(pattern.trim()) ?? [];
  return repeated === undefined ? undefined : Number(to ?? from);
}
