import { describe, expect, test } from "vitest";
import { rankedTests } from "../../src/review/tests.ts";
import { apiOfPart } from "../rules/description-of.ts";

const TEXT = { type: "string" };
const EMAIL = { ...TEXT, format: "email" };
const json = (schema: object): object => ({ content: { "application/json": { schema } } });
const returns = (schema: object): object => ({ responses: { 200: json(schema) } });
const lists = (properties: object): object => returns({ type: "array", items: { properties } });
const takes = (properties: object): object => ({ requestBody: json({ properties }) });
const PERSON = { email: EMAIL, name: TEXT, userId: TEXT };

interface Given {
  readonly scheme?: object;
  readonly signUp?: boolean;
}

/** The list for operations by `METHOD /path`; persons sign up, where nothing else is said. */
async function tested(operations: Readonly<Record<string, object>>, { scheme, signUp = true }: Given = {}) {
  const paths: Record<string, Record<string, object>> = {};
  const all = signUp
    ? {
        ...operations,
        "POST /signup": { security: [], ...takes({ email: EMAIL, password: TEXT }) },
        "GET /me": returns({ properties: PERSON }),
      }
    : operations;
  for (const [id, operation] of Object.entries(all)) {
    const [method = "", path = ""] = id.split(" ");
    (paths[path] ??= {})[method.toLowerCase()] = operation;
  }
  const description = {
    openapi: "3.1.0",
    info: { title: "T", version: "1" },
    servers: [{ url: "https://api.acme.io" }],
    security: [{ token: [] }],
    paths,
    components: { securitySchemes: { token: scheme ?? { type: "http", scheme: "bearer" } } },
  };
  return rankedTests(await apiOfPart(JSON.stringify(description))).map((ranked) => ranked.test);
}

async function testOf(id: string, others: Readonly<Record<string, object>> = {}, given: Given = {}) {
  return (await tested({ [id]: {}, ...others }, given)).find(({ operation }) => operation === id);
}

describe("what is asked is said in the operation's own words", () => {
  test.each([
    ["POST /payments/{id}/cancel", "cancel B's payment"],
    ["DELETE /api_keys/{api_key_id}", "delete B's API key"],
    ["PUT /team-members/{id}/wage-setting", "change the wage setting of B's team member"],
    ["POST /customers/{id}/cards", "create a card for B's customer"],
    ["GET /customers/{id}/cards", "list the cards of B's customer"],
    ["POST /subscriptions/{id}/swap-plan", "swap the plan of B's subscription"],
    ["GET /bank-accounts/by-old-id/{old_id}", "read B's bank account"],
    ["GET /users/{id}/orders", "list B's orders"],
    ["DELETE /users/{id}", "delete B's user"],
    ["DELETE /customers/{cid}/cards/{id}", "delete B's card, once with B's \"cid\" and once with A's"],
    ["POST /cards/{id}:block", "block B's card"],
    ["DELETE /customers/{id}/delete", "delete B's customer"],
    ["POST /roles/{id}/members/delete-all", "delete the members of a role"],
    ["POST /teams/{id}/devices/bulk", "create a device for B's team"],
    ["POST /orders/{id}/messages/accessKey", "send an access key message for B's order"],
    ["POST /orders/{id}/accessKey", "change the access key of B's order"],
    ["POST /clinics/{id}/transferencia/{deviceId}", "transfer B's device, once with B's \"id\" and once with A's"],
    ["POST /orders/cancel/{orderId}", "cancel B's order"],
    ["GET /c/{id}", 'read B\'s "c" object'],
    ["GET /c/{cityId}", "read B's city"],
    ["POST /profiles/{id}/follow-requests", "create a follow request for B, who has blocked A"],
  ])("%s: %s", async (id, ask) => {
    const [method = "", path = ""] = id.split(" ");
    const entry = await testOf(id, {
      [`${method} ${path}`]: path.endsWith("s") && method === "GET" ? lists({ id: TEXT }) : {},
    });
    expect(entry?.ask).toBe(ask);
  });

  test.each([
    [
      "GET /employees/{id}/leave",
      { summary: "Retrieves leave records" },
      "read the leave of B's employee",
      "403 or 404",
    ],
    ["GET /rooms/{id}/leave", {}, "leave B's room", "403 or 404"],
    ["GET /rooms/{id}/cancel", {}, "cancel B's room", "403 or 404, and B's room is unchanged"],
  ])("%s with %j: %s", async (id, operation, ask, expected) => {
    const entry = await testOf(id, { [id]: operation });
    expect([entry?.ask, entry?.expect]).toEqual([ask, expected]);
  });

  test.each([
    ["GET /accounts/balance", ["GET /accounts/balance"]],
    ["GET /bank/resolve", []],
  ])("an account number of %s names what is somebody's: %j", async (id, ids) => {
    const parameters = [{ name: "account_number", in: "query", required: true, schema: TEXT }];
    const entries = await tested({ [id]: { ...returns({ properties: { amount: TEXT } }), parameters } });
    expect(entries.map(({ operation }) => operation)).toEqual(ids);
  });

  test("two kinds of things of one name are told apart by what they are in", async () => {
    const entries = await tested({ "GET /labor/shifts/{id}": {}, "GET /cash-drawers/shifts/{id}": {} });
    expect(entries.map(({ ask }) => ask)).toEqual(["read B's labor shift", "read B's cash drawer shift"]);
  });
});

