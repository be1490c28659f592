import { expect, test } from "vitest";
import { headerSaidForAll, sentenceOnAll } from "../../src/exposure/asked-of-all.ts";
import { tenantIdentifiers } from "../../src/operations/candidates/object-identifiers.ts";
import { apiKeyInUrl } from "../../src/rules/authentication/api-key-in-url.ts";
import { authenticationUnstated } from "../../src/rules/authentication/authentication-unstated.ts";
import { unauthenticatedWrite } from "../../src/rules/exposure/unauthenticated-write.ts";
import { processorTime } from "../processor-time.ts";
import { apiOf, faultsIn, returns, spotsOf, takes, type Operations } from "./faults-in.ts";

/* What must be sent with every call, or is said of all calls, is what an operation requires, though no scheme says so. */

const TEXT = { type: "string" };
const SILENT = { security: undefined };
const DONE = { responses: { 204: { description: "Done" } } };
const header = (name: string, description = "", required = true): object => ({
  name,
  in: "header",
  required,
  description,
  schema: TEXT,
});

/** Six operations that take a header, and one that takes none. */
function siblings(parameter: object, count = 6): Operations {
  const asking = Array.from({ length: count }, (_, at) => [`GET /things${at}`, { parameters: [parameter], ...DONE }]);
  return Object.fromEntries([...asking, ["POST /routes", { requestBody: takes({ target: TEXT }), ...DONE }]]);
}

test.each<[string, object, number, string]>([
  ["a credential by its name", header("X-Acme-Authorization"), 6, "POST /routes"],
  ["a key", header("X-API-Key"), 6, "POST /routes"],
  ["a credential by its text", header("X-Acme", "gateway shared secret"), 6, "POST /routes"],
  ["in German", header("X-Acme", "Gemeinsames Geheimnis"), 6, "POST /routes"],
  ["in French", header("X-Acme", "Jeton d'accès"), 6, "POST /routes"],
  ["in Spanish", header("X-Acme", "Token de acceso"), 6, "POST /routes"],
  ["in Portuguese", header("X-Acme", "Chave de API"), 6, "POST /routes"],
  ["one that may be left out", header("X-API-Key", "", false), 6, ""],
  ["something else", header("X-Language", "The language"), 6, ""],
  [
    "a text that only speaks of a key",
    header("X-Region", "The region for which you have got your API key from us"),
    6,
    "",
  ],
  ["a key that a few take", header("X-API-Key"), 2, ""],
])("the one that is not sent what all others are: %s", async (_what, parameter, count, open) => {
  const faults = await faultsIn(unauthenticatedWrite, siblings(parameter, count), SILENT);
  expect(spotsOf(faults)).toBe(open);
  expect(faults.every(({ cause }) => !(cause ?? "").includes("unstated"))).toBe(true);
});

test.each([
  ["Authentication is required to access all methods of the API.", true],
  ["All requests must be made with the access token.", true],
  ["Für alle Aufrufe ist ein Token erforderlich. Der Token ist für alle Aufrufe nötig.", true],
  ["L'authentification est requise pour toutes les opérations.", true],
  ["La autenticación es obligatoria para todas las operaciones.", true],
  ["A autenticação é obrigatória para todas as operações.", true],
  ["All requests to the T API, without an exception, need a token.", false],
  ["Pretty much everything else requires authentication.", true],
  ["A valid API key is required for each request, and all requests are answered with JSON.", true],
  ["Alle Aufrufe erfordern ein Token.", true],
  ["Ein Token ist für alle Aufrufe nötig.", true],
  ["Toutes les requêtes nécessitent une clé d'API.", true],
  ["Todas las llamadas requieren una clave de API.", true],
  ["Cada chamada requer uma chave de API.", true],
  ["All requests are answered with JSON.", false],
  ["Not all requests need a token.", false],
  ["All requests need no token.", false],
  ["All admin requests need a token.", false],
  ["All requests to /admin need a token.", false],
  ["All requests that change data need a token.", false],
  ["A token is required for all requests that change data.", false],
  ["All requests except for the log-in need a token.", false],
  ["Nicht alle Aufrufe erfordern ein Token.", false],
  ["Toutes les requêtes d'administration nécessitent une clé d'API.", false],
  ["Authentication is required to see your own orders.", false],
])("what is said of all calls: %s", async (description, isSaid) => {
  const api = await apiOf({ "GET /a": {} }, { ...SILENT, info: { title: "T", version: "1", description } });
  expect(sentenceOnAll(api) !== undefined).toBe(isSaid);
});

