import { grouped } from "../../core/grouped.ts";
import { listed, prose, quoted, yaml } from "../../core/prose.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import type { Operation } from "../../model/api.ts";
import { isAdministration } from "../authorization/administration.ts";
import { requestFields, segmentWords, type RequestField } from "../inputs/request-fields.ts";
import { placesOrCarriers } from "./wide-cause.ts";
import type { Rule, Spot } from "../rule.ts";

/** Callers can set what the service ought to decide. */
export const serverControlledField: Rule = {
  id: "server-controlled-field",
  title: "Callers can set what the service ought to decide",
  owasp: ["API3:2023"],
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
    for (const [cause, group] of grouped(spots, ({ kind, field }) => (kind === "kept" ? kind : field.name))) {
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
          ...(kind === "decided" && !isOpen ? ["nothing says that strangers can make the call"] : []),
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
  internal: prose`
    What the service calls internal is what it thinks of a record, for its own use. Where a request may name it, a caller
    writes what those inside rely on.
  `,
  kept: prose`
    When and by whom a record was made or changed is bookkeeping that the service does. Where a request may name it, a
    caller can write history anew, and what is sorted, kept or proved by it is wrong.
  `,
};

interface Settable extends Spot {
  readonly operation: Operation;
  readonly witness: string;
  readonly field: RequestField;
  /** What the business decides, what it calls internal itself, or what is only written down. */
  readonly kind: "decided" | "internal" | "kept";
}

function* settableIn(api: AssessedApi, operation: Operation): Generator<Settable> {
  if (!["POST", "PUT", "PATCH"].includes(operation.method) || operation.operationKind !== "path") return;
  if (isAdministration(operation) || api.assessed(operation).exposure === "private") return;
  const isOfSales = segmentWords(operation).some((words) => SALES.test(words.at(-1) ?? ""));
  for (const field of requestFields(operation)) {
    if ((field.in !== "body" && field.in !== "query") || field.depth > 1) continue;
    const kind = kindOf(field, isOfSales);
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

const INTERNAL = /^internal (?:status|state|flag|score|rating|price|level)$/;
const DECIDED =
  /^(?:(?:payment|refund|settlement|kyc|verification|approval|loan) status|(?:risk|credit|fraud|trust) score|credit limit)$/;
const PAID = /^(?:is |has been )?(?:paid|refunded|settled|fulfilled|captured|charged)(?: at| on)?$/;
const SALES =
  /^(?:order|payment|invoice|booking|reservation|checkout|bill|loan|cart|basket|purchase|ride|trip|charge)$/;
const KEPT =
  /^(?:(?:date )?(?:created|updated|modified|inserted)(?: at| on| date| time| timestamp)|(?:creation|modification|last (?:modified|login|seen))(?: at| date| time)|date (?:created|updated|modified)|(?:created|updated|modified|approved|verified) by)$/;
