import type { JSX } from "preact";

/** What a list can be narrowed by, beside its text: one of the values that its entries have as `data-NAME`. */
export interface Facet {
  readonly name: "severity" | "status" | "sensitivity" | "exposure" | "found";
  readonly label: string;
  readonly values: readonly string[];
}

const PLACEHOLDERS = {
  findings: "path, field, rule or word",
  fields: "schema, field or category",
  operations: "path, category or caller",
  tests: "path or word",
  APIs: "name, owner or category",
};

/** Controls that narrow the list with `data-list` of that name. Without JavaScript there are none: the list is whole. */
export function Filter(props: {
  readonly list: string;
  /** What the list holds, as a plural. */
  readonly noun: keyof typeof PLACEHOLDERS;
  /** What is counted, where a row is not one of them. */
  readonly unit?: string;
  readonly facets: readonly Facet[];
}): JSX.Element {
  const { list, noun, unit = noun, facets } = props;
  return (
    <form class="filter" hidden data-filter={list}>
      <label>
        <span>Search {noun}</span>
        <input type="search" autocomplete="off" spellcheck={false} placeholder={PLACEHOLDERS[noun]} />
      </label>
      {facets.map(({ name, label, values }) => (
        <label>
          <span>{label}</span>
          <select data-facet={name}>
            <option value="">all</option>
            {values.map((value) => (
              <option value={value}>{value}</option>
            ))}
          </select>
        </label>
      ))}
      <output aria-live="polite" data-noun={unit} />
    </form>
  );
}
