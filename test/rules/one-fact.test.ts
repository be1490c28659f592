import { expect, test } from "vitest";
import { contradictoryRequirement } from "../../src/rules/authentication/contradictory-requirement.ts";
import { internalsInResponse } from "../../src/rules/data/internals-in-response.ts";
import { secretInDescription } from "../../src/rules/data/secret-in-description.ts";
import { missingRateLimit } from "../../src/rules/flows/missing-rate-limit.ts";
import { injectionInterpretedInput } from "../../src/rules/inputs/injection-interpreted-input.ts";
import { negativeAmount } from "../../src/rules/inputs/negative-amount.ts";
import { faultsIn, returns, SIGN_UP, takes, SCHEMES } from "./faults-in.ts";

/* Pairs that differ in one fact. */

const key = (name: string, description = ""): object => ({
  type: "apiKey",
  in: "header",
  name,
  ...(description && { description }),
});
const withSchemes = (securitySchemes: object): object => ({ components: { securitySchemes } });
const KEYS = withSchemes({
  customerKey: key("X-Key", "The key that each customer gets."),
  administrationKey: key("X-Administration-Key"),
});
const LOG_IN = (description: string): object => withSchemes({ login: { type: "http", scheme: "bearer", description } });
const customer = (text: object): object => ({ "PUT /tariffs/{id}": { security: [{ customerKey: [] }], ...text } });
const staff = (description: string): object => ({
  "PUT /rooms/{id}/target": { security: [{ login: [] }], description },
});

test.each<[string, object, object, string]>([
  [
    "demands another key",
    customer({ description: "Requires the administration key." }),
    KEYS,
    "text administrationKey",
  ],
  [
    "demands it in German",
    customer({ description: "Erfordert den administration key." }),
    KEYS,
    "text administrationKey",
  ],
  ["says that it is not needed", customer({ description: "The administration key is not required." }), KEYS, ""],
  ["names it in passing", customer({ description: "See also the administration key." }), KEYS, ""],
  [
    "keeps it to others",
    staff("Only administrators may change it."),
    LOG_IN("Log-in of tenants' employees."),
    "role administrator",
  ],
  [
    "keeps it to those who log in",
    staff("Only administrators may change it."),
    LOG_IN("Log-in of administrators."),
    "",
  ],
  ["says nothing of who logs in", staff("Only administrators may change it."), LOG_IN("A JWT."), ""],
])("contradictory-requirement: a text that %s", async (_name, operations, more, cause) => {
  const faults = await faultsIn(contradictoryRequirement, operations as never, more);
  expect(faults.map((fault) => fault.cause).join()).toBe(cause);
});

test.each<[string, string, string, number]>([
  ["is for just that", "Reset the second factor of a member", "scope adviser grave", 1],
  ["is for something else", "Read the second factor of a member", "", 0],
])("contradictory-requirement: a scope of another scheme that %s", async (_name, text, cause, graver) => {
  const faults = await faultsIn(
    contradictoryRequirement,
    {
      "POST /members/{id}/two-factor/reset": {
        security: [{ member: [] }],
        summary: "Reset the second factor of a member",
      },
    },
    withSchemes({
      member: { type: "http", scheme: "bearer" },
      adviser: {
        type: "oauth2",
        flows: { clientCredentials: { tokenUrl: "https://login.acme.io/token", scopes: { "factor.reset": text } } },
      },
    }),
  );
  expect(faults.map((fault) => fault.cause).join()).toBe(cause);
  expect(faults[0]?.aggravations?.length ?? 0).toBe(graver);
});

test.each([
  ["alternatives", [{ id: [] }, { signature: [] }], 1],
  ["one entry", [{ id: [], signature: [] }], 0],
])("contradictory-requirement: headers of a pair as %s", async (_name, security, faults) => {
  const found = await faultsIn(
    contradictoryRequirement,
    { "GET /bookings": { security } },
    withSchemes({
      id: key("X-App-Id", "The application. Sent together with X-App-Signature."),
      signature: key("X-App-Signature"),
    }),
  );
  expect(found).toHaveLength(faults);
});

test.each<[string, string, object[], number]>([
  ["is for limits", "Used to control throttling.", [{ quota: [] }, { login: ["read"] }], 1],
  ["is for limits, in German", "Dient nur der Ratenbegrenzung.", [{ quota: [] }, { login: ["read"] }], 1],
  ["is for limits, in Spanish", "Sirve para el límite de peticiones.", [{ quota: [] }, { login: ["read"] }], 1],
  ["is asked for together", "Used to control throttling.", [{ quota: [], login: ["read"] }], 0],
  ["is limited", "Identifies the account. Calls are throttled.", [{ quota: [] }, { login: ["read"] }], 0],
  ["lets in too", "Used for authentication and rate limiting.", [{ quota: [] }, { login: ["read"] }], 0],
])("contradictory-requirement: a key that %s", async (_name, text, security, faults) => {
  const found = await faultsIn(
    contradictoryRequirement,
    { "GET /fields": { security } },
    withSchemes({ quota: key("X-Api-Key", text), login: SCHEMES.login }),
  );
  expect(found).toHaveLength(faults);
});