test.each([
  ["POST /oauth/token", "Creates a token. A valid bearer token is required for all other API requests.", true],
  ["POST /oauth/token", "Erzeugt ein Token. Ein Token ist für alle anderen Aufrufe nötig.", true],
  ["POST /oauth/token", "Creates a token. A valid bearer token is required for all admin requests.", false],
  ["POST /oauth/token", "Creates a token. No token is required for all other API requests.", false],
  // What only one of the others says of all is said where nobody looks for it, and may be of its own kind.
  ["GET /plans", "A valid bearer token is required for all other API requests.", false],
])("%s says of all others: %s", async (id, description, isSaid) => {
  const operation = { description, responses: returns({ properties: { access_token: { type: "string" } } }) };
  const api = await apiOf({ "GET /a": {}, [id]: operation }, SILENT);
  expect(sentenceOnAll(api) !== undefined).toBe(isSaid);
});

test.each([
  ["Returns a token, which must be added to X-Auth-Token in header of all future requests.", "X-Auth-Token"],
  ["Include the X-API-Key header in every request.", "X-API-Key"],
  ["The token has to be sent in the `Authorization` header with subsequent requests.", "Authorization"],
  ["All API requests must include the header X-Session-Token.", "X-Session-Token"],
  ["Das Token ist in allen weiteren Anfragen in der Kopfzeile X-Auth-Token mitzusenden.", "X-Auth-Token"],
  ["Le jeton doit être ajouté à l'en-tête X-Auth-Token de toutes les requêtes suivantes.", "X-Auth-Token"],
  ["El token debe enviarse en la cabecera X-Auth-Token de todas las peticiones posteriores.", "X-Auth-Token"],
  ["O token deve ser enviado no cabeçalho X-Auth-Token em todas as requisições seguintes.", "X-Auth-Token"],
  ["All future requests must include the header X-Request-Id.", undefined],
  ["The token may be added to X-Auth-Token in the header of all future requests.", undefined],
  ["X-Auth-Token need not be sent with all future requests.", undefined],
  ["Add X-Auth-Token to all future requests that change data.", undefined],
  ["Add X-Auth-Token to all requests, except for reads.", undefined],
  ["Add X-Auth-Token to all admin requests.", undefined],
  ["Add X-Auth-Token to the request.", undefined],
  ["X-Auth-Token holds the token.", undefined],
])("a header that all calls after a log-in must have: %s", async (description, named) => {
  const info = { title: "T", version: "1" };
  const logIn = { "POST /login": { requestBody: takes({ username: TEXT, password: TEXT }), description } };
  const byInfo = await apiOf({ "GET /a": {} }, { ...SILENT, info: { ...info, description } });
  const byTag = await apiOf({ "GET /a": {} }, { ...SILENT, info, tags: [{ name: "auth", description }] });
  const byLogIn = await apiOf({ "GET /a": {}, ...logIn }, { ...SILENT, info });
  const byOther = await apiOf({ "GET /a": { description } }, { ...SILENT, info });
  expect([byInfo, byTag, byLogIn, byOther].map((api) => headerSaidForAll(api)?.header)).toEqual([
    named,
    named,
    named,
    undefined,
  ]);
});

