import { expect, test } from "vitest";
import { authenticationUnstated } from "../../src/rules/authentication/authentication-unstated.ts";
import { ambiguousPathAuthorizationBypass } from "../../src/rules/authentication/ambiguous-path-authorization-bypass.ts";
import { credentialInUrl } from "../../src/rules/authentication/credential-in-url.ts";
import { guessableCredential } from "../../src/rules/authentication/guessable-credential.ts";
import { bflaAdminOperation } from "../../src/rules/authorization/bfla-admin-operation.ts";
import { bolaTargetNamedTwice } from "../../src/rules/authorization/bola-target-named-twice.ts";
import { overBroadScope } from "../../src/rules/authorization/over-broad-scope.ts";
import { selfAssignedScopes } from "../../src/rules/authorization/self-assigned-scopes.ts";
import { internalsInResponse } from "../../src/rules/data/internals-in-response.ts";
import { verboseError } from "../../src/rules/data/verbose-error.ts";
import { unauthenticatedOperation } from "../../src/rules/exposure/unauthenticated-operation.ts";
import { unvettedRegistration } from "../../src/rules/exposure/unvetted-registration.ts";
import { accountEnumeration } from "../../src/rules/flows/account-enumeration.ts";
import { missingRateLimit } from "../../src/rules/flows/missing-rate-limit.ts";
import { stateChangingGet } from "../../src/rules/transport/state-changing-get.ts";
import { apiOf, faultsIn, returns, SCHEMES, takes, type Operations } from "./faults-in.ts";

/* Premises of findings that the description itself refutes: who calls, what is sent, and what a word beside it says. */

const TEXT = { type: "string" };
const RECORD = returns({ properties: { id: TEXT, title: TEXT } });

/* A credential that is a parameter. */

const BY_KEY = (place: string, name: string): object => ({
  components: { securitySchemes: { token: { type: "apiKey", in: place, name } } },
});

test.each([
  ["query", "key"],
  ["query", "token"],
  ["query", "apikey"],
  ["query", "schlüssel"],
  ["query", "clave"],
  ["query", "chave"],
  ["query", "cle"],
  ["header", "X-Acme-Secret"],
  ["header", "X-Kennung"],
  ["cookie", "sid"],
])("an operation that must be sent the scheme's own %s %s is not open", async (place, name) => {
  const operations: Operations = {
    "GET /boards": { security: [{ token: [] }], responses: RECORD },
    "GET /boards/{id}": { security: [{ token: [] }], responses: RECORD },
    "GET /boards/{id}/{field}": {
      parameters: [
        { in: "path", name: "id", required: true, schema: TEXT },
        { in: "path", name: "field", required: true, schema: TEXT },
        { in: place, name, required: true, schema: TEXT },
      ],
      responses: RECORD,
    },
  };
  const api = await apiOf(operations, { security: undefined, ...BY_KEY(place, name) });
  expect(api.operations.find(({ path }) => path.endsWith("{field}"))!.access).toBe("unstated");
  expect([...unauthenticatedOperation.check(api)]).toEqual([]);
  expect([...ambiguousPathAuthorizationBypass.check(api)]).toEqual([]);
});

test("one that may be left out, or is sent elsewhere, leaves it open", async () => {
  for (const parameter of [
    { in: "query", name: "key", schema: TEXT },
    { in: "header", name: "key", required: true, schema: TEXT },
  ]) {
    const api = await apiOf(
      {
        "GET /boards": { security: [{ token: [] }], responses: RECORD },
        "GET /boards/{id}": { parameters: [parameter], responses: RECORD },
      },
      { security: undefined, ...BY_KEY("query", "key") },
    );
    expect(api.operations[1]!.access).toBe("anonymous");
  }
});

test("the concrete path has precedence, which makes an ambiguity milder", async () => {
  const [fault] = await faultsIn(ambiguousPathAuthorizationBypass, {
    "GET /sales/{slug}": { security: [], responses: RECORD },
    "GET /sales/seller": { responses: RECORD },
  });
  expect(fault!.mitigations).toEqual([expect.stringMatching(/precedence/)]);
});

const MILD = /not enough to make the change/;

