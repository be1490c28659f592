import type { Review } from "../core/review.ts";
import { readRegister, type Unanswered } from "../gate/register/read-register.ts";
import { acceptedIn, withinPolicy, type Register } from "../gate/register/register.ts";
import { registerRecordOf } from "../gate/register/register-record-of.ts";
import { withoutUnanswered } from "../gate/register/unanswered.ts";
import type { Files } from "../load/files.ts";
import { newBudget, type Budget } from "../load/limits.ts";
import { codeOwnerOf } from "../policy/code-owners.ts";
import type { Policy } from "../policy/policy.ts";
import type { Judgements } from "../review/assumptions.ts";
import { composeReview, type Composing } from "../review/compose.ts";
import { withFailedTests } from "../review/failed-tests.ts";
import { judgeDescription } from "../review.ts";

/** A review with what is on record, and what it was made of. */
export interface RegisteredReview {
  readonly review: Review;
  readonly judgements: Judgements;
}

/** The same with how the description alone is judged, without what tests on record have shown. */
export interface DescribedReview extends RegisteredReview {
  readonly described: Judgements;
}

export interface Circumstances {
  /** What the description is called, and was before it moved. */
  readonly names?: readonly string[];
  /** The register; without, that of the policy is read. */
  readonly register?: Register;
  readonly unanswered?: Unanswered;
  readonly budget?: Budget;
  /** Whether it is judged what each answer to an open question leads to. */
  readonly answers?: Composing["answers"];
}

/**
 * Reviews a description with what the register says of it: what is accepted, tested and signed, whose it is, and since
 * when.
 */
export async function registeredReview(
  file: string,
  files: Files,
  policy: Policy,
  asOf: string,
  { names = [file], register, unanswered, budget = newBudget(), answers = "left-out" }: Circumstances = {},
): Promise<DescribedReview> {
  const written = register ?? (await readRegister(policy.register, files, unanswered));
  const known = withinPolicy(withoutUnanswered(written), policy.acceptanceDays);
  const waivers = [...policy.waivers, ...acceptedIn(known, names)];
  const described = await judgeDescription(file, files, { ...policy, waivers }, budget);
  const record = registerRecordOf(known, described.stated.api, {
    names,
    codeOwner: codeOwnerOf(file, files),
    asOf,
  });
  const judgements = withFailedTests(described, record.testOf);
  return { judgements, described, review: composeReview(judgements, asOf, { standing: record, answers }) };
}
