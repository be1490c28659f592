import { expect, test } from "vitest";
import { isChangingGet } from "../../src/exposure/changing-get.ts";
import { readingOf } from "../../src/exposure/reading.ts";
import { isOfOwnSession } from "../../src/operations/own-session.ts";
import { apiOf, returns, takes, type Operations } from "../rules/faults-in.ts";

/* POSTs that look up or compute, by their GET beside them, by what they are sent and by what they say. */

const TEXT = { type: "string" };
const FINE = { responses: { "200": { description: "OK" } } };
const plain = (schema: object): object => ({ requestBody: { content: { "text/plain": { schema } } }, ...FINE });
const KEYS = { type: "array", items: TEXT };

async function readingIn(operations: Operations, id: string) {
  return readingOf((await apiOf(operations)).operations.find((one) => one.id === id)!);
}

test.each<[string, object, object, string | undefined]>([
  ["as a text", { description: "Returns a list of genes for a list of keys." }, plain(TEXT), "stored"],
  ["as an array", { description: "Liefert eine Liste der Gene." }, plain(KEYS), "stored"],
  [
    "as objects",
    { description: "Returns a list of genes." },
    plain({ type: "array", items: { type: "object" } }),
    undefined,
  ],
  ["and stores them", { description: "Returns a list of genes. Stores the keys." }, plain(KEYS), undefined],
  ["and says nothing of a list", { description: "Registers genes." }, plain(KEYS), undefined],
  [
    "and creates",
    { description: "Returns a list of genes." },
    { ...plain(KEYS), responses: { "201": { description: "Created" } } },
    undefined,
  ],
])("a POST for many beside the GET for one, which takes keys %s", async (_name, told, asked, reading) => {
  const get = { "GET /genes/{id}": FINE };
  expect(await readingIn({ ...get, "POST /genesBatch": { ...told, ...asked } }, "POST /genesBatch")).toBe(reading);
  // Without that GET nothing tells that there is something to look up.
  expect(await readingIn({ "POST /genesBatch": { ...told, ...asked } }, "POST /genesBatch")).toBe(undefined);
});

const query = { name: "query", in: "query", required: true, schema: TEXT };
const SAME = "You can execute queries against this endpoint";

test.each<[string, object, object, string | undefined]>([
  ["what it demands", { parameters: [query] }, takes({ query: TEXT }, { required: ["query"] }), "stored"],
  [
    "something besides",
    { parameters: [query] },
    takes({ query: TEXT, state: TEXT }, { required: ["query"] }),
    undefined,
  ],
  [
    "what it may be given",
    { parameters: [{ ...query, required: false }] },
    takes({ query: TEXT }, { required: ["query"] }),
    undefined,
  ],
])("a POST that takes in its body of a GET %s", async (_name, get, requestBody, reading) => {
  const post = (description: string): Operations => ({
    "GET /ask": { description: `${SAME}.`, ...get, ...FINE },
    "POST /ask": { description, requestBody, responses: { "200": { description: "Success" } } },
  });
  expect(await readingIn(post(`${SAME}.`), "POST /ask")).toBe(reading);
  expect(await readingIn(post(`${SAME}.\n\nIt deletes what it finds.`), "POST /ask")).toBe(undefined);
});

const NUMBER = { type: "number" };
const SET = { model: TEXT, prompt: TEXT, temperature: NUMBER };

