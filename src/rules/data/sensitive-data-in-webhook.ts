import { wordsOf } from "../../lexicon/name-tokens.ts";
import { isCredential } from "../../data/taxonomy/is-credential.ts";
import { categoryWords } from "../../core/category-words.ts";
import { grouped } from "../../core/grouped.ts";
import { listed, prose, quoted, yaml } from "../../core/prose.ts";
import type { AssessedFlow } from "../../exposure/assessed-api.ts";
import { requestFields } from "../../operations/request-fields.ts";
import type { Rule } from "../rule.ts";
import { flowsByField } from "../../operations/readers/flow-index.ts";
import { carriedBy, fieldsOfFlows, operationsOfFlows } from "../../operations/readers/readers.ts";
import { placesOrCarriers } from "../../operations/readers/wide-cause.ts";

/** Restricted data is sent to an address that a subscriber chose. */
export const sensitiveDataInWebhook: Rule = {
  id: "sensitive-data-in-webhook",
  title: "Restricted data is sent to an address that a subscriber chose",
  owasp: ["API3:2023", "API7:2023"],
  cwe: [201, 359],
  asvs: ["V14.2.3"],
  confidence: "likely",

  rationale: prose`
    An event goes to whatever address the subscriber gave, is kept in queues and logs on the way, and is resent when
    delivery fails. Anyone who changes that address, or takes over an abandoned domain, receives the data without
    logging in.
  `,
  exploit: prose`
    An attacker registers a domain that a subscriber has abandoned, or changes a subscription's address with a stolen
    session. From then on, every event is delivered there, with the restricted data in it. No log-in is required, and
    the sender sees only successful deliveries.
  `,
  remediation: prose`
    Send the identifier and the event type, and let the receiver fetch the rest with its own credential. Sign events,
    and send them only to confirmed addresses.
  `,

  examples: {
    bad: [
      yaml`
        openapi: 3.1.0
        webhooks:
          accountOpened:
            post:
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        accountId:
                          type: string
                        iban: # ✗
                          type: string
              responses:
                "204":
                  description: Received.
      `,
    ],
    good: [
      yaml`
        openapi: 3.1.0
        webhooks:
          accountOpened:
            post:
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        accountId:
                          type: string
                        email:
                          type: string
              responses:
                "204":
                  description: Received.
      `,
    ],
  },

  *check(api) {
    if (api.operations.every(({ operationKind }) => operationKind === "path")) return;
    const index = flowsByField(api);
    const flows = api.data.fields
      .filter(({ sensitivity, confidence }) => sensitivity === "restricted" && confidence !== "possible")
      .flatMap((field) =>
        (index.get(field) ?? []).filter((flow) => isSent(flow) && !isSubscribersOwn(flow) && !isOfTheHook(flow)),
      );
    // What is over its ceiling is another rule's matter.
    const within = flows.filter((flow) => !api.assessed(flow.operation).over.has(flow));
    for (const [cause, group] of grouped(
      within,
      ({ operation, field }) => `${operation.operationKind} ${categoryWords(field)}`,
    )) {
      const { field, operation } = group[0]!;
      yield {
        at: { file: field.node.source.file, pointer: field.node.pointer },
        cause,
        ...placesOrCarriers(
          group.map((flow) => ({
            at: { file: flow.field.node.source.file, pointer: flow.field.node.pointer },
            operation: flow.operation,
            witness: flow.witness,
          })),
        ),
        fields: fieldsOfFlows(group),
        message: `${listed([...new Set(group.map((flow) => quoted(flow.field.name)))], 4)} ${new Set(group.map((flow) => flow.field.name)).size === 1 ? "sends" : "send"} a person's ${carriedBy(group)} to subscribers of ${operation.operationKind === "webhook" ? "webhooks" : "callbacks"}: ${operationsOfFlows(group)}`,
      };
    }
  },
};

function isSent({ operation, direction, via }: AssessedFlow): boolean {
  return operation.operationKind !== "path" && direction === "read" && (via === "body" || via === "embedded");
}

/** Whether it is the secret of the hook itself, beside its address: the receiver has it, to know the sender by. */
function isOfTheHook({ field, path, operation: { lexicon } }: AssessedFlow): boolean {
  const holder = path.at(-1)?.schema;
  return (
    isCredential(field.category) &&
    holder !== undefined &&
    holder.properties.has("url") &&
    path.some(({ property, schema }) =>
      [property ?? "", schema.name ?? ""].some((name) => lexicon.has(wordsOf(name), "web-hook") || name === "hook"),
    )
  );
}

/** Whether a callback sends back what whoever subscribes has sent under the same name, to know the caller by. */
function isSubscribersOwn({ operation: { parent }, field }: AssessedFlow): boolean {
  return (
    parent?.operationKind === "path" &&
    requestFields(parent).some(({ in: way, depth, name }) => way === "body" && depth === 0 && name === field.name)
  );
}
