import { readdirSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { defaultPolicy } from "../../src/policy/default-policy.ts";
import { RULES } from "../../src/rules/index.ts";
import { rulePage } from "../../src/rules/rule-page.ts";
import { apiOfPart } from "./description-of.ts";
import type { Rule } from "../../src/rules/rule.ts";

const ROOT = path.resolve(import.meta.dirname, "../..");

/** The CWEs that OWASP itself lists under each category (editions/2023/en of OWASP/API-Security); API6 has none. */
const OWASP_CWES: Readonly<Record<string, readonly number[]>> = {
  "API1:2023": [285, 639],
  "API2:2023": [204, 307],
  "API3:2023": [213, 915],
  "API4:2023": [400, 770, 799],
  "API5:2023": [285],
  "API7:2023": [918],
  "API8:2023": [2, 16, 209, 319, 388, 444, 942],
  "API9:2023": [1059],
  "API10:2023": [20, 200, 319],
};

/** The requirements of ASVS 5.0.0 that rules name, each looked up in its release file. */
const ASVS: ReadonlySet<string> = new Set([
  "V1.2.4",
  "V1.2.5",
  "V1.2.6",
  "V1.2.7",
  "V1.3.2",
  "V1.3.6",
  "V1.3.7",
  "V1.3.12",
  "V1.5.1",
  "V1.5.2",
  "V2.2.1",
  "V2.3.2",
  "V2.4.1",
  "V3.2.2",
  "V3.3.2",
  "V3.4.2",
  "V3.5.1",
  "V3.5.3",
  "V3.7.2",
  "V4.1.2",
  "V4.1.5",
  "V4.3.1",
  "V5.1.1",
  "V5.2.1",
  "V5.2.2",
  "V5.2.6",
  "V5.3.1",
  "V5.3.2",
  "V6.1.1",
  "V6.1.3",
  "V6.2.3",
  "V6.3.1",
  "V6.3.2",
  "V6.3.4",
  "V6.3.8",
  "V6.4.1",
  "V6.4.2",
  "V6.4.3",
  "V6.5.4",
  "V6.5.5",
  "V6.6.3",
  "V7.2.2",
  "V7.3.2",
  "V7.5.1",
  "V8.1.1",
  "V8.2.1",
  "V8.2.2",
  "V8.2.3",
  "V8.3.1",
  "V8.4.1",
  "V8.4.2",
  "V9.1.1",
  "V10.1.1",
  "V10.3.2",
  "V10.3.3",
  "V10.4.4",
  "V10.4.11",
  "V11.4.1",
  "V11.4.2",
  "V12.2.1",
  "V12.3.3",
  "V13.2.1",
  "V13.2.4",
  "V13.3.1",
  "V13.4.2",
  "V13.4.4",
  "V13.4.5",
  "V14.1.1",
  "V14.2.1",
  "V14.2.2",
  "V14.2.3",
  "V14.2.5",
  "V14.2.6",
  "V15.2.2",
  "V15.2.3",
  "V15.3.1",
  "V15.3.2",
  "V15.3.3",
  "V16.5.1",
  "V16.5.3",
]);

describe.each(RULES.map((rule) => [rule.id, rule] as const))("%s", (_id, rule) => {
  test.each(rule.examples.bad.map((example, index) => [index + 1, example] as const))(
    "reports the marked lines of bad example %i",
    async (_index, example) => {
      expect(await reportedLines(rule, example)).toEqual(markedLines(example));
      expect(markedLines(example)).not.toEqual([]);
    },
  );

  test.each(rule.examples.good.map((example, index) => [index + 1, example] as const))(
    "finds good example %i fine",
    async (_index, example) => {
      expect(await reportedLines(rule, example)).toEqual([]);
    },
  );

  test("has a page", async () => {
    const severity = defaultPolicy().severities.public.get(rule.id);
    expect(severity, "the rule has its line in rulesets/recommended.yaml").toBeDefined();
    await expect(rulePage(rule, severity!)).toMatchFileSnapshot(`${ROOT}/docs/rules/${rule.id}.md`);
  });

  test("says what, why and what to do in texts that stand alone", () => {
    expect(rule.examples.bad.length).toBeGreaterThan(0);
    expect(rule.examples.good.length).toBeGreaterThan(0);
    expect(rule.title).toMatch(/^[A-Z][^.]*$/);
    expect(rule.rationale.length).toBeGreaterThan(80);
    expect(rule.remediation.length).toBeGreaterThan(20);
    expect(rule.owasp.every((category) => /^API(?:10|[1-9]):2023$/.test(category))).toBe(true);
    expect(rule.id).toMatch(/^(?!no-|require-)[a-z]+(?:-[a-z]+)*$/);
  });

  test("says on its page how sure its findings are", async () => {
    const examples = await Promise.all(rule.examples.bad.map((part) => apiOfPart(part)));
    const faults = examples.flatMap((api) => [...rule.check(api)]);
    const isOther = faults.some(({ confidence = rule.confidence }) => confidence !== rule.confidence);
    if (isOther) expect(rule.isAsSureAsFields).toBe(true);
  });

  test("mends its first bad example in its first good one", () => {
    const [bad, fixed] = [pathsOf(rule.examples.bad[0]!), pathsOf(rule.examples.good[0]!)];
    expect(fixed.filter((named) => bad.includes(named))).not.toEqual([]);
  });

  test("says in three sentences how it is exploited", () => {
    expect(rule.exploit?.match(/[.!?](?:\s|$)/g)).toHaveLength(3);
    expect(rule.exploit).toMatch(/^[A-Z].*[.]$/);
  });

  test("names the standards by the words of these", () => {
    const unknown = rule.asvs?.filter((requirement) => !ASVS.has(requirement));
    expect(unknown, "to be looked up, and to be put into the table ASVS above").toEqual([]);
    const listed = Object.entries(OWASP_CWES).filter(([, cwes]) => rule.cwe.some((cwe) => cwes.includes(cwe)));
    const isNamed = listed.length === 0 || listed.some(([category]) => rule.owasp.includes(category));
    expect(isNamed ? [] : listed.map(([category]) => category)).toEqual([]);
  });
});

test("every rule has its file, its line in the index and its severity", () => {
  const files = readdirSync(`${ROOT}/src/rules`, { recursive: true, encoding: "utf8" }).map((file) =>
    path.basename(file, ".ts"),
  );
  const ids = RULES.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.filter((id) => !files.includes(id))).toEqual([]);
  const known = new Set(ids);
  const inConcerns = readdirSync(`${ROOT}/src/rules`, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => readdirSync(`${ROOT}/src/rules/${name}`).map((file) => path.basename(file, ".ts")));
  expect(
    inConcerns.filter((id) => !known.has(id)),
    "each rule has its line in src/rules/index.ts",
  ).toEqual([]);
  expect(
    [...defaultPolicy().severities.public.keys()].toSorted(),
    "each rule has its line in rulesets/recommended.yaml",
  ).toEqual(ids.toSorted());
});

