import type { Operation } from "../../model/api.ts";
import type { Fault, FaultPlace } from "../fault.ts";

/**
 * The places of a fault, where those who are about to read them can: what stands in a part that very many operations
 * share is one place, and they carry it.
 */
export function placesOrCarriers(
  spots: readonly (FaultPlace & { readonly operation: Operation })[],
): Pick<Fault, "places" | "carriers"> {
  const operations = [...new Set(spots.map(({ operation }) => operation))];
  return operations.length > MOST_READ ? { carriers: operations } : { places: spots };
}

const MOST_READ = 20;
