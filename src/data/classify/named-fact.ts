import type { Categories, Category } from "../taxonomy/categories.ts";
import { readName } from "./field-name.ts";
import { rememberedByText } from "../taxonomy/remembered.ts";

/** The sensitive fact that a switch of some name is: of anybody, or of a person only ("disabled" says nothing in a Webhook). */
export interface NamedFact {
  readonly sure: Category | undefined;
  readonly personal: Category | undefined;
}

/** Reads the name of a switch for the fact that it states. */
export const namedFactOf = rememberedByText((name, categories): NamedFact => {
  const { words, text } = readName(name, categories);
  const asked = withoutAside(words, categories);
  return {
    sure: categories.byFact.get(text) ?? categories.byFact.get(asked),
    personal: categories.byPersonalFact.get(asked),
  };
});

/** The words of a question without those that only ask it: "has", "is", "flag", "within 7 years". */
function withoutAside(words: readonly string[], { words: { asking } }: Categories): string {
  return words.filter((word) => !asking.has(word) && !/^\d+$/.test(word)).join(" ");
}
