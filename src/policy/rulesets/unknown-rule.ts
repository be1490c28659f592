import { nearest } from "../../core/nearest.ts";
import { shownValue } from "../configuration-key.ts";
import type { RulesetFault } from "./ruleset-refusal.ts";

/** A ruleset gives a severity to a rule that neither it nor what it extends defines. */
export function unknownRule(rule: string, known: Iterable<string>): RulesetFault {
  const meant = nearest(rule, known, 4);
  const text = `there is no rule ${shownValue(rule)} in what is extended here${meant === undefined ? "" : `; did you mean "${meant}"?`}`;
  return { path: ["rules", rule], part: "key", text };
}

export const UNKNOWN_RULE_HINT =
  'Extend the ruleset that defines it, such as "sallyport:recommended" or "spectral:oas", in the same file; or give the rule a given and a then.';
