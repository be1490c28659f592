import { scopesAskedIn } from "../../operations/schemes/scopes.ts";
import { grouped } from "../../core/grouped.ts";
import { count, listed, prose, quoted, yaml } from "../../core/prose.ts";
import { placeOf, type Operation } from "../../model/api.ts";
import type { Alternative, SecurityScheme } from "../../model/security.ts";
import { readingOf } from "../../exposure/reading.ts";
import { wordsOf } from "../../lexicon/name-tokens.ts";
import { isHeadedBy } from "../../lexicon/phrases.ts";
import { countingKeyBeside } from "../../operations/schemes/required-otherwise.ts";
import type { Rule } from "../rule.ts";

/** Alternatives of which the weakest is much weaker than the strongest. */
export const authenticationDowngrade: Rule = {
  id: "authentication-downgrade",
  title: "Strong authentication has a weaker alternative",
  owasp: ["API2:2023"],
  cwe: [305],
  asvs: ["V6.1.3", "V6.3.4"],
  confidence: "likely",

  rationale: prose`
    Any one of the alternatives is enough, so an operation is only as secure as the weakest of them. If a static key or
    password is accepted instead of a scoped token that expires, attackers will use the key or password.
  `,
  exploit: prose`
    An attacker ignores the log-in with its second factor and looks for an API key that the same operation accepts.
    Apps and repositories often contain such a key. It gives access to everything that the stronger log-in was meant
    to protect, never expires, and does not show which user calls.
  `,
  remediation: prose`
    Remove the weaker alternative, or limit it to the operations that need it. To require both credentials, put both
    schemes into one entry of "security".
  `,

  examples: {
    bad: [
      yaml`
        paths:
          /orders:
            delete:
              security:
                - login: [orders.write]
                - key: [] # ✗
        components:
          securitySchemes:
            key:
              type: apiKey
              in: query
              name: key
            login:
              type: oauth2
              flows:
                authorizationCode:
                  authorizationUrl: https://login.acme.io/authorize
                  tokenUrl: https://login.acme.io/token
                  scopes:
                    orders.write: Change the caller's orders
      `,
    ],
    good: [
      yaml`
        paths:
          /orders:
            delete:
              security:
                - login: [orders.write]
                  key: []
                - certificate: []
        components:
          securitySchemes:
            certificate:
              type: mutualTLS
            key:
              type: apiKey
              in: header
              name: X-API-Key
            login:
              type: oauth2
              flows:
                authorizationCode:
                  authorizationUrl: https://login.acme.io/authorize
                  tokenUrl: https://login.acme.io/token
                  scopes:
                    orders.write: Change the caller's orders
      `,
    ],
  },

  *check(api) {
    const found = api.operations.flatMap((operation) => {
      const pair = unequal(operation);
      return pair === undefined ? [] : [{ operation, ...pair }];
    });
    for (const [cause, uses] of grouped(found, ({ strong, weak }) => `${namesOf(strong)} or ${namesOf(weak)}`)) {
      const { strong, weak } = uses[0]!;
      const scopes = rolesLost(uses, api.operations);
      const without = uses.filter(({ operation, weak: alone }) =>
        (operation.security?.alternatives ?? []).some(
          (one) => one !== alone && one.schemes.some((scheme) => scheme.scopes.some((scope) => scopes.includes(scope))),
        ),
      );
      const changing = without.filter(({ operation }) => readingOf(operation) === undefined);
      yield {
        at: placeOf(weak),
        cause,
        carriers: uses.map(({ operation }) => operation),
        message: `${count(uses.length, "operation")} ${uses.length === 1 ? "accepts" : "accept"} ${namesOf(weak, quoted)} alone instead of ${namesOf(strong, quoted)}${
          scopes.length === 0
            ? ""
            : `, ${without.length === uses.length ? "" : `${without.length} of them `}without the ${scopes.length === 1 ? "scope" : "scopes"} ${listed(
                scopes.map((scope) => quoted(scope)),
                3,
              )}`
        }`,
        aggravations:
          scopes.length === 0
            ? []
            : [
                "it bypasses the scopes that separate callers",
                ...(changing.length === 0
                  ? []
                  : [
                      `${changing.length === 1 ? "one of these operations changes" : `${changing.length} of these operations change`} something`,
                    ]),
              ],
      };
    }
  },
};

