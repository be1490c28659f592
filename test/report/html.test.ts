import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { Review, ReviewEnvelope } from "../../src/core/review.ts";
import { htmlReport } from "../../src/report/formats/html.tsx";
import { run } from "../cli/run.ts";
import { findingOf, operationOf, riderEnvelope, riderGate, riderReview } from "./fixture.ts";
import { tagsOf } from "./html-skeleton.ts";

const page = htmlReport(riderEnvelope());

test("it answers the seven questions in their order", () => {
  expect(headingsOf(page, 2)).toEqual([
    "Verdict: <b>reject</b>. Do not release it.",
    "Action plan",
    "2. Findings, in order of risk",
    "3. Callers and operations",
    "4. Data in responses and requests",
    "5. Limits of the description",
    "6. Quality of the evidence",
    "7. Sign-off",
    "Terms",
    "Every operation",
    "Every sensitive field",
  ]);
});

test.each([
  ["the reason of the verdict", "Other people's data can be read by asking for it", "Other people's data can be read"],
  ["the owner", "owned by Rider Apps", ""],
  ["what is overdue", "overdue", ""],
  ["a waiver's reason", "The app is the only client until the server hides profiles", ""],
  ["a waiver's approver", "<td>Head of Security</td>", ""],
  ["a waiver's expiry", "<td>2026-03-31</td>", ""],
  [
    "what a waiver leaves open",
    "the places that it matches are neither named in full nor listed under places: GET /v1/users/{userId} 2xx gender (b2-2)",
    "",
  ],
  [
    "who signed, and that it no longer holds",
    "Signed off by Security on 2025-12-01 (verdict: approve with conditions); void",
    "",
  ],
  ["the line that settles an assumption", "&quot;coach.key&quot;: # self-registered", ""],
  ["a field's line and class", "Profile.firstName", "declared"],
  [
    "the test of an operation",
    "As user A, read the profile of B, whose profile is private. Pass: 403 or 404; or 200 without B's name.",
    "",
  ],
  ["the commit", "4f0c2a7b1e9d", ""],
  ["what was skipped", "classes.yaml lies outside the root", ""],
])("it has %s", (_name, first, second) => {
  expect(page.includes(first) || (second !== "" && page.includes(second))).toBe(true);
});

test("paths that differ only in the name of a parameter stand beside each other, though their places are one", async () => {
  const user = { get: { responses: { 200: { content: { "application/json": { schema: { $ref: "#/x-user" } } } } } } };
  const description = {
    openapi: "3.1.0",
    info: { title: "Users", version: "1" },
    servers: [{ url: "https://api.users.app" }],
    security: [],
    paths: { "/users/{id}": user, "/users/{name}": user },
    "x-user": { title: "User", type: "object", properties: { email: { type: "string", format: "email" } } },
  };
  const { stdout } = await run(["review", "-", "--format", "html"], { stdin: JSON.stringify(description) });
  const finding = /<article id="finding-[\s\S]*?<\/article>/.exec(stdout)?.[0] ?? "";
  expect(finding).toContain("<dt>2 operations</dt>");
  for (const id of ["GET /users/{id}", "GET /users/{name}"])
    expect(finding.replaceAll("<wbr/>", "")).toContain(`<code>${id}</code>`);
});

test("the same review gives the same bytes", () => {
  expect(htmlReport(riderEnvelope())).toBe(page);
});

test("a change is part of the verdict where there is one", () => {
  const text = htmlReport(withReview({ gate: riderGate() }));
  for (const part of ["it must not be merged", "A field of strangers is new", "email is new", "wider"])
    expect(text).toContain(part);
});

test("a review that says nothing is a whole page", () => {
  const text = htmlReport(
    withReview({
      assumptions: [],
      servers: [],
      schemes: [],
      operations: [],
      fields: [],
      findings: [],
      tests: [],
      questions: [],
      skipped: [],
      verdict: { decision: null, reasons: [] },
      coverage: { operations: 0, responses: 0, typedResponses: 0, fields: 0, classifiedDeclared: 0, unresolved: 0 },
    }),
  );
  expect(headingsOf(text, 2)).toHaveLength(11);
  expectLinksToLead(text);
});

