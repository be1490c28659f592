import { expect, test } from "vitest";
import { grouped } from "../../src/core/grouped.ts";
import type { Review } from "../../src/core/review.ts";
import { openedWords, whoseOf, type Whose } from "../../src/report/words/callers.ts";
import { countedFlows } from "../../src/report/words/data-tally.ts";
import { riderReview } from "./fixture.ts";

const review: Review = riderReview();

/** What a credential that opens all operations opens, of data of some owners. */
function openedOf(owners: readonly Whose[]): string {
  const flows = countedFlows(review).filter((flow) => flow.flow.direction === "read" && owners.includes(whoseOf(flow)));
  const scheme = { ...review.schemes[0]!, usedBy: review.operations.map(({ id }) => id) };
  return openedWords(
    scheme,
    grouped(flows, ({ operation }) => operation.id),
  );
}

test.each<[readonly Whose[], RegExp]>([
  [["others", "own"], /^[\w, ]+ of other people$/],
  [["own"], /^their own data: [\w, -]+$/],
  [[], /^no sensitive data known$/],
])("a credential that opens data of %s says whose it is", (owners, words) => {
  expect(openedOf(owners)).toMatch(words);
});
