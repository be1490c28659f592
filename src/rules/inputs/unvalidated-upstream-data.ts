import { listed, prose, quoted, yaml } from "../../core/prose.ts";
import { placeOf } from "../../model/api.ts";
import { statedAt } from "../../operations/stated.ts";
import type { Rule } from "../rule.ts";

/** A text says that what another service answers is taken over without a check. */
export const unvalidatedUpstreamData: Rule = {
  id: "unvalidated-upstream-data",
  title: "Data of another service is used without validation (unsafe consumption of APIs)",
  alsoKnownAs: ["unsafe consumption of APIs", "unsigned update", "supply chain"],
  owasp: ["API10:2023"],
  cwe: [345, 353, 494, 20],
  asvs: ["V2.2.1"],
  confidence: "likely",

  rationale: prose`
    What a partner or a manufacturer sends is as foreign as what a caller sends. If it is stored, shown, installed or
    decides without a check of its form, its bounds and its signature, whoever takes over that service, or the line to
    it, takes over this one.
  `,
  exploit: prose`
    An attacker compromises the partner's service or answers in its place. The values or the package of the attacker are
    taken over: a limit without bounds, a script in a page, a manipulated firmware. Every customer of this service is
    affected at once.
  `,
  remediation: prose`
    Validate what comes back against a schema and bounds of your own, escape it where it is shown, and refuse what does
    not fit. Install packages only with a valid signature of a key that was stored beforehand.
  `,

  examples: {
    bad: [
      yaml`
        paths:
          /applications/{id}/scoring:
            post: # ✗
              description: Asks the credit bureau. The response of the provider is stored without validation.
              responses:
                "200":
                  description: Scored.
      `,
    ],
    good: [
      yaml`
        paths:
          /applications/{id}/scoring:
            post:
              description: Asks the credit bureau. The response of the provider is validated against a schema and rejected with 502 if it does not fit.
              responses:
                "200":
                  description: Scored.
      `,
    ],
  },

  *check(api) {
    const found = api.operations.flatMap((operation) => {
      const stated = statedAt(operation, ["upstream-unchecked"]);
      return stated === undefined ? [] : [{ operation, ...stated }];
    });
    if (found.length === 0) return;
    yield {
      at: placeOf(found[0]!.operation),
      cause: "",
      places: found.map(({ operation }) => ({ at: placeOf(operation), operation })),
      message: `${listed(
        found.map(({ operation }) => operation.id),
        3,
      )} ${found.length === 1 ? "takes" : "take"} over what another service sends unchecked: ${quoted(found[0]!.sentence, 160)}`,
    };
  },
};
