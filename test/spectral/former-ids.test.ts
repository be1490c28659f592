import { expect, test } from "vitest";
import { loadPolicy } from "../../src/policy/load-policy.ts";
import { reviewDescription } from "../../src/review.ts";
import { filesOf } from "../policy/policies.ts";

/** A GET that deletes, which is `state-changing-get`, before `changing-read`. */
const API = `openapi: 3.1.0
info: { title: Carts, version: "1", contact: { name: Team, email: team@shop.example.org } }
servers: [{ url: https://api.shop.example.org }]
security: [{ token: [] }]
paths:
  /carts/{cartId}/delete:
    get:
      operationId: deleteCart
      parameters: [{ name: cartId, in: path, required: true, schema: { type: string, format: uuid } }]
      responses: { "204": { description: Deleted. } }
components:
  securitySchemes: { token: { type: http, scheme: bearer } }
`;

async function reviewWith(texts: Readonly<Record<string, string>>, asked: { only?: string[]; skip?: string[] } = {}) {
  const files = filesOf({ "api.yaml": API, ...texts });
  return reviewDescription("api.yaml", files, { ...(await loadPolicy("api.yaml", files)), ...asked }, "2026-01-31");
}

/** A rule of the user's own, named as one of ours was. */
const OWN_RULE = `extends: sallyport:recommended
rules:
  changing-read: { message: An operation has no tags, given: "$.paths[*][get]", severity: warn, then: { field: tags, function: truthy } }
`;

test.each([
  ["set in sallyport.yaml", "rules: { changing-read: critical }", "", {}, "critical", "low"],
  ["turned off there", "rules: { changing-read: off }", "", {}, undefined, "low"],
  ["set in a ruleset that extends its own", "", "changing-read: error", {}, "high", "low"],
  ["set at a place", "", "OVERRIDE", {}, undefined, "low"],
  ["asked alone", "", "", { only: ["changing-read"] }, "medium", undefined],
  ["left out", "", "", { skip: ["changing-read"] }, undefined, "low"],
])("a rule of the user's own with a former id is %s", async (_name, settings, severity, asked, own, ours) => {
  const over =
    severity === "OVERRIDE"
      ? `extends: ./own.yaml\noverrides: [{ files: ["api.yaml#/paths/~1carts~1{cartId}~1delete"], rules: { changing-read: "off" } }]\n`
      : `extends: ./own.yaml\n${severity === "" ? "" : `rules: { ${severity} }\n`}`;
  const { findings } = await reviewWith(
    { "sallyport.yaml": `rulesets: ./over.yaml\n${settings}\n`, "over.yaml": over, "own.yaml": OWN_RULE },
    asked,
  );
  const severityOf = (id: string) => findings.find(({ rule }) => rule === id)?.severity;
  expect([severityOf("changing-read"), severityOf("state-changing-get")]).toEqual([own, ours]);
});
