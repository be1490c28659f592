import { saidBy } from "../../exposure/said.ts";
import { denies } from "../../lexicon/denial.ts";
import { listed, prose, quoted, yaml } from "../../core/prose.ts";
import { calledWords } from "../../exposure/words.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import { wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import { isMadeOf } from "../../lexicon/phrases.ts";
import { sentencesOf } from "../../lexicon/sentences.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import { isOwn } from "../../exposure/principals.ts";
import { placeOf, type Operation } from "../../model/api.ts";
import { isAdministration } from "../../exposure/administration.ts";
import { returnsList } from "../../exposure/lists.ts";
import { isNewPassword, isPassword, provesOwner } from "../../operations/new-passwords.ts";
import { requestFields, segmentWords, type RequestField } from "../../operations/request-fields.ts";
import { memo } from "../../core/memo.ts";
import type { Rule } from "../rule.ts";
import type { Fault } from "../../operations/fault.ts";

/** A password is changed by whoever holds a session. */
export const passwordChangeWithoutReauthentication: Rule = {
  id: "password-change-without-reauthentication",
  title: "Password can be changed without the current one",
  alsoKnownAs: ["account takeover"],
  owasp: ["API2:2023"],
  cwe: [620],
  asvs: ["V6.2.3", "V7.5.1"],
  confidence: "likely",

  rationale: prose`
    An attacker who has a session for a minute, through a stolen token, an unlocked device or a forged request, sets a
    new password and keeps the account. The owner is locked out. Requiring the current password prevents this.
  `,
  exploit: prose`
    An attacker has a token for a minute, from a log, a shared computer or a script in the page. One request sets a new
    password, and the old one is not required. The owner is locked out, and the attacker keeps access.
  `,
  remediation: prose`
    Require the current password, or a fresh log-in or a second factor. Check the password with the limits of the
    log-in. End the other sessions, and notify the owner.
  `,

  examples: {
    bad: [
      yaml`
        security:
          - token: []
        paths:
          /me/password:
            put:
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        password: # ✗
                          type: string
        components:
          securitySchemes:
            token:
              type: http
              scheme: bearer
      `,
    ],
    good: [
      yaml`
        security:
          - token: []
        paths:
          /me/password:
            put:
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        current_password:
                          type: string
                        new_password:
                          type: string
          /forgotten-password/finish:
            post:
              security: []
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        token:
                          type: string
                        new_password:
                          type: string
          /databases/{id}/password:
            put:
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        password:
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
    const changes = api.operations.flatMap((operation) => {
      const { intent, judgedAs } = api.assessed(operation);
      if (judgedAs === "private" || (intent !== undefined && intent !== "password-reset")) return [];
      const field =
        isAdministration(operation) || asksForFreshLogIn(operation) || carriesPassword(operation)
          ? undefined
          : changed(operation);
      return field === undefined ? [] : [{ field, operation }];
    });
    if (changes.length > 0)
      yield {
        at: changes[0]!.field.at,
        cause: "",
        places: changes.map(({ field, operation }) => ({ at: field.at, operation, witness: field.witness })),
        message: `${listed(
          changes.map(({ operation }) => operation.id),
          3,
        )} ${changes.length === 1 ? "accepts" : "accept"} a new password without proof of identity`,
      };
    yield* openResets(api);
    yield* resetsByName(api);
    yield* answerFaults(api);
    yield* otherFaults(api);
  },
};

/** A lost password is set anew by whoever calls, since the request has no room for what was sent to the owner. */
function* openResets(api: AssessedApi): Generator<Fault> {
  const found = api.operations.flatMap((operation) => {
    const { admission, intent } = api.assessed(operation);
    if (admission !== "anonymous" || intent !== "password-reset" || operation.method === "GET") return [];
    const { lexicon, path } = operation;
    const fields = requestFields(operation);
    const field = fields.find(
      ({ words, in: way }) => way === "body" && (isNewPassword(words, lexicon) || isPassword(words, lexicon)),
    );
    const isProven = fields.some(
      (one) => one !== field && (provesOwner(one, lexicon) || lexicon.is(one.text, "secret-answer")),
    );
    if (field === undefined || isProven || isSentIn(path, lexicon)) return [];
    return [{ operation, field, known: knownFacts(api, operation, fields) }];
  });
  const facts = [...new Set(found.flatMap(({ known }) => known.map(({ name }) => quoted(name))))];
  if (found.length > 0)
    yield {
      at: found[0]!.field.at,
      cause: "reset",
      title: "Password reset without proof of identity",
      exploit: "An attacker names another user's account, sets a new password for it and logs in.",
      rationale: WHOEVER_CALLS,
      remediation: TAKE_THE_CODE,
      aggravations: ["anyone can call it"],
      places: found.flatMap(({ field, known, operation }) =>
        [field, ...known].map(({ at, witness }) => ({ at, operation, witness })),
      ),
      message: `${listed(
        found.map(({ operation }) => operation.id),
        3,
      )} ${found.length === 1 ? "sets" : "set"} a new password without requiring anything that was sent to the owner${
        facts.length === 0 ? "" : `: others can know ${listed(facts, 3)}`
      }`,
    };
}

/**
 * A password is reset for whoever is named: the text says that the call resets it, and neither that something is sent to the owner, nor
 * does the request have room for what was.
 */
function* resetsByName(api: AssessedApi): Generator<Fault> {
  const found = api.operations.filter((operation) => {
    const { admission, intent } = api.assessed(operation);
    const { method, summary = "", description = "", lexicon } = operation;
    if (admission !== "anonymous" || intent !== "password-reset" || method !== "POST") return false;
    const text = `${summary}. ${description}`;
    if (!RESETS.test(text) || SENDS.test(text)) return false;
    const fields = requestFields(operation).filter(({ in: way }) => way === "body" || way === "query");
    return (
      fields.length > 0 &&
      fields.length <= FEW &&
      fields.some(({ words }) => lexicon.has(words, "login-name")) &&
      !fields.some((one) => provesOwner(one, lexicon) || lexicon.has(one.words, "contact-address"))
    );
  });
  if (found.length > 0)
    yield {
      at: placeOf(found[0]!),
      cause: "reset by name",
      title: "Password reset by user name alone",
      exploit: "An attacker resets the passwords of many accounts in a loop. Their owners are locked out.",
      rationale: WHOEVER_CALLS,
      remediation: SEND_FIRST,
      places: found.map((operation) => ({ at: placeOf(operation), operation })),
      message: `${listed(
        found.map(({ id }) => id),
        3,
      )} ${found.length === 1 ? "resets" : "reset"} the password of any user whom the caller names, without proof of identity`,
      mitigations: ["the new password may be sent to the owner, which the description does not say"],
    };
}

/** A name, a language, and perhaps the tenant: what is more may be a proof. */
const FEW = 3;
const RESETS =
  /(?:^|[.] )resets? (?:the |a |an? user's )?password|(?:^|[.] )setzt das passwort|(?:^|[.] )réinitialise le mot de passe|(?:^|[.] )restablece la contraseña|(?:^|[.] )redefine a senha/i;
/** What is sent is a proof. */
const SENDS = /\b(?:e-?mails?|mails?|links?|sms|sends?|sent|request|gesendet|envoyée?|envía|envia|enviad[oa])\b/i;

const SEND_FIRST = prose`
  Send a link with a long, short-lived token to the address on file, and change nothing until the link is used.
  Return the same response whether or not the account exists, and limit the requests for each account.
`;

/** Whether a text says that who calls must have logged in shortly before: the fresh log-in that the remedy asks for. */
const asksForFreshLogIn = memo((operation: Operation): boolean => {
  const { lexicon } = operation;
  return saidBy(operation).some(
    (words) =>
      (lexicon.has(words, "fresh-log-in") || (lexicon.has(words, "time-of-log-in") && lexicon.has(words, "at-most"))) &&
      !denies(
        words.filter((word) => !AT_MOST.has(word)),
        lexicon,
      ),
  );
});

/** "No more than ten minutes" denies nothing. */
const AT_MOST: ReadonlySet<string> = new Set(["no", "not", "nicht", "pas", "plus", "não"]);

/** Whether every way in is HTTP Basic: who calls has sent the password with the very call that changes it. */
function carriesPassword({ security }: Operation): boolean {
  const alternatives = security?.alternatives ?? [];
  return (
    alternatives.length > 0 &&
    alternatives.every(({ schemes }) =>
      schemes.some(
        ({ scheme }) =>
          scheme?.schemeKind === "http" && scheme.scheme === "basic" && !SENDS_KEY.test(scheme.description ?? ""),
      ),
    )
  );
}

/** Basic may carry a key in place of the password. */
const SENDS_KEY = /\b(?:keys?|tokens?|\w*schlüssel|clés?|jetons?|claves?|chaves?)\b/i;

/** What a request has that others know of somebody, or can find out: an identity number, a date of birth. */
function knownFacts(api: AssessedApi, operation: Operation, fields: readonly RequestField[]): readonly RequestField[] {
  const personal = api.whose
    .flowsOf(operation)
    .filter(({ direction, field: { category } }) => direction === "write" && KNOWN.test(category))
    .map(({ field: { node } }) => node.pointer);
  return fields.filter(({ at, in: way }) => way !== "header" && personal.includes(at.pointer));
}

const KNOWN = /^user\.(?:government_id|demographic\.date_of_birth)/;

const WHOEVER_CALLS = prose`
  A password reset must require a proof that only the owner can have received. If the request has no field for it,
  either anyone who knows an account's name can take over the account, or the description omits the most important part.
`;
const TAKE_THE_CODE = prose`
  Require a code sent to an address that the owner confirmed. Declare a field for it in the request.
  Accept the code once, for a short time and for a few attempts.
`;

/** A password is set anew for whoever knows the answer to a question (NIST SP 800-63B, section 5.1.1.2, forbids them). */
function* answerFaults(api: AssessedApi): Generator<Fault> {
  const found = api.operations.flatMap((operation) => {
    if (api.assessed(operation).judgedAs === "private") return [];
    const { lexicon } = operation;
    const fields = requestFields(operation);
    const answer = fields.find(
      ({ text, words, in: way }) =>
        way !== "header" && (lexicon.is(text, "secret-answer") || lexicon.is(words.at(-1) ?? "", "secret-answer")),
    );
    const isSet = fields.some(({ words }) => isNewPassword(words, lexicon) || isPassword(words, lexicon));
    const isReset = isOfReset(operation) && !fields.some(({ words }) => lexicon.has(words, "sent-proof"));
    return answer !== undefined && isSet && isReset ? [{ operation, field: answer }] : [];
  });
  if (found.length > 0)
    yield {
      at: found[0]!.field.at,
      cause: "answer",
      title: "Password reset by security question",
      exploit: "An attacker looks up the answer in a social network, or guesses it, and sets a new password.",
      rationale: ANSWERS_ARE_KNOWN,
      remediation: SEND_A_CODE,
      places: found.map(({ field, operation }) => ({ at: field.at, operation, witness: field.witness })),
      message: `${listed(
        found.map(({ operation }) => operation.id),
        3,
      )} ${found.length === 1 ? "sets" : "set"} a new password with the answer to a question as proof`,
    };
}

const ANSWERS_ARE_KNOWN = prose`
  Friends know the name of a pet or a school, social media reveals it, and a few hundred guesses may find it. Anyone who
  knows it takes over the account, and the owner is not notified.
`;
const SEND_A_CODE = prose`
  Send a single-use, short-lived code to an address that the owner has confirmed, and require it with the new password.
  Remove the question.
`;

/** What an account is recovered by, or kept by, is changed by whoever holds a session: the second factor, the address. */
function* otherFaults(api: AssessedApi): Generator<Fault> {
  const found = api.operations.filter((operation) => {
    const { intent, judgedAs } = api.assessed(operation);
    return (
      judgedAs !== "private" &&
      operation.access === "secured" &&
      intent !== "log-out" &&
      !isAdministration(operation) &&
      !asksForFreshLogIn(operation) &&
      !carriesPassword(operation)
    );
  });
  const off = found.filter(isSwitchedOff);
  if (off.length > 0)
    yield {
      at: placeOf(off[0]!),
      cause: "second factor",
      title: "Second factor can be disabled without proof",
      exploit:
        "An attacker with a stolen token switches off the second factor, and from then on needs the password alone.",
      places: off.map((operation) => ({ at: placeOf(operation), operation })),
      message: `${listed(
        off.map(({ id }) => id),
        3,
      )} ${off.length === 1 ? "disables" : "disable"} the second factor without proof of identity`,
    };
  const moved = found.flatMap((operation) => {
    const field = addsAddress(api, operation) ? undefined : movedAddress(operation);
    return field === undefined ? [] : [{ operation, field }];
  });
  if (moved.length > 0)
    yield {
      at: moved[0]!.field.at,
      cause: "address",
      title: "Recovery address can be changed without proof",
      exploit: "An attacker with a stolen token sets their own address, and has a new password sent to it.",
      places: moved.map(({ field, operation }) => ({ at: field.at, operation, witness: field.witness })),
      message: `${listed(
        moved.map(({ operation }) => operation.id),
        3,
      )} ${moved.length === 1 ? "changes" : "change"} the account's address without proof of identity`,
    };
}

function isSwitchedOff(operation: Operation): boolean {
  const { lexicon, method, path } = operation;
  const [before = [], last = []] = [undefined, ...segmentWords(operation)].slice(-2);
  const isFactor = (words: readonly string[]): boolean => isMadeOf(words, lexicon, "factor", "around-factor");
  const isOff =
    (method === "DELETE" && isFactor(last)) ||
    (method !== "GET" && isFactor(before) && lexicon.is(last.join(" "), "switches-off")) ||
    (method !== "GET" &&
      lexicon.has(last, "switches-off") &&
      isFactor(last.filter((word) => !lexicon.is(word, "switches-off"))));
  return isOff && !path.includes("{") && !requestFields(operation).some((field) => isProof(field, lexicon));
}

/**
 * Whether an address is put beside those that an account has, and replaces none: by POST to a list of them, one of which can be
 * named, or in a list, or by a text that adds.
 */
function addsAddress(api: AssessedApi, operation: Operation): boolean {
  const { method, path, lexicon } = operation;
  if (method !== "POST") return false;
  const said = wordsInOrder(operation.summary ?? sentencesOf(operation.description ?? "")[0] ?? "");
  const below = path.replace(/\/$/, "");
  const isOneOfThem = api.operations.some(
    (one) =>
      (one.path.startsWith(`${below}/{`) && /^\{[^{}]*\}\/?$/.test(one.path.slice(below.length + 1))) ||
      (one.path === path && one.method === "GET" && returnsList(one)),
  );
  return (
    isOneOfThem ||
    [said[0], said.at(-1)].some((word) => lexicon.is(word ?? "", "add")) ||
    requestFields(operation).some(({ words, isList }) => isList && isMadeOf(words, lexicon, "contact-address", "new"))
  );
}

function movedAddress(operation: Operation): RequestField | undefined {
  const { lexicon, method, path } = operation;
  const segments = segmentWords(operation);
  const last = segments.at(-1) ?? [];
  const isOfCaller =
    isOwn(operation) || (!path.includes("{") && lexicon.is(segments.at(-2)?.join(" ") ?? "", "of-one-account"));
  if (
    !["POST", "PUT", "PATCH"].includes(method) ||
    !isMadeOf(last, lexicon, "contact-address", "change") ||
    !isOfCaller
  )
    return undefined;
  const fields = requestFields(operation);
  const field = fields.find(
    ({ words, in: way }) => way === "body" && isMadeOf(words, lexicon, "contact-address", "new"),
  );
  return fields.some((one) => isProof(one, lexicon)) ? undefined : field;
}

/** Whether a field proves that its sender is the owner; beside an address or a second factor a password does. */
function isProof({ words, in: way }: RequestField, lexicon: Lexicon): boolean {
  return way !== "path" && (lexicon.has(words, "proves-owner") || lexicon.has(words, "password"));
}

/** Whether an operation is there for who has lost a password. */
function isOfReset(operation: Operation): boolean {
  return operation.lexicon.has(calledWords(operation), "puts-back");
}

const VERSION = /^(?:v\d+|\d+|v)$/;

/** The new password that an operation sets, where that is what it is for and nothing proves who sends it. */
const changed = memo(readChanged);

function readChanged(operation: Operation): RequestField | undefined {
  if (operation.method === "GET" || operation.method === "DELETE" || operation.operationKind !== "path")
    return undefined;
  const { lexicon, path } = operation;
  const fields = requestFields(operation).filter(({ depth, in: way }) => depth <= 1 && way !== "header");
  const segments = segmentWords(operation);
  const last = segments.at(-1) ?? [];
  const owner = segments.slice(0, -1).findLast((words) => !VERSION.test(words.join("")));
  const isOfPerson = owner === undefined || lexicon.is(owner.join(" "), "password-owner");
  if (!isOfPerson || isOfReset(operation) || isOfTechnicalUser(path)) return undefined;
  const isChange = lexicon.has(last, "password") && isMadeOf(last, lexicon, "password", "around-password-change");
  const isNew = ({ words }: RequestField): boolean => isNewPassword(words, lexicon);
  const field = fields.find((one) => isNew(one) || (isChange && isPassword(one.words, lexicon)));
  if (field === undefined || fields.some((other) => other.in !== "path" && provesOwner(other, lexicon)))
    return undefined;
  // Beside a new one, the plain one is the old.
  if (fields.some(isNew) && fields.some(({ text }) => lexicon.is(text, "password"))) return undefined;
  return isSentIn(path, lexicon) ? undefined : field;
}

/** Whether a path names a user of a database or a mailbox that somebody manages: `/databases/{name}/users/{user}/password`. No person logs in. */
function isOfTechnicalUser(path: string): boolean {
  return /(?:^|\/)(?:(?:(?:my|postgre)?sql|mariadb|mongodb)?-?databases?|datenbank(?:en)?|mailbox(?:es)?|ftp)\/\{[^{}]{1,60}\}\/[\w-]*users?\/\{[^{}]{1,60}\}\/[^/]+\/?$/i.test(
    path,
  );
}

/** A parameter of the path that is no identifier is what was sent to the owner. */
function isSentIn(path: string, lexicon: Lexicon): boolean {
  return [...path.matchAll(/\{([^{}]{1,120})\}/g)].some(
    ([, name]) => lexicon.has(wordsOf(name!), "handed-out-text"), // the group is no alternative
  );
}
