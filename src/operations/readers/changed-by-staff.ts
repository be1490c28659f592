import { SCOPES_OF_IDENTITY } from "../../core/identity-scopes.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import { readingOf } from "../../exposure/reading.ts";
import { isCredential } from "../../data/taxonomy/is-credential.ts";
import type { Operation } from "../../model/api.ts";
import { isOfCaller } from "../ordinary-changes.ts";
import { isAdministratorFlag } from "../privileged-fields.ts";
import { requestFields } from "../request-fields.ts";

/** What persons on the inside can set of others that decides over them: pay, what is restricted, and who is an administrator. */
export interface ChangedByStaff {
  /** The names of the fields. */
  readonly names: readonly string[];
  readonly what: string;
}

/**
 * What whoever works there can set of other people, where nothing but the log-in that all of them have is asked for; `undefined`
 * where there is nothing. Who may do that is for the service to tell.
 */
export function changedByStaff(api: AssessedApi, operation: Operation): ChangedByStaff | undefined {
  const { judgedAs, unprotected, principal, flows } = api.assessed(operation);
  if (operation.operationKind !== "path" || operation.access !== "secured" || principal !== "user") return undefined;
  if (judgedAs !== "private" || unprotected !== undefined || readingOf(operation) !== undefined) return undefined;
  // A scope that is a permission tells apart who may.
  if (isOfCaller(operation) || asksForPermission(operation)) return undefined;
  const written = flows.filter(
    ({ direction, via, field }) =>
      direction === "write" && via !== "parameter" && field.isPersonal && field.confidence !== "possible",
  );
  const pay = written.filter(({ field }) => PAY.test(field.category));
  const restricted = written.filter(({ field }) => field.sensitivity === "restricted" && !isCredential(field.category));
  const flags = requestFields(operation).filter(
    (field) => field.in === "body" && isAdministratorFlag(field, operation.lexicon),
  );
  const names = [
    ...new Set([
      ...flags.map(({ name }) => name),
      ...pay.map(({ field }) => field.name),
      ...restricted.map(({ field }) => field.name),
    ]),
  ];
  if (names.length === 0) return undefined;
  const kinds = [
    ...(flags.length > 0 ? ["rights"] : []),
    ...(pay.length > 0 ? ["pay or bank accounts"] : []),
    ...(restricted.some((flow) => !pay.includes(flow)) ? ["restricted data"] : []),
  ];
  return { names, what: kinds.join(", ").replace(/, ([^,]*)$/, " and $1") };
}

/** Whether every way in asks for a scope that not each log-in has. */
function asksForPermission({ security }: Operation): boolean {
  const { alternatives = [] } = security ?? {};
  return (
    alternatives.length > 0 &&
    alternatives.every(({ schemes }) =>
      schemes.some(({ scopes }) => scopes.some((scope) => !SCOPES_OF_IDENTITY.has(scope.toLowerCase()))),
    )
  );
}

const PAY = /^user\.financial\b/;
