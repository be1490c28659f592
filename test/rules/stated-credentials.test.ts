import { expect, test } from "vitest";
import { authenticationUnstated } from "../../src/rules/authentication/authentication-unstated.ts";
import { authorizationHeaderParameter } from "../../src/rules/authentication/authorization-header-parameter.ts";
import { unauthenticatedOperation } from "../../src/rules/exposure/unauthenticated-operation.ts";
import { unauthenticatedWrite } from "../../src/rules/exposure/unauthenticated-write.ts";
import { bflaInconsistentAuthorization } from "../../src/rules/authorization/bfla-inconsistent-authorization.ts";
import { saidCredential } from "../../src/exposure/said-credential.ts";
import { apiOf, faultsIn, returns, takes, type Operations } from "./faults-in.ts";

/*
 * A credential that is stated, though not as a requirement: by a header, by a text, by refusals or by the operations beside.
 */

const TEXT = { type: "string" };
const NOTHING = { security: undefined, components: {} };
const info = (description: string): object => ({ info: { title: "T", version: "1", description } });

test.each([
  ["API keys must be included in the request with the <code>x-api-key</code> header.", true],
  ["Requests are authorized through an API token that's provided in an HTTP header with the name 'apikey'.", true],
  ["Der API-Schlüssel wird im Header X-Key angegeben; die Kopfzeile enthalten alle Aufrufe.", true],
  ["You may send an API key in a header for a higher limit.", false],
  ["No API key must be sent in a header.", false],
  ["The response includes your API key in the X-Key header.", false],
  ["Our webhooks include an access token in the X-Token header.", false],
  ["API keys are found in the dashboard.", false],
  ["An authorized request is made by sending the generated HMAC in the authorization header.", true],
  ["Webhooks are signed by including an HMAC in the Authorization header.", false],
  ["Callbacks to your server are authenticated by sending a signature in the authorization header.", false],
  ["All that we send is signed by including a signature in the authorization header.", false],
  ["API keys are no longer needed. Old clients sent API keys in the X-Api-Key header.", false],
  ["API keys must be sent in the X-Api-Key header. API keys are not required.", false],
  ["Old clients sent API keys in the X-Api-Key header.", false],
  ["API keys sent in the X-Api-Key header raise the limits.", false],
  ["Our billing service has another address: send the API key in its header.", false],
])("what the text of an API says of its credential: %s", async (description, isSaid) => {
  expect(saidCredential((await apiOf({ "GET /a": {} }, info(description))).info) !== undefined).toBe(isSaid);
});

const REFUSING = { responses: { 401: { description: "Unauthorized" } } };
const DELETES = (more: object): Operations => ({
  "DELETE /stories/{id}": more,
  "DELETE /pages/{id}": more,
  "GET /stories/{id}": more,
});

test.each<[string, Operations, object, string | undefined]>([
  ["nothing of the kind", DELETES({}), {}, "1/0"],
  ["a 401 nearly everywhere", DELETES(REFUSING), {}, "1/1"],
  ["a 401 here and there", { ...DELETES({}), "GET /pages/{id}": REFUSING }, {}, "1/0"],
  ["the header in a text, and nothing defined", DELETES({}), info("API keys must be sent in the X-Key header."), "1/1"],
  [
    "the header in a text, and a page of keys",
    DELETES({}),
    info("API keys must be sent in the X-Key header. Keys are available at https://portal.acme.net."),
    "1/1",
  ],
  [
    "the header in a text, and a door for anybody",
    DELETES({}),
    info("API keys must be sent in the X-Key header. Anyone can sign up to get an API key."),
    "1/1",
  ],
  [
    "a key that is only demanded, of reads of things",
    { "GET /stories/{id}": { responses: returns({ type: "object", properties: { title: TEXT } }) } },
    info("All requests require an API key."),
    "0/2",
  ],
  [
    "a key that is only demanded, of reads of people",
    {
      "GET /residents/{id}": {
        responses: returns({ type: "object", properties: { residentName: TEXT, address: TEXT } }),
      },
    },
    info("All requests require an API key."),
    "0/0",
  ],
  [
    "the header in a text, of a scheme that is defined",
    DELETES({}),
    {
      ...info("API keys must be sent in the X-Key header."),
      components: { securitySchemes: { key: { type: "apiKey", in: "header", name: "X-Key" } } },
    },
    "0/1",
  ],
  [
    "a key that is demanded of all calls, of a scheme that is defined",
    DELETES({}),
    {
      ...info("All calls require an API key."),
      components: { securitySchemes: { key: { type: "apiKey", in: "header", name: "X-Key" } } },
    },
    "0/1",
  ],
  [
    "a tag on most of them",
    DELETES({}),
    { tags: [{ name: "auth", description: "Most endpoints require you to authenticate with an API key." }] },
    "0/0",
  ],
  [
    "a tag about something else",
    DELETES({}),
    { tags: [{ name: "auth", description: "Most stories are long." }] },
    "1/0",
  ],
  [
    "a tag on what is sent to others",
    DELETES({}),
    { tags: [{ name: "webhooks", description: "Most webhooks need a server that checks the token we send." }] },
    "1/0",
  ],
  [
    "samples of code that send a token",
    DELETES({ "x-codeSamples": [{ lang: "curl", source: 'curl https://x.io/a -H "Authorization: Bearer KEY"' }] }),
    {},
    "0/0",
  ],
  [
    "samples of code that send none",
    DELETES({ "x-codeSamples": [{ lang: "curl", source: 'curl https://x.io/a -H "Accept: text/html"' }] }),
    {},
    "0/0",
  ],
  ["a header of some calls", DELETES({}), info("API keys may be sent in the X-Key header."), "1/0"],
  [
    "what comes before a log-in",
    {
      "POST /authentication/token": { requestBody: takes({ userName: TEXT, password: TEXT }) },
      "POST /authentication/forgotPassword": { requestBody: takes({ email: TEXT }) },
    },
    {},
    undefined,
  ],
  [
    "a log-in, and what comes after it",
    {
      "POST /authentication/token": { requestBody: takes({ userName: TEXT, password: TEXT }) },
      "DELETE /stories/{id}": {},
    },
    {},
    "1/0",
  ],
])("authentication-unstated beside %s", async (_what, operations, more, weight) => {
  const [fault] = await faultsIn(authenticationUnstated, operations, { ...NOTHING, ...more });
  expect(fault && `${fault.aggravations?.length ?? 0}/${fault.mitigations?.length ?? 0}`).toBe(weight);
});

