import { count, prose, yaml } from "../../core/prose.ts";
import { placeOf } from "../../model/api.ts";
import { grouped } from "../../core/grouped.ts";

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
    const reachable = api.operations.filter((operation) => {
      const { declared, exposure, assumed, admission, reach, intent, schemes } = api.assessed(operation);
      // One sign-up that opens everything is a finding of its own, and an open log-in is what a private API needs.
      return (
        operation.operationKind === "path" &&
        declared.audience === "private" &&
        !declared.isHint &&
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
