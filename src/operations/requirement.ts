import type { SecurityRequirement } from "../model/security.ts";
import { memo } from "../core/memo.ts";
import type { Operation } from "../model/api.ts";

/** What an operation asks for, in a form that two which ask for the same share. */
export function requirementOf({ security }: Operation): string {
  return security === undefined ? "" : textOf(security);
}

/** What each way in asks for, in the same form. */
export function waysIn({ security }: Operation): readonly string[] {
  return security === undefined ? [""] : waysOf(security);
}

const waysOf = memo(({ alternatives }: SecurityRequirement): readonly string[] => alternatives.map(textOfWay));

function textOfWay({ schemes }: SecurityRequirement["alternatives"][number]): string {
  return schemes
    .map(({ name, scopes }) => `${name}(${scopes.toSorted().join(" ")})`)
    .toSorted()
    .join(" ");
}

/** Worked out once of what many operations inherit. */
const textOf = memo(({ alternatives }: SecurityRequirement): string =>
  alternatives.map(textOfWay).toSorted().join(" | "),
);
