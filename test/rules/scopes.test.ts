import { expect, test } from "vitest";
import { missingScope } from "../../src/rules/authentication/missing-scope.ts";
import { excessiveScopeForRead } from "../../src/rules/authorization/excessive-scope-for-read.ts";
import { bflaWriteWeakerThanRead } from "../../src/rules/authentication/bfla-write-weaker-than-read.ts";
import { overBroadScope } from "../../src/rules/authorization/over-broad-scope.ts";
import { faultsIn, returns, SCHEMES, spotsOf, takes, type Operations } from "./faults-in.ts";

/* What scopes an API asks for, as a whole: one finding for an API, as grave as what its tokens can do. */

const TEXT = { type: "string" };

const withScopes = (...scopes: readonly string[]): object => ({
  components: {
    securitySchemes: {
      login: {
        type: "oauth2",
        flows: {
          authorizationCode: {
            authorizationUrl: "https://login.acme.io/authorize",
            tokenUrl: "https://login.acme.io/token",
            scopes: Object.fromEntries(scopes.map((scope) => [scope, ""])),
          },
        },
      },
    },
  },
});

const needing = (...scopes: readonly string[]): object => ({ security: [{ login: scopes }] });
const ALL = ["sleep", "weight", "location", "heartrate", "social", "settings", "profile"];
const paths = (count: number, operation: object): Operations =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`GET /logs${at}`, operation]));

const POOL = { pool: { type: "apiKey", in: "header", name: "Authorization" } };

test.each([
  ["of the same things", "POST /lots/{id}/award", "POST /lots/{id}/award"],
  ["of other things", "POST /bids/{id}/raise", ""],
  ["that only reads", "GET /lots/{id}", ""],
])("missing-scope: beside a change that asks a key for a scope, one %s", async (_name, id, spots) => {
  const operations = {
    "DELETE /lots/{id}": { security: [{ pool: ["staff"] }] },
    [id]: { security: [{ pool: [] }] },
  };
  expect(spotsOf(await faultsIn(missingScope, operations, { components: { securitySchemes: POOL } }))).toBe(spots);
});

test.each<[string, Operations, string, number]>([
  ["of five things at once, often", paths(6, needing(...ALL.slice(0, 5))), "login many", 1],
  ["of five things at once, rarely", paths(2, needing(...ALL.slice(0, 5))), "login many", 0],
  ["of four things", paths(6, needing(...ALL.slice(0, 4))), "", 0],
  ["each in a requirement of its own", paths(6, { security: ALL.map((scope) => ({ login: [scope] })) }), "", 0],
  ["all that there are", paths(6, needing(...ALL)), "login all", 1],
])("excessive-scope-for-read: scopes %s", async (_what, operations, cause, steps) => {
  const faults = await faultsIn(excessiveScopeForRead, operations, withScopes(...ALL));
  expect(faults.map((fault) => fault.cause).join()).toBe(cause);
  expect(faults.flatMap(({ aggravations = [] }) => aggravations)).toHaveLength(steps);
});

test.each([
  [5, 1],
  [2, 0],
])("excessive-scope-for-read: %s reads that need the wider scope, too", async (count, steps) => {
  const operations = paths(count, needing("payroll", "payroll.read"));
  const [fault] = await faultsIn(excessiveScopeForRead, operations, withScopes("payroll", "payroll.read", "files"));
  expect(fault?.aggravations).toHaveLength(steps);
});

const READS = paths(5, needing());
const PAYS: Operations = {
  "POST /payouts": { ...needing(), requestBody: takes({ amount: { type: "integer" }, recipient: { type: "string" } }) },
};
const NOTES: Operations = { "POST /notes": { ...needing(), requestBody: takes({ text: { type: "string" } }) } };

test.each<[string, Operations, readonly string[], number, number]>([
  ["no scopes, and money moves", { ...READS, ...PAYS }, [], 1, 0],
  ["a scope without a name, and money moves", { ...READS, ...PAYS }, [" "], 1, 1],
  ["no scopes, and nothing grave is done", { ...READS, ...NOTES }, [], 0, 0],
  ["no scopes, and a single purpose", PAYS, [], 0, 0],
  ["scopes that nothing asks for, and money moves", { ...READS, ...PAYS }, ["a", "b"], 1, 0],
  ["scopes that nothing asks for", { ...READS, ...NOTES }, ["a", "b"], 1, 1],
])("missing-scope: %s", async (_what, operations, scopes, count, steps) => {
  const faults = await faultsIn(missingScope, operations, withScopes(...scopes));
  expect(faults).toHaveLength(count);
  expect(faults.flatMap(({ mitigations = [] }) => mitigations)).toHaveLength(steps);
  expect(faults.every(({ carriers }) => carriers !== undefined)).toBe(true);
});

