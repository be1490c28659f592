import { count, listed, prose, yaml } from "../../core/prose.ts";
import { placeOf } from "../../model/api.ts";
import { grouped } from "../../core/grouped.ts";

import { capitalized } from "../../core/sentence.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import type { Fault } from "../../operations/fault.ts";
import type { Rule } from "../rule.ts";

/** An operation that is declared private, and that others can call. */
export const privateButReachable: Rule = {
  id: "private-but-reachable",
  title: "Operations declared private are reachable from outside",
  owasp: ["API5:2023", "API9:2023"],
  cwe: [285],
  asvs: ["V8.2.1"],
  confidence: "likely",

  rationale: prose`
    Declaring an API private does not protect it. Anyone who can reach its host and pass its authentication, if any, can
    call it, even if no documentation mentions it and no external app uses it.
  `,
  exploit: prose`
    An attacker finds the host in a certificate log or in the app and tries the paths of the private API from outside.
    The calls succeed, because only the documentation says that they are internal. The attacker can now use operations
    that were never hardened for public access.
  `,
  remediation: prose`
    Serve the API on a host reachable only internally, or require a credential that only the organization's own
    people and services have. Otherwise declare the API's real audience, the widest that any of its operations has, and
    review it for that.
  `,

  examples: {
    bad: [
      yaml`
        info:
          title: Stock
          version: "1"
          x-audience: company-internal
        servers:
          - url: https://api.acme.io
        paths:
          /stock:
            get: # ✗
              security: []
      `,
    ],
    good: [
      yaml`
        info:
          title: Stock
          version: "1"
          x-audience: company-internal
        servers:
          - url: https://stock.acme.internal
        paths:
          /stock:
            get:
              security: []
      `,
      yaml`
        info:
          title: Stock
          version: "1"
          x-audience: company-internal
        servers:
          - url: https://api.acme.io
        paths:
          /health:
            get:
              security: []
      `,
    ],
  },

  *check(api) {
    yield* usedFromOutside(api);
    const reachable = api.operations.filter((operation) => {
      const { declared, exposure, assumed, admission, reach, intent, schemes } = api.assessed(operation);
      // One sign-up that opens everything is a finding of its own, and an open log-in is what a private API needs.
      return (
        operation.operationKind === "path" &&
        declared.audience === "private" &&
        !declared.isHint &&
        api.assessed(operation).usedBy === undefined &&
        exposure !== "private" &&
        !assumed &&
        admission !== "self-registered" &&
        reach !== "internal" &&
        intent === undefined &&
        // Members are let in on purpose where the team calls them its own: what they reach of others is what counts.
        !schemes.some(({ enrolled }) => enrolled !== undefined)
      );
    });
    for (const [admission, operations] of grouped(reachable, (operation) => api.assessed(operation).admission)) {
      const who =
        admission === "anonymous" ? "can be called by anyone without logging in" : "can be called by partners";
      yield {
        at: placeOf(operations[0]!),
        cause: admission,
        operations,
        message: `${count(operations.length, "operation")} ${operations.length === 1 ? "is" : "are"} declared private, but ${who}`,
        evidence: [...new Set(operations.flatMap((operation) => api.assessed(operation).because))]
          .slice(0, 4)
          .map((reason) => `Reason: ${reason}.`),
      };
    }
  },
};

/** What is declared private, or served inside, and is used by people outside of the organization as the description tells it. */
function* usedFromOutside(api: AssessedApi): Generator<Fault> {
  const used = api.operations.filter((operation) => api.assessed(operation).usedBy !== undefined);
  if (used.length === 0) return;
  const said = used.flatMap((operation) => {
    const { usedBy, declared } = api.assessed(operation);
    return [
      ...(declared.audience === "private" && !declared.isHint ? [`${declared.source} says private`] : []),
      ...(usedBy?.against === undefined ? [] : [`the server is inside (${usedBy.against})`]),
    ];
  });
  const claims = [...new Set(said)];
  const signs = [...new Set(used.flatMap((operation) => api.assessed(operation).usedBy?.sign ?? []))];
  yield {
    at: placeOf(api.info),
    cause: "used from outside",
    operations: used,
    title: "Declared private, but people outside the organization use it",
    message: `${capitalized(claims.slice(0, MOST_CLAIMS).join(", and "))}, but ${listed(signs, MOST_CLAIMS)}`,
    rationale: prose`
      People whom an organization serves are outside of it, so what they call is reachable from outside, and each of
      them must be kept away from the data of the others. An audience or a host name that says otherwise hides this from
      reviews.
    `,
    exploit: prose`
      A customer takes the token of the app and calls the API without the app. The API was reviewed as internal, so it
      was not tested whether it refuses requests for the data of other customers. The attacker reads all records one by
      one.
    `,
    remediation: prose`
      Say who calls the API. If people outside the organization do, declare the audience partner or public, name the server
      that they reach, and state in admission who gets the credential. If only staff call it, correct the sentence.
    `,
    evidence: [
      ...claims.map((claim) => `On the one hand: ${claim}.`),
      ...signs.map((sign) => `On the other hand: ${sign}.`),
    ],
    mitigations: ["the description may only describe the people in the data"],
  };
}

const MOST_CLAIMS = 3;
