import { isIdentifierWord } from "../../data/classify/entity.ts";
import { statedCredential } from "../../exposure/stated-credential.ts";
import { closedByText } from "../../exposure/closed-by-text.ts";
import { demandOfTag } from "../../exposure/demanded-by-tag.ts";
import { quotedSentence } from "../../operations/quoted-sentences.ts";
import { memo } from "../../core/memo.ts";
import { isOfGuestCart } from "../../operations/guest-cart.ts";
import { sentencesOf } from "../../lexicon/sentences.ts";
import { count, listed, prose, yaml } from "../../core/prose.ts";
import { isLinkInMessage } from "../../exposure/changing-get.ts";
import { isStepOfLogIn } from "../../exposure/callers-own.ts";
import { isOfOwnSession } from "../../operations/own-session.ts";
import { readingOf } from "../../exposure/reading.ts";
import type { Fault } from "../../operations/fault.ts";
import { anonymousHarm, endsInAct, isReaction, type AnonymousHarm } from "../../operations/anonymous-harm.ts";
import { grouped } from "../../core/grouped.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import { denies } from "../../lexicon/denial.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import { endsIn, isHeadedBy, isMadeOf } from "../../lexicon/phrases.ts";
import { textOfName, wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import { placeOf, type Operation } from "../../model/api.ts";
import { keyword } from "../../model/schema.ts";
import { isEnteredByVisitor, isGuardedSubmission } from "../../operations/guarded-submission.ts";
import { isSaid, isSaidInOrder, isSaidOpen } from "../../exposure/said.ts";
import { entersContact } from "../../operations/contact-forms.ts";
import { knownFactsOf } from "../../operations/flows/known-facts.ts";
import { isLimited } from "../../operations/flows/limits.ts";
import { returnedProperties } from "../../operations/returned-properties.ts";
import { endedCredential } from "../../operations/ended-credential.ts";
import { bringsCapability, isTokenOfThing } from "../../operations/capability.ts";
import { isListedKey } from "../../exposure/listed-key.ts";
import { isSentCode, secretLinkOf } from "../../exposure/secret-link.ts";
import { isSaidForFew } from "../../exposure/said-role.ts";
import { namesReturned } from "../../operations/readers/returned-fields.ts";
import { requestFields } from "../../operations/request-fields.ts";
import { isCredential } from "../../data/taxonomy/is-credential.ts";
import { statedIn } from "../../lexicon/statements.ts";
import type { Rule } from "../rule.ts";
import { fixedSegments } from "../../exposure/words.ts";
import { takesWholeQueries } from "../../operations/whole-queries.ts";
import { requirementFix } from "../../operations/fixes/known-fixes.ts";

/** An operation that changes something, and that anybody can call. */
export const unauthenticatedWrite: Rule = {
  id: "unauthenticated-write",
  title: "Data can be changed without authentication",
  alsoKnownAs: ["missing authentication", "unauthenticated access"],
  owasp: ["API2:2023", "API5:2023"],
  cwe: [306],
  asvs: ["V8.2.1"],
  confidence: "likely",

  rationale: prose`
    The callers are not known, so it is not known which changes to undo, and a script can repeat the call a million times.
    Sign-up, log-in and password reset must be open; hardly any other write needs to be.
  `,
  exploit: prose`
    An attacker sends the request in a loop, without a credential and from many addresses. Records are created, changed
    or deleted as fast as the server allows. Afterwards it is not known which of them are real and who created the
    others.
  `,
  remediation: prose`
    Require a credential. If the operation must be public (for example, a contact form), limit the rate of calls, and
    have the risk accepted (sallyport register accept).
  `,
  fixes: [
    {
      ...requirementFix,
      // What visitors submit, or a key of their own opens, may be open on purpose; another service has no user's credential.
      requires: (fault) =>
        /^(?:bounded|keyed|ended|single-use|guarded|entered|asked|coded|received)/.test(fault.cause)
          ? undefined
          : requirementFix.requires(),
    },
  ],

  examples: {
    bad: [
      yaml`
        servers:
          - url: https://api.acme.io
        security:
          - token: []
        paths:
          /orders/{id}:
            delete: # ✗
              security: []
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
        servers:
          - url: https://api.acme.io
        security:
          - token: []
        paths:
          /orders/{id}:
            delete: {}
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
          /orders/{id}:
            delete: {}
          /login:
            post:
              security: []
          /orders/search:
            post:
              security: []
        components:
          securitySchemes:
            token:
              type: http
              scheme: bearer
      `,
    ],
  },

  *check(api) {
    const areOutgoing = outgoingCalls(api);
    const operations = api.operations.filter((operation) => {
      const { admission, intent } = api.assessed(operation);
      return (
        operation.operationKind === "path" &&
        admission === "anonymous" &&
        intent === undefined &&
        !isStepOfLogIn(operation) &&
        !bringsToken(api, operation) &&
        !passesOnSigned(operation) &&
        !signsRequest(operation) &&
        !goesToSignedAddress(api, operation) &&
        !areOutgoing(operation) &&
        !isDecidedByQuery(operation) &&
        !(operation.access === "unstated" && isOfOwnSession(operation)) &&
        !(operation.method === "GET" && isLinkInMessage(operation)) &&
        readingOf(operation) === undefined
      );
    });
    const guarded = new Set(
      api.operations.filter(({ method, access }) => method === "GET" && access === "secured").map(({ path }) => path),
    );
    for (const [isUnstated, alike] of grouped(operations, ({ access }) => access === "unstated"))
      for (const [cause, group] of grouped(alike, (one) => (isUnstated ? askedCauseOf : causeOf)(api, one)))
        if (isUnstated) yield unstatedFault(api, cause, group);
        else
          for (const [against, some] of grouped(group, (operation) => saidAgainst(api, operation, guarded)))
            yield against === undefined
              ? faultOf(cause, some, guarded)
              : contradictedFault(cause, some, guarded, against);
  },
};

/**
 * Where nothing is required anywhere it is one fault, shown at the head of the document, however many operations change
 * something; each is a place of its own, so that one that is added is news. The worst are named first, and make it no
 * graver: whether anyone may call is a question that nobody has answered.
 */
function unstatedFault(api: AssessedApi, cause: Cause, operations: readonly Operation[]): Fault {
  const [grave = [], others = []] = [true, false].map((isGrave) =>
    operations.filter((operation) => (causeOf(api, operation) === "grave") === isGrave),
  );
  return {
    ...faultOf(cause, [...grave, ...others], new Set()),
    evidence:
      grave.length === 0
        ? []
        : [
            `Most severe: ${listed(
              grave.map(({ id }) => id),
              3,
            )} (${harmsOf(grave)}).`,
          ],
    message: openWords([...grave, ...others]),
    at: { file: api.node.source.file, pointer: api.format.version === "2.0" ? "#/swagger" : "#/openapi" },
    cause: `unstated ${cause}`.trim(),
  };
}

/**
 * Whether a query says what is done, and a credential may be sent: which acts go without one is decided for each act, by a schema that
 * stands elsewhere. That the credential is optional is said, and that the schema is missing is asked.
 */
function isDecidedByQuery(operation: Operation): boolean {
  const alternatives = operation.security?.alternatives ?? [];
  return takesWholeQueries(operation) && alternatives.some(({ schemes }) => schemes.length > 0);
}

/**
 * Tells of operations whether they are calls that the service makes, written as paths: a text says that the webhook is invoked, or it
 * stands under a tag of webhooks where several texts say so.
 */
function outgoingCalls({ operations }: AssessedApi): (operation: Operation) => boolean {
  const said = operations.filter(
    ({ description = "", summary = "", lexicon }) => isInvoked(summary, lexicon) || isInvoked(description, lexicon),
  );
  return (operation) =>
    said.includes(operation) ||
    (said.length >= SEVERAL && operation.tags.some((tag) => operation.lexicon.has(wordsOf(tag), "outgoing-call")));
}

const SEVERAL = 3;

/** Whether a sentence begins with a webhook that is called: "This webhook will be invoked when …", "Der Rückruf wird dann ausgelöst". */
function isInvoked(text: string, lexicon: Lexicon): boolean {
  return sentencesOf(text).some((sentence) => {
    const words = wordsInOrder(sentence);
    const start = ARTICLE.test(words[0] ?? "") ? 1 : 0;
    const length = lexicon.lengthAt(words, start, "hook-word");
    const [verb = "", ...behind] = words.slice(start + length, start + length + 3);
    return length > 0 && PASSIVE.test(verb) && lexicon.has(behind, "called-by-us") && !denies(behind, lexicon);
  });
}

const ARTICLE = /^(?:this|the|der|dieser|ce|le|este|el|o|esse)$/;
/** What makes the passive voice in each language. */
const PASSIVE = /^(?:will|is|gets|wird|est|sera|se|es|será|é)$/;

/**
 * Whether a call has headers for its own signature and for the certificate that this is made with: who calls is proved by them, as by
 * payment services at a bank (NextGenPSD2, section 12), whatever is declared.
 */
function signsRequest({ parameters, lexicon }: Operation): boolean {
  const headers = parameters.filter(({ in: place }) => place === "header").map(({ name }) => wordsOf(name));
  const isSignature = (words: readonly string[]): boolean => lexicon.has(words, "signature-header");
  const isCertificate = (words: readonly string[]): boolean => words.some((word) => CERTIFICATE.test(word));
  return headers.some((words) => isSignature(words) && !isCertificate(words)) && headers.some(isCertificate);
}

const CERTIFICATE = /^(?:certificate|cert|zertifikat|certificat|certificado)$/;

/**
 * Whether an upload goes to an address that another operation gives, and that is signed: whoever has it was given it. "Full URL,
 * provided by POST /uploads", where a text says "authorization is embedded in the signed URL".
 */
function goesToSignedAddress(api: AssessedApi, operation: Operation): boolean {
  if (operation.method !== "PUT") return false;
  const { lexicon } = operation;
  const hasLink = (sentence: string): boolean => lexicon.has(wordsInOrder(sentence), "address-of-a-file");
  const isGiven = sentencesOf(operation.description ?? "").some(
    (sentence) => GIVING.test(sentence) && hasLink(sentence),
  );
  const texts = [api.info.description, ...api.operations.map(({ description }) => description)];
  return (
    isGiven &&
    texts.some((text = "") =>
      sentencesOf(text, LONG_TEXT).some(
        (sentence) => hasLink(sentence) && lexicon.has(wordsInOrder(sentence), "signed-in-a-text"),
      ),
    )
  );
}

/** So much is looked at of a text that tells how to use an API. */
const LONG_TEXT = 20_000;
/** The operation that gives an address. */
const GIVING = /\b(?:POST|GET)\s+[`"']?\//;

/** What shows beside a missing requirement that callers are known. */
type Against = "restricted" | "left-out";

/** Where nothing is required, and refusals and text tell of a right all the same: the weaker statement is what is built. */
function contradictedFault(
  cause: Cause,
  operations: readonly Operation[],
  guarded: ReadonlySet<string>,
  against: Against,
): Fault {
  const fault = faultOf(cause, operations, guarded);
  const isOne = operations.length === 1;
  const { suffix, words, mitigation } = {
    restricted: {
      suffix: "contradicted",
      words: `although the description restricts ${isOne ? "it" : "them"} to authorized callers`,
      mitigation:
        "its description and error responses say that a permission is needed, so perhaps only the requirement is missing",
    },
    "left-out": {
      suffix: "left out",
      words: `although the description indicates that ${isOne ? "it requires" : "they require"} a credential`,
      mitigation: "the description shows that a credential is asked for, so probably only the requirement is missing",
    },
  }[against];
  return {
    ...fault,
    cause: `${cause} ${suffix}`.trim(),
    message: `${fault.message}, ${words}`,
    mitigations: [...(fault.mitigations ?? []), mitigation],
  };
}

/**
 * Whether the text says who alone may call, beside a refusal; or whether a requirement is only left out: what is written by hand
 * of the caller or of a refusal shows it, and so does a refusal beside a read of the same path, or of its list, that requires a
 * credential.
 */
function saidAgainst(api: AssessedApi, operation: Operation, guarded: ReadonlySet<string>): Against | undefined {
  const isRefusing = operation.responses.some(({ status }) => status === "401" || status === "403");
  if (isRefusing && (isSaidForFew(api, operation) || isSaidToBeAsked(api, operation))) return "restricted";
  if (operation.security !== undefined || isSaidOpen(operation)) return undefined;
  const isBesideGuarded = guarded.has(operation.path) || guarded.has(operation.path.replace(/\/\{[^{}/]*\}\/?$/, ""));
  if (closedByText(operation) !== undefined) return "left-out";
  // A generated refusal beside a guarded read: for a change that can be made again, and not for a deletion or a grave one.
  const isBusiness = operation.responses.some(
    ({ status, description = "" }) => status === "403" && description !== "" && !REFUSED.test(description),
  );
  const isGrave = operation.method === "DELETE" || causeOf(api, operation) === "grave";
  return isRefusing && isBesideGuarded && !isBusiness && !isGrave ? "left-out" : undefined;
}

/**
 * Whether a requirement is only left out, and the text of the API or of a tag says that a credential is needed. An empty
 * requirement is a statement of its own.
 */
function isSaidToBeAsked(api: AssessedApi, operation: Operation): boolean {
  return (
    operation.security === undefined &&
    !isSaidOpen(operation) &&
    (demandOfTag(api, operation) !== undefined || statedCredential(api).ofAll !== undefined)
  );
}

/** What is worse than a change that lasts, and what is milder, each by what comes of it. */
function causeOf(api: AssessedApi, operation: Operation): Cause {
  const found = anonymousHarm(operation);
  // What anybody may change and delete as well is a record that is kept, and nothing that a visitor leaves behind.
  const harm =
    found === "bounded" && !isReaction(operation) && isKeptByAnybody(api.operations, operation) ? "lasting" : found;
  if (harm === "lasting" && isGuardedSubmission(operation)) return "guarded";
  if ((harm === "lasting" || harm === "account") && endedCredential(operation) !== undefined) return "ended";
  if (
    (harm === "lasting" || harm === "account") &&
    (takesKey(operation) || bringsCapability(operation) || secretLinkOf(api, operation) === "long")
  )
    return isSaid(operation, "works-once") ? "single-use" : "keyed";
  if ((harm === "lasting" || harm === "account") && isAllowedAtDevice(api, operation)) return "at hand";
  if (harm === "lasting" && isSentCode(operation)) return isLimited(operation) ? "coded within limits" : "coded";
  if (receivesMessages(operation)) return "received";
  if (harm === "lasting" && isMeantForAnybody(operation)) return "meant";
  if (harm === "lasting" && asksForMessage(operation)) return "asked";
  if (harm === "lasting" && isEnteredByVisitor(operation) && !entersContact(operation))
    return isLimited(operation) ? "entered within limits" : "entered";
  if (harm === "lasting" && isOfGuestCart(api.operations, operation)) return "bounded";
  return harm === "lasting" ? "" : harm === "bounded" ? "bounded" : "grave";
}

type Cause =
  | ""
  | "grave"
  | "keyed"
  | "ended"
  | "single-use"
  | "guarded"
  | "entered"
  | "entered within limits"
  | "asked"
  | "received"
  | "meant"
  | "at hand"
  | "coded"
  | "coded within limits"
  | "bounded";

/** What is asked about is one line, whatever comes of it. */
function askedCauseOf(api: AssessedApi, operation: Operation): Cause {
  const cause = causeOf(api, operation);
  return cause === "grave" ? "" : cause;
}

function faultOf(cause: Cause, operations: readonly Operation[], guarded: ReadonlySet<string>): Fault {
  const reads = [...new Set(operations.flatMap(({ path }) => (guarded.has(path) ? [`GET ${path}`] : [])))];
  const entries = operations.filter(letsIn);
  const closed = operations.flatMap((operation) => {
    const by = closedByText(operation);
    return by === undefined ? [] : [{ ...by, id: operation.id }];
  });
  return {
    at: placeOf(operations[0]!),
    cause,
    places: operations.map((operation) => ({ at: placeOf(operation), operation })),
    message: cause === "received" ? unprovenWords(operations) : openWords(operations),
    evidence: [
      ...(reads.length === 0 ? [] : [`Reading the same path requires a credential: ${listed(reads, 3)}.`]),
      ...closed
        .slice(0, 3)
        .map(
          ({ id, sentence, status }) =>
            `${id} says${status === undefined ? "" : ` about ${status}`}: ${quotedSentence(sentence)}, so perhaps only the requirement is missing.`,
        ),
      ...(entries.length === 0 || entries.length === operations.length
        ? []
        : [
            `${listed(
              entries.map(({ id }) => id),
              3,
            )} ${entries.length === 1 ? "lets" : "let"} people in and must stay open: there, require what only the right person can have, and limit the attempts.`,
          ]),
    ],
    ...(cause === "received" ? { rationale: UNPROVEN_SENDER, remediation: VERIFY_SENDER } : {}),
    ...(entries.length === operations.length ? { rationale: ENTRY_RATIONALE, remediation: ENTRY_REMEDIATION } : {}),
    aggravations: cause === "grave" ? [harmsOf(operations)] : [],
    mitigations: MITIGATIONS.get(cause) ?? [],
  };
}

function openWords(operations: readonly Operation[]): string {
  if (operations.length === 1) return `Unauthenticated callers can call ${operations[0]!.id}, which changes data`;
  const ids = operations.map(({ id }) => id);
  return `Unauthenticated callers can call ${count(operations.length, "operation")} that change data: ${listed(ids, 3)}`;
}

/** Of what other services report: nobody is expected to log in there, but whoever sends a message must be known by it. */
function unprovenWords(operations: readonly Operation[]): string {
  const ids = operations.map(({ id }) => id);
  return `Anyone can send forged messages to ${listed(ids, 3)}: the description shows no check of the sender`;
}

/** What comes of calls that are worse than others, in words: "it grants rights and it runs code or commands". */
function harmsOf(operations: readonly Operation[]): string {
  const harms = [...new Set(operations.map(anonymousHarm))];
  return listed(
    harms.map((harm) => GRAVE_WORDS[harm] ?? harm),
    5,
  );
}

const GRAVE_WORDS: Readonly<Partial<Record<AnonymousHarm, string>>> = {
  rights: "it grants rights",
  account: "it sets the password of an existing account",
  code: "it runs code or commands",
  physical: "it controls a physical device",
  service: "it stops the service, or changes a setting that affects all of it",
  money: "it pays out money",
  payouts: "it changes where money is paid out",
  many: "it deletes many objects at once",
};

/**
 * Whether whoever makes a thing here could as well change or delete it by its ID, without a credential. A basket is changed by
 * whom it is of.
 */
function isKeptByAnybody(operations: readonly Operation[], operation: Operation): boolean {
  const { path, access } = operation;
  if (access === "optional" || isOfGuestCart(operations, operation)) return false;
  return changedByKey(operations).has(`${access} ${collectionOf(path)}`);
}

/** The access of calls that change or delete what a path names, with the beginning of the path up to its first key. */
const changedByKey = memo(
  (operations: readonly Operation[]): ReadonlySet<string> =>
    new Set(
      operations
        .filter(({ method, path }) => CHANGES.has(method) && path.includes("/{"))
        .map(({ access, path }) => `${access} ${collectionOf(path)}`),
    ),
);

function collectionOf(path: string): string {
  const at = path.indexOf("/{");
  return at < 0 ? path : path.slice(0, at);
}

const CHANGES: ReadonlySet<string> = new Set(["PUT", "PATCH", "DELETE"]);

/**
 * Whether callers without a credential get in by an operation, or get back in: its path says that they log in, and a token
 * comes back, or facts are all that it takes. No other credential can be required there.
 */
function letsIn(operation: Operation): boolean {
  const { lexicon, path } = operation;
  return (
    knownFactsOf(operation) !== undefined ||
    (fixedSegments(path).some((segment) => lexicon.is(textOfName(segment), "log-in")) &&
      returnedProperties(operation).some(([name]) => isHeadedBy(wordsOf(name), lexicon, "session-token")))
  );
}

const ENTRY_RATIONALE = prose`
  People log in with this call, so it has to be open. But none of its inputs is known to be a secret of the right
  person. Anyone who knows or guesses the values gets in.
`;

const ENTRY_REMEDIATION = prose`
  Require a proof that only the right person can have: a password, a code sent to the contact on file, or a key inside
  the device. The operation may stay open, since callers have no credential yet. Limit the attempts, and notify the
  owner of the account.
`;

const UNPROVEN_SENDER = prose`
  Another service reports here what has happened, and this API acts on it. Nothing in the description shows that the
  sender of a message is verified. Anyone who knows the address can report an event that did not happen, such as a
  payment.
`;

/** What is to be done where another service calls, which has no credential of a user and is known by what it signs. */
const VERIFY_SENDER = prose`
  Verify the sender of each message. Require a client certificate, or a signature over the body with a key that only the
  sender (and, for an HMAC, your service) knows. Describe the header or the scheme, and reject messages without it. A
  user's credential is no proof: the sender has none, and any user could report an event that did not happen.
`;

/** Each is a step. */
const BOUNDED = ["it only adds what visitors submit", "such calls are usually open and must be rate-limited"];

const KEYED = ["it requires an unguessable key that only its recipient has", "that key is the credential"];

const ONCE = [...KEYED, "the key works once"];

const GUARDED = ["it guards against scripts, or confirms addresses", "calls are limited"];

const ENTERED = ["it only adds what a visitor enters and changes nothing that exists"];

const ASKED = ["it only sends a message to a known address", "nothing is returned"];

const AT_HAND = ["a person at the device must press a button first", "it only issues a key of its own"];

const CODED = ["it requires a long code that was sent to its recipient"];

const MITIGATIONS: ReadonlyMap<Cause, readonly string[]> = new Map<Cause, readonly string[]>([
  ["bounded", BOUNDED],
  ["entered", ENTERED],
  ["entered within limits", [...ENTERED, "calls are limited"]],
  ["asked", ASKED],
  ["coded", CODED],
  ["coded within limits", [...CODED, "attempts are limited"]],
  ["at hand", AT_HAND],
  ["keyed", KEYED],
  ["ended", ["the caller must send the credential that is revoked or reported", "the call only ends that credential"]],
  ["single-use", ONCE],
  ["guarded", GUARDED],
  [
    "meant",
    ["the description offers it to anonymous callers and limits what they can do, and it changes no existing data"],
  ],
]);

/** Whether a key is issued only where somebody who stands at the device has pressed a button there: the pairing of a device. */
function isAllowedAtDevice(api: AssessedApi, operation: Operation): boolean {
  const { summary = "", description = "", responses } = operation;
  const texts = [
    `${summary}. ${description}`,
    api.info.description ?? "",
    ...responses.map((response) => response.description ?? ""),
  ];
  return (
    operation.method === "POST" &&
    (api
      .assessed(operation)
      .flows.some(({ direction, field }) => direction === "read" && isCredential(field.category)) ||
      [...namesReturned(operation)].some((name) => operation.lexicon.is(textOfName(name), "key-or-code"))) &&
    texts.some((text) => statedIn(text).has("at-hand"))
  );
}

/**
 * Whether a POST makes something new for anonymous callers on purpose: it is called so, and a text says what they may not do. That
 * it is named so is not enough.
 */
function isMeantForAnybody(operation: Operation): boolean {
  const { method, path, operationId = "", summary = "", description = "" } = operation;
  return (
    method === "POST" &&
    !path.includes("{") &&
    [path, operationId, summary].some((name) => ANONYMOUS.test(name)) &&
    sentencesOf(description, 2000).some((sentence) => KEPT_FROM_THEM.test(sentence)) &&
    /\banon|anonym|anónim|anônim/i.test(description) &&
    !isOfServiceOrRecord(operation)
  );
}

/** Whether a call sets up or starts something of the service, or is about somebody's record, which nobody leaves in passing. */
function isOfServiceOrRecord(operation: Operation): boolean {
  const { path, summary = "", lexicon } = operation;
  const names = [path, summary, ...requestFields(operation).map(({ name }) => name)];
  return names.some((name) => {
    // A version of what is published is none of the service: `/versions/publish`.
    const words = wordsOf(name).filter((word) => word !== "version");
    return (
      OF_SERVICE.some((concept) => lexicon.has(words, concept)) || (words.length > 1 && isIdentifierWord(words.at(-1)!))
    );
  });
}

const OF_SERVICE = ["set-up", "runs-code", "command", "access-rule", "health", "sets-in-motion"] as const;

const ANONYMOUS = /(?<![a-z])(?:anon(?:ymous(?:ly)?)?|anonym|anonyme|an[oóô]nim[oa])(?![a-z])/i;
/** Says in each language that the caller cannot do something later, or choose something. */
const KEPT_FROM_THEM =
  /\b(?:cannot|can't|can not|(?:will )?not be able to|may not) (?:\w+ )?(?:update|remove|change|delete|edit|choose)|\b(?:kann|können) (?:\S+ ){0,5}nicht (?:\S+ )?(?:geändert|gelöscht|ändern|löschen|wählen)|\bne (?:peut|peuvent|pourrez|pouvez) pas (?:\S+ ){0,3}(?:modifier|supprimer|choisir)|\bno (?:puede|pueden|podrá) (?:\S+ ){0,3}?(?:modificar|eliminar|borrar|elegir)|\bnão (?:pode|podem|poderá) (?:\S+ ){0,3}?(?:alterar|excluir|remover|escolher)/i;

/**
 * Whether all that somebody says is who they are, and of which of their things it is about, and nothing comes back: they are
 * sent what lets them in, or what they have bought once more.
 */
function asksForMessage(operation: Operation): boolean {
  const { method, responses, lexicon } = operation;
  const succeeded = responses.filter(({ statusClass }) => statusClass === "2xx");
  if (
    method !== "POST" ||
    endsInAct(operation) ||
    succeeded.length === 0 ||
    succeeded.some(({ content }) => content.length > 0)
  )
    return false;
  const asked = requestFields(operation).filter(({ in: way, isRequired }) => way === "body" && isRequired);
  return (
    asked.some(({ words }) => isMadeOf(words, lexicon, "identity-of-account", "around-identity")) &&
    asked.every(
      ({ words }) =>
        isMadeOf(words, lexicon, "identity-of-account", "around-identity") ||
        words.at(-1) === "id" ||
        REFERENCES.some((one) => endsIn(words, lexicon, one)),
    )
  );
}

/**
 * Whether another service reports here what has happened: the path ends in what is called back, and no address is sent to which
 * messages go; or it ends in a notification of a payment or a check (`/payments/notification`) that says how it went.
 */
function receivesMessages(operation: Operation): boolean {
  const { method, path, summary = "", lexicon } = operation;
  if (method !== "POST") return false;
  const fields = requestFields(operation);
  if (fields.some(({ words }) => words.includes("url") || words.includes("uri"))) return false;
  const segments = fixedSegments(path);
  if (segments.slice(-2).some((segment) => lexicon.has(wordsOf(segment), "hook-word"))) return true;
  const last = wordsOf(segments.at(-1) ?? "");
  return (
    !path.endsWith("}") &&
    lexicon.has(last, "called-back") &&
    [...segments, summary].some((text) => lexicon.has(wordsInOrder(text).flatMap(wordsOf), "outcome-of-others")) &&
    fields.some(({ in: place, words }) => place === "body" && isHeadedBy(words, lexicon, "outcome"))
  );
}

/** What tells of which of their things somebody speaks: a reference, a number. */
const REFERENCES = ["reference-word", "running-number"] as const;

/** Whether a call takes a key that is too long to be guessed: that of a link in a message. */
function takesKey(operation: Operation): boolean {
  const { lexicon } = operation;
  return requestFields(operation).some(
    ({ in: way, depth, words, parts }) =>
      way !== "header" &&
      depth <= 1 &&
      endsIn(words, lexicon, "handed-out-text") &&
      parts.some((part) => {
        const least = keyword(part, "minLength");
        return typeof least === "number" && least >= LONG;
      }),
  );
}

/** So many characters of any kind are no code that is tried out (NIST SP 800-63B, section 5.1.2: 20 bits; here, 100). */
const LONG = 20;

/** What a path holds of which whoever has it was given it. */
const LET_IN = ["token", "link-word"] as const;

/** Whether the path itself holds what lets its caller in: a token that somebody was sent, and nobody guesses. */
function bringsToken(api: AssessedApi, operation: Operation): boolean {
  const { path, lexicon } = operation;
  const segments = path.split("/");
  const named = segments.flatMap((segment, at) =>
    [...segment.matchAll(/\{([^{}]+)\}/g)].map(
      ([, name = ""]) => [wordsOf(segments[at - 1] ?? ""), wordsOf(name)] as const,
    ),
  );
  const isLetIn = named.some(
    ([before, words]) =>
      words.at(-1) === "jwt" ||
      (LET_IN.some((one) => isHeadedBy(words, lexicon, one)) && !isTokenOfThing(words, lexicon)) ||
      // `/links/{key}`
      (endsIn(before, lexicon, "link-word") && endsIn(words, lexicon, "handed-out-text")),
  );
  return isLetIn && !isListedKey(api, operation);
}

/**
 * Whether what its owner has signed is passed on to a network that checks it: it has its sum and its receiver in it, and comes
 * in as it is. What the service signs itself is its own, and so is what it puts together from a wallet and a receiver.
 */
function passesOnSigned(operation: Operation): boolean {
  return (
    isSaidInOrder(operation, "hands-to-network", "signed-thing", 3) &&
    !isSaidInOrder(operation, "signs-it", "hands-to-network", 8) &&
    takesSigned(operation)
  );
}

function takesSigned(operation: Operation): boolean {
  const { lexicon } = operation;
  const fields = requestFields(operation).filter(({ in: way }) => way === "body");
  if (fields.some(({ words }) => lexicon.is(words.at(-1) ?? "", "money-sum"))) return false;
  return (
    fields.length === 0 ||
    fields.some(
      ({ name, text, description }) =>
        name === "" || SIGNED.test(text) || lexicon.has(wordsInOrder(description.slice(0, LIMIT)), "signed-thing"),
    )
  );
}

/** So much of a text is looked at. */
const LIMIT = 300;

/** How what is signed is called where it comes in as it is. */
const SIGNED = /\b(?:raw|signed|signature|hex|tx|blob|payload)|transa[ckç]/;

/** What a 403 says of a credential, or nothing: another text is of the thing, "The customer is locked". */
const REFUSED =
  /^\W*(?:forbidden|access denied|permission denied|unauthori[sz]ed|not (?:authori[sz]ed|allowed|permitted)|verboten|zugriff verweigert|interdit|accès refusé|prohibido|acceso denegado|proibido|acesso negado|403)\b|\b(?:token|credential|api[- ]?key|logged in|log-?in|permissions?|rights?|scopes?|roles?)\b/i;
