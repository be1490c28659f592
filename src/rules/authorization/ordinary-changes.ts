import { memo } from "../../core/memo.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import { isOwn } from "../../exposure/principals.ts";
import { readingOf } from "../../exposure/reading.ts";
import { fixedSegments } from "../../exposure/words.ts";
import type { Operation } from "../../model/api.ts";
import { isAdministration } from "./administration.ts";

/** A change by those who are not there to administer. */
export function isOrdinaryChange(api: AssessedApi, operation: Operation): boolean {
  return (
    operation.operationKind === "path" &&
    readingOf(operation) === undefined &&
    api.assessed(operation).exposure !== "private" &&
    !isAdministration(operation) &&
    !asksForRight(operation)
  );
}

/** Whether every way in asks for a right that not everybody has. */
const asksForRight = memo(({ security }: Operation): boolean => {
  const alternatives = security?.alternatives ?? [];
  return (
    alternatives.length > 0 &&
    alternatives.every(({ schemes }) => schemes.some(({ scopes }) => scopes.some((scope) => GRANTED.test(scope))))
  );
});

const GRANTED =
  /(?:^|[^a-z])(?:admin|administrator|manage|management|staff|superuser|root|iam|roles?|permissions?)(?:[^a-z]|$)/i;

/** Whether strangers get in: without logging in, or by signing up. */
export function isForStrangers(api: AssessedApi, operation: Operation): boolean {
  return ["anonymous", "self-registered"].includes(api.assessed(operation).admission);
}

/** Whether an operation changes the caller, of whom there is one. */
export function isOfCaller(operation: Operation): boolean {
  return (
    isOwn(operation) ||
    (!operation.path.includes("{") &&
      operation.method !== "POST" &&
      /^(?:user|profile|account|member|customer|player|settings)$/.test(fixedSegments(operation.path).at(-1) ?? ""))
  );
}
