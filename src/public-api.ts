import type { Review } from "./core/review.ts";
import type { Files } from "./load/files.ts";
import { loadPolicy } from "./policy/load-policy.ts";
import type { Policy } from "./policy/policy.ts";
import { reviewDescription } from "./review.ts";

/*
 * What programs call. Arguments come from code that may not be checked by types: what is wrong with one is a `TypeError`
 * that says what is expected; what is wrong with a description or a policy is a `UserError`.
 */

/** What a review may be told. */
export interface ReviewOptions {
  /** What it is judged by; by default the nearest `sallyport.yaml` in `files`, in the description's folder or above it. */
  readonly policy?: Policy;
  /** Today, YYYY-MM-DD; without it no waiver holds, and nothing is due. */
  readonly asOf?: string;
}

/**
 * Reviews the description that `file` names in `files`: the whole program in order. Reads nothing but what `files` gives.
 * Throws a `UserError` where the file is no API description, one beyond the limits, or the policy cannot be read.
 */
export async function review(file: string, files: Files, options: ReviewOptions = {}): Promise<Review> {
  check(typeof file === "string" && file !== "", "file: the name of a description in files is expected");
  check(isFiles(files), "files: an object with a function read is expected, such as filesBelow(folder)");
  check(typeof options === "object" && options !== null, "options: an object is expected");
  const { policy, asOf } = options;
  check(asOf === undefined || isDay(asOf), "options.asOf: a day is expected, such as 2026-01-31");
  check(
    policy === undefined || isPolicy(policy),
    "options.policy: what policyFor or defaultPolicy returns is expected",
  );
  return reviewDescription(file, files, policy ?? (await loadPolicy(file, files)), asOf);
}

/**
 * The policy that the nearest `sallyport.yaml` gives for a description, or the file that `configFile` names. Throws a
 * `UserError` for one that cannot be read, or says what it cannot mean.
 */
export async function policyFor(file: string, files: Files, configFile?: string): Promise<Policy> {
  check(typeof file === "string" && file !== "", "file: the name of a description in files is expected");
  check(isFiles(files), "files: an object with a function read is expected, such as filesBelow(folder)");
  return loadPolicy(file, files, { configFile });
}

function check(isFine: boolean, expected: string): void {
  if (!isFine) throw new TypeError(expected);
}

function isFiles(files: unknown): boolean {
  return typeof files === "object" && files !== null && typeof (files as Files).read === "function";
}

function isPolicy(policy: unknown): boolean {
  return typeof policy === "object" && policy !== null && "severities" in policy && "rulesets" in policy;
}

function isDay(asOf: unknown): boolean {
  return typeof asOf === "string" && /^\d{4}-\d\d-\d\d$/.test(asOf) && !Number.isNaN(Date.parse(`${asOf}T00:00:00Z`));
}
