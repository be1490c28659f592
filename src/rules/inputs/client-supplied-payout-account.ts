import { listed, prose, quoted, yaml } from "../../core/prose.ts";
import { isAdministration } from "../../exposure/administration.ts";
import { isAffirmed, isSaid } from "../../exposure/said.ts";
import { memo } from "../../core/memo.ts";
import { wordsInOrder } from "../../lexicon/name-tokens.ts";
import { calledWords } from "../../exposure/words.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import { endsIn } from "../../lexicon/phrases.ts";
import type { Operation } from "../../model/api.ts";
import { paidToNamedIn } from "../../operations/admitted-effects.ts";
import { requestFields, segmentWords, type RequestField } from "../../operations/request-fields.ts";
import { asksAgain } from "../../operations/second-proof.ts";
import type { Rule } from "../rule.ts";

/** A refund or another payment by the organization goes to the account that the request names. */
export const clientSuppliedPayoutAccount: Rule = {
  id: "client-supplied-payout-account",
  title: "Client chooses the account that receives a refund or payout",
  alsoKnownAs: ["refund fraud", "payout redirection", "business logic abuse"],
  owasp: ["API6:2023", "API3:2023"],
  cwe: [840, 639, 915],
  asvs: ["V2.3.2", "V2.2.1"],
  confidence: "likely",

  rationale: prose`
    Money must go to a verified account on file, and a refund to the payment method that was charged. If the request
    names the account, a caller can send the organization's money to their own account, and the money is gone by the
    time the fraud is noticed.
  `,
  exploit: prose`
    An attacker with an ordinary account, or an employee's session, starts a payment. The request contains the
    attacker's account number. The service pays, because nothing compares it with the account that was charged or is on
    file.
  `,
  remediation: prose`
    Pay only to a verified account on file, or to the payment method that was charged. Remove the account from the request. If it must be supplied, verify its holder, require a second person or factor, and limit the amount to what
    is due.
  `,

  examples: {
    bad: [
      yaml`
        paths:
          /orders/{id}/refund:
            post:
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        reason:
                          type: string
                        iban: # ✗
                          type: string
      `,
    ],
    good: [
      yaml`
        paths:
          /orders/{id}/refund:
            post:
              description: Paid back to the card that was charged.
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        reason:
                          type: string
          /claims/{id}/settlement:
            post:
              description: The account must be the policyholder's, and a second handler approves the payment.
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        iban:
                          type: string
          /transfers:
            post:
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        iban:
                          type: string
      `,
    ],
  },

  *check(api) {
    for (const operation of api.operations) {
      if (operation.operationKind !== "path" || operation.method === "GET" || isAdministration(operation)) continue;
      const fields = payeesOf(operation);
      if (fields.length === 0) continue;
      const names = fields.map(({ name }) => quoted(name));
      yield {
        at: fields[0]!.at,
        cause: `${operation.method} ${operation.pathItem.path}`,
        places: fields.map((field) => ({ at: field.at, operation, witness: field.witness })),
        message: `${listed(names, 3)} of ${operation.id} ${names.length === 1 ? "sets" : "set"} the account that receives the money`,
        aggravations: isAffirmed(operation, "at-once") ? ["the description says that the money is paid at once"] : [],
        mitigations: [
          ...(isOwnSetting(operation)
            ? ["callers choose where they are paid themselves; require a new proof of their identity"]
            : []),
          ...(api.assessed(operation).judgedAs === "private"
            ? ["only the organization's own callers can make this call"]
            : []),
        ],
      };
    }
  },
};

/** Whether an operation keeps the account to which its caller is paid from then on: `PUT /me/payout-account`. */
function isOwnSetting(operation: Operation): boolean {
  const { method, lexicon } = operation;
  const last = segmentWords(operation).at(-1) ?? [];
  return method !== "POST" && (endsIn(last, lexicon, "payee-account") || endsIn(last, lexicon, "account"));
}

/** The accounts that a request names for money that is paid back or out, where nothing says that they are looked at. */
const payeesOf = memo((operation: Operation): readonly RequestField[] => {
  const { lexicon } = operation;
  const isPaid = lexicon.has(calledWords(operation), "pays-out-or-back") || paidToNamedIn(operation) !== undefined;
  if (!isPaid || (isSaid(operation, "account-looked-at") && paidToNamedIn(operation) === undefined)) return [];
  // Who is paid chooses where, and proves once more who they are.
  if (isOwnSetting(operation) && asksAgain(operation)) return [];
  return requestFields(operation).filter(
    ({ in: place, words, depth, description, types, parts }) =>
      place === "body" &&
      depth < 2 &&
      // One of a few words is a kind of account, and none.
      parts.every(({ enum: choices }) => choices === undefined) &&
      (types.length === 0 || types.includes("string") || types.includes("object")) &&
      lexicon.has(words, "payee-account") &&
      !isLookedAt(wordsInOrder(description), lexicon),
  );
});

/** What is on file only where none is sent, says nothing of the one that is: "If it is left out, the registered one is used". */
function isLookedAt(words: readonly string[], lexicon: Lexicon): boolean {
  return lexicon.has(words, "account-looked-at") && !lexicon.has(words, "if-left-out");
}
