import { expect, test } from "vitest";
import { makesUpPeople } from "../../src/exposure/made-up-people.ts";
import { authorizationHeaderParameter } from "../../src/rules/authentication/authorization-header-parameter.ts";
import { csrfCookieAuthentication } from "../../src/rules/authentication/csrf-cookie-authentication.ts";
import { guessableCredential } from "../../src/rules/authentication/guessable-credential.ts";
import { credentialInResponse } from "../../src/rules/data/credential-in-response.ts";
import { sensitiveDataInUrl } from "../../src/rules/data/sensitive-data-in-url.ts";
import { injectionInterpretedInput } from "../../src/rules/inputs/injection-interpreted-input.ts";
import { unownedApi } from "../../src/rules/inventory/unowned-api.ts";
import { injectionFreeFormFilter } from "../../src/rules/resources/injection-free-form-filter.ts";
import { successResponses } from "../../src/model/response-coverage.ts";
import { apiOf, faultsIn, returns, takes, type Operations } from "./faults-in.ts";

/* What a text, a session or a name leads to, each beside a twin in which it does not. */

const TEXT = { type: "string" };
const about = (description: string, title = "T"): object => ({ info: { title, version: "1", description } });

// ── A cookie ─────────────────────────────────────────────────────────────────────────────────────────────────────────

const COOKIE = { type: "apiKey", in: "cookie", name: "SID" };
const form = (type: string): object => ({ requestBody: { content: { [type]: { schema: { type: "object" } } } } });
test.each<[string, object, Operations, readonly number[]]>([
  ["no body", COOKIE, { "POST /jobs/{id}/start": {} }, [1]],
  ["a form", COOKIE, { "POST /notes": form("application/x-www-form-urlencoded") }, [1]],
  ["a form in parts", COOKIE, { "POST /files": form("multipart/form-data") }, [1]],
  ["plain text", COOKIE, { "POST /notes": form("text/plain") }, [1]],
  ["JSON", COOKIE, { "POST /notes": form("application/json") }, [0]],
  ["a deletion", COOKIE, { "DELETE /notes/{id}": {} }, [0]],
  ["SameSite", { ...COOKIE, description: "SameSite=Lax" }, { "POST /jobs/{id}/start": {} }, [0]],
  ["a header that is the cookie", { ...COOKIE, in: "header", name: "Cookie" }, { "POST /jobs/{id}/start": {} }, [1]],
  ["another header", { ...COOKIE, in: "header", name: "X-Key" }, { "POST /jobs/{id}/start": {} }, []],
  [
    "a token against it",
    COOKIE,
    { "POST /jobs/{id}/start": { parameters: [{ name: "X-CSRF-Token", in: "header", schema: TEXT }] } },
    [],
  ],
])("a change behind a cookie with %s", async (_what, session, operations, worse) => {
  const named = await faultsIn(csrfCookieAuthentication, operations, {
    security: [{ session: [] }],
    components: { securitySchemes: { session } },
  });
  expect(named.map(({ aggravations = [] }) => aggravations.length)).toEqual(worse);
  const unnamed = await faultsIn(csrfCookieAuthentication, operations, {
    security: undefined,
    components: { securitySchemes: { session } },
  });
  expect(unnamed.map(({ aggravations = [] }) => aggravations.length)).toEqual(worse);
});

// ── The name of a column ─────────────────────────────────────────────────────────────────────────────────────────────

test.each([
  ["orderBy", "Order by column. An invalid column gives an internal server error.", 1],
  ["sort", "The column; a wrong column leads to a 500.", 1],
  ["sort_by", "Unknown columns cause an SQL error.", 1],
  ["groupBy", "Column. Any other column raises a database error.", 1],
  ["sortierung", "Eine falsche Spalte führt zu einem Serverfehler.", 1],
  ["tri", "Une colonne inconnue provoque une erreur interne.", 1],
  ["ordenar_por", "Una columna desconocida produce un error interno.", 1],
  ["ordenarPor", "Uma coluna desconhecida causa um erro interno.", 1],
  ["orderBy", "The column to order by. An invalid column is refused with a 400.", 0],
  ["orderBy", "An invalid column never leads to a 500.", 0],
  ["name", "An invalid column gives an internal server error.", 0],
])("%s, %s", async (name, description, count) => {
  const parameters = [{ name, in: "query", description, schema: TEXT }];
  const faults = await faultsIn(injectionInterpretedInput, { "GET /articles": { parameters } });
  expect(faults.map(({ cause }) => cause)).toEqual(count === 0 ? [] : ["columns"]);
});

