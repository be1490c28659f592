import { memo } from "../core/memo.ts";
import type { Operation } from "../model/api.ts";
import { requestFields } from "./request-fields.ts";

/**
 * Whether an operation takes whole queries in the language of GraphQL: by its path, or by a body with a query and its variables.
 * Which data and acts it opens stands in a schema of its own, which no API description contains.
 */
export const takesWholeQueries = memo((operation: Operation): boolean => {
  if (operation.operationKind !== "path") return false;
  if (GRAPH.test(operation.path.split("/").findLast((segment) => segment !== "") ?? "")) return true;
  if (operation.method !== "POST") return false;
  const names = new Set(requestFields(operation).flatMap(({ depth, name }) => (depth === 0 ? [name] : [])));
  return names.has("query") && names.has("variables") && names.has("operationName");
});

/** Whether an operation stands at such an endpoint or below it, as the schema does as a text: `GET /graphql/schema`. */
export function isBelowGraph({ path }: Operation): boolean {
  return path.split("/").some((segment) => GRAPH.test(segment));
}

const GRAPH = /^(?:graphql|gql)$/i;
