import type { Concept } from "./concept.ts";
import { lexiconOf } from "./lexicon-of.ts";

/**
 * The sentences of a text in plain words, Markdown or HTML, each in one line and without its full stop. A line that is wrapped
 * goes on in the next one; headings, entries of lists, rows of tables and what HTML makes a block of its own end a sentence,
 * and blocks of code are none. A stop ends one only where a space follows, and not behind an abbreviation ("e.g. a token",
 * "z. B. ein Token", "No. 5"). In time that is in proportion to the text.
 */
export function splitSentences(text: string): readonly string[] {
  const sentences: string[] = [];
  for (const block of blocksOf(withoutMarkup(text)))
    for (const sentence of sentencesOfBlock(block)) {
      const trimmed = sentence.trim();
      if (trimmed !== "") sentences.push(trimmed);
    }
  return sentences;
}

/**
 * A Markdown text with the words of its links in place of the links: a dot in an address ends no sentence. Tags of HTML that
 * have attributes go too, since what the address of a picture says is no part of the text, and blocks of code, which state
 * nothing: `/verify` in a call that is shown is no check.
 */
export function withoutLinkTargets(text: string): string {
  const said = withoutCode(text);
  const plain = said.includes('="') ? said.replaceAll(TAG_WITH_ATTRIBUTES, "") : said;
  return plain.includes("](") ? plain.replaceAll(LINK, "$1") : plain;
}

const TAG_WITH_ATTRIBUTES = /<[a-z][a-z\d]{0,20}(?:\s{1,3}[\w-]{1,40}="[^"<>]{0,500}"){1,20}\s{0,3}\/?>/gi;
const LINK = /\[([^[\]]{1,200})\]\([^()\s]{1,500}\)/g;

function withoutCode(text: string): string {
  return CODE.reduce((said, [open, close]) => withoutBlocks(said, open, close), text);
}

/** Between what blocks of code stand. */
const CODE = [
  ["```", "```"],
  ["~~~", "~~~"],
  ["<pre", "</pre>"],
] as const;

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

/** A text with lines of its own in place of what HTML makes a block, and without links, other tags, and signs in their code. */
function withoutMarkup(text: string): string {
  const lines = text.includes("\r") ? text.replaceAll(/\r\n?/g, "\n") : text;
  const said = withoutLinkTargets(lines);
  const plain = said.includes("<") ? said.replaceAll(BLOCK_TAG, "\n\n").replaceAll(INLINE_TAG, "") : said;
  return plain.includes("&")
    ? plain.replaceAll(ENTITY, (sign, name: string) => ENTITIES.get(name.toLowerCase()) ?? sign)
    : plain;
}

const BLOCK_TAG =
  /<\/?(?:p|br|hr|div|section|article|header|footer|ul|ol|li|dl|dt|dd|table|thead|tbody|tr|td|th|caption|blockquote|h[1-6]|details|summary)(?:\s[^<>]{0,300})?\/?>/gi;
const INLINE_TAG =
  /<\/?(?:a|abbr|b|big|center|cite|code|em|font|i|img|ins|kbd|mark|q|s|small|span|strong|sub|sup|tt|u|var)(?:\s[^<>]{0,300})?\/?>/gi;
const ENTITY = /&(#?\w{1,8});/g;
const ENTITIES: ReadonlyMap<string, string> = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
  ["#39", "'"],
  ["nbsp", " "],
]);

/** The blocks of a text, each in one line: paragraphs, headings, entries of lists, rows of tables. */
function* blocksOf(text: string): Generator<string> {
  let paragraph: string[] = [];
  for (const line of text.split("\n")) {
    if (line.trim() !== "") paragraph.push(line);
    else if (paragraph.length > 0) {
      yield* blocksOfParagraph(paragraph);
      paragraph = [];
    }
  }
  if (paragraph.length > 0) yield* blocksOfParagraph(paragraph);
}