describe("several reviews and refusals", () => {
  const text = htmlReport({
    ...riderEnvelope(),
    reviews: [riderReview(), { ...riderReview(), verdict: { decision: "approve", reasons: [] }, findings: [] }],
    refused: [{ file: "notes.yaml", line: 3, message: "is no API description", hint: null }],
  });

  test("follow a list of them, with links of their own", () => {
    expect(headingsOf(text, 1)).toEqual(["Security reviews", "Rider API 4.12.0", "Rider API 4.12.0"]);
    expect(text).toContain("notes.yaml:3");
    expectLinksToLead(text);
  });
});

describe("the page is closed", () => {
  test("its policy allows its own script and style alone", () => {
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? "";
    const hashed = (element: string): string => {
      const text = new RegExp(`<${element}>([\\s\\S]*?)</${element}>`).exec(page)?.[1] ?? "";
      return `sha256-${createHash("sha256").update(text).digest("base64")}`;
    };
    expect(policy.split("; ")).toEqual([
      "default-src 'none'",
      `script-src '${hashed("script")}'`,
      `style-src '${hashed("style")}'`,
      "img-src data:",
      "base-uri 'none'",
      "form-action 'none'",
    ]);
  });

  test("nothing has a style or a handler of its own, and links go to standards or within", () => {
    expect(tagsOf(page).filter((tag) => /\s(?:style|on\w+)=/.test(tag))).toEqual([]);
    expect(
      tagsOf(page).flatMap((tag) => [...tag.matchAll(/\s(?:href|src|action)="([^"]*)"/g)].map(([, to]) => to!)),
    ).toSatisfy((targets: readonly string[]) =>
      targets.every((to) =>
        /^(?:#[a-z0-9-]+|https:\/\/(?:owasp|cwe\.mitre)\.org\/.*|data:image\/svg\+xml,.*)$/.test(to),
      ),
    );
  });

  test("links within lead somewhere, once", () => expectLinksToLead(page));
});

describe("an API of 400 operations", () => {
  const operations = Array.from({ length: 400 }, (_, index) => operationOf(`GET /v1/things/${index}`, index + 1));
  const findings = Array.from({ length: 30 }, (_, index) => ({
    ...findingOf(`f${index}`, "bulk-exposure", index < 20 ? ("high" as const) : ("low" as const), "Bulk", index + 1),
    operations: operations.map(({ id }) => id),
  }));
  const text = htmlReport(withReview({ operations, findings }));

  test("stays small", () => {
    expect(Buffer.byteLength(text)).toBeLessThan(1_000_000);
  });

  test("has every operation, and folds what is not grave", () => {
    expect(text.replaceAll("<wbr/>", "")).toContain("GET /v1/things/399");
    expect(text.match(/Evidence, scope, remedy/g)).toHaveLength(20);
  });
});

function withReview(part: Partial<Review>): ReviewEnvelope {
  return { ...riderEnvelope(), reviews: [{ ...riderReview(), ...part }] };
}

function headingsOf(html: string, depth: number): readonly string[] {
  return [...html.matchAll(new RegExp(`<h${depth}(?: class="[^"]*")?>(.*?)</h${depth}>`, "g"))].map(
    ([, text]) => text!,
  );
}

function expectLinksToLead(html: string): void {
  const ids = tagsOf(html).flatMap((tag) => /\sid="([^"]*)"/.exec(tag)?.[1] ?? []);
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  const targets = tagsOf(html).flatMap((tag) => /(?:href="#|popovertarget=")([^"]*)"/.exec(tag)?.[1] ?? []);
  expect(targets.length).toBeGreaterThan(5);
  expect(targets.filter((target) => !ids.includes(target))).toEqual([]);
}
