import { statedBy } from "../../exposure/said.ts";
import { byWordsAlone } from "../../operations/persons.ts";
import { prose, yaml } from "../../core/prose.ts";
import { isAdministration } from "../../exposure/administration.ts";
import { placeOf, type Operation } from "../../model/api.ts";
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
    The description allows what the business flow must prevent: to repeat a one-time payout, to choose a date in the past,
    to take more than is left, to combine discounts that exclude each other, to cancel what has been used, or to change
    what was approved. Each call is valid by itself, so neither a schema nor a gateway stops it.
  `,
  exploit: prose`
    An attacker calls the operation in an order, at a time or with a frequency that nobody intended: refunds a ticket
    after the show, or insures a loss that has already happened. The service follows its own rules and pays. A script
    repeats this until somebody notices the loss.
  `,
  remediation: prose`
    State the rule and enforce it on the server: once per purchase, not before today, not more than is left, not after
    use, a new approval after each change, and nothing before the other side has agreed. Make the check and the change
    in one transaction, reject invalid calls with 409 or 422, and test this with two calls at the same time.
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
    ],
  },

  *check(api) {
    for (const operation of api.operations) {
      if (operation.operationKind !== "path" || !CHANGES.has(operation.method)) continue;
      if (isAdministration(operation) || api.assessed(operation).judgedAs === "private") continue;
      const { places, sentences } = statedAbuse(operation);
      if (places.length === 0) continue;
      yield {
        at: places[0]!.at,
        cause: `${operation.method} ${operation.pathItem.path}`,
        places,
        message: `${operation.id} allows what its business flow must prevent: ${quotedSentence(sentences[0]!)}`,
        ...quotedSentences(sentences.slice(1)),
        mitigations: [
          ...byWordsAlone(api, [operation]),
          ...(isReadTogether(operation, places) ? ["neither the summary nor the sentence says so alone"] : []),
        ],
      };
    }
  },
};

/** Whether no sentence says it by itself, nor what is said of a field. */
function isReadTogether(operation: Operation, places: readonly FaultPlace[]): boolean {
  const said = statedBy(operation);
  return places.every(({ witness }) => witness === undefined) && !ABUSES.some((abuse) => said.has(abuse));
}

const ABUSES = ["repeat-or-backdate", "control-left-out"] as const;

const CHANGES = new Set(["POST", "PUT", "PATCH", "DELETE"]);

interface StatedAbuse {
  readonly places: readonly FaultPlace[];
  readonly sentences: readonly string[];
}

/** Where a text of an operation, or of what it takes, allows such a thing. */
function statedAbuse(operation: Operation): StatedAbuse {
  const stated = statedUnderSummary(operation);
  if (stated.has("guarded-flow") || stated.has("server-checks")) return { places: [], sentences: [] };
  const own = stated.get("repeat-or-backdate") ?? stated.get("control-left-out");
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
}
