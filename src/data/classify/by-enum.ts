import { textOfName } from "../../lexicon/name-tokens.ts";
import type { Categories, Category } from "../taxonomy/categories.ts";
import { isElsewhere } from "./name-judgement.ts";
import type { FieldInContext, FieldJudgement } from "./judgement.ts";

/**
 * What a value may be says what it is, whatever it is called: one of `SINGLE`, `MARRIED`, `WIDOWED` is a marital status, and
 * an absence that may be `SICK` is somebody's health.
 */
export function byEnum(field: FieldInContext): FieldJudgement | undefined {
  const { facts, reading, context, categories } = field;
  const found = categoryOfValues(facts.enum, categories);
  if (found === undefined || context.kind === "thing" || context.kind === "infrastructure") return undefined;
  const { category, value } = found;
  if (reading.words.some((word) => category.notBefore.has(word))) return undefined;
  if (isElsewhere({ category, strength: "anywhere", of: undefined }, context.kind, context)) return undefined;
  return { category, confidence: "likely", because: [`it may be "${value}"`] };
}

/** Whether the values that a property may have say what it is. */
export function saysByValues(values: readonly unknown[] | undefined, categories: Categories): boolean {
  return categoryOfValues(values, categories) !== undefined;
}

/** The category that the values are of, and one of them: a telling one is enough, else it takes two, and a third of all. */
function categoryOfValues(
  values: readonly unknown[] | undefined,
  { byValue, byTellingValue }: Categories,
): { readonly category: Category; readonly value: string } | undefined {
  // One value alone is a constant, and a long list is one of countries, currencies or codes.
  if (values === undefined || values.length < 2 || values.length > MOST_VALUES) return undefined;
  let known: Category | undefined;
  let count = 0;
  for (const value of values) {
    if (typeof value !== "string" || value.length > LONGEST) continue;
    const text = textOfName(value);
    const telling = byTellingValue.get(text);
    if (telling !== undefined) return { category: telling, value };
    const category = byValue.get(text);
    if (category === undefined) continue;
    if (known !== category) [known, count] = [category, 0];
    count += 1;
    if (count > 1 && count * 3 >= values.length) return { category, value };
  }
  return undefined;
}

const MOST_VALUES = 30;
const LONGEST = 40;
