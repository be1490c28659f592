import { parseXml, XmlElement, type XmlDocument } from "@rgrove/parse-xml";
import { isObject, member } from "../core/json-value.ts";
import { UserError } from "../core/user-error.ts";
import type { StepRole } from "./authorization-test.ts";

/*
 * What a runner says of a run: the JSON of `redocly respect --json-output`, or a report in JUnit's format in which test cases
 * are called as the tests are.
 */

/** How a test came out. `untested`: its control failed, or a call broke, so that nothing was shown. */
export interface TestResult {
  readonly id: string;
  readonly outcome: "passed" | "failed" | "untested";
  /** What failed, in words, where it did not pass. */
  readonly because: string | undefined;
  /** The steps that were made; `undefined` where the result does not say. */
  readonly made: ReadonlySet<string> | undefined;
  /** The step that failed, and the status of its answer; `undefined` where none did, or the result does not say. */
  readonly failed: { readonly role: StepRole | undefined; readonly status: number | undefined } | undefined;
}

/** How a result file is made. */
export const MAKE_RESULT = "Make it with npx @redocly/cli respect tests.arazzo.yaml --json-output results.json";

/**
 * Reads the text of a result file; `named` is what it is called. A test that was run more than once has its worst outcome. Throws
 * a `UserError` for what is no result.
 */
export function testResults(text: string, named: string): readonly TestResult[] {
  const results = text.trimStart().startsWith("<") ? junitResults(text, named) : respectResults(jsonIn(text, named));
  if (results === undefined)
    throw new UserError(`${named} is not a result of a run`, {
      file: named,
      hint: MAKE_RESULT,
    });
  const worst = new Map<string, TestResult>();
  for (const result of results) {
    const before = worst.get(result.id);
    if (before === undefined || WORSE.indexOf(result.outcome) < WORSE.indexOf(before.outcome))
      worst.set(result.id, result);
  }
  return [...worst.values()];
}

const WORSE: readonly TestResult["outcome"][] = ["failed", "untested", "passed"];

function jsonIn(text: string, named: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new UserError(`${named} is not JSON`, {
      file: named,
      hint: MAKE_RESULT,
      cause,
    });
  }
}

function respectResults(value: unknown): readonly TestResult[] | undefined {
  const files = member(value, "files");
  if (!isObject(files)) return undefined;
  return Object.values(files).flatMap((file) => listOf(member(file, "executedWorkflows")).flatMap(resultOfWorkflow));
}

function resultOfWorkflow(workflow: unknown): readonly TestResult[] {
  const id = member(workflow, "workflowId");
  if (typeof id !== "string") return [];
  const steps = lastTries(stepsIn(member(workflow, "executedSteps")));
  const made = new Set(steps.map((step) => step.id));
  const failed = steps.find(({ role, failures }) => role !== "cleanUp" && failures.length > 0);
  const attacked = steps.some(({ role }) => role === "attack");
  if (failed === undefined)
    return [
      {
        id,
        outcome: attacked ? "passed" : "untested",
        because: attacked ? undefined : "the attack was not made",
        made,
        failed: undefined,
      },
    ];
  const because = `${failed.id}: ${failed.failures.join("; ")}`;
  // Only what the test itself asks of the answer to the attack, and of what is left after it, tells of authorization.
  const isTelling = (failed.role === "attack" || failed.role === "after") && failed.isByCriterion;
  const { role, status } = failed;
  return [{ id, outcome: isTelling ? "failed" : "untested", because, made, failed: { role, status } }];
}

interface RunStep {
  readonly id: string;
  readonly role: StepRole | undefined;
  readonly failures: readonly string[];
  /** Whether a condition of the test failed, and the call itself worked. */
  readonly isByCriterion: boolean;
  readonly status: number | undefined;
}

