import { listed, prose, yaml } from "../../core/prose.ts";
import { wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import { endsIn } from "../../lexicon/phrases.ts";
import { placeOf, type Api, type Operation } from "../../model/api.ts";
import { actionOf } from "../../operations/candidates/action.ts";
import { movesMoney } from "../../operations/candidates/impact.ts";
import { nounOf, phraseOf } from "../../operations/candidates/nouns.ts";
import { resourceOf, resourcesOf } from "../../operations/candidates/resources.ts";
import { requestFields, segmentWords } from "../../operations/request-fields.ts";
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
    Accept an idempotency key from the client, in a header or field. Store it with the first result for at least a day,
    return that result for the same key and caller, and reject a request that has the same key but a different body.
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
      )} ${found.length === 1 ? "moves" : "move"} money or ${found.length === 1 ? "sends" : "send"} paid messages, and no idempotency key identifies a repeated request`,
    };
  },
};

/** Whether a request makes something that costs money each time, and has nothing by which a copy is known. */
function isDoneTwice(api: Api, operation: Operation): boolean {
  const { operationKind, method, path, summary = "", description = "", access } = operation;
  if (operationKind !== "path" || method !== "POST" || access !== "secured" || operation.requestBody === undefined)
    return false;
  const action = actionOf(operation);
  // What is captured or cancelled by its identifier is so once; each payment of a booking is one more.
  if (action.isReading || action.isBatch || (path.includes("{") && !isCollectionOfMoney(operation))) return false;
  const resource = resourcesOf(api).ofCollection(operation) ?? resourceOf("resource");
  if (!(movesMoney(operation, action, resource) && saysHowMuch(operation)) && !sendsMessage(operation)) return false;
  return !saysRepeatable(`${summary}. ${description}`, operation) && !hasKey(operation);
}

/** Whether a path ends in payments or the like that belong to what it names: `/bookings/{id}/payments`. */
function isCollectionOfMoney({ path, lexicon }: Operation): boolean {
  const last = /\/([^/{}]+)\/?$/.exec(path)?.[1] ?? "";
  // Of a singular there is one: `/bookings/{id}/payment`.
  return nounOf(last) !== phraseOf(last) && endsIn(wordsOf(last), lexicon, "money-record");
}

/** Whether an amount or its currency is in the request: what moves money without one moves what is fixed elsewhere. */
function saysHowMuch(operation: Operation): boolean {
  const { lexicon } = operation;
  return requestFields(operation).some(
    ({ in: way, words }) => way === "body" && words.some((word) => lexicon.is(word, "how-much-money")),
  );
}

/** Whether a text message is what is sent, to somebody whom the request names. */
function sendsMessage(operation: Operation): boolean {
  const { lexicon } = operation;
  return (
    segmentWords(operation).some((words) => lexicon.has(words, "text-message")) &&
    requestFields(operation).some(
      ({ in: way, words }) =>
        way === "body" && (lexicon.has(words, "message-recipient") || lexicon.has(words, "number")),
    )
  );
}

/** Whether the client gives a request a name of its own, by which its copy is known: a key, or a reference that is unique. */
function hasKey(operation: Operation): boolean {
  const { lexicon } = operation;
  return requestFields(operation).some(
    ({ words, description }) =>
      lexicon.has(words, "repeat-key") ||
      (lexicon.is(words.at(-1) ?? "", "object-reference") && lexicon.has(wordsInOrder(description), "said-unique")),
  );
}

/** Whether a text says what becomes of a request that comes again. */
function saysRepeatable(text: string, { lexicon }: Pick<Api, "lexicon">): boolean {
  return lexicon.has(wordsInOrder(text.slice(0, MOST_TEXT)), "repeated-request");
}

const MOST_TEXT = 20_000;