const PEOPLE = paths(5, {
  ...needing(),
  responses: returns({
    type: "array",
    items: { type: "object", properties: { name: { type: "string" }, ethnicity: { type: "string" } } },
  }),
});
const PLACES: Operations = {
  "GET /schools": { ...needing(), responses: returns({ type: "object", properties: { city: { type: "string" } } }) },
};

test.each<[string, Operations, readonly string[], number, number]>([
  ["no scopes, and restricted data of many is read", { ...PEOPLE, ...PLACES }, [], 1, 0],
  ["no scopes, and all of it is such data", PEOPLE, [], 0, 0],
  ["a single scope that nothing asks for", { ...READS, ...NOTES }, ["notes:write"], 1, 1],
])("missing-scope: %s", async (_what, operations, scopes, count, steps) => {
  const faults = await faultsIn(missingScope, operations, withScopes(...scopes));
  expect(faults).toHaveLength(count);
  expect(faults.flatMap(({ mitigations = [] }) => mitigations)).toHaveLength(steps);
});

const tagged = (tag: string, ...scopes: readonly string[]): object => ({ ...needing(...scopes), tags: [tag] });
const picture = { responses: { 200: { description: "ok", content: { "image/jpeg": {} } } } };
const CAMERAS: Operations = Object.fromEntries(
  ["home", "event", "person"].map((name) => [`GET /${name}`, tagged("Cameras", "read_camera")]),
);

test.each<[string, Operations, number]>([
  ["beside others that ask for one", { ...CAMERAS, "GET /frames": { ...tagged("Cameras"), ...picture } }, 1],
  [
    "of one thing that is named",
    {
      ...CAMERAS,
      "GET /models/{id}": { ...tagged("Cameras"), responses: returns({ type: "object", properties: { colour: {} } }) },
    },
    1,
  ],
  ["under another tag", { ...CAMERAS, "GET /frames": { ...tagged("Pages"), ...picture } }, 0],
  [
    "that is known to be harmless",
    {
      ...CAMERAS,
      "GET /models": { ...tagged("Cameras"), responses: returns({ type: "object", properties: { colour: {} } }) },
    },
    0,
  ],
])("missing-scope: a read without a scope %s", async (_what, operations, count) => {
  const faults = await faultsIn(missingScope, operations, withScopes("read_camera"));
  expect(faults).toHaveLength(count);
});

test.each([
  ["/api/v1/shop", 1],
  ["", 1],
])("over-broad-scope: one scope for all of what stands below %s", async (before, count) => {
  const all = ["orders", "customers", "invoices", "users"].flatMap((thing): [string, object][] => [
    [`GET ${before}/${thing}`, needing("all")],
    [`POST ${before}/${thing}`, needing("all")],
    [`DELETE ${before}/${thing}/{id}`, needing("all")],
  ]);
  expect(await faultsIn(overBroadScope, Object.fromEntries(all), withScopes("all"))).toHaveLength(count);
});

test.each<[string, (thing: string) => object, number]>([
  ["a narrower scope", (thing) => ({ security: [{ login: ["all"] }, { login: [thing] }] }), 0],
  ["the same scope twice", () => ({ security: [{ login: ["all"] }, { login: ["all"] }] }), 1],
  ["another credential", () => ({ security: [{ login: ["all"] }, { pool: [] }] }), 1],
  ["the token alone, whatever its scopes are", () => ({ security: [{ login: ["all"] }, { login: [] }] }), 0],
])("over-broad-scope: beside the one scope, an alternative asks for %s", async (_what, asks, count) => {
  const all = ["orders", "customers", "invoices", "users"].flatMap((thing): [string, object][] => [
    [`GET /${thing}`, asks(thing)],
    [`POST /${thing}`, asks(thing)],
    [`DELETE /${thing}/{id}`, asks(thing)],
  ]);
  const { login } = (withScopes("all", "orders") as { components: { securitySchemes: { login: object } } }).components
    .securitySchemes;
  const more = { components: { securitySchemes: { login, ...POOL } } };
  expect(await faultsIn(overBroadScope, Object.fromEntries(all), more)).toHaveLength(count);
});

