import { isAmong } from "../../core/is-among.ts";
import { memo } from "../../core/memo.ts";
import { count, prose, yaml } from "../../core/prose.ts";
import { wordsOf } from "../../lexicon/name-tokens.ts";
import { composedProperties, heldSchemaOf } from "../../model/schema-parts.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import { fixedSegments } from "../../exposure/words.ts";
import { placeOf, type Operation } from "../../model/api.ts";
import type { Schema } from "../../model/schema.ts";
import type { Rule } from "../rule.ts";
import type { Fault } from "../../operations/fault.ts";

/** An operation for developers is exposed. */
export const debugOperation: Rule = {
  id: "debug-operation",
  title: "An operation for developers is exposed",
  alsoKnownAs: ["debug endpoint"],
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
    const named = exposed.filter((operation) => isForDevelopers(operation) || isOpenInside(api, operation));
    if (named.length > 0) {
      const isKnown = named.every(
        (operation) => !["anonymous", "self-registered"].includes(api.assessed(operation).admission),
      );
      yield faultOf(named, "", [
        ...(isKnown ? ["nothing says that strangers get in"] : []),
        ...(named.every(isKnob) ? ["it sets how much is told, and nothing comes out"] : []),
        ...(named.every(({ path }) => path.endsWith("info")) ? ["it may tell no more than a version"] : []),
      ]);
    }
    const telling = exposed.filter((operation) => !isAmong(named, operation) && tellsOfInside(operation));
    if (telling.length > 0)
      yield {
        ...faultOf(telling, "inside", telling.every(isSetUp) ? ["it may be what clients are set up by"] : []),
        title: "How the service works inside is told to anybody",
      };
  },
};

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

/** Whether a read that is stated to be open is called after the inside of a service, and returns what only its operators need. */
function tellsOfInside(operation: Operation): boolean {
  const { method, path, access } = operation;
  return (
    method === "GET" &&
    access === "anonymous" &&
    !path.includes("{") &&
    fixedSegments(path).some((segment) => INSIDE.test(segment)) &&
    showsInside(operation)
  );
}

/** Whether the last segment is called after a state, which clients may need as well. */
function isSetUp({ path }: Operation): boolean {
  return /^(?:config(?:uration)?|settings|status|stats|health|info|version)$/.test(fixedSegments(path).at(-1) ?? "");
}

/** Segments under which a service tells of itself, where what comes back is of the inside. */
const INSIDE =
  /^_?(?:diag|diagnostics?|internals?|ops|operations|admin|system|runtime|monitor(?:ing)?|logs?|.*[-_]?logs?|traces?|requests|(?:recent|last|failed)[-_](?:requests|errors|exceptions|calls)|errors?|exceptions?|dump|env|environment|metrics|stats|heap|threads|config(?:uration)?|settings|status|health|info|build[-_]?info|version|support|maintenance|jobs|queues?|workers?|cache|sessions|db|database)$/;

/** Whether what comes back tells how the service is built, set up, or failed: one thing that only a log has, or two of a machine. */
function showsInside({ responses, path }: Operation): boolean {
  const isOfCalls = CALLS.test(fixedSegments(path).at(-1) ?? "");
  const names = new Set<string>();
  for (const { statusClass, content } of responses) {
    if (statusClass !== "2xx") continue;
    for (const { schema } of content) if (schema !== undefined) addNames(names, schema, 2);
  }
  const shown = [...names];
  if (isOfCalls && shown.filter((name) => OF_CALLS.test(name)).length > 1) return true;
  return shown.some((name) => OF_LOGS.test(name)) || shown.filter((name) => OF_MACHINES.test(name)).length > 1;
}

function addNames(names: Set<string>, schema: Schema, depth: number): void {
  for (const [name, property] of composedProperties(heldSchemaOf(schema))) {
    names.add(wordsOf(name).join(" "));
    if (depth > 0 && names.size < MOST_NAMES) addNames(names, property, depth - 1);
  }
}

const MOST_NAMES = 200;
const OF_LOGS =
  /^(?:exception|exception \w+|stack ?trace|stack|traceback|(?:request|response) (?:header|body|payload)|sql|sql (?:query|statement|text)|(?:slow|last|running) quer(?:y|ie)|query (?:text|sql)|env|env var|environment variable|connection string|(?:(?:database|db) )?dsn|(?:database|db|redis|kafka|amqp|broker|cache|mongo|smtp|queue|jdbc)(?: connection)? (?:url|uri|dsn|host|password|string|user|broker|server|endpoint)|kafka broker|broker|log (?:line|entry|tail)|jvm argument|java opt|command line|process arg)$/;
/** What was called, and how: a log of requests. */
const CALLS = /(?:requests?|calls|logs?|traces?|errors|exceptions)$/;
const OF_CALLS =
  /^(?:header|body|payload|query string|ip|remote (?:ip|addr|address)|client ip|user agent|cookie|http method|status code)$/;
const OF_MACHINES =
  /^(?:host ?name|host|node(?: name)?|pid|process id|heap(?: \w+)?|memory(?: \w+)?|thread(?: \w+)?|cpu(?: \w+)?|uptime(?: \w+)?|disk(?: \w+)?|(?:os|node|java|python|php|ruby|go|jvm|runtime|framework|kernel|database|db|postgres|server) version|git (?:commit|sha|branch)|commit(?: (?:sha|hash|id))?|internal (?:ip|host|address|url)|private ip|ip address|connection pool|pool (?:size|\w+)|queue (?:depth|length|size)|replica|container(?: id| name)?|pod(?: name)?|image tag|working dir(?:ectory)?|install path|config(?:uration)? (?:file|path)|package|dependency|module|plugin)$/;

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
  /^_{0,2}(?:diag|debug|debugger|profiler|debugbar|telescope|server-status|elmah\.axd|trace\.axd|pprof|heapdump|threaddump|actuator|jolokia|phpinfo|phpinfo\.php|createdb|create[-_]db|initdb|init[-_]db|dropdb|drop[-_]db|resetdb|reset[-_]db|(?:re)?seed|seeder|seeddb|seed[-_](?:db|data|database|users)|test[-_]?data|test[-_]?seed|fixtures?|populate|populate[-_]?(?:db|database|data)|(?:reset|init|clear|drop|wipe|create|setup|migrate|truncate)[-_]?(?:db|database|all[-_]?data|data|tables)|wipe|stacktrace|dump[-_]?db|db[-_]?dump|console|h2-console|backdoor|printenv|sysinfo|threads?[-_]?dump|heap[-_]dump|memory[-_]?dump|env[-_]?dump|config[-_]?dump|dump[-_](?:config|settings|env)|test[-_]?(?:endpoint|login|token|user|auth|email|mail|route|page)|dev[-_]?(?:tools|login|only))$/;
const DATABASES = /^(?:db|database|databases|data|sample[-_]?data|demo[-_]?data|tables|schema|dev|test|testing|e2e)$/;
const WHOLE =
  /^(?:reset|seed|reseed|init|initialize|initialise|drop|wipe|clear|populate|create|migrate|truncate|setup)$/;
/** What says, where it is all of the path, that somebody tried something or begins anew. */
const LEFT = /^_?(?:tests?|testing|reset|foo|bar|foobar|hello[-_]?world|dummy|playground|tmp|temp)$/;
