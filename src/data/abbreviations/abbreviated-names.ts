import { withNamesInFull, type Lexicon } from "../../lexicon/lexicon.ts";
import type { Document } from "../../load/document.ts";
import { expansionsOf } from "./expansions.ts";
import { GLANCE, namesOfDocument, WHOLE } from "./names-of-document.ts";
import { abbreviatingFields, maybeAbbreviates } from "./style.ts";
import { vocabulary } from "./vocabulary.ts";

/**
 * The lexicon of a description: the given one, unless the description names things by abbreviated words, as descriptions
 * over databases and mainframes do (`OFNDR_NM`, `fec_nac`). Then it knows what these stand for.
 */
export function lexiconForNames(document: Pick<Document, "entry">, lexicon: Lexicon): Lexicon {
  if (!maybeAbbreviates(namesOfDocument(document, GLANCE))) return lexicon;
  const names = namesOfDocument(document, WHOLE);
  const words = vocabulary();
  const styled = abbreviatingFields(names, words);
  if (styled.size === 0) return lexicon;
  const expansions = expansionsOf(names, styled, words);
  return expansions.size === 0 ? lexicon : withNamesInFull(lexicon, expansions);
}
