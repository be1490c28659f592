import { describe, expect, test } from "vitest";
import { testBoundaries } from "../../src/review/boundaries.ts";
import { lists, ONE, rankedTestsOf, takes, testsOf, type Operations } from "./tests-of.ts";

/** What is asked first of the objects of an operation, beside which the API has orders, cards, customers and reviews of products. */
async function asked(id: string, operation: string, callers: "users" | "accounts" = "users") {
  const tests = await testsOf(
    {
      "GET /orders/{id}": ONE,
      "GET /cards/{id}": ONE,
      "GET /customers/{id}": ONE,
      "GET /products/{id}": "",
      [id]: operation,
    },
    callers,
  );
  const first = tests.get(id);
  // What is abused by valid calls asks for no object.
  return first?.kind === "flow" || first?.kind === "automation" ? undefined : first?.ask;
}

test.each<[string, string, string | undefined]>([
  // Prices are of nobody, and those of a customer are that customer's.
  [
    "GET /prices",
    "[{ name: customerNo, in: query, required: true }, { name: article, in: query, required: true }]",
    "customerNo",
  ],
  [
    "GET /preise",
    "[{ name: kundenNr, in: query, required: true }, { name: artikelNr, in: query, required: true }]",
    "kundenNr",
  ],
  ["GET /prices", "[{ name: customerNo, in: query }, { name: article, in: query, required: true }]", undefined],
  ["GET /prices", "[{ name: articleNo, in: query, required: true }]", undefined],
])("%s with %s is asked about %s", async (id, parameters, named) => {
  const price =
    "{ type: object, properties: { article: { type: string }, price: { type: number }, discountGroup: { type: string } } }";
  const returned = `{ 200: { description: ok, content: { application/json: { schema: { type: array, items: ${price} } } } } }`;
  const question = await asked(id, `{ parameters: ${parameters}, responses: ${returned} }`, "accounts");
  expect(named === undefined ? question : question?.includes(named)).toBe(named === undefined ? undefined : true);
});

const S = "{ type: string }";
const N = "{ type: number }";

