import { describe, expect, test } from "vitest";
import { readingOf } from "../../src/exposure/reading.ts";
import { apiOfPart } from "../rules/description-of.ts";

const SCHEMAS = `components:
  securitySchemes: { token: { type: http, scheme: bearer } }
  schemas:
    Order: { properties: { id: { type: string }, recipient: { $ref: '#/components/schemas/Recipient' } } }
    Recipient: { properties: { firstName: { type: string }, emailAddress: { type: string } } }
    Orders: { properties: { orders: { type: array, items: { $ref: '#/components/schemas/Order' } }, errors: { type: array, items: { properties: { code: { type: string } } } }, cursor: { type: string } } }
    ById: { properties: { orders: { type: object, additionalProperties: { properties: { order: { $ref: '#/components/schemas/Order' } } } } } }
    Query: { properties: { query: { properties: { emailAddress: { type: string } } } } }
    Ids: { properties: { ids: { type: array, items: { type: string } } } }
    Id: { required: [order_id], properties: { order_id: { type: string } } }
    User: { properties: { emailAddress: { type: string }, password: { type: string } } }
    Key: { properties: { id: { type: string }, apiKey: { type: string } } }
`;

const INFO = { title: "T", version: "1" };

interface Case {
  readonly path: string;
  /** Another status that it may answer with. */
  readonly fails?: string;
  readonly takes?: string;
  readonly gives: string;
  readonly operationId?: string;
  readonly summary?: string;
  readonly method?: string;
}

async function apiOf({ path, takes, gives, operationId, summary, fails, method = "post" }: Case) {
  const body = (name: string): string =>
    `content: { application/json: { schema: ${name.endsWith("[]") ? `{ type: array, items: { $ref: '#/components/schemas/${name.slice(0, -2)}' } }` : `{ $ref: '#/components/schemas/${name}' }`} } }`;
  const parts = [
    ...(operationId === undefined ? [] : [`operationId: ${operationId}`]),
    ...(summary === undefined ? [] : [`summary: ${summary}`]),
    ...(takes === undefined ? [] : [`requestBody: { ${body(takes)} }`]),
    `responses: { '200': { description: ok, ${body(gives)} }${fails === undefined ? "" : `, '${fails}': { description: no }`} }`,
  ];
  return apiOfPart(
    `openapi: 3.1.0\nservers: [{ url: https://api.acme.io }]\nsecurity: [{ token: [] }]\npaths: { ${path}: { ${method}: { ${parts.join(", ")} } } }\n${SCHEMAS}`,
  );
}

/** Whose data each field that comes back is, all of them one. */
async function subjectsOf(of: Case): Promise<readonly string[]> {
  const api = await apiOf(of);
  const [operation] = api.operations;
  return [
    ...new Set(
      api
        .assessed(operation!)
        .flows.filter(({ direction, via }) => direction === "read" && via !== "error")
        .map(({ subject }) => subject),
    ),
  ];
}

