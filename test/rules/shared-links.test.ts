import { expect, test } from "vitest";
import { credentialInResponse } from "../../src/rules/data/credential-in-response.ts";
import { writeOnlyFix } from "../../src/operations/fixes/known-fixes.ts";
import { faultsIn, returns, type Operations } from "./faults-in.ts";

const TEXT = { type: "string" };
const giving = (id: string, properties: object, more: object = {}): Operations => ({
  [id]: { security: [], responses: returns({ type: "object", properties }), ...more },
});
const LINK = "Secret of a share link can be read by callers who do not own it";

test.each<[string, Operations, string | undefined]>([
  ["below share", giving("GET /share/map/{id}", { token: TEXT }), LINK],
  ["in German", giving("GET /karten/{id}/freigabe", { token: TEXT }), LINK],
  ["in French", giving("GET /cartes/{id}/partage", { jeton: TEXT }), LINK],
  ["in Spanish", giving("GET /mapas/{id}/compartir", { token: TEXT }), LINK],
  ["in Portuguese", giving("GET /mapas/{id}/partilha", { token: TEXT }), LINK],
  [
    "by its text",
    giving("GET /maps/{id}/access", { token: TEXT }, { summary: "Get the token of the secret link" }),
    LINK,
  ],
  ["of an account", giving("GET /users/{id}", { name: TEXT, token: TEXT }), undefined],
  ["a password below share", giving("GET /share/map/{id}", { password: TEXT }), undefined],
])("the secret of a link that is handed on: %s", async (_name, operations, title) => {
  const [fault] = await faultsIn(credentialInResponse, operations);
  expect(fault?.title).toBe(title);
  expect(fault !== undefined && writeOnlyFix.requires?.(fault) === undefined).toBe(title !== undefined);
});
