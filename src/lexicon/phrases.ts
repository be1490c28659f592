import type { Concept } from "./concept.ts";
import type { Lexicon } from "./lexicon.ts";

/**
 * Whether words are a phrase of one concept, with words of another before or behind it and nothing else: `user password`
 * and `senha do usuário` are made of a password, with a person around it. Languages differ in the order.
 */
export function isMadeOf(words: readonly string[], lexicon: Lexicon, core: Concept, around: Concept): boolean {
  let cores = 0;
  for (let at = 0; at < words.length;) {
    const own = lexicon.lengthAt(words, at, core);
    const length = own > 0 ? own : lexicon.lengthAt(words, at, around);
    if (length > 0) at += length;
    // What links two of them stands behind the first.
    else if (at > 0 && lexicon.is(words[at]!, "linking")) at += 1;
    else return false;
    if (own > 0) cores += 1;
  }
  return cores === 1;
}

/** Whether words end in a phrase of a concept: `new booking` in `booking`. */
export function endsIn(words: readonly string[], lexicon: Lexicon, concept: Concept): boolean {
  return words.some((_, at) => lexicon.lengthAt(words, at, concept) === words.length - at);
}
