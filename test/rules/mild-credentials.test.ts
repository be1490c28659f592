import { expect, test } from "vitest";
import { credentialInResponse } from "../../src/rules/data/credential-in-response.ts";
import { apiOfPart } from "./description-of.ts";
import { faultsIn, type Operations } from "./faults-in.ts";

/* A secret that is in a response by its schema only, that a call issues for another, or that an analysis found. */

const TEXT = { type: "string" };
const NUMBER = { type: "integer" };

const steps = async (operations: Operations, more: object = {}): Promise<readonly number[]> =>
  (await faultsIn(credentialInResponse, operations, more)).map(({ mitigations = [] }) => mitigations.length);

const HIDDEN = { ...TEXT, format: "password" };
const USER = { $ref: "#/components/schemas/User" };
const USERS = {
  components: {
    securitySchemes: { token: { type: "http", scheme: "bearer" } },
    schemas: { User: { properties: { id: NUMBER, fullName: TEXT, email: TEXT, roleId: NUMBER, password: HIDDEN } } },
  },
};
const usersWith = (password: object, more: object = {}): object => ({
  components: {
    ...USERS.components,
    schemas: { User: { properties: { ...USERS.components.schemas.User.properties, password } }, ...more },
  },
});
const SHOWN = { id: 7, fullName: "A B", email: "a@example.org", roleId: 3 };
const listed = (example: unknown, isSent = true): Operations => ({
  "GET /users": {
    responses: {
      "200": {
        description: "OK",
        content: { "application/json": { schema: { type: "array", items: USER }, example } },
      },
    },
  },
  ...(isSent ? { "POST /users": { requestBody: { content: { "application/json": { schema: USER } } } } } : {}),
});

test.each<[string, Operations, number]>([
  ["that the examples leave out", listed([SHOWN]), 1],
  ["that an example leaves out, and no request has", listed([SHOWN], false), 0],
  ["without an example", listed(undefined), 0],
  ["of which the example shows little", listed([{ id: 7, roleId: 3 }]), 0],
  ["that one of two examples shows", listed([SHOWN, { ...SHOWN, password: "x" }]), 0],
])("a password %s", async (_what, operations, expected) => {
  expect((await steps(operations, USERS))[0]).toBe(expected);
});

test.each<[string, object, number]>([
  ["without a text", usersWith(HIDDEN), 1],
  ["that forms do not hide", usersWith(TEXT), 0],
  ["beside one that is said to be sent only", usersWith(HIDDEN, { Pin: { ...TEXT, writeOnly: true } }), 0],
  ["that is the current one", usersWith({ ...HIDDEN, description: "Current password of the user." }), 0],
  ["that is shown", usersWith({ ...HIDDEN, description: "Guests have none. The app shows it to staff." }), 0],
  ["that new users need", usersWith({ ...HIDDEN, description: "Required of new users." }), 1],
])("a password that an example leaves out, %s", async (_what, more, expected) => {
  expect((await steps(listed([SHOWN]), more))[0]).toBe(expected);
});

test.each<[string, object, number]>([
  ["without a text", TEXT, 1],
  ["that is shown", { ...TEXT, description: "It is displayed to staff." }, 0],
])("a password that an example of Swagger 2.0 leaves out, %s", async (_what, password, expected) => {
  const schema = { $ref: "#/definitions/User" };
  const api = await apiOfPart(
    JSON.stringify({
      swagger: "2.0",
      host: "api.acme.io",
      schemes: ["https"],
      info: { title: "T", version: "1" },
      securityDefinitions: { key: { type: "apiKey", in: "header", name: "X-API-Key" } },
      security: [{ key: [] }],
      definitions: { User: { properties: { ...USERS.components.schemas.User.properties, password } } },
      paths: {
        "/users": {
          get: {
            responses: {
              "200": {
                description: "OK",
                schema: { type: "array", items: schema },
                examples: { "application/json": [SHOWN] },
              },
            },
          },
          post: { parameters: [{ name: "user", in: "body", schema }], responses: { "201": { description: "OK" } } },
        },
      },
    }),
  );
  const [fault] = credentialInResponse.check(api);
  expect(fault?.mitigations ?? []).toHaveLength(expected);
});

const PASSED = "Opaque token that should be passed to ImportProject to perform the import.";
const exported = (
  description: string | undefined,
  { path = "/projects/{id}/export", to = "/projects/import", operationId = "ImportProject", sent = "token" } = {},
): Operations => ({
  [`GET ${path}`]: {
    responses: {
      "200": {
        description: "OK",
        content: {
          "application/json": {
            schema: { properties: { images: NUMBER, token: { ...TEXT, ...(description ? { description } : {}) } } },
          },
        },
      },
    },
  },
  [`POST ${to}`]: { operationId, parameters: [{ name: sent, in: "query", schema: TEXT }] },
});

