import { nearest } from "../../core/nearest.ts";
import { count, prose, quoted, yaml } from "../../core/prose.ts";
import { placeOf, type Api, type Operation } from "../../model/api.ts";
import type { SecurityRequirement, SecurityScheme } from "../../model/security.ts";
import type { Rule } from "../rule.ts";
import type { FaultPlace } from "../../operations/fault.ts";

/** A requirement that names a scheme which nothing defines. */
export const undefinedSecurityScheme: Rule = {
  id: "undefined-security-scheme",
  title: "Operations require a log-in that is not defined",
  owasp: ["API2:2023", "API8:2023"],
  cwe: [1188],
  asvs: ["V8.2.1"],
  confidence: "certain",

  rationale: prose`
    A requirement works by the name of its scheme. Where no scheme has that name, gateways, generated servers and tests
    have nothing to enforce: the operation looks protected, and may be open. Often it is a slip of the pen.
  `,
  exploit: prose`
    An attacker calls the operation without a credential and is served, because the gateway found no scheme of that name
    and enforced nothing. What the author took for protected can be read or changed by anybody. It stays so until
    somebody tries the call without a token.
  `,
  remediation: prose`
    Define the scheme under components.securitySchemes (securityDefinitions in Swagger 2.0), or correct the name.
  `,

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
    const defined = api.securitySchemes.filter(({ schemeKind }) => schemeKind !== "undefined");
    for (const scheme of api.securitySchemes) {
      if (scheme.schemeKind !== "undefined") continue;
      const places = [...namings(api, scheme)];
      const first = places[0];
      if (first === undefined) continue;
      const meant = nearest(
        scheme.name,
        defined.map(({ name }) => name),
      );
      const alone = scheme.usedBy.filter((operation) => standsAlone(operation, scheme));
      yield {
        at: first.at,
        cause: scheme.name,
        places,
        operations: scheme.usedBy,
        message: `${quoted(scheme.name)} is required by ${count(scheme.usedBy.length, "operation")}, and no scheme of that name is defined${meant === undefined ? "" : `; ${quoted(meant)} was meant?`}`,
        mitigations:
          alone.length === 0 && scheme.usedBy.length > 0
            ? ["every operation that requires it requires a defined scheme beside it"]
            : [],
      };
    }
  },
};

/** Each operation that requires the scheme, at the requirement in force; the root's where no operation does. */
function* namings(api: Api, scheme: SecurityScheme): Generator<FaultPlace> {
  for (const operation of scheme.usedBy) {
    for (const at of placesIn(operation.security, scheme).slice(0, 1)) yield { at, operation };
  }
  if (scheme.usedBy.length === 0)
    yield* placesIn(api.security, scheme)
      .slice(0, 1)
      .map((at) => ({ at }));
}

function placesIn(requirement: SecurityRequirement | undefined, scheme: SecurityScheme) {
  return (requirement?.alternatives ?? []).flatMap(({ schemes }) =>
    schemes.filter((required) => required.scheme === scheme).map((required) => placeOf(required)),
  );
}

/** Whether an alternative of the operation asks for this scheme and for no defined one. */
function standsAlone(operation: Operation, scheme: SecurityScheme): boolean {
  return (operation.security?.alternatives ?? []).some(
    ({ schemes }) =>
      schemes.some((required) => required.scheme === scheme) &&
      schemes.every((required) => required.scheme.schemeKind === "undefined"),
  );
}
