import { areNobodys } from "../../operations/candidates/catalogue.ts";
import { isToldToBeHarmless } from "../../operations/schemes/opened-by-credential.ts";
import { isOfApiKeys } from "../../operations/readers/own-account-secret.ts";
import { isAbove } from "../../core/exposure-words.ts";
import { memo } from "../../core/memo.ts";
import { count, listed, prose, quoted, yaml } from "../../core/prose.ts";
import { isChangingGet } from "../../exposure/changing-get.ts";
import { intentOf } from "../../exposure/intent.ts";
import { isOwn } from "../../exposure/principals.ts";
import { readingOf } from "../../exposure/reading.ts";
import { isCredential } from "../../data/taxonomy/is-credential.ts";
import type { AssessedApi, AssessedFlow } from "../../exposure/assessed-api.ts";
import { usersOf } from "../../exposure/users-of-scheme.ts";
import { stemOf } from "../../exposure/words.ts";
import { placeOf, type Operation } from "../../model/api.ts";
import { isCheckedByProgram } from "../../model/gateway-authorizer.ts";
import type { RequiredScheme, SecurityRequirement, SecurityScheme } from "../../model/security.ts";
import type { Rule } from "../rule.ts";
import type { Fault } from "../../operations/fault.ts";
import { actionOf } from "../../operations/candidates/action.ts";
import { harmsOf, harmWords } from "../../operations/great-harm.ts";
import { carriedBy, operationsOfFlows } from "../../operations/readers/readers.ts";
import { understandingOf } from "../../operations/understood.ts";
import { rightsOfKeys } from "../../operations/rights-of-new-keys.ts";
import { oneKeyOf } from "../../operations/schemes/one-key.ts";
import { askedScopes, declaredScopes } from "../../operations/schemes/scopes.ts";
import { changesClients, scopesOfThings, type ScopeOfThings } from "../../operations/schemes/scope-of-things.ts";
import { quotedSentence } from "../../operations/quoted-sentences.ts";
import { withScope } from "../../operations/fixes/scope-changes.ts";

/** A requirement that asks for no scope of a scheme that has some. */
export const missingScope: Rule = {
  id: "missing-scope",
  title: "No scope is required",
  owasp: ["API5:2023"],
  cwe: [862],
  asvs: ["V10.3.2", "V8.2.1"],
  confidence: "likely",

  rationale: prose`
    Scopes are the permissions that a user grants to a client. An operation that requires no scope accepts every token:
    one that was granted for reading a name can then also change and delete data.
  `,
  exploit: prose`
    An attacker publishes a small tool that requests the scope to read a name, and users agree. The operations that
    change and delete data accept its token too. The attacker changes the users' data without their consent.
  `,
  remediation: prose`
    Declare the scope that each operation requires, and check it on the server.
  `,
  fixes: [
    {
      name: "Require the scope for changes",
      certainty: "suggested",
      requires: () => "The service checks the scope, and grants it only to clients that may make these changes.",
      changes: (api, { at, operation }) => (operation === undefined ? [] : withScope(api, at, operation)),
    },
  ],

  examples: {
    bad: [
      yaml`
        paths:
          /orders:
            get:
              security:
                - login: [orders.read]
            delete:
              security:
                - login: [] # ✗
        components:
          securitySchemes:
            login:
              type: oauth2
              flows:
                authorizationCode:
                  authorizationUrl: https://login.acme.io/authorize
                  tokenUrl: https://login.acme.io/token
                  scopes:
                    orders.read: The caller's orders
                    orders.write: Change the caller's orders
      `,
      yaml`
        security:
          - login: []
        paths:
          /orders:
            get: {}
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
                    orders.read: The caller's orders
                    orders.write: Change the caller's orders
      `,
      yaml`
        paths:
          /me:
            get:
              security:
                - login: [profile]
          /shops/{id}:
            put:
              security:
                - login: [] # ✗
        components:
          securitySchemes:
            login:
              type: oauth2
              flows:
                authorizationCode:
                  authorizationUrl: https://login.acme.io/authorize
                  tokenUrl: https://login.acme.io/token
                  scopes:
                    profile: Who the user is
            machine:
              type: oauth2
              flows:
                clientCredentials:
                  tokenUrl: https://login.acme.io/token
                  scopes:
                    shops: Manage shops
      `,
    ],
    good: [
      yaml`
        paths:
          /orders:
            get:
              security:
                - login: [orders.read]
          /me:
            get:
              security:
                - login: []
        components:
          securitySchemes:
            login:
              type: oauth2
              flows:
                authorizationCode:
                  authorizationUrl: https://login.acme.io/authorize
                  tokenUrl: https://login.acme.io/token
                  scopes:
                    orders.read: The caller's orders
      `,
    ],
  },

  *check(api) {
    const reported = new Set<string>();
    yield* keyForAll(api);
    const ofThings = scopesOfThings(api);
    yield* ofThings.map(unaskedFault);
    const told = new Set(ofThings.flatMap(({ uses }) => uses.map(({ operation }) => operation)));
    for (const scheme of api.securitySchemes) {
      const declared = declaredScopes(scheme);
      if (usersOf(api, scheme).length === 0) continue;
      if (scheme.schemeKind !== "oauth2") {
        // A gateway's export names the scopes of its user pool beside an API key; OpenAPI 3.1 allows roles beside any scheme.
        if (askedScopes(scheme).size > 0) yield* unscopedOperations(api, scheme, reported, told, besideScoped(scheme));
        continue;
      }
      if (askedScopes(scheme).size > 0) yield* unscopedOperations(api, scheme, reported, told);
      else yield* unscopedScheme(api, scheme, declared.size);
    }
  },
};

