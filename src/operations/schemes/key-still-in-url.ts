import { affirms } from "../../lexicon/denial.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import { wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import { wrappedSentencesOf } from "../../lexicon/sentences.ts";

/**
 * The sentences by which a key in a URL goes on being accepted: "Keys in the query string still work", or one that puts keys
 * into the URL and one of the next two that says so of keys. `undefined` where no text says it.
 */
export function keyStillTakenInUrl(text: string, lexicon: Lexicon): readonly string[] | undefined {
  const sentences = wrappedSentencesOf(text, LIMIT);
  let named: { readonly sentence: string; readonly at: number } | undefined;
  for (const [at, sentence] of sentences.entries()) {
    if (!lexicon.has(wordsOf(sentence), "in-band-secret")) continue;
    const words = wordsInOrder(sentence);
    if (lexicon.has(words, "in-the-url")) named = { sentence, at };
    if (named === undefined || at - named.at > NEXT || !affirms(words, lexicon, "still-works")) continue;
    return named.at === at ? [sentence] : [named.sentence, sentence];
  }
  return undefined;
}

const NEXT = 2;
const LIMIT = 20_000;
