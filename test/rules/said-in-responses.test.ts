import { expect, test } from "vitest";
import { cacheableResponse } from "../../src/rules/data/cacheable-response.ts";
import { credentialInResponse } from "../../src/rules/data/credential-in-response.ts";
import { internalsInResponse } from "../../src/rules/data/internals-in-response.ts";
import { storedCredentialReturned } from "../../src/rules/data/stored-credential-returned.ts";
import { verboseError } from "../../src/rules/data/verbose-error.ts";
import { verificationSecretInResponse } from "../../src/rules/flows/verification-secret-in-response.ts";
import type { Rule } from "../../src/rules/rule.ts";
import { stateChangingGet } from "../../src/rules/transport/state-changing-get.ts";
import { faultsIn, returns } from "./faults-in.ts";

const row = (property: object): object => returns({ type: "array", items: { properties: { x: property } } });

test.each<[string, Rule, object, number]>([
  ["an example with a host inside", internalsInResponse, { type: "string", example: "http://billing.acme.lan:80/" }, 1],
  ["an example with a host outside", internalsInResponse, { type: "string", example: "http://billing.acme.io/" }, 0],
  ["a said stack trace", internalsInResponse, { type: "string", description: "Contains the full stack trace." }, 1],
  ["none", internalsInResponse, { type: "string", description: "Never contains the stack trace." }, 0],
  [
    "a database's own words",
    verboseError,
    { type: "string", example: 'duplicate key value violates unique constraint "uq_ref"' },
    1,
  ],
  ["a word for it", verboseError, { type: "string", enum: ["reference_used_twice"] }, 0],
  ["a said secret", storedCredentialReturned, { type: "string", description: "Shows the door code of the flat." }, 1],
  ["a hidden one", storedCredentialReturned, { type: "string", description: "The door code is never returned." }, 0],
])("of a property: %s", async (_, rule, property, count) => {
  expect(await faultsIn(rule, { "GET /rows/{id}": { responses: row(property) } })).toHaveLength(count);
});

const headed = (name: string, value: string): object => ({
  "200": { description: "OK", headers: { [name]: { schema: { type: "string", enum: [value] } } } },
});

test.each<[string, string, Rule, number]>([
  ["Server", "Apache/2.4.29 (Ubuntu)", internalsInResponse, 1],
  ["Server", "Apache", internalsInResponse, 0],
  ["X-Served-By", "web03.acme.local (172.16.5.31)", internalsInResponse, 1],
  ["X-Total", "172.16", internalsInResponse, 0],
  ["Surrogate-Control", "max-age=600", cacheableResponse, 1],
  ["Surrogate-Control", "no-store", cacheableResponse, 0],
  ["Cache-Control", "public, max-age=600", cacheableResponse, 1],
  ["Cache-Control", "max-age=600", cacheableResponse, 0],
])("of the header %s: %s", async (name, value, rule, count) => {
  expect(await faultsIn(rule, { "GET /me/bills": { responses: headed(name, value) } })).toHaveLength(count);
});

test.each<[string, number]>([
  ["^[0-9]{6}$", 1],
  ["^[0-9]{5}$", 0],
])("a returned code of the form %s, where six digits are asked for", async (pattern, count) => {
  const faults = await faultsIn(verificationSecretInResponse, {
    "POST /challenges": { responses: returns({ properties: { prefill: { type: "string", pattern } } }) },
    "POST /challenges/{id}/answer": {
      requestBody: {
        content: {
          "application/json": { schema: { properties: { digits: { type: "string", pattern: String.raw`^\d{6}$` } } } },
        },
      },
    },
  });
  expect(faults).toHaveLength(count);
});

const ACTION = { name: "acción", in: "path", required: true };

