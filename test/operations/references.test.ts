import { describe, expect, test } from "vitest";
import { takes, testsOf, type Operations } from "./tests-of.ts";

/* What a body refers to is another's where something gives such an ID out, and content of the caller's own where nothing does. */

const S = "{ type: string }";
const UUID = "{ type: string, format: uuid }";

function gives(properties: string, said = "", isList = false): string {
  const one = `{ type: object, properties: ${properties} }`;
  const schema = isList ? `{ type: array, items: ${one} }` : one;
  return `{ summary: ${JSON.stringify(said)}, responses: { "200": { description: OK, content: { application/json: { schema: ${schema} } } } } }`;
}

/** What is asked of an operation, with what else the same operation is asked. */
async function asked(operations: Operations, of: string): Promise<string> {
  const found = (await testsOf(operations, "accounts")).get(of);
  return found === undefined ? "" : [found.ask, ...found.further.map(({ ask }) => ask)].join("; ");
}

/** The same of a body beside some operations. */
const ofBody = (properties: string, beside: Operations, of = "POST /invoices"): Promise<string> =>
  asked({ ...beside, [of]: takes(properties) }, of);

describe("what the caller enters is content, and what the service hands out a reference", () => {
  const BANK_ACCOUNTS = {
    "GET /bank-accounts": gives(`{ id: { type: integer }, account_number: ${S} }`, "List bank accounts", true),
    "POST /bank-accounts": takes(`{ account_number: ${S}, name: ${S} }`),
  };
  test.each<[string, string, Operations, string | undefined]>([
    ["the number of what is created", `{ account_number: ${S} }`, BANK_ACCOUNTS, undefined],
    [
      "the number that the service gives an order",
      `{ order_number: ${S}, text: ${S} }`,
      { "GET /orders": gives(`{ id: ${S}, order_number: ${S} }`, "", true), "POST /orders": takes(`{ text: ${S} }`) },
      "B's order_number",
    ],
    [
      "a change that sets it, too",
      `{ ledger_number: ${S}, text: ${S} }`,
      {
        "GET /products/{id}": gives(`{ id: ${S}, ledger_number: ${S} }`),
        "PUT /products/{id}": takes(`{ ledger_number: ${S} }`),
      },
      undefined,
    ],
  ])("%s", async (_what, properties, beside, said) => {
    const ask = await ofBody(properties, beside);
    expect(ask.includes(said ?? "_number")).toBe(said !== undefined);
  });

  test("what callers enter is one by which others look for the thing", async () => {
    const schema = `{ type: object, properties: { record_number: ${S}, name: ${S} } }`;
    const json = `content: { application/json: { schema: ${schema} } }`;
    const search = `{ summary: Find a patient, requestBody: { ${json} }, responses: { "200": { description: OK, ${json} } } }`;
    const beside = {
      "GET /patients/{id}": gives(`{ id: ${S}, name: ${S}, record_number: ${S} }`),
      "POST /patients": takes(`{ record_number: ${S}, name: ${S} }`),
    };
    expect(await asked({ ...beside, "POST /patients/search": search }, "POST /patients/search")).toContain(
      "B's record_number",
    );
    expect(await ofBody(`{ record_number: ${S} }`, beside, "POST /visits")).not.toContain("record_number");
  });

  const named = (type: string): string =>
    `{ parameters: [{ name: id, in: path, required: true, schema: ${type} }], ${gives(`{ iban: ${S} }`).slice(2, -2)} }`;
  test.each<[string, string, string, boolean]>([
    ["a text of any length, for a UUID", `{ type: string, maxLength: 128, description: The identifier }`, UUID, false],
    ["a UUID", UUID, UUID, true],
    ["a text of the world's", `{ type: string, description: The BIC identifier }`, S, false],
    ["an identifier", `{ type: string, description: The identifier }`, S, true],
    ["a text, for a number", "{ type: string, format: order-id }", "{ type: integer }", false],
    ["a text, for a text", "{ type: string, format: order-id }", S, true],
  ])("%s: its type must match", async (_what, property, type, isReference) => {
    const ask = await ofBody(`{ about: { type: object, properties: { order: ${property}, a: ${S} } }, b: ${S} }`, {
      "GET /orders/{id}": named(type),
    });
    expect(ask.includes("B's order in about.order")).toBe(isReference);
  });

  test.each<[string, string, boolean]>([
    ["entries of the caller's own, shown by an example", "metadata", false],
    ["what an example shows of something else", "details", true],
  ])("%s", async (_what, name, isReference) => {
    const body = `{ requestBody: { content: { application/json: { example: { ${name}: { order_number: 7 }, a: 1, b: 2, c: 3, d: 4 } } } } }`;
    const ask = await asked({ "GET /orders/{id}": gives(`{ iban: ${S} }`), "POST /notes": body }, "POST /notes");
    expect(ask.includes("order")).toBe(isReference);
  });

  test.each<[string, string, string | undefined]>([
    ["{ type: integer }", "GET /orders/{id}", "B's order"],
    ["{ type: integer }", "GET /cards/{id}", undefined],
    ["{ type: integer, description: The identifier of the order }", "GET /cards/{id}", "B's order"],
  ])("a place among several, or an order: %s beside %s", async (type, read, said) => {
    const ask = await ofBody(`{ order: ${type}, name: ${S} }`, { [read]: gives(`{ iban: ${S} }`) }, "POST /signers");
    expect(ask.includes("B's order")).toBe(said !== undefined);
  });
});

