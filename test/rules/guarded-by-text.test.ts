import { expect, test } from "vitest";
import { isSaidSetByFew } from "../../src/data/classify/said-of-value.ts";
import { isStatedProduct } from "../../src/operations/stated-product.ts";
import { isChangingGet } from "../../src/exposure/changing-get.ts";
import { bflaWriteWeakerThanRead } from "../../src/rules/authentication/bfla-write-weaker-than-read.ts";
import { authenticationUnstated } from "../../src/rules/authentication/authentication-unstated.ts";
import { contradictoryRequirement } from "../../src/rules/authentication/contradictory-requirement.ts";
import { bflaAdminOperation } from "../../src/rules/authorization/bfla-admin-operation.ts";
import { massAssignment } from "../../src/rules/authorization/mass-assignment.ts";
import { clientSidePrivacy } from "../../src/rules/data/client-side-privacy.ts";
import { credentialInResponse } from "../../src/rules/data/credential-in-response.ts";
import { internalsInResponse } from "../../src/rules/data/internals-in-response.ts";
import { rawCardData } from "../../src/rules/data/raw-card-data.ts";
import { secretInDescription } from "../../src/rules/data/secret-in-description.ts";
import { sensitiveDataInWebhook } from "../../src/rules/data/sensitive-data-in-webhook.ts";
import { verboseError } from "../../src/rules/data/verbose-error.ts";
import { passwordChangeWithoutReauthentication } from "../../src/rules/flows/password-change-without-reauthentication.ts";
import { misplacedSecurity } from "../../src/rules/description/misplaced-security.ts";
import { internalParameter } from "../../src/rules/inputs/internal-parameter.ts";
import { injectionInterpretedInput } from "../../src/rules/inputs/injection-interpreted-input.ts";
import { apiOf, faultsIn, returns, takes, type Operations } from "./faults-in.ts";

/*
 * What a name, a method or a marker seems to say, and what the text beside it says: who alone may, what an operation is
 * there to give, and what a value really is.
 */

const TEXT = { type: "string" };
const REFUSED = { "403": { description: "Forbidden" } };

test.each([
  ["This field can only be modified by admins.", true],
  ["May only be set by other administrators", true],
  ["Only owners can change it", true],
  ["Dieses Feld darf nur von Administratoren geändert werden.", true],
  ["Modifiable uniquement par les administrateurs.", true],
  ["Sólo los administradores pueden modificar este campo.", true],
  ["Somente administradores podem alterar este campo.", true],
  ["Whether the user is an administrator.", false],
  ["Only set for administrators.", false],
])("who alone may set a value: %s", (text, expected) => {
  expect(isSaidSetByFew(text)).toBe(expected);
});

test.each([
  ["Whether the user is an administrator", 1],
  ["This field can only be modified by other admins", 0],
])("mass-assignment: a field that says: %s", async (description, count) => {
  const body = takes({ name: TEXT, isAdmin: { type: "boolean", description } });
  expect(await faultsIn(massAssignment, { "PUT /users/{id}": { requestBody: body } })).toHaveLength(count);
});

test.each([
  ["Get session token", ["token"], "/children/{id}/auth", true],
  ["Returns the database connection string for the site", ["connection", "string"], "/sites/{id}/database", true],
  ["Liefert das Token", ["token"], "/kunden/{id}/anmeldung", true],
  ["Get the site with its token", ["token"], "/sites/{id}/settings", false],
  ["Get the token of the site", ["token"], "/tokens/{id}", false],
  ["Get a single API key", ["key"], "/api-keys/{id}", false],
  ["Get the token policy", ["token"], "/sites/{id}/auth", false],
])("what an operation is there to give: %s, %j", async (summary, thing, path, expected) => {
  const { operations } = await apiOf({ [`GET ${path}`]: { summary } });
  expect(isStatedProduct(operations[0]!, thing)).toBe(expected);
});

