import { readdirSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { defaultPolicy } from "../../src/policy/default-policy.ts";
import { RULES } from "../../src/rules/index.ts";
import { rulePage } from "../../src/rules/rule-page.ts";
import { apiOfPart } from "./description-of.ts";
import type { Rule } from "../../src/rules/rule.ts";

const ROOT = path.resolve(import.meta.dirname, "../..");

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
    await expect(rulePage(rule, defaultPolicy().severities.public.get(rule.id) ?? "off")).toMatchFileSnapshot(
      `${ROOT}/docs/rules/${rule.id}.md`,
    );
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
});

test("every rule has its file, its line in the index and its severity", () => {
  const files = readdirSync(`${ROOT}/src/rules`, { recursive: true, encoding: "utf8" }).map((file) =>
    path.basename(file, ".ts"),
  );
  const ids = RULES.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.filter((id) => !files.includes(id))).toEqual([]);
  expect([...defaultPolicy().severities.public.keys()].toSorted()).toEqual(ids.toSorted());
});

test("the pages are those of the rules, and their list", async () => {
  const pages = readdirSync(`${ROOT}/docs/rules`).filter((file) => file !== "README.md");
  expect(pages.toSorted()).toEqual(RULES.map(({ id }) => `${id}.md`).toSorted());
  const severities = defaultPolicy().severities.public;
  const rows = RULES.map(
    ({ id, title, owasp }) => `| [${id}](${id}.md) | ${severities.get(id)} | ${title} | ${owasp.join(", ")} |`,
  );
  await expect(
    ["# Rules", "", "| rule | severity | what it finds | OWASP |", "| --- | --- | --- | --- |", ...rows, ""].join("\n"),
  ).toMatchFileSnapshot(`${ROOT}/docs/rules/README.md`);
});

/** The lines at which a rule reports something in an example, each once. */
async function reportedLines(rule: Rule, example: string): Promise<number[]> {
  const api = await apiOfPart(example);
  const places = [...rule.check(api)].flatMap((fault) => [fault.at, ...(fault.places ?? []).map(({ at }) => at)]);
  return [...new Set(places.map((place) => api.document.locate(place).line))].toSorted((a, b) => a - b);
}

function markedLines(example: string): number[] {
  return example.split("\n").flatMap((line, index) => (line.endsWith("# ✗") ? [index + 1] : []));
}
