import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { firstClause } from "../../src/core/sentence.ts";
import { textReport } from "../../src/report/formats/text.ts";
import { compactRemedyWords, remedyWords } from "../../src/report/words/remedy-words.ts";
import { findingOf, riderEnvelope, riderReview } from "./fixture.ts";

const place = { ...findingOf("p", "a-rule", "high", "Title", 1).places[0]! };

test.each<readonly [remediation: string, operations: readonly string[], ways: readonly (string | null)[], string]>([
  ["Mark it readOnly.", ["PATCH /me"], ["request role"], 'Mark it readOnly (PATCH /me: "role").'],
  ["Mark it readOnly.", ["PATCH /me"], [null], "Mark it readOnly (PATCH /me)."],
  ["Mark it readOnly.", [], ["request role"], "Mark it readOnly."],
  ["OAuth 2.0 is what to use.", ["GET /a"], [], "OAuth 2.0 is what to use (GET /a)."],
  ["Send it in a header.", ["GET /a"], ["query token"], 'Send it in a header (GET /a: "token").'],
  ["Send it. Or do not.", ["GET /a"], [], "Send it (GET /a). Or do not."],
  ["Remove it.", ["GET /a"], ["2xx items[].owner.tags[]", "2xx items[].tags"], 'Remove it (GET /a: "tags").'],
  [
    "Remove it.",
    ["GET /a", "GET /b", "GET /c", "GET /d"],
    ["2xx one", "2xx two", "2xx three", "2xx four"],
    'Remove it (GET /a, GET /b and 2 more: "one", "two" and 2 more).',
  ],
])("%s of %j at %j", (remediation, operations, ways, text) => {
  const finding = findingOf("x1", "a-rule", "high", "Title", 1);
  const places = ways.map((witness) => ({ ...place, witness }));
  expect(remedyWords([{ ...finding, remediation, operations: [...operations], places }])).toBe(text);
});

test.each([
  ["Mark it readOnly.", "Mark it readOnly (30 operations)."],
  [
    "Require a separate scope for administration, or serve it on a host of its own, such as one behind a VPN.",
    "Require a separate scope for administration (30 operations).",
  ],
])(
  "in little room a part of the remedy is told that stands by itself, and how many operations it is for: %s",
  (remediation, text) => {
    const operations = Array.from({ length: 30 }, (_, index) => `GET /things/${index}`);
    const words = compactRemedyWords(
      [{ ...findingOf("x1", "a-rule", "high", "Title", 1), remediation, operations }],
      75,
    );
    expect(words).toBe(text);
    expect(words.length).toBeLessThanOrEqual(75);
  },
);

test("in little room, a remedy of a field names the field", () => {
  const finding = findingOf("x1", "a-rule", "high", "Title", 1);
  const remediation = "Remove the field from the request, or accept only the values that callers may choose.";
  const one = { ...finding, remediation, operations: ["PATCH /me"], places: [{ ...place, witness: "request role" }] };
  expect(compactRemedyWords([one], 80)).toBe('Remove the field from the request (PATCH /me: "role").');
  expect(compactRemedyWords([one], 50)).toBe('Remove the field from the request ("role").');
  expect(compactRemedyWords([{ ...one, operations: ["PATCH /me", "PATCH /you"] }], 80)).toBe(
    'Remove the field from the request ("role", 2 operations).',
  );
});

const pageOf = (detail: "usual" | "verbose"): string =>
  textReport({ ...riderEnvelope(), reviews: [riderReview()] }, { width: 400, color: false, quiet: false, detail });

test("what blocks and what to do first name their operations", () => {
  const page = pageOf("usual");
  const blocking = riderReview().findings.filter(({ fingerprint }) => fingerprint === "b2");
  expect(page).toContain("  Blocking findings:\n");
  for (const { operations, title } of blocking) expect(page).toContain(`${title}: ${operations[0]}`);
  expect(page).toMatch(/ {2}1\. [^(\n]* \(POST\s+\/v1\/accounts,\s+GET\s+\/v1\/me\s+and\s+4\s+more[:)]/);
});

test("verbose, they name all of them", () => {
  const [, first = ""] = /^ {2}1\. ([^]*?)^(?: {2}2\.|$)/m.exec(pageOf("verbose")) ?? [];
  expect(first).toMatch(/ \(POST\s+\/v1\/accounts,\s+GET\s+\/v1\/me,\s/);
  expect(first).not.toMatch(/\bmore\b/);
});

describe("the first clause of a remedy", () => {
  test.each<readonly [text: string, most: number, clause: string]>([
    ["Remove it. Test that.", 40, "Remove it."],
    [
      "Remove the field for these callers, or give them an operation of their own.",
      40,
      "Remove the field for these callers.",
    ],
    ["Declare the types: in a body, or elsewhere.", 20, "Declare the types."],
    ['Set "a, and b" (or c, and d) here, and test it.', 45, 'Set "a, and b" (or c, and d) here.'],
    ["Use a header. Or set a flag on the cookie that is sent.", 30, "Use a header."],
    // Nothing stands by itself: nothing is cut.
    ["Return only what the caller may read in this place.", 20, "Return only what the caller may read in this place."],
  ])("%s in %d characters", (text, most, clause) => {
    expect(firstClause(text, most)).toBe(clause);
  });

  const remedies = remediesInSource();

  test("is looked for in the remedy of every rule", () => {
    expect(remedies.length).toBeGreaterThan(150);
  });

  test.each(remedies)("stands by itself in the first line of a review: %s", (remedy) => {
    const words = compactRemedyWords(
      [
        {
          ...findingOf("x1", "a-rule", "high", "Title", 1),
          remediation: remedy,
          operations: Array.from({ length: 12 }, (_, index) => `GET /things/${index}`),
        },
      ],
      100,
    );
    expect(words).not.toContain("…");
    expect(words.length).toBeLessThanOrEqual(104);
    // Of three things to do, two are not joined by a comma alone.
    expect(firstClause(remedy, 84)).not.toMatch(
      /, (?:announce|check|declare|describe|make|notify|record|refuse|reject|remove|require|say|set|sign|test|tie) /,
    );
  });
});

/** Every remedy in the source of the rules: of a rule, and of what a rule says otherwise of some of its findings. */
function remediesInSource(): readonly string[] {
  const root = path.resolve(import.meta.dirname, "../../src");
  const texts = ["rules", "operations"].flatMap((folder) =>
    readdirSync(`${root}/${folder}`, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .flatMap((file) => {
        const source = readFileSync(`${root}/${folder}/${file}`, "utf8");
        const named = new Set([...source.matchAll(/\bremediation: ([A-Z_]+)\b/g)].map(([, name]) => name));
        return [
          ...[...source.matchAll(/\bremediation:\s*(?:prose)?(["`])([^]*?)\1/g)].map(([, , text = ""]) => text),
          ...[...source.matchAll(/\bconst ([A-Z_]+) =\s*(?:prose)?(["`])([^]*?)\2/g)].flatMap(([, name, , text = ""]) =>
            named.has(name) ? [text] : [],
          ),
        ];
      }),
  );
  return [...new Set(texts.map((text) => text.replace(/\s+/g, " ").trim()))].filter((text) => !text.includes("${"));
}
