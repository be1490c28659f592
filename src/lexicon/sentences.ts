import { memoOfText, MOST_LONG_TEXTS } from "../core/memo.ts";
import type { Lexicon } from "./lexicon.ts";
import { lexiconOf } from "./lexicon-of.ts";
import { wordsInOrder } from "./name-tokens.ts";

/** A text whose lines end where sentences do: a line that goes on in small letters, or behind a comma, is of the one before it. */
export function withoutLineEnds(text: string): string {
  return text.replaceAll(WRAPPED, " ");
}

/** The end of a line within a sentence. It begins with the line's end, so that it is tried at few places. */
const WRAPPED = /\n(?<=[\p{L}\p{N},:`'"»”)]\n)(?=[\p{Ll}\p{N}`(])/gu;

/**
 * A Markdown text with the words of its links in place of the links: a dot in an address ends no sentence. Tags of HTML that
 * have attributes go too, since what the address of a picture says is no part of the text, and blocks of code, which state
 * nothing: `/verify` in a call that is shown is no check.
 */
export function withoutLinkTargets(text: string): string {
  const said = withoutBlocks(withoutBlocks(text, "```", "```"), "<pre", "</pre>");
  const plain = said.includes('="') ? said.replaceAll(TAG, "") : said;
  return plain.includes("](") ? plain.replaceAll(LINK, "$1") : plain;
}

/** A text without what stands between two marks, which ends a sentence. What has no second mark is left as it is. */
function withoutBlocks(text: string, open: string, close: string): string {
  let [kept, from] = ["", 0];
  for (let at = text.indexOf(open); at >= 0; at = text.indexOf(open, from)) {
    const end = text.indexOf(close, at + open.length);
    if (end < 0) break;
    kept += `${text.slice(from, at)}\n\n`;
    from = end + close.length;
  }
  return from === 0 ? text : kept + text.slice(from);
}

const TAG = /<[a-z][a-z\d]{0,20}(?:\s{1,3}[\w-]{1,40}="[^"<>]{0,500}"){1,20}\s{0,3}\/?>/gi;

const LINK = /\[([^[\]]{1,200})\]\([^()\s]{1,500}\)/g;

/** The sentences of a text, whose lines may be wrapped, without those that are empty or about a later version. So much of it is looked at as `most` says. */
export function sentencesOf(text: string, most = 1000): readonly string[] {
  return text === "" ? NONE : sentencesOfWhole(text.slice(0, most));
}

const NONE: readonly string[] = [];

/** Rules ask for those of a text one after another: of Stripe, seven times each. */
const sentencesOfWhole = memoOfText(
  (text): readonly string[] =>
    withoutLinkTargets(withoutLineEnds(text))
      .split(/[.;\n]/)
      .map((sentence) => sentence.trim())
      .filter((sentence) => sentence !== "" && !isOfFuture(sentence)),
  MOST_LONG_TEXTS,
);

/** Whether a sentence is about a later version, so that it states nothing of today: "In a future version a token is needed". */
export const isOfFuture = memoOfText((sentence: string): boolean => {
  future ??= new RegExp(String.raw`(?<!\S)(?:${lexiconOf().alternatives("said-of-future")})(?!\S)`, "u");
  return future.test(sentence.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, " "));
});

let future: RegExp | undefined;

/** A text without its sentences about a later version, for who reads it as a whole. */
export function textOfToday(text: string): string {
  return isOfFuture(text) ? sentencesOf(text, text.length).join(". ") : text;
}

/** The words of each clause of a sentence, parted by commas, colons, brackets and dashes. */
export function clausesOf(sentence: string): readonly (readonly string[])[] {
  return sentence.split(/[,:;()–—]/).map(wordsInOrder);
}

/** Words of a sentence, parted by those that join two clauses: "the server checks" and "runs it". */
export function joinedClauses(words: readonly string[], lexicon: Lexicon): readonly (readonly string[])[] {
  const ends = words.flatMap((word, at) => (lexicon.is(word, "joins-clauses") ? [at] : []));
  return [-1, ...ends].map((start, index) => words.slice(start + 1, ends[index]));
}

/**
 * The sentences of a text whose lines may be wrapped, and which names things such as `orders.read`: a line goes on in the
 * next one unless that is empty or an entry of a list, and a full stop ends a sentence where a space follows.
 */
export function wrappedSentencesOf(text: string, most: number): readonly string[] {
  return text === "" ? NONE : wrappedSentencesOfWhole(text.slice(0, most));
}

const wrappedSentencesOfWhole = memoOfText(
  (text): readonly string[] =>
    withoutLinkTargets(text)
      .split(/\n[^\S\n]*(?:\n|(?=[-*#|>]|\d{1,3}[.)]))|[.;!?…](?=[\s"'»”)]|$)/)
      .map((sentence) => sentence.replaceAll(/\s+/g, " ").trim())
      .filter((sentence) => sentence !== "" && !isOfFuture(sentence)),
  MOST_LONG_TEXTS,
);
