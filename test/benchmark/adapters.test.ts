import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import * as ibm from "../../benchmark/adapters/ibm.mjs";
import { ADAPTERS } from "../../benchmark/adapters/index.mjs";
import * as redocly from "../../benchmark/adapters/redocly.mjs";
import * as sallyport from "../../benchmark/adapters/sallyport.mjs";
import * as spectral from "../../benchmark/adapters/spectral.mjs";
import { RESULTS } from "../../benchmark/kept.mjs";
import { modulesOf } from "../../benchmark/peers.mjs";
import { judged } from "../../benchmark/score.mjs";
import { readApi, WEAKNESSES } from "../../benchmark/truth.mjs";
import { RULES } from "../../src/rules/index.ts";
import { folderWith, run } from "../cli/run.ts";

const SHED = path.join(import.meta.dirname, "apis/tool-shed");
const shed = readApi(SHED);

interface Row {
  readonly owasp: readonly string[];
  readonly weaknesses: readonly string[];
}

interface Mention extends Row {
  readonly kind: string;
  readonly rule: string;
  readonly severity: string;
  readonly operations: readonly string[];
  readonly schemes: readonly string[];
}

describe("the tables of what rules are about", () => {
  const peers = ADAPTERS.filter(({ tool }) => tool.id !== "sallyport");

  test.each(peers.map((adapter) => [adapter.tool.id, adapter.TABLE as Record<string, Row | Row[]>] as const))(
    "of %s name OWASP categories and weaknesses",
    (_id, table) => {
      expect(unknownIn(Object.values(table).flat())).toEqual([]);
    },
  );

  test("of Sallyport too, with a row for each of its rules and no other", () => {
    const { rules, ...hints } = sallyport.TABLE;
    expect(Object.keys(rules).toSorted(), "each rule has its line in benchmark/adapters/sallyport.rules.json").toEqual(
      RULES.map(({ id }) => id).toSorted(),
    );
    expect(
      Object.values<(string | { readonly weaknesses: readonly string[] })[]>(rules)
        .flat()
        .flatMap((row) => (typeof row === "string" ? [row] : row.weaknesses))
        .filter((one) => !(one in WEAKNESSES)),
      "each kind of weakness is one of benchmark/weaknesses.json",
    ).toEqual([]);
    expect(unknownIn(Object.values<Record<string, Row>>(hints).flatMap((table) => Object.values(table)))).toEqual([]);
  });

  test("of Spectral have a row for each rule of its OWASP ruleset", async () => {
    const { default: ruleset } = await import("@stoplight/spectral-owasp-ruleset");
    const { rules } = ruleset as unknown as { readonly rules: object }; // its types have the CommonJS shape
    expect(Object.keys(spectral.TABLE).toSorted()).toEqual(Object.keys(rules).toSorted());
  });

  function unknownIn(rows: readonly Row[]): string[] {
    return rows.flatMap(({ owasp, weaknesses }) => [
      ...owasp.filter((one) => !/^API(?:[1-9]|10)$/.test(one)),
      ...weaknesses.filter((one) => !(one in WEAKNESSES)),
    ]);
  }
});

test("each pattern over Sallyport's messages fits one that it says today", () => {
  const folder = path.join(RESULTS, "sallyport");
  const messages = readdirSync(folder).flatMap((name): readonly { rule: string; message: string }[] => {
    const { findings = [] } = JSON.parse(readFileSync(path.join(folder, name), "utf8")) as {
      findings?: readonly { rule: string; message: string }[];
    };
    return findings;
  });
  const { rules }: { rules: Readonly<Record<string, readonly (string | { readonly only?: string })[]>> } =
    sallyport.TABLE;
  const stale = Object.entries(rules).flatMap(([rule, rows]) =>
    rows.flatMap((row) => {
      const only = typeof row === "string" ? undefined : row.only;
      if (only === undefined) return [];
      const isSaid = messages.some((one) => one.rule === rule && new RegExp(only).test(one.message));
      return isSaid ? [] : [`${rule}: ${only}`];
    }),
  );
  expect(stale).toEqual([]);
});

test("Sallyport: findings, what stands under an assumption, questions, tests, fields and verdict are read", async () => {
  const { stdout } = await run(["review", "openapi.yaml", "--root", ".", "--format", "json"], { cwd: SHED });
  const result = sallyport.resultOf(JSON.parse(stdout));
  const said = sallyport.read(result, shed.description);
  const kinds = new Set(said.mentions.map(({ kind }: Mention) => kind));
  expect([...kinds].toSorted()).toEqual(["finding", "question", "test"]);
  expect(said.verdict).toBe(result.verdict);
  const score = judged(shed, said);
  expect(score.flaws[0]).toMatchObject({ found: true });
  expect(score.flaws[1]).toMatchObject({ found: true, outright: true });
  expect(score.flaws[2]).toMatchObject({ found: false, asked: true });
  expect(score.fields).toMatchObject({ wrong: [], missed: [] });
});

