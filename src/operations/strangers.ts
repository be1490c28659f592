import type { AssessedApi } from "../exposure/assessed-api.ts";
import { openingSentenceOf } from "../exposure/joining-sentences.ts";
import type { Operation } from "../model/api.ts";

/**
 * Whether strangers are known to make a call: it is open, or they sign up for what it asks for, as an operation or a text
 * says. Where nobody knows who
 * gets a credential, they are not: such duties are no reason to ask.
 */
export function isForStrangers(api: AssessedApi, operation: Operation): boolean {
  const { admission } = api.assessed(operation);
  if (admission === "anonymous") return true;
  return (
    admission === "self-registered" &&
    (api.signUps.length > 0 || api.policy.admission.size > 0 || openingSentenceOf(api.info) !== undefined)
  );
}

/**
 * Whether nothing says that an operation asks for anything, nor that it does not. What weighs little where callers are
 * known, and more where anybody calls, is left to the judgement that supposes that anybody does.
 */
export function isUnsaid(api: AssessedApi, operation: Operation): boolean {
  return operation.access === "unstated" && api.assessed(operation).admission === "unknown";
}

/** Whether an operation asks for nothing, or does not say that it does: what is for those who have not logged in yet. */
export function isBeforeLogIn(api: AssessedApi, operation: Operation): boolean {
  return (
    operation.operationKind === "path" &&
    operation.access !== "secured" &&
    api.assessed(operation).judgedAs !== "private"
  );
}
