import { describe, expect, test } from "vitest";
import { irreversibleWithoutStepUp } from "../../src/rules/agents/irreversible-without-step-up.ts";
import { unsafeAgentRetry } from "../../src/rules/agents/unsafe-agent-retry.ts";
import type { Rule } from "../../src/rules/rule.ts";
import { decidedWithFindings } from "../../src/agents/decided-with-findings.ts";
import type { Review } from "../../src/core/review.ts";
import { agentsApi, agentsDescription, decisionOf, operationYaml } from "./decided.ts";

async function foundBy({ check }: Rule, paths: string): Promise<readonly string[]> {
  const api = await agentsApi(agentsDescription(paths), "agents: true");
  return [...check(api)].flatMap(({ places = [] }) => places.flatMap(({ operation }) => operation?.id ?? []));
}

const READ = operationYaml("GET /products", "List products", "", "[Product]");
const PASSWORD = "{ type: object, properties: { password: { type: string } } }";
const ANYBODY = operationYaml("DELETE /products/{productId}", "Delete").replace(
  "summary:",
  "security: []\n      summary:",
);

describe("what cannot be undone", () => {
  test.each([
    [
      "is found where a read needs the same",
      `${READ}\n${operationYaml("DELETE /products/{productId}", "Delete")}`,
      ["DELETE /products/{productId}"],
    ],
    ["is none where nothing is read", operationYaml("DELETE /products/{productId}", "Delete"), []],
    [
      "is none where it can be taken back",
      `${READ}\n${operationYaml("POST /products/{productId}/archive", "Archive")}`,
      [],
    ],
    [
      "is none where the password is asked for again",
      `${READ}\n${operationYaml("POST /products/delete-all", "Delete all products", PASSWORD)}`,
      [],
    ],
    ["is another finding where nobody needs a credential", `${READ}\n${ANYBODY}`, []],
  ])("%s", async (_what, paths, expected) => {
    expect(await foundBy(irreversibleWithoutStepUp, paths)).toEqual(expected);
  });
});

describe("what is repeated", () => {
  test.each([
    ["is found where it makes another", operationYaml("POST /tasks", "Create a task", "Product"), ["POST /tasks"]],
    ["is none where agents may not call it", operationYaml("POST /users", "Create a user", "Person"), []],
    ["is none where it only reads", operationYaml("POST /products/search", "Search", "Product", "[Product]"), []],
    ["is none where it sets a state", operationYaml("PUT /products/{productId}", "Change", "Product"), []],
  ])("%s", async (_what, paths, expected) => {
    expect(await foundBy(unsafeAgentRetry, paths)).toEqual(expected);
  });
});

test.each([
  ["credential-in-response", "allow credential-beside"],
  ["another-rule", "confirm high-finding"],
])("a finding of %s on a credential beside what is read: %s", async (rule, expected) => {
  const film =
    "{ type: object, properties: { title: { type: string }, size: { type: integer }, sources: { type: array, items: { type: object, properties: { openToken: { type: string } } } } } }";
  const api = await agentsApi(agentsDescription(operationYaml("GET /films/{id}", "A film", "", film)));
  const finding = {
    rule,
    severity: "high",
    status: "open",
    title: "A title",
    pointer: "#/paths",
    operations: ["GET /films/{id}"],
  };
  const findings = [finding] as unknown as Review["findings"]; // what is read of one
  expect(decidedWithFindings(api, findings).map(decisionOf)).toEqual([expected]);
});
