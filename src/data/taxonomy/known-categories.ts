import builtIn from "../../../rulesets/data-categories.yaml?tables";
import { nearest } from "../../core/nearest.ts";
import { UserError } from "../../core/user-error.ts";
import { configurationKey, shownValue } from "../../policy/configuration-key.ts";
import type { Policy } from "../../policy/policy.ts";
import { categoryTablesOf } from "./category-tables.ts";

/** The keys of the categories of data that Sallyport comes with, and those above them, in alphabetical order. */
export function builtInCategoryKeys(): readonly string[] {
  return withThoseAbove([...Object.keys(builtIn.keys), ...builtIn.categories.map(({ key }) => key)]).toSorted();
}

/** A built-in category of data by what reports call it. */
export interface KindOfData {
  readonly key: string;
  readonly called: string;
  /** The sensitivities of the fields that are of it, each once. */
  readonly sensitivities: readonly string[];
}

/** The built-in categories that a report calls so, in the singular or the plural, or whose key it is: `private content`. */
export function kindsOfDataCalled(name: string): readonly KindOfData[] {
  const wanted = name.trim().toLowerCase().replaceAll(/\s+/g, " ");
  return Object.entries(builtIn.keys).flatMap(([key, { singular = "", plural = singular }]) =>
    ![key, singular, plural].some((one) => one.toLowerCase() === wanted)
      ? []
      : [
          {
            key,
            called: plural,
            sensitivities: [
              ...new Set(
                builtIn.categories.flatMap((one) =>
                  one.key === key || one.key.startsWith(`${key}.`) ? [one.sensitivity as string] : [],
                ),
              ),
            ],
          },
        ],
  );
}

/**
 * Throws a `UserError` where `data.fields` says that a field holds a category which nobody knows: neither Sallyport nor
 * `data.categories`. Reports would tell of it as if it were one.
 */
export function checkCategoriesNamed({
  partsNamed,
  data: { categories: own },
}: Pick<Policy, "partsNamed" | "data">): void {
  const named = partsNamed.filter(({ kind }) => kind === "category");
  if (named.length === 0) return;
  const declared = own === undefined ? [] : categoryTablesOf(own).categories.map(({ key }) => key);
  const known = new Set([...builtInCategoryKeys(), ...withThoseAbove(declared)]);
  const wrong = named.filter(({ name }) => !known.has(name));
  const [first] = wrong;
  if (first === undefined) return;
  const lines = wrong.map(({ keys, name, source }) => {
    const meant = categoryMeant(name, known);
    const question = meant === undefined ? "" : `; did you mean "${meant}"?`;
    return `${source.file}:${source.line} ${configurationKey(keys)} is ${shownValue(name)}, which is no category of data${question}`;
  });
  throw new UserError(lines.join("\n"), {
    ...first.source,
    hint: "docs/configuration.md lists the categories. Add one of your own under data.categories, or leave category out: the field keeps what it is taken for.",
  });
}

/** The known key that is nearly the same, or the one that ends with what was written: `email`. */
function categoryMeant(name: string, known: ReadonlySet<string>): string | undefined {
  const ends = [...known].filter((key) => key.endsWith(`.${name}`));
  return nearest(name, known) ?? (ends.length === 1 ? ends[0] : undefined);
}

function withThoseAbove(keys: readonly string[]): string[] {
  const parts = keys.map((key) => key.split("."));
  return [...new Set(parts.flatMap((words) => words.map((_, index) => words.slice(0, index + 1).join("."))))];
}
