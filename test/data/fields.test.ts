import { expect, test } from "vitest";
import { dataFlows } from "../../src/data/flows/data-flows.ts";
import { apiOf } from "../model/api-of.ts";
import { flowsIn, NO_DATA_POLICY } from "./flows-of.ts";

test("fields stand at their own definition, each once, in the order of the document", async () => {
  const { data } = await flowsIn(`paths:
  /users:
    parameters: [{ $ref: '#/components/parameters/Email' }]
    get:
      responses: { '200': { $ref: '#/components/responses/Users' } }
    post:
      requestBody: { content: { application/json: { schema: { type: object, properties: { phoneNumber: { type: string } } } } } }
      responses: { '200': { $ref: '#/components/responses/Users' } }
components:
  schemas:
    Address: { type: object, properties: { street: { type: string }, postcode: { type: string } } }
    User: { type: object, properties: { address: { $ref: '#/components/schemas/Address' }, manager: { type: object, properties: { firstName: { type: string } } }, email: { type: string } } }
  responses:
    Users: { description: ok, content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/User' } } } } }
  parameters:
    Email: { name: email, in: query, schema: { type: string } }
`);
  expect(data.fields.map(({ node, owner, category }) => `${node.pointer} ${owner} ${category}`)).toEqual([
    "#/paths/~1users/post/requestBody/content/application~1json/schema/properties/phoneNumber undefined user.contact.phone_number",
    "#/components/schemas/Address/properties/street Address user.contact.address",
    "#/components/schemas/Address/properties/postcode Address user.contact.address",
    "#/components/schemas/User/properties/address User user.contact.address",
    "#/components/schemas/User/properties/manager/properties/firstName User user.name",
    "#/components/schemas/User/properties/email User user.contact.email",
    "#/components/parameters/Email undefined user.contact.email",
  ]);
  expect(data.looked).toBe(8);
});

test("a name counts by what owns it: the component, what refers to it, the path", async () => {
  const { data } = await flowsIn(`paths:
  /patients/{id}: { get: { responses: { '200': { description: ok, content: { application/json: { schema: { properties: { name: { type: string } } } } } } } } }
  /products/{id}: { get: { responses: { '200': { description: ok, content: { application/json: { schema: { properties: { name: { type: string } } } } } } } } }
components: { schemas: { Customer: { properties: { name: { type: string } } }, Product: { properties: { name: { type: string } } } } }
`);
  expect(data.fields.map(({ node }) => node.pointer)).toContain("#/components/schemas/Customer/properties/name");
  expect(data.fields.map(({ node }) => node.pointer)).not.toContain("#/components/schemas/Product/properties/name");
  expect(data.fields.filter(({ node }) => node.pointer.includes("products"))).toEqual([]);
});

test.each([
  ["X-Acme-Key", "acme_key", true],
  ["X-Acme-Key", "acmeKey", true],
  ["acme-key", "acme_key", true],
  ["X-Acme-Key", "other_key", false],
  ["X-Key", "key", false],
  ["X-Client-Id", "client_id", false],
])("what the API asks callers for in %s is a credential as %s: %s", async (asked, returned, is) => {
  const { data } = await flowsIn(`paths:
  /profile: { get: { responses: { '200': { description: ok, content: { application/json: { schema: { properties: { ${returned}: { type: string } } } } } } } } }
components: { securitySchemes: { own: { type: apiKey, in: header, name: ${asked} } } }
`);
  expect(data.fields.map(({ category }) => category)).toEqual(is ? ["user.authorization.credentials"] : []);
});

test("the parts of an object stand together: one of them says that it is a person", async () => {
  const { data } = await flowsIn(
    "components: { schemas: { Thing: { allOf: [{ properties: { date_of_birth: { type: string } } }, { properties: { name: { type: string } } }] } } }\n",
  );
  expect(data.fields.map(({ name }) => name)).toEqual(["date_of_birth", "name"]);
});

test("what other files define is read there", async () => {
  const api = await apiOf(
    "openapi: 3.0.3\ninfo: { title: x, version: '1' }\npaths: { /x: { get: { responses: { '200': { description: ok, content: { application/json: { schema: { $ref: 'user.yaml' } } } } } } } }\n",
    { "user.yaml": "type: object\nproperties: { name: { type: string }, email: { type: string } }\n" },
  );
  expect(
    dataFlows(api, { data: NO_DATA_POLICY }).fields.map(({ node, owner }) => [node.source.file, node.pointer, owner]),
  ).toEqual([
    ["user.yaml", "#/properties/name", "user"],
    ["user.yaml", "#/properties/email", "user"],
  ]);
});

test("categories of one's own come first", async () => {
  const { data } = await flowsIn("components: { schemas: { Box: { properties: { shoeSize: { type: string } } } } }\n", {
    categories: { categories: [{ key: "user.shoe", sensitivity: "restricted", anywhere: "shoe size" }] },
  });
  expect(data.fields.map(({ name, category, sensitivity }) => [name, category, sensitivity])).toEqual([
    ["shoeSize", "user.shoe", "restricted"],
  ]);
});

test("ten thousand schemas that refer to each other in a row or in a circle are read", async () => {
  const schemas = Array.from(
    { length: 10_000 },
    (_, at) =>
      `    S${at}: { properties: { next: { $ref: '#/components/schemas/S${(at + 1) % 10_000}' }, email: { type: string } } }`,
  );
  const { data, flows } = await flowsIn(
    `paths: { /x: { get: { responses: { '200': { description: ok, content: { application/json: { schema: { $ref: '#/components/schemas/S0' } } } } } } } }
components:
  schemas:
    A0: { properties: { email: { type: string } } }
${Array.from({ length: 3000 }, (_, at) => `    A${at + 1}: { allOf: [{ $ref: '#/components/schemas/A${at}' }] }`).join("\n")}
${schemas.join("\n")}
`,
  );
  expect(data.fields.length).toBe(10_001);
  expect(flows.length).toBe(10_000);
});