describe("a right answer depends on how an operation comes by the things of others", () => {
  test.each<[string, string, Readonly<Record<string, object>>, string]>([
    ["one object", "GET /bills/{id}", {}, "403 or 404"],
    ["a change", "PUT /bills/{id}", {}, "403 or 404, and B's bill is unchanged"],
    ["money", "POST /payments/{id}/refund", {}, "403 or 404, and no money moves"],
    [
      "a filter",
      "GET /bills",
      {
        "GET /bills": { ...lists({ id: TEXT }), parameters: [{ name: "account_id", in: "query", schema: TEXT }] },
      },
      "403, 404 or a list that contains no record of B's",
    ],
    [
      "a batch",
      "POST /bills/bulk-retrieve",
      { "GET /bills/{id}": {}, "POST /bills/bulk-retrieve": takes({ bill_ids: { type: "array", items: TEXT } }) },
      "403 or 404, or an error for B's alone; nothing of B's is returned",
    ],
    [
      "a reference",
      "POST /bills",
      { "POST /bills": takes({ customer_id: TEXT }) },
      "400, 403, 404 or 422, and nothing is created",
    ],
    ["an approval", "POST /leaves/{id}/approve", {}, "403 or 404 both times, and it stays undecided"],
    [
      "an entry",
      "DELETE /blocks/{email}",
      {},
      "404 or no effect for the first, A's only for the second; B's are unchanged",
    ],
    [
      "a name of the caller's own",
      "PUT /profile",
      { "PUT /profile": takes({ username: TEXT }) },
      "400, 403 or 409, and nothing of B's changes",
    ],
    [
      "a list of persons",
      "GET /users",
      { "GET /users": lists(PERSON) },
      "B is absent or is shown without B's e-mail address and name",
    ],
    [
      "a person",
      "GET /users/{id}",
      { "GET /users/{id}": returns({ properties: PERSON }) },
      "403 or 404; or 200 without B's e-mail address and name",
    ],
    [
      "what is everybody's",
      "GET /rooms/{id}",
      {
        "GET /rooms": lists({ id: TEXT, title: TEXT }),
        "GET /rooms/{id}": returns({ properties: { id: TEXT, title: TEXT } }),
      },
      "403 or 404",
    ],
  ])("%s", async (_what, id, others, pass) => {
    expect((await testOf(id, others))?.expect).toBe(pass);
  });

  test("what nobody owns is not called B's", async () => {
    const room = { id: TEXT, title: TEXT };
    const entry = await testOf("GET /rooms/{id}", {
      "GET /rooms": lists(room),
      "GET /rooms/{id}": returns({ properties: room }),
    });
    expect(entry).toMatchObject({ kind: "shared", ask: expect.stringMatching(/^read a room that A may not see/) });
  });
});

