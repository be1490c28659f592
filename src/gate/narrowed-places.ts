import { ADMISSIONS, AUDIENCES } from "../core/exposure-words.ts";
import type { Operation } from "../model/api.ts";
import type { Compared } from "./change.ts";
import { movedFields } from "./changes/moved-fields.ts";
import { matchedOperations, type OperationPair } from "./matched-operations.ts";
import type { JudgedPlace, JudgedPlaces } from "./places.ts";
import { isWrittenAlike } from "./touched-operations.ts";

/**
 * The places of the head that only fewer callers make: a rule asks what others of a narrower audience may see, which were
 * among everybody before. Nothing of these is new.
 */
export function narrowedPlaces(
  compared: Compared,
  before: JudgedPlaces,
  after: JudgedPlaces,
): ReadonlyMap<string, JudgedPlace> {
  const narrowed = new Map(
    matchedOperations(compared.base, compared.head)
      .pairs.filter((pair) => isNarrowed(compared, pair))
      .map((pair) => [pair.head, pair] as const),
  );
  if (narrowed.size === 0) return new Map();
  const places = [...after.stated, ...after.supposed].filter(
    ([fingerprint, { operation, witness }]) =>
      !before.stated.has(fingerprint) &&
      !before.supposed.has(fingerprint) &&
      operation !== undefined &&
      wasThere(compared, narrowed.get(operation), witness),
  );
  return new Map(places);
}

/** Whether fewer can call an operation, and nobody else. */
function isNarrowed({ base, head }: Compared, pair: OperationPair): boolean {
  const [was, is] = [base.assessed(pair.base), head.assessed(pair.head)];
  const exposure = AUDIENCES.indexOf(is.judgedAs) - AUDIENCES.indexOf(was.judgedAs);
  const admission = ADMISSIONS.indexOf(was.admission) - ADMISSIONS.indexOf(is.admission);
  return exposure <= 0 && admission <= 0 && (exposure < 0 || admission < 0);
}

/** Whether what a place is about stood there before: the field, or, of the operation as a whole, all of it but who may call. */
function wasThere(compared: Compared, pair: OperationPair | undefined, witness: string | undefined): boolean {
  if (pair === undefined) return false;
  if (witness === undefined) return isWrittenAlike(pair, ["security", "servers"]);
  const { kept, moved } = movedFields(compared, pair);
  return [...kept, ...moved].some(({ is }) => is.witness === witness) || isParameter(pair, witness);
}

function isParameter({ base, head }: OperationPair, witness: string): boolean {
  const has = ({ parameters }: Operation): boolean =>
    parameters.some((parameter) => `${parameter.in} ${parameter.name}` === witness);
  return has(base) && has(head);
}
