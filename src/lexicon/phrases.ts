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
  for (let at = 0; at < words.length; at += 1)
    if (lexicon.lengthAt(words, at, concept) === words.length - at) return true;
  return false;
}

/** Whether words are nothing but phrases of a concept, one or more, and words of another around them. */
export function areAllOf(words: readonly string[], lexicon: Lexicon, core: Concept, around: Concept): boolean {
  let cores = 0;
  for (let at = 0; at < words.length;) {
    const own = lexicon.lengthAt(words, at, core);
    const length = own > 0 ? own : lexicon.lengthAt(words, at, around);
    if (length > 0) at += length;
    else if (at > 0 && lexicon.is(words[at]!, "linking")) at += 1;
    else return false;
    if (own > 0) cores += 1;
  }
  return cores > 0;
}

/**
 * Whether a concept is what a name is of: it ends in a phrase of it, or begins with one that is foreign or that a linking
 * word follows, since Romance languages put the noun first: `source file`, `fichier source`, `token de acceso`.
 */
export function isHeadedBy(words: readonly string[], lexicon: Lexicon, concept: Concept): boolean {
  if (endsIn(words, lexicon, concept)) return true;
  const length = lexicon.lengthAt(words, 0, concept);
  if (length === 0) return false;
  if (lexicon.is(words[length] ?? "", "linking")) return true;
  const first = words.slice(0, length).join(" ");
  return lexicon.inEnglish(first, concept) !== first;
}

/** Whether a phrase of a concept stands directly before or behind one of another, with at most a linking word between. */
export function standsBeside(words: readonly string[], lexicon: Lexicon, one: Concept, other: Concept): boolean {
  return words.some((_, at) => {
    const [first, second] = [lexicon.lengthAt(words, at, one), lexicon.lengthAt(words, at, other)];
    return (
      (first > 0 && follows(words, at + first, lexicon, other)) ||
      (second > 0 && follows(words, at + second, lexicon, one))
    );
  });
}

/** Whether a phrase of a concept stands before one of another, or behind it, with at most `gap` words between. */
export function standsNear(
  words: readonly string[],
  lexicon: Lexicon,
  one: Concept,
  other: Concept,
  gap: number,
): boolean {
  return precedes(words, lexicon, one, other, gap) || precedes(words, lexicon, other, one, gap);
}

/** Whether a phrase of one concept stands before one of another, with at most `gap` words between: "the service then fetches". */
export function precedes(
  words: readonly string[],
  lexicon: Lexicon,
  first: Concept,
  second: Concept,
  gap: number,
): boolean {
  return words.some((_, at) => {
    const length = lexicon.lengthAt(words, at, first);
    if (length === 0) return false;
    for (let on = at + length; on <= at + length + gap; on++) if (lexicon.lengthAt(words, on, second) > 0) return true;
    return false;
  });
}

function follows(words: readonly string[], at: number, lexicon: Lexicon, concept: Concept): boolean {
  const isLinked = lexicon.is(words[at] ?? "", "linking");
  return lexicon.lengthAt(words, at, concept) > 0 || (isLinked && lexicon.lengthAt(words, at + 1, concept) > 0);
}
