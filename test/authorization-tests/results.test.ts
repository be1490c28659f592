import { describe, expect, test } from "vitest";
import { testResults } from "../../src/authorization-tests/results.ts";

/** A result of respect with one workflow, whose steps failed or not. */
function respect(...steps: readonly { id: string; failed?: string; status?: number; tries?: number }[]): string {
  return JSON.stringify({
    files: {
      "tests.arazzo.yaml": {
        executedWorkflows: [
          {
            type: "workflow",
            workflowId: "object-getOrder",
            executedSteps: steps.map(({ id, failed, status = 200 }) => ({
              type: "step",
              stepId: id,
              response: { statusCode: status },
              checks: [
                {
                  name: failed ?? "success criteria check",
                  passed: failed === undefined,
                  severity: "error",
                  condition: "$statusCode == 404",
                },
                { name: "status code check", passed: false, severity: "off" },
              ],
            })),
          },
        ],
      },
    },
  });
}

const CRITERION = "success criteria check";

describe("what respect says", () => {
  test.each([
    ["passed", "passed", [{ id: "controlB" }, { id: "attack" }]],
    ["failed where the attack came through", "failed", [{ id: "controlB" }, { id: "attack", failed: CRITERION }]],
    ["failed where B's object has changed", "failed", [{ id: "attack" }, { id: "after", failed: CRITERION }]],
    ["showed nothing where B could not call", "untested", [{ id: "controlB", failed: CRITERION }]],
    [
      "showed nothing where the attack broke",
      "untested",
      [{ id: "controlB" }, { id: "attack", failed: "failed network request" }],
    ],
    ["showed nothing where an input was missing", "untested", [{ id: "findOf1", failed: "unexpected error" }]],
    ["showed nothing where no attack was made", "untested", [{ id: "controlB", failed: "schema check" }]],
    [
      "passed where only a schema was another",
      "passed",
      [{ id: "controlB" }, { id: "attack", failed: "schema check" }],
    ],
    [
      "passed where the last of many tries was refused",
      "passed",
      [{ id: "attack", failed: CRITERION }, { id: "attack", failed: CRITERION }, { id: "attack" }],
    ],
    ["passed where only the clean-up failed", "passed", [{ id: "attack" }, { id: "cleanUp", failed: CRITERION }]],
  ] as const)("%s", (_, outcome, steps) => {
    expect(testResults(respect(...steps), "results.json")).toMatchObject([{ id: "object-getOrder", outcome }]);
  });

  test("stands below a step where a failure led to it", () => {
    const result = JSON.parse(respect({ id: "controlB" }, { id: "attack", failed: CRITERION })) as {
      files: Record<string, { executedWorkflows: { executedSteps: unknown[] }[] }>;
    };
    const [workflow] = result.files["tests.arazzo.yaml"]!.executedWorkflows;
    workflow!.executedSteps.push({
      type: "workflow",
      executedSteps: [{ type: "step", stepId: "cleanUp", checks: [] }],
    });
    const [one] = testResults(JSON.stringify(result), "results.json");
    expect(one).toMatchObject({ outcome: "failed" });
    expect([...one!.made!]).toEqual(["controlB", "attack", "cleanUp"]);
  });
});

test("a JUnit report says what passed, failed and was not made", () => {
  const report = `<?xml version="1.0"?>
<testsuites><testsuite name="hurl">
  <testcase id="1" name="tests/object-getOrder.hurl" time="0.1"/>
  <testcase name="anonymous-getMe" time="0.1"><failure type="x" message="status &quot;200&quot;">…</failure></testcase>
  <testcase name="anonymous-getOrder"><failure type="x">…</failure></testcase>
  <testcase name="list-listOrders"><skipped/></testcase>
</testsuite></testsuites>`;
  expect(testResults(report, "junit.xml").map(({ id, outcome, because }) => [id, outcome, because])).toEqual([
    ["object-getOrder", "passed", undefined],
    ["anonymous-getMe", "failed", 'status "200"'],
    ["anonymous-getOrder", "failed", "failed in the report"],
    ["list-listOrders", "untested", "not run in the report"],
  ]);
});

test.each([
  ["{}", "results.json is no result of a run"],
  ["not JSON", "results.json is no JSON"],
  ["<html></html>", "results.json is no result of a run"],
])("%s is refused", (text, message) => {
  expect(() => testResults(text, "results.json")).toThrow(message);
});
