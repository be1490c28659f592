import { numberedNames } from "../core/numbered-names.ts";
import type { Operation } from "../model/api.ts";

/** Gives each operation a word that no other has, for the names of its tests: its `operationId`, else method and path. */
export function namesOf(operations: readonly Operation[]): (operation: Operation) => string {
  const names = new Map<Operation, string>();
  const freeName = numberedNames();
  for (const operation of operations) {
    const { operationId, method, path } = operation;
    const own = wordOf(operationId ?? "");
    names.set(operation, freeName(own === "" ? wordOf(`${method.toLowerCase()} ${path}`) : own));
  }
  return (operation) => names.get(operation) ?? wordOf(operation.id);
}

function wordOf(text: string): string {
  return text
    .split(/[^A-Za-z0-9_]/)
    .filter((part) => part !== "")
    .join("-")
    .slice(0, LONGEST);
}

const LONGEST = 80;
