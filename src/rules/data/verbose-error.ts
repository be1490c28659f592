import { saidInResponses } from "../../data/search/said-in-responses.ts";
import { isAdministration } from "../../exposure/administration.ts";
import { isSaidAskedFor, isSaidWithheld } from "../../data/search/withheld.ts";
import { grouped } from "../../core/grouped.ts";
import { listed, prose, quoted, yaml } from "../../core/prose.ts";
import { innerWorkings } from "../../data/search/inner-workings.ts";
import { failureIn } from "../../data/values/failure-text.ts";
import { memo } from "../../core/memo.ts";
import { denies } from "../../lexicon/denial.ts";
import { textOfName, wordsInOrder } from "../../lexicon/name-tokens.ts";
import { statedIn } from "../../lexicon/statements.ts";
import { standsNear } from "../../lexicon/phrases.ts";
import { composedProperties, heldSchemaOf } from "../../model/schema-parts.ts";
import { targetOf, type Schema } from "../../model/schema.ts";
import { placeOf, type Operation } from "../../model/api.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import type { Rule } from "../rule.ts";
import type { Fault, FaultPlace } from "../../operations/fault.ts";
import { gatewayErrorsOf, integrationErrorsOf, type GatewayError } from "../../model/gateway-errors.ts";
import { errorResponses, tracesInErrors } from "../../operations/traces-in-errors.ts";
import { requestFields } from "../../operations/request-fields.ts";
import { placesOrCarriers } from "../../operations/readers/wide-cause.ts";

/** An error tells how the service works inside. */
export const verboseError: Rule = {
  id: "verbose-error",
  title: "Error response reveals internals of the service",
  alsoKnownAs: ["stack trace", "verbose error", "information disclosure"],
  owasp: ["API8:2023"],
  cwe: [209],
  asvs: ["V16.5.1"],
  confidence: "likely",

  rationale: prose`
    A stack trace, a failed query or an exception text reveals libraries, tables, files and hosts. Attackers provoke
    errors on purpose to learn where to attack next, and sometimes see what other users' requests contained.
  `,
  exploit: prose`
    An attacker sends malformed values until an error is returned. It reveals the query and its tables, the library and
    its version, or a file path. The next request is no longer a guess, and an injection takes minutes instead of days.
  `,
  remediation: prose`
    Return only a code, a message and an incident ID. Write everything else to the log under that ID. Define a separate schema for errors, such as RFC 9457, with no field for internals.
  `,

  examples: {
    bad: [
      yaml`
        paths:
          /orders:
            get:
              responses:
                "500":
                  description: The request failed.
                  content:
                    application/json:
                      schema:
                        properties:
                          code:
                            type: string
                          stackTrace: # ✗
                            type: array
                            items:
                              type: string
                          technical: # ✗
                            type: string
                            description: The SQL that was run, for support.
                "400":
                  description: The request is invalid.
                  content:
                    application/json:
                      example: # ✗
                        message: "SQLSTATE[42S22]: Unknown column 'x' in 'where clause'"
      `,
    ],
    good: [
      yaml`
        paths:
          /orders:
            get:
              responses:
                "500":
                  description: The request failed.
                  content:
                    application/json:
                      schema:
                        properties:
                          code:
                            type: string
                          detail:
                            type: string
                            description: What to do next, never SQL or a stack trace.
                          traceId:
                            type: string
                          debug:
                            type: boolean
                      example:
                        detail: Try again later
      `,
    ],
  },

  *check(api) {
    yield* gatewayFaults(api);
    const spots = api.operations
      .filter(({ operationKind }) => operationKind === "path")
      .flatMap((operation) => leaksOf(api, operation));
    if (spots.length === 0) return;
    const withheld = withheldNames(api);
    const shown = [...grouped(spots, (spot) => spot.cause)]
      // What a text keeps to developers in most places is kept to them where the text was forgotten.
      .filter(([cause, group]) => (withheld.get(cause) ?? 0) <= group.length)
      .map(([cause, group]) => ({
        cause,
        group,
        operations: [...new Set(group.map(({ operation }) => operation.id))],
      }));
    // Fields of one error are one cause with one remedy.
    for (const [, alike] of grouped(shown, ({ group, operations }) =>
      [group[0]!.sign ?? group[0]!.cause, ...operations].join(" "),
    )) {
      const [{ cause, operations }] = alike as [(typeof alike)[number]];
      const group = alike.flatMap((one) => one.group);
      yield {
        at: group[0]!.at,
        cause,
        ...placesOrCarriers(group),
        message: `${whatIsShown(group)} in ${group.every(({ isAnswer }) => isAnswer !== true) ? "errors" : group.every(({ isAnswer }) => isAnswer === true) ? "responses" : "errors and other responses"} of ${listed(operations, 3)}`,
        mitigations: [
          ...(group.every(({ isVague }) => isVague) ? ["the content is not described"] : []),
          ...(group.every(({ isAskedFor }) => isAskedFor === true)
            ? ["its description says that it is returned only on request"]
            : []),
        ],
      };
    }
  },
};

