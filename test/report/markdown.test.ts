import { describe, expect, test } from "vitest";
import type { Review, ReviewEnvelope } from "../../src/core/review.ts";
import { markdownReport } from "../../src/report/formats/markdown.ts";
import { htmlReport } from "../../src/report/formats/html.tsx";
import { markdownOf, paragraph } from "../../src/report/formats/markdown/nodes.ts";
import { schemaErrorsOf } from "../published-schema.ts";
import { isThorough } from "../thorough.ts";
import { findingOf, operationOf, riderEnvelope, riderReview } from "./fixture.ts";
import { deadLinksIn, nodesOf, treeOf } from "./markdown-tree.ts";

test("the fixture is a review", () => {
  expect(schemaErrorsOf(riderEnvelope())).toEqual([]);
});

test("the document of one review", async () => {
  await expect(markdownReport(riderEnvelope())).toMatchFileSnapshot("review.md.snap");
});

test("it answers the seven questions in their order", () => {
  expect(headingsOf(markdownReport(riderEnvelope()), 2)).toEqual([
    "Verdict: reject. Do not release it.",
    "2. Findings, in order of risk",
    "3. Callers and operations",
    "4. Data in responses and requests",
    "5. Limits of the description",
    "6. Quality of the evidence",
    "7. Sign-off",
  ]);
});

