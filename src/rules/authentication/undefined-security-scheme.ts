import { partitioned } from "../../core/grouped.ts";
import { memo } from "../../core/memo.ts";
import { nearest } from "../../core/nearest.ts";
import type { Place } from "../../core/place.ts";
import { count, prose, quoted, yaml } from "../../core/prose.ts";
import { placeOf, type Api, type Operation } from "../../model/api.ts";
import type { SecurityRequirement, SecurityScheme } from "../../model/security.ts";
import { schemeNameFix } from "../../operations/fixes/spelling-fixes.ts";
import type { Rule } from "../rule.ts";
import type { FaultPlace } from "../../operations/fault.ts";
import { namings } from "../../operations/schemes/scopes.ts";

/** A requirement that names a scheme which nothing defines. */
export const undefinedSecurityScheme: Rule = {
  id: "undefined-security-scheme",
  title: "Security scheme is used but not defined",
  owasp: ["API2:2023", "API8:2023"],
  cwe: [1188],
  asvs: ["V8.2.1"],
  confidence: "certain",

  rationale: prose`
    A requirement refers to its scheme by name. If no scheme has that name, gateways, generated servers and tests have
    nothing to enforce: the operation looks protected but may be open. Often the name is misspelt.
  `,
  exploit: prose`
    An attacker calls the operation without a credential and succeeds, because the gateway found no scheme of that name
    and enforced nothing. Anyone can read or change what the author believed to be protected. This goes unnoticed until
    someone tests a call without a token.
  `,
  remediation: prose`
    Define the scheme, or correct the name. Schemes are defined under components.securitySchemes (securityDefinitions
    in Swagger 2.0).
  `,
  fixes: [schemeNameFix],

  examples: {
    bad: [
      yaml`
        paths:
          /orders:
            get:
              security:
                - baererAuth: [] # ✗
        components:
          securitySchemes:
            bearerAuth:
              type: http
              scheme: bearer
      `,
    ],
    good: [
      yaml`
        paths:
          /orders:
            get:
              security:
                - bearerAuth: []
        components:
          securitySchemes:
            bearerAuth:
              type: http
              scheme: bearer
      `,
    ],
  },

  *check(api) {
    const [undefinedOnes, defined] = partitioned(api.securitySchemes, ({ schemeKind }) => schemeKind === "undefined");
    const names = defined.slice(0, MOST_MEANT).map(({ name }) => name);
    for (const [index, scheme] of undefinedOnes.entries()) {
      const places = [...spotsOf(api, scheme)];
      const first = places[0];
      if (first === undefined) continue;
      const meant = index < MOST_MEANT ? nearest(scheme.name, names) : undefined;
      const alone = scheme.usedBy.filter((operation) => standsAlone(operation, scheme));
      yield {
        at: first.at,
        cause: scheme.name,
        places,
        operations: scheme.usedBy,
        message: `${quoted(scheme.name)} is required by ${count(scheme.usedBy.length, "operation")}, but not defined${meant === undefined ? "" : `; did you mean ${quoted(meant)}?`}`,
        mitigations:
          alone.length === 0 && scheme.usedBy.length > 0
            ? ["every operation that requires it also requires a defined scheme"]
            : scheme.usedBy.length > 0 && scheme.usedBy.every(tellsRefusal)
              ? ["a 401 response is described, so perhaps only the definition is missing"]
              : [],
      };
    }
  },
};

function tellsRefusal({ responses }: Operation): boolean {
  return responses.some(({ status }) => status === "401");
}

/** For so many, and of so many, it is worked out which was meant: who has more of either did not slip. */
const MOST_MEANT = 100;

/** Each operation that requires the scheme, at the requirement in force; the root's where no operation does. */
function* spotsOf(api: Api, scheme: SecurityScheme): Generator<FaultPlace> {
  for (const operation of scheme.usedBy) {
    const at = placeIn(operation.security, scheme);
    if (at !== undefined) yield { at, operation };
  }
  const atRoot = scheme.usedBy.length === 0 ? placeIn(api.security, scheme) : undefined;
  if (atRoot !== undefined) yield { at: atRoot };
}

function placeIn(requirement: SecurityRequirement | undefined, scheme: SecurityScheme): Place | undefined {
  const first = requirement === undefined ? undefined : namings(requirement, scheme)[0];
  return first === undefined ? undefined : placeOf(first);
}

/** Whether an alternative of the operation asks for this scheme and for no defined one. */
function standsAlone({ security }: Operation, scheme: SecurityScheme): boolean {
  return security !== undefined && undefinedAlone(security).has(scheme);
}

/** The schemes of alternatives in which no scheme is defined. */
const undefinedAlone = memo(
  ({ alternatives }: SecurityRequirement): ReadonlySet<SecurityScheme> =>
    new Set(
      alternatives.flatMap(({ schemes }) =>
        schemes.every(({ scheme }) => scheme.schemeKind === "undefined") ? schemes.map(({ scheme }) => scheme) : [],
      ),
    ),
);
