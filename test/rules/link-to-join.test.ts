import { expect, test } from "vitest";
import { credentialInResponse } from "../../src/rules/data/credential-in-response.ts";
import { faultsIn, returns, SIGN_UP } from "./faults-in.ts";

/* The address of a video call is for all who are in it; any other address that lets in is as grave as a key. */
test.each([
  ["lienVisio", true],
  ["enlaceVideollamada", true],
  ["databaseUrl", false],
  ["connectionString", false],
  ["provisioningUri", false],
  ["resetUrl", false],
])("%s is a link to join: %s", async (name, isLink) => {
  const [fault] = await faultsIn(credentialInResponse, {
    ...SIGN_UP,
    "GET /appointments/{id}": {
      responses: returns({ properties: { id: { type: "string" }, [name]: { type: "string", format: "uri" } } }),
    },
  });
  expect(fault!.mitigations!.length > 0).toBe(isLink);
});

const TEXT = { type: "string" };

test.each<[string, object, boolean]>([
  ["a call", { tollNumber: TEXT, accessCode: TEXT }, true],
  ["a call, in German", { einwahlnummer: TEXT, zugangscode: TEXT }, true],
  ["a call, in Spanish", { numeroConferencia: TEXT, codigoAcceso: TEXT }, true],
  ["a door", { floor: TEXT, accessCode: TEXT }, false],
])("the access code of %s is shared by those who join: %s", async (_what, properties, isShared) => {
  const [fault] = await faultsIn(credentialInResponse, {
    ...SIGN_UP,
    "GET /places/{id}": { responses: returns({ properties }) },
  });
  expect(fault!.mitigations!.length > 0).toBe(isShared);
});

test.each<[string, object]>([
  ["the password of a hotel that can be called", { tollFreeNumber: TEXT, adminPassword: TEXT }],
  ["the key beside what a road costs", { tollAmount: TEXT, apiKey: TEXT }],
  ["the key of a conference", { conferenceNumber: TEXT, apiKey: TEXT }],
])("%s is not shared by those who join a call", async (_what, properties) => {
  const [fault] = await faultsIn(credentialInResponse, {
    ...SIGN_UP,
    "GET /places/{id}": { responses: returns({ properties }) },
  });
  expect(fault!.mitigations ?? []).toEqual([]);
});
