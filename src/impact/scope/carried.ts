import { memoBy } from "../../core/memo.ts";
import { hasIdentifier, isRecordOfItsOwn } from "../../data/classify/entity.ts";
import { judgementOf, type AssessedApi, type AssessedFlow } from "../../exposure/assessed-api.ts";
import { isOwn } from "../../exposure/principals.ts";
import { wordsOf } from "../../lexicon/name-tokens.ts";
import { tailOf } from "../../operations/candidates/path-steps.ts";
import { candidatesOf } from "../../operations/candidates/candidates.ts";
import type { Operation } from "../../model/api.ts";
import { targetOf } from "../../model/schema.ts";

/**
 * What comes back from an operation without being asked for, in an error too where that shows a record of others: what a
 * guess alone says is there does not count.
 */
export function readsOf(api: AssessedApi, operation: Operation): readonly AssessedFlow[] {
  return api
    .assessed(operation)
    .flows.filter((flow) => flow.direction === "read" && (isPlainlyGiven(flow) || isShownInError(flow)));
}

/** What whoever calls an operation can set. */
export function writesOf(api: AssessedApi, operation: Operation): readonly AssessedFlow[] {
  return api
    .assessed(operation)
    .flows.filter(
      ({ direction, via, field }) => direction === "write" && BODY.has(via) && field.confidence !== "possible",
    );
}

/** Whether a flow needs no asking for, and nothing to go wrong. */
export function isPlainlyGiven({ via, field }: AssessedFlow): boolean {
  return field.confidence !== "possible" && (BODY.has(via) || via === "header");
}

/** Whether an error shows it of somebody else: whoever wants it makes the call fail. */
export function isShownInError({ via, field, whose, path }: AssessedFlow): boolean {
  return (
    via === "error" &&
    whose !== "caller" &&
    field.confidence !== "possible" &&
    path.slice(1).some(({ schema }) => isRecordOfItsOwn(schema))
  );
}

const BODY: ReadonlySet<string> = new Set(["body", "embedded"]);

/** Of several flows those that may carry what is not the caller's own, where there are any: whoever reads their own learns nothing. */
export function foreignOf(api: AssessedApi, flows: readonly AssessedFlow[]): readonly AssessedFlow[] {
  const foreign = flows.filter((flow) => !isOwnForSure(api, flow));
  return foreign.length === 0 ? flows : foreign;
}

/**
 * Whether a flow carries the caller's own, and a call cannot name anybody else's: that a record which an identifier names is
 * the caller's is what the server has to check, and what a report says that it does not.
 */
export function isOwnForSure(api: AssessedApi, { whose, operation }: AssessedFlow): boolean {
  // Without a credential nobody is the caller, and a path of the caller's own is it all the same.
  const isOfCaller = whose === "caller" || (isOwn(operation) && api.assessed(operation).admission === "anonymous");
  return isOfCaller && !namesObjects(api)(operation) && !isNamedByBody(operation);
}

/** Whether the body of a change has the identifier of what is changed, which nothing else names: `PUT /reservations`. */
function isNamedByBody(operation: Operation): boolean {
  const { method, path, requestBody } = operation;
  return (
    (method === "PUT" || method === "PATCH") &&
    !path.includes("{") &&
    !isOwn(operation) &&
    (requestBody?.content ?? []).some(({ schema }) => schema !== undefined && hasIdentifier(targetOf(schema)))
  );
}

const namesObjects = memoBy(judgementOf, (api): ((operation: Operation) => boolean) => {
  const named = new Set(
    candidatesOf(api).flatMap(({ operation, identifiers }) => (identifiers.length > 0 ? [operation] : [])),
  );
  return (operation) => named.has(operation);
});

/** Whether what comes back is what was sent, in another form: `POST /client-description-converter`. */
export function returnsWhatIsSent(operation: Operation): boolean {
  const last = tailOf(operation).at(-1) ?? "";
  return operation.method === "POST" && wordsOf(last).some((word) => operation.lexicon.is(word, "convert"));
}