test("of a list of columns none but those reaches the database", async () => {
  const description = "Order by column. An invalid column gives an internal server error.";
  const parameters = [{ name: "orderBy", in: "query", description, schema: { enum: ["name", "age"] } }];
  expect(await faultsIn(injectionInterpretedInput, { "GET /articles": { parameters } })).toEqual([]);
});

test.each<[string, object, number]>([
  ["filter", { type: "object" }, 1],
  ["filter", { type: "object", additionalProperties: TEXT }, 1],
  ["criteria", { type: "object" }, 1],
  ["bedingung", { type: "object" }, 1],
  ["filtre", { type: "object" }, 1],
  ["filter", { type: "object", properties: { name: TEXT } }, 0],
  ["paging", { type: "object" }, 0],
])("%s, %o, of a query is a condition: %d", async (name, schema, count) => {
  const parameters = [{ name, in: "query", style: "deepObject", schema }];
  expect(await faultsIn(injectionFreeFormFilter, { "GET /clips": { parameters } })).toHaveLength(count);
});

// ── A second factor that a program makes ─────────────────────────────────────────────────────────────────────────────

test.each([
  ["/payouts/{id}/confirm", "For automatic payouts, generate the 2FA code from your secret key.", 1],
  ["/payouts/{id}/confirm", "Libraries generate the TOTP from the secret of your account.", 1],
  ["/payouts/{id}/confirm", "A script can compute the one-time code from the shared secret.", 1],
  ["/zahlungen/{id}/freigabe", "Ein Skript kann den Einmalcode aus dem Geheimnis berechnen.", 1],
  ["/paiements/{id}/valider", "Un script peut générer le code à usage unique avec la clé secrète.", 1],
  ["/pagos/{id}/confirmar", "Un script puede generar el código de un solo uso con la clave secreta.", 1],
  ["/pagamentos/{id}/confirmar", "Um script pode gerar o código de uso único com a chave secreta.", 1],
  ["/payouts/{id}/confirm", "The 2FA code of your app, which generates it from its secret key.", 0],
  ["/payouts/{id}/confirm", "A script must never generate the 2FA code from the secret key.", 0],
  ["/mfa/setup", "Libraries generate the TOTP from the secret.", 0],
])("%s: %s", async (path, description, count) => {
  const operation = { description, requestBody: takes({ code: TEXT }) };
  const faults = await faultsIn(guessableCredential, { [`POST ${path}`]: operation });
  expect(faults.map(({ cause }) => cause)).toEqual(count === 0 ? [] : ["automated factor"]);
});

// ── People who are made up, and one's own secret ─────────────────────────────────────────────────────────────────────

test.each([
  ["Random User Generator", "", true],
  ["T", "Generates fake users for tests.", true],
  ["T", "A generator of fictitious people.", true],
  ["T", "Erzeugt fiktive Kunden.", true],
  ["T", "Génère des personnes fictives.", true],
  ["T", "Genera usuarios ficticios.", true],
  ["T", "Gera pessoas fictícias.", true],
  ["T", "Finds fake users in your forum.", false],
  ["T", "Users are generated from your directory. None of them are fake users.", false],
  ["Users", "Manages users.", false],
])("%s, %s: people are made up: %s", async (title, description, isSo) => {
  const operations: Operations = {
    "GET /users/{name}": { security: [], responses: returns({ properties: { email: TEXT, password: TEXT } }) },
  };
  expect(makesUpPeople(await apiOf(operations, about(description, title)))).toBe(isSo);
  const faults = await faultsIn(credentialInResponse, operations, about(description, title));
  expect(faults.map(({ mitigations = [] }) => mitigations.length)).toEqual([isSo ? 2 : 0]);
});

