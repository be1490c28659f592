import { expect, test } from "vitest";
import { contradictoryRequirement } from "../../src/rules/authentication/contradictory-requirement.ts";
import { faultsIn } from "./faults-in.ts";

/*
 * A text that keeps an operation to staff or their tills, and a requirement that accepts what those whom they serve have. One
 * credential of both, and one that a scope narrows, contradict nothing.
 */

const STAFF = { type: "openIdConnect", openIdConnectUrl: "https://login.acme.io/staff", description: "Employees only" };
const shop = (description?: string): object => ({ type: "http", scheme: "bearer", description });

test.each<[string, string, object, string | undefined, boolean]>([
  ["in English", "Called by the tills.", shop("The account of a customer"), undefined, true],
  ["… by the back office", "Back office only.", shop("The account of a customer"), undefined, true],
  ["in German", "Wird von den Kassen aufgerufen.", shop("Kundenkonto, für Kunden des Shops"), undefined, true],
  ["… by passive voice", "Nur für Beschäftigte.", shop("Anmeldung von Kundinnen und Kunden"), undefined, true],
  ["in French", "Appelé par les caisses.", shop("Compte d'un client"), undefined, true],
  ["in Spanish", "Solo para empleados.", shop("Cuenta de un cliente"), undefined, true],
  ["in Portuguese", "Chamado pelos caixas.", shop("Conta de um cliente"), undefined, true],
  ["anybody signs up", "For administrators only.", shop("Anyone can sign up for it."), undefined, true],
  [
    "the introduction says who has it",
    "Called by the tills.",
    shop("Shop account"),
    "Customers log in with their shop account (`shop`), employees with `staff`.",
    true,
  ],
  [
    "the introduction gives it to both",
    "Called by the tills.",
    shop("Shop account"),
    "Customers and employees log in with `shop`.",
    false,
  ],
  ["nothing says who has it", "Called by the tills.", shop("JWT"), undefined, false],
  ["it is of both", "Staff only.", shop("Customers and staff"), undefined, false],
  ["the text is for its owner", "Only for your own points.", shop("The account of a customer"), undefined, false],
  ["… who read what is sent", "Lue par le seul service `bureau`.", shop("Compte d'un client"), undefined, false],
  ["the text is of another", "Called by the shop's page.", shop("The account of a customer"), undefined, false],
])("%s: %s", async (_what, text, scheme, introduction, isFound) => {
  const faults = await faultsIn(
    contradictoryRequirement,
    { "POST /points/credits": { description: text, security: [{ shop: [] }] }, "GET /shifts": {} },
    {
      info: { title: "T", version: "1", description: introduction },
      security: [{ staff: [] }],
      components: { securitySchemes: { shop: scheme, staff: STAFF } },
    },
  );
  expect(faults.map(({ cause }) => cause)).toEqual(isFound ? ["holders shop change"] : []);
});

test.each([
  ["an alternative of the staff's own", [{ staff: [] }, { shop: [] }], true],
  ["together with it", [{ staff: [], shop: [] }], false],
  ["with a scope", [{ shop: ["points.credit"] }], false],
  ["only the staff's", [{ staff: [] }], false],
])("%s", async (_what, security, isFound) => {
  const faults = await faultsIn(
    contradictoryRequirement,
    { "GET /fines": { description: "Back office only.", security } },
    { components: { securitySchemes: { shop: shop("The account of a customer"), staff: STAFF } } },
  );
  expect(faults.map(({ cause }) => cause)).toEqual(isFound ? ["holders shop"] : []);
});

test("the name of a scheme does not weigh", async () => {
  const faults = await faultsIn(
    contradictoryRequirement,
    { "GET /fines": { description: "Back office only.", security: [{ exchange: [] }] } },
    { components: { securitySchemes: { exchange: shop("The account of a customer"), staff: STAFF } } },
  );
  expect(faults.map(({ cause, aggravations }) => [cause, aggravations])).toEqual([["holders exchange", []]]);
});

test("staff and employees are the same people", async () => {
  const faults = await faultsIn(
    contradictoryRequirement,
    { "GET /fines": { description: "Staff only.", security: [{ staff: [] }] } },
    { components: { securitySchemes: { staff: STAFF } } },
  );
  expect(faults).toEqual([]);
});
