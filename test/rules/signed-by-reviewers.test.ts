import { expect, test } from "vitest";
import { apiKeyInUrl } from "../../src/rules/authentication/api-key-in-url.ts";
import { authenticationUnstated } from "../../src/rules/authentication/authentication-unstated.ts";
import { credentialInResponse } from "../../src/rules/data/credential-in-response.ts";
import { excessiveDataExposure } from "../../src/rules/data/excessive-data-exposure.ts";
import { excessiveDataInList } from "../../src/rules/data/excessive-data-in-list.ts";
import { clientSidePrivacy } from "../../src/rules/data/client-side-privacy.ts";
import { rawCardData } from "../../src/rules/data/raw-card-data.ts";
import { secretInDescription } from "../../src/rules/data/secret-in-description.ts";
import { writeOnlyInExample } from "../../src/rules/data/write-only-in-example.ts";
import { debugOperation } from "../../src/rules/authorization/debug-operation.ts";
import { bolaInconsistentAuthorization } from "../../src/rules/authorization/bola-inconsistent-authorization.ts";
import { missingScope } from "../../src/rules/authentication/missing-scope.ts";
import { businessFlowAbuse } from "../../src/rules/flows/business-flow-abuse.ts";
import { knowledgeBasedVerification } from "../../src/rules/flows/knowledge-based-verification.ts";
import { injectionInterpretedInput } from "../../src/rules/inputs/injection-interpreted-input.ts";
import { ssrfClientSuppliedUrl } from "../../src/rules/inputs/ssrf-client-supplied-url.ts";
import { unboundedInput } from "../../src/rules/resources/unbounded-input.ts";
import { cleartextServer } from "../../src/rules/transport/cleartext-server.ts";
import { faultsIn, returns, SIGN_UP, takes, type Operations } from "./faults-in.ts";

/* Findings that reviewers would not sign, each beside one that they would. */

const TEXT = { type: "string" };
const NUMBER = { type: "integer" };
const SILENT = { security: undefined };
const key = (name: string, place = "header"): object => ({ type: "apiKey", in: place, name });
const BEARER = { type: "http", scheme: "bearer" };
const PATIENT = { type: "object", properties: { name: TEXT, diagnosis: TEXT } };
const query = (name: string, schema: object = TEXT): object => ({ name, in: "query", schema });

const DELETES: Operations = Object.fromEntries(["a", "b", "c"].map((name) => [`DELETE /${name}/{id}`, {}]));
const forbidding = (description: string): Operations =>
  Object.fromEntries(["a", "b", "c"].map((name) => [`DELETE /${name}/{id}`, { responses: { 403: { description } } }]));

test.each<[string, Operations, object, string]>([
  ["nothing", DELETES, {}, "1 0"],
  ["one scheme", DELETES, { login: BEARER }, "1 1"],
  ["a key and the identifier of the application", DELETES, { id: key("App-Id"), key: key("App-Key") }, "1 1"],
  ["a key that may stand in two places", DELETES, { one: key("key", "query"), other: key("Key") }, "1 0"],
  ["several schemes", DELETES, { login: BEARER, key: key("Key") }, "1 0"],
  ["a refusal of those without the right", forbidding("You are not authorized to delete this."), {}, "1 1"],
  ["the same in German", forbidding("Sie sind nicht berechtigt."), {}, "1 1"],
  ["the same in French", forbidding("Vous n'êtes pas autorisé à supprimer."), {}, "1 1"],
  ["the same in Spanish", forbidding("No está autorizado para borrar."), {}, "1 1"],
  ["the same in Portuguese", forbidding("Não tem permissão."), {}, "1 1"],
  ["a status that a generator wrote", forbidding("Forbidden"), {}, "1 0"],
])(
  "authentication-unstated: deletions, and of credentials %s is described",
  async (_what, operations, schemes, weight) => {
    const [fault] = await faultsIn(authenticationUnstated, operations, {
      ...SILENT,
      components: { securitySchemes: schemes },
    });
    expect(`${fault?.aggravations?.length ?? 0} ${fault?.mitigations?.length ?? 0}`).toBe(weight);
  },
);

