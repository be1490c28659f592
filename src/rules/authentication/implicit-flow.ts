import { prose, yaml } from "../../core/prose.ts";
import type { Rule } from "../rule.ts";
import { offeredFlows } from "../../operations/schemes/oauth-flows.ts";

/** The implicit grant of OAuth 2.0, which RFC 9700 (section 2.1.2) advises against. */
export const implicitFlow: Rule = {
  id: "implicit-flow",
  title: "OAuth implicit flow returns access tokens in the URL",
  alsoKnownAs: ["OAuth implicit grant"],
  owasp: ["API2:2023"],
  cwe: [522],
  asvs: ["V10.4.4", "V14.2.1"],
  confidence: "certain",

  rationale: prose`
    The implicit flow returns the access token in the fragment of a redirect URL. From there it leaks into browser
    histories, logs and page scripts. An attacker can inject a token, and a token cannot be bound to the client that
    requested it. RFC 9700 says that clients should not use this flow.
  `,
  exploit: prose`
    An attacker injects a script into the page, or reads the browser history, and finds the access token in the URL. The
    token is not bound to a client, so it works from the attacker's machine too. The attacker calls the API as that user
    until the token expires.
  `,
  remediation: prose`
    Offer the authorization code flow with PKCE (RFC 7636), including for browser and mobile apps, and disable the
    implicit flow at the authorization server.
  `,

  examples: {
    bad: [
      yaml`
        components:
          securitySchemes:
            login:
              type: oauth2
              flows:
                implicit: # ✗
                  authorizationUrl: https://login.acme.io/authorize
                  scopes: {}
      `,
      yaml`
        swagger: "2.0"
        securityDefinitions:
          login:
            type: oauth2
            flow: implicit # ✗
            authorizationUrl: https://login.acme.io/authorize
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
                  tokenUrl: https://login.acme.io/token
                  scopes: {}
      `,
    ],
  },

  check: (api) => offeredFlows(api, "implicit", "offers the implicit flow"),
};
