import { isObject, member, type JsonObject } from "../core/json-value.ts";
import { childPointer } from "../core/place.ts";
import type { Document, Node } from "../load/document.ts";
import { freeName, placeOfSection, writtenOutLimit } from "./moved-parts.ts";

/**
 * A description of several files as one: what a reference into another file leads to becomes a reusable part, each once, or stands
 * in place of the reference where there is no such part, as of a path. References that lead nowhere stay as they are.
 */
export function inOneFile(document: Document): JsonObject {
  const { entry } = document;
  const isSwagger = isObject(entry.value) && "swagger" in entry.value;
  const pointers = new Map<string, string>();
  const taken = new Set<string>();
  const spendWriting = writtenOutLimit(entry.file);
  const queue: { readonly section: string; readonly name: string; readonly target: Node }[] = [];

  const partOf = (target: Node, section: string): string => {
    const key = `${section} ${target.source.file}${target.pointer}`;
    const known = pointers.get(key);
    if (known !== undefined) return known;
    const place = placeOfSection(section, isSwagger);
    const name = freeName(
      target.pointer === "#" ? `#/file/${target.source.file.replace(/\.\w+$/, "")}` : target.pointer,
      (wanted) => taken.has(`#/${[...place, wanted].join("/")}`) || isThere(entry.value, [...place, wanted]),
    );
    const pointer = `#/${[...place, name].join("/")}`;
    pointers.set(key, pointer);
    taken.add(pointer);
    queue.push({ section, name, target });
    return pointer;
  };

  /** What stands at a node, for a place in the one file, with the references written in place that are followed now. */
  const written = (node: Node, at: readonly string[], within: readonly string[]): unknown => {
    const { value } = node;
    const child = (key: string, inner: unknown): Node => ({
      source: node.source,
      pointer: childPointer(node.pointer, key),
      value: inner,
    });
    if (Array.isArray(value))
      return value.map((inner, index) => written(child(`${index}`, inner), [...at, `${index}`], within));
    if (!isObject(value)) return value;
    const reference = member(value, "$ref");
    const target = typeof reference === "string" ? document.resolve(reference, node).node : undefined;
    if (target !== undefined && (target.source !== entry || node.source !== entry)) {
      const { $ref: _followed, ...beside } = value;
      if (target.source === entry) return { ...beside, $ref: target.pointer };
      const section = sectionAt(at, isSwagger);
      if (section !== undefined) return { ...beside, $ref: partOf(target, section) };
      const key = `${target.source.file}${target.pointer}`;
      // What holds itself cannot be written out.
      if (within.includes(key)) return {};
      spendWriting();
      const inPlace = written(target, at, [...within, key]);
      return isObject(inPlace) ? { ...inPlace, ...beside } : inPlace;
    }
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => {
        if (holdsValue(key, at)) return [key, inner];
        if (key === "mapping" && at.at(-1) === "discriminator" && isObject(inner))
          return [key, mapped(inner, child(key, inner), at)];
        return [key, written(child(key, inner), [...at, key], within)];
      }),
    );
  };

  /** The schemas that a discriminator names by a reference. */
  const mapped = (mapping: JsonObject, node: Node, at: readonly string[]): JsonObject =>
    Object.fromEntries(
      Object.entries(mapping).map(([kind, reference]) => {
        const isReference = typeof reference === "string" && /[#/.]/.test(reference);
        const target = isReference ? document.resolve(reference, node).node : undefined;
        if (target === undefined || (target.source === entry && node.source === entry)) return [kind, reference];
        if (target.source === entry) return [kind, target.pointer];
        return [kind, partOf(target, sectionAt([...at, "schema"], isSwagger)!)];
      }),
    );

  let whole = written(document.root, [], []) as JsonObject; // an object is written as one
  // The list grows while it is gone through: what becomes a part may refer to more.
  for (const { section, name, target } of queue) {
    const place = [...placeOfSection(section, isSwagger), name];
    whole = withValueAt(whole, place, written(target, place, []));
  }
  return whole;
}

/** The kind of reusable part that a place may refer to; `undefined` where what is referred to has to stand there itself. */
function sectionAt(at: readonly string[], isSwagger: boolean): string | undefined {
  const schemas = isSwagger ? "definitions" : "schemas";
  if (at.includes("schema") || at.includes("itemSchema") || at[0] === "definitions") return schemas;
  const isPart = at[0] === "components";
  if (isPart && at[1] === "schemas") return schemas;
  const [last, above] = [at.at(-1) ?? "", at.at(-2) ?? ""];
  if (!isSwagger && last === "requestBody") return "requestBodies";
  const sections = isSwagger ? SWAGGER_SECTIONS : SECTIONS;
  return sections.has(above) ? above : undefined;
}

const SWAGGER_SECTIONS: ReadonlySet<string> = new Set(["parameters", "responses"]);
const SECTIONS: ReadonlySet<string> = new Set([...SWAGGER_SECTIONS, "requestBodies", "headers", "examples", "links"]);

/** Whether what stands below a key is a value of the API's own, in which `$ref` is a name like any other. */
function holdsValue(key: string, at: readonly string[]): boolean {
  const [above = "", overIt = ""] = [at.at(-1), at.at(-2)];
  // A response, a component or a property may be called `default`; and a property may be called `responses`.
  if (NAMED.has(above) && !NAMED.has(overIt)) return false;
  return VALUES.has(key) || (key === "value" && overIt === "examples");
}

/** Below these, keys are names that the API chose. */
const NAMED: ReadonlySet<string> = new Set([
  "properties",
  "patternProperties",
  "$defs",
  "definitions",
  "dependentSchemas",
  "responses",
  "schemas",
  "parameters",
  "headers",
  "requestBodies",
  "examples",
  "links",
  "callbacks",
  "securitySchemes",
  "content",
  "variables",
  "mapping",
  "encoding",
]);

const VALUES: ReadonlySet<string> = new Set(["example", "default", "enum", "const"]);

function isThere(root: unknown, place: readonly string[]): boolean {
  return place.reduce<unknown>((at, token) => (isObject(at) ? member(at, token) : undefined), root) !== undefined;
}

/** An object with a value at a place, and what it had beside it. */
function withValueAt(root: JsonObject, [first, ...rest]: readonly string[], value: unknown): JsonObject {
  if (first === undefined) return root;
  const inner = member(root, first);
  const next = rest.length === 0 ? value : withValueAt(isObject(inner) ? inner : {}, rest, value);
  return Object.fromEntries([...Object.entries(root).filter(([key]) => key !== first), [first, next]]);
}
