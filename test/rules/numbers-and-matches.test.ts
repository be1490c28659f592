import { expect, test } from "vitest";
import { credentialInUrl } from "../../src/rules/authentication/credential-in-url.ts";
import { ssrfClientSuppliedUrl } from "../../src/rules/inputs/ssrf-client-supplied-url.ts";
import { faultsIn } from "./faults-in.ts";

/* What a value is shown or said to be goes before what it is called. */

const query = (name: string, schema: object, description = ""): object => ({
  parameters: [{ name, in: "query", description, schema: { type: "string", ...schema } }],
});

test.each<[string, string, object, boolean]>([
  ["numbers of coins", "tokens", { example: "3375, 3306" }, false],
  ["numbers without spaces", "tokens", { example: "3375,3306,17" }, false],
  ["nothing", "tokens", {}, true],
  ["a random text", "token", { example: "f3a9c1d27be84406" }, true],
  ["one number, as codes are", "token", { example: "330612" }, true],
  ["a password of digits and a comma", "password", { example: "x12,y34" }, true],
])("a credential in a URL whose example is %s (%s)", async (_name, name, schema, isFound) => {
  expect((await faultsIn(credentialInUrl, { "GET /prices": query(name, schema) })).length > 0).toBe(isFound);
});

test.each<[string, boolean]>([
  ["look for a string matching the URL requested", false],
  ["Busca una cadena en la URL", false],
  ["Sucht nach einer Zeichenfolge in der URL", false],
  ["URL of the page to get a screenshot for", true],
  ["The URL to fetch; look for a string in the page is another call", true],
])("a url that is said to be %j is fetched: %s", async (text, isFound) => {
  const faults = await faultsIn(ssrfClientSuppliedUrl, { "GET /screenshot/create": query("url", {}, text) });
  expect(faults.length > 0).toBe(isFound);
});
