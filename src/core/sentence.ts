import { shortened } from "./prose.ts";

/** A text as the beginning of a sentence; an address, or a name such as `api.example.com`, `bearerAuth` or `x-audience`, stays as it is written. */
export function capitalized(text: string): string {
  if (/^[a-z][a-z\d+.-]*:\/\//.test(text)) return text;
  const [word = ""] = text.split(/[ ,;:]/, 1);
  if (!/^[a-z][a-z'-]*$/.test(word) || word.startsWith("x-")) return text;
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A text as the rest of a sentence; a first word such as `OAuth`, `TLS` or `x-audience` stays as it is written. */
export function uncapitalized(text: string): string {
  return /^[A-Z][a-z'-]*(?= |$)/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}

/** A text as a whole sentence: with a full stop where it ends without a mark. */
export function ended(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}

/**
 * The first sentences of a text that together say something: at least `least` characters, as far as there are any, and
 * with the other choice where the next sentence gives it.
 */
export function opening(text: string, least = 60): string {
  const [paragraph = ""] = text.split("\n\n");
  let end = 0;
  while (end < Math.min(least, paragraph.length) || /^ (?:Or|Otherwise|Else)\b/.test(paragraph.slice(end))) {
    const stop = /[.!?](?= |$)/.exec(paragraph.slice(end));
    if (stop === null) return paragraph;
    end += stop.index + 1;
  }
  return paragraph.slice(0, end);
}

/**
 * The first thing that a text says, in at most `most` characters where it can be told in them: its first sentence, or as
 * many of that one's clauses as stand by themselves. Nothing is cut within a clause: where already the first one is longer,
 * the whole of it is given.
 */
export function firstClause(text: string, most: number): string {
  const whole = opening(text, 1);
  if (whole.length <= most) return whole;
  // With the other choice it is too long: the first one is something that can be done.
  const [sentence = whole] = /^.*?[.!?](?= (?:Or|Otherwise|Else)\b)/s.exec(whole) ?? [];
  if (sentence.length <= most) return sentence;
  let end: number | undefined;
  let brackets = 0;
  let isQuoted = false;
  for (const { 0: mark, index } of sentence.matchAll(MARKS)) {
    if (index >= most && end !== undefined) break;
    if (mark === '"') isQuoted = !isQuoted;
    else if (mark === "(") brackets += 1;
    else if (mark === ")") brackets -= 1;
    else if (!isQuoted && brackets === 0) end = index;
  }
  return end === undefined ? sentence : `${sentence.slice(0, end)}.`;
}

/** What opens and closes, and what stands before something that only adds to a clause: another one, an example, a detail. */
const MARKS = /["()]|, (?:and|or|so that|such as|in addition|including|with|which)\b|[;:] /g;

/** A text cut behind a sentence where it is long; where already its first one is, within that. */
export function briefly(text: string, most: number): string {
  return sentencesWithin(text, most) || shortened(text, most);
}

/** As many whole sentences from the start of a text as stand in so many characters. */
export function sentencesWithin(text: string, most: number): string {
  if (text.length <= most) return text;
  let end = 0;
  for (const { index } of text.slice(0, most).matchAll(/[.!?](?= )/g)) end = index + 1;
  return text.slice(0, end);
}
