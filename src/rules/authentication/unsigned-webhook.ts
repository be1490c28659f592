import { count, listed, prose, yaml } from "../../core/prose.ts";
import { wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import { placeOf, type Operation } from "../../model/api.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import type { Fault } from "../../operations/fault.ts";
import { takesCopies } from "../../operations/flows/replayed-messages.ts";
import { urlUseOf } from "../../operations/inputs/url-uses.ts";
import { namesReturned } from "../../operations/readers/returned-fields.ts";
import { requestFields } from "../../operations/request-fields.ts";
import type { Rule } from "../rule.ts";

/** Receivers cannot tell whether a message is real. */
export const unsignedWebhook: Rule = {
  id: "unsigned-webhook",
  title: "Webhook receiver cannot verify the sender",
  alsoKnownAs: ["webhook signature"],
  owasp: ["API10:2023", "API2:2023"],
  cwe: [345],
  asvs: ["V4.1.5"],
  confidence: "likely",

  rationale: prose`
    A webhook is a request from the internet. If requests are not signed, anyone who knows the receiver's URL can send a forged one, and
    the receiver acts on a payment or consent that never happened.
  `,
  exploit: prose`
    An attacker learns the URL of a receiver and posts a forged message to it, which says that a payment has arrived.
    The receiver has no signature to check and ships the goods. The money never arrives, and the logs of the real
    service show no such message.
  `,
  remediation: prose`
    Sign each message together with a timestamp, with a secret that is shared with this receiver only. Describe the
    header that carries the signature.
  `,

  examples: {
    bad: [
      yaml`
        openapi: 3.1.0
        webhooks:
          paymentReceived:
            post: # ✗
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        paymentId:
                          type: string
      `,
    ],
    good: [
      yaml`
        openapi: 3.1.0
        webhooks:
          paymentReceived:
            post:
              parameters:
                - name: Webhook-Signature
                  in: header
                  schema:
                    type: string
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        paymentId:
                          type: string
      `,
    ],
  },

  *check(api) {
    yield* copiedFaults(api);
    // One sentence about signatures in the description of the API speaks for all of its webhooks.
    if (SIGNED.test(api.info.description ?? "")) return;
    const operations = api.operations.filter((operation) => operation.operationKind !== "path" && !isSigned(operation));
    if (api.operations.every(({ operationKind }) => operationKind === "path")) yield* subscriptionFaults(api);
    if (operations.length === 0) return;
    const acted = operations.filter(isActedOn);
    yield {
      at: placeOf(operations[0]!),
      cause: "",
      aggravations:
        acted.length === 0
          ? []
          : [
              `${listed(
                acted.map(({ id }) => id),
                2,
              )} ${acted.length === 1 ? "says" : "say"} that money moved or an approval was given; receivers act on a forged message`,
            ],
      places: operations.map((operation) => ({ at: placeOf(operation), operation })),
      message:
        operations.length === 1
          ? `${operations[0]!.id} is sent without a signature`
          : `${count(operations.length, "message")} are sent without a signature`,
    };
  },
};

/** Subscriptions with an address to call, where nothing in the request, the response or a text proves who calls it. */
function* subscriptionFaults(api: AssessedApi): Generator<Fault> {
  if (api.operations.some(isSaidProven)) return;
  const found = api.operations.flatMap((operation) => {
    if (operation.method !== "POST" && operation.method !== "PUT") return [];
    const fields = requestFields(operation);
    const field = fields.find((one) => urlUseOf(one, operation) === "webhook");
    if (field === undefined || fields.some(({ words }) => provesSender(words, operation))) return [];
    const isAnswered = [...namesReturned(operation)].some((name) => provesSender(wordsOf(name), operation));
    return isAnswered ? [] : [{ operation, field }];
  });
  if (found.length === 0) return;
  yield {
    at: found[0]!.field.at,
    cause: "subscription",
    title: "Subscription without a secret: messages are sent unsigned",
    places: found.map(({ operation, field }) => ({ at: field.at, operation, witness: field.witness })),
    message: `${listed(
      [...new Set(found.map(({ operation }) => operation.id))],
      3,
    )} ${found.length === 1 ? "registers" : "register"} an address that is called, and nothing lets the receiver verify who calls it`,
  };
}

/** Whether a name is that of a secret, a signature or a credential with which messages are sent. */
function provesSender(words: readonly string[], { lexicon }: Operation): boolean {
  return PROVING.some((concept) => lexicon.has(words, concept));
}

const PROVING = ["secret-word", "proof-of-sender", "password", "log-in-secret"] as const;

/** Whether the text of an operation says how messages are proven. */
function isSaidProven({ summary = "", description = "", lexicon }: Operation): boolean {
  return [summary, description].some((text) => lexicon.has(wordsInOrder(text.slice(0, LIMIT)), "proof-of-sender"));
}

/** So much of a text is looked at. */
const LIMIT = 3000;

/** Signed messages that move money and can be sent again. */
function* copiedFaults(api: AssessedApi): Generator<Fault> {
  const found = api.operations.filter(
    (operation) => takesCopies(operation) && api.assessed(operation).judgedAs !== "private",
  );
  if (found.length > 0)
    yield {
      at: placeOf(found[0]!),
      cause: "replay",
      title: "Signed message can be replayed",
      exploit: "An attacker records one signed message and posts it again, as often as they like.",
      rationale: COPIES,
      remediation: KNOWN_AGAIN,
      places: found.map((operation) => ({ at: placeOf(operation), operation })),
      message: `${listed(
        found.map(({ id }) => id),
        3,
      )} ${found.length === 1 ? "accepts" : "accept"} signed messages without a timestamp or nonce: a copy is accepted again`,
    };
}

const COPIES = prose`
  A signature proves who wrote a message, not that the message is new. Anyone who has recorded one, and the sender too,
  can send it again (replay): an amount is credited twice.
`;
const KNOWN_AGAIN = prose`
  Sign a timestamp and a nonce, or a sequence number, with the message. Reject messages that are older than a few minutes
  or were received before.
`;

/** Whether a message says that money came or went, or that somebody approved or verified something: what follows cannot be taken back. */
function isActedOn({ path, operationId = "", summary = "", lexicon }: Operation): boolean {
  return [path, operationId, summary].some((text) => {
    const words = wordsInOrder(text).flatMap(wordsOf);
    return (
      words.some((word) => lexicon.is(word, "money-record")) && words.some((word) => lexicon.is(word, "money-moved"))
    );
  });
}

const SIGNED = /\b(?:signature|signed|signing secret|hmac)\b/i;

/** Whether a message proves where it comes from: by a header, a requirement of its own, or as its text says. */
function isSigned(operation: Operation): boolean {
  return (
    operation.parameters.some(
      ({ in: place, name }) => place === "header" && /sign|hmac|hash|authorization|token|secret|x-hub/i.test(name),
    ) ||
    Object.hasOwn(Object(operation.node.value) as object, "security") ||
    SIGNED.test(`${operation.description ?? ""} ${operation.summary ?? ""} ${operation.pathItem.description ?? ""}`)
  );
}
