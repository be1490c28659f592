import { grouped } from "../../core/grouped.ts";
import { prose, yaml } from "../../core/prose.ts";
import type { AssessedApi, AssessedFlow } from "../../exposure/assessed-api.ts";
import { isOwn } from "../../exposure/principals.ts";
import { returnsList } from "../../exposure/lists.ts";
import { placeOf, type Operation } from "../../model/api.ts";
import type { Schema } from "../../model/schema.ts";
import type { Rule } from "../rule.ts";
import { NARROWER_COPY, withNarrowerCopy } from "../../operations/fixes/narrower-copy.ts";
import { carriedBy, fieldsOfFlows, operationsOfFlows } from "../../operations/readers/readers.ts";
import { isShownByCommunities } from "../../operations/readers/shown-alone.ts";
import { objectsReturned, returnedBy } from "../../operations/readers/returned-fields.ts";

/** Others see as much of a person as the person does. */
export const excessiveDataToOtherUsers: Rule = {
  id: "excessive-data-to-other-users",
  title: "Other users see the same fields as the owner",
  alsoKnownAs: ["excessive data exposure", "BOPLA"],
  owasp: ["API3:2023", "API1:2023"],
  cwe: [213, 359],
  asvs: ["V8.2.3", "V15.3.1"],
  confidence: "likely",

  rationale: prose`
    One schema serves a user's own profile and what other users see of it. A field added for the owner, such as a second
    address or a setting, is shown to others at once, without a decision.
  `,
  exploit: prose`
    An attacker opens other users' profiles instead of their own. A second address was added last month for the owner,
    and because the schema is shared, everyone can see it. A script collects it for all users.
  `,
  remediation: prose`
    Give others a schema with only what they may see, and let the owner's schema extend it.
  `,

  fixes: [
    {
      ...NARROWER_COPY,
      changes: (api, { operation }, { places = [] }) => {
        const operations = places.flatMap((place) => place.operation ?? []);
        const gone = operations.flatMap((one) =>
          othersOf(api, one).flatMap((flow) => (isShownByCommunities(flow) ? [] : [flow.field])),
        );
        return operation === undefined ? [] : withNarrowerCopy(api, operation, { gone, operations });
      },
    },
  ],

  examples: {
    bad: [
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
                        $ref: "#/components/schemas/User"
          /users/{id}:
            get: # ✗
              responses:
                "200":
                  description: A user.
                  content:
                    application/json:
                      schema:
                        $ref: "#/components/schemas/User"
        components:
          schemas:
            User:
              properties:
                name:
                  type: string
                email:
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
          /me:
            get:
              responses:
                "200":
                  description: The caller.
                  content:
                    application/json:
                      schema:
                        allOf:
                          - $ref: "#/components/schemas/Member"
                          - properties:
                              email:
                                type: string
          /users/{id}:
            get:
              responses:
                "200":
                  description: A user.
                  content:
                    application/json:
                      schema:
                        $ref: "#/components/schemas/Member"
        components:
          schemas:
            Member:
              properties:
                name:
                  type: string
          securitySchemes:
            token:
              type: http
              scheme: bearer
      `,
    ],
  },

  *check(api) {
    // What somebody has is a list, or is addressed; who somebody is, is neither.
    const owns = api.operations.filter(
      (operation) =>
        isOwn(operation) &&
        operation.method === "GET" &&
        operation.operationKind === "path" &&
        !operation.path.includes("{") &&
        !returnsList(operation),
    );
    if (owns.length === 0) return;
    const ownSchemas = new Map<Schema, Operation>();
    for (const own of owns)
      for (const schema of schemasReturnedBy(own)) if (!ownSchemas.has(schema)) ownSchemas.set(schema, own);
    const seen = api.operations.flatMap((operation) => {
      if (operation.method !== "GET" || operation.operationKind !== "path" || isOwn(operation)) return [];
      const own = schemasReturnedBy(operation)
        .map((schema) => ownSchemas.get(schema))
        .find((one) => one !== undefined);
      const flows = own === undefined ? [] : othersOf(api, operation);
      return own === undefined || flows.length === 0 ? [] : [{ at: placeOf(operation), operation, own, flows }];
    });
    for (const [own, group] of grouped(seen, (one) => one.own)) {
      const flows = group.flatMap((one) => one.flows);
      yield {
        at: group[0]!.at,
        cause: own.path,
        places: group.map(({ at, operation }) => ({ at, operation })),
        fields: fieldsOfFlows(flows),
        message: `${operationsOfFlows(flows)} ${group.length === 1 ? "returns" : "return"} the same fields for others as ${own.id} for the caller, including ${carriedBy(flows, 5, "plural")}`,
      };
    }
  },
};

/** What is told of other persons, within what callers may read, and more than what communities show. */
function othersOf(api: AssessedApi, operation: Operation): readonly AssessedFlow[] {
  const { over } = api.assessed(operation);
  const others = [...returnedBy(api, operation).values()].filter(
    (flow) => flow.principal && !flow.isEmbedded && flow.subject !== "caller",
  );
  // What is over the ceiling is another rule's matter.
  if (others.some((flow) => over.has(flow))) return [];
  return others.some((flow) => !isShownByCommunities(flow)) ? others : [];
}

/** The named objects that an operation returns. */
function schemasReturnedBy(operation: Operation): readonly Schema[] {
  return objectsReturned(operation).filter(
    ({ properties, name, allOf }) => name !== undefined && properties.size + allOf.length > 1,
  );
}
