import { CREDENTIAL_OF_OTHERS } from "../../core/others-data.ts";
import { prose, quoted, yaml } from "../../core/prose.ts";
import { grouped } from "../../core/grouped.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import { logInsInside } from "../../operations/admitted-effects.ts";
import type { Fault } from "../../operations/fault.ts";
import { quotedSentence } from "../../operations/quoted-sentences.ts";
import type { Rule } from "../rule.ts";
import { listedTokens } from "../../operations/readers/listed-tokens.ts";
import { credentialFaults } from "../../operations/readers/over-ceiling.ts";
import { unreturnedFix, writeOnlyFix } from "../../operations/fixes/known-fixes.ts";

/** A credential is handed out to those whom it was not made for. */
export const credentialInResponse: Rule = {
  id: "credential-in-response",
  title: CREDENTIAL_OF_OTHERS,
  owasp: ["API3:2023", "API2:2023"],
  cwe: [522, 213],
  asvs: ["V8.2.3", "V15.3.1"],
  confidence: "likely",
  isAsSureAsFields: true,

  rationale: prose`
    Anyone who reads a password, token or key can act as its owner, here and wherever else it is used. A credential
    belongs in one response only: the one that creates it, to the caller it is issued to.
  `,
  exploit: prose`
    An attacker reads the response like any other caller and finds another user's password hash, API key or token. With
    it, the attacker logs in as that user, here and wherever the same password or key is used. The logs look normal,
    because each call carries a valid credential.
  `,
  remediation: prose`
    Remove stored credentials from the response. Show a key once, when it is created, and later only its last characters
    or an identifier. Mark the field writeOnly if the client sends it.
  `,
  fixes: [writeOnlyFix, unreturnedFix],

  examples: {
    bad: [
      yaml`
        servers:
          - url: https://api.acme.io
        security:
          - token: []
        paths:
          /users:
            get:
              security: []
              responses:
                "200":
                  description: All users.
                  content:
                    application/json:
                      schema:
                        type: array
                        items:
                          $ref: "#/components/schemas/User"
        components:
          schemas:
            User:
              properties:
                id:
                  type: string
                password: # ✗
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
          /users:
            get:
              responses:
                "200":
                  description: All users.
                  content:
                    application/json:
                      schema:
                        type: array
                        items:
                          $ref: "#/components/schemas/User"
        components:
          schemas:
            User:
              properties:
                id:
                  type: string
                password:
                  type: string
                  writeOnly: true
          securitySchemes:
            token:
              type: http
              scheme: bearer
      `,
      yaml`
        servers:
          - url: https://api.acme.io
        security:
          - token: []
        paths:
          /sessions:
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
              responses:
                "200":
                  description: A session.
                  content:
                    application/json:
                      schema:
                        properties:
                          accessToken:
                            type: string
          /users/{id}:
            get:
              responses:
                "200":
                  description: A user.
                  content:
                    application/json:
                      schema:
                        properties:
                          hasPassword:
                            type: boolean
                          password:
                            type: string
                            writeOnly: true
        components:
          securitySchemes:
            token:
              type: http
              scheme: bearer
      `,
    ],
  },

  *check(api) {
    yield* credentialFaults(api);
    yield* insideOfValues(api);
    yield* listedTokens(api);
  },
};

/** Log-ins within other values, by their texts: the address of a camera with the log-in of the fleet in it. */
function* insideOfValues(api: AssessedApi): Generator<Fault> {
  const found = api.operations.flatMap((operation) =>
    operation.operationKind === "path" && api.assessed(operation).judgedAs !== "private"
      ? logInsInside(operation).map((inside) => ({ operation, inside }))
      : [],
  );
  for (const [, spots] of grouped(found, ({ inside }) => inside.sentence)) {
    const { operation, inside } = spots[0]!;
    yield {
      at: inside.at,
      cause: `inside ${inside.name}`,
      title: "A value that is returned has a log-in in it",
      places: spots.map((spot) => ({ at: spot.inside.at, operation: spot.operation, witness: spot.inside.witness })),
      message: `${quoted(inside.name)} of ${operation.id} has a log-in in it: ${quotedSentence(inside.sentence)}`,
    };
  }
}
