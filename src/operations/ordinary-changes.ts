import { memo } from "../core/memo.ts";
import type { AssessedApi } from "../exposure/assessed-api.ts";
import { isOwn } from "../exposure/principals.ts";
import { readingOf } from "../exposure/reading.ts";
import { fixedSegments } from "../exposure/words.ts";
import type { Operation } from "../model/api.ts";
import { isAdministration } from "../exposure/administration.ts";
import { requirementOf } from "./requirement.ts";

/** A change by those who are not there to administer. */
export function isOrdinaryChange(api: AssessedApi, operation: Operation): boolean {
  return (
    operation.operationKind === "path" &&
    readingOf(operation) === undefined &&
    api.assessed(operation).judgedAs !== "private" &&
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

/**
 * Whether an operation asks for what every caller has, where others ask for more: administration is kept apart, and this
 * is none of it. What is asked for most often, by a third of the operations at least, is what every caller has.
 */
export function asksForWhatAllHave(api: AssessedApi, operation: Operation): boolean {
  return operation.access === "secured" && commonRequirement(api) === requirementOf(operation);
}

const COMMON = new WeakMap<object, string | undefined>();

function commonRequirement(api: AssessedApi): string | undefined {
  if (COMMON.has(api.operations)) return COMMON.get(api.operations);
  const counts = new Map<string, number>();
  let all = 0;
  for (const operation of api.operations) {
    if (operation.operationKind !== "path" || operation.access !== "secured") continue;
    const asked = requirementOf(operation);
    counts.set(asked, (counts.get(asked) ?? 0) + 1);
    all += 1;
  }
  const [first] = [...counts].toSorted(([, a], [, b]) => b - a);
  const common = first !== undefined && counts.size > 1 && first[1] * 3 >= all ? first[0] : undefined;
  COMMON.set(api.operations, common);
  return common;
}

/** Whether strangers get in: without logging in, or by signing up. */
export function isStrangersChange(api: AssessedApi, operation: Operation): boolean {
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
