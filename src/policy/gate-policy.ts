import type { Sensitivity } from "../core/exposure-words.ts";
import type { Severity } from "../core/severity.ts";

/** What makes the gate fail. `report` shows a thing, and lets it pass. */
export interface GatePolicy {
  /** The mildest severity of a new or worsened place that blocks. */
  readonly failOn: Severity | "never";
  /** Authentication that asks for less, of operations that are not private. */
  readonly weakenedAuthentication: Response;
  /** The mildest sensitivity of data whose exposure must not widen. */
  readonly widenedExposure: Exclude<Sensitivity, "public"> | "never";
  /** Responses that no longer say what they hand out, where that was sensitive. */
  readonly lostEvidence: Response;
  /** What agents may newly call by themselves, of an API that is meant for them: all of it, or operations that were there. */
  readonly allowedToAgents: "fail" | "changed" | "report";
  /** Descriptions that were taken away, while nobody confirmed in the register that their APIs are gone too. */
  readonly removed: "fail" | "allow";
  readonly expiredWaivers: Response;
  /** Assumptions that only the change makes decisive. */
  readonly decisiveAssumptions: Response;
  /** Changes of what a change is judged by: policy, rulesets, waivers, dismissals, register. */
  readonly policyChange: Response;
  /** Settings of the base that a change relies on are told while they are younger than so many days. */
  readonly policyAge: number;
  /** What is overdue blocks changes that touch one of its places, all changes, or none. */
  readonly overdue: "touched" | "all" | "never";
}

type Response = "fail" | "report";

/** Days until a finding is due, by its severity; a severity that is left out is never due. */
export type Deadlines = Readonly<Partial<Record<Severity, number>>>;

export const DEFAULT_GATE: GatePolicy = {
  failOn: "high",
  weakenedAuthentication: "fail",
  widenedExposure: "confidential",
  lostEvidence: "fail",
  allowedToAgents: "fail",
  removed: "fail",
  expiredWaivers: "fail",
  decisiveAssumptions: "fail",
  policyChange: "report",
  policyAge: 14,
  overdue: "touched",
};

/** A week, a month, a quarter, half a year. */
export const DEFAULT_DEADLINES: Deadlines = { critical: 7, high: 30, medium: 90, low: 180 };

/** For so many days the register accepts a risk at most. */
export const DEFAULT_ACCEPTANCE_DAYS = 365;

/** Where the register is, relative to the root. */
export const DEFAULT_REGISTER = ".sallyport/register.yaml";
