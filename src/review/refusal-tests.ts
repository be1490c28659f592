import type { SecurityScheme } from "../model/security.ts";
import { grouped } from "../core/grouped.ts";
import { memo } from "../core/memo.ts";
import { isAnySecured } from "../model/secured-operations.ts";
import { quoted } from "../core/prose.ts";
import {
  CREDENTIAL_ALONE,
  NONE_IS_ASKED_FOR,
  NOTHING_SAYS_ONE,
  ONE_SECRET,
  WITHOUT_CREDENTIAL,
  WITHOUT_VALID_CREDENTIAL,
} from "../core/refusal-words.ts";
import { isAbove } from "../core/exposure-words.ts";
import type { AssessedApi } from "../exposure/assessed-api.ts";
import type { Boundary } from "../operations/candidates/boundary.ts";
import { isOfThisCall } from "../exposure/subject.ts";
import { actionOf } from "../operations/candidates/action.ts";
import { pluralOf } from "../operations/candidates/nouns.ts";
import type { Resource } from "../operations/candidates/resources.ts";
import { anonymousHarm } from "../operations/anonymous-harm.ts";
import { readingOf } from "../exposure/reading.ts";
import { saidRole } from "../exposure/said-role.ts";
import { declaredScopes, isReadScope, thingOfScope } from "../operations/schemes/scopes.ts";
import type { Operation } from "../model/api.ts";
import type { Concept } from "../lexicon/concept.ts";
import { saidBy } from "../exposure/said.ts";
import { wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import { endsIn } from "../lexicon/phrases.ts";
import { sentencesOf } from "../lexicon/sentences.ts";
import { explicitCredential } from "../exposure/explicit-credential.ts";
import { credentialHeader } from "../model/credential-header.ts";
import { isCommonData } from "../operations/candidates/common-data.ts";
import { tellsOfNobody } from "../operations/candidates/object-access.ts";
import { isBehindOneSecret } from "../operations/candidates/one-secret.ts";
import { candidatesOf, keptByCredential } from "../operations/candidates/candidates.ts";
import { callersShown } from "../operations/candidates/told-apart.ts";
import { statesCredential } from "../exposure/evident-credential.ts";
import { providersData } from "../operations/candidates/providers-data.ts";
import { bringsCapability } from "../operations/capability.ts";
import type { FunctionTest } from "./function-tests.ts";

/**
 * Gives who else must be refused by an operation: who is not what its text asks for, whose token is for reading alone, and
 * who has no credential where it is only supposed that one is asked for.
 */
export function refusalTests(
  api: AssessedApi,
  boundaryOf: (operation: Operation) => Boundary,
): (operation: Operation, ask: string, resource: Resource) => readonly FunctionTest[] {
  const isProviders = providersData(api);
  const isKept = keptByCredential(api).some((one) => tellsConfidential(api, one));
  const isOfOthers = new Set(isKept ? candidatesOf(api).map(({ operation }) => operation) : []);
  return (operation, ask, resource) => {
    const { isReading } = actionOf(operation);
    const test = (as: string, status: string, why: string, gravity: number): FunctionTest => ({
      kind: "function",
      as,
      ask,
      expect: `${status}${isReading ? "" : ", and nothing changes"}`,
      why,
      resource,
      isForAdministrators: false,
      isOfService: false,
      isOfRights: false,
      gravity,
    });
    if (api.assessed(operation).admission === "anonymous")
      return isOpenWithAll(api, operation)
        ? [test(WITHOUT_CREDENTIAL, "401 or 403", NONE_IS_ASKED_FOR, harmOf(operation))]
        : [];
    if (isBehindOneSecret(operation))
      return [test(WITHOUT_VALID_CREDENTIAL, refusalOf(api, operation), ONE_SECRET, isReading ? 6 : harmOf(operation))];
    // What nobody has beside it is asked for by the same credential, unless it lacks the parameter that carries that elsewhere.
    if (
      isKept &&
      isReading &&
      carriesAsOthers(api.operations, operation) &&
      (isProviders(operation) || !isOfOthers.has(operation))
    )
      return [test(WITHOUT_VALID_CREDENTIAL, refusalOf(api, operation), CREDENTIAL_ALONE, 6)];
    const boundary = boundaryOf(operation);
    const role = saidRole(operation);
    const scope = isReading ? undefined : readingScope(operation);
    return [
      ...(role === undefined
        ? []
        : [test(`${boundary} A, who is no ${role}`, "403", `its text says that it is for ${pluralOf(role)} alone`, 8)]),
      ...(scope === undefined
        ? []
        : [
            test(
              `${boundary} A, with a token for ${quoted(scope)} alone`,
              "403",
              `${quoted(scope)} must not be enough`,
              4,
            ),
          ]),
      ...(isOnlySupposed(api, operation, isReading)
        ? [
            {
              ...test(
                WITHOUT_CREDENTIAL,
                refusalOf(api, operation),
                NOTHING_SAYS_ONE,
                isReading ? (tellsConfidential(api, operation) ? 6 : 3) : harmOf(operation),
              ),
              isSuspected: !isSomethingLeftOut(api, operation),
            },
          ]
        : []),
    ];
  };
}

/** Whether an operation has a parameter for a credential wherever others of its API have one, and nothing declares one for any. */
function carriesAsOthers(operations: readonly Operation[], operation: Operation): boolean {
  return operation.access !== "unstated" || carriesCredential(operation) || !someCarryWithout(operations);
}

const someCarryWithout = memo((operations: readonly Operation[]): boolean => operations.some(carriesWithout));

function carriesWithout(operation: Operation): boolean {
  return operation.access === "unstated" && carriesCredential(operation);
}

function carriesCredential(operation: Operation): boolean {
  return credentialHeader(operation.parameters) !== undefined || explicitCredential(operation) !== undefined;
}

/**
 * Whether an operation of an API that asks nobody for a credential does what lasts: once the API is protected, a call
 * without one must be refused by each of these.
 */
function isOpenWithAll(api: AssessedApi, operation: Operation): boolean {
  return (
    operation.operationKind === "path" &&
    operation.access === "anonymous" &&
    api.assessed(operation).intent === undefined &&
    readingOf(operation) === undefined &&
    anonymousHarm(operation) !== "bounded" &&
    !bringsCapability(operation) &&
    !isAnySecured(api.operations)
  );
}

/** Whether nothing says that an operation asks for anything, and much would be lost if it did not. */
function isOnlySupposed(api: AssessedApi, operation: Operation, isReading: boolean): boolean {
  const { intent } = api.assessed(operation);
  if (
    operation.access !== "unstated" ||
    intent !== undefined ||
    isEnoughByItself(operation) ||
    isBeforeAnyKey(api, operation) ||
    (isReading && !carriesAsOthers(api.operations, operation))
  )
    return false;
  if (statesCredential(api)(operation)) return true;
  return !tellsOfNobody(api, operation) && !isCommonData(api) && (!isReading || tellsConfidential(api, operation));
}

/**
 * Whether a call can leave out what others bring: a credential that something speaks of. Where nothing does, strangers may be meant to
 * read and to send what is answered at once, and not to change or delete what is there.
 */
function isSomethingLeftOut(api: AssessedApi, { method }: Operation): boolean {
  return callersShown(api).haveCredential || CHANGES_WHAT_IS_THERE.has(method);
}

const CHANGES_WHAT_IS_THERE: ReadonlySet<string> = new Set(["PUT", "PATCH", "DELETE"]);

/** Whether a read surely gives what not everybody may know. */
function tellsConfidential(api: AssessedApi, operation: Operation): boolean {
  return api
    .assessed(operation)
    .flows.some(
      (flow) =>
        flow.direction === "read" &&
        flow.field.confidence !== "possible" &&
        isAbove(flow.field.sensitivity, "internal") &&
        !isOfThisCall(flow),
    );
}

/** Whether a call brings what lets its caller in, and tells of no refusal of those who lack a credential beside it. */
function isEnoughByItself(operation: Operation): boolean {
  return bringsCapability(operation) && !refusesWith("401", operation) && !refusesWith("403", operation);
}

/**
 * Whether a call comes before its caller has a key, where nothing is declared for any: it registers one, or ends one that was
 * lost by a secret or by a code that is sent to an address.
 */
function isBeforeAnyKey({ operations }: AssessedApi, operation: Operation): boolean {
  const { method, path, lexicon, parameters } = operation;
  if (isAnySecured(operations) || operations.some((one) => credentialHeader(one.parameters) !== undefined))
    return false;
  const thing = wordsOf(path.split("/").findLast((segment) => segment !== "" && !segment.includes("{")) ?? "");
  if (!IDENTITIES.some((concept) => endsIn(thing, lexicon, concept)) && thing.at(-1) !== "key") return false;
  const [first = ""] = saidBy(operation)[0] ?? [];
  if (method === "POST" && !path.endsWith("}") && lexicon.is(wordsOf(first)[0] ?? "", "register")) return true;
  const asked = parameters.flatMap(({ in: place, name }) => (place === "query" ? [wordsOf(name)] : []));
  const has = (concept: Concept): boolean => asked.some((words) => endsIn(words, lexicon, concept));
  return has("secret") || (has("contact-address") && (has("code") || has("one-time-code")));
}

const IDENTITIES = ["api-key", "account", "user"] as const;

/** How a call without a credential is refused: as it should be, or as the description says that it is. */
function refusalOf({ operations }: AssessedApi, operation: Operation): string {
  const isForbidden =
    refusesWith("403", operation) || isRefusedByRightAlone(operations) || areSaidForbidden(operations);
  const status = isForbidden ? "401 or 403" : "401";
  return isMissedAsParameter(operation) ? `${status}, or 422 where the credential is left out` : status;
}

/** Whether the credential is a parameter that is required, and a call without one is told that a parameter is missing. */
function isMissedAsParameter(operation: Operation): boolean {
  const { parameters, lexicon } = operation;
  return (
    refusesWith("422", operation) &&
    !refusesWith("401", operation) &&
    parameters.some(({ required, name }) => {
      const words = wordsOf(name);
      return required && (words.at(-1) === "jwt" || CREDENTIALS.some((concept) => endsIn(words, lexicon, concept)));
    })
  );
}

/** Whether operations say what a caller without the right gets, and none what one without a credential does. */
const isRefusedByRightAlone = memo((operations: readonly Operation[]): boolean => {
  const isTold = (status: string): boolean => operations.some((one) => refusesWith(status, one));
  return isTold("403") && !isTold("401");
});

/** Whether a text says that a call whose credential is missing or wrong is answered with 403: "an expired JWT will return a 403". */
const areSaidForbidden = memo((operations: readonly Operation[]): boolean =>
  operations.some(({ description = "", lexicon }) =>
    sentencesOf(description.slice(0, LIMIT)).some((sentence) => {
      if (!/\b403\b/.test(sentence) || /\b401\b/.test(sentence)) return false;
      const words = wordsInOrder(sentence);
      return /\bjwt\b/i.test(sentence) || CREDENTIALS.some((concept) => lexicon.has(words, concept));
    }),
  ),
);

const CREDENTIALS = ["token", "api-key", "said-credential"] as const;

/** So much of a text is looked at. */
const LIMIT = 3000;

function refusesWith(status: string, { responses }: Operation): boolean {
  return responses.some((one) => one.status === status);
}

function harmOf(operation: Operation): number {
  const harm = anonymousHarm(operation);
  return harm === "bounded" ? 3 : harm === "lasting" ? 6 : 9;
}

/** The scopes of a scheme that only read, by the thing that they are for, each with its place among all. */
const readScopesByThing = memo((scheme: SecurityScheme) =>
  grouped(
    [...declaredScopes(scheme)].flatMap((scope, at) => (isReadScope(scope, scheme.lexicon) ? [{ scope, at }] : [])),
    ({ scope }) => thingOfScope(scope, scheme.lexicon),
  ),
);

/** A scope that only reads what an operation changes, and that it does not ask for. */
function readingScope(operation: Operation): string | undefined {
  const { lexicon } = operation;
  for (const { schemes } of operation.security?.alternatives ?? [])
    for (const { scheme, scopes } of schemes) {
      if (scheme === undefined || scopes.length === 0) continue;
      const own = new Set(scopes);
      const asked = new Set(scopes.map((scope) => thingOfScope(scope, lexicon)));
      const reading = readScopesByThing(scheme);
      const firsts = [...asked].flatMap((thing) => reading.get(thing)?.find(({ scope }) => !own.has(scope)) ?? []);
      if (firsts.length > 0) return firsts.reduce((first, one) => (one.at < first.at ? one : first)).scope;
    }
  return undefined;
}
