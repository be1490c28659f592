import { expect, test } from "vitest";
import { injectionFreeFormFilter } from "../../src/rules/resources/injection-free-form-filter.ts";
import { unboundedInput } from "../../src/rules/resources/unbounded-input.ts";
import { unboundedList } from "../../src/rules/resources/unbounded-list.ts";
import { unboundedPageSize } from "../../src/rules/resources/unbounded-page-size.ts";
import { unrestrictedUpload } from "../../src/rules/resources/unrestricted-upload.ts";
import { excessiveDataByParameter } from "../../src/rules/resources/excessive-data-by-parameter.ts";
import { apiOfPart } from "./description-of.ts";
import { apiOf, found, type Described } from "./operation-of.ts";
import { faultsIn } from "./faults-in.ts";

type Case = readonly [operation: string, described: Described, expected: string, access?: "open"];

const TEXT = { type: "string" };
const INTEGER = { type: "integer" };
const FILE = { type: "string", format: "binary" };
const LIST = { type: "array", items: { type: "object" } };
const form = (part: object, encoding?: object): Described => ({
  content: {
    "multipart/form-data": {
      schema: { properties: { file: part } },
      ...(encoding && { encoding: { file: encoding } }),
    },
  },
});
const raw = (type: string): Described => ({ content: { [type]: { schema: FILE } } });
const PEOPLE = {
  "200": {
    description: "Users.",
    content: { "application/json": { schema: { type: "array", items: { properties: { email: TEXT } } } } },
  },
};

const UPLOADS: readonly Case[] = [
  ["POST /files", form(FILE), "any request file"],
  ["POST /files", form({ type: "array", items: FILE }), "any request file"],
  ["POST /files", form(TEXT), "any request file"],
  ["POST /files", form({ enum: ["a", "b"] }), ""],
  ["POST /files", form({ ...FILE, maxLength: 1000 }), "any kind request file/1"],
  ["POST /files", form({ ...FILE, description: "A PNG" }), "any size request file/1"],
  ["POST /files", form(FILE, { contentType: "image/png" }), "any size request file/1"],
  ["POST /files", form({ ...FILE, maxLength: 1000 }, { contentType: "image/png" }), ""],
  ["POST /files", form({ ...FILE, description: "A PNG of at most 5 MB" }), ""],
  ["POST /files", { ...form(FILE), responses: { "413": { description: "?" }, "415": { description: "?" } } }, ""],
  ["POST /files", raw("application/octet-stream"), "any request"],
  ["POST /files", raw("image/png"), "any size request/1"],
  ["POST /ocsp", raw("application/ocsp-request"), ""],
  ["POST /cv", { body: { document: { type: "string", format: "byte" } } }, "any request document"],
  ["POST /keys", { body: { key: { type: "string", format: "byte" } } }, ""],
  ["PUT /users/{id}/photo", {}, "undescribed request"],
  ["PUT /users/{id}/name", {}, ""],
];

const INPUTS: readonly Case[] = [
  ["POST /users/bulk", { body: { users: LIST } }, "open batch request users/1"],
  // Each entry is a call of its own.
  ["POST /batch", { body: { requests: LIST } }, "open batch request requests"],
  ["POST /users/bulk", { body: { users: { ...LIST, maxItems: 10 } } }, ""],
  ["POST /users/bulk", { body: { users: { ...LIST, description: "Up to 100 users." } } }, ""],
  ["POST /users/bulk", { content: { "application/json": { schema: LIST } } }, "open batch request/1"],
  ["POST /users", { body: { tags: LIST } }, ""],
  ["POST /keys/import", { body: { bytes: { type: "array", items: INTEGER } } }, ""],
  ["GET /images/{id}", { query: { width: INTEGER } }, "work query width"],
  ["GET /images/{id}", { query: { width: { ...INTEGER, maximum: 4000 } } }, ""],
  ["GET /parcels", { query: { width: INTEGER } }, ""],
  ["GET /wait", { query: { delay: INTEGER } }, "work query delay"],
];

const FILTERS: readonly Case[] = [
  ["GET /users", { query: { where: TEXT }, responses: PEOPLE }, "people query where", "open"],
  ["GET /users", { query: { where: TEXT } }, "other query where/1", "open"],
  ["GET /users", { query: { where: { enum: ["a"] } }, responses: PEOPLE }, "", "open"],
  ["POST /users/search", { body: { filter: { type: "object" } }, responses: PEOPLE }, "people request filter"],
  ["POST /users/search", { body: { filter: { properties: { name: TEXT } } }, responses: PEOPLE }, ""],
  ["GET /users", { query: { filter: TEXT, sort: TEXT }, responses: PEOPLE }, "", "open"],
  ["GET /users", { query: { onde: { ...TEXT, example: "a > 5 AND b = 'x'" } } }, "other query onde/1", "open"],
  ["GET /users", { query: { onde: { ...TEXT, example: "Porto and the sea" } } }, "", "open"],
];

