import { count, listed } from "./prose.ts";
import type { Severity } from "./severity.ts";

/** What an issue is of, beside others that were decided with it. */
export interface DecidedTogether {
  readonly rule: string;
  readonly severity: Severity;
  readonly places: readonly string[];
}

/** What was decided together, where that is of several rules: `exposed-field (high, 12 places) and …`. */
export function decidedTogether(causes: readonly DecidedTogether[] = []): string | undefined {
  if (causes.length < 2) return undefined;
  const words = causes.map(({ rule, severity, places }) => `${rule} (${severity}, ${count(places.length, "place")})`);
  return listed(words, MOST_CAUSES);
}

const MOST_CAUSES = 8;