describe("a body names the things of others however it is written", () => {
  test.each<[string, string, string | undefined]>([
    // The account that money is taken from, and not the one that it goes to.
    ["POST /transfers", `{ from_account: ${S}, amount: ${N} }`, "create a transfer with B's from_account"],
    ["POST /transfers", `{ to_account: ${S}, amount: ${N} }`, undefined],
    [
      "POST /transfers",
      `{ source: { properties: { account: ${S} } }, amount: ${N}, a: ${S}, b: ${S}, c: ${S} }`,
      "create a transfer with B's account in source.account",
    ],
    [
      "POST /transfers",
      `{ destination: { properties: { account: ${S} } }, amount: ${N}, a: ${S}, b: ${S}, c: ${S} }`,
      undefined,
    ],
    // A number of somebody, and one that says how many.
    ["POST /notes", `{ kunden_nr: ${S}, text: ${S} }`, "create a note with B's kunden_nr"],
    ["POST /notes", `{ customer_count: ${N}, text: ${S} }`, undefined],
    // What the caller calls something.
    ["POST /notes", `{ customer_reference: ${S}, text: ${S} }`, undefined],
    ["POST /notes", `{ merchant_order_id: ${S}, text: ${S} }`, undefined],
    // What is said to be an identifier, and a text.
    [
      "POST /notes",
      `{ order: { type: string, description: The identifier of the order }, text: ${S} }`,
      "create a note with B's order",
    ],
    ["POST /notes", `{ order: { type: string, description: What was ordered }, text: ${S} }`, undefined],
    ["POST /notes", `{ order: { type: integer }, text: ${S} }`, "create a note with B's order"],
    ["POST /notes", `{ order: { type: string, enum: [asc, desc] }, text: ${S} }`, undefined],
    // Objects inside of others.
    [
      "POST /notes",
      `{ about: { properties: { order: { properties: { id: ${S} } } } }, text: ${S}, a: ${S}, b: ${S}, c: ${S} }`,
      "create a note with B's order in about.order.id",
    ],
    [
      "POST /notes",
      `{ about: { properties: { product: { properties: { id: ${S} } } } }, text: ${S}, a: ${S}, b: ${S}, c: ${S} }`,
      undefined,
    ],
    // Each of many.
    [
      "POST /notes",
      `{ lines: { type: array, items: { properties: { card_id: ${S} } } }, text: ${S} }`,
      "create a note with B's card in lines[].card_id",
    ],
    ["POST /notes", `{ lines: { type: array, items: { properties: { line_id: ${S} } } }, text: ${S} }`, undefined],
    // One of several kinds, which stands beside.
    [
      "POST /notes",
      `{ about: { type: array, items: { properties: { type: { enum: [colour, card] }, id: ${S} } } }, text: ${S} }`,
      "create a note with B's card in about[].id",
    ],
    [
      "POST /notes",
      `{ about: { type: array, items: { properties: { type: { enum: [colour] }, id: ${S} } } }, text: ${S} }`,
      undefined,
    ],
    // For whom a call is made.
    ["POST /notes", `{ on_behalf_of: ${S}, text: ${S} }`, "create a note with B in on_behalf_of"],
    ["POST /notes", `{ im_namen_von: ${S}, text: ${S} }`, "create a note with B in im_namen_von"],
    ["POST /notes", `{ on_site: ${S}, text: ${S} }`, undefined],
    // The keys of a map.
    [
      "POST /notes",
      `{ textByOrderId: { type: object, additionalProperties: ${S} } }`,
      "create a note with the ID of B's order as a key of textByOrderId",
    ],
    ["POST /notes", `{ textByLanguage: { type: object, additionalProperties: ${S} } }`, undefined],
    [
      "POST /notes",
      `{ texts: { type: object, description: Text by card ID, additionalProperties: ${S} } }`,
      "create a note with the ID of B's card as a key of texts",
    ],
    [
      "POST /notes",
      `{ texts: { type: object, description: Text by colour ID, additionalProperties: ${S} } }`,
      undefined,
    ],
  ])("%s with %s: %s", async (id, properties, ask) => {
    expect(await asked(id, takes(properties))).toBe(ask);
  });

  test.each([
    ["GET /orders/{id}", "create a note with B's order in signers[].order"],
    ["GET /cards/{id}", undefined],
  ])("the number of an order, or a place in a row, beside %s", async (read, ask) => {
    const signers = `{ signers: { type: array, items: { properties: { order: { type: integer } } } }, text: ${S} }`;
    expect((await testsOf({ [read]: ONE, "POST /notes": takes(signers) })).get("POST /notes")?.ask).toBe(ask);
  });

  test("what is made has no owner yet", async () => {
    expect(await asked("POST /orders", takes(`{ order_number: ${S}, text: ${S} }`))).toBe(undefined);
    expect(await asked("POST /notes", takes(`{ order_number: ${S}, text: ${S} }`))).toBe(
      "create a note with B's order_number",
    );
  });

  test("the merchant's account is B's where accounts are told apart by their keys", async () => {
    const account = "{ type: string, description: The merchant account identifier }";
    const name = "{ type: string, description: The name on the statement }";
    expect(await asked("POST /payments", takes(`{ merchantAccount: ${account}, amount: ${N} }`), "accounts")).toBe(
      "create a payment with B's merchantAccount",
    );
    expect(await asked("POST /payments", takes(`{ merchantName: ${name}, amount: ${N} }`), "accounts")).toBe(undefined);
  });

  test("users write to each other, and a business writes to its customers", async () => {
    const toUsers = takes(`{ user_ids: { type: array, items: ${S} }, text: ${S} }`);
    const texts = `{ type: object, description: Text by user ID, additionalProperties: ${S} }`;
    expect(await asked("POST /chats/send", takes(`{ texts: ${texts} }`))).toBe(undefined);
    expect(await asked("POST /chats/archive", takes(`{ texts: ${texts} }`))).toBe(
      "archive chats with the ID of B's user as a key of texts",
    );
    expect(await asked("POST /chats/archive", toUsers)).toContain("user_ids");
  });
});

