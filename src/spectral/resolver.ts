import path from "node:path";
import { Resolver } from "@stoplight/spectral-ref-resolver";
import { decodedOr } from "../core/place.ts";
import { isObject } from "../core/json-value.ts";

/** A file of the description, as Spectral knows it: under a name that no URI needs to escape. */
export interface LoadedFile {
  readonly file: string;
  readonly value: unknown;
  readonly id: string;
}

/** Files of a description by the names under which Spectral knows them. */
export function loadedFiles(
  sources: readonly { readonly file: string; readonly value: unknown }[],
): readonly LoadedFile[] {
  return sources.map(({ file, value }, index) => ({ file, value, id: `/f${index}` }));
}

/**
 * A resolver that knows these files and nothing else: nothing is read, nothing is fetched. A `$ref` in data, such as an
 * example or an extension, is none.
 */
export function resolverOf(files: readonly LoadedFile[]): Resolver {
  const byId = new Map(files.map((file) => [file.id, file]));
  const targets = targetsIn(files);
  const resolver = new Resolver({
    resolvers: {
      file: { resolve: (ref) => Promise.resolve(byId.get(ref.path())?.value) },
    },
    transformRef({ ref, val, uri }) {
      const target = typeof val === "object" && val !== null ? targets.get(val as object) : undefined;
      if (target === undefined || ref === undefined) return undefined;
      const { id, fragment } = target;
      const text = uri.path() === id ? `#${fragment}` : fragment === "" ? id : `${id}#${fragment}`;
      const made: unknown = Reflect.construct(ref.constructor as new (text: string) => unknown, [text]);
      return made as typeof ref; // the same class, of another text
    },
  });
  // Spectral would parse what a reference leads to as text: here it is parsed already.
  const resolve = resolver.resolve.bind(resolver);
  resolver.resolve = (source, options = {}) => {
    const { parseResolveResult: _parse, ...others } = options;
    return resolve(source, others);
  };
  return resolver;
}

interface Target {
  readonly id: string;
  readonly fragment: string;
}

/** Where each reference leads, by the object that is it: in the files themselves, and not in data. */
function targetsIn(files: readonly LoadedFile[]): WeakMap<object, Target> {
  const targets = new WeakMap<object, Target>();
  const ids = new Map(files.map(({ file, id }) => [file, id]));
  const seen = new Set<unknown>();
  for (const { file, value } of files) {
    const open: { readonly value: unknown; readonly isMap: boolean }[] = [{ value, isMap: false }];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      if (typeof at.value !== "object" || at.value === null || seen.has(at.value)) continue;
      seen.add(at.value);
      const reference = isObject(at.value) && !at.isMap ? at.value["$ref"] : undefined;
      const target = typeof reference === "string" ? targetOf(reference, file, ids) : undefined;
      if (target !== undefined) targets.set(at.value, target);
      for (const [key, inner] of Object.entries(at.value)) {
        if (!at.isMap && isObject(at.value) && isData(key, inner)) continue;
        open.push({ value: inner, isMap: !at.isMap && isObject(at.value) && MAPS.has(key) });
      }
    }
  }
  return targets;
}

/** Keys whose values are data (OpenAPI 3.1, sections 4.8.19, 4.8.24 and 4.9), unless they are names. */
function isData(key: string, value: unknown): boolean {
  return DATA.has(key) || key.startsWith("x-") || (key === "examples" && Array.isArray(value));
}

const DATA = new Set(["example", "default", "enum", "const", "value", "dataValue"]);

/** Keys whose values map names to things. */
const MAPS = new Set([
  "properties",
  "patternProperties",
  "schemas",
  "definitions",
  "$defs",
  "parameters",
  "responses",
  "headers",
  "examples",
  "requestBodies",
  "securitySchemes",
  "securityDefinitions",
  "links",
  "callbacks",
  "pathItems",
  "paths",
  "webhooks",
  "mediaTypes",
  "content",
  "encoding",
  "variables",
  "mapping",
  "scopes",
  "dependentSchemas",
]);

function targetOf(reference: string, from: string, ids: ReadonlyMap<string, string>): Target | undefined {
  const at = reference.indexOf("#");
  const [uri, fragment] = at < 0 ? [reference, ""] : [reference.slice(0, at), reference.slice(at + 1)];
  if (fragment !== "" && !fragment.startsWith("/")) return undefined;
  if (/^[a-z][a-z0-9+.-]+:|^\/\//i.test(uri)) return undefined;
  const file =
    uri === "" ? from : path.posix.normalize(path.posix.join(path.posix.dirname(from), decodedOr(uri.split("?")[0]!)));
  const id = ids.get(file);
  return id === undefined ? undefined : { id, fragment };
}
