import type { Operation } from "../model/api.ts";

/**
 * What is read of an operation, read once: rules are asked in each judgement of an API, and what stands in its
 * description is the same in all of them.
 */
export function perOperation<T>(read: (operation: Operation) => T): (operation: Operation) => T {
  const known = new WeakMap<Operation, { readonly value: T }>();
  return (operation) => {
    let found = known.get(operation);
    if (found === undefined) known.set(operation, (found = { value: read(operation) }));
    return found.value;
  };
}
