import { prose, yaml } from "../../core/prose.ts";
import type { AssessedFlow } from "../../exposure/assessed-api.ts";
import { requestFields } from "../../operations/request-fields.ts";
import type { Operation } from "../../model/api.ts";
import { isPaged } from "../../operations/paging.ts";
import type { Rule } from "../rule.ts";
import { isByline } from "../../operations/readers/shown-alone.ts";
import { isAbove } from "../../core/exposure-words.ts";
import { count } from "../../core/prose.ts";
import { grouped } from "../../core/grouped.ts";
import { readingOf } from "../../exposure/reading.ts";
import { returnsList, takesMany } from "../../exposure/lists.ts";
import { givesOneNamed } from "../../operations/candidates/object-access.ts";
import {
  carriedBy,
  fieldsOfFlows,
  gravestFirst,
  isOneOf,
  operationsOfFlows,
  readersOf,
  spotsOfFlows,
} from "../../operations/readers/readers.ts";

/** Personal data can be read in bulk. */
export const bulkExposure: Rule = {
  id: "bulk-exposure",
  title: "Personal data can be read in bulk",
  owasp: ["API3:2023", "API4:2023"],
  cwe: [359, 770],
  asvs: ["V2.4.1", "V14.2.6"],
  confidence: "likely",

  rationale: prose`
    Callers who may read single records can also read whole lists. One credential is enough to take everything, and a
    breach affects the whole collection instead of one record.
  `,
  exploit: prose`
    An attacker with one stolen or borrowed credential requests page after page until the list ends. Each call is
    allowed, and within minutes the attacker has a copy of all personal records. The breach affects all customers
    instead of one.
  `,
  remediation: prose`
    Check whether these callers need the list. In the list, return only IDs and the fields that the client displays, and
    return the rest one record at a time. Limit the page size, and alert on callers who read every page.
  `,

  examples: {
    bad: [
      yaml`
        info:
          title: Members
          version: "1"
          x-audience: external-partner
        servers:
          - url: https://api.acme.io
        security:
          - token: []
        paths:
          /customers:
            get:
              responses:
                "200":
                  description: The customers.
                  content:
                    application/json:
                      schema:
                        type: array
                        items:
                          $ref: "#/components/schemas/Customer"
        components:
          schemas:
            Customer:
              properties:
                id:
                  type: string
                email: # ✗
                  type: string
          securitySchemes:
            token:
              type: http
              scheme: bearer
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
        security:
          - token: []
        paths:
          /customers:
            get:
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
                            since:
                              type: string
                              format: date
        components:
          securitySchemes:
            token:
              type: http
              scheme: bearer
      `,
    ],
  },

  *check(api) {
    const flows = api.operations.flatMap((operation) => {
      // What a change is answered with is what was changed, with the lists that it holds.
      if (readingOf(operation) === undefined && !takesMany(operation)) return [];
      if (isOneOf(operation) || givesOneNamed(api, operation)) return [];
      const { exposed, over, flows: all } = api.assessed(operation);
      const read = exposed.filter(
        (flow) => isInList(flow) && !over.has(flow) && !isByline(flow) && !api.whose.isWrittenForOthers(flow),
      );
      if (read.length === 0) return read;
      const isList = returnsList(operation);
      const sent = operation.method === "GET" ? new Set<string>() : sentBack(all);
      const kinds = operation.method === "GET" ? new Set<string>() : kindsSentAsList(operation, all);
      return read.filter(
        (flow) =>
          (isList || flow.path.some(({ isItem }) => isItem)) &&
          !sent.has(keyOf(flow)) &&
          !kinds.has(flow.field.category),
      );
    });
    // One decision for each kind of caller and owner: whether these may have lists.
    const kindOf = (flow: AssessedFlow): string =>
      [api.assessed(flow.operation).row, ...(isOfAccount(flow) ? ["tenant"] : [])].join(" ");
    for (const [kind, found] of grouped(flows, kindOf)) {
      const group = gravestFirst(found);
      const first = group[0]!;
      const isInside = api.assessed(first.operation).row === "private";
      const operations = new Set(group.map(({ operation }) => operation)).size;
      yield {
        at: { file: first.field.node.source.file, pointer: first.field.node.pointer },
        cause: kind,
        places: spotsOfFlows(group, false),
        fields: fieldsOfFlows(group),
        message: `${readersOf(api.assessed(first.operation))} can read ${carriedBy(group, 5, "plural")}${isOfAccount(first) && isInside ? " in the organization's records" : ""} in bulk with ${operations === 1 ? first.operation.id : `${count(operations, "operation")}: ${operationsOfFlows(group)}`}`,
        mitigations: isOfAccount(first)
          ? [
              isInside
                ? "only internal callers can do this, and their work with the organization's records may require such lists"
                : "an account is usually allowed to list its own records of this kind, and the authorization tests must show that it gets no others",
            ]
          : [],
      };
    }
  },
};

/** Whether a flow is of the caller's own account, where a list is what the product is for. */
function isOfAccount({ whose, operation, field }: AssessedFlow): boolean {
  return whose === "tenant" && (field.sensitivity !== "restricted" || isPaged(operation));
}

/** Whether a flow is one of many people's or things', and worth a list. */
function isInList({ via, subject, field }: AssessedFlow): boolean {
  return (
    (via === "body" || via === "embedded") &&
    subject === "collection" &&
    field.confidence !== "possible" &&
    isAbove(field.sensitivity, "internal")
  );
}

/** What was sent comes back: whoever makes many at once has them already. */
function sentBack(flows: readonly AssessedFlow[]): ReadonlySet<string> {
  return new Set(flows.filter(({ direction, via }) => direction === "write" && via !== "parameter").map(keyOf));
}

/** The kinds of data of which a whole list is sent: what comes back of them is of those that were named, whatever it is called there. */
function kindsSentAsList(operation: Operation, flows: readonly AssessedFlow[]): ReadonlySet<string> {
  const lists = new Set(
    requestFields(operation).flatMap(({ in: way, isList, name }) => (way === "body" && isList ? [name] : [])),
  );
  return new Set(
    flows.flatMap(({ direction, field }) => (direction === "write" && lists.has(field.name) ? [field.category] : [])),
  );
}

function keyOf({ field }: AssessedFlow): string {
  return `${field.category} ${field.name}`;
}
