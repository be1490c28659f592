import { readName } from "./field-name.ts";
import type { FieldInContext, FieldJudgement } from "./judgement.ts";

/**
 * What lets its holder in where nothing else is asked for: the key or code in the path of an operation that anybody may call
 * while others ask for a credential. A code that lets nobody in, a country's or a product's, has neither the form nor the place.
 */
export function byOpenKey(field: FieldInContext): FieldJudgement | undefined {
  const { facts, reading, categories } = field;
  const { lexicon } = categories;
  if (facts.object.isOpen !== true || (facts.place !== "path" && facts.place !== "query")) return undefined;
  if (facts.types.some((type) => type !== "string") || facts.enum !== undefined || facts.format !== undefined)
    return undefined;
  const ends = [reading.words.at(-1), categories.words.headFirst.has(reading.words[0] ?? "") ? reading.words[0] : ""];
  if (!ends.some((word) => word !== undefined && lexicon.is(word, "key-or-code"))) return undefined;
  // `countryCode` beside pickup points: the code of what is the same for everybody opens nothing.
  if (lexicon.has(reading.words, "reference-datum")) return undefined;
  const isOpening = facts.object.resources.some((segment) =>
    lexicon.has(readName(segment, categories).words, "opened-by-key"),
  );
  const isBare = facts.place === "query" && lexicon.is(reading.text, "bare-key");
  if (facts.isLong !== true && !isOpening && !isBare) return undefined;
  const category = readName("access token", categories).hits[0]?.category;
  return category === undefined
    ? undefined
    : { category, confidence: "likely", because: [`named "${facts.name}"`, "all that the operation asks for"] };
}
