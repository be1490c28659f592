import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import {
  inputsOf,
  isTaken,
  takenIn,
  type AuthorizationTest,
  type TestStep,
  type Value,
} from "../../src/authorization-tests/authorization-test.ts";
import { callerText, expectationText } from "../../src/authorization-tests/formats/words.ts";
import { operationOutcomes } from "../../src/authorization-tests/outcomes.ts";
import { actionOf } from "../../src/operations/candidates/action.ts";
import { apiAt, apiIn, setOf } from "./made.ts";

const SHOP = readFileSync(path.join(import.meta.dirname, "shop.yaml"), "utf8");

/** A test as lines: who calls what, with which identifiers and what body, and what is expected. */
function linesOf({ id, steps }: AuthorizationTest): readonly string[] {
  return [id, ...steps.map((step) => `  ${lineOf(step)}`)];
}

function lineOf({ id, as, operation, parameters, body, expects }: TestStep): string {
  const sent = parameters
    .filter(({ in: place }) => place === "path" || place === "query")
    .map(({ name, value }) => `${name}=${textOf(value)}`);
  const written =
    body === undefined
      ? ""
      : ` ${JSON.stringify(body.value, (_, value: Value) => (isTaken(value) ? textOf(value) : value))}`;
  return `${id} ${callerText(as)}: ${operation.id} ${sent.join(" ")}${written} → ${expects.map((one) => expectationText(one)).join(", ")}`;
}

function textOf(value: Value): string {
  if (!isTaken(value)) return JSON.stringify(value);
  const { from } = value;
  const name =
    from.kind === "input"
      ? from.name
      : [from.step, from.name, ...(from.property === undefined ? [] : [from.property.name])].join(".");
  return `${value.before}<${name}>${value.behind}`;
}

async function shopTest(id: string, includeDestructive = true): Promise<readonly string[]> {
  const { tests } = setOf(await apiIn(SHOP), { includeDestructive });
  return tests.filter((one) => one.id === id).flatMap(linesOf);
}

describe("a test", () => {
  test("reads what is in B's own list, once B and A are known to be let in", async () => {
    expect(await shopTest("object-getOrder")).toMatchInlineSnapshot(`
      [
        "object-getOrder",
        "  findOf3 as B: GET /orders  → status 2xx",
        "  controlB as B: GET /orders/{orderId} orderId=<findOf3.id> → status 2xx, the response contains the id of step findOf3",
        "  controlA as A: GET /me  → status 2xx",
        "  attack as A: GET /orders/{orderId} orderId=<findOf3.id> → status 403",
      ]
    `);
  });

  test("tries an object below one of A's, too", async () => {
    expect(await shopTest("object-below-own-getInvoice")).toMatchInlineSnapshot(`
      [
        "object-below-own-getInvoice",
        "  findOf2 as B: GET /orders  → status 2xx",
        "  controlB as B: GET /orders/{orderId}/invoices/{invoiceId} orderId=<findOf2.id> invoiceId=<invoiceIdB> → status 2xx, the response contains invoiceIdB",
        "  find2Of2 as A: GET /orders  → status 2xx",
        "  attack as A: GET /orders/{orderId}/invoices/{invoiceId} orderId=<find2Of2.id> invoiceId=<invoiceIdB> → status 403 or 404",
      ]
    `);
  });

  test("changes an order of B's to what it is already, unless data may be changed", async () => {
    expect(await shopTest("object-updateOrder", false)).toMatchInlineSnapshot(`
      [
        "object-updateOrder",
        "  findOf4 as B: GET /orders  → status 2xx",
        "  controlBOf4 as B: GET /orders/{orderId} orderId=<findOf4.id> → status 2xx",
        "  controlA as A: GET /me  → status 2xx",
        "  attack as A: PATCH /orders/{orderId} orderId=<findOf4.id> {"address":"<controlBOf4.answer.address>"} → status 403 or 404",
      ]
    `);
    expect(await shopTest("object-updateOrder")).toMatchInlineSnapshot(`
      [
        "object-updateOrder",
        "  createOf4 as B: POST /orders  {"address":"sample 1","items":[{"sku":"BC-3456","quantity":1},{"sku":"CD-4567","quantity":2}]} → status 2xx",
        "  controlBOf4 as B: GET /orders/{orderId} orderId=<createOf4.id> → status 2xx",
        "  controlA as A: GET /me  → status 2xx",
        "  attack as A: PATCH /orders/{orderId} orderId=<createOf4.id> {"address":"sample 2"} → status 403 or 404",
        "  after as B: GET /orders/{orderId} orderId=<createOf4.id> → status 2xx, address as before, id as before",
        "  cleanUp as B: DELETE /orders/{orderId} orderId=<createOf4.id> → status below 500",
      ]
    `);
  });

  test("deletes only what B has made for it, found by the link of the answer", async () => {
    expect(await shopTest("object-cancelOrder", false)).toEqual([]);
    expect(await shopTest("object-cancelOrder")).toMatchInlineSnapshot(`
      [
        "object-cancelOrder",
        "  createOf5 as B: POST /orders  {"address":"sample 1","items":[{"sku":"BC-3456","quantity":1},{"sku":"CD-4567","quantity":2}]} → status 2xx",
        "  controlBOf5 as B: GET /orders/{orderId} orderId=<createOf5.id> → status 2xx",
        "  controlA as A: GET /me  → status 2xx",
        "  attack as A: DELETE /orders/{orderId} orderId=<createOf5.id> → status 404",
        "  after as B: GET /orders/{orderId} orderId=<createOf5.id> → status 2xx, address as before, id as before",
        "  cleanUp as B: DELETE /orders/{orderId} orderId=<createOf5.id> → status below 500",
      ]
    `);
  });

  test("calls as an ordinary user what administrators call", async () => {
    expect(await shopTest("function-listUsers")).toMatchInlineSnapshot(`
      [
        "function-listUsers",
        "  controlAdmin as an administrator: GET /admin/users  → status 2xx",
        "  controlA as A: GET /me  → status 2xx",
        "  attack as A: GET /admin/users  → status 403 or 404",
      ]
    `);
  });

  test("calls without a credential", async () => {
    expect(await shopTest("anonymous-getOrder")).toMatchInlineSnapshot(`
      [
        "anonymous-getOrder",
        "  findOf11 as B: GET /orders  → status 2xx",
        "  controlB as B: GET /orders/{orderId} orderId=<findOf11.id> → status 2xx",
        "  attack without a credential: GET /orders/{orderId} orderId=<findOf11.id> → status 401 or 403",
      ]
    `);
  });
});

