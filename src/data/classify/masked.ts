import { wordsInOrder } from "../../lexicon/name-tokens.ts";
import { isCredential } from "../taxonomy/is-credential.ts";
import { isWithin } from "../taxonomy/is-within.ts";
import type { Categories, Category } from "../taxonomy/categories.ts";
import type { FieldFacts } from "./field-facts.ts";
import { isSaidPartial } from "./said-of-value.ts";

/**
 * Whether a secret is said to be masked, and its examples are: examples alone are often masked by whoever writes a description, and
 * "masked in logs" says nothing of what comes back.
 */
function isMaskedSecret({ description = "", examples }: FieldFacts): boolean {
  const [first = ""] = description.slice(0, 200).split(/[,.;(:]/);
  const isSaid = isSaidPartial(first) && first.trim().split(/\s+/).length <= MOST_WORDS;
  return (
    isSaid && !IN_LOGS.test(first) && examples.every((one) => typeof one === "string" && /[*•●]{3}|…|\.{3}/.test(one))
  );
}

const MOST_WORDS = 10;
/** In each language where a value is shown to others than the reader of a response. */
const IN_LOGS =
  /\b(?:log|logs|ui|console|konsole|protokoll\w*|journa(?:l|ux)|registros?|interface|oberfläche|pantalla|tela)\b/i;

/** Whether only a part of a number or an address is there, which finds nobody: its name says so, or all its examples show it. */
export function isMasked({ key }: Category, facts: FieldFacts, { lexicon }: Categories): boolean {
  const { name, types, examples } = facts;
  if (isCredential(key)) return isMaskedSecret(facts);
  if (!FINDS_SOMEBODY.some((one) => isWithin(key, one)) || types.includes("object")) return false;
  if (lexicon.has(wordsInOrder(name), "masked-value")) return true;
  return examples.length > 0 && examples.every((one) => typeof one === "string" && HIDDEN.test(one));
}

const FINDS_SOMEBODY = ["user.government_id", "user.financial", "user.contact", "user.payment"];

/** Three signs in a row that stand for characters which are not shown, beside some that are. */
const HIDDEN = /[\p{L}\d][^]{0,40}[*•●]{3}|[*•●]{3}[^]{0,40}[\p{L}\d]|X{4}[- ]?\d{2,}$/u;
