import { isAbove, type Understanding } from "../core/exposure-words.ts";
import { memo } from "../core/memo.ts";
import { knownResource } from "../data/classify/resource-standards.ts";
import type { AssessedApi } from "../exposure/assessed-api.ts";
import { fixedSegments } from "../exposure/words.ts";
import { wordsOf } from "../lexicon/name-tokens.ts";
import type { Api, Operation } from "../model/api.ts";
import { isReferenceData } from "../exposure/reference-data.ts";
import { isOfThisCall } from "../exposure/subject.ts";
import { actionOf } from "./candidates/action.ts";
import { unclearParts } from "../model/unclear-parts.ts";
import { successResponses, type TypedResponse } from "../model/response-coverage.ts";

/**
 * What is known of what an operation returns: it holds what was `classified`, it is all named and `harmless`, it is or has
 * a `file` of which nothing tells what is in it, it is `partly` an object of any content or known by an example alone, or it is `opaque`: no schema, or
 * nothing but such an object. `undefined` where nothing comes back.
 */
export function understandingOf(
  api: Pick<AssessedApi, "operations" | "data" | "info">,
  operation: Operation,
): Understanding | undefined {
  const responses = responsesByOperation(api.operations).get(operation) ?? [];
  if (responses.length === 0) return undefined;
  const reads = api.data.flowsOf(operation).some(({ direction, via }) => direction === "read" && SHOWN.has(via));
  if (reads) return "classified";
  if (knownResource(operation) !== undefined || isCount(operation) || isReferenceData(api, operation))
    return "harmless";
  if (!responses.some(({ typing }) => typing === "typed")) return "opaque";
  if (responses.every(({ isFile }) => isFile)) return "file";
  const unclear = responses.flatMap(({ response }) => unclearParts(response));
  if (unclear.some(({ kind }) => kind === "file")) return "file";
  // An example shows what came back once, and need not show all.
  return unclear.length > 0 || isShownByExample(api, operation) ? "partly" : "harmless";
}

/** Whether nothing but examples shows what an operation returns: it may return more. */
export function isShownByExample({ operations }: Pick<AssessedApi, "operations">, operation: Operation): boolean {
  const responses = responsesByOperation(operations).get(operation) ?? [];
  return responses.length > 0 && responses.every(({ isByExample }) => isByExample);
}

/** Where in what an operation returns a file in Base64 or an object of any content stands. */
export function unclearPathsOf({ operations }: Pick<AssessedApi, "operations">, operation: Operation): string[] {
  const responses = responsesByOperation(operations).get(operation) ?? [];
  return [...new Set(responses.flatMap(({ response }) => unclearParts(response).map(({ path }) => path)))];
}

/** Whether what an operation returns may be anything: no schema tells, or an object of any content stands in it. */
export function mayReturnAnything(api: AssessedApi, operation: Operation): boolean {
  const known = understandingOf(api, operation);
  return (known === "opaque" || known === "partly") && api.assessed(operation).intent === undefined;
}

/** Whether an operation only reads, and nothing that it returns is sensitive as far as it is described. */
export function isHarmlessRead(api: AssessedApi, operation: Operation): boolean {
  const { method } = operation;
  return (
    (method === "GET" || method === "HEAD") &&
    actionOf(operation).isReading &&
    !api.data
      .flowsOf(operation)
      .some(
        (flow) =>
          flow.direction === "read" &&
          flow.field.confidence !== "possible" &&
          isAbove(flow.field.sensitivity, "internal") &&
          !isOfThisCall(flow),
      )
  );
}

/** How many of something there are, by the end of the path: `/orders/count`. */
function isCount({ path, lexicon }: Operation): boolean {
  return lexicon.is(wordsOf(fixedSegments(path).at(-1) ?? "").join(" "), "count");
}

const SHOWN: ReadonlySet<string> = new Set(["body", "embedded", "on-request"]);

/** Asked for each operation, in each judgement. */
const responsesByOperation = memo((operations: Api["operations"]): ReadonlyMap<Operation, readonly TypedResponse[]> => {
  const byOperation = new Map<Operation, TypedResponse[]>();
  for (const one of successResponses({ operations })) {
    const list = byOperation.get(one.operation);
    if (list === undefined) byOperation.set(one.operation, [one]);
    else list.push(one);
  }
  return byOperation;
});