describe("a reference is found by its form, its text, and in lists and alternatives", () => {
  const PRODUCTS = { "GET /products/{id}": gives(`{ name: ${S} }`), "DELETE /products/{id}": "" };
  const ITEMS = `{ items: { type: array, items: { oneOf: [{ type: object, properties: { product_id: ${S} } }, { type: object, properties: { name: ${S} } }] } } }`;
  test.each<[string, Operations, boolean]>([
    ["of what callers make or change", PRODUCTS, true],
    ["of what callers only make", { "GET /products/{id}": "", "POST /products": takes(`{ name: ${S} }`) }, true],
    ["of what nobody changes", { "GET /products/{id}": gives(`{ name: ${S} }`) }, false],
  ])("in an alternative of a list, %s", async (_what, beside, isReference) => {
    expect((await ofBody(ITEMS, beside)).includes("B's product in items[].product_id")).toBe(isReference);
  });

  test.each<[string, string, boolean]>([
    ["creditor_account", UUID, true],
    ["creditor_account", S, false],
    ["payee_iban", S, false],
  ])("a payee %s (%s) that the API keeps", async (name, type, isReference) => {
    const beside = { "GET /creditors/{id}": gives(`{ name: ${S} }`), "DELETE /creditors/{id}": "" };
    const ask = await ofBody(`{ ${name}: ${type}, amount: { type: number } }`, beside, "POST /payments");
    expect(ask.includes(`B's ${name}`)).toBe(isReference);
  });

  const BLOCKS = (said: string, id = "id"): Operations => ({
    "GET /invoice-blocks": gives(`{ ${id}: { type: integer }, prefix: ${S} }`, said, true),
  });
  test.each<[string, string, Operations, boolean]>([
    ["the caller's list", "block_id", BLOCKS("Returns a list of your invoice blocks"), true],
    ["a list for all", "block_id", BLOCKS("Returns a list of invoice blocks"), false],
    ["a list without IDs", "block_id", BLOCKS("Returns a list of your invoice blocks", "title"), false],
    ["a list of something else", "room_id", BLOCKS("Returns a list of your invoice blocks"), false],
  ])("%s, of which no path names one: %s", async (_what, name, beside, isReference) => {
    const ask = await ofBody(`{ ${name}: { type: integer }, text: ${S} }`, beside);
    expect(ask.includes(`B's ${name}`)).toBe(isReference);
  });

  test.each<[string, string, boolean]>([
    ["Delete an end user agreement", "B's end user agreement", true],
    ["Delete one", "B's enduser", false],
  ])("a thing whose kind stands behind it in the path: %s", async (summary, said, isReference) => {
    const beside = { "DELETE /agreements/enduser/{id}": `{ summary: ${summary} }` };
    expect(await asked(beside, "DELETE /agreements/enduser/{id}")).toContain(said);
    const ask = await ofBody(`{ agreement: ${UUID}, text: ${S} }`, beside, "POST /requisitions");
    expect(ask.includes("B's agreement")).toBe(isReference);
  });

  test.each<[string, string, boolean]>([
    ["sourceLicenseeNumber", "/licensees/{licenseeNumber}", true],
    ["sourceVoucherNumber", "/licensees/{licenseeNumber}", false],
  ])("the side that is taken from: %s beside %s", async (name, path, isReference) => {
    const of = `POST ${path}/transfer`;
    const ask = await ofBody(`{ ${name}: ${S} }`, { [`DELETE ${path}`]: "", [`GET ${path}`]: "" }, of);
    expect(ask.includes(`B's ${name}`)).toBe(isReference);
  });
});

describe("what is there for all who call is nobody's", () => {
  const BANKS = (said: string, more: Operations = {}, properties = `{ id: ${S}, name: ${S} }`): Operations => ({
    "GET /institutions": gives(properties, said, true),
    "GET /institutions/{id}": gives(properties),
    ...more,
  });
  test.each<[string, Operations, boolean]>([
    ["a list of all that are available", BANKS("List all available institutions"), false],
    ["Spanish", BANKS("Lista las institutions disponibles"), false],
    ["a list of which nothing is said", BANKS("List institutions"), true],
    ["your own", BANKS("List your available institutions"), true],
    [
      "what callers make",
      BANKS("List available institutions", { "POST /institutions": takes(`{ name: ${S} }`) }),
      true,
    ],
    ["what is deleted", BANKS("List available institutions", { "DELETE /institutions/{id}": "" }), true],
    ["what tells of somebody", BANKS("List available institutions", {}, `{ id: ${S}, iban: ${S}, email: ${S} }`), true],
    [
      "a list of files that may be available",
      BANKS("List institutions. Not all of their pictures are available"),
      true,
    ],
  ])("%s", async (_what, operations, isTested) => {
    expect((await asked(operations, "GET /institutions/{id}")) !== "").toBe(isTested);
    const ask = await ofBody(`{ institution_id: ${S}, text: ${S} }`, operations, "POST /requisitions");
    expect(ask.includes("institution_id")).toBe(isTested);
  });
});