test.each<[string, string, object[], number]>([
  ["GET /tickets/{id}", "The first query marks it as used.", [], 1],
  ["GET /tickets/{id}", "La primera consulta la da por canjeada.", [], 1],
  ["GET /tickets/{id}", "No cambia nada.", [], 0],
  ["GET /saves", "", [{ name: "do", in: "query", schema: { enum: ["list", "archive"], default: "list" } }], 1],
  ["GET /saves", "", [{ name: "sort", in: "query", schema: { enum: ["list", "name"], default: "name" } }], 0],
  ["GET /pods/{id}/{action}", "Allowed actions are reboot, shutdown and boot.", [], 1],
  ["GET /geraete/{id}/{aktion}", "Erlaubt: starten, löschen.", [], 1],
  ["GET /machines/{id}/{acción}", "", [{ ...ACTION, schema: { enum: ["borrar", "estado"] } }], 1],
  ["GET /machines/{id}/{action}", "", [{ ...ACTION, name: "action", schema: { enum: ["status", "uptime"] } }], 0],
  ["GET /machines/{id}/{part}", "Allowed are reboot and shutdown.", [], 0],
])("%s, described %j, with %j, changes something", async (id, description, parameters, count) => {
  expect(await faultsIn(stateChangingGet, { [id]: { description, parameters } })).toHaveLength(count);
});

const cached = (value: string): object => ({
  responses: {
    200: {
      description: "So.",
      headers: { "Cache-Control": { schema: { type: "string", const: value } } },
      content: { "image/jpeg": { schema: { type: "string" } } },
    },
  },
});

test.each<[string, string, object, number]>([
  ["no-store", "public, max-age=600", {}, 1],
  ["no-store", "private, max-age=600", {}, 0],
  ["max-age=600", "public, max-age=600", {}, 0],
  ["no-store", "public, max-age=600", { security: [] }, 0],
])("cacheable-response: below a case of %j a photo of %j", async (whole, part, more, count) => {
  const faults = await faultsIn(cacheableResponse, {
    "GET /cases/{id}": cached(whole),
    "GET /cases/{id}/photos/{number}": { ...cached(part), ...more },
  });
  expect(faults).toHaveLength(count);
});

const MAP = { type: "object", additionalProperties: { type: "string" } };
const WORD = { type: "string" };

test.each<[string, object, number]>([
  ["what it was started with", { commit: WORD, uptime: { type: "integer" }, env: MAP }, 1],
  ["the same in French", { version: WORD, commit: WORD, variables: MAP }, 1],
  ["the host of its database", { version: WORD, base_hote: WORD }, 1],
  ["the same in German", { datenbankRechner: WORD }, 1],
  ["the same in Spanish", { servidorBaseDeDatos: WORD }, 1],
  ["the same in Portuguese", { servidor_bd: WORD }, 1],
  ["the variables of a template", { version: WORD, name: WORD, variables: MAP }, 0],
  ["the variables of a pipeline", { commit: WORD, branch: WORD, variables: MAP }, 0],
  ["the name of its environment", { version: WORD, commit: WORD, environment: WORD }, 0],
  ["its own address", { version: WORD, base_url: WORD }, 0],
  ["its own host", { version: WORD, baseHost: WORD }, 0],
  ["whether its database is up", { version: WORD, database: WORD }, 0],
])("the state of a program with %s is the inside %#", async (_what, properties, count) => {
  const faults = await faultsIn(internalsInResponse, {
    "GET /orders": {},
    "GET /state": { security: [], responses: returns({ type: "object", properties }) },
  });
  expect(faults).toHaveLength(count);
});

test.each([
  ["pin", "PIN with which the driver signs in", 1],
  ["cabPin", "Driver logs in to the terminal with it", 1],
  ["kassenPin", "PIN für die Anmeldung an der Kasse", 1],
  ["codePin", "Code PIN avec lequel le chauffeur se connecte", 1],
  ["pin", "PIN con el que el conductor inicia sesión", 1],
  ["pin", "PIN com que o motorista entra no app", 1],
  ["pin", "PIN of the locker", 0],
  ["pickupPin", "PIN with which the parcel is picked up", 0],
])(
  "to the organization's own, %s of a driver, of which %j is said, is a stored secret: %d",
  async (name, said, count) => {
    const driver = { firstName: WORD, lastName: WORD, mobile: WORD, [name]: { type: "string", description: said } };
    const faults = await faultsIn(
      credentialInResponse,
      { "GET /drivers/{id}": { responses: returns({ title: "Driver", type: "object", properties: driver }) } },
      { servers: [{ url: "https://fleet.internal" }] },
    );
    expect(faults).toHaveLength(count);
  },
);