const PERSON = { type: "object", properties: { name: TEXT, bloodType: TEXT, ccNumber: TEXT } };
const makes = (operationId: string, more: object = {}): object => ({
  operationId,
  security: [],
  responses: returns({ type: "array", items: PERSON }),
  ...more,
});
test.each<[string, Operations, boolean]>([
  ["generate", { "GET /person": makes("generatePerson"), "GET /story": makes("generateStory") }, false],
  [
    "generate a number of them",
    {
      "GET /person": makes("generatePerson"),
      "GET /story": makes("generateStory", { parameters: [query("count", NUMBER)] }),
    },
    false,
  ],
  ["are read", { "GET /person": makes("getPerson"), "GET /story": makes("getStory") }, true],
  [
    "generate for somebody who is named",
    {
      "GET /person": makes("generatePerson"),
      "GET /story": makes("generateStory", { parameters: [query("name")] }),
    },
    true,
  ],
  [
    "generate, and others keep",
    {
      "GET /person": makes("generatePerson"),
      "GET /story": makes("generateStory"),
      "POST /person": { requestBody: takes({ name: TEXT }) },
    },
    true,
  ],
])("people that reads %s", async (_what, operations, isReal) => {
  expect((await faultsIn(excessiveDataExposure, operations)).length > 0).toBe(isReal);
  expect((await faultsIn(rawCardData, operations)).length > 0).toBe(isReal);
});

const deletes = (summary: string, ...parameters: readonly object[]): Operations => ({
  "DELETE /hooks": { summary, parameters },
});
test.each<[string, Operations, readonly number[]]>([
  ["takes a filter", deletes("Deletes all hooks", query("state")), [0]],
  ["only shapes what comes back", deletes("Deletes all hooks", query("expand")), []],
  ["takes identifiers", deletes("Deletes all hooks", query("ids", { type: "array", items: TEXT })), [1]],
  ["takes one identifier", deletes("Deletes all hooks", query("id")), [0]],
])("unbounded-input: a deletion of all that %s", async (_what, operations, steps) => {
  const faults = await faultsIn(unboundedInput, operations);
  expect(faults.map(({ mitigations = [] }) => mitigations.length)).toEqual(steps);
});

const SENDS: Operations = {
  "POST /send-code": { security: [], summary: "Sends a verification code", requestBody: takes({ email: TEXT }) },
};
test.each<[string, object, number]>([
  ["alone", takes({ code: TEXT }), 1],
  ["beside the address", takes({ code: TEXT, email: TEXT }), 0],
  ["beside the address, which may be left out", takes({ code: TEXT, email: TEXT }, { required: ["code"] }), 1],
])("knowledge-based-verification: a code %s", async (_what, requestBody, count) => {
  const operations = { ...SENDS, "POST /check-code": { security: [], summary: "Verifies the code", requestBody } };
  expect(await faultsIn(knowledgeBasedVerification, operations)).toHaveLength(count);
});

test.each<[string, string, number]>([
  ["an exam", "/exams/{id}/finish", 1],
  ["settings of notices of an exam", "/exams/{id}/notification-settings", 0],
])("business-flow-abuse: a mark of %s", async (_what, path, count) => {
  const operations = { ...SIGN_UP, [`POST ${path}`]: { requestBody: takes({ score: NUMBER }) } };
  expect(await faultsIn(businessFlowAbuse, operations)).toHaveLength(count);
});

test.each([
  ["<order><line>1</line></order>", true],
  ["<tr><td>1</td></tr>", false],
  ["<thead><tr><th>1</th></tr></thead>", false],
])("injection-interpreted-input: %s is XML: %s", async (example, isXml) => {
  const operations = { "POST /tables": { requestBody: takes({ header: { ...TEXT, example } }) } };
  const faults = await faultsIn(injectionInterpretedInput, operations);
  expect(faults.some(({ message }) => message.includes("XML"))).toBe(isXml);
});

const HEADER = { key: key("X-Key"), query: key("key", "query") };
test.each([
  ["how it is written", 'Begins with "token" and a space.', 1],
  ["who has it", "Only for our staff.", 0],
])("api-key-in-url: a key in a header of which a text says %s", async (_what, description, steps) => {
  const [fault] = await faultsIn(
    apiKeyInUrl,
    { "GET /orders/{id}": {}, "DELETE /orders/{id}": {}, "GET /users/{id}": { responses: returns(PATIENT) } },
    {
      security: [{ query: [] }, { key: [] }],
      components: { securitySchemes: { ...HEADER, key: { ...HEADER.key, description } } },
    },
  );
  expect(fault?.mitigations ?? []).toHaveLength(steps);
});

const PICTURE: Operations = {
  "GET /food/images/classify": {
    summary: "Classifies an image",
    parameters: [{ ...query("imageUrl"), description: "The URL of the image to be classified." }],
    responses: returns({ type: "object", properties: { category: TEXT } }),
  },
};
test("ssrf-client-supplied-url: a text that another read returns is not what a read has loaded", async () => {
  const talks = { responses: returns({ type: "object", properties: { answerText: TEXT } }) };
  const faults = await faultsIn(ssrfClientSuppliedUrl, { ...PICTURE, "GET /food/converse": talks });
  expect(faults.flatMap(({ aggravations = [] }) => aggravations)).toEqual([]);
});

