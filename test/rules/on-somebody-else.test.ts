import { expect, test } from "vitest";
import { bflaAdminOperation } from "../../src/rules/authorization/bfla-admin-operation.ts";
import { verificationSecretInResponse } from "../../src/rules/flows/verification-secret-in-response.ts";
import { apiOf, faultsIn, returns, takes, type Operations } from "./faults-in.ts";

const TEXT = { type: "string" };
const described = (description: string): object => ({ ...TEXT, description });

/** A call that asks for a password reset of somebody by e-mail, and gives a value with this text. */
const reset = (name: string, description: string, more: object = {}): Operations => ({
  "POST /requestPasswordReset": {
    requestBody: takes({ email: TEXT, ...more }),
    responses: returns({ type: "object", properties: { email: TEXT, [name]: described(description) } }),
  },
});

test.each<[string, Operations, number]>([
  ["a code by its text", reset("guid", "The password reset code"), 1],
  ["in German", reset("guid", "Der Code zum Zurücksetzen des Passworts"), 1],
  ["in French", reset("guid", "Le code de réinitialisation du mot de passe"), 1],
  ["in Spanish", reset("guid", "El código de restablecimiento de la contraseña"), 1],
  ["in Portuguese", reset("guid", "O código de redefinição da senha"), 1],
  ["a code by its name", reset("resetToken", ""), 1],
  ["the number of the request", reset("guid", "The number of the request"), 0],
  ["the status of the code", reset("guid", "The status of the reset code"), 0],
  ["when the code expires", reset("validity", "Lifetime of the reset code"), 0],
  ["of whom who calls proves to be", reset("guid", "The password reset code", { password: TEXT }), 0],
])("what a reset for somebody else returns: %s", async (_name, operations, count) => {
  expect(await faultsIn(verificationSecretInResponse, operations)).toHaveLength(count);
});

test("colleagues take over accounts as well, unless few may ask for it", async () => {
  const inside = { servers: [{ url: "https://desk.internal" }] };
  const [[operation, call]] = Object.entries(reset("guid", "The password reset code")) as [[string, object]];
  expect(await faultsIn(verificationSecretInResponse, { [operation]: call }, inside)).toHaveLength(1);
  const kept = { [operation]: { ...call, description: "Can only be used by administrators." } };
  expect(await faultsIn(verificationSecretInResponse, kept, inside)).toHaveLength(0);
});

test.each<[string, string, object, string | undefined]>([
  ["by its text", "guid", described("The user's password reset code"), "user.authorization.password"],
  ["of a code", "code", described("The verification code"), "user.authorization.password"],
  ["in French", "code", described("Code de vérification"), "user.authorization.password"],
  ["in Spanish", "codigo", described("Código de un solo uso"), "user.authorization.password"],
  ["in Portuguese", "codigo", described("Código de verificação"), "user.authorization.password"],
  ["in German", "guid", described("Rücksetzcode des Kontos"), "user.authorization.password"],
  ["the status of one", "code", described("Status of the verification code"), undefined],
  ["of a choice", "code", { ...described("The verification code"), enum: ["sms", "mail"] }, undefined],
  ["of something else", "guid", described("The tracking number of the parcel"), undefined],
  ["a longer name", "reasonCode", described("The verification code"), undefined],
])("a secret is known by its text: %s", async (_name, name, property, category) => {
  const responses = returns({ type: "object", properties: { [name]: property } });
  const { data } = await apiOf({ "GET /records/{id}": { responses } });
  expect(data.fields.find((field) => field.name === name)?.category).toBe(category);
});

const KEY = { type: "apiKey", in: "header", name: "X-Key" };
const plain: Operations = { "GET /notes": {}, "GET /notes/{id}": {}, "POST /notes": {} };

test.each([
  ["The admin should run this on behalf of a user.", 1],
  ["For administrators.", 1],
  ["Used by the administrators of a site.", 1],
  ["Für Administratoren.", 1],
  ["Pour les administrateurs.", 1],
  ["Para administradores.", 1],
  ["Para os administradores.", 1],
  ["Only administrators may call this.", 0],
  ["Administrators also see the notes of others.", 0],
  ["For administrators and members.", 0],
  ["Contact the admin for access.", 0],
])("what a text gives to administrators, and the requirement to everybody: %s", async (description, count) => {
  const faults = await faultsIn(bflaAdminOperation, { ...plain, "POST /purge": { description } });
  expect(faults.filter(({ cause }) => cause === "meant for administrators")).toHaveLength(count);
});

test.each<[string, object, string, number, number]>([
  ["a plain key", KEY, "Restricted to Superusers ONLY.", 1, 1],
  ["a plain key", KEY, "Deletes the notes.", 0, 1],
  ["a key that has roles", { ...KEY, description: "Keys have roles." }, "Admins only.", 0, 0],
  ["somebody's token", { type: "http", scheme: "bearer" }, "Restricted to Superusers ONLY.", 0, 0],
])("what %s lets in by the text: %j, %s", async (_what, scheme, description, anywhere, belowAdmin) => {
  const more = { security: [{ given: [] }], components: { securitySchemes: { given: scheme } } };
  const found = async (id: string): Promise<number> =>
    (await faultsIn(bflaAdminOperation, { ...plain, [id]: { description } }, more)).length;
  expect(await found("POST /purge")).toBe(anywhere);
  expect(await found("POST /admin/purge")).toBe(belowAdmin);
});

test("administration that requires the key of all: the messages name the scheme, and what the description says", async () => {
  const operations = {
    ...plain,
    "POST /purge": { description: "Restricted to Superusers ONLY." },
    "POST /admin/purge": {},
  };
  const more = { security: [{ given: [] }], components: { securitySchemes: { given: KEY } } };
  expect((await faultsIn(bflaAdminOperation, operations, more)).map(({ message }) => message)).toEqual([
    "The description says that POST /purge is for administrators (“Restricted to Superusers ONLY”), but any caller's credential is accepted",
    'POST /admin/purge requires "given", as every other operation does',
  ]);
});

test("a tag that is the name of things is no administration", async () => {
  const tags = ["Administrations"];
  expect(
    await faultsIn(bflaAdminOperation, { ...plain, "PATCH /companies/{id}/administrations/{key}": { tags } }),
  ).toEqual([]);
  expect(await faultsIn(bflaAdminOperation, { ...plain, "POST /purge": { tags: ["Administration"] } })).toHaveLength(1);
});
