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