describe("a POST that only reads tells of whom the GET would tell", () => {
  test.each<readonly [string, Case]>([
    ["a search, by its path", { path: "/orders/search", takes: "Query", gives: "Orders" }],
    ["a search of a resource, after a colon", { path: "'/orders:search'", takes: "Query", gives: "Orders" }],
    [
      "a search, by its operationId",
      { path: "/orders/ask", takes: "Query", gives: "Orders", operationId: "orders_search" },
    ],
    [
      "a search, by its summary",
      { path: "/orders/ask", takes: "Query", gives: "Orders", summary: "Searches for orders" },
    ],
    ["a query", { path: "/orders/query", takes: "Query", gives: "Order[]" }],
    ["what is retrieved in bulk, by its key", { path: "/orders/bulk-retrieve", takes: "Ids", gives: "ById" }],
    ["what is got in a batch", { path: "/orders/batch", takes: "Ids", gives: "Orders", operationId: "batchGetOrders" }],
    ["a list", { path: "/orders/list", takes: "Query", gives: "Order[]" }],
    ["a look-up by an identifier", { path: "/orders/lookup", takes: "Id", gives: "Order" }],
    ["a status", { path: "/orders/status", takes: "Id", gives: "Order", summary: "Retrieve the status of an order" }],
    ["whether a certificate holds (RFC 6960)", { path: "/certs/ocsp", takes: "Id", gives: "Order" }],
    [
      "queries in a batch",
      { path: "/graph/batch", takes: "Query", gives: "Orders", summary: "Perform a batched GraphQL query" },
    ],
    ["the keys that there are", { path: "/keys/list", gives: "Key[]", operationId: "listKeys" }],
  ])("%s", async (_what, one) => {
    const isOne = one.gives === "Order";
    expect(await subjectsOf(one)).toEqual([isOne ? "addressed" : "collection"]);
    const { takes: _takes, operationId: _id, summary: _summary, ...asked } = one;
    const asGet = { ...asked, method: "get", path: isOne ? "'/orders/{order_id}'" : one.path };
    expect(await subjectsOf(asGet)).toEqual(await subjectsOf(one));
    expect(readingOf((await apiOf(one)).operations[0]!)).toBe("stored");
  });

  test.each<readonly [string, Case]>([
    ["what is created", { path: "/orders", takes: "Order", gives: "Order" }],
    ["what is created in bulk", { path: "/orders/bulk-create", takes: "Order[]", gives: "Order[]" }],
    [
      "what is created in an envelope",
      { path: "/orders/batch", takes: "Orders", gives: "Orders", operationId: "bulkCreateOrders" },
    ],
    ["what is imported", { path: "/orders/import", takes: "Orders", gives: "Orders" }],
    [
      "a search that is saved",
      { path: "/orders/search", takes: "Order", gives: "Order", summary: "Create a saved search" },
    ],
    ["what is found or created", { path: "/orders", takes: "Order", gives: "Order", operationId: "findOrCreateOrder" }],
    ["who signs up", { path: "/sign-up", takes: "User", gives: "User" }],
    ["who logs in", { path: "/log-in", takes: "User", gives: "User" }],
    ["a token that is got", { path: "/token", takes: "User", gives: "Key", operationId: "getToken" }],
    ["a token that is got by another", { path: "/exchange", gives: "Key", operationId: "getAccessTokenViaJwt" }],
    ["a key that is made", { path: "/keys", gives: "Key", summary: "Get a new API key" }],
    ["what is created with a list", { path: "/users/createWithList", takes: "Order[]", gives: "Order" }],
    ["a list that is made", { path: "/lists", takes: "Order", gives: "Order" }],
  ])("not %s, which is the caller's own", async (_what, one) => {
    expect(await subjectsOf(one)).toEqual(["caller"]);
    expect(readingOf((await apiOf(one)).operations[0]!)).toBe(undefined);
  });

  test.each<readonly [string, Case, string | undefined]>([
    ["a price is worked out", { path: "/orders/calculate", takes: "Order", gives: "Order" }, "computed"],
    [
      "an address is checked",
      { path: "/check", takes: "Order", gives: "Order", operationId: "checkAddress" },
      "computed",
    ],
    [
      "a check on one thing",
      { path: "/perform", takes: "Id", gives: "Order", operationId: "checkOrder", fails: "404" },
      "computed",
    ],
    [
      "one that costs",
      { path: "/perform", takes: "Id", gives: "Order", operationId: "checkOrder", fails: "402" },
      undefined,
    ],
    [
      "what is checked is marked",
      { path: "'/permits/{id}/validate'", gives: "Id", summary: "Marks the permit as valid" },
      undefined,
    ],
    [
      "the same in Spanish",
      { path: "'/permisos/{id}/validar'", gives: "Id", summary: "Marca el permiso como válido" },
      undefined,
    ],
    [
      "a check of what there is",
      { path: "'/permits/{id}/validate'", gives: "Id", summary: "Validate a permit" },
      "computed",
    ],
    ["a guest checks in", { path: "/desk", takes: "Order", gives: "Order", operationId: "checkInGuest" }, undefined],
    ["a check of somebody is ordered", { path: "/background-check", takes: "Order", gives: "Order" }, undefined],
    ["a status is set", { path: "'/orders/{id}/status'", takes: "Order", gives: "Order" }, undefined],
    ["a search that is stored is changed", { path: "'/search/{id}'", takes: "Order", gives: "Order" }, undefined],
  ])("%s", async (_what, one, expected) => {
    expect(readingOf((await apiOf(one)).operations[0]!)).toBe(expected);
  });
});

