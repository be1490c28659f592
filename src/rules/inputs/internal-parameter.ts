import { arePersons } from "../../operations/persons.ts";
import { byWordsAlone } from "../../operations/persons.ts";
import { isSaidSetByFew } from "../../data/classify/said-of-value.ts";
import { grouped } from "../../core/grouped.ts";
import { listed, prose, quoted, yaml } from "../../core/prose.ts";
import { isAdministration } from "../../exposure/administration.ts";
import { calledWords } from "../../exposure/words.ts";
import type { Operation } from "../../model/api.ts";
import { memo } from "../../core/memo.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import { holdsVotesOfOthers, isConsentOfOther } from "../../operations/decided-by-callers.ts";
import { quotedSentences } from "../../operations/quoted-sentences.ts";
import { isKeptFromCallers, isStatedOf, statedOfField } from "../../operations/stated.ts";
import { isSaidToSkip } from "../../operations/said-of-field.ts";
import { exceptionBy, saidOfException, type Excepted } from "../../operations/inputs/callers-exceptions.ts";
import { roleKeptTo } from "../../exposure/kept-to-role.ts";
import { namesRole } from "../../exposure/said-role.ts";
import { makesOfficial } from "../../operations/inputs/overridden-holds.ts";
import { putsIntoUse, turnsCheckOff } from "../../operations/inputs/check-switches.ts";
import type { Fault } from "../../operations/fault.ts";
import { tlsOptionsOf } from "../../operations/inputs/tls-options.ts";
import type { Rule } from "../rule.ts";
import { isForStrangers, isUnsaid } from "../../operations/strangers.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import { wordsInOrder } from "../../lexicon/name-tokens.ts";
import { denies } from "../../lexicon/denial.ts";
import { endsIn, isHeadedBy, isMadeOf } from "../../lexicon/phrases.ts";
import { sentencesOf } from "../../lexicon/sentences.ts";
import { placesOrCarriers } from "../../operations/readers/wide-cause.ts";
import {
  isChoice,
  isText,
  namesThing,
  requestFields,
  says,
  segmentWords,
  type RequestField,
} from "../../operations/request-fields.ts";

