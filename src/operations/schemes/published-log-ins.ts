import { memoBy } from "../../core/memo.ts";
import type { Place } from "../../core/place.ts";
import { denies } from "../../lexicon/denial.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import { textOfName, wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import { endsIn } from "../../lexicon/phrases.ts";
import { sentencesOf } from "../../lexicon/sentences.ts";
import { statedIn } from "../../lexicon/statements.ts";
import { placeOf, type Api } from "../../model/api.ts";

/** A log-in that a description prints, and whether the same text says that it is for trying out. */
export interface PublishedLogIn {
  readonly at: Place;
  readonly isForTrial: boolean;
}

/**
 * A user name together with its password in a text of the description, whichever it is: `user: admin, password: 2b4R-x`,
 * "the default credentials are admin/admin". What shows how a log-in is sent, in JSON or with placeholders, is none.
 */
export const publishedLogIn = memoBy(({ operations }: PrintedTexts) => operations, foundLogIn);

function foundLogIn(api: PrintedTexts): PublishedLogIn | undefined {
  for (const element of [api.info, ...api.tags, ...api.servers, ...api.securitySchemes, ...api.operations]) {
    const { description = "", lexicon } = element;
    const text = description.slice(0, LIMIT);
    const around = labelledPair(text, lexicon) ?? slashedPair(text, lexicon);
    if (around === undefined) continue;
    return { at: placeOf(element, "description"), isForTrial: isSaidForTrial(around, lexicon) };
  }
  return undefined;
}

type PrintedTexts = Pick<Api, "info" | "tags" | "servers" | "securitySchemes" | "operations">;

const TRIALS = ["sandbox", "before-production", "for-trial"] as const;

/** Whether words say that a log-in is for trying out. What is shown of production is the real thing, whatever the rest is called. */
function isSaidForTrial(text: string, lexicon: Lexicon): boolean {
  const words = wordsInOrder(text).flatMap(wordsOf);
  return (
    TRIALS.some((one) => lexicon.has(words, one)) && (!lexicon.has(words, "in-production") || denies(words, lexicon))
  );
}

/** So much of a text is looked at. */
const LIMIT = 20_000;

