import { memo } from "../core/memo.ts";
import { textOfName } from "../lexicon/name-tokens.ts";
import type { Operation } from "../model/api.ts";
import { targetOf, type Schema } from "../model/schema.ts";
import { fixedSegments } from "./words.ts";

/**
 * Whether an operation cannot be called without what proves the caller, in the request itself: the secret or the signed
 * assertion of a client (RFC 6749, 2.3.1, and RFC 7523), or, at an endpoint of OAuth that is about a token, that token.
 */
export const provesClient = memo((operation: Operation): boolean => {
  const { parameters, requestBody, path, lexicon } = operation;
  const isOfOauth = fixedSegments(path).some((segment) => OAUTH.test(segment));
  const isProof = (name: string): boolean => {
    const text = textOfName(name);
    return lexicon.is(text, "client-proof") || (isOfOauth && TOKEN.test(text));
  };
  if (parameters.some(({ in: place, name, required }) => required && place !== "cookie" && isProof(name))) return true;
  const bodies = (requestBody?.content ?? []).flatMap(({ schema }) => schema ?? []);
  return bodies.length > 0 && bodies.every((schema) => isNeeded(schema, isProof, 0));
});

/** Whether a body has to have such a field: itself, in one of its parts, or in each of its alternatives. */
function isNeeded(schema: Schema, isProof: (name: string) => boolean, depth: number): boolean {
  if (depth > DEEPEST) return false;
  const { required, allOf, oneOf, anyOf } = targetOf(schema);
  const among = (one: Schema): boolean => isNeeded(one, isProof, depth + 1);
  return (
    [...required].some(isProof) ||
    allOf.some(among) ||
    (oneOf.length > 0 && oneOf.every(among)) ||
    (anyOf.length > 0 && anyOf.every(among))
  );
}

const DEEPEST = 4;

/** Segments and names that RFC 6749, 7009 and 7662 and those who build on them use, in every language. */
const OAUTH = /^(?:oauth2?|oidc|openid|token|introspect|introspection|revoke|revocation)$/i;
const TOKEN = /^(?:access token|refresh token|id token|token)$/;
