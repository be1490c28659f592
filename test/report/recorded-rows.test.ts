import { expect, test } from "vitest";
import type { Review } from "../../src/core/review.ts";
import { htmlReport } from "../../src/report/formats/html.tsx";
import { markdownReport } from "../../src/report/formats/markdown.ts";
import { textReport } from "../../src/report/formats/text.ts";
import { riderEnvelope, riderReview } from "./fixture.ts";

const [first] = riderReview().tests;
const CLAIM = {
  id: "at-14cd9e17c3",
  rule: "mass-assignment",
  fix: "Mark it readOnly",
  claim: "The service ignores the field.",
  by: "A. Berg",
  on: "2026-01-30",
  because: "The service drops it since 1.2",
  places: { "0123456789abcdef": "PATCH /v1/me, request role" },
};
const TESTED = { by: "QA", on: "2026-01-29", until: null, evidence: null };

const recorded: Review = {
  ...riderReview(),
  attested: [CLAIM],
  tests: [{ ...first!, status: "passed", tested: TESTED }],
  register: { file: ".sallyport/register.yaml", sha256: "ab".repeat(32) },
};
const envelope = { ...riderEnvelope(), reviews: [recorded] };
const PAGES: readonly (readonly [string, string])[] = [
  ["text", textReport(envelope, { width: 400, color: false, quiet: false })],
  ["HTML", htmlReport(envelope)],
  ["Markdown", markdownReport(envelope)],
];

test.each(PAGES)("%s says on whose word a verdict rests, since when, and on what evidence", (_name, page) => {
  for (const part of ["Attested and tested by people", "A. Berg", CLAIM.because, "2026-01-29", "none given"])
    expect(page).toContain(part);
});

test.each(PAGES.slice(1))("%s names the register with its hash", (_name, page) => {
  expect(page).toContain(recorded.register!.sha256);
});

test("without a record nothing is said of one", () => {
  const page = textReport(riderEnvelope(), { width: 100, color: false, quiet: false });
  expect(page).not.toContain("Attested and tested");
});
