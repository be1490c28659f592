import { stringify } from "yaml";
import type { Operation } from "../../model/api.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import { maskFor } from "../../review/mask.ts";
import {
  inputsOf,
  isTaken,
  type AuthorizationTest,
  type Expectation,
  type SentBody,
  type AnswerPart,
  type Taken,
  type TestStep,
  type Value,
} from "../authorization-test.ts";
import { callerText, expectationText } from "./words.ts";

/** Where tests are run, and what they are about. */
export interface WhereTested {
  readonly api: AssessedApi;
  /** The description, as seen from where the tests stand. */
  readonly url: string;
  /** The base address of the service; without one it must be given when the tests are run. */
  readonly server: string | undefined;
}

/** What the description is called in the tests, and in `--server api=…`. */
export const SOURCE_NAME = "api";

/** Tests as an Arazzo description (Arazzo 1.0.1): a workflow each. */
export function arazzoText(tests: readonly AuthorizationTest[], { api, url, server }: WhereTested): string {
  const mask = maskFor(api);
  const document = {
    arazzo: "1.0.1",
    info: {
      title: `Authorization tests of ${api.info.title ?? url}`,
      summary: "A tries to reach what is B's, and must be refused.",
      description: ABOUT,
      version: api.info.version ?? "1",
    },
    sourceDescriptions: [{ name: SOURCE_NAME, type: "openapi", url, "x-serverUrl": server ?? NO_SERVER }],
    workflows: tests.map((test) => ({
      workflowId: test.id,
      summary: mask.review(test.title),
      description: mask.review(`${rankText(test)}Operation: ${test.operation.id}. Pass: ${test.pass}.`),
      inputs: { $ref: "#/components/inputs/given" },
      steps: test.steps.map((step) => stepOf(step, test)),
    })),
    components: { inputs: { given: mask.review(inputSchema(tests)) } },
  };
  return stringify(document, { lineWidth: 0, aliasDuplicateObjects: false });
}

const ABOUT = [
  "Written by sallyport tests. Each workflow is a test: the control shows that the call works for a caller who may make it,",
  "the attack is the same call by one who may not. Run it against a system that may break, never against production.",
].join(" ");

/** It is no address on purpose: without one that is given, the runner would call the first server of the description. */
const NO_SERVER = `give the address when you run the tests: --server ${SOURCE_NAME}=https://…`;

function rankText({ rank }: AuthorizationTest): string {
  return rank === undefined ? "" : `Test ${rank} of the review. `;
}

function inputSchema(tests: readonly AuthorizationTest[]): object {
  const inputs = inputsOf(tests);
  return {
    type: "object",
    properties: Object.fromEntries(
      inputs.map(({ name, about, isSecret, type }) => [
        name,
        { type: type ?? "string", ...(isSecret ? { format: "password" } : {}), description: about },
      ]),
    ),
  };
}

function stepOf(step: TestStep, { steps }: AuthorizationTest): object {
  const { id, operation, parameters, body, expects, outputs, tries } = step;
  const onFailure = tries > 1 ? again(tries) : cleaningUp(step, steps);
  return {
    stepId: id,
    description: stepText(step),
    operationPath: placeOf(operation),
    parameters: parameters.map((one) => ({ name: one.name, in: one.in, value: written(one.value) })),
    ...(body === undefined ? {} : { requestBody: requestBodyOf(body) }),
    successCriteria: expects.flatMap(criteriaOf),
    ...(onFailure === undefined ? {} : { onFailure }),
    ...(outputs.size === 0
      ? {}
      : { outputs: Object.fromEntries([...outputs].map(([name, source]) => [name, sourceText(source)])) }),
  };
}

function stepText({ role, as, operation, expects, tries }: TestStep): string {
  const often = tries > 1 ? `, ${tries} times at most` : "";
  return `${role === "cleanUp" ? "clean up" : role}, ${callerText(as)}: ${operation.id}${often}; ${expects.map((one) => expectationText(one)).join(", ")}`;
}

function again(tries: number): readonly object[] {
  return [{ name: "again", type: "retry", retryAfter: 0, retryLimit: tries - 1 }];
}

