import path from "node:path";
import { Worker } from "node:worker_threads";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { MOST_GLOB } from "../../src/policy/glob.ts";
import { parse } from "yaml";
import { compileCategories } from "../../src/data/taxonomy/compile-categories.ts";
import { configurationSchema } from "../../src/policy/configuration-schema.ts";
import { policyFrom, refusalOf } from "./policies.ts";

const SCHEMA = {
  $id: "urn:sallyport:configuration:1",
  title: "sallyport.yaml: what Sallyport judges API descriptions by",
  ...configurationSchema(),
};

test("the published JSON Schema is that of the check", async () => {
  await expect(`${JSON.stringify(SCHEMA, null, 2)}\n`).toMatchFileSnapshot(
    path.resolve(import.meta.dirname, "../../schemas/sallyport.schema.json"),
  );
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
  "tenancy: { token: account }",
  "tenancy: none",
  "data: { fields: { Owner.name: { sensitivity: public, reason: it is a shop } } }",
  "data: { categories: [{ key: user.suit, sensitivity: internal, anywhere: suit number, dates: true }] }",
  "lexicon: { cancel: rückabwickeln, search: [fahnden, 'nach spüren, wittern'] }",
  "ceilings: { self-registered: { tenant: restricted } }",
  "ceilings: { private: {} }",
  "waivers: [{ rule: basic-auth, operation: GET /x, reason: b, owner: c, approver: d, until: 2026-12-31 }]",
  "waivers: [{ rule: basic-auth, operation: [GET /*, '**'], field: '**', places: [0123456789abcdef], severity: low, reason: b, owner: c, approver: d, until: '2026-12-31' }]",
  "acceptRequests: true",
  "docsUrl: https://docs.acme.example:8443/sallyport/",
  "repository: https://github.com/acme/apis",
  "repository: { url: https://git.acme.example:8443/apis/, ref: release/2026-01, kind: gitea }",
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
  "ceilings: { partner: { tenant: confidental } }",
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
  "lexicon: { serach: fahnden }",
  "lexicon: { zzzzzz: fahnden }",
  "lexicon: { search: { de: fahnden } }",
  "__proto__: { a: 1 }",
  "admission: { __proto__: own }",
  // A key of a form that names nothing
  "audience: { operations: { getUser: public } }",
  "audience: { operations: { /users: public } }",
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
  "tenancy: { token: each shop has its own database }",
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

const LONG = `/${"a".repeat(MOST_GLOB)}`;

const WAIVER = 'rule: basic-auth, reason: a, owner: b, approver: c, until: "2027-01-01"';

describe("a pattern that is too long to be tried is refused with its line", () => {
  test.each([
    ["rules by path", `rules:\n  basic-auth: { paths: { "${LONG}": low } }`],
    ["audience by path", `audience:\n  paths: { "${LONG}": public }`],
    ["audience by operation", `audience:\n  operations: { "GET ${LONG}": public }`],
    ["hosts", `network:\n  internal: ["${LONG.replace("/", "*")}"]`],
    ["operations of a waiver", `waivers:\n  - { ${WAIVER}, operation: "GET ${LONG}" }`],
    ["fields of a waiver", `waivers:\n  - { ${WAIVER}, operation: "GET /a", field: ["${LONG}"] }`],
    ["descriptions", `apis:\n  - files: ["a.yaml", "${LONG}"]`],
  ])("%s", async (_, text) => {
    expect(await refusalOf(policyFrom(text))).toMatch(
      /^sallyport\.yaml:2:\d+ .*(?:;|cannot be:) at most 2000 characters are expected$/,
    );
    expect(await refusalOf(policyFrom(text.replace("a".repeat(MOST_GLOB), "aaa")))).not.toMatch("at most");
  });
});

test("what is wrong is refused with what was found and what would have been right", async () => {
  const refusals = await Promise.all(BAD.map(async (text) => `${text}\n  ${await refusalOf(policyFrom(text))}`));
  // How many concepts there are is no matter of this test.
  const said = refusals
    .join("\n")
    .replaceAll("sallyport.yaml:1:", "1:")
    .replace(/ and \d{3,} more/, " and many more");
  expect(`\n${said}\n`).toMatchInlineSnapshot(`
    "
    admission: { bearerAuth: selfregistered }
      1:26 admission.bearerAuth is "selfregistered"; one of anonymous, self-registered, partner, own is expected; did you mean "self-registered"?
    admission: { bearerAuth: unknown }
      1:26 admission.bearerAuth is "unknown"; one of anonymous, self-registered, partner, own is expected
    audience: publik
      1:11 audience is "publik"; one of private, partner, public, or a mapping is expected; did you mean "public"?
    audience: internal
      1:11 audience is "internal"; one of private, partner, public, or a mapping is expected; did you mean "private"?
    audience: 5
      1:11 audience is 5; one of private, partner, public, or a mapping is expected
    audience: { default: Partner }
      1:22 audience.default is "Partner"; one of private, partner, public is expected; did you mean "partner"?
    principal: { token: person }
      1:21 principal.token is "person"; one of user, client, shared is expected
    ceilings: { partner: { tenant: confidental } }
      1:32 ceilings.partner.tenant is "confidental"; one of public, internal, confidential, restricted is expected; did you mean "confidential"?
    data: { categories: [{ key: a, sensitivity: secret }] }
      1:45 data.categories[0].sensitivity is "secret"; one of public, internal, confidential, restricted is expected
    admision: { token: own }
      1:1 admision is not a key of sallyport.yaml; did you mean "admission"?
    x-team: rides
      1:1 x-team is not a key of sallyport.yaml; one of root, audience, owner, network, admission, principal, tenancy, data, lexicon, rules, rulesets, waivers, dismissed, dismiss, acceptRequests, ceilings, agents, gate, sla, accept, register, docsUrl, repository and apis is expected
    audience: { operation: {} }
      1:13 audience.operation is not a key of audience; did you mean "operations"?
    network: { intern: [] }
      1:12 network.intern is not a key of network; did you mean "internal"?
    ceilings: { public: {} }
      1:13 ceilings.public is not a key of ceilings; one of anonymous, self-registered, partner and private is expected
    ceilings: { partner: { subject: public } }
      1:24 ceilings.partner.subject is not a key of ceilings.partner; one of caller, tenant, population and counterparty is expected
    data: { fields: { a: { sensitivity: public, reason: b, because: c } } }
      1:56 data.fields.a.because is not a key of data.fields.a; one of category, sensitivity and reason is expected
    data: { categories: [{ key: a, sensitivity: public, anyWhere: b }] }
      1:53 data.categories[0].anyWhere is not a key of data.categories[0]; did you mean "anywhere"?
    apis: [{ files: a, apis: [] }]
      1:20 apis[0].apis is not a key of apis[0]; one of files, audience, owner, network, admission, principal, tenancy, data, lexicon, rules, rulesets, waivers, dismissed, dismiss, acceptRequests, ceilings, agents, gate, sla, accept and register is expected
    lexicon: { serach: fahnden }
      1:12 lexicon.serach is not a key of lexicon; did you mean "search"?
    lexicon: { zzzzzz: fahnden }
      1:12 lexicon.zzzzzz is not a key of lexicon; one of read, tell, keeps-looking, read-state, list, find, search, filter, count, calculate, preview, check, validate, analyze, download, export, form-of-file, verify, create, add, generate, at-random, made-up-people, makes-people, generated-value, register, unregister, issue, upload, save, change, configure, adjust, move, copy, merge, convert, swap, reorder, arranges, delete, remove, expel, clear, clean-up, cleans, check-in, discard, archive, unarchive, restore, revert, cancel, start, end, stop, complete, close, open and many more is expected
    lexicon: { search: { de: fahnden } }
      1:20 lexicon.search is a mapping; words, separated by commas, or a list of them is expected
    __proto__: { a: 1 }
      1:1 __proto__ cannot be; another name is expected
    admission: { __proto__: own }
      1:14 admission.__proto__ cannot be; another name is expected
    audience: { operations: { getUser: public } }
      1:27 audience.operations.getUser cannot be: a method and a path, such as "GET /users/*", is expected as the key
    audience: { operations: { /users: public } }
      1:27 audience.operations["/users"] cannot be: a method and a path, such as "GET /users/*", is expected as the key
    audience: { paths: { users: public } }
      1:22 audience.paths.users cannot be: a path, such as "/users/*", is expected as the key
    admission: { '': own }
      1:14 admission[""] cannot be: a name is expected
    owner: [a, b]
      1:8 owner is a list; a name is expected
    owner: ''
      1:8 owner is ""; a name is expected
    admission:
      1:10 admission is empty; a mapping of security schemes is expected: "admission: { bearerAuth: self-registered }"
    admission: own
      1:12 admission is "own"; a mapping of security schemes is expected: "admission: { bearerAuth: self-registered }"
    admission: { token: }
      1:19 admission.token is empty; one of anonymous, self-registered, partner, own is expected
    network: { internal: '*.acme.example' }
      1:22 network.internal is "*.acme.example"; a list is expected
    network: { internal: ['https://api.acme.example/v1'] }
      1:23 network.internal[0] is "https://api.acme.example/v1"; a host name, or a pattern such as "*.acme.example", without scheme and path is expected
    tenancy: [token]
      1:10 tenancy is a list; account, none, or a mapping of schemes to one of them is expected: "tenancy: account", or "tenancy: { token: account }"
    data: { categories: [{ key: User Email, sensitivity: public }] }
      1:29 data.categories[0].key is "User Email"; a key in small letters such as "user.contact.email" is expected
    data: { categories: [{ key: a, sensitivity: public, anywhere: [b, {}], dates: maybe }] }
      1:67 data.categories[0].anywhere[1] is a mapping; a word is expected
    1:79 data.categories[0].dates is "maybe"; true or false is expected
    apis: { files: a }
      1:7 apis is a mapping; a list is expected
    apis: [{ files: [] }]
      1:17 apis[0].files is an empty list; a name is expected
    apis: [{ files: { a: b } }]
      1:17 apis[0].files is a mapping; a pattern of file names, or a list of them is expected
    apis: [{ files: [a, 1] }]
      1:21 apis[0].files[1] is 1; the name of a file, or a pattern of it, is expected
    [a]
      1:1 it is a list; a mapping is expected
    openapi
      1:1 it is "openapi"; a mapping is expected
    tenancy: { token: '' }
      1:19 tenancy.token is ""; one of account, none is expected
    tenancy: { token: ' ' }
      1:19 tenancy.token is " "; one of account, none is expected
    tenancy: { token: true }
      1:19 tenancy.token is true; one of account, none is expected
    tenancy: { token: each shop has its own database }
      1:19 tenancy.token is "each shop has its own database"; one of account, none is expected
    data: { fields: { Owner.name: { sensitivity: public } } }
      1:19 data.fields["Owner.name"] has no reason; a sentence that says why is expected
    data: { fields: { name: { sensitivity: public, reason: '' } } }
      1:56 data.fields.name.reason is ""; a sentence that says why is expected
    data: { fields: { name: { reason: it is a shop } } }
      1:19 data.fields.name has no sensitivity; one of public, internal, confidential, restricted is expected
    data: { categories: [{ sensitivity: public }] }
      1:22 data.categories[0] has no key; a key in small letters such as "user.contact.email" is expected
    apis: [{ owner: shop }]
      1:8 apis[0] has no files; a pattern of file names, or a list of them is expected
    { owner: a, owner: b }
      1:13 owner stands here a second time; one of the two is expected
    admission: { token: own, key: own, token: partner }
      1:36 admission.token stands here a second time; one of the two is expected
    apis: [{ files: a, owner: b, owner: c }]
      1:30 apis[0].owner stands here a second time; one of the two is expected
    "
  `);
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
  expect(refusal).toMatchInlineSnapshot(`
    "sallyport.yaml:2:12 audience.default is "publik"; one of private, partner, public is expected; did you mean "public"?
    sallyport.yaml:4:19 audience.operations["GET /users"] is "everyone"; one of private, partner, public is expected
    sallyport.yaml:9:3 admission.token stands here a second time; one of the two is expected
    sallyport.yaml:12:5 data.fields["Owner.name"] has no reason; a sentence that says why is expected
    sallyport.yaml:17:14 apis[0].tenancy.token is ""; one of account, none is expected
    sallyport.yaml:18:5 apis[0].ovner is not a key of apis[0]; did you mean "owner"?"
  `);
});

test("a hundred of them are cut, and a long or hostile text is", async () => {
  const many = Array.from({ length: 100 }, (_, at) => `  s${at}: nobody\n`).join("");
  expect((await refusalOf(policyFrom(`admission:\n${many}`))).split("\n").slice(-2)).toMatchInlineSnapshot(`
    [
      "sallyport.yaml:21:8 admission.s19 is "nobody"; one of anonymous, self-registered, partner, own is expected",
      "and 80 more",
    ]
  `);
  const hostile = await refusalOf(policyFrom(`audience: "\\e[2J\\u202e${"x".repeat(200)}"`));
  expect(hostile).toMatchInlineSnapshot(
    `"sallyport.yaml:1:11 audience is "…"; one of private, partner, public, or a mapping is expected"`,
  );
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
  const validate = new Ajv2020({ strict: false }).compile(SCHEMA);
  const seenByParser = (text: string): boolean => /^\{ owner: a|token: own, key|owner: b, owner|__proto__/.test(text);

  test.each(GOOD)("takes %s", (text) => {
    expect(validate(parse(text))).toBe(true);
  });
  test.each(BAD.filter((text) => !seenByParser(text)))("refuses %s", (text) => {
    expect(validate(parse(text))).toBe(false);
  });
});

test("the published JSON Schema is compiled where the stack is small, as beside other code", async () => {
  const source = `
    const { default: Ajv } = require("ajv/dist/2020.js");
    const validate = new Ajv({ strict: false, logger: false }).compile(require("node:worker_threads").workerData);
    require("node:worker_threads").parentPort.postMessage(validate({ lexicon: { search: "fahnden" } }));
  `;
  const worker = new Worker(source, { eval: true, workerData: SCHEMA, resourceLimits: { stackSizeMb: 0.5 } });
  expect(await new Promise((answer, refuse) => worker.once("message", answer).once("error", refuse))).toBe(true);
});

test("a category may have every property that the data layer knows, and no other", () => {
  const { properties } = SCHEMA.$defs!["Category"]!;
  const values: Readonly<Record<string, unknown>> = { key: "user.suit", sensitivity: "public", personalData: true };
  const entry = Object.fromEntries(Object.keys(properties ?? {}).map((name) => [name, values[name] ?? "person"]));
  expect(() => compileCategories({ categories: [entry] })).not.toThrow();
});