/** A scope for some things that no operation asks for, though operations on them take any token. */
function unaskedFault({ scope, text, scheme, uses }: ScopeOfThings): Fault {
  const operations = uses.map(({ operation }) => operation);
  const accepted = listed([...new Set(uses.map((use) => quoted(use.accepted.name)))], 3);
  return {
    at: uses[0]!.at, // there is a use of each
    cause: `unasked ${scope}`,
    title: "Operations do not require the scope that is declared for their objects",
    places: uses.map(({ at, operation }) => ({ at, operation })),
    message: `${listed(
      operations.map(({ id }) => id),
      3,
    )} ${operations.length === 1 ? "accepts" : "accept"} tokens of ${accepted} without any scope, and no operation requires ${quoted(scope)}`,
    evidence: [
      `${quoted(scheme.name)} declares the scope ${quoted(scope)}${text.trim() === "" ? "" : `: ${quotedSentence(text)}`}.`,
    ],
    aggravations: operations.some(changesClients) ? [TAKES_OVER] : [],
  };
}

const TAKES_OVER =
  "it changes redirect addresses or secrets of applications: whoever can do that takes over their users' log-ins";

/** A scheme without any scope in a requirement: one for an API, and graver where its token does great harm. */
function* unscopedScheme(api: AssessedApi, scheme: SecurityScheme, declared: number): Generator<Fault> {
  const users = usersOf(api, scheme);
  const called = users.filter(
    (operation) => operation.operationKind === "path" && api.assessed(operation).judgedAs !== "private",
  );
  const harms = harmsOf(api, called);
  const isReading = called.some((operation) => readingOf(operation) !== undefined);
  const special = restrictedOfMany(api, called);
  const isGrave = called.length >= SEVERAL && ((harms.size > 0 && isReading) || special.length > 0);
  if (declared === 0 && !isGrave) return;
  const can = [
    ...(harms.size === 0 ? [] : [harmWords(harms)]),
    ...(special.length === 0
      ? []
      : [`${operationsOfFlows(special)} ${verbFor(special)} ${carriedBy(special, 4, "plural")}`]),
  ];
  yield {
    at: placeOf(scheme),
    cause: scheme.name,
    carriers: users,
    message:
      declared === 0
        ? `${quoted(scheme.name)} has no scopes: each token can call all ${users.length} operations`
        : `${quoted(scheme.name)} declares ${count(declared, "scope")}, but ${users.length === 1 ? "the only operation that uses it requires none" : `none of the ${users.length} operations that use it requires one`}`,
    evidence: isGrave ? [`With the same token: ${can.join("; ")}.`] : [],
    mitigations: !isGrave
      ? ["the server may check scopes that are not documented"]
      : hasBlankScope(scheme)
        ? ["the description says that no scopes are used, so rights are separated in another way, or not at all"]
        : byAuthorizer(scheme),
  };
}

/** Whether a scope without a name says that there are none: OAuth 2.0 has no way to write that. */
function hasBlankScope({ flows }: SecurityScheme): boolean {
  return flows.some(({ scopes }) => [...scopes.keys()].some((name) => name.trim() === ""));
}

/**
 * The restricted data of people that some of the operations read, and not only the caller's own, where others do without: who
 * needs those gets these as well.
 */
function restrictedOfMany(api: AssessedApi, operations: readonly Operation[]): readonly AssessedFlow[] {
  const flows = operations
    .flatMap((operation) => api.assessed(operation).exposed)
    .filter(
      ({ field, whose }) =>
        whose !== "caller" &&
        field.isPersonal &&
        field.sensitivity === "restricted" &&
        field.confidence !== "possible" &&
        !isCredential(field.category),
    );
  const having = new Set(flows.map(({ operation }) => operation));
  return having.size < operations.length ? flows : [];
}

