import { affirms, denies } from "../../lexicon/denial.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import { wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import { sentencesOf } from "../../lexicon/sentences.ts";

/**
 * The sentences by which a key in a URL goes on being accepted: "Keys in the query string still work", or one that puts keys
 * into the URL and one of the next two that says so of keys. `undefined` where no text says it.
 */
export function keyStillTakenInUrl(text: string, lexicon: Lexicon): readonly string[] | undefined {
  const sentences = sentencesOf(text, LIMIT);
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

/**
 * The sentences by which callers choose whether the credential is in a header or in the URL: "with the token in the Authorization
 * header or the query string", or a list of which one item is a header and another a query parameter.
 */
export function keyAlsoTakenInUrl(text: string, lexicon: Lexicon): readonly string[] | undefined {
  const sentences = sentencesOf(text, LIMIT);
  for (const [at, sentence] of sentences.entries()) {
    const words = wordsInOrder(sentence);
    if (!lexicon.has(words, "in-the-url") && !BEGINS_WITH_QUERY.test(sentence)) continue;
    if (denies(words, lexicon) || !namesCredential(sentence, lexicon)) continue;
    if (lexicon.has(words, "header") && CHOICE.test(sentence)) return [sentence];
    const before = sentences[at - 1] ?? "";
    if (words.length > LONGEST_ITEM || !isItemOf(text, sentence) || !isItemOf(text, before)) continue;
    if (lexicon.has(wordsInOrder(before), "header") && !denies(wordsInOrder(before), lexicon))
      return [before, sentence];
  }
  return undefined;
}

function namesCredential(sentence: string, lexicon: Lexicon): boolean {
  const words = wordsOf(sentence);
  return lexicon.has(words, "in-band-secret") || lexicon.has(words, "api-key") || lexicon.has(words, "said-credential");
}

const CHOICE = /\b(?:or|oder|ou|o|either|wahlweise)\b/i;
/** Whether a sentence begins an entry of a list in a text. */
function isItemOf(text: string, sentence: string): boolean {
  const at = text.indexOf(sentence.slice(0, BEGINNING));
  return at > 0 && ITEM.test(text.slice(Math.max(0, at - BEGINNING), at));
}

/** So many signs tell a sentence from others. */
const BEGINNING = 20;
const ITEM = /(?:^|\n)\s{0,8}(?:[-*+•]|\d{1,3}[.)])\s{1,4}$/;
const BEGINS_WITH_QUERY =
  /^\W*(?:query (?:string|parameter)|url parameter|abfrageparameter|paramètre de requête|parámetro de consulta|parâmetro de consulta)\b/i;

/** So many words an item of such a list has. */
const LONGEST_ITEM = 12;

const NEXT = 2;
const LIMIT = 20_000;
