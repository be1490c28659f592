import { expect, test } from "vitest";
import { loadPolicy } from "../../src/policy/load-policy.ts";
import { reviewDescription } from "../../src/review.ts";
import { filesOf } from "../policy/policies.ts";

const api = (header: string, method = "post"): string => `openapi: 3.1.0
info: { title: Alerts, version: "1" }
servers: [{ url: http://alerts.local }]
paths:
  /alerts:
    ${method}:
      parameters: [{ name: Authorization, in: header, schema: { type: string }${header} }]
      responses: { "204": { description: d } }
`;

test.each([
  ["of which it is written that calls may leave it out holds the release", api(", required: false"), true],
  ["of which nothing is written does not", api(""), false],
  ["that must be sent does not", api(", required: true"), false],
  ["of what only reads does not", api(", required: false", "get"), false],
])("a credential header of a change %s", async (_name, text, isHeld) => {
  const files = filesOf({ "api.yaml": text });
  const { verdict } = await reviewDescription("api.yaml", files, await loadPolicy("api.yaml", files), "2026-01-31");
  const depending = verdict.reasons.filter(({ kind }) => kind === "depends").map((reason) => reason.text);
  expect(depending.some((one) => one.includes('" is declared as optional'))).toBe(isHeld);
});
