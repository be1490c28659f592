import type { AssessedApi } from "../../exposure/assessed-api.ts";
import { maskFor } from "../../review/mask.ts";
import {
  isTaken,
  takenIn,
  type AnswerPart,
  type AuthorizationTest,
  type Expectation,
  type SentBody,
  type SentParameter,
  type StepOutput,
  type Taken,
  type TestStep,
  type Value,
} from "../authorization-test.ts";
import { callerText } from "./words.ts";

/** A test as a file of Hurl (hurl.dev): its inputs are variables, the address is `baseUrl`. Only for what `hurlFault` allows. */
export function hurlText(test: AuthorizationTest, api: AssessedApi): string {
  const mask = maskFor(api);
  const { id, title, pass, steps } = test;
  const head = [`# ${id}`, `# ${comment(mask.review(title))}`, `# Pass: ${comment(mask.review(pass))}`];
  return `${[...head, ...steps.map((step) => entryOfStep(step, takenOf(test)))].join("\n")}\n`;
}

/** Why a test cannot be written for Hurl, which knows texts alone and stops where an answer lacks something. */
export function hurlFault(test: AuthorizationTest): string | undefined {
  const properties = takenOf(test).flatMap(({ from }) => (from.kind === "output" ? (from.property ?? []) : []));
  const open = properties.find(({ writing, isSure }) => writing === "open" || !isSure)?.name;
  return open === undefined
    ? undefined
    : `it sends back ${open} from a response, where the value can be missing, null or an object: Hurl cannot do that`;
}

/** What the bodies of a test take from a run. */
function takenOf({ steps }: AuthorizationTest): readonly Taken[] {
  return steps.flatMap(({ body }) => (body === undefined ? [] : takenIn(body.value)));
}

function comment(words: string): string {
  return words.replace(/\s+/g, " ");
}

function entryOfStep(step: TestStep, all: readonly Taken[]): string {
  const { id, role, as, operation, parameters, body, expects, outputs, tries } = step;
  const of = (place: SentParameter["in"]): readonly SentParameter[] => parameters.filter((one) => one.in === place);
  const path = operation.pathItem.path
    .split(/(\{[^{}]+\})/)
    .map((part) => {
      const value = of("path").find((one) => part === `{${one.name}}`)?.value;
      return value === undefined ? part.replace(UNSAFE_IN_PATH, encoded) : inAddress(value);
    })
    .join("");
  const query = of("query").map(({ name, value }) => `${encoded(name)}=${inAddress(value)}`);
  return [
    "",
    `# ${role}, ${callerText(as)}`,
    `${operation.method} {{baseUrl}}${path}${query.length === 0 ? "" : `?${query.join("&")}`}`,
    ...of("header").map(({ name, value }) => `${name}: ${inLine(value)}`),
    ...(body === undefined ? [] : [`Content-Type: ${inLine(body.contentType)}`]),
    ...(tries > 1 ? ["[Options]", `retry: ${tries - 1}`, "retry-interval: 0ms"] : []),
    ...(of("cookie").length === 0
      ? []
      : ["[Cookies]", ...of("cookie").map(({ name, value }) => `${name}: ${inLine(value)}`)]),
    ...bodyLines(body),
    "HTTP *",
    ...(outputs.size === 0
      ? []
      : [
          "[Captures]",
          ...[...outputs].flatMap(([name, source]) => capturesOf({ kind: "output", step: id, name }, source, all)),
        ]),
    "[Asserts]",
    ...expects.flatMap(assertsOf),
  ].join("\n");
}

/** What a step keeps of its answer: of a whole answer the properties that are taken later. */
function capturesOf(output: StepOutput, source: AnswerPart, all: readonly Taken[]): readonly string[] {
  if (source === "status") return [`${variableOf(output)}: status`];
  if (source.pointer !== "") return [`${variableOf(output)}: jsonpath "${jsonPathOf(source.pointer)}"`];
  const taken = all.flatMap(({ from }) =>
    from.kind === "output" && from.step === output.step && from.name === output.name ? [from] : [],
  );
  return unique(taken.map((from) => `${variableOf(from)}: jsonpath "${jsonPathOf(`/${from.property?.name ?? ""}`)}"`));
}

function unique(lines: readonly string[]): readonly string[] {
  return [...new Set(lines)];
}

