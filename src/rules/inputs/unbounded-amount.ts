import { count, listed, prose, quoted, yaml } from "../../core/prose.ts";
import type { Operation } from "../../model/api.ts";
import { isAdministration } from "../../exposure/administration.ts";
import type { Rule } from "../rule.ts";
import {
  isNumber,
  isText,
  requestFields,
  says,
  segmentWords,
  type RequestField,
} from "../../operations/request-fields.ts";

/** A number that moves money or goods may be negative. */
export const unboundedAmount: Rule = {
  id: "unbounded-amount",
  title: "An amount may be negative",
  alsoKnownAs: ["business logic abuse", "negative amount"],
  owasp: ["API6:2023"],
  cwe: [1284],
  asvs: ["V2.2.1", "V2.3.2"],
  confidence: "likely",

  rationale: prose`
    Where money or goods move, a number without a smallest value turns the flow around: minus three of an article is a
    refund, a transfer of a negative amount takes from the other account. Without a largest value, one call empties a
    stock, or sets a limit that nobody granted.
  `,
  exploit: prose`
    An attacker orders minus ten of an article, or transfers a negative amount. The total is subtracted with its sign,
    so that the account is credited in place of charged. The attacker pays the balance out before the books are closed.
  `,
  remediation: prose`
    Give the number a minimum, and a maximum where the business has one, and refuse the rest before anything is booked.
    A price is the server's to know, not the buyer's to send.
  `,

  examples: {
    bad: [
      yaml`
        paths:
          /shop/orders:
            post:
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        lines:
                          type: array
                          items:
                            properties:
                              product_id:
                                type: integer
                              quantity: # ✗
                                type: integer
          /transfer:
            post:
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        to_account:
                          type: string
                        amount: # ✗
                          type: number
      `,
    ],
    good: [
      yaml`
        paths:
          /shop/orders:
            post:
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        lines:
                          type: array
                          items:
                            properties:
                              product_id:
                                type: integer
                              quantity:
                                type: integer
                                minimum: 1
                                maximum: 100
          /transfer:
            post:
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        to_account:
                          type: string
                        amount:
                          type: number
                          exclusiveMinimum: 0
                          maximum: 10000
      `,
      yaml`
        paths:
          /shop/orders:
            get:
              parameters:
                - name: amount_min
                  in: query
                  schema:
                    type: number
            post:
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        quantity:
                          type: integer
                          minimum: 1
                        total:
                          type: number
                          readOnly: true
          /products:
            post:
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        price:
                          type: number
                        quantity:
                          type: integer
      `,
    ],
  },

  *check(api) {
    const spots = api.operations.flatMap((operation) =>
      requestFields(operation)
        .filter((field) => isAmount(field, operation) && (isNumber(field) ? !hasLeast(field) : takesMinus(field)))
        .map(({ name, at, witness }) => ({ name, at, operation, witness })),
    );
    if (spots.length === 0) return;
    const [first] = spots;
    const named = [...new Set(spots.map(({ name }) => quoted(name)))];
    const operations = new Set(spots.map(({ operation }) => operation));
    yield {
      at: first!.at,
      cause: "",
      places: spots.map(({ at, operation, witness }) => ({ at, operation, witness })),
      message: `${listed(named)} of ${operations.size === 1 ? first!.operation.id : count(operations.size, "operation")} ${
        named.length === 1 ? "has" : "have"
      } no smallest value`,
    };
  },
};

/** What may have a limit that is granted. */
const GRANTED = new Set(["card", "loan", "overdraft", "credit"]);
/** Segments behind which nothing moves: what was set up for it, and what asks for reports. */
const SETTINGS =
  /\b(?:pay (?:item|run|slip|template|rate)|payroll|bank transaction|setting|config|configuration|rule|policy|method|schedule|report|search|query|filter|export|template|type|tax|calculate|estimate|quote|simulate|simulation|preview|webhook|note|comment|metadata|attachment|risk|validate|list|status|shipment|shipping|fulfillment|fulfilment|coupon|sandbox|test|simulator)\b/;

