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
    Portals, gateways and reviewers sort APIs by this word. One that they don't know is treated as each of them likes,
    and a slip of the pen can publish what was meant for the company.
  `,
  exploit: prose`
    A slip of the pen makes the portal fall back to its default and list the API for everybody. An attacker reads there
    about operations that were meant for partners, and tries them. What was never hardened for the public is now
    attacked by it.
  `,
  remediation: prose`
    Use component-internal, business-unit-internal, company-internal, external-partner or external-public.
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
        message: `${extension} is ${quoted(value)}, which is no audience`,
      };
    }
  },
};
