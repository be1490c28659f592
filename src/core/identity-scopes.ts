/** Scopes of OpenID Connect, which say what a token tells of who logged in (Core 1.0, section 5.4): no permission. */
export const SCOPES_OF_IDENTITY: ReadonlySet<string> = new Set([
  "openid",
  "profile",
  "email",
  "address",
  "phone",
  "offline_access",
]);
