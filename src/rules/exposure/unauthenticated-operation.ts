import { demandedThoughOpen } from "../../operations/schemes/open-though-demanded.ts";
import { beginsWithOneOf } from "../../core/beginnings.ts";
import { count, listed, prose, quoted, yaml } from "../../core/prose.ts";
import { grouped, partitioned } from "../../core/grouped.ts";
import { member } from "../../core/json-value.ts";
import { textOfName, wordsOf } from "../../lexicon/name-tokens.ts";
import type { AssessedApi, AssessedFlow } from "../../exposure/assessed-api.ts";
import { isAbove } from "../../core/exposure-words.ts";
import { givesBackInput } from "../../exposure/echoed-request.ts";
import { isLabelledOpen } from "../../exposure/labelled-open.ts";
import { isOfferedToPublic } from "../../exposure/offered-to-public.ts";
import { isAffirmed, isSaidOpen } from "../../exposure/said.ts";
import { understandingOf } from "../../operations/understood.ts";
import { fixedSegments } from "../../exposure/words.ts";
import { gatewayTargetOf } from "../../model/gateway-target.ts";
import { placeOf, type Operation } from "../../model/api.ts";
import { targetOf, type Schema } from "../../model/schema.ts";
import { composedProperties, heldSchemaOf } from "../../model/schema-parts.ts";
import { isAnySecured } from "../../model/secured-operations.ts";
import { namesOwner, ownership, thingsOf } from "../../operations/ownership.ts";
import { refusingThoughOpen, unpublishedChoice } from "../../operations/open-reads.ts";
import type { NamedBy } from "../../exposure/asked-about-person.ts";
import { oraclesOf } from "../../operations/flows/oracles.ts";
import { answersFile } from "../../operations/inputs/answers.ts";
import {
  guardedCollections,
  guessableFile,
  isNamedByNumber,
  isOfSomebody,
  isMeantToBeSeen,
} from "../../operations/flows/open-files.ts";
import { isShownByCommunities } from "../../operations/readers/shown-alone.ts";
import { isReferenceData } from "../../exposure/reference-data.ts";
import type { Rule } from "../rule.ts";
import type { Fault } from "../../operations/fault.ts";
import { requirementFix } from "../../operations/fixes/known-fixes.ts";

