import { endsIn } from "../../lexicon/phrases.ts";
import { textOfName, wordsOf } from "../../lexicon/name-tokens.ts";
import { isWithin } from "../taxonomy/is-within.ts";
import { readName } from "./field-name.ts";
import type { FieldInContext, FieldJudgement } from "./judgement.ts";

/**
 * What somebody is found to have, where their age and sex stand beside it: `{ sex, age, evidence: [] }`, which is sent to be
 * diagnosed. Without these it may be the evidence of anything.
 */
export function byBodyOfPatient({ facts, categories }: FieldInContext): FieldJudgement | undefined {
  const { name, object, types } = facts;
  const { lexicon } = categories;
  if (object.kind !== "object" || types.includes("boolean") || !endsIn(wordsOf(name), lexicon, "finding-of-patient"))
    return undefined;
  const others = object.fields.filter((field) => field !== name);
  const isAge = (field: string): boolean =>
    lexicon.is(textOfName(field), "age-of-person") || isOf(field, "user.demographic.date_of_birth");
  const isOf = (field: string, key: string): boolean =>
    readName(field, categories).hits.some(({ category }) => isWithin(category.key, key));
  if (!others.some(isAge) || !others.some((field) => isOf(field, "user.demographic.gender"))) return undefined;
  const category = readName("medical history", categories).hits[0]?.category;
  return category && { category, confidence: "likely", because: [`"${name}" is next to an age and a sex`] };
}
