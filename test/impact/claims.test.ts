import { describe, expect, test } from "vitest";
import { description, impactOf } from "./assessed.ts";

/** What an assessment says is true of what was reported, and of nothing beside it. */

function json(schema: string): string {
  return `content: { application/json: { schema: ${schema} } }`;
}

function returns(schema: string): string {
  return `responses: { "200": { description: It., ${json(schema)} } }`;
}

function id(name: string): string {
  return `parameters: [{ name: ${name}, in: path, required: true, schema: { type: string, format: uuid } }]`;
}

const CLIENTS = description(
  `  /providers:
    get:
      ${returns('{ type: array, items: { $ref: "#/components/schemas/Provider" } }')}
  /providers/{providerId}:
    get:
      ${id("providerId")}
      ${returns('{ $ref: "#/components/schemas/Provider" }')}
    put:
      ${id("providerId")}
      requestBody: { ${json('{ $ref: "#/components/schemas/Provider" }')} }
      ${returns('{ $ref: "#/components/schemas/Provider" }')}
  /providers/{providerId}/deactivate:
    post:
      ${id("providerId")}
      ${returns('{ $ref: "#/components/schemas/Provider" }')}`,
  `  schemas:
    Provider:
      type: object
      properties:
        id: { type: string, format: uuid }
        client_secret: { type: string, description: The secret that the provider gave. }
`,
);

describe("a reported field", () => {
  test("is named, and what a call does beside returning it is not told", async () => {
    const { answers, actions } = await impactOf(CLIENTS, { fields: ["Provider.client_secret"] });
    expect(answers[0]!.text).toContain("(Provider.client_secret)");
    expect(answers[0]!.text).not.toContain("deactivate");
    expect(actions.map(({ operation }) => operation)).toEqual([]);
  });

  test("has one owner, whatever returns it", async () => {
    const { data } = await impactOf(CLIENTS, { fields: ["Provider.client_secret"] });
    const read = data.filter(({ direction }) => direction === "read");
    expect(new Set(read.map(({ whose }) => whose)).size).toBe(1);
  });
});

test.each([
  ["en", "Parcel", "pickupCode", "The code that opens the locker."],
  ["de", "Tuer", "zugangscode", "Der Code, mit dem sich die Tür öffnet."],
  ["es", "Puerta", "codigoAcceso", "El código que abre la puerta."],
  ["pt", "Porta", "codigoAcesso", "O código que abre a porta."],
  ["fr", "Porte", "codeAcces", "Le code qui ouvre la porte."],
])("a code that people type is not told to be shown only when it is created (%s)", async (_, schema, field, text) => {
  const impact = await impactOf(
    description(
      `  /items/{itemId}:
    get:
      ${id("itemId")}
      ${returns(`{ $ref: "#/components/schemas/${schema}" }`)}`,
      `  schemas:
    ${schema}:
      type: object
      properties:
        id: { type: string, format: uuid }
        ${field}: { type: string, description: "${text}" }
`,
    ),
    { fields: [`${schema}.${field}`] },
  );
  expect(impact.fix.map((step) => step.text).join("\n")).not.toContain("Show a key once");
});

const RIGHTS = description(
  `  /roles/assign:
    post:
      summary: Assign a role to users
      requestBody: { ${json("{ type: object, properties: { role: { type: string }, userIds: { type: array, items: { type: string } }, isAdmin: { type: boolean } } }")} }
      responses: { "204": { description: Done. } }`,
);

test("that a call grants rights is not mended by taking the right out of its request", async () => {
  const { fix } = await impactOf(RIGHTS, { operations: ["POST /roles/assign"] });
  expect(fix[0]!.text).toContain("may grant this right");
  expect(fix.some(({ text }) => text.includes("Remove the field"))).toBe(false);
});

test("a read whose answer is refused changes nothing by itself", async () => {
  const open = description(`  /pages/{pageId}:
    get:
      security: []
      ${id("pageId")}
      ${returns("{ type: object }")}
    delete:
      security: []
      ${id("pageId")}
      responses: { "204": { description: Done. } }`);
  const { tests } = await impactOf(open, { operations: ["GET /pages/{pageId}", "DELETE /pages/{pageId}"] });
  const of = (method: string): string => tests.find(({ operation }) => operation.startsWith(method))!.expect;
  expect(of("GET")).not.toContain("nothing changes");
  expect(of("DELETE")).toContain("nothing changes");
});

