import { describe, expect, test } from "vitest";
import { filesBelow } from "../../src/load/files.ts";
import { textReport, type Detail } from "../../src/report/formats/text.ts";
import { fieldNames } from "../../src/report/words/remedy-words.ts";
import { reviewDescription } from "../../src/review.ts";
import { riderEnvelope, riderReview } from "./fixture.ts";

const review = await reviewDescription("examples/fitness/openapi.yaml", filesBelow("."));
const textOf = (detail: Detail, part = review): string =>
  textReport({ ...riderEnvelope(), reviews: [part] }, { width: 80, color: false, quiet: false, detail });
/** Without the ends of lines, at which the names of operations are broken. */
const flat = (text: string): string => text.replace(/\s+/g, " ");

describe("--verbose leaves nothing out", () => {
  const text = flat(textOf("verbose"));

  test.each(review.findings.map((finding) => [finding.rule, finding] as const))("of %s", (_rule, finding) => {
    const start = text.indexOf(flat(finding.message));
    const block = text.slice(start, text.indexOf(`id ${finding.fingerprint}`));
    expect(start).toBeGreaterThan(0);
    for (const operation of finding.operations) expect(block).toContain(operation);
    for (const field of fieldNames([finding])) expect(block).toContain(field);
    for (const { line } of finding.places) expect(block).toMatch(new RegExp(`\\b${line}\\b`));
    expect(block).not.toMatch(/\band \d+ more\b/);
  });

  test("of the tests that nobody has run", () => {
    const untested = review.tests.filter(({ status }) => status !== "passed");
    expect(untested.length).toBeGreaterThan(5);
    const section = text.slice(text.indexOf("Authorization tests"));
    for (const { operation } of untested) expect(section).toContain(operation);
    expect(section).not.toContain("the most urgent");
  });

  test("of what would be found with the worst answer to a question", async () => {
    const asking = await reviewDescription("examples/fitness-without-sign-up/openapi.yaml", filesBelow("."));
    const findings = asking.assumptions.flatMap(({ ifTrue }) => ifTrue);
    expect(findings.length).toBeGreaterThan(0);
    const [verbose, usual] = [flat(textOf("verbose", asking)), flat(textOf("usual", asking))];
    for (const { severity, title, message } of findings) {
      const told = flat(`If anyone can do so, this is ${severity}: ${title}. ${message}`);
      expect(verbose).toContain(told);
      expect(usual).not.toContain(told);
    }
  });

  test("of the steps, the data, the questions and the parts that were not read", () => {
    const question = riderReview().questions[0]!;
    const part = riderReview().skipped[0]!;
    const long = {
      ...review,
      questions: Array.from({ length: 9 }, (_, index) => ({ ...question, text: `Question ${index}?` })),
      skipped: Array.from({ length: 14 }, (_, index) => ({ ...part, line: 900 + index, why: `cause ${index}` })),
    };
    const all = flat(textOf("verbose", long));
    for (let index = 0; index < 9; index += 1) expect(all).toContain(`Question ${index}?`);
    for (let index = 0; index < 14; index += 1) expect(all).toContain(`:${900 + index} cause ${index}`);
    const usual = flat(textOf("usual", long));
    expect(usual).toContain("and 6 further questions (--verbose shows them)");
    expect(usual).toContain("and 4 more parts (--verbose shows them)");
    expect(all).not.toMatch(/\band \d+ (?:more|further)\b/);
  });
});
