import { describe, expect, test } from "vitest";
import { checkSchemesNamed } from "../../src/policy/schemes-named.ts";
import { folderWith, run } from "../cli/run.ts";
import { policyFrom, refusalOf } from "./policies.ts";

const API = `openapi: 3.1.0
info: { title: Stock, version: "1", contact: { name: Stock, email: stock@shop.example.org } }
servers: [{ url: https://api.shop.example.org }]
security: [{ bearerAuth: [] }]
paths:
  /stock: { get: { responses: { "204": { description: None. } } } }
components: { securitySchemes: { bearerAuth: { type: http, scheme: bearer } } }
`;

async function refusal(text: string, schemes: readonly string[]): Promise<string> {
  const { partsNamed } = await policyFrom(text);
  return refusalOf(Promise.resolve().then(() => checkSchemesNamed(partsNamed, schemes)));
}

test.each([
  [
    "admission",
    "admission: { bearerAth: own }",
    'sallyport.yaml:1 admission.bearerAth is no security scheme of the description; did you mean "bearerAuth"?',
  ],
  [
    "tenancy",
    "tenancy: { BearerAuth: account }",
    'tenancy.BearerAuth is no security scheme of the description; did you mean "bearerAuth"?',
  ],
  ["principal", "principal: { bearer_Auth: user }", "principal.bearer_Auth is no"],
  [
    "admission of one API",
    'apis:\n  - files: "*.yaml"\n    admission:\n      berarerAuth: own',
    "sallyport.yaml:4 admission.berarerAuth is no",
  ],
  [
    "one beside another key",
    "admission: { bearerAuth: own }\ntenancy: { bearerAut: none }",
    "sallyport.yaml:2 tenancy.bearerAut is no",
  ],
])("a misspelt scheme is refused under %s", async (_name, text, expected) => {
  expect(await refusal(text, ["bearerAuth", "session"])).toContain(expected);
});

test.each([
  ["the name of a scheme", "admission: { bearerAuth: own }", ["bearerAuth"]],
  [
    "all others, and subscribers",
    'admission: { "*": own, webhooks: partner }\ntenancy: { "*": none }',
    ["webhook", "x"],
  ],
  ["one tenancy for all", "tenancy: account", ["accounts"]],
  ["a scheme of another API", "admission: { session: own }", ["bearerAuth"]],
  ["one of two that are both named", "admission: { token: own, tokens: partner }", ["token"]],
  ["one that another number tells apart", "admission: { key1: own }", ["key2"]],
  [
    "a scheme of an API that is another's",
    "apis: [{ files: other.yaml, admission: { bearerAth: own } }]",
    ["bearerAuth"],
  ],
  ["a description without schemes", "admission: { bearerAuth: own }", []],
])("%s is not refused", async (_name, text, schemes) => {
  expect(await refusal(text, schemes)).toBe("nothing");
});

describe("on the command line", () => {
  test("a review of it is refused, with what is meant", async () => {
    const cwd = folderWith({ "openapi.yaml": API, "sallyport.yaml": "admission:\n  bearerAth: partner\n" });
    const { code, stderr } = await run(["review", "openapi.yaml"], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain(
      'error: sallyport.yaml:2 admission.bearerAth is no security scheme of the description; did you mean "bearerAuth"?\n',
    );
    expect(stderr).toContain(
      "hint: The schemes are bearerAuth. A scheme of another API belongs under apis, with its files.",
    );
  });
});
