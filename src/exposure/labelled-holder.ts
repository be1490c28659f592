import { wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import { sentencesOf } from "../lexicon/sentences.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";

/**
 * Who alone may call, by a label: `administrator` of "**Access policy**: administrator". `undefined` where the label names
 * anybody else beside, or says more than who it is.
 */
export function labelledHolder(text: string, lexicon: Lexicon): string | undefined {
  if (!text.includes(":")) return undefined;
  for (const sentence of sentencesOf(text)) {
    const colon = sentence.indexOf(":");
    if (colon < 0 || sentence.length > LONGEST) continue;
    if (!lexicon.is(wordsInOrder(sentence.slice(0, colon)).join(" "), "access-label")) continue;
    const said = wordsInOrder(sentence.slice(colon + 1));
    const holders = said.map((word) => wordsOf(word).join(" ")).filter((word) => isHolder(word, lexicon));
    const isEach = said.every(
      (word) => isHolder(wordsOf(word).join(" "), lexicon) || AROUND.some((concept) => lexicon.is(word, concept)),
    );
    if (isEach && holders.length > 0) return holders[0];
  }
  return undefined;
}

function isHolder(word: string, lexicon: Lexicon): boolean {
  return lexicon.is(word, "administrator") || lexicon.is(word, "role-holder");
}

const AROUND = ["around-role", "right"] as const;
/** A label is short, and so is what it says. */
const LONGEST = 80;
