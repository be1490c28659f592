import { expect, test } from "vitest";
import { credentialInResponse } from "../../src/rules/data/credential-in-response.ts";
import { sensitiveDataInUrl } from "../../src/rules/data/sensitive-data-in-url.ts";
import { injectionInterpretedInput } from "../../src/rules/inputs/injection-interpreted-input.ts";
import { negativeAmount } from "../../src/rules/inputs/negative-amount.ts";
import { bolaInconsistentAuthorization } from "../../src/rules/authorization/bola-inconsistent-authorization.ts";
import { excessiveDataExposure } from "../../src/rules/data/excessive-data-exposure.ts";
import { excessiveDataToPeers } from "../../src/rules/data/excessive-data-to-peers.ts";
import { massAssignmentServerField } from "../../src/rules/data/mass-assignment-server-field.ts";
import { ssrfClientSuppliedUrl } from "../../src/rules/inputs/ssrf-client-supplied-url.ts";
import { faultsIn, returns, SIGN_UP, takes, type Operations } from "./faults-in.ts";

/* What a description shows beside a name decides: its errors, what comes back, which paths there are, who calls. */

const TEXT = { type: "string" };
const URI = { type: "string", format: "uri" };
const fails = (description: string): object => ({ ...returns({ properties: { id: TEXT } }), 422: { description } });
const causesOf = async (operations: Operations): Promise<string> =>
  (await faultsIn(ssrfClientSuppliedUrl, operations)).map(({ cause }) => cause).join(", ");

test.each([
  ["URL", { mediaUrl: TEXT }, "A value is missing, or the URL which can not be retrieved", "fetched mediaUrl"],
  ["the field", { sourceA: TEXT, lookUrl: TEXT, pageUrl: TEXT }, "Failed to download `lookUrl`", "fetched lookUrl"],
  [
    "the picture",
    { image: { type: "object", properties: { uri: TEXT } } },
    "Embedded image download error",
    "fetched uri",
  ],
  [
    "das Bild",
    { bild: { type: "object", properties: { url: TEXT } } },
    "Das Bild konnte nicht heruntergeladen werden",
    "fetched url",
  ],
  [
    "l'image",
    { image: { type: "object", properties: { url: TEXT } } },
    "L'image n'a pas pu être téléchargée",
    "fetched url",
  ],
  [
    "la imagen",
    { imagen: { type: "object", properties: { url: TEXT } } },
    "No se pudo descargar la imagen",
    "fetched url",
  ],
  ["a imagem", { imagem: { type: "object", properties: { url: TEXT } } }, "Falha ao baixar a imagem", "fetched url"],
  [
    "another thing",
    { image: { type: "object", properties: { uri: TEXT } }, siteUrl: TEXT },
    "The invoice file could not be fetched",
    "",
  ],
  ["its address", { source: URI }, "The photo could not be read from the address", "fetched source"],
  ["sa réponse", { adresse: URI }, "L'adresse ne répond pas, ou ne renvoie pas d'image", "fetched adresse"],
  ["what is behind the API", { source: URI }, "The ledger does not answer", ""],
  ["nothing of the kind", { lookUrl: TEXT }, "The URL is invalid", ""],
])("an error says what the server could not fetch: %s", async (_what, properties, description, causes) => {
  expect(await causesOf({ "POST /looks": { requestBody: takes(properties), responses: fails(description) } })).toBe(
    causes,
  );
});

test.each([
  ["Al guardar se hace una llamada de prueba.", "fetched url"],
  ["A test request is sent when it is saved.", "fetched url"],
  ["Beim Speichern erfolgt ein Testaufruf.", "fetched url"],
  ["It is stored with the order.", ""],
])("a text says that the server calls what it is given: %s", async (description, causes) => {
  expect(await causesOf({ "POST /erp": { description, requestBody: takes({ url: URI }) } })).toContain(causes);
});

const said = (description: string): object => ({ ...TEXT, description });

