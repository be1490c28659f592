import { listed, prose, yaml } from "../../core/prose.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import { isOwn } from "../../exposure/principals.ts";
import { placeOf } from "../../model/api.ts";
import type { Rule } from "../rule.ts";
import { isAdministration } from "../../exposure/administration.ts";
import { ownership, thingsOf } from "../../operations/ownership.ts";

/** Changes of what everybody reads and nobody owns, for which having signed up is enough. */
export const bflaSharedDataWrite: Rule = {
  id: "bfla-shared-data-write",
  title: "Any user can change data that everyone reads (BFLA)",
  alsoKnownAs: ["BFLA", "broken function level authorization"],
  owasp: ["API5:2023"],
  cwe: [862],
  asvs: ["V8.2.1"],
  confidence: "likely",

  rationale: prose`
    Everyone reads these objects, such as a menu, a price list or a catalogue, and no field identifies an owner. The
    server therefore cannot check ownership before a change, and the description requires only the credential that
    anyone gets by signing up.
  `,
  exploit: prose`
    An attacker signs up like any customer and sends a change to a price or a menu. No scope is required and there is no
    owner to check, so it is stored. Everyone orders at the attacker's price, or reads the attacker's text.
  `,
  remediation: prose`
    Require a scope that only maintainers of these objects have. Declare it in the description. If
    each object has an owner, declare a field for the owner's ID in the schema.
  `,

  examples: {
    bad: [
      yaml`
        security:
          - token: []
        paths:
          /signup:
            post:
              security: []
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        email:
                          type: string
                        password:
                          type: string
          /menu:
            get:
              security: []
              responses:
                "200":
                  content:
                    application/json:
                      schema:
                        type: array
                        items:
                          properties:
                            dish:
                              type: string
                            price:
                              type: number
          /menu/{dish}:
            delete: {} # ✗
        components:
          securitySchemes:
            token:
              type: http
              scheme: bearer
      `,
    ],
    good: [
      yaml`
        security:
          - token: []
        paths:
          /signup:
            post:
              security: []
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        email:
                          type: string
                        password:
                          type: string
          /articles:
            get:
              security: []
              responses:
                "200":
                  content:
                    application/json:
                      schema:
                        type: array
                        items:
                          properties:
                            text:
                              type: string
                            author_id:
                              type: string
          /articles/{id}:
            delete: {}
        components:
          securitySchemes:
            token:
              type: http
              scheme: bearer
      `,
    ],
  },

  *check(api) {
    if (api.signUps.length === 0) return;
    const catalogues = cataloguesOf(api);
    const operations = api.operations.filter((operation) => {
      const { admission, intent } = api.assessed(operation);
      return (
        operation.operationKind === "path" &&
        ["PUT", "PATCH", "DELETE"].includes(operation.method) &&
        admission === "self-registered" &&
        intent === undefined &&
        !isAdministration(operation) &&
        !isOwn(operation) &&
        catalogues.has(collectionOf(operation.path))
      );
    });
    if (operations.length === 0) return;
    yield {
      at: placeOf(operations[0]!),
      cause: "",
      places: operations.map((operation) => ({ at: placeOf(operation), operation })),
      message: `Anyone who signs up can call ${listed(
        operations.map(({ id }) => id),
        3,
      )}, and everyone reads what ${operations.length === 1 ? "it changes" : "they change"}`,
      evidence: ["The operations that read this data return no field that identifies an owner."],
    };
  },
};

/** The paths of collections that strangers read, and whose things have no owner. */
function cataloguesOf(api: AssessedApi): ReadonlySet<string> {
  const reads = api.operations.filter(
    (operation) =>
      operation.operationKind === "path" &&
      operation.method === "GET" &&
      api.assessed(operation).admission === "anonymous" &&
      api.assessed(operation).intent === undefined,
  );
  const isOwned = ownership();
  return new Set(
    reads.flatMap((read) => {
      const things = thingsOf(read);
      return things.length > 0 && !things.some(isOwned) ? [collectionOf(read.path)] : [];
    }),
  );
}

/** The path without what addresses one of many: `/menu` for `/menu/{dish}`. */
function collectionOf(path: string): string {
  return path.replace(/\/$/, "").replace(/\/\{[^/]*\}$/, "");
}
