import { memo } from "../../core/memo.ts";
import { statedBy } from "../../exposure/said.ts";
import { byWordsAlone } from "../../operations/persons.ts";
import { prose, quoted, yaml } from "../../core/prose.ts";
import { isAdministration } from "../../exposure/administration.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import { placeOf, type Operation } from "../../model/api.ts";
import { harmsOf, harmWords } from "../../operations/great-harm.ts";
import { unheededIn } from "../../operations/admitted-effects.ts";
import { flowAbusesOf, type FlowAbuseKind } from "../../operations/flow-abuses.ts";
import { isStrangersChange } from "../../operations/ordinary-changes.ts";
import type { FaultPlace } from "../../operations/fault.ts";
import { requestFields } from "../../operations/request-fields.ts";
import { quotedSentence, quotedSentences } from "../../operations/quoted-sentences.ts";
import { isKeptFromCallers, statedOfField, statedUnderSummary } from "../../operations/stated.ts";
import type { Rule } from "../rule.ts";

/** A flow whose rules callers can defeat: again, back in time, beyond what is left, after the fact, or without those who should agree. */
export const businessFlowAbuse: Rule = {
  id: "business-flow-abuse",
  title: "Callers can bypass the rules of a business flow",
  alsoKnownAs: ["business logic", "business logic flaw", "abuse of a business flow", "double spending"],
  owasp: ["API6:2023"],
  cwe: [840, 841],
  asvs: ["V2.3.2"],
  confidence: "likely",

  rationale: prose`
    The description allows what the business flow must prevent. For example, callers may repeat a one-time payout, choose a
    date in the past, take more than is left, combine discounts that exclude each other, cancel what has been used, or
    change what was approved. Or the service trusts a value that the caller sends and that decides in the caller's
    favour. Examples are the amount of a payout, the statement that a check or a payment was made, and the result of a
    test. The description does not say who verifies this value. Each call is valid by itself, so neither a schema nor a
    gateway stops it.
  `,
  exploit: prose`
    An attacker calls the operation in an order, at a time or with a frequency that was not intended. For example, the
    attacker gets a ticket refunded after the show, or insures a loss that has already happened. The service follows its
    own rules and pays, and a script repeats this until someone notices the loss.
  `,
  remediation: prose`
    Describe what the operation must prevent, and prevent it on the server. Make the check and the change in one
    transaction, reject invalid calls with 409 or 422, and test this with two calls at the same time.
  `,

  examples: {
    bad: [
      yaml`
        paths:
          /policies:
            post: # ✗
              summary: Take out a policy
              description: The start date may be in the past.
          /tickets/{id}/refund:
            post: # ✗
              summary: Refund a ticket
              description: Possible even after the event.
          /lessons/{id}/complete:
            post: # ✗
              summary: Complete a lesson
              description: Student or tutor; one of them is enough.
      `,
      yaml`
        info:
          title: Shop
          version: "1"
          description: Used by the mobile app. Customers register with their phone number.
        paths:
          /issues:
            post:
              description: The refund is credited to the wallet right away.
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        amount: # ✗
                          type: number
      `,
    ],
    good: [
      yaml`
        paths:
          /policies:
            post:
              summary: Take out a policy
              description: The start date may not be in the past.
          /tickets/{id}/refund:
            post:
              summary: Refund a ticket
              description: Possible until the day before the event, once.
          /lessons/{id}/complete:
            post:
              summary: Complete a lesson
              description: Takes effect when both the student and the tutor have confirmed it.
      `,
      yaml`
        paths:
          /issues:
            post:
              description: The refund is credited to the wallet after an agent has approved it.
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        amount:
                          type: number
      `,
    ],
  },

  *check(api) {
    for (const operation of api.operations) {
      if (operation.operationKind !== "path" || !CHANGES.has(operation.method)) continue;
      if (isAdministration(operation) || api.assessed(operation).judgedAs === "private") continue;
      const { places, sentences } = statedAbuse(operation);
      if (places.length > 0) {
        yield {
          at: places[0]!.at,
          cause: `${operation.method} ${operation.pathItem.path}`,
          places,
          message: `${operation.id} allows what its business flow must prevent: ${quotedSentence(sentences[0]!)}`,
          ...quotedSentences(sentences.slice(1)),
          aggravations: harmByStrangers(api, operation),
          mitigations: [
            ...byWordsAlone(api, [operation]),
            ...(isReadTogether(operation, places) ? ["neither the summary nor the sentence says so alone"] : []),
          ],
        };
        continue;
      }
      const shown = flowAbusesOf(api, operation);
      if (shown.length === 0) continue;
      const { kind, at, field, sentence } = shown[0]!;
      yield {
        at,
        cause: `${operation.method} ${operation.pathItem.path}`,
        places: shown.map((one) => ({
          at: one.at,
          operation,
          ...(one.field === undefined ? {} : { witness: one.field.witness }),
        })),
        message: `${operation.id} ${SHOWN[kind](field === undefined ? "" : quoted(field.name))}${sentence === undefined ? "" : `: ${quotedSentence(sentence)}`}`,
        aggravations: kind === "stated" ? harmByStrangers(api, operation) : [],
        mitigations: kind === "stated" ? byWordsAlone(api, [operation]) : bySilence(api, operation),
      };
    }
  },
};

