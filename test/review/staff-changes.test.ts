import { expect, test } from "vitest";
import { folderWith, run } from "../cli/in-process.ts";
import { envelopeIn } from "../cli/run.ts";

const SETTINGS = "audience: private\nadmission: { sso: own }\nprincipal: { sso: user }\n";

function api(call: string, security = "sso: [openid]"): string {
  return `openapi: 3.1.0
info: { title: People Core, version: "1" }
servers: [{ url: https://people.corp.internal }]
security: [{ ${security} }]
paths:
${call}
components:
  securitySchemes: { sso: { type: openIdConnect, openIdConnectUrl: https://login.corp.internal/.well-known/openid-configuration } }
`;
}

const change = (path: string, properties: string, method = "put"): string => `  ${path}:
    ${method}:
      ${path.includes("{id}") ? "parameters: [{ name: id, in: path, required: true, schema: { type: string } }]" : "operationId: create"}
      requestBody: { required: true, content: { application/json: { schema: { type: object, properties: { ${properties} } } } } }
      responses: { "204": { description: Saved. } }`;
const exported = (path: string): string => `  ${path}:
    get:
      responses: { "200": { description: CSV., content: { text/csv: { schema: { type: string } } } } }`;

async function reviewOf(text: string) {
  const folder = folderWith({ "openapi.yaml": text, "sallyport.yaml": SETTINGS });
  const { stdout } = await run(["review", "openapi.yaml", "--format", "json", "--as-of", "2026-12-01"], {
    cwd: folder,
  });
  return envelopeIn(stdout).reviews[0]!;
}

const boundaries = async (text: string): Promise<readonly string[]> =>
  ((await reviewOf(text)).boundaries ?? []).map(({ id }) => id);

test.each([
  ["pay", change("/employees/{id}/salary", "amount: { type: number }, iban: { type: string }")],
  ["pay, in German", change("/mitarbeiter/{id}/gehalt", "gehalt: { type: number }, iban: { type: string }")],
  ["pay, in French", change("/employes/{id}", "salaire: { type: number }, nom: { type: string }")],
  ["pay, in Spanish", change("/empleados/{id}", "salario: { type: number }, nombre: { type: string }")],
  ["pay, in Portuguese", change("/funcionarios/{id}", "salario: { type: number }, nome: { type: string }")],
  ["an administrator's flag", change("/employees", "firstName: { type: string }, isAdmin: { type: boolean }", "post")],
  ["an administrator's flag, by PATCH", change("/employees/{id}", "isAdmin: { type: boolean }", "patch")],
  ["restricted data", change("/employees/{id}", "nationalInsuranceNumber: { type: string }")],
  ["a diagnosis", change("/patients/{id}", "diagnosis: { type: string }", "patch")],
  ["a bank account", change("/employees/{id}/bank-account", "iban: { type: string }")],
])("%s that any member of staff can set is a condition", async (_, call) => {
  expect(await boundaries(api(call))).toContain("user-staff");
});

test("an export of all employees is in the condition, and who can change is told", async () => {
  const review = await reviewOf(
    api(`${change("/employees/{id}/salary", "amount: { type: number }")}\n${exported("/export/employees.csv")}`),
  );
  expect(review.boundaries?.find(({ id }) => id === "user-staff")?.operations.toSorted()).toEqual([
    "GET /export/employees.csv",
    "PUT /employees/{id}/salary",
  ]);
  expect(
    review.operations.find(({ id }) => id.startsWith("PUT"))?.owners?.find(({ direction }) => direction === "change"),
  ).toMatchObject({ owner: "others", because: "own-staff" });
});

test.each([
  [
    "one's own record",
    change("/me", "iban: { type: string }", "put").replace("operationId: create", "operationId: putMe"),
  ],
  [
    "what asks for a permission",
    change("/employees/{id}", "iban: { type: string }").replace(
      "put:",
      "put:\n      security: [{ sso: [openid, hr.pay] }]",
    ),
  ],
  ["a room", change("/rooms/{id}", "name: { type: string }, seats: { type: integer }")],
])("%s is none", async (_, call) => {
  expect(await boundaries(api(call))).not.toContain("user-staff");
});

test.each([
  ["sso: [openid]", "whose work does not need these records"],
  ["sso: [openid, profile, email]", "whose work does not need these records"],
  ["sso: [openid, hr.staff]", "without the scope hr.staff"],
  ["sso: [hr.staff, hr.pay]", "whose token lacks one of the scopes hr.staff and hr.pay"],
  ["sso: [hr.staff] }, { sso: [hr.pay]", "whose token has none of the scopes hr.staff and hr.pay"],
  ["sso: [hr.staff] }, { sso: [openid]", "whose work does not need these records"],
])("who is to be refused with %s", async (security, words) => {
  const { tests } = await reviewOf(
    api(
      "  /employees/{id}:\n    get:\n      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]\n      responses: { '200': { description: Them., content: { application/json: { schema: { title: Employee, type: object, properties: { nationalInsuranceNumber: { type: string }, lastName: { type: string } } } } } } }",
      security,
    ),
  );
  expect(tests.map(({ as }) => as)).toContain(`a member of staff ${words}`);
});