test("of very many findings the first thousand are told, and how many there are", () => {
  const findings = Array.from({ length: 1_200 }, (_, n) =>
    findingOf(n.toString(16).padStart(16, "0"), "basic-auth", "high", "HTTP Basic", n + 1),
  );
  const reasons = findings.map(({ fingerprint }) => ({
    text: "It is found.",
    findings: [fingerprint],
    assumptions: [],
  }));
  const envelope = withReview({ findings, verdict: { decision: "reject", reasons } });
  const markdown = markdownReport(envelope);
  for (const report of [markdown, htmlReport(envelope)]) {
    expect(report).toContain("The first 1000 of 1200, the worst first; the JSON review has them all.");
    expect(report.match(/id="finding-[0-9a-f]+"/g)).toHaveLength(1_000);
    expect(report).not.toMatch(/#finding-(?:1001|0*3e8)"/);
    expect(report).toMatch(/[Aa]nd 200 more in the JSON review/);
  }
  if (isThorough) expect(deadLinksIn(treeOf(markdown))).toEqual([]);
});

test("the same review gives the same bytes", () => {
  expect(markdownReport(riderEnvelope())).toBe(markdownReport(riderEnvelope()));
});

test.each([
  ["approve", "Verdict: approve. It may be released."],
  ["approve-with-conditions", "Verdict: approve with conditions. Release once all are met."],
  ["reject", "Verdict: reject. Do not release it."],
  ["insufficient-evidence", "Verdict: insufficient evidence. Do not release it yet."],
  [null, "Verdict: none. Exposure was not judged."],
] as const)("a verdict of %s is said in words", (decision, words) => {
  expect(markdownReport(withReview({ verdict: { decision, reasons: [] } }))).toContain(`## ${words}\n`);
});

test("reasons link to findings, and to the assumption that a finding stands under", () => {
  const text = markdownReport(
    withReview({
      verdict: {
        decision: "insufficient-evidence",
        reasons: [
          { text: "One", findings: ["b2"], assumptions: [] },
          { text: "Two", findings: ["f6"], assumptions: ["admission"] },
          { text: "Three", findings: ["not there"], assumptions: ["not there"] },
        ],
      },
    }),
  );
  expect(text).toContain("- One ([finding 2](#finding-b2))\n- Two ([question 1](#assumption-admission))\n- Three\n");
});

test("a review that says nothing is a whole document", async () => {
  const empty: Partial<Review> = {
    assumptions: [],
    servers: [],
    schemes: [],
    operations: [],
    fields: [],
    findings: [],
    dismissals: [],
    dismissed: [],
    tests: [],
    questions: [],
    skipped: [],
    verdict: { decision: null, reasons: [] },
    coverage: { operations: 0, responses: 0, typedResponses: 0, fields: 0, classifiedDeclared: 0, unresolved: 0 },
  };
  await expect(markdownReport(withReview(empty))).toMatchFileSnapshot("empty.md.snap");
});

test("several reviews follow a list of them, with links of their own, and what was refused", () => {
  const text = markdownReport({
    ...riderEnvelope(),
    reviews: [riderReview(), { ...riderReview(), verdict: { decision: "approve", reasons: [] }, findings: [] }],
    refused: [{ file: "notes.yaml", line: 3, message: "is no API description", hint: null }],
  });
  expect(text.slice(0, text.indexOf("\n---\n"))).toMatchInlineSnapshot(`
    "# Security reviews

    2 API descriptions reviewed.

    - [Rider API 4.12.0](#review-1) (\`apis/rider/openapi.yaml\`): verdict: reject. 5 operations are declared private, and anyone can sign up with POST /v1/accounts. Do first: check on the server, for each object, that the caller may have it (POST /v1/accounts, GET /v1/me and 4 more: "firstName", "gender" and "location"). Owner: Rider Apps. Due: 2026-01-15. 2 findings forbid the release. Open findings: 2 high, 1 medium, 1 low.
    - [Rider API 4.12.0](#review-2) (\`apis/rider/openapi.yaml\`): verdict: approve. Do first: nothing. No finding of medium severity or above is open. Open findings: nothing.

    ## What could not be reviewed

    | Description | Why | What to do |
    | - | - | - |
    | \`notes.yaml:3\` | is no API description | |
    "
  `);
  expect(headingsOf(text, 1)).toEqual([
    "Security reviews",
    "Security review: Rider API 4.12.0",
    "Security review: Rider API 4.12.0",
  ]);
  expect(deadLinksIn(treeOf(text))).toEqual([]);
});

test("refused descriptions alone make a document too", () => {
  const text = markdownReport({
    ...riderEnvelope(),
    reviews: [],
    refused: [{ file: "broken.yaml", line: null, message: "is not valid YAML", hint: "Correct the text there." }],
  });
  expect(text).toMatchInlineSnapshot(`
    "# Security reviews

    0 API descriptions reviewed.

    ## What could not be reviewed

    | Description | Why | What to do |
    | - | - | - |
    | \`broken.yaml\` | is not valid YAML | Correct the text there. |
    "
  `);
});

describe("an API of 400 operations", () => {
  const operations = Array.from({ length: 400 }, (_, index) => operationOf(`GET /v1/things/${index}`, index + 1));
  const findings = Array.from({ length: isThorough ? 30 : 6 }, (_, index) => ({
    ...findingOf(`f${index}`, "bulk-exposure", index % 3 < 2 ? ("high" as const) : ("low" as const), "Bulk", index + 1),
    operations: operations.map(({ id }) => id),
  }));
  const text = markdownReport(withReview({ operations, findings }));

  test("has all of them in the appendix, and in no section", () => {
    expect(headingsOf(text, 2).at(-1)).toBe("Appendix: every operation");
    expect(unfolded(text)).not.toContain("/v1/things/399");
    expect(text).toContain("`GET /v1/things/399`");
  });

  test("takes a few screens while nothing is unfolded", () => {
    expect(unfolded(text).split("\n").length).toBeLessThan(450);
  });

  test("folds open and close in pairs", () => {
    expect(text.match(/<details>/g)?.length).toBe(text.match(/<\/details>/g)?.length);
  });
});

test.each([
  ["Ask @team for #1", "Ask `@team` for `#1`"],
  ['(@team), "#1".', '(`@team`), "`#1`".'],
  ["see https://evil.test.", "see `https://evil.test`."],
  ["<b>*bold*</b> [x](y) ![z](w)", "\\<b>\\*bold\\*\\</b> \\[x]\\(y) !\\[z]\\(w)"],
  ["`code` | cell", "\\`code\\` | cell"],
  ["a `@team` b", "a `` `@team` `` b"],
  ["\u202egnp\u001b[31m", "\\u{202e}gnp\\u{1b}\\[31m"],
  ["costs 5 $ or $x$", "costs 5 `$` or `$x$`"],
  ["e.g. 1.5 and 3:4", "e.g. 1.5 and 3:4"],
])("%j comes out as %j", (written, shown) => {
  const reasons = [{ text: written, findings: [], assumptions: [] }];
  expect(markdownReport(withReview({ verdict: { decision: "reject", reasons } }))).toContain(`\n- ${shown}\n`);
});

function withReview(part: Partial<Review>): ReviewEnvelope {
  return { ...riderEnvelope(), reviews: [{ ...riderReview(), ...part }] };
}

function headingsOf(text: string, depth: number): readonly string[] {
  return nodesOf(treeOf(text), "heading")
    .filter((node) => node.depth === depth)
    .map((node) =>
      nodesOf(node, "text")
        .map(({ value }) => value)
        .join(""),
    );
}

/** The document while nothing is unfolded. */
function unfolded(text: string): string {
  const without = text.replace(/<details>(?:(?!<details>)[\s\S])*?<\/details>/g, "");
  return without === text ? text : unfolded(without);
}

test("a finding is linked by its fingerprint, which a later review keeps wherever it then stands", () => {
  const review = riderReview();
  const [first, second, ...others] = review.findings;
  const anchors = (findings: Review["findings"]): ReadonlyMap<string, string> => {
    const text = markdownReport({ ...riderEnvelope(), reviews: [{ ...review, findings }] });
    const found = [...text.matchAll(/<a id="(finding-[^"]*)"><\/a>\d+\. \w+: (.*)/g)];
    for (const [, id] of found) expect(text).toContain(`](#${id})`);
    return new Map(found.map(([, id, title]) => [title!, id!]));
  };
  const before = anchors(review.findings);
  expect(before.size).toBeGreaterThan(1);
  expect(anchors([second!, first!, ...others])).toEqual(before);
  expect(before.get(first!.title)).toBe(`finding-${first!.fingerprint}`);
});

test("what every row of a table says alike stands above, once", () => {
  const review = riderReview();
  const findings = review.findings.map((finding) => ({ ...finding, owner: "Riders", due: null }));
  const text = markdownReport({ ...riderEnvelope(), reviews: [{ ...review, findings }] });
  expect(text).toMatch(
    /columns are left out because they are the same in every row: (?:.*\. )?"Owner": Riders\. "Due": not set/,
  );
  expect(text).not.toMatch(/^\| No\. \| Severity \| For the verdict .*Owner/m);
});

test.each([
  ['"https://api.acme.io" is new', '"`https://api.acme.io`" is new'],
  ["(see https://api.acme.io/x).", "(see `https://api.acme.io/x`)."],
  ['"{protocol}://api.acme.io/{path}" is new', '"`{protocol}://api.acme.io/{path}`" is new'],
  ["({protocol}://api.acme.io/{path})", "(`{protocol}://api.acme.io/{path}`)"],
  ['"https://api.acme.io/{path}".', '"`https://api.acme.io/{path}`".'],
  ["{https://api.acme.io}", "{`https://api.acme.io`}"],
])("an address keeps its own braces as code: %s", (text, written) => {
  expect(markdownOf([paragraph(text)]).trim()).toBe(written);
});