describe("A and B are those whom the credential tells apart", () => {
  test.each<[string, Given, string]>([
    ["users where persons sign up", {}, "user A"],
    [
      "accounts where a key is an account's",
      { signUp: false, scheme: { type: "apiKey", in: "header", name: "X-Api-Key" } },
      "account A",
    ],
    [
      "accounts where a bearer token is said to be an API key",
      { signUp: false, scheme: { type: "http", scheme: "bearer", description: "Your secret API key." } },
      "account A",
    ],
    [
      "clients where machines log in",
      {
        signUp: false,
        scheme: { type: "oauth2", flows: { clientCredentials: { tokenUrl: "https://a.acme.io", scopes: {} } } },
      },
      "client A",
    ],
  ])("%s", async (_what, given, as) => {
    expect((await testOf("GET /bills/{id}", {}, given))?.as).toBe(as);
  });
});

describe("what only some may do is tested too", () => {
  test("administration, by somebody who is no administrator", async () => {
    expect(await testOf("DELETE /admin/notes/{id}", { "GET /notes/{id}": {}, "GET /bills/{id}": {} })).toMatchObject({
      kind: "function",
      as: "user A, who is no administrator",
      ask: "delete a note",
      urgency: "first",
    });
  });

  test("a right that callers set for themselves, beside what they do to others", async () => {
    const entry = await testOf("PUT /users/{id}", {
      "PUT /users/{id}": takes({ nickname: TEXT, is_admin: { type: "boolean" } }),
    });
    expect(entry?.further).toMatchObject([{ kind: "property", ask: expect.stringContaining("is_admin") }]);
  });

  test.each([
    [takes({ email: EMAIL, role: { enum: ["owner", "manager"] } }), 'make an invite with more in "role" than A has'],
    [takes({ email: EMAIL, language: { enum: ["en", "de"] } }), undefined],
    [takes({ teamName: TEXT, role: { enum: ["owner", "manager"] } }), undefined],
  ])("an invitation with %j: %j", async (operation, ask) => {
    const entry = await testOf("POST /team/invite", { "POST /team/invite": operation });
    const all = entry === undefined ? [] : [entry, ...entry.further];
    expect(all.find(({ kind }) => kind === "property")?.ask).toBe(ask);
  });

  test("a key with more scopes than those of its maker", async () => {
    const given = { signUp: false, scheme: { type: "apiKey", in: "header", name: "X-Api-Key" } };
    const entry = await testOf(
      "POST /api_keys",
      { "POST /api_keys": takes({ name: TEXT, scopes: { type: "array", items: TEXT } }), "DELETE /api_keys/{id}": {} },
      given,
    );
    expect([entry?.kind, ...(entry?.further ?? []).map(({ kind }) => kind)]).toEqual(["function", "property"]);
  });
});

describe("what gives rights is tested by who may give them first, and then by whose things they are", () => {
  const grant = takes({ roleId: TEXT, userId: TEXT });
  test.each<[string, object, string | undefined]>([
    ["POST /teams/{id}/role-assignments", {}, "function"],
    ["DELETE /teams/{id}/role-assignments/{assignmentId}", {}, "function"],
    ["POST /roles/{id}/members", {}, "function"],
    ["POST /teams/{id}/members", grant, "function"],
    ["POST /teams/{id}/members", takes({ roleId: TEXT }), "object"],
    ["POST /teams/{id}/members", takes({ userId: TEXT }), "object"],
    ["GET /roles/{id}/members", lists({ userId: TEXT }), "object"],
  ])("%s with %j: %s", async (id, operation, kind) => {
    const entry = await testOf(id, { [id]: operation });
    expect(entry?.kind).toBe(kind);
    expect(entry?.further[0]?.kind === "object").toBe(kind === "function");
  });
});

describe("whatever names B is tested, wherever it stands", () => {
  const tenant = { parameters: [{ name: "X-Tenant-Id", in: "header", required: true, schema: TEXT }] };
  test.each<[string, object, readonly string[]]>([
    ["GET /bills", { ...tenant, ...lists({ total: TEXT }) }, ["list bills with A's credential and B's X-Tenant-Id"]],
    ["POST /bills", tenant, ["create a bill with A's credential and B's X-Tenant-Id"]],
    ["GET /bills/{id}", tenant, ["read B's bill", "read B's bill, with A's credential and B's X-Tenant-Id"]],
    ["GET /bills/{id}", {}, ["read B's bill"]],
    ["GET /bills/{id}", { parameters: [{ name: "X-Trace-Id", in: "header", schema: TEXT }] }, ["read B's bill"]],
    [
      "POST /bills/{id}/notes",
      takes({ userId: TEXT, billId: TEXT }),
      ["create a note for B's bill", "create a note for A's own bill, with B's userId in the body"],
    ],
    [
      "POST /bills/{id}/notes",
      takes({ userId: TEXT, accountId: TEXT }),
      [
        "create a note for B's bill",
        "create a note for A's own bill, with B's userId and accountId in the body, one at a time",
      ],
    ],
  ])("%s with %j: %j", async (id, operation, asks) => {
    const entry = await testOf(id, { [id]: operation, "GET /bills/{billId}/x": {} });
    expect([entry, ...(entry?.further ?? [])].map((one) => one?.ask)).toEqual(asks);
  });
});