const key = (description: string): object => ({
  parameters: [{ name: "secretKey", in: "query", required: true, description, schema: { type: "string" } }],
});
const IN_HEADER = { type: "apiKey", in: "header", name: "X-Key" };
const READ_ONLY = { components: { securitySchemes: { readOnlyKey: IN_HEADER, readOnlyAndWriteKey: IN_HEADER } } };

test.each<[string, Operations, number]>([
  ["the text of a key that a deletion takes", { "DELETE /faces": key("The secretKey or readOnlyKey") }, 1],
  ["in German", { "DELETE /gesichter": key("Der Schlüssel, auch der nur lesende: nur lesend genügt") }, 1],
  ["in French", { "DELETE /visages": key("La clé secrète ou la clé en lecture seule") }, 1],
  ["in Spanish", { "DELETE /caras": key("La clave secreta o la de solo lectura") }, 1],
  ["in Portuguese", { "DELETE /rostos": key("A chave secreta ou a chave somente leitura") }, 1],
  ["of what a read takes", { "GET /faces": key("The secretKey or readOnlyKey") }, 0],
  ["that refuses it", { "DELETE /faces": key("The secretKey. A read-only key is refused.") }, 0],
  ["that says that it is not enough", { "DELETE /faces": key("The secretKey, not the readOnlyKey") }, 0],
  ["the name of the scheme", { "DELETE /faces": { security: [{ readOnlyKey: [] }] } }, 1],
  ["the name of one that is for both", { "DELETE /faces": { security: [{ readOnlyAndWriteKey: [] }] } }, 0],
])("bfla-write-weaker-than-read: a key for reading is accepted, by %s", async (_what, operations, count) => {
  const faults = await faultsIn(bflaWriteWeakerThanRead, operations, READ_ONLY);
  expect(faults.filter(({ cause }) => cause === "read-only key")).toHaveLength(count);
});

test("a key for reading weighs less by what says that it is one", async () => {
  const [named] = await faultsIn(
    bflaWriteWeakerThanRead,
    { "DELETE /a": { security: [{ readOnlyKey: [] }] } },
    READ_ONLY,
  );
  const [described] = await faultsIn(bflaWriteWeakerThanRead, { "DELETE /a": key("The readOnlyKey") });
  expect(named?.mitigations).toEqual(["a key may allow more than its name says"]);
  expect(described?.mitigations).toEqual(["a key may allow more than its description says"]);
});

const KEY = { components: { securitySchemes: { key: { type: "apiKey", in: "header", name: "X-Key" } } } };
const WITH_KEY = { security: [{ key: [] }] };
const BOTH = { security: [{ key: [], login: [] }] };
const EITHER = { security: [{ key: [] }, { login: [] }] };
const TWO_KEYS = { components: { securitySchemes: { ...KEY.components.securitySchemes, login: SCHEMES.login } } };
const KEYED = paths(5, WITH_KEY);
const PAID: Operations = { "POST /payouts": { ...PAYS["POST /payouts"], ...WITH_KEY } };
const saying = (description: string): object => ({ ...KEY, info: { title: "Example", version: "1", description } });

test.each<[string, Operations, object, number]>([
  ["reads and moves money", { ...KEYED, ...PAID }, KEY, 1],
  ["only reads", KEYED, KEY, 0],
  ["has one purpose", PAID, KEY, 0],
  [
    "writes down payments",
    {
      ...KEYED,
      "POST /payouts": {
        ...WITH_KEY,
        requestBody: takes({ amount: { type: "integer" }, recipient: TEXT, date: TEXT }),
      },
    },
    KEY,
    0,
  ],
  ["has permissions", { ...KEYED, ...PAID }, saying("Each key has permissions, which you choose."), 0],
  ["has none", { ...KEYED, ...PAID }, saying("Keys have no scopes and no permissions."), 1],
  ["goes with another", { ...paths(5, BOTH), "POST /payouts": { ...PAYS["POST /payouts"], ...BOTH } }, TWO_KEYS, 0],
  ["is one of two", { ...paths(5, EITHER), "POST /payouts": { ...PAYS["POST /payouts"], ...EITHER } }, TWO_KEYS, 0],
  ["has permissions, in German", { ...KEYED, ...PAID }, saying("Jeder Schlüssel hat Berechtigungen."), 0],
  [
    "stands beside another credential",
    { ...KEYED, "POST /payouts": PAYS["POST /payouts"]! },
    { components: { securitySchemes: { ...KEY.components.securitySchemes, login: SCHEMES.login } } },
    0,
  ],
  [
    "is a person's session",
    { ...KEYED, ...PAID },
    { components: { securitySchemes: { key: { type: "http", scheme: "bearer" } } } },
    0,
  ],
])("missing-scope: a key that %s", async (_what, operations, more, count) => {
  const faults = await faultsIn(missingScope, operations, more);
  expect(faults.filter(({ cause }) => cause === "one key")).toHaveLength(count);
});

