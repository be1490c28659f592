import { expect, test } from "vitest";
import { credentialInResponse } from "../../src/rules/data/credential-in-response.ts";
import { csrfCookieAuthentication } from "../../src/rules/authentication/csrf-cookie-authentication.ts";
import { stateChangingGet } from "../../src/rules/transport/state-changing-get.ts";
import { bulkExposure } from "../../src/rules/data/bulk-exposure.ts";
import { unauthenticatedWrite } from "../../src/rules/exposure/unauthenticated-write.ts";
import { apiOf, faultsIn, returns, SIGN_UP, takes } from "./faults-in.ts";

const TEXT = { type: "string" };
const OPEN = { security: [] };

test.each([
  ["a delivery PIN", { deliveryPin: TEXT }, "PINs and codes", /^Return PINs and codes only to those who use them/],
  ["the code of a door", { doorCode: TEXT }, "PINs and codes", /^Return PINs and codes only to those who use them/],
  ["Türcode, in German", { tuercode: TEXT }, "PINs and codes", /^Return PINs and codes only to those who use them/],
  ["a code and a password", { doorCode: TEXT, password: TEXT }, "passwords", undefined],
  ["a password", { password: TEXT }, "passwords", undefined],
  ["a one-time password", { oneTimePassword: TEXT }, "passwords", undefined],
])("%s that comes back is called what it is, with a remedy that fits", async (_, properties, called, remedy) => {
  const id = { id: TEXT, name: TEXT, email: TEXT };
  const [fault] = await faultsIn(credentialInResponse, {
    "GET /customers/{id}": { responses: returns({ type: "object", properties: { ...id, ...properties } }) },
    ...SIGN_UP,
  });
  expect(fault?.message).toContain(called);
  if (remedy === undefined) expect(fault?.remediation).toBeUndefined();
  else expect(fault?.remediation).toMatch(remedy);
});

test("a code is classified as it was, whatever it is called", async () => {
  const api = await apiOf({
    "GET /orders/{id}": { responses: returns({ type: "object", properties: { deliveryPin: TEXT } }) },
  });
  expect(
    api.data.fields.map(({ name, category, sensitivity, called }) => [name, category, sensitivity, called]),
  ).toEqual([
    ["deliveryPin", "user.authorization.password", "restricted", { singular: "PIN or code", plural: "PINs and codes" }],
  ]);
});

test("callers who get in by an operation are not told to bring a credential", async () => {
  const operations = {
    "POST /login/club": {
      ...OPEN,
      requestBody: takes({ clubNumber: TEXT, foundedOn: TEXT }),
      responses: returns({ type: "object", properties: { sessionToken: TEXT } }),
    },
    "GET /orders": {},
  };
  const [entry] = await faultsIn(unauthenticatedWrite, operations);
  expect(entry).toMatchObject({
    message: "Unauthenticated callers can call POST /login/club, which changes data",
    remediation: expect.stringMatching(/^Require a proof that only the right person can have/),
  });
  expect(entry?.rationale).toContain("has to be open");
  const [both] = await faultsIn(unauthenticatedWrite, { ...operations, "PUT /orders/{id}": OPEN });
  expect(both?.remediation).toBeUndefined();
  expect(both?.evidence).toContain(
    "POST /login/club lets people in and must stay open: there, require what only the right person can have, and limit the attempts.",
  );
});

test("a list is not said to be the caller's own where nothing shows it", async () => {
  const person = {
    type: "object",
    properties: { id: TEXT, email: TEXT, phone: TEXT, birthDate: { ...TEXT, format: "date" } },
  };
  const faults = await faultsIn(bulkExposure, {
    "GET /employees": { responses: returns({ type: "array", items: person }) },
  });
  const said = faults.flatMap(({ mitigations = [] }) => mitigations);
  expect(said).toEqual([
    "an account is usually allowed to list its own records of this kind, and the authorization tests must show that it gets no others",
  ]);
});

const DONE = { responses: { "204": { description: "Done." } } };

test.each([
  ["a bearer token alone", [{ token: [] }], true],
  ["a cookie as another way in", [{ token: [] }, { session: [] }], false],
  ["a cookie beside a token", [{ token: [], session: [] }], false],
])("what browsers add by themselves is asked of every way in: %s", async (_, security, isByProgram) => {
  const [fault] = await faultsIn(stateChangingGet, { "GET /orders/{id}/cancel": { security, ...DONE } });
  expect(fault?.mitigations?.some((text) => text.startsWith("browsers do not add"))).toBe(isByProgram);
});

test.each([
  [
    "Session of the portal. `SameSite=None`, for the sites of all clinics.",
    /SameSite=None lets requests from every site/,
  ],
  ["Session cookie (SameSite: Lax).", /SameSite=Lax keeps the cookie out of other sites' POST requests/],
  ["Session cookie, same-site: strict.", /SameSite=Strict keeps the cookie out of other sites' requests/],
  ["Session of the portal.", undefined],
])("what a text says of SameSite is not said to be unknown: %s", async (description, said) => {
  const [fault] = await faultsIn(
    csrfCookieAuthentication,
    { "POST /orders": { security: [{ portal: [] }], ...DONE } },
    { components: { securitySchemes: { portal: { type: "apiKey", in: "cookie", name: "SID", description } } } },
  );
  expect(fault?.message).toContain("SID");
  if (said === undefined) expect(fault?.rationale).toBeUndefined();
  else {
    expect(fault?.rationale).toMatch(said);
    expect(fault?.rationale).not.toContain("does not show");
  }
});