test.each([
  ["The access token is required in the Authorization header on all calls to the Fields APIs.", 1],
  ["The access token is required on all calls that change a field.", 0],
  ["The access token is needed for a few calls.", 0],
  ["", 0],
])("contradictory-requirement: beside the key for limits, of the token: %s", async (description, milder) => {
  const [fault] = await faultsIn(
    contradictoryRequirement,
    { "GET /fields": { security: [{ quota: [] }, { login: ["read"] }] } },
    withSchemes({ quota: key("X-Api-Key", "Used to control throttling."), login: { ...SCHEMES.login, description } }),
  );
  expect(fault?.mitigations).toHaveLength(milder);
});

test.each([
  [0, ""],
  [-500_000, "amountInCents"],
])("negative-amount: a transfer of at least %d", async (minimum, named) => {
  const [fault] = await faultsIn(negativeAmount, {
    "POST /wallet/transfers": { requestBody: takes({ amountInCents: { type: "integer", minimum, maximum: 500_000 } }) },
  });
  expect(fault?.message.split('"')[1] ?? "").toBe(named);
});

test.each<[string, string, number | undefined]>([
  ["Rates and labels for senders of parcels.", "Source code to execute.", 1],
  ["Runs students' code, each in a container.", "Source code to execute.", 3],
  ["Rates and labels for senders of parcels.", "Source of the rate.", undefined],
])("injection-interpreted-input: %s %s", async (description, text, milder) => {
  const [fault] = await faultsIn(
    injectionInterpretedInput,
    { "POST /evaluations": { requestBody: takes({ source: { type: "string", description: text } }) } },
    { info: { title: "Example", version: "1", description } },
  );
  expect(fault?.mitigations?.length).toBe(milder);
});

test.each<[string, object, number]>([
  ["each call is paid for", { description: "Takes about four CPU seconds a parcel." }, 1],
  ["no call is", { description: "It is not expensive." }, 0],
  ["calls are limited", { description: "Calls the paid service.", responses: { 429: { description: "Later." } } }, 0],
])("missing-rate-limit: where %s", async (_name, operation, faults) => {
  const found = await faultsIn(missingRateLimit, {
    ...SIGN_UP,
    "GET /risks": { security: [], responses: returns({ type: "array" }), ...operation },
  });
  expect(found.filter(({ message }) => message.includes("costly work"))).toHaveLength(faults);
});

// Put together here, so that no scanner of repositories takes it for one.
const KEY = ["fvk", "9f2c7d41e8b04a6fb1c37be5a0d24413"].join("-");

test.each([
  [`curl -H "X-Feed-Key: ${KEY}" https://feed.acme.io`, 1],
  [`curl -H "X-Trace: ${KEY}" https://feed.acme.io`, 0],
  ['curl -H "X-Feed-Key: your-key-goes-here-please-1" https://feed.acme.io', 0],
])("secret-in-description: %s", async (description, faults) => {
  const found = await faultsIn(
    secretInDescription,
    { "GET /departures": { security: [{ feed: [] }] } },
    { info: { title: "Example", version: "1", description }, ...withSchemes({ feed: key("X-Feed-Key") }) },
  );
  expect(found.filter(({ title }) => title?.includes("API key"))).toHaveLength(faults);
});

test.each<[string, object, object, number]>([
  ["who hands answers in", {}, { answers: { type: "array" } }, 1],
  ["an administrator", { tags: ["Administration"] }, { answers: { type: "array" } }, 0],
  ["whoever reads questions that nobody answers", {}, { note: { type: "string" } }, 0],
])("internals-in-response: the right answer for %s", async (_name, more, taken, faults) => {
  const question = { type: "object", properties: { question: { type: "string" }, correctOption: { type: "integer" } } };
  const found = await faultsIn(internalsInResponse, {
    "GET /exams/{id}/questions": { ...more, responses: returns({ type: "array", items: question }) },
    "POST /exams/{id}/submissions": { requestBody: takes(taken) },
  });
  expect(found).toHaveLength(faults);
});

test.each([
  ["The trace of the server.", 0],
  ["The trace of the server, present only if `error_trace=true` was sent.", 1],
])("internals-in-response: a stack trace, %s", async (description, milder) => {
  const [fault] = await faultsIn(internalsInResponse, {
    "GET /state": {
      responses: returns({ type: "object", properties: { stack_trace: { type: "string", description } } }),
    },
  });
  expect(fault?.mitigations).toHaveLength(milder);
});
