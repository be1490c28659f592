import { ADMISSIONS, AUDIENCES } from "../core/exposure-words.ts";
import { switchOff } from "../exposure/switched-off.ts";
import type { AssessedFlow } from "../exposure/assessed-api.ts";
import { isOwn } from "../exposure/principals.ts";
import { memo } from "../core/memo.ts";
import type { Operation, Parameter } from "../model/api.ts";
import type { Compared } from "./change.ts";
import { keptWitnesses, movedFields } from "./changes/moved-fields.ts";
import { hasObjectInErrors } from "./changes/visibility.ts";
import { matchedOperations, type OperationPair } from "./matched-operations.ts";
import { judgedPlaceAt, type JudgedPlace, type JudgedPlaces } from "./places.ts";
import { bindingParts } from "./changes/schema-pairs.ts";
import { isMoved, isValueAlike, isWrittenAlike } from "./touched-operations.ts";

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
  const readOtherwise = new Set<Operation | undefined>(
    pairs.filter((pair) => isOnlyReadOtherwise(compared, pair)).map(({ head }) => head),
  );
  const byHead = new Map(pairs.map((pair) => [pair.head, pair] as const));
  const isKnown = (fingerprint: string): boolean => judgedPlaceAt(before, fingerprint) !== undefined;
  const isOld = ({ operation, witness }: JudgedPlace): boolean => {
    const pair = operation === undefined ? undefined : byHead.get(operation);
    if (pair === undefined) return false;
    if (isOnlyReadOtherwise(compared, pair)) return wasThere(compared, pair, witness, []);
    // What callers had of their own is no longer that: others' data under another path are new, however alike they are.
    if (isOwn(pair.base) && !isOwn(pair.head)) return false;
    if (isWidened(compared, pair)) return false;
    const flows = compared.head.assessed(pair.head).flows;
    if (witness !== undefined && flows.some((flow) => flow.witness === witness && wasInErrors(pair, flow))) return true;
    if (witness !== undefined && isSameParameter(pair, witness)) return true;
    if (narrowed.has(pair)) return wasThere(compared, pair, witness, ["security", "servers"]);
    return (narrowed.size > 0 || isMoved(pair)) && isWrittenAlike(pair) && wasThere(compared, pair, witness, []);
  };
  return new Map(
    [...after.stated, ...after.supposed].filter(
      ([fingerprint, place]) => (!isKnown(fingerprint) || readOtherwise.has(place.operation)) && isOld(place),
    ),
  );
}

/**
 * Whether an operation says nothing of credentials, as before, and is read as open for that alone that new ones beside it
 * name one. Nobody had said who can call it; where somebody had, that does not hold any more. And where an operation that
 * was there has come to name one, those that were left out say that they ask for none.
 */
export function isOnlyReadOtherwise({ base, head }: Compared, pair: OperationPair): boolean {
  return (
    !hasCloser(matchedOperations(base, head).pairs) &&
    pair.base.access === "unstated" &&
    pair.head.access === "anonymous" &&
    pair.base.security === undefined &&
    pair.head.security === undefined &&
    base.assessed(pair.base).admission === "unknown" &&
    head.assessed(pair.head).admission === "anonymous" &&
    switchOff(pair.head) === undefined
  );
}

const hasCloser = memo((pairs: readonly OperationPair[]): boolean =>
  pairs.some(({ base, head }) => base.access === "unstated" && head.access === "secured"),
);

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

/** Whether a field that errors return stood in errors of the operation before, in the same object: an envelope is no news. */
export function wasInErrors({ base }: OperationPair, { via, path }: AssessedFlow): boolean {
  const object = path.at(-1);
  return via === "error" && object !== undefined && hasObjectInErrors(base, object.schema);
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

/** Whether a place is a parameter that is written as it was: what is found of it now, something else beside it tells. */
function isSameParameter({ base, head }: OperationPair, witness: string): boolean {
  const parameterOf = ({ parameters }: Operation): Parameter | undefined =>
    parameters.find((parameter) => `${parameter.in} ${parameter.name}` === witness);
  const [was, is] = [parameterOf(base), parameterOf(head)];
  if (was === undefined || is === undefined) return false;
  const partsOf = ({ node, schema }: Parameter): readonly unknown[] => [
    node.value,
    ...(schema === undefined ? [] : bindingParts(schema).map((part) => part.node.value)),
  ];
  return base.path === head.path && isValueAlike(partsOf(was), partsOf(is));
}

function isParameter({ base, head }: OperationPair, witness: string): boolean {
  const has = ({ parameters }: Operation): boolean =>
    parameters.some((parameter) => `${parameter.in} ${parameter.name}` === witness);
  return has(base) && has(head);
}
