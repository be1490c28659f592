import { isAbove } from "../../core/exposure-words.ts";
import { count, listed, prose, yaml } from "../../core/prose.ts";
import { grouped } from "../../core/grouped.ts";
import type { AssessedFlow } from "../../exposure/assessed-api.ts";
import { returnsList } from "../../exposure/lists.ts";
import { readingOf } from "../../exposure/reading.ts";
import { fixedSegments } from "../../exposure/words.ts";
import { wordsOf } from "../../lexicon/name-tokens.ts";
import type { Fault } from "../../operations/fault.ts";
import { placeOf, type Operation } from "../../model/api.ts";
import { isShownByCommunities } from "../../operations/readers/shown-alone.ts";
import { gravestFirst, isOneOf } from "../../operations/readers/readers.ts";
import { isBoundedList, isPaged } from "../../operations/paging.ts";
import type { Rule } from "../rule.ts";
import { withPageSize } from "../../operations/fixes/known-fixes.ts";

/** A list of sensitive things has no end. */
export const unboundedList: Rule = {
  id: "unbounded-list",
  title: "List of sensitive data has no limit",
  alsoKnownAs: ["pagination", "resource exhaustion", "denial of service"],
  owasp: ["API4:2023", "API3:2023"],
  cwe: [770],
  asvs: ["V2.4.1", "V15.2.2"],
  confidence: "likely",

  rationale: prose`
    Without pagination, one call returns everything. For sensitive records, that is the whole collection in a single,
    slow response.
  `,
  exploit: prose`
    An attacker calls the list once, or a hundred times at once. Each response contains the whole collection of
    sensitive records, and building it keeps the database busy. The attacker has all the data, and everyone else gets
    timeouts.
  `,
  remediation: prose`
    Use pagination with a maximum page size.
  `,
  fixes: [
    {
      name: "Return the list in pages",
      certainty: "suggested",
      requires: () =>
        "The service returns no more than this, tells callers how to get the next page, and checks for each page what its caller may see. The maximum is a proposal.",
      changes: (api, { operation }) => (operation === undefined ? [] : [withPageSize(api, operation)]),
    },
  ],

  examples: {
    bad: [
      yaml`
        info:
          title: Members
          version: "1"
          x-audience: external-partner
        servers:
          - url: https://api.acme.io
        paths:
          /customers:
            get: # ✗
              responses:
                "200":
                  description: The customers.
                  content:
                    application/json:
                      schema:
                        type: array
                        items:
                          properties:
                            id:
                              type: string
                            email:
                              type: string
      `,
    ],
    good: [
      yaml`
        info:
          title: Members
          version: "1"
          x-audience: external-partner
        servers:
          - url: https://api.acme.io
        paths:
          /customers:
            get:
              parameters:
                - name: page
                  in: query
                  schema:
                    type: integer
              responses:
                "200":
                  description: The customers.
                  content:
                    application/json:
                      schema:
                        type: array
                        items:
                          properties:
                            id:
                              type: string
                            email:
                              type: string
      `,
    ],
  },

  *check(api) {
    const operations = api.operations.filter((operation) => {
      const { judgedAs, subject, flows } = api.assessed(operation);
      const isSensitive = flows.some(
        (flow) =>
          flow.direction === "read" &&
          (flow.via === "body" || flow.via === "embedded") &&
          flow.field.confidence !== "possible" &&
          isAbove(flow.field.sensitivity, "internal") &&
          !api.whose.isWrittenForOthers(flow),
      );
      return (
        operation.operationKind === "path" &&
        operation.method === "GET" &&
        readingOf(operation) !== undefined &&
        judgedAs !== "private" &&
        subject === "collection" &&
        isSensitive &&
        returnsList(operation) &&
        !isOneOf(operation) &&
        !isPaged(operation) &&
        !isBoundedList(operation)
      );
    });
    if (operations.length === 0) return;
    const flowsOf = (operation: Operation) => api.assessed(operation).exposed;
    for (const [isOfPeople, group] of grouped(operations, (operation) => flowsOf(operation).some(isAboutPeople)))
      yield faultOf(group, isOfPeople, flowsOf);
  },
};

