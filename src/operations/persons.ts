import type { AssessedApi } from "../exposure/assessed-api.ts";
import { memo } from "../core/memo.ts";
import { intentOf } from "../exposure/intent.ts";
import { isOwn } from "../exposure/principals.ts";
import type { Api, Operation } from "../model/api.ts";

/** Whether callers are persons, each of whom has an account of their own: they sign up, log in or have a `/me`. */
export function arePersons({ operations }: Pick<Api, "operations">): boolean {
  return areOfPersons(operations);
}

/**
 * What makes a fault milder that rests on the words of a text alone: whoever calls may be the one who decides about it, a
 * program of the owner or of a customer, where nothing says that strangers call.
 */
export function byWordsAlone(api: AssessedApi, operations: readonly Operation[]): readonly string[] {
  return operations.some((operation) => STRANGERS.has(api.assessed(operation).admission))
    ? []
    : ["only a sentence in the description suggests this, and nothing shows that strangers can make the call"];
}

const STRANGERS: ReadonlySet<string> = new Set(["anonymous", "self-registered"]);

/** Asked for each operation, of all of them. */
const areOfPersons = memo((operations: readonly Operation[]): boolean =>
  operations.some((operation) => {
    const intent = intentOf(operation);
    return isOwn(operation) || intent === "sign-up" || intent === "log-in";
  }),
);