test.each([
  ["with what it is for", { gitUrl: said("The git clone URL.") }, { gitUrl: TEXT }, ""],
  ["without a text", { documentUrl: TEXT }, { documentUrl: TEXT }, "shown"],
  ["which does not come back", { documentUrl: TEXT }, { id: TEXT }, "fetched documentUrl"],
  [
    "which is downloaded",
    { documentUrl: said("The file is downloaded.") },
    { documentUrl: TEXT },
    "fetched documentUrl",
  ],
  ["of a feed", { feedUrl: TEXT }, { feedUrl: TEXT }, "fetched feedUrl"],
])("a URL that is kept in a record, %s", async (_what, sent, returned, causes) => {
  const operation = { requestBody: takes(sent), responses: returns({ properties: { id: TEXT, ...returned } }) };
  expect(await causesOf({ "PUT /projects/{id}": operation })).toBe(causes);
});

const FREE = { type: "string", description: "The external URL from which the image will be downloaded." };

test.each([
  ["a name or a URL", { anyOf: [{ enum: ["logo", "star"], type: "string" }, FREE] }, "fetched pictureUrl"],
  ["two kinds of names", { anyOf: [{ enum: ["logo"] }, { type: "string", pattern: "^storage://[a-f0-9]+$" }] }, ""],
])("what takes %s", async (_what, schema, causes) => {
  const picture = { ...schema, description: "The URL of the picture, which is downloaded" };
  expect(await causesOf({ "POST /labels": { requestBody: takes({ pictureUrl: picture }) } })).toBe(causes);
});

test.each([
  ["the key that paths name it by", "transaction_key", "/transactions/{key}", {}, 0],
  ["a key that no path has", "transaction_key", "/transactions/{id}", {}, 1],
  ["a key that opens something", "access_key", "/access/{id}", {}, 1],
  ["a key by which anybody reads", "transaction_key", "/transactions/{key}", { security: [] }, 1],
  ["a key of an account, under its whole name", "account_key", "/accounts/{accountKey}", {}, 1],
])("credential-in-response: %s", async (_what, name, path, more: object, count) => {
  const operations = {
    ...SIGN_UP,
    "GET /users/{id}": { responses: returns({ properties: { id: TEXT, [name]: TEXT } }) },
    [`GET ${path}`]: { ...more, responses: returns({ properties: { key: TEXT, status: TEXT } }) },
  };
  expect(await faultsIn(credentialInResponse, operations)).toHaveLength(count);
});

test.each([
  ["The buyer's tax number, an EU VAT number for example.", 0],
  ["The buyer's tax number, as on the identity card.", 1],
])("sensitive-data-in-url: %s", async (description, count) => {
  const operation = { parameters: [{ name: "buyer_tax_number", in: "query", schema: TEXT, description }] };
  expect(await faultsIn(sensitiveDataInUrl, { "GET /prices": operation })).toHaveLength(count);
});

const pays = { requestBody: takes({ amount: { type: "number" } }) };

test.each([
  ["users buy", { ...SIGN_UP, "POST /orders": pays }, 0],
  ["anyone buys", { "POST /orders": { ...pays, security: [] } }, 0],
  ["the servers of shops call", { "POST /orders": { ...pays, security: [{ key: [] }] } }, 1],
  ["the servers of shops transfer", { "POST /transfers": { ...pays, security: [{ key: [] }] } }, 0],
])("a negative amount where %s", async (_what, operations: Operations, mitigations) => {
  const [fault] = await faultsIn(negativeAmount, operations);
  expect(fault?.mitigations?.filter((one) => one.includes("nothing says that buyers"))).toHaveLength(mitigations);
});

const hook = { url: TEXT };
const needed = { ...hook, secret: TEXT };

