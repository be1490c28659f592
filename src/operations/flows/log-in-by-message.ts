import { saidBy } from "../../exposure/said.ts";
import type { Intent } from "../../exposure/intent.ts";
import { calledWords } from "../../exposure/words.ts";
import { denies } from "../../lexicon/denial.ts";
import { isMadeOf } from "../../lexicon/phrases.ts";
import type { Operation } from "../../model/api.ts";
import { requestFields } from "../request-fields.ts";

/**
 * Whether who only names an account has a link or a code sent to its owner, by which the owner logs in: `POST /magic-link`
 * with an e-mail address. Nothing is tried out, and anybody can have messages sent to anybody.
 */
export function isLogInByMessage(operation: Operation, intent: Intent | undefined): boolean {
  if (operation.method !== "POST" || (intent !== "log-in" && intent !== "verification")) return false;
  const { lexicon } = operation;
  const fields = requestFields(operation);
  return (
    fields.some(({ words }) => isMadeOf(words, lexicon, "identity-of-account", "around-identity")) &&
    !fields.some(({ words }) => lexicon.has(words, "given-proof") || lexicon.has(words, "log-in-secret")) &&
    (lexicon.has(calledWords(operation), "sends-proof") || saysMessage(operation))
  );
}

/** Whether a sentence says that a message goes out: "Sends a mail to the given address". */
function saysMessage(operation: Operation): boolean {
  const { lexicon } = operation;
  return saidBy(operation).some(
    (words) =>
      lexicon.has(words, "send") &&
      (["by-message", "in-message", "text-message", "contact-address"] as const).some((one) =>
        lexicon.has(words, one),
      ) &&
      !denies(words, lexicon),
  );
}
