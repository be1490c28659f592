import { readingOf } from "../../exposure/reading.ts";
import { isSaidForFew } from "../../exposure/said-role.ts";
import { grouped, partitioned } from "../../core/grouped.ts";
import { listed, prose, quoted, yaml } from "../../core/prose.ts";
import type { Place } from "../../core/place.ts";
import { ADMISSIONS } from "../../core/exposure-words.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import { intentOf } from "../../exposure/intent.ts";
import { fixedSegments } from "../../exposure/words.ts";
import { denies } from "../../lexicon/denial.ts";
import { wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import { sentencesOf } from "../../lexicon/sentences.ts";
import { statedIn } from "../../lexicon/statements.ts";
import { placeOf, type Operation } from "../../model/api.ts";
import { operationsOn } from "../../model/operations-on-path.ts";
import { collectionPath } from "../../operations/candidates/path-steps.ts";
import type { SecurityScheme } from "../../model/security.ts";
import { saidFirst } from "../../operations/candidates/said-verb.ts";
import type { Rule } from "../rule.ts";
import type { Fault } from "../../operations/fault.ts";
import { anonymousHarm, GRAVE_HARMS } from "../../operations/anonymous-harm.ts";
import { isReadScope, isReadScopeByText, isReadScopeOfTwo, thingOfScope } from "../../operations/schemes/scopes.ts";

/** A change that asks for less than what stands beside it, or for no more than the right to read. */
export const bflaWriteWeakerThanRead: Rule = {
  id: "bfla-write-weaker-than-read",
  title: "Write requires less authorization than read",
  alsoKnownAs: ["BFLA", "broken function level authorization"],
  owasp: ["API5:2023"],
  cwe: [863],
  asvs: ["V8.2.1"],
  confidence: "likely",

  rationale: prose`
    Callers who may not read an object should not be able to change or delete it. If the write requires less than the
    read of the same path, one of the two requirements is wrong, and attackers will use the weaker one.
  `,
  exploit: prose`
    An attacker who may not read the object sends an update or a deletion instead. It is accepted, because its
    requirement is weaker. Other users' data is deleted or overwritten, although the attacker could never read it.
  `,
  remediation: prose`
    Require a separate scope for changes, in addition to everything that the read requires.
  `,

  examples: {
    bad: [
      yaml`
        paths:
          /signup:
            post:
              security: []
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        email:
                          type: string
                        password:
                          type: string
          /orders/{id}:
            get:
              security:
                - certificate: []
            delete: # ✗
              security:
                - login: [orders.write]
          /notes/{id}:
            put:
              security:
                - login: [notes.read] # ✗
          /parcels/{number}/redirect:
            post:
              security:
                - login: [parcels:track] # ✗
          /payments/{id}/refund:
            post:
              security:
                - login: [payments.refund]
                - buttonKey: [] # ✗
        components:
          securitySchemes:
            buttonKey:
              type: apiKey
              in: header
              name: X-Button-Key
              description: Publishable key, embedded in the pages of all partners.
            certificate:
              type: mutualTLS
            login:
              type: oauth2
              flows:
                authorizationCode:
                  authorizationUrl: https://login.acme.io/authorize
                  tokenUrl: https://login.acme.io/token
                  scopes:
                    notes.read: Notes
                    orders.write: Orders
                    parcels:track: See where your parcels are
                    parcels:steer: Change where your parcels go
                    payments.refund: Refund payments
      `,
    ],
    good: [
      yaml`
        paths:
          /orders/{id}:
            get:
              security: []
            delete:
              security:
                - login: [orders.write]
          /notes/{id}:
            get:
              security:
                - login: [notes.read]
            put:
              security:
                - login: [notes.read, notes.write]
          /notes/search:
            post:
              security:
                - login: [notes.read]
          /parcels/{number}/redirect:
            post:
              security:
                - login: [parcels:steer]
          /parcels/{number}/reports:
            post:
              security:
                - login: [parcels:track]
        components:
          securitySchemes:
            login:
              type: oauth2
              flows:
                authorizationCode:
                  authorizationUrl: https://login.acme.io/authorize
                  tokenUrl: https://login.acme.io/token
                  scopes:
                    notes.read: Notes
                    notes.write: Change notes
                    orders.write: Change orders
                    parcels:track: See where your parcels are
                    parcels:steer: Change where your parcels go
      `,
    ],
  },

  *check(api) {
    yield* easierWrites(api);
    yield* readScopes(api);
    yield* sharedInstead(api);
    yield* readOnlyKeys(api);
  },
};

/** Changes that more people get into than into the read of the same path. That everybody does is another rule's matter. */
function* easierWrites(api: AssessedApi): Generator<Fault> {
  const reads = new Map(
    api.operations
      .filter(({ operationKind, method }) => operationKind === "path" && method === "GET")
      .map((read) => [read.path, read] as const),
  );
  const found = api.operations.flatMap((operation) => {
    const read = reads.get(operation.path);
    if (read === undefined || !isChange(operation) || operation.access !== "secured") return [];
    // Of a read whose credential nobody says who gets, nobody knows that fewer get it.
    const isEasier = rankOf(api, operation) < rankOf(api, read) && api.assessed(read).admission !== "unknown";
    return isEasier && intentOf(operation) === undefined ? [operation] : [];
  });
  if (found.length === 0) return;
  yield {
    at: placeOf(found[0]!),
    cause: "easier",
    places: found.map((operation) => ({ at: placeOf(operation), operation })),
    message: `${namesOf(found)} ${found.length === 1 ? "allows" : "allow"} more callers than the GET of the same path`,
  };
}

function rankOf(api: AssessedApi, operation: Operation): number {
  return ADMISSIONS.indexOf(api.assessed(operation).admission);
}

function isChange({ operationKind, method }: Operation): boolean {
  return operationKind === "path" && (method === "PUT" || method === "PATCH" || method === "DELETE");
}

/** A POST that gives rights, moves money, runs code or a machine. Many others only make what is then read, a report. */
function isGravePost(operation: Operation): boolean {
  return (
    operation.method === "POST" &&
    operation.operationKind === "path" &&
    intentOf(operation) === undefined &&
    readingOf(operation) === undefined &&
    GRAVE_HARMS.has(anonymousHarm(operation))
  );
}

/** A POST for whose things the scheme has a scope that is not for reading, and that does not require it: `alerts.send` of `POST /alerts`. */
function hasScopeOfItsOwn(operation: Operation): boolean {
  const { method, operationKind, path, security, lexicon } = operation;
  if (
    method !== "POST" ||
    operationKind !== "path" ||
    intentOf(operation) !== undefined ||
    readingOf(operation) !== undefined
  )
    return false;
  const noun = wordsOf(fixedSegments(path).at(-1) ?? "").at(-1) ?? "";
  return (security?.alternatives ?? []).some(({ schemes }) =>
    schemes.some(
      ({ scheme, scopes }) =>
        scopes.length > 0 &&
        scheme.flows.some((flow) =>
          [...flow.scopes.keys()].some(
            (scope) => !scopes.includes(scope) && !isReadScope(scope, lexicon) && wordsOf(scope).includes(noun),
          ),
        ),
    ),
  );
}

/** A POST that does something to one thing of many. */
function isOtherPost(operation: Operation): boolean {
  return (
    operation.method === "POST" &&
    operation.operationKind === "path" &&
    operation.path.includes("{") &&
    intentOf(operation) === undefined &&
    readingOf(operation) === undefined &&
    // Figures and files are made to be read, and who watches a thing reads it again and again.
    !FOR_READING.some((concept) =>
      operation.lexicon.has(wordsOf(operation.path.slice(operation.path.lastIndexOf("}") + 1)), concept),
    )
  );
}

/** Whether the name or summary of a POST begins with what it makes, changes or takes away: others may only ask for something. */
function isSaidToChange(operation: Operation): boolean {
  const said = saidFirst(operation);
  return (
    said !== undefined &&
    (["makes", "changes-what-is-there", "destroys"] as const).some((one) => operation.lexicon.is(said, one))
  );
}

const FOR_READING = ["reporting", "download", "export", "keeps-looking"] as const;

/** Changes for which a scope that says that it is for reading is enough. */
function* readScopes(api: AssessedApi): Generator<Fault> {
  const found = api.operations.flatMap((operation) => {
    const isPlain = isChange(operation) || isGravePost(operation) || hasScopeOfItsOwn(operation);
    if (!isPlain && !isOtherPost(operation)) return [];
    // The scope is only the door where the text names who alone may, and others are refused.
    if (isSaidForAFew(api, operation)) return [];
    const required = (operation.security?.alternatives ?? []).flatMap(({ schemes }) => {
      const scopes = schemes.flatMap(({ scopes: own, scheme }) => own.map((scope) => ({ scope, scheme })));
      const isRead = scopes.every(
        ({ scope, scheme }) =>
          (isPlain && isReadScope(scope, operation.lexicon)) ||
          (isSaidToChange(operation) && isReadScopeOfTwo(scope, scheme, operation.lexicon)) ||
          isReadScopeByText(scope, scheme, operation.lexicon),
      );
      return isRead ? schemes.filter((one) => one.scopes.length > 0).slice(0, 1) : [];
    })[0];
    return required === undefined ? [] : [{ operation, required }];
  });
  // What is refuted is one mistake, however many things have a scope for reading of their own.
  const [refuted, others] = partitioned(found, ({ operation, required }) =>
    isRefutedBySibling(api, operation, required.scopes),
  );
  const groups = [
    ...(refuted.length === 0 ? [] : [refuted]),
    ...grouped(others, ({ required }) => required.scopes.join(" ")).values(),
  ];
  for (const uses of groups) {
    const operations = uses.map(({ operation }) => operation);
    const scopes = [...new Set(uses.map(({ required }) => required.scopes.join(" ")))];
    const isRefuted = uses === refuted;
    yield {
      at: placeOf(uses[0]!.required),
      // Of its own: another change may ask for the same scope, and be another finding.
      cause: isRefuted ? "refuted by siblings" : scopes[0]!,
      title: "A read scope is enough for a change",
      places: uses.map(({ operation, required }) => ({ at: placeOf(required), operation })),
      message: `${namesOf(operations)} ${operations.length === 1 ? "requires" : "require"} only ${listed(
        scopes.map((scope) => quoted(scope)),
        3,
      )}, which ${scopes.length === 1 ? "is" : "are"} for reading`,
      mitigations: isRefuted ? [] : ["a scope may allow more than its name says"],
    };
  }
}

/**
 * Whether what changes or makes the very object demands a scope that is not for reading, `documents:write`, and its deletion only
 * `documents:read`: then that one is not meant to allow it. A favourite or a cursor has no such sibling.
 */
function isRefutedBySibling(
  { operations, lexicon }: AssessedApi,
  deletion: Operation,
  scopes: readonly string[],
): boolean {
  if (deletion.method !== "DELETE" || !/\}\/?$/.test(deletion.path)) return false;
  const things = new Set(scopes.map((scope) => thingOfScope(scope, lexicon)).filter((thing) => thing !== ""));
  const siblings = [
    ...operationsOn(operations, deletion.path).filter(({ method }) => method === "PUT" || method === "PATCH"),
    ...operationsOn(operations, collectionPath(deletion)).filter(({ method }) => method === "POST"),
  ];
  return siblings.some(({ security }) =>
    (security?.alternatives ?? []).some(({ schemes }) =>
      schemes.some((one) =>
        one.scopes.some((scope) => !isReadScope(scope, lexicon) && things.has(thingOfScope(scope, lexicon))),
      ),
    ),
  );
}

