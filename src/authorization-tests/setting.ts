import type { AssessedApi } from "../exposure/assessed-api.ts";
import { isOwn } from "../exposure/principals.ts";
import { isChangingGet, isSigningOut } from "../exposure/changing-get.ts";
import { actionOf } from "../operations/candidates/action.ts";
import { returnsList } from "../exposure/lists.ts";
import type { Operation } from "../model/api.ts";
import { candidatesOf, type Candidate } from "../operations/candidates/candidates.ts";
import { boundariesOf } from "../operations/candidates/boundary.ts";
import { barePath } from "../operations/candidates/path-steps.ts";
import { resourcesOf, type Resources } from "../operations/candidates/resources.ts";
import { functionTests, type FunctionTest } from "../review/function-tests.ts";
import { maskFor } from "../review/mask.ts";
import { answerOf, idPointerIn } from "./answers.ts";
import type { TestCaller, SentParameter } from "./authorization-test.ts";
import { credentialInputs, credentialsOf } from "./credentials.ts";
import { freeNames } from "./input-names.ts";
import { isActValue, mayDoMore } from "./harmless.ts";
import { isPlainValue, operationFault } from "./plain-texts.ts";
import { namesOf } from "./test-names.ts";
import type { Making } from "./values/made-value.ts";

/** What tests of one API have in common. */
export interface Setting {
  readonly api: AssessedApi;
  readonly making: Making & Required<Pick<Making, "checkTime">>;
  readonly resources: Resources;
  readonly candidateOf: (operation: Operation) => Candidate | undefined;
  readonly functionTestsOf: (operation: Operation) => readonly FunctionTest[];
  /** A word for an operation, which no other has. */
  readonly nameOf: (operation: Operation) => string;
  /** What an input is called that is no credential, from its beginning and its end. */
  readonly freeName: (name: string, behind: string) => string;
  readonly credentials: (operation: Operation, caller: TestCaller) => readonly SentParameter[];
  /** The operation of a method and path; names of parameters count. */
  readonly at: (method: string, path: string) => Operation | undefined;
  /** What gives whoever calls their own record, and where that has their identifier. */
  readonly self: { readonly operation: Operation; readonly id: string } | undefined;
  /** A read that every caller may make and that names nothing: it shows that a token counts. */
  readonly alive: Operation | undefined;
  /** Whether an identifier is to be an input although the run could find it itself; every name that is asked about is kept. */
  readonly isGiven: (name: string) => boolean;
  readonly identifiers: ReadonlySet<string>;
}

/** Looks once through an API for what its tests need. */
export function settingOf(api: AssessedApi, asOf: string, given: readonly string[]): Setting {
  const candidates = new Map(candidatesOf(api).map((candidate) => [candidate.operation, candidate]));
  const byCall = new Map<string, Operation>();
  for (const operation of api.operations) {
    const call = `${operation.method} ${barePath(operation)}`;
    if (operation.operationKind === "path" && !byCall.has(call)) byCall.set(call, operation);
  }
  const mask = maskFor(api);
  const lexicon = api.operations[0]?.lexicon;
  const identifiers = new Set<string>();
  const credentials = credentialsOf(api);
  const functionTestsOf = functionTests(api, boundariesOf(api));
  const reads = [...byCall.values()].filter((operation) => isPlainRead(api, operation));
  const forAll = reads.filter((operation) => !functionTestsOf(operation).some((test) => test.isForAdministrators));
  const own = forAll.filter((operation) => isOwn(operation));
  const self = own
    .filter((operation) => !returnsList(operation))
    .toSorted((a, b) => a.path.length - b.path.length)
    .flatMap((operation) => {
      const answer = answerOf(operation);
      const id = answer === undefined ? undefined : idPointerIn(answer, ["id", "userId", "uuid", "sub"]);
      return id === undefined ? [] : [{ operation, id }];
    })[0];
  return {
    api,
    making: {
      asOf,
      seed: 0,
      mayShow: (value) => {
        const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "");
        return isPlainValue(value) && mask.review(text) === text;
      },
      isAct: (value) => lexicon !== undefined && isActValue(value, lexicon),
      checkTime: () => api.document.budget.checkTime(api.document.root.source.file),
    },
    resources: resourcesOf(api),
    candidateOf: (operation) => candidates.get(operation),
    functionTestsOf,
    nameOf: namesOf(api.operations),
    freeName: freeNames(credentialInputs(api.operations, credentials)),
    credentials,
    at: (method, path) => byCall.get(`${method} ${path.replace(/\/$/, "")}`),
    self,
    alive:
      self?.operation ??
      own[0] ??
      shortest(forAll.filter((operation) => candidates.has(operation))) ??
      shortest(forAll),
    isGiven: (name) => {
      identifiers.add(name);
      return given.includes(name);
    },
    identifiers,
  };
}

/** Whether a call is a GET that changes nothing: it cancels nothing, and ends no session. */
export function onlyReads(api: AssessedApi, operation: Operation): boolean {
  return (
    operation.method === "GET" &&
    actionOf(operation).isReading &&
    !isChangingGet(operation) &&
    !isSigningOut(operation) &&
    api.assessed(operation).intent !== "log-out" &&
    !mayDoMore(operation)
  );
}

/** What stands at the top of an API is more often for everybody who calls it. */
function shortest(operations: readonly Operation[]): Operation | undefined {
  return operations.toSorted((a, b) => a.path.length - b.path.length)[0];
}

/** Whether a call reads, asks for a credential, and needs nothing else. */
function isPlainRead(api: AssessedApi, operation: Operation): boolean {
  return (
    onlyReads(api, operation) &&
    !operation.path.includes("{") &&
    operation.access !== "anonymous" &&
    api.assessed(operation).admission !== "anonymous" &&
    !operation.parameters.some(({ required, in: place }) => required && place === "query") &&
    // What a certificate alone opens says nothing of a token.
    asksForToken(operation) &&
    operationFault(operation) === undefined
  );
}

function asksForToken({ access, security }: Operation): boolean {
  if (access !== "secured") return true;
  return (security?.alternatives ?? []).some(({ schemes }) =>
    schemes.some(({ scheme }) => scheme.schemeKind !== "mutualTLS"),
  );
}
