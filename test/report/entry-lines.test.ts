import { describe, expect, test } from "vitest";
import type { ReviewEnvelope } from "../../src/core/review.ts";
import { commentReport } from "../../src/report/formats/comment.ts";
import { gateMarkdownReport } from "../../src/report/formats/gate-markdown.ts";
import { gateTextReport } from "../../src/report/formats/gate-text.ts";
import { githubReport } from "../../src/report/formats/github.ts";
import { htmlReport } from "../../src/report/formats/html.tsx";
import { markdownReport } from "../../src/report/formats/markdown.ts";
import { riderEnvelope, riderGate, riderReview } from "./fixture.ts";

const ENTRIES = ["The waiver of a: it has no effect. Reason: “x”", "The waiver of b: it covers high: c. Reason: “y”"];

function changed(effect: string, entries: string[]): ReviewEnvelope {
  const policyChanges = [{ file: "sallyport.yaml", key: "waivers", effect, entries }];
  return { ...riderEnvelope(), reviews: [{ ...riderReview(), gate: { ...riderGate(), policyChanges } }] };
}

const lines = (text: string): readonly string[] => text.split("\n");

describe("each new waiver or dismissal has a line of its own", () => {
  const one = changed("1 finding would be accepted", ENTRIES);

  test("in the comment of the gate", () => {
    expect(gateMarkdownReport(one)).toContain(
      `- \`sallyport.yaml\`, \`waivers\`: 1 finding would be accepted\n  - ${ENTRIES[0]}.\n  - ${ENTRIES[1]}.\n`,
    );
  });

  test("in the text of the gate", () => {
    expect(gateTextReport(one, { quiet: false, color: false, width: 200 })).toContain(
      `  sallyport.yaml, waivers: 1 finding would be accepted\n    - ${ENTRIES[0]}.\n    - ${ENTRIES[1]}.\n`,
    );
  });

  test("in annotations", () => {
    expect(githubReport(one)).toContain(`%0A${ENTRIES[0]}.%0A${ENTRIES[1]}.`);
  });

  test("in HTML", () => {
    expect(htmlReport(one)).toContain(`<p>${ENTRIES[0]}.</p><p>${ENTRIES[1]}.</p>`);
  });

  test("and in a table of Markdown a sentence", () => {
    expect(markdownReport(one)).toContain(`1 finding would be accepted. ${ENTRIES[0]}. ${ENTRIES[1]}. |`);
  });

  test("that no finding would change is left to them", () => {
    const none = changed("no finding would change", ENTRIES.slice(0, 1));
    for (const text of [gateMarkdownReport(none), gateTextReport(none, { quiet: false, color: false, width: 200 })])
      expect(text).not.toContain("no finding would change");
    expect(gateMarkdownReport(changed("no finding would change", []))).toContain("no finding would change");
  });
});

describe("each mistake of a file that could not be read has a line of its own", () => {
  const refused: ReviewEnvelope = {
    ...riderEnvelope(),
    refused: [
      {
        file: "sallyport.yaml",
        line: 4,
        message: "sallyport.yaml:4:5 waivers[0] has no owner\nsallyport.yaml:9:5 waivers[1] has no approver",
        hint: null,
      },
      { file: "notes.yaml", line: null, message: "it is no OpenAPI description", hint: null },
    ],
  };

  test.each([
    ["the comment of the gate", gateMarkdownReport],
    ["the comment of a review", commentReport],
  ])("in %s", (_, report) => {
    const told = lines(report(refused));
    expect(told).toContain("- `sallyport.yaml:4:5` waivers\\[0] has no owner");
    expect(told).toContain("- `sallyport.yaml:9:5` waivers\\[1] has no approver");
    expect(told).toContain("- `notes.yaml`: it is no OpenAPI description");
  });
});
