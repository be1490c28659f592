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