test.each([
  ["text, url, language", "text, url, language", "stored"],
  ["text, url, language", "text, url, language, options", "stored"],
  ["text, url, language", "text, url, options, owner, title", undefined],
  ["text", "text", undefined],
])("a POST beside a GET of %s that answers the same and takes %s", async (asked, sent, expected) => {
  expect(await readingBeside(asked, sent, { properties: { topic: { type: "string" } } })).toBe(expected);
});

const NAMED = { type: "object", properties: { name: { type: "string" }, age: { type: "integer" } } };

test.each([
  ["how a call went, and anything", { properties: { code: {}, message: {}, result: { type: "object" } } }, undefined],
  ["an ID", { properties: { requestId: { type: "string" }, success: { type: "boolean" } } }, undefined],
  ["what no schema tells", {}, undefined],
  ["the thing that was sent", NAMED, undefined],
  ["the thing that was sent, in an envelope", { properties: { data: NAMED } }, undefined],
  ["a list of such things", { type: "array", items: NAMED }, undefined],
  ["something else, in an envelope", { properties: { data: { properties: { topic: {} } } } }, "stored"],
])("a POST that takes what filters its GET, and answers with %s", async (_, schema, expected) => {
  expect(await readingBeside("name, status, image", "name, status, image", schema)).toBe(expected);
});

test("a POST that takes the filters and the page of its GET, and answers with a list", async () => {
  const asked = "name, status, limit";
  expect(await readingBeside(asked, asked, { type: "array", items: NAMED })).toBe("stored");
});

async function readingBeside(asked: string, sent: string, answer: object) {
  const parameters = asked.split(", ").map((name) => ({ name, in: "query", schema: { type: "string" } }));
  const properties = Object.fromEntries(sent.split(", ").map((name) => [name, { type: "string" }]));
  const content = (schema: object): object => ({ content: { "application/json": { schema } } });
  const responses = { 200: { description: "ok", ...content(answer) } };
  const post = { requestBody: content({ properties }), responses: { ...responses, 201: { description: "Created" } } };
  const paths = { "/topics": { get: { parameters, responses }, post } };
  const { operations } = await apiOfPart(
    JSON.stringify({ openapi: "3.1.0", info: { title: "T", version: "1" }, paths }),
  );
  return readingOf(operations.find(({ method }) => method === "POST")!);
}

const RANKS = "Allows to judge the quality of ranked results.";

test.each([
  ["the same is said of both", { description: RANKS }, { description: RANKS }, "stored"],
  [
    "something else is said of it",
    { description: RANKS },
    { description: "Keeps a ranking for later use." },
    undefined,
  ],
  ["nothing is said of both", {}, {}, undefined],
  [
    "it answers otherwise",
    { description: RANKS },
    { description: RANKS, responses: { "201": { description: "Kept." } } },
    undefined,
  ],
])("a POST beside a GET of one path, where %s", async (_what, get, post, expected) => {
  const responses = { "200": { description: "So." } };
  const paths = { "/rankings": { get: { responses, ...get }, post: { responses, ...post } } };
  const api = await apiOfPart(JSON.stringify({ openapi: "3.1.0", info: { title: "T", version: "1" }, paths }));
  expect(readingOf(api.operations.find(({ method }) => method === "POST")!)).toBe(expected);
});

test.each([
  ["Search the sources", "stored"],
  ["Returns what is due", "stored"],
  ["Suche nach Posten", "stored"],
  ["Collect what is due", undefined],
  ["Run of the month", undefined],
])("a POST that takes the query of its GET, where %j is said of both", async (summary, expected) => {
  const content = { "application/json": { schema: { properties: { total: { type: "number" } } } } };
  const both = {
    summary,
    parameters: [{ name: "month", in: "query", schema: { type: "string" } }],
    responses: { "200": { description: "So.", content } },
  };
  const paths = { "/collections": { get: both, post: both } };
  const api = await apiOfPart(JSON.stringify({ openapi: "3.1.0", info: { title: "T", version: "1" }, paths }));
  expect(readingOf(api.operations.find(({ method }) => method === "POST")!)).toBe(expected);
});