/** A request takes what only the owner's own programs are to set. */
export const internalParameter: Rule = {
  id: "internal-parameter",
  title: "Client can set an internal or debug parameter",
  owasp: ["API3:2023", "API8:2023"],
  cwe: [915, 489],
  asvs: ["V15.3.3", "V13.4.2"],
  confidence: "likely",

  rationale: prose`
    A field that is called internal, or a switch that skips a check or exposes internals, was made for the owner's
    programs or developers. Once it is in the description, every caller can use it, and the server obeys.
  `,
  exploit: prose`
    An attacker finds a parameter in the description that skips a check, or one that is called internal, and sets it.
    The server accepts it, as it does from its own jobs. The check that everyone relied on is off for anyone who has
    read the description.
  `,
  remediation: prose`
    Remove the parameter from the request, and reject requests that contain it. Set such options in the server's
    configuration, or with a separate operation for authorized callers.
  `,

  examples: {
    bad: [
      yaml`
        paths:
          /products/{id}:
            put:
              security: []
              parameters:
                - name: internal_status # ✗
                  in: query
                  schema:
                    type: string
          /orders:
            post:
              security: []
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        skip_payment_check: # ✗
                          type: boolean
      `,
    ],
    good: [
      yaml`
        paths:
          /products/{id}:
            put:
              security: []
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        internal_status:
                          type: string
                          readOnly: true
                        internal_id:
                          type: string
          /admin/products/{id}:
            put:
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        internal_status:
                          type: string
      `,
    ],
  },

  *check(api) {
    const spots = api.operations.flatMap((operation) =>
      operation.operationKind === "path" && !isAdministration(operation) && !isUnsaid(api, operation)
        ? switchesOf(operation)
            // What leaves certificates unchecked is told as that.
            .filter((field) => !tlsOptionsOf(operation).some((one) => one.field === field))
            // Two pairs of eyes are asked for among colleagues, too.
            .filter((field) => api.assessed(operation).judgedAs !== "private" || skipsApproval(field, operation))
            .map((field) => ({ field, operation }))
        : [],
    );
    yield* decisionFaults(api);
    yield* insideFaults(api);
    yield* checkFaults(api);
    yield* exceptionFaults(api);
    yield* officialFaults(api);
    const skipping = spots.filter(({ field, operation }) => skipsApproval(field, operation));
    for (const [isStated, found] of grouped(skipping, ({ field, operation }) => !isNamedToSkip(field, operation)))
      for (const [isForOthers, some] of grouped(found, ({ operation }) => isCalledForOthers(api, operation)))
        yield* approvalFaults(api, some, isStated, isForOthers);
    const others = spots.filter(({ field, operation }) => !skipsApproval(field, operation));
    for (const [isOpen, found] of grouped(others, ({ operation }) => isForStrangers(api, operation))) {
      const names = [...new Set(found.map(({ field }) => quoted(field.name)))];
      const operations = [...new Set(found.map(({ operation }) => operation.id))];
      yield {
        at: found[0]!.field.at,
        cause: isOpen ? "open" : "known",
        places: found.map(({ field, operation }) => ({ at: field.at, operation, witness: field.witness })),
        message: `${listed(names, 3)} of ${listed(operations, 3)} ${
          names.length === 1 ? "is" : "are"
        } internal, judging by ${names.length === 1 ? "its name" : "their names"}`,
        aggravations:
          isOpen && found.some(({ field }) => forcesAnswer(field, api.lexicon))
            ? ["the caller determines the response that others get"]
            : [],
        mitigations: [
          ...(isOpen ? [] : ["nothing indicates public access"]),
          ...(found.every(({ field }) => isForTryingOut(field, api.lexicon))
            ? ["its description says that a call then has no effect"]
            : []),
        ],
      };
    }
  },
};

/** Whether a switch is said to leave out what a call does, so that it can be tried: "Disable message sending". */
function isForTryingOut({ description }: RequestField, lexicon: Lexicon): boolean {
  return lexicon.has(wordsInOrder(description.slice(0, 300)), "has-no-effect");
}

interface Spot {
  readonly field: RequestField;
  readonly operation: Operation;
}

/** Values of which their own texts say that they are for internal use: one fault of those that name somebody, one of the others. */
function* insideFaults(api: AssessedApi): Generator<Fault> {
  const found = api.operations.flatMap((operation) =>
    operation.operationKind === "path" &&
    !isAdministration(operation) &&
    !isUnsaid(api, operation) &&
    api.assessed(operation).judgedAs !== "private"
      ? requestFields(operation)
          .filter((field) => field.in !== "path" && field.depth < 2 && isSaidInternal(field, operation.lexicon))
          .map((field) => ({ field, operation }))
      : [],
  );
  for (const [isOfSomebody, spots] of grouped(found, ({ field, operation }) => namesThing(field, operation))) {
    const names = [...new Set(spots.map(({ field }) => quoted(field.name)))];
    const operations = [...new Set(spots.map(({ operation }) => operation))];
    yield {
      at: spots[0]!.field.at,
      cause: isOfSomebody ? "identity for internal use" : "for internal use",
      title: "Request takes values that are for internal use, by their own description",
      ...placesOrCarriers(spots.map(({ field, operation }) => ({ at: field.at, operation, witness: field.witness }))),
      message: `${listed(names, 4)} of ${listed(
        operations.map(({ id }) => id),
        3,
      )} ${names.length === 1 ? "is" : "are"} for internal use, by ${names.length === 1 ? "its" : "their"} own description, and any caller can send ${names.length === 1 ? "it" : "them"}`,
      ...quotedSentences(spots.map(({ field }) => sentencesOf(field.description)[0])),
      mitigations: isOfSomebody ? [] : ["the description does not say what the value does"],
    };
  }
}