function isSaidForAFew(api: AssessedApi, operation: Operation): boolean {
  return operation.responses.some(({ status }) => status === "403") && isSaidForFew(api, operation);
}

/** Changes for which a key that many have, by its text, does instead of a scope that few are granted. */
function* sharedInstead(api: AssessedApi): Generator<Fault> {
  for (const operation of api.operations) {
    const alternatives = operation.security?.alternatives ?? [];
    if (operation.operationKind !== "path" || operation.access !== "secured" || alternatives.length < 2) continue;
    if (READS.has(operation.method) || readingOf(operation) !== undefined || intentOf(operation) !== undefined)
      continue;
    const granted = alternatives.flatMap(({ schemes }) => schemes).find(({ scopes }) => scopes.length > 0);
    const shared = alternatives.find(
      ({ schemes }) =>
        schemes.length > 0 &&
        schemes.every(({ scopes, scheme }) => scopes.length === 0 && saidShared(scheme) !== undefined),
    )?.schemes[0];
    if (granted === undefined || shared === undefined) continue;
    yield {
      at: placeOf(shared),
      cause: `shared ${operation.method} ${operation.pathItem.path}`,
      title: "A shared key is accepted instead of a scope",
      operations: [operation],
      places: [{ at: placeOf(shared), operation }],
      message: `${operation.id} accepts ${quoted(shared.name)}, a key that many share, instead of the scope ${quoted(granted.scopes[0]!)}`,
      evidence: [`The description of ${quoted(shared.name)} says: "${saidShared(shared.scheme) ?? ""}"`],
    };
  }
}

