import { nearest } from "../core/nearest.ts";
import { UserError } from "../core/user-error.ts";
import type { Policy } from "./policy.ts";
import type { Waiver } from "./waivers.ts";

/** Throws a `UserError` where a waiver is for a rule that there is not: it would wait for ever. */
export function checkWaivedRules(waivers: readonly Waiver[], known: readonly string[]): void {
  const wrong = waivers.filter(({ rule }) => !known.includes(rule));
  const [first] = wrong;
  if (first === undefined) return;
  const lines = wrong.map(({ rule, source }) => {
    const meant = nearest(rule, known, 4);
    return `${source.file}:${source.line} there is no rule ${JSON.stringify(rule)} to waive${meant === undefined ? "" : `; did you mean "${meant}"?`}`;
  });
  throw new UserError(lines.join("\n"), { ...first.source, hint: "sallyport rules lists them." });
}

/** Throws a `UserError` where `rules` of a policy gives a severity to a rule that there is not. */
export function checkRuleSettings(rules: Policy["rules"], known: readonly string[]): void {
  const wrong = [...rules].filter(([rule]) => !known.includes(rule));
  const [first] = wrong;
  if (first === undefined) return;
  const lines = wrong.map(([rule, { source }]) => {
    const meant = nearest(rule, known, 4);
    return `${source.file}:${source.line} there is no rule ${JSON.stringify(rule)}${meant === undefined ? "" : `; "${meant}" was meant?`}`;
  });
  throw new UserError(lines.join("\n"), { ...first[1].source, hint: "sallyport rules lists them." });
}
