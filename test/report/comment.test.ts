import { describe, expect, test } from "vitest";
import type { FindingFix, Review, ReviewEnvelope } from "../../src/core/review.ts";
import { commentReport } from "../../src/report/formats/comment.ts";
import { gateMarkdownReport } from "../../src/report/formats/gate-markdown.ts";
import { markdownReport } from "../../src/report/formats/markdown.ts";
import { findingOf, riderEnvelope, riderGate, riderReview } from "./fixture.ts";
import { runsOf } from "../thorough.ts";
import { nodesOf, treeOf } from "./markdown-tree.ts";

describe("a comment", () => {
  test("begins with the verdict, and says why and what to do first before anything is folded", () => {
    const [before = ""] = commentReport(riderEnvelope()).split("<details>");
    expect(before).toMatch(/^### Security review: Rider API 4\.12\.0\n\n\*\*Verdict: reject\.\*\*/);
    expect(before).toContain("| Do first | Effect on the release | Owner | Effort |");
    expect(before).toContain("**Since the last review:**");
    expect(before).not.toContain("| Severity |");
  });

  test.each<readonly [string, number, number, string]>([
    ["many findings", 1, 3000, "short"],
    ["many reviews", 200, 20, "short"],
    ["long texts", 70, 30, "long text of a description @team <b> ".repeat(runsOf(4000, 100))],
  ])("stays below 60,000 characters with %s, and says how many more there are", (_name, reviews, findings, title) => {
    const review: Review = {
      ...riderReview(),
      document: { ...riderReview().document, title },
      findings: Array.from({ length: findings }, (_, index) => findingOf(`f${index}`, "basic-auth", "high", title, 3)),
    };
    const text = commentReport({ ...riderEnvelope(), reviews: Array.from({ length: reviews }, () => review) });
    expect(text.length).toBeLessThan(60_000);
    expect(text).toContain("reject.");
    expect(text).toMatch(/^And \d+ more in the whole review\.$/m);
  });

  test("shows fixes as lines before and after, since a comment on the whole change makes nothing of a suggestion", () => {
    const review = riderReview();
    const fix: FindingFix = {
      name: "Use HTTPS",
      certainty: "suggested",
      requires: "The service is reached over TLS.",
      changes: [],
      closes: ["0123456789abcdef"],
      shown: {
        file: "api.yaml",
        pointer: "#/x",
        line: 3,
        excerpt: [
          { change: "same", text: "servers:" },
          { change: "removed", text: "  - url: http://a" },
          { change: "added", text: "  - url: https://a" },
        ],
      },
    };
    const [finding, ...others] = review.findings;
    const text = commentReport({
      ...riderEnvelope(),
      reviews: [{ ...review, findings: [{ ...finding!, fixes: [fix] }, ...others] }],
    });
    expect(text).toContain("```diff\n servers:\n-  - url: http://a\n+  - url: https://a\n```");
    expect(text).toContain("**Use HTTPS** (suggested), in `api.yaml:3`:");
    expect(text).toContain("Correct only if: The service is reached over TLS.");
  });

  test("says of nothing that it is nothing", () => {
    expect(commentReport({ ...riderEnvelope(), reviews: [] })).toBe("No API description was reviewed.\n");
  });
});

describe("a comment of the gate", () => {
  const long = "A text of a description, @team <b> and more. ".repeat(20);
  const gateWith = (causes: number): NonNullable<Review["gate"]> => ({
    ...riderGate(),
    decision: "fail",
    because: Array.from({ length: causes }, (_, n) => `${n} ${long}`),
    causes: Array.from({ length: causes }, (_, n) => ({
      kind: "authentication-removed",
      text: `${n} ${long}`,
      fix: long,
      reasons: [`${n} ${long}`],
      operations: ["GET /v1/users"],
      findings: [],
      accept: [`${n}`.padStart(16, "0")],
      head: null,
    })),
    changes: Array.from({ length: causes }, () => ({
      ...riderGate().changes[0]!,
      text: long,
      direction: "worse" as const,
    })),
  });

  test.each([
    ["many causes", 1, 200],
    ["many descriptions", 300, 20],
  ])("stays below 60,000 characters with %s", (_name, reviews, causes) => {
    const review: Review = {
      ...riderReview(),
      document: { ...riderReview().document, title: long },
      gate: gateWith(causes),
    };
    const text = gateMarkdownReport({ ...riderEnvelope(), reviews: Array.from({ length: reviews }, () => review) });
    expect(text.length).toBeLessThan(60_000);
    expect(text).toContain("must not be merged yet");
    expect(text).toMatch(reviews > 1 ? /292 further descriptions are left out/ : /and \d+ more in the JSON review/);
  });
});

describe("places", () => {
  const withRepository = (ref: string | undefined, commit: string | null): ReviewEnvelope => ({
    ...riderEnvelope(),
    commit,
    reviews: [
      {
        ...riderReview(),
        gate: riderGate(),
        policy: {
          ...riderReview().policy,
          repository: { url: "https://git.acme.example/apis", kind: "gitlab", ...(ref === undefined ? {} : { ref }) },
        },
      },
    ],
  });

  test.each([
    ["Markdown", markdownReport],
    ["a comment", commentReport],
    ["a comment of the gate", gateMarkdownReport],
  ])("are linked in %s at the commit, else at the ref, else not at all", (_name, report) => {
    const linked = (envelope: ReviewEnvelope): readonly string[] =>
      nodesOf(treeOf(report(envelope)), "link").flatMap(({ url }) => (url.includes("/-/blob/") ? [url] : []));
    const file = "apis/rider/openapi.yaml#L250";
    expect(linked(withRepository("main", "4f0c2a7b1e9d"))).toContain(
      `https://git.acme.example/apis/-/blob/4f0c2a7b1e9d/${file}`,
    );
    expect(linked(withRepository("main", null))).toContain(`https://git.acme.example/apis/-/blob/main/${file}`);
    expect(linked(withRepository(undefined, null))).toEqual([]);
    expect(linked(riderEnvelope())).toEqual([]);
  });
});
