import { denies } from "../lexicon/denial.ts";
import type { Concept } from "../lexicon/concept.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";
import { wordsInOrder } from "../lexicon/name-tokens.ts";
import { clausesOf, wrappedSentencesOf } from "../lexicon/sentences.ts";
import type { Api } from "../model/api.ts";
import type { SecurityScheme } from "../model/security.ts";

/**
 * The sentence that says of all calls of an API that they need a credential, whoever writes it: "Authentication is required to
 * access all methods", "All requests must be made with the access token".
 */
export function sentenceOnAll(api: Pick<Api, "info" | "securitySchemes">): string | undefined {
  return sentenceIn(api.info.description, api.info.title, api.info.lexicon) ?? schemeSaidForAll(api)?.sentence;
}

/** The scheme whose own text says that all calls need it, though no requirement names it. */
export function schemeSaidForAll({
  info,
  securitySchemes,
}: Pick<Api, "info" | "securitySchemes">): { readonly scheme: SecurityScheme; readonly sentence: string } | undefined {
  for (const scheme of securitySchemes) {
    const sentence = sentenceIn(scheme.description, info.title, scheme.lexicon);
    if (sentence !== undefined) return { scheme, sentence };
  }
  return undefined;
}

function sentenceIn(text = "", title = "", lexicon: Lexicon): string | undefined {
  const names = new Set(wordsInOrder(title));
  const sentence = wrappedSentencesOf(text.replaceAll("*", ""), LIMIT).find((one) => isSaidOfAll(one, names, lexicon));
  return sentence?.slice(0, LONGEST);
}

/** So much of a text is looked at. */
const LIMIT = 20_000;

/** So much of a sentence is shown. */
const LONGEST = 200;

/**
 * Whether a sentence says that all calls need a credential, and denies nothing. It speaks of no part of them: "all admin
 * requests", "all requests that change data", "all requests but those to log in" need something else.
 */
function isSaidOfAll(sentence: string, names: ReadonlySet<string>, lexicon: Lexicon): boolean {
  const clauses = clausesOf(sentence);
  if (clauses.some((words) => lexicon.has(words, "excepting"))) return false;
  return clauses.some((words) => {
    const start = words.findIndex((_, at) => endOfCalls(words, at, names, lexicon) > at);
    if (start < 0) return false;
    const end = endOfCalls(words, start, names, lexicon);
    return isDemandedOf(words.slice(Math.max(0, start - FAR), start), words.slice(end, end + FAR), lexicon);
  });
}

/** So many words around "all calls" tell what is needed for them. */
const FAR = 10;

/** So many small words, and words of the title, stand in a row: "all of the Acme Shop API's calls". */
const MOST_SMALL = 12;

/** Whether it is a credential that is demanded of all calls, by the words before these and behind. */
function isDemandedOf(before: readonly string[], behind: readonly string[], lexicon: Lexicon): boolean {
  if (denies(before, lexicon)) return false;
  const [demand, credential] = ["demands", "lets-callers-in"] as const;
  // "A token is required for all calls", and no more follows that may pick some of them.
  if (behind.length === 0 || lexicon.is(behind[0]!, "joins-clauses"))
    return lexicon.has(before, demand) && lexicon.has(before, credential);
  const isFirst = (concept: Concept): boolean => lexicon.lengthAt(behind, 0, concept) > 0;
  // "All calls need a token"; in German also "für alle Aufrufe ist ein Token nötig", "ein Token ist für alle Aufrufe nötig".
  if (isFirst(demand)) return lexicon.has(before, credential) || isAffirmed(behind, credential, lexicon);
  return isFirst(credential) && isAffirmed(behind, demand, lexicon);
}

function isAffirmed(words: readonly string[], concept: Concept, lexicon: Lexicon): boolean {
  const at = words.findIndex((_, index) => lexicon.lengthAt(words, index, concept) > 0);
  return at >= 0 && !denies(words.slice(0, at + 1), lexicon);
}

/** Where words end that begin at `at` and mean all calls of the API, with what picks none of them: `at` where there are none. */
function endOfCalls(words: readonly string[], at: number, names: ReadonlySet<string>, lexicon: Lexicon): number {
  const pastSmall = (from: number): number => {
    let end = from;
    const last = Math.min(words.length, from + MOST_SMALL);
    while (end < last && (lexicon.is(words[end]!, "around-all-calls") || names.has(words[end]!))) end += 1;
    return end;
  };
  const all = lexicon.lengthAt(words, at, "quantifier-all");
  if (all > 0) {
    const noun = pastSmall(at + all);
    if (lexicon.is(words[noun] ?? "", "kind-of-call")) return pastSmall(noun + 1);
  }
  const everything = lexicon.lengthAt(words, at, "everything-called");
  return everything > 0 ? pastSmall(at + everything) : at;
}
