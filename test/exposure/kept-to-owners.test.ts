import { expect, test } from "vitest";
import { apiOfPart } from "../rules/description-of.ts";

const OK =
  "'200': { description: ok, content: { application/json: { schema: { $ref: '#/components/schemas/User' } } } }";
const LIST =
  "'200': { description: ok, content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/User' } } } } }";
const REFUSED = "'403': { description: Not yours. }";
const ME = `/me: { get: { responses: { ${OK} } } }`;

const CHANGED = "/users/{id}/settings: { put: { responses: { '204': { description: ok } } } }";

/** Whether what an operation returns counts as other people's, beside what else the API has. */
async function isOfOthers(path: string, get: string, besides: string, properties = ""): Promise<boolean> {
  const api = await apiOfPart(`openapi: 3.1.0
servers: [{ url: https://api.acme.io }]
security: [{ token: [] }]
paths:
  /accounts: { post: { security: [], requestBody: { content: { application/json: { schema: { properties: { email: { type: string }, password: { type: string } } } } } }, responses: { '201': { description: ok } } } }
  ${besides}
  ${path}: { get: { ${get} } }
components:
  securitySchemes: { token: { type: http, scheme: bearer } }
  schemas:
    User: { properties: { id: { type: string }, email: { type: string }${properties} } }
`);
  return [...api.assessed(api.operations.at(-1)!).over].length > 0;
}

test.each([
  ["there is /me", "/users/{id}", `responses: { ${OK} }`, ME, true],
  ["nothing but a login is asked for", "/users/{id}", `responses: { ${OK} }`, "", true],
  ["an identifier is the way to one's own", "/users/{id}", `responses: { ${OK} }`, CHANGED, false],
  ["there is /me beside it", "/users/{id}", `responses: { ${OK} }`, `${CHANGED}\n  ${ME}`, true],
  ["a refusal is declared", "/users/{id}", `responses: { ${OK}, ${REFUSED} }`, ME, false],
  ["all else is refused", "/users/{id}", `description: Of the branch; otherwise 404., responses: { ${OK} }`, ME, false],
  ["all else is not", "/users/{id}", `description: Of the branch; otherwise empty., responses: { ${OK} }`, ME, true],
  ["its text says who may", "/users/{id}", `summary: Users read their own record, responses: { ${OK} }`, ME, false],
  [
    "its text says that others may",
    "/users/{id}",
    `summary: Shows any user, responses: { ${OK}, ${REFUSED} }`,
    ME,
    true,
  ],
  ["it is a profile", "/profiles/{id}", `responses: { ${OK}, ${REFUSED} }`, "", true],
  ["they are followers", "/users/{id}/followers", `responses: { ${LIST}, ${REFUSED} }`, "", true],
  ["it is their user name", "/users/{id}/username", `responses: { ${OK}, ${REFUSED} }`, ME, false],
  ["everybody is listed", "/users/{id}", `responses: { ${OK} }`, `/users: { get: { responses: { ${LIST} } } }`, true],
  ["the list is everybody's", "/users", `responses: { ${LIST} }`, ME, true],
  [
    "its refusal says that administrators may",
    "/users",
    `responses: { ${LIST}, '401': { description: This endpoint is available only for administrators. } }`,
    ME,
    false,
  ],
])("where %s", async (_what, path, get, besides, expected) => {
  expect(await isOfOthers(path, get, besides)).toBe(expected);
});

test("what somebody can hide is there for others", async () => {
  const get = `responses: { ${OK}, ${REFUSED} }`;
  expect(await isOfOthers("/users/{id}", get, "", ", isPrivate: { type: boolean }")).toBe(true);
});

test("a refusal that every operation has is a generator's", async () => {
  const api = await apiOfPart(`openapi: 3.1.0
servers: [{ url: https://api.acme.io }]
security: [{ token: [] }]
paths:
  /accounts: { post: { security: [], requestBody: { content: { application/json: { schema: { properties: { email: { type: string }, password: { type: string } } } } } }, responses: { '201': { description: ok }, ${REFUSED} } } }
  /me: { get: { responses: { ${OK}, ${REFUSED} } } }
  /users/{id}: { get: { responses: { ${OK}, ${REFUSED} } } }
components:
  securitySchemes: { token: { type: http, scheme: bearer } }
  schemas:
    User: { properties: { id: { type: string }, email: { type: string } } }
`);
  expect([...api.assessed(api.operations.at(-1)!).over].map(({ witness }) => witness)).toEqual(["2xx email"]);
});

const FOR_ADMINISTRATORS = [
  "Only administrators may call this.",
  "Administrators only.",
  "Restricted to admins.",
  "Requires the admin role.",
  "Access policy: administrator",
  "Nur für Administratoren.",
  "Den Administratoren vorbehalten.",
  "Réservé aux administrateurs.",
  "Sólo para administradores.",
  "Apenas para administradores.",
];

test.each(FOR_ADMINISTRATORS)('a list with the text "%s" keeps no read beside it to anybody', async (text) => {
  const list = `/users: { get: { description: '${text}', responses: { ${LIST} } } }`;
  expect(await isOfOthers("/users/{id}", `responses: { ${OK} }`, `${CHANGED}\n  ${list}`)).toBe(true);
});

test.each(FOR_ADMINISTRATORS)('a change with the text "%s" is no change of what is one\'s own', async (text) => {
  const change = `/users/{id}/settings: { put: { description: '${text}', responses: { '204': { description: ok } } } }`;
  expect(await isOfOthers("/users/{id}", `responses: { ${OK} }`, change)).toBe(true);
});