test.each<[string, string, object, string, number]>([
  ["a session", "GET /children/{id}/auth", { summary: "Get session token" }, "token", 2],
  ["a thing with its token", "GET /children/{id}", { summary: "Get a child" }, "token", 0],
  ["a link that is shared", "GET /albums/{id}/links", { summary: "Lists links" }, "token", 2],
])("credential-in-response: %s", async (_what, id, more, name, steps) => {
  const operation = { ...more, responses: returns({ properties: { [name]: TEXT } }) };
  const faults = await faultsIn(credentialInResponse, { [id]: operation });
  expect(faults.map(({ mitigations = [] }) => mitigations.length)).toEqual([steps]);
});

test("bfla-admin-operation: an API that says that it is for administrators has no ordinary operations", async () => {
  const operations = { "GET /orders": {}, "GET /items": {}, "GET /orders/{id}/management/permissions": {} };
  const info = (description: string): object => ({ info: { title: "T", version: "1", description } });
  expect(await faultsIn(bflaAdminOperation, operations, info("Orders of the shop."))).toHaveLength(1);
  expect(await faultsIn(bflaAdminOperation, operations, info("This is the reference of the Admin API."))).toEqual([]);
});

const READING = { security: [{ login: ["orders:read"] }] };

test.each<[string, string, object, number]>([
  ["a change", "DELETE /orders/{id}", {}, 1],
  ["a search", "POST /refunds/search", { summary: "Retrieves a filtered list of refunds" }, 0],
  [
    "what only administrators may",
    "DELETE /orders/{id}",
    { description: "Restricted to administrators.", responses: REFUSED },
    0,
  ],
  [
    "what is said to be an administrator's, and nobody is refused",
    "DELETE /orders/{id}",
    { description: "Restricted to administrators." },
    1,
  ],
])("bfla-write-weaker-than-read: a scope for reading opens %s", async (_what, id, more, count) => {
  expect(await faultsIn(bflaWriteWeakerThanRead, { [id]: { ...READING, ...more } })).toHaveLength(count);
});

test.each([
  ["Requires the access token of the installation.", 1],
  ["It is required that installations return an access token.", 0],
])("contradictory-requirement: %s", async (description, count) => {
  const components = {
    securitySchemes: {
      token: { type: "http", scheme: "bearer" },
      access_token: { type: "apiKey", in: "header", name: "X" },
    },
  };
  const operations = { "POST /items": { description }, "GET /items": { security: [{ access_token: [] }] } };
  expect(await faultsIn(contradictoryRequirement, operations, { components })).toHaveLength(count);
});

test.each([
  ["Get an installation", "Enables an app to find it.", false],
  ["Installation", "Wipes the device.", true],
])("a GET whose summary is %s and whose text is %s", async (summary, description, expected) => {
  const { operations } = await apiOf({ "GET /orgs/{id}/installation": { summary, description } });
  expect(isChangingGet(operations[0]!)).toBe(expected);
});

const failing = (description: string): Operations => ({
  "GET /orders": {
    responses: { "500": returns({ properties: { stackTrace: { ...TEXT, description } } })[200 as never] },
  },
});

test.each([
  ["The server stack trace", 1],
  ["The stack trace, only if something fails", 1],
  ["Only visible in development", 0],
  ["Administrators are shown the full stack trace", 0],
  ["Nur in der Testumgebung", 0],
  ["Uniquement en développement", 0],
  ["Sólo en desarrollo", 0],
  ["Somente em desenvolvimento", 0],
])("verbose-error: a trace of which is said: %s", async (description, count) => {
  expect(await faultsIn(verboseError, failing(description))).toHaveLength(count);
});

const CARD = { properties: { cardNumber: TEXT, expiryMonth: TEXT } };

