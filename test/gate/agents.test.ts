import { describe, expect, test } from "vitest";
import { exposureDiff } from "../../src/gate/exposure-diff.ts";
import { DEFAULT_GATE } from "../../src/policy/gate-policy.ts";
import { agentsApi, agentsDescription, operationYaml } from "../agents/decided.ts";

const OWN = operationYaml("GET /me", "The caller", "", "Person");
const OTHERS = operationYaml("GET /customers", "List customers", "", "[Token]");
const NAMELESS = operationYaml("GET /customers", "List customers", "", "[Product]");

async function toldOf(base: string, head: string, configuration: string | undefined): Promise<readonly string[]> {
  const compared = {
    base: await agentsApi(agentsDescription(base), configuration),
    head: await agentsApi(agentsDescription(head), configuration),
  };
  return exposureDiff(compared).flatMap(({ kind, text }) => (kind === "allowed-to-agents" ? text : []));
}

describe("what agents may newly call", () => {
  const CHANGED = [
    "agents may call GET /customers without confirmation; it was denied (returns, sets, issues or revokes credentials)",
  ];
  const ADDED = ["GET /me is new, and agents may call it without confirmation"];
  test.each([
    ["is a change where sallyport.yaml has agents", "agents: true", OTHERS, NAMELESS, CHANGED],
    ["is one of a new operation", "agents: {}", NAMELESS, `${NAMELESS}\n${OWN}`, ADDED],
    ["is none where nothing says that the API is for agents", undefined, OTHERS, NAMELESS, []],
    ["is none where sallyport.yaml denies it", "agents: false", OTHERS, NAMELESS, []],
    ["is none where less is allowed", "agents: true", NAMELESS, OTHERS, []],
    [
      "is one where an extension declares the API",
      undefined,
      OTHERS,
      `${NAMELESS}\n    x-mcp-exposure: allow`,
      CHANGED,
    ],
  ])("%s", async (_what, configuration, base, head, expected) => {
    expect(await toldOf(base, head, configuration)).toEqual(expected);
  });

  test("blocks by default", () => {
    expect(DEFAULT_GATE.allowedToAgents).toBe("fail");
  });
});