test.each([
  ["a text says that it gives something back", "Returns the version that is running.", {}, "stored"],
  ["it says so in German", "Liefert die Version.", {}, "stored"],
  ["it says so in Spanish", "Devuelve la versión.", {}, "stored"],
  ["what it gives is made anew", "Returns a new report.", {}, undefined],
  ["something is done too", "Returns the next job. It is locked and deleted afterwards.", {}, undefined],
  ["it gives a credential", "Returns a token.", { operationId: "token" }, undefined],
  ["it needs a body", "Returns the order.", { requestBody: bodyOf({ type: "object", required: ["item"] }) }, undefined],
  [
    "it may take a body",
    "Returns the state.",
    { requestBody: bodyOf({ type: "object", properties: { short: { type: "boolean" } } }) },
    "stored",
  ],
  [
    "it needs a parameter",
    "Returns the state.",
    { parameters: [{ name: "of", in: "query", required: true, schema: { type: "string" } }] },
    undefined,
  ],
  ["nothing is said of what it gives", "The heart of the machine.", {}, undefined],
])("a POST where %s", async (_what, description, more, expected) => {
  const post = { description, responses: { "200": { description: "So." } }, ...more };
  const paths = { "/core/state": { post } };
  const api = await apiOfPart(JSON.stringify({ openapi: "3.1.0", info: { title: "T", version: "1" }, paths }));
  expect(readingOf(api.operations[0]!)).toBe(expected);
});

const NOTHING_SAID = { "200": { description: "So." } };
const ACCEPTED = { "202": { description: "Later." } };
const inBytes = (type: string, status = "200"): object => ({
  [status]: { description: "So.", content: { [type]: {} } },
});
const AS_RECORD = { "200": { description: "So.", ...bodyOf({ properties: { id: { type: "string" } } }) } };

test.each([
  ["/history/download", "Download one or more items. We will return a single audio file.", NOTHING_SAID, "stored"],
  ["/rechnungen/download", "Lädt Rechnungen.", inBytes("application/zip"), "stored"],
  ["/text-to-speech/{voice}", "Converts text into speech and returns audio.", inBytes("audio/mpeg"), "computed"],
  ["/text-to-speech/{voice}/stream", "Converts text into speech, and returns audio.", NOTHING_SAID, "computed"],
  ["/sprache", "Wandelt einen Text um und liefert Audio.", NOTHING_SAID, "computed"],
  ["/images/resize", "Resizes an image.", inBytes("image/png"), "computed"],
  ["/images/resize", "Resizes an image. The result is stored.", inBytes("image/png"), undefined],
  ["/images/resize", "Resizes an image.", inBytes("image/png", "201"), undefined],
  ["/text-to-speech", "Converts text into speech and returns audio.", ACCEPTED, undefined],
  ["/text-to-speech", "Converts text into speech and returns audio.", AS_RECORD, undefined],
  ["/leads/{id}/convert", "Converts a lead into a customer.", NOTHING_SAID, undefined],
  ["/leads/{id}/convert", "Converts a lead, and returns the customer.", AS_RECORD, undefined],
  ["/devices/{id}/download", "Download firmware to the device.", NOTHING_SAID, undefined],
  ["/orders/{id}/invoices", "Issues an invoice, and returns a PDF.", inBytes("application/pdf"), undefined],
])("POST %s, which says %j", async (path, description, responses, expected) => {
  const paths = { [path]: { post: { description, responses } } };
  const api = await apiOfPart(JSON.stringify({ openapi: "3.1.0", info: { title: "T", version: "1" }, paths }));
  expect(readingOf(api.operations[0]!)).toBe(expected);
});

function bodyOf(schema: object): object {
  return { content: { "application/json": { schema } } };
}

