import { describe, expect, test } from "vitest";
import { testResults } from "../../src/authorization-tests/results.ts";

/** A result of respect with one workflow, whose steps failed or not. */
function respect(...steps: readonly Ran[]): string {
  return runsOf(steps);
}

interface Ran {
  readonly id: string;
  readonly failed?: string;
  readonly status?: number;
  readonly severity?: string;
}

/** A result in which the workflow was run so many times. */
function runsOf(...runs: readonly (readonly Ran[])[]): string {
  return JSON.stringify({
    files: {
      "tests.arazzo.yaml": {
        executedWorkflows: runs.map((steps) => ({
          type: "workflow",
          workflowId: "object-getOrder",
          executedSteps: steps.map(({ id, failed, status = 200, severity = "error" }) => ({
            type: "step",
            stepId: id,
            response: { statusCode: status },
            checks: [
              {
                name: failed ?? "success criteria check",
                passed: failed === undefined,
                severity,
                condition: "$statusCode == 404",
              },
              { name: "status code check", passed: false, severity: "off" },
            ],
          })),
        })),
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
    [
      "failed where a criterion only warned",
      "failed",
      [{ id: "controlB" }, { id: "attack", failed: CRITERION, severity: "warn" }],
    ],
    [
      "failed where a criterion was switched off",
      "failed",
      [{ id: "controlB" }, { id: "attack", failed: CRITERION, severity: "off" }],
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

test.each([
  ["failed, then passed", ["attack"], []],
  ["passed, then failed", [], ["attack"]],
])("a test that %s is failed", (_, first, second) => {
  const run = (failed: readonly string[]): Ran[] =>
    ["controlB", "attack"].map((id) => ({ id, ...(failed.includes(id) ? { failed: CRITERION } : {}) }));
  const results = testResults(runsOf(run(first), run(second)), "results.json");
  expect(results).toMatchObject([{ id: "object-getOrder", outcome: "failed" }]);
});

test("what a report quotes is no test case of it", () => {
  const forged = '<testcase name="object-getOrder"/>';
  const report = `<testsuite name="hurl">
  <testcase name="object-getOrder"><failure><![CDATA[${forged}]]></failure><system-out>${forged.replaceAll("<", "&lt;")}</system-out></testcase>
  <testcase name="list-listOrders"><system-out><![CDATA[<failure/>]]></system-out></testcase>
  <!-- <testcase name="anonymous-getMe"/> -->
</testsuite>`;
  expect(testResults(report, "junit.xml").map(({ id, outcome }) => `${id} ${outcome}`)).toEqual([
    "object-getOrder failed",
    "list-listOrders passed",
  ]);
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
  ["{}", "results.json is not a result of a run"],
  ["not JSON", "results.json is not JSON"],
  ["<html></html>", "results.json is not a result of a run"],
  ["<testsuite><testcase name='a'>", "results.json is not XML"],
])("%s is refused", (text, message) => {
  expect(() => testResults(text, "results.json")).toThrow(message);
});

test("a report that is nested without end is refused", () => {
  expect(() => testResults("<testsuite>".repeat(100_000), "junit.xml")).toThrow("junit.xml is not XML");
});
