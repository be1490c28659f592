import type { Lexicon } from "../../lexicon/lexicon.ts";

/** Whether a word is the name of an action, and never of a thing. */
export function isOnlyVerb(word: string, lexicon: Lexicon): boolean {
  return lexicon.is(word, "action") && !lexicon.is(word, "action-or-thing");
}

/** The verb that a word of a text is, in English: `cancel` for `Cancels` and for `storniert`; `undefined` for others. */
export function verbOf(word: string, lexicon: Lexicon): string | undefined {
  const small = word.toLowerCase();
  const bare = small.endsWith("ies") ? `${small.slice(0, -3)}y` : small.replace(/(?<=ss|x|ch|sh|z)es$|s$/, "");
  // "Sends" is listed beside "send", and is the same act.
  return lexicon.inEnglish(bare, "action") ?? lexicon.inEnglish(small, "action");
}

/** Verbs of two words that names write as one, and nouns that name an act: `check in` for `checkin`. */
export function spelledOut(verb: string): string {
  return SPELLED_OUT.get(verb) ?? verb;
}

const SPELLED_OUT: ReadonlyMap<string, string> = new Map([
  ["checkin", "check in"],
  ["checkout", "check out"],
  ["cleanup", "clean up"],
  ["rollback", "roll back"],
  ["shutdown", "shut down"],
  ["payout", "pay out"],
  ["impersonation", "impersonate"],
]);
