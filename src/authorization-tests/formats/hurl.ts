import type { AssessedApi } from "../../exposure/assessed-api.ts";
import { maskFor } from "../../review/mask.ts";
import {
  isTaken,
  type AuthorizationTest,
  type Expectation,
  type SentBody,
  type SentParameter,
  type Taken,
  type TestStep,
  type Value,
} from "../authorization-test.ts";
import { callerText } from "./words.ts";

/** A test as a file of Hurl (hurl.dev): its inputs are variables, the address is `baseUrl`. */
export function hurlText(test: AuthorizationTest, api: AssessedApi): string {
  const mask = maskFor(api);
  const { id, title, pass, steps } = test;
  const head = [`# ${id}`, `# ${comment(mask.review(title))}`, `# Pass: ${comment(mask.review(pass))}`];
  return `${[...head, ...steps.map(entryOfStep)].join("\n")}\n`;
}

function comment(words: string): string {
  return words.replace(/\s+/g, " ");
}

function entryOfStep(step: TestStep): string {
  const { id, role, as, operation, parameters, body, expects, outputs, tries } = step;
  const of = (place: SentParameter["in"]): readonly SentParameter[] => parameters.filter((one) => one.in === place);
  const path = operation.path.replaceAll(/\{([^{}]+)\}/g, (all, name: string) => {
    const value = of("path").find((one) => one.name === name)?.value;
    return value === undefined ? all : inAddress(value);
  });
  const query = of("query").map(({ name, value }) => `${encodeURIComponent(name)}=${inAddress(value)}`);
  return [
    "",
    `# ${role}, ${callerText(as)}`,
    `${operation.method} {{baseUrl}}${path}${query.length === 0 ? "" : `?${query.join("&")}`}`,
    ...of("header").map(({ name, value }) => `${name}: ${text(value)}`),
    ...(body === undefined ? [] : [`Content-Type: ${body.contentType}`]),
    ...(tries > 1 ? ["[Options]", `retry: ${tries - 1}`, "retry-interval: 0ms"] : []),
    ...(of("cookie").length === 0
      ? []
      : ["[Cookies]", ...of("cookie").map(({ name, value }) => `${name}: ${text(value)}`)]),
    ...bodyLines(body),
    "HTTP *",
    ...(outputs.size === 0
      ? []
      : [
          "[Captures]",
          ...[...outputs].map(([name, source]) =>
            source === "status" ? `${id}_${name}: status` : `${id}_${name}: jsonpath "${jsonPathOf(source.pointer)}"`,
          ),
        ]),
    "[Asserts]",
    ...expects.flatMap(assertsOf),
  ].join("\n");
}

function bodyLines(body: SentBody | undefined): readonly string[] {
  if (body === undefined) return [];
  if (!body.contentType.startsWith("application/x-www-form-urlencoded")) return [jsonText(body.value)];
  const fields =
    typeof body.value === "object" && body.value !== null && !isTaken(body.value) ? Object.entries(body.value) : [];
  return ["[Form]", ...fields.map(([name, value]) => `${name}: ${text(value)}`)];
}

/** JSON in which what a run gives stands as a variable: in quotes, since it is a text unless it says otherwise. */
function jsonText(value: Value): string {
  if (isTaken(value)) {
    const isNumber = value.from.kind === "input" && value.from.type === "integer";
    return isNumber ? text(value) : `"${text(value)}"`;
  }
  if (Array.isArray(value)) return `[${value.map((one: Value) => jsonText(one)).join(", ")}]`;
  if (typeof value === "object" && value !== null)
    return `{${Object.entries(value)
      .map(([key, one]) => `${JSON.stringify(key)}: ${jsonText(one)}`)
      .join(", ")}}`;
  return JSON.stringify(value);
}

function text(value: Value): string {
  if (!isTaken(value)) return typeof value === "object" ? JSON.stringify(value) : String(value);
  return `${value.before}{{${variableOf(value)}}}${value.behind}`;
}

function inAddress(value: Value): string {
  return isTaken(value) ? text(value) : encodeURIComponent(text(value));
}

function variableOf({ from }: Taken): string {
  return from.kind === "input" ? from.name : `${from.step}_${from.name}`;
}

/** `$.items[0].id` for `/items/0/id`. */
function jsonPathOf(pointer: string): string {
  return `$${pointer
    .split("/")
    .slice(1)
    .map((name) => (/^\d+$/.test(name) ? `[${name}]` : /^\w+$/.test(name) ? `.${name}` : `['${name}']`))
    .join("")}`;
}

function assertsOf(expectation: Expectation): readonly string[] {
  switch (expectation.kind) {
    case "status":
      return statusAsserts(expectation.statuses);
    case "same-status":
      return [`status == {{${variableOf(expectation.as)}}}`];
    case "same":
      return [`jsonpath "${jsonPathOf(expectation.pointer)}" == {{${variableOf(expectation.as)}}}`];
    case "holds":
      return [`body contains "{{${variableOf(expectation.value)}}}"`];
    case "lacks":
      return [`body not contains "{{${variableOf(expectation.value)}}}"`];
    case "some-items":
    case "no-items": {
      const first = jsonPathOf(`/${[...expectation.list, "0", expectation.property].join("/")}`);
      return [`jsonpath "${first}" ${expectation.kind === "no-items" ? "not exists" : "exists"}`];
    }
    case "hides":
      return expectation.properties.map(
        (name) => `jsonpath "$..[?(@.${expectation.id}=='{{${variableOf(expectation.value)}}}')].${name}" not exists`,
      );
    case "without":
      return expectation.properties.map((name) => `jsonpath "$..${name}" not exists`);
    case "not":
      return [`body not matches /"${expectation.property}"\\s*:\\s*${JSON.stringify(expectation.value)}/`];
  }
}

function statusAsserts(statuses: readonly string[]): readonly string[] {
  if (statuses.includes("answered")) return ["status < 500"];
  if (statuses.length === 1 && statuses[0] === "2xx") return ["status >= 200", "status < 300"];
  if (statuses.length === 1) return [`status == ${statuses[0]!}`];
  return [`status toString matches /^(?:${statuses.map((status) => status.replace("xx", "\\d\\d")).join("|")})$/`];
}
