import { memo } from "../core/memo.ts";
import { intentOf } from "../exposure/intent.ts";
import { isOwn } from "../exposure/principals.ts";
import type { Api, Operation } from "../model/api.ts";

/** Whether callers are persons, each of whom has an account of their own: they sign up, log in or have a `/me`. */
export function arePersons({ operations }: Pick<Api, "operations">): boolean {
  return areOfPersons(operations);
}

/** Asked for each operation, of all of them. */
const areOfPersons = memo((operations: readonly Operation[]): boolean =>
  operations.some((operation) => {
    const intent = intentOf(operation);
    return isOwn(operation) || intent === "sign-up" || intent === "log-in";
  }),
);
