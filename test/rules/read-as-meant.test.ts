import { expect, test } from "vitest";
import { authenticationUnstated } from "../../src/rules/authentication/authentication-unstated.ts";
import { credentialInUrl } from "../../src/rules/authentication/credential-in-url.ts";
import { excessiveDataInList } from "../../src/rules/data/excessive-data-in-list.ts";
import { massAssignmentServerField } from "../../src/rules/data/mass-assignment-server-field.ts";
import { takesCredential } from "../../src/exposure/evident-credential.ts";
import { apiOf, faultsIn, returns, SIGN_UP, takes, type Operations } from "./faults-in.ts";

/* Names and texts that look like a flaw and are none, each beside a twin in which the flaw is there. */

const TEXT = { type: "string" };
const NUMBER = { type: "number" };
const SWITCH = { type: "boolean" };
const about = (description: string): object => ({ info: { title: "T", version: "1", description } });

// ── Records that an employer keeps ───────────────────────────────────────────────────────────────────────────────────

const CUSTOMERS = about("Used by the mobile app. Customers register with their phone number.");
const eligible = (field: string): object => ({
  requestBody: takes({ name: TEXT, eligibility: { type: "object", properties: { [field]: SWITCH } } }),
});

test.each<[string, string, number]>([
  ["POST /companies/{id}/employees", "isEligibilityVerified", 0],
  ["PATCH /companies/{id}/employees/{employeeId}", "isEligibilityVerified", 0],
  ["PUT /employers/{id}/workers/{workerId}", "isEligibilityVerified", 0],
  ["POST /companies/{id}/contractors", "isEligibilityVerified", 0],
  ["PUT /firmen/{id}/mitarbeiter/{nr}", "geprueft", 0],
  ["PUT /entreprises/{id}/salaries/{num}", "verifie", 0],
  ["PUT /empresas/{id}/empleados/{num}", "verificado", 0],
  ["PUT /empresas/{id}/funcionarios/{num}", "verificado", 0],
  ["PUT /shops/{id}/customers/{customerId}", "isEligibilityVerified", 1],
  ["PUT /companies/{id}/employees/{employeeId}/expenses/{expenseId}", "isEligibilityVerified", 1],
])("%s takes %s: %d", async (id, field, count) => {
  expect(await faultsIn(massAssignmentServerField, { [id]: eligible(field) }, CUSTOMERS)).toHaveLength(count);
});

test("where staff log in themselves, the record of staff may be their own", async () => {
  const operations: Operations = { ...SIGN_UP, "PATCH /employees/{id}": eligible("isEligibilityVerified") };
  expect(await faultsIn(massAssignmentServerField, operations, CUSTOMERS)).not.toEqual([]);
});

test.each<[string, number]>([
  ["A bearer token is obtained by authenticating the client with the web API via OAuth 2.0.", 0],
  ["Each client sends its client secret to the portal.", 0],
  ["Der Client holt im Portal ein Token.", 0],
  ["Le client obtient un jeton sur le portail.", 0],
  ["El cliente obtiene en el portal un token de acceso.", 0],
  ["O cliente obtém no portal um token de acesso.", 0],
  ["Our clients register in the app and get a token.", 1],
  ["Patients get a token in the app.", 1],
])("whoever comes themselves is a person, and no program: %s", async (description, count) => {
  const faults = await faultsIn(
    massAssignmentServerField,
    { "PUT /shops/{id}/profiles/{profileId}": eligible("isEligibilityVerified") },
    about(description),
  );
  expect(faults).toHaveLength(count);
});

// ── Figures of a layout ──────────────────────────────────────────────────────────────────────────────────────────────

test.each<[string, object, string, number]>([
  ["margin", { top: NUMBER, left: { ...NUMBER, description: "Left" } }, "left", 0],
  ["margin", { left: { ...NUMBER, description: "Left" } }, "left", 0],
  ["padding", { left: { ...NUMBER, description: "What is left before the text" } }, "left", 0],
  ["box", { left: { ...NUMBER, description: "Left" }, right: NUMBER }, "left", 0],
  ["rand", { left: { ...NUMBER, description: "Left" } }, "left", 0],
  ["position", { x: NUMBER, left: { ...NUMBER, description: "left, in pixels" } }, "left", 0],
  ["zuschnitt", { links: NUMBER, left: { ...NUMBER, description: "Left" } }, "left", 0],
  ["marge", { haut: NUMBER, left: { ...NUMBER, description: "Left" } }, "left", 0],
  ["voucher", { left: { ...NUMBER, description: "What is left of it" } }, "left", 1],
  ["margin", { credit: { ...NUMBER, description: "The remaining credit" } }, "credit", 1],
])("%s: %o", async (owner, properties, _name, count) => {
  const faults = await faultsIn(
    massAssignmentServerField,
    { "PUT /passes/{id}": { requestBody: takes({ name: TEXT, [owner]: { type: "object", properties } }) } },
    CUSTOMERS,
  );
  expect(faults).toHaveLength(count);
});