describe("what is made of a thing is worth what the thing is", () => {
  const answers = (type: string): object => ({ responses: { 200: { content: { [type]: {} } } } });
  const made =
    "it returns a file or link made from the object that GET /patients/{id} shows, which returns health data";
  test.each<[string, object, string]>([
    ["GET /patients/{id}/download", answers("application/zip"), made],
    ["GET /patients/{id}/pdf", answers("application/pdf"), made],
    ["GET /patients/{id}/vorschau", answers("application/pdf"), made],
    ["GET /patients/{id}/public-url", returns({ properties: { public_url: TEXT } }), made],
    ["GET /patients/{id}/download-link", returns({ properties: { link: TEXT } }), made],
    [
      "GET /patients/{id}/export",
      returns({ properties: { jobId: TEXT } }),
      "no sensitive data is known to be in the response",
    ],
    ["GET /patients/{id}/letters/pdf", answers("application/pdf"), "it returns a file whose content is not described"],
    [
      "GET /orders/{id}/public-url",
      returns({ properties: { public_url: TEXT } }),
      "no sensitive data is known to be in the response",
    ],
    [
      "GET /patients/{id}/colour",
      returns({ properties: { colour: TEXT } }),
      "no sensitive data is known to be in the response",
    ],
  ])("%s with %j: %s", async (id, operation, why) => {
    const entry = await testOf(id, {
      [id]: operation,
      "GET /patients/{id}": returns({ properties: { diagnosis: TEXT } }),
      "GET /orders/{id}": returns({ properties: { colour: TEXT } }),
    });
    expect(entry?.why).toContain(why);
  });
});

describe("what nobody has described is not known to be harmless", () => {
  const file = { responses: { 200: { content: { "application/octet-stream": {} } } } };
  const picture = { responses: { 200: { content: { "image/png": {} } } } };
  test.each<[string, object, string, string]>([
    ["GET /orders/{id}/content", file, "first", "it returns a file whose content is not described"],
    ["GET /orders/{id}/picture", picture, "last", "no sensitive data is known to be in the response"],
    ["GET /orders/{id}/notes", { responses: { 200: {} } }, "next", "the response is not described"],
    [
      "GET /orders/{id}/notes",
      returns({ properties: { colour: TEXT } }),
      "last",
      "no sensitive data is known to be in the response",
    ],
    [
      "GET /patients",
      { responses: { 200: {} }, parameters: [{ name: "patient_id", in: "query", required: true, schema: TEXT }] },
      "next",
      "the response is not described, and GET /patients/{id}, about the same object, returns health data",
    ],
  ])("%s with %j: %s", async (id, operation, urgency, why) => {
    const entry = await testOf(id, {
      [id]: operation,
      "GET /patients/{id}": returns({ properties: { diagnosis: TEXT } }),
    });
    expect([entry?.urgency, entry?.why.split("; ")[0]]).toEqual([urgency, why]);
  });
});

describe("who else must be refused is tested, too", () => {
  const scopes = {
    read: "Read",
    "orders.read": "Read orders",
    "orders.write": "Change orders",
    "users.read": "Read users",
  };
  const oauth = { type: "oauth2", flows: { clientCredentials: { tokenUrl: "https://a.io/t", scopes } } };
  test.each<[string, object, readonly string[]]>([
    ["DELETE /orders/{id}", { description: "Clinician only endpoint." }, ["client A, who is no clinician"]],
    ["DELETE /orders/{id}", { description: "Available only to managers" }, ["client A, who is no manager"]],
    ["DELETE /orders/{id}", { description: "Nur für den Arzt." }, ["client A, who is no arzt"]],
    ["DELETE /orders/{id}", { description: "Deletes only managers of the shop" }, []],
    [
      "DELETE /orders/{id}",
      { security: [{ token: ["orders.write"] }] },
      ['client A, with a token for "orders.read" alone'],
    ],
    ["GET /orders/{id}", { security: [{ token: ["orders.write"] }] }, []],
    ["DELETE /orders/{id}", { security: [{ token: ["bills.write"] }] }, []],
  ])("%s with %j: %j", async (id, operation, callers) => {
    const entry = await testOf(id, { [id]: operation }, { scheme: oauth });
    expect(entry?.further.map((step) => step.as)).toEqual(callers);
  });
});

