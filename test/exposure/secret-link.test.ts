import { describe, expect, test } from "vitest";
import { secretLinkOf } from "../../src/exposure/secret-link.ts";
import { apiOfPart } from "../rules/description-of.ts";

test.each([
  ["a long token", "share_token", "{ type: string, minLength: 43 }", "", "long"],
  ["a long code by its pattern", "code", "{ type: string, pattern: '^[0-9A-Z]{26}$' }", "", "long"],
  ["one that is said to be random", "token", "{ type: string }", "From the link; random, expires with it", "said"],
  ["in German", "token", "{ type: string }", "Zufälliger Wert aus dem Link", "said"],
  ["nothing says how long it is", "token", "{ type: string }", "", undefined],
  ["a short code", "code", "{ type: string, pattern: '^[0-9]{6}$' }", "random", undefined],
  ["six random digits", "code", "{ type: string, maxLength: 6 }", "random", undefined],
  ["an identifier", "reportId", "{ type: string, minLength: 36 }", "", undefined],

  ["randomness that is denied", "code", "{ type: string }", "The code is not random.", undefined],
  ["denied in German", "code", "{ type: string }", "Nicht zufällig, sondern fortlaufend.", undefined],
  ["denied in French", "code", "{ type: string }", "Le code n'est pas aléatoire.", undefined],
  ["denied in Spanish", "code", "{ type: string }", "No es aleatorio.", undefined],
  ["denied in Portuguese", "code", "{ type: string }", "O código não é aleatório.", undefined],
  ["random, and counted up", "code", "{ type: string }", "A random start. Codes are counted up from it.", undefined],
  ["random, and consecutive", "code", "{ type: string }", "Random year. Numbers are consecutive.", undefined],
  ["random, and not consecutive", "code", "{ type: string }", "Random. Codes are not consecutive.", "said"],

  ["a plain number as example", "code", "{ type: string, example: '1042' }", "random", undefined],
  ["a number as example", "code", "{ example: 1042 }", "random", undefined],
  ["a whole number by its type", "code", "{ type: integer }", "random", undefined],
  ["a short example", "code", "{ type: string, example: AB12 }", "random", undefined],
  ["a long example", "code", "{ type: string, example: k3J9xQ0aPz71LmVb }", "random", "said"],
  ["an example that is cut short", "code", "{ type: string, example: k3J9… }", "random", "said"],

  ["a key in French", "cle", "{ type: string }", "Clé aléatoire", "said"],
  ["a key of a share in French", "cle_partage", "{ type: string, minLength: 32 }", "", "long"],
  ["a key in Portuguese", "chave", "{ type: string }", "Chave aleatória", "said"],
  ["a key of a share in Portuguese", "chaveCompartilhamento", "{ type: string, minLength: 32 }", "", "long"],
  ["a key in Spanish", "clave", "{ type: string }", "Clave aleatoria", "said"],
  ["a key in German", "schluessel", "{ type: string }", "Zufälliger Schlüssel", "said"],
  ["a code of a place", "code_postal", "{ type: string, minLength: 32 }", "", undefined],
])("%s", async (_what, name, schema, description, expected) => {
  const api = await apiOfPart(`
paths:
  /reports/{${name}}:
    get:
      parameters: [{ name: ${name}, in: path, required: true, description: "${description}", schema: ${schema} }]
      responses: { '200': { description: ok } }
`);
  expect(secretLinkOf(api, api.operations[0]!)).toBe(expected);
});

describe("a key that a list hands out is no secret", () => {
  test.each([
    ["the list returns the key", "/albums", "code: { type: string }", "security: []", undefined],
    ["it is called after the thing", "/albums", "album_code: { type: string }", "security: []", undefined],
    ["the list returns a link", "/albums", "share_url: { type: string }", "security: []", undefined],
    ["… or the whole address", "/albums", "url: { type: string, format: uri }", "security: []", undefined],
    ["the address of a picture", "/albums", "cover_url: { type: string, format: uri }", "security: []", "long"],
    ["another code", "/albums", "country_code: { type: string }", "security: []", "long"],
    ["the list asks for a credential", "/albums", "code: { type: string }", "security: [{ token: [] }]", "long"],
    ["a list of other things", "/vouchers", "code: { type: string }", "security: []", "long"],
    ["the key is only sent", "/albums", "code: { type: string, writeOnly: true }", "security: []", "long"],
  ])("%s", async (_what, list, property, security, expected) => {
    const api = await apiOfPart(`
paths:
  ${list}:
    get:
      ${security}
      responses:
        '200':
          description: ok
          content:
            application/json:
              schema: { properties: { total: { type: integer }, items: { type: array, items: { properties: { title: { type: string }, ${property} } } } } }
  /albums/{code}:
    get:
      security: []
      parameters: [{ name: code, in: path, required: true, schema: { type: string, minLength: 32 } }]
      responses: { '200': { description: ok } }
components: { securitySchemes: { token: { type: http, scheme: bearer } } }
`);
    expect(secretLinkOf(api, api.operations.at(-1)!)).toBe(expected);
  });
});
