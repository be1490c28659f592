import type { AgentDecision } from "../core/agent-reasons.ts";
import { isObject, member, type JsonObject } from "../core/json-value.ts";
import { UserError } from "../core/user-error.ts";
import type { AssessedApi } from "../exposure/assessed-api.ts";
import type { Operation } from "../model/api.ts";
import { decidedOperations, type DecidedOperation } from "./decided.ts";
import { withMovedParts } from "./moved-parts.ts";
import { inOneFile } from "./one-file.ts";
import { withoutUnusedParts } from "./used-parts.ts";

/**
 * A description with the operations of these decisions alone, and what they use: parts that nothing refers to, tags without an
 * operation, webhooks, and links to operations that are gone are left out. Of several files, one is made. Throws a `UserError`
 * where no operation is left.
 */
export function reducedDescription(
  api: AssessedApi,
  decisions: ReadonlySet<AgentDecision>,
  decided: readonly DecidedOperation[] = decidedOperations(api),
): JsonObject {
  const { entry } = api.document;
  const kept = decided.flatMap(({ operation, decision }) => (decisions.has(decision) ? operation : []));
  if (kept.length === 0)
    throw new UserError("no operation is left for an agent", {
      file: entry.file,
      hint: "Add --with-confirm for those that a person confirms, or decide on some in sallyport.yaml (agents.operations).",
    });
  const isOneFile = api.document.sources().every((source) => source === entry);
  const root = isOneFile && isObject(entry.value) ? entry.value : inOneFile(api.document);
  const names = namesOf(kept);
  const reduced = Object.fromEntries(
    Object.entries(root).flatMap(([key, value]): [string, unknown][] => {
      if (key === "webhooks" || key === "x-webhooks") return [];
      if (key === "paths") return [[key, pathsOf(value, kept)]];
      return [[key, key === "tags" ? usedTags(value, kept) : value]];
    }),
  );
  const whole = withMovedParts(reduced, root, entry.file);
  return withoutUnusedParts(
    Object.fromEntries(Object.entries(whole).map(([key, value]) => [key, linksLeft(value, names)])),
  );
}

/** The path items of operations that are kept, without the others. */
function pathsOf(paths: unknown, kept: readonly Operation[]): JsonObject {
  if (!isObject(paths)) return {};
  return Object.fromEntries(
    Object.entries(paths).flatMap(([path, written]): [string, unknown][] => {
      if (path.startsWith("x-")) return [[path, written]];
      const own = kept.filter(({ pathItem }) => pathItem.path === path);
      if (own.length === 0) return [];
      const item = member(written, "$ref") === undefined ? written : own[0]!.pathItem.node.value;
      if (!isObject(item)) return [];
      const methods = new Set(own.map(({ method }) => method));
      return [[path, itemOf(item, methods)]];
    }),
  );
}

function itemOf(item: JsonObject, methods: ReadonlySet<string>): JsonObject {
  return Object.fromEntries(
    Object.entries(item).flatMap(([key, value]): [string, unknown][] => {
      if (METHODS.has(key) && !methods.has(key.toUpperCase())) return [];
      if (ANY_METHOD.test(key) && !methods.has("ANY")) return [];
      if (key !== "additionalOperations" || !isObject(value)) return [[key, value]];
      const others = Object.entries(value).filter(([method]) => methods.has(method.toUpperCase()));
      return others.length === 0 ? [] : [[key, Object.fromEntries(others)]];
    }),
  );
}

const METHODS = new Set(["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"]);

/** The extension by which gateways describe all methods at once. */
const ANY_METHOD = /^x-amazon-apigateway-any-method$/i;

function namesOf(operations: readonly Operation[]): ReadonlySet<string> {
  return new Set(operations.flatMap(({ operationId }) => operationId ?? []));
}

/**
 * A part of a description without links to operations that are gone: those by reference are given up, since paths may be. An
 * extension that refers to a file, or to another extension, is left out as well: nothing of it is read here, and the file does
 * not go with the description, so that others could not read it.
 */
function linksLeft(value: unknown, names: ReadonlySet<string>): unknown {
  if (Array.isArray(value)) return value.map((one) => linksLeft(one, names));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]): [string, unknown][] => {
      if (key.startsWith("x-")) return refersBeyond(inner) ? [] : [[key, inner]];
      if (HOLD_DATA.has(key)) return [[key, key.startsWith("example") ? inner : withoutBrokenExtensions(inner)]];
      if (key !== "links" || !isObject(inner)) return [[key, linksLeft(inner, names)]];
      return [[key, Object.fromEntries(Object.entries(inner).filter(([, link]) => !leadsAway(link, names)))]];
    }),
  );
}

/** A schema, or several, without the extensions that refer beyond it. */
function withoutBrokenExtensions(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutBrokenExtensions);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]): [string, unknown][] =>
      key.startsWith("x-") && refersBeyond(inner) ? [] : [[key, withoutBrokenExtensions(inner)]],
    ),
  );
}

function refersBeyond(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(refersBeyond);
  if (!isObject(value)) return false;
  return Object.entries(value).some(([key, inner]) =>
    key === "$ref" && typeof inner === "string" ? !inner.startsWith("#") || inner.includes("/x-") : refersBeyond(inner),
  );
}

/** Keys below which `links` is a name of an API's own data. */
const HOLD_DATA: ReadonlySet<string> = new Set(["schema", "schemas", "definitions", "example", "examples"]);

function leadsAway(link: unknown, names: ReadonlySet<string>): boolean {
  const operationId = member(link, "operationId");
  return member(link, "operationRef") !== undefined || (typeof operationId === "string" && !names.has(operationId));
}

/** The tags of operations that are kept, and those above them (3.2). */
function usedTags(tags: unknown, kept: readonly Operation[]): unknown {
  if (!Array.isArray(tags)) return tags;
  const used = new Set(kept.flatMap((operation) => operation.tags));
  for (let size = -1; size !== used.size;) {
    size = used.size;
    for (const tag of tags) {
      const [name, parent] = [member(tag, "name"), member(tag, "parent")];
      if (typeof name === "string" && typeof parent === "string" && used.has(name)) used.add(parent);
    }
  }
  return tags.filter((tag) => {
    const name = member(tag, "name");
    return typeof name === "string" && used.has(name);
  });
}