/** Whether a text says nothing of a value but that it is for internal use: "INTERNAL USE ONLY." */
function isSaidInternal({ description }: RequestField, lexicon: Lexicon): boolean {
  const words = wordsInOrder(sentencesOf(description)[0] ?? "");
  return words.length <= MOST_WORDS_OF_INSIDE && lexicon.has(words, "internal-only") && !denies(words, lexicon);
}

/** A longer sentence says what something internal is. */
const MOST_WORDS_OF_INSIDE = 8;

/** Who calls says what others have decided: how a committee votes, or that somebody else agrees. */
function* decisionFaults(api: AssessedApi): Generator<Fault> {
  const found = api.operations
    .filter(({ method, operationKind }) => operationKind === "path" && method !== "GET")
    .flatMap((operation) =>
      requestFields(operation)
        .filter((field) => holdsVotesOfOthers(field, operation) || isConsentOfOther(field, operation))
        .map((field) => ({ field, operation })),
    );
  if (found.length === 0) return;
  const names = [...new Set(found.map(({ field }) => quoted(field.name)))];
  yield {
    at: found[0]!.field.at,
    cause: "decisions of others",
    title: "Client sends a decision that others must make",
    rationale: ONE_FOR_ALL,
    remediation: EACH_IN_PERSON,
    places: found.map(({ field, operation }) => ({ at: field.at, operation, witness: field.witness })),
    message: `${listed(names, 3)} of ${listed([...new Set(found.map(({ operation }) => operation.id))], 3)} ${
      names.length === 1 ? "states" : "state"
    } what other people have decided, and the caller sends ${names.length === 1 ? "it" : "them"}`,
    aggravations: ["the people whom a business control restricts can bypass it"],
  };
}

const ONE_FOR_ALL = prose`
  Each person must vote or agree themselves. If one caller can send the decision for all of them, that caller decides
  alone, and binds people who know nothing about it.
`;
const EACH_IN_PERSON = prose`
  Accept each decision in a separate call, with the credential of the person who decides, or with a code sent to that
  person; remove the identifier from the request, and test that a caller cannot decide twice.
`;

/** Who calls says that what comes from elsewhere, or who may do something, is not looked at. */
function* checkFaults(api: AssessedApi): Generator<Fault> {
  const spots = api.operations.flatMap((operation) =>
    operation.operationKind === "path" && !isUnsaid(api, operation)
      ? requestFields(operation)
          .filter((field) => turnsCheckOff(field, operation) && !isInternal(field, operation))
          .map((field) => ({ field, operation }))
      : [],
  );
  if (spots.length === 0) return;
  const names = [...new Set(spots.map(({ field }) => quoted(field.name)))];
  const operations = [...new Set(spots.map(({ operation }) => operation))];
  yield {
    at: spots[0]!.field.at,
    cause: "check",
    title: "Client can turn off a security check",
    rationale: CHECK_LEFT_OUT,
    remediation: CHECK_ALWAYS,
    places: spots.map(({ field, operation }) => ({ at: field.at, operation, witness: field.witness })),
    message: `${listed(names, 3)} of ${listed(
      operations.map(({ id }) => id),
      3,
    )} ${names.length === 1 ? "turns" : "turn"} a security check on or off, and the caller sets ${names.length === 1 ? "it" : "them"}`,
    aggravations: operations.some(putsIntoUse) ? ["unchecked software is then installed or run"] : [],
    mitigations: operations.every((operation) => isAdministration(operation))
      ? ["only administrators make this call"]
      : [],
  };
}

const CHECK_LEFT_OUT = prose`
  The service checks the origin of the input, or the caller's rights. If the request can turn the check off, the check
  has no effect. An attacker with one account or key sends the request with the check off.
`;
const CHECK_ALWAYS = prose`
  Remove the switch from the request and always check. If there are exceptions, keep them in the configuration of the
  service, with an owner and an expiry, or require a separate permission and record who used it.
`;

