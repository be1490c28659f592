import { grouped } from "../../core/grouped.ts";
import { listed, prose, quoted, yaml } from "../../core/prose.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import { isOwn } from "../../exposure/principals.ts";
import type { Operation } from "../../model/api.ts";
import { isAdministration } from "../../operations/administration.ts";
import { asksForWhatAllHave, isOrdinaryChange } from "../../operations/ordinary-changes.ts";
import { arePersons } from "../../operations/persons.ts";
import { requestFields, segmentWords, type RequestField } from "../../operations/request-fields.ts";
import { placesOrCarriers } from "../../operations/readers/wide-cause.ts";
import type { Rule } from "../rule.ts";
import type { FaultPlace } from "../../operations/fault.ts";
import { isForStrangers } from "../../operations/strangers.ts";

/** Callers can set what the service ought to decide. */
export const serverControlledField: Rule = {
  id: "server-controlled-field",
  title: "Callers can set what the service ought to decide",
  alsoKnownAs: ["mass assignment", "overposting"],
  owasp: ["API3:2023", "API6:2023"],
  cwe: [915],
  asvs: ["V15.3.3"],
  confidence: "likely",

  rationale: prose`
    Whether an order is paid, what the shop thinks of a product and when a record was made are results of what the
    service does. Where a request may name them, a caller pays by saying so, or writes history anew.
  `,
  exploit: prose`
    An attacker adds the status of a payment to an ordinary order and sets it to paid. The server stores what it got.
    The goods are sent, and no payment was ever made.
  `,
  remediation: prose`
    Mark such fields readOnly, or give requests a schema without them, and set them on the server.
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
                        createdAt: # ✗
                          type: string
                          format: date-time
          /orders/{id}:
            put:
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        quantity:
                          type: integer
                        paymentStatus: # ✗
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
          /orders/{id}:
            put:
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        quantity:
                          type: integer
                        paymentStatus:
                          type: string
                          readOnly: true
          /admin/orders/{id}:
            put:
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        paymentStatus:
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
    const spots = api.operations.flatMap((operation) => [...settableIn(api, operation)]);
    for (const [cause, group] of grouped(spots, ({ kind, field }) =>
      kind === "kept" || kind === "price" ? kind : field.name,
    )) {
      const { at, kind } = group[0]!;
      const names = [...new Set(group.map(({ field }) => quoted(field.name)))];
      const operations = [...new Set(group.map(({ operation }) => operation))];
      const isOpen = operations.some((operation) =>
        ["anonymous", "self-registered"].includes(api.assessed(operation).admission),
      );
      yield {
        at,
        cause,
        ...placesOrCarriers(group.map((spot) => ({ at: spot.at, operation: spot.operation, witness: spot.witness }))),
        message: `${listed(names, 4)} can be set by whoever calls ${listed(
          operations.map(({ id }) => id),
          3,
        )}`,
        rationale: WHY[kind],
        mitigations: [
          ...(kind === "kept" ? ["it is bookkeeping", "many services take such fields and pay them no heed"] : []),
          ...(kind === "decided" && !isOpen && !operations.some((operation) => isByBuyers(api, operation))
            ? ["nothing says that strangers can make the call"]
            : []),
          ...(kind === "price" && !operations.some((operation) => isByBuyers(api, operation))
            ? ["nothing says that those who buy make the call"]
            : []),
        ],
      };
    }
  },
};

const WHY: Readonly<Record<Settable["kind"], string>> = {
  decided: prose`
    Whether an order is paid, or a customer was checked, is a result of what the service does. Where a request may name
    it, a caller pays, or is approved, by saying so.
  `,
  price: prose`
    What a thing costs is the service's to know. Where a request names it, a buyer pays what the buyer likes, and the
    server that adds it up agrees.
  `,
  internal: prose`
    What the service calls internal is what it thinks of a record, for its own use. Where a request may name it, a caller
    writes what those inside rely on.
  `,
  kept: prose`
    When and by whom a record was made or changed is bookkeeping that the service does. Where a request may name it, a
    caller can write history anew, and what is sorted, kept or proved by it is wrong.
  `,
};

interface Settable extends FaultPlace {
  readonly operation: Operation;
  readonly witness: string;
  readonly field: RequestField;
  /** What the business decides, what it asks for a thing, what it calls internal itself, or what is only written down. */
  readonly kind: "decided" | "price" | "internal" | "kept";
}

function* settableIn(api: AssessedApi, operation: Operation): Generator<Settable> {
  if (!["POST", "PUT", "PATCH"].includes(operation.method) || operation.operationKind !== "path") return;
  if (isAdministration(operation) || api.assessed(operation).judgedAs === "private") return;
  const isOfSales = segmentWords(operation).some((words) => SALES.test(words.at(-1) ?? ""));
  const isByPersons = arePersons(api) && isOrdinaryChange(api, operation);
  const isBuying = isByPersons && isBuy(operation);
  for (const field of requestFields(operation)) {
    if ((field.in !== "body" && field.in !== "query") || field.depth > 1) continue;
    const kind =
      kindOf(field, isOfSales) ??
      (isOfSales && isByPersons && isVerdict(field) ? "decided" : undefined) ??
      (isBuying && isPrice(field) ? "price" : undefined);
    if (kind !== undefined) yield { at: field.at, operation, witness: field.witness, field, kind };
  }
}

function kindOf(field: RequestField, isOfSales: boolean): Settable["kind"] | undefined {
  const text = field.text;
  if (INTERNAL.test(text)) return "internal";
  if (field.in === "query") return undefined;
  if (DECIDED.test(text) || (isOfSales && PAID.test(text))) return "decided";
  return KEPT.test(text) ? "kept" : undefined;
}

/**
 * Whether it is buyers who call: strangers who signed up, whoever has what most operations ask for, or persons who look
 * after what is their own.
 */
function isByBuyers(api: AssessedApi, operation: Operation): boolean {
  return isForStrangers(api, operation) || asksForWhatAllHave(api, operation) || api.operations.some(isOwn);
}

/** Whether a call buys, books, orders or pays for something, by the last of its path that is no parameter, and by what that stands in. */
function isBuy(operation: Operation): boolean {
  const [before = "", last = ""] = ["", ...segmentWords(operation).map((words) => words.join(" "))].slice(-2);
  return BOUGHT.test(last) || (PART.test(last) && BOUGHT.test(before));
}

const BOUGHT =
  /(?:^| )(?:order|booking|reservation|checkout|cart|basket|purchase|ride|trip|rental|stay|ticket|swap|exchange|conversion|payment|pay|buy|book|rent|hire|enrolment|enrollment|subscription|delivery|appointment|visit|tour|parking|loan|credit|mortgage|financing|charging session|bestellung|buchung|warenkorb|commande|panier|pedido|reserva|carrito|carrinho|compra)$/;
const PART = /^(?:line|item|line item|product|add|confirm|complete|place|submit|quote|extend|change|position|artikel)$/;

/** Whether a field says what something costs: not what a buyer is ready to pay, nor what a seller asks. */
function isPrice(field: RequestField): boolean {
  const name = field.words.join(" ");
  return (
    field.in === "body" &&
    !field.types.includes("boolean") &&
    !field.types.includes("object") &&
    !field.isList &&
    PRICES.test(name) &&
    !READY.test(name) &&
    !/\b(?:willing|limit|maximum|at most|offer|bid)\b/i.test(field.description)
  );
}

const PRICES =
  /(?:^| )(?:price|fare|fee|cost|premium|tariff|surge|surge (?:factor|multiplier|rate)|discount|discount (?:percent|percentage|rate|amount|factor)|exchange rate|quoted rate|agreed rate|interest rate|apr|annual rate|daily rate|nightly rate|hourly rate|price per \w+|subtotal|total|total (?:price|cost|due|amount|fare)|amount due|rent|deposit amount|preis|gebuehr|rabatt|gesamtpreis|prix|tarif|frais|precio|tarifa|descuento|preco|desconto)(?: (?:in )?(?:cent|minor|minor unit|pence|eur|euro|usd|gbp|chf|net|gross))*$|^rate$/;
const READY =
  /\b(?:max|min|maximum|minimum|limit|stop|target|bid|offer|gas|priority|strike|trigger|network|base fee|list|compare at|original|old|former|estimated|expected|insured|declared|take profit|average)\b/;

const INTERNAL = /^internal (?:status|state|flag|score|rating|price|level)$/;
const DECIDED =
  /^(?:(?:payment|refund|settlement|kyc|verification|approval|loan) status|(?:risk|credit|fraud|trust) score|credit limit)$/;
const PAID =
  /^(?:is |has been |fee |deposit |rent )?(?:paid|refunded|settled|fulfilled|captured|charged|waived|approved|verified|redeemed|checked in)(?: at| on| by)?$/;
const SALES =
  /^(?:order|payment|invoice|booking|reservation|checkout|bill|loan|cart|basket|purchase|ride|trip|charge|ticket|rental|lease|application|claim|enrolment|enrollment|withdrawal|payout|transfer|deposit|swap|appointment|registration|submission|grant|refund)$/;

/** Whether a field is a state that only the service may reach, by the values that it can have. */
function isVerdict(field: RequestField): boolean {
  return (
    field.in === "body" &&
    /^(?:(?:order|booking|application|claim|ticket|lease|loan|transfer|withdrawal|payout|approval|review) )?(?:status|state|decision|outcome|verdict|result)$/.test(
      field.words.join(" "),
    ) &&
    field.parts.some(({ enum: values }) =>
      (values ?? []).some((value) => typeof value === "string" && REACHED.test(value)),
    )
  );
}

const REACHED = /^(?:paid|refunded|settled|approved|verified|completed|captured|fulfilled|disbursed|released|won)$/i;
const KEPT =
  /^(?:(?:date )?(?:created|updated|modified|inserted)(?: at| on| date| time| timestamp)|(?:creation|modification|last (?:modified|login|seen))(?: at| date| time)|date (?:created|updated|modified)|(?:created|updated|modified|approved|verified) by)$/;
