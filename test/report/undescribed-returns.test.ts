import { expect, test } from "vitest";
import type { Review } from "../../src/core/review.ts";
import { REPORT_FORMATS, type ReportFormat } from "../../src/report/formats/registry.ts";
import { evidenceSentence } from "../../src/report/words/decision-screen.ts";
import { evidenceSentences } from "../../src/report/words/evidence-tally.ts";
import { atAGlance } from "../../src/report/words/glance.ts";
import { riderEnvelope, riderReview } from "./fixture.ts";
import { PLAIN_TEXT } from "./format-checks.ts";

/** The review of the riders, of which one operation returns something that is understood so. */
function reviewWith(understood: "file" | "opaque", coverage: Partial<Review["coverage"]>): Review {
  const review = riderReview();
  const [first, ...others] = review.operations;
  return {
    ...review,
    operations: [{ ...first!, understood }, ...others.map((one) => ({ ...one, understood: "harmless" as const }))],
    fields: [],
    coverage: { ...review.coverage, ...coverage },
  };
}

test("a schema that says that something is a file does not say what is in it, and that is told beside the responses", () => {
  const review = reviewWith("file", { responses: 5, typedResponses: 5 });
  const words = `othing says what is in the file that ${review.operations[0]!.id} returns.`;
  expect(evidenceSentence(review)).toContain("5 of 5 success responses describe what is returned; ");
  expect(evidenceSentence(review)).toContain(`; n${words.slice(0, -1)}`);
  expect(evidenceSentences(review)).toContain(`N${words}`);
  const unknown = atAGlance(review, []).find(({ question }) => question === "What is not known?");
  expect(unknown?.answers.map(({ text }) => text)).toContain(`N${words}`);
});

test("the response that is not described is named where it is one", () => {
  const review = reviewWith("opaque", { responses: 5, typedResponses: 4, exampleResponses: 0 });
  const unknown = atAGlance(review, []).find(({ question }) => question === "What is not known?");
  expect(unknown?.answers.map(({ text }) => text).join(" ")).toContain(
    `Not described: what 1 of 5 success responses returns (${review.operations[0]!.id}).`,
  );
});

test("where no response is described, there are no others", () => {
  const review = reviewWith("opaque", { responses: 3, typedResponses: 0, exampleResponses: 0 });
  expect(evidenceSentences(review)[0]).toBe("None of the 3 success responses describes what is returned.");
});

test("in the list of operations, what is not described is not said to be nothing", async () => {
  const envelope = { ...riderEnvelope(), reviews: [reviewWith("opaque", {})] };
  for (const format of ["html", "markdown"] as const) {
    const { render }: ReportFormat = REPORT_FORMATS[format];
    expect(await render(envelope, PLAIN_TEXT)).toContain("not described");
  }
  const without = { ...riderEnvelope(), reviews: [{ ...reviewWith("opaque", {}), operations: [] }] };
  const { render }: ReportFormat = REPORT_FORMATS.markdown;
  expect(await render(without, PLAIN_TEXT)).not.toContain("| not described");
});