test("ssrf-client-supplied-url: the header of a page is none of a call", async () => {
  const html = { ...TEXT, description: "HTML content to render" };
  const faults = await faultsIn(ssrfClientSuppliedUrl, {
    "POST /html-renderer": {
      description: "Generate PDF documents from HTML",
      requestBody: takes({ html, header: { ...TEXT, description: "Page header" }, footer: TEXT }),
    },
  });
  expect(faults).toHaveLength(1);
  expect(faults[0]!.aggravations).toEqual([]);
});

const CLEAR = { ...SILENT, servers: [{ url: "http://api.acme.io" }], components: { securitySchemes: {} } };
const POPULAR = { type: "array", items: { type: "object", properties: { title: TEXT, rank: NUMBER } } };
test.each<[string, object, number]>([
  ["what is the same for all", POPULAR, 1],
  ["records of patients", { type: "array", items: PATIENT }, 0],
])("cleartext-server: reads of %s that send a key in a header", async (_what, schema, steps) => {
  const parameters = [{ name: "X-API-Key", in: "header", required: true, schema: TEXT }];
  const operation = { parameters, responses: returns(schema) };
  const [fault] = await faultsIn(cleartextServer, { "GET /charts": operation, "GET /charts/films": operation }, CLEAR);
  expect(fault?.mitigations ?? []).toHaveLength(steps);
});

test.each([
  ["schema", 1],
  ["example", 0],
])("excessive-data-in-list: what a list has by a %s alone", async (by, count) => {
  const more = { id: TEXT, name: TEXT, email: TEXT };
  const list =
    by === "schema"
      ? returns({ type: "array", items: { type: "object", properties: more } })
      : {
          200: {
            description: "ok",
            content: { "application/json": { example: [{ id: "1", name: "Ann", email: "ann@acme.io" }] } },
          },
        };
  const operations = {
    "GET /users": { responses: list },
    "GET /users/{id}": { responses: returns({ type: "object", properties: { id: TEXT, name: TEXT } }) },
  };
  expect(await faultsIn(excessiveDataInList, operations)).toHaveLength(count);
});

test.each([
  ["Not returned.", 1],
  ["This value is never returned in a response.", 1],
  ["Not returned for create requests.", 0],
  ["If there are no more items, the token is not returned.", 0],
  ["Falls es keine weiteren gibt, wird der Token nicht zurückgegeben.", 0],
  ["Si la page est la dernière, le jeton n'est pas renvoyé.", 0],
  ["Si no hay más elementos, el token no se devuelve.", 0],
  ["Se não houver mais itens, o token não é devolvido.", 0],
  ["If nothing matches (i.e., count=0,) this token is not returned.", 0],
  ["For external members no token is returned.", 0],
  ["Für externe Mitglieder wird kein Token zurückgegeben.", 0],
  ["Pour les membres externes, le jeton n'est pas renvoyé.", 0],
  ["Para los miembros externos el token no se devuelve.", 0],
  ["Para membros externos o token não é devolvido.", 0],
  ["Für alle Mitglieder wird kein Token zurückgegeben.", 1],
  ["For security reasons no token is returned.", 1],
  ["For all members no token is returned.", 1],
])("write-only-in-example: a token that a read returns, and a text says: %s", async (description, count) => {
  const properties = { id: TEXT, token: { ...TEXT, description } };
  const operations = { "GET /things/{id}": { responses: returns({ type: "object", properties }) } };
  expect(await faultsIn(writeOnlyInExample, operations)).toHaveLength(count);
});

test.each([
  ["redirect_uri", 0],
  ["plate", 1],
])("bola-inconsistent-authorization: a call that takes %s and works whether or not they agree", async (name, count) => {
  const operations = {
    "GET /start": {
      description:
        "After the user decides whether or not to authorize your app, they are sent back to the address provided by your application.",
      parameters: [query("response_type"), query("client_id"), query(name)],
      responses: returns(PATIENT),
    },
  };
  expect(await faultsIn(bolaInconsistentAuthorization, operations)).toHaveLength(count);
});

test.each([
  ["takes nothing", {}, 1],
  ["takes a mode", { requestBody: takes({ mode: TEXT }, { required: ["mode"] }) }, 1],
  ["must name a policy by its ID", { requestBody: takes({ policyId: TEXT }, { required: ["policyId"] }) }, 0],
])("debug-operation: a reset at the root that %s", async (_what, more, count) => {
  expect(await faultsIn(debugOperation, { "POST /reset": { summary: "Reset it", ...more } })).toHaveLength(count);
});

test.each([
  ["PUT /networks/{id}/device/wipe", 0],
  ["PUT /robots/{id}/wipe", 0],
  ["POST /wipe", 1],
  ["POST /data/wipe", 1],
])("debug-operation: %s", async (id, count) => {
  expect(await faultsIn(debugOperation, { [id]: {} })).toHaveLength(count);
});

