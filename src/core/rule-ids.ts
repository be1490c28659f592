import formerIds from "../../rulesets/former-rule-ids.yaml";

/** The id that a rule has now, given that one or the one that it had before; any other text as it is. */
export function currentRuleId(id: string): string {
  return CURRENT.get(id) ?? id;
}

/** The id by which fingerprints know a rule: its first, so that what is accepted or assigned stays so when it is renamed. */
export function lastingRuleId(id: string): string {
  return FORMER.get(id) ?? id;
}

/** The id that a rule had before, if any. */
export function formerRuleId(id: string): string | undefined {
  return FORMER.get(id);
}

const CURRENT: ReadonlyMap<string, string> = new Map(Object.entries(formerIds));
const FORMER: ReadonlyMap<string, string> = new Map(Object.entries(formerIds).map(([former, id]) => [id, former]));
