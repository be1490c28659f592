import { memoOfText } from "../../core/memo.ts";

/**
 * How well a short form abbreviates a word, from 0 (not at all) to 1 (it is the word): both begin with the same letter, and
 * the letters of the short form stand in the word in their order. Good forms cut the word off (`benef` of beneficiary), leave
 * out its vowels (`vctm` of victim), or keep its beginning and its end (`cte` of cliente). Both are in small letters.
 */
export function abbreviates(short: string, word: string): number {
  if (short === word) return 1;
  if (short.length >= word.length || short.length < 2 || short[0] !== word[0]) return 0;
  if (!isWithin(short, word)) return 0;
  const consonants = consonantsOf(word);
  const kept = consonantsOf(short);
  if (short.length >= 3 && kept === consonants) return SKELETON;
  // `rtn` of return, `mbr` of member: each of its consonants once.
  if (short.length >= 3 && kept === eachOnce(consonants)) return EACH_ONCE;
  if (word.startsWith(short)) return truncation(short, word);
  if (short.length < 3) return endsAlike(short, word) ? TWO_LETTERS : WEAK;
  const share = kept.length / consonants.length;
  // `attnd` of attending: consonants from the beginning.
  if (kept.length === short.length && consonants.startsWith(kept)) return 0.52 + 0.3 * share;
  // `mthly` of monthly, `gte` of gerente: its beginning and its end; vowels within are kept where a word is cut off.
  return endsAlike(short, word) && !VOWEL.test(short.slice(1, -1)) ? 0.5 + 0.35 * share : WEAK;
}

/** Below it a form is no more than possible, and needs a text or other words beside it that say the same. */
export const GOOD = 0.6;

const SKELETON = 0.95;
const EACH_ONCE = 0.9;
const TWO_LETTERS = 0.35;
const WEAK = 0.25;

/** Where a word is cut off: before a vowel, as in `tarj` and `venc`, or after one. */
function truncation(short: string, word: string): number {
  if (short.length < 3) return TWO_LETTERS;
  const isBeforeVowel = !VOWEL.test(short.at(-1)!) && VOWEL.test(word[short.length]!);
  return isBeforeVowel ? 0.92 : VOWEL.test(short.at(-1)!) ? 0.75 : 0.85;
}

const VOWEL = /[aeiou]/;

/** The first letter and the consonants behind it, each of a pair once: `ofndr` of offender. */
const consonantsOf = memoOfText(
  (word): string =>
    word[0]! +
    word
      .slice(1)
      .replaceAll(/[aeiouy]/g, "")
      .replaceAll(/(.)\1/g, "$1"),
);

const eachOnce = memoOfText((letters): string => [...new Set(letters)].join(""));

function isWithin(short: string, word: string): boolean {
  let at = 0;
  for (let next = 0; at < short.length && next < word.length; next += 1)
    if (word.charCodeAt(next) === short.charCodeAt(at)) at += 1;
  return at === short.length;
}

/** Both end in the same letter, or in the same consonant. */
function endsAlike(short: string, word: string): boolean {
  return short.at(-1) === word.at(-1) || consonantsOf(short).at(-1) === consonantsOf(word).at(-1);
}
