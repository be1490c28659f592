/* Fixes that are only offered where they are right: of one place beside another, and of one operation but not of the next. */
import { describe, expect, test } from "vitest";
import { RULES } from "../../src/rules/index.ts";
import { findingFixes } from "../../src/review/finding-fixes.ts";
import { placeFingerprint } from "../../src/review/findings.ts";
import { apiOf, returns, SCHEMES, takes, type Operations } from "./faults-in.ts";

const TEXT = { type: "string" };
const NUMBER = { type: "integer" };

/** The changes that the fixes of a rule make: what is done, where, and the value. */
async function changesOf(id: string, operations: Operations, more: object = {}): Promise<readonly string[]> {
  const api = await apiOf(operations, more);
  const rule = RULES.find((one) => one.id === id)!; // a rule that there is
  return [...rule.check(api)].flatMap((fault) =>
    findingFixes(api, rule, fault, fault.places ?? [{ at: fault.at }], (spot) =>
      placeFingerprint(rule, fault, spot),
    ).flatMap(({ changes }) =>
      changes.map(
        (change) =>
          `${change.op} ${change.pointer} ${JSON.stringify(change.op === "remove" ? "" : "value" in change ? change.value : "")}`,
      ),
    ),
  );
}

describe("a stored secret", () => {
  const user = { type: "object", properties: { name: TEXT, password: TEXT, email: TEXT } };
  const reference = { $ref: "#/components/schemas/User" };
  const components = { securitySchemes: SCHEMES, schemas: { User: user } };
  const body = { content: { "application/json": { schema: reference } } };

  test("is marked as write-only, and not what is read with it", async () => {
    const changes = await changesOf(
      "credential-in-response",
      {
        "POST /signup": { security: [], requestBody: takes({ email: TEXT, password: TEXT }) },
        "GET /users": { responses: returns({ type: "array", items: reference }) },
        "POST /users": { requestBody: body },
      },
      { components },
    );
    expect(changes).toEqual(["add #/components/schemas/User/properties/password/writeOnly true"]);
  });

  test("is taken out where nobody sends it, and not what is read with it", async () => {
    const changes = await changesOf(
      "credential-in-response",
      { "GET /users": { security: [], responses: returns({ type: "array", items: reference }) } },
      { components },
    );
    expect(changes).toEqual(['remove #/components/schemas/User/properties/password ""']);
  });
});

describe("a number without a minimum", () => {
  test.each([
    ["POST /transfers", "amountCents", true],
    ["POST /orders", "quantity", true],
    // Repayments and corrections have a sign.
    ["POST /households/{id}/expenses", "amountCents", false],
    ["POST /konten/{id}/buchungssaetze", "amountCents", false],
    ["POST /expenses/{id}/transfers", "amountCents", false],
  ])("%s %s", async (operation, name, isFixed) => {
    const operations = { [operation]: { requestBody: takes({ [name]: NUMBER, to: TEXT }) } };
    expect((await changesOf("negative-amount", operations)).length > 0).toBe(isFixed);
  });
});

describe("a field of a record that the service sets", () => {
  const record = { title: TEXT, note: TEXT, category: TEXT, place: TEXT };
  test.each([
    ["paidBy", NUMBER, false],
    ["bezahltVon", NUMBER, false],
    ["paidAmount", NUMBER, true],
    ["verifiedCount", NUMBER, true],
  ])("%s", async (name, schema, isFound) => {
    const whole = { type: "object", properties: { ...record, [name]: schema } };
    const operations = {
      "POST /expenses": {
        requestBody: { content: { "application/json": { schema: { $ref: "#/components/schemas/Expense" } } } },
        responses: returns({ $ref: "#/components/schemas/Expense" }),
      },
    };
    const more = { components: { securitySchemes: SCHEMES, schemas: { Expense: whole } } };
    expect((await changesOf("mass-assignment-server-field", operations, more)).length > 0).toBe(isFound);
  });
});

describe("a server without TLS", () => {
  test.each([
    ["http://api.acme.io/v1", true],
    ["http://orders.acme.io:8080", true],
    ["http://orders.shop.svc.cluster.local:8000", false],
    ["http://orders.shop.svc:8000/v1", false],
    ["http://orders.service.consul", false],
    ["http://svc.acme.io", true],
  ])("%s", async (url, isFixed) => {
    const changes = await changesOf("cleartext-server", { "GET /orders/{id}": {} }, { servers: [{ url }] });
    expect(changes.length > 0).toBe(isFixed);
  });
});

