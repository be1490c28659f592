import { CompletionItemKind, type CompletionItem, type Position } from "vscode-languageserver";
import { isObject, member, type JsonObject } from "../core/json-value.ts";
import { yamlPathAt } from "./yaml-path.ts";

/** Names that `sallyport.yaml` may use and its schema does not know. */
export interface KnownNames {
  /** Of the security schemes of descriptions that are open. */
  readonly schemes: readonly string[];
  readonly rules: readonly string[];
}

/** What may be written at a position of a `sallyport.yaml`, by its JSON Schema: keys that are not there yet, or values. */
export function settingsCompletion(
  text: string,
  position: Position,
  schema: object,
  names: KnownNames,
): readonly CompletionItem[] {
  const at = yamlPathAt(text, position);
  if (at === undefined) return [];
  const { path, key, siblings, typed } = at;
  const root = schema as JsonObject; // as zod makes it
  const holders = path.reduce<readonly JsonObject[]>(
    (nodes, step) => nodes.flatMap((node) => below(node, step, root)),
    alternatives(root, root),
  );
  const range = { start: { ...position, character: position.character - typed.length }, end: position };
  if (key !== undefined) {
    const values = holders.flatMap((node) => below(node, key, root)).flatMap(valuesOf);
    const rules = key === "rule" ? names.rules : [];
    return [...new Set([...values, ...rules])].map((value) => ({
      label: value,
      kind: CompletionItemKind.Value,
      textEdit: { range, newText: value },
    }));
  }
  const known = holders.flatMap((node) => Object.entries(propertiesOf(node)));
  const named = namesUnder(path, names).map((name) => [name, undefined] as const);
  return [...new Map<string, unknown>([...named, ...known])]
    .filter(([name]) => !siblings.includes(name))
    .map(([name, node]) => {
      const description = member(node, "description");
      return {
        label: name,
        kind: CompletionItemKind.Property,
        ...(typeof description === "string" ? { documentation: description } : {}),
        textEdit: { range, newText: `${written(name)}: ` },
      };
    });
}

/** Keys that are names of something else. */
function namesUnder(path: readonly string[], { schemes, rules }: KnownNames): readonly string[] {
  const own = path[0] === "apis" ? path.slice(2) : path;
  if (own.length !== 1) return [];
  if (own[0] === "admission") return [...schemes, "*", "webhooks"];
  if (own[0] === "principal") return schemes;
  if (own[0] === "tenancy") return [...schemes, "*"];
  return own[0] === "rules" ? rules : [];
}

/** A key as YAML writes it. */
function written(name: string): string {
  return /^[A-Za-z_][\w-]*$/.test(name) ? name : JSON.stringify(name);
}

/** What a schema says of what stands under a key of it, or in its list for `[]`. */
function below(node: JsonObject, step: string, root: JsonObject): readonly JsonObject[] {
  const inner =
    step === "[]" ? member(node, "items") : (member(propertiesOf(node), step) ?? member(node, "additionalProperties"));
  return isObject(inner) ? alternatives(inner, root) : [];
}

function propertiesOf(node: JsonObject): JsonObject {
  const properties = member(node, "properties");
  return isObject(properties) ? properties : {};
}

/** A schema with its reference followed, and each of its alternatives in place of it. */
function alternatives(node: JsonObject, root: JsonObject): readonly JsonObject[] {
  const reference = member(node, "$ref");
  if (typeof reference === "string") {
    const found = reference
      .split("/")
      .slice(1)
      .reduce<unknown>((at, token) => member(at, token), root);
    return isObject(found) ? alternatives(found, root) : [];
  }
  const some = member(node, "anyOf");
  return Array.isArray(some) ? some.filter(isObject).flatMap((one) => alternatives(one, root)) : [node];
}

function valuesOf(node: JsonObject): readonly string[] {
  const values = member(node, "enum");
  if (Array.isArray(values)) return values.filter((value) => typeof value === "string");
  return member(node, "type") === "boolean" ? ["true", "false"] : [];
}
