import { expect, test } from "vitest";
import { readingOf } from "../../src/exposure/reading.ts";
import { apiOf, returns, takes, type Operations } from "../rules/faults-in.ts";

/* POSTs that compute something from what is sent, and keep nothing; each beside what looks like one and keeps or moves something. */

const TEXT = { type: "string" };
const NUMBER = { type: "number" };
const OK = { responses: { "200": { description: "OK" } } };
const RESULT = { responses: returns({ properties: { result: TEXT } }) };
/** Something else in the API is kept: only what the operation itself shows tells. */
const KEPT: Operations = { "GET /orders/{id}": OK, "DELETE /orders/{id}": OK };

async function readingIn(operations: Operations, id: string) {
  return readingOf((await apiOf(operations)).operations.find((one) => one.id === id)!);
}

const of = (summary: string, body: Record<string, object>, more: object = RESULT): object => ({
  summary,
  requestBody: takes(body),
  ...more,
});

const SALE = { value: NUMBER, currency: TEXT };

test.each<[string, string, object, string | undefined]>([
  [
    "a definition is converted",
    "/convert",
    of("Convert a definition passed in the body", { source: TEXT }),
    "computed",
  ],
  ["coordinates are", "/convert", of("Convert the coordinates to a standard format", { points: TEXT }), "computed"],
  ["a text is classified", "/topics", of("Identifies the topic of the document", { text: TEXT }), "computed"],
  ["in German", "/sprache", of("Erkennt die Sprache eines Textes", { text: TEXT }), "computed"],
  ["in Spanish", "/idioma", of("Detecta el idioma del texto", { texto: TEXT }), "computed"],
  ["pages are extracted", "/extract-pages", of("Extract pages from a PDF", { file: TEXT }), "computed"],
  ["a text is translated, among translations", "/translations", of("Translates a text", { text: TEXT }), "computed"],
  ["the posted text is", "/translations", of("Translation of the posted text", { text: TEXT }), "computed"],
  ["a document with its currency", "/extraction", of("Of the invoice", { document: TEXT, currency: TEXT }), "computed"],
  ["a page is analysed", "/analysis", of("Of the page", { url: TEXT }), "computed"],
  ["a translation is noted", "/translations", of("A translation of a book", { text: TEXT }), undefined],
  ["a lead that has bought is noted", "/conversions", of("A conversion of a lead", { text: TEXT }), undefined],
  ["in German, too", "/übersetzungen", of("Eine Übersetzung", { text: TEXT }), undefined],
  ["a sale on a page is noted", "/conversions", of("A conversion on a page", { ...SALE, url: TEXT }), undefined],
  ["so is one by another name", "/conversion", of("A conversion on a page", { ...SALE, url: TEXT }), undefined],
  ["so is one with a note", "/conversion", of("A conversion", { quantity: NUMBER, message: TEXT }), undefined],
  ["a lead is converted", "/leads/convert", of("Convert a lead to a customer", { name: TEXT }), undefined],
  ["by its number", "/quotes/convert", of("Convert the document to an invoice", { quoteNumber: TEXT }), undefined],
  ["by its ID", "/convert", of("Convert the document to an invoice", { documentId: TEXT }), undefined],
  ["goods go out as well", "/labels", of("Ships the order. Renders the label as a PDF", { text: TEXT }), undefined],
  ["money is", "/wallets/convert", of("Convert funds between balances", { amount: NUMBER, from: TEXT }), undefined],
  ["points are redeemed", "/points/redeem", of("Convert the text of a voucher", { text: TEXT }), undefined],
  ["something is submitted too", "/validate-and-submit", of("Validate the document", { text: TEXT }), undefined],
  ["it is saved too", "/convert", of("Convert a document and save it", { text: TEXT }), undefined],
  ["it is stored", "/convert", of("Convert a document. The result is stored.", { text: TEXT }), undefined],
  ["it is overwritten", "/transform", of("Transform a document", { text: TEXT, overwrite: TEXT }), undefined],
  ["it is replaced", "/transform", of("Transforms the text of the page and replaces it", { text: TEXT }), undefined],
  ["a caller is called back", "/convert", of("Convert a document", { text: TEXT, callbackUrl: TEXT }), undefined],
  ["something is run", "/run", of("Run the given text", { text: TEXT }), undefined],
  [
    "a job is started",
    "/convert",
    of("Convert a document", { text: TEXT }, { responses: returns({ properties: { jobId: TEXT } }) }),
    undefined,
  ],
  [
    "it is done later",
    "/convert",
    of("Convert a document", { text: TEXT }, { responses: { "202": { description: "Accepted" } } }),
    undefined,
  ],
  [
    "a record comes back",
    "/convert",
    of("Convert a document", { text: TEXT }, { responses: returns({ properties: { id: TEXT, text: TEXT } }) }),
    undefined,
  ],
  [
    "only how it went comes back",
    "/convert",
    of("Convert a document", { text: TEXT }, { responses: returns({ properties: { status: TEXT } }) }),
    undefined,
  ],
])("beside what is kept, where %s", async (_name, path, operation, reading) => {
  expect(await readingIn({ ...KEPT, [`POST ${path}`]: operation }, `POST ${path}`)).toBe(reading);
});

