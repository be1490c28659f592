import { memo } from "../../core/memo.ts";
import { count, prose, yaml } from "../../core/prose.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import { fixedSegments } from "../../exposure/words.ts";
import { placeOf, type Operation } from "../../model/api.ts";
import type { Rule } from "../rule.ts";

/** An operation for developers is exposed. */
export const debugOperation: Rule = {
  id: "debug-operation",
  title: "An operation for developers is exposed",
  owasp: ["API8:2023", "API9:2023"],
  cwe: [489, 1059],
  asvs: ["V15.2.3", "V13.4.2"],
  confidence: "likely",

  rationale: prose`
    Debugging, seeding and resetting are for the desk of a developer. In a running API they show what is inside, or
    change it, and nobody has thought of who may call them.
  `,
  exploit: prose`
    An attacker tries the usual paths for debugging, test data and resets, and one of them answers. It lists accounts
    with their secrets, shows the configuration, or empties the database. Either the service is gone in one request, or
    its secrets are.
  `,
  remediation: prose`
    Leave them out of what is deployed, or serve them on a host that only operators reach.
  `,

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
      `,
    ],
    good: [
      yaml`
        servers:
          - url: https://ops.acme.internal
        paths:
          /users/_debug:
            get: {}
          /createdb:
            get: {}
      `,
      yaml`
        servers:
          - url: https://api.acme.io
        paths:
          /health:
            get: {}
          /tests/{id}/results:
            get: {}
          /password/reset:
            post: {}
      `,
    ],
  },

  *check(api) {
    const operations = api.operations.filter(
      (operation) =>
        operation.operationKind === "path" &&
        api.assessed(operation).exposure !== "private" &&
        (isForDevelopers(operation) || isOpenInside(api, operation)),
    );
    if (operations.length === 0) return;
    yield {
      at: placeOf(operations[0]!),
      cause: "",
      places: operations.map((operation) => ({ at: placeOf(operation), operation })),
      message:
        operations.length === 1
          ? `${operations[0]!.id} is for developers`
          : `${count(operations.length, "operation")} are for developers: ${operations
              .slice(0, 3)
              .map(({ id }) => id)
              .join(", ")}`,
      mitigations: [
        ...(operations.every(
          (operation) => !["anonymous", "self-registered"].includes(api.assessed(operation).admission),
        )
          ? ["nothing says that strangers get in"]
          : []),
        ...(operations.every(isKnob) ? ["it sets how much is told, and nothing comes out"] : []),
        ...(operations.every(({ path }) => path.endsWith("info")) ? ["it may tell no more than a version"] : []),
      ],
    };
  },
};

/** Whether an operation only sets something: `POST /debug/set-gc-percent`. */
function isKnob({ method, path }: Operation): boolean {
  return method !== "GET" && /^set[-_]/.test(fixedSegments(path).at(-1) ?? "");
}

/** Whether an open read is called after what is inside of a server: its secrets, where nothing says of what they are. */
function isOpenInside(api: AssessedApi, operation: Operation): boolean {
  const { method, path } = operation;
  if (method !== "GET" || path.includes("{") || api.assessed(operation).admission !== "anonymous") return false;
  const segments = fixedSegments(path).filter((segment) => !/^(?:api|rest|v\d+(?:\.\d+)*)$/.test(segment));
  const last = segments.at(-1) ?? "";
  return INFORMATION.test(last) || (segments.length === 1 && /^(?:secrets|credentials|env|environment)$/.test(last));
}

const INFORMATION = /^(?:sys-?_?info|system-?_?info|server-?_?info)$/;

/** Whether a segment of the path, or two that follow one another, are only known at a developer's desk. */
const isForDevelopers = memo(({ path }: Operation): boolean => {
  const segments = fixedSegments(path);
  if (segments.some((segment) => DEVELOPERS.test(segment))) return true;
  const last = segments.at(-1) ?? "";
  // What writes to a database as a whole, and what is left of trying things out.
  if (DATABASES.test(segments.at(-2) ?? "") && WHOLE.test(last)) return true;
  const own = segments.filter((segment) => !/^(?:api|apis|rest|v\d+)$/.test(segment));
  return own.length === 1 && !path.includes("{") && LEFT.test(last);
});

/** Segments of paths that only a developer's desk has. */
const DEVELOPERS =
  /^_?(?:debug|debugger|pprof|heapdump|threaddump|actuator|jolokia|phpinfo|phpinfo\.php|createdb|create[-_]db|initdb|init[-_]db|dropdb|drop[-_]db|resetdb|reset[-_]db|(?:re)?seed|seeder|seeddb|seed[-_](?:db|data|database|users)|test[-_]?data|test[-_]?seed|fixtures?|populate|populate[-_]?(?:db|database|data)|(?:reset|init|clear|drop|wipe|create|setup|migrate|truncate)[-_]?(?:db|database|all[-_]?data|data|tables)|wipe|stacktrace|dump[-_]?db|db[-_]?dump|console|h2-console|backdoor|printenv|sysinfo|test[-_]?(?:endpoint|login|token|user|auth|email|mail|route|page)|dev[-_]?(?:tools|login|only))$/;
const DATABASES = /^(?:db|database|databases|data|sample[-_]?data|demo[-_]?data|tables|schema|dev|test|testing|e2e)$/;
const WHOLE =
  /^(?:reset|seed|reseed|init|initialize|initialise|drop|wipe|clear|populate|create|migrate|truncate|setup)$/;
/** What says, where it is all of the path, that somebody tried something or begins anew. */
const LEFT = /^_?(?:tests?|testing|reset|foo|bar|foobar|hello[-_]?world|dummy|playground|tmp|temp)$/;