test.each<[string, object, object, number]>([
  ["a whole number", CARD, {}, 1],
  ["un numéro à côté du cryptogramme", { properties: { numero: TEXT, cryptogramme: TEXT } }, {}, 2],
  ["un numéro à côté du titulaire", { properties: { numero: TEXT, titulaire: TEXT } }, {}, 0],
  ["a security code beside the number", { properties: { cardNumber: TEXT, securityCode: TEXT } }, {}, 2],
  ["a security code without a number", { properties: { cardType: TEXT, securityCode: TEXT } }, {}, 0],
  ["un código junto al número", { properties: { numeroTarjeta: TEXT, codigoSeguridad: TEXT } }, {}, 2],
  ["eine Nummer neben dem Ablaufmonat", { properties: { nummer: TEXT, ablaufmonat: TEXT } }, {}, 1],
  ["un número junto al año de vencimiento", { properties: { numero: TEXT, anoVencimiento: TEXT } }, {}, 1],
  ["a format that masks it", { properties: { cardNumber: { ...TEXT, "x-format-type": "MaskedPAN" } } }, {}, 0],
  ["an API of test cards", CARD, { info: { title: "Test Cards API", version: "1" } }, 0],
  ["eine API für Testkarten", CARD, { info: { title: "Testkarten", version: "1" } }, 0],
])("raw-card-data: %s", async (_what, schema, more, count) => {
  expect(await faultsIn(rawCardData, { "GET /cards/{id}": { responses: returns(schema) } }, more)).toHaveLength(count);
});

const pem = (body: string): string =>
  ["-----BEGIN", "PRIVATE KEY-----\n"].join(" ") + body + ["\n-----END", "PRIVATE KEY-----"].join(" ");

test.each([
  ["a place for one", "private-key-content", 0],
  ["words for one", "your private key goes here", 0],
  ["a key", "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj", 1],
])("secret-in-description: between the lines of a key stands %s", async (_what, body, count) => {
  const schema = { properties: { key: TEXT }, example: { key: pem(body) } };
  expect(await faultsIn(secretInDescription, { "GET /certificates": { responses: returns(schema) } })).toHaveLength(
    count,
  );
});

test.each([
  ["Removes the second factor.", 1],
  ["`lastAuthTime` must be no more than 10 minutes before this request.", 0],
  ["Requires a recent login.", 0],
  ["Erfordert, dass Sie sich vor kurzem angemeldet haben.", 0],
  ["Exige une connexion récente.", 0],
  ["Requiere un inicio de sesión reciente.", 0],
  ["Exige um login recente.", 0],
])("password-change-without-reauthentication: %s", async (description, count) => {
  const operations = { "DELETE /profile/mfa": { description } };
  expect(await faultsIn(passwordChangeWithoutReauthentication, operations)).toHaveLength(count);
});

test.each([
  ["Where the backup is kept", 1],
  ["Only lowercase, numbers, underscore and minus are allowed.", 0],
  ["Only letters, dots and slashes are allowed.", 1],
  ["Nur Kleinbuchstaben und Ziffern.", 0],
  ["Uniquement des lettres et des chiffres.", 0],
  ["Sólo letras y números.", 0],
  ["Somente letras e números.", 0],
])("injection-interpreted-input: a path of which is said: %s", async (description, count) => {
  const parameters = [{ in: "query", name: "filePath", description, schema: TEXT }];
  expect(await faultsIn(injectionInterpretedInput, { "GET /files": { parameters } })).toHaveLength(count);
});

test.each<[string, readonly string[], number]>([
  ["on no operation", [], 0],
  ["on each operation", ["orders:read"], 1],
])("authentication-unstated: scopes in an extension %s", async (_what, scopes, steps) => {
  const operation = { "x-scopes": scopes };
  const operations = { "POST /orders": operation, "GET /orders": operation };
  const [fault] = await faultsIn(authenticationUnstated, operations, { security: undefined });
  expect(fault?.mitigations).toHaveLength(steps);
});

test.each<[string, object, number]>([
  ["of the hook itself", { hook: { properties: { url: TEXT, secret: TEXT } } }, 0],
  ["of somebody", { user: { properties: { name: TEXT, password: TEXT } } }, 1],
])("sensitive-data-in-webhook: a secret %s", async (_what, properties, count) => {
  const webhooks = { ping: { post: { requestBody: takes(properties) } } };
  expect(await faultsIn(sensitiveDataInWebhook, { "GET /orders": {} }, { webhooks })).toHaveLength(count);
});

