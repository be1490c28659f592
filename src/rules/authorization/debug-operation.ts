import { grouped } from "../../core/grouped.ts";
import { memo } from "../../core/memo.ts";
import { intentOf } from "../../exposure/intent.ts";
import { isAmong } from "../../core/is-among.ts";
import { count, prose, yaml } from "../../core/prose.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import { readingOf } from "../../exposure/reading.ts";
import { asksForNothing } from "../../exposure/open-purpose.ts";
import { textOfName, wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import { fixedSegments, ownSegments } from "../../exposure/words.ts";
import { placeOf, type Operation } from "../../model/api.ts";
import { requirementOf } from "../../operations/requirement.ts";
import type { Rule } from "../rule.ts";
import type { Fault } from "../../operations/fault.ts";
import { isHarmlessRead, understandingOf } from "../../operations/understood.ts";
import { isForDevelopers, namesFields, tellsOfInside } from "../../operations/inside-of-service.ts";
import { removedOperationFix } from "../../operations/fixes/known-fixes.ts";

/** An operation for developers is exposed. */
export const debugOperation: Rule = {
  id: "debug-operation",
  title: "Debug or management endpoint is exposed",
  alsoKnownAs: ["debug endpoint"],
  owasp: ["API8:2023", "API9:2023"],
  cwe: [489, 1059],
  asvs: ["V15.2.3", "V13.4.2"],
  confidence: "likely",

  rationale: prose`
    Operations for debugging, resetting and loading test data belong on a developer's machine. In a running API they
    show or change internal state, and it was never decided who may call them.
  `,
  exploit: prose`
    An attacker tries common paths for debugging, test data and resets, and one of them answers. It lists accounts with
    their secrets, shows the configuration or empties the database. One request is enough to lose the service or its
    secrets.
  `,
  remediation: prose`
    Leave debug operations out of deployments, or serve them on a host that only operators can reach.
  `,
  fixes: [removedOperationFix],

  examples: {
    bad: [
      yaml`
        servers:
          - url: https://api.acme.io
        paths:
          /users/_debug:
            get: {} # ✗
          /createdb:
            get: {} # ✗
          /system-info:
            get: # ✗
              security: []
          /db/reset:
            post: {} # ✗
          /metrics:
            get: # ✗
              security: []
              responses:
                "200":
                  description: In Prometheus format.
                  content:
                    text/plain: {}
      `,
    ],
    good: [
      yaml`
        servers:
          - url: https://ops.acme.internal
        security:
          - token: []
        paths:
          /users/_debug:
            get: {}
          /createdb:
            get: {}
        components:
          securitySchemes:
            token:
              type: http
              scheme: bearer
      `,
      yaml`
        servers:
          - url: https://api.acme.io
        paths:
          /health:
            get: {}
          /metrics:
            get: {}
          /tests/{id}/results:
            get: {}
          /password/reset:
            post: {}
      `,
    ],
  },

  *check(api) {
    const exposed = api.operations.filter(
      (operation) => operation.operationKind === "path" && api.assessed(operation).judgedAs !== "private",
    );
    const product = productOf(api);
    const named = exposed.filter(
      (operation) =>
        intentOf(operation) !== "health" &&
        ((isForDevelopers(withoutProduct(operation, product)) && !isCollection(api, operation)) ||
          isOpenInside(api, operation)),
    );
    if (named.length > 0) {
      const isKnown = named.every(
        (operation) => !["anonymous", "self-registered"].includes(api.assessed(operation).admission),
      );
      yield faultOf(named, "", [
        ...(isKnown ? ["nothing indicates public access"] : []),
        ...(named.every(isRefused) ? [REFUSED] : []),
        ...(named.every((operation) => isKnownToTellNothing(api, operation))
          ? ["it only reads, and nothing that it returns is sensitive"]
          : []),
        ...(named.every(isBareTest)
          ? [
              "only its name says so, and it takes nothing",
              ...(isKnown ? [] : ["a page for a test may say no more than that the service answers"]),
            ]
          : []),
        ...(named.every(isKnob) ? ["it only sets the level of detail and returns nothing"] : []),
        ...(named.every(({ path }) => path.endsWith("info")) ? ["it may return no more than a version"] : []),
      ]);
    }
    // Who is let in to do something else reads it all the same: a log-in of all of them keeps no secret of the service.
    const ordinary = new Set(
      api.operations.filter((operation) => !isForDevelopers(operation)).map((operation) => requirementOf(operation)),
    );
    const behindLogIn = api.operations.filter(
      (operation) =>
        operation.operationKind === "path" &&
        api.assessed(operation).judgedAs === "private" &&
        intentOf(operation) !== "health" &&
        ordinary.has(requirementOf(operation)) &&
        tellsUndescribed(operation),
    );
    if (behindLogIn.length > 0)
      yield {
        ...faultOf(behindLogIn, "behind a log-in", ["only the organization's own callers can make this call"]),
        remediation: BEHIND_LOG_IN,
      };
    const telling = exposed.filter(
      (operation) =>
        !isAmong(named, operation) && api.assessed(operation).admission === "anonymous" && tellsOfInside(operation),
    );
    if (telling.length > 0)
      yield {
        ...faultOf(telling, "inside", [
          ...(telling.every(isSetUp) ? ["it may be configuration for clients"] : []),
          ...(telling.every(isRefused) ? [REFUSED] : []),
        ]),
        title: "Internal state of the service is public",
      };
  },
};

/**
 * The first segment of nearly all paths, where many operations lie below it, of which many change things: it is what the API is
 * called, and no tool of its developers: `/console/projects`, `/console/workspaces`.
 */
function productOf({ operations }: AssessedApi): string | undefined {
  const paths = operations.filter(({ operationKind }) => operationKind === "path");
  const stems = grouped(paths, ({ path }) => path.split("/")[1] ?? "");
  return [...stems].find(
    ([stem, own]) =>
      !stem.includes("{") &&
      own.length >= MANY &&
      own.length * 10 >= paths.length * 9 &&
      new Set(own.map(({ path }) => path.split("/")[2] ?? "")).size >= SOME,
  )?.[0];
}

const MANY = 12;
const SOME = 3;

function withoutProduct(operation: Operation, product: string | undefined): Operation {
  return product !== undefined && operation.path.startsWith(`/${product}/`)
    ? { ...operation, path: operation.path.slice(product.length + 1) }
    : operation;
}

function faultOf(operations: readonly Operation[], cause: string, mitigations: readonly string[]): Fault {
  return {
    at: placeOf(operations[0]!),
    cause,
    places: operations.map((operation) => ({ at: placeOf(operation), operation })),
    message:
      operations.length === 1
        ? `${operations[0]!.id} is for developers`
        : `${count(operations.length, "operation")} are for developers: ${operations
            .slice(0, 3)
            .map(({ id }) => id)
            .join(", ")}`,
    mitigations,
  };
}

const BEHIND_LOG_IN = prose`
  Leave debug operations out of deployments. If operators need one, describe what it returns, and require a credential or
  scope that the other callers do not have.
`;

const REFUSED = "a documented 401 or 403 indicates that a credential is checked";

/** Whether a path that is only called after trying something out holds things by their IDs: `/tests` beside `/tests/{id}`. */
function isCollection({ operations }: AssessedApi, { path, lexicon }: Operation): boolean {
  const isOfTests = lexicon.is(textOfName(fixedSegments(path).at(-1) ?? ""), "tried-out");
  return isOfTests && collectionsOf(operations).has(path);
}

/** The paths below which a thing is read, changed or deleted by its ID. */
const collectionsOf = memo(
  (operations: readonly Operation[]): ReadonlySet<string> =>
    new Set(operations.flatMap(({ path }) => /^(.*)\/\{[^{}]*\}$/.exec(path)?.[1] ?? [])),
);

/** Whether an operation that requires nothing tells how a call without a credential is refused. */
function isRefused({ access, responses }: Operation): boolean {
  return access !== "secured" && responses.some(({ status }) => status === "401" || status === "403");
}

/** Whether an operation is for trying a call, and returns what is described, and harmless. The state of a service is never so. */
function isKnownToTellNothing(api: AssessedApi, operation: Operation): boolean {
  const isOfTest = operation.lexicon.is(textOfName(fixedSegments(operation.path).at(-1) ?? ""), "test");
  return isOfTest && isHarmlessRead(api, operation) && understandingOf(api, operation) === "harmless";
}

/** Whether a read is called after a test, takes nothing, and no schema or text says that anything of the inside comes back. */
function isBareTest(operation: Operation): boolean {
  const { method, path, parameters, summary = "", description = "", lexicon } = operation;
  const last = fixedSegments(path).at(-1) ?? "";
  return (
    method === "GET" &&
    lexicon.is(textOfName(last), "tried-out") &&
    !lexicon.is(textOfName(last), "begins-anew") &&
    !path.includes("{") &&
    parameters.every(({ in: place }) => place === "header" || place === "cookie") &&
    !namesFields(operation) &&
    TELLING.every((one) => !lexicon.has(wordsInOrder(`${summary} ${description}`.slice(0, LIMIT)), one))
  );
}

const TELLING = ["inside-of-service", "variables-of-program"] as const;

/** Whether a read for developers tells what no schema bounds, such as all variables of the environment. */
function tellsUndescribed(operation: Operation): boolean {
  return readingOf(operation) !== undefined && isForDevelopers(operation) && !namesFields(operation);
}

/** Whether an operation only sets something: `POST /debug/set-gc-percent`. */
function isKnob({ method, path }: Operation): boolean {
  return method !== "GET" && /^set[-_]/.test(fixedSegments(path).at(-1) ?? "");
}

/** Whether an open read is called after what is inside of a server: its secrets, where nothing says of what they are. */
function isOpenInside(api: AssessedApi, operation: Operation): boolean {
  const { method, path } = operation;
  if (method !== "GET" || path.includes("{") || api.assessed(operation).admission !== "anonymous") return false;
  // What its fields say is told by what they hold.
  if (namesFields(operation) || isOfInventedWorld(api, operation)) return false;
  const segments = ownSegments(path);
  const last = segments.at(-1) ?? "";
  return INFORMATION.test(last) || (segments.length === 1 && /^(?:secrets|credentials|env|environment)$/.test(last));
}

/** Whether an API that asks nobody for a credential tells of a game or a story, whose secrets are no service's. */
function isOfInventedWorld({ info, operations, lexicon }: AssessedApi, { summary = "" }: Operation): boolean {
  const texts = [info.title, info.description, summary].map((text = "") =>
    wordsInOrder(text.slice(0, LIMIT)).flatMap(wordsOf),
  );
  return asksForNothing(operations) && texts.some((words) => lexicon.has(words, "invented-world"));
}

/** So much of a text is looked at. */
const LIMIT = 4000;

/** Whether the last segment is called after a state, which clients may need as well. */
function isSetUp({ path }: Operation): boolean {
  return /^(?:config(?:uration)?|settings|status|stats|metrics|health|info|version)$/.test(
    fixedSegments(path).at(-1) ?? "",
  );
}

const INFORMATION = /^(?:sys-?_?info|system-?_?info|server-?_?info)$/;
