import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { maskFor } from "../../src/review/mask.ts";
import type { AssessedApi } from "../../src/exposure/assessed-api.ts";
import { FORMAT_NAMES } from "../../src/report/formats/registry.ts";
import { envelopeIn, folderWith, run } from "../cli/run.ts";

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
  test.each(FORMAT_NAMES)("in %s", async (format) => {
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

describe("An excerpt shows no credential that its file has in other letters", () => {
  const letters = SECRETS.token.slice(4);
  const continued = SECRETS.token.slice(20);
  const hook = ["https:", "", "hooks.slack.com", "services", "T5G1X3J1L", "B7R8431RUPF", "r4CpWDKNQyvbF2ulFnwZqvr4"];
  const propertiesOf = (lines: string): string =>
    `openapi: 3.1.0\ninfo: { title: T, version: "1" }\npaths:\n  /a:\n    post:\n      requestBody:\n        content:\n          application/json:\n            schema:\n              properties:\n${lines}`;
  test.each([
    [
      "escaped in a value",
      propertiesOf(`                password: { default: "\\x67\\u0068p_${letters}" }\n`),
      letters,
    ],
    [
      "escaped in a key",
      propertiesOf(
        `                "\\u0067hp_${letters}": { default: x }\n                password: { default: y }\n`,
      ),
      letters,
    ],
    [
      "over two lines",
      propertiesOf(
        `                password: { default: "${SECRETS.token.slice(0, 20)}\\\n                  ${continued}" }\n`,
      ),
      continued,
    ],
    [
      "with escaped slashes",
      propertiesOf(`                password: { default: "${hook.join("\\/")}" }\n`),
      hook.at(-1)!,
    ],
  ])("%s", async (_, text, secret) => {
    const cwd = folderWith({ "openapi.yaml": text });
    for (const format of ["json", "html", "text"]) {
      const { stdout } = await run(["review", "openapi.yaml", "--format", format], { cwd });
      expect(stdout).toContain("password");
      expect(stdout).not.toContain(secret);
    }
  });
});

test("One text has one mask, so that what names an operation or a field still does", async () => {
  const cwd = folderWith({ "openapi.yaml": DESCRIPTION });
  const { stdout } = await run(["review", "openapi.yaml", "--format", "json"], { cwd });
  const [review] = envelopeIn(stdout).reviews;
  const operations = new Set(review!.operations.map(({ id }) => id));
  const fields = new Set(review!.fields.map(({ file, pointer }) => `${file}${pointer}`));
  const named = [
    ...review!.fields.flatMap(({ flows }) => flows.map(({ operation }) => operation)),
    ...review!.findings.flatMap((finding) => finding.operations),
    ...review!.tests.map(({ operation }) => operation),
    ...review!.schemes.flatMap(({ usedBy }) => usedBy),
  ];
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter((id) => !operations.has(id))).toEqual([]);
  expect(named.some((id) => id.includes("AKIA…"))).toBe(true);
  expect(review!.findings.flatMap((finding) => finding.fields).filter((field) => !fields.has(field))).toEqual([]);
});

test("Fingerprints are made before anything is masked", async () => {
  const descriptionOf = (password: string): string =>
    `openapi: 3.0.3\ninfo: { title: T, version: "1" }\npaths: { "/x/http://b:${password}@c": { get: { responses: { 200: { description: ok } } } } }\n`;
  const cwd = folderWith({ "a.yaml": descriptionOf("Wint3rmorgen"), "b.yaml": descriptionOf("S0mmerabend") });
  const { stdout } = await run(["review", "a.yaml", "b.yaml", "--format", "json"], { cwd });
  const [a, b] = envelopeIn(stdout).reviews.map(({ findings }) =>
    findings.flatMap(({ places }) => places.filter(({ operation }) => operation !== null)),
  );
  expect(a!.map(({ operation }) => operation)).toEqual(b!.map(({ operation }) => operation));
  expect(a!.map(({ fingerprint }) => fingerprint)).not.toEqual(b!.map(({ fingerprint }) => fingerprint));
});

test("A portfolio shows nothing that a review of an older version did", async () => {
  const cwd = folderWith({ "openapi.yaml": DESCRIPTION });
  const { stdout } = await run(["review", "openapi.yaml", "--format", "json"], { cwd });
  const older = stdout.replaceAll(/"owner": null/g, `"owner": "${SECRETS.token}"`);
  writeFileSync(path.join(cwd, "older.json"), older);
  const { stdout: portfolio } = await run(["portfolio", "older.json", "--format", "json"], { cwd });
  expect(older).toContain(SECRETS.token);
  expect(portfolio).toContain("ghp_…");
  expect(portfolio).not.toContain(SECRETS.token);
});

test("No credential is shown of what is refused", async () => {
  const cwd = folderWith({ "openapi.yaml": `openapi: ${SECRETS.key}\npaths: {}\n` });
  const { code, stdout, stderr } = await run(["review", "openapi.yaml", "--format", "json"], { cwd });
  expect(code).toBe(2);
  expect(stderr).toContain("AKIA…");
  expect(stdout + stderr).not.toContain(SECRETS.key);
});

test.each(FORMAT_NAMES)("%s shows no key that a gateway sends to the service behind it", async (format) => {
  const key = "ld-prod-7f3c91d2a8e4";
  const cwd = folderWith({
    "openapi.json": JSON.stringify(
      {
        openapi: "3.0.3",
        info: { title: "Results", version: "1" },
        paths: {
          "/results": {
            get: {
              "x-amazon-apigateway-integration": {
                type: "http",
                uri: "http://lab.acme.io/results",
                requestParameters: { "integration.request.header.X-Lab-Key": `'${key}'` },
              },
              responses: { "200": { description: "All." } },
            },
          },
        },
      },
      undefined,
      2,
    ),
  });
  const { stdout, stderr } = await run(["review", "openapi.json", "--format", format], { cwd });
  expect(stdout).not.toBe("");
  expect(stdout + stderr).not.toContain(key);
});

describe("A line", () => {
  const data = {
    fields: [],
    looked: 0,
    declared: 0,
    confirmable: new Set<string>(),
    confirmed: new Map(),
    flowsOf: () => [],
  };
  const document = { sources: () => [] } as unknown as AssessedApi["document"]; // all that the mask asks of it
  const mask = maskFor({ data, document, operations: [] });

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
    [
      "see https://api.acme.io/token/3fa85f64-5717-4562-b3fc-2c963f66afa6",
      "see https://api.acme.io/token/3fa85f64-5717-4562-b3fc-2c963f66afa6",
    ],
    ["commit: 714552c6148e1617aeab526d0606184b94a80ec0", "commit: 714552c6148e1617aeab526d0606184b94a80ec0"],
    ["id: 3fa85f64-5717-4562-b3fc-2c963f66afa6", "id: 3fa85f64-5717-4562-b3fc-2c963f66afa6"],
    [
      "token type application/vnd.oai.openapi+json;version=3.0",
      "token type application/vnd.oai.openapi+json;version=3.0",
    ],
    ["token: createUserAccessToken2Response", "token: createUserAccessToken2Response"],
    ["Basic authentication, or a Bearer token", "Basic authentication, or a Bearer token"],
    ["Authorization: Bearer YOUR_ACCESS_TOKEN", "Authorization: Bearer YOUR_ACCESS_TOKEN"],
    ["- AuthorizationBearer2WithRefresh: []", "- AuthorizationBearer2WithRefresh: []"],
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

test("No credential that somebody wrote into the register is shown", async () => {
  const cwd = folderWith({ "openapi.yaml": DESCRIPTION });
  await run(["register", "update", "openapi.yaml", "--root", "."], { cwd });
  const file = path.join(cwd, ".sallyport/register.yaml");
  writeFileSync(file, readFileSync(file, "utf8").replaceAll(/ticket: .*\n|title: .*\n/g, `title: ${SECRETS.token}\n`));
  expect(readFileSync(file, "utf8")).toContain(SECRETS.token);
  for (const args of [["list"], ["update", "openapi.yaml"]]) {
    const { code, stdout, stderr } = await run(["register", ...args, "--root", "."], { cwd });
    expect(code).toBe(0);
    expect(stdout + stderr).not.toContain(SECRETS.token);
  }
});