describe("a secret that is shown is none that is set", () => {
  test.each([
    ["Claim a prescription", "last"],
    ["Add a prescription", "first"],
  ])("%s: %s", async (summary, urgency) => {
    const id = "POST /patients/{id}/prescriptions";
    expect((await testOf(id, { [id]: { summary, ...takes({ password: TEXT }) } }))?.urgency).toBe(urgency);
  });
});

test.each([
  ["Elevate a session", "elevate B's session"],
  ["Elevate sessions", "change the elevate of B's session"],
  ["", "change the elevate of B's session"],
])("the last word of a path is a verb where the summary begins with it: %j", async (summary, ask) => {
  const id = "POST /sessions/{id}/elevate";
  expect((await testOf(id, { [id]: { summary } }))?.ask).toBe(ask);
});

describe("words of a path that are not English are quoted", () => {
  const summaries = ["Liest die Buchung des Kunden", "Ändert eine Buchung", "Alle Preise für den Kunden"];
  const spoken = Object.fromEntries(summaries.map((summary, at) => [`GET /texts${at}`, { summary }]));
  test.each([
    ["GET /buchungen/{id}", spoken, 'read B\'s "buchung"', "403 or 404"],
    ["DELETE /buchungen/{id}", spoken, 'delete B\'s "buchung"', '403 or 404, and B\'s "buchung" is still there'],
    ["GET /kunden/{id}/buchungen", spoken, 'list the "buchungen" of B\'s "kunde"', "403, 404 or an empty list"],
    ["GET /orders/{id}", spoken, "read B's order", "403 or 404"],
    ["GET /buchungen/{id}", {}, "read B's buchung", "403 or 404"],
  ])("%s, %j: %s", async (id, others, ask, expected) => {
    expect(await testOf(id, others)).toMatchObject({ ask, expect: expected });
  });
});

describe("why is what would be lost", () => {
  test("a header by which the caller gets in is nobody's data", async () => {
    const parameters = [{ name: "Authorization", in: "header", schema: TEXT }];
    const entry = await testOf("DELETE /alerts/{id}", { "DELETE /alerts/{id}": { parameters } });
    expect(entry).toMatchObject({ sensitivity: "public", why: "B's alert would be lost" });
  });

  test("what the object holds is said with what shows it", async () => {
    const entry = await testOf("DELETE /leads/{id}", { "GET /leads/{id}": returns({ properties: { email: EMAIL } }) });
    expect(entry?.why).toBe("B's lead would be lost; it holds e-mail addresses (GET /leads/{id} shows it)");
  });

  test("identifiers are listed by the collection, and by nothing that only has a parameter of the same name", async () => {
    const others = {
      "GET /senders/verify/{token}": {},
      "GET /invitations": lists({ token: TEXT }),
      "GET /bills": lists({ id: TEXT }),
      "GET /bills/{id}": {},
    };
    const entries = await tested(others);
    const why = (id: string): string | undefined => entries.find(({ operation }) => operation === id)?.why;
    expect(why("GET /bills/{id}")).toContain("GET /bills lists the IDs");
    expect(why("GET /senders/verify/{token}")).not.toContain("GET /invitations");
  });
});

test("the worst comes first, and of one urgency what is of one kind stands together", async () => {
  const entries = await tested({
    "GET /notes/{id}": {},
    "GET /bills/{id}": {},
    "PUT /notes/{id}": {},
    "POST /payments/{id}/refund": {},
  });
  expect(entries.map(({ urgency, operation }) => `${urgency} ${operation}`)).toEqual([
    "first POST /payments/{id}/refund",
    "last PUT /notes/{id}",
    "last GET /notes/{id}",
    "last GET /bills/{id}",
  ]);
});

