import { count, listed, prose, quoted, yaml } from "../../core/prose.ts";
import type { Concept } from "../../lexicon/concept.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import { isHeadedBy, isMadeOf } from "../../lexicon/phrases.ts";
import { memo, memoOfTextBy } from "../../core/memo.ts";
import { phrasePattern, withPlainSigns } from "../../lexicon/phrase-pattern.ts";
import type { Operation } from "../../model/api.ts";
import { keyword, type Schema } from "../../model/schema.ts";
import { propertiesByName } from "../../data/search/properties-by-name.ts";
import { denies } from "../../lexicon/denial.ts";
import { wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import { statedIn } from "../../lexicon/statements.ts";
import { sentencesOf } from "../../lexicon/sentences.ts";
import { boundariesOf } from "../../operations/candidates/boundary.ts";
import { provesSender } from "../../exposure/proven-sender.ts";
import { intentOf } from "../../exposure/intent.ts";
import { isAdministration } from "../../exposure/administration.ts";
import { arePersons } from "../../operations/persons.ts";
import { isForStrangers } from "../../operations/strangers.ts";
import type { Rule } from "../rule.ts";
import {
  isNumber,
  isText,
  leavesOut,
  requestFields,
  says,
  segmentWords,
  type RequestField,
} from "../../operations/request-fields.ts";
import { isSum, withoutUnit } from "../../operations/sums.ts";
import { withKeyword } from "../../operations/fixes/keyword-changes.ts";

/** A number that moves money or goods may be negative. */
export const negativeAmount: Rule = {
  id: "negative-amount",
  title: "Amount may be negative",
  alsoKnownAs: ["business logic abuse", "negative amount"],
  owasp: ["API6:2023"],
  cwe: [1284],
  asvs: ["V2.2.1", "V2.3.2"],
  confidence: "likely",

  rationale: prose`
    Where money or goods move, a number without a minimum can reverse the flow. Minus three of an item is a refund, and a
    transfer of a negative amount takes from the other account. Without a maximum, one call empties a stock, or sets a
    limit that was not granted.
  `,
  exploit: prose`
    An attacker orders minus ten of an item, or transfers a negative amount. The total is negative, so the account
    is credited instead of charged. The attacker withdraws the balance before anyone notices.
  `,
  remediation: prose`
    Declare a minimum for the number, and a maximum if the business sets one. Reject values outside these limits before the transaction is recorded. Set prices on the server; do not accept them from the buyer.
  `,
  fixes: [
    {
      name: "Reject negative values",
      certainty: "suggested",
      requires: () =>
        "The service rejects negative values before anything is booked. Where zero makes no sense either, use exclusiveMinimum.",
      // A negative entry in a record of what was spent or booked is a repayment or a correction.
      changes: (api, { at, operation }) =>
        operation !== undefined &&
        segmentWords(operation).some((words) => operation.lexicon.has(words, "signed-record"))
          ? []
          : withKeyword(api, at, "minimum", 0, { types: ["integer", "number"] }),
    },
  ],

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
    const found = unboundedAmounts(api.operations);
    if (found.length === 0) return;
    // How many come is a number of people: what they pay is worked out of it, and it moves nothing by itself.
    const sums = found.filter(({ isOfPeople }) => !isOfPeople);
    const spots = sums.length === 0 ? found : sums;
    const [first] = spots;
    const named = [...new Set(spots.map(({ name }) => quoted(name)))];
    const operations = new Set(spots.map(({ operation }) => operation));
    const boundaryOf = boundariesOf(api);
    const isOfNoUsers = [...operations].every(
      (operation) =>
        boundaryOf(operation) !== "user" &&
        operation.access !== "anonymous" &&
        !segmentWords(operation).some((words) => operation.lexicon.has(words, "transfer")),
    );
    const isFree = !namesMoney(api.schemas, api.operations);
    const bounded = boundedSibling(api.operations, spots);
    // What a merchant's programs record has credits and returns in it; what users send, or send on, is turned round by its sign.
    const isSent =
      bounded !== undefined ||
      spots.some(
        ({ operation, isNegative }) =>
          isNegative ||
          (isForStrangers(api, operation) && arePersons(api)) ||
          segmentWords(operation).some((words) => operation.lexicon.has(words, "money-out")),
      );
    const mitigations = [
      ...(isFree ? ["the API accepts and returns no prices or amounts of money"] : []),
      ...(isOfNoUsers
        ? ["the sellers' servers may make these calls: nothing says that buyers or users make them"]
        : []),
      ...(sums.length === 0 ? ["it is a number of people, not an amount of money or goods"] : []),
    ];
    yield {
      at: first!.at,
      cause: "",
      places: spots.map(({ at, operation, witness }) => ({ at, operation, witness })),
      message: `${listed(named)} of ${operations.size === 1 ? first!.operation.id : count(operations.size, "operation")} ${
        named.length === 1 ? "has" : "have"
      } no minimum${spots.every(({ isNegative }) => isNegative) ? " except a negative one" : ""}`,
      evidence:
        bounded === undefined
          ? []
          : [`In contrast, ${quoted(bounded.field.name)} of ${bounded.operation.id} has a minimum.`],
      mitigations: mitigations.length === 0 && !isSent ? [RECORDED] : mitigations,
    };
  },
};

