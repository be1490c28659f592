import type { Place } from "../../core/place.ts";
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
export function publishedLogIn(api: PrintedTexts): PublishedLogIn | undefined {
  for (const element of [api.info, ...api.tags, ...api.servers, ...api.securitySchemes, ...api.operations]) {
    const { description = "", lexicon } = element;
    const text = description.slice(0, LIMIT);
    const around = labelledPair(text, lexicon) ?? slashedPair(text, lexicon);
    if (around === undefined) continue;
    const words = wordsInOrder(around);
    const isForTrial = TRIALS.some((one) => lexicon.has(words, one));
    return { at: placeOf(element, "description"), isForTrial };
  }
  return undefined;
}

type PrintedTexts = Pick<Api, "info" | "tags" | "servers" | "securitySchemes" | "operations">;

const TRIALS = ["sandbox", "before-production", "for-trial"] as const;

/** So much of a text is looked at. */
const LIMIT = 20_000;

/** What stands around a user name and a password behind their labels, at most a few words apart. */
function labelledPair(text: string, lexicon: Lexicon): string | undefined {
  // Emphasis and code are how a value is shown; in French a space stands before a colon.
  const tokens = text.replaceAll(/[*`]/g, " ").replaceAll(" : ", ": ").split(/\s+/);
  let user: { readonly value: string; readonly at: number } | undefined;
  for (const [at] of tokens.entries()) {
    const { label, value } = labelled(tokens, at);
    if (label === undefined || value === undefined) continue;
    if (endsIn(label, lexicon, "log-in-name")) user = { value, at };
    if (user === undefined || at - user.at > APART || !endsIn(label, lexicon, "log-in-secret")) continue;
    const around = tokens.slice(Math.max(0, user.at - BESIDE), at + BESIDE).join(" ");
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
): { readonly label?: readonly string[]; readonly value?: string } {
  const [, last, within] = /^[("'-]?((?:\p{L}['’])?[\p{L}_]{2,30})[:=](.{0,60})$/u.exec(tokens[at]!) ?? [];
  if (last === undefined) return {};
  const label = wordsInOrder([...tokens.slice(Math.max(0, at - 2), at), last].join(" "));
  const value = (within === "" ? tokens[at + 1] : within)?.replaceAll(/^["'(]{1,3}|["'),;.]{1,3}$/g, "");
  return value === undefined || !VALUE.test(value) ? {} : { label, value };
}

/** What can be typed: no placeholder in brackets, and no asterisks or dots in place of something. */
const VALUE = /^[^\s<>{}[\]&|…]{2,40}$/u;

/** Whether two values are a log-in that works, and no words about one: "password: required". */
function isLogIn(user: string, password: string, around: string, lexicon: Lexicon): boolean {
  if (/\.\.\.|xxx|^[x-]+$/i.test(password)) return false;
  const isNamed = [user, password].some((value) =>
    (["log-in-name", "log-in-secret", "placeholder"] as const).some((one) => lexicon.has(wordsOf(value), one)),
  );
  if (isNamed && !lexicon.is(textOfName(user), "administrator")) return false;
  return (
    /[\d!#$%&@+~^]/.test(password) ||
    lexicon.is(textOfName(user), "administrator") ||
    sentencesOf(around).some((sentence) => isSharedBy(sentence))
  );
}

/** What stands around `admin/admin`, where a sentence says that a log-in is delivered so. */
function slashedPair(text: string, lexicon: Lexicon): string | undefined {
  return sentencesOf(text, LIMIT).find(
    (sentence) =>
      isSharedBy(sentence) &&
      [...sentence.matchAll(/(?<![\w/.])([\w@-]{2,30}) ?\/ ?([\w@!#$%-]{2,30})(?![\w/])/g)].some(
        ([, user = "", password = ""]) => user === password || lexicon.is(textOfName(user), "administrator"),
      ),
  );
}

function isSharedBy(sentence: string): boolean {
  const stated = statedIn(sentence);
  return stated.has("shared-credential") && !stated.has("own-credential");
}