test.each<[string, object, boolean]>([
  ["key", { description: "A valid master key.", required: true }, true],
  ["auth_token", { required: true }, true],
  ["token", { description: "Ihr Zugangstoken", required: true }, true],
  ["cle", { description: "Votre clé API", required: true }, true],
  ["clave", { description: "Su clave de API", required: true }, true],
  ["chave", { description: "Sua chave de API", required: true }, true],
  ["password", { required: true }, true],
  ["key", { description: "The key of the entry", required: true }, false],
  ["token", { description: "Your access token" }, false],
])("a change by GET with %s %j is milder: %s", async (name, more, expected) => {
  const [fault] = await faultsIn(
    stateChangingGet,
    { "GET /alerts/delete": { parameters: [{ in: "query", name, schema: TEXT, ...more }] } },
    { security: undefined, components: {} },
  );
  expect((fault!.mitigations ?? []).some((one) => MILD.test(one))).toBe(expected);
});

test.each([
  ["Filter only subscriptions matching key", 0],
  ["Filter for a key", 0],
  ["Nur die mit diesem Schlüssel, filtert nach Schlüssel", 0],
  ["Filtre uniquement les abonnements", 0],
  ["Filtra sólo las suscripciones", 0],
  ["Filtra apenas as assinaturas", 0],
  ["Your subscription key", 1],
])("a parameter that filters is no credential: %s", async (description, found) => {
  const faults = await faultsIn(credentialInUrl, {
    "GET /subscriptions": { parameters: [{ in: "query", name: "subscription_key", schema: TEXT, description }] },
  });
  expect(faults).toHaveLength(found);
});

/* Scopes. */

function scoped(counts: Readonly<Record<string, number>>): [Operations, object] {
  const operations: Record<string, object> = {};
  for (const [scope, count] of Object.entries(counts))
    for (let at = 0; at < count; at++)
      operations[`${at % 4 === 0 ? "DELETE" : "GET"} /${scope}${at % 6}/{id}/p${at}`] = {
        security: [{ login: [scope] }],
      };
  const scopes = Object.fromEntries(Object.keys(counts).map((scope) => [scope, `May ${scope}`]));
  const flows = { authorizationCode: { authorizationUrl: "https://a.acme.io", tokenUrl: "https://t.acme.io", scopes } };
  return [operations, { components: { securitySchemes: { login: { type: "oauth2", flows } } } }];
}

test.each<[Readonly<Record<string, number>>, number]>([
  [{ edit: 24, view: 24, create: 24, remove: 24 }, 0],
  [{ edit: 24, view: 10 }, 1],
  [{ all: 40 }, 1],
  [{ all: 40, admin: 4 }, 1],
  [{ account: 20, a: 9, b: 9, c: 9, d: 9, e: 9 }, 0],
])("one scope of many is not broad: %j", async (counts, found) => {
  expect(await faultsIn(overBroadScope, ...scoped(counts))).toHaveLength(found);
});

test.each([
  ["settings:read", "settings:write", 0],
  ["roles.read", "roles.write", 0],
  ["read_roles", "write_roles", 0],
  ["rollen:lesen", "rollen:schreiben", 0],
  ["roles:admin", "users:write", 1],
])("a list for %s beside a change for %s", async (read, write, found) => {
  const scopes = { [read]: "a", [write]: "b" };
  const flows = { authorizationCode: { authorizationUrl: "https://a.acme.io", tokenUrl: "https://t.acme.io", scopes } };
  const login = (scope: string): object => ({ security: [{ login: [scope] }], responses: RECORD });
  const faults = await faultsIn(
    bflaAdminOperation,
    {
      "GET /roles": login(read),
      "PATCH /roles/{id}": { ...login(write), requestBody: takes({ role: TEXT, permissions: TEXT }) },
      "PATCH /teams/{id}": login(write),
      "PATCH /rates/{id}": login(write),
      "PATCH /units/{id}": login(write),
    },
    { components: { securitySchemes: { login: { type: "oauth2", flows } } } },
  );
  expect(faults.filter(({ cause }) => cause === "less than siblings")).toHaveLength(found);
});