/** The amounts that may be negative: the same in every judgement. */
const unboundedAmounts = memo((operations: readonly Operation[]) => {
  // Where a text says what a negative number stands for, records of both kinds are kept under the name, by whichever operation.
  const signed = new Set(
    operations.flatMap((operation) =>
      requestFields(operation)
        .filter(({ description }) => statedIn(description).has("minus-means"))
        .map(({ text }) => text),
    ),
  );
  return operations.flatMap((operation) =>
    requestFields(operation)
      .filter(
        (field) =>
          isAmount(field, operation) &&
          !isCap(field, operation.lexicon) &&
          !signed.has(field.text) &&
          (isNumber(field) || isWrittenNumber(field) ? !hasLeast(field, operation.lexicon) : takesMinus(field)),
      )
      .map((field) => ({
        name: field.name,
        at: field.at,
        operation,
        witness: field.witness,
        isNegative: isSaidToBeNegative(field),
        isOfPeople: isNumberOfPeople(field.words, operation.lexicon),
      })),
  );
});

const RECORDED =
  "nothing shows that users send this amount or that it goes to another account, and no amount of this name has a minimum elsewhere: test it";

/** An amount of the same name that has a minimum elsewhere: there it was thought of, and here forgotten. */
function boundedSibling(
  operations: readonly Operation[],
  spots: readonly { readonly name: string }[],
): { readonly field: RequestField; readonly operation: Operation } | undefined {
  const names = new Set(spots.map(({ name }) => name));
  for (const operation of operations)
    for (const field of requestFields(operation))
      if (
        names.has(field.name) &&
        isNumber(field) &&
        says(field, "minimum", "exclusiveMinimum") &&
        !isSaidToBeNegative(field)
      )
        return { field, operation };
  return undefined;
}

/** Whether a price or an amount of money stands anywhere: without one, a number of goods is no sum that is turned round. */
function namesMoney(schemas: readonly Schema[], operations: readonly Operation[]): boolean {
  const isMoney = (words: readonly string[], lexicon: Lexicon): boolean =>
    MONEY.some((concept) => lexicon.has(words, concept));
  const lexicon = operations[0]?.lexicon;
  if (lexicon === undefined) return false;
  return (
    [...propertiesByName(schemas).keys()].some((name) => isMoney(wordsOf(name), lexicon)) ||
    operations.some(
      (operation) =>
        segmentWords(operation).some((words) => isMoney(words, lexicon)) ||
        operation.parameters.some(({ name }) => isMoney(wordsOf(name), lexicon)),
    )
  );
}

const MONEY = ["price", "money-sum", "money-record"] as const;

/** Whether a text says that the number is the most that may be spent, and not what is: "a maximum amount of credits". */
function isCap({ description }: RequestField, lexicon: Lexicon): boolean {
  const [first = ""] = sentencesOf(description);
  const words = wordsInOrder(first).slice(0, CAP_WORDS);
  return words.some((_, at) => lexicon.lengthAt(words, at, "largest-amount") > 0);
}

/** So early a text says that it is of the largest amount. */
const CAP_WORDS = 8;

const REPEATS =
  /^(?:(?:number|num|no|count|max) (?:of )?)?(?:repeat|repetition|retry)(?: (?:count|number|time|attempt))?$/;

function isAmount(field: RequestField, operation: Operation): boolean {
  if (operation.method === "GET" || operation.method === "HEAD" || operation.method === "DELETE") return false;
  if (field.isList || field.in === "header" || isAdministration(operation) || provesSender(operation)) return false;
  if (isCalledByService(operation)) return false;
  if (/\bpag(?:ination|ing)\b/i.test(field.witness)) return false;
  const { lexicon } = operation;
  const segments = segmentWords(operation);
  const has = (concept: Concept): boolean => segments.some((words) => lexicon.has(words, concept));
  if (REPEATS.test(field.text) && isAction(operation, segments)) return true;
  if (lexicon.has(segments.flat(), "moves-nothing")) return false;
  const { words } = field;
  if (lexicon.has(words, "quota") && isMadeOf(words, lexicon, "quota", "limited-thing"))
    return words.length > 1 && has("granted-credit");
  if (isInMoney(words, lexicon)) return true;
  if (!has("moves-money-or-goods")) return false;
  return isSum(words, lexicon) || (has("placed-order") && isMadeOf(words, lexicon, "price", "around-price"));
}

