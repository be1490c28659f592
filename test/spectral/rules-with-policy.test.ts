import { writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { envelopeIn, folderWith, run } from "../cli/run.ts";

describe("rules, with a policy", () => {
  const cwd = folderWith({
    "api.yaml": 'openapi: 3.0.3\ninfo: { title: T, version: "1" }\npaths: {}\n',
    "sallyport.yaml": "rulesets: { partner: ./strict.yaml, public: [./strict.yaml, ./own.yaml] }\n",
    "other.yaml": "ceilings: { partner: { things: public }, anonymous: { caller: internal } }\n",
    "strict.yaml":
      "extends: sallyport:partner\nrules: { basic-auth: error }\noverrides: [{ files: ['api.yaml#/paths/~1a'], rules: { shared-key: off } }]\n",
    "own.yaml": "rules: { acme-title: { severity: info, given: $.info, then: { field: title, function: truthy } } }\n",
  });
  const linesOf = (stdout: string, words: readonly string[]) =>
    stdout
      .split("\n")
      .filter((line) => words.some((word) => line.trimStart().startsWith(word)))
      .map((line) => line.trim().replaceAll(/ {2,}/g, " | "));

  test("says what each classification makes of each rule, and which ruleset says so", async () => {
    const { code, stdout, stderr } = await run(["rules", "api.yaml"], { cwd });
    expect([code, stderr]).toEqual([0, ""]);
    expect(linesOf(stdout, ["The policy", "rule ", "basic-auth", "shared-key", "acme-title", "partner:", "public:"]))
      .toMatchInlineSnapshot(`
        [
          "rule | private | partner | public | set by | title",
          "shared-key | high | high | high | sallyport:recommended | Sensitive data is behind a credential that all callers share",
          "basic-auth | low | high | high | sallyport:private, strict.yaml | HTTP Basic authentication sends the password with every request",
          "acme-title | off | off | low | own.yaml",
          "partner: shared-key is off in api.yaml#/paths/~1a",
          "public: shared-key is off in api.yaml#/paths/~1a",
        ]
      `);
  });

  test("is of the sallyport.yaml that --config names", async () => {
    const { stdout } = await run(["rules", "api.yaml", "--config", "other.yaml"], { cwd });
    expect(linesOf(stdout, ["The policy", "basic-auth", "acme-title"])).toMatchInlineSnapshot(`[]`);
  });

  test("shows the ceilings, and which of them are set", async () => {
    const { stdout } = await run(["rules", "api.yaml", "--ceilings", "--config", "other.yaml"], { cwd });
    expect(stdout).toMatchInlineSnapshot(`""`);
  });

  test("is refused with the place of a fault", async () => {
    const broken = folderWith({ "sallyport.yaml": "rulesets: ./r.yaml\n", "r.yaml": "rules: { x: { given: $ } }\n" });
    expect(await run(["rules"], { cwd: broken })).toMatchObject({
      code: 2,
      stdout: "",
      stderr: expect.stringContaining("error: r.yaml:1:10 rules.x has no then;") as unknown,
    });
  });

  test("--only and --skip know the rules of rulesets", async () => {
    const review = async (...args: readonly string[]) => {
      const { code, stdout, stderr } = await run(["review", "api.yaml", "--format", "json", ...args], { cwd });
      return code === 2 ? stderr : envelopeIn(stdout).reviews[0]!.findings.map(({ rule }) => rule);
    };
    const untitled =
      'openapi: 3.0.3\ninfo: { version: "1" }\nx-audience: public\npaths: { /a: { get: { security: [], responses: { "204": { description: none } } } } }\n';
    writeFileSync(path.join(cwd, "untitled.yaml"), untitled);
    expect(await review("--only", "acme-title")).toEqual([]);
    expect(await review("--only", "acme-titel")).toContain('Did you mean "acme-title"?');
    expect(await review("--skip", "acme-titel")).toContain('Did you mean "acme-title"?');
    const all = await run(["review", "untitled.yaml", "--format", "json"], { cwd });
    const rules = envelopeIn(all.stdout).reviews[0]!.findings.map(({ rule }) => rule);
    expect(rules).toContain("acme-title");
    const only = await run(["review", "untitled.yaml", "--format", "json", "--only", "acme-title"], { cwd });
    expect(envelopeIn(only.stdout).reviews[0]!.findings.map(({ rule }) => rule)).toEqual(["acme-title"]);
    const skipped = await run(["review", "untitled.yaml", "--format", "json", "--skip", "acme-title"], { cwd });
    expect(envelopeIn(skipped.stdout).reviews[0]!.findings.map(({ rule }) => rule)).not.toContain("acme-title");
  });
});
