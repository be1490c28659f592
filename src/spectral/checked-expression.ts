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

/** Names through which a value leads to code. */
const FORBIDDEN = new Set([
  "constructor",
  "prototype",
  "__proto__",
  "caller",
  "callee",
  "arguments",
  "__defineGetter__",
  "__defineSetter__",
  "__lookupGetter__",
  "__lookupSetter__",
  "apply",
  "call",
  "bind",
  "eval",
  "Function",
]);

function unsafeNode(node: Expression): string | undefined {
  const open: Expression[] = [node];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (!HARMLESS.has(next.type)) return `has a filter with a ${next.type}`;
    const fault = unsafeName(next) ?? unsafeCall(next);
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
    return name.startsWith("@") || FREE_NAMES.has(name) ? undefined : `has a filter that speaks of ${name}`;
  }
  if (type !== "MemberExpression") return undefined;
  const { property } = node;
  if (!isExpression(property)) return "has a filter that is not understood";
  const name = textOf(node["computed"] === false ? property["name"] : property["value"]);
  if (FORBIDDEN.has(name)) return `has a filter that speaks of ${name}`;
  if (node["computed"] === false || property.type === "Literal") return undefined;
  // A name that is put together could be any.
  return property.type === "Identifier" ? undefined : "has a filter that puts a name together";
}

/** Names that stand for values and nothing else. */
const FREE_NAMES = new Set(["undefined", "null", "true", "false", "NaN", "Infinity"]);

function unsafeCall({ type, ...node }: Expression): string | undefined {
  if (type !== "CallExpression") return undefined;
  const callee = node["callee"];
  if (!isExpression(callee)) return "has a filter that calls something";
  if (callee.type === "Identifier" && /^@\w+$/.test(textOf(callee["name"]))) return undefined; // @string(), a test of types
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
