import builtIn from "../../rulesets/data-categories.yaml";
import type { Policy } from "../policy/policy.ts";
import type { Categories } from "./categories.ts";
import { compileCategories } from "./compile-categories.ts";

/** The compiled categories of a policy: those that Sallyport comes with, behind the user's own. Compiled once for each. */
export function categoriesOf({ data: { categories: own } }: Pick<Policy, "data">): Categories {
  if (typeof own !== "object" || own === null) return (compiled ??= compileCategories(builtIn));
  let categories = compiledWith.get(own);
  if (categories === undefined) compiledWith.set(own, (categories = compileCategories(builtIn, own)));
  return categories;
}

let compiled: Categories | undefined;
const compiledWith = new WeakMap<object, Categories>();
