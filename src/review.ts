export { withoutConsequences } from "./review/consequences.ts";
import type { Admission } from "./core/exposure-words.ts";
import { once } from "./core/memo.ts";
import type { Review } from "./core/review.ts";
import { lexiconForNames } from "./data/abbreviations/abbreviated-names.ts";
import { dataFlows } from "./data/flows/data-flows.ts";
import type { DataFlows } from "./data/flows/flow.ts";
import { checkCategoriesNamed } from "./data/taxonomy/known-categories.ts";
import { asGuarded, assess } from "./exposure/assess.ts";
import type { AssessedApi } from "./exposure/assessed-api.ts";
import { whoseData } from "./exposure/whose-data.ts";
import { lexiconOf } from "./lexicon/lexicon-of.ts";
import { loadDocument } from "./load/document.ts";
import type { Files } from "./load/files.ts";
import { newBudget, type Budget } from "./load/limits.ts";
import type { Api } from "./model/api.ts";
import { readApi } from "./model/read-api.ts";
import { defaultPolicy } from "./policy/default-policy.ts";
import { answeredPolicy, type Answer } from "./policy/answered.ts";
import { askedPolicy } from "./policy/asked-policy.ts";
import type { Policy } from "./policy/policy.ts";
import { checkSchemesNamed } from "./policy/schemes-named.ts";
import { composeReview } from "./review/compose.ts";
import type { Judgement, Judgements } from "./review/assumptions.ts";
import { faultFinder, severitiesBySpot, type JudgedFault, type SpotSeverities } from "./review/findings.ts";
import { RULES } from "./rules/index.ts";
import { RULE_NAMES } from "./rules/rules-named.ts";
import type { Rule } from "./rules/rule.ts";

/**
 * Reviews the description in `file`: the whole program in order. Reads nothing but what `files` gives. `asOf` is today,
 * YYYY-MM-DD; without it no waiver holds. Throws a `UserError` where the file is no API description, or one beyond the
 * limits.
 */
export async function reviewDescription(
  file: string,
  files: Files,
  policy: Policy = defaultPolicy(),
  asOf?: string,
): Promise<Review> {
  return composeReview(await judgeDescription(file, files, policy), asOf, { answers: "judged" });
}

/** Judges a description, for a review or for the comparison with another. Reads and throws as `reviewDescription` does. */
export async function judgeDescription(
  file: string,
  files: Files,
  named: Policy,
  budget: Budget = newBudget(),
): Promise<Judgements> {
  const judgements = await judgeExposure(file, files, named, budget);
  faultsOfAll(judgements);
  return judgements;
}

/** What is wrong in each judgement, looked for now where it was not: it takes the most time, and may throw. */
export function faultsOfAll({ stated, open, closed }: Judgements): readonly (readonly JudgedFault[])[] {
  return [stated, open, closed].map(({ faults }) => faults);
}

/**
 * As `judgeDescription`, for whoever asks who can call what and which data that gives: rules are asked for faults only once
 * somebody reads them. For Stripe's description they are two thirds of the time.
 */
export async function judgeExposure(
  file: string,
  files: Files,
  named: Policy,
  budget: Budget = newBudget(),
): Promise<Judgements> {
  const document = await loadDocument(file, files, budget);
  const api = readApi(document, lexiconForNames(document, lexiconOf(named.lexicon)));
  checkCategoriesNamed(named);
  checkSchemesNamed(
    named.partsNamed,
    api.securitySchemes.map(({ name }) => name),
  );
  const { policy, rules } = await rulesFor(api, named);
  return judgedBy(api, dataFlows(api, policy), policy, faultFinder(rules));
}

/**
 * Judged as it is stated, as if anyone got in, and as if only the organization's own did: what differs rests on what nobody
 * said. What anyone on its network can call is never less bad than what only the organization's own can. An answer changes
 * the policy, and nothing of what the description holds.
 */
function judgedBy(api: Api, data: DataFlows, policy: Policy, faultsOf: ReturnType<typeof faultFinder>): Judgements {
  const whose = whoseData(api, data, policy);
  const assessedAs = (supposed?: Admission, before?: AssessedApi): AssessedApi =>
    assess(api, whose, policy, supposed, before);
  const stated = assessedAs();
  const guarded = once(() => guardedSeverities(stated, faultsOf));
  const judged = (assessed: AssessedApi): Judgement => {
    const faults = once(() => faultsOf(assessed, guarded()));
    return {
      api: assessed,
      get faults() {
        return faults();
      },
    };
  };
  const answered = (answer: Answer): Judgements => judgedBy(api, data, answeredPolicy(policy, answer), faultsOf);
  if (api.operations.every((operation) => !stated.assessed(operation).assumed)) {
    const certain = judged(stated);
    return { stated: certain, open: certain, closed: certain, answered };
  }
  const open = assessedAs("self-registered", stated);
  const closed = once(() => judged(assessedAs("own")));
  return {
    stated: judged({ ...stated, beyond: open }),
    open: judged(open),
    // Who asks for no faults asks for nothing of it.
    get closed() {
      return closed();
    },
    answered,
  };
}

/** How bad everything is where what is open on its network is not so; `undefined` where nothing is. */
function guardedSeverities(stated: AssessedApi, faultsOf: ReturnType<typeof faultFinder>): SpotSeverities | undefined {
  if (stated.operations.every((operation) => stated.assessed(operation).unprotected === undefined)) return undefined;
  const guarded = asGuarded(stated);
  return severitiesBySpot(guarded, faultsOf(guarded));
}

/** The rules that a policy asks, and what it makes of each. Spectral is imported where a ruleset needs it, and nowhere else. */
async function rulesFor(
  api: Api,
  named: Policy,
): Promise<{ readonly policy: Policy; readonly rules: readonly Rule[] }> {
  const isPlain = Object.values(named.rulesets).every(({ table }) => table !== undefined);
  if (isPlain) return { policy: askedPolicy(named, RULE_NAMES), rules: RULES };
  const { judgedBySpectral } = await import("./spectral/judged-by-spectral.ts");
  const { policy, rules } = await judgedBySpectral(named, api);
  return { policy: askedPolicy(policy, RULE_NAMES), rules: [...RULES, ...rules] };
}
