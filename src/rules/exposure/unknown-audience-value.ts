import { prose, quoted, yaml } from "../../core/prose.ts";
import { placeOf } from "../../model/api.ts";
import { operationsAt } from "../../model/operations-at.ts";
import type { Rule } from "../rule.ts";

/** An audience that is none. */
export const unknownAudienceValue: Rule = {
  id: "unknown-audience-value",
  title: "Unknown audience value",
  owasp: ["API9:2023"],
  cwe: [1059],
  asvs: ["V8.1.1"],
  confidence: "certain",

  rationale: prose`
    Portals, gateways and reviewers classify APIs by this value. Each of them treats an unknown value differently, and a
    typo can publish an internal API.
  `,
  exploit: prose`
    A typo makes the portal fall back to its default and list the API for everyone. An attacker reads there about
    operations that were meant for partners, and tries them. Operations that were never hardened for the public are now
    open to attack.
  `,
  remediation: prose`
    Use one of the known values: component-internal, business-unit-internal, company-internal, external-partner or
    external-public.
  `,

  examples: {
    bad: [
      yaml`
        info:
          title: Stock
          version: "1"
          x-audience: extern-public # ✗
        paths:
          /stock:
            get: {}
      `,
    ],
    good: [
      yaml`
        info:
          title: Stock
          version: "1"
          x-audience: External-Partner
        paths:
          /stock:
            get:
              x-internal: true
      `,
    ],
  },

  *check(api) {
    for (const { node, extension, value } of api.audiences.unknown) {
      const at = placeOf({ node });
      yield {
        at,
        cause: `${extension} ${value}`,
        operations: operationsAt(api, at),
        message: `${extension} is ${quoted(value)}, which is not an audience`,
      };
    }
  },
};
