import { expect, test } from "vitest";
import { apiOf } from "../rules/faults-in.ts";

/* Who is said to have a credential of staff: it narrows only what nothing else tells. */
test.each([
  ["Employees of the city, with a second factor", "openIdConnect", "own"],
  ["Issued to employees of the company only.", "openIdConnect", "own"],
  ["Beschäftigte der Stadt, mit zweitem Faktor", "openIdConnect", "own"],
  ["Los empleados del banco", "openIdConnect", "own"],
  ["The staff of a clinic", "openIdConnect", "partner"],
  ["Acme staff, company single sign-on.", "openIdConnect", "own"],
  ["Acme staff, company directory", "openIdConnect", "own"],
  ["The staff of a company", "openIdConnect", "partner"],
  ["Customers and staff", "openIdConnect", "unknown"],
  ["Visitors and staff", "openIdConnect", "unknown"],
  ["Donors and staff", "openIdConnect", "unknown"],
  ["Besucher und Mitarbeiter", "openIdConnect", "unknown"],
  ["Spenderinnen und Beschäftigte", "openIdConnect", "unknown"],
  ["Employés et visiteurs", "openIdConnect", "unknown"],
  ["Salariés et donateurs", "openIdConnect", "unknown"],
  ["Empleados y visitantes", "openIdConnect", "unknown"],
  ["Empleados y donantes", "openIdConnect", "unknown"],
  ["Funcionários e doadores", "openIdConnect", "unknown"],
  ["Not for staff", "openIdConnect", "unknown"],
  ["A personal access token", "openIdConnect", "unknown"],
  ["One key per office, used by all of its staff", "apiKey", "unknown"],
])("%s (%s): %s", async (description, type, admission) => {
  const scheme =
    type === "apiKey"
      ? { type, in: "header", name: "X-Key", description }
      : { type, openIdConnectUrl: "https://login.acme.io/.well-known/openid-configuration", description };
  const api = await apiOf(
    { "GET /orders": {}, "POST /orders/{id}/close": {} },
    { security: [{ login: [] }], components: { securitySchemes: { login: scheme } } },
  );
  expect(api.assessed(api.operations[0]!).admission).toBe(admission);
});

const LOGIN = { type: "http", scheme: "bearer" };

/* What the whole says of those who join is not about the keys of a contract, programs, or staff who have a credential of their own. */
test.each<readonly [string, string, object, string]>([
  ["those who join", "Growers create an account in the app.", { login: LOGIN }, "self-registered"],
  ["others make them", "Drivers get a login from the dispatch desk.", { login: LOGIN }, "partner"],
  ["both", "Growers create an account in the app. Drivers get a login from HR.", { login: LOGIN }, "self-registered"],
  [
    "a key by contract",
    "Access on contract, one key per company. Consumers create an account on the public site.",
    { key: { type: "apiKey", in: "header", name: "X-Api-Key" } },
    "partner",
  ],
  [
    "a key by form",
    "The key is mailed to each company that fills in the online form. Consumers need none.",
    { key: { type: "apiKey", in: "header", name: "X-Api-Key" } },
    "self-registered",
  ],
  ["staff beside growers", "Growers create an account in the app.", { staffSso: LOGIN, grower: LOGIN }, "unknown"],
])("%s: %s", async (_name, description, securitySchemes, admission) => {
  const [first] = Object.keys(securitySchemes);
  const api = await apiOf(
    { "GET /orders": {}, "POST /orders/{id}/close": {}, "GET /me": { security: [{ grower: [] }] } },
    {
      info: { title: "Orders", version: "1", description },
      security: [{ [first!]: [] }],
      components: { securitySchemes },
    },
  );
  expect(api.assessed(api.operations[0]!).admission).toBe(admission);
});
