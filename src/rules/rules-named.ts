import { currentRuleId, formerRuleIds } from "../core/rule-ids.ts";
import { RULES } from "./index.ts";
import type { Rule } from "./rule.ts";

/**
 * The rules that somebody means: the one of an id, else those of an OWASP category (`API1:2023`, `API1`), a CWE number
 * (`CWE-918`) or a name that people search for (`bola`, `mass assignment`), however they are written.
 */
export function rulesNamed(name: string): readonly Rule[] {
  const exact = RULES.filter(({ id }) => id === currentRuleId(name));
  if (exact.length > 0) return exact;
  const wanted = letters(name);
  return RULES.filter((rule) => namesOf(rule).some((known) => letters(known) === wanted));
}

/** Everything that rules may be called. */
export const RULE_NAMES = {
  idsOf: (name: string): readonly string[] => rulesNamed(name).map(({ id }) => id),
  all: (): readonly string[] => RULES.flatMap(namesOf),
};

/** Everything that a rule may be called, its id first. */
function namesOf({ id, alsoKnownAs = [], owasp, cwe }: Rule): readonly string[] {
  return [
    id,
    ...formerRuleIds(id),
    ...alsoKnownAs,
    ...owasp.flatMap((category) => [category, category.slice(0, category.indexOf(":"))]),
    ...cwe.map((number) => `CWE-${number}`),
  ];
}

/** Spaces, dashes and case make no other name. */
function letters(name: string): string {
  return name.toLowerCase().replace(/[^a-z\d]/g, "");
}
