import { expect, test } from "vitest";
import { apiOfPart } from "../rules/description-of.ts";

const ME = "/me: { get: { responses: { '200': { description: ok } } } }";

/** How callers get in, by nothing but what the API is for. */
async function admissionBy(
  paths: readonly string[],
  scheme = "{ type: http, scheme: bearer, bearerFormat: JWT }",
  info = "{ title: A, version: '1' }",
) {
  const entries = paths.map((one) => {
    const [method = "", path = ""] = one.split(" ");
    return `  ${path}: { ${method.toLowerCase()}: { responses: { '200': { description: ok } } } }`;
  });
  const api = await apiOfPart(`openapi: 3.1.0
info: ${info}
servers: [{ url: https://api.acme.io }]
security: [{ login: [] }]
paths:
  ${ME}
${entries.join("\n")}
components:
  securitySchemes: { login: ${scheme} }
`);
  const { admission, because } = api.assessed(api.operations[0]!);
  return `${admission}: ${because[0]}`;
}

test.each([
  ["members are found and blocked", ["GET /discover/nearby", "PUT /blocks/{id}"], "self-registered"],
  ["in German", ["GET /profile/umgebung", "PUT /blockierte/{id}"], "self-registered"],
  ["in French", ["GET /annonces/proches", "PUT /blocages/{id}"], "self-registered"],
  ["in Spanish", ["GET /personas/{id}/seguidores", "GET /carreras/{id}/clasificacion"], "self-registered"],
  ["in Portuguese", ["GET /pessoas/{id}/seguidores", "PUT /bloqueios/{id}"], "self-registered"],
  ["only one kind of it", ["GET /members/{id}", "PUT /blocks/{id}"], "unknown"],
  ["people of an organisation", ["GET /organizations/{id}/feed", "PUT /blocks/{id}"], "unknown"],
  ["colleagues", ["GET /employees/{id}/followers", "GET /feed"], "unknown"],
])("%s", async (_what, paths, admission) => {
  expect((await admissionBy(paths)).split(":")[0]).toBe(admission);
});

test("a text that says who chooses comes first, and a key is no account", async () => {
  const met = ["GET /discover/nearby", "PUT /blocks/{id}"];
  const closed = "{ type: http, scheme: bearer, description: Accounts are created by the club only. }";
  expect((await admissionBy(met, closed)).split(":")[0]).toBe("own");
  expect((await admissionBy(met, "{ type: apiKey, in: header, name: X-Api-Key }")).split(":")[0]).toBe("unknown");
});

test("whom somebody declares it to be for is no guess", async () => {
  const met = ["GET /discover/nearby", "PUT /blocks/{id}"];
  const bearer = "{ type: http, scheme: bearer }";
  const declared = (audience: string) => `{ title: A, version: '1', x-audience: ${audience} }`;
  expect((await admissionBy(met, bearer, declared("company-internal"))).split(":")[0]).toBe("unknown");
  expect((await admissionBy(met, bearer, declared("external-public"))).split(":")[0]).toBe("self-registered");
});

test("says why", async () => {
  expect(await admissionBy(["GET /discover/nearby", "PUT /blocks/{id}"])).toBe(
    "self-registered: strangers meet here (GET /discover/nearby and PUT /blocks/{id}), and no selection of members is described",
  );
});
