import { memo } from "../../core/memo.ts";
import type { Review } from "../../core/review.ts";

/** Operations whose access checks nobody has tested: those that conditions of the verdict cover, and the others. */
export const untestedOperations = memo(
  ({
    verdict,
    boundaries = [],
    tests,
  }: Review): { readonly covered: readonly string[]; readonly others: readonly string[] } => {
    const conditions = verdict.reasons.filter(({ kind }) => kind === "condition");
    const inConditions = new Set(
      boundaries
        .filter(({ id }) => conditions.some(({ text }) => text.includes(`[${id}]`)))
        .flatMap(({ operations }) => operations),
    );
    const untested = [...new Set(tests.flatMap(({ operation, status }) => (status === "untested" ? [operation] : [])))];
    return {
      covered: untested.filter((operation) => inConditions.has(operation)),
      others: untested.filter((operation) => !inConditions.has(operation)),
    };
  },
);
