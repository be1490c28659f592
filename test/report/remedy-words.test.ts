import { expect, test } from "vitest";
import { textReport } from "../../src/report/formats/text.ts";
import { compactRemedyWords, remedyWords } from "../../src/report/words/remedy-words.ts";
import { findingOf, riderEnvelope, riderReview } from "./fixture.ts";

const place = { ...findingOf("p", "a-rule", "high", "Title", 1).places[0]! };

test.each<readonly [remediation: string, operations: readonly string[], ways: readonly (string | null)[], string]>([
  ["Mark it readOnly.", ["PATCH /me"], ["request role"], 'PATCH /me ("role"): mark it readOnly.'],
  ["Mark it readOnly.", ["PATCH /me"], [null], "PATCH /me: mark it readOnly."],
  ["Mark it readOnly.", [], ["request role"], "Mark it readOnly."],
  ["OAuth 2.0 is what to use.", ["GET /a"], [], "GET /a: OAuth 2.0 is what to use."],
  ["Send it in a header.", ["GET /a"], ["query token"], 'GET /a ("token"): send it in a header.'],
  ["Remove it.", ["GET /a"], ["2xx items[].owner.tags[]", "2xx items[].tags"], 'GET /a ("tags"): remove it.'],
  [
    "Remove it.",
    ["GET /a", "GET /b", "GET /c", "GET /d"],
    ["2xx one", "2xx two", "2xx three", "2xx four"],
    'GET /a, GET /b and 2 more ("one", "two" and 2 more): remove it.',
  ],
])("%s of %j at %j", (remediation, operations, ways, text) => {
  const finding = findingOf("x1", "a-rule", "high", "Title", 1);
  const places = ways.map((witness) => ({ ...place, witness }));
  expect(remedyWords([{ ...finding, remediation, operations: [...operations], places }])).toBe(text);
});

test.each([
  ["Mark it readOnly.", "Mark it readOnly (30 operations)."],
  [
    "Require a separate scope or scheme for administration, declare it, and serve it on a host of its own.",
    "Require a separate scope or scheme for administration, … (30 operations).",
  ],
])("in little room the remedy is cut, and never how many operations it is for: %s", (remediation, text) => {
  const operations = Array.from({ length: 30 }, (_, index) => `GET /things/${index}`);
  const words = compactRemedyWords([{ ...findingOf("x1", "a-rule", "high", "Title", 1), remediation, operations }], 75);
  expect(words).toBe(text);
  expect(words.length).toBeLessThanOrEqual(75);
});

const pageOf = (detail: "usual" | "verbose"): string =>
  textReport({ ...riderEnvelope(), reviews: [riderReview()] }, { width: 400, color: false, quiet: false, detail });

test("what blocks and what to do first name their operations", () => {
  const page = pageOf("usual");
  const blocking = riderReview().findings.filter(({ fingerprint }) => fingerprint === "b2");
  expect(page).toContain("  Blocks now:\n");
  for (const { operations, title } of blocking) expect(page).toContain(`${title}: ${operations[0]}`);
  expect(page).toMatch(/ {2}1\. POST \/v1\/accounts, GET \/v1\/me and 4 more \(/);
});

test("verbose, they name all of them", () => {
  const [, first = ""] = /^ {2}1\. ([^]*?)^(?: {2}2\.|$)/m.exec(pageOf("verbose")) ?? [];
  expect(first).toMatch(/^POST \/v1\/accounts, GET \/v1\/me, /);
  expect(first).not.toMatch(/\bmore\b/);
});
