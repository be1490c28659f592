import type { SecretShape } from "./secret-shapes.ts";

/*
 * Credentials that look like any other value (hexadecimal digits, UUIDs, letters at random), and are known by the name
 * that stands before them.
 */

/** A name that tells, what stands between, and a value. */
export const NAMED_SHAPES: readonly SecretShape[] = [
  {
    is: "a credential",
    hints: ["=", ":", " ", "%3"],
    pattern:
      /(?:secret|passw(?:or)?d|passphrase|pwd|token|credential|(?:api|access|account|app|auth|encryption|functions|hmac|licen[cs]e|master|private|service|shared|signing|storage|subscription)[ _-]?key|[?&;]key|heroku[ _-]?(?:api|key)?|[?&;]sig(?:nature)?)s?(?:_value)?(?:[\\"'`\]]{0,3}\s{0,4}(?:=>|[:=]|%3[ad])[\s\\"'`]{0,6}|[\s"'`]{1,6}(?:is[\s"'`]{1,4})?)(?<secret>[\w+/~%-][\w+/~%.-]{15,300}={0,2})/gi,
    shown: 0,
    isAnywhere: true,
    isByName: true,
    isReal: (secret) => looksRandom(secret, 20, 32),
  },
  {
    is: "a password",
    hints: ["assw", "ASSW", "hrase", "HRASE", "wd", "WD"],
    // Shorter than a key, and of any characters; nobody calls a cursor so.
    pattern:
      /(?:passw(?:or)?d|passphrase|pwd)(?:[\\"'`\]]{0,3}\s{0,4}(?:=>|[:=]|%3[ad])[\s\\"'`]{0,6}|[\s"'`]{1,6}(?:is[\s"'`]{1,4})?)(?<secret>[^\s"'`<>{}()[\],;&]{10,100})/gi,
    shown: 0,
    isAnywhere: true,
    isByName: true,
    isGuessable: true,
    isReal: (secret) => looksRandom(secret, 10, 16),
  },
  {
    is: "a credential of a call",
    hints: ["asic", "earer", "oken", "ASIC", "EARER", "OKEN"],
    // RFC 9110, section 11.6.2: a scheme and what it takes.
    pattern:
      /(?:\bbearer|\bauthorization["'\s]{0,3}[:=]["'\s]{0,3}(?:bearer|token|apikey|api-key|key))(?:\s|%20|\+){1,4}["'`]?(?<secret>[\w+/~%.-]{8,1000}={0,2})/gi,
    shown: 0,
    isAnywhere: true,
    isByName: true,
    isReal: (secret) => looksRandom(secret, 12, 16),
  },
  {
    is: "a user's name and password",
    hints: ["asic", "ASIC"],
    // RFC 7617: both in Base64.
    pattern: /\bbasic(?:\s|%20|\+){1,4}["'`]?(?<secret>[A-Za-z0-9+/_~-]{8,800}={0,2})/gi,
    shown: 0,
    isAnywhere: true,
    isByName: true,
    isGuessable: true,
    isReal: isPair,
  },
];

/** Whether nobody wrote this as words: a UUID, hexadecimal digits, or letters and digits that change at every turn. */
function looksRandom(value: string, least: number, leastHex: number): boolean {
  const text = value.replace(/[=.]{1,3}$/, "");
  if (UUID.test(text)) return true;
  if (!/\d/.test(text) || !/[A-Za-z]/.test(text) || new Set(text.slice(0, 200)).size < 6) return false;
  if (/^[0-9a-f]+$/i.test(text)) return text.length >= leastHex;
  return text.length >= least && turnsIn(text) >= text.length * LEAST_TURNS;
}

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
/** Of letters and digits at random 0.6 of a character are followed by one of another kind; of words in camel case 0.3. */
const LEAST_TURNS = 0.38;

/** How often a capital, a small letter, a digit and another character follow one of another kind. */
function turnsIn(text: string): number {
  let turns = 0;
  let before = "";
  for (const character of text) {
    const kind = /[a-z]/.test(character) ? "a" : /[A-Z]/.test(character) ? "A" : /\d/.test(character) ? "0" : character;
    if (before !== "" && kind !== before) turns += 1;
    before = kind;
  }
  return turns;
}

/** Base64 of a name and a password: readable, with a colon. */
function isPair(value: string): boolean {
  const text = Buffer.from(value, "base64").toString("latin1");
  return /^[\x20-\x7e]{1,200}:[\x20-\x7e]{0,400}$/.test(text);
}