/** The sentence by which many have the credential of a scheme. */
function saidShared({ description = "" }: SecurityScheme): string | undefined {
  return statedIn(description).get("shared-credential");
}

const READS: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);

function namesOf(operations: readonly Operation[]): string {
  return listed(
    operations.map(({ id }) => id),
    3,
  );
}

/** Changes that accept a key which is for reading, as it is called or described: "secretKey or readOnlyKey". */
function* readOnlyKeys(api: AssessedApi): Generator<Fault> {
  const found = api.operations.flatMap((operation) => {
    if (!isChange(operation) && !isGravePost(operation) && !isOtherPost(operation)) return [];
    const key = readOnlyKeyOf(operation);
    return key === undefined ? [] : [{ operation, key }];
  });
  if (found.length === 0) return;
  const operations = found.map(({ operation }) => operation);
  yield {
    at: found[0]!.key.at,
    cause: "read-only key",
    title: "A read-only key is enough for a change",
    places: found.map(({ operation, key }) => ({ at: key.at, operation })),
    message: `${namesOf(operations)} ${operations.length === 1 ? "accepts" : "accept"} a key that is for reading`,
    evidence: [...new Set(found.map(({ key }) => key.by))].slice(0, 3),
    mitigations: [
      `a key may allow more than its ${[...new Set(found.map(({ key }) => key.in))].toSorted().join(" or ")} says`,
    ],
  };
}