test.each([
  ["who directed a film", "GET /films/{id}", { title: TEXT, director: { properties: { firstName: TEXT } } }, "public"],
  [
    "who ordered something",
    "GET /orders/{id}",
    { total: TEXT, buyer: { properties: { firstName: TEXT } } },
    "confidential",
  ],
])("what is at risk in a test: %s", async (_name, id, properties, sensitivity) => {
  expect((await testOf(id, { [id]: returns({ properties }) }))?.sensitivity).toBe(sensitivity);
});

describe("who sets the password of somebody else is tested, where one's own record has a path of its own", () => {
  const password = takes({ name: TEXT, password: TEXT });
  test.each<[string, object, Readonly<Record<string, object>>, boolean]>([
    ["PUT /users/{id}", password, { "PUT /users/me": password }, true],
    ["POST /clinics/{clinic}/nurses/{id}/password", password, { "GET /clinics/me": {} }, true],
    ["PUT /users/{id}", password, {}, false],
    ["PUT /users/{id}", takes({ name: TEXT }), { "PUT /users/me": password }, false],
    ["PUT /users/{id}/password", takes({ oldPassword: TEXT, newPassword: TEXT }), { "GET /users/me": {} }, false],
  ])("%s with %j beside %j", async (id, operation, others, isTested) => {
    const { as = "", further = [] } = (await testOf(id, { [id]: operation, ...others })) ?? {};
    const asked = [as, ...further.map((step) => step.as)];
    expect(asked.includes("user A, who may not manage other users")).toBe(isTested);
  });
});

describe("a mark that a field is readOnly closes nothing by itself, so what a call shows stays in the list", () => {
  const marked = (properties: object): object =>
    takes(Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, { ...one, readOnly: true }])));
  const properties = async (id: string, operation: object) => {
    const entry = await testOf(id, { [id]: operation });
    return [entry!, ...(entry?.further ?? [])].filter(({ kind }) => kind === "property");
  };

  test.each([
    ["PUT /users/{id}", marked({ role: { enum: ["user", "admin"] } }), 'set "role" of A\'s own account or objects'],
    ["PATCH /utilisateurs/{id}", marked({ estAdmin: { type: "boolean" } }), 'set "estAdmin"'],
    ["POST /bookings", marked({ memberId: TEXT }), 'create a booking with B\'s "memberId"'],
    ["POST /buchungen", marked({ kontoId: TEXT }), 'with B\'s "kontoId"'],
  ])("%s", async (id, operation, ask) => {
    const found = await properties(id, operation);
    expect(found.map((one) => one.ask)).toEqual([expect.stringContaining(ask)]);
  });

  test.each([
    ["what the service numbers itself", "PUT /users/{id}", marked({ userId: TEXT, createdAt: TEXT })],
    ["what nobody is by", "POST /bookings", marked({ bookingId: TEXT, status: TEXT })],
  ])("%s is no owner", async (_name, id, operation) => {
    expect(await properties(id, operation)).toEqual([]);
  });
});

describe("a parser of XML is tried with entities that name files and addresses", () => {
  const sends = (...types: readonly string[]): object => ({
    requestBody: { content: Object.fromEntries(types.map((type) => [type, { schema: { properties: { a: TEXT } } }])) },
  });
  test.each([
    ["POST /invoices", sends("application/xml"), 1],
    ["POST /invoices", sends("text/xml", "application/soap+xml"), 1],
    ["POST /invoices/import", sends("application/json", "application/xml"), 1],
    ["POST /rechnungen/importieren", sends("application/json", "application/xml"), 1],
    ["POST /factures/importer", sends("application/json", "application/xml"), 1],
    ["POST /facturas/importar", sends("application/json", "application/xml"), 1],
    // Frameworks declare both, and most services never read the second.
    ["POST /invoices", sends("application/json", "application/xml"), 0],
    ["POST /invoices/import", sends("application/json"), 0],
  ])("%s with %j", async (id, operation, times) => {
    const entry = await testOf(id, { [id]: operation });
    const asked = [entry, ...(entry?.further ?? [])].filter((one) => one?.kind === "input");
    expect(asked).toHaveLength(times);
    for (const one of asked) expect(one?.ask).toContain("DOCTYPE");
  });
});