/** What each kind of evidence shows. */
const SHOWN: Readonly<Record<FlowAbuseKind, (field: string) => string>> = {
  stated: () => "allows what its business flow must prevent",
  attested: (field) => `takes the caller's word in ${field} that a step was done, and nothing says who checks it`,
  "own-amount": (field) => `pays what the caller states in ${field}, and nothing says who checks it`,
  "own-confirmation": () => "lets the caller alone confirm what is then paid",
  "own-result": (field) =>
    `takes from the caller in ${field} how they did, and nothing says that the service works it out`,
  "at-once": () => "gives it in the moment in which it is asked for, and nothing says what is checked before",
  uncounted: () => "counts for others, and nothing shows who calls or how often one person counts",
  "taken-back": () => "takes back what binds whoever made it, and nothing says until when",
  redirected: () => "redirects a delivery to another address, and no credential or code identifies the caller",
};

/**
 * What is stated is graver where the description shows, without an assumption, that anyone can make the call, and the call moves
 * money, a machine or rights.
 */
function harmByStrangers(api: AssessedApi, operation: Operation): readonly string[] {
  const { admission } = (api.before ?? api).assessed(operation);
  if (admission !== "anonymous" && admission !== "self-registered") return [];
  const harms = harmWords(harmsOf(api, [operation]));
  return harms === "" ? [] : [`anyone can make the call, and ${harms}`];
}

/** What nothing guards is milder where nothing shows that strangers call: the caller may be the one who checks. */
function bySilence(api: AssessedApi, operation: Operation): readonly string[] {
  return isStrangersChange(api, operation)
    ? []
    : ["nothing shows that strangers can make the call, so callers may be trusted with this step"];
}

/** Whether no sentence says it by itself, nor what is said of a field. */
function isReadTogether(operation: Operation, places: readonly FaultPlace[]): boolean {
  const said = statedBy(operation);
  return (
    places.every(({ witness }) => witness === undefined) &&
    unheededIn(places[0]!.operation!) === undefined &&
    !ABUSES.some((abuse) => said.has(abuse))
  );
}

const ABUSES = ["repeat-or-backdate", "control-left-out"] as const;

const CHANGES = new Set(["POST", "PUT", "PATCH", "DELETE"]);

interface StatedAbuse {
  readonly places: readonly FaultPlace[];
  readonly sentences: readonly string[];
}

/** Where a text of an operation, or of what it takes, allows such a thing. */
const statedAbuse = memo((operation: Operation): StatedAbuse => {
  const stated = statedUnderSummary(operation);
  const unheeded = unheededIn(operation);
  const isGuarded = stated.has("guarded-flow") || stated.has("server-checks");
  if (unheeded === undefined && isGuarded) return { places: [], sentences: [] };
  const own = unheeded ?? stated.get("repeat-or-backdate") ?? stated.get("control-left-out");
  const fields = requestFields(operation).flatMap((field) => {
    if (field.depth > 1 || isKeptFromCallers(field, operation)) return [];
    const sentence = statedOfField(field, operation, "repeat-or-backdate");
    return sentence === undefined || sentence === own
      ? []
      : [{ sentence, place: { at: field.at, operation, witness: field.witness } }];
  });
  return {
    places: [
      ...(own === undefined ? [] : [{ at: placeOf(operation), operation }]),
      ...fields.map(({ place }) => place),
    ],
    sentences: [...(own === undefined ? [] : [own]), ...fields.map(({ sentence }) => sentence)],
  };
});
