import type { Operation } from "../model/api.ts";

/** What an operation asks for, in a form that two which ask for the same share. */
export function requirementOf({ security }: Operation): string {
  return (security?.alternatives ?? [])
    .map(({ schemes }) =>
      schemes
        .map(({ name, scopes }) => `${name}(${scopes.toSorted().join(" ")})`)
        .toSorted()
        .join(" "),
    )
    .toSorted()
    .join(" | ");
}