const header = (description: string, required = false): object => ({
  parameters: [{ name: "X-Api-Key", in: "header", required, description, schema: TEXT }],
});

test.each([
  ["GET /markets/{id}", 1],
  ["GET /status/{id}", 0],
])("authorization-header-parameter: %s without the key that its list takes", async (id, count) => {
  const taking = header("Your key");
  const operations = { "GET /markets": taking, "GET /leagues": taking, "GET /figures": taking, [id]: {} };
  const faults = await faultsIn(authorizationHeaderParameter, operations, NOTHING);
  expect(faults.filter(({ cause }) => cause?.endsWith("left out"))).toHaveLength(count);
});

const SECURED = { security: [{ token: [] }], ...REFUSING };

test.each<[string, Operations, number]>([
  ["lists a 401 response, as the operations that require a credential do", { "GET /render/{key}": REFUSING }, 1],
  ["lists none", { "GET /render/{key}": {} }, 0],
  ["is said to be open", { "GET /render/{key}": { ...REFUSING, security: [] } }, 0],
  ["is one of many that list one", { "GET /a/{key}": REFUSING, "GET /b/{key}": REFUSING, "GET /c/{key}": REFUSING }, 0],
])("unauthenticated-operation: what asks for nothing beside others, and %s", async (_what, more, count) => {
  const others = { "POST /templates": SECURED, "DELETE /templates/{id}": SECURED, "POST /jobs": SECURED };
  const faults = await faultsIn(unauthenticatedOperation, { ...others, ...more }, { security: undefined });
  expect(faults.filter(({ cause }) => cause === "left out")).toHaveLength(count);
});

const exchange = (fields: object, required: readonly string[], answer: object): object => ({
  security: [],
  requestBody: {
    content: { "application/json": { schema: { type: "object", properties: fields, required } } },
  },
  responses: returns({ type: "object", properties: answer }),
});

test.each<[string, Operations, number]>([
  ["a token for a key", { "POST /auth/api-key": exchange({ apiKey: TEXT }, ["apiKey"], { access_token: TEXT }) }, 0],
  [
    "a token for a key that may be left out",
    { "POST /auth/api-key": exchange({ apiKey: TEXT }, [], { access_token: TEXT }) },
    1,
  ],
  [
    "a token for a key and somebody else",
    { "POST /auth/api-key": exchange({ apiKey: TEXT, userId: TEXT }, ["apiKey"], { access_token: TEXT }) },
    1,
  ],
  [
    "a token for the key of an account, to act as it",
    { "POST /auth/impersonate": exchange({ accountKey: TEXT }, ["accountKey"], { access_token: TEXT }) },
    1,
  ],
  ["a token for an app's key", { "POST /auth": exchange({ appKey: TEXT }, ["appKey"], { access_token: TEXT }) }, 1],
  ["nothing for a key", { "POST /auth/api-key": exchange({ apiKey: TEXT }, ["apiKey"], { id: TEXT }) }, 1],
  ["a token elsewhere", { "POST /orders": exchange({ apiKey: TEXT }, ["apiKey"], { access_token: TEXT }) }, 1],
])("unauthenticated-write: what gives %s", async (_what, operations, count) => {
  expect(await faultsIn(unauthenticatedWrite, { ...operations, "GET /orders": {} })).toHaveLength(count);
});

const forbidden = (description: string): object => ({ responses: { 403: { description } } });

test.each([
  ["User or client does not have permission", 0],
  ["The permission orders:write is missing", 1],
  ["The role of a manager is needed", 1],
])("bfla-inconsistent-authorization: others refuse with %j", async (description, count) => {
  const said = forbidden(description);
  const faults = await faultsIn(bflaInconsistentAuthorization, {
    "DELETE /rides/{id}": said,
    "PUT /rides/{id}": said,
    "POST /rides/{id}/cancel": said,
    "PUT /rides/{id}/rating": {},
  });
  expect(faults).toHaveLength(count);
});
