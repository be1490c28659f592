import { nearest } from "../../core/nearest.ts";
import { SEVERITIES, type Severity } from "../../core/severity.ts";
import { textOfValue } from "../../core/text-of-value.ts";
import type { Budget } from "../../load/limits.ts";
import { rulesOf, type ExtensionMode, type Ruleset } from "./ruleset.ts";

/** How bad a finding of a rule is, and the ruleset that says so. */
export interface RuleSetting {
  readonly severity: Severity | "off";
  /** The name of the ruleset that set it last. */
  readonly from: string;
}

/** What a ruleset makes of each rule. */
export type SeverityTable = ReadonlyMap<string, RuleSetting>;

interface Standing {
  severity: Severity | "off";
  isAsked: boolean;
  readonly isRecommended: boolean;
  readonly owner: Ruleset;
  from: string;
}

/**
 * What a ruleset that is plain (see `isPlain`) makes of each rule: as Spectral would resolve it, mode for mode. Of
 * several that it extends the later ones hold. Throws an `Error` for a rule that nothing defines.
 */
export function severityTable(ruleset: Ruleset, budget?: Budget): SeverityTable {
  return new Map(
    [...records(ruleset, "recommended", false, budget)].map(([rule, { severity, isAsked, from }]) => [
      rule,
      { severity: isAsked ? severity : "off", from },
    ]),
  );
}

function records(
  ruleset: Ruleset,
  mode: ExtensionMode,
  isExplicit: boolean,
  budget: Budget | undefined,
): Map<string, Standing> {
  budget?.checkTime(ruleset.file ?? ruleset.name);
  const rules = new Map<string, Standing>();
  for (const extension of ruleset.extends) {
    for (const [rule, state] of records(extension.ruleset, extension.mode, extension.isExplicit, budget)) {
      // A ruleset that is extended in a mode of its own decides by it which of the rules below it are asked.
      if (isExplicit) state.isAsked = isAskedIn(mode, state);
      rules.set(rule, state);
    }
  }
  for (const [rule, written] of Object.entries(rulesOf(ruleset))) {
    const state = rules.get(rule);
    if (state === undefined) {
      if (ruleset.builtin === undefined) throw new UnknownRuleError(rule, ruleset, [...rules.keys()]);
      // A rule that is off by default has a severity for those who ask it.
      const isRecommended = written !== "off";
      const defined = {
        severity: isRecommended ? severityOf(written) : ("medium" as const),
        isRecommended,
        owner: ruleset,
        from: ruleset.name,
      };
      rules.set(rule, { ...defined, isAsked: isAskedIn(mode, defined) });
      continue;
    }
    state.from = ruleset.name;
    if (typeof written === "boolean") state.isAsked = written;
    else {
      state.severity = severityOf(written);
      state.isAsked = written !== "off";
    }
    if (isExplicit) state.isAsked = isAskedIn(mode, state);
  }
  return rules;
}

/** A ruleset changes a rule that neither it nor any that it extends defines. */
export class UnknownRuleError extends Error {
  readonly rule: string;
  readonly ruleset: Ruleset;
  /** The rules that there are. */
  readonly known: readonly string[];
  constructor(rule: string, ruleset: Ruleset, known: readonly string[]) {
    super(`nothing that ${ruleset.name} extends defines ${rule}`);
    this.rule = rule;
    this.ruleset = ruleset;
    this.known = known;
  }
}

function isAskedIn(mode: ExtensionMode, { isRecommended }: Pick<Standing, "isRecommended">): boolean {
  return mode === "all" || (mode === "recommended" && isRecommended);
}

/** Spectral's severities in our words: as rulesets write them, and its own numbers. */
export function severityOf(written: unknown): Severity | "off" {
  const severity = BY_SPECTRAL_SEVERITY[textOfValue(written)] ?? SEVERITIES.find((known) => known === written);
  if (severity === undefined) throw new Error(`${textOfValue(written)} is no severity`);
  return severity;
}

/** Whether a ruleset may write this as a severity. */
export function isSeverity(written: unknown): boolean {
  return typeof written === "string" && SEVERITY_WORDS.some((word) => word === written);
}

/** Spectral's own numbers, which stand in definitions and in overrides. */
export function isSeverityNumber(written: unknown): boolean {
  return typeof written === "number" && Object.hasOwn(BY_SPECTRAL_SEVERITY, String(written));
}

/** What is expected where another word stands for a severity, and the one that was meant. */
export function expectedSeverity(written: unknown, others: readonly string[] = []): string {
  const words = [...SEVERITY_WORDS, ...others];
  const last = words.at(-1)!;
  const meant = typeof written === "string" ? (MEANT[written.toLowerCase()] ?? nearest(written, words)) : undefined;
  return `${words.slice(0, -1).join(", ")} or ${last} is expected${meant === undefined ? "" : `; did you mean "${meant}"?`}`;
}

const SEVERITY_WORDS = ["error", "warn", "info", "hint", "off"] as const;

/** What other tools, and Sallyport's own reviews, call them. */
const MEANT: Readonly<Record<string, string>> = {
  critical: "error",
  high: "error",
  medium: "warn",
  warning: "warn",
  low: "info",
  information: "info",
  suggestion: "hint",
  none: "off",
  never: "off",
  disabled: "off",
};

const BY_SPECTRAL_SEVERITY: Readonly<Record<string, Severity | "off">> = {
  error: "high",
  warn: "medium",
  info: "low",
  hint: "info",
  off: "off",
  "0": "high",
  "1": "medium",
  "2": "low",
  "3": "info",
  "-1": "off",
};
