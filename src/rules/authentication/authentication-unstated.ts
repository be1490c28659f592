import { keyword, targetOf, type Schema } from "../../model/schema.ts";
import { partitioned } from "../../core/grouped.ts";
import { isHarmlessRead, understandingOf } from "../../operations/understood.ts";
import { count, listed, prose, quoted, yaml } from "../../core/prose.ts";
import type { Flow } from "../../data/flows/flow.ts";
import { isAbove } from "../../core/exposure-words.ts";
import { member } from "../../core/json-value.ts";
import { actionOf } from "../../operations/candidates/action.ts";
import { nounsOfPath, OF_SOMEBODY } from "../../operations/candidates/catalogue.ts";
import { isCommonData } from "../../operations/candidates/common-data.ts";
import { lastWord } from "../../operations/candidates/nouns.ts";
import { candidatesOf } from "../../operations/candidates/candidates.ts";
import { isToldAtAll, namesSomebody } from "../../operations/told-in-words.ts";
import type { AssessedApi, AssessedFlow } from "../../exposure/assessed-api.ts";
import { memo } from "../../core/memo.ts";
import { provesClient } from "../../exposure/client-authentication.ts";
import { evidentCredentials, namesScopes, takesCredential } from "../../exposure/evident-credential.ts";
import { intentOf } from "../../exposure/intent.ts";
import { issuingSentenceOf } from "../../exposure/issuing-sentences.ts";
import { isSaidOpen } from "../../exposure/said.ts";
import { shownCalls } from "../../exposure/shown-calls.ts";
import { returnsConfidential, statedCredential } from "../../exposure/stated-credential.ts";
import { makesUpPeople } from "../../exposure/made-up-people.ts";
import { readingOf } from "../../exposure/reading.ts";
import { affirms } from "../../lexicon/denial.ts";
import { wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import { sentencesOf } from "../../lexicon/sentences.ts";
import type { Operation } from "../../model/api.ts";
import { successResponses } from "../../model/response-coverage.ts";
import { credentialHeader } from "../../model/credential-header.ts";
import { composedProperties } from "../../model/schema-parts.ts";
import { shownAlone } from "../../operations/readers/shown-alone.ts";
import { quotedSentence } from "../../operations/quoted-sentences.ts";
import { anonymousHarm, GRAVE_HARMS } from "../../operations/anonymous-harm.ts";
import type { Rule } from "../rule.ts";
import { withRootRequirement } from "../../operations/fixes/requirement-changes.ts";

/** A description that requires nothing anywhere: it does not say how callers are admitted. */
export const authenticationUnstated: Rule = {
  id: "authentication-unstated",
  title: "No security requirement is declared",
  alsoKnownAs: ["missing authentication"],
  owasp: ["API2:2023"],
  cwe: [306],
  asvs: ["V8.1.1"],
  confidence: "certain",

  rationale: prose`
    No operation requires a credential, and no operation declares that it is open to everyone. The API is either open or
    protected by a mechanism that the description does not show. Readers, gateways, tests and reviewers cannot tell
    which.
  `,
  exploit: prose`
    An attacker calls each operation without a credential, which takes a minute. If the gateway was configured from this
    description, it has nothing to enforce, and the calls succeed. The team hears of it from outside, because its own
    tests were made from the same description.
  `,
  remediation: prose`
    Define the security schemes and require them: declare "security" at the root for all operations, and "security:
    []" in those that are open on purpose.
  `,
  fixes: [
    {
      name: "Require the scheme that is defined",
      certainty: "suggested",
      requires: () =>
        "The service refuses every call without this credential. Operations that are open on purpose get `security: []`.",
      changes: (api) => withRootRequirement(api),
    },
  ],

  examples: {
    bad: [
      yaml`
        openapi: 3.1.0 # ✗
        paths:
          /orders:
            get: {}
        components:
          securitySchemes:
            token:
              type: http
              scheme: bearer
      `,
    ],
    good: [
      yaml`
        openapi: 3.1.0
        security:
          - token: []
        paths:
          /orders:
            get: {}
          /health:
            get:
              security: []
        components:
          securitySchemes:
            token:
              type: http
              scheme: bearer
      `,
      yaml`
        openapi: 3.1.0
        security: []
        paths:
          /prices:
            get: {}
      `,
    ],
  },

  *check(api) {
    const othersRequire = api.operations.some(({ access }) => access === "secured" || access === "optional");
    const unstated = api.operations.filter(
      (operation) => operation.access === "unstated" && operation.operationKind === "path" && !provesClient(operation),
    );
    // What takes a credential as a header has a fault of its own.
    const takes = takesCredential(api);
    const isInHeader = ({ parameters }: Operation): boolean => credentialHeader(parameters) !== undefined;
    const sent = unstated.filter((operation) => takes(operation) && !isInHeader(operation));
    const isOfAll = sent.length > 0 && sent.length === unstated.length;
    const bare = unstated.filter((operation) => !isInHeader(operation) && (isOfAll || !takes(operation)));
    const askers = unstated.length - bare.length;
    // Where all else takes one, how the service is may be asked by anybody.
    const operations =
      askers === 0 ? bare : bare.filter((operation) => intentOf(operation) !== "health" && !isSaidOpen(operation));
    if (operations.length === 0) return;
    // A log-in or a page of documentation comes before any credential.
    if (askers > 0 && !othersRequire && operations.every((operation) => intentOf(operation) !== undefined)) return;
    // Who has nothing to show yet registers, logs in or has forgotten the password.
    const intents = operations.map((operation) => intentOf(operation));
    if (
      !othersRequire &&
      intents.some((intent) => OF_USERS.has(intent ?? "")) &&
      intents.every((intent) => BEFORE_LOG_IN.has(intent ?? ""))
    )
      return;
    const stated = statedCredential(api);
    const { scheme: said, ofAll: sentence, later: header, sent: sends, gateway } = stated;
    const isDefined = sentence !== undefined && api.securitySchemes.length > 0;
    // Where nothing is defined, one sentence is enough for a step and settles nothing.
    const isSent = sends !== undefined && api.securitySchemes.length > 0;
    const isNamed = said !== undefined || header !== undefined || isSent || isDefined || gateway !== undefined;
    const showing = operations.filter((operation) => shownCalls(operation).withCredential > 0);
    const isShown = showing.length >= LEAST_REFUSING && showing.length >= operations.length * MOST;
    const isKnown = isOfAll || isNamed || isShown || stated.isExplainedByTag;
    const isMost = askers > 0 && askers >= unstated.length * NEARLY_ALL;
    const isOnlySaid = sends !== undefined && !isSent && !stated.isSigned;
    const stakes = isKnown || isCommonData(api) ? [] : stakesOf(api, operations, isOnlySaid);
    // Where money is at stake, what a refusal says is no contract of who is let in.
    const movesMoneyOfOthers = stakes.length > 0 && isPaidThrough(api, operations);
    const areOpenOnPurpose =
      stakes.length === 0 &&
      askers > 0 &&
      !othersRequire &&
      operations.every(mayBeOpen) &&
      !operations.some(evidentCredentials(api));
    // What is open on purpose is no fault: that nothing tells it from the many calls that need a credential is one.
    const isOfOthers =
      areOpenOnPurpose && sent.length > bare.length && sent.some((operation) => readingOf(operation) === undefined);
    const documented = stakes.length === 0 || isKnown ? [] : documentedCredential(api);
    const mitigations = [
      ...(said === undefined ? [] : [`the text of ${quoted(said.scheme.name)} says that all calls need it`]),
      ...(isOfAll ? ["each of these calls must send a credential anyway"] : []),
      ...(!isOfAll &&
      said === undefined &&
      (sends !== undefined || isDefined) &&
      operations.some(evidentCredentials(api))
        ? ["the description shows which credential is sent, and only its declaration is missing"]
        : []),
      ...(stakes.length === 0 && isReadOnly(api.operations) && hasOpenLicence(api.schemas)
        ? ["responses carry an open licence, and nothing can be changed"]
        : []),
      // What nothing declares is only said: for what changes something, or is sensitive, one sentence is too little.
      ...(!isOfAll &&
      said === undefined &&
      sends === undefined &&
      !isDefined &&
      (sentence !== undefined || gateway !== undefined) &&
      stakes.length === 0 &&
      operations.every((operation) => isMildRead(api, operation))
        ? ["the description shows which credential is sent, and only its declaration is missing"]
        : []),
      ...(stakes.length > 0 && movesMoneyOfOthers
        ? stated.isRefusedFor && api.securitySchemes.length > 0 && allRefuse(operations)
          ? [REFUSED_AND_DEFINED]
          : []
        : stakes.length > 0 && nearlyAllRefuse(operations)
          ? ["nearly every operation lists a 401, so probably only the declaration is missing"]
          : stakes.length > 0 && nearlyAllForbid(operations)
            ? [FORBIDDEN]
            : stakes.length > 0 && stated.isRefusedFor
              ? [
                  "nearly every operation describes its response to a missing or wrong credential, so probably only the declaration is missing",
                ]
              : stakes.length > 0 && api.securitySchemes.length > 0 && refuseChanges(operations)
                ? [REFUSED_AND_DEFINED]
                : stakes.length > 0 && explainsHeader(api, unstated)
                  ? [
                      "the description shows the header that other operations declare, so probably only the declaration is missing",
                    ]
                  : stakes.length > 0 && isDefinedForAll(api)
                    ? [ONLY_DEFINED]
                    : stakes.length > 0 && sentence !== undefined
                      ? ["the description says that a credential is needed, and only its declaration is missing"]
                      : stakes.length > 0 && documented.length > 0
                        ? [
                            "the description speaks of the credential of its callers, so perhaps only the requirement is missing",
                          ]
                        : []),
      ...(stakes.length === 0 && !othersRequire && allRefuse(operations) && areOfNobody(api, operations)
        ? ["each operation lists a 401, and nothing that they return is known to be personal"]
        : []),
      ...(areOpenOnPurpose && !isOfOthers
        ? ["other operations take a credential as a parameter or field, so these are probably open on purpose"]
        : []),
      ...(stakes.length === 0 && namesScopesElsewhere(operations)
        ? ["an extension names the scopes that the operations require"]
        : []),
      ...(stakes.length === 0 && !isOfAll && isMost
        ? ["calls to nearly all operations must send a credential anyway"]
        : []),
      ...(!isKnown && offersKey(operations)
        ? ["nearly all of the operations have an optional parameter or field for a credential"]
        : []),
      ...(stakes.length === 0 && !isOfAll && takeKeyInQuery(api, operations)
        ? ["nearly every operation takes a credential in its query string, which is a separate finding"]
        : []),
      ...(askers === 0 && areHarmlessReads(api, operations)
        ? [`all of them only read, and ${harmlessWords(api)}`]
        : stakes.length === 0 && isCommonData(api)
          ? ["the operations only return data that is the same for every caller"]
          : []),
    ];
    const isNoCall = stakes.length === 0 || isKnown ? [] : operations.every(isNoHttp) ? [NO_HTTP, NO_HTTP_TOO] : [];
    const harmless =
      !isOfOthers && stakes.length === 0 && areReadsOfNobody(api, operations)
        ? ["all of them only read or compute, and nothing shows that they return data of people or of one account"]
        : stakes.length === 0 && operations.every((operation) => makesOfInput(api, operation))
          ? ["it only makes something new of what it is sent, and nothing of people or of an account goes in or out"]
          : [];
    yield {
      at: { file: api.node.source.file, pointer: api.format.version === "2.0" ? "#/swagger" : "#/openapi" },
      cause: "",
      ...(othersRequire ? { operations } : { carriers: isOfOthers ? sent : operations }),
      message: isOfAll || isOfOthers ? messageForSent(sent) : messageFor(operations, othersRequire, askers),
      evidence: [
        ...evidenceOf(api, unstated.filter(isInHeader).length, isOfOthers ? 0 : sent.length, isOfAll),
        ...(isOfOthers
          ? [
              `${count(operations.length, "further operation")} ${operations.length === 1 ? "takes" : "take"} none, and nothing tells them apart.`,
            ]
          : []),
        ...refusalEvidence(operations),
        ...(showing.length === 0
          ? []
          : [
              `The examples of ${count(showing.length, "operation")} send a credential, for example ${showing[0]!.id}.`,
            ]),
        ...(header !== undefined
          ? [`${header.where} says: ${quotedSentence(header.sentence)}.`]
          : sends !== undefined
            ? [`The description says: ${quotedSentence(sends)}.`]
            : sentence === undefined
              ? textEvidence(api)
              : [`The description says: ${quotedSentence(sentence)}.`]),
        ...(header === undefined && sends === undefined && sentence === undefined
          ? documented.filter((text) => !textEvidence(api).includes(text))
          : []),
        ...(gateway === undefined
          ? []
          : [
              `The server ${gateway.host} belongs to an API gateway, and the name of the scheme ${quoted(gateway.key.name)} shows that it holds the gateway's key.`,
            ]),
      ],
      ...(stakes.length === 0
        ? {}
        : {
            aggravations: [`these may be open to anyone: ${listed(stakes, 5)}`],
            // Where a text says that anyone gets the credential, the question who can is answered.
            ...(operations.some((operation) => api.assessed(operation).admission === "unknown")
              ? { assumes: ["authentication-unstated" as const] }
              : {}),
          }),
      mitigations: mitigations.length + isNoCall.length > 0 ? [...mitigations, ...isNoCall] : harmless,
    };
  },
};

/**
 * Whether one scheme stands in the description, and no requirement names it: what callers send is told, and where is not. A key and
 * the identifier of its application beside it, sent in the same way, are one.
 */
function isDefinedForAll({ securitySchemes, operations }: AssessedApi): boolean {
  const [one, other, ...more] = securitySchemes;
  if (one === undefined || more.length > 0 || operations.some(({ access }) => access !== "unstated")) return false;
  if (other === undefined) return true;
  return one.schemeKind === "apiKey" && other.schemeKind === "apiKey" && one.in === other.in;
}

const ONLY_DEFINED = "a scheme is defined, so probably only the requirement that names it is missing";

/** A text that says that a call is none of HTTP: how it proves who calls is no matter of a requirement. */
function isNoHttp({ summary = "", description = "" }: Operation): boolean {
  return NOT_HTTP.test(`${summary} ${description}`.slice(0, LIMIT));
}

const NOT_HTTP =
  /\b(?:not|no|non) http\b|\b(?:is|over) an? (?:raw |plain )?(?:tcp|tls|ssl|socket) (?:socket|protocol|connection|stream)\b|\bkein HTTP\b|\bpas (?:de |du )?HTTP\b|\bno es HTTP\b|\bnão é HTTP\b/i;
const NO_HTTP = "its text says that it is no call of HTTP, for which a security requirement could be declared";
const NO_HTTP_TOO = "the protocol that it describes may have a log-in of its own";

/**
 * What the description says of the credential of its callers, where no requirement does: a scheme beside a chapter on authentication, or
 * a sentence that speaks of their key or token as of what they send.
 */
function documentedCredential({ info, securitySchemes, lexicon }: AssessedApi): readonly string[] {
  const text = (info.description ?? "").slice(0, LIMIT);
  const sentence = sentencesOf(text, LIMIT).find((one) => {
    const words = wordsInOrder(one);
    return (
      !OF_SOME.some((concept) => lexicon.has(words, concept)) &&
      (SHOWN_HEADER.test(one) ||
        (affirms(words, lexicon, "callers-credential") && affirms(words, lexicon, "used-with-each-call")))
    );
  });
  if (sentence !== undefined) return [`The description says: ${quoted(shown(sentence), 160)}.`];
  return securitySchemes.length > 0 && CHAPTER.test(text)
    ? [
        `The description has a chapter on authentication, and defines ${listed(securitySchemes.map(({ name }) => quoted(name)))}.`,
      ]
    : [];
}

/** What a sentence has that speaks of another service, or of what is answered. */
const OF_SOME = ["web-hook", "answered", "rate-limit"] as const;
/** A header with a credential, as a call shows it: `Authorization: Token token=…`. */
const SHOWN_HEADER = /(?:^|[\s"'`])Authorization:\s*(?:Token|Bearer|Basic|Key|ApiKey|[<{[])/;
const CHAPTER =
  /^#{1,4}\s*(?:Authentication|Authorization|Authentifizierung|Anmeldung|Authentification|Autenticación|Autenticação)\b/im;

/**
 * Whether a call makes something of what it is sent, and names and returns nothing of people or accounts: a short link, a picture of a
 * code. Who may call it, nobody is harmed by; it can be misused, which a limit is for.
 */
function makesOfInput(api: AssessedApi, operation: Operation): boolean {
  const understanding = understandingOf(api, operation);
  return (
    operation.method === "POST" &&
    operation.operationKind === "path" &&
    !operation.path.includes("{") &&
    (understanding === "harmless" || understanding === "classified") &&
    !namesSomebody(operation) &&
    !isOfAccount(operation) &&
    !GRAVE_HARMS.has(anonymousHarm(operation)) &&
    api.operations.length <= FEW &&
    !api.data
      .flowsOf(operation)
      .some(
        ({ field }) => field.confidence !== "possible" && (field.isPersonal || isAbove(field.sensitivity, "internal")),
      )
  );
}

/** In an API of more, what one call makes is there for another. */
const FEW = 2;

/** Whether an operation only reads, and returns nothing that is confidential of people or restricted, as far as is known. */
function isMildRead(api: AssessedApi, operation: Operation): boolean {
  return mayBeOpen(operation) && operation.method !== "DELETE" && !returnsConfidential(operation, api.data);
}

/**
 * Whether an operation changes nothing, and returns nothing that is restricted or tells more of people than communities show.
 * Of what no schema tells, a text must say it, and neither that nor the path name anybody, or what belongs to an account.
 */
function isReadOfNobody(api: AssessedApi, operation: Operation): boolean {
  return (
    mayBeOpen(operation) &&
    operation.method !== "DELETE" &&
    !api.data.flowsOf(operation).some(isRestrictedRead) &&
    !(api.beyond === undefined ? returnsConfidential(operation, api.data) : readsOfPeople(api, operation)) &&
    (isDescribed(api, operation) || (isToldAtAll(operation) && !namesSomebody(operation) && !isOfAccount(operation)))
  );
}

/** The same of all of them, where of a few no schema tells what comes back and nothing says that it is of an account. */
function areReadsOfNobody(api: AssessedApi, operations: readonly Operation[]): boolean {
  const others = operations.filter((operation) => !isReadOfNobody(api, operation));
  return (
    others.length <= operations.length * MOST_OPAQUE &&
    others.every((operation) => mayBeOpen(operation) && !isDescribed(api, operation) && !isOfAccount(operation))
  );
}

/** Whether a schema tells what comes back. */
function isDescribed(api: AssessedApi, operation: Operation): boolean {
  const known = understandingOf(api, operation);
  return known !== undefined && known !== "opaque";
}

/** Whether a path names what belongs to somebody: an order, an account, a profile. */
function isOfAccount(operation: Operation): boolean {
  return nounsOfPath(operation).some((noun) =>
    OF_SOMEBODY.some((concept) => operation.lexicon.is(lastWord(noun).toLowerCase(), concept)),
  );
}

/** What callers do before they have anything to show. */
const BEFORE_LOG_IN: ReadonlySet<string> = new Set(["log-in", "sign-up", "token", "password-reset", "verification"]);

/** What of it is only there for users, which no program does to get a token. */
const OF_USERS: ReadonlySet<string> = new Set(["log-in", "sign-up", "password-reset"]);

/** Whether nearly all operations list how they refuse who shows nothing. */
function nearlyAllRefuse(operations: readonly Operation[]): boolean {
  const refusing = operations.filter(({ responses }) => responses.some(({ status }) => status === "401"));
  return refusing.length >= LEAST_REFUSING && refusing.length >= operations.length * MOST;
}

/** Whether nearly all operations say whom they refuse although they know who calls: "You were not authorized to do this". */
function nearlyAllForbid(operations: readonly Operation[]): boolean {
  const forbidding = operations.filter(({ responses, lexicon }) =>
    responses.some(
      ({ status, description }) =>
        status === "403" && lexicon.has(wordsInOrder((description ?? "").slice(0, LIMIT)), "refused-by-right"),
    ),
  );
  return forbidding.length >= LEAST_REFUSING && forbidding.length >= operations.length * MOST;
}

const FORBIDDEN =
  "nearly every operation describes how it refuses callers without the right, so probably only the declaration is missing";

/** Whether each of them lists it. */
function allRefuse(operations: readonly Operation[]): boolean {
  return (
    operations.length >= LEAST_REFUSING &&
    operations.every(({ responses }) => responses.some(({ status }) => status === "401"))
  );
}

const REFUSED_AND_DEFINED =
  "a scheme is defined, and operations list how they refuse callers without it, so probably only the requirement is missing";

/** Whether several operations that change something list how they refuse who shows nothing. */
function refuseChanges(operations: readonly Operation[]): boolean {
  const refusing = operations.filter(
    (operation) => readingOf(operation) === undefined && operation.responses.some(({ status }) => status === "401"),
  );
  return refusing.length >= LEAST_REFUSING;
}

/** Whether several operations must be sent a credential in a header, and the text shows a call that sends it: `-H "Api-Key: …"`. */
function explainsHeader({ info }: AssessedApi, unstated: readonly Operation[]): boolean {
  const names = unstated.flatMap(
    ({ parameters }) => credentialHeader(parameters.filter(({ required }) => required))?.name.toLowerCase() ?? [],
  );
  const text = (info.description ?? "").slice(0, LIMIT).toLowerCase();
  return names.length >= LEAST_REFUSING && names.some((name) => text.includes(`${name}:`));
}

/** Whether nothing that they return is of a person, as far as is known, nor restricted; of a few nothing may tell what it is. */
function areOfNobody(api: AssessedApi, operations: readonly Operation[]): boolean {
  const opaque = operations.filter((operation) => understandingOf(api, operation) === "opaque");
  return (
    opaque.length <= operations.length * MOST_OPAQUE &&
    !operations.some((operation) =>
      api.data
        .flowsOf(operation)
        .some(
          ({ field, direction }) =>
            direction === "read" &&
            field.confidence !== "possible" &&
            (field.isPersonal || field.sensitivity === "restricted"),
        ),
    )
  );
}

/** What a generator wrote at one or two shows nothing. */
const LEAST_REFUSING = 3;

/** Whether an operation only reads, or says by its name why it comes before any credential. */
function mayBeOpen(operation: Operation): boolean {
  return intentOf(operation) !== undefined || readingOf(operation) !== undefined;
}

/** What tells that reads are harmless: what is described, or paths alone. */
function harmlessWords(api: AssessedApi): string {
  const responses = successResponses(api);
  if (responses.length === 0) return "no success response can have a body";
  return responses.some(({ typing }) => typing === "typed")
    ? "the described responses are harmless"
    : "the paths name public reference data";
}

/** Whether most operations name their scopes, where no tool looks: `x-scopes`. The others may be open on purpose. */
function namesScopesElsewhere(operations: readonly Operation[]): boolean {
  return operations.filter(namesScopes).length >= operations.length * MOST;
}

const MOST = 0.8;

/** Whether nothing is at stake: nothing is changed, nearly everything is described, and nothing of it is sensitive. */
function areHarmlessReads(api: AssessedApi, operations: readonly Operation[]): boolean {
  const opaque = operations.filter((operation) => understandingOf(api, operation) === "opaque");
  return (
    opaque.length <= operations.length * MOST_OPAQUE && operations.every((operation) => isHarmlessRead(api, operation))
  );
}

const MOST_OPAQUE = 0.1;

function evidenceOf(api: AssessedApi, inHeader: number, sent: number, isOfAll: boolean): readonly string[] {
  const schemes = api.securitySchemes.map(({ name }) => name);
  return [
    schemes.length === 0 ? "No security scheme is defined." : `Defined but never required: ${listed(schemes)}.`,
    ...(inHeader === 0
      ? []
      : [`${count(inHeader, "further operation")} ${inHeader === 1 ? "takes" : "take"} a credential as a header.`]),
    ...(sent === 0 || isOfAll
      ? []
      : [
          `${count(sent, "further operation")} ${sent === 1 ? "takes" : "take"} a credential as a required parameter or field.`,
        ]),
  ];
}

/** The refusals that show that a credential is asked for all the same, and what the first of them says. */
function refusalEvidence(operations: readonly Operation[]): readonly string[] {
  const refusing = operations.filter(({ responses }) => responses.some(({ status }) => /^40[13]$/.test(status)));
  const [first] = refusing;
  if (first === undefined) return [];
  const refusal = first.responses.find(({ status }) => /^40[13]$/.test(status))!;
  const text = (refusal.description ?? "").replace(/\s+/g, " ").trim().slice(0, 120);
  return [
    `${count(refusing.length, "operation")} ${refusing.length === 1 ? "lists" : "list"} 401 or 403 nevertheless${text === "" ? "" : `, for example ${first.id}: “${text.replace(/\.$/, "")}”`}.`,
  ];
}

/** Whether nearly all operations cannot be called without a credential in the query: who calls is known, and how it is sent is another finding. */
function takeKeyInQuery(api: AssessedApi, operations: readonly Operation[]): boolean {
  const takes = takesCredential(api);
  const asked = operations.filter((one) => intentOf(one) === undefined);
  const taking = asked.filter((one) => takes(one) && one.parameters.every((parameter) => parameter.in !== "header"));
  return taking.length > 0 && taking.length >= asked.length * NEARLY_ALL;
}

const NEARLY_ALL = 0.9;

/** Whether nearly all operations take something under one and the same name that is that of a credential, also where it may be left out. */
function offersKey(operations: readonly Operation[]): boolean {
  const asked = operations.filter((one) => intentOf(one) === undefined);
  const counts = new Map<string, number>();
  for (const { parameters, requestBody } of asked) {
    const fields = (requestBody?.content ?? []).flatMap(({ schema }) =>
      schema === undefined ? [] : [...composedProperties(schema).keys()],
    );
    const names = [...parameters.flatMap(({ in: place, name }) => (place === "path" ? [] : [name])), ...fields];
    for (const name of new Set(names.map((one) => one.toLowerCase())))
      if (KEY_OF_CALL.test(name)) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return asked.length > 1 && Math.max(0, ...counts.values()) >= asked.length * NEARLY_ALL;
}

/** What names a credential where each call takes it: of one call alone a key may be that of a thing. */
const KEY_OF_CALL = /^(?:key|token|(?:x[-_])?(?:api|app|auth|access)[-_]?(?:key|token)|[a-z-]{1,30}-password)$/;

/** The sentence that speaks of a credential, or says who is given one, all the same: the text and the silence beside it disagree. */
function textEvidence({ info, tags, operations, lexicon }: AssessedApi): readonly string[] {
  const issuing = issuingSentenceOf(info)?.sentence;
  const logIns = operations.filter((operation) => intentOf(operation) === "log-in");
  const texts: readonly (readonly [where: string, text: string | undefined])[] = [
    ["The description", info.description],
    ...tags.map((tag) => [`The tag ${quoted(tag.name)}`, tag.description] as const),
    ...logIns.flatMap(({ id, summary, description, responses }) =>
      [summary, description, ...responses.map((response) => response.description)].map((text) => [id, text] as const),
    ),
  ];
  const found = texts
    .flatMap(([where, text = ""]) => sentencesOf(text, LIMIT).map((sentence) => [where, sentence] as const))
    .find(([, sentence]) => affirms(wordsInOrder(sentence), lexicon, "said-credential"));
  return [
    ...(found === undefined ? [] : [`${found[0]} mentions a credential: ${quoted(shown(found[1]), 160)}.`]),
    ...(issuing === undefined || issuing === found?.[1]
      ? []
      : [`The description says who gets access: ${quoted(issuing, 160)}.`]),
  ];
}

/** So much of a text is looked at. */
const LIMIT = 4000;

function shown(sentence: string): string {
  return sentence.replace(/\s+/g, " ").trim().replace(/[.:]$/, "");
}

/**
 * What anybody could do if nothing is enforced, of what weighs most: restricted data, things that are gone for good, rights.
 * What changes something and shows by other words that it asks for a credential is behind one, and the description only says
 * it badly; one sentence, where nothing is defined, shows too little of that. For the data of people that is too little: a refusal shows that there is a check, and not which.
 */
function stakesOf(api: AssessedApi, operations: readonly Operation[], isOnlySaid: boolean): readonly string[] {
  const isEvident = evidentCredentials(api);
  const takes = takesCredential(api);
  // Without a parameter that must be sent nobody gets anything: who has its value is another question.
  const unknown = operations.filter(
    (operation) => isOfAnybody(api, operation) && intentOf(operation) === undefined && !takes(operation),
  );
  const bare = isOnlySaid ? unknown : unknown.filter((operation) => !isEvident(operation));
  const [deletes, others] = partitioned(bare, ({ method }) => method === "DELETE");
  const gives = others.filter((operation) => GRAVE_HARMS.has(anonymousHarm(operation)));
  // People who are made up have nothing to lose.
  const [reads, rest] = partitioned(
    makesUpPeople(api) ? [] : unknown,
    (operation) => api.data.flowsOf(operation).some(isRestrictedRead) && !isOfWhatIsSent(api, operation),
  );
  const ofPeople = rest.filter((operation) => readsOfPeople(api, operation) || isCalledAfterPeople(api, operation));
  const stops = others.filter((operation) => operation.lexicon.is(actionOf(operation).verb, "takes-away"));
  return [
    ...(reads.length === 0 ? [] : [`restricted data (${named(reads)})`]),
    ...(ofPeople.length === 0 ? [] : [`personal data (${named(ofPeople)})`]),
    ...(deletes.length === 0 ? [] : [`deletions (${named(deletes)})`]),
    ...(stops.length === 0 ? [] : [`cancellation of others' work (${named(stops)})`]),
    ...(gives.length === 0 ? [] : [`control of rights, money, code, machines or the service (${named(gives)})`]),
  ];
}

/**
 * Whether payments are made and given back here: somebody is charged, refunded or paid, and records of it are kept that calls name by
 * their ID.
 */
function isPaidThrough(api: AssessedApi, operations: readonly Operation[]): boolean {
  const moved = candidatesOf(api).filter(
    ({ operation, impact }) => impact.kind === "money" && operations.includes(operation),
  );
  return moved.some(({ operation }) => operation.path.includes("{"));
}

/** Whether what is restricted is worked out of what a caller sends, and was known to that caller before. */
function isOfWhatIsSent(api: AssessedApi, operation: Operation): boolean {
  if (readingOf(operation) === "computed") return true;
  return (
    operation.method === "POST" &&
    readingOf(operation) !== undefined &&
    !operation.path.includes("{") &&
    api
      .assessed(operation)
      .flows.filter(isRestrictedRead)
      .every(({ whose }) => whose === "caller")
  );
}

/** Whether nobody is known to be kept from an operation: a credential that only a text asks for, and anyone gets, keeps out none. */
function isOfAnybody(api: AssessedApi, operation: Operation): boolean {
  const { admission } = api.assessed(operation);
  return admission === "unknown" || (admission === "self-registered" && operation.access === "unstated");
}

/** Whether anybody could read confidential data of persons in it: more than the name, handle or picture that communities show. */
function readsOfPeople(api: AssessedApi, operation: Operation): boolean {
  const { beyond } = api;
  if (beyond === undefined) return false;
  const isShown = shownAlone(beyond);
  return [...beyond.assessed(operation).over].some(
    (flow) =>
      flow.field.isPersonal &&
      flow.field.confidence !== "possible" &&
      isAbove(flow.field.sensitivity, "internal") &&
      !isShown(flow) &&
      !(isReadOnly(api.operations) && isContactOfThing(flow) && (isPageOfThing(flow) || isOfNobody(operation))),
  );
}

/**
 * Whether a record that is no person's holds whom to ask about it, or a text: where nobody can write anything, and neither path
 * nor text names people, it is what the provider has published, such as a contact for press or the words of a comic strip.
 */
function isContactOfThing({ principal, field }: AssessedFlow): boolean {
  return !principal && CONTACT_OF_THING.test(field.category);
}

const CONTACT_OF_THING =
  /^user\.(?:name|contact\.(?:email|url)|content\.(?:self_image|private)|demographic\.gender|account\.username)\b/;

/** Whether a page is where a thing presents itself: the website of an agency, the handle of a magazine. */
function isPageOfThing({ field }: AssessedFlow): boolean {
  return field.category.startsWith("user.contact.url");
}

/** Whether neither path nor text of a read names people, or what belongs to an account. */
function isOfNobody(operation: Operation): boolean {
  return !namesSomebody(operation) && !isOfAccount(operation);
}

/** Whether callers can change nothing, as far as the description shows. */
const isReadOnly = memo((operations: readonly Operation[]): boolean =>
  operations.every((operation) => operation.operationKind === "path" && readingOf(operation) !== undefined),
);

/** Whether what comes back says by a default or an example that it is under a licence of open data: `license`: "CC BY 4.0". */
const hasOpenLicence = memo((schemas: readonly Schema[]): boolean =>
  schemas.some(({ properties }) =>
    [...properties].some(([name, property]) => {
      if (!LICENCE.test(name)) return false;
      const target = targetOf(property);
      const values = [
        keyword(target, "default"),
        keyword(target, "const"),
        ...target.examples.map(({ value }) => value),
        ...(target.enum ?? []),
      ];
      return values.some((value) => typeof value === "string" && OPEN_LICENCE.test(value));
    }),
  ),
);

const LICENCE = /^(?:data_?)?(?:licen[cs]es?|lizenz|licencia|licen[çc]a)(?:_?(?:name|id|url|type))?$/i;
/** Licences under which anybody may use data: of Creative Commons, of Open Data Commons, of governments. */
const OPEN_LICENCE =
  /\bCC[- ]?(?:BY|0)\b|creativecommons\.org\/|\bODbL\b|\bODC-|open (?:government|data(?:base)?) licen[cs]e|\bdl-de\b/i;

/** Whether nothing tells what comes back but that it is called after people, their profiles or how they pay. */
function isCalledAfterPeople(api: AssessedApi, operation: Operation): boolean {
  const { method, path, lexicon } = operation;
  const last = path.split("/").findLast((segment) => segment !== "" && !segment.includes("{")) ?? "";
  const isAsked = method === "GET" || readingOf(operation) === "stored";
  return (
    isAsked &&
    understandingOf(api, operation) === "opaque" &&
    PEOPLE.some((concept) => lexicon.is(wordsOf(last).at(-1) ?? "", concept))
  );
}

const PEOPLE = ["natural-person", "person-record", "profile"] as const;

function isRestrictedRead({ direction, via, field }: Flow): boolean {
  return (
    direction === "read" &&
    (via === "body" || via === "embedded") &&
    field.confidence !== "possible" &&
    field.sensitivity === "restricted"
  );
}

function named(operations: readonly Operation[]): string {
  return listed(
    operations.map(({ id }) => id),
    2,
  );
}

/** Where each operation must be sent a credential, and only the requirement is missing. */
function messageForSent(operations: readonly Operation[]): string {
  const verb = operations.length === 1 ? "takes" : "take";
  return `${count(operations.length, "operation")} ${verb} a credential as an ordinary parameter or field, which "security" does not name`;
}

/** Where others require something, what does not say so has a requirement that cannot be read. */
function messageFor(operations: readonly Operation[], othersRequire: boolean, askers: number): string {
  const one = operations.length === 1 ? operations[0]! : undefined;
  if (othersRequire) {
    const whose = one === undefined ? `${operations.length} operations` : one.id;
    const isLeftOut = operations.every(({ node }) => member(node.value, "security") === undefined);
    const thing = one === undefined ? "them" : "it";
    return isLeftOut
      ? `${whose} ${one === undefined ? "have" : "has"} no "security", while others have one, so it is unknown who may call ${thing}`
      : `The "security" of ${whose} cannot be read, so it is unknown who may call ${thing}`;
  }
  if (askers > 0)
    return one === undefined
      ? `${operations.length} operations do not declare whether a credential is required`
      : `${one.id} does not declare whether a credential is required`;
  return one === undefined
    ? `${operations.length === 2 ? "Neither of the 2 operations" : `None of the ${operations.length} operations`} declares whether a credential is required`
    : "The only operation does not declare whether a credential is required";
}
