import { expect, test } from "vitest";
import { authenticationUnstated } from "../../src/rules/authentication/authentication-unstated.ts";
import { csrfCookieAuthentication } from "../../src/rules/authentication/csrf-cookie-authentication.ts";
import { sharedKey } from "../../src/rules/authentication/shared-key.ts";
import { debugOperation } from "../../src/rules/authorization/debug-operation.ts";
import { ssrfClientSuppliedUrl } from "../../src/rules/inputs/ssrf-client-supplied-url.ts";
import { cleartextServer } from "../../src/rules/transport/cleartext-server.ts";
import { stateChangingGet } from "../../src/rules/transport/state-changing-get.ts";
import { filesBelow, withBuffers } from "../../src/load/files.ts";
import { defaultPolicy } from "../../src/policy/default-policy.ts";
import { review } from "../../src/public-api.ts";
import { faultsIn, returns, SCHEMES, takes } from "./faults-in.ts";

/* How grave a fault is by who gains what of it: somebody else's money, or no more than the caller had before. */

const TEXT = { type: "string" };
const NUMBER = { type: "number" };

const SHARED = {
  security: [{ key: [] }],
  components: {
    securitySchemes: {
      key: { ...SCHEMES.key, description: "The key of the app, the same for all installations." },
    },
  },
};

test.each([
  ["POST /users", "Adds a new user", false],
  ["POST /benutzer", "Legt einen Benutzer an", false],
  ["POST /utilisateurs", "Crée un utilisateur", false],
  ["POST /usuarios", "Crea un usuario", false],
  ["POST /usuarios", "Cria um usuário", false],
  ["POST /members", "Register a member", false],
  ["PUT /users", "Update a user", true],
  ["POST /users/search", "Search users", true],
  ["POST /users/{id}/notes", "Adds a note", true],
  ["GET /users/{id}", "A user", true],
])("behind a shared key %s, %s, discloses restricted data: %s", async (id, summary, expected) => {
  const operation = { summary, requestBody: takes({ name: TEXT }), responses: returns({ properties: { ssn: TEXT } }) };
  const faults = await faultsIn(sharedKey, { [id]: operation }, SHARED);
  expect(faults.some(({ cause }) => cause === "key")).toBe(expected);
});

const REFUSED = { 401: { description: "Unauthorized" } };

test.each<[string, string, string, number]>([
  ["POST /payments/{id}/refund", "amount", "", 0],
  ["POST /charges/{id}/capture", "amount", "", 0],
  ["POST /accounts/{id}/payouts", "amount", "", 0],
  ["POST /wallets/{id}/transfers", "amount", "", 0],
  ["POST /konten/{id}/auszahlungen", "betrag", "", 0],
  ["POST /paiements/{id}/rembourser", "montant", "", 0],
  ["POST /pagos/{id}/reembolsar", "importe", "", 0],
  ["POST /pagamentos/{id}/reembolso", "valor", "", 0],
  ["POST /notes/{id}/copy", "text", "", 1],
  ["PUT /orders/{id}", "item", "", 1],
])("where no requirement is declared, and each call lists 401, %s is so much milder", async (id, name, _, expected) => {
  const operations = {
    [id]: { requestBody: takes({ [name]: NUMBER }), responses: REFUSED },
    "GET /customers": { responses: { ...returns({ properties: { name: TEXT, iban: TEXT } }), ...REFUSED } },
    "DELETE /customers/{id}": { responses: REFUSED },
  };
  const [fault] = await faultsIn(authenticationUnstated, operations, { security: undefined });
  expect(fault?.aggravations).toHaveLength(1);
  expect(fault?.mitigations ?? []).toHaveLength(expected);
});

test.each<[string, object, string]>([
  ["the handle of a magazine", { twitter_username: TEXT, topic: TEXT }, "low"],
  ["whom to ask about a campaign", { contactEmail: TEXT, startDate: TEXT, title: TEXT }, "low"],
  ["where somebody lives", { email: TEXT, homeAddress: TEXT, dateOfBirth: TEXT }, "high"],
])("nothing is declared, and what is only read tells %s", async (_what, properties, expected) => {
  const description = {
    openapi: "3.1.0",
    info: { title: "Publications", version: "1" },
    servers: [{ url: "https://api.acme.io" }],
    paths: {
      "/publications": { get: { summary: "All publications", responses: returns({ properties: { issn: TEXT } }) } },
      "/publications/{id}": {
        get: {
          summary: "A publication",
          parameters: [{ name: "id", in: "path", required: true, schema: TEXT }],
          responses: returns({ properties }),
        },
      },
    },
  };
  const bytes = Buffer.from(JSON.stringify(description));
  const files = withBuffers(filesBelow(import.meta.dirname), new Map([["openapi.yaml", bytes]]));
  const { findings } = await review("openapi.yaml", files, { policy: defaultPolicy() });
  expect(findings.find(({ rule }) => rule === "authentication-unstated")?.severity).toBe(expected);
});

test.each([
  ["POST /translate", "Translates a text", { text: TEXT }, { translation: TEXT }, false],
  ["POST /convert", "Converts Markdown to HTML", { markdown: TEXT }, { html: TEXT }, false],
  ["POST /validieren", "Validiert eine IBAN", { iban: TEXT }, { valid: { type: "boolean" } }, false],
  ["POST /traduire", "Traduit le texte envoyé", { texte: TEXT }, { traduction: TEXT }, false],
  ["POST /calcular", "Calcula el precio de un envío", { peso: NUMBER }, { precio: NUMBER }, false],
  ["POST /verificar", "Verifica se o CPF é válido", { cpf: TEXT }, { valido: { type: "boolean" } }, false],
  ["POST /orders", "Create an order", { item: TEXT }, { id: TEXT }, true],
])("behind a cookie alone %s, %s, can be forged: %s", async (id, summary, taken, given, expected) => {
  const operation = {
    summary,
    security: [{ session: [] }],
    requestBody: {
      content: { "application/x-www-form-urlencoded": { schema: { type: "object", properties: taken } } },
    },
    responses: returns({ properties: given }),
  };
  const faults = await faultsIn(csrfCookieAuthentication, { [id]: operation });
  expect(faults.length > 0).toBe(expected);
});

