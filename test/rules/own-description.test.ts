import { expect, test } from "vitest";
import { isSaidNeverReturned } from "../../src/data/classify/said-of-value.ts";
import { intentOf } from "../../src/exposure/intent.ts";
import { ssrfClientSuppliedUrl } from "../../src/rules/inputs/ssrf-client-supplied-url.ts";
import { apiOf, faultsIn, returns, takes, type Operations } from "./faults-in.ts";

const TEXT = { type: "string" };

test.each([
  ["This field is returned only once, upon the initial creation of the webhook.", true],
  ["Returned only upon creation.", true],
  ["Wird einmal zurückgegeben, wenn der Schlüssel angelegt wird.", true],
  ["Le secret n'est renvoyé qu'une fois.", true],
  ["Se devuelve una sola vez.", true],
  ["É exibido uma única vez.", true],
  ["Returned in each response.", false],
  ["Returned once for each item of the list.", false],
  ["Created once, and then returned with the record.", false],
])("of a secret: %s", (text, isOnce) => {
  expect(isSaidNeverReturned(text)).toBe(isOnce);
});

const hook = (description: string): Operations => ({
  "POST /webhooks": { requestBody: takes({ url: { ...TEXT, format: "uri", description } }) },
});
const log = (properties: object): Operations => ({
  "GET /webhooks/{id}/logs": {
    responses: returns({
      type: "object",
      properties: {
        data: {
          type: "array",
          items: { type: "object", properties: { attributes: { type: "object", properties } } },
        },
      },
    }),
  },
});
const holding = (name: string, properties: object): object => ({ [name]: { type: "object", properties } });

test.each([
  ["This must be a valid HTTP or HTTPS URL that does not exceed 300 characters.", 1],
  ["Must be an absolute URL.", 1],
  ["Must be a URL that starts with https.", 1],
  ["Must be one of the registered hosts.", 0],
  ["Must be an HTTPS URL of an allowed domain.", 0],
])("of a registered URL: %s", async (description, found) => {
  const faults = await faultsIn(ssrfClientSuppliedUrl, hook(description));
  expect(faults).toHaveLength(found);
});

test.each<[string, object, string]>([
  [
    "the body of the response",
    holding("response", { body: TEXT, statusCode: { type: "integer" } }),
    "answered webhook",
  ],
  ["in German", holding("antwort", { inhalt: TEXT }), "answered webhook"],
  ["in French", holding("reponse", { corps: TEXT }), "answered webhook"],
  ["in Spanish", holding("respuesta", { cuerpo: TEXT }), "answered webhook"],
  ["in Portuguese", holding("resposta", { corpo: TEXT }), "answered webhook"],
  ["what was sent", holding("request", { body: TEXT }), "webhook"],
  ["how it went", holding("response", { delivered: { type: "boolean" } }), "webhook"],
])("a log of a registered URL shows %s", async (_name, properties, cause) => {
  const [fault] = await faultsIn(ssrfClientSuppliedUrl, { ...hook("Where events go."), ...log(properties) });
  expect(fault?.cause).toBe(cause);
});

test.each<[string, object, string | undefined]>([
  ["a visitor", { requestBody: takes({ name: TEXT, phone: TEXT }) }, undefined],
  ["a visitor, for whoever comes by", { security: [], requestBody: takes({ name: TEXT, phone: TEXT }) }, "log-in"],
  ["who has a password", { requestBody: takes({ name: TEXT, email: TEXT, password: TEXT }) }, "log-in"],
  [
    "who gets a token",
    {
      requestBody: takes({ name: TEXT, email: TEXT }),
      responses: returns({ type: "object", properties: { token: TEXT } }),
    },
    "log-in",
  ],
])("who signs in: %s", async (_name, operation, intent) => {
  const api = await apiOf({ "POST /signin": operation });
  expect(intentOf(api.operations[0]!)).toBe(intent);
});
