/** How bad a finding is, worst first: stops a release tonight, stops it, owed with a date, worth knowing, context. */
export const SEVERITIES = ["critical", "high", "medium", "low", "info"] as const;
export type Severity = (typeof SEVERITIES)[number];

/** From which severity on something fails, worst first: `info` never fails anything. */
export const FAILING_FROM = ["critical", "high", "medium", "low", "never"] as const satisfies readonly (
  | Severity
  | "never"
)[];

/** What a review fails on where that is asked for: a severity, or any condition of its verdict that is not met. */
export const REVIEW_FAILS_ON = [...FAILING_FROM, "conditions"] as const;

/** How sure a finding is. A `possible` one is a question. */
export const CONFIDENCES = ["certain", "likely", "possible"] as const;
export type Confidence = (typeof CONFIDENCES)[number];

/** What rests on a sign alone: no surer than likely. */
export function atMostLikely(confidence: Confidence): Confidence {
  return confidence === "certain" ? "likely" : confidence;
}

/** Whether `severity` is `least` or worse. */
export function isAtLeast(severity: Severity, least: Severity): boolean {
  return SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(least);
}

/** The severity one step milder; `info` stays. */
export function milder(severity: Severity): Severity {
  return SEVERITIES[SEVERITIES.indexOf(severity) + 1] ?? "info";
}

/** The severity one step more severe; `critical` stays. */
export function moreSevere(severity: Severity): Severity {
  return SEVERITIES[SEVERITIES.indexOf(severity) - 1] ?? "critical";
}

/** The worse of two severities. */
export function worse(a: Severity, b: Severity): Severity {
  return isAtLeast(a, b) ? a : b;
}
