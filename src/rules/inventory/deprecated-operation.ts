import { grouped } from "../../core/grouped.ts";
import { count, listed, prose, yaml } from "../../core/prose.ts";
import { placeOf, type Operation } from "../../model/api.ts";
import type { Rule } from "../rule.ts";
import { isForStrangers, isUnsaid } from "../../operations/strangers.ts";

/** A deprecated operation is still served. */
export const deprecatedOperation: Rule = {
  id: "deprecated-operation",
  title: "Deprecated operation is still served",
  alsoKnownAs: ["zombie API"],
  owasp: ["API9:2023"],
  cwe: [1059, 477],
  asvs: [],
  confidence: "certain",

  rationale: prose`
    Deprecated operations are no longer maintained: they lack the checks that their successors got, and their logs are
    not watched. Without an end date they remain for years.
  `,
  exploit: prose`
    An attacker searches the description for deprecated operations and tries them first. One of them still works,
    without the limit and the check of its successor, and unnoticed. A flaw that was fixed in
    the successor still works here.
  `,
  remediation: prose`
    Declare the date on which the operation ends, with a Sunset header (RFC 8594) and with x-sunset in the
    description. Notify those who still call it, and switch it off on that date.
  `,

  examples: {
    bad: [
      yaml`
        security:
          - token: []
        paths:
          /v1/sessions:
            post: # ✗
              deprecated: true
              security: []
        components:
          securitySchemes:
            token:
              type: http
              scheme: bearer
      `,
    ],
    good: [
      yaml`
        paths:
          /v1/sessions:
            post:
              deprecated: true
              x-sunset: "2026-12-31"
              security: []
      `,
    ],
  },

  *check(api) {
    const served = api.operations.filter(
      (operation) =>
        operation.deprecated &&
        operation.operationKind === "path" &&
        !isUnsaid(api, operation) &&
        api.assessed(operation).judgedAs !== "private" &&
        !hasEnd(operation),
    );
    for (const [isOpen, operations] of grouped(served, (operation) => isForStrangers(api, operation))) {
      const ids = listed(
        operations.map(({ id }) => id),
        3,
      );
      yield {
        at: placeOf(operations[0]!),
        cause: isOpen ? "open" : "guarded",
        places: operations.map((operation) => ({ at: placeOf(operation), operation })),
        message:
          operations.length === 1
            ? `${ids} is deprecated, but nothing says when it ends`
            : `${count(operations.length, "operation")} are deprecated, but nothing says when they end: ${ids}`,
        mitigations: isOpen ? [] : ["nothing indicates public access"],
      };
    }
  },
};

/** Whether a day is named on which it ends. */
function hasEnd(operation: Operation): boolean {
  const names = [
    ...operation.extensions.keys(),
    ...operation.responses.flatMap(({ headers }) => headers.map(({ name }) => name)),
  ];
  return (
    names.some((name) => /sunset|removal|removed|end-?of-?life|eol|deprecat\w*-?(?:date|at|on)|remove/i.test(name)) ||
    ENDS.test(`${operation.summary ?? ""} ${operation.description ?? ""}`)
  );
}

/** Words that say that it ends, and behind them when, in each language. */
const ENDS = new RegExp(
  `(?:${[
    /\b(?:sunset|removed?|retired?|retirement|shut ?down|turned off|switched off|end of life|discontinued|supported until|cease)\b/,
    /(?:abgeschaltet|abschaltung|entfernt|eingestellt|unterstützt bis|lebensende)(?!\w)/,
    /supprimée?|retirée?|désactivée?|prise? en charge jusqu|fin de vie/,
    /(?:eliminad[oa]|retirad[oa]|desactivad[oa]|fin de vida|soporte hasta|dejará de)(?!\w)/,
    /(?:removid[oa]|desativad[oa]|descontinuad[oa]|fim de vida|suporte até|deixará de)(?!\w)/,
  ]
    .map(({ source }) => source)
    .join("|")})${/[^.]{0,60}\b(?:20\d\d|version \d|versión \d|versão \d|v\d)/.source}`,
  "i",
);
