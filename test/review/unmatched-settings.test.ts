import { describe, expect, test } from "vitest";
import { envelopeIn, folderWith, run } from "../cli/run.ts";

const API = `openapi: 3.1.0
info: { title: Households, version: "1", contact: { name: Homes, email: homes@shop.example.org } }
servers: [{ url: https://api.shop.example.org }]
security: [{ userToken: [] }]
tags: [{ name: Members }]
paths:
  /users/{userId}:
    parameters: [{ name: userId, in: path, required: true, schema: { type: string } }]
    get:
      tags: [Members, Profiles]
      responses:
        "200":
          description: One.
          content: { application/json: { schema: { $ref: "#/components/schemas/User" } } }
  /articles:
    get: { responses: { "204": { description: None. } } }
    post: { responses: { "204": { description: None. } } }
components:
  securitySchemes: { userToken: { type: http, scheme: bearer }, sessionCookie: { type: apiKey, in: cookie, name: sid } }
  schemas:
    User:
      type: object
      properties:
        email: { type: string }
        household: { type: object, properties: { name: { type: string }, address: { type: string } } }
`;

async function notesOf(configuration: string, files: Readonly<Record<string, string>> = {}, spec = "openapi.yaml") {
  const cwd = folderWith({ "openapi.yaml": API, "sallyport.yaml": configuration, ...files });
  const { code, stderr, stdout } = await run(["review", spec, "--format", "json"], { cwd });
  const { reviews } = code === 2 ? { reviews: [] } : envelopeIn(stdout);
  const asked = reviews.map(({ questions }) =>
    questions.flatMap(({ id, text }) => (id === "unused-settings" ? [text] : [])),
  );
  const notes = stderr.split("\n").flatMap((line) => (line.startsWith("note: ") ? [line.slice("note: ".length)] : []));
  return { code, stderr, notes, asked, first: reviews[0]?.questions[0]?.id };
}

const said = 'sensitivity: internal, reason: "It is."';

test.each([
  [
    "an operation with another word",
    'audience: { operations: { "GET /artikles": public } }',
    'audience.operations["GET /artikles"] matches no operation (did you mean "GET /articles"?)',
  ],
  [
    "an operation with a version before its path",
    'audience: { operations: { "GET /v1/users/{userId}": public } }',
    '(did you mean "GET /users/{userId}"?)',
  ],
  [
    "an operation whose parameter is called otherwise",
    'audience: { operations: { "GET /users/{id}": public } }',
    '(did you mean "GET /users/{userId}"?)',
  ],
  [
    "an operation of agents",
    'agents: { operations: { "DELETE /users/*": { decision: deny, reason: "It is." } } }',
    'agents.operations["DELETE /users/*"] matches no operation',
  ],
  ["a path", 'audience: { paths: { "/user/**": public } }', 'audience.paths["/user/**"] matches no path'],
  [
    "a path of a rule",
    'rules: { basic-auth: { paths: { "/article": off } } }',
    'rules.basic-auth.paths["/article"] matches no path (did you mean "/articles"?)',
  ],
  [
    "a tag",
    "audience: { tags: { Member: public } }",
    'audience.tags.Member is no tag of the description (did you mean "Members"?)',
  ],
  [
    "a field of an object inside of a schema",
    `data: { fields: { household.adress: { ${said} } } }`,
    'data.fields["household.adress"] matches no field (did you mean "User.address"?)',
  ],
  [
    "a host",
    'network: { internal: ["*.corp.example"] }',
    'network.internal[0] matches no host of the description\'s servers (it has "api.shop.example.org")',
  ],
  [
    "a host that is written nearly so",
    'network: { external: ["api.shops.example.org"] }',
    '(did you mean "api.shop.example.org"?)',
  ],
  ["a field of another owner", `data: { fields: { Person.email: { ${said} } } }`, '(did you mean "User.email"?)'],
])("%s that is not there is told, with what is meant", async (_name, configuration, expected) => {
  const { notes, asked, first } = await notesOf(configuration);
  expect(notes).toEqual([expect.stringContaining(expected)]);
  expect(notes[0]).toMatch(/^sallyport\.yaml:1 /);
  expect(asked).toEqual([[expect.stringContaining(notes[0]!)]]);
  expect(first).toBe("unused-settings");
});