test("a key by which a call counts once is another in each run and each call", async () => {
  const { tests } = setOf(await apiIn(SHOP));
  const keys = tests.flatMap(({ steps }) =>
    steps.flatMap(({ parameters }) =>
      parameters.filter(({ name }) => name === "Idempotency-Key").map(({ value }) => value),
    ),
  );
  const behind = keys.map((key) => (isTaken(key) && key.from.kind === "input" ? `${key.from.name}${key.behind}` : ""));
  expect(behind.length).toBeGreaterThan(1);
  expect(new Set(behind).size).toBe(behind.length);
  expect(behind.every((key) => /^run-0000-4000-8000-\d{12}$/.test(key))).toBe(true);
});

test("an identifier is an input where that is asked for", async () => {
  const { tests } = setOf(await apiIn(SHOP), { given: ["orderIdB"] });
  const read = tests.find(({ id }) => id === "object-getOrder")!;
  expect(read.steps.map(({ id }) => id)).toEqual(["controlB", "controlA", "attack"]);
});

test("an object that is given may be lost, where nothing makes one and that is asked for", async () => {
  const text = SHOP.replace("    post:\n      operationId: createOrder", "    x-post:\n      operationId: createOrder");
  const { manual } = setOf(await apiIn(text));
  expect(manual.map(({ operation }) => operation.operationId)).toContain("cancelOrder");
  const { tests } = setOf(await apiIn(text), { given: ["orderIdB"] });
  expect(tests.filter(({ id }) => id === "object-cancelOrder").flatMap(linesOf)).toMatchInlineSnapshot(`
    [
      "object-cancelOrder",
      "  controlBOf5 as B: GET /orders/{orderId} orderId=<orderIdB> → status 2xx",
      "  controlA as A: GET /me  → status 2xx",
      "  attack as A: DELETE /orders/{orderId} orderId=<orderIdB> → status 404",
      "  after as B: GET /orders/{orderId} orderId=<orderIdB> → status 2xx, address as before, id as before",
    ]
  `);
  expect(
    setOf(await apiIn(text), { given: ["orderIdB"], includeDestructive: false }).tests.map(({ id }) => id),
  ).not.toContain("object-cancelOrder");
});

test("the first of a directory of people is nobody of B's: the identifier is an input", async () => {
  const text = SHOP.replaceAll("/orders", "/employees").replaceAll("orderId", "employeeId");
  const { tests } = setOf(await apiIn(text), { includeDestructive: false });
  const read = tests.find(({ id }) => id === "object-getInvoice")!;
  expect(read.steps.map(({ id }) => id)).toEqual(["controlB", "controlA", "attack"]);
  expect(linesOf(read)[1]).toContain("employeeId=<employeeIdB>");
});