// ── A parameter that nobody reads ────────────────────────────────────────────────────────────────────────────────────

test.each<[string, number]>([
  ["Please ignore", 0],
  ["Ignored.", 0],
  ["Not used", 0],
  ["Reserved for future use", 0],
  ["Has no effect", 0],
  ["Bitte ignorieren", 0],
  ["Wird nicht verwendet", 0],
  ["Veuillez ignorer", 0],
  ["Sin efecto", 0],
  ["Não utilizado", 0],
  ["Ignored if a key is sent", 1],
  ["The token of the caller", 1],
  ["", 1],
])("a token in a query: %s", async (description, count) => {
  const parameters = [{ name: "token", in: "query", description, schema: TEXT }];
  expect(await faultsIn(credentialInUrl, { "GET /stops": { parameters } })).toHaveLength(count);
});

// ── Things that come in kinds ────────────────────────────────────────────────────────────────────────────────────────

const PLAN = { id: TEXT, status: TEXT };
const listOf = (payer: object, examples: readonly object[]): object => ({
  200: {
    description: "ok",
    content: {
      "application/json": {
        schema: {
          properties: { items: { type: "array", items: { properties: { ...PLAN, payer: { properties: payer } } } } },
        },
        example: { items: examples },
      },
    },
  },
});

test.each<[string, readonly object[], object, number]>([
  [
    "shows both kinds",
    [
      { id: "1", payer: { email: "a@example.org" } },
      { id: "2", payer: { accountId: "7" } },
    ],
    { accountId: TEXT },
    0,
  ],
  [
    "shows another kind than the record",
    [
      { id: "1", payer: { email: "a@example.org" } },
      { id: "2", payer: { cardId: "7" } },
    ],
    { accountId: TEXT },
    1,
  ],
  ["shows one kind", [{ id: "1", payer: { email: "a@example.org" } }], { accountId: TEXT }, 1],
])("a list %s", async (_what, examples, payer, count) => {
  const faults = await faultsIn(excessiveDataInList, {
    "GET /plans": { responses: listOf({ email: TEXT, accountId: TEXT }, examples) },
    "GET /plans/{id}": { responses: returns({ properties: { ...PLAN, payer: { properties: payer } } }) },
  });
  expect(faults).toHaveLength(count);
});

test("a list whose schema has alternatives leaves out nothing in the record of one kind", async () => {
  const kinds = { oneOf: [{ properties: { email: TEXT } }, { properties: { accountId: TEXT } }] };
  const list = { type: "array", items: { properties: { ...PLAN, payer: kinds } } };
  const record = (payer: object): object => returns({ properties: { ...PLAN, payer: { properties: payer } } });
  const found = (payer: object): Promise<readonly unknown[]> =>
    faultsIn(excessiveDataInList, {
      "GET /plans": { responses: returns(list) },
      "GET /plans/{id}": { responses: record(payer) },
    });
  expect(await found({ accountId: TEXT })).toEqual([]);
  expect(await found({ name: TEXT })).not.toEqual([]);
});

// ── A session in a body ──────────────────────────────────────────────────────────────────────────────────────────────

const CODES = { responses: returns({ type: "array", items: { properties: { code: TEXT } } }) };
const unstated = (operations: Operations): Operations =>
  Object.fromEntries(Object.entries(operations).map(([id, one]) => [id, { ...one, security: undefined }]));
const taking = (name: string, description: string, more: object = {}): object => ({
  requestBody: takes({ [name]: { ...TEXT, description }, title: TEXT, ...more }, { required: [name] }),
});

test.each<[string, string, string, boolean]>([
  ["uid", "UID of the session", "uid of the user", true],
  ["sid", "ID of the session", "", true],
  ["kennung", "Kennung der Sitzung", "Kennung", true],
  ["cle", "Identifiant de la session", "", true],
  ["uid", "The user to change", "uid of the user", false],
])(
  "what several calls take as the session (%s: %s) is that in another call: %s",
  async (name, said, short, isKnown) => {
    const operations = unstated({
      "POST /templates/create": taking(name, said),
      "POST /templates/update": taking(name, said),
      "POST /templates/delete": taking(name, said),
      "POST /logos/upload": taking(name, short),
      ...Object.fromEntries(["countries", "fonts", "colours"].map((list) => [`GET /${list}`, CODES])),
    });
    const more = { security: undefined, components: {} };
    const api = await apiOf(operations, more);
    const upload = api.operations.find(({ id }) => id === "POST /logos/upload")!;
    expect(takesCredential(api)(upload)).toBe(isKnown);
    const [unstatedFault] = await faultsIn(authenticationUnstated, operations, more);
    if (isKnown)
      expect(unstatedFault).toMatchObject({
        message: '4 operations take a credential as an ordinary parameter or field, which "security" does not name',
        mitigations: [],
      });
  },
);
