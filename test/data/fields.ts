import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { compileCategories } from "../../src/data/taxonomy/compile-categories.ts";
import { classifyField, type Classification } from "../../src/data/classify/classify-field.ts";
import type { FieldFacts, ObjectFacts } from "../../src/data/classify/field-facts.ts";

/** The categories that Sallyport comes with. */
export const CATEGORIES = compileCategories(
  parse(readFileSync(new URL("../../rulesets/data-categories.yaml", import.meta.url), "utf8")),
);

/** Facts of a string property, but for what is given; `of` is the chain of owners: "emails < User". */
export interface Given extends Omit<Partial<FieldFacts>, "object"> {
  readonly object?: Partial<ObjectFacts>;
}

/** What `name` holds in an object that `owners` ("emails < User") contain. */
export function classified(owners: string, name: string, { object, ...given }: Given = {}): Classification | undefined {
  const within: ObjectFacts = {
    kind: "object",
    owners: owners === "" ? [] : owners.split(" < "),
    resources: [],
    referredBy: [],
    fields: [name],
    values: {},
    ...object,
  };
  return classifyField(
    { name, place: "property", types: ["string"], examples: [], children: [], ...given, object: within },
    CATEGORIES,
  );
}

/** The category, marked with a question mark where it is only possible; "none" where there is none. */
export function named(classification: Classification | undefined): string {
  if (classification === undefined) return "none";
  return classification.confidence === "possible" ? `${classification.category}?` : classification.category;
}
