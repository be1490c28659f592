import { intentOf } from "../../exposure/intent.ts";
import { isAmong } from "../../core/is-among.ts";
import { memo } from "../../core/memo.ts";
import { count, prose, yaml } from "../../core/prose.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import { isMadeOf } from "../../lexicon/phrases.ts";
import { textOfName, wordsOf } from "../../lexicon/name-tokens.ts";
import { composedProperties, heldSchemaOf } from "../../model/schema-parts.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import { isOfEverything } from "../../exposure/changing-get.ts";
import { fixedSegments, ownSegments } from "../../exposure/words.ts";
import { placeOf, type Operation } from "../../model/api.ts";
import { targetOf, type Schema } from "../../model/schema.ts";
import type { Rule } from "../rule.ts";
import type { Fault } from "../../operations/fault.ts";
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
    Debugging, seeding and resetting belong on a developer's machine. In a running API these operations show or change
    internal state, and nobody has decided who may call them.
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
    const named = exposed.filter(
      (operation) => intentOf(operation) !== "health" && (isForDevelopers(operation) || isOpenInside(api, operation)),
    );
    if (named.length > 0) {
      const isKnown = named.every(
        (operation) => !["anonymous", "self-registered"].includes(api.assessed(operation).admission),
      );
      yield faultOf(named, "", [
        ...(isKnown ? ["nothing indicates public access"] : []),
        ...(named.every(isRefused) ? [REFUSED] : []),
        ...(named.every(isKnob) ? ["it only sets the level of detail and returns nothing"] : []),
        ...(named.every(({ path }) => path.endsWith("info")) ? ["it may return no more than a version"] : []),
      ]);
    }
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

const REFUSED = "a documented 401 or 403 indicates that a credential is checked";

/** Whether an operation that requires nothing tells how a call without a credential is refused. */
function isRefused({ access, responses }: Operation): boolean {
  return access !== "secured" && responses.some(({ status }) => status === "401" || status === "403");
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
  if (namesFields(operation)) return false;
  const segments = ownSegments(path);
  const last = segments.at(-1) ?? "";
  return INFORMATION.test(last) || (segments.length === 1 && /^(?:secrets|credentials|env|environment)$/.test(last));
}

/** Whether a read is called after the inside of a service, and returns what only its operators need. */
function tellsOfInside(operation: Operation): boolean {
  const { method, path } = operation;
  return (
    method === "GET" &&
    !path.includes("{") &&
    fixedSegments(path).some((segment) => isInside(wordsOf(segment), operation.lexicon)) &&
    showsInside(operation)
  );
}

/** Whether the last segment is called after a state, which clients may need as well. */
function isSetUp({ path }: Operation): boolean {
  return /^(?:config(?:uration)?|settings|status|stats|metrics|health|info|version)$/.test(
    fixedSegments(path).at(-1) ?? "",
  );
}

function isInside(segment: readonly string[], lexicon: Lexicon): boolean {
  return lexicon.is(segment.join(" "), "inside-of-service") || /logs?$/.test(segment.at(-1) ?? "");
}

/** Whether what comes back tells how the service is built, set up, or failed: one thing that only a log has, or two of a machine. */
function showsInside(operation: Operation): boolean {
  const { responses, path, lexicon } = operation;
  const last = wordsOf(fixedSegments(path).at(-1) ?? "").at(-1) ?? "";
  if (isMeasured(operation, last) || isWholeSetUp(operation, last)) return true;
  const isOfCalls = lexicon.is(last, "log-of-calls") || /logs?$/.test(last);
  const names = new Set<string>();
  for (const { statusClass, content } of responses) {
    if (statusClass !== "2xx") continue;
    for (const { schema } of content) if (schema !== undefined) addNames(names, schema, 2);
  }
  const shown = [...names];
  if (isOfCalls && shown.filter((name) => lexicon.is(name, "shown-of-calls")).length > 1) return true;
  return (
    shown.some((name) => isOfLogs(name, lexicon)) || shown.filter((name) => isOfMachines(name, lexicon)).length > 1
  );
}

/** Whether measures of a service come back as a text, as Prometheus reads them: its calls, its load, its parts. */
function isMeasured(operation: Operation, last: string): boolean {
  return isOfEverything(operation) && operation.lexicon.is(last, "measures") && !namesFields(operation);
}

