import { prose, yaml } from "../../core/prose.ts";
import type { Rule } from "../rule.ts";
import { offeredFlows } from "../../operations/schemes/oauth-flows.ts";

/** The resource owner password credentials grant of OAuth 2.0, which RFC 9700 (section 2.4) forbids. */
export const passwordFlow: Rule = {
  id: "password-flow",
  title: "OAuth password flow gives apps their users' passwords",
  alsoKnownAs: ["ROPC", "resource owner password credentials"],
  owasp: ["API2:2023"],
  cwe: [522],
  asvs: ["V10.4.4"],
  confidence: "certain",

  rationale: prose`
    In the password flow, users type their password into the client, which passes it on. Every client can then do all
    that the user can, people get used to typing their password anywhere, and a second factor cannot be required. RFC
    9700 says that this grant must not be used.
  `,
  exploit: prose`
    An attacker builds an app that looks like the others and asks for the password, as all of them do. Users are used to
    this and type it in. With the password, the attacker can get any token, and no second factor is ever required.
  `,
  remediation: prose`
    Offer people the authorization code flow with PKCE (RFC 7636). Offer machines client credentials. Disable
    the password grant at the authorization server.
  `,

  examples: {
    bad: [
      yaml`
        components:
          securitySchemes:
            login:
              type: oauth2
              flows:
                password: # ✗
                  tokenUrl: https://login.acme.io/token
                  scopes: {}
      `,
      yaml`
        swagger: "2.0"
        securityDefinitions:
          login:
            type: oauth2
            flow: password # ✗
            tokenUrl: https://login.acme.io/token
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
                clientCredentials:
                  tokenUrl: https://login.acme.io/token
                  scopes: {}
      `,
    ],
  },

  check: (api) => offeredFlows(api, "password", "lets clients ask for users' passwords"),
};
