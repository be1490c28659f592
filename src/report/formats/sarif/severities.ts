import type { Confidence, Severity } from "../../../core/severity.ts";

/** Of a result: what is `error` fails a pull request. */
export const LEVELS: Readonly<Record<Severity, "error" | "warning" | "note">> = {
  critical: "error",
  high: "error",
  medium: "warning",
  low: "note",
  info: "note",
};

/** In the middle of the ranges by which GitHub names a severity; what is only context has none. */
export const SCORES: Readonly<Record<Severity, string>> = {
  critical: "9.5",
  high: "8.0",
  medium: "5.5",
  low: "2.5",
  info: "0.0",
};

/** The importance of a result from 0 to 100 (SARIF, section 3.27.25): its severity first, then how sure it is. */
export function rankOf(severity: Severity, confidence: Confidence): number {
  return Math.max(0, Number(SCORES[severity]) * 10 - { certain: 0, likely: 2, possible: 5 }[confidence]);
}