test("what a GET ends or changes is not called to see whether it can be, nor what is done to a whole service", async () => {
  const text = SHOP.replace(
    "  /admin/users:",
    `  /admin/cache:
    delete: { operationId: dropCache, responses: { "204": { description: Gone } } }
  /logout:
    get: { operationId: logOut, responses: { "200": { description: Out } } }
  /me/deactivate:
    get: { operationId: deactivateMe, summary: Deactivate my account, responses: { "200": { description: Out } } }
  /admin/users:`,
  );
  const { tests, manual } = setOf(await apiIn(text));
  const called = new Set(tests.flatMap(({ steps }) => steps.map(({ operation }) => operation.operationId)));
  expect(["logOut", "deactivateMe", "dropCache"].filter((id) => called.has(id))).toEqual([]);
  expect(manual.map(({ operation }) => operation.operationId)).toContain("dropCache");
});

test("a call with two parameters of one name is tested by hand, since linters refuse such a step", async () => {
  const text = SHOP.replace(
    "    get:\n      operationId: getOrder\n",
    "    get:\n      operationId: getOrder\n      parameters: [{ name: orderId, in: query, required: true, schema: { type: string } }]\n",
  );
  const { manual } = setOf(await apiIn(text));
  expect(manual.filter(({ operation }) => operation.operationId === "getOrder").map(({ why }) => why)).toEqual([
    "two of its parameters are called orderId, which Arazzo linters reject",
  ]);
});

test("whoever signs up gets no rights by it, under a new name in each run", async () => {
  const text = SHOP.replace(
    'responses: { "201": { description: Done } }',
    'responses: { "201": { description: Done, content: { application/json: { schema: { $ref: "#/components/schemas/User" } } } } }',
  );
  const { tests } = setOf(await apiIn(text));
  expect(tests.filter(({ id }) => id === "property-signUp").flatMap(linesOf)).toMatchInlineSnapshot(`
    [
      "property-signUp",
      "  controlAnonymous without a credential: POST /sign-up  {"email":"sallyport-<run>-0@example.com","password":"Sample-passphrase-1"} → status 2xx, role is not "admin"",
      "  attack without a credential: POST /sign-up  {"email":"sallyport-<run>-1@example.com","password":"Sample-passphrase-1","role":"admin"} → status below 500, role is not "admin"",
    ]
  `);
});

const ROOT = path.resolve(import.meta.dirname, "../..");

describe("what passes is what the steps check", () => {
  const passOf = ({ tests }: ReturnType<typeof setOf>, id: string): string | undefined =>
    tests.find((one) => one.id === id)?.pass;

  test("of the two refusals, those that count", async () => {
    const set = setOf(await apiIn(SHOP));
    expect(passOf(set, "object-getOrder")).toBe("403");
    expect(passOf(set, "object-cancelOrder")).toBe("404, and nothing changes");
  });

  test("of a list below an object of B's, only a refusal that is one, or nothing in it", async () => {
    const set = setOf(await apiAt(ROOT, "examples/telematics/openapi.yaml"));
    const lists = set.tests.filter(({ steps }) =>
      steps.some(({ role, expects }) => role === "attack" && expects.some(({ kind }) => kind === "no-items")),
    );
    expect(lists.length).toBeGreaterThan(0);
    for (const { rank, pass, steps } of lists) {
      const [first] = steps.find(({ role }) => role === "attack")!.expects;
      expect(first).toMatchObject({ kind: "status", statuses: expect.not.arrayContaining(["answered"]) as unknown });
      if (rank !== undefined) expect(pass).toMatch(/401, 403, 404 or an empty list$/);
    }
  });

  test("of a person, what is looked for, and what must be looked at by hand", async () => {
    const set = setOf(await apiAt(ROOT, "examples/fitness/openapi.yaml"));
    expect(passOf(set, "people-getLeaderboard")).toBe(
      "401, 403 or 404; or B is absent or is shown without ageGroup, avatarUrl, city and gender (the schema requires displayName, so the test does not check it: look at the response)",
    );
    const passed = { id: "people-getLeaderboard", outcome: "passed", because: undefined, made: undefined } as const;
    expect(operationOutcomes(set, [{ ...passed, failed: undefined }]).operations).toMatchObject([
      {
        outcome: undefined,
        because: [
          "displayName of B not checked, since the schema requires it: people-getLeaderboard. Look at the response, and record the result with sallyport register test",
        ],
      },
    ]);
  });
});