/** Errors that a gateway makes itself, with the failure of the service behind it, or by whom it was called. */
function* gatewayFaults(api: AssessedApi): Generator<Fault> {
  const paths = api.operations.filter(({ operationKind }) => operationKind === "path");
  const errors = gatewayErrorsOf(api);
  if (errors.length > 0)
    yield {
      at: errors[0]!.at,
      cause: "gateway",
      carriers: paths,
      message: `${shownBy(errors)} in errors that the gateway sends (${listed(
        errors.map(({ kind }) => kind),
        3,
      )})`,
    };
  const spots = paths.flatMap((operation) => integrationErrorsOf(operation).map((error) => ({ ...error, operation })));
  if (spots.length > 0)
    yield {
      at: spots[0]!.at,
      cause: "integration",
      ...placesOrCarriers(spots.map(({ at, operation, kind }) => ({ at, operation, witness: `${kind} template` }))),
      message: `${shownBy(spots)} in errors of ${listed([...new Set(spots.map(({ operation }) => operation.id))], 3)}`,
    };
}

function shownBy(errors: readonly GatewayError[]): string {
  const shown = [...new Set(errors.flatMap((error) => error.shown))];
  return `${listed(
    shown.map((one) => quoted(one)),
    3,
  )} ${shown.length === 1 ? "shows" : "show"} internals of the service`;
}

/** What is shown, with the names of all fields that show it. */
function whatIsShown(leaks: readonly Leak[]): string {
  const [{ what, sign }] = leaks as readonly [Leak];
  const names = [...new Set(leaks.flatMap(({ name }) => name ?? []))];
  if (sign === undefined) return what;
  return `${listed(
    names.map((name) => quoted(name)),
    3,
  )} ${names.length === 1 ? "shows" : "show"} ${SHOWN[sign]}`;
}

const SHOWN = { trace: "where and how the service failed", debug: "debug output" } as const;

/** How often each trace is said to be withheld from ordinary callers, by the cause of its fault. */
function withheldNames(api: AssessedApi): ReadonlyMap<string, number> {
  const search = innerWorkings(api);
  const found = api.operations
    .flatMap(({ responses }) => responses.flatMap(({ content }) => content))
    .flatMap((media) => [...search(media, "read")].filter(({ schema }) => isSaidWithheld(schema)))
    .map(({ name, sign }) => `${sign} ${name}`);
  return new Map([...grouped(found, (cause) => cause)].map(([cause, all]) => [cause, all.length]));
}

interface Leak extends FaultPlace {
  readonly operation: Operation;
  readonly cause: string;
  readonly what: string;
  /** The name of the field, where a sign in it is what gives it away. */
  readonly name?: string;
  readonly sign?: keyof typeof SHOWN;
  readonly isVague: boolean;
  /** Whether it comes with a success: what went wrong with a part of what was sent. */
  readonly isAnswer?: boolean;
  /** Whether a text says that it comes only with a parameter. */
  readonly isAskedFor?: boolean;
}

