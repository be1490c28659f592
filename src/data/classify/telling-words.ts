import type { Concept } from "../../lexicon/concept.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import { memo } from "../../core/memo.ts";
import { plainWord, wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import { ASIDES, FACTS, RECORDS } from "../../lexicon/told-concepts.ts";
import { isTellingClassWord } from "../abbreviations/class-words.ts";
import { vocabulary } from "../abbreviations/vocabulary.ts";

/*
 * Which of some concepts a name or a text speaks of, in any form of its words: `allergien` and `Nussallergie` of an allergy, and
 * in names `allerg` too, which is cut off.
 */

/** What words tell: concepts that they have, and those that a cut word of theirs may stand for. */
export interface Told {
  readonly concepts: readonly Concept[];
  readonly cut: readonly Concept[];
}

/** The concepts among `asked` that words speak of, as they stand and in their other spelling. */
export function toldBy(text: string, asked: readonly Concept[], lexicon: Lexicon, isName: boolean): Told {
  const written = wordsInOrder(text).map(plainWord);
  const forms = isName ? [written, wordsOf(text)] : [written];
  const found = new Set<Concept>();
  for (const concept of asked) if (forms.some((words) => lexicon.has(words, concept))) found.add(concept);
  const cut = new Set<Concept>();
  for (const word of new Set(forms.flat())) {
    for (const concept of inflectedOf(word, lexicon)) if (asked.includes(concept)) found.add(concept);
    if (isName) for (const concept of cutOf(word, lexicon)) if (asked.includes(concept)) cut.add(concept);
  }
  return { concepts: asked.filter((one) => found.has(one)), cut: asked.filter((one) => cut.has(one)) };
}

/** The words of several concepts, each alone. */
interface Stems {
  readonly words: readonly (readonly [word: string, concept: Concept])[];
  readonly inflected: Map<string, readonly Concept[]>;
  readonly cut: Map<string, readonly Concept[]>;
}

const stemsOf = memo((lexicon: Lexicon): Stems => ({
  words: TELLING.flatMap((concept) => {
    const all = lexicon.alternatives(concept).split("|");
    // A phrase written as one word is no word of which a part says the same.
    const joined = new Set(
      all
        .filter((word) => word.includes(" "))
        .map((word) => word.replaceAll(" ", ""))
        .flatMap((word) => [word, word.slice(0, -1), word.slice(0, -2), `${word}s`]),
    );
    return all.filter((word) => /^[a-z]{5,}$/.test(word) && !joined.has(word)).map((word) => [word, concept] as const);
  }),
  inflected: new Map(),
  cut: new Map(),
}));

/** The concepts of which a word is another form, or in German one that ends in a word of theirs. */
function inflectedOf(word: string, lexicon: Lexicon): readonly Concept[] {
  if (word.length < SHORTEST_FORM) return NONE;
  const { words, inflected } = stemsOf(lexicon);
  let concepts = inflected.get(word);
  if (concepts === undefined) {
    concepts = words
      .filter(
        ([stem]) =>
          (word.startsWith(stem) && word.length - stem.length <= LONGEST_ENDING) ||
          (stem.length >= SHORTEST_HEAD && word.endsWith(stem)),
      )
      .map(([, concept]) => concept);
    inflected.set(word, concepts);
  }
  return concepts;
}

/** The concepts of which a word is the beginning of a word, and no word or common short form of another kind. */
function cutOf(word: string, lexicon: Lexicon): readonly Concept[] {
  if (word.length < SHORTEST_CUT || !ENDS_IN_CONSONANT.test(word) || isTellingClassWord(word)) return NONE;
  const { words, cut } = stemsOf(lexicon);
  let concepts = cut.get(word);
  if (concepts === undefined) {
    concepts = words
      .filter(([whole]) => whole.length >= word.length + SHORTEST_REST && whole.startsWith(word))
      .map(([, concept]) => concept);
    // What is a word itself is cut off nowhere.
    if (concepts.length > 0 && vocabulary().has(word)) concepts = NONE;
    cut.set(word, concepts);
  }
  return concepts;
}

const NONE: readonly Concept[] = [];
const SHORTEST_FORM = 6;
const LONGEST_ENDING = 2;
const SHORTEST_HEAD = 6;
const SHORTEST_CUT = 4;
const ENDS_IN_CONSONANT = /[^aeiouy\d]$/;
const SHORTEST_REST = 2;

const TELLING: readonly Concept[] = [...FACTS, ...ASIDES, ...RECORDS];
