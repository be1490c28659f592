import { placeOf, type Operation, type Parameter } from "../../model/api.ts";
import { wordsOf } from "../../lexicon/name-tokens.ts";
import { isPerson } from "../../operations/acting-as-others.ts";
import type { Change, Compared } from "../change.ts";
import type { MatchedOperations, OperationPair } from "../matched-operations.ts";
import { handedOutWords, worstSensitivity } from "./words.ts";

/**
 * Operations that returned what is the caller's own, and now take from the caller whose it shall be; and those that are
 * said to return the caller's own now, and take from the caller whose it is as before, by another way.
 */
export function* ownerChanges({ base, head }: Compared, { pairs }: MatchedOperations): Generator<Change> {
  for (const pair of pairs) {
    if (pair.head.operationKind !== "path" || head.assessed(pair.head).judgedAs === "private") continue;
    yield* claimsOfOwner({ base, head }, pair);
    const own = base.assessed(pair.base).exposed.filter(({ whose }) => whose === "caller");
    const carries = worstSensitivity(own);
    const parameter = carries === undefined ? undefined : addedParameters(pair).find(namesPerson);
    if (parameter === undefined) continue;
    yield {
      kind: "owner-from-caller",
      direction: "worse",
      operations: [pair.head],
      witness: `${parameter.in} ${parameter.name}`,
      text: `${pair.head.id} returned ${handedOutWords(own)} of the caller, and takes ${parameter.name} (${parameter.in}) now, with which a caller may request another person's`,
      base: placeOf(pair.base),
      head: placeOf(parameter),
      concern: "exposure",
      ...(carries === undefined ? {} : { carries }),
    };
  }
}

/** What was of others, and is the caller's own by the path or the texts alone: a parameter still names whose it is. */
function* claimsOfOwner({ base, head }: Compared, pair: OperationPair): Generator<Change> {
  const others = base.assessed(pair.base).exposed.filter(({ whose }) => whose !== "caller");
  const carries = worstSensitivity(others);
  if (carries === undefined || !head.assessed(pair.head).exposed.some(({ whose }) => whose === "caller")) return;
  const before = pair.base.parameters.find((parameter) => parameter.in === "path" && namesPerson(parameter));
  const isGone = before !== undefined && !pair.head.parameters.some((parameter) => parameter.in === "path");
  const parameter = isGone ? addedParameters(pair).find(namesPerson) : undefined;
  if (before === undefined || parameter === undefined) return;
  yield {
    kind: "owner-from-caller",
    direction: "worse",
    operations: [pair.head],
    witness: `${parameter.in} ${parameter.name}`,
    text: `${pair.head.id} was ${pair.base.id}, and takes ${parameter.name} (${parameter.in}) instead of ${before.name} (path): a caller may still request another person's ${handedOutWords(others)}`,
    base: placeOf(before),
    head: placeOf(parameter),
    concern: "exposure",
    carries,
  };
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
