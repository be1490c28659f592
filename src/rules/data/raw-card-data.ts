import { onlyGenerates } from "../../exposure/made-up-people.ts";
import { wordsOf } from "../../lexicon/name-tokens.ts";
import { grouped } from "../../core/grouped.ts";
import { listed, prose, quoted, yaml } from "../../core/prose.ts";
import { cardData, hasPaymentBeside, isSaidOfOtherCard, type CardData } from "../../data/search/card-data.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import { isSaidOnRequest } from "../../data/classify/said-of-value.ts";
import { targetOf } from "../../model/schema.ts";
import { fixedSegments } from "../../exposure/words.ts";
import { placeOf, type Operation } from "../../model/api.ts";
import { isPaymentProvider } from "../../operations/payment-provider.ts";
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
    Anyone with a card's number and code can pay with it. The code must not be kept once a payment is authorized
    (PCI DSS 4.0, requirement 3.3). In a service that accepts card numbers, every gateway, log and trace that these
    numbers pass through comes into the scope of PCI DSS.
  `,
  exploit: prose`
    An attacker gets access to a log, a trace or a backup of any system that handles the request. It contains full
    card numbers and security codes, which are enough to pay with. The cards are used within hours, and the company
    is liable to the card schemes for each of them.
  `,
  remediation: prose`
    Let the payment provider's own form take the card, and use its token. Show only the last four digits. If you issue
    cards, show number and code through a separate channel, after the person has authenticated.
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
    // What is made up for trying things out belongs to nobody.
    if (api.lexicon.has(wordsOf(api.info.title ?? ""), "test-card") || onlyGenerates(api.operations)) return;
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
        message: `${listed(names, 3)} ${names.length === 1 ? "carries" : "carry"} ${WORDS[kind]} ${isSent ? "in requests to" : "in responses of"} ${listed(operations, 3)}`,
        mitigations: [
          ...(isSent && takesTokens ? ["the API also offers tokens"] : []),
          ...(isSent && isPaymentProvider(api)
            ? ["the purpose of the API is to process card payments for merchants"]
            : []),
        ],
      };
    }
  },
};

type Kind = "sent" | CardData;

const WORDS: Readonly<Record<Kind, string>> = {
  sent: "full card data",
  number: "full card numbers",
  code: "card security codes",
  details: "card details",
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
  const isOther = isAboutOtherCard(operation);
  const seen = new Set<string>();
  for (const media of operation.requestBody?.content ?? []) {
    for (const { name, schema, holder, way, sign } of search(media, "write")) {
      if (sign === "details" || seen.has(way)) continue;
      if (isOther && sign === "number" && !hasPaymentBeside(holder)) continue;
      seen.add(way);
      yield { at: placeOf(schema), operation, witness: `request ${way}`, kind: "sent", name };
    }
  }
  seen.clear();
  for (const { statusClass, content } of operation.responses) {
    if (statusClass !== "2xx") continue;
    for (const media of content) {
      for (const { name, schema, holder, way, sign } of search(media, "read")) {
        if (isOther && sign === "number" && !hasPaymentBeside(holder)) continue;
        if (seen.has(way) || isSaidOnRequest(schema.description ?? targetOf(schema).description)) continue;
        seen.add(way);
        yield { at: placeOf(schema), operation, witness: `2xx ${way}`, kind: sign, name };
      }
    }
  }
}

/** Whether an operation is about the card of a member, reader or passenger, by its path and by what is said of it. */
function isAboutOtherCard({ path, summary, description, lexicon }: Operation): boolean {
  return isSaidOfOtherCard([...fixedSegments(path), summary, description], lexicon);
}