test.each<[string, Operations, number]>([
  ["is for another call", exported(PASSED), 1],
  ["is used with another call", exported("Opaque token. It is used with the ImportProject operation."), 1],
  ["opens all calls", exported("Permanent token of the project. It opens all calls on it, ImportProject too."), 0],
  ["opens any call", exported("Passed to ImportProject, or to any call on the project."), 0],
  ["is not for the call that it names", exported("Opaque token that ImportProject revokes."), 0],
  ["has no text", exported(undefined), 0],
  ["names no call", exported("Opaque token of the project."), 0],
  ["no such call takes", exported(PASSED, { sent: "name" }), 0],
  ["is kept with the thing", exported(PASSED, { path: "/projects/{id}" }), 0],
  ["is for a call on other things", exported(PASSED, { to: "/devices/import" }), 0],
  [
    "lets somebody in",
    exported("To be passed to ResetPassword", {
      path: "/users/{id}/export",
      to: "/users/reset-password",
      operationId: "ResetPassword",
    }),
    0,
  ],
])("a token that %s", async (_what, operations, expected) => {
  const [fault] = await faultsIn(credentialInResponse, operations);
  const mitigations = fault?.mitigations ?? [];
  expect(mitigations.filter((text) => text.includes("only for another call"))).toHaveLength(expected);
});

test.each<[string, string | undefined, number]>([
  ["opens all calls", "Permanent token of the project. It opens all calls on it, ImportProject too.", 0],
  ["opens any call", "Passed to ImportProject, or to any call on the project.", 0],
  ["says no such thing", "Opaque token of the project.", 1],
])("a token of one project that %s", async (_what, description, expected) => {
  expect((await steps(exported(description, { path: "/projects/{id}" })))[0]).toBe(expected);
});

const ANALYSES = "Discovers devices and provides real-time risk analysis, including firmware vulnerability analysis.";
const RISK = "Releases for our devices. Each release passes a risk analysis first.";
const accounts = (path: string, summary: string, more: object = {}): Operations => ({
  [`GET ${path}`]: {
    summary,
    responses: {
      "200": {
        description: "OK",
        content: {
          "application/json": {
            schema: { type: "array", items: { properties: { name: TEXT, pwd_hash: TEXT, ...more } } },
          },
        },
      },
    },
  },
});
const OF_FIRMWARE = "Get password hashes extracted from a firmware";
const OF_DEFAULTS = "Get default accounts and password hashes of a firmware";
const UNTOLD = "Get accounts and password hashes of a firmware";

test.each<[string, Operations, string, number]>([
  ["an analysis found", accounts("/firmware/{hash}/accounts", OF_FIRMWARE), ANALYSES, 1],
  ["an analysis found, by default accounts", accounts("/firmware/{hash}/accounts", OF_DEFAULTS), ANALYSES, 1],
  ["a path says was found", accounts("/firmware/{hash}/analysis/accounts", UNTOLD), ANALYSES, 1],
  ["only the text of the API says was found", accounts("/firmware/{hash}/accounts", UNTOLD), ANALYSES, 0],
  ["a risk analysis does not find", accounts("/firmware/{hash}/accounts", OF_FIRMWARE), RISK, 0],
  ["no analysis found", accounts("/firmware/{hash}/accounts", OF_FIRMWARE), "Manages your devices.", 0],
  ["stands at a device", accounts("/devices/{id}/accounts", "Get accounts and password hashes"), ANALYSES, 0],
  [
    "is of who uploaded the program",
    accounts("/firmware/{hash}/uploaders", "Get those who uploaded the firmware", { email: TEXT }),
    ANALYSES,
    0,
  ],
])("a password hash that %s", async (_what, operations, description, expected) => {
  expect((await steps(operations, { info: { title: "T", version: "1", description } }))[0]).toBe(expected);
});

const SIGNING = "How the firmware of a release is signed";
const SCANNED = "Get the keys that a scan of the firmware found";
const IN_USE = "PEM key with which the release is signed";

test.each<[string, string, string, string, number]>([
  ["is used today, beside a risk analysis", SIGNING, IN_USE, RISK, 0],
  ["is used today, beside an analysis of firmware", SIGNING, IN_USE, ANALYSES, 0],
  ["is used today, of a program that is scanned", SCANNED, IN_USE, ANALYSES, 0],
  ["a scan found", SCANNED, "PEM key", ANALYSES, 1],
  ["no scan is said to have found", SIGNING, "PEM key", ANALYSES, 0],
])("a private key that %s", async (_what, summary, said, description, expected) => {
  const properties = { algorithm: TEXT, privateKey: { ...TEXT, description: said } };
  const operations = {
    "GET /firmware/{releaseId}/signing": {
      summary,
      responses: {
        "200": { description: "OK", content: { "application/json": { schema: { type: "object", properties } } } },
      },
    },
  };
  expect((await steps(operations, { info: { title: "T", version: "1", description } }))[0]).toBe(expected);
});
