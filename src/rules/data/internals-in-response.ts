import { isStatedProduct } from "../../operations/stated-product.ts";
import { isSaidWithheld } from "../../data/search/withheld.ts";
import { grouped } from "../../core/grouped.ts";
import { listed, prose, quoted, yaml } from "../../core/prose.ts";
import { saidInResponses } from "../../data/search/said-in-responses.ts";
import { namesInternalHost } from "../../data/values/internal-host.ts";
import { headerTexts } from "../../model/header-texts.ts";
import { failureIn } from "../../data/values/failure-text.ts";
import { statedIn } from "../../lexicon/statements.ts";
import { innerWorkings, type Inner } from "../../data/search/inner-workings.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import { fixedSegments } from "../../exposure/words.ts";
import { wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import { targetOf, type Schema } from "../../model/schema.ts";
import { placeOf, type Header, type Operation } from "../../model/api.ts";
import { successResponses } from "../../model/response-coverage.ts";
import { isAdministration } from "../../exposure/administration.ts";
import { memo } from "../../core/memo.ts";
import { placeKey } from "../../core/place.ts";
import { requestFields } from "../../operations/request-fields.ts";
import { operationsOn } from "../../model/operations-on-path.ts";
import { requirementOf } from "../../operations/requirement.ts";
import { makesUp } from "../../exposure/made-up.ts";
import { isCredential } from "../../data/taxonomy/is-credential.ts";
import { saidRole } from "../../exposure/said-role.ts";
import { tracesInErrors } from "../../operations/traces-in-errors.ts";
import type { Rule } from "../rule.ts";
import type { FaultPlace } from "../../operations/fault.ts";
import { placesOrCarriers } from "../../operations/readers/wide-cause.ts";

/** A response shows what is meant for the inside. */
export const internalsInResponse: Rule = {
  id: "internals-in-response",
  title: "Response exposes internal data",
  alsoKnownAs: ["excessive data exposure", "information disclosure"],
  owasp: ["API3:2023", "API8:2023"],
  cwe: [213, 215],
  asvs: ["V15.3.1", "V13.4.2"],
  confidence: "likely",

  rationale: prose`
    Debug output, server configuration, an AI assistant's system prompt, staff notes or supplier costs were added to a
    response with developers or colleagues in mind. Every caller gets them, including attackers and callers who want a
    better price.
  `,
  exploit: prose`
    An attacker calls an ordinary operation and reads the fields that the client never displays, such as debug output,
    configuration, staff notes or supplier prices. The first two show where to attack next. The last two are valuable to
    competitors and to the people whom the notes are about.
  `,
  remediation: prose`
    Return only what the caller's task needs, with an explicit schema, not everything the object contains. Give
    developers a log and colleagues a separate operation.
  `,

  examples: {
    bad: [
      yaml`
        servers:
          - url: https://api.acme.io
        security:
          - token: []
        paths:
          /products:
            get:
              security: []
              responses:
                "200":
                  description: The products.
                  content:
                    application/json:
                      schema:
                        type: array
                        items:
                          properties:
                            name:
                              type: string
                            internalNotes: # ✗
                              type: string
          /assistant:
            get:
              responses:
                "200":
                  description: How it is set up.
                  content:
                    application/json:
                      schema:
                        properties:
                          systemPrompt: # ✗
                            type: string
          /config:
            get: # ✗
              security: []
              responses:
                "200":
                  description: How the service is set up.
                  content:
                    application/json:
                      schema:
                        type: object
        components:
          securitySchemes:
            token:
              type: http
              scheme: bearer
      `,
    ],
    good: [
      yaml`
        servers:
          - url: https://api.acme.io
        security:
          - token: []
        paths:
          /products:
            get:
              security: []
              responses:
                "200":
                  description: The products.
                  content:
                    application/json:
                      schema:
                        type: array
                        items:
                          properties:
                            name:
                              type: string
                            price:
                              type: number
                            debug:
                              type: boolean
          /secrets:
            get:
              responses:
                "200":
                  description: The names of the secrets that the caller keeps here.
                  content:
                    application/json:
                      schema:
                        type: array
                        items:
                          properties:
                            name:
                              type: string
        components:
          securitySchemes:
            token:
              type: http
              scheme: bearer
      `,
    ],
  },

  *check(api) {
    const spots = [...shownIn(api), ...saidIn(api), ...inHeaders(api), ...servedBy(api)];
    for (const [cause, group] of grouped(spots, (spot) => spot.cause)) {
      const operations = [...new Set(group.map(({ operation }) => operation.id))];
      yield {
        at: group[0]!.at,
        cause,
        ...placesOrCarriers(group),
        message: `${group[0]!.what} of ${listed(operations, 3)}`,
        mitigations: [
          ...(group.every(({ isOnRequest }) => isOnRequest === true)
            ? ["its description says that it is returned only on request"]
            : []),
          ...(group.every(({ isMild }) => isMild === true) ? [MILD] : []),
        ],
        evidence: [...new Set(group.flatMap(({ by }) => by ?? []))],
      };
    }
  },
};

interface Shown extends FaultPlace {
  readonly operation: Operation;
  readonly cause: string;
  readonly what: string;
  /** Whether the text says that it comes back only where a caller asks for it. */
  readonly isOnRequest?: boolean;
  /** Whether who signs up may be the business that it is of, or it names no more than software. */
  readonly isMild?: boolean;
  /** What is said of it, or what its examples are. */
  readonly by?: string;
}

const MILD = "it may be a cost of the caller's own, or a software version that is of little use alone";

const WORDS: Readonly<Record<Inner, string>> = {
  trace: "where and how the service failed",
  debug: "debug output",
  configuration: "the service's configuration",
  notes: "internal notes",
  cost: "the business's costs or earnings",
  answer: "the correct answer to a question",
};

function* shownIn(api: AssessedApi): Generator<Shown> {
  const search = innerWorkings(api);
  const isSent = sentByCallers(api.operations);
  const credentials = new Set(
    api.data.fields.filter(({ category }) => isCredential(category)).map(({ node }) => node.pointer),
  );
  for (const { operation, response } of successResponses(api)) {
    const seen = new Set<string>();
    for (const media of response.content) {
      for (const { name, schema, holder, way, sign } of search(media, "read")) {
        if (seen.has(way) || !isForOthers(api, operation, sign, name)) continue;
        // Whom a credential is handed to is told of it as that.
        if (sign === "configuration" && (credentials.has(schema.node.pointer) || isSent(name))) continue;
        if (sign === "debug" && (isSwitchSent(operation, name) || isAddress(schema))) continue;
        // What a thing of the callers' own is set up with, such as a database that they have ordered, is theirs.
        if (sign === "configuration" && (isOfMadeThing(api, operation) || isOfNamedThing(operation, schema))) continue;
        // What a business writes into its own records with the same credential is told to that business.
        if (sign === "cost" && isWrittenToo(api.operations, operation, schema)) continue;
        // That an error has it, too, is told of both at once.
        if (tracesInErrors(api).has(name) && (sign === "trace" || sign === "debug")) continue;
        if (sign === "trace" && (isSaidWithheld(schema) || isSaidWithheld(holder))) continue;
        seen.add(way);
        const what = `${quoted(name)} shows ${WORDS[sign]} in responses`;
        const isOnRequest = isReturnedOnRequest(schema);
        // A business that signs up reads what its own goods cost it.
        const isMild = sign === "cost" && api.assessed(operation).admission !== "anonymous";
        yield {
          at: placeOf(schema),
          operation,
          witness: `2xx ${way}`,
          cause: `${sign} ${name}`,
          what,
          isOnRequest,
          isMild,
        };
      }
    }
  }
}

/** Whether a value is only the address of something: `debug: https://…/debug`. */
function isAddress(schema: Schema): boolean {
  return [schema, targetOf(schema)].some(({ format }) => /^(?:ur[il]|iri)(?:-reference)?$/.test(format ?? ""));
}

/** Whether a path goes through a thing that callers make with the same credential: `POST /addons` beside `/addons/{id}/migrations`. */
function isOfMadeThing({ operations }: AssessedApi, operation: Operation): boolean {
  const { path } = operation;
  return [...path.matchAll(/\/\{[^/{}]*\}(?=\/|$)/g)].some(({ index }) =>
    operationsOn(operations, path.slice(0, index)).some(
      (maker) =>
        maker.method === "POST" && !isAdministration(maker) && requirementOf(maker) === requirementOf(operation),
    ),
  );
}

/**
 * Whether a text says that a value is that of a thing of the kind that a path names, behind a credential: "Environment variables defined on
 * the node" of `/nodes`. What is managed here is set up so, and not the service.
 */
function isOfNamedThing({ path, access }: Operation, schema: Schema): boolean {
  if (access !== "secured") return false;
  const text = schema.description ?? targetOf(schema).description ?? "";
  const words = wordsOf(text.slice(0, 300));
  return fixedSegments(path).some((segment) => {
    const noun = wordsOf(segment).at(-1) ?? "";
    return noun.length > 2 && words.includes(noun) && !OF_SERVICE.test(noun);
  });
}

/** Kinds of things that are the service itself. */
const OF_SERVICE = /^(?:api|service|system|server|config|configuration|setting|environment|debug|info)$/i;

/** Whether a call that asks for the same credential writes the very property that a read returns. */
function isWrittenToo(operations: readonly Operation[], operation: Operation, schema: Schema): boolean {
  return (
    operation.access !== "anonymous" &&
    writtenIn(operations)
      .get(requirementOf(operation))
      ?.has(placeKey(placeOf(schema))) === true
  );
}

/** The properties that calls write, by the requirement of the calls. */
const writtenIn = memo((operations: readonly Operation[]): ReadonlyMap<string, ReadonlySet<string>> => {
  const written = new Map<string, Set<string>>();
  for (const writer of operations) {
    if ((writer.method !== "POST" && writer.method !== "PUT") || isAdministration(writer)) continue;
    const requirement = requirementOf(writer);
    const places = written.get(requirement) ?? new Set<string>();
    for (const { in: place, at } of requestFields(writer)) if (place === "body") places.add(placeKey(at));
    written.set(requirement, places);
  }
  return written;
});

/** Whether a caller sets a switch of that name, which is said to be of something else than of what is shown: it comes back. */
function isSwitchSent(operation: Operation, name: string): boolean {
  const { lexicon } = operation;
  return requestFields(operation).some(
    (field) =>
      field.name === name &&
      field.description !== "" &&
      !lexicon.has(wordsInOrder(field.description), "shown-inside") &&
      (field.parts.some(({ enum: values }) => values !== undefined) ||
        (field.types.length > 0 && field.types.every((type) => SWITCHES.has(type)))),
  );
}

const SWITCHES: ReadonlySet<string> = new Set(["boolean", "integer", "number"]);

/** Tells of names whether callers send what is called so: what they set up themselves is theirs to read, and not the service's. */
function sentByCallers(operations: readonly Operation[]): (name: string) => boolean {
  const sent = new Set(
    operations.flatMap((operation) =>
      operation.method === "GET" || isAdministration(operation)
        ? []
        : requestFields(operation).flatMap((field) => (field.in === "body" ? [field.name] : [])),
    ),
  );
  return (name) => sent.has(name);
}

/** Tells whether what is called so is sent into the collection that an operation reads from. */
function sentToCollection(operations: readonly Operation[]): (name: string, read: Operation) => boolean {
  const collectionOf = ({ path }: Operation): string => fixedSegments(path).join("/");
  const sent = new Set(
    operations.flatMap((operation) =>
      operation.method === "POST" && !isAdministration(operation)
        ? requestFields(operation).flatMap((field) =>
            field.in === "body" && field.depth === 0 ? [`${collectionOf(operation)} ${field.name}`] : [],
          )
        : [],
    ),
  );
  return (name, read) => sent.has(`${collectionOf(read)} ${name}`);
}

/** Whether its text says that a caller has to ask for it. */
function isReturnedOnRequest(schema: Schema): boolean {
  const text = schema.description ?? targetOf(schema).description ?? "";
  return schema.lexicon.has(wordsInOrder(text.slice(0, 500)), "only-on-request");
}

/** Properties that are said, or shown by their examples, to hold the inside, whatever they are called. */
function* saidIn(api: AssessedApi): Generator<Shown> {
  const search = saidInResponses(api);
  const isSentThere = sentToCollection(api.operations);
  const searchNames = innerWorkings(api);
  for (const { operation, response } of successResponses(api)) {
    if (isForInsiders(operation)) continue;
    const seen = new Set<string>();
    for (const media of response.content) {
      // What a name shows is told by that.
      for (const { way } of searchNames(media, "read")) seen.add(way);
      for (const { name, schema, way, sign } of search(media, "read")) {
        if (seen.has(way) || (sign.kind !== "inside" && sign.kind !== "internal host")) continue;
        // The inside of the caller's own service, of which a log keeps what it was sent.
        if (isSentThere(name, operation)) continue;
        seen.add(way);
        const isHost = sign.kind === "internal host";
        yield {
          at: placeOf(schema),
          operation,
          witness: `2xx ${way}`,
          cause: `said ${name}`,
          what: `${quoted(name)} shows ${isHost ? "internal hosts, as its example shows," : "internals, according to its description,"} in responses`,
          isOnRequest: isReturnedOnRequest(schema),
          by: isHost ? `An example value is ${quoted(sign.by)}.` : `The description says: ${quoted(sign.by)}.`,
        };
      }
    }
  }
}

/** Whether those who call work on the inside themselves. */
function isForInsiders(operation: Operation): boolean {
  return isAdministration(operation) || saidRole(operation) !== undefined;
}

/** Headers whose examples name the software with its version, a host inside, or a query of a database. */
function* inHeaders(api: AssessedApi): Generator<Shown> {
  for (const operation of api.operations) {
    if (operation.operationKind !== "path") continue;
    for (const { statusClass, headers } of operation.responses) {
      for (const header of headers) {
        const shown = shownByHeader(header);
        if (shown === undefined) continue;
        yield {
          at: placeOf(header),
          operation,
          witness: `${statusClass} header ${header.name}`,
          cause: `header ${header.name}`,
          what: `The header ${quoted(header.name)} shows ${shown} in responses`,
          isMild: shown === SOFTWARE,
        };
      }
    }
  }
}

function shownByHeader(header: Header): string | undefined {
  const { name, description = "" } = header;
  for (const value of headerTexts(header)) {
    if (failureIn(value) !== undefined) return "a database query or error";
    if (!OF_BROWSERS.test(name) && namesInternalHost(value)) return "an internal host";
    if (OF_SOFTWARE.test(name) && /\d\.\d/.test(value)) return SOFTWARE;
  }
  const stated = statedIn(description.slice(0, 1000));
  return stated.has("shows-inside") && !stated.has("minimised")
    ? "internals, according to its description,"
    : undefined;
}

const SOFTWARE = "the software and its version";

/** Headers that tell browsers what a page may load and call, developers' machines among it: a policy opens no host. */
const OF_BROWSERS = /^(?:content-security-policy(?:-report-only)?|access-control-allow-origin|permissions-policy)$/i;

/** Headers by which servers and frameworks name themselves. */
const OF_SOFTWARE = /^(?:server|x-powered-by|x-aspnet(?:mvc)?-version|via|x-generator|x-runtime)$/i;

/** Whether somebody hands in answers. */
const takesAnswers = memo((operations: readonly Operation[]): boolean =>
  operations.some(
    (operation) =>
      operation.method !== "GET" &&
      !isAdministration(operation) &&
      requestFields(operation).some(
        ({ in: way, text }) => way === "body" && operation.lexicon.is(text, "handed-in-answer"),
      ),
  ),
);

/** Whether what a property shows is none of the callers' business: a shop's own partners may see its costs. */
function isForOthers(api: AssessedApi, operation: Operation, inner: Inner, name: string): boolean {
  if (inner === "trace") return /trace/i.test(name);
  // Whoever makes something is told how to reach it.
  if (inner === "configuration")
    return operation.method !== "POST" && operation.method !== "PUT" && !isStatedProduct(operation, wordsOf(name));
  if (inner === "debug") return true;
  // Whoever writes the questions sees the answers; whoever hands answers in must not.
  if (inner === "answer")
    return !isAdministration(operation) && saidRole(operation) === undefined && takesAnswers(api.operations);
  const { admission } = api.assessed(operation);
  return admission === "anonymous" || admission === "self-registered";
}

/** Operations whose very name says that they hand out secrets, where nobody is asked who calls and nothing says what comes. */
function* servedBy(api: AssessedApi): Generator<Shown> {
  for (const { operation, typing } of successResponses(api)) {
    const name = fixedSegments(operation.path).at(-1) ?? "";
    if (operation.method !== "GET" || typing === "typed" || !SERVED.test(name) || makesUp(operation)) continue;
    const { admission } = api.assessed(operation);
    if (admission !== "anonymous" && operation.access !== "unstated") continue;
    // What calls itself internal is asked about as that, and a text that says what comes is read before the name.
    if (isAdministration(operation) || saysWhatComes(operation)) continue;
    yield {
      at: placeOf(operation),
      operation,
      cause: `served ${name}`,
      what: `The name ${quoted(name)} suggests internal data, and no schema describes the response`,
    };
  }
}

/** Whether a text tells in a sentence what comes back, and it is no secret, nor the inside of the service. */
function saysWhatComes({ summary = "", description = "", lexicon }: Operation): boolean {
  const words = wordsInOrder(`${summary}. ${description}`.slice(0, 1000));
  return (
    words.length > NAMES_ONLY &&
    !OF_INSIDE.some((concept) => lexicon.has(words, concept)) &&
    !statedIn(`${summary}. ${description}`.slice(0, 1000)).has("shows-inside")
  );
}

/** So many words repeat the name: "Get the server configuration of this instance". */
const NAMES_ONLY = 8;
const OF_INSIDE = ["secret-word", "password", "shown-inside"] as const;

/** What is called after secrets or the environment alone is an operation for developers: another rule's matter. */
const SERVED =
  /^(?:\.env|private[-_]?keys?|passwords?|config(?:uration)?|server[-_]?config|app[-_]?config)(?:\.(?:json|ya?ml|env|txt))?$/;
