import { prose, yaml } from "../../core/prose.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import { intentOf } from "../../exposure/intent.ts";
import { credentialHeader } from "../../model/credential-header.ts";
import type { Operation } from "../../model/api.ts";
import { declaredScopes } from "../../operations/schemes/scopes.ts";
import { requestFields, type RequestField } from "../../operations/request-fields.ts";
import type { Rule } from "../rule.ts";

/** A registration of clients that is open to everybody, and at which the client says what it may do. */
export const selfAssignedScopes: Rule = {
  id: "self-assigned-scopes",
  title: "Clients can register with any scopes",
  alsoKnownAs: ["open dynamic client registration", "privilege escalation"],
  owasp: ["API5:2023", "API2:2023"],
  cwe: [269, 862],
  asvs: ["V10.4.11"],
  confidence: "likely",

  rationale: prose`
    A scope protects only as well as the process that grants it. If clients register without a credential and choose
    their own scopes, everyone gets all of them, and no operation is protected.
  `,
  exploit: prose`
    An attacker registers a client with every scope and gets the client secret at once. With this secret, the attacker requests a token, which gives access to every operation, including those that change and delete data. No user was asked, and no approval was required.
  `,
  remediation: prose`
    Require an initial access token for registration, or approval by an administrator. Grant
    registered clients the narrowest scopes, and extend them manually.
  `,

  examples: {
    bad: [
      yaml`
        security:
          - login: [orders.write]
        paths:
          /oauth2/register:
            post:
              security: []
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        client_name:
                          type: string
                        redirect_uris:
                          type: array
                        grant_types:
                          type: array
                        scope: # ✗
                          type: string
          /orders:
            post: {}
        components:
          securitySchemes:
            login:
              type: oauth2
              flows:
                clientCredentials:
                  tokenUrl: https://login.acme.io/token
                  scopes:
                    orders.read: Read orders
                    orders.write: Change orders
      `,
    ],
    good: [
      yaml`
        security:
          - login: [orders.write]
        paths:
          /oauth2/register:
            post:
              security: []
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        client_name:
                          type: string
                        redirect_uris:
                          type: array
                        grant_types:
                          type: array
          /orders:
            post: {}
        components:
          securitySchemes:
            login:
              type: oauth2
              flows:
                clientCredentials:
                  tokenUrl: https://login.acme.io/token
                  scopes:
                    orders.read: Read orders
                    orders.write: Change orders
      `,
    ],
  },

  *check(api) {
    const scopes = new Set(api.securitySchemes.flatMap((scheme) => [...declaredScopes(scheme)]));
    if (scopes.size < 2) return;
    for (const operation of api.operations) {
      const field =
        isOpenRegistration(api, operation) && !areConsentedTo(api, operation)
          ? requestFields(operation).find(isScopes)
          : undefined;
      if (field === undefined) continue;
      yield {
        at: field.at,
        cause: "",
        places: [{ at: field.at, operation, witness: field.witness }],
        message: `${operation.id} needs no credential and lets the new client choose its scopes: "${field.name}"`,
        evidence: [`The other operations require ${scopes.size} scopes.`],
      };
    }
  },
};

/**
 * Whether each token needs a user, who sees what is asked for and grants it, and a client cannot choose otherwise: what it registers is
 * then no more than an upper limit. With its own credentials alone it gets what it has registered.
 */
function areConsentedTo({ securitySchemes }: AssessedApi, operation: Operation): boolean {
  if (requestFields(operation).some(({ text }) => text === "grant type")) return false;
  const flows = securitySchemes.flatMap((scheme) => scheme.flows.map(({ flow }) => flow));
  return flows.length > 0 && flows.every((flow) => flow === "authorizationCode" || flow === "implicit");
}

function isOpenRegistration(api: AssessedApi, operation: Operation): boolean {
  return (
    intentOf(operation) === "client-registration" &&
    operation.access === "anonymous" &&
    api.assessed(operation).admission === "anonymous" &&
    credentialHeader(operation.parameters) === undefined
  );
}

/** The member of RFC 7591, or how others write it: what is granted, and not what is only shown. */
function isScopes({ in: place, depth, text }: RequestField): boolean {
  return place === "body" && depth === 0 && /^(?:scope|allowed scope|requested scope|client scope)$/.test(text);
}
