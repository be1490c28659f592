import { isAmong } from "../../core/is-among.ts";
import { memo } from "../../core/memo.ts";
import { capitalized } from "../../core/sentence.ts";
import { grouped } from "../../core/grouped.ts";
import { categoriesWords } from "../../core/category-words.ts";
import { count, listed, prose, yaml } from "../../core/prose.ts";
import type { AssessedApi, AssessedFlow } from "../../exposure/assessed-api.ts";
import { isStepOfLogIn } from "../../exposure/callers-own.ts";
import { placeOf, type Api, type Operation } from "../../model/api.ts";
import { carriedBy, flowsOverCeiling, operationsOfFlows, worstFirst } from "../../operations/readers/readers.ts";
import type { Rule } from "../rule.ts";
import type { Fault } from "../../operations/fault.ts";

/** An API that is declared private, and whose credential anyone can get. */
export const privateButSelfRegistered: Rule = {
  id: "private-but-self-registered",
  title: "Private API, but anyone can sign up",
  owasp: ["API5:2023", "API9:2023"],
  cwe: [285],
  asvs: ["V8.2.1"],
  confidence: "likely",

  rationale: prose`
    A required log-in does not make an API private, even if only the company's own app is meant to call it. If anyone
    can sign up, anyone can get the credential and call every operation that accepts it, without the app and its
    restrictions.
  `,
  exploit: prose`
    An attacker analyses the app's traffic, finds the sign-up and creates an account with a disposable e-mail
    address. The token gives access to every operation that was meant for the app or the staff only. A script then
    enumerates identifiers and copies all users' data, while the logs show only ordinary log-ins.
  `,
  remediation: prose`
    Disable the sign-up, or declare the API public. Without a sign-up, create accounts by invitation only. In a public
    API, enforce object-level authorization in each operation. For staff operations, require a credential that cannot be
    obtained by signing up.
  `,

  examples: {
    bad: [
      yaml`
        info:
          title: Riders
          version: "1"
          x-audience: company-internal
        servers:
          - url: https://api.acme.io
        security:
          - token: []
        paths:
          /accounts:
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
          /rides:
            get: {} # ✗
        components:
          securitySchemes:
            token:
              type: http
              scheme: bearer
      `,
    ],
    good: [
      yaml`
        info:
          title: Riders
          version: "1"
          x-audience: company-internal
        servers:
          - url: https://api.acme.io
        security:
          - token: []
        paths:
          /accounts:
            post:
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        email:
                          type: string
                        password:
                          type: string
          /rides:
            get: {}
        components:
          securitySchemes:
            token:
              type: http
              scheme: bearer
      `,
    ],
  },

  *check(api) {
    const operations = api.operations.filter((operation) => {
      const { declared, admission, intent } = api.assessed(operation);
      return (
        operation.operationKind === "path" &&
        declared.audience === "private" &&
        !declared.isHint &&
        admission === "self-registered" &&
        intent !== "log-out" &&
        !isStepOfLogIn(operation)
      );
    });
    const declared = api.operations.filter(
      (operation) => api.assessed(operation).declared.audience === "private",
    ).length;
    for (const [isForMachines, group] of grouped(operations, (operation) => isCalledByMachines(api, operation))) {
      const fault = faultOf(api, group, declared);
      yield isForMachines
        ? {
            ...fault,
            cause: `${fault.cause} machines`,
            mitigations: ["another system calls the operation, so it must be reachable"],
          }
        : fault;
    }
  },
};

function faultOf(api: AssessedApi, operations: readonly Operation[], declared: number): Fault {
  const first = operations[0]!;
  const signUp = api.signUps[0];
  const door =
    signUp === undefined
      ? `${capitalized(api.assessed(first).because[0] ?? "anyone can get the credential")}. With this credential, anyone can`
      : `Anyone can sign up with ${signUp.id} and then`;
  const over = flowsOverCeiling(api).filter(({ operation, principal }) => principal && isAmong(operations, operation));
  const telling = new Set(over.map(({ operation }) => operation));
  // A reader should see first what tells a stranger most.
  const byTelling = operations.toSorted((a, b) => Number(telling.has(b)) - Number(telling.has(a)));
  return {
    at: placeOf(byTelling[0] ?? first),
    cause: signUp === undefined ? "" : signUp.id,
    places: byTelling.map((operation) => ({ at: placeOf(operation), operation })),
    // Whose data strangers get is what a release is stopped for; that it was declared private is only the premise.
    message:
      over.length === 0
        ? `${door} call ${calledWords(operations.length, declared)}`
        : `${door} read other people's ${carriedWords(over)}. ${capitalized(declaredWords(operations.length, declared, signUp !== undefined))}`,
    evidence: [
      `The audience is declared by ${api.assessed(first).declared.source}.`,
      ...(signUp === undefined ? [] : [`The sign-up is at ${whereOf(api, signUp)}.`]),
      ...(over.length === 0
        ? []
        : [
            `Anyone can then read other people's ${carriedBy(over, Infinity, "plural")}, with ${operationsOfFlows(over, Infinity)}.`,
          ]),
    ],
  };
}

/** What strangers read, the worst first: the evidence names all of it. */
function carriedWords(over: readonly AssessedFlow[]): string {
  const words = categoriesWords(
    worstFirst(over).map(({ field }) => field),
    "plural",
  );
  const named = listed(words.slice(0, MOST_CARRIED));
  return words.length > MOST_CARRIED ? `data, such as ${named}` : named;
}

const MOST_CARRIED = 3;

/** Those declared private that no credential is needed for are the matter of other rules: the two counts are told apart. */
function declaredWords(n: number, declared: number, isSignUp: boolean): string {
  return n === declared
    ? `${count(n, "operation")} ${n === 1 ? "is" : "are"} declared private`
    : `${n} of the ${declared} operations that are declared private ${n === 1 ? "requires" : "require"} ${isSignUp ? "the credential that a sign-up gives" : "this credential"}`;
}

function calledWords(n: number, declared: number): string {
  return n === declared
    ? `${count(n, "operation")} that ${n === 1 ? "is" : "are"} declared private`
    : `${n} of the ${declared} operations that are declared private`;
}

/** The line of an operation, with its file where the description has more than one. */
function whereOf({ document }: AssessedApi, operation: Operation): string {
  const place = placeOf(operation);
  const { line } = document.locate(place);
  return document.sources().length > 1 ? `${place.file}:${line}` : `line ${line}`;
}

/**
 * Whether what calls an operation is another system: it is left out of the documents since nobody else calls it, and it is
 * on the internet since that one does.
 */
function isCalledByMachines({ tags }: Api, operation: Operation): boolean {
  const { path, summary, description } = operation;
  return (
    /\/(?:web-?hook|callback|incoming)(?:\/|$)/i.test(path) ||
    [summary, description, ...operation.tags].some(isOfMachines) ||
    (operation.tags.length > 0 && operation.tags.some((tag) => tagsOfMachines(tags).has(tag)))
  );
}

function isOfMachines(text: string | undefined): boolean {
  return text !== undefined && MACHINES.test(text.slice(0, LIMIT));
}

/** The names of the tags whose descriptions say so. */
const tagsOfMachines = memo(
  (tags: Api["tags"]): ReadonlySet<string> =>
    new Set(tags.flatMap(({ name, description }) => (isOfMachines(description) ? [name] : []))),
);

/** Webhooks in the plural are what somebody sets up. */
const MACHINES = /\bincoming\b|\binvoked by\b|\b(?:web-?hook|callback) (?:from|for|endpoint|receiver|handler)\b/i;
const LIMIT = 200;
