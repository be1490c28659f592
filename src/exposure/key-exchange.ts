import { textOfName, wordsOf } from "../lexicon/name-tokens.ts";
import { isHeadedBy } from "../lexicon/phrases.ts";
import type { MediaType, Operation } from "../model/api.ts";
import { composedProperties, heldSchemaOf } from "../model/schema-parts.ts";
import { targetOf } from "../model/schema.ts";
import { fixedSegments } from "./words.ts";

/**
 * Whether a call gives a token for the key of an account: each body must hold the key, a token comes back, and the path is about
 * logging in. Who has no key gets nothing; what takes more than the key, for somebody else, is no exchange.
 */
export function exchangesKey(operation: Operation): boolean {
  const { method, path, requestBody, responses, lexicon } = operation;
  if (method !== "POST" || path.includes("{") || requestBody === undefined) return false;
  const segments = fixedSegments(path).map(wordsOf);
  // `/auth/api-key`: the key by which somebody logs in.
  const last = lexicon.is((segments.at(-1) ?? []).join(" "), "opening-key") ? segments.at(-2) : segments.at(-1);
  if (!(last ?? []).some((word) => OF_LOG_IN.test(word))) return false;
  if (segments.some((words) => words.some((word) => OF_OTHERS.test(word)))) return false;
  // The key of an account names it, and that of an app is in each copy of the app: neither is a proof.
  const isKey = (name: string): boolean =>
    (isHeadedBy(wordsOf(name), lexicon, "opening-key") || lexicon.is(textOfName(name), "client-proof")) &&
    !/^(?:accounts?|apps?|applications?|tenants?|users?)$/.test(wordsOf(name)[0] ?? "");
  const asks = requestBody.content.length > 0 && requestBody.content.every((media) => needsKeyAlone(media, isKey));
  return asks && responses.some(({ statusClass, content }) => statusClass === "2xx" && content.some(givesToken));
}

/** Words of paths by which callers log in, of protocols (RFC 6749) and of nearly all who write them. */
const OF_LOG_IN = /^(?:auth|authenticate|authentication|authorize|oauth2?|tokens?|login|logon|signin|sessions?)$/;

/** Acting as somebody else, or for all. */
const OF_OTHERS = /^(?:impersonat\w*|admins?|administration|behalf|switch|sudo|assume)$/;

/** Whether a body must hold a key, and holds nothing beside it but how the key is used. */
function needsKeyAlone({ schema }: MediaType, isKey: (name: string) => boolean): boolean {
  if (schema === undefined) return false;
  const { required } = targetOf(schema);
  const names = [...composedProperties(heldSchemaOf(schema)).keys()];
  return [...required].some(isKey) && names.every((name) => isKey(name) || OF_GRANT.test(name));
}

const OF_GRANT = /^(?:grant_?type|scopes?|audience|client_?id|expires_?in|ttl)$/i;

function givesToken({ schema }: MediaType): boolean {
  if (schema === undefined) return false;
  return [...composedProperties(heldSchemaOf(schema)).keys()].some((name) =>
    isHeadedBy(wordsOf(name), schema.lexicon, "token"),
  );
}