test.each<[string, Operations, string | undefined]>([
  [
    "asked",
    { "POST /edits": { requestBody: takes({ model: TEXT, input: TEXT, temperature: NUMBER }), ...FINE } },
    "computed",
  ],
  [
    "kept by its path",
    { "POST /edits": { requestBody: takes({ model: TEXT, temperature: NUMBER }), ...FINE }, "GET /edits/{id}": FINE },
    undefined,
  ],
  [
    "kept by its name",
    { "POST /edits": { requestBody: takes({ model: TEXT, name: TEXT, temperature: NUMBER }), ...FINE } },
    undefined,
  ],
  [
    "kept, and given back",
    {
      "POST /edits": {
        requestBody: takes({ model: TEXT, temperature: NUMBER }),
        responses: returns({ properties: { temperature: NUMBER } }),
      },
    },
    undefined,
  ],
  ["of another kind", { "POST /edits": { requestBody: takes({ model: TEXT, input: TEXT }), ...FINE } }, undefined],
  [
    "asked, and whose answer is stored",
    { "POST /edits": { description: "Stores the answer.", requestBody: takes(SET), ...FINE } },
    undefined,
  ],
  [
    "told to whom it writes",
    { "POST /edits": { requestBody: takes({ ...SET, recipient: TEXT }), ...FINE } },
    undefined,
  ],
  ["given tools", { "POST /edits": { requestBody: takes({ ...SET, tools: KEYS }), ...FINE } }, undefined],
])("a model that is %s", async (_name, operations, reading) => {
  expect(await readingIn(operations, "POST /edits")).toBe(reading);
});

test.each([
  ["/assistant/completions", "computed"],
  ["/assistant/settings", undefined],
  ["/assistant-config", undefined],
  ["/assistant/deployments", undefined],
  ["/agent/book", undefined],
  ["/emails/send", undefined],
])("what a model is asked with, sent to %s, is %s", async (path, reading) => {
  expect(await readingIn({ [`POST ${path}`]: { requestBody: takes(SET), ...FINE } }, `POST ${path}`)).toBe(reading);
});

const SORTED = { responses: returns({ properties: { categories: { type: "array" } } }) };

test.each<[string, string, object, string | undefined]>([
  ["that is sent", "/categorize", { requestBody: takes({ documentText: TEXT }), ...SORTED }, "computed"],
  [
    "of a thing that the path names",
    "/posts/{id}/categorize",
    { requestBody: takes({ documentText: TEXT }), ...SORTED },
    undefined,
  ],
  [
    "of a thing that the body names",
    "/categorize",
    { requestBody: takes({ postId: TEXT, text: TEXT }), ...SORTED },
    undefined,
  ],
  [
    "that is saved",
    "/categorize",
    { description: "Saves the text.", requestBody: takes({ text: TEXT }), ...SORTED },
    undefined,
  ],
  [
    "of which a record comes back",
    "/categorize",
    { requestBody: takes({ text: TEXT }), responses: returns({ properties: { id: TEXT } }) },
    undefined,
  ],
])("a text %s is sorted", async (_name, path, operation, reading) => {
  expect(await readingIn({ [`POST ${path}`]: operation }, `POST ${path}`)).toBe(reading);
});

test.each<[string, object, string | undefined]>([
  [
    "returned with the posted object",
    { summary: "Perform calculations", description: "This function returns the posted object and the adjusted values" },
    "computed",
  ],
  [
    "saved",
    { summary: "Perform calculations", description: "This function returns the posted object and saves the values" },
    undefined,
  ],
  ["said to be a change", { summary: "Update the goal", description: "Returns the posted object" }, undefined],
])("figures that are %s", async (_name, told, reading) => {
  const path = "POST /goals/{id}/calculations";
  expect(await readingIn({ [path]: { ...told, requestBody: takes({ amount: NUMBER }), ...FINE } }, path)).toBe(reading);
});

test("a call on the caller's own session is none of anybody's", async () => {
  const own = { summary: "Sets the password for the currently logged in user" };
  const operations: Operations = {
    "POST /password/set": { ...own, requestBody: takes({ oldPassword: TEXT, newPassword: TEXT }), ...FINE },
    "POST /password/change": { requestBody: takes({ oldPassword: TEXT, newPassword: TEXT }), ...FINE },
    "POST /auth/resumeSession": { summary: "Validate and extend the duration of a session", ...FINE },
    "POST /users/{id}/password": { ...own, requestBody: takes({ newPassword: TEXT }), ...FINE },
    "POST /orders": { summary: "Creates an order", requestBody: takes({ item: TEXT }), ...FINE },
    "POST /user/close": {
      summary: "Closes it for the currently logged in user",
      requestBody: takes({ userId: TEXT }),
      ...FINE,
    },
    "POST /auth/resumeSessions": { summary: "Resumes all sessions", requestBody: takes({ reason: TEXT }), ...FINE },
  };
  const found = (await apiOf(operations)).operations.filter(isOfOwnSession).map(({ id }) => id);
  expect(found).toEqual(["POST /password/set", "POST /password/change", "POST /auth/resumeSession"]);
});

