import { memo } from "../core/memo.ts";
import { isSaid } from "../exposure/said.ts";
import type { Operation } from "../model/api.ts";
import { isLimited } from "./flows/limits.ts";
import { requestFields } from "./request-fields.ts";

/**
 * Whether anybody may add something of their own, and scripts may not: a form with a captcha, a subscription that its address
 * confirms, the trial of an organisation. It needs a limit beside that, and names nothing that is there already.
 */
export const isGuardedSubmission = memo((operation: Operation): boolean => {
  const { method, path } = operation;
  if (method !== "POST" || path.includes("{")) return false;
  const isConfirmed = isSaid(operation, "confirmed-by-mail");
  const isChecked = isSaid(operation, "human-check") || requestFields(operation).some(({ name }) => CHECK.test(name));
  return (isConfirmed && isLimited(operation)) || (isChecked && saysHowOften(operation));
});

const CHECK = /captcha|turnstile|proof_?of_?work/i;

/** A captcha alone is no limit. */
function saysHowOften(operation: Operation): boolean {
  return operation.responses.some(({ status }) => status === "429");
}
