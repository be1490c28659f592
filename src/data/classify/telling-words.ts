import type { Concept } from "../../lexicon/concept.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import { addTo } from "../../core/grouped.ts";
import { memo } from "../../core/memo.ts";
import { plainWord, wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import { ASIDES, FACTS, RECORDS } from "../../lexicon/told-concepts.ts";
import { isTellingClassWord } from "../abbreviations/class-words.ts";
import { isKnownWord } from "../abbreviations/vocabulary.ts";

/*
 * Which of some concepts a name or a text speaks of, in any form of its words: `allergien` and `Nussallergie` of an allergy, and
 * in names `allerg` too, which is cut off.
 */

/** What words tell: concepts that they have, and those that a cut word of theirs may stand for. */
export interface Told {
  readonly concepts: readonly Concept[];
  readonly cut: readonly Concept[];
}

/** The concepts among `asked` that words speak of, as they stand and in their other spelling; only fields are cut off. */
export function toldBy(text: string, asked: readonly Concept[], lexicon: Lexicon, of: "field" | "name" | "text"): Told {
  const stems = stemsOf(lexicon);
  const written = wordsInOrder(text).map(plainWord);
  const found = new Set<Concept>();
  const cut = new Set<Concept>();
  for (const words of of === "text" ? [written] : [written, wordsOf(text)])
    words.forEach((word, at) => {
      for (const { phrase, concept } of stems.beginning.get(word) ?? NO_PHRASES)
        if (phrase.every((one, index) => words[at + index] === one)) found.add(concept);
      for (const concept of inflectedOf(word, stems)) found.add(concept);
      if (of === "field") for (const concept of cutOf(word, stems)) cut.add(concept);
    });
  if (found.size + cut.size === 0) return NOTHING;
  return { concepts: asked.filter((one) => found.has(one)), cut: asked.filter((one) => cut.has(one)) };
}

const NOTHING: Told = { concepts: [], cut: [] };

interface Phrase {
  readonly phrase: readonly string[];
  readonly concept: Concept;
}

const NO_PHRASES: readonly Phrase[] = [];

/** The words of all these concepts, by which a text is looked through once and not once for each of them. */
interface Stems {
  /** The words and phrases that begin with a word. */
  readonly beginning: ReadonlyMap<string, readonly Phrase[]>;
  /** The concepts of a word of five letters or more. */
  readonly alone: ReadonlyMap<string, readonly Concept[]>;
  readonly inflected: Map<string, readonly Concept[]>;
  readonly cut: Map<string, readonly Concept[]>;
}

const stemsOf = memo((lexicon: Lexicon): Stems => {
  const beginning = new Map<string, Phrase[]>();
  const alone = new Map<string, Concept[]>();
  for (const concept of TELLING) {
    const all = lexicon.alternatives(concept).split("|");
    // A phrase written as one word is no word of which a part says the same.
    const joined = new Set(
      all
        .filter((word) => word.includes(" "))
        .map((word) => word.replaceAll(" ", ""))
        .flatMap((word) => [word, word.slice(0, -1), word.slice(0, -2), `${word}s`]),
    );
    for (const text of all) {
      const phrase = text.split(" ");
      addTo(beginning, phrase[0]!, { phrase, concept });
      if (IS_STEM.test(text) && !joined.has(text)) addTo(alone, text, concept);
    }
  }
  return { beginning, alone, inflected: new Map(), cut: new Map() };
});

const IS_STEM = /^[a-z]{5,}$/;

/** The concepts of which a word is another form, or in German one that ends in a word of theirs. */
function inflectedOf(word: string, { alone, inflected }: Stems): readonly Concept[] {
  if (word.length < SHORTEST_FORM) return NONE;
  let concepts = inflected.get(word);
  if (concepts === undefined) {
    const parts: string[] = [];
    for (let cut = 0; cut <= LONGEST_ENDING; cut += 1) parts.push(word.slice(0, word.length - cut));
    for (let start = 1; start <= word.length - SHORTEST_HEAD; start += 1) parts.push(word.slice(start));
    concepts = parts.flatMap((part) => alone.get(part) ?? NONE);
    inflected.set(word, concepts);
  }
  return concepts;
}

/** The concepts of which a word is the beginning of a word, and no word or common short form of another kind. */
function cutOf(word: string, { alone, cut }: Stems): readonly Concept[] {
  if (word.length < SHORTEST_CUT || !ENDS_IN_CONSONANT.test(word)) return NONE;
  let concepts = cut.get(word);
  if (concepts === undefined) {
    concepts = isTellingClassWord(word) ? NONE : beginningWith(word, alone);
    // What is a word itself is cut off nowhere.
    if (concepts.length > 0 && isKnownWord(word)) concepts = NONE;
    cut.set(word, concepts);
  }
  return concepts;
}

function beginningWith(word: string, alone: Stems["alone"]): readonly Concept[] {
  const found: Concept[] = [];
  for (const [whole, concepts] of alone)
    if (whole.length >= word.length + SHORTEST_REST && whole.startsWith(word)) found.push(...concepts);
  return found;
}

const NONE: readonly Concept[] = [];
const SHORTEST_FORM = 6;
const LONGEST_ENDING = 2;
const SHORTEST_HEAD = 6;
const SHORTEST_CUT = 4;
const ENDS_IN_CONSONANT = /[^aeiouy\d]$/;
const SHORTEST_REST = 2;

const TELLING: readonly Concept[] = [...FACTS, ...ASIDES, ...RECORDS];
