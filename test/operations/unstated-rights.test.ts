import { expect, test } from "vitest";
import { testsOf, takes, type Operations } from "./tests-of.ts";

const ROLE = "description: Role MANAGER.";
const SIGN_UP =
  "security: []\nrequestBody: { content: { application/json: { schema: { properties: { email: { type: string, format: email }, password: { type: string } } } } } }";
const PEOPLE =
  'responses: { "200": { description: OK, content: { application/json: { schema: { type: array, items: { properties: { email: { type: string, format: email }, name: { type: string } } } } } } } }';

/** What is asked of an operation because it leaves open who may call it; `undefined` where nothing is. */
async function askedOf(id: string, operations: Operations): Promise<string | undefined> {
  const entry = (await testsOf(operations)).get(id);
  const all = entry === undefined ? [] : [entry, ...(entry.further ?? [])];
  return all.find(({ as }) => as === "user A, who has no special role")?.ask;
}

/** Each pair differs in one fact, and has an operation beside it that names its role. */
test.each<[string, string, boolean]>([
  ["POST /adjustments", takes("{ userId: { type: string }, amount: { type: number } }"), true],
  ["POST /adjustments", takes("{ userId: { type: string }, note: { type: string } }"), false],
  ["POST /gutscheine", takes("{ anzahl: { type: integer }, betrag: { type: integer } }"), true],
  ["POST /bestellungen", takes("{ anzahl: { type: integer }, betrag: { type: integer } }"), false],
  ["POST /invoices/{id}/renegotiate", takes("{ discount: { type: number } }"), true],
  [
    "POST /invoices/{id}/renegotiate",
    `${takes("{ discount: { type: number } }")}\ndescription: Role COLLECTOR.`,
    false,
  ],
  ["PUT /tarifas/{id}", takes("{ precio: { type: number } }"), true],
  ["PUT /products/{id}/tarifas", takes("{ precio: { type: number } }"), false],
  ["POST /comunicados", takes("{ texto: { type: string } }"), true],
  [
    "POST /comunicados",
    `${takes("{ texto: { type: string } }")}\nresponses: { "403": { description: Sem permissão } }`,
    false,
  ],
  ["POST /comments", takes("{ text: { type: string } }"), false],
  ["POST /sirène/activer", takes("{ tonalite: { type: string } }"), true],
  ["POST /musique/activer", takes("{ tonalite: { type: string } }"), false],
  ["POST /employees/{id}/terminate", takes("{ reason: { type: string } }"), true],
  ["POST /contracts/{id}/terminate", takes("{ reason: { type: string } }"), false],
  ["GET /members/export", PEOPLE, true],
  ["GET /members/export", `${PEOPLE}\ndescription: Only the members of the caller's own club.`, false],
  ["GET /members/{id}/export", PEOPLE, false],
  ["GET /weather/export", "", false],
])("%s with %s asks for an ordinary caller: %j", async (id, operation, isAsked) => {
  const asked = await askedOf(id, { [id]: operation, "DELETE /members/{id}": ROLE });
  expect(asked !== undefined).toBe(isAsked);
});

test("nothing is asked where no operation states a right, and nobody knows who has the credential", async () => {
  const id = "POST /announcements";
  const body = takes("{ text: { type: string } }");
  expect(await askedOf(id, { [id]: body, "DELETE /members/{id}": "" })).toBeUndefined();
  expect(await askedOf(id, { [id]: body, "DELETE /members/{id}": ROLE })).toBe("create an announcement");
});

test("where strangers sign up, silence is enough, and a refusal is a statement", async () => {
  const id = "POST /vouchers";
  const body = takes("{ amount: { type: number } }");
  expect(await askedOf(id, { [id]: body, "POST /signup": SIGN_UP, "GET /me": "" })).toBeDefined();
  const refused = `${body}\nresponses: { "403": { description: Staff only } }`;
  expect(await askedOf(id, { [id]: refused, "POST /signup": SIGN_UP, "GET /me": "" })).toBeUndefined();
});

test("the test names an operation that states its right, one on the same things first", async () => {
  const tests = await testsOf({
    "GET /accounts/{id}": ROLE,
    "PUT /tariffs/{id}": takes("{ price: { type: number } }"),
    "DELETE /tariffs/{id}": ROLE,
  });
  expect(tests.get("PUT /tariffs/{id}")?.why).toContain("DELETE /tariffs/{id} says who may call it, and this does not");
});

test.each<[string, string, boolean]>([
  ["PUT /drivers/{id}/suspension", "driver", true],
  ["PUT /drivers/{id}/suspension", "dispatch", false],
])("%s with the scope %s asks for an ordinary caller: %j", async (id, scope, isAsked) => {
  const body = `${takes("{ reason: { type: string } }")}\nsecurity: [{ token: [${scope}] }]`;
  const others = { "GET /trips": "", "GET /trips/{id}": "", "DELETE /members/{id}": ROLE };
  expect((await askedOf(id, { [id]: body, ...others })) !== undefined).toBe(isAsked);
});

test.each([
  ["X-User-Role", "header", true],
  ["X-Portal-Rolle", "header", true],
  ["X-Request-Id", "header", false],
  ["role", "query", false],
])("a role that callers write in %s of the %s is tried: %j", async (name, way, isTried) => {
  const parameters = `parameters: [{ name: ${name}, in: ${way}, schema: { type: string } }]`;
  const entry = (await testsOf({ "GET /cases/{id}": parameters, "GET /me": "" })).get("GET /cases/{id}");
  expect(JSON.stringify(entry).includes(`a role in \\"${name}\\" that A does not have`)).toBe(isTried);
});