function leaksOf(api: AssessedApi, operation: Operation): readonly Leak[] {
  const search = innerWorkings(api);
  const leaks = new Map<string, Leak>();
  for (const { statusClass, content } of errorResponses(operation)) {
    for (const media of content) {
      for (const { name, schema, way, sign } of search(media, "read")) {
        if ((sign !== "trace" && sign !== "debug") || isSaidWithheld(schema)) continue;
        const leak = {
          name,
          sign,
          at: placeOf(schema),
          operation,
          witness: `${statusClass} ${way}`,
          cause: `${sign} ${name}`,
          what: `${quoted(name)} shows ${SHOWN[sign]}`,
          isVague: sign === "debug",
          isAskedFor: isSaidAskedFor(schema),
        };
        if (!leaks.has(leak.witness)) leaks.set(leak.witness, leak);
      }
      // What an example alone shows is told of as one.
      const said = media.schema === undefined || media.schema.isInferred ? [] : toldInside(heldSchemaOf(media.schema));
      const names = listed(
        said.map(([name]) => quoted(name)),
        3,
      );
      for (const [name, property] of said) {
        const witness = `${statusClass} ${name}`;
        if (leaks.has(witness)) continue;
        leaks.set(witness, {
          at: placeOf(property),
          operation,
          witness,
          cause: `said ${names}`,
          what: `${names} ${said.length === 1 ? "shows" : "show"}, judging by name, description or example, where and how the service failed`,
          isVague: false,
        });
      }
      for (const example of [...media.examples, ...(media.schema?.examples ?? [])]) {
        const failure = failureIn(example.value);
        // What a property shows by its name is no news in an example of it.
        if (failure === undefined || [...leaks.values()].some(({ witness }) => witness?.startsWith(`${statusClass} `)))
          continue;
        const witness = `${statusClass} example`;
        leaks.set(witness, {
          at: placeOf({ node: example }),
          operation,
          witness,
          cause: `example ${failure}`,
          what: `Examples show ${failure}`,
          isVague: false,
        });
      }
    }
  }
  for (const leak of [
    ...tracesAnswered(api, operation),
    ...failuresAnswered(api, operation),
    ...tracesAskedFor(operation),
  ])
    leaks.set(leak.witness ?? "", leak);
  const isSent = sentInBodies(api.operations);
  return [...leaks.values()].filter(({ name }) => name === undefined || !isSent.has(name));
}

/** The names of what callers send themselves: a trace that a client reports is a value of its own record, and no failure of the service. */
const sentInBodies = memo(
  (operations: AssessedApi["operations"]): ReadonlySet<string> =>
    new Set(
      operations.flatMap((operation) =>
        operation.method === "GET" || operation.operationKind !== "path"
          ? []
          : requestFields(operation).flatMap((field) => (field.in === "body" ? [field.name] : [])),
      ),
    ),
);

/** Properties of success responses that errors have, too. */
function tracesAnswered(api: AssessedApi, operation: Operation): readonly Leak[] {
  const search = innerWorkings(api);
  const known = tracesInErrors(api);
  if (known.size === 0) return [];
  return operation.responses
    .filter(({ statusClass }) => statusClass === "2xx")
    .flatMap(({ content }) => content.flatMap((media) => search(media, "read")))
    .filter(
      ({ name, schema, sign }) => (sign === "trace" || sign === "debug") && known.has(name) && !isSaidWithheld(schema),
    )
    .map(({ name, schema, way, sign }) => ({
      at: placeOf(schema),
      operation,
      name,
      sign: sign === "trace" ? "trace" : "debug",
      witness: `2xx ${way}`,
      cause: `${sign} ${name}`,
      what: `${quoted(name)} shows ${SHOWN[sign === "trace" ? "trace" : "debug"]}`,
      isVague: sign === "debug",
      isAnswer: true,
      isAskedFor: isSaidAskedFor(schema),
    }));
}

/** What makes errors show the inside, by the text of a parameter: "adds the query to the error". */
function tracesAskedFor(operation: Operation): readonly Leak[] {
  if (isAdministration(operation)) return [];
  return operation.parameters.flatMap((parameter) => {
    const { in: place, name, description = "" } = parameter;
    const sentence = statedIn(description).get("shows-inside");
    if ((place !== "query" && place !== "header") || sentence === undefined || saysReserved(description)) return [];
    return [
      {
        at: placeOf(parameter),
        operation,
        witness: `${place} ${name}`,
        cause: `asked for ${name}`,
        what: `${quoted(name)} shows callers how the service works`,
        isVague: false,
      },
    ];
  });
}

