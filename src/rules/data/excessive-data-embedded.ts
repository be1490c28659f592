import { prose, yaml } from "../../core/prose.ts";
import type { Rule } from "../rule.ts";
import { faultsOver, isEmbeddedPrincipal } from "../../operations/readers/over-ceiling.ts";

/** Personal data travels along inside other data. */
export const excessiveDataEmbedded: Rule = {
  id: "excessive-data-embedded",
  title: "Personal data is embedded in a response about another subject",
  alsoKnownAs: ["excessive data exposure", "BOPLA"],
  owasp: ["API3:2023"],
  cwe: [213, 359],
  asvs: ["V15.3.1", "V14.2.6"],
  confidence: "likely",
  isAsSureAsFields: true,

  rationale: prose`
    An object that everyone may see, such as a post, a review or a ride, contains the full record of the person behind
    it. The leak is easy to overlook, and a list of posts becomes a list of people.
  `,
  exploit: prose`
    An attacker reads a list of posts, reviews or rides that everyone may see, and keeps only the embedded authors. The
    result is a list of people with their addresses, numbers or locations. This goes unnoticed, because reading posts is
    normal use of the API.
  `,
  remediation: prose`
    Embed only what the person chose to show. Define a separate schema for this.
  `,

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
          /posts:
            get:
              responses:
                "200":
                  description: The posts.
                  content:
                    application/json:
                      schema:
                        type: array
                        items:
                          $ref: "#/components/schemas/Post"
        components:
          schemas:
            Post:
              properties:
                id:
                  type: string
                title:
                  type: string
                author:
                  $ref: "#/components/schemas/User"
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
          /posts:
            get:
              responses:
                "200":
                  description: The posts.
                  content:
                    application/json:
                      schema:
                        type: array
                        items:
                          properties:
                            id:
                              type: string
                            title:
                              type: string
                            author:
                              properties:
                                id:
                                  type: string
                                name:
                                  type: string
        components:
          securitySchemes:
            token:
              type: http
              scheme: bearer
      `,
    ],
  },

  check: (api) => faultsOver(api, isEmbeddedPrincipal, "other people's"),
};
