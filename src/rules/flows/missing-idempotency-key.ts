import { listed, prose, yaml } from "../../core/prose.ts";
import { placeOf, type Operation } from "../../model/api.ts";
import { isDoneTwice, saysRepeatable, sendsMessage } from "../../operations/done-twice.ts";
import type { Rule } from "../rule.ts";

/** A request that moves money or sends a message, and that nothing tells from its repetition. */
export const missingIdempotencyKey: Rule = {
  id: "missing-idempotency-key",
  title: "Repeated request may take effect twice (no idempotency key)",
  alsoKnownAs: ["idempotency", "replay", "double spending", "duplicate payment"],
  owasp: ["API6:2023"],
  cwe: [837],
  asvs: ["V2.3.2"],
  confidence: "likely",

  rationale: prose`
    Responses get lost, and clients repeat requests. Without an idempotency key, the service cannot tell that a request is
    repeated: a payment is made twice, or a message is sent and charged twice.
  `,
  exploit: prose`
    An attacker repeats a captured or interrupted request, or sends it several times at once. The service treats each
    one as new. The victim pays twice, or the attacker is paid twice.
  `,
  remediation: prose`
    Accept an idempotency key in a header or field. Store the key with the first result for at least a
    day, and return that result for the same key and caller. Reject a request that has the same key but a different body.
  `,

  examples: {
    bad: [
      yaml`
        security:
          - token: []
        paths:
          /payouts:
            post: # ✗
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        amount:
                          type: integer
                          minimum: 1
                        recipient:
                          type: string
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
          /payouts:
            post:
              parameters:
                - name: Idempotency-Key
                  in: header
                  required: true
                  schema:
                    type: string
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        amount:
                          type: integer
                          minimum: 1
                        recipient:
                          type: string
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
          /payments/{id}/cancel:
            post:
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        reason:
                          type: string
        components:
          securitySchemes:
            token:
              type: http
              scheme: bearer
      `,
    ],
  },

  *check(api) {
    if (saysRepeatable(api.info.description ?? "", api)) return;
    const found = api.operations.filter(
      (operation) => api.assessed(operation).judgedAs !== "private" && isDoneTwice(api, operation),
    );
    if (found.length === 0) return;
    yield {
      at: placeOf(found[0]!),
      cause: "",
      places: found.map((operation) => ({ at: placeOf(operation), operation })),
      message: `${listed(
        found.map(({ id }) => id),
        3,
      )} ${doneTwice(found)}, and no idempotency key identifies a repeated request`,
    };
  },
};

/** What operations do once more: `moves money`, `send paid messages`. */
function doneTwice(found: readonly Operation[]): string {
  const [one, many] = found.every(sendsMessage)
    ? ["sends a paid message", "send paid messages"]
    : found.some(sendsMessage)
      ? ["moves money or sends paid messages", "move money or send paid messages"]
      : ["moves money", "move money"];
  return found.length === 1 ? one : many;
}