const USERS = `openapi: 3.1.0
info: { title: Users, version: "1" }
servers: [{ url: https://users.acme.io }]
security: [{ token: [] }]
paths:
  /users:
    post: { summary: Create a user, requestBody: { content: { application/json: { schema: { $ref: "#/components/schemas/User" } } } }, responses: { "201": { description: Made., content: { application/json: { schema: { $ref: "#/components/schemas/User" } } } } } }
  /users/search:
    get: { summary: Search users, responses: { "200": { description: Some., content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/User" } } } } } } }
  /users/{userID}:
    parameters: [{ name: userID, in: path, required: true, schema: { type: string } }]
    get: { summary: Read a user, responses: { "200": { description: One., content: { application/json: { schema: { $ref: "#/components/schemas/User" } } } } } }
    delete: { summary: Delete a user, responses: { "204": { description: Gone. } } }
components:
  securitySchemes: { token: { type: http, scheme: bearer, description: Anyone can sign up for a token. } }
  schemas:
    User: { type: object, properties: { id: { type: string }, email: { type: string, format: email }, first_name: { type: string } } }
`;

test("B is one input, by whatever way people are named, and passes what is looked at afterwards", async () => {
  const { tests } = setOf(await apiIn(USERS));
  const people = inputsOf(tests).filter(({ name }) => /user/i.test(name));
  expect(people.map(({ name, about }) => `${name}: ${about}`)).toEqual(["userIDB: B's own userID"]);
  expect(tests.find(({ steps }) => steps.some(({ role }) => role === "after"))!.pass).toBe(
    "403 or 404, and B can still read it",
  );
});

test("one of two calls, with B's owner and with A's, says which it is", async () => {
  const { tests } = setOf(await apiIn(SHOP));
  expect(
    tests.filter(({ id }) => id.endsWith("own-getInvoice") || id === "object-getInvoice").map(({ title }) => title),
  ).toEqual([`user A: read B's invoice, with B's "orderId"`, `user A: read B's invoice, with A's own "orderId"`]);
});

const EXAMPLES = ["fitness", "telematics", "patient-monitoring", "fitness-without-sign-up"];

describe.each(EXAMPLES)("the tests of %s", (name) => {
  const made = apiAt(ROOT, `examples/${name}/openapi.yaml`).then((api) => ({
    api,
    all: setOf(api),
    safe: setOf(api, { includeDestructive: false }),
  }));

  test("change nothing of anybody's where that is not asked for", async () => {
    const { safe } = await made;
    expect(safe.tests.filter(({ isDestructive }) => isDestructive)).toEqual([]);
    const writes = safe.tests.flatMap(({ steps }) =>
      steps.filter(({ role, operation }) => !actionOf(operation).isReading && role !== "attack"),
    );
    // A log-in makes a session, and takes nothing from anybody.
    expect([...new Set(writes.map(({ operation }) => operation.id))].filter((id) => !id.endsWith("sessions"))).toEqual(
      [],
    );
    const attacks = safe.tests.flatMap(({ steps }) =>
      steps.filter(({ role, operation }) => !actionOf(operation).isReading && role === "attack"),
    );
    // Every value that an attack sets is what was read before, but for a wrong password.
    for (const { operation, body } of attacks)
      if (!operation.id.endsWith("sessions"))
        expect(Object.values((body?.value ?? {}) as object).every(isTaken)).toBe(true);
  });

  test("delete and change only what was made in the same test", async () => {
    const { all } = await made;
    for (const { steps } of all.tests)
      for (const { role, operation, parameters } of steps) {
        if (role !== "attack" || operation.method !== "DELETE") continue;
        const ids = parameters.filter(({ in: place }) => place === "path").flatMap(({ value }) => takenIn(value));
        expect(ids.length).toBeGreaterThan(0);
        expect(ids.every(({ from }) => from.kind === "output" && from.step.startsWith("create"))).toBe(true);
      }
  });

  test("make a bounded number of calls", async () => {
    const { all } = await made;
    const tries = all.tests.flatMap(({ steps }) => steps.map((step) => step.tries));
    expect(Math.max(...tries)).toBeLessThanOrEqual(12);
    expect(tries.reduce((sum, one) => sum + one, 0)).toBeLessThan(400);
  });

  test("take outputs of earlier steps only", async () => {
    const { all } = await made;
    for (const { id, steps } of all.tests) {
      const known = new Set<string>();
      for (const step of steps) {
        const used = [
          ...step.parameters.map(({ value }) => value),
          ...(step.body === undefined ? [] : [step.body.value]),
        ].flatMap(takenIn);
        for (const { from } of used)
          if (from.kind === "output") expect([...known], `${id} ${step.id}`).toContain(`${from.step} ${from.name}`);
        for (const output of step.outputs.keys()) known.add(`${step.id} ${output}`);
      }
      expect(new Set(steps.map((step) => step.id)).size).toBe(steps.length);
    }
  });
});
