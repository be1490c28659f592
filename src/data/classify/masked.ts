import { wordsInOrder } from "../../lexicon/name-tokens.ts";
import { isWithin } from "../taxonomy/is-within.ts";
import type { Categories, Category } from "../taxonomy/categories.ts";
import type { FieldFacts } from "./field-facts.ts";

/** Whether only a part of a number or an address is there, which finds nobody: its name says so, or all its examples show it. */
export function isMasked({ key }: Category, { name, types, examples }: FieldFacts, { lexicon }: Categories): boolean {
  if (!FINDS_SOMEBODY.some((one) => isWithin(key, one)) || types.includes("object")) return false;
  if (lexicon.has(wordsInOrder(name), "masked-value")) return true;
  return examples.length > 0 && examples.every((one) => typeof one === "string" && HIDDEN.test(one));
}

const FINDS_SOMEBODY = ["user.government_id", "user.financial", "user.contact", "user.payment"];

/** Three signs in a row that stand for characters which are not shown, beside some that are. */
const HIDDEN = /[\p{L}\d][^]{0,40}[*•●]{3}|[*•●]{3}[^]{0,40}[\p{L}\d]|X{4}[- ]?\d{2,}$/u;
