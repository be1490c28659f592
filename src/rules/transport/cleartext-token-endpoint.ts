import type { Place } from "../../core/place.ts";
import { prose, quoted, yaml } from "../../core/prose.ts";
import { addressParts, reachOfHost } from "../../exposure/reach.ts";
import { placeOf } from "../../model/api.ts";
import type { SecurityScheme } from "../../model/security.ts";
import type { Rule } from "../rule.ts";
import { schemesInUse } from "../../operations/schemes/schemes-in-use.ts";
import { overTls } from "../../operations/fixes/known-fixes.ts";

/** An OAuth 2.0 or OpenID Connect endpoint without TLS (RFC 6749, sections 3.1 and 3.2: TLS is required). */
export const cleartextTokenEndpoint: Rule = {
  id: "cleartext-token-endpoint",
  title: "Token endpoint without TLS",
  alsoKnownAs: ["cleartext transmission", "missing TLS"],
  owasp: ["API2:2023", "API8:2023"],
  cwe: [319],
  asvs: ["V12.2.1"],
  confidence: "certain",

  rationale: prose`
    These endpoints exchange passwords, authorization codes, client secrets and tokens. Over plain HTTP, anyone on the
    network path can read them and impersonate the user. OAuth 2.0 requires TLS here.
  `,
  exploit: prose`
    An attacker on the same network records log-ins. Passwords, authorization codes and client secrets are readable on
    the wire. With a client secret the attacker can request tokens at any time, long after leaving that network.
  `,
  remediation: prose`
    Use the https URL. Disable the http one.
  `,
  fixes: [
    {
      name: "Use HTTPS",
      certainty: "suggested",
      requires: () => "The endpoint is reached over TLS at this address, and no longer accepts calls without TLS.",
      changes: overTls,
    },
  ],

  examples: {
    bad: [
      yaml`
        components:
          securitySchemes:
            login:
              type: oauth2
              flows:
                authorizationCode:
                  authorizationUrl: https://login.acme.io/authorize
                  tokenUrl: http://login.acme.io/token # ✗
                  scopes: {}
      `,
    ],
    good: [
      yaml`
        components:
          securitySchemes:
            login:
              type: oauth2
              flows:
                authorizationCode:
                  authorizationUrl: https://login.acme.io/authorize
                  tokenUrl: /token
                  refreshUrl: http://localhost:8080/token
                  scopes: {}
      `,
    ],
  },

  *check(api) {
    for (const scheme of schemesInUse(api)) {
      for (const { key, url, at } of endpointsOf(scheme)) {
        const parts = addressParts(url);
        if (parts?.scheme !== "http") continue;
        const { reach, because } = reachOfHost(parts.host.replace(/:\d+$/, ""));
        if (reach === "unknown") continue; // a placeholder, or where somebody ran it
        yield {
          at,
          cause: `${scheme.name} ${key}`,
          carriers: scheme.usedBy,
          message: `${quoted(scheme.name)} has its ${key} at ${quoted(url)}, without TLS`,
          mitigations: reach === "internal" ? [`it is not reachable from outside, since ${because}`] : [],
        };
      }
    }
  },
};

interface Endpoint {
  readonly key: string;
  readonly url: string;
  readonly at: Place;
}

function endpointsOf(scheme: SecurityScheme): readonly Endpoint[] {
  const endpoints: Endpoint[] = [];
  const add = (holder: Parameters<typeof placeOf>[0], key: string, url: string | undefined): void => {
    if (url !== undefined) endpoints.push({ key, url, at: placeOf(holder, key) });
  };
  for (const flow of scheme.flows) {
    add(
      flow,
      flow.flow === "deviceAuthorization" ? "deviceAuthorizationUrl" : "authorizationUrl",
      flow.authorizationUrl,
    );
    add(flow, "tokenUrl", flow.tokenUrl);
    add(flow, "refreshUrl", flow.refreshUrl);
  }
  add(scheme, "openIdConnectUrl", scheme.openIdConnectUrl);
  return endpoints;
}
