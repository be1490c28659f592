import { readFileSync } from "node:fs";
import path from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { compileCategories } from "../../src/data/compile-categories.ts";
import { configuration } from "../../src/policy/configuration.ts";
import { policyFrom, refusalOf } from "./policies.ts";

const PUBLISHED = path.resolve(import.meta.dirname, "../../schemas/sallyport.schema.json");

test("the published JSON Schema is that of the check", async () => {
  const schema = {
    $id: "urn:sallyport:configuration:1",
    title: "sallyport.yaml: what Sallyport judges API descriptions by",
    ...z.toJSONSchema(configuration, { target: "draft-2020-12" }),
  };
  await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot(PUBLISHED);
});

const GOOD = [
  "audience: public",
  "audience: { default: private }",
  'audience: { operations: { "GET /users/*": public, "* /x": partner, "**": private, "WEBHOOK paid POST": partner } }',
  "audience: { paths: { /users/**: public, '**': private } }",
  "owner: team-rides",
  "network: { internal: ['*.acme.example', '[fd00::1]'] }",
  "network: { internal: [] }",
  "admission: { bearerAuth: self-registered, '*': own, webhooks: partner, open: anonymous }",
  "principal: { token: user, key: shared, mtls: client }",
  "tenancy: { token: each shop has its own database }",
  "data: { fields: { Owner.name: { sensitivity: public, reason: it is a shop } } }",
  "data: { categories: [{ key: user.suit, sensitivity: internal, anywhere: suit number, dates: true }] }",
  "ceilings: { self-registered: { thing: restricted } }",
  "ceilings: { private: {} }",
  "apis: [{ files: '*.yaml', audience: public }, { files: [a.yaml, b.yaml] }]",
];

const BAD = [
  // A value that is not one of those that there are
  "admission: { bearerAuth: selfregistered }",
  "admission: { bearerAuth: unknown }",
  "audience: publik",
  "audience: internal",
  "audience: 5",
  "audience: { default: Partner }",
  "principal: { token: person }",
  "ceilings: { partner: { things: confidental } }",
  "data: { categories: [{ key: a, sensitivity: secret }] }",
  // A key that is not one of those that there are
  "admision: { token: own }",
  "x-team: rides",
  "audience: { operation: {} }",
  "network: { intern: [] }",
  "ceilings: { public: {} }",
  "ceilings: { partner: { subject: public } }",
  "data: { fields: { a: { sensitivity: public, reason: b, because: c } } }",
  "data: { categories: [{ key: a, sensitivity: public, anyWhere: b }] }",
  "apis: [{ files: a, apis: [] }]",
  "__proto__: { a: 1 }",
  "admission: { __proto__: own }",
  // A key of a form that names nothing
  "audience: { operations: { getUser: public } }",
  "audience: { operations: { get /users: public } }",
  "audience: { paths: { users: public } }",
  "admission: { '': own }",
  // A value of another kind
  "owner: [a, b]",
  "owner: ''",
  "admission:",
  "admission: own",
  "admission: { token: }",
  "network: { internal: '*.acme.example' }",
  "network: { internal: ['https://api.acme.example/v1'] }",
  "tenancy: [token]",
  "data: { categories: [{ key: User Email, sensitivity: public }] }",
  "data: { categories: [{ key: a, sensitivity: public, anywhere: [b, {}], dates: maybe }] }",
  "apis: { files: a }",
  "apis: [{ files: [] }]",
  "apis: [{ files: { a: b } }]",
  "apis: [{ files: [a, 1] }]",
  "[a]",
  "openapi",
  // Something missing
  "tenancy: { token: '' }",
  "tenancy: { token: ' ' }",
  "tenancy: { token: true }",
  "data: { fields: { Owner.name: { sensitivity: public } } }",
  "data: { fields: { name: { sensitivity: public, reason: '' } } }",
  "data: { fields: { name: { reason: it is a shop } } }",
  "data: { categories: [{ sensitivity: public }] }",
  "apis: [{ owner: shop }]",
  // A key that stands twice
  "{ owner: a, owner: b }",
  "admission: { token: own, key: own, token: partner }",
  "apis: [{ files: a, owner: b, owner: c }]",
];

describe("what is right is taken", () => {
  test.each(GOOD)("%s", async (text) => {
    expect(await refusalOf(policyFrom(text))).toBe("nothing");
  });
});

test("what is wrong is refused with what was found and what would have been right", async () => {
  const refusals = await Promise.all(BAD.map(async (text) => `${text}\n  ${await refusalOf(policyFrom(text))}`));
  expect(`\n${refusals.join("\n").replaceAll("sallyport.yaml:1:", "1:")}\n`).toMatchInlineSnapshot();
});

test("all problems are told at once, in the order of their lines", async () => {
  const refusal = await refusalOf(
    policyFrom(`audience:
  default: publik
  operations:
    "GET /users": everyone
owner: team
admission:
  token: selfregistered
  key: own
  token: own
data:
  fields:
    Owner.name:
      sensitivity: public
apis:
  - files: "*.yaml"
    tenancy:
      token: ""
    ovner: x
`),
  );
  expect(refusal).toMatchInlineSnapshot();
});

test("a hundred of them are cut, and a long or hostile text is", async () => {
  const many = Array.from({ length: 100 }, (_, at) => `  s${at}: nobody\n`).join("");
  expect((await refusalOf(policyFrom(`admission:\n${many}`))).split("\n").slice(-2)).toMatchInlineSnapshot();
  const hostile = await refusalOf(policyFrom(`audience: "\\e[2J\\u202e${"x".repeat(200)}"`));
  expect(hostile).toMatchInlineSnapshot();
});

test.each([
  ["broken YAML", "audience: [\n"],
  [
    "an alias bomb",
    `a: &a [x,x,x,x,x,x,x,x,x,x]\n${"bcdefghi".replace(/./g, (name, at: number) => `${name}: &${name} [${`*${"abcdefgh"[at]},`.repeat(10)}]\n`)}`,
  ],
  ["what is nested without end", "[".repeat(5_000)],
])("%s is refused", async (_, text) => {
  expect(await refusalOf(policyFrom(text))).toMatch(/^sallyport\.yaml/);
});

describe("the published JSON Schema", () => {
  const validate = new Ajv2020({ strict: false }).compile(JSON.parse(readFileSync(PUBLISHED, "utf8")) as object);
  const seenByParser = (text: string): boolean => /^\{ owner: a|token: own, key|owner: b, owner|__proto__/.test(text);

  test.each(GOOD)("takes %s", (text) => {
    expect(validate(parse(text))).toBe(true);
  });
  test.each(BAD.filter((text) => !seenByParser(text)))("refuses %s", (text) => {
    expect(validate(parse(text))).toBe(false);
  });
});

test("a category may have every property that the data layer knows, and no other", () => {
  const { properties } = z.toJSONSchema(configuration).$defs!["Category"]!;
  const values: Readonly<Record<string, unknown>> = { key: "user.suit", sensitivity: "public" };
  const entry = Object.fromEntries(Object.keys(properties ?? {}).map((name) => [name, values[name] ?? "person"]));
  expect(() => compileCategories({ categories: [entry] })).not.toThrow();
});