test.each([
  ["User", 1],
  ["Team", 0],
])("client-side-privacy: the setting of a %s", async (kind, count) => {
  const member = { properties: { type: { enum: [kind] }, name: TEXT, email: TEXT, privacy: TEXT } };
  const responses = returns({ properties: { members: { type: "array", items: member } } });
  const operations = {
    "POST /signup": { security: [], requestBody: takes({ email: TEXT, password: TEXT }) },
    "GET /users/search": { responses },
  };
  expect(await faultsIn(clientSidePrivacy, operations)).toHaveLength(count);
});

test("verbose-error: a trace that comes only with a parameter is milder", async () => {
  const [fault] = await faultsIn(verboseError, failing("The stack trace, only if `error_trace=true` was sent"));
  expect(fault?.mitigations).toHaveLength(1);
});

test("verbose-error: a trace that most texts keep to developers is kept where the text is missing", async () => {
  const [kept, bare] = ["Only visible in development", "The trace"].map((text) => Object.values(failing(text))[0]!);
  expect(await faultsIn(verboseError, { "GET /a": kept!, "GET /b": kept!, "GET /c": bare! })).toEqual([]);
});

test.each([
  ["Completes the order without waiting for the review of the second person.", 1],
  [
    "Accepts answers that nobody asked for, as no review of the request ID is done: skips the review of the request ID.",
    0,
  ],
  ["Opens without waiting for the code.", 1],
  ["Overrides the code of the article.", 0],
  ["Whether the import skips the code column.", 0],
  ["Überspringt den Code des Artikels.", 0],
  ["Omite el código del artículo.", 0],
])("internal-parameter: a switch of which is said: %s", async (description, count) => {
  const body = takes({ name: TEXT, allowDirect: { type: "boolean", description } });
  expect(await faultsIn(internalParameter, { "POST /orders": { requestBody: body } })).toHaveLength(count);
});

test.each([
  ["The TLS client key", 1],
  ["Path to the TLS client key file", 0],
  ["Pfad zur Datei mit dem Schlüssel", 0],
  ["Chemin du fichier de la clé", 0],
  ["Ruta del archivo de la clave", 0],
  ["Caminho do arquivo da chave", 0],
])("credential-in-response: a key of which is said: %s", async (description, count) => {
  const responses = returns({ properties: { tlsPrivateKey: { ...TEXT, description } } });
  expect(await faultsIn(credentialInResponse, { "GET /endpoints/{id}": { responses } })).toHaveLength(count);
});

test("misplaced-security: an operation that fell out of its path item has its security in its place", async () => {
  const misplaced = { get: {}, post: { responses: {}, security: [{ token: [] }] } };
  const paths = { "/orders": misplaced, post: { responses: {}, security: [{ token: [] }] } };
  expect(await faultsIn(misplacedSecurity, {}, { paths })).toEqual([]);
});

test.each([
  ["Normal users are shown a message, superusers are shown a full stacktrace.", 0],
  ["What users are shown.", 1],
])("internals-in-response: a trace in an object of which is said: %s", async (description, count) => {
  const responses = returns({ description, properties: { traceback: TEXT } });
  expect(await faultsIn(internalsInResponse, { "GET /flows/{id}": { responses } })).toHaveLength(count);
});

const VARIABLES = { type: "array", items: { properties: { name: TEXT, value: TEXT } } };

test.each([
  ["nobody sends", {}, 1],
  ["callers set up themselves", { requestBody: takes({ environmentVariables: VARIABLES }) }, 0],
])("internals-in-response: variables of an environment that %s", async (_name, put, count) => {
  const responses = returns({ properties: { environmentVariables: VARIABLES } });
  const operations = { "GET /projects/{id}": { responses }, "PUT /projects/{id}": put };
  expect(await faultsIn(internalsInResponse, operations)).toHaveLength(count);
});

test("injection-interpreted-input: a text that calls a value a path and allows neither dot nor slash", async () => {
  const at = (more: string): Operations => ({
    "POST /backups": { requestBody: takes({ id: { ...TEXT, description: `Must work as a filesystem path${more}` } }) },
  });
  expect(await faultsIn(injectionInterpretedInput, at("."))).toHaveLength(1);
  expect(await faultsIn(injectionInterpretedInput, at(", only lowercase, numbers, minus allowed."))).toEqual([]);
});

