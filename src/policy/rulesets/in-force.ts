import type { Audience } from "../../core/exposure-words.ts";
import { AUDIENCES } from "../../core/exposure-words.ts";
import type { Severity } from "../../core/severity.ts";
import type { Budget } from "../../load/limits.ts";
import { RULESET_OF } from "./own-rulesets.ts";
import { checkOverriddenRules, pointerOverrides, rulesetFor, type PointerOverride } from "./overrides.ts";
import { rulesetRefusal } from "./ruleset-refusal.ts";
import { isPlain, type Ruleset } from "./ruleset.ts";
import { UNKNOWN_RULE_HINT as HINT, unknownRule } from "./unknown-rule.ts";
import { severityTable, UnknownRuleError, type SeverityTable } from "./severity-table.ts";

/** What operations of one exposure are judged by. */
export interface RulesetInForce {
  readonly ruleset: Ruleset;
  /** What it makes of each rule; `undefined` where only Spectral can tell. */
  readonly table: SeverityTable | undefined;
  readonly overrides: readonly PointerOverride[];
}

export type RulesetsInForce = Readonly<Record<Audience, RulesetInForce>>;

/** The rulesets that hold for the description in `file`: of each exposure its own, and over it those that are named. */
export function rulesetsInForce(
  named: Readonly<Partial<Record<Audience, readonly Ruleset[]>>>,
  file: string,
  budget?: Budget,
): RulesetsInForce {
  const inForce = (audience: Audience): RulesetInForce => {
    const over = named[audience] ?? [];
    const ruleset = over.length === 0 ? RULESET_OF[audience] : laidOver(RULESET_OF[audience], over, file);
    return {
      ruleset,
      table: isPlain(ruleset) ? tableOf(ruleset, budget) : undefined,
      overrides: over.flatMap(pointerOverrides),
    };
  };
  const all = { private: inForce("private"), partner: inForce("partner"), public: inForce("public") };
  const tables = Object.values(all).flatMap(({ table }) => table ?? []);
  if (tables.length === AUDIENCES.length) checkOverrides(all, tables);
  return all;
}

/** An override of a rule that nothing defines would change nothing; which rules Spectral's rulesets define shows later. */
export function checkOverrides(rulesets: RulesetsInForce, tables: readonly SeverityTable[]): void {
  const known = new Set(tables.flatMap((table) => [...table.keys()]));
  for (const { overrides } of Object.values(rulesets)) checkOverriddenRules(overrides, known);
}

/** The severities of tables, as a policy has them. */
export function severitiesOf(
  tables: Readonly<Record<Audience, SeverityTable>>,
): Readonly<Record<Audience, ReadonlyMap<string, Severity | "off">>> {
  const [ofPrivate, ofPartner, ofPublic] = AUDIENCES.map(
    (audience) => new Map([...tables[audience]].map(([rule, { severity }]) => [rule, severity] as const)),
  );
  return { private: ofPrivate!, partner: ofPartner!, public: ofPublic! };
}

/** Later ones hold over earlier ones, and all over the classification's own. */
function laidOver(own: Ruleset, over: readonly Ruleset[], file: string): Ruleset {
  return {
    name: "sallyport.yaml",
    file: undefined,
    written: undefined,
    builtin: undefined,
    module: undefined,
    definition: {},
    extends: [own, ...over.map((ruleset) => rulesetFor(ruleset, file))].map((ruleset) => ({
      ruleset,
      mode: "recommended" as const,
      isExplicit: false,
    })),
    overrides: [],
  };
}

function tableOf(ruleset: Ruleset, budget: Budget | undefined): SeverityTable {
  try {
    return severityTable(ruleset, budget);
  } catch (error) {
    if (!(error instanceof UnknownRuleError)) throw error;
    const { rule, ruleset: faulty, known } = error;
    throw rulesetRefusal(faulty, [unknownRule(rule, known)], HINT);
  }
}
