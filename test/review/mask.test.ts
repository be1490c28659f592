import { describe, expect, test } from "vitest";
import { maskFor } from "../../src/review/mask.ts";
import { FORMATS } from "../../src/cli/outputs.ts";
import { folderWith, run } from "../cli/run.ts";

const SECRETS = {
  key: "AKIAQ3ZKR7T2M5XWV6UB",
  database: "kT9vQ2mZx",
  token: "ghp_q8Rk2Vw7Zt5Yp1Xc9Lm3Nb6Hd4Js0Gf2Ae1U",
  password: "Wint3rmorgen",
  known: "Zaunkoenig",
  address: "agnes.kovacs@telekom-hosting.hu",
  iban: "DE75501903000572918460",
};

/** Secrets wherever a description has text, beside what rules find fault with, so that they come into excerpts. */
const DESCRIPTION = `
openapi: 3.0.3
info: { title: "Exports ${SECRETS.key}", version: "${SECRETS.token}", description: "Ask ${SECRETS.address}" }
servers:
  - { url: "http://deploy:${SECRETS.database}@api.acme.io", description: "with ${SECRETS.token}" }
paths:
  /exports/${SECRETS.key}:
    get:
      operationId: get_${SECRETS.token}
      summary: Key ${SECRETS.key}
      security: []
      parameters:
        - { name: email, in: query, schema: { type: string, example: "${SECRETS.address}" } }
      responses:
        200:
          description: ${SECRETS.token}
          content:
            application/json:
              example: { password: "${SECRETS.password}", iban: "${SECRETS.iban}" }
              schema:
                type: object
                properties:
                  password:
                    type: string
                    example: ${SECRETS.password}
                  pin: { type: string, default: ${SECRETS.known} }
                  iban: { type: string, example: "${SECRETS.iban}" }
                  email: { type: string, default: "${SECRETS.address}" }
                  ${SECRETS.key}: { type: string, description: "${SECRETS.iban}" }
components:
  securitySchemes:
    basic: { type: http, scheme: basic, description: "curl -u deploy:x https://deploy:${SECRETS.database}@api.acme.io" }
security: [{ basic: [] }]
`;

describe("No credential and no personal data of a description is shown", () => {
  test.each(FORMATS)("in %s", async (format) => {
    const cwd = folderWith({ "openapi.yaml": DESCRIPTION });
    const { stdout, stderr } = await run(["review", "openapi.yaml", "--format", format], { cwd });
    expect(stdout.length).toBeGreaterThan(100);
    for (const secret of Object.values(SECRETS)) {
      expect(stdout).not.toContain(secret);
      expect(stderr).not.toContain(secret);
    }
  });

  test("on one line of JSON", async () => {
    const { parse } = await import("yaml");
    const cwd = folderWith({ "openapi.json": JSON.stringify(parse(DESCRIPTION)) });
    const { stdout } = await run(["review", "openapi.json", "--format", "json"], { cwd });
    for (const secret of Object.values(SECRETS)) expect(stdout).not.toContain(secret);
    expect(stdout).toContain("AKIA…");
  });
});

test("No credential is shown of what is refused", async () => {
  const cwd = folderWith({ "openapi.yaml": `openapi: ${SECRETS.key}\npaths: {}\n` });
  const { code, stdout, stderr } = await run(["review", "openapi.yaml", "--format", "json"], { cwd });
  expect(code).toBe(2);
  expect(stderr).toContain("AKIA…");
  expect(stdout + stderr).not.toContain(SECRETS.key);
});

describe("A line", () => {
  const data = { fields: [], looked: 0, declared: 0, flowsOf: () => [] };
  const mask = maskFor({ data, schemas: [], operations: [] });

  test.each([
    ["key: AKIAQ3ZKR7T2M5XWV6UB # old", "key: AKIA…60bc96 # old"],
    ["url: postgres://app:kT9vQ2mZx@db.acme.io/x", "url: postgres://app:…@db.acme.io/x"],
    ['"password": "hunter2",', '"password": "…",'],
    ["apiKey=f00ba7", "apiKey=…"],
    ["to: agnes.kovacs@telekom-hosting.hu", "to: a…"],
    ["card: 4242 4242 4242 4242", "card: 4242 4242 4242 4242"],
    ["card: 4929 7183 0264 9352", "card: …"],
    ["to: jane.doe@example.com", "to: jane.doe@example.com"],
    ["  MIIEowIBAAKCAQEAuEPzOUE+kiEH1WLiMeBytTEF856j0hOVcSUSUkZxKvqczkWM", "  …"],
    [
      "see #/components/schemas/PasswordResetCompletion/properties/newPassword",
      "see #/components/schemas/PasswordResetCompletion/properties/newPassword",
    ],
    ["password: string", "password: string"],
    ["password:", "password:"],
    ["password: { type: string }", "password: { type: string }"],
    ["passwordPolicy: strict-rules", "passwordPolicy: strict-rules"],
    ["securitySchemes: [apiKey]", "securitySchemes: [apiKey]"],
  ])("%s is shown as %s", (line, shown) => {
    expect(mask.line(line).text).toBe(shown);
  });

  test("keeps the mark on what it marked", () => {
    const line = "a: AKIAQ3ZKR7T2M5XWV6UB, b: c";
    const { text, columnOf } = mask.line(line);
    const at = line.indexOf("b: c") + 1;
    expect(text.slice(columnOf(at, "start") - 1, columnOf(at + 4, "end") - 1)).toBe("b: c");
    expect(text.slice(columnOf(4, "start") - 1, columnOf(24, "end") - 1)).toMatch(/^AKIA…[0-9a-f]{6}$/);
  });

  test("of a hostile length takes no time", () => {
    const started = performance.now();
    for (const piece of [
      "a@",
      "eyJa.",
      "://a:",
      "4111 ",
      "-----BEGIN PRIVATE KEY",
      "password: ",
      "AKIA",
      "x.y-",
      "9-9 ",
    ])
      mask.line(piece.repeat(40_000 / piece.length));
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