test("a switch among parameters chooses no page, and whoever reads is told without an owner", async () => {
  const { logs } = await impactOf(
    description(
      `  /runs:
    get:
      parameters:
        - { name: pageSize, in: query, schema: { type: integer } }
        - { name: ignoreLimit, in: query, schema: { type: boolean } }
      ${returns('{ type: array, items: { $ref: "#/components/schemas/Run" } }')}
  /runs/{runId}:
    get:
      ${id("runId")}
      ${returns('{ $ref: "#/components/schemas/Run" }')}`,
      `  schemas:
    Run: { type: object, properties: { id: { type: string }, email: { type: string, format: email } } }
`,
    ),
    { operations: ["GET /runs", "GET /runs/{runId}"] },
  );
  expect(logs[0]!.look).toContain("pageSize");
  expect(logs[0]!.look).not.toContain("ignoreLimit");
  expect(logs[1]!.look).toContain("calls whose runId the caller has no right to");
});

test("what is not known is asked of what was reported, not of the whole API", async () => {
  const { unknown } = await impactOf(CLIENTS, { operations: ["GET /providers/{providerId}"] });
  for (const { text } of unknown) expect(text).not.toMatch(/If anyone can do so|This concerns/);
});

test("who can get a reported credential is no question", async () => {
  const leaked = CLIENTS.replace(
    "token: { type: http, scheme: bearer }",
    "token: { type: apiKey, in: header, name: X-Key }",
  );
  const { unknown } = await impactOf(leaked, { credentials: ["token"] });
  expect(unknown.some(({ text }) => text.startsWith("Who can get"))).toBe(false);
});

test("versions that were not read are the evidence of what was in them", async () => {
  const since = {
    commits: 3,
    reviewed: 2,
    beganBefore: true,
    days: 10,
    events: [],
    opened: [],
    alike: [],
    unknown: [
      "1 version of 3 was not reviewed: what was exposed in between, and taken back, is not seen",
      "It was exposed in the first commit that has the description (abc of 2024-01-10): whether the API did so before, git cannot tell",
    ],
  };
  const { unknown } = await impactOf(CLIENTS, { operations: ["GET /providers"] }, { since });
  const evidence = unknown.filter(({ text }) => since.unknown.includes(text)).map((one) => one.evidence);
  expect(evidence).toEqual([
    "These versions, read by a person: which operations they have, and what they return.",
    "What was deployed before: releases, and the team that runs the API.",
  ]);
});

const FEEDS = description(
  `  /executions/{executionId}:
    get:
      ${id("executionId")}
      ${returns('{ $ref: "#/components/schemas/Execution" }')}
  /executions/{executionId}/stop:
    post:
      ${id("executionId")}
      ${returns('{ $ref: "#/components/schemas/Stopped" }')}
  /executions/{executionId}/retry:
    post:
      ${id("executionId")}
      ${returns('{ $ref: "#/components/schemas/Retried" }')}`,
  `  schemas:
    Execution:
      type: object
      properties: { id: { type: integer }, finished: { type: boolean }, mode: { type: string }, startedAt: { type: string, format: date-time }, workflowData: { type: object } }
    Stopped:
      type: object
      properties: { finished: { type: boolean }, mode: { type: string }, startedAt: { type: string, format: date-time } }
    Retried:
      type: object
      properties: { finished: { type: boolean }, mode: { type: string }, startedAt: { type: string, format: date-time }, workflowData: { type: object } }
`,
);

test("the same data has the part for which a read was reported", async () => {
  const { elsewhere } = await impactOf(FEEDS, { operations: ["GET /executions/{executionId}"] });
  const relation = (path: string): string | undefined =>
    elsewhere.find(({ operation }) => operation === path)?.relation;
  expect(relation("POST /executions/{executionId}/retry")).toBe("same-data");
  expect(relation("POST /executions/{executionId}/stop")).not.toBe("same-data");
});

test("a header that is called after who calls is no secret by itself", async () => {
  const of = async (header: string): Promise<string> => {
    const { contain } = await impactOf(
      CLIENTS.replace("token: { type: http, scheme: bearer }", `token: { type: apiKey, in: header, name: ${header} }`),
      { credentials: ["token"] },
    );
    return contain.map((step) => step.text).join("\n");
  };
  for (const header of ["x-gateway-identity", "X-Principal", "x-authenticated-user"])
    expect(await of(header)).toContain(`If ${header} only states who calls`);
  for (const header of ["X-Api-Key", "x-identity-token", "Authorization"])
    expect(await of(header)).not.toContain("only states who calls");
});

