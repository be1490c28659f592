import { isObject } from "../core/json-value.ts";
import { nearest } from "../core/nearest.ts";
import { childPointer, lastToken, type Place } from "../core/place.ts";
import { quoted } from "../core/prose.ts";
import type { Node } from "../load/document.ts";
import type { Api, Element } from "../model/api.ts";
import { keysOf } from "../model/grammar.ts";
import { operationsAt } from "../model/operations-at.ts";
import type { Fault } from "./fault.ts";

/** A fault for each key of security that stands where it has no effect, misspelt ones included, or stands twice. */
export function* misplacedSecurityKeys(api: Api): Generator<Fault> {
  for (const element of elementsOf(api)) {
    for (const node of element.unknown) {
      const key = lastToken(node.pointer);
      const meant = meantBy(key, element, node.value, api);
      if (meant !== undefined) yield faultAt(api, node, meant);
    }
  }
  for (const source of api.document.sources()) {
    for (const { tokens, key } of source.layout.repeatedKeys) {
      if (key !== "security" || isInData(tokens)) continue;
      const pointer = tokens.reduce(childPointer, "#");
      const at: Place = { file: source.file, pointer: childPointer(pointer, key) };
      const operations = operationsAt(api, at);
      yield {
        at,
        cause: `twice ${operations.length === 1 ? operations[0]!.id : pointer}`,
        operations,
        message: `"security" is defined twice ${operations.length === 1 ? `in ${operations[0]!.id}` : `at ${quoted(pointer)}`}; parsers differ in which one they keep`,
      };
    }
  }
}

/** Kinds of objects in which people look for security; a schema has properties of any name. */
function elementsOf(api: Api): readonly Element[] {
  return [
    api,
    api.info,
    ...api.servers,
    ...api.tags,
    // What is no path is an operation that fell out of its path item, with its security in its place.
    ...api.pathItems.filter(({ path }) => !METHODS.has(path)),
    ...api.operations,
    ...api.operations.flatMap(({ responses }) => responses),
    ...[componentsOf(api)].flatMap((element) => element ?? []),
  ];
}

const METHODS: ReadonlySet<string> = new Set(["get", "put", "post", "delete", "options", "head", "patch", "trace"]);

/** The components as an element: the model has their parts only. */
function componentsOf(api: Api): Element | undefined {
  const { root } = api.document;
  const value = isObject(root.value) && Object.hasOwn(root.value, "components") ? root.value["components"] : undefined;
  if (api.format.version === "2.0" || !isObject(value)) return undefined;
  const known = keysOf("components", api.format.version);
  const unknown = Object.entries(value).flatMap(([key, child]): Node[] =>
    known.has(key) || key.startsWith("x-")
      ? []
      : [{ source: root.source, pointer: childPointer("#/components", key), value: child }],
  );
  return {
    kind: "components",
    node: { ...root, pointer: "#/components", value },
    title: undefined,
    summary: undefined,
    description: undefined,
    extensions: new Map(),
    unknown,
    lexicon: api.lexicon,
  };
}

const SECURITY_KEYS = ["security", "securitySchemes", "securityDefinitions"] as const;

/** What a key that an element does not have was meant for, as a sentence's end; `undefined` where it is none of security. */
function meantBy(key: string, element: Element, value: unknown, api: Api): string | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const written = SECURITY_KEYS.find((known) => known === key) ?? nearest(key, SECURITY_KEYS);
  if (written === undefined) return undefined;
  const home =
    written === "security" ? ["root", "operation"] : api.format.version === "2.0" ? ["root"] : ["components"];
  const right =
    written === "security" ? "security" : api.format.version === "2.0" ? "securityDefinitions" : "securitySchemes";
  if (home.includes(element.kind)) return `did you mean ${quoted(right)}?`;
  if (written === "security") return `it belongs in an operation or at the root`;
  return api.format.version === "2.0"
    ? `schemes belong under "securityDefinitions" at the root`
    : `schemes belong under "components", as "securitySchemes"`;
}

function faultAt(api: Api, node: Node, meant: string): Fault {
  const key = lastToken(node.pointer);
  const at: Place = { file: node.source.file, pointer: node.pointer };
  const operations = operationsAt(api, at);
  const where = operations.length === 1 ? ` in ${operations[0]!.id}` : "";
  return {
    at,
    cause: `${key} ${operations.length === 1 ? operations[0]!.id : node.pointer}`,
    operations,
    message: `${quoted(key)}${where} has no effect; ${meant}`,
  };
}

/** Whether the tokens lead into an example or another value, where `security` is a word as any other. */
function isInData(tokens: readonly string[]): boolean {
  return tokens.some(
    (token) =>
      ["example", "examples", "default", "enum", "const", "properties"].includes(token) || token.startsWith("x-"),
  );
}
