import type { Api, Operation } from "../model/api.ts";
import { lastingId } from "../review/fingerprint.ts";

/** An operation in both descriptions. */
export interface OperationPair {
  readonly base: Operation;
  readonly head: Operation;
}

/** The operations of two descriptions of one API. */
export interface MatchedOperations {
  readonly pairs: readonly OperationPair[];
  readonly added: readonly Operation[];
  readonly removed: readonly Operation[];
}

/** Matches operations by method and path, whatever their parameters are called and in which file they stand. */
export function matchedOperations(base: Pick<Api, "operations">, head: Pick<Api, "operations">): MatchedOperations {
  const byId = new Map(base.operations.map((operation) => [operation.id, operation]));
  const byLastingId = new Map(base.operations.toReversed().map((operation) => [lastingId(operation), operation]));
  const pairs: OperationPair[] = [];
  const open: Operation[] = [];
  const taken = new Set<Operation>();
  for (const operation of head.operations) {
    const same = byId.get(operation.id);
    if (same === undefined || taken.has(same)) open.push(operation);
    else {
      taken.add(same);
      pairs.push({ base: same, head: operation });
    }
  }
  const added = open.filter((operation) => {
    const before = byLastingId.get(lastingId(operation));
    if (before === undefined || taken.has(before)) return true;
    taken.add(before);
    pairs.push({ base: before, head: operation });
    return false;
  });
  return { pairs, added, removed: base.operations.filter((operation) => !taken.has(operation)) };
}

/** How much of the smaller of two descriptions is in the other, from 0 to 1: what tells a moved file from a new one. */
export function sharedOperations(base: Pick<Api, "operations">, head: Pick<Api, "operations">): number {
  const smaller = Math.min(base.operations.length, head.operations.length);
  return smaller === 0 ? 0 : matchedOperations(base, head).pairs.length / smaller;
}