describe("what a list is cut down by names whose things it shows", () => {
  const query = (name: string, schema = S) => lists(`[{ name: "${name}", in: query, schema: ${schema} }]`);
  test.each<[string, string, string | undefined]>([
    ["filter[customer]", S, "list invoices with B in filter[customer]"],
    ["filter[colour]", S, "list invoices"],
    ["customer", S, "list invoices with B's customer"],
    ["customerNo", S, "list invoices with B's customerNo"],
    ["customerName", S, "list invoices"],
    ["order", S, "list invoices with B's order"],
    ["order", "{ type: string, enum: [asc, desc] }", "list invoices"],
    ["card[eq]", S, "list invoices with B's card in card[eq]"],
    ["customer_ids", `{ type: array, items: ${S} }`, "list invoices with B's customer_ids"],
    ["on_behalf_of", S, "list invoices with B in on_behalf_of"],
    ["from", "{ type: string, format: date }", "list invoices"],
  ])("%s of %s: %s", async (name, schema, ask) => {
    expect(await asked("GET /invoices", query(name, schema))).toBe(ask);
  });

  test("it is asked for whole, too, and by a filter in the query of one that the path names", async () => {
    const tests = await testsOf({
      "GET /orders/{id}": ONE,
      "GET /invoices": query("order"),
      "GET /shops/{id}/invoices": query("order"),
      "GET /shops/{id}/bills": query("colour"),
    });
    const further = (id: string) => tests.get(id)?.further.map(({ ask, expect: right }) => `${ask}: ${right}`);
    expect(further("GET /invoices")).toEqual(["list invoices without order: A's items only, none of B's"]);
    expect(further("GET /shops/{id}/invoices")).toEqual([
      "list the invoices of A's own shop, with B's order in the query: 400, 403, 404 or a list that contains no record of B's",
    ]);
    expect(further("GET /shops/{id}/bills")).toEqual([]);
  });

  test("what tells nothing of anybody is only looked up by them", async () => {
    const free = `
parameters: [{ name: doctor, in: query, schema: ${S} }]
responses: { "200": { description: OK, content: { application/json: { schema: { type: array, items: { properties: { weekday: ${S} } } } } } } }`;
    expect(await asked("GET /opening-hours", free)).toBe(undefined);
  });
});

test("a header can say for whom a call is made, and what only programs know names nobody", async () => {
  const header = (name: string) => lists(`[{ name: "${name}", in: header, schema: ${S} }]`);
  expect(await asked("GET /invoices", header("X-Customer-Id"))).toBe(
    "list invoices with A's credential and B's X-Customer-Id",
  );
  expect(await asked("GET /invoices", header("Account"))).toBe("list invoices with A's credential and B's Account");
  expect(await asked("GET /invoices", header("X-Order-Id"))).toBe("list invoices");
  expect(await asked("GET /invoices", header("X-Request-Id"))).toBe("list invoices");
});

describe("what has no identifier is tested by what is not in it", () => {
  test.each<[string, string, string | undefined]>([
    [
      "GET /pages",
      lists(
        "[{ name: perPage, in: query, schema: { type: integer } }, { name: page, in: query, schema: { type: integer } }]",
      ),
      "list pages",
    ],
    ["GET /invoice", `summary: List All Customer Invoices\n${lists()}`, "list customer invoices"],
    ["GET /invoice", `summary: Your invoices of the year\n${lists()}`, "read the invoice"],
    ["GET /me/invoices", lists(), "list A's own invoices"],
    ["GET /me/friends", lists(), undefined],
    ["GET /me", ONE, undefined],
    ["PUT /me", takes(`{ id: ${S}, name: ${S} }`), "change A's own profile with B's id"],
    ["PUT /me", takes(`{ id: { type: string, readOnly: true }, name: ${S} }`), undefined],
    ["PUT /me", takes(`{ name: ${S} }`), undefined],
    ["POST /invoices/search", `${takes(`{ text: ${S} }`)}${lists()}`, "search invoices"],
  ])("%s: %s", async (id, operation, ask) => {
    expect(await asked(id, operation)).toBe(ask);
  });

  test("a list of the caller's own is no condition by itself", async () => {
    const { tested, conditions } = await reviewed({ "GET /me/invoices": lists() });
    expect([tested, conditions]).toEqual([["GET /me/invoices"], []]);
    const others = await reviewed({ "GET /invoices": lists() });
    expect([others.tested, others.conditions]).toEqual([["GET /invoices"], ["user-list-read"]]);
  });
});

