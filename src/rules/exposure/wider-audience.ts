import { grouped } from "../../core/grouped.ts";
import { wider } from "../../core/exposure-words.ts";
import { listed, prose, yaml } from "../../core/prose.ts";
import { placeOf } from "../../model/api.ts";
import type { Rule } from "../rule.ts";

/** An operation that is declared for more people than the API that it stands in. */
export const widerAudience: Rule = {
  id: "wider-audience",
  title: "Operation is declared for a wider audience than its API",
  owasp: ["API9:2023"],
  cwe: [1059],
  asvs: ["V8.1.1"],
  confidence: "certain",

  rationale: prose`
    An API is classified, hosted and reviewed for the audience that is declared for the whole API. An operation with a
    wider audience is served from the same hosts by the same code, and exposes the other operations to that audience.
  `,
  exploit: prose`
    An API was reviewed and hosted for partners, but one of its operations is declared public. An attacker who reaches that operation also reaches the host and the code that it shares with all other operations, and sees their error messages. Protection that was only sufficient for
    partners is now exposed to everyone.
  `,
  remediation: prose`
    Declare the widest audience of the API, and review it for that audience. Or serve the operation from a separate API.
  `,

  examples: {
    bad: [
      yaml`
        info:
          title: Stock
          version: "1"
          x-audience: company-internal
        paths:
          /stock:
            get: {}
          /prices:
            get: # ✗
              x-audience: external-public
      `,
    ],
    good: [
      yaml`
        info:
          title: Stock
          version: "1"
          x-audience: external-partner
        paths:
          /stock:
            get:
              x-audience: company-internal
          /prices:
            get:
              x-audience: external-partner
      `,
    ],
  },

  *check(api) {
    const whole = api.audiences.api;
    if (whole === undefined) return;
    const found = api.operations.flatMap((operation) => {
      const { audience } = api.audiences.of(operation);
      const isWider = audience !== undefined && audience !== whole && wider(audience, whole) === audience;
      return isWider && operation.operationKind === "path" ? [{ operation, audience }] : [];
    });
    for (const [audience, uses] of grouped(found, (one) => one.audience)) {
      const operations = uses.map(({ operation }) => operation);
      yield {
        at: placeOf(operations[0]!),
        cause: audience,
        places: operations.map((operation) => ({ at: placeOf(operation), operation })),
        message: `The API is declared ${whole}, but ${operations.length} of its operations ${operations.length === 1 ? "is" : "are"} declared ${audience}: ${listed(
          operations.map(({ id }) => id),
          3,
        )}`,
      };
    }
  },
};
