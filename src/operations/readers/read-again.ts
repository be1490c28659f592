import type { AssessedApi, AssessedFlow } from "../../exposure/assessed-api.ts";
import { isOwnCredential, ownCredentialsOf } from "../../data/classify/own-credentials.ts";
import { member } from "../../core/json-value.ts";
import { wordsOf } from "../../lexicon/name-tokens.ts";
import { isHeadedBy, isMadeOf } from "../../lexicon/phrases.ts";
import { makesUp } from "../../exposure/made-up.ts";
import { intentOf } from "../../exposure/intent.ts";
import type { Operation } from "../../model/api.ts";
import { segmentWords } from "../request-fields.ts";

/** Whether somebody's own credential comes back, and not because this call makes it. */
export function isReadAgain(api: AssessedApi, { direction, via, subject, operation, field }: AssessedFlow): boolean {
  if (direction !== "read" || subject !== "caller" || (via !== "body" && via !== "embedded")) return false;
  if (makesUp(operation)) return false;
  const { lexicon } = operation;
  const isKnown = isKnownToOwner(field.name, operation);
  if (operation.method === "GET")
    return (
      isKnown ||
      ((isHeadedBy(wordsOf(field.name), lexicon, "lasting-credential") ||
        isLastingKeyOf(api, field.name) ||
        isSaidOfUser(field)) &&
        !ISSUING.has(intentOf(operation) ?? "") &&
        !segmentWords(operation).some((words) => lexicon.is(words.join(" "), "issues-credential")))
    );
  // What was sent comes back; what was not is made in this call.
  return (
    isKnown &&
    api.assessed(operation).flows.some((sent) => sent.direction === "write" && sent.field.category === field.category)
  );
}

/** Whether a text says that a token is the one of its user, with which they are known: "The user-specific authentication token". */
function isSaidOfUser({ node }: AssessedFlow["field"]): boolean {
  const said = member(node.value, "description");
  return typeof said === "string" && OF_USER.test(said.slice(0, LIMIT)) && !EXPIRES.test(said.slice(0, LIMIT));
}

const OF_USER =
  /\b(?:user[- ]specific|permanent|long[- ]lived|personal) (?:\w+ )?(?:auth\w*|access|api) (?:token|key)\b|\b(?:dauerhaftes|persönliches) (?:zugriffs|zugangs|api-?)token\b|\bjeton d'(?:accès|authentification) (?:permanent|personnel)|\btoken de (?:acceso|acesso|autenticación|autenticação) (?:permanente|personal|pessoal)/i;
const EXPIRES = /\b(?:expires?|session|temporary|short[- ]lived|läuft ab|expire|caduca|expira)\b/i;
/** So much of a text is looked at. */
const LIMIT = 300;

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