test.each([
  ["ID of the role you want to impersonate (requires that the role has global 'root' permissions).", 0],
  ["ID of the user to impersonate. Requires the administrator role.", 0],
  ["ID of the user to impersonate", 1],
  ["ID of the user to impersonate. No permission is required.", 1],
])("a header that acts as others is bound by its text: %s", async (description, found) => {
  const faults = await faultsIn(
    bflaAdminOperation,
    { "GET /users": { security: [{ token: [] }, { token: [], su: [] }], responses: RECORD } },
    {
      components: { securitySchemes: { ...SCHEMES, su: { type: "apiKey", in: "header", name: "X-Su", description } } },
    },
  );
  expect(faults.filter(({ cause }) => cause.startsWith("acts as"))).toHaveLength(found);
});

test.each([
  [["authorizationCode"], {}, 0],
  [["authorizationCode", "implicit"], {}, 0],
  [["authorizationCode"], { grant_types: TEXT }, 1],
  [["authorizationCode", "clientCredentials"], {}, 1],
  [["clientCredentials"], {}, 1],
])("scopes of a client that registers take effect without a user: %j, %j", async (kinds, more, found) => {
  const flow = {
    authorizationUrl: "https://a.acme.io",
    tokenUrl: "https://t.acme.io",
    scopes: { read: "R", write: "W" },
  };
  const flows = Object.fromEntries(kinds.map((kind) => [kind, flow]));
  const faults = await faultsIn(
    selfAssignedScopes,
    {
      "POST /apps": {
        security: [],
        requestBody: takes({ client_name: TEXT, redirect_uris: TEXT, scope: TEXT, ...more }),
      },
      "POST /orders": { security: [{ login: ["write"] }] },
    },
    { components: { securitySchemes: { login: { type: "oauth2", flows } } } },
  );
  expect(faults).toHaveLength(found);
});

/* Objects named twice. */

test.each([
  ["The ID of the Linode to restore a Backup to", 0],
  ["ID of the workspace to copy the project into", 0],
  ["Namespace of the partner organization to add", 0],
  ["ID des Partners", 0],
  ["Die Instanz, in die das Backup wiederhergestellt wird", 0],
  ["Instance vers laquelle la sauvegarde est restaurée", 0],
  ["Organisation partenaire", 0],
  ["Instancia en la que se restaura la copia", 0],
  ["Instância na qual a cópia é restaurada", 0],
  ["The ID of the vault", 1],
])("what a body names in another role: %s", async (description, found) => {
  const faults = await faultsIn(bolaTargetNamedTwice, {
    "POST /vaults/{vaultId}/backups": {
      requestBody: takes({ vaultId: { ...TEXT, description }, title: TEXT }, { required: ["vaultId", "title"] }),
    },
  });
  expect(faults).toHaveLength(found);
});

test.each([
  ["system_secret", []],
  ["system_password", []],
  ["user_password", [expect.stringMatching(/carries credentials/)]],
])("a body with %s", async (secret, expected) => {
  const [fault] = await faultsIn(bolaTargetNamedTwice, {
    "POST /systems/{systemKey}/edges": {
      requestBody: takes(
        { system_key: TEXT, [secret]: TEXT, title: TEXT },
        { required: ["system_key", secret, "title"] },
      ),
    },
  });
  expect(fault!.aggravations).toEqual(expected);
});

/* Values of the callers' own. */

test.each([
  ["Environment variables defined on the node", 0],
  ["Umgebungsvariablen des Node", 0],
  ["Environment variables of the service", 1],
  ["", 1],
])("the configuration of what a path names is that thing's: %s", async (description, found) => {
  const faults = await faultsIn(internalsInResponse, {
    "GET /nodes": {
      responses: returns({
        type: "array",
        items: { properties: { environmentVariables: { type: "object", description } } },
      }),
    },
  });
  expect(faults).toHaveLength(found);
});

test.each(["stacktrace", "stackTrace", "stack_trace"])(
  "a %s that clients send is no failure of the service",
  async (name) => {
    const run = { properties: { status: TEXT, [name]: TEXT } };
    const failing = { 400: { description: "no", content: { "application/json": { schema: run } } } };
    const read = { responses: { ...returns(run), ...failing } };
    const send = { requestBody: takes({ status: TEXT, [name]: TEXT }), responses: failing };
    expect(await faultsIn(verboseError, { "GET /runs/{id}": read })).toHaveLength(1);
    expect(await faultsIn(verboseError, { "GET /runs/{id}": read, "POST /runs": send })).toEqual([]);
  },
);

