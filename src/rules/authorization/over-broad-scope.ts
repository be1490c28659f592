import { memo } from "../../core/memo.ts";
import { count, listed, prose, quoted, yaml } from "../../core/prose.ts";
import { fixedSegments } from "../../exposure/words.ts";
import { placeOf, type Operation } from "../../model/api.ts";
import type { SecurityRequirement, SecurityScheme } from "../../model/security.ts";
import { namings } from "../../operations/schemes/scopes.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import type { Fault } from "../../operations/fault.ts";
import { harmsOf, harmWords } from "../../operations/great-harm.ts";
import { carriedBy } from "../../operations/readers/readers.ts";
import type { Rule } from "../rule.ts";

/** One scope that opens nearly everything. */
export const overBroadScope: Rule = {
  id: "over-broad-scope",
  title: "One scope grants nearly everything",
  owasp: ["API5:2023"],
  cwe: [250],
  asvs: ["V10.4.11"],
  confidence: "likely",

  rationale: prose`
    To let a client perform one small action, users must grant it all rights. For example, a token that was granted for
    showing a list can delete data. A stolen token has the same access, and nothing limits it to its purpose.
  `,
  exploit: prose`
    An attacker steals the token of a client that only shows a list. The token has the only scope that exists, so it can
    delete and export as well. Even the weakest client can cause as much damage as an administrator.
  `,
  remediation: prose`
    Define separate scopes: for each kind of object, and for reading and writing. Reserve the broad one for administrators.
  `,

  examples: {
    bad: [
      yaml`
        security:
          - login: [api]
        paths:
          /orders:
            get: {}
            post: {}
          /orders/{id}:
            get: {}
            delete: {}
          /invoices:
            get: {}
            post: {}
          /customers:
            get: {}
            post: {}
          /users:
            get: {}
          /users/{id}:
            delete: {}
        components:
          securitySchemes:
            login: # ✗
              type: oauth2
              flows:
                authorizationCode:
                  authorizationUrl: https://login.acme.io/authorize
                  tokenUrl: https://login.acme.io/token
                  scopes:
                    api: Access
      `,
    ],
    good: [
      yaml`
        security:
          - login: [orders]
        paths:
          /orders:
            get: {}
            post: {}
          /orders/{id}:
            get: {}
            delete: {}
          /orders/{id}/lines:
            get: {}
            post: {}
          /orders/{id}/lines/{line}:
            get: {}
            put: {}
            delete: {}
          /orders/{id}/notes:
            get: {}
        components:
          securitySchemes:
            login:
              type: oauth2
              flows:
                authorizationCode:
                  authorizationUrl: https://login.acme.io/authorize
                  tokenUrl: https://login.acme.io/token
                  scopes:
                    orders: The caller's orders
      `,
    ],
  },

  *check(api) {
    for (const scheme of api.securitySchemes) {
      if (scheme.schemeKind !== "oauth2" && scheme.schemeKind !== "openIdConnect") continue;
      const found = broadestOf(scheme);
      if (found === undefined) continue;
      const { scope, operations, kinds } = found;
      yield {
        at: placeOf(scheme),
        cause: `${scheme.name} ${scope}`,
        carriers: operations,
        ...weightOf(api, operations),
        message: `${quoted(scope)} of ${quoted(scheme.name)} is the only scope of ${count(operations.length, "operation")} on ${count(kinds.size, "kind")} of objects, including deletions: ${listed([...kinds])}`,
      };
    }
  },
};

/** What the scope opens at its worst: what does great harm, or data that nobody needs for most of the rest. */
function weightOf(api: AssessedApi, operations: readonly Operation[]): Pick<Fault, "aggravations"> {
  const harms = harmsOf(api, operations);
  const special = operations
    .flatMap((operation) => api.assessed(operation).exposed)
    .filter(({ field }) => field.sensitivity === "restricted" && field.confidence !== "possible" && field.isPersonal);
  const parts = [
    ...(harms.size === 0 ? [] : [harmWords(harms)]),
    ...(special.length === 0 ? [] : [`it gives access to ${carriedBy(special, 4, "plural")}`]),
  ];
  return { aggravations: parts.length === 0 ? [] : [parts.join("; ")] };
}

const MANY_OPERATIONS = 10;
const MANY_KINDS = 5;
/** Fewer are many where one scope is enough for nearly all that there is. */
const SOME_KINDS = 3;
const NEARLY_ALL = 0.8;
/** Of a smaller part, the other scopes beside it have the rest: it is one of many, however much there is of each. */
const LEAST_SHARE = 1 / 3;

interface Broad {
  readonly scope: string;
  readonly operations: readonly Operation[];
  readonly kinds: ReadonlySet<string>;
}

/** The scope that alone is enough for most operations, of several kinds of things, and for deleting among them. */
function broadestOf(scheme: SecurityScheme): Broad | undefined {
  const byScope = new Map<string, Operation[]>();
  const namingsIn = memo((requirement: SecurityRequirement) => namings(requirement, scheme));
  for (const operation of scheme.usedBy) {
    const required = operation.security === undefined ? [] : namingsIn(operation.security);
    const asked = new Set(required.map(({ scopes }) => [...new Set(scopes)].toSorted().join(" ")));
    // Where an alternative asks for another scope, a token that has only that one is enough, and narrower.
    const [scope] = required.find(({ scopes }) => scopes.length > 0)?.scopes ?? [];
    if (asked.size === 1 && scope !== undefined && asked.has(scope)) {
      const list = byScope.get(scope);
      if (list === undefined) byScope.set(scope, [operation]);
      else list.push(operation);
    }
  }
  const shared = sharedSegments(scheme.usedBy);
  for (const [scope, operations] of byScope) {
    const kinds = new Set(operations.map((operation) => kindOf(operation, shared)));
    const methods = new Set(operations.map(({ method }) => method));
    const isMost = operations.length >= scheme.usedBy.length * NEARLY_ALL;
    const isBroad =
      operations.length >= MANY_OPERATIONS &&
      operations.length >= scheme.usedBy.length * LEAST_SHARE &&
      kinds.size >= (isMost ? SOME_KINDS : MANY_KINDS) &&
      methods.has("DELETE") &&
      methods.size > 1;
    if (isBroad) return { scope, operations, kinds };
  }
  return undefined;
}

/** What an operation is about: the first segment of its path that says something, behind those that all have. */
function kindOf({ path }: Operation, shared: number): string {
  const segments = fixedSegments(path);
  return [...segments.slice(shared), ...segments.slice(0, shared)].find((segment) => !SAYS_NOTHING.test(segment)) ?? "";
}

const SAYS_NOTHING = /^(?:api|rest|v\d+(?:\.\d+)*|public|internal)$/;

/** How many segments all paths begin with: `/consumer/v1` says nothing of what one is about. */
function sharedSegments(operations: readonly Operation[]): number {
  const [first = [], ...others] = operations.map(({ path }) => fixedSegments(path));
  const end = first.findIndex((segment, at) => others.some((other) => other[at] !== segment));
  return others.length === 0 ? 0 : end < 0 ? Math.max(0, first.length - 1) : end;
}