function faultOf(
  operations: readonly Operation[],
  isOfPeople: boolean,
  flowsOf: (operation: Operation) => readonly AssessedFlow[],
): Fault {
  const named = [...new Set(gravestFirst(operations.flatMap(flowsOf)).map(({ operation }) => operation))];
  return {
    at: placeOf(operations[0]!),
    cause: isOfPeople ? "" : "things",
    places: operations.map((operation) => ({ at: placeOf(operation), operation })),
    message:
      operations.length === 1
        ? `${operations[0]!.id} returns all records at once`
        : `${count(operations.length, "operation")} return all records at once: ${listed(
            named.map(({ id }) => id),
            3,
          )}`,
    mitigations: isOfPeople ? [] : boundsOf(named),
  };
}

/**
 * Whether what is listed are people, or tells of them what is restricted: their health, what they own, who they are. What
 * stands below one thing, as the members of a group or the messages of a thread do, has an end of its own.
 */
function isAboutPeople(flow: AssessedFlow): boolean {
  const { field, operation, principal, whose } = flow;
  if (!field.isPersonal || field.confidence === "possible" || !isAbove(field.sensitivity, "internal")) return false;
  if (whose === "caller" || isOfOnePerson(operation)) return false;
  if (whose === "tenant" && isOfUsers(operation)) return false;
  // The payments of one account are few beside the visits to a ward.
  const isOfOne = operation.path.includes("{");
  if (isFoundByKey(operation)) return false;
  if (field.sensitivity === "restricted" && field.category !== WRITTEN)
    return !isOfOne || !field.category.startsWith("user.financial");
  const last = wordsOf(fixedSegments(operation.path).at(-1) ?? "");
  const isOfMany = principal && !isShownByCommunities(flow);
  return !isOfOne && (isOfMany || operation.lexicon.has(last, "natural-person"));
}

/** Whether a path only says by which key of its own a thing is found: `/cases/reference/{reference}/summary`, `/visits/by-code/{code}`. */
function isFoundByKey({ path }: Operation): boolean {
  const segments = path.split("/");
  const last = segments.findLastIndex((segment) => segment.includes("{"));
  const plain = (segment = ""): string => segment.toLowerCase().replaceAll(/^by[-_]|[^\p{L}\d]/gu, "");
  // `/ward/{ward}/visits` is a list below one ward.
  const isOfSeveral = segments.slice(last + 1).some((segment) => segment.endsWith("s"));
  return last > 1 && !isOfSeveral && plain(segments[last - 1]) === plain(segments[last]);
}

/** Whether a path names one person, and then what that one has: `/patients/{id}/results`. */
function isOfOnePerson({ path, lexicon }: Operation): boolean {
  const segments = path.split("/");
  const last = segments.findLastIndex((segment) => segment.includes("{"));
  const person = segments.findIndex(
    (segment, at) => segment.includes("{") && lexicon.has(wordsOf(segments[at - 1] ?? ""), "natural-person"),
  );
  // The members of one person's group are several.
  return person >= 0 && segments.slice(last + 1).every((segment) => !lexicon.has(wordsOf(segment), "natural-person"));
}

/** What limits the lists, in one text: as many texts make a finding as many steps milder. */
function boundsOf(operations: readonly Operation[]): readonly string[] {
  const bounds = [...new Set(operations.map(bound))];
  return [bounds.length === 1 ? `each list returns ${bounds[0]}` : `the lists return ${bounds.join(", or ")}`];
}

/** Why a list that is not of all people, or of what they must be protected in, is milder. */
function bound(operation: Operation): string {
  if (operation.path.includes("{")) return "only what belongs to one object, such as the members of one group";
  return isOfUsers(operation) ? "only the users of one account" : "objects that are not people";
}

/** Whether a list is of those who use an account of a customer: they are few. */
function isOfUsers({ path, lexicon }: Operation): boolean {
  return lexicon.has(wordsOf(fixedSegments(path).at(-1) ?? ""), "user");
}

/** What people write to each other. */
const WRITTEN = "user.content.private";
