import { listed, prose, quoted, yaml } from "../../core/prose.ts";
import { placeOf } from "../../model/api.ts";
import { unvettedRegistrationsIn } from "../../operations/flows/unvetted-registrations.ts";
import { quotedSentence } from "../../operations/quoted-sentences.ts";
import type { Rule } from "../rule.ts";

/** Strangers get access by stating who they are, and the texts say that nobody looks. */
export const unvettedRegistration: Rule = {
  id: "unvetted-registration",
  title: "Registration does not verify a claimed membership or role",
  alsoKnownAs: ["open registration", "unverified sign-up", "self-registration"],
  owasp: ["API2:2023", "API6:2023"],
  cwe: [287, 1390],
  asvs: [],
  confidence: "likely",

  rationale: prose`
    A licence number, an organization or a shared code shows only who a person claims to be. If access is granted at
    once, nobody checks the claim in the organization's records or with the organization. What is meant for members is then open
    to everyone.
  `,
  exploit: prose`
    An attacker registers with the number of a real member, found on a letter or in a public register, and with the
    attacker's own e-mail address. Access is granted a moment later. The attacker can then do everything that this
    member may do.
  `,
  remediation: prose`
    Grant access only after the claim is confirmed. The organization can approve the claim, look it up in its own
    records and send a letter to the address on file, or require an electronic identity. Until then, give the account no rights. Give each
    invitation its own code that works once and expires.
  `,

  examples: {
    bad: [
      yaml`
        security:
          - token: []
        paths:
          /members:
            post: # ✗
              summary: Join
              description: Access is granted immediately after registration.
              security: []
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        email:
                          type: string
                        licenceNumber: # ✗
                          type: string
          /records:
            get:
              responses:
                "200":
                  description: Records.
        components:
          securitySchemes:
            token:
              type: http
              scheme: bearer
      `,
    ],
    good: [
      yaml`
        security:
          - token: []
        paths:
          /members:
            post:
              summary: Join
              description: Access is granted after the chamber has approved the registration.
              security: []
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        email:
                          type: string
                        licenceNumber:
                          type: string
          /records:
            get:
              responses:
                "200":
                  description: Records.
        components:
          securitySchemes:
            token:
              type: http
              scheme: bearer
      `,
      yaml`
        security:
          - token: []
        paths:
          /members:
            post:
              summary: Sign up
              description: The account is active immediately after registration.
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
          /records:
            get:
              responses:
                "200":
                  description: Records.
        components:
          securitySchemes:
            token:
              type: http
              scheme: bearer
      `,
    ],
  },

  *check(api) {
    const found = unvettedRegistrationsIn(api).filter(
      ({ operation }) => api.assessed(operation).judgedAs !== "private",
    );
    if (found.length === 0) return;
    const [first] = found;
    yield {
      at: placeOf(first!.operation),
      cause: "",
      places: found.flatMap(({ operation, claims }) => [
        { at: placeOf(operation), operation },
        ...claims.map(({ at, witness }) => ({ at, operation, witness })),
      ]),
      message: `${listed(
        found.map(({ operation }) => operation.id),
        3,
      )} ${found.length === 1 ? "gives" : "give"} access to anyone who enters ${listed(
        [...new Set(found.flatMap(({ claims }) => claims.map(({ name }) => quoted(name))))],
        3,
      )}: ${quotedSentence(first!.sentence)}`,
    };
  },
};