test.each([
  ["/test", "Test page", true],
  ["/api/Test", "", true],
  ["/test", "Gibt eine Testseite zurück", true],
  ["/essai", "Page de test", true],
  ["/prueba", "Página de prueba", true],
  ["/teste", "Página de teste", true],
  ["/test", "Returns all environment variables", false],
  ["/debug", "Debug", false],
  ["/reset", "Reset", false],
])("open to all, %s, %j, tells nothing for sure: %s", async (path, summary, expected) => {
  const operation = { summary, security: [], responses: { 200: { description: "OK" } } };
  const [fault] = await faultsIn(debugOperation, { [`GET ${path}`]: operation });
  expect((fault?.mitigations ?? []).length).toBe(expected ? 2 : 0);
});

test.each([
  ["/clean", "Clean all scans", true],
  ["/clean/{id}", "Clean scan", true],
  ["/stop/{id}", "Stop a scan", true],
  ["/stopscans", "Stop all current scans", true],
  ["/startscan", "Start a scan", true],
  ["/borrar", "Borrar los datos", true],
  ["/limpar/{id}", "Limpar os registros", true],
  ["/effacer", "Effacer les résultats", true],
  ["/leeren", "Leeren der Warteschlange", true],
  ["/start", "Start page", false],
  ["/stops", "Stops of a line", false],
  ["/stop/{id}/departures", "Departures of a stop", false],
  ["/clear-sky", "Clear sky forecasts", false],
  ["/runs", "Run list", false],
  ["/booklist", "Book list", false],
])("GET %s, %s, changes something: %s", async (path, summary, expected) => {
  const operation = { summary, responses: returns({ properties: { page: TEXT, status: TEXT } }) };
  const faults = await faultsIn(stateChangingGet, { [`GET ${path}`]: operation });
  expect(faults.length > 0).toBe(expected);
});

test.each([
  ["/user/register", "password", true],
  ["/registrieren", "passwort", true],
  ["/inscription", "mot_de_passe", true],
  ["/registro", "contraseña", true],
  ["/cadastro", "senha", true],
  ["/register", "year", false],
  ["/login", "password", false],
])("GET %s with %s registers somebody: %s", async (path, name, expected) => {
  const operation = { parameters: [{ name, in: "query", required: true, schema: TEXT }] };
  const faults = await faultsIn(stateChangingGet, { [`GET ${path}`]: operation });
  expect(faults.length > 0).toBe(expected);
});

test("a required header that holds a secret is sent by no browser", async () => {
  const header = {
    name: "X-Gate",
    in: "header",
    required: true,
    description: "The gateway's shared secret",
    schema: TEXT,
  };
  const milder = async (parameters: readonly object[]): Promise<number | undefined> =>
    (
      await faultsIn(
        stateChangingGet,
        { "GET /reload": { summary: "Reload the configuration", parameters } },
        { security: undefined },
      )
    )[0]?.mitigations?.length;
  expect(await milder([header])).toBe(1);
  expect(await milder([])).toBe(0);
});

test.each([
  ["If not set the proxy will expect unencrypted HTTP traffic over the internet.", false],
  ["Wenn nicht gesetzt, werden die Daten unverschlüsselt über das Internet übertragen.", false],
  ["Si non défini, les données circulent en clair sur internet.", false],
  ["Si no se define, los datos viajan sin cifrar por internet.", false],
  ["Se não definido, os dados trafegam sem criptografia pela internet.", false],
  ["The file is sent unencrypted over the internet.", true],
  ["Data is transmitted in clear text.", true],
])("what a caller configures is none of how the API is called: %s", async (description, expected) => {
  const operation = { requestBody: takes({ name: TEXT, tls: { type: "object", description } }) };
  const faults = await faultsIn(cleartextServer, { "POST /domains": operation });
  expect(faults.some(({ cause }) => cause === "said")).toBe(expected);
});

test.each([
  ["JSONP", false],
  ["Name of the JavaScript function to call with the result", false],
  ["Name der JavaScript-Funktion, die aufgerufen wird", false],
  ["Nom de la fonction de rappel", false],
  ["Nombre de la función de callback", false],
  ["Nome da função de callback", false],
])("the name of a function is no URL that is called: %s", async (description, expected) => {
  const operation = { parameters: [{ name: "callback", in: "query", description, schema: TEXT }] };
  const faults = await faultsIn(ssrfClientSuppliedUrl, { "POST /listings/{id}/verify": operation });
  expect(faults.length > 0).toBe(expected);
});

test.each([
  ["It is converted to a relative path. We use this path to look up lines of a stack trace.", false],
  ["URL of the page. It is used to match the script.", false],
  ["URL der Seite. Damit wird das Skript gesucht.", false],
  ["URL de la page, sert à retrouver le script", false],
  ["URL de la página; se usa para buscar el script", false],
  ["URL da página, usada para localizar o script", false],
  ["URL of the file. The server downloads it and uses it to find errors", true],
  ["URL of the file to import", true],
])("an address by which something is found is not loaded: %s", async (description, expected) => {
  const operation = { requestBody: takes({ path: { ...TEXT, format: "uri", description } }) };
  const faults = await faultsIn(ssrfClientSuppliedUrl, { "POST /sourcemaps": operation });
  expect(faults.length > 0).toBe(expected);
});
