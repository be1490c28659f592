import { unknownRuleText } from "../unknown-rules.ts";
import type { RulesetFault } from "./ruleset-refusal.ts";

/** A ruleset gives a severity to a rule that neither it nor what it extends defines. */
export function unknownRule(rule: string, known: Iterable<string>): RulesetFault {
  return { path: ["rules", rule], part: "key", text: unknownRuleText(rule, known, " in what is extended here") };
}

export const UNKNOWN_RULE_HINT =
  'Extend the ruleset that defines it, such as "sallyport:recommended" or "spectral:oas", in the same file; or give the rule a given and a then.';