/** Whether the service makes the call itself, to a server of the reader: "This webhook will be invoked when …". */
function isCalledByService(operation: Operation): boolean {
  if (intentOf(operation) === "outgoing-call") return true;
  const { summary = "", description = "" } = operation;
  return sentencesOf(`${summary}.\n\n${description.slice(0, 600)}`).some((sentence) => CALLED_BACK.test(sentence));
}

/** Says what is done with the call itself, and not what a call to the API does. */
const CALLED_BACK =
  /^\W*(?:this|the|dieser|ce|este|esse) (?:web ?hook|callback)\b[^.]{0,40}\b(?:invoked|called|triggered|aufgerufen|appelée?|llamado|chamado)(?!\p{L})/iu;

/** Whether a name is of how many people come, and of no sum of theirs: `guestCount`, and neither `guestFee` nor `refundPassenger`. */
function isNumberOfPeople(words: readonly string[], lexicon: Lexicon): boolean {
  const are = (...concepts: readonly Concept[]) =>
    words.filter((word) => concepts.some((one) => lexicon.is(word, one)));
  return (
    are("counted-people").length > 0 &&
    are("money-sum", "price").length === 0 &&
    are("sum").every((word) => lexicon.is(word, "counted-people") || lexicon.is(word, "how-many"))
  );
}

/** What moves money wherever it stands, since its unit is that of money: `amountInCents`. */
function isInMoney(words: readonly string[], lexicon: Lexicon): boolean {
  const stem = withoutUnit(words, lexicon);
  return stem.length < words.length && stem.length <= 2 && isHeadedBy(stem, lexicon, "money-sum");
}

/** Whether a number that is written as a text may begin with a minus. */
function takesMinus(field: RequestField): boolean {
  return isText(field) && field.parts.some(({ pattern }) => /^\^?\(?(?:\?:)?(?:-|\[[+-]{1,2}\])\?/.test(pattern ?? ""));
}

/** Whether a text is a number with a sign, as Protocol Buffers write those of 64 bits in JSON: `type: string, format: int64`. */
function isWrittenNumber(field: RequestField): boolean {
  return isText(field) && field.parts.some(({ format, pattern }) => pattern === undefined && SIGNED.test(format ?? ""));
}

const SIGNED = /^s?int(?:32|64)$/;

/** Whether something is done on a call, and not set up for later. */
function isAction({ method, lexicon }: Operation, segments: readonly (readonly string[])[]): boolean {
  return method === "POST" && (segments.at(-1) ?? []).some((word) => lexicon.is(word, "done-on-call"));
}

/** Whether a smallest value is given: by a keyword, or by what the description says. */
function hasLeast(field: RequestField, lexicon: Lexicon): boolean {
  if (isSaidToBeNegative(field)) return false;
  return (
    !leavesOut(field, "minimum", "exclusiveMinimum", "enum", "const") ||
    statesLeast(field.description, lexicon) ||
    isSaidChecked(field, lexicon)
  );
}

/** Whether its text says that the service itself checks it: "checked against the approved amount by the server". */
function isSaidChecked({ description }: RequestField, lexicon: Lexicon): boolean {
  return sentencesOf(description).some((sentence) => {
    const words = wordsInOrder(sentence);
    return lexicon.has(words, "checked-by-service") && lexicon.has(words, "server-side") && !denies(words, lexicon);
  });
}

/** Whether the smallest value that is given is below nothing. In a list of records it tells of what was moved before. */
function isSaidToBeNegative({ parts, witness }: RequestField): boolean {
  if (witness.includes("[]")) return false;
  return parts.some((part) =>
    ["minimum", "exclusiveMinimum"].some((key) => {
      const least = keyword(part, key);
      return typeof least === "number" && least < 0;
    }),
  );
}

/** Whether a text states a smallest value: "at least", "min. 1", ">= 0". */
const statesLeast = memoOfTextBy(
  (text, lexicon: Lexicon): boolean =>
    /\bmin[.:]|(?:>=?|\u2265) ?\d/iu.test(text) || leastInWords(lexicon).test(withPlainSigns(text)),
);

const leastInWords = memo((lexicon: Lexicon) => new RegExp(phrasePattern(lexicon.alternatives("at-least")), "u"));
