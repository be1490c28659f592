import { expect, test } from "vitest";
import { opensBySecretLink } from "../../src/exposure/secret-link.ts";
import { apiOfPart } from "../rules/description-of.ts";

test.each([
  ["a long token", "share_token", "{ type: string, minLength: 43 }", "", true],
  ["a long code by its pattern", "code", "{ type: string, pattern: '^[0-9A-Z]{26}$' }", "", true],
  ["one that is said to be random", "token", "{ type: string }", "From the link; random, expires with it", true],
  ["in German", "token", "{ type: string }", "Zufälliger Wert aus dem Link", true],
  ["nothing says how long it is", "token", "{ type: string }", "", false],
  ["a short code", "code", "{ type: string, pattern: '^[0-9]{6}$' }", "random", false],
  ["six random digits", "code", "{ type: string, maxLength: 6 }", "random", false],
  ["an identifier", "reportId", "{ type: string, minLength: 36 }", "", false],
])("%s", async (_what, name, schema, description, expected) => {
  const api = await apiOfPart(`
paths:
  /reports/{${name}}:
    get:
      parameters: [{ name: ${name}, in: path, required: true, description: "${description}", schema: ${schema} }]
      responses: { '200': { description: ok } }
`);
  expect(opensBySecretLink(api.operations[0]!)).toBe(expected);
});
