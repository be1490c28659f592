import { expect, test } from "vitest";
import { knownResource } from "../../../src/data/classify/resource-standards.ts";
import { apiOfPart } from "../../rules/description-of.ts";

test.each([
  ["/export/customers", "text/csv", "customer export: user.contact"],
  ["/members.csv", "text/csv", "member export: user.contact"],
  ["/api/v1/Export/Kunden", "text/csv", "kunden export: user.contact"],
  ["/export/customers", "application/json", undefined],
  ["/export/parking-spaces", "text/csv", undefined],
  ["/payslips/{id}", "application/pdf", "payslip: user.financial"],
  ["/manuals/{id}", "application/pdf", undefined],
  ["/voices/{voice_id}/samples/{sample_id}/audio", "audio/mpeg", "voice sample: user.biometric"],
  ["/stimmproben/{id}", "audio/*", "voice sample: user.biometric"],
  ["/voices/{voice_id}/settings", "audio/mpeg", undefined],
  ["/sounds/{id}/samples/{sample_id}", "audio/mpeg", undefined],
  ["/voices/{voice_id}/samples", "application/json", undefined],
  ["/query/aql", "application/json", "query: user.health_and_medical"],
  ["/query/sql", "application/json", undefined],
  ["/oauth/introspect", "application/json", "introspect: undefined"],
  ["/.well-known/openid-configuration", "application/json", "openid-configuration: undefined"],
  ["/.well-known/jwks.json", "application/json", "jwks: undefined"],
  ["/rocks/introspect", "application/json", undefined],
])("%s as %s is %s", async (path, type, expected) => {
  const api = await apiOfPart(`openapi: 3.1.0
paths:
  ${path}: { get: { responses: { '200': { description: ok, content: { ${type}: { schema: { type: string } } } } } } }
`);
  const known = knownResource(api.operations[0]!);
  expect(known === undefined ? undefined : `${known.name}: ${known.category}`).toBe(expected);
});