function verbFor(flows: readonly AssessedFlow[]): string {
  return new Set(flows.map(({ operation }) => operation)).size === 1 ? "reads" : "read";
}

/** One key that reads and does what does great harm, where nothing says that keys differ in what they may do. */
function* keyForAll(api: AssessedApi): Generator<Fault> {
  const { ofAll, harms } = oneKeyOf(api) ?? {};
  if (ofAll === undefined || harms === undefined) return;
  const { scheme, called } = ofAll;
  const isOpen = (harms.get("control physical devices") ?? []).some(
    (operation) => api.assessed(operation).judgedAs === "public",
  );
  const [chosen] = rightsOfKeys(api);
  yield {
    at: placeOf(scheme),
    // There is one such key, whatever it is called.
    cause: "one key",
    carriers: called,
    title:
      chosen === undefined
        ? called.length < api.operations.filter(isCallable).length
          ? "One credential gives access to every operation that requires one"
          : "One credential gives access to every operation"
        : "No operation says which rights of a key it needs",
    rationale: chosen === undefined ? ONE_KEY : KEYS_WITH_RIGHTS,
    remediation:
      chosen === undefined
        ? "Issue keys with separate permissions: at least one for reading only, and others for operations that can do great harm. State which permission each operation requires. Answer requests whose key lacks this permission with 403."
        : `Document which values of ${quoted(chosen.field.name)} each operation accepts, answer requests whose key has another value with 403, and test each operation with the weakest key.`,
    exploit:
      chosen === undefined
        ? "In a log or a repository, an attacker finds the key of a program that only shows data. The same key allows everything that the API can do."
        : "An attacker finds a key with few rights in a log or a repository, and calls operations that the key should not give access to. Nothing in the description says that they reject it.",
    message: `${quoted(scheme.name)} is the only credential of ${count(called.length, "operation")}, and ${
      chosen === undefined
        ? "nothing limits what a holder may do with it"
        : `none says which ${quoted(chosen.field.name)} it requires, although ${chosen.operation.id} creates keys with ${chosen.values.length} different values of it`
    }`,
    evidence: [
      `${chosen === undefined ? "With the same key" : "Operations that state no required right"}: ${harmWords(harms)}.`,
    ],
    aggravations: isOpen ? ["anyone can get the key, and control a physical device with it"] : [],
    // Nobody gets further by it than the key goes: that keys have no scopes is a choice of the team's. A key that makes keys
    // outlives its own end.
    mitigations: [
      ...byAuthorizer(scheme),
      ...(isOpen || (chosen === undefined && [...harms.values()].flat().some(isOfApiKeys))
        ? []
        : ["only a holder of a key of the account can use it"]),
    ].slice(0, 1),
  };
}

/** Whether callers make a call for what it does: the preflight request of a browser (OPTIONS) is none. */
function isCallable({ operationKind, method }: Operation): boolean {
  return operationKind === "path" && method !== "OPTIONS" && method !== "HEAD";
}

/** What a description cannot show of a scheme that a program of its own checks: what each of its credentials may do. */
function byAuthorizer(scheme: SecurityScheme): readonly string[] {
  return isCheckedByProgram(scheme)
    ? ["an authorizer checks each call, and the description does not show what it allows"]
    : [];
}

const ONE_KEY = prose`
  A program that only reads has the same credential as one that moves money, grants rights or controls a physical
  device. Whoever steals the credential of the first can do what the second does, and least privilege is impossible.
`;

const KEYS_WITH_RIGHTS = prose`
  Keys have different rights, but no operation says which rights it requires. If the server does not check them, a key
  that should only read can also move money, change rights or control a device.
`;

/** Fewer operations are of one purpose. */
const SEVERAL = 5;

