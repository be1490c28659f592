import { isObject } from "../core/json-value.ts";
import { textOfValue } from "../core/text-of-value.ts";
import type { Operation } from "../model/api.ts";
import {
  isTaken,
  type AnswerPart,
  type Expectation,
  type SentBody,
  type SentParameter,
  type TestStep,
  type Value,
} from "./authorization-test.ts";
import { isPlainName } from "./answers.ts";

/*
 * Which texts of a description a test may hold. A runner reads more in a text than the description means by it: a variable
 * (`{{tokenA}}`), a runtime expression (`$inputs.tokenA`), a request of its own behind a line break, another host or folder in a
 * path. Whoever writes the description must not get a token by it, nor a call elsewhere. Each step of each test is looked
 * through here, before any format writes it.
 */

/** Why a step may not be written, in words about its operation; `undefined` where it may. */
export function textFault(step: TestStep): string | undefined {
  const { operation, parameters, body, expects, outputs } = step;
  return (
    operationFault(operation) ??
    parameters.map((one) => parameterFault(one)).find((fault) => fault !== undefined) ??
    (isPlainPath(pathSent(step)) ? undefined : "a value in its path would lead elsewhere") ??
    (body === undefined ? undefined : bodyFault(body)) ??
    ([...outputs.values()].every(isPlainPart) && expects.every(isPlainExpectation)
      ? undefined
      : "a property that it takes from a response contains an expression or variable, which a runner would evaluate")
  );
}

/** The same of what the description says of an operation, whatever is sent. */
export function operationFault({ pathItem, requestBody, responses }: Operation): string | undefined {
  const { path } = pathItem;
  if (!/^\/(?!\/)/.test(path)) return 'its path does not begin with exactly one "/", so it could lead to another host';
  const fixed = path.replaceAll(/\{[^{}]+\}/g, "x");
  if (!isPlainPath(fixed) || /[{}]/.test(fixed))
    return "its path contains characters that could lead to another path or host";
  if (path.includes("#")) return 'its path contains "#": what follows it is never sent';
  const names = [...path.matchAll(/\{([^{}]+)\}/g)].map(([, name]) => name!);
  if (!names.every(isPlainKey))
    return "a name in its path contains an expression or variable, which a runner would evaluate";
  // A runner takes what it sends as Content-Type and Accept from the description.
  const types = [...(requestBody?.content ?? []), ...responses.flatMap(({ content }) => content)];
  return types.every(({ type }) => isPlainText(type) && isOneLine(type))
    ? undefined
    : "one of its media types contains an expression or variable, which a runner would evaluate";
}

/** Whether a text means nothing to a runner: nothing in it is a variable or a runtime expression. */
export function isPlainText(text: string): boolean {
  return !/[{$]/.test(text);
}

/** Whether that is so of every text in a value, the names in it included. */
export function isPlainValue(value: unknown): boolean {
  if (typeof value === "string") return isPlainText(value);
  if (Array.isArray(value)) return value.every(isPlainValue);
  if (isTaken(value) || !isObject(value)) return true;
  return Object.entries(value).every(([key, one]) => isPlainKey(key) && isPlainValue(one));
}

/** Whether a name means nothing to a runner. `$filter` is a name, `$inputs.tokenA` is none. */
function isPlainKey(name: string): boolean {
  return !/\{|^\$\w+[.(#]/.test(name) && isOneLine(name) && name !== "__proto__";
}

function isOneLine(text: string): boolean {
  return !/[\p{Cc}\u2028\u2029]/u.test(text);
}

/** Whether a path stays where it is: on one line, and in no folder above. */
function isPlainPath(path: string): boolean {
  // A server that takes characters of full width for plain ones reads other folders.
  return [path, path.normalize("NFKC")].every(
    (one) => isOneLine(one) && !ENCODED.test(one) && !one.split("/").some((part) => DOTS.test(part)),
  );
}

/** `.`, `/`, `\` and control characters as who decodes a path twice reads them, and `\`, which some take for `/`. */
const ENCODED = /\\|%(?:2e|2f|5c|25|[01])/i;
/** `..`, as servers and browsers read it. */
const DOTS = /^\.{1,2}(?:[?#;]|$)/;

/** The path of a call with the values that are known beforehand, as a runner puts them in that encodes nothing. */
function pathSent({ operation, parameters }: TestStep): string {
  return operation.pathItem.path.replaceAll(/\{([^{}]+)\}/g, (_, name: string) => {
    const value = parameters.find((one) => one.in === "path" && one.name === name)?.value;
    return value === undefined || isTaken(value) ? "x" : textOfValue(value).replace(/[?#]/g, "\\");
  });
}

function parameterFault({ name, in: place, value }: SentParameter): string | undefined {
  const isName = place === "header" || place === "cookie" ? /^\w[\w.-]*$/.test(name) : isPlainKey(name);
  if (!isName)
    return `the name of a ${place} parameter contains an expression or variable, which a runner would evaluate`;
  if (STEERING.test(name)) return `its parameter ${name} can change the host, path or method of the call`;
  return isPlainValue(parsed(value)) && (typeof value !== "string" || isOneLine(value))
    ? undefined
    : `the value of its parameter ${name} contains an expression or variable, which a runner would evaluate`;
}

/** An object or a list that a parameter has as JSON: braces around plain texts are no expression. */
function parsed(value: Value): unknown {
  if (typeof value !== "string" || !/^[{[]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

/** What a server or a proxy reads before the call itself: another host, another path, another method. */
const STEERING = new RegExp(
  [
    "host|x-(?:backend-|real-|proxy-)?host|forwarded",
    "x-(?:[a-z]+-)?(?:forwarded|original|rewrite)-(?:dst-)?(?:host|server|port|proto|scheme|prefix|path|uri|url|method)",
    "(?:proxy-)?connection|content-length|transfer-encoding|te|trailer|upgrade|http2-settings|expect",
    "_method|x-(?:http-)?method(?:-override)?",
  ]
    .map((names) => `^(?:${names})$`)
    .join("|"),
  "i",
);

function bodyFault({ contentType, value }: SentBody): string | undefined {
  const isForm = !/json/i.test(contentType);
  if (typeof value === "object" && value !== null && Object.keys(value).some((name) => OVERRIDING.test(name)))
    return "a property of its body can change the method of the call";
  return isPlainValue(value) && (!isForm || isOnLines(value))
    ? undefined
    : "its body contains an expression or variable, which a runner would evaluate";
}

/** What frameworks read in a body in place of the method. */
const OVERRIDING = /^(?:_method|_httpmethod|x-http-method-override)$/i;

/** Whether no text in a form has a line break: in Hurl a field is a line. */
function isOnLines(value: Value): boolean {
  if (typeof value === "string") return isOneLine(value);
  return isTaken(value) || typeof value !== "object" || value === null || Object.values(value).every(isOnLines);
}

function isPlainPart(part: AnswerPart): boolean {
  return part === "status" || part.pointer.split("/").slice(1).every(isPlainName);
}

function isPlainExpectation(expectation: Expectation): boolean {
  switch (expectation.kind) {
    case "status":
    case "same-status":
    case "holds":
    case "lacks":
      return true;
    case "same":
      return isPlainPart(expectation);
    case "some-items":
    case "no-items":
      return [...expectation.list, expectation.property].every(isPlainName);
    case "hides":
      return [expectation.id, ...expectation.properties].every(isPlainName);
    case "without":
      return expectation.properties.every(isPlainName);
    case "not":
      return isPlainName(expectation.property) && isPlainValue(expectation.value);
  }
}
