import type { Operation } from "../model/api.ts";

/** Gives each operation a word that no other has, for the names of its tests: its `operationId`, else method and path. */
export function namesOf(operations: readonly Operation[]): (operation: Operation) => string {
  const names = new Map<Operation, string>();
  const taken = new Set<string>();
  for (const operation of operations) {
    const { operationId, method, path } = operation;
    const own = wordOf(operationId ?? "");
    const word = own === "" ? wordOf(`${method.toLowerCase()} ${path}`) : own;
    let name = word;
    for (let number = 2; taken.has(name.toLowerCase()); number += 1) name = `${word}-${number}`;
    taken.add(name.toLowerCase());
    names.set(operation, name);
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
