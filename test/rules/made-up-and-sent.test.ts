import { expect, test } from "vitest";
import { isChangingGet } from "../../src/exposure/changing-get.ts";
import { readingOf } from "../../src/exposure/reading.ts";
import { functionTests } from "../../src/review/function-tests.ts";
import { credentialInResponse } from "../../src/rules/data/credential-in-response.ts";
import { internalsInResponse } from "../../src/rules/data/internals-in-response.ts";
import { secretInDescription } from "../../src/rules/data/secret-in-description.ts";
import { verboseError } from "../../src/rules/data/verbose-error.ts";
import { missingRateLimit } from "../../src/rules/flows/missing-rate-limit.ts";
import { internalParameter } from "../../src/rules/inputs/internal-parameter.ts";
import { negativeAmount } from "../../src/rules/inputs/negative-amount.ts";
import { ssrfClientSuppliedUrl } from "../../src/rules/inputs/ssrf-client-supplied-url.ts";
import { unauthenticatedWrite } from "../../src/rules/exposure/unauthenticated-write.ts";
import { apiOf, faultsIn, returns, takes, type Operations } from "./faults-in.ts";

/*
 * What callers make up, send or choose themselves, and what a call says by its twin, is read as that.
 */

const TEXT = { type: "string" };

test.each([
  [
    "a parameter",
    { "GET /a": { parameters: [{ name: "Cookie", in: "header", schema: { ...TEXT, default: "sid=0e3Rp" } }] } },
    2,
  ],
  ["a setting", { "PUT /a": { requestBody: takes({ password: { ...TEXT, default: "hunter22" } }) } }, 1],
])("a default of a secret that is %s weighs less or more", async (_name, operations, steps) => {
  const [fault] = await faultsIn(secretInDescription, operations);
  expect(fault?.mitigations).toHaveLength(steps);
});

const DEBUG = { responses: returns({ properties: { debug: TEXT, id: TEXT } }) };
const sent = (description: string, schema: object): object => ({
  ...DEBUG,
  parameters: [{ name: "debug", in: "query", description, schema }],
});

test.each<[string, object, number]>([
  ["nothing", DEBUG, 1],
  ["a switch for something else", sent("Disable message sending.", { type: "integer", enum: [0, 1] }), 0],
  ["a switch for trying out", sent("Nachricht nicht senden.", { type: "boolean" }), 0],
  ["a switch for more output", sent("Adds diagnostic output.", { type: "boolean" }), 1],
  ["a switch of which nothing is said", sent("", { type: "boolean" }), 1],
  ["a text", sent("Disable message sending.", TEXT), 1],
])("debug output, where callers send %s", async (_name, operation, count) => {
  expect(await faultsIn(internalsInResponse, { "POST /sms": operation })).toHaveLength(count);
});

const ACCOUNTS = {
  properties: { users: { type: "array", items: { properties: { userId: TEXT, iban: TEXT, cardNumber: TEXT } } } },
};

test.each([
  ["/sandbox/{sandboxId}", false],
  ["/spielwiese/{id}", false],
  ["/bac-a-sable/{id}", false],
  ["/entorno-de-pruebas/{id}", false],
  ["/ambiente-de-testes/{id}", false],
  ["/rides/{id}", true],
])("people within what %s returns may be such as the caller: %s", async (path, expected) => {
  const api = await apiOf({ [`GET ${path}`]: { responses: returns(ACCOUNTS) } }, { security: [{ login: ["read"] }] });
  const { flows } = api.assessed(api.operations[0]!);
  expect(flows.some(({ whose }) => whose === "population" || whose === "counterparty")).toBe(expected);
});

const booking = (...names: string[]): Operations => ({
  "POST /bookings": { requestBody: takes(Object.fromEntries(names.map((name) => [name, { type: "number" }]))) },
  "GET /prices": { responses: returns({ properties: { price: { type: "number" } } }) },
});

test.each<[readonly string[], string, number]>([
  [["adults"], '"adults"', 1],
  [["erwachsene"], '"erwachsene"', 1],
  [["passagers"], '"passagers"', 1],
  [["adultos"], '"adultos"', 1],
  [["quantity"], '"quantity"', 1],
  [["adults", "quantity"], '"quantity"', 1],
  [["passengerCount"], '"passengerCount"', 1],
  [["guestQuantity"], '"guestQuantity"', 1],
  [["anzahlErwachsene"], '"anzahlErwachsene"', 1],
  [["guestAmount"], '"guestAmount"', 1],
  [["passengerRefundAmount", "quantity"], '"passengerRefundAmount" and "quantity"', 1],
])("numbers without a minimum: %j", async (names, shown, steps) => {
  const [fault] = await faultsIn(negativeAmount, booking(...names));
  expect(fault?.message.startsWith(`${shown} of`)).toBe(true);
  expect(fault?.mitigations).toHaveLength(steps);
});

