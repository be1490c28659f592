import { memo } from "../core/memo.ts";
import { isAffirmed, isSaid } from "../exposure/said.ts";
import { wordsOf } from "../lexicon/name-tokens.ts";
import type { Operation } from "../model/api.ts";
import { isLimited } from "./flows/limits.ts";
import { requestFields } from "./request-fields.ts";

/**
 * Whether anybody may add something of their own, and scripts may not: a form with a captcha, a subscription that its address
 * confirms, the trial of an organisation, a purchase that needs no account. It needs a limit beside that, and names nothing
 * that is there already, unless somebody is only sent a message.
 */
export const isGuardedSubmission = memo((operation: Operation): boolean => {
  const { method, path, lexicon } = operation;
  const isMessage = lexicon.has(wordsOf(path.split("/").at(-1) ?? ""), "message");
  if (method !== "POST" || (path.includes("{") && !isMessage)) return false;
  const isConfirmed = isSaid(operation, "confirmed-by-mail");
  const isChecked = isSaid(operation, "human-check") || requestFields(operation).some(({ name }) => CHECK.test(name));
  const isMeant = isAffirmed(operation, "said-open") && !path.includes("{");
  return (isConfirmed && isLimited(operation)) || ((isChecked || isMeant) && saysHowOften(operation));
});

const CHECK = /captcha|turnstile|proof_?of_?work/i;

/** A captcha alone is no limit. */
function saysHowOften(operation: Operation): boolean {
  return operation.responses.some(({ status }) => status === "429");
}