const UNSUSPENDED = "unsuspend B's account holder, by accountHolderCode";

describe("what names a thing is known by its structure and its text", () => {
  const ROOM = "{ type: string, pattern: '^RM[0-9a-f]{32}$' }";
  const rooms = (id: string, operation: string) =>
    testsOf(
      {
        "DELETE /rooms/{roomName}": "",
        "GET /rooms/{roomName}": `responses: { 200: { description: It, content: { application/json: { schema: { properties: { sid: ${ROOM} } } } } } }`,
        "GET /countries/{countryName}": "",
        [id]: operation,
      },
      "accounts",
    );
  test.each<[string, string, string | undefined]>([
    ["a pattern", takes(`{ where: ${ROOM}, text: ${S} }`), "create a note with B's where"],
    ["another pattern", takes("{ where: { type: string, pattern: '^XX[0-9a-f]{32}$' } }"), undefined],
    ["the name of a parameter of a path", takes(`{ roomName: ${S} }`), "create a note with B's roomName"],
    ["what is there for all", takes(`{ countryName: ${S} }`), undefined],
    ["another name", takes(`{ roomTitle: ${S} }`), undefined],
    ...[
      "The unique identifier of the room.",
      "Eindeutige Kennung der Room",
      "L'identifiant de la room",
      "El identificador de la room",
      "O identificador da room",
    ].map((text): [string, string, string] => [
      text,
      takes(`{ target: { type: string, description: ${JSON.stringify(text)} } }`),
      "create a note with B's target",
    ]),
    [
      "the caller's own word for it",
      takes(`{ target: { type: string, description: Your own identifier of the room } }`),
      undefined,
    ],
    ["a text about it", takes(`{ target: { type: string, description: The name of the room } }`), undefined],
  ])("%s", async (_name, operation, ask) => {
    expect((await rooms("POST /notes", operation)).get("POST /notes")?.ask).toBe(ask);
  });

  test.each<[string, string, string | undefined]>([
    ["deepObject", "filter", "list notes with B in filter[customer_id]"],
    ["form", "filter", "list notes with B's customer_id"],
  ])("an object in the query, as %s", async (style, name, ask) => {
    const schema = `{ type: object, properties: { customer_id: ${S}, colour: ${S} } }`;
    const operation = lists(`[{ name: ${name}, in: query, style: ${style}, explode: true, schema: ${schema} }]`);
    expect(await asked("GET /notes", operation)).toBe(ask);
  });
  test.each<[string, string | undefined]>([
    ["ID of the consumer which you want to get or push data from", "x-acme-party-id"],
    ["Kennung des Kunden, dessen Daten gelesen werden", "x-acme-party-id"],
    ["ID of the request, for logs", undefined],
    ["Name of the app that a customer uses", undefined],
  ])("a header chooses whose data is meant: %s", async (description, name) => {
    const header = `[{ name: x-acme-party-id, in: header, schema: { type: string }, description: ${JSON.stringify(description)} }]`;
    const tested = await testsOf({ "GET /notes": lists(header) }, "accounts");
    expect(tested.get("GET /notes")?.ask.includes(name ?? "list")).toBe(true);
    expect(tested.get("GET /notes")?.ask.includes("x-acme-party-id")).toBe(name !== undefined);
  });
});

