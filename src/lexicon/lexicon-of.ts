import builtIn from "../../rulesets/lexicon.yaml?tables";
import { lexiconFrom, type AddedWords, type Lexicon } from "./lexicon.ts";

/** The lexicon that Sallyport comes with, and the words that are added to it. Put together once for each. */
export function lexiconOf(added?: AddedWords): Lexicon {
  if (added === undefined) return (plain ??= lexiconFrom(builtIn));
  let lexicon = withAdded.get(added);
  if (lexicon === undefined) withAdded.set(added, (lexicon = lexiconFrom(builtIn, added)));
  return lexicon;
}

/** Each concept with what it is. */
export const GLOSSES: readonly (readonly [concept: string, gloss: string])[] = Object.entries(builtIn).map(
  ([concept, [gloss]]) => [concept, gloss] as const,
);

let plain: Lexicon | undefined;
const withAdded = new WeakMap<AddedWords, Lexicon>();
