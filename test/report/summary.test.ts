import { expect, test } from "vitest";
import type { Review } from "../../src/core/review.ts";
import { filesBelow } from "../../src/load/files.ts";
import { textReport, type TextOptions } from "../../src/report/formats/text.ts";
import { reviewDescription } from "../../src/review.ts";
import { findingOf, riderEnvelope, riderReview } from "./fixture.ts";

const OPTIONS: TextOptions = {
  width: 80,
  color: false,
  quiet: false,
  detail: "summary",
  next: { explains: () => true, options: [], program: "sallyport" },
};

const summaryOf = (review: Review, options: Partial<TextOptions> = {}): string =>
  textReport({ ...riderEnvelope(), reviews: [review] }, { ...OPTIONS, ...options });

/** As a terminal shows it, which folds what is wider than it is. */
const rowsOf = (text: string, width: number): number =>
  text
    .trimEnd()
    .split("\n")
    .reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / width)), 0);

test("a summary says the verdict, why, what to do first, who can call, what was found and what to run next", () => {
  expect(summaryOf(riderReview())).toMatchInlineSnapshot(`
    "Rider API 4.12.0 (apis/rider/openapi.yaml)
    Verdict: reject. Do not release it.
    Blocking findings: 2 · Questions to answer: 0 · Conditions: 0
      - A private API is one open sign-up away: POST /v1/accounts and 4 more
      - Other people's data can be read by asking for it: GET /v1/users/{userId}
    Do first: Check on the server, for each object, that the caller may have it
      (POST /v1/accounts and 5 more: "firstName" and 2 more).
    Who can call: anyone without a credential (2), anyone who signs up (4) and anyo…
    Findings: 2 high, 1 medium, 1 low; 1 accepted; 1 dismissed; 1 part not read
    Next: sallyport review apis/rider/openapi.yaml
    "
  `);
});

test.each(["fitness", "fitness-without-sign-up", "patient-monitoring", "telematics"])(
  "ten rows are enough for the example %s, in a narrow terminal too",
  async (name) => {
    const review = await reviewDescription(`examples/${name}/openapi.yaml`, filesBelow("."));
    for (const width of [60, 80, 100, 200]) {
      const text = summaryOf(review, { width });
      expect(rowsOf(text, width)).toBeLessThanOrEqual(10);
      expect(text).toMatch(
        /^Verdict: [^]*^ {2}- .{20}[^]*^Who can call: [^]*?\d\)[^]*^Findings: [^]*^Next: sallyport review /m,
      );
    }
  },
);

test("whatever there is to say, a summary has ten rows, and says how much it leaves out", () => {
  const long = "a word ".repeat(60).trim();
  const findings = Array.from({ length: 30 }, (_, index) =>
    findingOf(`f${index}`, "rule", "critical", `${index} ${long}`, 1),
  );
  const reasons = findings.map(({ fingerprint, message }) => ({
    kind: "blocks" as const,
    text: `${message}, which blocks`,
    findings: [fingerprint],
    assumptions: [],
  }));
  const { document } = riderReview();
  const text = summaryOf({
    ...riderReview(),
    document: { ...document, title: long, file: `${"folder/".repeat(12)}openapi.yaml` },
    findings,
    verdict: { decision: "reject", reasons },
  });
  expect(rowsOf(text, 80)).toBe(10);
  expect(text).toMatch(/^ {2}- and \d+ further reasons$/m);
});

test("without a name that a shell takes, no command is offered", () => {
  const { document } = riderReview();
  expect(summaryOf({ ...riderReview(), document: { ...document, file: "my api.yaml" } })).not.toContain("Next:");
});

test("several descriptions have ten rows each", async () => {
  const text = textReport({ ...riderEnvelope(), reviews: [riderReview(), riderReview()] }, OPTIONS);
  expect(text).toContain("\n2 descriptions reviewed\n");
  expect(rowsOf(text, 80)).toBeLessThanOrEqual(2 * 10 + 2);
});

test("where exposure was not judged, a summary says so, and names no callers", () => {
  const review = riderReview();
  const text = summaryOf({
    ...review,
    verdict: { decision: null, reasons: [] },
    findings: [],
    operations: review.operations.map((operation) => ({ ...operation, exposure: null })),
  });
  expect(text).toContain("Verdict: none. Exposure was not judged.\n");
  expect(text).not.toContain("Who can call");
});
