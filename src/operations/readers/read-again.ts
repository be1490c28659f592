import type { AssessedApi, AssessedFlow } from "../../exposure/assessed-api.ts";
import { isOwnCredential, ownCredentialsOf } from "../../data/classify/own-credentials.ts";
import { wordsOf } from "../../lexicon/name-tokens.ts";
import { isHeadedBy, isMadeOf } from "../../lexicon/phrases.ts";
import { intentOf } from "../../exposure/intent.ts";
import type { Operation } from "../../model/api.ts";
import { segmentWords } from "../request-fields.ts";

/** Whether somebody's own credential comes back, and not because this call makes it. */
export function isReadAgain(api: AssessedApi, { direction, via, subject, operation, field }: AssessedFlow): boolean {
  if (direction !== "read" || subject !== "caller" || (via !== "body" && via !== "embedded")) return false;
  const { lexicon } = operation;
  const isKnown = isKnownToOwner(field.name, operation);
  if (operation.method === "GET")
    return (
      isKnown ||
      ((isHeadedBy(wordsOf(field.name), lexicon, "lasting-credential") || isLastingKeyOf(api, field.name)) &&
        !ISSUING.has(intentOf(operation) ?? "") &&
        !segmentWords(operation).some((words) => lexicon.is(words.join(" "), "issues-credential")))
    );
  // What was sent comes back; what was not is made in this call.
  return (
    isKnown &&
    api.assessed(operation).flows.some((sent) => sent.direction === "write" && sent.field.category === field.category)
  );
}

/** What an operation is for that makes a key or token in each call. */
const ISSUING: ReadonlySet<string> = new Set(["log-in", "token", "sign-up"]);

/** Whether a name is that of a key which the API asks for: a session's token is made anew. */
function isLastingKeyOf(api: AssessedApi, name: string): boolean {
  return isOwnCredential(name, ownCredentialsOf(api)) && !isHeadedBy(wordsOf(name), api.lexicon, "token");
}

/** Whether a name is of what its owner chose, and knows. */
export function isKnownToOwner(name: string, { lexicon }: Operation): boolean {
  return isMadeOf(wordsOf(name), lexicon, "known-to-owner", "around-known");
}