const AMOUNT =
  /^(?:(?:transfer|payment|order|total|charge|loan|withdrawal|withdraw|deposit|refund|purchase|transaction|requested|request|item|product|bid|bet|tip|donation|pay|paid|send|credit|money|cash|principal|gross|net|invoice|fiat|crypto|principle|redeem|payout|sell|buy|swap|stake|from|source|ticket|seat|top up|topup|gift|offer|offered|agreed|cash out|cashout|claim|claimed|settlement|rental|booking|repayment|initial|custom|partial|new) )*(?:(?:amount|quantity|qty|sum|share|value|point|stake|tip|credit|donation|payout|refund|withdrawal|deposit|bid|bet|wager|pledge|unit|piece|count|lot|copy|night|seat|ticket|spot|place|slot|pax|participant|passenger|guest|person|adult|child|room|portion|pack|betrag|menge|anzahl|stueckzahl|monto|cantidad|unidad|montant|quantite|nombre|importe|quantidade|unidade|valor|quantia)(?: (?:in )?(?:cent|minor|minor unit|pence|penny|euro?|usd|gbp|chf|dollar|wei|gwei|sat|satoshi))?|(?:in )?(?:cent|minor unit|pence|satoshi|wei))$/;
/** What only the buyer's own order should not say. */
const PRICE =
  /^(?:(?:unit|item|product|total|order|sale|purchase|final|ticket|booking|agreed|offered) )*(?:price|fare|fee|cost)(?: (?:cent|minor|pence))?$|^(?:grand |order |cart |sub ?)?total(?: (?:price|cost|cent|minor|due))?$|^amount due$/;
const BUYS = new Set(["order", "cart", "basket", "checkout", "purchase", "booking", "reservation", "rental"]);
const LIMIT = /^(?:(?:card|credit|loan|spending|spend|daily|monthly|overdraft|transaction|withdrawal) )+limit$/;
/** What moves money wherever it stands, since its unit is that of money. */
const IN_MONEY =
  /^(?:(?:\w+ )?(?:amount|refund|payout|tip|bid|stake|deposit|withdrawal|transfer|donation|top up|topup|cashback|betrag|spende|montant|monto|valor)) (?:in )?(?:cent|minor|minor unit|pence|penny|satoshi|wei)$/;
const REPEATS =
  /^(?:(?:number|num|no|count|max) (?:of )?)?(?:repeat|repetition|retry)(?: (?:count|number|time|attempt))?$/;

function isAmount(field: RequestField, operation: Operation): boolean {
  if (operation.method === "GET" || operation.method === "HEAD" || operation.method === "DELETE") return false;
  if (field.isList || field.in === "header" || isAdministration(operation)) return false;
  if (/\bpag(?:ination|ing)\b/i.test(field.witness)) return false;
  const name = field.text;
  const segments = segmentWords(operation);
  const path = segments.map((words) => words.join(" ")).join(" ");
  if (REPEATS.test(name) && isAction(operation, segments)) return true;
  if (SETTINGS.test(path)) return false;
  const has = (words: ReadonlySet<string>): boolean =>
    segments.some((segment) => segment.some((word) => words.has(word)));
  if (LIMIT.test(name)) return has(GRANTED);
  if (IN_MONEY.test(name)) return true;
  if (!segments.some((segment) => operation.lexicon.has(segment, "moves-money-or-goods"))) return false;
  return AMOUNT.test(name) || (PRICE.test(name) && has(BUYS));
}

/** Whether a number that is written as a text may begin with a minus. */
function takesMinus(field: RequestField): boolean {
  return isText(field) && field.parts.some(({ pattern }) => /^\^?\(?(?:\?:)?(?:-|\[[+-]{1,2}\])\?/.test(pattern ?? ""));
}

/** What is done on a call, and not set up for later. */
const ACTIONS = /^(?:contact|send|notify|call|ping|invoke|trigger|message|request|fetch|submit|dispatch|test)$/;

function isAction({ method }: Operation, segments: readonly (readonly string[])[]): boolean {
  return method === "POST" && (segments.at(-1) ?? []).some((word) => ACTIONS.test(word));
}

/** Whether a smallest value is given: by a keyword, or by what the description says. */
function hasLeast(field: RequestField): boolean {
  return says(field, "minimum", "exclusiveMinimum", "enum", "const") || STATED.test(field.description);
}

const STATED =
  /\b(?:positive|non-?negative|negative|minimum|at least|min(?:\.|:)|no less than|not less than|between)\b|(?:>=?|≥) ?\d|\b(?:greater|larger|more|higher) than\b/i;
