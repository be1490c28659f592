import { expect, test } from "vitest";
import type { Review } from "../../src/core/review.ts";
import { REPORT_FORMATS, type ReportFormat } from "../../src/report/formats/registry.ts";
import { weightSentence } from "../../src/report/words/reason-groups.ts";
import { run } from "../cli/run.ts";
import { findingOf, riderEnvelope, riderReview } from "./fixture.ts";
import { PLAIN_TEXT } from "./format-checks.ts";

type Kind = NonNullable<Review["verdict"]["reasons"][number]["kind"]>;

function reviewOf(decision: Review["verdict"]["decision"], kinds: readonly Kind[]): Review {
  const reasons = kinds.map((kind, index) => ({ kind, text: "It is so", findings: [`f${index}`], assumptions: [] }));
  const findings = [...kinds, "none"].map((_, index) => findingOf(`f${index}`, "basic-auth", "high", "Basic", 1));
  return { ...riderReview(), verdict: { decision, reasons }, findings, assumptions: [], signOff: null };
}

test.each([
  ["reject", ["blocks", "depends", "depends", "condition"], "reject", "Do not release it.", "1 2 1"],
  ["insufficient-evidence", ["depends"], "insufficient evidence", "Do not release it yet.", "0 1 0"],
  [
    "approve-with-conditions",
    ["condition", "condition"],
    "approve with conditions",
    "Release once all are met.",
    "0 0 2",
  ],
  ["approve", ["nothing"], "approve", "It may be released.", "0 0 0"],
] as const)("%s has one wording and three numbers in every format", async (decision, kinds, name, answer, numbers) => {
  const [blocks, depends, conditions] = numbers.split(" ");
  const counts = [
    blocks === "0" ? "" : `${counted(blocks!)} forbids the release.`,
    depends === "0"
      ? ""
      : decision === "reject"
        ? `Also to be done: confirm or rule out ${counted(depends!)}.`
        : `The verdict depends on 1 open question: confirm or rule out ${counted(depends!)}.`,
    conditions === "0"
      ? ""
      : `${decision === "reject" ? "In addition, 1 condition must be" : "Release after 2 conditions are"} met: fix (or accept) ${counted(conditions!)}.`,
    decision === "approve" ? "Nothing is in the way of the release." : "",
  ]
    .filter(Boolean)
    .join(" ");
  const envelope = { ...riderEnvelope(), reviews: [reviewOf(decision, kinds)] };
  // JUnit tells the verdict where it fails.
  const fails = decision === "reject" || decision === "insufficient-evidence";
  for (const format of ["text", "html", "markdown", "github", ...(fails ? (["junit"] as const) : [])] as const) {
    const { render }: ReportFormat = REPORT_FORMATS[format];
    const text = await render(envelope, PLAIN_TEXT);
    const report = format === "junit" ? text : plain(text);
    expect([...report.matchAll(/Verdict: ?([a-z ]*[a-z])/g)].map(([, told]) => told!)).toSatisfy(
      (all: readonly string[]) => all.length > 0 && all.every((told) => told.startsWith(name)),
      format,
    );
    expect(report, format).toContain(answer);
    if (format === "html")
      expect(report.replace(/ \(\d+ can wait\)/, "")).toContain(
        `Blocking findings ${blocks} Questions to answer ${tile(depends!, " that must be confirmed")} Conditions`,
      );
    else expect(report, format).toContain(counts);
  }
});

/** Each reason of the review is a finding. */
function partOf(n: string, more = ""): string {
  return n === "0" ? "" : `(${n} ${n === "1" ? "finding" : "findings"}${more})`;
}

function counted(n: string, more?: string): string {
  return partOf(n, more).replace(/[()]/g, "") || "nothing";
}

function tile(n: string, more?: string): string {
  return `${partOf(n, more)} ${n}`.trim();
}

test("the JSON has the three numbers, and a finding's severity is never taken for them", async () => {
  const description = JSON.stringify({
    openapi: "3.1.0",
    info: { title: "Users", version: "1" },
    servers: [{ url: "https://api.users.app" }],
    paths: { "/users/{id}": { get: { responses: { 204: { description: "nothing" } } } } },
  });
  const { stdout } = await run(["review", "-", "--format", "json"], { stdin: description });
  const [review] = JSON.parse(stdout).reviews as [Review];
  const number = (kind: Kind): number => review.verdict.reasons.filter((reason) => reason.kind === kind).length;
  expect(review.verdict.reasons.length).toBeGreaterThan(0);
  expect(review.summary.reasons).toEqual({
    blocks: number("blocks"),
    depends: number("depends"),
    condition: number("condition"),
  });
  expect(weightSentence(reviewOf("reject", ["blocks", "depends", "condition"]))).toBe(
    "Of these findings, 1 blocks now, 1 is to be confirmed, 1 is a condition and 1 does not affect the verdict.",
  );
  // What none of them is need not be said.
  expect(weightSentence(reviewOf("reject", ["blocks"]))).toBe(
    "Of these findings, 1 blocks now and 1 does not affect the verdict.",
  );
  const { findings, ...blocked } = reviewOf("reject", ["blocks"]);
  expect(weightSentence({ ...blocked, findings: findings.slice(0, 1) })).toBe("This finding blocks now.");
  expect(weightSentence({ ...reviewOf("approve", ["nothing"]), findings: findings.slice(1) })).toBe(
    "This finding does not affect the verdict.",
  );
});

test.each([
  [1, "The only condition is to close 1 gap in the description."],
  [2, "The only conditions are to close 2 gaps in the description."],
])("beside findings without weight, %i gaps in the description are named as what they are", (n, sentence) => {
  const review = reviewOf("approve-with-conditions", ["nothing"]);
  const reason = { kind: "condition" as const, text: "Describe what is returned", findings: [], assumptions: [] };
  const reasons = Array.from({ length: n }, () => reason);
  const verdict = { ...review.verdict, reasons };
  expect(weightSentence({ ...review, verdict, findings: review.findings.slice(0, 1) })).toBe(
    `This finding does not affect the verdict. ${sentence}`,
  );
});

test("an older review, which does not say how its reasons weigh, gets no numbers", () => {
  const review = riderReview();
  const reasons = review.verdict.reasons.map(({ text, findings, assumptions }) => ({ text, findings, assumptions }));
  expect(weightSentence({ ...review, verdict: { ...review.verdict, reasons } })).toBeUndefined();
});

/** A report as its reader sees it. */
function plain(report: string): string {
  return report
    .replace(/<(script|style)>[\s\S]*?<\/\1>/g, " ")
    .replace(/<[^>]*>/g, " ")
    .replaceAll("**", "")
    .replaceAll("%3A", ":")
    .replace(/\s+/g, " ");
}
