import { prose, yaml } from "../../core/prose.ts";
import { namesUnknownCaller } from "../../exposure/subject.ts";
import type { Rule } from "../rule.ts";
import type { Fault } from "../../operations/fault.ts";
import { faultsOver, isDirectPrincipal, isEmbeddedPrincipal } from "../../operations/readers/over-ceiling.ts";

/** More is handed out than these callers may read. */
export const excessiveDataExposure: Rule = {
  id: "excessive-data-exposure",
  title: "Response returns more than its callers may see (excessive data exposure)",
  alsoKnownAs: ["excessive data exposure", "BOPLA", "broken object property level authorization"],
  owasp: ["API3:2023", "API1:2023"],
  cwe: [213, 359],
  asvs: ["V8.2.3", "V14.2.6", "V15.3.1"],
  confidence: "likely",

  rationale: prose`
    For each kind of caller there is a limit to what may leave: strangers get nothing personal, partners get what their
    task needs. What is over that limit is lost in one call, also when the app does not show it.
  `,
  exploit: prose`
    An attacker makes the one call that everybody may make and keeps the fields that the app never shows. Repeated over
    all identifiers or pages, this gives a collection of personal data that was never meant to leave. It is sold, used
    for fraud against the people in it, and must be reported as a breach.
  `,
  remediation: prose`
    Remove the fields from what these callers get, or give callers who need them a credential that is granted to them,
    and an operation of their own. Where it is meant, say so in sallyport.yaml with a reason.
  `,

  examples: {
    bad: [
      yaml`
        servers:
          - url: https://api.acme.io
        security:
          - token: []
        paths:
          /debug/orders:
            get:
              security: []
              responses:
                "200":
                  description: The orders.
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
        servers:
          - url: https://api.acme.io
        security:
          - token: []
        paths:
          /debug/orders:
            get:
              security: []
              responses:
                "200":
                  description: The orders.
                  content:
                    application/json:
                      schema:
                        type: array
                        items:
                          $ref: "#/components/schemas/Order"
        components:
          schemas:
            Order:
              properties:
                id:
                  type: string
                status:
                  type: string
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
          /products:
            get:
              security: []
              responses:
                "200":
                  description: The products.
                  content:
                    application/json:
                      schema:
                        type: array
                        items:
                          properties:
                            name:
                              type: string
                            price:
                              type: number
        components:
          securitySchemes:
            token:
              type: http
              scheme: bearer
      `,
    ],
  },

  *check(api) {
    const lists = faultsOver(api, (flow) => isDirectPrincipal(flow) && flow.subject === "collection", "everybody's");
    for (const fault of lists) yield { ...fault, ...listWords(fault) };
    yield* faultsOver(api, (flow) => !isDirectPrincipal(flow) && !isEmbeddedPrincipal(flow), "the");
  },
};

/** What is said of lists: of everybody there is, or of those who belong to one thing, such as the followers of one user. */
function listWords({ message, places = [] }: Fault): Pick<Fault, "title" | "message" | "rationale" | "remediation"> {
  if (places.length > 0 && places.every(({ operation }) => operation !== undefined && namesUnknownCaller(operation)))
    return {
      title: "The caller's own data is returned without authentication",
      message: message.replace("can read everybody's", "can read somebody's"),
      rationale: prose`
        The operation is about whoever calls, and asks for nothing by which the service could know who that is. Either it
        hands somebody's data to anybody, or it takes a credential of which the description does not tell, and then
        nobody can check that it is asked for.
      `,
      remediation: prose`
        Define the credential by which the service knows the caller, and require it.
      `,
    };
  const isOfAll = places.some(({ operation }) => operation !== undefined && !operation.path.includes("{"));
  return {
    title: isOfAll ? "All users' data can be read in bulk" : "A list returns other people's data",
    message: isOfAll ? message : message.replace("can read everybody's", "can read other people's"),
    rationale: isOfAll
      ? prose`
          A list hands out everybody's data page by page, and a script takes all of it. What these callers may not read
          of one person they get of all, also where the app shows less.
        `
      : prose`
          A list hands out the data of all who stand in it in one call. What these callers may not read of one person they
          get of many, and of more with each thing whose list they ask for, also where the app shows less.
        `,
    remediation: prose`
      Return in lists only what everybody may see of everybody, and the rest by the single record, to those who may have
      it; limit pages. Where it is meant, say so in sallyport.yaml with a reason.
    `,
  };
}
