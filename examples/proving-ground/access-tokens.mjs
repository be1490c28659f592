/*
 * Access tokens as JSON Web Tokens (RFC 7519), signed with HMAC-SHA256.
 */
import { createHmac, timingSafeEqual } from "node:crypto";

/** Whoever starts a server gets its tokens, the same at each start: the key is no secret, and must sign nothing else. */
const KEY = "for the proving ground only";

/** Until when the tokens live that a server gives at its start: the same at each start, and longer than any run. */
export const FOR_THE_DEMONSTRATION = Date.UTC(2100, 0, 1);

/** When the token expired that a server gives to try out expired ones. */
export const LONG_AGO = Date.UTC(2020, 0, 1);

/** Signs a token; `expires` is in milliseconds. */
export function tokenFor({ subject, audience, expires, ...claims }) {
  const payload = { sub: subject, aud: audience, exp: Math.floor(expires / 1000), ...claims };
  const signed = [{ alg: "HS256", typ: "JWT" }, payload].map(encoded).join(".");
  return `${signed}.${signatureOf(signed)}`;
}

/** The claims of a token that this key has signed, or undefined. Whether it is expired or for others is not judged. */
export function claimsOf(token) {
  const [header = "", payload = "", signature = ""] = token.split(".");
  const [given, right] = [signature, signatureOf(`${header}.${payload}`)].map((text) => Buffer.from(text));
  if (given.length !== right.length || !timingSafeEqual(given, right)) return undefined;
  return JSON.parse(Buffer.from(payload, "base64url").toString());
}

function encoded(value) {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

function signatureOf(text) {
  return createHmac("sha256", KEY).update(text).digest("base64url");
}