describe("a test reads as a sentence", () => {
  test.each<[string, string, string]>([
    // A state is no thing.
    ["GET /orders/{id}/payments/scheduled", ONE, "list the scheduled payments of B's order"],
    ["GET /orders/{id}/payments/feed", ONE, "read the feed of B's order"],
    [
      "GET /payments/scheduled",
      lists("[{ name: card_id, in: query, schema: { type: string } }]"),
      "list payments with B's card_id",
    ],
    // A thing is not its own part.
    ["POST /transfer/finalize-transfer", takes(`{ transfer_id: ${S} }`), "finalize B's transfer, by transfer_id"],
    ["POST /getAccountHolder", takes(`{ accountHolderCode: ${S} }`), "read B's account holder, by accountHolderCode"],
    // Parameters in a row are of what stands before them.
    ["GET /roles/{account}/{kind}/{identifier}", ONE, "read B's role"],
    // How something is done is not what it is done to.
    ["POST /refund/retry-with-details/{id}", "summary: Retry a refund", "retry B's refund"],
    [
      "POST /batch-messages",
      takes(`{ items: { type: array, items: { properties: { order_id: ${S} } } } }`),
      "create a message with B's order in items[].order_id",
    ],
    ["POST /connections/{id}/command", "summary: Send a command", "send a command to B's connection"],
    ["POST /buchungen", takes(`{ card_id: ${S} }`), "create a buchung with B's card_id"],
    // How something changes is not a part of it.
    ["POST /timesheets/{id}/revert-to-draft", "summary: Revert to draft", "revert B's timesheet to draft"],
    ["PUT /rules/{id}/enabled", "summary: Enable or disable", "change the enabled state of B's rule"],
    ["GET /rules/{id}/enabled", ONE, "read the enabled state of B's rule"],
    ["PUT /zones/{id}/transfer", "operationId: transferZone", "transfer B's zone"],
    ["PUT /zones/{id}/transfer", "operationId: setZoneTransfer", "change the transfer of B's zone"],
    // A procedure is a verb and a thing, however they are written.
    ["POST /unSuspendAccountHolder", takes(`{ accountHolderCode: ${S} }`), UNSUSPENDED],
    ["POST /un-suspend-account-holder", takes(`{ accountHolderCode: ${S} }`), UNSUSPENDED],
    [
      "POST /closeStores",
      `{ summary: Close stores, ${takes(`{ customer_id: ${S} }`)} }`,
      "close stores with B's customer_id",
    ],
    [
      "POST /follow-requests",
      `{ summary: Follow somebody, ${takes(`{ customer_id: ${S} }`)} }`,
      "create a follow request with B's customer_id",
    ],
    ["POST /checkAccountHolder", takes(`{ customer_id: ${S} }`), "check the account holder with B's customer_id"],
    [
      "POST /users/invite",
      `{ summary: Invite a user, ${takes(`{ customer_id: ${S} }`)} }`,
      "invite users with B's customer_id",
    ],
    [
      "POST /users/invite",
      `{ summary: Create an invite, ${takes(`{ customer_id: ${S} }`)} }`,
      "make an invite with B's customer_id",
    ],
    [
      "POST /capture",
      `{ summary: Capture an authorisation, ${takes(`{ customer_id: ${S} }`)} }`,
      "capture an authorisation with B's customer_id",
    ],
    [
      "POST /files/copyfile",
      `{ summary: Copy a file, ${takes(`{ card_id: ${S} }`)} }`,
      "copy the file with B's card_id",
    ],
    ["POST /jobs/stopall", `{ summary: Stop them, ${takes(`{ card_id: ${S} }`)} }`, "make the call with B's card_id"],
    ["POST /settings", takes(`{ customer_id: ${S} }`), "change settings with B's customer_id"],
    [
      "POST /configurations",
      `{ summary: Create a configuration, ${takes(`{ customer_id: ${S} }`)} }`,
      "create a configuration with B's customer_id",
    ],
    ["GET /orders/{id}/daily", ONE, "list the daily figures of B's order"],
    ["PUT /orders/{id}/change-date", "", "change the date of B's order"],
    ["POST /orders/{id}/linkToken", "summary: Issue a link token", "issue a link token for B's order"],
    // What narrows down or counts is no identifier.
    [
      "GET /roles/{id}/x",
      "parameters: [{ name: customers, in: query, schema: { type: string } }]",
      "read the x of B's role",
    ],
  ])("%s: %s", async (id, operation, ask) => {
    expect(await asked(id, operation)).toBe(ask);
  });
});

async function reviewed(operations: Operations) {
  const tests = await rankedTestsOf(operations);
  return {
    tested: tests.map(({ test: { operation } }) => operation),
    conditions: testBoundaries(tests).map(({ id }) => id),
  };
}

