import type { AssessedApi } from "../exposure/assessed-api.ts";
import { intentOf } from "../exposure/intent.ts";
import { isOwn } from "../exposure/principals.ts";

/** Whether callers are persons, each of whom has an account of their own: they sign up, log in or have a `/me`. */
export function arePersons(api: AssessedApi): boolean {
  return api.operations.some((operation) => {
    const intent = intentOf(operation);
    return isOwn(operation) || intent === "sign-up" || intent === "log-in";
  });
}