/** What stands around a user name and a password behind their labels, at most a few words apart. */
function labelledPair(text: string, lexicon: Lexicon): string | undefined {
  // Emphasis and code are how a value is shown, and what a label alone stands before; in French a space stands before a colon.
  const tokens = text.replaceAll(SHOWN_AS_CODE, "$1: $2").replaceAll(/[*`]/g, " ").replaceAll(" : ", ": ").split(/\s+/);
  let user: { readonly value: string; readonly at: number } | undefined;
  for (const [at] of tokens.entries()) {
    const { label, value, within = "" } = labelled(tokens, at);
    if (label === undefined || value === undefined) continue;
    if (endsIn(label, lexicon, "log-in-name")) user = { value, at };
    if (user === undefined || at - user.at > APART || !endsIn(label, lexicon, "log-in-secret")) continue;
    const around = tokens.slice(Math.max(0, user.at - BESIDE), at + BESIDE).join(" ");
    const behind = tokens.slice(within === "" ? at + 2 : at + 1);
    const isEnded = /[.,;)]$/.test(within === "" ? (tokens[at + 1] ?? "") : within);
    if (isRule(value, isEnded ? [] : behind, lexicon)) continue;
    if (isLogIn(user.value, value, around, lexicon)) return around;
  }
  return undefined;
}

/** So many words may stand between a user name and its password. */
const APART = 8;
/** So many words before and behind say what it is for. */
const BESIDE = 25;

/** The words before a colon or an equals sign, and the value behind. In JSON a quotation mark stands before the colon. */
function labelled(
  tokens: readonly string[],
  at: number,
): { readonly label?: readonly string[]; readonly value?: string; readonly within?: string } {
  const [, last, within] = /^[("'-]?((?:\p{L}['’])?[\p{L}_]{2,30})[:=](.{0,60})$/u.exec(tokens[at]!) ?? [];
  if (last === undefined) return {};
  const label = wordsInOrder([...tokens.slice(Math.max(0, at - 2), at), last].join(" "));
  const value = (within === "" ? tokens[at + 1] : within)?.replaceAll(/^["'(]{1,3}|["'),;.]{1,3}$/g, "");
  return value === undefined || !VALUE.test(value) ? {} : { label, value, within: within ?? "" };
}

/** A word and what is shown as code behind it, as in "password `2b4Rx!`". */
const SHOWN_AS_CODE = /(?<=^|\s)(\p{L}{2,30}) `([^`\s]{2,40})`/gu;

/**
 * Whether what stands behind "password:" begins a sentence on passwords, "8-64 characters" or "set at first start": by its
 * words, or since a plain word goes on in small letters.
 */
function isRule(value: string, behind: readonly string[], lexicon: Lexicon): boolean {
  const [next = ""] = behind;
  if (lexicon.has(wordsInOrder([value, ...behind.slice(0, 2)].join(" ")).flatMap(wordsOf), "rule-of-password"))
    return true;
  return /^\p{L}+$/u.test(value) && /^\p{Ll}/u.test(next) && !lexicon.is(next, "joins-clauses");
}

/** What can be typed: no placeholder in brackets, and no asterisks or dots in place of something. */
const VALUE = /^[^\s<>{}[\]&|…]{2,40}$/u;

/** Whether two values are a log-in that works, and no words about one: "password: required". */
function isLogIn(user: string, password: string, around: string, lexicon: Lexicon): boolean {
  if (/\.\.\.|xxx|^[x-]+$/i.test(password)) return false;
  const isNamed = [user, password].some((value) => {
    const words = wordsOf(value);
    if (NAMES.some((one) => lexicon.has(words, one))) return true;
    return lexicon.has(words, "placeholder") && !lexicon.has(words, "for-trial");
  });
  if (isNamed && !lexicon.is(textOfName(user), "administrator")) return false;
  return (
    /[\d!#$%&@+~^]/.test(password) ||
    lexicon.is(textOfName(user), "administrator") ||
    (user === password && isSaidForTrial(around, lexicon)) ||
    sentencesOf(around).some((sentence) => isSharedBy(sentence))
  );
}

const NAMES = ["log-in-name", "log-in-secret"] as const;

/** What stands around `admin/admin` or `demo:demo`, where a sentence says that a log-in is delivered so, or that it is for trying out. */
function slashedPair(text: string, lexicon: Lexicon): string | undefined {
  return sentencesOf(text.replaceAll(/`|<\/?(?:code|b|strong|em|i|tt|kbd)>/gi, ""), LIMIT).find((sentence) => {
    const isShared = isSharedBy(sentence);
    if (!isShared && !isTrialLogIn(sentence, lexicon)) return false;
    return [
      ...sentence.matchAll(/(?<![\w/.:])([\w@-]{2,30})(?: ?\/ ?|:(?=\w*[a-z]))([\w@!#$%-]{2,30})(?![\w/:])/gi),
    ].some(
      ([, user = "", password = ""]) =>
        user === password ||
        (isShared && lexicon.is(textOfName(user), "administrator")) ||
        (!isShared && password.startsWith(user) && /\d/.test(password)),
    );
  });
}

/** Whether a sentence is about a log-in that is for trying out: "Log in with demo/demo". */
function isTrialLogIn(sentence: string, lexicon: Lexicon): boolean {
  return isSaidForTrial(sentence, lexicon) && lexicon.has(wordsInOrder(sentence).flatMap(wordsOf), "called-log-in");
}

function isSharedBy(sentence: string): boolean {
  const stated = statedIn(sentence);
  return stated.has("shared-credential") && !stated.has("own-credential");
}
