import regex from "@jsep-plugin/regex";
import ternary from "@jsep-plugin/ternary";
import jsep, { type Expression } from "jsep";
import { parse } from "nimma/parser";
import { member } from "../core/json-value.ts";

// As nimma itself reads filters: what this reads otherwise is refused.
jsep.addIdentifierChar("@");
jsep.addUnaryOp("void");
jsep.addBinaryOp("in", 12);
jsep.addBinaryOp("~=", 20);
jsep.plugins.register(regex, ternary);

/**
 * Why a JSONPath expression of a ruleset may not run; `undefined` for one that may. Spectral compiles filters to
 * JavaScript, in which `@.constructor.constructor("…")()` would be any program: only what reads and compares is let
 * through. What its own engine cannot compile would go to one that runs filters as code, and is refused as well.
 */
export function unsafeExpression(expression: string): string | undefined {
  let steps: readonly Step[];
  try {
    steps = parse(expression);
  } catch (error) {
    return `cannot be read${whyIn(error)}`;
  }
  for (const { type, value } of steps) {
    if (type === "ScriptFilterExpression" && typeof value === "string") {
      const fault = unsafeFilter(value);
      if (fault !== undefined) return fault;
    }
  }
  return undefined;
}

/** What the parser says: what it expected, and at which character. */
function whyIn(error: unknown): string {
  if (!(error instanceof Error)) return "";
  const location: unknown = "location" in error ? error.location : undefined;
  const column = member(member(location, "start"), "column");
  const where = typeof column === "number" ? ` at its character ${column}` : "";
  const [expected, found] = error.message.replace(/\.$/, "").split(/ but (?=.* found$)/);
  // A list of every character that a name may begin with helps nobody.
  const short = expected!.length > 60 ? "" : `: ${expected!.replace(/^E/, "e")}`;
  return `${where}${short}${found === undefined ? "" : `${short === "" ? ": " : ", and "}${found}`}`;
}

interface Step {
  readonly type: string;
  readonly value?: unknown;
}

function unsafeFilter(filter: string): string | undefined {
  try {
    return unsafeNode(jsep(filter));
  } catch {
    return "has a filter that is not understood";
  }
}

/** Nodes of jsep's tree that only read and compare. */
const HARMLESS = new Set([
  "BinaryExpression",
  "LogicalExpression",
  "UnaryExpression",
  "ConditionalExpression",
  "ArrayExpression",
  "Literal",
  "Identifier",
  "MemberExpression",
  "CallExpression",
]);

/** Methods of texts and lists that only look. */
const METHODS = new Set([
  "match",
  "test",
  "includes",
  "startsWith",
  "endsWith",
  "indexOf",
  "lastIndexOf",
  "search",
  "toLowerCase",
  "toUpperCase",
  "trim",
  "toString",
  "charAt",
  "slice",
  "substring",
  "substr",
  "split",
  "at",
  "concat",
  "hasOwnProperty",
]);

/**
 * Names that every object or function has without a document giving them: of these only what is known to be harmless
 * may be read. All others are keys of the document, or lead to nothing.
 */
const INHERITED: ReadonlySet<unknown> = new Set([
  ...Reflect.ownKeys(Object.prototype),
  ...Reflect.ownKeys(Function.prototype),
  "prototype",
  "callee",
]);
const READABLE = new Set(["length", "name"]);

/** What nimma replaces by values of the description, and its tests of types. */
const AT_NAMES = new Set(["@", "@root", "@path", "@property", "@parent", "@parentProperty"]);
const AT_TESTS = new Set("@string @number @boolean @scalar @array @null @object @integer".split(" "));

function unsafeNode(node: Expression): string | undefined {
  const open: Expression[] = [node];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (!HARMLESS.has(next.type)) return `has a filter with a ${next.type}`;
    const fault = unsafeName(next) ?? unsafeCall(next) ?? unsafeLiteral(next);
    if (fault !== undefined) return fault;
    // The name of a member is no name of the surroundings.
    const isPlainMember = next.type === "MemberExpression" && next["computed"] === false;
    for (const [key, part] of Object.entries(next)) {
      if (isPlainMember && key === "property") continue;
      const parts: readonly unknown[] = Array.isArray(part) ? part : [part];
      for (const one of parts) if (isExpression(one)) open.push(one);
    }
  }
  return undefined;
}

