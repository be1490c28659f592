import type { Categories, Category } from "../taxonomy/categories.ts";
import { readName } from "./field-name.ts";
import { isWithin } from "../taxonomy/is-within.ts";
import { rememberedByText } from "../taxonomy/remembered.ts";

/** The sensitive fact that a switch of some name is: of anybody, or of a person only ("disabled" says nothing in a Webhook). */
export interface NamedFact {
  readonly sure: Category | undefined;
  readonly personal: Category | undefined;
  /** What is known of a person by the name without what only says that it is so, or not: "criminal record clean". */
  readonly told: Category | undefined;
}

/** Reads the name of a switch for the fact that it states. */
export const namedFactOf = rememberedByText((name, categories): NamedFact => {
  const { words, text } = readName(name, categories);
  const asked = withoutAside(words, categories);
  return {
    sure: categories.byFact.get(text) ?? categories.byFact.get(asked),
    personal: categories.byPersonalFact.get(asked),
    told: toldBy(asked, categories),
  };
});

function toldBy(asked: string, categories: Categories): Category | undefined {
  const { lexicon } = categories;
  const all = asked.split(" ");
  const words = all.length === 1 ? all : all.filter((word) => !lexicon.is(word, "fact-said"));
  if (words.length === 0) return undefined;
  const fact = words.join(" ");
  return (
    categories.byFact.get(fact) ??
    readName(fact, categories).hits.find(
      ({ category, strength, isWhole }) =>
        strength === "anywhere" && isWhole && FACTS.some((key) => isWithin(category.key, key)),
    )?.category
  );
}

/** What is a fact of somebody however it is answered. */
const FACTS = [
  "user.health_and_medical",
  "user.criminal_history",
  "user.demographic.race_ethnicity",
  "user.demographic.religious_belief",
  "user.demographic.union_membership",
];

/** The words of a question without those that only ask it: "has", "is", "flag", "within 7 years". */
function withoutAside(words: readonly string[], { words: { asking } }: Categories): string {
  return words.filter((word) => !asking.has(word) && !/^\d+$/.test(word)).join(" ");
}
