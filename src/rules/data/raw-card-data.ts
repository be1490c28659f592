import { grouped } from "../../core/grouped.ts";
import { listed, prose, quoted, yaml } from "../../core/prose.ts";
import { cardData, type CardData } from "../../data/search/card-data.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import { isSaidOnRequest } from "../../data/classify/said-of-value.ts";
import { targetOf } from "../../model/schema.ts";
import { fixedSegments } from "../../exposure/words.ts";
import { placeOf, type Operation } from "../../model/api.ts";
import type { Rule } from "../rule.ts";
import type { FaultPlace } from "../../operations/fault.ts";

/** Whole card numbers or their codes go in or out. */
export const rawCardData: Rule = {
  id: "raw-card-data",
  title: "Full card number or security code in requests or responses",
  alsoKnownAs: ["PCI DSS"],
  owasp: ["API3:2023", "API8:2023"],
  cwe: [312, 359],
  asvs: ["V14.2.6"],
  confidence: "likely",

  rationale: prose`
    Whoever has the number and the code of a card can pay with it. The code may not even be kept once a payment is
    authorised (PCI DSS 4.0, requirement 3.3), and a service that takes the number itself brings everything that it
    passes through, gateways, logs and traces, under that standard.
  `,
  exploit: prose`
    An attacker gets into a log, a trace or a backup of any system that the request passes. Whole card numbers with
    their codes stand there, ready to pay with. The cards are used within hours, and the company answers to the card
    schemes for each of them.
  `,
  remediation: prose`
    Let the payment provider's own form take the card, and work with its token. Show the last four digits. Whoever
    issues cards shows number and code by a channel of its own, after the person has confirmed who they are.
  `,

  examples: {
    bad: [
      yaml`
        servers:
          - url: https://api.acme.io
        security:
          - token: []
        paths:
          /payments:
            post:
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        amount:
                          type: integer
                        cardNumber: # ✗
                          type: string
              responses:
                "200":
                  description: Paid.
                  content:
                    application/json:
                      schema:
                        properties:
                          cvv: # ✗
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
        servers:
          - url: https://api.acme.io
        security:
          - token: []
        paths:
          /payments:
            post:
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        amount:
                          type: integer
                        paymentMethodToken:
                          type: string
                        giftCardNumber:
                          type: string
              responses:
                "200":
                  description: Paid.
                  content:
                    application/json:
                      schema:
                        properties:
                          cardNumber:
                            type: string
                            example: "**** **** **** 4242"
        components:
          securitySchemes:
            token:
              type: http
              scheme: bearer
      `,
    ],
  },

  *check(api) {
    const spots = api.operations
      .filter(({ operationKind }) => operationKind === "path")
      .flatMap((operation) => [...cardsIn(api, operation)]);
    const takesTokens = api.operations.some(({ path }) => fixedSegments(path).some((segment) => TOKENS.test(segment)));
    for (const [kind, group] of grouped(spots, (spot) => spot.kind)) {
      const names = [...new Set(group.map(({ name }) => quoted(name)))];
      const operations = [...new Set(group.map(({ operation }) => operation.id))];
      const isSent = kind === "sent";
      yield {
        at: group[0]!.at,
        cause: kind,
        places: group,
        message: `${listed(names, 3)} ${names.length === 1 ? "carries" : "carry"} ${WORDS[kind]} ${isSent ? "into" : "out of"} ${listed(operations, 3)}`,
        mitigations: isSent && takesTokens ? ["tokens are offered as well"] : [],
      };
    }
  },
};

type Kind = "sent" | CardData;

const WORDS: Readonly<Record<Kind, string>> = {
  sent: "whole cards",
  number: "whole card numbers",
  code: "the codes of cards",
  details: "the details of cards",
};

/** What a provider calls the way around the number. */
const TOKENS = /^(?:tokens?|tokeni[sz]e|tokeni[sz]ation|payment[-_]?methods?|setup[-_]?intents?|client[-_]?tokens?)$/;

interface Card extends FaultPlace {
  readonly operation: Operation;
  readonly kind: Kind;
  readonly name: string;
}

function* cardsIn(api: AssessedApi, operation: Operation): Generator<Card> {
  const search = cardData(api);
  const seen = new Set<string>();
  for (const media of operation.requestBody?.content ?? []) {
    for (const { name, schema, way, sign } of search(media, "write")) {
      if (sign === "details" || seen.has(way)) continue;
      seen.add(way);
      yield { at: placeOf(schema), operation, witness: `request ${way}`, kind: "sent", name };
    }
  }
  seen.clear();
  for (const { statusClass, content } of operation.responses) {
    if (statusClass !== "2xx") continue;
    for (const media of content) {
      for (const { name, schema, way, sign } of search(media, "read")) {
        if (seen.has(way) || isSaidOnRequest(schema.description ?? targetOf(schema).description)) continue;
        seen.add(way);
        yield { at: placeOf(schema), operation, witness: `2xx ${way}`, kind: sign, name };
      }
    }
  }
}
