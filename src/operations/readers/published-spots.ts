import type { PublishedValue } from "../../data/values/published-values.ts";
import { operationsAt } from "../../model/operations-at.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import type { FaultPlace } from "../fault.ts";

/** Where values stand: in the operations that they are written in, or in the description as a whole. */
export function spotsOfValues(api: AssessedApi, values: readonly PublishedValue[]): readonly FaultPlace[] {
  return values.flatMap(({ at }): readonly FaultPlace[] => {
    const operations = operationsAt(api, at);
    return operations.length === 0 ? [{ at }] : operations.map((operation) => ({ at, operation }));
  });
}