test("one credential under two names opens what either opens; of two texts they are two", async () => {
  const two = (text: string): string =>
    description(
      `  /systems:
    get:
      ${returns("{ type: object, properties: { hostName: { type: string } } }")}
  /refresh:
    put:
      security: [{ internal: [] }]
      responses: { "204": { description: Done. } }`,
      `    internal: { type: apiKey, in: header, name: X-Identity, description: "${text}" }
`,
    ).replace(
      "token: { type: http, scheme: bearer }",
      'token: { type: apiKey, in: header, name: X-Identity, description: "The identity header" }',
    );
  const named = async (text: string): Promise<readonly string[]> =>
    (await impactOf(two(text), { credentials: ["token"] })).elsewhere.map(({ operation }) => operation);
  expect(await named("The identity header")).toContain("PUT /refresh");
  expect(await named("The key of the operator")).not.toContain("PUT /refresh");
});

test("an envelope that two answers share makes nothing the same", async () => {
  const answer = (data: string): string =>
    `{ type: object, properties: { data: { $ref: "#/components/schemas/${data}" }, included: { type: array, items: { type: object, properties: { kind: { type: string } } } }, responseStatus: { type: integer } } }`;
  const { elsewhere } = await impactOf(
    description(
      `  /users/{userId}:
    get:
      ${id("userId")}
      ${returns(answer("User"))}
  /forms/{formId}:
    get:
      ${id("formId")}
      ${returns(answer("Form"))}`,
      `  schemas:
    User: { type: object, properties: { username: { type: string }, email: { type: string, format: email }, phone: { type: string } } }
    Form: { type: object, properties: { colour: { type: string }, width: { type: integer } } }
`,
    ),
    { operations: ["GET /users/{userId}"] },
  );
  expect(elsewhere.filter(({ relation }) => relation === "same-data")).toEqual([]);
});

test("a path that joins several things does not name the field that is one of them", async () => {
  const { elsewhere } = await impactOf(
    description(
      `  /servers/{serverId}:
    get:
      ${id("serverId")}
      ${returns('{ $ref: "#/components/schemas/Server" }')}
  /servers/{serverId}/email_and_password:
    get:
      ${id("serverId")}
      ${returns("{ type: object, properties: { enabled: { type: boolean } } }")}
  /servers/{serverId}/reveal_password:
    get:
      ${id("serverId")}
      ${returns("{ type: object, properties: { value: { type: string } } }")}`,
      `  schemas:
    Server: { type: object, properties: { host: { type: string }, password: { type: string } } }
`,
    ),
    { fields: ["Server.password"] },
  );
  const named = elsewhere.flatMap(({ relation, operation }) => (relation === "same-data" ? [operation] : []));
  expect(named).toContain("GET /servers/{serverId}/reveal_password");
  expect(named).not.toContain("GET /servers/{serverId}/email_and_password");
});

test("a secret that a reported call makes is not to be left out of its answer", async () => {
  const { contain } = await impactOf(
    description(
      `  /applications/{applicationId}/refresh-secret:
    post:
      ${id("applicationId")}
      ${returns("{ type: object, required: [client_id, client_secret], properties: { client_id: { type: string }, client_secret: { type: string } } }")}`,
    ),
    { operations: ["POST /applications/{applicationId}/refresh-secret"] },
  );
  expect(contain.some(({ text }) => text.startsWith("Leave "))).toBe(false);
  expect(contain[0]!.text).toContain("Close the operation");
});

test.each(["credentials", "api-keys", "schluessel", "secretos", "chaves", "clés"])(
  "where a secret of an object was reported, each of its %s is on the same object",
  async (part) => {
    const { elsewhere } = await impactOf(
      description(
        `  /applications/{applicationId}/refresh-secret:
    post:
      ${id("applicationId")}
      ${returns("{ type: object, required: [client_id, client_secret], properties: { client_id: { type: string }, client_secret: { type: string } } }")}
  /applications/{applicationId}/${part}/{partId}:
    delete:
      parameters: [{ name: applicationId, in: path, required: true, schema: { type: string } }, { name: partId, in: path, required: true, schema: { type: string } }]
      responses: { "204": { description: Done. } }
  /applications/{applicationId}/notes/{noteId}:
    delete:
      parameters: [{ name: applicationId, in: path, required: true, schema: { type: string } }, { name: noteId, in: path, required: true, schema: { type: string } }]
      responses: { "204": { description: Done. } }`,
      ),
      { operations: ["POST /applications/{applicationId}/refresh-secret"] },
    );
    const named = elsewhere.flatMap(({ relation, operation }) => (relation === "same-object" ? [operation] : []));
    expect(named).toContain(`DELETE /applications/{applicationId}/${part}/{partId}`);
    expect(named).not.toContain("DELETE /applications/{applicationId}/notes/{noteId}");
  },
);
