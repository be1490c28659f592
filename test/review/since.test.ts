import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import type { Finding, Review, ReviewEnvelope } from "../../src/core/review.ts";
import { commentReport } from "../../src/report/formats/comment.ts";
import { htmlReport } from "../../src/report/formats/html.tsx";
import { markdownReport } from "../../src/report/formats/markdown.ts";
import { textReport } from "../../src/report/formats/text.ts";
import { sinceWords } from "../../src/report/words/since-words.ts";
import { reviewSince } from "../../src/review/since.ts";
import { run } from "../cli/run.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { findingOf, riderEnvelope, riderReview } from "../report/fixture.ts";

const of = (findings: readonly Finding[], part: Partial<Review> = {}): Review => ({
  ...riderReview(),
  dismissed: [],
  ...part,
  findings: [...findings],
});
const then = (...reviews: Review[]): ReviewEnvelope => ({ ...riderEnvelope(), asOf: "2025-11-01", reviews });
const finding = (id: string, severity: Finding["severity"] = "high", ...places: string[]): Finding => {
  const one = findingOf(id, "basic-auth", severity, `Title ${id}`, 3);
  return {
    ...one,
    places: (places.length === 0 ? [id] : places).map((fingerprint) => ({
      file: one.file,
      pointer: "#",
      line: 3,
      operation: null,
      witness: null,
      state: null,
      excerpt: [],
      fingerprint,
    })),
  };
};

describe("findings since an earlier review", () => {
  test.each<readonly [string, readonly Finding[], readonly Finding[], readonly string[][]]>([
    ["the same", [finding("a")], [finding("a")], [[], [], []]],
    ["a new one", [finding("a")], [finding("a"), finding("b")], [["b"], [], []]],
    ["one that is gone", [finding("a"), finding("b")], [finding("a")], [[], [], ["Title b"]]],
    ["a more severe one", [finding("a", "medium")], [finding("a", "high")], [[], ["a"], []]],
    ["a less severe one", [finding("a", "high")], [finding("a", "medium")], [[], [], []]],
    ["one more place", [finding("a", "high", "p")], [finding("a", "high", "p", "q")], [[], ["a"], []]],
    ["one place less", [finding("a", "high", "p", "q")], [finding("a", "high", "q")], [[], [], []]],
    ["another cause of the same place", [finding("a", "high", "p")], [finding("b", "high", "p")], [[], [], []]],
    [
      "one split in two",
      [finding("a", "high", "p", "q")],
      [finding("a", "high", "p"), finding("b", "high", "q")],
      [[], [], []],
    ],
    ["one that was fixed then", [{ ...finding("a"), status: "fixed" }], [finding("a")], [["a"], [], []]],
    ["one that is fixed now", [finding("a")], [{ ...finding("a"), status: "fixed" }], [[], [], ["Title a"]]],
    ["one that was accepted", [{ ...finding("a"), status: "accepted" }], [finding("a")], [[], [], []]],
  ])("%s", (_name, before, now, [fresh, worse, gone]) => {
    const { since } = reviewSince(of(now), then(of(before)), true);
    expect([since!.new, since!.worse, since!.gone.map(({ title }) => title)]).toEqual([fresh, worse, gone]);
  });

  test("what is dismissed now is not gone", () => {
    const now = of([], { dismissed: [{ ...finding("a"), status: "dismissed" }] });
    expect(reviewSince(now, then(of([finding("a")])), true).since!.gone).toEqual([]);
  });
});