test("of a host that is a variable it is told that it can be any, whatever its default", async () => {
  const { notes } = await notesOf('network: { internal: ["hub.local"] }', {
    "openapi.yaml": API.replace(
      "servers: [{ url: https://api.shop.example.org }]",
      'servers: [{ url: "http://{host}", variables: { host: { default: hub.local } } }]',
    ),
  });
  expect(notes).toEqual([
    expect.stringContaining(
      "network.internal[0] matches no host of the description's servers (\"{host}\" of the description can be any host: list those that are meant as an enum of the server's variable)",
    ),
  ]);
});

test.each([
  'network: { internal: ["*.SHOP.example.org"] }',
  'network: { external: ["api.shop.example.org"], internal: ["api.*"] }',
])("of hosts that it has nothing is told: %s", async (configuration) => {
  expect((await notesOf(configuration)).notes).toEqual([]);
});

const NO_SCHEME = "is no security scheme of the description";

test.each([
  ["by the start of its name", "admission: { user: own }", `admission.user ${NO_SCHEME} (did you mean "userToken"?)`],
  [
    "of any other name",
    "principal: { ApiKey: client }",
    `principal.ApiKey ${NO_SCHEME} (it defines "userToken" and "sessionCookie")`,
  ],
  ["whose name is another word of the description", "admission: { email: own }", `admission.email ${NO_SCHEME}`],
])(
  "a scheme %s is refused: the verdict would rest on other settings than those written",
  async (_name, configuration, expected) => {
    const { code, stderr } = await notesOf(configuration);
    expect(code).toBe(2);
    expect(stderr).toContain(`error: sallyport.yaml:1 ${expected}`);
    expect(stderr).toContain("hint: Correct the name; ");
  },
);

test.each(["agents", "tests", "impact --operation", "gate"])("so is it by %s", async (command) => {
  const cwd = folderWith({ "openapi.yaml": API, "base.yaml": API, "sallyport.yaml": "admission: { other: own }\n" });
  const words: Readonly<Record<string, readonly string[]>> = {
    agents: ["agents", "openapi.yaml"],
    tests: ["tests", "openapi.yaml"],
    "impact --operation": ["impact", "openapi.yaml", "--operation", "GET /articles"],
    gate: ["gate", "openapi.yaml", "--base-file", "base.yaml"],
  };
  const { code, stderr } = await run(words[command]!, { cwd });
  expect(stderr).toContain(`sallyport.yaml:1 admission.other ${NO_SCHEME}`);
  expect(code).toBe(2);
});

test("a scheme of another description in the folder is told, and not refused", async () => {
  const other = API.replaceAll("userToken", "partnerKey");
  const { code, notes } = await notesOf("admission: { userToken: own, partnerKey: partner }", {
    "b/other.yaml": other,
  });
  expect(code).not.toBe(2);
  expect(notes).toEqual([expect.stringContaining(`admission.partnerKey ${NO_SCHEME}`)]);
});

test.each([
  ["operations", 'audience: { operations: { "GET /articles": public, "* /users/*": partner, "**": private } }'],
  ["an operation with a small method", 'audience: { operations: { "get /articles": public } }'],
  ["paths", 'audience: { paths: { "/users/**": public } }'],
  ["tags, declared or not", "audience: { tags: { Members: public, Profiles: partner } }"],
  [
    "fields, with an owner and without",
    `data: { fields: { User.email: { ${said} }, address: { ${said} }, userId: { ${said} } } }`,
  ],
  ["schemes, and what is none", 'admission: { userToken: own, sessionCookie: own, "*": own, webhooks: own }'],
])("nothing is said of %s that are there", async (_name, configuration) => {
  expect(await notesOf(configuration)).toMatchObject({ notes: [], asked: [[]] });
});

test("an operation by a small method has the audience that is said of it", async () => {
  const cwd = folderWith({
    "openapi.yaml": API,
    "sallyport.yaml": 'audience: { default: private, operations: { "get /articles": public } }',
  });
  const { stdout } = await run(["review", "openapi.yaml", "--format", "json"], { cwd });
  const { operations } = envelopeIn(stdout).reviews[0]!;
  expect(operations.map(({ id, audience }) => [id, audience])).toEqual([
    ["GET /users/{userId}", "private"],
    ["GET /articles", "public"],
    ["POST /articles", "private"],
  ]);
});

