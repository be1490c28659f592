import { describe, expect, test } from "vitest";
import { envelopeIn, folderWith, run } from "./run.ts";

/* What somebody meets who tries the program on an API of their own for the first time. */

const BILLS = `openapi: 3.0.3
info: { title: Bills, version: "2", description: "Every customer gets an API key in the portal." }
servers: [{ url: https://api.acme.io }]
security: [{ key: [] }]
paths:
  /bills/{billId}:
    parameters: [{ name: billId, in: path, required: true, schema: { type: integer } }]
    get: { responses: { "200": { description: One., content: { application/json: { schema: { $ref: "#/components/schemas/Bill" } } } } } }
  /bills/{billId}/pdf:
    parameters: [{ name: billId, in: path, required: true, schema: { type: integer } }]
    get:
      security: []
      responses: { "200": { description: The bill., content: { application/pdf: { schema: { type: string, format: binary } } } } }
components:
  securitySchemes: { key: { type: apiKey, in: query, name: api_key } }
  schemas: { Bill: { type: object, properties: { id: { type: integer }, debtorName: { type: string }, iban: { type: string } } } }
`;

const words = (text: string): string => text.replaceAll(/\s+/g, " ");

async function reviewOf(text: string, settings?: string) {
  const cwd = folderWith({ "api.yaml": text, ...(settings === undefined ? {} : { "sallyport.yaml": settings }) });
  return envelopeIn((await run(["review", "api.yaml", "--format", "json"], { cwd })).stdout).reviews[0]!;
}

test("a document that anybody reads by its number is one finding, and not open beside its siblings as well", async () => {
  const { findings } = await reviewOf(BILLS);
  const open = findings.filter(({ rule }) => rule === "unauthenticated-operation");
  expect(open.map(({ title }) => title)).toEqual(["Unauthenticated documents with guessable names or numbers (BOLA)"]);
});

test("a key of each customer in the URL is told as that, and not as one of all of them", async () => {
  const { findings } = await reviewOf(BILLS);
  const [found, ...others] = findings.filter(({ rule }) => rule === "shared-key");
  expect(others).toEqual([]);
  expect(found).toMatchObject({
    title: "Sensitive data is behind a key in the URL alone",
    remediation: expect.stringMatching(/^Send the key in a header/),
  });
  const shared = BILLS.replace(
    "in: query, name: api_key",
    "in: query, name: api_key, description: One key for all apps",
  );
  expect((await reviewOf(shared)).findings.find(({ rule }) => rule === "shared-key")?.title).toBe(
    "Sensitive data is behind a credential that all callers share",
  );
});

test("who closes a door is told of nothing that became worse", async () => {
  const cwd = folderWith({ "base.yaml": BILLS, "api.yaml": BILLS.replace("      security: []\n", "") });
  const { code, stdout } = await run(["gate", "api.yaml", "--base-file", "base.yaml"], { cwd });
  expect(code).toBe(0);
  expect(stdout).toContain("authentication-strengthened");
  expect(stdout).not.toContain("Worse");
});

test("that nobody is named who could act is a step in the list as well", async () => {
  const cwd = folderWith({
    "api.yaml": BILLS,
    "named.yaml": BILLS.replace('version: "2"', 'version: "2", contact: { name: Bills, email: bills@acme.io }'),
  });
  const { stdout } = await run(["review", "api.yaml"], { cwd });
  expect(words(stdout)).toContain("Who must act? Release manager: name an owner (none is named), who");
  expect(words(stdout)).toContain(
    " Name an owner in the description (info.contact or x-owner) or in sallyport.yaml (owner). The owner then does the other steps.",
  );
  expect((await run(["review", "named.yaml"], { cwd })).stdout).not.toContain("Name an owner");
});

describe("conditions that are not met", () => {
  const conditional = BILLS.replace("      security: []\n", "").replace(
    "in: query, name: api_key",
    "in: header, name: X-Key",
  );
  const settings = "admission: { key: partner }\nowner: Bills\naudience: partner\n";

  test("fail a pipeline where that is asked for, and the review says how", async () => {
    const cwd = folderWith({ "api.yaml": conditional, "sallyport.yaml": settings });
    const { code, stdout } = await run(["review", "api.yaml"], { cwd });
    expect([code, words(stdout)]).toEqual([0, expect.stringContaining("Verdict: approve with conditions")]);
    expect(stdout).toMatch(/exit code 1 until then +sallyport review api\.yaml --fail-on conditions/);
    expect((await run(["review", "api.yaml", "--fail-on", "conditions"], { cwd })).code).toBe(1);
  });

  test("an approval passes all the same", async () => {
    const health = `openapi: 3.1.0
info: { title: Health, version: "1", contact: { name: Ops, email: ops@acme.io } }
servers: [{ url: https://api.acme.io }]
paths: { /health: { get: { security: [], responses: { "204": { description: Fine. } } } } }
`;
    const cwd = folderWith({ "api.yaml": health });
    expect((await run(["review", "api.yaml", "--fail-on", "conditions"], { cwd })).code).toBe(0);
  });
});