interface Pair {
  readonly strong: Alternative;
  readonly weak: Alternative;
}

/**
 * The scopes that every other way into some operations asks for, which not all who log in that way have, and which a person's
 * password or PIN does without. The key of a program may be meant to open all that its owner may do.
 */
function rolesLost(uses: readonly (Pair & { readonly operation: Operation })[], all: readonly Operation[]): string[] {
  if (!uses[0]!.weak.schemes.every(({ scheme, scopes }) => isOfPerson(scheme) && scopes.length === 0)) return [];
  const lost = uses.flatMap(({ operation, weak }) => {
    const others = (operation.security?.alternatives ?? []).filter((one) => one !== weak);
    const [first, ...rest] = others.map(({ schemes }) => new Set(schemes.flatMap(({ scopes }) => scopes)));
    return [...(first ?? [])].filter((scope) => rest.every((scopes) => scopes.has(scope)));
  });
  const asking = all.filter(({ access, operationKind }) => access === "secured" && operationKind === "path");
  const times = new Map<string, number>();
  for (const operation of asking)
    for (const scope of scopesAskedIn(operation.security)) times.set(scope, (times.get(scope) ?? 0) + 1);
  return [...new Set(lost)].filter((scope) => (times.get(scope) ?? 0) < asking.length);
}

/** Whether a person types it: a password, or a key that is called a PIN. */
function isOfPerson({ schemeKind, name, parameterName, lexicon }: SecurityScheme): boolean {
  if (schemeKind === "http") return true;
  return (
    schemeKind === "apiKey" &&
    [name, parameterName ?? ""].some((text) => TYPED.some((concept) => isHeadedBy(wordsOf(text), lexicon, concept)))
  );
}

const TYPED = ["short-secret", "password"] as const;

/** The strongest and the weakest way in, where the one is a token or certificate and the other a key or password. */
function unequal(operation: Operation): Pair | undefined {
  const { access, security, operationKind } = operation;
  const alternatives = security?.alternatives ?? [];
  if (operationKind !== "path" || access !== "secured" || alternatives.length < 2) return undefined;
  // That a key is no way in at all, by its own text, is a contradiction of its own.
  if (countingKeyBeside(operation) !== undefined) return undefined;
  const ranked = alternatives
    .map((alternative) => ({ alternative, strength: strengthOf(alternative) }))
    .toSorted((a, b) => a.strength - b.strength);
  const weakest = ranked[0]!;
  const strongest = ranked.at(-1)!;
  return strongest.strength === TOKEN && weakest.strength < MIDDLE
    ? { strong: strongest.alternative, weak: weakest.alternative }
    : undefined;
}

const TOKEN = 3;

/** An alternative is as strong as its strongest scheme; one that nothing is known of lies between. */
function strengthOf({ schemes }: Alternative): number {
  return Math.max(0, ...schemes.map(({ scheme }) => strengthOfScheme(scheme)));
}

/** A bearer token may be the same secret as a password or key beside it, in another envelope: it is not compared. */
function strengthOfScheme({ name, parameterName, schemeKind, in: place, scheme }: SecurityScheme): number {
  if (schemeKind === "oauth2" || schemeKind === "openIdConnect" || schemeKind === "mutualTLS") return TOKEN;
  if (schemeKind === "apiKey") return TOKENS.test(`${name} ${parameterName ?? ""}`) && place !== "query" ? MIDDLE : 0;
  return schemeKind === "http" && (scheme === "basic" || scheme === "digest") ? 0 : MIDDLE;
}

const MIDDLE = 2;
const TOKENS = /token|session|jwt|bearer|authorization|cookie|oauth/i;

function namesOf({ schemes }: Alternative, shown = (name: string): string => name): string {
  return schemes.map(({ name }) => shown(name)).join(" and ");
}