function bodyLines(body: SentBody | undefined): readonly string[] {
  if (body === undefined) return [];
  if (!body.contentType.startsWith("application/x-www-form-urlencoded")) return [jsonText(body.value)];
  const fields =
    typeof body.value === "object" && body.value !== null && !isTaken(body.value) ? Object.entries(body.value) : [];
  return ["[Form]", ...fields.map(([name, value]) => `${asName(name)}: ${inLine(value)}`)];
}

/** JSON in which what a run gives stands as a variable: in quotes, since it is a text unless it says otherwise. */
function jsonText(value: Value): string {
  if (isTaken(value)) return isBare(value) ? text(value) : `"${text(value)}"`;
  if (Array.isArray(value)) return `[${value.map((one: Value) => jsonText(one)).join(", ")}]`;
  if (typeof value === "object" && value !== null)
    return `{${Object.entries(value)
      .map(([key, one]) => `${JSON.stringify(key)}: ${jsonText(one)}`)
      .join(", ")}}`;
  return JSON.stringify(value);
}

function text(value: Value): string {
  if (!isTaken(value)) return typeof value === "object" ? JSON.stringify(value) : String(value);
  return `${value.before}{{${variableOf(value.from)}}}${value.behind}`;
}

function isBare({ from }: Taken): boolean {
  return from.kind === "input" ? from.type === "integer" : from.property?.writing === "bare";
}

function inAddress(value: Value): string {
  return isTaken(value) ? text(value) : encoded(text(value));
}

/** A text as a part of an address; half of a character that has two cannot be written. */
function encoded(part: string): string {
  return encodeURIComponent(part.replaceAll(/\p{Cs}/gu, "\uFFFD"));
}

/** What is no part of a path by RFC 3986 (section 3.3), apart from what begins a query or a fragment. */
const UNSAFE_IN_PATH = /[^A-Za-z0-9\-._~!$&'()*+,;=:@/%?#]+/g;

/** A text as the value of a line, in which some signs begin something else (Hurl, grammar: `value-string`). */
function inLine(value: Value): string {
  return isTaken(value) ? text(value) : text(value).replaceAll(/[\\#{}\p{Cc}]/gu, escapedSign);
}

/** The same as its name (`key-string`). */
function asName(name: string): string {
  return name.replaceAll(/[^A-Za-z0-9_.-]/gu, escapedSign);
}

function escapedSign(sign: string): string {
  return `\\u{${sign.codePointAt(0)!.toString(16)}}`; // a sign has a code
}

function variableOf(from: Taken["from"]): string {
  if (from.kind === "input") return from.name;
  return [from.step, from.name, ...(from.property === undefined ? [] : [from.property.name])].join("_");
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
      return [`status == {{${variableOf(expectation.as.from)}}}`];
    case "same":
      return [`jsonpath "${jsonPathOf(expectation.pointer)}" == {{${variableOf(expectation.as.from)}}}`];
    case "holds":
      return [`body contains "{{${variableOf(expectation.value.from)}}}"`];
    case "lacks":
      return [`body not contains "{{${variableOf(expectation.value.from)}}}"`];
    case "some-items":
    case "no-items": {
      const first = jsonPathOf(`/${[...expectation.list, "0", expectation.property].join("/")}`);
      return [`jsonpath "${first}" ${expectation.kind === "no-items" ? "not exists" : "exists"}`];
    }
    case "hides":
      return expectation.properties.map(
        (name) =>
          `jsonpath "$..[?(@.${expectation.id}=='{{${variableOf(expectation.value.from)}}}')].${name}" not exists`,
      );
    case "without":
      return expectation.properties.map((name) => `jsonpath "$..${name}" not exists`);
    case "not":
      return [`body not matches /"${expectation.property}"\\s*:\\s*${inPattern(JSON.stringify(expectation.value))}/`];
  }
}

/** A text in a pattern as itself. */
function inPattern(words: string): string {
  return words.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);
}

function statusAsserts(statuses: readonly string[]): readonly string[] {
  if (statuses.includes("answered")) return ["status < 500"];
  if (statuses.length === 1 && statuses[0] === "2xx") return ["status >= 200", "status < 300"];
  if (statuses.length === 1) return [`status == ${statuses[0]!}`];
  return [`status toString matches /^(?:${statuses.map((status) => status.replace("xx", "\\d\\d")).join("|")})$/`];
}
