import type { SecurityScheme } from "./security.ts";

/** Whether two credentials are sent in one place, so that a server may take one for the other. */
export function isSentAlike(a: SecurityScheme, b: SecurityScheme): boolean {
  return (
    placeOf(a) === placeOf(b) &&
    a.in === b.in &&
    (a.parameterName ?? "").toLowerCase() === (b.parameterName ?? "").toLowerCase()
  );
}

/** OAuth, OpenID Connect and plain bearer tokens are all sent as `Authorization: Bearer`. */
function placeOf({ schemeKind, scheme }: SecurityScheme): string {
  if (schemeKind === "oauth2" || schemeKind === "openIdConnect") return "http bearer";
  return schemeKind === "http" ? `http ${scheme ?? ""}` : schemeKind;
}

/** Whether two schemes of one description are one credential under two names: sent in the same place, and described in the same words. */
export function isSameCredential(a: SecurityScheme, b: SecurityScheme): boolean {
  const text = (a.description ?? "").trim();
  return isSentAlike(a, b) && a.schemeKind === "apiKey" && text !== "" && text === (b.description ?? "").trim();
}
