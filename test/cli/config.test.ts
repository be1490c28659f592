import { symlinkSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { folderWith, run } from "./run.ts";

const API = `openapi: 3.1.0
info: { title: Stock, version: "1" }
paths: {}
`;
const TOP = `gate: { failOn: medium }
sla: { critical: 3, high: 14 }
audience: private
rules:
  basic-auth: off
  state-changing-get: low
waivers:
  - { rule: basic-auth, operation: GET /a, reason: Old, owner: Jo, approver: Li, until: 2027-01-01 }
apis:
  - files: services/riders/*.yaml
    owner: Services
`;
const NESTED = `audience: { paths: { "/a/**": public } }
network: { internal: ["*.rider.corp", x.example] }
data:
  fields:
    User.handle: { sensitivity: public, reason: Handles are public }
rules: { state-changing-get: { public: high } }
waivers:
  - { rule: basic-auth, operation: GET /b, reason: New, owner: Jo, approver: Li, until: 2027-01-01 }
`;

const cwd = folderWith({
  ".git/HEAD": "",
  "sallyport.yaml": TOP,
  "services/riders/sallyport.yaml": NESTED,
  "services/riders/openapi.yaml": API,
  "services/empty/openapi.yaml": API,
});

interface Shown {
  readonly files: readonly string[];
  readonly settings: readonly {
    readonly key: string;
    readonly value: unknown;
    readonly file: string | null;
    readonly line: number | null;
  }[];
  readonly apis?: unknown;
}

async function shown(...args: readonly string[]): Promise<Shown> {
  const { code, stdout, stderr } = await run(["config", ...args, "--format", "json"], { cwd });
  expect([code, stderr]).toEqual([0, ""]);
  return JSON.parse(stdout) as Shown; // its own shape is what is looked at
}

/** What is said of keys, and where. */
async function said(key: RegExp, ...args: readonly string[]) {
  const { settings } = await shown(...args);
  return settings
    .filter((setting) => key.test(setting.key))
    .map(({ key: name, value, file, line }) => `${name} ${JSON.stringify(value)} ${file ?? "default"}:${line ?? ""}`);
}

describe("sallyport config", () => {
  test("prints what is in force for a description, with the place of each setting, as YAML", async () => {
    const { code, stdout, stderr } = await run(["config", "services/riders/openapi.yaml"], { cwd });
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatchInlineSnapshot(`
      "# The settings in force for services/riders/openapi.yaml, from:
      #   services/riders/sallyport.yaml
      #   sallyport.yaml
      # The severity of each rule: sallyport rules services/riders/openapi.yaml

      audience:
        paths:
          /a/**: public # services/riders/sallyport.yaml:1
        default: private # sallyport.yaml:3
      owner: Services # sallyport.yaml:11
      network:
        internal: [ "*.rider.corp", x.example ] # services/riders/sallyport.yaml:2
      data:
        fields:
          User.handle: { sensitivity: public, reason: Handles are public } # services/riders/sallyport.yaml:5
      rules:
        state-changing-get:
          public: high # services/riders/sallyport.yaml:6
        basic-auth: off # sallyport.yaml:5
      waivers:
        # sallyport.yaml:8
        - rule: basic-auth
          operation: GET /a
          reason: Old
          owner: Jo
          approver: Li
          until: 2027-01-01
        # services/riders/sallyport.yaml:8
        - rule: basic-auth
          operation: GET /b
          reason: New
          owner: Jo
          approver: Li
          until: 2027-01-01
      acceptRequests: false # default
      ceilings:
        anonymous:
          caller: restricted # default
          tenant: public # default
          population: public # default
          counterparty: public # default
        self-registered:
          caller: restricted # default
          tenant: restricted # default
          population: internal # default
          counterparty: confidential # default
        partner:
          caller: restricted # default
          tenant: restricted # default
          population: confidential # default
          counterparty: confidential # default
        private:
          caller: restricted # default
          tenant: restricted # default
          population: restricted # default
          counterparty: restricted # default
      gate:
        failOn: medium # sallyport.yaml:1
        weakenedAuthentication: fail # default
        widenedExposure: confidential # default
        lostEvidence: fail # default
        allowedToAgents: fail # default
        removed: fail # default
        expiredWaivers: fail # default
        decisiveAssumptions: fail # default
        policyChange: report # default
        policyAge: 14 # default
        overdue: touched # default
      sla:
        critical: 3 # sallyport.yaml:2
        high: 14 # sallyport.yaml:2
      accept:
        days: 365 # default
      register: .sallyport/register.yaml # default
      "
    `);
    expect(parse(stdout)).toMatchObject({
      owner: "Services",
      gate: { failOn: "medium" },
      sla: { critical: 3, high: 14 },
    });
  });

  test("or as JSON, by keys", async () => {
    const file = "services/riders/openapi.yaml";
    expect(await said(/^(?:audience|owner|sla|gate\.(?:failOn|overdue)|rules|waivers)/, file)).toMatchInlineSnapshot(`
      [
        "audience.paths["/a/**"] "public" services/riders/sallyport.yaml:1",
        "audience.default "private" sallyport.yaml:3",
        "owner "Services" sallyport.yaml:11",
        "rules.state-changing-get.public "high" services/riders/sallyport.yaml:6",
        "rules.basic-auth "off" sallyport.yaml:5",
        "waivers[0] {"rule":"basic-auth","operation":"GET /a","reason":"Old","owner":"Jo","approver":"Li","until":"2027-01-01"} sallyport.yaml:8",
        "waivers[1] {"rule":"basic-auth","operation":"GET /b","reason":"New","owner":"Jo","approver":"Li","until":"2027-01-01"} services/riders/sallyport.yaml:8",
        "gate.failOn "medium" sallyport.yaml:1",
        "gate.overdue "touched" default:",
        "sla.critical 3 sallyport.yaml:2",
        "sla.high 14 sallyport.yaml:2",
      ]
    `);
    expect((await shown(file)).files).toEqual(["services/riders/sallyport.yaml", "sallyport.yaml"]);
  });

  test("of a folder it is what holds for descriptions there, and where some differ", async () => {
    const here = await shown("services/empty");
    expect([here.files, here.apis]).toEqual([
      ["sallyport.yaml"],
      [{ file: "sallyport.yaml", line: 10, files: ["services/riders/*.yaml"] }],
    ]);
    expect(await said(/^owner/, "services/riders")).toEqual([]);
    expect(await said(/^network/, "services/riders")).toHaveLength(1);
    expect(await said(/^audience/)).toEqual(['audience.default "private" sallyport.yaml:3']);
  });

  test("names files as they are opened from the current folder", async () => {
    const { stdout } = await run(["config"], { cwd: path.join(cwd, "services", "riders") });
    expect(stdout).toMatch(/^# The settings in force for descriptions in this folder, from:\n/);
    expect(stdout).toMatch(/^#   sallyport\.yaml\n#   \.\.\/\.\.\/sallyport\.yaml\n/m);
    expect(stdout).toContain("failOn: medium # ../../sallyport.yaml:1");
  });

  test("has the defaults where nothing is configured, and one file with --config", async () => {
    const empty = folderWith({ "api.yaml": API, "mine.yaml": "owner: Mine" });
    const { stdout } = await run(["config", "api.yaml"], { cwd: empty });
    expect(stdout).toMatch(/^# No sallyport\.yaml is in force for api\.yaml\. The defaults:\n/);
    expect(stdout).toMatch(/\n {2}failOn: high # default\n/);
    const mine = await run(["config", "api.yaml", "--config", "mine.yaml"], { cwd: empty });
    expect(mine.stdout).toContain("owner: Mine # mine.yaml:1\n");
  });

  test.each([
    ["a mistake", { "a/sallyport.yaml": "owner: [a]" }, "a/api.yaml", "a/sallyport.yaml:1:8 owner is a list"],
    ["a name that is not read", { "a/.sallyport.yaml": "" }, "a/api.yaml", "a/.sallyport.yaml is not read"],
    ["a rule that there is not", { "a/sallyport.yaml": "rules: { x-y-z: low }" }, "a", "there is no rule"],
    ["a missing description", {}, "a/gone.yaml", "there is no such file"],
  ])("refuses %s", async (_, files, spec, told) => {
    const other = folderWith({ "a/api.yaml": API, ...files });
    const { code, stderr } = await run(["config", spec], { cwd: other });
    expect([code, stderr]).toEqual([2, expect.stringContaining(told)]);
  });

  test("shows no credential, and nothing that a terminal or a pipeline would obey", async () => {
    const secret = ["ghp", "0123456789abcdefghijklmnopqrstuvwxyzAB".slice(0, 36)].join("_");
    const hostile = folderWith({
      "a\n::error::b/api.yaml": API,
      "a\n::error::b/sallyport.yaml": `owner: "${secret}"\naudience: { tags: { "\\e[31mred\\u202e": public, "x\\n::warning::y": public } }\n`,
    });
    const { code, stdout } = await run(["config", "a\n::error::b/api.yaml"], { cwd: hostile });
    expect(code).toBe(0);
    expect(stdout).not.toContain(secret);
    expect(stdout).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]|^\s*::/mu);
  });

  test("never reads above the root of the repository", async () => {
    const outer = folderWith({ "sallyport.yaml": "owner: Outside", "in/.git/HEAD": "", "in/a/api.yaml": API });
    symlinkSync("../../sallyport.yaml", path.join(outer, "in", "a", "sallyport.yaml"));
    const inside = path.join(outer, "in");
    const { code, stderr } = await run(["config", "a/api.yaml"], { cwd: inside });
    expect([code, stderr]).toEqual([2, expect.stringContaining("it is outside the root")]);
    const { stdout } = await run(["config", "."], { cwd: inside });
    expect(stdout).not.toContain("Outside");
  });
});

test.each([
  ["the current folder", [], "services/riders"],
  ["a folder", ["services/riders"], "."],
  ["a description", ["services/riders/openapi.yaml"], "."],
])("rules of %s are what its files and those above it say", async (_what, words, below) => {
  const { code, stdout } = await run(["rules", ...words], { cwd: path.join(cwd, below) });
  expect([code, stdout.split(". ")[0]]).toEqual([0, "Policy: services/riders/sallyport.yaml and sallyport.yaml"]);
});
