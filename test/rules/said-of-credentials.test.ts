import { expect, test } from "vitest";
import { contradictoryRequirement } from "../../src/rules/authentication/contradictory-requirement.ts";
import { faultsIn } from "./faults-in.ts";

/*
 * What texts demand of a credential, beside what the requirement asks for: two at once where either is enough, one kind where
 * a scheme is for all, a token that an operation issues where no scheme takes one.
 */

const LOGIN = {
  type: "oauth2",
  flows: {
    authorizationCode: {
      authorizationUrl: "https://login.acme.io/authorize",
      tokenUrl: "https://login.acme.io/token",
      scopes: {},
    },
  },
};
const key = (more: object = {}): object => ({ type: "apiKey", in: "header", name: "X-Api-Key", ...more });
const EITHER = [{ key: [] }, { login: [] }];

test.each<[string, object[], string[]]>([
  ["You'll need an API key and an access token to use this resource.", EITHER, ["both key login"]],
  ["Requires an API key together with an OAuth access token.", EITHER, ["both key login"]],
  ["Erfordert einen API-Schlüssel und ein Token.", EITHER, ["both key login"]],
  ["Nécessite une clé API et un jeton.", EITHER, ["both key login"]],
  ["Requiere una clave API y un token de acceso.", EITHER, ["both key login"]],
  ["Exige uma chave API e um token de acesso.", EITHER, ["both key login"]],
  ["You need an API key and an access token.", [{ key: [], login: [] }], []],
  ["You need an API key or an access token.", EITHER, []],
  ["You need an API key and, if you want your own orders, or those of a group, a token.", EITHER, []],
  ["You don't need an API key and an access token.", EITHER, []],
  ["You need an API key and an access token. You can search with only an API key.", EITHER, []],
  ["Requires an API key.", EITHER, []],
])("both at once: %s", async (description, security, causes) => {
  const faults = await faultsIn(
    contradictoryRequirement,
    { "GET /orders": { description, security } },
    { components: { securitySchemes: { key: key(), login: LOGIN } } },
  );
  expect(faults.map(({ cause }) => cause)).toEqual(causes);
});

test.each<[string, string, object, string[]]>([
  ["nothing said of the key", "Only usable with a user API token.", key(), ["kind user API token"]],
  [
    "a private one",
    "Requires a private token.",
    key({ description: "Get it in the settings." }),
    ["kind private token"],
  ],
  ["in German", "Nur mit Benutzertoken.", key(), ["kind Benutzertoken"]],
  ["in French", "Utilisable uniquement avec un jeton utilisateur.", key(), ["kind jeton utilisateur"]],
  ["in Spanish", "Requiere un token de usuario.", key(), ["kind token de usuario"]],
  ["in Portuguese", "Exige um token de usuário.", key(), ["kind token de usuário"]],
  ["the key is that of a user", "Only usable with a user API token.", key({ description: "A token of a user." }), []],
  ["… by its name", "Only usable with a user API token.", key({ name: "X-User-Token" }), []],
  ["a log-in of users", "Requires a user access token.", LOGIN, []],
  ["denied", "Does not require a user token.", key(), []],
  ["no demand", "Returns the user token.", key(), []],
  ["no kind", "Requires an API token.", key(), []],
])("one kind of credential: %s", async (_what, description, scheme, causes) => {
  const faults = await faultsIn(
    contradictoryRequirement,
    { "POST /deploy-keys": { description }, "GET /builds": {}, "GET /projects": {} },
    { security: [{ key: [] }], components: { securitySchemes: { key: scheme } } },
  );
  expect(faults.map(({ cause }) => cause)).toEqual(causes);
});

test("what is said of nearly all operations is how the credential is called", async () => {
  const description = "Requires a user token.";
  const faults = await faultsIn(
    contradictoryRequirement,
    { "POST /keys": { description }, "GET /builds": { description }, "GET /projects": {} },
    { security: [{ key: [] }], components: { securitySchemes: { key: key() } } },
  );
  expect(faults).toEqual([]);
});

test.each<[string, string[]]>([
  ["Only allowed with private token.", ["kind private token"]],
  ["A private token. Required.", []],
])("a value that takes one kind of credential: %s", async (description, causes) => {
  const schema = { properties: { manual: { type: "boolean", description } } };
  const faults = await faultsIn(
    contradictoryRequirement,
    { "POST /sales": { requestBody: { content: { "application/json": { schema } } } }, "GET /sales": {} },
    { security: undefined, components: { securitySchemes: { key: key() } } },
  );
  expect(faults.map(({ cause }) => cause)).toEqual(causes);
});

const ISSUES = "To access protected resources, a live session token is required.";

test.each<[string, string, object, string[]]>([
  ["a header that is called by nothing", ISSUES, key({ name: "portal" }), ["issued live session token"]],
  ["a header for a token", ISSUES, key({ name: "X-Token" }), []],
  ["a bearer token", ISSUES, { type: "http", scheme: "bearer" }, []],
  ["no demand", "Gives a live session token for protected resources.", key({ name: "portal" }), []],
  ["of one resource", "For prices a live session token is required.", key({ name: "portal" }), []],
])("a token that is issued: %s", async (_what, description, scheme, causes) => {
  const faults = await faultsIn(
    contradictoryRequirement,
    { "POST /oauth/live_session_token": { description }, "GET /positions": {} },
    { security: [{ gate: [] }], components: { securitySchemes: { gate: scheme } } },
  );
  expect(faults.map(({ cause }) => cause)).toEqual(causes);
});