test("Sallyport: what only an assumption's answer would show is conditional", async () => {
  const cwd = folderWith({
    "openapi.yaml": readFileSync("examples/fitness-without-sign-up/openapi.yaml", "utf8"),
  });
  const { stdout } = await run(["review", "openapi.yaml", "--format", "json"], { cwd });
  const description = { ...shed.description, namedAt: () => ({ fields: [], objects: [], schemes: [] }) };
  const { mentions, verdict } = sallyport.read(sallyport.resultOf(JSON.parse(stdout)), description);
  expect(verdict).toBe("insufficient-evidence");
  const conditional = mentions.filter(({ kind }: Mention) => kind === "conditional");
  expect(conditional.map(({ rule }: Mention) => rule)).toContain("bola-other-users-data");
});

test("Spectral: its real findings name operations, fields and schemes", () => {
  const modules = modulesOf(spectral.tool);
  const result = spectral.run({
    folder: SHED,
    entry: "openapi.yaml",
    modules,
    bin: (name: string) => path.join(modules, ".bin", name),
    scratch: (name: string, text: string) => path.join(folderWith({ [name]: text }), name),
  });
  const { mentions } = spectral.read(result, shed.description);
  expect(pick(mentions, "owasp:api2:2023-write-restricted")).toEqual([["high", ["POST /import"], []]]);
  expect(pick(mentions, "owasp:api2:2023-no-http-basic")).toEqual([["high", [], ["basic"]]]);
  expect(pick(mentions, "owasp:api1:2023-no-numeric-ids")).toEqual([
    ["high", ["GET /members/{id}", "PUT /members/{id}"], []],
  ]);
  expect(
    judged(shed, spectral.read(result, shed.description)).flaws.map(({ found }: { found: boolean }) => found),
  ).toEqual([false, false, true, true]);
});

test("Redocly: an output of version 2.77.0 is read", () => {
  const result = redocly.resultOf({ stdout: output("redocly.json"), stderr: "" }, { folder: SHED });
  const { mentions } = redocly.read(result, shed.description);
  expect(pick(mentions, "rule/http-basic")).toEqual([["high", [], ["basic"]]]);
  expect(pick(mentions, "operation-4xx-response")).toEqual([["medium", ["GET /members/{id}"], []]]);
  expect(mentions.find(({ rule }: Mention) => rule === "rule/https-servers")).toMatchObject({
    weaknesses: ["cleartext"],
    owasp: ["API8:2023"],
  });
  expect(mentions.find(({ rule }: Mention) => rule === "info-license")).toMatchObject({ weaknesses: [], owasp: [] });
});

test("IBM's validator: an output of version 1.38.4 is read, and paths without a file find theirs", () => {
  const at = { folder: SHED, entry: "openapi.yaml" };
  const result = ibm.resultOf({ stdout: output("ibm.json"), stderr: "" }, at);
  const places = result.findings.flatMap((one: { at: string[] }) => one.at);
  expect(places).toContain("parts/member.yaml#/properties");
  const { mentions } = ibm.read(result, shed.description);
  expect(pick(mentions, "ibm-integer-attributes")).toEqual([["high", ["GET /members/{id}", "PUT /members/{id}"], []]]);
});

test("IBM's validator: a mapping may hold for some messages of a rule alone", () => {
  const about = (rule: string, message: string) => {
    const findings = [{ rule, severity: "warning", message, at: ["openapi.yaml#/security"] }];
    return ibm.read({ refused: null, findings }, shed.description).mentions[0].weaknesses;
  };
  expect(about("ibm-securityschemes", "An undefined security scheme is referenced")).toContain("no-authentication");
  expect(about("ibm-securityschemes", "A security scheme is defined but never used")).toEqual([]);
  expect(about("ibm-integer-attributes", "Integer schemas should define property 'maximum'")).toContain(
    "resource-consumption",
  );
  expect(about("ibm-integer-attributes", "Integer schemas should define property 'minimum'")).toEqual([
    "input-validation",
  ]);
});

test("a description that a tool cannot read is told apart from a run that failed", () => {
  const refused = ibm.resultOf(
    { stdout: "", stderr: "[ERROR] Only OpenAPI 3.0.x and 3.1.x documents are currently supported." },
    { folder: SHED, entry: "openapi.yaml" },
  );
  expect(refused.refused).toBe("Only OpenAPI 3.0.x and 3.1.x documents are currently supported");
  expect(() => redocly.resultOf({ stdout: "", stderr: "Please provide a valid path" }, { folder: SHED })).toThrow(
    "Please provide a valid path",
  );
  expect(() => spectral.resultOf({ stdout: "", stderr: "no ruleset" }, { folder: SHED })).toThrow("no ruleset");
});

function pick(mentions: readonly Mention[], rule: string): unknown[] {
  return mentions
    .filter((one) => one.rule === rule)
    .map(({ severity, operations, schemes }) => [severity, operations, schemes])
    .slice(0, 1);
}

function output(name: string): string {
  return readFileSync(path.join(import.meta.dirname, "outputs", name), "utf8");
}
