import type { ImpactAssessment } from "../core/impact.ts";
import { byCodeUnit } from "../core/compare.ts";
import type { AssessedFlow } from "../exposure/assessed-api.ts";
import type { Operation } from "../model/api.ts";
import { reportedFingerprint } from "../review/reported-exposure.ts";
import type { ImpactSource } from "./source.ts";

export type ScopePlaces = ImpactAssessment["scope"]["places"];

/**
 * All places that must be fixed: each way on which an affected operation gives what was reported, and the operation itself
 * where it gives nothing that is known or does something.
 */
export function placesOf(
  { review }: ImpactSource,
  operations: readonly Operation[],
  flows: readonly AssessedFlow[],
): ScopePlaces {
  const entries = new Map(review.operations.map((entry) => [entry.id, entry] as const));
  const places = operations.flatMap((operation) => {
    const entry = entries.get(operation.id);
    if (entry === undefined) return [];
    const ways = [
      ...new Set(
        flows.filter((flow) => flow.operation === operation && flow.via !== "parameter").map(({ witness }) => witness),
      ),
    ];
    const all = ways.length === 0 ? [undefined] : ways;
    return all.map((way) => ({
      fingerprint: reportedFingerprint(entry, way),
      operation: operation.id,
      what: way ?? "",
    }));
  });
  return [...new Map(places.map((place) => [place.fingerprint, place])).values()].toSorted(
    (a, b) => byCodeUnit(a.operation, b.operation) || byCodeUnit(a.what, b.what),
  );
}