describe("the earlier review of a description is", () => {
  const moved = of([], { document: { ...riderReview().document, file: "elsewhere.yaml" } });
  const other = of([], { document: { ...riderReview().document, file: "other.yaml", title: "Other" } });
  const untitled = of([], { document: { ...riderReview().document, file: "x.yaml", title: null } });
  test.each<readonly [string, Review, readonly Review[], boolean, boolean]>([
    ["the one of its file", of([]), [other, of([])], false, true],
    ["else the one of its title", moved, [other, of([])], false, true],
    ["not one of two of its title", moved, [of([]), of([])], false, false],
    ["the only one of the only one", untitled, [of([])], true, true],
    ["none of another", untitled, [of([])], false, false],
  ])("%s", (_name, review, reviews, isOnlyOne, isFound) => {
    expect(reviewSince(review, then(...reviews), isOnlyOne).since !== null).toBe(isFound);
  });
});

describe("what changed is said", () => {
  const before = of([finding("a", "medium"), finding("b", "low")], {
    verdict: { decision: "approve-with-conditions", reasons: [] },
    policy: { file: null, sha256: null },
    operations: riderReview().operations.slice(1),
    document: { ...riderReview().document, sha256: "0" },
  });
  const now = reviewSince(of([finding("a", "high"), finding("c")]), then(before), true);
  const words =
    "Review of 2025-11-01: the verdict was approve with conditions. 1 new finding, 1 worse, 1 gone, 1 operation added. The policy changed too.";

  test("in one sentence", () => expect(sinceWords(now, "2026-01-31")).toBe(words));

  test("in one sentence where nothing did", () => {
    const same = reviewSince(of([finding("a")]), then(of([finding("a")])), true);
    expect(sinceWords(same, "2026-01-31")).toBe(
      "Review of 2025-11-01: the verdict was the same. No finding or operation changed. The description is the same.",
    );
    const none = reviewSince(
      of([], { document: { ...riderReview().document, file: "x", title: "X" } }),
      then(before),
      false,
    );
    expect(sinceWords(none, "2026-01-31")).toBe("The earlier review does not include this description.");
  });

  test("in every format for people", () => {
    const envelope: ReviewEnvelope = { ...riderEnvelope(), reviews: [now] };
    const text = textReport(envelope, { width: 400, color: false, quiet: false });
    expect(text.replaceAll(/\s+/g, " ")).toContain(words);
    expect(text).toMatch(/^ {2}New {6}high: Title c/m);
    expect(text).toMatch(/^ {2}Worse {4}high: Title a/m);
    expect(text).toMatch(/^ {2}Gone {5}low: Title b/m);
    expect(text).toMatch(/^ {2}Added {4}\w+ \//m);
    expect(markdownReport(envelope)).toContain(`**Since the last review:** ${words}`);
    expect(markdownReport(envelope)).toContain("<summary>4 changes since the last review</summary>");
    expect(commentReport(envelope)).toContain(words);
    expect(htmlReport(envelope)).toContain(words);
  });
});

test("--since reads a review that was written, and refuses what is none", async () => {
  const folder = temporaryFolder();
  const file = path.join(folder, "openapi.yaml");
  const description = readFileSync(`${import.meta.dirname}/../../examples/fitness/openapi.yaml`, "utf8");
  writeFileSync(file, description);
  const options = { cwd: folder };
  const first = await run(["review", "openapi.yaml", "--format", "json=before.json", "--as-of", "2026-01-01"], options);
  expect(first.code).toBe(1);
  writeFileSync(file, description.replace(/^ {2}\/v1\/users:\n(?: {4}.*\n|\n)+/m, ""));
  const second = await run(
    ["review", "openapi.yaml", "--since", "before.json", "--format", "json", "--as-of", "2026-02-01"],
    options,
  );
  const { since } = (JSON.parse(second.stdout) as ReviewEnvelope).reviews[0]!;
  expect(since).toMatchObject({ asOf: "2026-01-01", decision: "reject", sameDescription: false, samePolicy: true });
  expect(since!.removedOperations).toEqual(["GET /v1/users"]);
  expect(since!.new).toEqual([]);

  const wrong = await run(["review", "openapi.yaml", "--since", "openapi.yaml"], options);
  expect(wrong.code).toBe(2);
  expect(wrong.stderr).toContain("openapi.yaml cannot be read as a review");
});