/** Changes that ask for none, where others do. What everybody may read needs none. */
function* unscopedOperations(
  api: AssessedApi,
  scheme: SecurityScheme,
  reported: Set<string>,
  told: ReadonlySet<Operation>,
  isAsked: (operation: Operation) => boolean = () => true,
): Generator<Fault> {
  const namingIn = memo((requirement: SecurityRequirement) => alone(requirement, scheme));
  const siblings = scopedSiblings(scheme);
  const found = scheme.usedBy.flatMap((operation) => {
    // A callback is what the service sends: what the whole requires, it inherits by chance.
    if (operation.operationKind !== "path" || told.has(operation)) return [];
    const [required] = operation.security === undefined ? [] : namingIn(operation.security);
    if (required === undefined || required.scopes.length > 0 || isOwn(operation) || !isAsked(operation)) return [];
    if (readingOf(operation) !== undefined && !(siblings(operation) && isWorthScope(api, operation))) return [];
    // What is the same for all needs no consent of a user, whatever the account's own data needs.
    if (readingOf(operation) !== undefined && areNobodys(api, [operation]) && isToldToBeHarmless(api, operation))
      return [];
    return intentOf(operation) !== undefined || OF_THE_PROTOCOL.test(operation.path) ? [] : [{ operation, required }];
  });
  if (found.length === 0) return;
  // The same operations with another scheme as an alternative are one fault.
  const operations = found.map(({ operation }) => operation.id).join(" ");
  if (reported.has(operations)) return;
  reported.add(operations);
  yield {
    at: placeOf(found[0]!.required),
    cause: scheme.name,
    places: found.map(({ operation, required }) => ({ at: placeOf(required), operation })),
    ...(scheme.schemeKind === "oauth2" ? {} : OF_KEYS),
    message: `${listed(
      found.map(({ operation }) => operation.id),
      3,
    )} ${found.length === 1 ? "requires" : "require"} no scope of ${quoted(scheme.name)}, but other operations do`,
    mitigations: found.every(({ operation }) => onlyAdds(api, operation) && !besideScoped(scheme)(operation))
      ? ["it only adds an object of the caller's own, and no other operation changes such objects"]
      : byAuthorizer(scheme),
  };
}

/** Whether a call makes one thing more, does no great harm, and returns nothing sensitive: the upload of a file. */
function onlyAdds(api: AssessedApi, operation: Operation): boolean {
  const { method, path } = operation;
  return (
    method === "POST" &&
    !path.includes("{") &&
    actionOf(operation).isMaking &&
    harmsOf(api, [operation]).size === 0 &&
    !api
      .assessed(operation)
      .exposed.some(({ field }) => field.confidence !== "possible" && isAbove(field.sensitivity, "internal"))
  );
}

/** A key with scopes or roles is granted to nobody by a user. */
const OF_KEYS = {
  rationale: prose`
    Other operations on the same objects require a scope or role with this credential. This one accepts the credential alone:
    whoever has it can make the change.
  `,
  exploit: prose`
    An attacker has a key without any scope. The operations that require a scope refuse it, but this one accepts it and
    changes the same objects.
  `,
};

/** Tells of operations whether another change of the same things asks for a scope. */
function besideScoped({ usedBy }: SecurityScheme): (operation: Operation) => boolean {
  const things = new Set(usedBy.filter((one) => readingOf(one) === undefined && asksForScope(one)).map(stemOf));
  return (operation) => things.has(stemOf(operation));
}

/** Tells of operations whether most others under their tag ask for a scope of a scheme. */
function scopedSiblings({ usedBy }: SecurityScheme): (operation: Operation) => boolean {
  const all = new Map<string, number>();
  const scoped = new Map<string, number>();
  for (const operation of usedBy)
    for (const tag of new Set(operation.tags)) {
      all.set(tag, (all.get(tag) ?? 0) + 1);
      if (asksForScope(operation)) scoped.set(tag, (scoped.get(tag) ?? 0) + 1);
    }
  return memo((operation) => {
    const own = asksForScope(operation) ? 1 : 0;
    return operation.tags.some((tag) => {
      const others = (scoped.get(tag) ?? 0) - own;
      return others >= LEAST_SIBLINGS && others * 2 > (all.get(tag) ?? 0) - 1;
    });
  });
}

function asksForScope({ security }: Operation): boolean {
  return (security?.alternatives ?? []).every(({ schemes }) => schemes.some(({ scopes }) => scopes.length > 0));
}

/** So few are no custom. */
const LEAST_SIBLINGS = 3;

/** Whether a read is of one thing that its caller names, gives what nobody knows to be harmless, or sets something up by its name. */
function isWorthScope(api: AssessedApi, operation: Operation): boolean {
  return (
    operation.parameters.some(({ in: place, required }) => required && (place === "path" || place === "query")) ||
    isChangingGet(operation) ||
    understandingOf(api, operation) === "opaque" ||
    understandingOf(api, operation) === "file" ||
    api
      .assessed(operation)
      .exposed.some(({ field }) => field.confidence !== "possible" && isAbove(field.sensitivity, "internal"))
  );
}

/** Where a requirement asks for a scheme, and for nothing else beside it. */
function alone({ alternatives }: SecurityRequirement, scheme: SecurityScheme): readonly RequiredScheme[] {
  return alternatives
    .filter(({ schemes }) => schemes.length === 1)
    .flatMap(({ schemes }) => schemes.filter((required) => required.scheme === scheme));
}

/** Endpoints of OAuth 2.0 itself. */
const OF_THE_PROTOCOL = /\/oauth2?(?:\/|$)|\/(?:token|introspect|revoke)$/i;
