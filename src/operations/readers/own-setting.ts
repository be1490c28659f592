import { wordsInOrder } from "../../lexicon/name-tokens.ts";
import type { AssessedApi, AssessedFlow } from "../../exposure/assessed-api.ts";
import type { Operation } from "../../model/api.ts";
import { operationsOn } from "../../model/operations-on-path.ts";
import { member } from "../../core/json-value.ts";
import { requestFields } from "../request-fields.ts";
import { requirementOf } from "../requirement.ts";

/**
 * Whether what comes back is a setting of the caller's own: a path that names nothing, at which the same credential also sets
 * the field, and a text that calls it the caller's, such as "for the log-in to your system". Without such a text it may be one
 * for all who call.
 */
export function isOwnSetting(api: AssessedApi, { direction, operation, field, witness }: AssessedFlow): boolean {
  const { path, method, access } = operation;
  if (direction !== "read" || method !== "GET" || access !== "secured" || path.includes("{") || witness.includes("[]"))
    return false;
  return operationsOn(api.operations, path).some(
    (sets) =>
      SETS.has(sets.method) &&
      requirementOf(sets) === requirementOf(operation) &&
      requestFields(sets).some(({ name, in: way }) => way === "body" && name === field.name) &&
      isCalledYours([operation, sets]),
  );
}

const SETS: ReadonlySet<string> = new Set(["PUT", "PATCH", "POST"]);

function isCalledYours(operations: readonly Operation[]): boolean {
  return operations.some((operation) =>
    [
      operation.summary ?? "",
      operation.description ?? "",
      ...requestFields(operation).map(({ description }) => description),
      ...describedInResponses(operation),
    ].some((text) => operation.lexicon.has(wordsInOrder(text.slice(0, LIMIT)), "yours")),
  );
}

/** The texts of what comes back, of one object. */
function describedInResponses({ responses }: Operation): readonly string[] {
  return responses
    .filter(({ statusClass }) => statusClass === "2xx")
    .flatMap(({ content }) => content.flatMap(({ schema }) => [...(schema?.properties.values() ?? [])]))
    .map(({ node }) => member(node.value, "description"))
    .filter((text): text is string => typeof text === "string");
}

/** So much of a text is looked at. */
const LIMIT = 1000;
