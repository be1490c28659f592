import { isAbove } from "../core/exposure-words.ts";
import { listed } from "../core/prose.ts";
import type { Review } from "../core/review.ts";
import type { RankedTest } from "./boundaries.ts";

/**
 * What a release waits for where nothing else does, and things would be somebody's if callers were told apart: whose they are decides.
 */
export function decidingWhoseThings(tests: readonly RankedTest[]): Review["questions"] {
  return tests.some(({ isDoubtful, isOwnerShown }) => isDoubtful && !isOwnerShown) ? whoseThingsQuestion(tests) : [];
}

/**
 * Whose the things are that operations come by, where nothing shows that callers have any of their own there: what would be a condition of
 * a release if they had, and fails every right service if they have none, is asked.
 */
export function whoseThingsQuestion(tests: readonly RankedTest[]): Review["questions"] {
  const asked = tests.filter(
    ({ test, stake, isOwnerShown, isDoubtful, isExposed, isUnknown }) =>
      !isOwnerShown &&
      isExposed &&
      test.status === "untested" &&
      (isUnknown || (isDoubtful && stake !== undefined) || isAbove(test.sensitivity, "internal")),
  );
  if (asked.length === 0) return [];
  const operations = asked.map(({ test }) => test.operation);
  return [
    {
      id: "whose-things",
      text: `${operations.length === 1 ? "Does" : "Do"} ${listed(operations, 3)} give each caller only the caller's own records, or all callers the same? The description does not say. If callers have their own records, test that one caller cannot reach another's: ${operations.length === 1 ? "the test is" : "the tests are"} in the list. If all callers see the same, record ${operations.length === 1 ? "the test" : "these tests"} as not applicable.`,
      operations,
      settle: null,
    },
  ];
}
