import type { Concept } from "../lexicon/concept.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";
import { wordsOf } from "../lexicon/name-tokens.ts";

/*
 * What people are called in an API, by whom they are to its callers. The purpose is read before the noun: members of a
 * parliament are published, members of a gym are not; so a noun only says what people mostly are.
 */

/** Whether the last word of a name, which says what it is, is one of a concept's. */
export function isCalled(name: string, concept: Concept, lexicon: Lexicon): boolean {
  return lexicon.is(wordsOf(name).at(-1) ?? "", concept);
}
