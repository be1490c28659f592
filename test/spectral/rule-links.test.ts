import { expect, test } from "vitest";
import { envelopeIn, folderWith, run } from "../cli/run.ts";

const DESCRIPTION = `openapi: 3.1.0
info: { title: Prices, version: "1" }
security: [{ password: [] }]
paths: { /prices: { get: { responses: { "200": { description: Prices } } } } }
components: { securitySchemes: { password: { type: http, scheme: basic } } }
`;

test("a rule of a ruleset of the user's own has no page where docs/ is published", async () => {
  const cwd = folderWith({
    "openapi.yaml": DESCRIPTION,
    "sallyport.yaml": "docsUrl: https://docs.acme.example\nrulesets: own.yaml\n",
    "own.yaml":
      "rules: { own-title: { severity: error, given: $.info, then: { field: contact, function: truthy } } }\n",
  });
  const { stdout } = await run(["review", "openapi.yaml", "--format", "json"], { cwd });
  const pages = envelopeIn(stdout).reviews[0]!.findings.map(({ rule, helpUri }) => [rule, helpUri]);
  expect(pages).toContainEqual(["own-title", undefined]);
  expect(pages).toContainEqual(["basic-auth", "https://docs.acme.example/rules/basic-auth.md"]);
});
