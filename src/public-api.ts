import { isDay } from "./core/day.ts";
import { isObject, member } from "./core/json-value.ts";
import type { Review } from "./core/review.ts";
import type { Files } from "./load/files.ts";
import { defaultPolicy } from "./policy/default-policy.ts";
import { loadPolicy } from "./policy/load-policy.ts";
import type { Policy } from "./policy/policy.ts";

import { reviewDescription, withoutConsequences } from "./review.ts";

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
 * Throws a `UserError` where the file is no API description, one beyond the limits, or the policy cannot be read or
 * misspells what the description has.
 */
export async function review(file: string, files: Files, options: ReviewOptions = {}): Promise<Review> {
  checkCall(file, files);
  check(typeof options === "object" && options !== null, "options: an object is expected");
  const { policy, asOf } = options;
  check(
    asOf === undefined || (typeof asOf === "string" && isDay(asOf)),
    "options.asOf: a day is expected, such as 2026-01-31",
  );
  check(
    policy === undefined || isPolicy(policy),
    "options.policy: what policyFor or defaultPolicy returns is expected",
  );
  return withoutConsequences(await reviewDescription(file, files, policy ?? (await loadPolicy(file, files)), asOf));
}

/**
 * The policy that the nearest `sallyport.yaml` gives for a description, or the file that `configFile` names. Throws a
 * `UserError` for one that cannot be read, or says what it cannot mean.
 */
export async function policyFor(file: string, files: Files, configFile?: string): Promise<Policy> {
  checkCall(file, files);
  check(configFile === undefined || isName(configFile), "configFile: the name of a file in files is expected");
  return loadPolicy(file, files, { configFile });
}

function checkCall(file: unknown, files: unknown): void {
  check(isName(file), "file: the name of a description in files is expected");
  check(isFiles(files), "files: an object with a function read is expected, such as filesBelow(folder)");
}

function check(isFine: boolean, expected: string): void {
  if (!isFine) throw new TypeError(expected);
}

function isName(name: unknown): boolean {
  return typeof name === "string" && name !== "";
}

function isFiles(files: unknown): boolean {
  return typeof files === "object" && files !== null && typeof (files as Files).read === "function";
}

/** Whether something has the parts of a policy, as the default one has them. */
function isPolicy(policy: unknown): boolean {
  return isLike(policy, defaultPolicy(), 2);
}

/** Whether a value is of the kind of another, and so are its parts so many levels down; a single one may be left out below the first. */
function isLike(value: unknown, model: unknown, levels: number): boolean {
  if (model === undefined) return true;
  if (model instanceof Map) return value instanceof Map;
  if (Array.isArray(model)) return Array.isArray(value);
  if (!isObject(model)) return value === undefined || typeof value === typeof model;
  return (
    isObject(value) &&
    (levels === 0 || Object.entries(model).every(([key, part]) => isLike(member(value, key), part, levels - 1)))
  );
}