describe("a reference that another operation hands out names a thing, whatever it is called", () => {
  const MAKES = (property: string): string => `
${takes(`{ amount: ${N}, shopper: ${S} }`)}
responses:
  "200":
    description: OK
    content: { application/json: { schema: { properties: { ${property}: ${S}, result: ${S} } } } }`;
  const said = (text: string): string => `{ type: string, description: '${text}' }`;

  test.each<[string, string, string | undefined]>([
    ["pspReference", `{ pspReference: ${S} }`, "pspReference"],
    [
      "pspReference",
      `{ originalReference: ${said("The pspReference of the payment to cancel.")} }`,
      "originalReference",
    ],
    ["paymentNumber", `{ paymentNumber: ${S} }`, "paymentNumber"],
    ["zahlungsNummer", `{ zahlungsNummer: ${S} }`, "zahlungsNummer"],
    ["codigoPago", `{ codigoPago: ${S} }`, undefined],
    ["pspReference", `{ originalReference: ${said("Your reference of the payment.")} }`, undefined],
    ["pspReference", `{ otherReference: ${S} }`, undefined],
    ["countryCode", `{ countryCode: ${S} }`, undefined],
    ["resultCode", `{ resultCode: ${S} }`, undefined],
    ["shopper", `{ shopper: ${S} }`, undefined],
  ])("%s, and then %s", async (handedOut, body, name) => {
    const tests = await testsOf({ "POST /authorise": MAKES(handedOut), "POST /cancel": takes(body) }, "accounts");
    const ask = tests.get("POST /cancel")?.ask;
    if (name === undefined) expect(ask ?? "").not.toMatch(/Reference|Code|codigo|shopper/);
    else expect(ask).toContain(name);
  });

  test("what a thing gets where it is made, and where it is changed, refers to nothing else", async () => {
    const made = `
${takes(`{ productCode: ${S} }`)}
responses:
  "200": { description: OK, content: { application/json: { schema: { properties: { id: ${S}, name: ${S} } } } } }`;
    const read = `
responses:
  "200": { description: OK, content: { application/json: { schema: { properties: { productCode: ${S} } } } } }`;
    const tests = await testsOf({ "POST /shelves": made, "GET /shelves": read, "GET /shelves/{id}": read }, "accounts");
    expect(tests.get("POST /shelves")?.ask).toBeUndefined();
  });

  test.each<[string, string, string | undefined]>([
    ["apiMessageId", `{ apiMessageIds: { type: array, items: ${S} } }`, "apiMessageIds"],
    ["apiMessageId", `{ apiMessageId: ${S} }`, "apiMessageId"],
    ["requestId", `{ requestId: ${S} }`, undefined],
    ["apiMessageId", `{ apiTemplateId: ${S} }`, undefined],
  ])("the identifier %s that a change hands out, and then %s", async (handedOut, body, name) => {
    const tests = await testsOf({ "POST /send": MAKES(handedOut), "POST /scheduled/delete": takes(body) }, "accounts");
    const ask = tests.get("POST /scheduled/delete")?.ask;
    if (name === undefined) expect(ask ?? "").not.toMatch(/Id/);
    else expect(ask).toContain(name);
  });

  test("an identifier that only reads hand out may be of what is for all", async () => {
    const read = `
responses:
  "200": { description: OK, content: { application/json: { schema: { properties: { apiProductId: ${S} } } } } }`;
    const tests = await testsOf({ "GET /shop": read, "POST /basket": takes(`{ apiProductId: ${S} }`) }, "accounts");
    expect(tests.get("POST /basket")?.ask ?? "").not.toContain("apiProductId");
  });

  test.each([
    ["apiMessageId", true],
    ["colour", false],
  ])("a body that is a list, where %s comes back", async (name, isAsked) => {
    const status = `
requestBody:
  content: { application/json: { schema: { type: array, items: ${S} } } }
responses:
  "200": { description: OK, content: { application/json: { schema: { type: array, items: { properties: { ${name}: ${S}, phone: ${S} } } } } } }`;
    const tests = await testsOf({ "POST /send": MAKES("apiMessageId"), "POST /send/status": status }, "accounts");
    expect(tests.get("POST /send/status")?.ask ?? "").toMatch(isAsked ? /apiMessageId/ : /^(?!.*colour)/);
  });

  test("two verbs in one are a call", async () => {
    const cancel = takes(`{ pspReference: ${S} }`);
    const tests = await testsOf(
      { "POST /authorise": MAKES("pspReference"), "POST /cancelOrRefund": cancel },
      "accounts",
    );
    expect(tests.get("POST /cancelOrRefund")?.ask).toBe("make the call with B's pspReference");
  });
});

