import { isAbove } from "../../core/exposure-words.ts";
import { memo } from "../../core/memo.ts";
import { partitioned } from "../../core/grouped.ts";
import { grouped } from "../../core/grouped.ts";
import { count, listed, prose, quoted, yaml } from "../../core/prose.ts";
import { intentOf } from "../../exposure/intent.ts";
import { readingOf } from "../../exposure/reading.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import { placeOf, type Operation } from "../../model/api.ts";
import type { RequiredScheme, SecurityScheme } from "../../model/security.ts";
import type { Fault, FaultPlace } from "../../operations/fault.ts";
import { declaredScopes, isReadScope, thingOfScope } from "../../operations/schemes/scopes.ts";
import type { Rule } from "../rule.ts";

/** Scopes that are asked for together, of which one would do. */
export const excessiveScopeForRead: Rule = {
  id: "excessive-scope-for-read",
  title: "Read requires more scopes than it needs",
  alsoKnownAs: ["over-broad scope", "least privilege"],
  owasp: ["API5:2023", "API2:2023"],
  cwe: [250, 266],
  asvs: ["V10.4.11"],
  confidence: "likely",

  rationale: prose`
    Callers need every scope that a requirement lists. A read that requires the write scope in addition to the read
    scope cannot be called with the read scope alone, so every client is granted both.
  `,
  exploit: prose`
    An attacker steals the token of a client that only displays data. The token also has the write scope, because
    reading required it. The attacker changes and deletes data with it.
  `,
  remediation: prose`
    List the scopes as alternatives if one is enough. Each alternative is a requirement of its own. Require no more
    than the read scope if nothing is changed.
  `,

  examples: {
    bad: [
      yaml`
        paths:
          /files:
            get:
              security:
                - login: [files, files.read] # ✗
        components:
          securitySchemes:
            login:
              type: oauth2
              flows:
                authorizationCode:
                  authorizationUrl: https://login.acme.io/authorize
                  tokenUrl: https://login.acme.io/token
                  scopes:
                    files: Files
                    files.read: Read files
      `,
    ],
    good: [
      yaml`
        paths:
          /files:
            get:
              security:
                - login: [files]
                - login: [files.read]
        components:
          securitySchemes:
            login:
              type: oauth2
              flows:
                authorizationCode:
                  authorizationUrl: https://login.acme.io/authorize
                  tokenUrl: https://login.acme.io/token
                  scopes:
                    files: Files
                    files.read: Read files
      `,
    ],
  },

  *check(api) {
    for (const scheme of api.securitySchemes) {
      if (scheme.schemeKind !== "oauth2" && scheme.schemeKind !== "openIdConnect") continue;
      const spots = scheme.usedBy.flatMap((operation) => spotOf(operation, scheme) ?? []);
      for (const [kind, found] of grouped(spots, (spot) => spot.kind)) yield faultOf(api, scheme, kind, found);
    }
  },
};

type Kind = "wide" | "all" | "many";

interface Spot {
  readonly kind: Kind;
  readonly operation: Operation;
  readonly required: RequiredScheme;
}

/** What is wrong with the scopes of an operation, where every way in by this scheme has it. */
function spotOf(operation: Operation, scheme: SecurityScheme): Spot | undefined {
  if (operation.operationKind !== "path" || intentOf(operation) !== undefined) return undefined;
  const alternatives = operation.security?.alternatives ?? [];
  // Another way in, by a credential of another kind, has no scopes to compare.
  const ways = alternatives.flatMap(
    ({ schemes }) => schemes.find((one) => HAVE_SCOPES.has(one.scheme.schemeKind)) ?? [],
  );
  const [required] = ways;
  // What several schemes ask for is told once, at the first.
  if (required?.scheme !== scheme || ways.length < alternatives.length) return undefined;
  const kinds = ways.map((way) => kindOf(operation, way));
  const [kind] = kinds;
  return kind !== undefined && kinds.every((one) => one === kind) ? { kind, operation, required } : undefined;
}

const HAVE_SCOPES: ReadonlySet<string> = new Set(["oauth2", "openIdConnect"]);

function kindOf(operation: Operation, required: RequiredScheme): Kind | undefined {
  const { isAll, isOfMany, isWide } = scopesIn(required);
  if (!isAll && isOfMany) return "many";
  if (readingOf(operation) === undefined) return undefined;
  if (isWide) return "wide";
  return isAll ? "all" : undefined;
}

/** What scopes are beside each other; all operations may inherit the same. */
const scopesIn = memo(({ scopes, scheme }: RequiredScheme) => {
  const { lexicon } = scheme;
  const [reads, others] = partitioned(scopes, (scope) => isReadScope(scope, lexicon));
  const things = new Set(reads.map((scope) => thingOfScope(scope, lexicon)));
  return {
    isAll: scopes.length >= MANY && scopes.length === declaredScopes(scheme).size,
    isOfMany: new Set(scopes.map((scope) => thingOfScope(scope, lexicon))).size > MANY,
    isWide: others.some((scope) => things.has(thingOfScope(scope, lexicon))),
  };
});

/** So many scopes, and all that there are, are no choice any more; nor are more of them, each of other things. */
const MANY = 4;

const WORDS: Readonly<Record<Kind, (ids: string, scopes: string, several: boolean) => string>> = {
  wide: (ids, scopes, several) =>
    `${ids} ${several ? "require" : "requires"} ${scopes} together, but the narrower one is enough to read`,
  many: (ids, scopes, several) =>
    `${ids} ${several ? "require" : "requires"} scopes for different resources at once: ${scopes}`,
  all: (ids, scopes, several) => `${ids} ${several ? "require" : "requires"} all scopes at once: ${scopes}`,
};

function faultOf(api: AssessedApi, scheme: SecurityScheme, kind: Kind, found: readonly Spot[]): Fault {
  const several = found.length > 1;
  const ids =
    found.length > FEW ? count(found.length, "operation") : listed(found.map(({ operation }) => operation.id));
  const scopes = listed(
    found[0]!.required.scopes.map((scope) => quoted(scope)),
    5,
  );
  return {
    at: placeOf(found[0]!.required),
    cause: `${scheme.name} ${kind}`,
    places: found.map(({ operation, required }): FaultPlace => ({ at: placeOf(required), operation })),
    message: WORDS[kind](ids, scopes, several),
    ...(kind === "many" ? { title: "Operation requires unrelated scopes" } : {}),
    aggravations:
      found.length >= OFTEN ? [NO_CHOICE[kind]] : kind === "all" && guardsPersonalData(api, found) ? [ALL_OF_IT] : [],
  };
}

/** Whether the scopes that are demanded together guard values of people that differ in kind, which some client needs only one of. */
function guardsPersonalData(api: AssessedApi, found: readonly Spot[]): boolean {
  const categories = found.flatMap(({ operation }) =>
    api.data
      .flowsOf(operation)
      .filter(
        ({ direction, field }) =>
          direction === "read" &&
          field.isPersonal &&
          field.confidence !== "possible" &&
          isAbove(field.sensitivity, "internal"),
      )
      .map(({ field }) => field.category),
  );
  return new Set(categories).size >= SEVERAL_KINDS;
}

const SEVERAL_KINDS = 2;
const ALL_OF_IT = "whoever needs one value of a person must be granted all of them";

const FEW = 3;
/** So many are no slip: whoever needs one of these operations is granted more than that. */
const OFTEN = 5;
const NO_CHOICE: Readonly<Record<Kind, string>> = {
  wide: "a client that only reads cannot be granted less",
  all: "no client can be granted less",
  many: "a client cannot be granted less than all of them",
};
