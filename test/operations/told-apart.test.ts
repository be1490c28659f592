import { describe, expect, test } from "vitest";
import { rankedTests } from "../../src/review/tests.ts";
import { testBoundaries } from "../../src/review/boundaries.ts";
import { decidingWhoseThings, whoseThingsQuestion } from "../../src/review/whose-things.ts";
import { apiOf, type Operations } from "../rules/faults-in.ts";

/* A condition that A must not get at B's things needs callers who can be told apart, and evidence of what they have there. */

type Ranked = ReturnType<typeof rankedTests>;

async function ranked(operations: Operations, more: object = {}): Promise<Ranked> {
  const all = Object.entries(operations).map(([id, operation]) => [
    id,
    { responses: { 200: { description: "OK" } }, ...operation },
  ]);
  return rankedTests(await apiOf(Object.fromEntries(all), { info: { title: "T", version: "1" }, ...more }));
}

const KEY = { security: [{ key: [] }] };
const NONE = { security: undefined, components: {} };
const groups = (tests: Ranked): ReadonlyMap<string, readonly string[]> =>
  new Map(testBoundaries(tests).map(({ id, operations }) => [id, operations]));
const ofTwo = (tests: Ranked): readonly string[] =>
  [...groups(tests)].flatMap(([id, operations]) => (id.endsWith("-anonymous") ? [] : operations));
const described = (description: string): object => ({ description });
const refusing = (status: string, description: string): object => ({
  responses: { 200: { description: "OK" }, [status]: { description } },
});

const TEMPLATES: Operations = { "POST /templates": {}, "GET /templates/{id}": {}, "DELETE /templates/{id}": {} };

describe("what callers make is a condition", () => {
  test.each<readonly [string, Operations, object]>([
    ["where a key is declared", TEMPLATES, KEY],
    [
      "where a text speaks of a key",
      TEMPLATES,
      { ...NONE, info: { title: "T", version: "1", description: "To get started you need an API key." } },
    ],
    [
      "where a text speaks of a password",
      TEMPLATES,
      { ...NONE, info: { title: "T", version: "1", description: "Pass the user and the password with each request." } },
    ],
    [
      "where a Spanish text does",
      TEMPLATES,
      { ...NONE, info: { title: "T", version: "1", description: "Envíe el usuario y la contraseña en cada llamada." } },
    ],
    [
      "where a German text does",
      TEMPLATES,
      {
        ...NONE,
        info: { title: "T", version: "1", description: "Für alle Aufrufe brauchen Sie einen API-Schlüssel." },
      },
    ],
    [
      "where the path names whose it is, though nothing says how callers are known",
      {
        "GET /organizations/{organizationId}/templates/{id}": {},
        "DELETE /organizations/{organizationId}/templates/{id}": {},
      },
      NONE,
    ],
    [
      "where all operations refuse in words of their own",
      Object.fromEntries(Object.keys(TEMPLATES).map((id) => [id, refusing("401", "Authentication failure")])),
      NONE,
    ],
  ])("%s", async (_, operations, more) => {
    expect(ofTwo(await ranked(operations, more))).toContain(
      Object.keys(operations).findLast((id) => id.startsWith("DELETE")),
    );
  });

  test.each<readonly [string, Operations, object]>([
    ["where nothing tells callers apart", TEMPLATES, NONE],
    [
      "where a text says that there is no key",
      TEMPLATES,
      { ...NONE, info: { title: "T", version: "1", description: "No API key is needed." } },
    ],
    [
      "where it is installed for those who work with it",
      TEMPLATES,
      { ...KEY, servers: [{ url: "http://localhost:7700" }] },
    ],
    ["on a local network", TEMPLATES, { ...KEY, servers: [{ url: "//tracker.local/api" }] }],
  ])("and a question %s", async (_, operations, more) => {
    const tests = await ranked(operations, more);
    expect(ofTwo(tests)).toEqual([]);
    expect(tests.map(({ test: { operation } }) => operation)).toContain("DELETE /templates/{id}");
    expect(whoseThingsQuestion(tests).flatMap((one) => one.operations)).toContain("DELETE /templates/{id}");
    expect(decidingWhoseThings(tests)).toHaveLength(1);
  });

  test.each<readonly [string, Operations]>([
    [
      "a text calls them the reader's own",
      { "DELETE /advisories/{id}": {}, "GET /advisories/{id}": described("Returns one of your advisories.") },
    ],
    [
      "a user stands above",
      { "GET /users/{userId}/templates/{id}": {}, "DELETE /users/{userId}/templates/{id}": {}, "GET /users/me": {} },
    ],
  ])("on an installation, too, where %s", async (_, operations) => {
    const tests = await ranked(operations, { ...KEY, servers: [{ url: "http://localhost:7700" }] });
    expect(ofTwo(tests).length).toBeGreaterThan(0);
  });
});

