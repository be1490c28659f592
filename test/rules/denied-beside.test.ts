import { expect, test } from "vitest";
import { contradictoryRequirement } from "../../src/rules/authentication/contradictory-requirement.ts";
import { bolaInconsistentAuthorization } from "../../src/rules/authorization/bola-inconsistent-authorization.ts";
import { faultsIn, returns, spotsOf, SCHEMES, type Operations } from "./faults-in.ts";

/* A denial in words on one operation, beside operations on the same object that have none; a scope beside what it opens. */

const said = (description: string): object => ({ description });

test.each<[string, Operations, string]>([
  [
    "in English",
    { "GET /groups/{id}": said("A group if the user has access."), "PUT /groups/{id}": {} },
    "PUT /groups/{id}",
  ],
  [
    "in German",
    { "GET /g/{id}": said("Eine Gruppe, wenn der Benutzer Zugriff hat."), "PUT /g/{id}": {} },
    "PUT /g/{id}",
  ],
  [
    "in French",
    { "GET /g/{id}": said("Un groupe si l'utilisateur y a accès."), "DELETE /g/{id}": {} },
    "DELETE /g/{id}",
  ],
  ["in Spanish", { "GET /g/{id}": said("Un grupo si el usuario tiene acceso."), "PUT /g/{id}": {} }, "PUT /g/{id}"],
  ["in Portuguese", { "GET /g/{id}": said("Um grupo se o usuário tem acesso."), "PUT /g/{id}": {} }, "PUT /g/{id}"],
  // nothing that is left out
  [
    "both say it",
    { "GET /g/{id}": said("A group if you have access."), "PUT /g/{id}": said("Changes it if you have access.") },
    "",
  ],
  [
    "the change is refused",
    { "GET /g/{id}": said("A group if you have access."), "PUT /g/{id}": { responses: { 403: said("Forbidden") } } },
    "",
  ],
  [
    "the change is for a role",
    { "GET /g/{id}": said("A group if you have access."), "PUT /g/{id}": said("Administrators only.") },
    "",
  ],
  [
    "another credential",
    { "GET /g/{id}": said("A group if you have access."), "PUT /g/{id}": { security: [{ key: [] }] } },
    "",
  ],
  ["another object", { "GET /g/{id}": said("A group if you have access."), "PUT /h/{id}": {} }, ""],
  ["only the change says it", { "GET /g/{id}": {}, "PUT /g/{id}": said("Changes it if you have access.") }, ""],
  ["denied", { "GET /g/{id}": said("Returned even if the user has access to no group."), "PUT /g/{id}": {} }, ""],
])("a clause of access: %s", async (_what, operations, spots) => {
  expect(spotsOf(await faultsIn(bolaInconsistentAuthorization, operations))).toBe(spots);
});

const refusing = (text: string, more: object = {}): object => ({
  responses: { 403: { description: text, ...more } },
});
const FILE = { 200: { description: "ok", content: { "application/octet-stream": {} } }, 404: said("Not found") };

const vaults = (refusal: object, content: object): Operations => ({
  "GET /vaults/{id}": refusal,
  "GET /vaults/{id}/items/{item}": refusal,
  "PUT /vaults/{id}/items/{item}": refusal,
  "DELETE /vaults/{id}/items/{item}": refusal,
  "GET /vaults/{id}/items/{item}/content": content,
});

test.each<[string, Operations, string]>([
  ["by its text", vaults(refusing("Not in scope"), { responses: FILE }), "GET /vaults/{id}/items/{item}/content"],
  [
    "by its example",
    vaults(
      refusing("Unauthorized", {
        content: { "application/json": { example: { message: "vault 1 is not in scope" } } },
      }),
      { responses: FILE },
    ),
    "GET /vaults/{id}/items/{item}/content",
  ],
  [
    "in German",
    vaults(refusing("Kein Zugriff auf den Tresor"), { responses: FILE }),
    "GET /vaults/{id}/items/{item}/content",
  ],
  ["in French", vaults(refusing("Pas accès au coffre"), { responses: FILE }), "GET /vaults/{id}/items/{item}/content"],
  [
    "in Spanish",
    vaults(refusing("No tiene acceso a la caja"), { responses: FILE }),
    "GET /vaults/{id}/items/{item}/content",
  ],
  [
    "in Portuguese",
    vaults(refusing("Sem acesso a este cofre"), { responses: FILE }),
    "GET /vaults/{id}/items/{item}/content",
  ],
  // a code without a text says nothing
  ["a bare code", vaults(refusing("Forbidden"), { responses: FILE }), ""],
  ["a refusal of the token", vaults(refusing("The token has expired"), { responses: FILE }), ""],
  ["refused, too", vaults(refusing("Not in scope"), { responses: { ...FILE, 403: said("Forbidden") } }), ""],
  ["nothing comes back", vaults(refusing("Not in scope"), { responses: returns({ type: "boolean" }) }), ""],
  ["with a key of its own", vaults(refusing("Not in scope"), { responses: FILE, security: [{ key: [] }] }), ""],
  [
    "only changes refuse",
    {
      "PUT /boards/{id}": refusing("Insufficient access"),
      "DELETE /boards/{id}": refusing("Insufficient access"),
      "POST /boards/{id}/notes": refusing("Insufficient access"),
      "DELETE /boards/{id}/notes/{note}": refusing("Insufficient access"),
      "GET /boards/{id}/photo": { responses: FILE },
    },
    "",
  ],
  ["few refuse", { "GET /vaults/{id}": refusing("Not in scope"), "GET /vaults/{id}/content": { responses: FILE } }, ""],
])("a refusal in words: %s", async (_what, operations, spots) => {
  expect(spotsOf(await faultsIn(bolaInconsistentAuthorization, operations))).toBe(spots);
});