test.each<[string, object, string]>([
  ["a label", { description: "Gives a registry.\n**Access policy**: administrator" }, "administrator"],
  ["a label of a role", { description: "Gives a registry. Access: team leaders" }, "leader"],
  ["a label in German", { description: "Liefert eine Ablage.\nErforderliche Rolle: Teamleiter" }, "teamleiter"],
  ["a label in French", { description: "Donne un registre.\nRôle requis : administrateur" }, "administrateur"],
  ["a label in Spanish", { description: "Da un registro.\nRol requerido: administrador" }, "administrador"],
  ["a label in Portuguese", { description: "Dá um registro.\nPerfil exigido: gestor" }, "gestor"],
  ["a demand", { description: "Gives a registry. Requires the manager role." }, "manager"],
  ["a demand of an administrator", { description: "Gives a registry. Requires the admin role." }, "admin"],
  ["who one must be", { description: "Gives a registry. You must be a security manager." }, "manager"],
  ["a sentence", { description: "Only team leaders can see it." }, "leader"],
  ["a sentence with only for", { description: "Only for team leads." }, "lead"],
  ["a sentence in French", { description: "Réservé aux gestionnaires." }, "gestionnaire"],
  ["a tag", { tags: ["setup"] }, "administrator"],
  ["a label of everybody", { description: "Gives a registry.\n**Access policy**: authenticated" }, ""],
  ["a label of more", { description: "Access: every administrator or customer" }, ""],
  [
    "what others may",
    { description: "Non-administrator users will only be able to list other non-administrators." },
    "",
  ],
  ["what is not needed", { description: "Does not require the admin role." }, ""],
  ["a role that is a thing", { description: "Requires the name of a manager." }, ""],
])("credential-in-response: an operation is kept to a role by %s", async (_what, text, role) => {
  const operation = { ...text, responses: returns({ properties: { password: TEXT } }) };
  const tags = [{ name: "setup", description: "Only administrators may use these." }];
  const [fault] = await faultsIn(credentialInResponse, { "GET /registries/{id}": operation }, { tags });
  expect(/stated role \((\w+)\)/.exec(fault?.message ?? "")?.[1] ?? "").toBe(role);
  expect(fault?.mitigations).toHaveLength(role === "" ? 0 : 1);
});

test("credential-in-response: what no credential guards is as grave whatever its text says", async () => {
  const description = "Access policy: administrator";
  const open = { security: [], description, responses: returns({ properties: { password: TEXT } }) };
  const [fault] = await faultsIn(credentialInResponse, { "GET /registries/{id}": open });
  expect(fault?.mitigations).toEqual([]);
});

test("injection: an operation that its text keeps to administrators stands apart from those of everybody", async () => {
  const requestBody = takes({ sqlQuery: TEXT });
  const faults = await faultsIn(injectionInterpretedInput, {
    "POST /reports/test": { summary: "Test a query. Admin only.", requestBody },
    "POST /reports": { requestBody },
  });
  expect(faults.map(({ places, mitigations = [] }) => [places?.[0]?.operation?.id, mitigations.length])).toEqual([
    ["POST /reports/test", 1],
    ["POST /reports", 0],
  ]);
});

test.each([
  ["POST /webhooks/{token}", "it only lets the holder trigger one action; it cannot be used to log in"],
  ["POST /hooks/{hookToken}/run", "it only lets the holder trigger one action; it cannot be used to log in"],
  ["POST /webhooks/{id}", "it only proves the service's identity to its subscriber, and gives no access here"],
  ["DELETE /webhooks/{token}", "it only proves the service's identity to its subscriber, and gives no access here"],
])("credential-in-response: the token of a hook, beside %s", async (beside, why) => {
  const hooks = returns({ type: "array", items: { properties: { id: TEXT, token: TEXT } } });
  const [fault] = await faultsIn(credentialInResponse, { "GET /webhooks": { responses: hooks }, [beside]: {} });
  expect(fault?.mitigations).toEqual([why]);
});
