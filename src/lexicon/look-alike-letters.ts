/**
 * A name whose words mix Latin letters with such of other alphabets that look the same, in Latin letters: `p\u0430ssword`
 * with a Cyrillic letter is `password`. Words that are of another alphabet as a whole stay as they are.
 */
export function withLatinLetters(name: string): string {
  return name.replaceAll(LETTERS, (word) =>
    /[A-Za-z]/.test(word) ? word.replaceAll(ANY, (letter) => LATIN_BY_LETTER.get(letter) ?? letter) : word,
  );
}

const LETTERS = /\p{L}+/gu;
const ANY = /[\u0370-\u058F]/g;

/** Letters of the Cyrillic, Greek and Armenian alphabets (Unicode Technical Standard 39, confusables), each above its Latin one. */
const LOOK_ALIKES =
  "\u0430\u0435\u0456\u0458\u043E\u0440\u0441\u0443\u0445\u0455\u04BB\u0501\u051B\u051D\u0410\u0412\u0415\u0406\u0408\u041A\u041C\u041D\u041E\u0420\u0421\u0422\u0425\u0405\u03B1\u03B9\u03BA\u03BD\u03BF\u03C1\u03C5\u0391\u0392\u0395\u0397\u0399\u039A\u039C\u039D\u039F\u03A1\u03A4\u03A5\u03A7\u0396\u0585\u057D\u0578";
const LATIN = "aeijopcyxshdqwABEIJKMHOPCTXSaikvopuABEHIKMNOPTYXZoun";

const LATIN_BY_LETTER: ReadonlyMap<string, string> = new Map(
  Array.from(LOOK_ALIKES, (letter, at) => [letter, LATIN[at] ?? letter]),
);
