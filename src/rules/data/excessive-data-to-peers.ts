import type { SecurityScheme } from "../../model/security.ts";
import { memo } from "../../core/memo.ts";
import { grouped } from "../../core/grouped.ts";
import { prose, quoted, yaml } from "../../core/prose.ts";
import { isAdministration } from "../../exposure/administration.ts";
import type { AssessedApi, AssessedFlow } from "../../exposure/assessed-api.ts";
import { statedWithSuccesses } from "../../exposure/said.ts";
import { isOwn } from "../../exposure/principals.ts";
import { wordsOf } from "../../lexicon/name-tokens.ts";
import { returnsList } from "../../exposure/lists.ts";
import type { Operation } from "../../model/api.ts";
import { targetOf } from "../../model/schema.ts";
import { saidRole } from "../../exposure/said-role.ts";
import { carriedBy, fieldsOfFlows, operationsOfFlows, spotsOfFlows } from "../../operations/readers/readers.ts";
import { objectsReturned, returnedBy } from "../../operations/readers/returned-fields.ts";
import { isShownByCommunities } from "../../operations/readers/shown-alone.ts";
import { widelyHeldScope } from "../../operations/schemes/widely-held.ts";
import type { Rule } from "../rule.ts";
import { narrowerCopyFix } from "../../operations/fixes/narrower-copy.ts";