/** A read that is open, while what stands beside it asks for a credential. */
export const unauthenticatedOperation: Rule = {
  id: "unauthenticated-operation",
  title: "Unauthenticated operation among authenticated ones",
  alsoKnownAs: ["missing authentication", "unauthenticated access"],
  owasp: ["API2:2023", "API5:2023"],
  cwe: [306],
  asvs: ["V8.2.1"],
  confidence: "likely",

  rationale: prose`
    The other operations on this resource require a credential; this operation does not. Often the requirement was
    forgotten: this operation then returns what the others protect.
  `,
  exploit: prose`
    An attacker calls every operation of the description without a credential and notes which ones answer. One of them
    belongs to a resource that otherwise requires a credential, and returns what the other operations protect. Their
    authentication is then worthless.
  `,
  remediation: prose`
    Require what the other operations of the resource require. If this one is open on purpose, return only what
    anyone may see, and have the risk accepted (sallyport register accept).
  `,
  fixes: [requirementFix],

  examples: {
    bad: [
      yaml`
        servers:
          - url: https://api.acme.io
        security:
          - token: []
        paths:
          /orders:
            get: {}
          /orders/{id}:
            get: # ✗
              security: []
        components:
          securitySchemes:
            token:
              type: http
              scheme: bearer
      `,
      yaml`
        security:
          - token: []
        paths:
          /certificates:
            get: {}
          /certificates/{number}/pdf:
            get: # ✗
              security: []
              parameters:
                - name: number
                  in: path
                  required: true
                  schema:
                    type: integer
              responses:
                "200":
                  description: The certificate.
                  content:
                    application/pdf: {}
        components:
          securitySchemes:
            token:
              type: http
              scheme: bearer
      `,
      yaml`
        security:
          - token: []
        paths:
          /orders:
            get: {}
          /screenings/result:
            get: # ✗
              security: []
              parameters:
                - name: socialSecurityNumber
                  in: query
                  required: true
                  schema:
                    type: string
              responses:
                "200":
                  description: The result.
                  content:
                    application/json:
                      schema:
                        properties:
                          positive:
                            type: boolean
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
          /orders:
            get: {}
          /orders/{id}:
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
        security:
          - token: []
        paths:
          /products:
            get:
              security: []
            post: {}
          /orders:
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
    const reads = api.operations.filter(
      (operation) =>
        operation.operationKind === "path" &&
        (operation.method === "GET" || operation.method === "QUERY") &&
        !givesBackInput(operation),
    );
    const secured = new Map<string, Operation>();
    // Whose credential is not checked is no better secured.
    const asked = reads.filter((operation) => api.assessed(operation).admission !== "anonymous");
    for (const operation of asked) if (operation.access === "secured") secured.set(resourceOf(operation), operation);
    const thing = guardedThing(asked);
    const anonymous = reads.filter((operation) => {
      const { admission, intent } = api.assessed(operation);
      // The root of an API is no collection of what is named after it.
      return (
        operation.access !== "unstated" && admission === "anonymous" && intent === undefined && operation.path !== "/"
      );
    });
    const besides = anonymous.filter(
      (operation) =>
        (secured.has(resourceOf(operation)) || thing(operation) !== undefined) && !isHarmlessOffer(api, operation),
    );
    const isBeside = new Set(besides);
    const isBelowWhole = beginsWithOneOf(besides.flatMap(({ path }) => (path.endsWith("}") ? [`${path}/`] : [])));
    // What can be read of a thing is as open as the thing: its files, its history.
    const open = [
      ...besides,
      ...anonymous.filter(
        (operation) =>
          isBelowWhole(operation.path) &&
          !isBeside.has(operation) &&
          !isMeantToBeSeen(operation) &&
          !isHarmlessOffer(api, operation),
      ),
    ];
    const files = [...personsFiles(api, reads), ...guessablePapers(api, reads)];
    yield* files;
    // Of a document that anybody reads by its number it is said once, by what comes of it.
    const toldOfFiles = new Set(
      files
        .filter(({ mitigations = [] }) => mitigations.length === 0)
        .flatMap(({ places = [] }) => places.flatMap(({ operation }) => operation ?? [])),
    );
    const alone = open.filter((operation) => !toldOfFiles.has(operation));
    const told = new Set(open);
    yield* refusingFaults(api, reads, told);
    yield* unpublishedFaults(api, reads);
    yield* leftOutFaults(api, reads, told);
    yield* openPassages(api);
    yield* oracleFaults(api);
    if (alone.length === 0) return;
    const isOwned = ownership();
    const hasOwner = alone.some(
      (operation) =>
        thingsOf(operation).some(isOwned) ||
        operation.parameters.some((parameter) => namesOwner(parameter.name, parameter.lexicon)),
    );
    const siblingOf = (operation: Operation): Operation | undefined =>
      secured.get(resourceOf(operation)) ?? thing(operation);
    // The first of those that are open has one: only what is below a thing comes after.
    const sibling = siblingOf(alone[0]!) ?? siblingOf(open[0]!)!;
    yield {
      at: placeOf(alone[0]!),
      cause: "",
      places: alone.map((operation) => ({ at: placeOf(operation), operation })),
      message:
        alone.length === 1
          ? `${alone[0]!.id} is open, but ${sibling.id} of the same resource requires a credential`
          : `${count(alone.length, "operation")} are open, while others of the same resource require a credential: ${alone[0]!.id} is open, but ${sibling.id} is not`,
      mitigations: [
        ...(hasOwner ? [] : ["no returned field identifies an owner"]),
        ...(alone.every((operation) => returnsNothingGuarded(api, operation))
          ? ["nothing that is known to come back is personal or confidential"]
          : []),
        ...(alone.every((operation) => showsProfilesAlone(api, operation))
          ? ["what comes back is what people show of themselves in their profiles"]
          : []),
        ...(alone.every((operation) => isOpenOfPrivateThings(api, operation)) ? OPEN_OF_PRIVATE : []),
        ...(alone.every(({ access }) => access === "optional")
          ? ["the description allows the call with and without a credential"]
          : []),
      ],
    };
  },
};

/** Whether people and what communities show of them is all of note that comes back: who liked a post. */
function showsProfilesAlone(api: AssessedApi, operation: Operation): boolean {
  const shown = api.assessed(operation).exposed.filter(isGuarded);
  return shown.length > 0 && shown.every((flow) => flow.principal && isShownByCommunities(flow));
}

/**
 * Whether it is written out at a read that no credential is needed, of things that a setting makes private one by one: the others are
 * there for everybody. That the setting is heeded is a test.
 */
function isOpenOfPrivateThings({ schemas }: AssessedApi, { node, security, path, lexicon }: Operation): boolean {
  const isWritten = member(node.value, "security") !== undefined && security?.alternatives.length === 0;
  const nouns = new Set(fixedSegments(path).flatMap((segment) => wordsOf(segment).at(-1) ?? []));
  return (
    isWritten &&
    schemas.some(
      (schema) =>
        nouns.has(wordsOf(schema.name ?? "").at(-1) ?? "") &&
        !lexicon.has(wordsOf(schema.name ?? ""), "natural-person") &&
        [...composedProperties(schema)].some(
          ([name, property]) =>
            targetOf(property).types.includes("boolean") &&
            VISIBILITY.some((concept) => lexicon.is(wordsOf(name).at(-1) ?? "", concept)),
        ),
    )
  );
}

const VISIBILITY = ["private-tag", "public-tag"] as const;
const OPEN_OF_PRIVATE = [
  "each states by itself that it needs no credential",
  "a setting makes single things private; test that these are refused",
];

/** Whether a 401 says in words of its own that the credential was missing or wrong. */
function refusesByCredential({ responses }: Operation): boolean {
  return responses.some(({ status, description = "" }) => status === "401" && CHECKED.test(description));
}

const CHECKED =
  /\b(?:invalid|wrong|missing|bad|expired) (?:\w+ )?(?:authentication|credentials?|token|api[- ]?key|key)\b|\b(?:ungültige[rsn]?|falsche[rsn]?|fehlende[rsn]?) (?:\w+ )?(?:Anmeldung|Authentifizierung|Zugangsdaten|Token|Schlüssel)|\b(?:authentification|jeton|clé) (?:invalide|manquante?|incorrecte?)|\b(?:autenticación|token|clave) (?:inválid[oa]|incorrect[oa])|\b(?:autenticação|token|chave) (?:inválid[oa]|incorret[oa])/i;

/**
 * Whether a text offers a read to everybody, and all that comes back is described and harmless, or a picture that is there to be
 * seen. A refusal for the lack of a credential says otherwise.
 */
function isHarmlessOffer(api: AssessedApi, operation: Operation): boolean {
  const { responses } = operation;
  if (
    !(isOfferedToPublic(operation) || isLabelledOpen(api, operation)) ||
    responses.some(({ status }) => status === "401" || status === "403")
  )
    return false;
  return (
    returnsNothingGuarded(api, operation) ||
    (isMeantToBeSeen(operation) && !api.assessed(operation).exposed.some(isGuarded))
  );
}

/** Whether all that comes back is described, and none of it is what others must not see. */
function returnsNothingGuarded(api: AssessedApi, operation: Operation): boolean {
  const understanding = understandingOf(api, operation);
  return (
    (understanding === "harmless" || understanding === "classified") && !api.assessed(operation).exposed.some(isGuarded)
  );
}

function isGuarded({ field }: AssessedFlow): boolean {
  return isAbove(field.sensitivity, "internal");
}

/** Files of a person that anybody may read, in an API that asks for a credential elsewhere: nothing else says what is in them. */
function* personsFiles(api: AssessedApi, reads: readonly Operation[]): Generator<Fault> {
  const open = reads.filter((operation) => {
    const { admission, intent } = api.assessed(operation);
    return (
      operation.access === "anonymous" &&
      admission === "anonymous" &&
      intent === undefined &&
      isOfPerson(operation) &&
      !isMeantToBeSeen(operation) &&
      answersFile(operation)
    );
  });
  if (open.length === 0) return;
  yield {
    at: placeOf(open[0]!),
    cause: "file",
    title: "Documents of a person without authentication",
    rationale: FILE_OF_A_PERSON,
    places: open.map((operation) => ({ at: placeOf(operation), operation })),
    message: `${listed(
      open.map(({ id }) => id),
      3,
    )} ${open.length === 1 ? "returns" : "return"} a file of a person to anyone`,
  };
}

const FILE_OF_A_PERSON = prose`
  Files about a person are mostly documents that the person had to submit: a licence, a scan, a report. Anyone who
  enumerates the identifiers collects them all, and the description does not even say what they contain.
`;

/** Whether something stands below somebody in a path: `/patients/{id}/scan`. */
function isOfPerson({ path, lexicon }: Operation): boolean {
  const segments = path.split("/");
  return segments.some(
    (segment, at) =>
      lexicon.is(textOfName(segment), "natural-person") &&
      segments[at + 1]?.includes("{") === true &&
      segments.slice(at + 2).some((below) => below !== "" && !below.includes("{")),
  );
}

/** Papers of somebody that anybody may read under a name or number that can be guessed, until all are there. */
function* guessablePapers(api: AssessedApi, reads: readonly Operation[]): Generator<Fault> {
  const guarded = guardedCollections(reads);
  const found = reads.flatMap((operation) => {
    if (!isOpenFor(api, operation) || isOfPerson(operation)) return [];
    // What is known to be in it is told with whom it is handed out to.
    if (api.whose.exposedBy(operation).some(({ field }) => field.confidence !== "possible")) return [];
    const file = guessableFile(operation);
    const isKnown = file !== undefined && (isOfSomebody(operation) || guarded(operation));
    return file === undefined || !(isKnown || isAffirmed(operation, "said-open-to-all"))
      ? []
      : [{ operation, file, isKnown }];
  });
  for (const [isKnown, group] of grouped(found, (one) => one.isKnown)) {
    const ids = group.map(({ operation }) => operation.id);
    yield {
      at: placeOf(group[0]!.operation),
      cause: isKnown ? "counted" : "counted, of unknown content",
      title: "Unauthenticated documents with guessable names or numbers (BOLA)",
      rationale: PAPERS_BY_NUMBER,
      places: group.map(({ operation }) => ({ at: placeOf(operation), operation })),
      message: `${listed(ids, 3)} ${ids.length === 1 ? "returns" : "return"} a document to anyone who guesses its name or number`,
      evidence: group
        .slice(0, 3)
        .map(({ operation, file }) => `${quoted(file.name)} of ${operation.id}: ${file.because}.`),
      mitigations: isKnown ? [] : ["the description does not say what the documents contain"],
    };
  }
}

/** Reads that list 401 or 403 and require nothing. */
function* refusingFaults(
  api: AssessedApi,
  reads: readonly Operation[],
  told: ReadonlySet<Operation>,
): Generator<Fault> {
  if (!reads.some(({ access }) => access === "secured")) return;
  const open = reads.filter((operation) => isOpenFor(api, operation));
  const refusing = refusingThoughOpen(open).filter(
    (operation) => !told.has(operation) && !isMeantToBeSeen(operation) && isNamedByNumber(operation),
  );
  if (refusing.length === 0) return;
  yield {
    at: placeOf(refusing[0]!),
    cause: "refusals",
    title: "Unauthenticated operation declares a 401 or 403 response",
    rationale: REFUSES,
    places: refusing.map((operation) => ({ at: placeOf(operation), operation })),
    message: `${listed(
      refusing.map(({ id }) => id),
      3,
    )} ${refusing.length === 1 ? "requires" : "require"} no credential, but ${refusing.length === 1 ? "declares" : "declare"} a 401 or 403 response`,
    mitigations: ["the responses may come from a template"],
  };
}

const REFUSES = prose`
  The operation requires no credential, but declares how it rejects a caller without one or without permission. Either
  authentication was switched off, and the data is open to anyone, or the description lacks the security requirement.
`;

/**
 * Reads that say nothing of a credential, in an API where nearly every other operation requires one by itself: somebody
 * forgot it. What is meant to be open says so, or is known by what it is for.
 */
function* leftOutFaults(api: AssessedApi, reads: readonly Operation[], told: ReadonlySet<Operation>): Generator<Fault> {
  const paths = api.operations.filter(({ operationKind }) => operationKind === "path");
  const requiring = paths.filter(({ access }) => access === "secured");
  const isHabit = requiring.length >= LEAST_REQUIRING && requiring.length >= paths.length * MOST;
  const refusesLikeThem = refusingLike(paths, requiring);
  // Where a text demands a credential, the two are told of together.
  const demanded = new Set(demandedThoughOpen(api).map(({ operation }) => operation));
  const left = reads.filter(
    (operation) =>
      operation.security === undefined &&
      (isHabit || refusesLikeThem(operation)) &&
      !demanded.has(operation) &&
      isOpenFor(api, operation) &&
      !told.has(operation) &&
      !isMeantToBeSeen(operation) &&
      !isReferenceData(api, operation) &&
      !isSaidOpen(operation) &&
      !isLabelledOpen(api, operation) &&
      !isHarmlessOffer(api, operation),
  );
  // What comes back whole, by its identifier, and is refused without a credential, may be anybody's: that is to be answered first.
  const [whole, others] = partitioned(
    left,
    (operation) => refusesLikeThem(operation) && /\{[^{}]*\}/.test(operation.path) && returnsWhole(operation),
  );
  if (others.length > 0) yield leftOutFault(others, requiring, paths, refusesLikeThem);
  if (whole.length > 0)
    yield {
      ...leftOutFault(whole, requiring, paths, refusesLikeThem),
      cause: "left out, of a whole",
      mitigations: [],
      premises: { caller: "possible", data: "possible", owner: "possible" },
    };
}

function leftOutFault(
  left: readonly Operation[],
  requiring: readonly Operation[],
  paths: readonly Operation[],
  refusesLikeThem: (operation: Operation) => boolean,
): Fault {
  const ids = left.map(({ id }) => id);
  const refusing = left.filter(refusesLikeThem);
  return {
    at: placeOf(left[0]!),
    cause: "left out",
    title: "Security requirement missing from some operations",
    rationale: LEFT_OUT,
    places: left.map((operation) => ({ at: placeOf(operation), operation })),
    message: `${listed(ids, 3)} ${ids.length === 1 ? "requires" : "require"} no credential, while ${requiring.length} of ${paths.length} operations do`,
    evidence:
      refusing.length === 0
        ? []
        : [
            `${listed(
              refusing.map(({ id }) => id),
              3,
            )} ${refusing.length === 1 ? "lists" : "list"} a 401 response, as the operations that require a credential do.`,
          ],
    mitigations: [
      "it may only be missing from the description",
      ...(left.every(refusesByCredential) ? ["its 401 response says that a credential is checked"] : []),
    ],
  };
}

/** Whether a file comes back, or a document of whose content no property is described. */
function returnsWhole(operation: Operation): boolean {
  if (answersFile(operation)) return true;
  const successes = operation.responses.filter(({ statusClass }) => statusClass === "2xx");
  return successes.some(
    ({ content, headers }) =>
      (content.length === 0 && headers.some(({ name }) => /^content-disposition$/i.test(name))) ||
      content.some(({ type, schema }) => DOCUMENT.test(type) && schema !== undefined && hasNoProperties(schema)),
  );
}

/** Media types of documents that are handed on whole. */
const DOCUMENT = /^(?:text\/(?:yaml|xml|csv|markdown)|application\/(?:x-)?(?:yaml|xml|pdf|zip|octet-stream))\b/i;

function hasNoProperties(schema: Schema): boolean {
  const held = heldSchemaOf(schema);
  return composedProperties(held).size === 0 && held.types.every((type) => type === "object" || type === "string");
}

/**
 * Tells of operations that require nothing whether they refuse callers without a credential as those do that require one: with
 * a 401, which few of the others that are open list.
 */
function refusingLike(paths: readonly Operation[], requiring: readonly Operation[]): (operation: Operation) => boolean {
  const refuses = ({ responses }: Operation): boolean => responses.some(({ status }) => status === "401");
  const alike = requiring.filter(refuses);
  const open = paths.filter((operation) => operation.security === undefined && refuses(operation));
  const isCustom =
    alike.length >= LEAST_ALIKE && alike.length * 2 > requiring.length && open.length * 2 <= alike.length + 1;
  return (operation) => isCustom && refuses(operation);
}

/** So many that require something show how they refuse. */
const LEAST_ALIKE = 3;

/** So many operations require something by themselves, and this share of all, that the rest was forgotten. */
const LEAST_REQUIRING = 8;
const MOST = 0.85;

const LEFT_OUT = prose`
  Each operation states its own requirement, and these state none. A gateway or a generated server that follows the
  description serves them to anyone, and nothing says that this is meant.
`;

/** Reads that anybody may call with a choice that gives what is not published. */
function* unpublishedFaults(api: AssessedApi, reads: readonly Operation[]): Generator<Fault> {
  for (const operation of reads) {
    if (!isOpenFor(api, operation)) continue;
    const choice = unpublishedChoice(operation);
    if (choice === undefined) continue;
    yield {
      at: choice.at,
      cause: `unpublished ${operation.id}`,
      title: "Unpublished content without authentication",
      rationale: UNPUBLISHED,
      places: [{ at: choice.at, operation, witness: choice.witness }],
      message: `${operation.id} requires no credential, and ${quoted(choice.name)} selects unpublished content`,
    };
  }
}

const UNPUBLISHED = prose`
  Published content is for everyone; drafts, embargoed content and versions under review are not. Here anyone gets them
  by setting a parameter.
`;

/** Whole services behind a gateway that anybody may call by any path of theirs, where others ask for a credential. */
function* openPassages(api: AssessedApi): Generator<Fault> {
  if (!isAnySecured(api.operations)) return;
  const open = api.operations.filter(
    (operation) =>
      isOpenFor(api, operation) && ANY_PATH.test(operation.path) && gatewayTargetOf(operation)?.isPassedOn === true,
  );
  if (open.length === 0) return;
  const ids = listed(
    open.map(({ id }) => id),
    3,
  );
  yield {
    at: placeOf(open[0]!),
    cause: "passage",
    title: "Unauthenticated passthrough to another service",
    rationale: PASSAGE,
    places: open.map((operation) => ({ at: placeOf(operation), operation })),
    message: `${ids} ${open.length === 1 ? "passes" : "pass"} any path on to ${quoted(gatewayTargetOf(open[0]!)!.address)}, for anyone`,
  };
}

/** The last part of a path takes all that follows, as Amazon API Gateway writes it. */
const ANY_PATH = /\{[^{}]+\+\}$/;

const PASSAGE = prose`
  The gateway passes on whatever path a caller writes. Every operation of the service behind it is open, including those
  that were not meant to be published, and the description does not say what they return.
`;

/** Answers about a person whom anybody names: yes or no, an amount, a score. */
function* oracleFaults(api: AssessedApi): Generator<Fault> {
  if (!isAnySecured(api.operations)) return;
  for (const [namedBy, oracles] of grouped(oraclesOf(api), (one) => one.namedBy)) {
    const ids = oracles.map(({ operation }) => operation.id);
    yield {
      at: placeOf(oracles[0]!.operation),
      cause: `asked by ${namedBy}`,
      title: "Anyone can ask about a person without authentication",
      rationale: ORACLE,
      exploit: ORACLE_EXPLOIT,
      remediation: ORACLE_REMEDY,
      places: oracles.map(({ operation }) => ({ at: placeOf(operation), operation })),
      message: `${listed(ids, 3)} ${ids.length === 1 ? "responds" : "respond"} to anyone who sends ${NAMED_BY[namedBy]}`,
      evidence: oracles.slice(0, 3).map(
        ({ operation, answers }) =>
          `${operation.id} returns ${listed(
            answers.slice(0, 5).map((one) => quoted(one)),
            5,
          )}.`,
      ),
      mitigations: namedBy === "contact" ? ["the description does not show that the response is sensitive"] : [],
    };
  }
}

const NAMED_BY: Readonly<Record<NamedBy, string>> = {
  number: "a person's identity number",
  birth: "a person's name and date of birth",
  contact: "a person's address or phone number",
  card: "a card number and a PIN",
};

const ORACLE = prose`
  The operation returns facts about the person named in the request, and nothing shows that this person is the caller.
  Names, dates of birth and identity numbers are known to others. A yes or no is personal data too, such as whether a
  person has debts, is ill, or gave the right answer.
`;

const ORACLE_EXPLOIT = prose`
  An attacker takes a list of names and numbers from an earlier leak and calls the operation with each of them, without
  a credential. The responses show who has debts, who is ill or which PIN is right. This goes unnoticed, and the people
  concerned never learn of it.
`;

const ORACLE_REMEDY = prose`
  Require a credential, and respond only with data about its holder. If people must be able to ask before they log in,
  send the response to an address on file, and limit the attempts.
`;

function isOpenFor(api: AssessedApi, operation: Operation): boolean {
  const { admission, intent } = api.assessed(operation);
  return operation.access === "anonymous" && admission === "anonymous" && intent === undefined;
}

const PAPERS_BY_NUMBER = prose`
  Invoices, results and certificates are numbered sequentially or named after their owner. Without a credential, only
  that number or name protects one person's documents from everyone else, and a script that tries names collects them
  all. A link in a message needs a long random value instead.
`;

/** Gives the operation that guards the thing of which something else reads a part: `/users/{id}` above `/users/{id}/photo`. */
function guardedThing(operations: readonly Operation[]): (part: Operation) => Operation | undefined {
  const guarded = new Map<string, Operation>();
  for (const operation of operations)
    if (operation.access === "secured" && operation.path.endsWith("}"))
      guarded.set(numbered(operation.path), operation);
  return ({ path }) => {
    const end = path.lastIndexOf("}");
    return end < 0 || end === path.length - 1 ? undefined : guarded.get(numbered(path.slice(0, end + 1)));
  };
}

/** A path whose parameters have no names. */
function numbered(path: string): string {
  return path.replace(/\{[^{}]*\}/g, "{}");
}

/** The resource of a path: its fixed segments. */
function resourceOf({ path }: Operation): string {
  return fixedSegments(path).join("/");
}