/** Who calls makes an exception for themselves. */
function* exceptionFaults(api: AssessedApi): Generator<Fault> {
  const spots = api.operations.flatMap((operation) =>
    operation.operationKind === "path" &&
    !isAdministration(operation) &&
    !namesRole(operation) &&
    roleKeptTo(api, operation) === undefined
      ? exceptionsIn(operation).filter(({ excepted }) => excepted === "charge" || !isUnsaid(api, operation))
      : [],
  );
  for (const [excepted, found] of grouped(spots, (spot) => spot.excepted)) {
    const names = [...new Set(found.map(({ field }) => quoted(field.name)))];
    const operations = [...new Set(found.map(({ operation }) => operation.id))];
    yield {
      at: found[0]!.field.at,
      cause: `exception from a ${excepted}`,
      title: EXCEPTIONS[excepted].title,
      rationale: EXCEPTION,
      exploit: "An attacker with an ordinary account sends the value, and is asked for nothing more.",
      remediation: EXCEPTION_BY_OTHERS,
      places: found.map(({ field, operation }) => ({ at: field.at, operation, witness: field.witness })),
      message: `${listed(names, 3)} of ${listed(operations, 3)} ${names.length === 1 ? "skips" : "skip"} a check: ${EXCEPTIONS[excepted].what}, and the caller sets ${names.length === 1 ? "it" : "them"}`,
      ...quotedSentences(found.map(({ field, operation }) => saidOfException(field, operation))),
      aggravations: found.every(({ operation }) => isUnsaid(api, operation))
        ? []
        : ["the people whom a business control restricts can bypass it"],
    };
  }
}

/** The fields of a request by which its sender is excepted from something, whoever can call. */
const exceptionsIn = memo((operation: Operation) =>
  requestFields(operation).flatMap((field) => {
    const excepted =
      isSaidSetByFew(field.description) || isKeptFromCallers(field, operation) || skipsApproval(field, operation)
        ? undefined
        : exceptionBy(field, operation);
    return excepted === undefined ? [] : [{ field, operation, excepted }];
  }),
);

const EXCEPTIONS: Readonly<Record<Excepted, { readonly title: string; readonly what: string }>> = {
  wish: { title: "Client can override what a person asked for", what: "what a person has asked for does not count" },
  charge: { title: "Client can declare its own order free", what: "nothing is charged" },
  control: {
    title: "Client can choose a mode without the usual control",
    what: "another mode demands what this one leaves out",
  },
  hold: {
    title: "Client can override a check that holds the call back",
    what: "the check or bar no longer holds it back",
  },
};
const EXCEPTION = prose`
  The request decides whether a control applies: a person's opt-out or private mode, a payment, a deposit. Nothing says who
  may make the exception, so that every caller can make it for every call.
`;
const EXCEPTION_BY_OTHERS = prose`
  Remove the value from the request, or move the exception to an operation of its own with a separate scope or role. Record
  who made it and why, and test that ordinary callers are refused.
`;

/** Who calls decides that a message is official. */
function* officialFaults(api: AssessedApi): Generator<Fault> {
  const found = api.operations.flatMap((operation) =>
    operation.operationKind === "path" &&
    !isAdministration(operation) &&
    !namesRole(operation) &&
    !isUnsaid(api, operation) &&
    !isStatedOf(operation, "reserved") &&
    roleKeptTo(api, operation) === undefined
      ? requestFields(operation)
          .filter((field) => makesOfficial(field, operation))
          .filter(
            (field) =>
              !isSaidSetByFew(field.description) && (field.description === "" || !isKeptFromCallers(field, operation)),
          )
          .map((field) => ({ field, operation }))
      : [],
  );
  if (found.length === 0) return;
  const names = [...new Set(found.map(({ field }) => quoted(field.name)))];
  const operations = [...new Set(found.map(({ operation }) => operation.id))];
  yield {
    at: found[0]!.field.at,
    cause: "official message",
    title: "Client can send a message in the name of the organization",
    rationale: OFFICIAL,
    exploit: OFFICIAL_SENT,
    remediation: OFFICIAL_KEPT,
    places: found.map(({ field, operation }) => ({ at: field.at, operation, witness: field.witness })),
    message: `${listed(names, 3)} of ${listed(operations, 3)} ${names.length === 1 ? "makes" : "make"} a message official, and the caller sets ${names.length === 1 ? "it" : "them"}`,
    aggravations: found.some(({ operation }) => api.assessed(operation).judgedAs !== "private")
      ? ["the recipients cannot tell it from a message of the organization"]
      : [],
  };
}