test.each([
  ["X-IBM-Client-Id", "/numbers", 0],
  ["X-Client-Id", "/numbers", 0],
  ["client_id", "/numbers", 1],
  ["X-Client-Id", "/clients", 1],
  ["X-Member-Id", "/numbers", 1],
])("%s of an API with %s", async (name, path, found) => {
  const faults = await faultsIn(
    guessableCredential,
    { [`GET ${path}`]: { responses: RECORD } },
    { components: { securitySchemes: { token: { type: "apiKey", in: "header", name } } } },
  );
  expect(faults).toHaveLength(found);
});

test.each([
  ["languageCode", 0],
  ["countryCode", 0],
  ["currency_code", 0],
  ["landCode", 0],
  ["codeLangue", 0],
  ["codigoPostal", 0],
  ["membershipNumber", 1],
  ["organizationCode", 1],
])("a sign-up with %s claims a membership", async (name, found) => {
  const faults = await faultsIn(unvettedRegistration, {
    "GET /orders": { responses: RECORD },
    "POST /register": {
      security: [],
      description: "Register a new user. The user is immediately signed in and gets an access token.",
      requestBody: takes({ email: TEXT, password: TEXT, [name]: TEXT }),
      responses: returns({ properties: { token: TEXT } }),
    },
  });
  expect(faults).toHaveLength(found);
});

test.each([
  ["PUT", "Update the 2FA information. The email is taken from the developer's account."],
  ["POST", "The e-mail is taken from the account."],
])("%s: what a value is taken from says nothing of who has an account", async (method, description) => {
  const faults = await faultsIn(accountEnumeration, {
    [`${method} /userinfo`]: {
      security: [],
      description,
      requestBody: takes({ email: TEXT, two_factor_method: TEXT }),
    },
  });
  expect(faults).toEqual([]);
});

/* What silence proves. */

const STATUSES = (words: readonly string[]): object =>
  Object.fromEntries(["401", "403", "404"].map((status, at) => [status, { description: words[at] }]));
const STANDARD = ["Unauthorized", "Forbidden", "Not Found"];
const TEMPLATE = /as a generator does/;

test.each<[string, object, object, boolean]>([
  ["a template", STATUSES(STANDARD), STATUSES(STANDARD), true],
  ["words of its own", STATUSES(["Wrong password", "Forbidden", "No such user"]), STATUSES(STANDARD), false],
  ["others that list a limit", STATUSES(STANDARD), { ...STATUSES(STANDARD), 429: { description: "Too many" } }, false],
  ["others that list other errors", STATUSES(STANDARD), { 400: { description: "No" } }, false],
])("a log-in without a limit, with %s", async (_name, own, others, expected) => {
  const [fault] = await faultsIn(missingRateLimit, {
    "POST /login": { security: [], requestBody: takes({ username: TEXT, password: TEXT }), responses: own },
    "GET /orders": { responses: others },
    "GET /notes": { responses: others },
  });
  expect((fault!.mitigations ?? []).some((one) => TEMPLATE.test(one))).toBe(expected);
});

const DOCUMENTED = /speaks of the credential/;

test.each([
  ["Private Token is used anytime you request information.", true],
  ["Example:\n\nAuthorization: Token token=e558", true],
  ["Send your API key with every request.", true],
  ["Der API-Schlüssel wird bei jedem Aufruf gesendet.", true],
  ["La clé API est envoyée à chaque requête.", true],
  ["La clave API se envía en cada petición.", true],
  ["A chave de API é enviada em cada requisição.", true],
  ["The API stores tokens of devices.", false],
  ["", false],
])("a text that documents the credential: %s", async (description, expected) => {
  const api = await apiOf(
    {
      "DELETE /users/{id}": {},
      "GET /users/{id}": { responses: returns({ properties: { email: TEXT, iban: TEXT } }) },
    },
    { info: { title: "T", version: "1", description }, security: undefined, components: {} },
  );
  const [fault] = [...authenticationUnstated.check(api)];
  const isMilder = fault === undefined || (fault.mitigations ?? []).length > 0;
  expect(isMilder).toBe(expected);
  if (fault !== undefined && !expected)
    expect((fault.mitigations ?? []).some((one) => DOCUMENTED.test(one))).toBe(false);
});