function* blocksOfParagraph(lines: readonly string[]): Generator<string> {
  if (lines.length === 1) return yield blockOf(lines);
  const width = lines.reduce((most, line) => Math.max(most, line.length), 0);
  let block: string[] = [];
  let before: string | undefined;
  for (const line of lines) {
    if (UNDERLINE.test(line)) {
      before = undefined;
      continue;
    }
    if (before === undefined || !goesOn(before, line.trimStart(), width)) {
      if (block.length > 0) yield blockOf(block);
      block = [];
    }
    block.push(line);
    before = endsHere(line) ? undefined : line;
  }
  if (block.length > 0) yield blockOf(block);
}

/** The lines of a block as one, without the sign of an entry of a list. */
function blockOf(lines: readonly string[]): string {
  const line = lines.join(" ");
  return (UNEVEN.test(line) ? line.replaceAll(/\s+/g, " ") : line).trim().replace(MARKER, "");
}

const UNEVEN = /\s\s|[^\S ]/;

/** The line below a heading or the head of a table, and one that parts two sections. */
const UNDERLINE = /^\s{0,8}[-=*_|:][-=*_|: ]{2,200}$/;
/** What stands before an entry of a list, a heading or what is quoted. */
const MARKER = /^(?:[-*+•–—]\s|>\s?|#{1,6}\s|\(?\d{1,3}[.)]\s|\(?[a-z]\)\s){1,3}/;
/** A line that begins a block of its own. */
const OPENS = /^(?:[-*+•–—]\s|>|#{1,6}\s|\||\(?\d{1,3}[.)]\s|\(?[a-z]\)\s)/;

/** Whether nothing goes on behind a line: a heading, a row of a table, and one that Markdown ends by two spaces or a backslash. */
function endsHere(line: string): boolean {
  return line.endsWith("  ") || line.endsWith("\\") || /^\s{0,3}(?:#{1,6}\s|\|)/.test(line);
}

/**
 * Whether a line goes on in the next one: where that begins in small letters, and where its first word had no room any more, as
 * in German, where nouns begin with a capital.
 */
function goesOn(line: string, next: string, width: number): boolean {
  if (OPENS.test(next)) return false;
  const last = line.trimEnd();
  if (/[.!?…:;|]["'»”’)*_`]{0,3}$/.test(last.slice(-4))) return false;
  // Two entries in quotes.
  if (/["']$/.test(last) && /^["']/.test(next)) return false;
  if (last.endsWith(",") || BEGINS_WITHIN.test(next)) return true;
  return width >= LEAST_WIDTH && last.length + 1 + (/^\S{1,60}/.exec(next)?.[0].length ?? 0) > width;
}

const BEGINS_WITHIN = /^[*_"'«“]{0,3}[\p{Ll}\p{N}`(&]/u;
/** Lines are wrapped at so many signs at least. */
const LEAST_WIDTH = 60;

/** The sentences of a block, which has one line. */
function* sentencesOfBlock(block: string): Generator<string> {
  let from = 0;
  for (let at = 0; at < block.length; at += 1) {
    if (!STOPS.has(block.charCodeAt(at))) continue;
    const stop = endOf(block, at, STOPS);
    const end = endOf(block, stop, CLOSING);
    if (isEnd(block, at, stop, end)) {
      yield block.slice(from, at) + block.slice(stop, end);
      from = end;
    }
    at = end - 1;
  }
  yield block.slice(from);
}

/** Where signs of a kind end that stand one behind another. */
function endOf(block: string, from: number, signs: ReadonlySet<number>): number {
  let at = from;
  while (at < block.length && signs.has(block.charCodeAt(at))) at += 1;
  return at;
}

/** What may end a sentence, and what may close behind it. */
const STOPS = signsOf(".!?…;");
const CLOSING = signsOf("\"'»”’)]*_`");

function signsOf(text: string): ReadonlySet<number> {
  return new Set(Array.from(text, (sign) => sign.charCodeAt(0)));
}

/**
 * Whether a stop ends a sentence, with what closes behind it. Where no space follows it does in "the user.The token" alone: names of
 * files, hosts, fields and scopes have stops within.
 */
function isEnd(block: string, at: number, stop: number, end: number): boolean {
  if (end === block.length) return true;
  if (block[end] !== " ") return end === at + 1 && SPACE_LEFT_OUT.test(block.slice(Math.max(0, at - 2), at + NEAR));
  const sign = block[at];
  if (sign === ";") return true;
  const next = NEXT.exec(block.slice(end, end + NEAR))?.[1] ?? "";
  const isWithin = next !== next.toUpperCase();
  const isPlainStop = sign === "." && stop === at + 1;
  if (!isPlainStop || end > stop) return !isWithin;
  return !isOfWord(block, at, next, isWithin);
}

/** "… the user.The token …": the space is left out behind a stop. */
const SPACE_LEFT_OUT = /^\p{Ll}{2}[.;]\p{Lu}\p{Ll}{0,20}\s/u;
/** So many signs around a stop tell what it is. */
const NEAR = 24;
/** The sign that the next sentence would begin with. */
const NEXT = /^ ["'«“(*_`[#§]{0,3}(\S)/;

/** Whether a stop before a space belongs to the word before it: to an abbreviation or an ordinal. */
function isOfWord(block: string, at: number, next: string, isWithin: boolean): boolean {
  const word = wordBefore(block, at);
  const start = at - word.length;
  // "Am 3. Tag", "the 2. attempt": an ordinal, unless a sentence ends in a number.
  if (/^\d{1,2}$/.test(word)) return isWithin || BEFORE_ORDINAL.test(block.slice(Math.max(0, start - NEAR), start));
  // "z. B.", "p. ex.", "S. 5"
  if (/^\p{L}$/u.test(word))
    return (
      isWithin ||
      /^ (?:\p{L}\.|\d)/u.test(block.slice(at + 1, at + 4)) ||
      /(?<!\p{L})\p{L}\. $/u.test(block.slice(Math.max(0, start - 4), start))
    );
  // "e.g.", "i.e.", "z.B.", "p.ex."
  if (word.includes(".")) return HAS_STOPS.test(word);
  if (word === "" || word.length > LONGEST_ABBREVIATION) return false;
  const plain = word.toLowerCase();
  if (MAY_END.test(plain)) return isWithin;
  return (
    isWordOf(plain, "abbreviation-with-stop") || (/\d/.test(next) && isWordOf(plain, "abbreviation-before-number"))
  );
}

/** In German, what stands before an ordinal. */
const BEFORE_ORDINAL = /(?<!\p{L})(?:am|ab|der|die|das|dem|den|des|vom|zum|beim|jede[mnrs]?)\s$/iu;
const HAS_STOPS = /^(?:\p{L}{1,2}\.){1,4}\p{L}{1,2}$/u;
/** Abbreviations that stand at the end of a list. */
const MAY_END = /^(?:etc|usw|inc|ltd|corp|co|jr|ff|al)$/;
const LONGEST_ABBREVIATION = 7;

/** The word that stands before a place, with stops within it. So much of it is looked at as tells whether it is an abbreviation. */
function wordBefore(block: string, at: number): string {
  let start = at;
  while (start > 0 && at - start < NEAR && /[\p{L}\p{N}.]/u.test(block[start - 1]!)) start -= 1;
  return block.slice(start, at);
}

function isWordOf(word: string, concept: Concept): boolean {
  let words = wordsOfConcepts.get(concept);
  if (words === undefined)
    wordsOfConcepts.set(concept, (words = new Set(lexiconOf().alternatives(concept).split("|"))));
  return words.has(word);
}

const wordsOfConcepts = new Map<Concept, ReadonlySet<string>>();