test.each<[string, Operations, number]>([
  [
    "a secret of a program",
    { "POST /token/new": { security: [], requestBody: takes({ secret_id: TEXT, secret_key: TEXT }) } },
    1,
  ],
  ["a password", { "POST /login": { security: [], requestBody: takes({ email: TEXT, password: TEXT }) } }, 0],
  [
    "a secret of a program or a code that a person was sent",
    {
      "POST /token/new": { security: [], requestBody: takes({ client_id: TEXT, client_secret: TEXT }) },
      "POST /login/otp": { security: [], requestBody: takes({ phone: TEXT, code: TEXT }) },
    },
    0,
  ],
  [
    "a secret of a program, where the caller has a profile",
    {
      "POST /token/new": { security: [], requestBody: takes({ client_id: TEXT, client_secret: TEXT }) },
      "GET /me": {},
    },
    0,
  ],
  ["any secret", { "POST /token/new": { security: [], requestBody: takes({ id: TEXT, secret: TEXT }) } }, 0],
])("missing-scope: tokens that are got with %s", async (_what, issuing, count) => {
  const operations = { ...KEYED, ...PAID, ...issuing };
  const more = { components: { securitySchemes: { key: { type: "http", scheme: "bearer" } } } };
  expect(await faultsIn(missingScope, operations, more)).toHaveLength(count);
});

test("missing-scope: alternatives that both ask for none are one finding", async () => {
  const flows = {
    authorizationCode: { authorizationUrl: "https://a.io", tokenUrl: "https://t.io", scopes: { read: "" } },
  };
  const schemes = { one: { type: "oauth2", flows }, other: { type: "oauth2", flows } };
  const both = (...scopes: readonly string[]): object => ({ security: [{ one: scopes }, { other: scopes }] });
  const operations = { "GET /notes": both("read"), "DELETE /notes/{id}": both() };
  expect(await faultsIn(missingScope, operations, { components: { securitySchemes: schemes } })).toHaveLength(1);
});

const LOGIN = (scopes: Readonly<Record<string, string>>): object => ({
  components: {
    securitySchemes: {
      login: {
        type: "oauth2",
        flows: { clientCredentials: { tokenUrl: "https://login.acme.io/token", scopes } },
      },
    },
  },
});
const MAKES = "Create a slug for a product";
const MAKES_REPORT = "Report of a product";

test.each<[string, string, Readonly<Record<string, string>>, string, number]>([
  ["verb first", MAKES, { "READ:PRODUCT": "", "WRITE:PRODUCT": "" }, "READ:PRODUCT", 1],
  ["thing first", MAKES, { "product:read": "", "product:write": "" }, "product:read", 1],
  ["verb first, and the scope for changes", MAKES, { "READ:PRODUCT": "", "WRITE:PRODUCT": "" }, "WRITE:PRODUCT", 0],
  ["no scope for changes of the same", MAKES, { "READ:PRODUCT": "", "WRITE:ORDER": "" }, "READ:PRODUCT", 0],
  ["nothing says that it changes", MAKES_REPORT, { "READ:PRODUCT": "", "WRITE:PRODUCT": "" }, "READ:PRODUCT", 0],
  ["auf Deutsch", "Erstellt ein Kürzel", { "LESEN:PRODUKT": "", "SCHREIBEN:PRODUKT": "" }, "LESEN:PRODUKT", 1],
  [
    "a text that begins with the access",
    MAKES_REPORT,
    { "a:product": "Access to read product data", "b:product": "Access to write product data" },
    "a:product",
    0,
  ],
  [
    "… of one thing",
    MAKES_REPORT,
    { "product.a": "Access to read product data", "product.b": "Access to write product data" },
    "product.a",
    1,
  ],
  [
    "ein Text, der mit dem Zugriff beginnt",
    MAKES_REPORT,
    { "produkt.a": "Zugriff zum Lesen der Produkte", "produkt.b": "Zugriff zum Schreiben der Produkte" },
    "produkt.a",
    1,
  ],
  [
    "un texte",
    MAKES_REPORT,
    { "p.a": "Permet de lire les produits", "p.b": "Permet de modifier les produits" },
    "p.a",
    1,
  ],
  ["un texto", MAKES_REPORT, { "p.a": "Permite leer productos", "p.b": "Permite modificar productos" }, "p.a", 1],
  ["um texto", MAKES_REPORT, { "p.a": "Permite ler produtos", "p.b": "Permite alterar produtos" }, "p.a", 1],
  [
    "a text of both",
    MAKES_REPORT,
    { "product.a": "Access to read and write product data", "product.b": "Access to publish product data" },
    "product.a",
    0,
  ],
])(
  "bfla-write-weaker-than-read: a scope for reading opens a POST, by %s",
  async (_what, summary, scopes, scope, count) => {
    const operations = { "POST /products/{id}/slug": { summary, ...needing(scope) } };
    expect(await faultsIn(bflaWriteWeakerThanRead, operations, LOGIN(scopes))).toHaveLength(count);
  },
);