/** The steps of a workflow in order; those to which a failure led stand in a list of their own. */
function stepsIn(value: unknown): readonly RunStep[] {
  return listOf(value).flatMap((step) => {
    const inner = member(step, "executedSteps");
    if (Array.isArray(inner)) return stepsIn(inner);
    const id = member(step, "stepId");
    if (typeof id !== "string") return [];
    const failed = listOf(member(step, "checks")).filter((check) => member(check, "passed") === false && counts(check));
    const names = failed.map((check) => textAt(check, "name"));
    return [
      {
        id,
        status: numberAt(member(step, "response"), "statusCode"),
        role: ROLES.find((role) => id.startsWith(role)),
        // What a description says of schemas is for another test to hold.
        failures: failed
          .filter((_, at) => !DESCRIPTION_CHECKS.has(names[at]!))
          .map((check) => textAt(check, "condition") || textAt(check, "message")),
        isByCriterion:
          names.includes(CRITERION) && names.every((name) => name === CRITERION || DESCRIPTION_CHECKS.has(name)),
      },
    ];
  });
}

/** Whether a check that failed counts: those of the test itself always do, whatever the run was told to make of them. */
function counts(check: unknown): boolean {
  return textAt(check, "name") === CRITERION || textAt(check, "severity") !== "off";
}

const CRITERION = "success criteria check";
const DESCRIPTION_CHECKS: ReadonlySet<string> = new Set(["schema check", "content-type check", "status code check"]);
const ROLES: readonly StepRole[] = ["find", "create", "control", "attack", "after", "cleanUp"];

/** Of a call that is made until something comes, the last try counts. */
function lastTries(steps: readonly RunStep[]): readonly RunStep[] {
  return steps.filter(({ id }, at) => steps[at + 1]?.id !== id);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function numberAt(value: unknown, key: string): number | undefined {
  const number = member(value, key);
  return typeof number === "number" ? number : undefined;
}

function textAt(value: unknown, key: string): string {
  const text = member(value, key);
  return typeof text === "string" ? text.slice(0, LONGEST) : "";
}

const LONGEST = 300;

/** The test cases of a report: passed, failed, or not made. JUnit does not say which step failed. */
function junitResults(text: string, named: string): readonly TestResult[] | undefined {
  const { root } = xmlIn(text, named);
  if (root === null || !/^testsuites?$/.test(root.name)) return undefined;
  return elementsIn(root)
    .filter((element) => element.name === "testcase")
    .flatMap((testCase): TestResult[] => {
      const name = testCase.attributes["name"] ?? "";
      if (name === "" || name.length > LONGEST) return [];
      const children = testCase.children.filter((child) => child instanceof XmlElement);
      const said = new Set(children.map((child) => child.name));
      const outcome = said.has("failure") ? "failed" : said.has("error") || said.has("skipped") ? "untested" : "passed";
      return [
        {
          id: name.replace(/^.*\//, "").replace(/\.hurl$/, ""),
          outcome,
          because:
            outcome === "passed"
              ? undefined
              : (messageOf(children) ?? `${outcome === "failed" ? "failed" : "not run"} in the report`),
          made: undefined,
          failed: undefined,
        },
      ];
    });
}

/** What a test case says of its failure, or of why it was not run, by the `message`. */
function messageOf(children: readonly XmlElement[]): string | undefined {
  const said = children.flatMap(({ name, attributes }) =>
    name === "failure" || name === "error" || name === "skipped" ? (attributes["message"] ?? []) : [],
  );
  return said[0]?.slice(0, LONGEST);
}

function xmlIn(text: string, named: string): XmlDocument {
  try {
    return parseXml(text.trimStart());
  } catch (cause) {
    // Nested too deeply for the parser, too: no report is.
    throw new UserError(`${named} is not XML`, {
      file: named,
      hint: "Give the report as the runner has written it.",
      cause,
    });
  }
}

/** An element and all below it, in their order. */
function elementsIn(root: XmlElement): readonly XmlElement[] {
  const found: XmlElement[] = [];
  const open = [root];
  for (let element = open.pop(); element !== undefined; element = open.pop()) {
    found.push(element);
    open.push(...element.children.filter((child) => child instanceof XmlElement).toReversed());
  }
  return found;
}