const WIDENED: readonly Case[] = [
  ["GET /users", { query: { include: TEXT }, responses: PEOPLE }, "people query include", "open"],
  ["GET /users", { query: { include: TEXT } }, "other query include/1", "open"],
  ["GET /users", { query: { include: { ...TEXT, description: "Allowed: `roles`" } }, responses: PEOPLE }, "", "open"],
  ["GET /users", { query: { include: { type: "boolean" } }, responses: PEOPLE }, "", "open"],
];

for (const [id, described, expected, access] of UPLOADS) {
  test(`unrestricted-upload: ${id} ${JSON.stringify(described)} gives "${expected}"`, async () => {
    expect(await found(unrestrictedUpload, id, described, access)).toBe(expected);
  });
}

for (const [id, described, expected, access] of INPUTS) {
  test(`unbounded-input: ${id} ${JSON.stringify(described)} gives "${expected}"`, async () => {
    expect(await found(unboundedInput, id, described, access)).toBe(expected);
  });
}

for (const [id, described, expected, access] of FILTERS) {
  test(`injection-free-form-filter: ${id} ${JSON.stringify(described)} gives "${expected}"`, async () => {
    expect(await found(injectionFreeFormFilter, id, described, access)).toBe(expected);
  });
}

for (const [id, described, expected, access] of WIDENED) {
  test(`excessive-data-by-parameter: ${id} ${JSON.stringify(described)} gives "${expected}"`, async () => {
    expect(await found(excessiveDataByParameter, id, described, access)).toBe(expected);
  });
}

test("a page without a maximum weighs the same whoever asks for it, and whatever it costs", async () => {
  const limit = { query: { limit: INTEGER } };
  expect(await found(unboundedPageSize, "GET /users", { ...limit, responses: PEOPLE }, "open")).toBe(
    "open query limit",
  );
  expect(await found(unboundedPageSize, "GET /shoes", limit, "open")).toBe("open query limit");
  expect(await found(unboundedPageSize, "GET /shoes/export", limit, "open")).toBe("open query limit");
  expect(await found(unboundedPageSize, "GET /shoes", { query: { depth: INTEGER } }, "open")).toBe("open query depth");
});

const listOf = (properties: object): Record<string, object> => ({
  "200": {
    description: "A list.",
    content: { "application/json": { schema: { type: "array", items: { properties } } } },
  },
});

const OF_ONE = "each list returns only what belongs to one object, such as the members of one group";

test.each<[string, object, readonly string[]]>([
  ["GET /users", { email: TEXT }, []],
  ["GET /folders", { email: TEXT }, ["each list returns objects that are not people"]],
  ["GET /clients", { token: TEXT }, ["each list returns objects that are not people"]],
  ["GET /visits", { diagnosis: TEXT }, []],
  ["GET /wards/{id}/visits", { diagnosis: TEXT }, []],
  ["GET /users", { email: TEXT, name: TEXT }, []],
  ["GET /groups/{id}/users", { email: TEXT, name: TEXT }, [OF_ONE]],
  ["GET /clubs/{clubId}/members", { email: TEXT, name: TEXT }, [OF_ONE]],
])("unbounded-list: %s of %j", async (id, properties, expected) => {
  const faults = [...unboundedList.check(await apiOf([[id, { responses: listOf(properties) }]]))];
  expect(faults.map(({ mitigations = [] }) => mitigations)).toEqual([expected]);
});

test.each([
  ["GET /visits/reference/{reference}/summary", 1],
  ["GET /visits/by-ref-code/{refCode}/summary", 1],
  ["GET /wards/{ward}/visits", 0],
  ["GET /ward/{ward}/visits", 0],
])("unbounded-list: %s of diagnoses has %i bounds", async (id, bounds) => {
  const [fault] = [...unboundedList.check(await apiOf([[id, { responses: listOf({ diagnosis: TEXT }) }]]))];
  expect(fault?.mitigations).toHaveLength(bounds);
});

test("unbounded-list: what bounds several kinds of lists is said in one sentence", async () => {
  const responses = listOf({ token: TEXT });
  const lists = ["GET /folders", "GET /groups/{id}/folders", "GET /users"] as const;
  const faults = [...unboundedList.check(await apiOf(lists.map((id) => [id, { responses }])))];
  expect(faults.map(({ mitigations = [] }) => mitigations)).toEqual([
    [
      "the lists return only the users of one account, or objects that are not people, or only what belongs to one object, such as the members of one group",
    ],
  ]);
});

