import { ADMISSIONS, AUDIENCES } from "../core/exposure-words.ts";
import type { Operation } from "../model/api.ts";
import type { Compared } from "./change.ts";
import { keptWitnesses, movedFields } from "./changes/moved-fields.ts";
import { matchedOperations, type OperationPair } from "./matched-operations.ts";
import type { JudgedPlace, JudgedPlaces } from "./places.ts";
import { isMoved, isWrittenAlike } from "./touched-operations.ts";

/**
 * The places of the head that are new to a rule, and nothing new to anybody: fewer callers make them, of the operation or
 * of others beside it, or another path alone does. What they are about was there before, for as many callers.
 */
export function placesOfKnownCauses(
  compared: Compared,
  before: JudgedPlaces,
  after: JudgedPlaces,
): ReadonlyMap<string, JudgedPlace> {
  const { pairs } = matchedOperations(compared.base, compared.head);
  const narrowed = new Set(pairs.filter((pair) => isNarrowed(compared, pair)));
  const byHead = new Map(pairs.map((pair) => [pair.head, pair] as const));
  const isKnown = (fingerprint: string): boolean => before.stated.has(fingerprint) || before.supposed.has(fingerprint);
  const isOld = ({ operation, witness }: JudgedPlace): boolean => {
    const pair = operation === undefined ? undefined : byHead.get(operation);
    if (pair === undefined || isWidened(compared, pair)) return false;
    if (narrowed.has(pair)) return wasThere(compared, pair, witness, ["security", "servers"]);
    return (narrowed.size > 0 || isMoved(pair)) && isWrittenAlike(pair) && wasThere(compared, pair, witness, []);
  };
  return new Map(
    [...after.stated, ...after.supposed].filter(([fingerprint, place]) => !isKnown(fingerprint) && isOld(place)),
  );
}

/** Whether fewer can call an operation, and nobody else. */
function isNarrowed(compared: Compared, pair: OperationPair): boolean {
  const { exposure, admission } = shiftOf(compared, pair);
  return exposure <= 0 && admission <= 0 && (exposure < 0 || admission < 0);
}

/** Whether anybody else can call an operation. */
function isWidened(compared: Compared, pair: OperationPair): boolean {
  const { exposure, admission } = shiftOf(compared, pair);
  return exposure > 0 || admission > 0;
}

/** By how many steps exposure and callers of an operation became wider. */
function shiftOf(
  { base, head }: Compared,
  pair: OperationPair,
): { readonly exposure: number; readonly admission: number } {
  const [was, is] = [base.assessed(pair.base), head.assessed(pair.head)];
  return {
    exposure: AUDIENCES.indexOf(is.judgedAs) - AUDIENCES.indexOf(was.judgedAs),
    admission: ADMISSIONS.indexOf(was.admission) - ADMISSIONS.indexOf(is.admission),
  };
}

/** Whether what a place is about stood there before: the field, or, of the operation as a whole, all of it but some keys. */
function wasThere(
  compared: Compared,
  pair: OperationPair,
  witness: string | undefined,
  aside: readonly string[],
): boolean {
  if (witness === undefined) return isWrittenAlike(pair, aside);
  return keptWitnesses(movedFields(compared, pair)).has(witness) || isParameter(pair, witness);
}

function isParameter({ base, head }: OperationPair, witness: string): boolean {
  const has = ({ parameters }: Operation): boolean =>
    parameters.some((parameter) => `${parameter.in} ${parameter.name}` === witness);
  return has(base) && has(head);
}
