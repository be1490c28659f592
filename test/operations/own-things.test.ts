import { expect, test } from "vitest";
import { candidatesOf } from "../../src/operations/candidates/candidates.ts";
import { apiOfPart } from "../rules/description-of.ts";

/* What a call changes in the list or log-in of whoever makes it has no B: a correct service lets it pass. */

const TEXT = { type: "string" };
const fine = {
  200: {
    description: "OK",
    content: { "application/json": { schema: { type: "object", properties: { name: TEXT } } } },
  },
};
const call = (path: string, more: object = {}): object => ({
  parameters: [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({ name, in: "path", required: true, schema: TEXT })),
  responses: fine,
  ...more,
});

async function testedOf(paths: Readonly<Record<string, Readonly<Record<string, object>>>>): Promise<readonly string[]> {
  const api = await apiOfPart(
    JSON.stringify({
      openapi: "3.1.0",
      info: { title: "T", version: "1" },
      servers: [{ url: "https://api.acme.io" }],
      security: [{ user: [] }],
      paths: Object.fromEntries(
        Object.entries(paths).map(([path, methods]) => [
          path,
          Object.fromEntries(Object.entries(methods).map(([method, more]) => [method, call(path, more)])),
        ]),
      ),
      components: { securitySchemes: { user: { type: "http", scheme: "bearer", bearerFormat: "JWT" } } },
    }),
  );
  return candidatesOf(api).map(({ operation }) => operation.id);
}

test.each<readonly [string, string, string, string]>([
  ["/user/favorites/{id}", "delete", "/series/{id}", "Deletes the given series ID from the favorites"],
  ["/user/favorites/{id}", "put", "/series/{id}", "Adds the ID of the series"],
  ["/me/favorites/{movieId}", "put", "/movies/{id}", ""],
  ["/me/watchlist/{filmId}", "delete", "/films/{id}", ""],
  ["/user/ratings/{itemType}/{itemId}", "delete", "/movies/{id}", ""],
  ["/user/ratings/{itemType}/{itemId}/{itemRating}", "put", "/movies/{id}", ""],
  ["/me/favoriten/{id}", "put", "/serien/{id}", "Fügt die Serien ID hinzu"],
  ["/me/favoris/{filmId}", "put", "/films/{id}", ""],
  ["/me/favoritos/{id}", "delete", "/películas/{id}", "Quita el id de la película"],
  ["/me/favoritos/{filmeId}", "delete", "/filmes/{id}", ""],
])("%s names a thing of the catalogue in the caller's own list", async (path, method, shown, summary) => {
  const tested = await testedOf({ [path]: { [method]: { summary } }, [shown]: { get: {} } });
  expect(tested.filter((id) => id.endsWith(path))).toEqual([]);
});

test.each<readonly [string, string, string]>([
  ["/me/orders/{orderId}", "delete", "/movies/{id}"],
  ["/me/bookmarks/{bookmarkId}", "delete", "/movies/{id}"],
  ["/user/favorites/{id}", "delete", "/movies/{id}"],
  ["/users/{userId}/favorites/{movieId}", "delete", "/movies/{id}"],
  ["/me/shares/{documentId}", "put", "/orders/{id}"],
])("%s may name what is B's", async (path, method, shown) => {
  const tested = await testedOf({ [path]: { [method]: {} }, [shown]: { get: {} } });
  expect(tested.filter((id) => id.endsWith(path))).toHaveLength(1);
});

test("what callers make is no catalogue", async () => {
  const path = "/me/favorites/{documentId}";
  const tested = await testedOf({ [path]: { put: {} }, "/documents/{id}": { get: {}, put: {} } });
  expect(tested).toContain(`PUT ${path}`);
});

test.each<readonly [string, string]>([
  ["/authn/{account}/password", "You must provide the current password of the user"],
  ["/authn/{account}/api_key", "Any role can rotate its own API key"],
  ["/login/{tenant}/password", "Changes your password. The old password is required"],
  ["/authn/{account}/password", "Das bisherige Passwort muss mitgesendet werden"],
  ["/authn/{account}/password", "L'ancien mot de passe est exigé"],
  ["/authn/{account}/password", "Se exige la contraseña actual"],
  ["/authn/{account}/password", "É preciso enviar a senha atual"],
])("%s replaces what is the caller's own: %s", async (path, description) => {
  expect(await testedOf({ [path]: { put: { description } } })).toEqual([]);
});

test.each<readonly [string, string]>([
  ["/users/{userId}/password", "The current password is required"],
  ["/accounts/{account}/password", "The current password is required"],
  ["/authn/{account}/password", "Sets the password of a user"],
  ["/apps/{appId}/api_key", "Rotates the key of one of your own apps"],
])("%s may be of others: %s", async (path, description) => {
  expect(await testedOf({ [path]: { put: { description } } })).toEqual([`PUT ${path}`]);
});
