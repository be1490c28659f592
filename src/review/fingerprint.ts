import { createHash } from "node:crypto";
import type { Operation } from "../model/api.ts";

/** The hash of what identifies a place or a finding: 16 hexadecimal digits. */
export function fingerprintOf(...parts: readonly string[]): string {
  return createHash("sha256").update(parts.join("\n")).digest("hex").slice(0, 16);
}

/** An operation without what may be renamed: `GET /users/{1}/orders/{2}`; a webhook's or callback's key stays. */
export function lastingId(operation: Operation): string {
  // By the path as it is written: two that differ in their format alone are two.
  const { operationKind, method, parent } = operation;
  const { path } = operation.pathItem;
  if (operationKind === "webhook") return operation.id;
  if (operationKind === "callback")
    return `CALLBACK ${parent === undefined ? "" : lastingId(parent)} ${path} ${method}`;
  return lastingName(`${method} ${path}`);
}

/** The same of an operation of a path by its id: `GET /users/{id}` is `GET /users/{1}`. */
export function lastingName(id: string): string {
  let index = 0;
  return id.replace(/\{[^{}]*\}/g, () => `{${(index += 1)}}`);
}

/** A witness without the name of a path parameter, which may be renamed: `path {1}`. */
export function lastingWitness(witness: string, operation: Operation | undefined): string {
  if (operation === undefined || !witness.startsWith("path ")) return witness;
  const names = [...operation.pathItem.path.matchAll(/\{([^{}]*)\}/g)].map(([, name]) => name);
  const index = names.indexOf(witness.slice("path ".length));
  return index < 0 ? witness : `path {${index + 1}}`;
}
