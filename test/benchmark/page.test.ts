import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { tool } from "../../benchmark/adapters/sallyport.mjs";
import { readContacts, withContact } from "../../benchmark/contacts.mjs";
import { figuresOf } from "../../benchmark/figures.mjs";
import { benchmarkPage, pages, readmeTable } from "../../benchmark/page.mjs";
import { judged } from "../../benchmark/score.mjs";
import { share, table } from "../../benchmark/table.mjs";
import { apiFolders, readApi } from "../../benchmark/truth.mjs";

test("docs/benchmark.md and the README's table are those of the kept results: npm run benchmark writes them", () => {
  const { page, readme } = pages();
  expect(readFileSync("docs/benchmark.md", "utf8")).toBe(page);
  expect(readFileSync("README.md", "utf8")).toBe(readme);
  expect(readme).toContain("<!-- benchmark:begin -->");
});

test("each set names descriptions that are there, and no description is in two", () => {
  const names = readContacts().sets.flatMap(({ apis }: { apis: string[] }) => apis);
  expect(new Set(names).size).toBe(names.length);
  const folders = apiFolders().map((folder: string) => folder.split("/").at(-1));
  expect(names.filter((name: string) => !folders.includes(name))).toEqual([]);
});

const FIRST = { set: "first", apis: ["a", "b"], tool: "sallyport", commit: "1234567" };
const once = withContact({ sets: [], contacts: [] }, FIRST);

test("a first contact is written down with its set", () => {
  expect(once.sets).toEqual([{ id: "first", apis: ["a", "b"] }]);
  expect(withContact(once, { ...FIRST, tool: "spectral" })).toMatchObject({
    sets: [{ id: "first" }],
    contacts: [{ tool: "sallyport", commit: "1234567" }, { tool: "spectral" }],
  });
});

test.each([
  ["a tool that has met the set", FIRST, "sallyport has met first before"],
  ["a set that has changed", { ...FIRST, tool: "ibm", apis: ["a"] }, "first holds other descriptions"],
  ["a description that was in a set", { ...FIRST, set: "second", apis: ["b", "c"] }, "b: in another set already"],
])("%s is refused", (_what, contact, message) => {
  expect(() => withContact(once, contact)).toThrow(message);
});

test("tables are aligned as the formatter has them", () => {
  expect(
    table(
      ["", "Found"],
      [
        ["all", share(1, 3)],
        ["none", share(0, 0)],
      ],
    ),
  ).toBe(
    [
      "|      |         Found |",
      "| ---- | ------------: |",
      "| all  | 1 of 3 (33 %) |",
      "| none |             – |",
    ].join("\n"),
  );
});

test("the page shows first contact as it was written down, and what is seen as it is kept", () => {
  const api = readApi("test/benchmark/apis/tool-shed");
  const mention = {
    kind: "finding",
    rule: "credential-in-response",
    severity: "critical",
    operations: ["GET /members"],
    fields: [],
    objects: [],
    schemes: [],
    weaknesses: ["secret-exposure"],
    owasp: ["API3:2023"],
  };
  const judgement = judged(api, {
    refused: null,
    mentions: [mention],
    fields: [],
    exposure: "public",
    verdict: "approve",
  });
  const figures = figuresOf([judgement]);
  const about = { version: "0.2.0", commit: "abcdef0", date: "2026-12-01", seconds: { "tool-shed": 0.25 } };
  const before = figuresOf([judged(api, { refused: null, mentions: [], fields: null, exposure: null, verdict: null })]);
  const contacts = {
    sets: [{ id: "first", apis: ["tool-shed"] }],
    contacts: [
      { set: "first", tool: "sallyport", version: "0.1.0", commit: "1234567", date: "2026-11-25", figures: before },
    ],
  };
  const page = benchmarkPage({ tools: [{ tool, about, judgements: [judgement], figures }], contacts });
  const [first = "", seen = ""] = page.split("## Today");
  expect(first).toMatch(/\| Visible flaws found +\| +0 of 3 \(0 %\) \|/);
  expect(first).toMatch(/\| Sallyport \| +0\.1\.0 \| 1234567 \| 2026-11-25 \|/);
  expect(seen).toMatch(/\| Visible flaws found +\| +1 of 3 \(33 %\) \|/);
  expect(seen).toMatch(/\| Sallyport \| +0\.2\.0 \| abcdef0 \| 2026-12-01 \|/);
  expect(seen).toMatch(/\| critical +\| +1 \| +100 % \|\n\| high +\| +2 \| +0 % \|\n\| medium/);
  expect(seen).toMatch(/\| tool-shed \|.*\| +approve ✗ \| +reject \|/);
  expect(readmeTable(contacts)).toContain("1 descriptions, first run");
});

test("where truths were sorted into kinds after the tools had run, both figures are told apart", () => {
  const api = readApi("test/benchmark/apis/tool-shed");
  const nothing = { refused: null, mentions: [], fields: null, exposure: null, verdict: null };
  const figures = figuresOf([judged(api, nothing)]);
  const found = { ...figures, flaws: { ...figures.flaws, all: { ...figures.flaws.all, found: 3 } } };
  const contact = { set: "first", tool: "sallyport", version: "0.1.0", commit: "1234567", date: "2026-11-25" };
  const sorted = { date: "2026-11-26", figures: found };
  const page = benchmarkPage({
    tools: [],
    contacts: { sets: [{ id: "first", apis: ["tool-shed"] }], contacts: [{ ...contact, figures, sorted }] },
  });
  expect(page).toMatch(/\| All flaws found +\| +3 of 4 \(75 %\) \|/);
  expect(page).toContain("after the tools had run, on 2026-11-26");
  expect(page).toContain("by OWASP category alone: Sallyport 0 of 4 (0 %).");
});