test.each<[string, object, string, number]>([
  ["GET /user", {}, "own", 1],
  ["GET /user{format}", {}, "own", 1],
  ["GET /users/{id}", {}, "other people's", 0],
  ["GET /user", { parameters: [{ name: "userId", in: "query", schema: TEXT }] }, "other people's", 0],
  ["GET /user", { security: [] }, "other people's", 0],
])("%s %o gives the secret of %s", async (id, operation, whose, milder) => {
  const responses = returns({ type: "object", properties: { name: TEXT, email: TEXT, secret_email_token: TEXT } });
  const faults = await faultsIn(
    credentialInResponse,
    { [id]: { security: undefined, responses, ...operation } },
    {
      security: undefined,
      components: {
        securitySchemes: {},
      },
    },
  );
  for (const { message, mitigations = [] } of faults) {
    expect(message).toContain(whose);
    expect(mitigations.length).toBeGreaterThanOrEqual(milder);
  }
});

// ── Notes ────────────────────────────────────────────────────────────────────────────────────────────────────────────

test.each([
  ["PATCH /events", "budget_notes", 0],
  ["PATCH /events", "roi_notes", 0],
  ["POST /tasks/comment", "comment", 0],
  ["POST /tickets/{id}/reply", "comment", 0],
  ["POST /aufgaben/{id}/kommentar", "notiz", 0],
  ["POST /taches/{id}/commentaire", "note", 0],
  ["POST /tareas/{id}/comentario", "nota", 0],
  ["POST /tarefas/{id}/comentario", "nota", 0],
  ["PATCH /engines", "notes", 1],
])("%s with %s in the query is milder by %d", async (id, name, milder) => {
  const faults = await faultsIn(sensitiveDataInUrl, { [id]: { parameters: [{ name, in: "query", schema: TEXT }] } });
  expect(faults.map(({ mitigations = [] }) => mitigations.length)).toEqual([milder]);
});

// ── Counts and contacts ──────────────────────────────────────────────────────────────────────────────────────────────

test.each<[object, number]>([
  [{ "x-twitter": "acme" }, 0],
  [{ "x-slack": "#acme" }, 0],
  [{ url: "https://acme.io/contact" }, 0],
  [{ "x-twitter": "" }, 1],
  [{ "x-order": 1 }, 1],
  [{}, 1],
])("a contact that is %o", async (contact, count) => {
  const info = { title: "T", version: "1", contact };
  expect(await faultsIn(unownedApi, { "GET /roads": {} }, { info })).toHaveLength(count);
});

test("a header that a confirmation takes like all other calls is counted like theirs", async () => {
  const key = { parameters: [{ name: "x-api-key", in: "header", required: true, schema: TEXT }] };
  const operations: Operations = {
    ...Object.fromEntries(["a", "b", "c", "d", "e"].map((name) => [`GET /${name}`, key])),
    "POST /payouts/{id}/verify": { ...key, requestBody: takes({ verification_code: TEXT }) },
  };
  const faults = await faultsIn(authorizationHeaderParameter, operations, { security: undefined, components: {} });
  expect(faults[0]!.message).toBe(
    '"x-api-key" is a header parameter of 6 operations, not a security scheme that they require',
  );
});

test.each<[string, object, boolean]>([
  ["application/html", { properties: { title: TEXT, content: TEXT } }, false],
  ["application/vnd.acme", { properties: { title: TEXT } }, false],
  ["application/pdf", { type: "string", format: "binary" }, true],
  ["image/png", {}, true],
])("%s with %o is a file: %s", async (type, schema, isFile) => {
  const responses = { 200: { description: "ok", content: { [type]: { schema } } } };
  const api = await apiOf({ "GET /pages/{name}": { responses } });
  expect(successResponses(api).map((one) => one.isFile)).toEqual([isFile]);
});