const CONVERTS = of("Convert a document", { text: TEXT }, OK);

test.each<[string, Operations, string | undefined]>([
  ["nothing else is there", {}, "computed"],
  ["others compute as well", { "POST /render": CONVERTS }, "computed"],
  ["things are kept", KEPT, undefined],
  ["things are kept by calls that all are POSTs", { "POST /orders/create": OK }, undefined],
  [
    "the GET of its path is said to do the same",
    { ...KEPT, "GET /convert": { summary: "Convert a page", ...OK } },
    "computed",
  ],
  ["the GET of its path lists them", { ...KEPT, "GET /convert": { summary: "List all", ...OK } }, undefined],
  ["what it makes is read at its own path", { "GET /convert/{key}": OK }, undefined],
])("a conversion whose response is not described, where %s", async (_name, beside, reading) => {
  expect(await readingIn({ ...beside, "POST /convert": CONVERTS }, "POST /convert")).toBe(reading);
});

test.each<[string, string, string | undefined]>([
  ["into what", "/convert/{from}/{to_format}", "computed"],
  ["which text", "/convert/{textId}", undefined],
])("a conversion whose path says %s", async (_name, path, reading) => {
  const operation = of("Converts the posted content", { html: TEXT });
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  const parameters = names.map((name) => ({ name, in: "path", required: true, schema: TEXT }));
  const operations = { [`POST ${path}`]: { ...operation, parameters } };
  expect(await readingIn(operations, `POST ${path}`)).toBe(reading);
});

const FILE = { type: "string", format: "binary" };
const bytes = (type: string): object => ({
  responses: { "200": { description: "OK", content: { [type]: { schema: FILE } } } },
});
const sends = (body: object, more: object): object => ({
  summary: "Remove pages from a PDF",
  requestBody: { content: { "multipart/form-data": { schema: { properties: body } } } },
  ...more,
});

test.each<[string, Operations, string | undefined]>([
  ["as all others do", { "POST /pages/remove": sends({ file: FILE }, bytes("application/pdf")) }, "computed"],
  ["by its ID", { "POST /pages/remove": sends({ fileId: TEXT }, bytes("application/pdf")) }, undefined],
  ["and stores it", { "POST /pages/remove": sends({ file: FILE, store: TEXT }, bytes("application/pdf")) }, undefined],
  [
    "beside what is kept",
    { "POST /pages/remove": sends({ file: FILE }, bytes("application/pdf")), ...KEPT },
    undefined,
  ],
  ["and tells how it went", { "POST /pages/remove": sends({ file: FILE }, bytes("application/json")) }, undefined],
])("what takes a file and gives one, %s", async (_name, operations, reading) => {
  expect(await readingIn(operations, "POST /pages/remove")).toBe(reading);
});

const SAID = "Returns anything passed in the request";
const all = (operation: object): Operations =>
  Object.fromEntries(["GET", "POST", "PUT", "PATCH", "DELETE"].map((method) => [`${method} /try`, operation]));

test.each<[string, Operations, string | undefined]>([
  ["gives back what is sent", { "DELETE /try": { summary: SAID, ...OK } }, "computed"],
  [
    "gives back what is sent, and stores it",
    { "DELETE /try": { summary: SAID, description: "It is stored.", ...OK } },
    undefined,
  ],
  ["says the same as all others, that it returns", all({ summary: "Returns a delayed response", ...OK }), "stored"],
  [
    "says the same as all others, that it acts",
    all({ summary: "Manages the thing", parameters: [{ name: "of", in: "query", schema: TEXT }], ...OK }),
    undefined,
  ],
  [
    "redirects, as all others do",
    all({
      summary: "Goes there",
      parameters: [{ name: "url", in: "query", schema: TEXT }],
      responses: { "302": { description: "There" } },
    }),
    "stored",
  ],
  [
    "says that it returns, as all others do, and takes a body",
    all({ summary: "Returns the thing", requestBody: takes({ name: TEXT }), ...OK }),
    undefined,
  ],
])("a method that %s", async (_name, operations, reading) => {
  expect(await readingIn(operations, "DELETE /try")).toBe(reading);
});