const OFFICIAL = prose`
  The request decides for whom a message goes out. Nothing says who may speak for the organization, so that every
  caller can.
`;
const OFFICIAL_SENT = prose`
  An attacker with an ordinary account sends a message with the flag. It comes from the official sender, and asks the
  recipients for a payment or a password.
`;
const OFFICIAL_KEPT = prose`
  Remove the flag from the request, and derive the sender from the caller's role. Or require a separate permission, and test
  that callers without it are refused.
`;

/** Who asks for something decides that nobody has to approve it. */
function* approvalFaults(
  api: AssessedApi,
  spots: readonly Spot[],
  isStated: boolean,
  isForOthers: boolean,
): Generator<Fault> {
  if (spots.length === 0) return;
  const names = [...new Set(spots.map(({ field }) => quoted(field.name)))];
  const operations = [...new Set(spots.map(({ operation }) => operation.id))];
  yield {
    at: spots[0]!.field.at,
    cause: `${isStated ? "approval by text" : "approval"}${isForOthers ? ", for others" : ""}`,
    title: "Client can skip an approval",
    rationale: WHO_ASKS_APPROVES,
    remediation: APPROVED_BY_ANOTHER,
    places: spots.map(({ field, operation }) => ({ at: field.at, operation, witness: field.witness })),
    message: `${listed(names, 3)} of ${listed(operations, 3)} ${
      names.length === 1 ? "skips" : "skip"
    } another person's check or approval, and the caller sets ${names.length === 1 ? "it" : "them"}`,
    ...quotedSentences(spots.map(({ field, operation }) => statedToSkip(field, operation))),
    aggravations:
      isStated ||
      !spots.some(
        ({ operation }) =>
          STRANGERS.has(api.assessed(operation).admission) || isLoggedInTo(operation) || arePersons(api),
      )
        ? []
        : ["the people whom a business control restricts can bypass it"],
    mitigations: [
      ...(isStated
        ? byWordsAlone(
            api,
            spots.map(({ operation }) => operation),
          )
        : []),
      ...(isForOthers ? [FOR_OTHERS] : []),
    ],
  };
}

const FOR_OTHERS =
  "the description says that a service makes this call on behalf of the person named in the request, so the caller may be the approver; test that no other caller can set this field";

/**
 * Whether whoever calls is not the one who asks: the request must name that person, nobody signs up or logs in for the credential, and
 * a text of the call, or one of the API about all calls, says that it is made on behalf of such a person.
 */
function isCalledForOthers(api: AssessedApi, operation: Operation): boolean {
  if (operation.access !== "secured" || STRANGERS.has(api.assessed(operation).admission)) return false;
  if (!namesPerson(operation) || isLoggedInTo(operation)) return false;
  const { summary = "", description = "" } = operation;
  return (
    [...sentencesOf(summary), ...sentencesOf(description, LIMIT)].some(isOnBehalf) ||
    sentencesOf(api.info.description ?? "", LIMIT).some((sentence) => ALL_CALLS.test(sentence) && isOnBehalf(sentence))
  );
}

/** So much of a text is looked at. */
const LIMIT = 1000;