test("of very many that are not there, the first are told, in good time", async () => {
  const fields = Array.from({ length: 3000 }, (_, index) => `f${index}: { ${said} }`).join(", ");
  const { notes } = await notesOf(`data: { fields: { ${fields} } }`);
  expect(notes).toHaveLength(21);
  expect(notes.at(-1)).toBe("2980 further settings of no effect");
});

describe("of several descriptions", () => {
  const OTHER = API.replaceAll("/articles", "/orders");
  const both = 'audience: { operations: { "GET /articles": public, "GET /orders": public } }';

  test.each([
    ["what one of them has is told of none", both, "openapi.yaml", "apis", { notes: [], asked: [[], []] }],
    [
      "what none has is told once",
      'audience: { operations: { "GET /bills": public } }',
      "openapi.yaml",
      "apis",
      { notes: ['sallyport.yaml:1 audience.operations["GET /bills"] matches no operation'] },
    ],
  ])("%s", async (_name, configuration, _first, folder, expected) => {
    const files = { "apis/a.yaml": API, "apis/b.yaml": OTHER };
    expect(await notesOf(configuration, files, folder)).toMatchObject(expected);
  });

  test.each([
    ["that stands above apis", "admission: { ApiKey: own }\napis: [{ files: other.yaml, owner: Jo }]"],
    ["that is for several files", 'apis: [{ files: "*.yaml", admission: { ApiKey: own } }]'],
    ["that is for another", "apis: [{ files: other.yaml, admission: { ApiKey: own } }]"],
  ])("nothing is said of a name %s, where one is reviewed alone", async (_name, configuration) => {
    expect(await notesOf(configuration)).toMatchObject({ notes: [], asked: [[]] });
  });

  test("what is for this one alone is refused", async () => {
    const { stderr } = await notesOf("apis: [{ files: openapi.yaml, admission: { ApiKey: own } }]");
    expect(stderr).toContain("admission.ApiKey is no security scheme");
  });

  test("what only a file above says is for others too", async () => {
    const files = { "apis/openapi.yaml": API, "apis/sallyport.yaml": "owner: Jo\n" };
    expect(await notesOf("admission: { ApiKey: own }", files, "apis/openapi.yaml")).toMatchObject({
      notes: [],
      asked: [[]],
    });
  });
});

describe("a category of data", () => {
  test.each([
    [
      "that nobody knows",
      `data: { fields: { email: { category: bananas, ${said} } } }`,
      'sallyport.yaml:1 data.fields.email.category is "bananas", which is no category of data\n',
    ],
    [
      "that is misspelt",
      `data: { fields: { email: { category: user.contact.emial, ${said} } } }`,
      'did you mean "user.contact.email"?',
    ],
    [
      "without what is above it",
      `data: { fields: { email: { category: email, ${said} } } }`,
      'did you mean "user.contact.email"?',
    ],
    [
      "beside one of the user's own",
      `data: { categories: [{ key: depot.note, sensitivity: internal }], fields: { email: { category: depot.notes, ${said} } } }`,
      'did you mean "depot.note"?',
    ],
  ])("%s is refused", async (_name, configuration, expected) => {
    const { code, stderr } = await notesOf(configuration);
    expect([code, stderr]).toEqual([2, expect.stringContaining(expected)]);
  });

  test.each([
    ["that is built in", `data: { fields: { email: { category: user.contact.email, ${said} } } }`],
    ["that is above one", `data: { fields: { email: { category: user.contact, ${said} } } }`],
    [
      "of the user's own",
      `data: { categories: [{ key: depot.note, sensitivity: internal }], fields: { email: { category: depot.note, ${said} } } }`,
    ],
    ["that is left out", `data: { fields: { email: { ${said} } } }`],
  ])("%s is not refused", async (_name, configuration) => {
    expect(await notesOf(configuration)).toMatchObject({ stderr: "" });
  });
});
