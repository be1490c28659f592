import { quotedSentence } from "../../operations/quoted-sentences.ts";
import { grouped } from "../../core/grouped.ts";
import { prose, yaml } from "../../core/prose.ts";
import { placeOf } from "../../model/api.ts";
import { leftToClient } from "../../operations/said-of-client.ts";
import type { Rule } from "../rule.ts";

/** The text says that the app checks, hides or decides, and what comes back or is done depends on it. */
export const clientSideAuthorization: Rule = {
  id: "client-side-authorization",
  title: "Check or filter is left to the client (client-side enforcement)",
  alsoKnownAs: ["client-side enforcement of server-side security", "client-side filtering", "excessive data exposure"],
  owasp: ["API1:2023", "API5:2023", "API3:2023"],
  cwe: [602, 862],
  asvs: ["V8.3.1"],
  confidence: "likely",

  rationale: prose`
    The description says that the app, the portal or the page checks permissions, or hides data that must not be seen.
    Callers of an API need no app: they send the request themselves and read the raw response. What only the client
    enforces is not enforced.
  `,
  exploit: prose`
    An attacker signs in and takes the token out of the app's traffic. With it the attacker calls the operation without
    the app, where no button is greyed out and nothing is hidden. The request succeeds, or the response contains what
    the app would have hidden.
  `,
  remediation: prose`
    Check on the server whether the caller may do this, and refuse with 403 or 404. Say so in the description. Return only
    what this caller may see.
  `,

  examples: {
    bad: [
      yaml`
        security:
          - token: []
        paths:
          /doors/{id}/open:
            post: # ✗
              description: The app checks whether a booking is running before the call.
          /tenants/{number}/bills:
            get:
              parameters:
                - name: number # ✗
                  in: path
                  required: true
                  description: Filled in by the portal and not compared with the login again.
                  schema:
                    type: string
          /links/{id}:
            get:
              responses:
                "200":
                  description: What is shared.
                  content:
                    application/json:
                      schema:
                        properties:
                          logs: # ✗
                            type: array
                            description: Complete logs; the app hides what is not shared.
                            items:
                              type: string
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
          /doors/{id}/open:
            post:
              description: The server checks whether a booking is running, and the app shows how long it lasts.
          /tenants/{number}/bills:
            get:
              parameters:
                - name: number
                  in: path
                  required: true
                  description: Filled in by the portal and compared with the login by the server, 404 if it is another.
                  schema:
                    type: string
          /links/{id}:
            get:
              description: What the app hides is left out by the server, too.
              responses:
                "200":
                  description: What is shared.
        components:
          securitySchemes:
            token:
              type: http
              scheme: bearer
      `,
    ],
  },

  *check(api) {
    const found = api.operations.flatMap((operation) =>
      operation.operationKind === "path" && operation.access !== "anonymous" ? leftToClient(operation) : [],
    );
    // Fields of one name with such a text are one decision, whichever object they stand in.
    for (const [, spots] of grouped(found, (one) =>
      one.witness?.startsWith("2xx ") ? `field ${one.name}` : one.sentence,
    )) {
      const { sentence } = spots[0]!;
      yield {
        at: spots[0]!.at ?? placeOf(spots[0]!.operation),
        cause: `${spots[0]!.operation.pathItem.path} ${spots[0]!.name ?? spots[0]!.operation.method}`,
        places: spots.map(({ operation, at, witness }) => ({
          at: at ?? placeOf(operation),
          operation,
          ...(witness !== undefined && { witness }),
        })),
        message: `${spots[0]!.operation.id} relies on the client to check or filter: ${quotedSentence(sentence)}`,
      };
    }
  },
};
