import { expect, test } from "vitest";
import formerIds from "../../rulesets/former-rule-ids.yaml";
import { lastingRuleId, ruleIdsOf } from "../../src/core/rule-ids.ts";
import { registerIn } from "../../src/gate/register/read-register.ts";
import { loadPolicy } from "../../src/policy/load-policy.ts";
import { reviewDescription } from "../../src/review.ts";
import { RULES } from "../../src/rules/index.ts";
import { rulesNamed } from "../../src/rules/rules-named.ts";
import { filesOf, refusalOf } from "../policy/policies.ts";

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
  securitySchemes: { token: { type: http, scheme: basic } }
`;

async function reviewWith(texts: Readonly<Record<string, string>>, asked: { only?: string[]; skip?: string[] } = {}) {
  const files = filesOf({ "api.yaml": API, ...texts });
  return reviewDescription("api.yaml", files, { ...(await loadPolicy("api.yaml", files)), ...asked }, "2026-01-31");
}

const found = ({ findings }: Awaited<ReturnType<typeof reviewWith>>) =>
  findings.filter(({ rule }) => rule === "state-changing-get");

test("each former id leads to a rule that there is, and is the id of none", () => {
  const ids = new Set(RULES.map(({ id }) => id));
  expect(Object.values(formerIds).filter((id) => !ids.has(id))).toEqual([]);
  expect(Object.keys(formerIds).filter((id) => ids.has(id))).toEqual([]);
});

test("of a rule that was renamed twice the oldest is what fingerprints know", () => {
  const { current, former } = ruleIdsOf({ "first-name": "third-name", "second-name": "third-name" });
  expect(["first-name", "second-name", "third-name", "other"].map(current)).toEqual([
    "third-name",
    "third-name",
    "third-name",
    "other",
  ]);
  expect(former("third-name")).toEqual(["first-name", "second-name"]);
  expect(former("other")).toEqual([]);
});

test.each([
  ["the nearer of two ids holds", "changing-read: off", "state-changing-get: critical", "critical"],
  ["whichever is the former", "state-changing-get: critical", "changing-read: low", "low"],
  [
    "and a path of the farther stays",
    'changing-read: { paths: { "/**": low } }',
    "state-changing-get: { public: high }",
    "low",
  ],
])("in rules of sallyport.yaml %s", async (_name, common, own, severity) => {
  const configuration = `rules: { ${common} }\napis: [{ files: api.yaml, rules: { ${own} } }]\n`;
  expect(found(await reviewWith({ "sallyport.yaml": configuration }))[0]?.severity).toBe(severity);
});

test("both ids of one rule in one mapping are refused", async () => {
  const files = filesOf({ "sallyport.yaml": "rules:\n  state-changing-get: off\n  changing-read: high\n" });
  expect(await refusalOf(loadPolicy("api.yaml", files))).toBe(
    'sallyport.yaml:3 "state-changing-get" and "changing-read" are one rule: changing-read is what state-changing-get was called',
  );
});

test("is explained", () => {
  expect(rulesNamed("changing-read").map(({ id }) => id)).toEqual(["state-changing-get"]);
});

test("is asked alone, and left out", async () => {
  expect((await reviewWith({}, { only: ["changing-read"] })).findings.map(({ rule }) => rule)).toEqual([
    "state-changing-get",
  ]);
  expect(found(await reviewWith({}))).toHaveLength(1);
  expect(found(await reviewWith({}, { skip: ["changing-read"] }))).toEqual([]);
});

test("has its severity in a ruleset, everywhere and at a place", async () => {
  const ruleset = (rules: string) => ({ "sallyport.yaml": "rulesets: ./rules.yaml\n", "rules.yaml": rules });
  const own = "extends: sallyport:recommended\n";
  expect(found(await reviewWith(ruleset(`${own}rules: { changing-read: "off" }\n`)))).toEqual([]);
  expect(found(await reviewWith(ruleset(`${own}rules: { changing-read: error }\n`)))[0]?.severity).toBe("high");
  const override = `${own}overrides: [{ files: ["api.yaml#/paths/~1carts~1{cartId}~1delete"], rules: { changing-read: "off" } }]\n`;
  expect(found(await reviewWith(ruleset(override)))).toEqual([]);
  expect(found(await reviewWith(ruleset(`${own}except: { "api.yaml": [changing-read] }\n`)))).toEqual([]);
});

test("is waived, and its waiver is asked for in the description", async () => {
  const waiver =
    'waivers: [{ rule: changing-read, operation: "GET /carts/{cartId}/delete", reason: agreed, owner: shop, approver: Jo, until: 2026-12-31 }]\n';
  expect(found(await reviewWith({ "sallyport.yaml": waiver })).map(({ status }) => status)).toEqual(["accepted"]);
  const asking = API.replace(
    "operationId: deleteCart",
    "operationId: deleteCart\n      x-sallyport-accept: { rule: changing-read, reason: agreed, until: 2026-12-31 }",
  );
  const { waivers } = await reviewWith({ "api.yaml": asking });
  expect(waivers.map(({ rule }) => rule)).toEqual(["state-changing-get"]);
});

test("is the rule of an issue of the register, whose places stay what they are", async () => {
  const [finding] = found(await reviewWith({}));
  const hash = finding!.places[0]!.fingerprint;
  const register = await registerIn(
    "register.yaml",
    `version: 1\nissues:\n  SEC-1:\n    rule: changing-read\n    description: api.yaml\n    title: t\n    severity: medium\n    status: open\n    firstSeen: 2025-12-01\n    places:\n      ${hash}: GET /carts/{1}/delete\n`,
  );
  expect(register.issues.map(({ rule }) => rule)).toEqual(["state-changing-get"]);
  expect(lastingRuleId("state-changing-get")).toBe("changing-read");
});
