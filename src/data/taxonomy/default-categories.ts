import builtIn from "../../../rulesets/data-categories.yaml?tables";
import type { Policy } from "../../policy/policy.ts";
import type { Categories } from "./categories.ts";
import { categoryTablesOf } from "./category-tables.ts";
import { categoriesFrom } from "./compile-categories.ts";

/** The compiled categories of a policy: those that Sallyport comes with, behind the user's own. Compiled once for each. */
export function categoriesOf({ data: { categories: own } }: Pick<Policy, "data">): Categories {
  if (typeof own !== "object" || own === null) return (compiled ??= categoriesFrom(builtIn));
  let categories = compiledWith.get(own);
  if (categories === undefined) compiledWith.set(own, (categories = categoriesFrom(categoryTablesOf(own), builtIn)));
  return categories;
}

let compiled: Categories | undefined;
const compiledWith = new WeakMap<object, Categories>();
