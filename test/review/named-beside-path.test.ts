import { expect, test } from "vitest";
import { testsOf, takes, type Operations } from "../operations/tests-of.ts";

const QUERY = (name: string): string => `parameters: [{ name: ${name}, in: query, schema: { type: integer } }]`;

test.each<[string, string, string]>([
  ["DELETE /api/Package", QUERY("PackageId"), "delete B's package, by PackageId"],
  ["PUT /api/Package/UpdateStatus", QUERY("packageId"), "update the status of B's package, by packageId"],
  ["POST /templates/delete", takes("{ template_id: { type: integer } }"), "delete B's template, by template_id"],
  ["POST /templates/update", takes("{ template_id: { type: integer } }"), "update B's template, by template_id"],
  ["PATCH /jobs", takes("{ id: { type: string }, state: { type: string } }"), "change B's job, by id"],
  ["POST /vorlagen/loeschen", takes("{ vorlageId: { type: string } }"), "by vorlageId"],
  ["DELETE /factures", QUERY("idFacture"), "by idFacture"],
  ["DELETE /facturas", QUERY("facturaId"), "by facturaId"],
  ["PUT /pedidos", takes("{ pedidoId: { type: string }, nome: { type: string } }"), "by pedidoId"],
  [
    "POST /profile/updateRecipient",
    takes("{ id: { type: integer }, city: { type: string } }"),
    "update B's recipient, by id",
  ],
  [
    "POST /profile/deleteRecipient",
    takes("{ address_id: { type: integer, description: the id of the address to delete } }"),
    "delete B's recipient, by address_id",
  ],
])("what is changed is named beside the path: %s", async (id, operation, ask) => {
  const tests = await testsOf({ [id]: operation }, "accounts");
  expect(tests.get(id)?.ask).toContain(ask);
  expect(tests.get(id)?.kind).toBe("object");
});

test.each<[string, string]>([
  ["POST /packages", takes("{ packageId: { type: integer }, name: { type: string } }")],
  ["PUT /me", takes("{ name: { type: string } }")],
  ["PUT /settings", takes("{ theme: { type: string } }")],
])("what is made, or the caller's own, names nothing of another: %s", async (id, operation) => {
  expect((await testsOf({ [id]: operation }, "accounts")).get(id)?.kind).not.toBe("object");
});

test("a list of what an account keeps is tested, whatever its things hold", async () => {
  const tests = await testsOf(
    {
      "GET /clips": "",
      "DELETE /clips/{id}": "",
      "GET /sub-partners": "description: Returns the list of your sub-partners.",
    },
    "accounts",
  );
  expect(tests.get("GET /clips")?.ask).toBe("list clips");
  expect(tests.get("GET /sub-partners")?.expect).toBe("A's items only, none of B's");
});

test.each<[string, Operations, string, "users" | "accounts", string | undefined]>([
  [
    "a search of published works shows all of them",
    {
      "POST /podcasts/search": `${takes("{ country: { type: string } }")}\nresponses: { "200": { description: OK, content: { application/json: { schema: { type: array, items: { properties: { ownerEmail: { type: string } } } } } } } }`,
    },
    "POST /podcasts/search",
    "accounts",
    undefined,
  ],
  [
    "a filter with a default is of all",
    {
      "GET /addons": `parameters: [{ name: gymId, in: query, schema: { type: integer, default: -1 } }]\nresponses: { "200": { description: OK, content: { application/json: { schema: { type: array, items: { properties: { email: { type: string } } } } } } } }`,
      "GET /gyms/{gymId}": "",
    },
    "GET /addons",
    "accounts",
    undefined,
  ],
  [
    "a label that comes back in webhooks is the caller's own",
    {
      "POST /entities": takes(
        "{ tenant_id: { type: string, description: This property is included in webhook events. } }",
      ),
    },
    "POST /entities",
    "accounts",
    undefined,
  ],
])("%s", async (_what, operations, id, callers, list) => {
  const found = (await testsOf(operations, callers)).get(id);
  if (list === undefined && found !== undefined)
    expect(found.further.filter(({ kind }) => kind === "list")).toEqual([]);
  if (!id.startsWith("GET")) expect(found).toBeUndefined();
});

test("who calls with a role over a company is kept apart from other companies", async () => {
  const tests = await testsOf(
    {
      "POST /companies/{companyId}/users/{userId}/end": "security: [{ token: [CompanyAdministrator] }]",
      "GET /companies/{companyId}/users/{userId}": "security: [{ token: [] }]",
    },
    "users",
  );
  expect([...tests.values()].map(({ boundary }) => boundary)).toEqual(["account", "account"]);
});

test.each([
  ["Returns a list of districts, which holds the one district associated with the bearer token", "districts"],
  ["Devuelve los distritos: solo el distrito asociado al token", "distritos"],
])("a text says of which organization a token is: %s", async (description, path) => {
  const tests = await testsOf(
    { [`GET /${path}`]: `description: "${description}"`, "DELETE /students/{id}": "" },
    "users",
  );
  expect(tests.get("DELETE /students/{id}")?.boundary).toBe("account");
});

test("an act on a device names the device", async () => {
  const tests = await testsOf({ "POST /hardware/actions/{deviceId}/remove": "" }, "accounts");
  expect(tests.get("POST /hardware/actions/{deviceId}/remove")?.ask).toBe("remove B's device");
});