test.each<[string, string, object, string | undefined]>([
  ["and says so", "/password/has-user-set", { summary: "Determines if the user has set a password" }, "stored"],
  ["and does something", "/password/has-user-set", { summary: "Confirms that the user has set a password" }, undefined],
  [
    "and takes something",
    "/password/has-user-set",
    { summary: "Determines if it is set", requestBody: takes({ set: TEXT }) },
    undefined,
  ],
])("a POST that is named as a question %s", async (_name, path, told, reading) => {
  expect(await readingIn({ [`POST ${path}`]: { ...told, ...FINE } }, `POST ${path}`)).toBe(reading);
});

test.each<[string, Operations, string | undefined]>([
  [
    "asked",
    { "POST /books/{id}/search": { operationId: "createSearch", requestBody: takes({ query: TEXT }), ...FINE } },
    "stored",
  ],
  [
    "kept",
    {
      "POST /books/{id}/search": {
        operationId: "createSearch",
        requestBody: takes({ query: TEXT, name: TEXT }),
        ...FINE,
      },
    },
    undefined,
  ],
  [
    "kept by its path",
    {
      "POST /books/{id}/search": { operationId: "createSearch", requestBody: takes({ query: TEXT }), ...FINE },
      "DELETE /books/{id}/search/{key}": FINE,
    },
    undefined,
  ],
])("a search that is created is %s", async (_name, operations, reading) => {
  expect(await readingIn(operations, "POST /books/{id}/search")).toBe(reading);
});

test.each<[string, string, object, boolean]>([
  ["is of a noun", "/files/{id}/list", { summary: "Retorna as informações de baixa de boletos" }, false],
  ["is of a thing", "/reservas/{id}", { summary: "Obter reserva" }, false],
  ["is of a thing with an article", "/reservas/{id}", { summary: "Consultar uma reserva" }, false],
  ["is of a thing, in French", "/commandes/{id}", { summary: "Lire la commande" }, false],
  ["is of one of several, in French", "/factures/{id}", { summary: "Consulter une facture" }, false],
  ["is of a thing, in Spanish", "/reservas/{id}", { summary: "Ver reserva por código" }, false],
  ["is done, in French", "/avis/{id}", { summary: "La lecture confirme le rendez-vous" }, true],
  ["is of a thing that comes back", "/reservas/{id}", { summary: "Retorna uma reserva" }, false],
  ["is done to what was read", "/avisos/{id}", { summary: "Leer el aviso la cancela" }, true],
  ["is done, in Spanish", "/avisos/{id}", { summary: "Ver el enlace confirma la cita" }, true],
  ["is done", "/files/{id}/list", { summary: "A leitura dá baixa no boleto, e marca como pago" }, true],
])("a verb of a text that %s", async (_name, path, told, changes) => {
  const api = await apiOf({ [`GET ${path}`]: { ...told, ...FINE } });
  expect(isChangingGet(api.operations[0]!)).toBe(changes);
});

test.each<[string, string, string, boolean]>([
  ["of a search", "/search/{index}/{operation}", "One of the operations like `_search` or `_suggest`", false],
  ["that is none", "/search/{index}/{operation}", "One of the operations like `_search` or `_delete`", true],
  ["of a thing", "/machines/{index}/{operation}", "One of the operations like `_search`", true],
])("an operation that a path chooses, %s", async (_name, path, description, changes) => {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  const parameters = names.map((name) => ({
    name,
    in: "path",
    required: true,
    schema: TEXT,
    description: name === "operation" ? description : "",
  }));
  const text = "Runs an operation, which may start, stop or delete things";
  const api = await apiOf({ [`GET ${path}`]: { description: text, ...FINE, parameters } });
  expect(isChangingGet(api.operations[0]!)).toBe(changes);
});
