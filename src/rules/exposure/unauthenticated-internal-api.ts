import { isAbove } from "../../core/exposure-words.ts";
import { count, listed, prose, yaml } from "../../core/prose.ts";
import { readingOf } from "../../exposure/reading.ts";
import { placeOf } from "../../model/api.ts";
import { carriedBy } from "../../operations/readers/readers.ts";
import { mayReturnAnything } from "../../operations/understood.ts";
import type { Rule } from "../rule.ts";

/** An API that only its network protects: whoever is on the network reads it without a credential. */
export const unauthenticatedInternalApi: Rule = {
  id: "unauthenticated-internal-api",
  alsoKnownAs: ["zero trust", "missing authentication", "network perimeter"],
  title: "Internal API without authentication",
  owasp: ["API2:2023"],
  cwe: [306],
  asvs: ["V8.2.1"],
  confidence: "certain",

  rationale: prose`
    A server's location limits who can reach it, not who may call it. Every service, laptop and container on the network
    can call an internal API that requires no credential, and so can anyone who compromises one of them. NIST SP 800-207
    (zero trust) therefore requires authentication of every call, wherever it comes from.
  `,
  exploit: prose`
    An attacker compromises one machine on the network, with a phishing e-mail or a flaw in another service. From there
    the attacker calls the API, which trusts every caller. The attacker reads the API's data, and no log shows who did
    it.
  `,
  remediation: prose`
    Require a credential from each caller: mutual TLS between services, or a token with an audience. If a mesh or
    gateway already does that, describe it as a security scheme, so that reviews and tests consider it.
  `,

  examples: {
    bad: [
      yaml`
        servers:
          - url: https://stock.acme.internal
        security: []
        paths:
          /articles/{id}:
            get: {} # ✗
      `,
    ],
    good: [
      yaml`
        servers:
          - url: https://stock.acme.internal
        security:
          - mesh: []
        paths:
          /articles/{id}:
            get: {}
        components:
          securitySchemes:
            mesh:
              type: mutualTLS
      `,
      yaml`
        servers:
          - url: https://stock.acme.internal
        security: []
        paths:
          /health:
            get: {}
      `,
    ],
  },

  *check(api) {
    // What changes something, and what hands out too much, is told by other rules.
    const operations = api.operations.filter((operation) => {
      const { unprotected, intent, over } = api.assessed(operation);
      return (
        operation.operationKind === "path" &&
        (unprotected === "anonymous" || unprotected === "self-registered") &&
        intent === undefined &&
        readingOf(operation) !== undefined &&
        ![...over].some(({ field }) => field.confidence !== "possible")
      );
    });
    if (operations.length === 0) return;
    const flows = operations
      .map((operation) => api.assessed(operation))
      // Whoever signs up may read what is of their own account.
      .flatMap(({ exposed, unprotected }) =>
        exposed.filter(({ whose }) => unprotected === "anonymous" || (whose !== "caller" && whose !== "tenant")),
      )
      .filter(({ field }) => field.confidence !== "possible" && isAbove(field.sensitivity, "public"));
    const unclear = operations.filter((operation) => mayReturnAnything(api, operation));
    yield {
      at: placeOf(operations[0]!),
      cause: "",
      places: operations.map((operation) => ({ at: placeOf(operation), operation })),
      message: `Anyone on the network can call ${
        operations.length === 1
          ? operations[0]!.id
          : `${count(operations.length, "operation")}: ${listed(
              operations.map(({ id }) => id),
              3,
            )}`
      }${flows.length === 0 ? "" : `, and read ${carriedBy(flows, 5, "plural")}`}`,
      evidence:
        unclear.length === 0
          ? []
          : [
              `The description does not say what is returned by ${listed(
                unclear.map(({ id }) => id),
                3,
              )}.`,
            ],
      // What is not understood is not harmless.
      mitigations:
        flows.length === 0 && unclear.length === 0
          ? ["no sensitive data is known to be returned, and nothing changes"]
          : [],
    };
  },
};
