import { expect, test } from "vitest";
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
])("%s", async (_what, name, schema, description, expected) => {
  const api = await apiOfPart(`
paths:
  /reports/{${name}}:
    get:
      parameters: [{ name: ${name}, in: path, required: true, description: "${description}", schema: ${schema} }]
      responses: { '200': { description: ok } }
`);
  expect(secretLinkOf(api.operations[0]!)).toBe(expected);
});
