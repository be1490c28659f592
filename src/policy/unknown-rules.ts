import { nearest } from "../core/nearest.ts";
import type { Site } from "../core/place.ts";
import { UserError } from "../core/user-error.ts";
import type { Policy } from "./policy.ts";

/**
 * Throws a `UserError` where `rules` of a policy gives a severity to a rule that there is not, or a waiver is for one: it
 * would wait for ever.
 */
export function checkRulesNamed({ rules, waivers }: Pick<Policy, "rules" | "waivers">, known: readonly string[]): void {
  refuseUnknown(waivers, known, " to waive");
  refuseUnknown(
    [...rules].map(([rule, { source }]) => ({ rule, source })),
    known,
  );
}

function refuseUnknown(
  named: readonly { readonly rule: string; readonly source: Site }[],
  known: readonly string[],
  use = "",
): void {
  const wrong = named.filter(({ rule }) => !known.includes(rule));
  const [first] = wrong;
  if (first === undefined) return;
  const lines = wrong.map(({ rule, source }) => {
    const meant = nearest(rule, known, 4);
    return `${source.file}:${source.line} there is no rule ${JSON.stringify(rule)}${use}${meant === undefined ? "" : `; did you mean "${meant}"?`}`;
  });
  throw new UserError(lines.join("\n"), { ...first.source, hint: "sallyport rules lists them." });
}