interface ReadOnlyKey {
  readonly at: Place;
  /** What says that it is for reading, and in words. */
  readonly in: "name" | "description";
  readonly by: string;
}

/** What an operation accepts that is called or said to be for reading only: a scheme, or a parameter that it cannot do without. */
function readOnlyKeyOf(operation: Operation): ReadOnlyKey | undefined {
  const { lexicon, parameters, security } = operation;
  const isForReading = (text: string): boolean => {
    const words = wordsInOrder(text);
    return (
      lexicon.has(words, "for-reading-only") &&
      isReadScope(text, lexicon) &&
      !denies(words, lexicon) &&
      !lexicon.has(words, "is-refused")
    );
  };
  const scheme = (security?.alternatives ?? []).find(
    ({ schemes }) =>
      schemes.length > 0 &&
      schemes.every((one) => isForReading(`${one.name} ${one.scheme.parameterName ?? ""}`) && one.scopes.length === 0),
  )?.schemes[0];
  if (scheme !== undefined)
    return { at: placeOf(scheme), in: "name", by: `The scheme is called ${quoted(scheme.name)}.` };
  const parameter = parameters.find(
    ({ in: place, name, required, description = "" }) =>
      required &&
      place !== "path" &&
      lexicon.is(wordsOf(name).at(-1) ?? "", "secret-word") &&
      sentencesOf(description).some((sentence) => isForReading(sentence)),
  );
  return parameter === undefined
    ? undefined
    : {
        at: placeOf(parameter, "name"),
        in: "description",
        by: `${quoted(parameter.name)} is described as ${quoted(parameter.description ?? "", 160)}.`,
      };
}