test.each([
  ["createdAfter", "date-time", 1],
  ["createdAfter", undefined, 0],
  ["since", "date-time", 0],
])("a list that is asked for by %s of format %s has %i faults", async (name, format, faults) => {
  const query = { [name]: { ...TEXT, ...(format && { format }) } };
  const api = await apiOf([["GET /visits", { query, responses: listOf({ diagnosis: TEXT }) }]]);
  expect([...unboundedList.check(api)]).toHaveLength(faults);
});

test("a page without a maximum is told apart where others have one", async () => {
  const sized = (schema: object) => ({ get: { parameters: [{ name: "limit", in: "query", schema }] } });
  const faultsOf = async (rest: Record<string, object>) => {
    const paths = { "/orders": sized(INTEGER), ...rest };
    const HEAD = { openapi: "3.1.0", info: { title: "Example", version: "1" } };
    const security = [{ token: [] }];
    const components = { securitySchemes: { token: { type: "http", scheme: "bearer" } } };
    return [...unboundedPageSize.check(await apiOfPart(JSON.stringify({ ...HEAD, security, paths, components })))];
  };
  const bounded = sized({ ...INTEGER, maximum: 100 });
  expect(await faultsOf({ "/users": sized(INTEGER), "/a": bounded })).toMatchObject([{ cause: "", evidence: [] }]);
  expect(await faultsOf({ "/a": bounded })).toMatchObject([
    { cause: "forgotten", evidence: ['In contrast, "limit" of GET /a has a maximum.'] },
  ]);
});

test("a body that holds its own kind is looked through once, and found where strangers send it", async () => {
  const rule = {
    properties: {
      all: { type: "array", items: { $ref: "#/paths/~1rules/post/requestBody/content/application~1json/schema" } },
    },
  };
  const described = { content: { "application/json": { schema: rule } } };
  expect(await found(unboundedInput, "POST /rules", described)).toBe("nested request/1");
});

test("a size that many operations share is one fault of its definition", async () => {
  const limit = { $ref: "#/components/parameters/limit" };
  const ids = ["a", "b", "c", "d", "e", "f"];
  const api = await apiOfPart(
    JSON.stringify({
      openapi: "3.1.0",
      info: { title: "Example", version: "1" },
      security: [{ token: [] }],
      paths: Object.fromEntries(ids.map((id) => [`/${id}`, { get: { parameters: [limit] } }])),
      components: {
        parameters: { limit: { name: "limit", in: "query", schema: INTEGER } },
        securitySchemes: { token: { type: "http", scheme: "bearer" } },
      },
    }),
  );
  const faults = [...unboundedPageSize.check(api)];
  expect(faults.map(({ cause, carriers, at }) => [cause, carriers?.length, at.pointer])).toEqual([
    ["definition limit", 6, "#/components/parameters/limit/name"],
  ]);
});

test.each([
  ["tamanhoPagina", "unbounded-page-size"],
  ["registrosPorPagina", "unbounded-page-size"],
  ["anzahl", "unbounded-page-size"],
  ["limite", "unbounded-page-size"],
  ["taille", ""],
  ["anzahlung", ""],
] as const)("a list whose size is asked for by %s: %s", async (name, rule) => {
  const responses = { "200": { description: "ok", content: { "application/json": { schema: LIST } } } };
  const faults = await faultsIn(unboundedPageSize, {
    "GET /things": { parameters: [{ name, in: "query", schema: INTEGER }], responses },
  });
  expect(faults.map(({ message }) => message)).toEqual(rule === "" ? [] : [`"${name}" of GET /things has no maximum`]);
});

test.each(["Höchstens 100.", "Au plus 100", "jusqu'à 100 lignes", "máximo: 100", "não pode exceder 100", "até 100"])(
  "a largest page that a description states: %s",
  async (description) => {
    const parameters = [{ name: "limit", in: "query", description, schema: INTEGER }];
    expect(await faultsIn(unboundedPageSize, { "GET /things": { parameters } })).toEqual([]);
  },
);

test.each([
  ["incluir", undefined, 1],
  ["inclure", undefined, 1],
  ["erweitern", "Was noch geliefert wird.", 1],
  ["erweitern", "Mögliche Werte sind kunde und artikel.", 0],
  ["incluir", "Valores permitidos: cliente, itens", 0],
] as const)("what else is returned by %s, described as %s", async (name, description, count) => {
  const parameters = [{ name, in: "query", description, schema: TEXT }];
  expect(await faultsIn(excessiveDataByParameter, { "GET /things": { parameters } })).toHaveLength(count);
});
