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
    What an API is called does not protect it. Whoever reaches its host and gets in can call it, also if it stands in
    no documentation and no app of others uses it.
  `,
  exploit: prose`
    An attacker finds the host in a certificate log or in the app and tries the paths of the private API on it from
    outside. The calls are answered, because nothing but the documentation said that they are for the inside. Operations
    that nobody hardened for strangers are now theirs to use.
  `,
  remediation: prose`
    Serve it on a host that only the inside reaches, or ask for a credential that only the organisation's own people and
    services have. Or declare the audience that it really has, and review it for that.
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
      const { declared, exposure, assumed, admission, reach, intent } = api.assessed(operation);
      // One sign-up that opens everything is a finding of its own, and an open log-in is what a private API needs.
      return (
        operation.operationKind === "path" &&
        declared.audience === "private" &&
        !declared.isHint &&
        exposure !== "private" &&
        !assumed &&
        admission !== "self-registered" &&
        reach !== "internal" &&
        intent === undefined
      );
    });
    for (const [admission, operations] of grouped(reachable, (operation) => api.assessed(operation).admission)) {
      const who = admission === "anonymous" ? "anybody can call without logging in" : "partners can call";
      yield {
        at: placeOf(operations[0]!),
        cause: admission,
        operations,
        message: `${count(operations.length, "operation")} ${operations.length === 1 ? "is" : "are"} declared private, and ${operations.length === 1 ? "is one that" : "are ones that"} ${who}`,
        evidence: [...new Set(operations.flatMap((operation) => api.assessed(operation).because))]
          .slice(0, 4)
          .map((reason) => `Since ${reason}.`),
      };
    }
  },
};
