import { expect, test } from "vitest";
import { isLogInElsewhere, isOptedInProfile } from "../../src/exposure/opted-in.ts";
import { seenByRight } from "../../src/exposure/seen-by-right.ts";
import { storedCredentialReturned } from "../../src/rules/data/stored-credential-returned.ts";
import { unauthenticatedOperation } from "../../src/rules/exposure/unauthenticated-operation.ts";
import { apiOf, faultsIn, returns, SIGN_UP } from "../rules/faults-in.ts";

/* Whose a value is, by the object around it and by what a text says of who sees it. */

const TEXT = { type: "string" };
const EMAIL = { type: "string", format: "email" };
const USERS = returns({ type: "array", items: { title: "User", properties: { id: TEXT, email: EMAIL, name: TEXT } } });

test.each([
  ["Returns all user info that the current user is authorized to see.", true],
  ["Lists the users that you are authorized to see", true],
  ["Users you have permission to view", true],
  ["Liefert alle Benutzer, die der Benutzer sehen darf", true],
  ["Alle Benutzer, auf die der Benutzer Zugriff hat", true],
  ["Les utilisateurs que l'utilisateur est autorisé à voir", true],
  ["Utilisateurs auxquels l'utilisateur a accès", true],
  ["Los usuarios que el usuario está autorizado a ver", true],
  ["Usuarios a los que el usuario tiene acceso", true],
  ["Os usuários que o usuário está autorizado a ver", true],
  ["Returns all users", false],
  ["Returns all users, also those that you are not authorized to see", false],
  ["Every user, whether or not the caller is authorized", false],
])("the rights of the caller decide what comes back: %s, %s", async (description, expected) => {
  const api = await apiOf({ ...SIGN_UP, "GET /users": { description, responses: USERS } });
  const operation = api.operations.find(({ method }) => method === "GET")!;
  expect(seenByRight(operation) !== undefined).toBe(expected);
  const flows = api.whose.exposedBy(operation).filter(({ field }) => field.name === "email");
  expect(flows.map(({ whose }) => whose)).toEqual([expected ? "tenant" : "population"]);
});

test.each([
  ["Retrieves a list of aliases for the authenticated User or Team.", "creator"],
  ["Domains registered for the authenticating user", "creator"],
  ["The projects of the authenticated user", "createdBy"],
  ["Projekte des angemeldeten Benutzers", "erstelltVon"],
  ["Les projets de l'utilisateur connecté", "créateur"],
  ["Los proyectos del usuario autenticado", "author"],
  ["Os projetos do usuário autenticado", "lastModifiedBy"],
])("who made the caller's own things is of the caller's account: %s, %s", async (description, maker) => {
  const items = {
    properties: { alias: TEXT, [maker]: { title: "User", properties: { email: EMAIL, username: TEXT } } },
  };
  const api = await apiOf({
    ...SIGN_UP,
    "GET /aliases": { description, responses: returns({ properties: { aliases: { type: "array", items } } }) },
  });
  const operation = api.operations.find(({ method }) => method === "GET")!;
  const flows = api.whose.exposedBy(operation).filter(({ field }) => field.name === "email");
  expect(flows.length).toBeGreaterThan(0);
  for (const { whose } of flows) expect(whose).not.toBe("population");
});

test.each([
  ["/directory", "Whether the account has opted into discovery features such as the directory.", true],
  ["/members/directory", "Has opted in to the directory", true],
  ["/verzeichnis", "Ob das Mitglied eingewilligt hat", true],
  ["/annuaire", "Le membre a accepté de figurer dans l'annuaire", true],
  ["/directorio", "Si el socio ha aceptado aparecer", true],
  ["/diretorio", "Se o sócio aceitou aparecer", true],
  ["/users", "Whether the account has opted into the directory", false],
  ["/directory", "Whether the account is active", false],
])("a profile that its owner has put into %s, by %s: %s", async (path, description, expected) => {
  const flag = { type: "boolean", description };
  const items = { title: "User", properties: { id: TEXT, email: EMAIL, name: TEXT, discoverable: flag } };
  const api = await apiOf({ [`GET ${path}`]: { security: [], responses: returns({ type: "array", items }) } });
  const flows = api.whose.flowsOf(api.operations[0]!);
  const optedIn = flows.filter((flow) => isOptedInProfile(flow)).map(({ field }) => field.name);
  expect(optedIn).toEqual(expected ? ["name"] : []);
});

test.each([
  ["The username needed to authenticate with the Docker registry", true],
  ["Used to log in to the server", true],
  ["Benutzername für die Anmeldung an der Registry", true],
  ["Nom pour s'authentifier auprès du registre", true],
  ["Usuario para autenticarse en el registro", true],
  ["Usuário para autenticar no registro", true],
  ["The username of the author", false],
])("a log-in at another service is of no person: %s", async (description, expected) => {
  const image = { properties: { username: { ...TEXT, description }, password: TEXT } };
  const api = await apiOf({ "GET /steps/{id}": { responses: returns({ properties: { image } }) } });
  const flows = api.whose.flowsOf(api.operations[0]!).filter(({ field }) => field.name === "username");
  expect(flows.map((flow) => isLogInElsewhere(flow))).toEqual([expected]);
});

test.each([
  ["Returns the user's SSH public keys", 0],
  ["Liefert die öffentlichen Schlüssel", 0],
  ["Les clés publiques de l'utilisateur", 0],
  ["Las claves públicas del usuario", 0],
  ["As chaves públicas do usuário", 0],
  ["Returns the user's keys", 1],
])("what stands beside a public key is no secret: %s", async (description, found) => {
  const faults = await faultsIn(storedCredentialReturned, {
    "GET /users/{id}/keys": {
      description,
      responses: returns({
        properties: { comment: { ...TEXT, description: "The comment parsed from the SSH key (if present)" } },
      }),
    },
  });
  expect(faults).toHaveLength(found);
});

const PROJECT = {
  title: "Project",
  properties: { name: TEXT, isPrivate: { type: "boolean" }, owner: TEXT, note: TEXT },
};

test.each<[string, object, boolean]>([
  ["written out", { security: [] }, true],
  ["left out", {}, false],
])("an open read of things that can be private, %s", async (_name, open, expected) => {
  const faults = await faultsIn(
    unauthenticatedOperation,
    {
      "GET /projects": {
        security: [{ token: [] }],
        responses: returns({ type: "array", items: { $ref: "#/components/schemas/Project" } }),
      },
      "GET /projects/{id}": { ...open, responses: returns({ $ref: "#/components/schemas/Project" }) },
    },
    {
      security: undefined,
      components: { schemas: { Project: PROJECT }, securitySchemes: { token: { type: "http", scheme: "bearer" } } },
    },
  );
  const fault = faults.find(({ message }) => message.includes("same resource"));
  expect((fault?.mitigations ?? []).some((one) => one.includes("makes single things private"))).toBe(expected);
});
