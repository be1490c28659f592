import type { OperationEntry, Review } from "../core/review.ts";
import { fingerprintOf, lastingName } from "./fingerprint.ts";

/*
 * What somebody reported, as places that no rule decides: an operation that can be called, or a field on its way in or out
 * of one. Such a place is there as long as the description has it, whoever can call the operation and whatever is found
 * there: a credential that anyone gets changes nothing of it.
 */

/** In place of a rule, what an issue is of whose places are those of a report. */
export const REPORTED_EXPOSURE = "reported-exposure";

/** A place of a report that a review has. */
interface ExposedPlace {
  readonly fingerprint: string;
  readonly operation: OperationEntry;
  /** What goes in or out there; `undefined` where the place is the operation itself. */
  readonly carried: { readonly field: ReportedField; readonly flow: ReportedField["flows"][number] } | undefined;
}

type ReportedField = Review["fields"][number];

/** Every place of a review that a report can be about, by its fingerprint. */
export function exposedPlaces({ operations, fields }: Pick<Review, "operations" | "fields">): ExposedPlaces {
  const byId = new Map(operations.map((operation) => [operation.id, operation] as const));
  const places = new Map<string, ExposedPlace>();
  for (const operation of operations) {
    const fingerprint = reportedFingerprint(operation, undefined);
    places.set(fingerprint, { fingerprint, operation, carried: undefined });
  }
  for (const field of fields)
    for (const flow of field.flows) {
      const operation = byId.get(flow.operation);
      if (operation === undefined || flow.via === "parameter") continue;
      const fingerprint = reportedFingerprint(operation, flow.witness);
      if (!places.has(fingerprint)) places.set(fingerprint, { fingerprint, operation, carried: { field, flow } });
    }
  return places;
}

type ExposedPlaces = ReadonlyMap<string, ExposedPlace>;

/** The fingerprint of a place: of a way in or out of an operation (`2xx data[].email`), or of the operation itself. */
export function reportedFingerprint(
  { id, kind }: Pick<OperationEntry, "id" | "kind">,
  witness: string | undefined,
): string {
  return fingerprintOf(REPORTED_EXPOSURE, kind === "path" ? lastingName(id) : id, witness ?? "");
}