function unsafeName({ type, ...node }: Expression): string | undefined {
  if (type === "Identifier") {
    const name = textOf(node["name"]);
    const isKnown = AT_NAMES.has(name) || AT_TESTS.has(name) || FREE_NAMES.has(name);
    return isKnown ? undefined : `has a filter that speaks of ${name}`;
  }
  if (type !== "MemberExpression") return undefined;
  const { property } = node;
  if (!isExpression(property)) return "has a filter that is not understood";
  if (node["computed"] === true && property.type !== "Literal")
    // A name that is put together could be any; one that is a key of the document is read, and never called.
    return property.type === "Identifier" ? undefined : "has a filter that puts a name together";
  const name = node["computed"] === true ? memberName(property) : textOf(property["name"]);
  if (name === undefined) return "has a filter with a name that is not understood";
  return INHERITED.has(name) && !READABLE.has(name) && !METHODS.has(name)
    ? `has a filter that speaks of ${name}`
    : undefined;
}

/** The name that a literal in brackets is to JavaScript, which is given it as it is written and not as jsep reads it. */
function memberName({ raw, value }: Expression): string | undefined {
  if (typeof value === "number") return String(value);
  if (typeof value !== "string" || typeof raw !== "string") return undefined;
  let isKnown = true;
  const name = raw.slice(1, -1).replace(ESCAPE, (_, inBraces, four, two, other: string | undefined) => {
    const code: unknown = inBraces ?? four ?? two;
    if (typeof code === "string" && Number.parseInt(code, 16) <= 0x10ffff)
      return String.fromCodePoint(Number.parseInt(code, 16));
    // Octal escapes, continued lines and the like are nothing that a name needs.
    if (other === undefined || !/["'\\/.$#@ -]/.test(other)) isKnown = false;
    return other ?? "";
  });
  return isKnown ? name : undefined;
}

/** An escape in a string of JavaScript (ECMA-262, section 12.9.4): by number, or any other character. */
const ESCAPE = /\\(?:u\{([\da-f]+)\}|u([\da-f]{4})|x([\da-f]{2})|([^]?))/gi;

/** Whether a literal is written as nimma, which puts it into a program as it is, takes it to be: one literal and no more. */
function unsafeLiteral({ type, ...node }: Expression): string | undefined {
  if (type === "BinaryExpression" && node["operator"] === "~=") {
    const pattern = isExpression(node["right"]) ? node["right"]["value"] : undefined;
    return typeof pattern === "string" && isRegexBody(pattern)
      ? undefined
      : "has a filter whose pattern is not understood";
  }
  if (type !== "Literal" || !(node["value"] instanceof RegExp)) return undefined;
  const [, body] = /^\/([^]*)\/[a-z]*$/.exec(textOf(node["raw"])) ?? [];
  return body !== undefined && isRegexBody(body) ? undefined : "has a filter whose pattern is not understood";
}

/** Whether a text between two slashes is the body of one regular expression (ECMA-262, section 12.9.5). */
function isRegexBody(text: string): boolean {
  if (
    !/^(?![*])(?:[^\n\r\u2028\u2029\\/[]|\\[^\n\r\u2028\u2029]|\[(?:[^\n\r\u2028\u2029\\\]]|\\[^\n\r\u2028\u2029])*\])+$/.test(
      text,
    )
  )
    return false;
  try {
    return new RegExp(text) instanceof RegExp;
  } catch {
    return false;
  }
}

/** Names that stand for values and nothing else. */
const FREE_NAMES = new Set(["undefined", "null", "true", "false", "NaN", "Infinity"]);

function unsafeCall({ type, ...node }: Expression): string | undefined {
  if (type !== "CallExpression") return undefined;
  const callee = node["callee"];
  if (!isExpression(callee)) return "has a filter with a function call";
  if (callee.type === "Identifier" && AT_TESTS.has(textOf(callee["name"]))) return undefined;
  const property = callee["property"];
  const name =
    callee.type === "MemberExpression" && callee["computed"] === false && isExpression(property)
      ? textOf(property["name"])
      : undefined;
  return name !== undefined && METHODS.has(name) ? undefined : `has a filter that calls ${name ?? "a function"}`;
}

function isExpression(value: unknown): value is Expression {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