test.each([
  [
    "a text names the header that all further requests need",
    "Add it to X-Auth-Token in the header of all future requests.",
    "0 0",
  ],
  ["a text only says that there is a token", "Returns a session token.", "1 0"],
])("what no requirement names, where %s", async (_what, description, weighed) => {
  const operations = {
    "POST /login": { requestBody: takes({ username: TEXT, password: TEXT }), description },
    "GET /patients/{id}": { responses: returns({ properties: { diagnosis: TEXT, name: TEXT } }) },
    "DELETE /patients/{id}": DONE,
  };
  const [fault] = await faultsIn(authenticationUnstated, operations, SILENT);
  expect(`${(fault?.aggravations ?? []).length} ${(fault?.mitigations ?? []).length}`).toBe(weighed);
  expect(fault?.evidence?.join(" ")).toContain(description.slice(0, 12));
});

test.each([
  ["the text of the only scheme says that all calls need it", "All requests must be made with the access token.", 0, 1],
  // The team has a scheme: only the requirement that names it is missing.
  ["it says nothing", "The access token of a user.", 1, 1],
])("a scheme that nothing requires: %s", async (_what, description, raised, reduced) => {
  const components = { securitySchemes: { oauth: { type: "http", scheme: "bearer", description } } };
  const responses = returns({ properties: { diagnosis: TEXT, name: TEXT } });
  const [fault] = await faultsIn(
    authenticationUnstated,
    { "GET /patients/{id}": { responses } },
    { ...SILENT, components },
  );
  expect(fault?.aggravations ?? []).toHaveLength(raised);
  expect(fault?.mitigations ?? []).toHaveLength(reduced);
});

test.each([
  ["X-Auth-Project-Id", "The unique ID of your organization space.", true, true],
  ["X-Mandat-Kennung", "Kennung des eigenen Unternehmens.", true, true],
  ["X-Auth-Project-Id", "The unique ID of your organization space.", false, false],
  ["X-Trace-Id", "The ID of your request.", true, false],
])("%s, “%s”, chooses for whom a call is", async (name, description, required, expected) => {
  const api = await apiOf({ "GET /a": { parameters: [header(name, description, required)] } });
  expect(tenantIdentifiers(api.operations[0]!).length > 0).toBe(expected);
});

const key = (description: string, name = "key"): object => ({
  components: { securitySchemes: { token: { type: "apiKey", in: "query", name, description } } },
});

test.each([
  ["in the URL alone", key("The key of the account."), 1, 0],
  ["in a header too", key("Provided as part of the query string or as a request header."), 1, 1],
  ["in a header too, in German", key("In der URL oder in der Kopfzeile."), 1, 1],
  ["in no header", key("It is not accepted as a header."), 1, 0],
  ["beside a header of the answer", key("The response header X-Calls shows how many are left."), 1, 0],
  ["beside a header of limits", key("The header X-RateLimit-Remaining shows how many are left."), 1, 0],
  ["the name of a client", key("Your product key.", "client_id"), 0, 0],
])("a key that is sent %s", async (_what, more, found, reduced) => {
  const faults = await faultsIn(apiKeyInUrl, { "GET /a": {}, "POST /b": DONE }, more);
  expect(faults).toHaveLength(found);
  expect(faults.flatMap(({ mitigations = [] }) => mitigations)).toHaveLength(reduced);
});

test("an identifier of a client that alone is enough to delete is taken for a key", async () => {
  const more = key("Identifies your product.", "client_id");
  const both = { security: [{ token: [], second: [] }] };
  expect(await faultsIn(apiKeyInUrl, { "DELETE /a/{id}": DONE }, more)).toHaveLength(1);
  expect(await faultsIn(apiKeyInUrl, { "DELETE /a/{id}": { ...DONE, ...both } }, more)).toHaveLength(0);
});

test("what is said of all calls is found in no time in a text of small words alone", async () => {
  const { info } = await apiOf({ "GET /a": {} });
  const start = processorTime();
  const smallWords = { info: { ...info, description: "a ".repeat(10_000) }, securitySchemes: [], operations: [] };
  for (let round = 0; round < 5; round += 1) expect(sentenceOnAll(smallWords)).toBeUndefined();
  expect(processorTime() - start).toBeLessThan(3_000);
});
