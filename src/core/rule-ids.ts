import formerIds from "../../rulesets/former-rule-ids.yaml";

/** What is known of rules that were renamed. */
export interface RuleIds {
  /** The id that a rule has now, given that one or one that it had before; any other text as it is. */
  readonly current: (id: string) => string;
  /** The ids that a rule had before, the oldest first. */
  readonly former: (id: string) => readonly string[];
}

/** By former id the id of today; of a rule that was renamed more than once the oldest stands first. */
export function ruleIdsOf(renamed: Readonly<Record<string, string>>): RuleIds {
  const current = new Map(Object.entries(renamed));
  const former = new Map<string, string[]>();
  for (const [before, id] of current) former.set(id, [...(former.get(id) ?? []), before]);
  return { current: (id) => current.get(id) ?? id, former: (id) => former.get(id) ?? [] };
}

const IDS = ruleIdsOf(formerIds);

/**
 * The id that a rule has now, given that one or one that it had before; any other text as it is. An id that
 * `isDefined` knows is that of a rule of the user's own, whatever a rule of ours was called.
 */
export function currentRuleId(id: string, isDefined: (id: string) => boolean = () => false): string {
  return isDefined(id) ? id : IDS.current(id);
}

/**
 * The id by which fingerprints know a rule: the oldest that it ever had, so that what is accepted or assigned stays so
 * however often it is renamed.
 */
export function lastingRuleId(id: string): string {
  return IDS.former(id)[0] ?? id;
}

/** The ids that a rule had before, the oldest first. */
export function formerRuleIds(id: string): readonly string[] {
  return IDS.former(id);
}
