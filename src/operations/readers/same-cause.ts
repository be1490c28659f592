import type { AssessedFlow } from "../../exposure/assessed-api.ts";
import type { Operation } from "../../model/api.ts";
import { grouped } from "../../core/grouped.ts";

/**
 * Flows by their cause: those of one object are one, and an object that comes almost only with a more common one (the
 * cards of a customer, what a payment's source holds) is a part of that one's matter, since it gets out through the same
 * door. `causeOf` names the object; causes are those of the most common objects, the most common first.
 */
export function bySameCause<T extends Pick<AssessedFlow, "operation">>(
  flows: readonly T[],
  causeOf: (flow: T) => string,
): ReadonlyMap<string, readonly T[]> {
  const objects = [...grouped(flows, causeOf)]
    .map(([cause, group]) => ({ cause, group, operations: new Set(group.map(({ operation }) => operation)) }))
    .toSorted((a, b) => b.operations.size - a.operations.size);
  const causes: { readonly cause: string; readonly operations: ReadonlySet<Operation>; readonly groups: T[][] }[] = [];
  for (const { cause, group, operations } of objects) {
    const door = causes.slice(0, MOST_COMPARED).find((known) => isMostlyIn(operations, known.operations));
    if (door === undefined) causes.push({ cause, operations, groups: [group] });
    else door.groups.push(group);
  }
  return new Map(causes.map(({ cause, groups }) => [cause, groups.flat()]));
}

/** How many of the most common causes an object is compared with, so that the work stays in bounds. */
const MOST_COMPARED = 50;

function isMostlyIn(part: ReadonlySet<Operation>, whole: ReadonlySet<Operation>): boolean {
  let shared = 0;
  for (const operation of part) if (whole.has(operation)) shared += 1;
  return shared >= SHARE * part.size;
}

const SHARE = 0.8;
