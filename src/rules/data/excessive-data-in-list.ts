import { prose, yaml } from "../../core/prose.ts";
import { successResponses } from "../../model/response-coverage.ts";
import type { Operation } from "../../model/api.ts";
import type { Rule } from "../rule.ts";
import { carriedBy, fieldsOfFlows, spotsOfFlows } from "../../operations/readers/readers.ts";
import { isOfAnotherKind } from "../../operations/readers/variants-shown.ts";
import {
  readsByPath,
  shapeOf,
  returnSameThings,
  returnedBy,
  returnedOnlyBy,
} from "../../operations/readers/returned-fields.ts";

/** A list tells more of each than the record itself. */
export const excessiveDataInList: Rule = {
  id: "excessive-data-in-list",
  title: "List returns more of each record than the record's own operation",
  alsoKnownAs: ["excessive data exposure"],
  owasp: ["API3:2023"],
  cwe: [213],
  asvs: ["V15.3.1", "V8.2.3"],
  confidence: "likely",

  rationale: prose`
    The single record omits fields that its callers must not see, but the list returns everything in the database.
    Anyone who wants these fields reads the list, and gets them for all records at once.
  `,
  exploit: prose`
    An attacker sees that the single record omits the phone number, and requests the list instead. The list returns it
    for everyone at once. Restricting the record has protected nothing.
  `,
  remediation: prose`
    Give the list items the same schema as the record, or a smaller one.
  `,

  examples: {
    bad: [
      yaml`
        servers:
          - url: https://api.acme.io
        security:
          - token: []
        paths:
          /orders:
            get:
              responses:
                "200":
                  description: The orders.
                  content:
                    application/json:
                      schema:
                        type: array
                        items:
                          properties:
                            id:
                              type: string
                            total:
                              type: integer
                            user:
                              properties:
                                phoneNumber: # ✗
                                  type: string
          /orders/{id}:
            get:
              responses:
                "200":
                  description: The order.
                  content:
                    application/json:
                      schema:
                        properties:
                          id:
                            type: string
                          total:
                            type: integer
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
          /orders:
            get:
              responses:
                "200":
                  description: The orders.
                  content:
                    application/json:
                      schema:
                        type: array
                        items:
                          $ref: "#/components/schemas/Order"
          /orders/{id}:
            get:
              responses:
                "200":
                  description: The order.
                  content:
                    application/json:
                      schema:
                        $ref: "#/components/schemas/Order"
        components:
          schemas:
            Order:
              properties:
                id:
                  type: string
                total:
                  type: integer
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
          /users:
            get:
              responses:
                "200":
                  description: The users.
                  content:
                    application/json:
                      schema:
                        type: array
                        items:
                          properties:
                            id:
                              type: string
                            phoneNumber:
                              type: string
          /users/{id}:
            get:
              responses:
                "200":
                  description: The user.
                  content:
                    application/json:
                      schema:
                        properties:
                          id:
                            type: string
                          phone:
                            type: string
                          address:
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
    const reads = readsByPath(api);
    const typed = new Set(
      successResponses(api).flatMap(({ operation, typing }) => (typing === "typed" ? [operation] : [])),
    );
    const isOpenRead = (operation: Operation): boolean => api.assessed(operation).admission === "anonymous";
    for (const list of reads.values()) {
      if (list.path.endsWith("}")) continue;
      const record = reads.get(`${shapeOf(list.path.replace(LISTED, ""))}/{}`);
      if (record === undefined || !typed.has(record) || api.whose.subjectOf(list) !== "collection") continue;
      // What strangers may read of one record is less on purpose: those who have a credential may list more.
      if (isOpenRead(record) && !isOpenRead(list)) continue;
      // The town in a list is a part of the address that the record has as an object.
      const kept = new Set(
        api.whose.flowsOf(record).flatMap(({ direction, field }) => (direction === "read" ? [field.category] : [])),
      );
      const more = returnedOnlyBy(returnedBy(api, list), returnedBy(api, record)).filter(
        (flow) =>
          flow.path.some(({ isItem }) => isItem) &&
          // An example shows some things of a list, and of a record one.
          !IN_EXAMPLE.test(flow.field.node.pointer) &&
          !(flow.field.category === ADDRESS && kept.has(ADDRESS)) &&
          !isOfAnotherKind(flow, record),
      );
      if (more.length === 0 || !returnSameThings(list, record)) continue;
      yield {
        at: { file: more[0]!.field.node.source.file, pointer: more[0]!.field.node.pointer },
        cause: shapeOf(list.path),
        places: spotsOfFlows(more, false),
        fields: fieldsOfFlows(more),
        message: `${list.id} returns the ${carriedBy(more)}, which ${record.id} omits`,
      };
    }
  },
};

const ADDRESS = "user.contact.address";

const IN_EXAMPLE = /\/examples?(?:\/|$)/;

/** What some lists have behind the name of the things. */
const LISTED = /\/(?:all|list)\/?$/;