/** What was made is taken away where a step fails before that comes. */
function cleaningUp(step: TestStep, steps: readonly TestStep[]): readonly object[] | undefined {
  const cleaning = steps.find(({ role }) => role === "cleanUp");
  const made = steps.findIndex(({ role }) => role === "create");
  const at = steps.indexOf(step);
  if (cleaning === undefined || at <= made || at >= steps.indexOf(cleaning)) return undefined;
  return [{ name: "cleanUp", type: "goto", stepId: cleaning.id }];
}

function requestBodyOf({ contentType, value }: SentBody): object {
  return { contentType, payload: written(value) };
}

function written(value: Value): unknown {
  if (isTaken(value)) return takenText(value);
  if (Array.isArray(value)) return value.map((one: Value) => written(one));
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, written(one)]));
  return value;
}

function takenText({ from, before, behind }: Taken): string {
  const expression = expressionOf(from);
  return before === "" && behind === "" ? expression : `${before}{${expression}}${behind}`;
}

function expressionOf(from: Taken["from"]): string {
  if (from.kind === "input") return `$inputs.${from.name}`;
  const output = `$steps.${from.step}.outputs.${from.name}`;
  return from.property === undefined ? output : `${output}.${from.property.name}`;
}

function sourceText(source: AnswerPart): string {
  if (source === "status") return "$statusCode";
  return source.pointer === "" ? "$response.body" : `$response.body#${source.pointer}`;
}

/** What must be true of an answer, as conditions of Arazzo: simple ones, and JSONPath (RFC 9535) where they are about its body. */
function criteriaOf(expectation: Expectation): readonly object[] {
  switch (expectation.kind) {
    case "status":
      return [{ condition: expectation.statuses.map(statusCondition).join(" || ") }];
    case "same-status":
      return [{ condition: `$statusCode == ${takenText(expectation.as)}` }];
    case "same":
      return [{ condition: `$response.body#${expectation.pointer} == ${takenText(expectation.as)}` }];
    case "holds":
      return [inBody(`count(@..[?@ == ${embedded(expectation.value)}]) > 0`)];
    case "lacks":
      return [inBody(`count(@..[?@ == ${embedded(expectation.value)}]) == 0`)];
    case "some-items":
    case "no-items": {
      const items = `@${expectation.list.map(nameSelector).join("")}[?@${nameSelector(expectation.property)}]`;
      return [inBody(`count(${items}) ${expectation.kind === "no-items" ? "== 0" : "> 0"}`)];
    }
    case "hides": {
      const shown = expectation.properties
        .map((name) => `(@${nameSelector(name)} && @${nameSelector(name)} != null)`)
        .join(" || ");
      const isShown = `@${nameSelector(expectation.id)} == ${embedded(expectation.value)} && (${shown})`;
      return [inBody(`!(${isShown})`), inBody(`count(@..[?${isShown}]) == 0`)];
    }
    case "without":
      return [
        inBody(
          expectation.properties.map((name) => `count(@..${nameSelector(name).replace(/^\./, "")}) == 0`).join(" && "),
        ),
      ];
    case "not":
      return [inBody(`!(@${nameSelector(expectation.property)} == ${JSON.stringify(expectation.value)})`)];
  }
}

function statusCondition(status: string): string {
  if (status === "answered") return "$statusCode < 500";
  const group = /^(\d)xx$/.exec(status)?.[1];
  return group === undefined
    ? `$statusCode == ${status}`
    : `$statusCode >= ${group}00 && $statusCode < ${Number(group) + 1}00`;
}

function inBody(filter: string): object {
  return { context: "$response.body", type: "jsonpath", condition: `$[?${filter}]` };
}

/** A value in the middle of a JSONPath, which the runner writes as JSON. */
function embedded({ from }: Taken): string {
  return `{${expressionOf(from)}}`;
}

function nameSelector(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
}

/**
 * How a step names an operation: by its place in the description. Runners look an `operationId` up among all that stands below
 * `paths`, extensions and misspelt methods included, and call the first that has it: another call than the one that is meant.
 */
function placeOf({ pathItem, method }: Operation): string {
  return `{$sourceDescriptions.${SOURCE_NAME}.url}#/paths/${pointerToken(pathItem.path)}/${method.toLowerCase()}`;
}

function pointerToken(path: string): string {
  return path.replaceAll("~", "~0").replaceAll("/", "~1");
}
