import { lexiconOf } from "../../lexicon/lexicon-of.ts";
import { issuedShapes } from "./issued-shapes.ts";
import { NAMED_SHAPES } from "./named-shapes.ts";

/*
 * Credentials in a text: those that their issuers made recognisable, and those that stand beside a name which tells what
 * they are. Each pattern has fixed letters to look for and an upper bound, so that looking for it is linear on any text.
 */

/** What a credential is known by. */
export interface SecretShape {
  /** What it is, as a reader calls it, with its article. */
  readonly is: string;
  /** Fixed characters, of which a text that has it has one. */
  readonly hints: readonly string[];
  /** Global; the group `secret` is what nobody may see, all of it where there is no such group. */
  readonly pattern: RegExp;
  /** How many of its first characters say no more than who issued it. */
  readonly shown: number;
  /** Whether it may begin within a word. */
  readonly isAnywhere?: boolean | undefined;
  /** Whether what the pattern found is one, where a pattern cannot tell. */
  readonly isReal?: ((secret: string) => boolean) | undefined;
  /** Whether it looks like any other value, and a name before it tells. */
  readonly isByName?: boolean | undefined;
  /** Whether a guess may find it: then even a hash would say too much. */
  readonly isGuessable?: boolean | undefined;
  /** Whoever has it may not do much, or not for long. */
  readonly isWeak?: "token" | "restricted" | undefined;
}

/** A credential in a text, from `start` to `end`, the end exclusive. */
export interface FoundSecret {
  readonly shape: SecretShape;
  readonly start: number;
  readonly end: number;
}

/**
 * Whether a text may have a credential. Asked of every text of a description and a review: three passes that a hint
 * ends, which together are three times as fast as one, since V8 looks for few beginnings at once much better than for
 * many.
 */
export function mayHoldSecret(text: string): boolean {
  if (BEGINNING.test(text) || INNER.test(text) || NAME.test(text)) return true;
  if (!text.includes("%")) return false;
  const decoded = text.replace(/%[\dA-Fa-f]{2}/g, " ");
  return BEGINNING.test(decoded) || NAME.test(decoded);
}

/** What shapes begin with where no letter stands before; with `INNER`, a test holds that none is left out. */
const BEGINNING =
  /(?:^|[^A-Za-z]|\\[nrt])(?:A(?:KIA|SIA|BIA|CCA)[A-Z2-7]|gh[opsur]_|github_pat_|gl[a-z]{2,5}-|GR1348|AIza|GOCSPX|ya29|xox[abceoprs]|xapp-|[rs]k_(?:live|prod|test)_|whsec_|SG\.|npm_|pypi-|rubygems_|oy2|sk-|gsk_|xai-|pplx-|r8_|hf_|api_org_|do[opr]_v1_|shp[a-z]{2,3}_|SK[\da-fA-F]{8}|key-[\da-f]{8}|hv[sbr]\.|dp\.|pul-|ops_|A3-|AGE-|EAA|sq0|lin_|ntn_|secret_|HRKU|dapi|NR[A-Z]{2}|LTAI|pat[A-Za-z\d]{14}|AT[ABC][TB]|AKCp|cmVmd|dckr_|figd_|gl(?:sa|c)_|pscale|PMAK|rdme_|sntry|shippo_|tfp_|dt0|EZ[AT]K|duffel_|FLWSECK|fo1_|fm[12]|API-|sgp_|sq[apu]_|sb(?:p|_secret)_|vc[piark]_|eyJ|xkeysib|sha256~)/;
/** What others cannot be without, wherever it stands. */
const INNER =
  /PRIVATE(?:[ +_]|%20)KEY|hooks\.slack|webhook\.office|discord|BlbkFJ|:AA|-[a-f\d]{8}-[a-f\d]{8}|-us\d|atlasv1|\||%7C|Q~|AZDO|\/\d{15}|_mmk|Key=|\.[\w-]{6}\.[\w-]{27}|:(?:\/\/|~1~1)[^/\s]{0,100}:|(?:bearer|basic|Bearer|Basic|BEARER|BASIC)[\s+%]|%2F%2F|[a-f\d]NRAL/;
/** A name of `NAMED_SHAPES`, and a value that is long enough. */
const NAME =
  /(?:ecret|ECRET|assword|ASSWORD|asswd|ASSWD|hrase|HRASE|pwd|PWD|oken|OKEN|redential|REDENTIAL|ey|EY|eroku|EROKU|sig|SIG|ature|ATURE|_api|_API|_value|_VALUE)[sS]?[\\"'`\]\s:=>]{1,12}(?:is[\s"'`]{1,4})?[\w+/~%-][\w+/~%.-]{15}|(?:assword|ASSWORD|asswd|ASSWD|hrase|HRASE|pwd|PWD)[\\"'`\]\s:=>]{1,12}(?:is[\s"'`]{1,4})?[^\s"'`<>{}]{10}/;

/** The credentials in a text, shape by shape. */
export function* secretsIn(text: string): Generator<FoundSecret> {
  shapes ??= [...issuedShapes(), ...NAMED_SHAPES];
  for (const shape of shapes) {
    const { hints, pattern, isAnywhere, isReal } = shape;
    if (!hints.some((hint) => text.includes(hint))) continue;
    pattern.lastIndex = 0;
    for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
      const whole = match[0];
      const secret = match.groups?.["secret"] ?? whole;
      const start = match.index + (secret === whole ? 0 : whole.lastIndexOf(secret));
      if ((isAnywhere !== true && isWithinWord(text, match.index)) || isReal?.(secret) === false)
        pattern.lastIndex = match.index + 1;
      else yield { shape, start, end: start + secret.length };
    }
  }
}

let shapes: readonly SecretShape[] | undefined;

/** Whether a letter stands before, but for one that ends an escape: `%3D`, `\n`. */
function isWithinWord(text: string, index: number): boolean {
  return (
    /[A-Za-z]$/.test(text.slice(Math.max(0, index - 1), index)) &&
    !ESCAPE.test(text.slice(Math.max(0, index - 3), index))
  );
}

const ESCAPE = /(?:%[\dA-Fa-f]{2}|\\[nrt])$/;

/** Whether a credential is plainly made up: by a word in it, by runs, or since hardly any characters differ. */
export function isMadeUp(secret: string): boolean {
  // In what is long, a short word comes by chance.
  const isSaid = secret.length > MOST_WORDED ? ELISION.test(secret) : isPlaceholder(secret);
  if (isSaid || DOCUMENTED.some((known) => secret.includes(known))) return true;
  return new Set(secret.slice(0, 400)).size < Math.min(10, secret.length / 2);
}

const MOST_WORDED = 100;
const ELISION = /\.\.\.|…|\*\*|xxxx|example/i;

/** What issuers print in their own documentation, and everybody copies. */
const DOCUMENTED = [
  "16C7e42F292c6912E7710c838347Ae178B4a",
  "4eC39HqLyjWDarjtT1zdp7dc",
  "IOSFODNN7",
  "17653672481-19874698323",
];

/** Whether a text has a word, of whatever language, or a sign that says that it is no credential, or is a name for one. */
function isPlaceholder(text: string): boolean {
  words ??= new RegExp(lexiconOf().alternatives("placeholder"), "i");
  return words.test(text) || FILLER.test(text) || /^(?:pass|pwd|pw|root|admin|guest|user|key)\d{0,4}$/i.test(text);
}

let words: RegExp | undefined;
const FILLER = /xxx|\.\.\.|…|\*\*|test(?!_)|1234567|abcdefg|0000000/i;
