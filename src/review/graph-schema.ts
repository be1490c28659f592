import { listed } from "../core/prose.ts";
import type { AssessedApi } from "../exposure/assessed-api.ts";
import { understandingOf } from "../operations/understood.ts";
import { isBelowGraph, takesWholeQueries } from "../operations/whole-queries.ts";

/** What a review says of a GraphQL schema that stands elsewhere, and whether the API is hardly more than its endpoint. */
export interface MissingGraphSchema {
  readonly words: string;
  readonly isMost: boolean;
}

/** The same for operations that more than the organization's own can call; `undefined` where there is none. */
export function missingGraphSchema(api: AssessedApi): MissingGraphSchema | undefined {
  const graphs = api.operations.filter(
    (operation) => takesWholeQueries(operation) && api.assessed(operation).judgedAs !== "private",
  );
  if (graphs.length === 0) return undefined;
  // The schema as a text, and whether the service runs, are no other part of the API.
  const others = api.operations.filter(
    (operation) =>
      !takesWholeQueries(operation) &&
      !isBelowGraph(operation) &&
      api.assessed(operation).intent !== "health" &&
      understandingOf(api, operation) !== "opaque",
  );
  const ids = listed(
    graphs.map(({ id }) => id),
    2,
  );
  return {
    words: `${ids} ${graphs.length === 1 ? "runs" : "run"} queries of a GraphQL schema that this description does not contain, so the exposed data and actions are not known. Review that schema as well`,
    isMost: others.length <= graphs.length,
  };
}