test.each<[string, Operations, object, number]>([
  ["nothing says how", { "POST /webhooks": { requestBody: takes(hook) } }, {}, 0],
  [
    "a secret stands beside the URL",
    { "POST /webhooks": { requestBody: takes({ ...hook, signingSecret: TEXT }) } },
    {},
    1,
  ],
  [
    "a secret that is said to be for signatures",
    {
      "POST /webhooks": {
        requestBody: takes({ ...hook, secret: { ...TEXT, description: "Key of the signature." } }),
      },
    },
    {},
    1,
  ],
  ["a secret that may be left out", { "POST /webhooks": { requestBody: takes({ ...hook, secret: TEXT }) } }, {}, 0],
  ["a secret that is required", { "POST /webhooks": { requestBody: takes(needed, { required: ["secret"] }) } }, {}, 1],
  [
    "a secret that a change may leave out",
    {
      "POST /webhooks": { requestBody: takes(needed, { required: ["secret"] }) },
      "PUT /webhooks/{id}": { requestBody: takes(needed) },
    },
    {},
    1,
  ],
  [
    "a secret comes back",
    { "POST /webhooks": { requestBody: takes(hook), responses: returns({ properties: { id: TEXT, secret: TEXT } }) } },
    {},
    1,
  ],
  [
    "the API says that events are signed",
    { "POST /webhooks": { requestBody: takes(hook) } },
    { info: { title: "T", version: "1", description: "Each event has an HMAC signature." } },
    1,
  ],
])("what a webhook receives is signed: %s", async (_what, operations, more, mitigations) => {
  const [fault] = await faultsIn(ssrfClientSuppliedUrl, operations, more);
  expect(fault?.cause).toBe("webhook");
  expect(fault?.mitigations).toHaveLength(mitigations);
});

test("a webhook that is unsubscribed is not called", async () => {
  expect(await causesOf({ "POST /hooks/unsubscribe": { requestBody: takes({ target_url: TEXT }) } })).toBe("");
});

const scoped = (scopes: object): object => ({
  components: {
    securitySchemes: {
      login: {
        type: "oauth2",
        flows: {
          authorizationCode: { authorizationUrl: "https://l.acme.io/a", tokenUrl: "https://l.acme.io/t", scopes },
        },
      },
    },
  },
  security: [{ login: ["buckets"] }],
});
const LIST = {
  "GET /buckets/tokens": {
    security: [{ login: ["bucket:auth_token"] }],
    responses: returns({ properties: { count: { type: "integer" } } }),
  },
  "GET /buckets": { responses: returns({ type: "array", items: { properties: { id: TEXT, auth_token: TEXT } } }) },
};

test.each([
  [
    "a scope of its own",
    { buckets: "See buckets", "bucket:auth_token": "Allows you to read the tokens of buckets" },
    0,
  ],
  ["no scope of its own", { buckets: "See buckets", "bucket:write": "Change buckets" }, 1],
])("a credential that comes back has %s", async (_what, scopes, count) => {
  const api = { ...SIGN_UP, ...LIST };
  expect(await faultsIn(credentialInResponse, api, scoped(scopes))).toHaveLength(count);
});

test.each([
  ["You must be signed in, but the rental needn't be one of yours.", 1],
  ["The rental does not have to belong to you.", 1],
  ["Der Vertrag muss nicht Ihr eigener sein.", 1],
  ["Il n'est pas nécessaire que le contrat soit à vous.", 1],
  ["No hace falta que el contrato sea tuyo.", 1],
  ["O contrato não precisa ser seu.", 1],
  ["The rental must be one of yours.", 0],
  ["The code needn't be one of your old ones.", 0],
])("bola-inconsistent-authorization: %s", async (description, count) => {
  const operations = {
    "POST /gate-codes": { description, requestBody: takes({ rentalId: TEXT, mobile: TEXT }) },
    "GET /me": { responses: returns({ properties: { id: TEXT } }) },
  };
  expect(await faultsIn(bolaInconsistentAuthorization, operations)).toHaveLength(count);
});

