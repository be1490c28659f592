import { describe, expect, test } from "vitest";
import type { Finding, Review } from "../../src/core/review.ts";
import { firstOfAll, settlingSteps } from "../../src/report/formats/portfolio/first.ts";
import { portfolioHtml } from "../../src/report/formats/portfolio/html.tsx";
import { portfolioMarkdown } from "../../src/report/formats/portfolio/markdown.ts";
import { portfolioOf } from "../../src/report/formats/portfolio/portfolio.ts";
import { riderEnvelope, riderReview } from "./fixture.ts";

type Reason = Review["verdict"]["reasons"][number];
type Kind = NonNullable<Reason["kind"]>;

/** An API whose verdict has these reasons: each is `kind remedy` of a finding, `kind ?id` of a question, `kind` and a text. */
function api(title: string, decision: Review["verdict"]["decision"], reasons: readonly string[]): Review {
  const review = riderReview();
  const findings: Finding[] = [];
  const told = reasons.map((line, index): Reason => {
    const [kind, ...words] = line.split(" ");
    const text = words.join(" ");
    if (text.startsWith("?")) return { kind: kind as Kind, text, findings: [], assumptions: [text.slice(1)] };
    if (text.startsWith("Test ")) return { kind: kind as Kind, text, findings: [], assumptions: [] };
    const fingerprint = `${title}-${index}`;
    findings.push({ ...review.findings[0]!, fingerprint, remediation: text, owner: null, operations: ["GET /a"] });
    return { kind: kind as Kind, text, findings: [fingerprint], assumptions: [] };
  });
  return {
    ...review,
    findings,
    assumptions: [],
    verdict: { decision, reasons: told },
    document: { ...review.document, title, file: `${title}.yaml`, owner: `Team ${title}` },
  };
}

const first = (reviews: readonly Review[]): ReturnType<typeof firstOfAll> =>
  firstOfAll(reviews.map((review) => ({ ...settlingSteps(review), file: review.document.file })));

const shown = (reviews: readonly Review[]): readonly string[] =>
  first(reviews).actions.map(({ text, reasons, files, alone }) =>
    [
      text,
      ...Object.entries(reasons).flatMap(([kind, n]) => (n === 0 ? [] : [`${kind} ${n}`])),
      files.join("+"),
      alone,
    ].join(" | "),
  );

const FIX_A = "Require a credential for these operations, all of them as they are.";
const FIX_B = "Return only what every caller may see of everyone, in lists too.";

describe("what to do first over all APIs", () => {
  test("what blocks most APIs is first, with what rests on it alone", () =>
    expect(
      shown([
        api("one", "reject", [`blocks ${FIX_A}`, `blocks ${FIX_B}`]),
        api("two", "reject", [`blocks ${FIX_B}`, `condition ${FIX_A}`]),
      ]),
    ).toEqual([
      `${FIX_B} | blocks 2 | one.yaml+two.yaml | 1`,
      `${FIX_A} | blocks 1 | condition 1 | one.yaml+two.yaml | 0`,
    ]));

  test("an answer that decides several verdicts, and the tests that most need, have a place beside many blockers", () => {
    const blockers = ["A", "B", "C", "D", "E", "F"].map(
      (name) => `blocks Mend ${name} on the server for every caller, and say so in its text.`,
    );
    const reviews = [
      api("one", "reject", [...blockers, ...blockers]),
      api("two", "insufficient-evidence", ["depends ?admission", "condition Test that A cannot read B's objects"]),
      api("three", "insufficient-evidence", ["depends ?admission"]),
    ];
    const { actions, others } = first(reviews);
    expect(actions.map(({ reasons }) => Object.keys(reasons).find((kind) => reasons[kind as "blocks"] > 0))).toEqual([
      "blocks",
      "blocks",
      "blocks",
      "depends",
      "condition",
    ]);
    expect(others).toBe(3);
    expect(actions[3]).toMatchObject({
      text: "Answer: Who can get the credentials that these APIs accept: anyone, only partners or people approved by the organization, or only the organization's own staff and systems?",
      apis: [1, 2],
      owners: ["Team two", "Team three"],
      alone: 2,
      effort: "an answer",
    });
  });

  test("what one API alone has is in its own words", () =>
    expect(shown([api("one", "approve-with-conditions", ["condition Test that A cannot read B's objects"])])).toEqual([
      "Test that A cannot read B's objects | condition 1 | one.yaml | 1",
    ]));

  test("no more than five, and of an API that is approved nothing", () => {
    expect(first([api("one", "approve", [])])).toEqual({ actions: [], others: 0 });
    const conditions = ["A", "B", "C", "D", "E", "F", "G"].map(
      (name) => `condition Mend ${name} for every one of its callers, as its text says.`,
    );
    expect(first([api("one", "approve-with-conditions", conditions)])).toMatchObject({ others: 2 });
  });
});

test("files of one name are told apart, and so are APIs of one title", () => {
  const twin = (owner: string): Review => {
    const review = api("one", "reject", [`blocks ${FIX_A}`]);
    return { ...review, document: { ...review.document, file: `${owner}/openapi.yaml`, owner } };
  };
  const envelopes = [twin("left"), twin("right")].map((review) => ({ ...riderEnvelope(), reviews: [review] }));
  const portfolio = portfolioOf(envelopes, "2026-02-01", riderEnvelope().tool);
  expect(portfolio.first.actions).toMatchObject([{ apis: [0, 1], files: ["left/openapi.yaml", "right/openapi.yaml"] }]);
  expect(portfolio.causes[0]).toMatchObject({ apis: [0, 1] });
  for (const text of [portfolioHtml(portfolio), portfolioMarkdown(portfolio)]) {
    expect(text).toContain("left/openapi.yaml");
    expect(text).toContain("2 block now; the verdict of 2 APIs rests on it alone");
  }
});
