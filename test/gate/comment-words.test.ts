import { expect, test } from "vitest";
import type { Review } from "../../src/core/review.ts";
import { overdueIssues } from "../../src/gate/register/overdue.ts";
import { emptyRegister, type Issue } from "../../src/gate/register/register.ts";
import { defaultPolicy } from "../../src/policy/default-policy.ts";
import { besideWords, freshWords } from "../../src/report/words/blocking-lines.ts";
import { gateFixWords } from "../../src/report/words/fix-words.ts";
import { waysOut } from "../../src/report/words/gate-words.ts";
import { gated } from "./judged.ts";

const ENTRY = "openapi.yaml";

function api(paths: string, security = "[{ token: [] }]"): ReadonlyMap<string, string> {
  return new Map([
    [
      ENTRY,
      `openapi: 3.1.0
info: { title: Units, version: "1" }
servers: [{ url: https://api.units.io }]
security: ${security}
paths:
${paths}components:
  securitySchemes:
    token: { type: http, scheme: bearer }
    staff: { type: http, scheme: basic }
`,
    ],
  ]);
}

const read = (path: string, field = "unit: { type: string, enum: [km, mile] }"): string => `  ${path}:
    get:
      responses:
        "200":
          description: OK.
          content: { application/json: { schema: { type: object, properties: { ${field} } } } }
`;

test("a new operation that returns nothing sensitive is called that, and no change for the worse", async () => {
  const review = await gated(api(read("/units")), api(read("/units") + read("/colours")), ENTRY);
  expect(besideWords(review)).toMatch(/^Nothing blocks\. The change brings 1 new operation\. GET \/colours is new: /);
});

test("operations that a change adds are counted, however few lines tell them", async () => {
  const paths = ["/colours", "/sizes", "/shapes"].map((path) => read(path)).join("");
  const review = await gated(api(read("/units")), api(read("/units") + paths), ENTRY);
  expect(review.gate.changes.filter(({ kind }) => kind === "operation-added")).toHaveLength(1);
  expect(besideWords(review)).toMatch(/^Nothing blocks\. The change brings 3 new operations\. /);
});

test("what blocks is accepted by one command, however many places it has", async () => {
  const waived = async (n: number): Promise<ReturnType<typeof waysOut>[number] | undefined> => {
    const paths = Array.from({ length: n }, (_, index) => read(`/people${index}/{id}`, "iban: { type: string }")).join(
      "",
    );
    const policy = { ...defaultPolicy(), admission: new Map([["token", "own"] as const]) };
    const review = await gated(api(paths), api(paths, "[]"), ENTRY, policy);
    const accept = { id: "gate-0123456789abcdef", against: ["--base", "3f2a91c0d1e2"] };
    return waysOut({ ...review, gate: { ...review.gate, accept } }).find(({ name }) => name === "Waive");
  };
  expect((await waived(1))?.lines).toEqual([
    expect.stringMatching(/^sallyport register accept( [0-9a-f]{16})+ --spec openapi\.yaml /),
  ]);
  expect(await waived(21)).toMatchObject({
    lines: [
      'sallyport register accept gate-0123456789abcdef --base 3f2a91c0d1e2 --spec openapi.yaml --reason "why" --approver "who" --until YYYY-MM-DD',
    ],
    text: expect.stringMatching(/Read all \d+ places first/) as unknown,
  });
});

test("what the base has too, less severe, is not called new", async () => {
  const { findings } = await gated(api(read("/units")), api(read("/units")), ENTRY);
  const [finding] = findings;
  const worsened = finding!.places.map((place) => ({ ...place, state: "worsened" as const }));
  expect(freshWords({ ...finding!, places: worsened })).toMatch(/ The base has it too, with a lower severity\.$/);
});

type Fix = Parameters<typeof gateFixWords>[0]["fix"];

test.each([
  [
    "renamed",
    ["renamed", "unchanged"],
    "follows the rename (1 of 2 places): why. The issue stays open, due 2026-02-01",
  ],
  ["partial", ["removed", "unchanged"], "partial: why. The issue stays open, due 2026-02-01"],
  [
    "only-gated",
    ["only-gated"],
    "only authentication added: why. This is not a fix: the issue stays open, due 2026-02-01",
  ],
] as const)("of an issue that is %s nobody is said to have claimed more", (kind, kinds, words) => {
  const places = kinds.map((own) => ({ kind: own }) as Fix["places"][number]); // nothing else of it is told
  const fix: Fix = { kind, isFix: false, closes: false, why: "why", tests: [], places };
  const issue = { id: "sp-1", title: "t", severity: "low", status: "open", due: "2026-02-01" } as const;
  expect(gateFixWords({ issue, fix })).toBe(words);
});

test("what is overdue is told the worst first, then what is so for longest", () => {
  const issue = (id: string, severity: Issue["severity"], due: string): Issue => ({
    id,
    rule: "a-rule",
    description: ENTRY,
    title: "A finding",
    severity,
    status: "open",
    firstSeen: "2026-01-01",
    due,
    fix: { kind: "hidden", on: "2026-01-02" },
    places: { a1: "a place" },
    line: 1,
  });
  const issues = [
    issue("sp-1", "low", "2026-01-02"),
    issue("sp-2", "critical", "2026-01-20"),
    issue("sp-3", "low", "2026-01-01"),
  ];
  const review = { findings: [], operations: [] } as unknown as Review; // nothing is found of them
  const found = overdueIssues(
    { ...emptyRegister("r.yaml"), issues },
    [ENTRY],
    review,
    "2026-02-01",
    () => false,
    new Map(),
  );
  expect(found.map((one) => one.issue.id)).toEqual(["sp-2", "sp-3", "sp-1"]);
});