describe("what is made and refers to something", () => {
  const text = { type: "string" };
  const holding = (...names: readonly string[]): object => ({
    content: {
      "application/json": {
        schema: { type: "object", properties: Object.fromEntries(names.map((name) => [name, text])) },
      },
    },
  });
  const paying = (name: string): object => ({ requestBody: holding(name, "amount", "iban") });
  const named = { responses: { 200: { description: "OK", ...holding("id", "name") } } };

  test("is a condition where callers make that, too", async () => {
    const operations = {
      "POST /templates": {},
      "GET /templates/{id}": named,
      "POST /payments": paying("template_id"),
    };
    expect(groups(await ranked(operations, KEY)).get("account-reference-change")).toEqual(["POST /payments"]);
  });

  test("is none where that is nobody's", async () => {
    const tests = await ranked({ "GET /materials/{id}": named, "POST /payments": paying("material_id") }, KEY);
    expect(groups(tests).get("account-reference-change")).toBeUndefined();
    expect(tests.map(({ test: { operation } }) => operation)).toContain("POST /payments");
  });

  test("what is made in a thing is no change of that thing", async () => {
    const tests = await ranked({ "GET /datasets/{id}": {}, "POST /datasets/{id}/remarks": {} }, KEY);
    expect(ofTwo(tests)).not.toContain("GET /datasets/{id}");
  });
});

describe("a boundary that stands", () => {
  test("holds the other ways to the same things, whatever is known of their fields", async () => {
    const pictures: Operations = {
      "POST /invoices": {},
      "GET /invoices": {
        responses: {
          200: {
            description: "OK",
            content: {
              "application/json": {
                schema: { type: "array", items: { type: "object", properties: { iban: { type: "string" } } } },
              },
            },
          },
        },
      },
      "DELETE /invoices/{id}": {},
      "POST /templates": {},
      "GET /templates": { responses: { 200: LIST_OF_NAMES } },
      "DELETE /templates/{id}": {},
    };
    const tests = await ranked(pictures, KEY);
    expect(groups(tests).get("account-list-read")).toEqual(["GET /invoices", "GET /templates"]);
  });

  test("holds the read of what callers change by its identifier, whatever its name says", async () => {
    const tests = await ranked(
      {
        "POST /languages": {},
        "GET /languages/{id}": giving(),
        "PATCH /languages/{id}": {},
        "GET /invoices/{id}": PRIVATE,
      },
      KEY,
    );
    expect(groups(tests).get("account-id-read")).toContain("GET /languages/{id}");
  });

  test.each([
    ["names organizations that users may belong to", { "GET /organizations/{organizationId}": {} }, true],
    ["names one in a parameter", { "GET /stock": { parameters: [COMPANY] } }, true],
    ["names none", {}, false],
  ])("is one between two organizations where the API %s", async (_, more: Operations, isSaid) => {
    const tests = await ranked(
      { "GET /me": {}, "GET /invoices/{id}": PRIVATE, "DELETE /invoices/{id}": {}, ...more },
      { security: [{ token: [] }] },
    );
    const [said] = testBoundaries(tests).filter(({ id }) => id === "user-id-delete");
    expect(said?.text.includes(", with A and B in different organizations (")).toBe(isSaid);
  });

  const ASKED = { parameters: [{ name: "X-Api-Key", in: "header", required: true, schema: { type: "string" } }] };

  test("of those without a credential holds every operation that demands one", async () => {
    const tests = await ranked(
      {
        "POST /tasks": ASKED,
        "GET /tasks/{id}": ASKED,
        "GET /units": ASKED,
        "GET /health": {},
      },
      NONE,
    );
    const [, refused = []] = [...groups(tests)].find(([id]) => id.endsWith("-anonymous")) ?? [];
    expect([...refused].toSorted()).toEqual(["GET /tasks/{id}", "GET /units", "POST /tasks"]);
  });

  test("of those without a credential is none where there is no credential to leave out", async () => {
    const tests = await ranked({ "POST /links": {}, "GET /words/{word}": {} }, NONE);
    expect([...groups(tests).keys()].filter((id) => id.endsWith("-anonymous"))).toEqual([]);
  });

  test("and stays where what is there can be deleted", async () => {
    const tests = await ranked({ "DELETE /links/all": {} }, NONE);
    expect([...groups(tests).keys()].filter((id) => id.endsWith("-anonymous"))).toHaveLength(1);
  });
});

const COMPANY = { name: "companyId", in: "query", schema: { type: "string" } };

function giving(...names: readonly string[]): object {
  const properties = Object.fromEntries(["name", ...names].map((name) => [name, { type: "string" }]));
  return {
    responses: {
      200: { description: "OK", content: { "application/json": { schema: { type: "object", properties } } } },
    },
  };
}

const PRIVATE = giving("iban");

const LIST_OF_NAMES = {
  description: "OK",
  content: {
    "application/json": {
      schema: { type: "array", items: { type: "object", properties: { name: { type: "string" } } } },
    },
  },
};
