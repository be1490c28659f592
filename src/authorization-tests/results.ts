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
  /** The status of the answer that failed. */
  readonly status: number | undefined;
}

/** How a result file is made. */
export const MAKE_RESULT = "Make it with npx @redocly/cli respect tests.arazzo.yaml --json-output results.json";

/** Reads the text of a result file; `named` is what it is called. Throws a `UserError` for what is none. */
export function testResults(text: string, named: string): readonly TestResult[] {
  const results = text.trimStart().startsWith("<") ? junitResults(text) : respectResults(jsonIn(text, named));
  if (results === undefined)
    throw new UserError(`${named} is no result of a run`, {
      file: named,
      hint: MAKE_RESULT,
    });
  return results;
}

function jsonIn(text: string, named: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new UserError(`${named} is no JSON`, {
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
        status: undefined,
      },
    ];
  const because = `${failed.id}: ${failed.failures.join("; ")}`;
  // Only what the test itself asks of the answer to the attack, and of what is left after it, tells of authorization.
  const isTelling = (failed.role === "attack" || failed.role === "after") && failed.isByCriterion;
  return [{ id, outcome: isTelling ? "failed" : "untested", because, made, status: failed.status }];
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
    const failed = listOf(member(step, "checks")).filter(
      (check) => member(check, "passed") === false && member(check, "severity") === "error",
    );
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
function junitResults(text: string): readonly TestResult[] | undefined {
  if (!text.includes("<testsuite")) return undefined;
  return text
    .split(/<testcase(?=\s)/)
    .slice(1)
    .flatMap((part): TestResult[] => {
      const name = /^[^>]{0,4000}?\sname="([^"]{1,400})"/.exec(part)?.[1];
      if (name === undefined) return [];
      const own = part.split(/<testcase|<\/testcase>/, 1)[0]!;
      const isMade = !/<(?:skipped|error)[\s/>]/.test(own);
      const isFailed = /<failure[\s/>]/.test(own);
      const id = name.replace(/^.*\//, "").replace(/\.hurl$/, "");
      const outcome = !isMade ? "untested" : isFailed ? "failed" : "passed";
      return [
        {
          id,
          outcome,
          because:
            outcome === "passed" ? undefined : (messageIn(own) ?? `${isMade ? "failed" : "not run"} in the report`),
          made: undefined,
          status: undefined,
        },
      ];
    });
}

/** What a test case says of its failure, or of why it was not run, by the `message`. */
function messageIn(testCase: string): string | undefined {
  const said = /<(?:failure|error|skipped)\s[^>]{0,4000}?message="([^"<>]{1,4000})"/.exec(testCase)?.[1];
  return said?.replace(/&(?:amp|lt|gt|quot|apos);/g, (entity) => ENTITIES[entity]!).slice(0, LONGEST);
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&amp;": "&",
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&apos;": "'",
};