/** Whether one of the credentials that a call takes is that of a person: whoever logs in asks for themselves. */
function isLoggedInTo({ security }: Operation): boolean {
  return (security?.alternatives ?? []).some(({ schemes }) =>
    schemes.some(
      ({ scheme }) =>
        scheme.schemeKind === "openIdConnect" ||
        scheme.flows.some(({ flow }) => FLOWS_OF_PERSONS.has(flow)) ||
        LOGS_IN.test((scheme.description ?? "").slice(0, LIMIT)),
    ),
  );
}

const FLOWS_OF_PERSONS: ReadonlySet<string> = new Set([
  "authorizationCode",
  "implicit",
  "password",
  "deviceAuthorization",
]);

/** Says of somebody in each language that they log in, or have done so. */
const LOGS_IN =
  /\b(?:log(?:s|ged)?|sign(?:s|ed)?)[- ]?(?:in|on)\b|\bauthenticated users?\b|\b(?:an|ein)(?:ge)?(?:meld|logg)|\bmeld\w{1,3} sich\b|\bconnect(?:ée?s?|ent)\b|\bse connecte\b|\binicia(?:n|do|da)? (?:la )?sesión\b|\bconectad[oa]\b|\bautenticad[oa]|\binicia(?:m|r)? (?:a )?sessão\b/i;

const STRANGERS: ReadonlySet<string> = new Set(["anonymous", "self-registered"]);

/** Whether a request must say by an identifier for whom it is: `developerId`, `userId`. */
function namesPerson(operation: Operation): boolean {
  return requestFields(operation).some(({ words, isRequired, in: way }) => {
    const last = words.at(-1) ?? "";
    const [who = ""] = words;
    return isRequired && way !== "header" && last === "id" && words.length === 2 && PERSONS.test(who);
  });
}

const PERSONS = /^(?:user|developer|customer|member|author|seller|employee|vendor|merchant)$/;

/** Whether a sentence says that a call is made on behalf of a person, and not of whoever has logged in to make it. */
function isOnBehalf(sentence: string): boolean {
  return ON_BEHALF.test(sentence) && !LOGS_IN.test(sentence);
}

/** "This method is called on behalf of a developer", in each language. */
const ON_BEHALF =
  /\b(?:(?:is|are) (?:called|made|sent) on behalf of (?:an? |the )?(?:user|developer|customer|member|author|seller)|(?:wird|werden) im Auftrag (?:eines|einer|des|der) (?:\w+ )?aufgerufen|(?:est|sont) appelée?s? (?:au nom|pour le compte) d|se llaman? en nombre de)|(?:é|são) chamad[oa]s? em nome d/i;

/** Says that all calls are meant, in each language. */
const ALL_CALLS =
  /\b(?:all|every|each) (?:calls?|requests?|methods?|operations?)\b|\b(?:alle|jeder?) (?:Aufrufe?|Anfragen?|Methoden?)\b|\b(?:tous les|chaque) appels?\b|\btodas las (?:llamadas|peticiones)\b|\btodas as chamadas\b/i;

const WHO_ASKS_APPROVES = prose`
  A second person or a check must approve a request before it takes effect. If the request itself can skip the approval,
  those who should be controlled can avoid the control, and an attacker needs only one account.
`;
const APPROVED_BY_ANOTHER = prose`
  Remove the switch from the request, or require a separate permission to set it, record who set it, and test that
  everyone else is rejected.
`;

const switchesOf = memo((operation: Operation) =>
  requestFields(operation).filter((field) => isInternal(field, operation) && !isSaidSetByFew(field.description)),
);

function isInternal(field: RequestField, operation: Operation): boolean {
  const { method, path, lexicon } = operation;
  // Where developers look and settings are made a switch is in its place.
  if (field.in === "path" || field.depth > 1 || /debug|config|setting|log/i.test(path)) return false;
  if (segmentWords(operation).some((words) => lexicon.has(words, "set-up"))) return false;
  if (skipsApproval(field, operation)) return true;
  if (lexicon.is(field.text, "inner-mode") || skipsGuard(field.words, lexicon) || forcesAnswer(field, lexicon))
    return true;
  return method !== "GET" && method !== "HEAD" && isOfInside(field, lexicon);
}