test.each([
  ["the identifiers that the GET takes singly", "shopIds: { type: array }", "'200'", "Events", "stored"],
  ["something besides", "shopIds: { type: array }, name: { type: string }", "'200'", "Events", undefined],
  ["something of which there is a new one then", "shopIds: { type: array }", "'201'", "Events", undefined],
  ["other identifiers", "ownerIds: { type: array }", "'200'", "Events", undefined],
  ["those that are then in a list", "shopIds: { type: array }", "'200'", "Receipt", undefined],
])("a POST on the path of a GET that takes %s", async (_name, sent, status, gives, reading) => {
  const answer = (name: string): string =>
    `{ description: ok, content: { application/json: { schema: { $ref: '#/components/schemas/${name}' } } } }`;
  const api = await apiOfPart(`openapi: 3.1.0
paths:
  /shop-events:
    get: { parameters: [{ name: shopId, in: query, schema: { type: string } }], responses: { '200': ${answer("ShopEvents")} } }
    post:
      requestBody: { content: { application/json: { schema: { properties: { ${sent} } } } } }
      responses: { ${status}: ${answer(gives)} }
components:
  schemas:
    ShopEvents: { properties: { events: { type: array, items: { type: string } } } }
    Events: { properties: { shops: { type: array, items: { $ref: '#/components/schemas/ShopEvents' } } } }
    Receipt: { properties: { id: { type: string } } }
`);
  expect(readingOf(api.operations[1]!)).toBe(reading);
});

test.each([
  ["Nothing is saved.", "computed"],
  ["Works out the fee without storing anything.", "computed"],
  ["None of it is stored.", "computed"],
  ["Rechnet, ohne etwas zu speichern oder zu protokollieren.", "computed"],
  ["Unverbindlich, nichts wird gespeichert.", "computed"],
  ["Die Angaben werden geprüft, gespeichert wird nichts.", "computed"],
  ["Rien n'est conservé.", "computed"],
  ["Nada se guarda.", "computed"],
  ["Aberto a visitantes, nada é gravado.", "computed"],
  ["Nothing is stored until you confirm.", undefined],
  ["If it fails, nothing is stored.", undefined],
  ["Nichts wird im Browser gespeichert.", undefined],
  ["Rien n'est enregistré avant le paiement.", undefined],
  ["No se guarda nada hasta la firma.", undefined],
  ["Nada é gravado no aparelho.", undefined],
  ["Stores it. Nothing else is needed.", undefined],
])("a POST that says %j of what it keeps", async (description, expected) => {
  const post = { description, requestBody: bodyOf({ required: ["zip"] }), responses: AS_RECORD };
  const api = await apiOfPart(JSON.stringify({ openapi: "3.1.0", info: INFO, paths: { "/freight": { post } } }));
  expect(readingOf(api.operations[0]!)).toBe(expected);
});

test.each([
  ["/verifications", ["valid", "revoked", "unknown"], "computed"],
  ["/verify", ["genuine", "not found"], "computed"],
  ["/pruefung", ["gültig", "widerrufen", "unbekannt"], "computed"],
  ["/verificar", ["válido", "adulterado"], "computed"],
  ["/verify", ["valid", "pending"], undefined],
  ["/verify", ["revoked", "unknown"], undefined],
  ["/scans", ["valid", "expired"], undefined],
])("a POST to %s, whose answer is one of %j", async (path, values, expected) => {
  const answer = bodyOf({
    properties: {
      object: { type: "string", enum: ["answer"] },
      result: { type: "string", enum: values },
      since: { type: "string", format: "date-time" },
    },
  });
  const post = { requestBody: bodyOf({ required: ["hash"] }), responses: { "200": { description: "So.", ...answer } } };
  const api = await apiOfPart(JSON.stringify({ openapi: "3.1.0", info: INFO, paths: { [path]: { post } } }));
  expect(readingOf(api.operations[0]!)).toBe(expected);
});

test.each([
  ["Consulta pública, para empresas.", "stored"],
  ["Acesso público aos editais.", "stored"],
  ["Consulta paga, só para assinantes.", "stored"],
  ["Visita confirmada pelo cliente.", "stored"],
  ["Accès réservé aux adhérents.", "stored"],
  ["Viewing issues of a journal.", "stored"],
  ["La consulta publica el informe.", undefined],
  ["A consulta paga a fatura.", undefined],
  ["A primeira consulta marca o bilhete como usado.", undefined],
  ["Reading marks the item as used.", undefined],
  ["L'ouverture confirme la commande.", undefined],
])("a GET that says %j", async (description, expected) => {
  const get = { description, responses: AS_RECORD };
  const api = await apiOfPart(JSON.stringify({ openapi: "3.1.0", info: INFO, paths: { "/things/{code}": { get } } }));
  expect(readingOf(api.operations[0]!)).toBe(expected);
});