/** More about people than their names is returned to others who only stand beside them: parents, players, a shared screen. */
export const excessiveDataToPeers: Rule = {
  id: "excessive-data-to-peers",
  title: "Personal data is shown to people who do not need it",
  alsoKnownAs: ["excessive data exposure"],
  owasp: ["API3:2023"],
  cwe: [213, 359],
  asvs: ["V15.3.1"],
  confidence: "likely",

  rationale: prose`
    Participants may see that others take part, but they need no more than a name. Here contact details, health,
    finances or locations reach every participant, or anyone who walks past a display that shows them. Each of them can
    keep this data and pass it on.
  `,
  exploit: prose`
    A member calls the operation as the app does, and reads the whole response instead of the page. The response
    contains the addresses, telephone numbers or diagnoses of all the others. The member contacts, stalks or exposes
    these people.
  `,
  remediation: prose`
    Define a separate response schema for these callers, with the display name only. Leave out or mask everything else,
    unless the person has agreed to share it with the others.
  `,

  fixes: [narrowerCopyFix],

  examples: {
    bad: [
      yaml`
        servers:
          - url: https://api.acme.io
        security:
          - token: []
        paths:
          /courses/{id}/people:
            get:
              description: Visible to all participants of the course.
              responses:
                "200":
                  description: The people.
                  content:
                    application/json:
                      schema:
                        type: array
                        items:
                          properties:
                            name:
                              type: string
                            homeAddress: # ✗
                              type: string
        components:
          securitySchemes:
            token:
              type: http
              scheme: bearer
      `,
      yaml`
        servers:
          - url: https://api.acme.io
        security:
          - token: []
        paths:
          /me:
            get:
              responses:
                "200":
                  description: The caller.
                  content:
                    application/json:
                      schema:
                        $ref: "#/components/schemas/Person"
          /courses/{id}/people:
            get:
              description: Visible to all participants of the course.
              responses:
                "200":
                  description: The people.
                  content:
                    application/json:
                      schema:
                        type: array
                        items:
                          $ref: "#/components/schemas/Person"
        components:
          schemas:
            Person:
              properties:
                name:
                  type: string
                homeAddress: # ✗
                  type: string
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
          /courses/{id}/people:
            get:
              description: Visible to all participants of the course.
              responses:
                "200":
                  description: The people.
                  content:
                    application/json:
                      schema:
                        type: array
                        items:
                          properties:
                            name:
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
    const seen = api.operations.flatMap((operation) => {
      const why = whyPeers(api, operation);
      if (why === undefined) return [];
      const flows = [...returnedBy(api, operation).values()].filter(
        (flow) => isOfOthers(flow) && why.isOf(flow) && !api.assessed(operation).over.has(flow),
      );
      return flows.map((flow) => ({ flow, by: why.by }));
    });
    for (const [, group] of grouped(seen, ({ flow }) => flow.operation)) {
      const flows = group.map(({ flow }) => flow);
      const { field, operation } = flows[0]!;
      yield {
        at: { file: field.node.source.file, pointer: field.node.pointer },
        cause: operation.id,
        places: spotsOfFlows(flows, false),
        fields: fieldsOfFlows(flows),
        message: `${operationsOfFlows(flows)} shows ${carriedBy(flows, 5, "plural")} of others to people who do not need this data`,
        evidence: [group[0]!.by],
      };
    }
  },
};

/** Why those who call are beside the people whose data they read, and of which flows that is so. */
interface Peers {
  readonly by: string;
  readonly isOf: (flow: AssessedFlow) => boolean;
}

function whyPeers(api: AssessedApi, operation: Operation): Peers | undefined {
  if (operation.operationKind !== "path" || isOwn(operation) || isAdministration(operation)) return undefined;
  const all = statedWithSuccesses(operation);
  if (all.some((stated) => stated.has("minimised") || stated.has("own-only"))) return undefined;
  const sentence = all.map((stated) => stated.get("seen-by-many")).find((one) => one !== undefined);
  if (sentence !== undefined) return { by: `The description says: ${quoted(sentence)}.`, isOf: () => true };
  const mark = saidRole(operation) === undefined ? markOfOwn(operation) : undefined;
  if (mark !== undefined)
    return { by: `${quoted(mark)} distinguishes the caller's own entry from those of others.`, isOf: () => true };
  const held = operation.method === "GET" ? widelyHeldScope(api, operation) : undefined;
  if (held !== undefined) return { by: held, isOf: hurts };
  const caller = saidRole(operation) === undefined ? peerWhoCalls(api, operation) : undefined;
  return caller === undefined
    ? undefined
    : {
        by: `Callers authenticate with ${quoted(caller)}, so they belong to the same group.`,
        isOf: (flow) => isInPeopleList(flow),
      };
}

/** Whether a flow hurts those whose it is in the hands of many: a name alone does not. */
function hurts({ field }: AssessedFlow): boolean {
  return field.confidence !== "possible" && (field.sensitivity === "restricted" || HURTING.test(field.category));
}

const HURTING = /^user\.(?:location\.precise|health|biometric|behavior|content\.private)/;

/** The boolean of the entries of a list that says which of them is the caller's: `mine`, `isMe`. The others are other people's. */
function markOfOwn(operation: Operation): string | undefined {
  if (operation.method !== "GET" || !returnsList(operation)) return undefined;
  for (const { properties } of objectsReturned(operation))
    for (const [name, schema] of properties)
      if (targetOf(schema).types.includes("boolean") && operation.lexicon.is(wordsOf(name).join(" "), "mark-of-own"))
        return name;
  return undefined;
}

/** The security scheme by which somebody of a community calls: `player_ticket`. A user may be of the staff. */
function peerWhoCalls({ securitySchemes }: AssessedApi, operation: Operation): string | undefined {
  return peersWhoCall(securitySchemes).get(operation);
}

/** The first such scheme that an operation asks for. */
const peersWhoCall = memo((schemes: readonly SecurityScheme[]): ReadonlyMap<Operation, string> => {
  const peers = new Map<Operation, string>();
  for (const { name, usedBy, lexicon } of schemes)
    if (wordsOf(name).some((word) => lexicon.is(word, "population") && !lexicon.is(word, "user")))
      for (const operation of usedBy) if (!peers.has(operation)) peers.set(operation, name);
  return peers;
});

/** Whether a flow is of those who are in a list of people: `members[].email`. */
function isInPeopleList({ path, operation: { lexicon } }: AssessedFlow): boolean {
  return path.some(
    ({ property, isItem }) => isItem && property !== undefined && lexicon.has(wordsOf(property), "people-list"),
  );
}

/** Whether a flow tells of somebody else, and more than what communities show of their members. */
function isOfOthers(flow: AssessedFlow): boolean {
  const { field, subject } = flow;
  return subject !== "caller" && !isShownByCommunities(flow) && field.category.startsWith("user.");
}