describe("an API key in the query string", () => {
  const inQuery = { type: "apiKey", in: "query", name: "apikey" };
  const inHeader = { type: "apiKey", in: "header", name: "X-Api-Key" };
  const withSchemes = (schemes: object, security: object): object => ({
    components: { securitySchemes: schemes },
    security,
  });

  test.each([
    [
      "moves to a header",
      withSchemes({ inQuery }, [{ inQuery: [] }]),
      [
        'replace #/components/securitySchemes/inQuery/in "header"',
        'replace #/components/securitySchemes/inQuery/name "X-API-Key"',
      ],
    ],
    [
      "goes where a header takes it as well",
      withSchemes({ inHeader, inQuery }, [{ inHeader: [] }, { inQuery: [] }]),
      ['remove #/security/1 ""', 'remove #/components/securitySchemes/inQuery ""'],
    ],
    ["stays where another key stands in the header", withSchemes({ inHeader, inQuery }, [{ inQuery: [] }]), []],
    [
      "stays where both are asked for at once",
      withSchemes({ inHeader, inQuery }, [{ inHeader: [], inQuery: [] }, { inHeader: [] }]),
      [],
    ],
  ])("%s", async (_does, more, changes) => {
    expect(await changesOf("api-key-in-url", { "GET /orders": {} }, more)).toEqual(changes);
  });
});

describe("an open operation among secured ones", () => {
  const read = [{ login: ["read"] }];
  const write = [{ login: ["write"] }];
  const bookings = {
    "GET /bookings": { security: read },
    "GET /bookings/{id}": { security: read },
    "GET /guests/{id}": { security: read },
  };
  const query = (name: string): object => ({ name, in: "query", required: true, schema: TEXT });
  const more = { security: undefined };

  test.each([
    ["a change gets no scope for reading", { ...bookings, "POST /bookings/{id}/cancel": {} }, undefined],
    [
      "a change gets the scope of changes",
      { ...bookings, "POST /bookings/{id}/refunds": { security: write }, "POST /bookings/{id}/cancel": {} },
      "write",
    ],
    [
      "a deletion of a thing that others change gets their scope",
      { ...bookings, "PUT /bookings/{id}": { security: write }, "DELETE /bookings/{id}": {} },
      "write",
    ],
  ])("%s", async (_does, operations, scope) => {
    const changes = await changesOf("unauthenticated-write", operations, more);
    expect(changes.map((change) => /"(read|write)"/.exec(change)?.[1])).toEqual(scope === undefined ? [] : [scope]);
  });

  test.each([
    ["a read beside secured ones", { ...bookings, "GET /bookings/{id}/notes": {} }, 1],
    [
      "a link with a token of its own",
      {
        ...bookings,
        "GET /bookings/{id}/cancel": {
          parameters: [query("token"), { name: "id", in: "path", required: true, schema: TEXT }],
        },
      },
      0,
    ],
  ])("%s", async (_what, operations, many) => {
    expect(await changesOf("unauthenticated-operation", operations, more)).toHaveLength(many);
  });

  const payouts = returns({ type: "array", items: { type: "object", properties: { id: TEXT, iban: TEXT } } });
  test.each([
    ["says nothing of security", { ...bookings, "GET /shops/{id}/payouts": { responses: payouts } }, 1],
    ["says that it is open", { ...bookings, "GET /shops/{id}/payouts": { security: [], responses: payouts } }, 0],
    [
      "is looked up by what visitors know",
      { ...bookings, "GET /payouts/lookup": { parameters: [query("lastName")], responses: payouts } },
      0,
    ],
    ["stands in an API without any requirement", { "GET /shops/{id}/payouts": { responses: payouts } }, 0],
  ])("a read of too much that %s", async (_what, operations, many) => {
    expect(await changesOf("excessive-data-exposure", operations, more)).toHaveLength(many);
  });
});

describe("a key in the query string that a header takes as well", () => {
  const components = {
    securitySchemes: {
      q: { type: "apiKey", in: "query", name: "apikey" },
      h: { type: "apiKey", in: "header", name: "X-Api-Key" },
      o: { type: "http", scheme: "bearer" },
    },
  };
  const asked = async (security: readonly object[], more = components): Promise<readonly string[]> =>
    (
      await changesOf(
        "api-key-in-url",
        { "GET /orders": { security }, "GET /bills": { security: [{ h: [] }] } },
        { components: more },
      )
    ).filter((change) => change.startsWith("remove"));

  test("goes where the header is a way in by itself", async () => {
    expect(await asked([{ q: [] }, { h: [] }])).toHaveLength(2);
  });

  test.each([
    ["nothing is needed otherwise", [{ q: [] }, {}]],
    ["another credential is the other way in", [{ q: [] }, { o: [] }]],
    ["the header is taken only with more", [{ q: [] }, { h: [], o: [] }]],
  ])(
    "stays where %s: who has the key would be left without a way in, or all would have one",
    async (_what, security) => {
      expect(await asked(security)).toEqual([]);
    },
  );

  test("stays where neither has a name", async () => {
    const nameless = {
      securitySchemes: {
        ...components.securitySchemes,
        q: { type: "apiKey", in: "query" },
        h: { type: "apiKey", in: "header" },
      },
    };
    expect(await asked([{ q: [] }, { h: [] }], nameless as unknown as typeof components)).toEqual([]);
  });
});