test.each([
  ["GET /actuator/env", ["info"]],
  ["GET /actuator/health", []],
  ["GET /colours", []],
])("behind a log-in of the staff, %s is still told: %j", async (id, severities) => {
  const [, path = ""] = id.split(" ");
  const { findings } = await reviewOf(
    `openapi: 3.1.0
info: { title: Staff, version: "1" }
servers: [{ url: https://staff.corp.local }]
security: [{ login: [] }]
paths: { ${path}: { get: { responses: { "200": { description: It. } } } }, /rooms: { get: { responses: { "204": { description: None. } } } } }
components: { securitySchemes: { login: { type: http, scheme: bearer } } }
`,
    "admission: { login: own }\n",
  );
  expect(findings.filter(({ rule }) => rule === "debug-operation").map(({ severity }) => severity)).toEqual(severities);
});

test.each([
  ["Order", "orders", "address"],
  ["Bestellung", "bestellungen", "adresse"],
  ["Commande", "commandes", "adresse"],
  ["Pedido", "pedidos", "dirección"],
  ["Encomenda", "encomendas", "morada"],
])("where an order is sent (%s) is somebody's data, so the test of it is a condition", async (schema, path, field) => {
  const { boundaries } = await reviewOf(
    `openapi: 3.1.0
info: { title: Shop, version: "1" }
servers: [{ url: https://shop.acme.io }]
security: [{ session: [] }]
paths:
  /signup: { post: { security: [], requestBody: { content: { application/json: { schema: { type: object, properties: { email: { type: string }, password: { type: string } } } } } }, responses: { "201": { description: Made } } } }
  /account/${path}/{number}:
    parameters: [{ name: number, in: path, required: true, schema: { type: integer } }]
    get: { responses: { "200": { description: One, content: { application/json: { schema: { $ref: "#/components/schemas/${schema}" } } } } } }
components:
  securitySchemes: { session: { type: apiKey, in: cookie, name: SESSION } }
  schemas: { ${schema}: { type: object, properties: { number: { type: integer }, ${field}: { type: string }, total: { type: number } } } }
`,
  );
  expect(boundaries?.flatMap(({ operations }) => operations)).toContain(`GET /account/${path}/{number}`);
});

test.each([
  ["user-list-read", "Test that"],
  ["bola-other-users-data", "# "],
  ["bola", "Several rules are about bola"],
])("explain %s is explained beside a description, too", async (name, start) => {
  const cwd = folderWith({ "api.yaml": BILLS });
  const alone = await run(["explain", name], { cwd });
  const beside = await run(["explain", name, "api.yaml"], { cwd });
  expect(beside).toEqual(alone);
  expect(beside.code).toBe(0);
  expect(beside.stdout).toContain(start);
});

test("of a finding that is gone it is said that it is fixed", async () => {
  const cwd = folderWith({ "api.yaml": BILLS });
  const { code, stderr } = await run(["explain", "12d6bf22", "api.yaml"], { cwd });
  expect([code, stderr]).toEqual([2, expect.stringContaining("If an earlier review showed it, it is fixed")]);
});

test("a name that several rules have, where one of them is asked for, leads to these", async () => {
  const cwd = folderWith({ "api.yaml": BILLS, "sallyport.yaml": "rules: { bola: off }\n" });
  const { stderr } = await run(["review", "api.yaml"], { cwd });
  expect(stderr).toMatch(/there is no rule "bola"; did you mean "bola-[\w-]+", /);
});

test("a bracket that is not closed is told as that, and not as an indentation", async () => {
  const cwd = folderWith({ "api.yaml": 'openapi: 3.1.0\ninfo: { title: A, version: "1"\npaths: {}\n' });
  const { stderr } = await run(["review", "api.yaml"], { cwd });
  expect(stderr).toContain("never closed: add the } that is missing at the end of an earlier line");
});

test("a folder that a report is written to, and that was not there, is named", async () => {
  const cwd = folderWith({ "api.yaml": BILLS });
  const first = await run(["review", "api.yaml", "--format", "json=reprots/a.json"], { cwd });
  expect(first.stderr).toMatch(/note: the folder .*reprots was not there, and was made/);
  const second = await run(["review", "api.yaml", "--format", "json=reprots/a.json"], { cwd });
  expect(second.stderr).not.toContain("note:");
});

test("in a folder, what describes an API in another format is named", async () => {
  const cwd = folderWith({
    "api.yaml": BILLS,
    "postman.json":
      '{ "info": { "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json" }, "item": [] }',
    "old.json": '{\n  "swaggerVersion": "1.2", "apis": [] }',
    "events.yaml": "asyncapi: 2.6.0\n",
    "package.json": '{ "name": "asyncapi" }',
  });
  const { stderr } = await run(["review", "."], { cwd });
  expect(stderr.split("\n").filter((line) => line.startsWith("note:"))).toEqual([
    "note: events.yaml is an AsyncAPI document, and is not reviewed; sallyport review events.yaml says what to do",
    "note: old.json is a Swagger 1 document, and is not reviewed; sallyport review old.json says what to do",
    "note: postman.json is a Postman collection, and is not reviewed; sallyport review postman.json says what to do",
  ]);
});