const scopes = (texts: object): object => ({
  components: {
    securitySchemes: {
      ...SCHEMES,
      login: {
        type: "oauth2",
        flows: {
          authorizationCode: {
            authorizationUrl: "https://login.acme.io/authorize",
            tokenUrl: "https://login.acme.io/token",
            scopes: texts,
          },
        },
      },
    },
  },
});
const TESTS = { tests: "Create, update and delete tests" };

test.each<[string, object, string[], string[]]>([
  ["only makes", { buckets: "Allows you to create new buckets", ...TESTS }, ["buckets"], ["makes login"]],
  [
    "… beside one for reading",
    { all: "Default read access", b: "Create buckets", ...TESTS },
    ["all", "b"],
    ["makes login"],
  ],
  ["in German", { b: "Erlaubt, neue Behälter zu erstellen", t: "Prüfungen löschen" }, ["b"], []],
  ["in French", { b: "Permet de créer des seaux", t: "Supprimer des essais" }, ["b"], ["makes login"]],
  ["in Spanish", { b: "Permite crear cubos", t: "Eliminar pruebas" }, ["b"], ["makes login"]],
  ["in Portuguese", { b: "Permite criar baldes", t: "Excluir testes" }, ["b"], ["makes login"]],
  ["makes and deletes", { buckets: "Create and delete buckets", ...TESTS }, ["buckets"], []],
  ["makes and removes", { buckets: "Register and remove buckets", ...TESTS }, ["buckets"], []],
  ["makes and manages", { buckets: "Create and manage buckets", ...TESTS }, ["buckets"], []],
  ["says nothing", { buckets: "Buckets", ...TESTS }, ["buckets"], []],
  ["no scope speaks of deletions", { buckets: "Create buckets" }, ["buckets"], []],
  ["another that is asked for deletes", { buckets: "Create buckets", ...TESTS }, ["buckets", "tests"], []],
])("a scope of a deletion: %s", async (_what, texts, asked, causes) => {
  const operations = { "DELETE /buckets/{id}": { security: [{ login: asked }] }, "POST /buckets": {} };
  const faults = await faultsIn(contradictoryRequirement, operations, scopes(texts));
  expect(faults.map(({ cause }) => cause)).toEqual(causes);
});

const EMAIL = { type: "object", properties: { id: { type: "string" }, email: { type: "string", format: "email" } } };
const GUARD = "Allows you to read the email addresses of users";

test.each<[string, object, object, object[], string[]]>([
  [
    "returned under another scope",
    { "users:email": GUARD, users: "Read users" },
    EMAIL,
    [{ login: ["users"] }],
    ["guarded users:email"],
  ],
  [
    "in German",
    { "users:email": "E-Mail-Adressen lesen", users: "Nutzer" },
    EMAIL,
    [{ login: ["users"] }],
    ["guarded users:email"],
  ],
  [
    "in French",
    { "users:email": "Lire les adresses", users: "Noms" },
    EMAIL,
    [{ login: ["users"] }],
    ["guarded users:email"],
  ],
  [
    "in Spanish",
    { "users:email": "Leer los correos", users: "Usuarios" },
    EMAIL,
    [{ login: ["users"] }],
    ["guarded users:email"],
  ],
  [
    "in Portuguese",
    { "users:email": "Ler os e-mails", users: "Nomes" },
    EMAIL,
    [{ login: ["users"] }],
    ["guarded users:email"],
  ],
  [
    "the scope is asked for, too",
    { "users:email": GUARD, users: "Read users" },
    EMAIL,
    [{ login: ["users", "users:email"] }],
    [],
  ],
  ["another way in", { "users:email": GUARD, users: "Read users" }, EMAIL, [{ token: [] }], []],
  [
    "a scope for sending",
    { "users:email": "Send and manage email", users: "Read users" },
    EMAIL,
    [{ login: ["users"] }],
    [],
  ],
  ["a scope of the protocol", { email: "Read your email", users: "Read users" }, EMAIL, [{ login: ["users"] }], []],
  [
    "another value",
    { "users:email": GUARD, users: "Read users" },
    { properties: { id: { type: "string" } } },
    [{ login: ["users"] }],
    [],
  ],
])("a value that a scope is for: %s", async (_what, texts, schema, security, causes) => {
  const [guard = ""] = Object.keys(texts);
  const operations = {
    "GET /users": { security, responses: returns({ type: "array", items: schema }) },
    "GET /addresses": { security: [{ login: [guard] }] },
  };
  const faults = await faultsIn(contradictoryRequirement, operations, scopes(texts));
  expect(faults.map(({ cause }) => cause)).toEqual(causes);
});

test("a scope that no call asks for guards nothing", async () => {
  const operations = { "GET /users": { security: [{ login: ["users"] }], responses: returns(EMAIL) } };
  const texts = { "users:email": GUARD, users: "Read users" };
  expect(await faultsIn(contradictoryRequirement, operations, scopes(texts))).toEqual([]);
});
