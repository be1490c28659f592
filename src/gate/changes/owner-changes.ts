import { placeOf, type Operation, type Parameter } from "../../model/api.ts";
import { wordsOf } from "../../lexicon/name-tokens.ts";
import { isPerson } from "../../operations/acting-as-others.ts";
import type { Change, Compared } from "../change.ts";
import type { MatchedOperations, OperationPair } from "../matched-operations.ts";
import { handedOutWords, worstSensitivity } from "./words.ts";

/** Operations that returned what is the caller's own, and now take from the caller whose it shall be. */
export function* ownerChanges({ base, head }: Compared, { pairs }: MatchedOperations): Generator<Change> {
  for (const pair of pairs) {
    if (pair.head.operationKind !== "path" || head.assessed(pair.head).judgedAs === "private") continue;
    const own = base.assessed(pair.base).exposed.filter(({ whose }) => whose === "caller");
    const carries = worstSensitivity(own);
    const parameter = carries === undefined ? undefined : addedParameters(pair).find(namesPerson);
    if (parameter === undefined) continue;
    yield {
      kind: "owner-from-caller",
      direction: "worse",
      operations: [pair.head],
      witness: `${parameter.in} ${parameter.name}`,
      text: `${pair.head.id} returned ${handedOutWords(own)} of the caller, and takes ${parameter.name} (${parameter.in}) now, by which a caller may ask for somebody else's`,
      base: placeOf(pair.base),
      head: placeOf(parameter),
      concern: "exposure",
      ...(carries === undefined ? {} : { carries }),
    };
  }
}

/** Parameters that none of the base stands for: of a path those beyond as many as it had. */
function addedParameters({ base, head }: OperationPair): readonly Parameter[] {
  const inPath = (operation: Operation): readonly Parameter[] =>
    operation.parameters.filter((parameter) => parameter.in === "path");
  const isMore = inPath(head).length > inPath(base).length;
  return head.parameters.filter(
    (parameter) =>
      !base.parameters.some((other) => other.in === parameter.in && other.name === parameter.name) &&
      (parameter.in !== "path" || isMore),
  );
}

function namesPerson({ name, lexicon }: Parameter): boolean {
  return isPerson(wordsOf(name), lexicon);
}
