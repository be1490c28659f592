import { count, prose, quoted, yaml } from "../../core/prose.ts";
import { placeOf } from "../../model/api.ts";
import type { SecurityScheme } from "../../model/security.ts";
import type { Rule } from "../rule.ts";
import { schemesInUse } from "../../operations/schemes/schemes-in-use.ts";

/** Digest (RFC 7616), NTLM, Negotiate (RFC 4559), OAuth 1.0 (RFC 5849) and HOBA (RFC 7486). */
export const legacyScheme: Rule = {
  id: "legacy-scheme",
  title: "Outdated authentication scheme",
  owasp: ["API2:2023"],
  cwe: [1391],
  asvs: ["V11.4.1"],
  confidence: "certain",

  rationale: prose`
    These schemes predate scoped tokens that expire. Digest usually relies on MD5, and the server stores values that
    an attacker can use in place of the password. NTLM can be relayed and cracked. OAuth 1.0 defines neither scopes
    nor an expiry for its tokens. Many libraries for these schemes are no longer maintained.
  `,
  exploit: prose`
    An attacker records log-ins on the network, or relays them to another host in real time. Recorded log-ins can be
    cracked offline with a list of passwords, since the old scheme uses weak hashes. The recovered password works
    wherever it is used.
  `,
  remediation: prose`
    Use OAuth 2.0, OpenID Connect or client certificates. Use Negotiate only on the organization's own network.
  `,

  examples: {
    bad: [
      yaml`
        security:
          - password: []
        paths:
          /orders:
            get: {}
        components:
          securitySchemes:
            password:
              type: http
              scheme: digest # ✗
      `,
      yaml`
        security:
          - signed: []
        paths:
          /orders:
            get: {}
        components:
          securitySchemes:
            signed: # ✗
              type: apiKey
              in: header
              name: Authorization
              description: OAuth 1.0a, with a signature of each request.
      `,
    ],
    good: [
      yaml`
        security:
          - token: []
        paths:
          /orders:
            get: {}
        components:
          securitySchemes:
            old:
              type: http
              scheme: digest
            token:
              type: http
              scheme: bearer
      `,
    ],
  },

  *check(api) {
    for (const scheme of schemesInUse(api)) {
      const what = legacyOf(scheme);
      if (what === undefined) continue;
      const where = scheme.usedBy.length === 0 ? "" : `, used by ${count(scheme.usedBy.length, "operation")}`;
      const at = scheme.schemeKind === "http" ? placeOf(scheme, "scheme") : placeOf(scheme);
      yield {
        at,
        cause: scheme.name,
        carriers: scheme.usedBy,
        message: `${quoted(scheme.name)} is ${what}${where}`,
      };
    }
  },
};

function legacyOf({ schemeKind, scheme, description, name, parameterName }: SecurityScheme): string | undefined {
  if (schemeKind === "http") return LEGACY.get(scheme ?? "");
  if (schemeKind !== "apiKey") return undefined;
  return /\boauth[ _-]?1(?:\.0|\.0a|a)?\b|\boauth_signature\b/i.test(
    `${name} ${parameterName ?? ""} ${description ?? ""}`,
  )
    ? "OAuth 1.0"
    : undefined;
}

/** By the name in IANA's registry of HTTP authentication schemes. */
const LEGACY: ReadonlyMap<string, string> = new Map([
  ["digest", "HTTP Digest"],
  ["ntlm", "NTLM"],
  ["negotiate", "Negotiate, which falls back to NTLM"],
  ["oauth", "OAuth 1.0"],
  ["hoba", "HOBA, which is not in use"],
]);
