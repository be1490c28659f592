import { expect, test } from "vitest";
import { loadPolicy } from "../../src/policy/load-policy.ts";
import { reviewDescription } from "../../src/review.ts";
import { filesOf } from "../policy/policies.ts";

const OK = { 200: { description: "ok" } };

/** Who gets the token of an app that says of itself what is given. */
async function admissionOf(description: string, path: string): Promise<string | null | undefined> {
  const files = filesOf({
    "api.json": JSON.stringify({
      openapi: "3.1.0",
      info: { title: "Glimmer", version: "1", description },
      servers: [{ url: "https://api.glimmer.io" }],
      security: [{ bearerAuth: [] }],
      paths: { [path]: { get: { responses: OK } }, "/orders": { post: { responses: OK } } },
      components: { securitySchemes: { bearerAuth: { type: "http", scheme: "bearer" } } },
    }),
  });
  const review = await reviewDescription("api.json", files, await loadPolicy("api.json", files), "2026-01-31");
  return review.operations[0]?.admission;
}

test.each([
  ["en", "Backend of the Glimmer iOS and Android apps.", "/discover"],
  ["de", "API der App für iOS und Android.", "/inserate"],
  ["fr", "API de l'application mobile.", "/annonces"],
  ["es", "API de la aplicación móvil.", "/carrito"],
  ["pt", "API do aplicativo.", "/anuncios/{id}/lances"],
])("whoever installs an app where people meet or buy gets an account: %s", async (_language, description, path) => {
  expect(await admissionOf(description, path)).toBe("self-registered");
});

test.each([
  ["for employees", "Backend of the iOS and Android apps for our employees.", "/discover"],
  ["of patients", "Mobile app of the clinic for its patients.", "/discover"],
  ["of no app", "Backend of the shop.", "/cart"],
  ["of an app without such a place", "Backend of the iOS and Android apps.", "/meters"],
  ["of an app with favorites alone", "Backend of the iOS and Android apps.", "/favorites"],
])("nothing is concluded %s", async (_of, description, path) => {
  expect(await admissionOf(description, path)).not.toBe("self-registered");
});