test.each([
  ["PUT /users/{id}/reset-password", "reset B's password"],
  ["POST /users/{id}/impersonation", "impersonate B"],
  ["POST /devices/{id}/configure", "configure B's device"],
  ["PUT /users/{id}/password", "change B's password"],
])("%s reads as what is done: %s", async (id, ask) => {
  expect((await testsOf({ [id]: takes("{ x: { type: string } }") })).get(id)?.ask).toBe(ask);
});

test.each([
  ["DELETE /viaturas/{id}", "delete B's viatura"],
  ["DELETE /ocorrencias/{id}", "delete B's ocorrencia"],
  ["DELETE /pedidos/{id}", "delete B's pedido"],
  ["DELETE /arbeitsstunden/{id}", "delete B's arbeitsstunde"],
  ["DELETE /parzellen/{id}", "delete B's parzelle"],
  ["DELETE /mitglieder/{nr}", "delete B's user"],
  ["DELETE /canvas/{id}", "delete B's canvas"],
  ["DELETE /photos/{id}", "delete B's photo"],
  ["DELETE /gardens/{id}", "delete B's garden"],
  ["DELETE /atlas/{id}", "delete B's atlas"],
])("%s is about one of them: %s", async (id, ask) => {
  expect((await testsOf({ [id]: "" })).get(id)?.ask).toBe(ask);
});

describe("what a text keeps to administrators is tried by somebody else", () => {
  const query = (description: string): string =>
    lists(`[{ name: all, in: query, description: '${description}', schema: { type: boolean } }]`);

  test.each([
    ["Can only be used by admins or managers to fetch all entities", true],
    ["Admin only. Return deleted entries as well.", true],
    ["Nur für Administratoren", true],
    ["Réservé aux administrateurs", true],
    ["Sólo para administradores", true],
    ["Somente para administradores", true],
    ["Whether to return all entries", false],
    ["Does not require the admin role", false],
  ])("all: %s", async (description, isFound) => {
    const ranked = await rankedTestsOf({ "GET /vehicles": query(description) });
    const texts = ranked.map((one) => JSON.stringify(one.test)).join(" ");
    expect(texts.includes(String.raw`list vehicles with \"all\" set`)).toBe(isFound);
  });
});

test.each<[string, string, boolean]>([
  ["GET /jobs", "parameters: [{ name: jobid, in: query, required: true, schema: { type: string } }]", true],
  ["POST /jobs/cancel", "parameters: [{ name: jobid, in: query, required: true, schema: { type: string } }]", true],
  [
    "POST /jobs/cancel",
    "requestBody: { content: { application/json: { schema: { type: object, required: [jobid], properties: { jobid: { type: string } } } } } }",
    true,
  ],
  ["GET /jobs", "parameters: [{ name: gridid, in: query, required: true, schema: { type: string } }]", false],
])("an identifier that is written as one word names what the path is about: %s, %s", async (id, operation, isAsked) => {
  expect((await asked(id, operation)) !== undefined).toBe(isAsked);
});

test.each(["full", "raw", "vollständig", "complets", "completos"])(
  "/orders/%s is a form in which orders are listed, and no thing",
  async (form) => {
    const tests = await rankedTestsOf({ "POST /orders": "", "GET /orders": lists(), [`GET /orders/${form}`]: lists() });
    const list = testBoundaries(tests).find(({ id }) => id.endsWith("-list-read"));
    expect(list?.operations).toContain(`GET /orders/${form}`);
    expect(list?.text).toMatch(/cannot read user B's orders through a list/);
  },
);
