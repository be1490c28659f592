import type { SecurityRequirement } from "../model/security.ts";
import { memo } from "../core/memo.ts";
import type { Operation } from "../model/api.ts";

/** What an operation asks for, in a form that two which ask for the same share. */
export function requirementOf({ security }: Operation): string {
  return security === undefined ? "" : textOf(security);
}

/** Worked out once of what many operations inherit. */
const textOf = memo(({ alternatives }: SecurityRequirement): string =>
  alternatives
    .map(({ schemes }) =>
      schemes
        .map(({ name, scopes }) => `${name}(${scopes.toSorted().join(" ")})`)
        .toSorted()
        .join(" "),
    )
    .toSorted()
    .join(" | "),
);
