import { prose, yaml } from "../../core/prose.ts";
import { narrowerCopyFix } from "../../operations/fixes/narrower-copy.ts";
import type { Rule } from "../rule.ts";
import { faultsOver, isDirectPrincipal } from "../../operations/readers/over-ceiling.ts";

/** Other people's data can be read by asking for it. */
export const bolaOtherUsersData: Rule = {
  id: "bola-other-users-data",
  title: "Callers can read other people's data (BOLA)",
  alsoKnownAs: ["BOLA", "IDOR", "broken object level authorization", "insecure direct object reference"],
  owasp: ["API1:2023", "API3:2023"],
  cwe: [639, 359],
  asvs: ["V8.2.2", "V8.2.3"],
  confidence: "likely",
  isAsSureAsFields: true,

  rationale: prose`
    The request says whose data to return. Authentication shows who the caller is, not that the data is theirs. IDs
    leak, can be guessed or appear in other responses, so a script can collect everyone's data.
  `,
  exploit: prose`
    An attacker logs in with their own account, replaces the ID in the path with another user's ID, and gets that user's
    record. IDs are enumerated, collected from other responses or taken from a leaked list. Overnight, a script collects
    everyone's name, address and whatever else the record contains.
  `,
  remediation: prose`
    Return to others only what people agreed to share. Check this on the server for each object. Use a separate operation (such as /me) for the caller's own data. For the profile that others see, use a
    separate schema without the private fields.
  `,

  fixes: [narrowerCopyFix],

  examples: {
    bad: [
      yaml`
        servers:
          - url: https://api.acme.io
        security:
          - token: []
        paths:
          /accounts:
            post:
              security: []
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        email:
                          type: string
                        password:
                          type: string
          /me:
            get:
              responses:
                "200":
                  description: The caller.
                  content:
                    application/json:
                      schema:
                        $ref: "#/components/schemas/User"
          /users/{id}:
            get:
              responses:
                "200":
                  description: The user.
                  content:
                    application/json:
                      schema:
                        $ref: "#/components/schemas/User"
        components:
          schemas:
            User:
              properties:
                id:
                  type: string
                email: # ✗
                  type: string
          securitySchemes:
            token:
              type: http
              scheme: bearer
      `,
    ],
    good: [
      yaml`
        servers:
          - url: https://api.acme.io
        security:
          - token: []
        paths:
          /accounts:
            post:
              security: []
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        email:
                          type: string
                        password:
                          type: string
          /users/{id}:
            get:
              responses:
                "200":
                  description: The user.
                  content:
                    application/json:
                      schema:
                        properties:
                          id:
                            type: string
                          badges:
                            type: integer
          /me:
            get:
              responses:
                "200":
                  description: The caller.
                  content:
                    application/json:
                      schema:
                        $ref: "#/components/schemas/User"
        components:
          schemas:
            User:
              properties:
                id:
                  type: string
                email:
                  type: string
          securitySchemes:
            token:
              type: http
              scheme: bearer
      `,
    ],
  },

  check: (api) => faultsOver(api, (flow) => isDirectPrincipal(flow) && flow.subject !== "collection", "other people's"),
};