const shown = (...names: readonly string[]): Operations => ({
  "GET /users": {
    responses: returns({
      type: "array",
      items: {
        title: "User",
        type: "object",
        properties: { id: TEXT, name: TEXT, ...Object.fromEntries(names.map((name) => [name, TEXT])) },
      },
    }),
  },
});
const flagged = (flag: string, ...names: readonly string[]): Operations => {
  const operations = structuredClone(shown(...names)) as Record<string, { responses: { 200: { content: object } } }>;
  const media = Object.values(operations["GET /users"]!.responses[200].content)[0] as {
    schema: { items: { properties: Record<string, object> } };
  };
  media.schema.items.properties[flag] = { type: "boolean" };
  return operations;
};
test.each<[string, readonly string[], readonly string[]]>([
  ["hide_email", ["email", "phone"], ["email"]],
  ["hide_phone", ["email", "phone"], ["phone"]],
  ["private", ["email", "phone"], ["email", "phone"]],
  ["hide_profile", ["email", "phone"], ["email", "phone"]],
  ["hide_nav", ["email", "phone"], []],
  ["hide_footer", ["email", "phone"], []],
])("client-side-privacy: %s hides what it names", async (flag, names, hidden) => {
  const faults = await faultsIn(clientSidePrivacy, { ...SIGN_UP, ...flagged(flag, ...names) });
  const told = faults.flatMap(({ fields = [] }) => fields.map(({ name }) => name));
  expect(names.filter((name) => told.includes(name))).toEqual(hidden);
});

const VALUE = "c3a9e17b5d02f648a1be90d7";
test.each([
  ["a key", `curl -H "X-API-Key: ${VALUE}"`, 1],
  ["a bearer token", `curl -H "Authorization: Bearer ${VALUE}"`, 2],
])("secret-in-description: %s of a sample", async (_what, description, steps) => {
  const [fault] = await faultsIn(secretInDescription, { "GET /orders": { description } });
  expect(fault?.mitigations ?? []).toHaveLength(steps);
});

const PAYS: Operations = {
  ...Object.fromEntries([1, 2, 3, 4].map((at) => [`GET /lots${at}`, { responses: returns({ properties: {} }) }])),
  "POST /payouts": { requestBody: takes({ amount: { type: "number" }, iban: TEXT }) },
};
const ONE_KEY = { security: [{ key: [] }], components: { securitySchemes: { key: key("X-Api-Key") } } };
test.each<[string, Operations, number]>([
  ["moves money", PAYS, 1],
  ["makes further keys", { ...PAYS, "POST /account/apikeys": {}, "DELETE /account/apikeys/{id}": {} }, 0],
])("missing-scope: one key of all that %s", async (_what, operations, steps) => {
  const [fault] = await faultsIn(missingScope, operations, ONE_KEY);
  expect(fault?.mitigations ?? []).toHaveLength(steps);
});

test.each<[string, object, number]>([
  [
    "the scheme is https unless a caller chooses http",
    { url: "{scheme}://api.acme.io", variables: { scheme: { default: "https", enum: ["https", "http"] } } },
    1,
  ],
  [
    "the scheme is http unless a caller chooses https",
    { url: "{scheme}://api.acme.io", variables: { scheme: { default: "http", enum: ["https", "http"] } } },
    0,
  ],
])("cleartext-server: %s", async (_what, server, steps) => {
  const pays = { requestBody: takes({ amount: NUMBER, iban: TEXT }) };
  const [fault] = await faultsIn(cleartextServer, { "POST /payouts": pays }, { servers: [server] });
  expect(fault?.mitigations ?? []).toHaveLength(steps);
});

test.each([
  [[{ url: "http://hub.local" }], 0],
  [[{ url: "http://hub.local" }, { url: "/" }], 1],
])("cleartext-server: a host of a house's network in %j", async (servers, steps) => {
  const pays = { requestBody: takes({ amount: NUMBER, iban: TEXT }) };
  const [fault] = await faultsIn(cleartextServer, { "POST /payouts": pays }, { servers });
  expect(fault?.mitigations ?? []).toHaveLength(steps);
});

test.each([
  ["GET /projects/{id}/servers/{server}/api-key", "token", 1],
  ["GET /projects/{id}/targets/{target}/token-auth", "trusted_shared_secret", 1],
  ["GET /projects/{id}/servers/{server}/api-keys", "token", 0],
  ["GET /users/{id}/api-key", "token", 0],
  ["GET /api-key", "token", 0],
  ["GET /projects/{id}/servers/{server}", "github_shared_secret", 0],
])("credential-in-response: %s returns %s of one thing", async (id, name, steps) => {
  const responses = returns({ type: "object", properties: { [name]: TEXT } });
  const [fault] = await faultsIn(credentialInResponse, { ...SIGN_UP, [id]: { responses } });
  expect(fault?.mitigations ?? []).toHaveLength(steps);
});
