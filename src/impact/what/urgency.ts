import { SENSITIVITIES } from "../../core/exposure-words.ts";
import type { ImpactAssessment } from "../../core/impact.ts";
import type { Operation } from "../../model/api.ts";
import { isOfCredential, type Scope } from "../scope/scope.ts";
import { harmOf } from "./actions.ts";

/** What callers can do, what does most harm first. */
export const HARMS: readonly ImpactAssessment["actions"][number]["kind"][] = [
  "physical",
  "money",
  "bank",
  "credentials",
  "control",
  "destruction",
  "change",
];

export function worstActionsFirst(actions: ImpactAssessment["actions"]): ImpactAssessment["actions"] {
  return actions.toSorted((a, b) => HARMS.indexOf(a.kind) - HARMS.indexOf(b.kind));
}

/**
 * Operations in the order in which somebody has to look at them: what was reported before what gives the same. What a
 * credential opens has no order of its own: there the gravest deed comes first, and then the most sensitive data.
 */
export function mostUrgentFirst(scope: Scope, affected: readonly Operation[]): readonly Operation[] {
  if (!isOfCredential(scope)) {
    const reported = new Set(scope.operations);
    return affected.toSorted((a, b) => Number(reported.has(b)) - Number(reported.has(a)));
  }
  const { source, reads } = scope;
  const worst = new Map<Operation, number>();
  for (const { operation, field } of reads)
    worst.set(operation, Math.max(worst.get(operation) ?? 0, SENSITIVITIES.indexOf(field.sensitivity)));
  const ranks = new Map(
    affected.map((operation) => {
      const { kind } = harmOf(source.api, operation);
      const harm = kind === "disclosure" ? -1 : HARMS.indexOf(kind);
      return [operation, harm >= 0 ? harm : HARMS.length + SENSITIVITIES.length - (worst.get(operation) ?? 0)] as const;
    }),
  );
  return affected.toSorted((a, b) => ranks.get(a)! - ranks.get(b)!); // each has a rank
}