test("requests that are things are not given back but read", async () => {
  const said = { summary: "Returns the request data", ...OK };
  expect(await readingIn({ "GET /requests/{id}": said }, "GET /requests/{id}")).toBe("stored");
  expect(await readingIn({ "GET /echo": said }, "GET /echo")).toBe("computed");
});

test.each<[string, string, string | undefined]>([
  ["POST /try", "Returns the request data", "computed"],
  ["POST /try", "Returns the request's query parameters as JSON.", "computed"],
  ["POST /try", "The request's headers and body.", "computed"],
  ["POST /anything/{anything}", SAID, "computed"],
  ["POST /erasures", "Requests data deletion for a customer", undefined],
  ["POST /erasures", "Request data erasure", undefined],
  ["POST /erasures", "Request data", undefined],
  ["POST /erasures", "Returns the request data erasure", "stored"],
  ["POST /exports", "The request's data export", undefined],
  ["POST /orders", "The request body.", undefined],
  ["DELETE /customers/{customerId}", "Request data erasure", undefined],
  ["DELETE /customers/{customerId}", SAID, undefined],
  ["DELETE /customers", "Returns the request data", undefined],
  ["POST /customers/{customerId}", "Returns the request data", "stored"],
])("%s, of which the text is %j", async (id, summary, reading) => {
  expect(await readingIn({ ...KEPT, [id]: { summary, ...OK } }, id)).toBe(reading);
});

const query = (name: string): object => ({ name, in: "query", schema: TEXT });
const LISTED = { responses: returns({ type: "array", items: TEXT }) };

test.each<[string, object, object, string | undefined]>([
  ["nothing else", { parameters: [query("typeid")] }, { parameters: [query("typeid")] }, "stored"],
  ["what is not said of the GET", {}, { parameters: [query("typeid")] }, "stored"],
  ["something else", { parameters: [query("typeid")] }, { parameters: [query("name")] }, undefined],
  [
    "a body",
    { parameters: [query("typeid")] },
    { parameters: [query("typeid")], requestBody: takes({ a: TEXT }) },
    undefined,
  ],
  [
    "what is not said of the GET, by a line that says nothing of reading",
    { summary: "Market figures" },
    { parameters: [query("typeid")], summary: "Market figures" },
    undefined,
  ],
  ["another line", {}, { parameters: [query("typeid")], summary: "Figures of the market" }, undefined],
])("a POST that answers as the GET of its path, and takes in its query %s", async (_name, get, post, reading) => {
  const said = { summary: "Returns market figures", ...LISTED };
  expect(
    await readingIn({ "GET /market": { ...said, ...get }, "POST /market": { ...said, ...post } }, "POST /market"),
  ).toBe(reading);
});

test("a bulk search of which only the description tells is a read, and one that is saved is not", async () => {
  const path = "POST /bulk/md5";
  expect(await readingIn({ [path]: { description: "Bulk search of hashes in a JSON array.", ...OK } }, path)).toBe(
    "stored",
  );
  expect(await readingIn({ "POST /search": { description: "Saves a search.", ...OK } }, "POST /search")).toBe(
    undefined,
  );
});

const GIVES_PDF = bytes("application/pdf");

test.each<[string, string, string, string | undefined]>([
  ["is rotated", "/pages/rotate", "Rotate a PDF", "computed"],
  ["is encrypted", "/protect", "Protects a PDF with a password", "computed"],
  ["is sealed", "/seal", "Turn a contract into another", undefined],
  ["is sealed, by the company", "/finish", "Puts the seal of the company on the contract", undefined],
  ["binds somebody", "/finish", "Puts a seal on the contract, which binds it legally", undefined],
  ["is printed", "/labels/print", "A label", undefined],
  ["is said to be printed", "/labels/turn", "Prints the label on the printer", undefined],
  ["is sent, too", "/turn", "Rotates a PDF and faxes it", undefined],
  ["is printed, in German", "/etikett", "Druckt das Etikett", undefined],
])("what takes a file and gives one, where the file %s", async (_name, path, summary, reading) => {
  const operation = sends({ file: FILE }, { ...GIVES_PDF, summary });
  expect(await readingIn({ [`POST ${path}`]: operation }, `POST ${path}`)).toBe(reading);
});
