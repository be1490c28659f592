import type { Admission } from "./core/exposure-words.ts";
import type { Review } from "./core/review.ts";
import { dataFlows } from "./data/data-flows.ts";
import { assess } from "./exposure/assess.ts";
import type { AssessedApi } from "./exposure/assessed-api.ts";
import { whoseData } from "./exposure/whose-data.ts";
import { loadDocument } from "./load/document.ts";
import type { Files } from "./load/files.ts";
import { readApi } from "./model/read-api.ts";
import { defaultPolicy } from "./policy/default-policy.ts";
import type { Policy } from "./policy/policy.ts";
import { composeReview } from "./review/compose.ts";
import type { Judgements } from "./review/assumptions.ts";
import { faultFinder } from "./review/findings.ts";
import { RULES } from "./rules/index.ts";

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
  return composeReview(await judgeDescription(file, files, policy), asOf);
}

/** Judges a description, for a review or for the comparison with another. Reads and throws as `reviewDescription` does. */
export async function judgeDescription(file: string, files: Files, policy: Policy): Promise<Judgements> {
  const document = await loadDocument(file, files);
  const api = readApi(document);
  const whose = whoseData(api, dataFlows(api, policy), policy);

  // Judged as it is stated, as if anyone got in, and as if only the organisation's own did: what differs rests on what
  // nobody said.
  const faultsOf = faultFinder(RULES);
  const judge = (supposed?: Admission, before?: AssessedApi) => {
    const assessed = assess(api, whose, policy, supposed, before);
    return { api: assessed, faults: faultsOf(assessed) };
  };
  const stated = judge();
  const isCertain = api.operations.every((operation) => !stated.api.assessed(operation).assumed);
  if (isCertain) return { stated, open: stated, closed: stated };
  return { stated, open: judge("self-registered", stated.api), closed: judge("own") };
}