test.each([
  ["mine", { type: "boolean" }, 1],
  ["istMeiner", { type: "boolean" }, 1],
  ["estMoi", { type: "boolean" }, 1],
  ["mine", TEXT, 0],
  ["isOpen", { type: "boolean" }, 0],
])("excessive-data-to-peers: entries of a queue with %s", async (name, schema, count) => {
  const items = { properties: { position: { type: "integer" }, [name]: schema, email: TEXT, mobile: TEXT } };
  const operation = { responses: returns({ type: "array", items }) };
  expect(await faultsIn(excessiveDataToPeers, { "GET /places/{placeId}/waiting-list": operation })).toHaveLength(count);
});

test.each([
  ["Only people who agreed to be published are shown.", 0],
  ["Seules paraissent les personnes qui ont accepté la publication.", 0],
  ["Es erscheint nur, wer der Veröffentlichung zugestimmt hat.", 0],
  ["All members, also those who have not agreed to be published.", 1],
  ["Only some of them agreed to be listed.", 1],
])("excessive-data-exposure of names: %s", async (description, count) => {
  const person = { properties: { firstName: TEXT, lastName: TEXT, level: TEXT } };
  const operation = { security: [], description, responses: returns({ type: "array", items: person }) };
  expect(await faultsIn(excessiveDataExposure, { "GET /members": operation, ...SIGN_UP })).toHaveLength(count);
});

const notified = (description: string): object => ({
  security: [],
  description,
  requestBody: takes({ reference: TEXT, paymentStatus: TEXT, amountInCents: { type: "integer" } }),
});

test.each([
  ["Called by the payment provider. The HMAC signature of the body is verified before anything is read.", 0, 0],
  ["Called once the customer has paid.", 1, 1],
])("what a sender who proves who it is tells of a payment: %s", async (description, states, amounts) => {
  const operations = { "POST /payments/notifications": notified(description) };
  expect(await faultsIn(massAssignmentServerField, operations)).toHaveLength(states);
  expect(await faultsIn(negativeAmount, operations)).toHaveLength(amounts);
});

test.each([
  ["Plain text. Markup is shown as typed.", 0],
  ["Markup is shown as it is, without filtering.", 1],
])("injection-interpreted-input: %s", async (description, count) => {
  const operations = { "POST /notices": { requestBody: takes({ text: said(description), title: TEXT }) } };
  expect(await faultsIn(injectionInterpretedInput, operations)).toHaveLength(count);
});

test("a scope for a password makes it nobody's to read", async () => {
  const item = { properties: { id: TEXT, password: TEXT } };
  const api = { ...SIGN_UP, "GET /users": { responses: returns({ type: "array", items: item }) } };
  const scopes = { buckets: "See buckets", "user:password": "Allows you to read the passwords of users" };
  expect(await faultsIn(credentialInResponse, api, scoped(scopes))).toHaveLength(1);
});

test.each([
  ["anybody reads it all the same", { security: [{}, { login: ["buckets"] }] }],
  ["no call asks for it", {}],
])("a scope for a value stands in place of no finding where %s", async (_what, more) => {
  const api = { ...SIGN_UP, "GET /buckets": { ...LIST["GET /buckets"], ...more } };
  const scopes = { buckets: "See buckets", "bucket:auth_token": "Allows you to read the tokens of buckets" };
  expect(await faultsIn(credentialInResponse, api, scoped(scopes))).toHaveLength(1);
});

test.each([
  ["Messages are not signed.", 0],
  ["The documents are digitally signed by the notary.", 0],
  ["Each webhook carries a signature.", 1],
])("what an API says of signatures: %s", async (description, mitigations) => {
  const info = { title: "T", version: "1", description };
  const [fault] = await faultsIn(ssrfClientSuppliedUrl, { "POST /webhooks": { requestBody: takes(hook) } }, { info });
  expect(fault?.mitigations).toHaveLength(mitigations);
});
