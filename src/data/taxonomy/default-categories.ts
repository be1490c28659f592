import builtIn from "../../../rulesets/data-categories.yaml?tables";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import type { Policy } from "../../policy/policy.ts";
import type { Categories } from "./categories.ts";
import { categoryTablesOf } from "./category-tables.ts";
import { categoriesFrom } from "./compile-categories.ts";

/**
 * The compiled categories of a policy: those that Sallyport comes with, behind the user's own. They carry the lexicon of
 * the API whose fields are classified by them. Compiled once for each.
 */
export function categoriesOf({ data: { categories: own } }: Pick<Policy, "data">, lexicon: Lexicon): Categories {
  const isPlain = typeof own !== "object" || own === null;
  const by = isPlain ? BUILT_IN_ALONE : own;
  let known = compiled.get(lexicon);
  if (known === undefined) compiled.set(lexicon, (known = new WeakMap()));
  let categories = known.get(by);
  if (categories === undefined) {
    const sources = isPlain ? [builtIn] : [categoryTablesOf(own), builtIn];
    known.set(by, (categories = categoriesFrom(lexicon, ...sources)));
  }
  return categories;
}

/** Stands for no categories of the user's own. */
const BUILT_IN_ALONE = {};
const compiled = new WeakMap<Lexicon, WeakMap<object, Categories>>();