/** Whether a text keeps what it is about to some. */
function saysReserved(description: string): boolean {
  const stated = statedIn(description);
  return stated.has("reserved") || stated.has("for-own-staff") || stated.has("for-team");
}

/** Properties of success responses whose examples are a failure's own words: why a line of an import was not taken. */
function failuresAnswered(api: AssessedApi, operation: Operation): readonly Leak[] {
  if (isAdministration(operation)) return [];
  const search = saidInResponses(api);
  return operation.responses
    .filter(({ statusClass }) => statusClass === "2xx")
    .flatMap(({ content }) => content.flatMap((media) => search(media, "read")))
    .filter(({ sign }) => sign.kind === "failure")
    .map(({ name, schema, way, sign }) => ({
      at: placeOf(schema),
      operation,
      witness: `2xx ${way}`,
      cause: `answer ${name}`,
      what: `An example of ${quoted(name)} shows ${sign.by}`,
      isVague: false,
      isAnswer: true,
    }));
}

/** The properties of an error that are said, or called, to show the inside, by their paths, however deep they stand. */
const toldInside = memo((error: Schema): readonly (readonly [string, Schema])[] => {
  const found: (readonly [string, Schema])[] = [];
  const seen = new Set<Schema>();
  const queue = [{ schema: error, path: "", depth: 0 }];
  for (const { schema, path, depth } of queue) {
    if (seen.has(schema) || seen.size > MOST_OBJECTS) continue;
    seen.add(schema);
    for (const [name, property] of composedProperties(schema)) {
      const way = path === "" ? name : `${path}.${name}`;
      const said = saysInside(property);
      // A word alone says it of the error itself, and not of what somebody sent.
      if (said === "phrase" || (said === "word" && depth === 0) || isCalledInside(name, property))
        found.push([way, property]);
      else if (depth < DEEPEST) queue.push({ schema: heldSchemaOf(property), path: way, depth: depth + 1 });
    }
  }
  return found;
});

const MOST_OBJECTS = 50;
const DEEPEST = 2;

/** Whether a property of an error is called after the exception, or after the request as the service received it. */
function isCalledInside(name: string, property: Schema): boolean {
  const { lexicon, types, enum: values, description = "" } = targetOf(property);
  if (values !== undefined || (types.length > 0 && types.every((type) => SAYS_NOTHING.has(type)))) return false;
  const text = textOfName(name);
  if (!lexicon.is(text, "inner-of-error") || isSaidWithheld(property)) return false;
  // A text that is called an exception may only be its kind.
  if (!text.includes(" ") && types.every((type) => type === "string")) return false;
  const words = wordsInOrder(description.slice(0, 1000));
  return !denies(words, lexicon) && !lexicon.has(words, "left-out");
}

const SAYS_NOTHING: ReadonlySet<string> = new Set(["boolean", "integer", "number", "null"]);

/** Whether what describes a property of an error, or its example, says that it holds a stack trace or a statement of a database. */
const saysInside = memo((property: Schema): "phrase" | "word" | undefined => {
  const { lexicon, types, description = "", examples, items } = targetOf(property);
  const held = types.includes("array") && items !== undefined ? targetOf(items).types : types;
  if ((held.length > 0 && !held.includes("string")) || isSaidWithheld(property)) return undefined;
  if (examples.some((example) => failureIn(example.value) !== undefined)) return "phrase";
  const words = wordsInOrder(description.slice(0, 1000));
  // "Never a stack trace", "only in development".
  if (denies(words, lexicon) || lexicon.has(words, "reserved") || lexicon.has(words, "left-out")) return undefined;
  const isPhrase =
    lexicon.has(words, "said-inner-failure") ||
    standsNear(words, lexicon, "failure-word", "as-it-arose", 1) ||
    standsNear(words, lexicon, "database-query", "has-failed", 1);
  if (isPhrase) return "phrase";
  return words.some((word) => word === "sql" || word === "stack") ? "word" : undefined;
});
