import type { OAuthFlow, SecurityScheme } from "../../model/security.ts";

/**
 * How well a scheme proves who calls, from 0 (nothing) to 5 (a certificate of the caller's own): the order that RFC 6750,
 * RFC 7617 and the OWASP API Security Top 10 (API2:2023) give. It compares kinds only.
 */
export function strengthOf(scheme: SecurityScheme): number {
  switch (scheme.schemeKind) {
    case "mutualTLS":
      return 5;
    case "openIdConnect":
      return 4;
    case "oauth2":
      return Math.min(4, ...scheme.flows.map(({ flow }) => FLOWS[flow]));
    case "http":
      return scheme.scheme === "basic" ? 1.5 : scheme.scheme === "digest" ? 2 : 3.5;
    case "apiKey":
      return scheme.in === "query" ? 1 : 2.5;
    case "unknown":
    case "undefined":
      return 0;
  }
}

/** The weakest of what an alternative asks for together is made up for by the strongest. */
export function strengthOfAll(schemes: readonly SecurityScheme[]): number {
  return Math.max(0, ...schemes.map(strengthOf));
}

const FLOWS: Readonly<Record<OAuthFlow["flow"], number>> = {
  authorizationCode: 4,
  deviceAuthorization: 4,
  clientCredentials: 4,
  implicit: 3,
  password: 2,
  unknown: 3,
};