const paid = (name: string, description: string): object => ({
  responses: returns({ properties: { bookingId: TEXT, [name]: { ...TEXT, description } } }),
});

test.each<[string, string, number]>([
  ["paymentClientSecret", "Should be used as the client secret when rendering the form.", 1],
  ["paymentClientSecret", "Doit être utilisé pour afficher le formulaire.", 1],
  ["paymentClientSecret", "The secret of the payment.", 0],
  ["paymentSecretKey", "Secret key of the merchant, to be used for all calls of the payment gateway.", 0],
  ["clientSecret", "Should be used as the client secret.", 0],
])("a secret %s that is said to be: %s", async (name, description, steps) => {
  const faults = await faultsIn(credentialInResponse, { "GET /bookings/{bookingId}": paid(name, description) });
  expect(faults.flatMap(({ mitigations }) => mitigations ?? []).filter((one) => /next step/.test(one))).toHaveLength(
    steps,
  );
});

test("a secret that is read with what pays nothing is none of one payment", async () => {
  const read = paid("paymentClientSecret", "To be used for all calls of the payment gateway.");
  const faults = await faultsIn(credentialInResponse, { "GET /merchants/{merchantId}": read });
  expect(faults.flatMap(({ mitigations }) => mitigations ?? []).filter((one) => /next step/.test(one))).toEqual([]);
});

const CALL = { method: { ...TEXT, enum: ["GET", "POST"] }, headers: { type: "object" } };

test.each<[string, object, number]>([
  ["method and headers beside it", { url: TEXT, ...CALL }, 1],
  ["method and headers in an object beside it", { url: TEXT, opts: { type: "object", properties: CALL } }, 1],
  ["a method alone", { url: TEXT, method: CALL.method }, 0],
  ["headers of a table", { url: TEXT, method: { ...TEXT, enum: ["mean", "median"] }, headers: { type: "object" } }, 0],
])("a URL with %s", async (_name, properties, count) => {
  const config = { type: "object", properties };
  const operations = { "POST /actions": { requestBody: takes({ name: TEXT, config }) } };
  expect(await faultsIn(ssrfClientSuppliedUrl, operations)).toHaveLength(count);
});

test.each([
  ["GET /send-feedback", "", true],
  ["GET /sendMessage", "", true],
  ["GET /messages/send", "", true],
  ["GET /messages/sent", "", false],
  ["GET /nachricht-senden", "", false],
  ["GET /send-limits", "", false],
  ["GET /cart/{id}", "Remove all personal data", true],
  ["GET /cart/{id}", "Delete the cart", true],
  ["GET /cart/{id}", "Complete list of carts", false],
  ["GET /cart/{id}", "Block number by hash", false],
])("%s, %s: whether it changes data", async (id, summary, expected) => {
  const api = await apiOf({ [id]: { summary, responses: returns({ properties: { id: TEXT } }) } });
  expect(isChangingGet(api.operations[0]!)).toBe(expected);
});

const MORE = {
  components: {
    schemas: { Message: { properties: { text: TEXT } }, Answer: { properties: { score: { type: "number" } } } },
  },
};
const reference = (name: string): object => ({ $ref: `#/components/schemas/${name}` });
const ANSWER = { responses: returns(reference("Answer")) };
const TWIN = { ...ANSWER, parameters: [{ name: "json", in: "query", schema: reference("Message") }] };
const body = (schema: object): object => ({ requestBody: { content: { "application/json": { schema } } } });

test.each<[string, object, string | undefined]>([
  ["takes the same whole", { ...ANSWER, ...body(reference("Message")) }, "stored"],
  [
    "takes the same as its only field",
    { ...ANSWER, ...body({ properties: { json: reference("Message") } }) },
    "stored",
  ],
  ["takes something else", { ...ANSWER, ...body(reference("Answer")) }, undefined],
  ["answers something else", { responses: returns(reference("Message")), ...body(reference("Message")) }, undefined],
])("a POST beside a GET that %s", async (_name, post, expected) => {
  const api = await apiOf({ "GET /route": TWIN, "POST /route": post }, MORE);
  expect(readingOf(api.operations.find(({ method }) => method === "POST")!)).toBe(expected);
});

