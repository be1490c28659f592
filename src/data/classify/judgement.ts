import type { Confidence } from "../../core/severity.ts";
import type { Categories, Category } from "../taxonomy/categories.ts";
import type { FieldFacts } from "./field-facts.ts";
import type { NameReading } from "./field-name.ts";
import type { OwnerContext } from "./owner-context.ts";

/** One field with all that it is judged by. */
export interface FieldInContext {
  readonly facts: FieldFacts;
  readonly reading: NameReading;
  readonly context: OwnerContext;
  readonly categories: Categories;
}

/** A reason to take a field for one of a category. */
export interface FieldJudgement {
  readonly category: Category;
  readonly confidence: Confidence;
  readonly because: readonly string[];
}

/** The first judgement that counts, else the first that is a guess. */
export function likeliest<T>(
  candidates: readonly T[],
  judge: (candidate: T) => FieldJudgement | undefined,
): FieldJudgement | undefined {
  let guess: FieldJudgement | undefined;
  for (const candidate of candidates) {
    const judgement = judge(candidate);
    if (judgement !== undefined && judgement.confidence !== "possible") return judgement;
    guess ??= judgement;
  }
  return guess;
}
