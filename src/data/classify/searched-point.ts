import type { FieldInContext, FieldJudgement } from "./judgement.ts";
import { isWithin } from "../taxonomy/is-within.ts";
import { readSiblings } from "./sibling-fields.ts";

/** Where whoever searches is: latitude and longitude in the query of a search near a point, one of each. */
export function bySearchedPoint(field: FieldInContext): FieldJudgement | undefined {
  const { facts, reading, categories } = field;
  if (facts.place !== "query" || facts.object.kind !== "parameters") return undefined;
  const hit = reading.hits.find(({ category }) => isWithin(category.key, "user.location"));
  if (hit === undefined || facts.types.some((type) => type !== "number" && type !== "string")) return undefined;
  const points = readSiblings(facts.object.fields, categories).points;
  return points === 2
    ? { category: hit.category, confidence: "likely", because: [`named "${facts.name}", in a search near a point`] }
    : undefined;
}
