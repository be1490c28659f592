import { MORE_THAN_MAY_SEE } from "../../core/others-data.ts";
import { prose, yaml } from "../../core/prose.ts";
import { namesUnknownCaller } from "../../exposure/subject.ts";
import { leftOutRequirementFix } from "../../operations/fixes/known-fixes.ts";
import type { Rule } from "../rule.ts";
import type { Fault } from "../../operations/fault.ts";
import { faultsOver, isDirectPrincipal, isEmbeddedPrincipal } from "../../operations/readers/over-ceiling.ts";

/** More is handed out than these callers may read. */
export const excessiveDataExposure: Rule = {
  id: "excessive-data-exposure",
  title: MORE_THAN_MAY_SEE,
  alsoKnownAs: ["excessive data exposure", "BOPLA", "broken object property level authorization"],
  owasp: ["API3:2023", "API1:2023"],
  cwe: [213, 359],
  asvs: ["V8.2.3", "V14.2.6", "V15.3.1"],
  confidence: "likely",
  isAsSureAsFields: true,

  rationale: prose`
    Each kind of caller has a limit on the data it may receive: the public gets no personal data, partners get what
    their task needs. This call returns data beyond that limit, even if the app hides it.
  `,
  exploit: prose`
    An attacker makes a call that everyone may make and keeps the fields that the app never shows. Repeated for all
    IDs or pages, this yields a collection of personal data that these callers were never meant to get. It is sold
    or used for fraud against these people, and the breach must be reported.
  `,
  remediation: prose`
    Remove the fields for these callers, or give the callers who need them a separate operation and a credential that
    others cannot get. If the exposure is intended, say so in sallyport.yaml with a reason.
  `,
  fixes: [leftOutRequirementFix],

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
      yaml`
        servers:
          - url: https://api.acme.io
        paths:
          /shops/{id}:
            get:
              security:
                - token: []
          /shops/{id}/payouts:
            get:
              responses:
                "200":
                  description: The payouts of a shop.
                  content:
                    application/json:
                      schema:
                        type: array
                        items:
                          properties:
                            id:
                              type: string
                            iban: # ✗
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
    const lists = faultsOver(api, (flow) => isDirectPrincipal(flow) && flow.subject === "collection", "everyone's");
    for (const fault of lists) yield { ...fault, ...listWords(fault) };
    yield* faultsOver(api, (flow) => !isDirectPrincipal(flow) && !isEmbeddedPrincipal(flow));
  },
};

/** What is said of lists: of everybody there is, or of those who belong to one thing, such as the followers of one user. */
function listWords({
  message,
  places = [],
}: Fault): Pick<Fault, "title" | "message" | "rationale" | "exploit" | "remediation"> {
  if (places.length > 0 && places.every(({ operation }) => operation !== undefined && namesUnknownCaller(operation)))
    return {
      title: "The caller's own data is returned without authentication",
      exploit:
        "An attacker calls the operation without a credential, or with another person's identifier, and gets that person's data.",
      message: message.replace("can read everyone's", "can read users'"),
      rationale: prose`
        The operation returns data about the caller, but requires no credential that identifies the caller. Either it
        returns someone's data to anyone, or it uses a credential that the description omits, and this requirement
        cannot be checked.
      `,
      remediation: prose`
        Define the credential that identifies the caller, and require it.
      `,
    };
  const isOfAll = places.some(({ operation }) => operation !== undefined && !operation.path.includes("{"));
  return {
    title: isOfAll ? "All users' data can be read in bulk" : "A list returns other people's data",
    message: isOfAll ? message : message.replace("can read everyone's", "can read other people's"),
    rationale: isOfAll
      ? prose`
          The list returns everyone's data page by page, and a script can collect it all. Callers get data about
          everyone that they may not read about a single person, even if the app hides it.
        `
      : prose`
          One call returns the data of everyone in the list. Callers get data about many people that they may not
          read about a single person, and about more people with each list they request, even if the app hides it.
        `,
    remediation: prose`
      Leave the fields out of lists. Return them one record at a time, to authorized callers only, and limit the page
      size. If these callers are meant to see these fields, say so in sallyport.yaml and give a
      reason.
    `,
  };
}
