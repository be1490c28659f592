import { memo, memoBy } from "../core/memo.ts";
import { ADMISSIONS } from "../core/exposure-words.ts";
import type { DataFlows } from "../data/flows/flow.ts";
import type { Operation } from "../model/api.ts";
import { judgementOf, type AssessedApi, type Assessment } from "./assessed-api.ts";

/**
 * What judgements of an API may have in common though they suppose otherwise who gets a credential: whose data operations
 * carry, who stands behind a call, what needs no credential, and of two operations which one lets more callers in. What is
 * worked out of nothing else is remembered by it, and so once for most descriptions, in place of once for each judgement and
 * each answer to an open question: a tenth of the review of Stripe's description.
 */
export type Situation = Readonly<Record<string, never>>;

/** The situation of a judgement: the same object for judgements that are alike in all that `isAlike` compares. */
export const situationOf = memoBy(judgementOf, (api): Situation => {
  const known = situationsOf(api.data);
  const openness = opennessOf(api);
  const before = known.find((one) => isAlike(one, api, openness));
  if (before !== undefined) return before.situation;
  const situation: Situation = {};
  known.push({ situation, assessed: api.assessed, signUps: api.signUps, openness });
  return situation;
});

/** A judgement of an API is made for each answer at most, so that there are few situations, and they go with its flows. */
const situationsOf = memo((_data: DataFlows): Known[] => []);

interface Known {
  readonly situation: Situation;
  readonly assessed: AssessedApi["assessed"];
  readonly signUps: readonly Operation[];
  readonly openness: readonly number[];
}

function isAlike(one: Known, { operations, assessed, signUps }: AssessedApi, openness: readonly number[]): boolean {
  return (
    signUps.length === one.signUps.length &&
    signUps.every((operation, at) => operation === one.signUps[at]) &&
    openness.every((rank, at) => rank === one.openness[at]) &&
    operations.every((operation) => areAlike(one.assessed(operation), assessed(operation)))
  );
}

function areAlike(one: Assessment, other: Assessment): boolean {
  return (
    // Those of two judgements are the same lists where the flows are: `whoseData` gives those that it gave before.
    one.flows === other.flows &&
    one.exposed === other.exposed &&
    one.subject === other.subject &&
    one.intent === other.intent &&
    one.principal === other.principal &&
    (one.admission === "anonymous") === (other.admission === "anonymous") &&
    one.schemes.length === other.schemes.length &&
    one.schemes.every(
      ({ scheme, principal }, at) => scheme === other.schemes[at]!.scheme && principal === other.schemes[at]!.principal,
    )
  );
}

/** How many admissions there are that let more callers in than that of each operation. */
function opennessOf({ operations, assessed }: AssessedApi): readonly number[] {
  const ranks = operations.map((operation) => ADMISSIONS.indexOf(assessed(operation).admission));
  const inOrder = [...new Set(ranks)].toSorted((a, b) => a - b);
  return ranks.map((rank) => inOrder.indexOf(rank));
}
