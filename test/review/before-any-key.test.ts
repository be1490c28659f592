import { expect, test } from "vitest";
import { rankedTests } from "../../src/review/tests.ts";
import { apiOfPart } from "../rules/description-of.ts";

/* Who registers a key, or ends one that was lost, has none yet: 401 is no answer to expect. */

const fine = { 200: { description: "OK" } };
const asked = (...names: readonly string[]): object[] =>
  names.map((name) => ({ name, in: "query", schema: { type: "string" } }));

async function refusedOf(path: string, method: string, call: object): Promise<boolean> {
  const api = await apiOfPart(
    JSON.stringify({
      openapi: "3.1.0",
      info: { title: "T", version: "1" },
      servers: [{ url: "https://api.acme.io" }],
      paths: { [path]: { [method]: { responses: fine, ...call } }, "/scope": { post: { responses: fine } } },
    }),
  );
  return rankedTests(api)
    .filter(({ test: { operation } }) => operation.endsWith(path))
    .flatMap(({ test: one }) => [one, ...one.further])
    .some(({ as }) => as === "anyone without a credential");
}

test.each<readonly [string, string, object]>([
  ["/key", "post", { summary: "Register a new ID" }],
  ["/key", "post", { summary: "Registrieren eines Schlüssels" }],
  ["/key", "post", { summary: "Enregistrer une clé" }],
  ["/key", "post", { summary: "Registrar una clave" }],
  ["/key", "post", { summary: "Cadastrar uma chave" }],
  ["/key", "delete", { summary: "Revoke an ID", parameters: asked("email", "phone", "code") }],
  ["/key", "delete", { summary: "Revoke an ID with a secret", parameters: asked("secret") }],
])("%s %s comes before any key: %j", async (path, method, call) => {
  expect(await refusedOf(path, method, call)).toBe(false);
});

test.each<readonly [string, string, object]>([
  ["/key", "delete", { summary: "Revoke an ID" }],
  ["/key", "delete", { summary: "Revoke an ID", parameters: asked("email") }],
  ["/webhooks", "post", { summary: "Register a webhook" }],
])("%s %s does not: %j", async (path, method, call) => {
  expect(await refusedOf(path, method, call)).toBe(true);
});