/** Whether a switch leaves out that somebody else approves, by its name or by what is said of it. */
function skipsApproval(field: RequestField, operation: Operation): boolean {
  return isNamedToSkip(field, operation) || statedToSkip(field, operation) !== undefined;
}

function isNamedToSkip(field: RequestField, operation: Operation): boolean {
  if (operation.method === "GET" || !field.types.includes("boolean")) return false;
  const { words } = field;
  const { lexicon } = operation;
  const first = lexicon.lengthAt(words, 0, "skips");
  const isNamed = lexicon.is(field.text, "self-approval") || (first > 0 && endsIn(words, lexicon, "approval-step"));
  return isNamed || wavesThrough(field, operation) || isSaidToSkip(field, operation);
}

/** The sentence by which a value leaves out a check, an approval or a payment: a switch, or one of the values of a choice. */
function statedToSkip(field: RequestField, operation: Operation): string | undefined {
  if (operation.method === "GET" || field.in === "path" || field.depth > 1 || field.isList) return undefined;
  if (isProof(field)) return undefined;
  return isKeptFromCallers(field, operation) ? undefined : statedOfField(field, operation, "skips-control");
}

/** Whether a value must always be sent, and in a form of its own: a fingerprint or an address is no switch, since nobody can leave it out. */
function isProof(field: RequestField): boolean {
  return field.isRequired && isText(field) && !isChoice(field) && says(field, "pattern", "format");
}

/** Whether a switch of a call that approves something passes over what a check has found: `ignoreWarnings`. */
function wavesThrough({ words }: RequestField, operation: Operation): boolean {
  const { lexicon } = operation;
  return (
    words.length > 1 &&
    (lexicon.lengthAt(words, 0, "skips") > 0 || endsIn(words, lexicon, "skips")) &&
    lexicon.has(words, "warning") &&
    lexicon.has(calledWords(operation), "approve")
  );
}

/** What the owner's own programs write. */
function isOfInside({ text, words }: RequestField, lexicon: Lexicon): boolean {
  return (
    lexicon.is(text, "internal-only") ||
    (words.length > 1 && lexicon.has(words, "internal") && isMadeOf(words, lexicon, "internal-thing", "internal"))
  );
}

/** Whether a switch leaves out what keeps callers from things: `skipPaymentCheck`, `omitirVerificacion`, `pruefungUeberspringen`. */
function skipsGuard(words: readonly string[], lexicon: Lexicon): boolean {
  const first = lexicon.lengthAt(words, 0, "skips");
  const last = words.at(-1) ?? "";
  const isLast = lexicon.is(last, "skips") && lexicon.inEnglish(last, "skips") !== last;
  const rest = first > 0 ? words.slice(first) : isLast ? words.slice(0, -1) : [];
  if (rest.length === 0 || rest.length > 3) return false;
  // One word may say of what the check is, before it in English, behind it in Romance languages.
  const isAtEnd = [0, 1].some((at) => at < rest.length && lexicon.lengthAt(rest, at, "guard") === rest.length - at);
  return isAtEnd || (!endsIn(rest, lexicon, "guard") && isHeadedBy(rest, lexicon, "guard"));
}

/** Whether a switch makes an answer other than it would be, whatever is true: `force_status`, `statusErzwingen`. */
function forcesAnswer({ words }: RequestField, lexicon: Lexicon): boolean {
  if (words.length < 2 || words.length > 3) return false;
  const isForced = (forced: string, answer: string): boolean =>
    lexicon.is(forced, "forces") && lexicon.is(answer, "answered");
  const [first, last] = [words[0]!, words.at(-1)!];
  return isForced(first, last) || isForced(last, first);
}
