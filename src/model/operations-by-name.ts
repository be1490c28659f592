import { memo } from "../core/memo.ts";
import type { Operation } from "./api.ts";

/** Operations by their IDs, of each the first: `GET /orders`. */
export const operationsById = memo(
  (operations: readonly Operation[]): ReadonlyMap<string, Operation> =>
    new Map(operations.toReversed().map((operation) => [operation.id, operation])),
);

/** Operations by their `operationId`, of each the first. */
export const operationsByName = memo(
  (operations: readonly Operation[]): ReadonlyMap<string, Operation> =>
    new Map(
      operations
        .toReversed()
        .flatMap((operation) => (operation.operationId === undefined ? [] : [[operation.operationId, operation]])),
    ),
);