/** Whether a configuration comes back as whatever it holds, or as a part of what a service tells of itself. */
function isWholeSetUp(operation: Operation, last: string): boolean {
  const { lexicon } = operation;
  if (lexicon.is(last, "configuration")) return successSchemas(operation).some((schema) => isFreeMap(schema));
  return successSchemas(operation).some((schema) => {
    const parts = [...composedProperties(targetOf(schema))];
    return parts.some(([name, part]) => lexicon.is(textOfName(name), "configuration") && holdsText(part));
  });
}

/** Whether what stands under a name is a text or a map, and no list of named settings. */
function holdsText(part: Schema): boolean {
  const inner = [...composedProperties(targetOf(part)).values()];
  return isFreeMap(part) || (inner.length === 1 && targetOf(inner[0]!).types.includes("string"));
}

function isFreeMap(schema: Schema): boolean {
  const target = targetOf(schema);
  return composedProperties(target).size === 0 && typeof target.additionalProperties === "object";
}

function namesFields(operation: Operation): boolean {
  return successSchemas(operation).some((schema) => composedProperties(heldSchemaOf(schema)).size > 0);
}

function successSchemas({ responses }: Operation): readonly Schema[] {
  return responses
    .filter(({ statusClass }) => statusClass === "2xx")
    .flatMap(({ content }) => content.flatMap(({ schema }) => schema ?? []));
}

/** Whether only a log or an operator has what is called so: an exception of some kind, a database's address. */
function isOfLogs(name: string, lexicon: Lexicon): boolean {
  const words = name.split(" ");
  return (
    lexicon.is(name, "shown-in-logs") ||
    (words.length === 2 && words[0] === "exception") ||
    isConnection(words, lexicon)
  );
}

/** Whether words are what a connection is described by: `redis host`, `db connection url`. */
function isConnection(words: readonly string[], lexicon: Lexicon): boolean {
  const store = lexicon.lengthAt(words, 0, "called-store");
  const rest = words.slice(words[store] === "connection" ? store + 1 : store);
  return store > 0 && lexicon.is(rest.join(" "), "connection-part");
}

/** Whether only those who run a service need what is called so: `heap used`, `pool idle`, `git commit`. */
function isOfMachines(name: string, lexicon: Lexicon): boolean {
  const [first = "", second] = name.split(" ");
  const isMeasure = lexicon.is(first, "machine-measure") || (first === "pool" && second !== undefined);
  return lexicon.is(name, "shown-of-machines") || (isMeasure && name.split(" ").length <= 2);
}

function addNames(names: Set<string>, schema: Schema, depth: number): void {
  for (const [name, property] of composedProperties(heldSchemaOf(schema))) {
    names.add(wordsOf(name).join(" "));
    if (depth > 0 && names.size < MOST_NAMES) addNames(names, property, depth - 1);
  }
}

const MOST_NAMES = 200;

const INFORMATION = /^(?:sys-?_?info|system-?_?info|server-?_?info)$/;

/** Whether a segment of the path, or two that follow one another, are only known at a developer's desk. */
const isForDevelopers = memo(({ path, lexicon }: Operation): boolean => {
  const segments = fixedSegments(path);
  const names = segments.map(textOfName);
  if (names.some((name) => lexicon.is(name, "developer-tool") || isMadeAnew(name.split(" "), lexicon))) return true;
  const last = names.at(-1) ?? "";
  const before = names.at(-2) ?? "";
  // What writes to a database as a whole, and what is left of trying things out.
  if ((["database-at-desk", "trial-data"] as const).some((thing) => lexicon.is(before, thing)))
    if (lexicon.is(last, "begins-anew")) return true;
  const own = ownSegments(path);
  return own.length === 1 && !path.includes("{") && lexicon.is(last, "tried-out");
});

/** Whether a segment says that a database begins anew, in two words or one: `drop-tables`, `datenbank-leeren`, `resetdb`. */
function isMadeAnew(words: readonly string[], lexicon: Lexicon): boolean {
  const verb = words.join("").replace(/(?:db|database|datenbank)$/, "");
  return (
    (isMadeOf(words, lexicon, "begins-anew", "database-at-desk") && lexicon.has(words, "database-at-desk")) ||
    (verb.length < words.join("").length && lexicon.is(verb, "begins-anew"))
  );
}