test.each<[string, Operations, number]>([
  ["nothing demands another one", {}, 1],
  ["siblings demand another one", { "PATCH /documents/{id}": needing("documents:write") }, 0],
  ["what makes them demands another one", { "POST /documents": needing("documents:write") }, 0],
  ["another path demands one", { "PUT /shelves/{id}": needing("documents:write") }, 1],
  ["other things demand one", { "PATCH /models/{id}": needing("models:write") }, 1],
  ["siblings demand it of several of them", { "PATCH /documents/{id}": needing("document:write") }, 0],
])("bfla-write-weaker-than-read: a scope for reading opens a deletion, where %s", async (_, more, mitigations) => {
  const operations = { "DELETE /documents/{id}": needing("documents:read"), ...more };
  const [fault] = await faultsIn(
    bflaWriteWeakerThanRead,
    operations,
    withScopes("documents:read", "documents:write", "models:write"),
  );
  expect(fault?.mitigations).toHaveLength(mitigations);
});

const apart = (scopes: Readonly<Record<string, string>>): object => ({
  components: {
    securitySchemes: {
      machine: { type: "oauth2", flows: { clientCredentials: { tokenUrl: "https://login.acme.io/token", scopes } } },
      person: {
        type: "oauth2",
        flows: {
          authorizationCode: {
            authorizationUrl: "https://login.acme.io/authorize",
            tokenUrl: "https://login.acme.io/token",
            scopes: { profile: "Who you are" },
          },
        },
      },
    },
  },
});
const PERSON = { security: [{ person: [] }] };
const ME: Operations = { "GET /me": { security: [{ person: ["profile"] }] } };
const LEADING_BACK = { ...PERSON, requestBody: takes({ name: TEXT, redirect_uris: { type: "array", items: TEXT } }) };

test.each<[string, Operations, Readonly<Record<string, string>>, string, number]>([
  [
    "that nothing asks for, and changes of the things",
    { "GET /vines/{id}": PERSON, "PUT /vines/{id}": PERSON },
    { vines: "Manage vines" },
    "GET /vines/{id}, PUT /vines/{id}",
    0,
  ],
  ["by its last word", { "DELETE /anlagen/{id}": PERSON }, { "anlagen:schreiben": "" }, "DELETE /anlagen/{id}", 0],
  ["in French", { "PUT /parcelles/{id}": PERSON }, { "parcelles.modifier": "" }, "PUT /parcelles/{id}", 0],
  ["in Spanish", { "PUT /parcelas/{id}": PERSON }, { "parcelas.escribir": "" }, "PUT /parcelas/{id}", 0],
  ["in Portuguese", { "PUT /talhoes/{id}": PERSON }, { "talhoes.escrever": "" }, "PUT /talhoes/{id}", 0],
  [
    "for applications, which say where their users are sent",
    { "PUT /applications/{id}": LEADING_BACK },
    { applications: "Manage applications" },
    "PUT /applications/{id}",
    1,
  ],
  // Nothing is left open.
  ["for reading alone", { "PUT /vines/{id}": PERSON }, { "vines:read": "" }, "", 0],
  ["of other things", { "PUT /barrels/{id}": PERSON }, { vines: "" }, "", 0],
  ["and the caller's own", { "PUT /me/vines": PERSON }, { vines: "" }, "", 0],
  ["that an operation asks for", { "PUT /vines/{id}": { security: [{ machine: ["vines"] }] } }, { vines: "" }, "", 0],
  ["and reads alone", { "GET /vines": PERSON }, { vines: "" }, "", 0],
])("missing-scope: a scope %s", async (_what, operations, scopes, spots, steps) => {
  const all = await faultsIn(missingScope, { ...ME, ...operations }, apart(scopes));
  const faults = all.filter(({ cause }) => cause.startsWith("unasked"));
  expect(spotsOf(faults)).toBe(spots);
  expect(faults.flatMap(({ aggravations = [] }) => aggravations)).toHaveLength(steps);
});

