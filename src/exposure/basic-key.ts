import { memo } from "../core/memo.ts";
import { denies, isDenial } from "../lexicon/denial.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";
import { wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import { sentencesOf } from "../lexicon/sentences.ts";
import type { Api } from "../model/api.ts";
import type { SecurityScheme } from "../model/security.ts";
import { namesAccountKey } from "./principal.ts";

/**
 * Whether what HTTP Basic carries is the key of an account or program, and no password of a user: by the name or text of the
 * scheme, or by a sentence of the API about HTTP Basic. Where the API has a key of its own beside it, such a sentence is of both.
 */
export function isBasicKey(scheme: SecurityScheme, { info, securitySchemes }: BasicSurroundings): boolean {
  const { schemeKind, name, description = "", lexicon } = scheme;
  if (schemeKind !== "http" || scheme.scheme !== "basic") return false;
  if (namesAccountKey(name) || lexicon.has(wordsOf(name), "opening-key")) return true;
  if (saysKey(description.slice(0, LIMIT), lexicon)) return true;
  return !haveKey(securitySchemes) && isSaidOfBasic(scheme, info.description);
}

/** Whether a text says that an account makes itself credentials for its programs, beside the log-in of its users. */
export function saysOwnApiCredentials(text: string): boolean {
  return API_CREDENTIALS.test(text) && SELF_MADE.test(text);
}

/** "API credentials", "API-Zugangsdaten". */
const API_CREDENTIALS =
  /\bapi[- ](?:credentials|zugangsdaten)\b|\b(?:identifiants|credenciales|credenciais) (?:d'|de |da |de la )?api\b/i;

/** "You can create your credentials on the page for them." */
const SELF_MADE =
  /\b(?:create|generate|issue|manage) (?:your |your own |new |such )?(?:[\w-]+ ){0,2}?credentials\b|zugangsdaten\b[^.]{0,60}\b(?:anlegen|erstellen|erzeugen)\b|\b(?:créer|générer) (?:vos|des) (?:\S+ )?identifiants\b|\b(?:crear|generar) (?:sus|tus|las) (?:\S+ )?credenciales\b|\b(?:criar|gerar) (?:suas|as suas|as) (?:\S+ )?credenciais\b/i;

/** Asked for each scheme. */
const haveKey = memo((schemes: readonly SecurityScheme[]) => schemes.some(({ schemeKind }) => schemeKind === "apiKey"));

type BasicSurroundings = Pick<Api, "info" | "securitySchemes">;

/** Whether the text of an API says in a sentence about HTTP Basic that a key is sent with it. */
export function isSaidOfBasic({ lexicon }: SecurityScheme, about = ""): boolean {
  return isSaidOfScheme(/\bbasic\b/i, about, lexicon);
}

/**
 * Whether what a scheme calls a token is the key of an account: a sentence on bearer tokens says so, or a call that the text shows
 * has one in that place: `Authorization: Bearer YOURAPIKEY`, `?access-token=YOUR_API_KEY`.
 */
export function isTokenKey(scheme: SecurityScheme, { info }: Pick<Api, "info">): boolean {
  const { schemeKind, parameterName, lexicon } = scheme;
  const { description = "" } = info;
  if (schemeKind === "http")
    return (
      scheme.scheme === "bearer" &&
      (isSaidOfScheme(/\bbearer\b/i, description, lexicon) || showsKeyBehind(description, "bearer"))
    );
  return schemeKind === "apiKey" && scheme.in !== "cookie" && showsKeyBehind(description, parameterName ?? "");
}

/** Whether a text has a value behind a name that is written as somebody's own API key. */
function showsKeyBehind(text: string, name: string): boolean {
  const parts = name === "" ? [] : text.slice(0, WHOLE).toLowerCase().split(name.toLowerCase()).slice(1);
  return parts.some((behind) => SHOWN_KEY.test(behind));
}

const SHOWN_KEY = /^["'`]?\s?[=:]?\s?["'`<{[$]{0,3}(?:your|my|ihr|dein|votre|su|tu|sua)?[-_ ]?api[-_ ]?key\b/;

function isSaidOfScheme(name: RegExp, about = "", lexicon: Lexicon): boolean {
  return sentencesOf(about.slice(0, LIMIT)).some((sentence) => name.test(sentence) && saysKey(sentence, lexicon));
}

/** Whether a text says what goes in as the password is a key, whoever is behind it: "your API access token as the password". */
export function saysKeyAsPassword(text: string, lexicon: Lexicon): boolean {
  return sentencesOf(text, WHOLE).some((sentence) => isKeyAsPassword(sentence, lexicon));
}

function isKeyAsPassword(sentence: string, lexicon: Lexicon): boolean {
  const words = wordsInOrder(sentence);
  return words.some((_, at) => {
    const length = lexicon.lengthAt(words, at, "program-key");
    const from = at + length;
    if (length === 0 || !AS.test(words[from] ?? "")) return false;
    const behind = words.slice(from + 1, from + 1 + BEHIND_AS);
    return lexicon.has(behind, "log-in-secret") && !denies(words, lexicon);
  });
}

const AS = /^(?:as|for|als|comme|como)$/;

/** So many words behind "as" are what a key goes in as: "as the authentication password". */
const BEHIND_AS = 3;

/**
 * Whether a clause of a text names a key, and does not deny it: "no API key is needed". "No password" and "in place of the
 * user name" deny no key.
 */
export function affirmsKey(text: string, lexicon: Lexicon, isNamed: (clause: string) => boolean): boolean {
  return text.split(CLAUSE).some((clause) => {
    if (!isNamed(clause)) return false;
    const words = wordsInOrder(clause);
    return !words.some((_, at) => {
      const length = lexicon.lengthAt(words, at, "in-its-place") || (isDenial(words, at, lexicon) ? 1 : 0);
      const behind = words.slice(at + length, at + length + BEHIND_DENIAL);
      return length > 0 && !OF_LOG_IN.some((one) => lexicon.has(behind, one));
    });
  });
}

function saysKey(text: string, lexicon: Lexicon): boolean {
  return affirmsKey(
    text,
    lexicon,
    (clause) => lexicon.has(wordsInOrder(clause), "opening-key") || namesAccountKey(clause),
  );
}

const OF_LOG_IN = ["log-in-secret", "log-in-name"] as const;
const CLAUSE = /[,;:()–—]|\.(?=\s|$)/;

/** So many words behind a denial are what it denies: "without a password". */
const BEHIND_DENIAL = 3;

/** So much of the text of a scheme, and of that of an API, is looked at. */
const LIMIT = 2000;
const WHOLE = 20_000;
