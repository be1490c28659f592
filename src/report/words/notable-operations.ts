import type { OperationEntry, Review } from "../../core/review.ts";
import { isAtLeast } from "../../core/severity.ts";
import { isWiderThanMeant } from "./exposure-groups.ts";

/** Operations that more can call than are meant to, that grave findings are about, and open ones without a known purpose. */
export function notableOperations({ operations, findings }: Review): readonly OperationEntry[] {
  const grave = new Set(
    findings.filter(({ severity }) => isAtLeast(severity, "high")).flatMap((finding) => finding.operations),
  );
  const isOpen = ({ admission, intent }: OperationEntry): boolean => admission === "anonymous" && intent === null;
  const score = (operation: OperationEntry): number =>
    (grave.has(operation.id) ? 4 : 0) + (isOpen(operation) ? 2 : 0) + (isWiderThanMeant(operation) ? 1 : 0);
  return operations.filter((operation) => score(operation) > 0).toSorted((a, b) => score(b) - score(a));
}