test("the pages are those of the rules, and their list", async () => {
  const pages = readdirSync(`${ROOT}/docs/rules`).filter((file) => file !== "README.md");
  // One that is missing is told, and written, by the test of its rule.
  expect(pages.filter((page) => !RULES.some(({ id }) => page === `${id}.md`))).toEqual([]);
  const severities = defaultPolicy().severities.public;
  const rows = RULES.map(({ id, title, owasp, cwe, asvs }) =>
    [`[${id}](${id}.md)`, severities.get(id), title, owasp.join(", "), cwe.join(", "), asvs.join(", ") || "–"].join(
      " | ",
    ),
  );
  const table = [
    "rule | severity | what it finds | OWASP API 2023 | CWE | ASVS 5.0",
    "--- | --- | --- | --- | --- | ---",
    ...rows,
  ];
  await expect(
    `# Rules\n\n${table.map((row) => `| ${row} |`).join("\n")}\n\n[Coverage](../coverage.md) lists what other tools check, and what Sallyport does about each check.\n`,
  ).toMatchFileSnapshot(`${ROOT}/docs/rules/README.md`);
});

/** The lines at which a rule reports something in an example, each once. */
async function reportedLines(rule: Rule, example: string): Promise<number[]> {
  const api = await apiOfPart(example);
  const places = [...rule.check(api)].flatMap((fault) => [fault.at, ...(fault.places ?? []).map(({ at }) => at)]);
  return [...new Set(places.map((place) => api.document.locate(place).line))].toSorted((a, b) => a - b);
}

/** The paths of an example, whatever their parameters are called; where it has none, the names that it defines. */
function pathsOf(example: string): string[] {
  const names = [...example.matchAll(/^ {2}(\S[^:]*):/gm)].map(([, name]) => name!.replace(/\{[^}]*\}/g, "{}"));
  const paths = names.filter((name) => name.startsWith("/"));
  return paths.length > 0 ? paths : names;
}

function markedLines(example: string): number[] {
  return example.split("\n").flatMap((line, index) => (line.endsWith("# ✗") ? [index + 1] : []));
}