describe("the text of a selector says what is at stake", () => {
  const parameters = (...ones: readonly (readonly [name: string, text: string])[]): string =>
    `{ parameters: [${ones.map(([name, text]) => `{ name: ${name}, in: query, required: true, schema: { type: string }, description: ${JSON.stringify(text)} }`).join(", ")}] }`;
  test.each<[string, string, string, string | undefined]>([
    ["PUT /people", "userID", "userID of the user you wish to update", "by userID"],
    ["DELETE /chores", "idChoreList", "id of the chore you wish to delete", "delete B's chore, by idChoreList"],
    ["DELETE /chores", "nummerAufgabe", "Nummer der Aufgabe, die gelöscht werden soll", "by nummerAufgabe"],
    ["DELETE /chores", "numeroTarea", "Número de la tarea a eliminar", "by numeroTarea"],
    ["DELETE /chores", "reason", "Reason, for the id you wish to delete", undefined],
    ["DELETE /chores", "idChoreList", "id of the list", undefined],
  ])("%s by %s: %s", async (of, name, text, said) => {
    const ask = await asked({ [of]: parameters([name, text], ["username", "new name of the user"]) }, of);
    expect(ask.includes(said ?? "by ")).toBe(said !== undefined);
    expect(said === undefined || !ask.includes("username")).toBe(true);
  });

  const read = (text: string): string =>
    `{ parameters: [{ name: campaign_id, in: query, schema: { type: string }, description: ${JSON.stringify(text)} }] }`;
  test.each<[string, boolean]>([
    ["(Required) String", true],
    ["Obligatorio. La campaña", true],
    ["(Optional) String", false],
    ["(Required*) One of the two", false],
    ["Not required", false],
  ])("a selector that only its text makes required: %s", async (text, isTested) => {
    const ask = await asked({ "GET /campaigns/summary": read(text) }, "GET /campaigns/summary");
    expect(ask.includes("campaign_id")).toBe(isTested);
  });
});

describe("what is read by an account alone is that account's", () => {
  const by = (...names: readonly string[]): string =>
    `{ parameters: [${names.map((name) => `{ name: ${name}, in: query, schema: { type: string } }`).join(", ")}], ${gives(`{ colour: ${S} }`, "Meter reading").slice(2, -2)} }`;
  test.each<[string, string, boolean]>([
    ["an account", by("account"), true],
    ["an account, page by page", by("account", "page"), true],
    ["an account among others", by("account", "region"), false],
    ["a region", by("region"), false],
  ])("%s", async (_what, operation, isTested) => {
    expect((await asked({ "GET /meter/reading": operation }, "GET /meter/reading")) !== "").toBe(isTested);
  });
});

describe("what must not happen, and where identifiers are listed", () => {
  const ID = gives(`{ iban: ${S} }`);
  test.each<[string, string, string, RegExp]>([
    ["POST /documents/{id}/send", "Send invoice to given email addresses", "nothing is sent", /would be sent/],
    ["POST /documents/{id}/archive", "Archive a document", "is unchanged", /would be altered|stopped/],
    ["PUT /documents/{id}/payments", "Update payment history", "nothing of B's changes", /would be altered/],
    ["PUT /documents/{id}/payments", "Actualizar el historial de pagos", "nothing of B's changes", /would be altered/],
    ["PUT /documents/{id}/payments", "Update payments", "no money moves", /money/],
  ])("%s, %s: %s", async (of, summary, expected, why) => {
    const found = await testsOf(
      { "GET /documents/{id}": ID, [of]: `{ summary: ${JSON.stringify(summary)} }` },
      "accounts",
    );
    expect(found.get(of)?.expect).toContain(expected);
    expect(found.get(of)?.why).toMatch(why);
  });

  test.each<[string, Operations, boolean]>([
    ["accounts", { "GET /accounts": gives(`{ id: ${S} }`, "", true) }, true],
    [
      "the accounts of payments",
      { "GET /payments/{id}": ID, "GET /payments/account": gives(`{ id: ${S} }`, "", true) },
      false,
    ],
  ])("a list of %s", async (_what, lists, isSaid) => {
    const found = await testsOf({ "GET /accounts/{id}": ID, ...lists }, "accounts");
    expect(found.get("GET /accounts/{id}")?.why.includes("lists the IDs")).toBe(isSaid);
  });
});