const PERSONAL = returns({ properties: { email: TEXT, home_address: TEXT, birth_date: TEXT } });
const FOUR = ALL.slice(0, 4);

test.each<[string, object[], object, string, number]>([
  ["by either of two schemes", [{ login: FOUR }, { app: FOUR }], {}, "login all", 0],
  ["and several kinds of data about a person", [{ login: FOUR }], { responses: PERSONAL }, "login all", 1],
  ["or by a key", [{ login: FOUR }, { key: [] }], {}, "", 0],
  ["or fewer by another scheme", [{ login: FOUR }, { app: FOUR.slice(0, 1) }], {}, "", 0],
])("excessive-scope-for-read: all scopes at once, %s", async (_what, security, more, cause, steps) => {
  const { components } = withScopes(...FOUR) as { components: { securitySchemes: { login: object } } };
  const { login } = components.securitySchemes;
  const schemes = { login, app: login, key: SCHEMES.key };
  const faults = await faultsIn(
    excessiveScopeForRead,
    { "GET /logs": { security, ...more } },
    { components: { securitySchemes: schemes } },
  );
  expect(faults.map((fault) => fault.cause).join()).toBe(cause);
  expect(faults.flatMap(({ aggravations = [] }) => aggravations)).toHaveLength(steps);
});

const keyWith = (more: object): object => ({
  security: [{ key: [] }],
  components: { securitySchemes: { key: { type: "apiKey", in: "header", name: "X-Api-Key", ...more } } },
});
const ONE_KEY_OF_ALL: Operations = {
  ...Object.fromEntries([1, 2, 3, 4].map((at) => [`GET /lots${at}`, { responses: returns({ properties: {} }) }])),
  "POST /payouts": { requestBody: takes({ amount: { type: "number" }, iban: TEXT }) },
};

test.each<[string, object, number]>([
  // Six reviewers of six such findings called it a choice of design: a holder of the key gets no further than the account.
  ["nothing", {}, 1],
  ["a custom authorizer", { "x-amazon-apigateway-authtype": "custom" }, 1],
  ["an authorizer of a function", { "x-amazon-apigateway-authorizer": { type: "request" } }, 1],
  ["both", { "x-amazon-apigateway-authtype": "custom", "x-amazon-apigateway-authorizer": { type: "token" } }, 1],
  ["an authorizer of no kind", { "x-amazon-apigateway-authorizer": {} }, 1],
  ["another gateway's", { "x-acme-authorizer": { type: "function" } }, 1],
  // What only reads tokens by a standard decides nothing else.
  ["a pool of users", { "x-amazon-apigateway-authtype": "cognito_user_pools" }, 1],
  ["tokens", { "x-amazon-apigateway-authorizer": { type: "jwt" } }, 1],
  ["something else", { "x-owner": "team" }, 1],
])("missing-scope: one key of all, checked by %s", async (_what, more, steps) => {
  const faults = await faultsIn(missingScope, ONE_KEY_OF_ALL, keyWith(more));
  expect(faults.map(({ cause }) => cause)).toEqual(["one key"]);
  expect(faults[0]!.mitigations).toHaveLength(steps);
});

test.each<[string, Operations, string]>([
  ["all", {}, "One credential gives access to every operation"],
  [
    "all but preflight requests",
    { "OPTIONS /lots1": { security: [] } },
    "One credential gives access to every operation",
  ],
  ["some", { "GET /status": { security: [] } }, "One credential gives access to every operation that requires one"],
])("missing-scope: one key of %s", async (_what, more, title) => {
  const [fault] = await faultsIn(missingScope, { ...ONE_KEY_OF_ALL, ...more }, keyWith({}));
  expect(fault?.title).toBe(title);
});