test("changes of a guest's cart weigh less than what buys it", async () => {
  const open = { security: [] };
  const faults = await faultsIn(unauthenticatedWrite, {
    "POST /orderForm/{id}/items": { ...open, description: "The orderForm represents a shopping cart." },
    "PUT /orderForm/{id}/notes": open,
    "POST /orderForm/{id}/transaction": { ...open, summary: "Place order" },
  });
  expect(faults.map(({ places, mitigations }) => [places?.length, mitigations?.length])).toEqual([
    [2, 2],
    [1, 0],
  ]);
});

test.each([
  ["PUT /user", 0],
  ["PUT /users/{id}/role", 1],
])("who may %s is tested", async (id, count) => {
  const api = await apiOf({ [id]: { requestBody: takes({ displayName: TEXT }) } });
  const tests = functionTests(api, () => "account")(api.operations[0]!);
  expect(tests.filter(({ why }) => /who may do what/.test(why))).toHaveLength(count);
});

const SMS = { requestBody: takes({ to: TEXT, text: TEXT }) };
const info = (description: string): object => ({ info: { title: "T", version: "1", description } });

test.each<[string, Operations, object, string | undefined]>([
  ["where a text lets anybody in", { "POST /sms": SMS }, info("Get your API key now at acme.io."), "paid"],
  ["where nothing says who calls", { "POST /sms": SMS }, {}, undefined],
  [
    "that is limited",
    { "POST /sms": { ...SMS, responses: { "429": { description: "x" } } } },
    info("Get your API key now."),
    undefined,
  ],
  [
    "that goes to nobody",
    { "POST /sms": { requestBody: takes({ text: TEXT }) } },
    info("Get your API key now."),
    undefined,
  ],
])("a text message to any number %s", async (_name, operations, more, cause) => {
  const faults = await faultsIn(missingRateLimit, operations, { security: [{ key: [] }], ...more });
  expect(faults[0]?.cause).toBe(cause);
});

test.each([
  ["May be set in tests. However, it MUST NOT be exposed in production.", 0],
  ["Wird in Produktion nie ausgegeben.", 0],
  ["En producción no se muestra.", 0],
  ["Where it failed, in production.", 1],
  ["Shown in production too, not only in development.", 1],
  ["Shown in production without the arguments.", 1],
  ["Must not be parsed.", 1],
])("a trace in an error of which it is said: %s", async (description, count) => {
  const schema = { properties: { code: TEXT, stackTrace: { type: "array", items: TEXT, description } } };
  const responses = { "400": { description: "Refused", content: { "application/json": { schema } } } };
  expect(await faultsIn(verboseError, { "POST /contacts": { responses } })).toHaveLength(count);
});

const KIND = (...kinds: string[]): object => ({ requestBody: takes({ url: TEXT, type: { ...TEXT, enum: kinds } }) });
const REDIRECTS = KIND("MASKED", "REDIRECT_PERMANENT", "REDIRECT_TEMPORARY");

test.each([
  ["redirects", REDIRECTS, 0],
  ["redirects in two words", KIND("permanentRedirect", "temporary-redirect"), 0],
  ["what is masked alone", KIND("MASKED"), 1],
  ["imports", KIND("csv", "json"), 1],
  ["what is done when a redirect comes", KIND("follow_redirect", "error"), 1],
  ["a redirect and a proxy", KIND("redirect", "proxy"), 1],
  // What is said outright counts for more than the choice.
  [
    "redirects, of which it is said that the server gets it",
    { ...REDIRECTS, description: "The server fetches the URL." },
    1,
  ],
])("a URL beside a choice of %s", async (_name, operation, count) => {
  const described = { summary: "Import from the URL", ...operation };
  expect(await faultsIn(ssrfClientSuppliedUrl, { "POST /import-url": described })).toHaveLength(count);
});

test.each([
  ["Disable message sending.", 2],
  ["Nachricht wird nicht gesendet.", 2],
  ["Shows more.", 1],
])("a switch that is called internal and described as: %s", async (description, steps) => {
  const parameters = [{ name: "debug", in: "query", description, schema: { type: "boolean" } }];
  const [fault] = await faultsIn(internalParameter, { "POST /sms": { parameters } });
  expect(fault?.mitigations).toHaveLength(steps);
});
