import { memo } from "../core/memo.ts";
import type { Concept } from "../lexicon/concept.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";
import { textOfName, wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import { endsIn, isMadeOf } from "../lexicon/phrases.ts";
import { isObject, member } from "../core/json-value.ts";
import type { MediaType, Operation } from "../model/api.ts";
import { credentialHeaders, demandsCredential } from "../model/credential-header.ts";
import { targetOf, type Schema } from "../model/schema.ts";
import { isSaidOfAdministrators } from "./administration.ts";
import { exchangesKey } from "./key-exchange.ts";
import { isPersonsKey } from "./principal.ts";
import { isSaid } from "./said.ts";
import { provesSender } from "./proven-sender.ts";
import { fixedSegments, structuralText, calledText } from "./words.ts";

/** Why an operation is open on purpose; each has duties of its own. */
export type Intent =
  | "log-in"
  | "sign-up"
  | "token"
  | "log-out"
  | "password-reset"
  | "verification"
  | "client-registration"
  | "health"
  | "keys"
  | "documentation"
  | "catalogue"
  | "signed-webhook"
  | "outgoing-call";

/** What an operation is for, where its name, and the structure of what it takes, say so; `undefined` for all others. */
export const intentOf = memo((operation: Operation): Intent | undefined => {
  if (operation.operationKind !== "path") return undefined;
  const clues = cluesOf(operation);
  return INTENTS.find(([, matches]) => matches(clues))?.[0];
});

/** What an operation's purpose is read from. Most of it is asked of few, and worked out when it is. */
interface Clues {
  readonly operation: Operation;
  /** Path, operationId and summary, as words. */
  readonly called: string;
  /** Path and operationId, as words. */
  readonly named: string;
  /** The last fixed segment of the path. */
  readonly last: string;
  /** The last two fixed segments of the path, as words. */
  readonly pathWords: string;
  /** Whether the path ends in a parameter. */
  readonly isOfOne: boolean;
  readonly isRead: boolean;
  readonly isWrite: boolean;
  readonly isOpen: boolean;
  /** The names of what it takes. */
  readonly fields: readonly string[];
  readonly hasPassword: boolean;
  readonly hasIdentity: boolean;
  readonly hasCode: boolean;
  /** Whether something signed comes in that says who the caller is. */
  readonly hasAssertion: boolean;
  /** Whether words are of a concept, or several in a row a phrase of it. */
  readonly says: (text: string, concept: Concept) => boolean;
}

function cluesOf(operation: Operation): Clues {
  const { path, method } = operation;
  const { lexicon } = operation;
  return {
    operation,
    get called() {
      return calledText(operation);
    },
    says: (text, concept) => operation.lexicon.has(text.split(" "), concept),
    named: structuralText(operation),
    last: fixedSegments(path).at(-1) ?? "",
    get pathWords() {
      return fixedSegments(path)
        .slice(-2)
        .join(" ")
        .replace(/[^a-z]+/g, " ");
    },
    isOfOne: /\{[^{}]*\}\/?$/.test(path),
    isRead: method === "GET" || method === "HEAD",
    isWrite: method === "POST" || method === "PUT" || method === "PATCH",
    isOpen: operation.access === "anonymous" || operation.access === "optional",
    get fields() {
      return inputNames(operation);
    },
    get hasPassword() {
      return inputNames(operation).some((name) => isOfPassword(name, lexicon));
    },
    get hasIdentity() {
      return inputNames(operation).some((name) => isOfIdentity(name, lexicon));
    },
    get hasCode() {
      return inputNames(operation).some((name) => isOfCode(name, lexicon));
    },
    get hasAssertion() {
      return inputNames(operation).some((name) => ASSERTION.test(name));
    },
  };
}

/** How each intent is recognized; the first that fits counts. */
const INTENTS: readonly (readonly [Intent, (clues: Clues) => boolean])[] = [
  ["health", ({ isRead, operation }) => isRead && isHealth(operation)],
  ["keys", ({ isRead, named }) => isRead && /\b(?:jwks|jwks json|signing keys|public keys?|certs)\b/.test(named)],
  [
    "documentation",
    ({ operation, isRead, last, named }) =>
      isRead && ((DOCUMENTATION.test(last) && !operation.path.includes("{")) || /\bwell known\b/.test(named)),
  ],
  ["signed-webhook", ({ isWrite, operation }) => isWrite && provesSender(operation)],
  ["outgoing-call", ({ isWrite, operation }) => isWrite && isCallToReader(operation)],
  [
    "password-reset",
    (clues) =>
      clues.isWrite &&
      ((clues.says(clues.called, "puts-back") && clues.says(clues.called, "resettable")) ||
        (clues.says(clues.named, "forgotten") &&
          (clues.hasIdentity ||
            fixedSegments(clues.operation.path).some((one) => isOfPassword(one, clues.operation.lexicon)))) ||
        (clues.isOpen && (setsPasswordByCode(clues) || asksForPasswordLink(clues))) ||
        // `/recovery`: who has lost a device says who they are.
        (clues.isOpen && clues.hasIdentity && isRecovery(clues))),
  ],
  [
    "client-registration",
    (clues) => clues.isWrite && CLIENT_REGISTRATION.every((name) => clues.fields.some((field) => name.test(field))),
  ],
  ["sign-up", isSignUp],
  ["log-in", isLogIn],
  [
    "token",
    (clues) =>
      clues.isWrite &&
      (/^(?:token|access[_-]token|refresh[_-]?token)$/.test(clues.last) ||
        (clues.isOpen &&
          /\bauthorize (?:device|app|client)$|\bdevice (?:authorization|authorize|code)$/.test(clues.pathWords)) ||
        (clues.isOpen &&
          (/^(?:tokens|oauth2?|refresh)$/.test(clues.last) || isOfTokens(clues) || renewsSession(clues))) ||
        clues.fields.includes("grant_type") ||
        (clues.isOpen && exchangesKey(clues.operation)) ||
        clues.fields.some((name) => /^refresh_?token$/i.test(name))),
  ],
  [
    "log-out",
    (clues) =>
      (clues.says(clues.named, "log-out") && !isOfOthers(clues)) ||
      isRevocation(clues) ||
      // `DELETE /session` ends the one in which it is called.
      (clues.operation.method === "DELETE" && !clues.isOfOne && isOneSession(clues)),
  ],
  [
    "verification",
    (clues) =>
      (clues.says(clues.named, "second-factor") && (clues.isWrite || clues.hasCode) && !takesFactorAway(clues)) ||
      (clues.says(clues.named, "confirmation") &&
        // What a header brings lets the caller in.
        namesWithoutHeaders(clues.operation).some((name) => isOfCode(name, clues.operation.lexicon))),
  ],
];

/** The names of what a call takes elsewhere than in its headers. */
function namesWithoutHeaders(operation: Operation): readonly string[] {
  const { parameters } = operation;
  const headers = new Set(parameters.flatMap(({ name, in: way }) => (way === "header" ? [name] : [])));
  return [...new Set([...inputNames(operation), ...parameters.map(({ name }) => name)])].filter(
    (name) => !headers.has(name),
  );
}

/** Whether a path ends in a word for getting back in, and in no word for putting things back as they were. */
function isRecovery({ last, operation: { lexicon } }: Clues): boolean {
  const word = wordsOf(last).join(" ");
  return lexicon.is(word, "puts-back") && !lexicon.is(word, "reset");
}

/** Whether a log-out is one of somebody who is named, or of everybody by an administrator. */
function isOfOthers({ operation, says }: Clues): boolean {
  return namesPerson(operation) || fixedSegments(operation.path).some((segment) => says(segment, "administration"));
}

/** Whether a path ends at one session: all of them are ended by whoever may. */
function isOneSession({ last, operation: { lexicon } }: Clues): boolean {
  return lexicon.is(last, "session") && !last.endsWith("s");
}

/** Whether who was sent a code sets a new password with it: these two come in, and no name. */
function setsPasswordByCode({ operation, fields, hasPassword, hasCode }: Clues): boolean {
  const { path, lexicon } = operation;
  return (
    hasPassword &&
    hasCode &&
    // A PIN is a password or a code, and not both at once.
    fields.some((name) => isOfCode(name, lexicon) && !isOfPassword(name, lexicon)) &&
    fields.length <= 3 &&
    !path.includes("{") &&
    isBelowPassword(path, lexicon)
  );
}

/** Whether a part of a path is called after a password, alone or among other words: `/mot-de-passe`, `/password-change`. */
function isBelowPassword(path: string, lexicon: Lexicon): boolean {
  return fixedSegments(path).some(
    (segment) =>
      lexicon.has(wordsOf(segment), "log-in-secret") || wordsOf(segment).some((word) => isOfPassword(word, lexicon)),
  );
}

/** Whether somebody says no more than who they are below the word for a password, and nothing comes back: they are sent a link. */
function asksForPasswordLink({ operation, fields, hasIdentity }: Clues): boolean {
  const { path, method, responses, lexicon } = operation;
  const fine = responses.filter(({ statusClass }) => statusClass === "2xx");
  return (
    method === "POST" &&
    hasIdentity &&
    fields.every((name) => isOfIdentity(name, lexicon) || isHumanCheck(name)) &&
    !path.includes("{") &&
    fine.length > 0 &&
    fine.every(({ content }) => content.length === 0) &&
    isBelowPassword(path, lexicon)
  );
}

function isHumanCheck(name: string): boolean {
  return /captcha|turnstile/i.test(name);
}

/** Whether the second factor of whom the path names is put back to nothing: that proves nothing. */
function takesFactorAway({ operation, called, hasCode, says }: Clues): boolean {
  return (
    operation.path.includes("{") &&
    !hasCode &&
    (says(called, "puts-back") || says(called, "disable") || namesPerson(operation))
  );
}

/** Whether a path names somebody, so that whoever calls may mean another: `/users/{id}/log-out`. */
function namesPerson({ path, lexicon }: Operation): boolean {
  const segments = path.split("/");
  return segments.some(
    (segment, at) =>
      segment.includes("{") &&
      PEOPLE.some((concept) => lexicon.is(wordsOf(segments[at - 1] ?? "").at(-1) ?? "", concept)),
  );
}

const PEOPLE = ["natural-person", "ordinary-person", "account"] as const;

/** `POST /tokens/guest`: one of a kind of token is asked for. */
function isOfTokens({ operation, isOfOne }: Clues): boolean {
  return operation.method === "POST" && !isOfOne && /^tokens?$/.test(fixedSegments(operation.path).at(-2) ?? "");
}

/** `POST /sessions/renew`, to which a token comes in the body. */
function renewsSession({ operation, isOfOne, last, fields }: Clues): boolean {
  const { path, method, lexicon } = operation;
  const before = fixedSegments(path).at(-2) ?? "";
  return (
    method === "POST" &&
    !isOfOne &&
    fields.length > 0 &&
    lexicon.has(wordsInOrder(last), "renews") &&
    (["session", "token"] as const).some((one) => lexicon.is(textOfName(before), one))
  );
}

/** Whoever holds a token may give it back (RFC 7009, section 2.1). */
function isRevocation({ isWrite, last, fields }: Clues): boolean {
  return isWrite && /^(?:revoke|revocation)$/.test(last) && fields.includes("token");
}

function isLogIn(clues: Clues): boolean {
  const { operation, isWrite, isOpen, last } = clues;
  const isSession = operation.lexicon.is(textOfName(last), "session");
  if (isOpen && handsTokenToAnyName(clues)) return false;
  if (namesPerson(operation) && !clues.hasCode && !clues.hasPassword && !(isOpen && provesCaller(clues))) return false;
  // `POST /authn/{login}/authenticate`, to which nothing comes that proves who calls: whoever knows the name is let in.
  if (isOpen && namesWhoLogsIn(operation) && !bringsMore(operation)) return false;
  if (writesRecordOfOther(clues) || setsUpLogIn(operation)) return false;
  if (
    isWrite &&
    ((clues.says(clues.called, "lets-in") &&
      (clues.hasPassword ||
        clues.hasIdentity ||
        clues.hasCode ||
        clues.hasAssertion ||
        (clues.fields.length === 0 && !isDoneToOne(operation)))) ||
      (isSession && clues.hasPassword) ||
      (clues.hasIdentity && asksForCode(operation)))
  )
    return true;
  // A session is made, and refused to who is not let in.
  if (isOpen && isSession && operation.method === "POST" && !operation.path.includes("{") && refusesCaller(operation))
    return true;
  // `POST /password/check`: whoever asks whether name and password belong together could as well log in.
  if (isOpen && isWrite && clues.hasPassword && clues.hasIdentity && checksPassword(clues)) return true;
  // `GET /login?user=…&password=…`: how it is asked for changes nothing of what it does.
  if (clues.isRead && clues.hasPassword && clues.hasIdentity && !clues.isOfOne && isCalledLogIn(clues)) return true;
  if ((isWrite || clues.isRead) && !takesTokenOfSomebody(operation) && tradesPasswordForKey(clues)) return true;
  // Who comes with a token of the request's own, or is on the way to an identity provider and back.
  if (isOpen && isWrite && operation.lexicon.is(textOfName(last), "authenticate")) return true;
  // What proves who calls is all that comes in, also as bare text, and the path ends in letting in.
  if (isOpen && isWrite && clues.says(textOfName(last), "lets-in") && provesCaller(clues)) return true;
  // Who reads the code off a device pairs an app with it, and gets the token of the rest.
  if (
    isOpen &&
    isWrite &&
    operation.lexicon.has(wordsOf(last), "pairs-device") &&
    clues.hasCode &&
    handsToken(operation)
  )
    return true;
  // Who was sent a long token of a link trades it for a session: `POST /signing-sessions`.
  const isOfSession = endsIn(wordsOf(last), operation.lexicon, "session") && handsToken(operation);
  return (
    isOpen && (((isSession || isOfSession) && clues.hasCode) || (PROVIDER_STEP.test(last) && isOfProvider(operation)))
  );
}

/**
 * Whether what comes in proves who calls: something signed, or a key or password that is all of the body (`text/plain`, with
 * what it is in its text).
 */
function provesCaller({ operation, hasAssertion }: Clues): boolean {
  const { requestBody, lexicon } = operation;
  if (hasAssertion) return true;
  return (
    requestBody !== undefined &&
    requestBody.content.length > 0 &&
    requestBody.content.every(({ schema }) => {
      if (schema === undefined || !isText(targetOf(schema))) return false;
      const said = [requestBody.description ?? "", targetOf(schema).description ?? ""];
      return said.some((text) => {
        const words = wordsInOrder(text.slice(0, 200));
        return PROOFS.some((one) => lexicon.has(words, one)) || SIGNED_PROOF.test(text);
      });
    })
  );
}

function isText({ types }: Schema): boolean {
  return types.length > 0 && types.every((type) => type === "string");
}

/** What proves who calls, where it is all that a call brings. */
const PROOFS = ["opening-key", "log-in-secret", "token", "client-proof", "signature-header"] as const;
const SIGNED_PROOF = /\b(?:jwt|jws|saml|id_token|assertion)\b/i;

/** Whether anything comes in beside what the path names: a body, a field of a query, a header that is not of HTTP's own answer. */
function bringsMore({ requestBody, parameters }: Operation): boolean {
  return (
    requestBody !== undefined || parameters.some(({ in: place, name }) => place !== "path" && !/^accept/i.test(name))
  );
}

/** Whether the last thing that a path names is who is let in. */
function namesWhoLogsIn({ path, lexicon }: Operation): boolean {
  const name = /\{([^{}]*)\}\/[^/{}]+\/?$/.exec(path)?.[1];
  return name !== undefined && isOfIdentity(name, lexicon);
}

/** Whether a read says that it lets in, and gives what that is done with. */
function isCalledLogIn({ operation, called, last, says }: Clues): boolean {
  const words = wordsOf(last);
  return (
    says(called, "lets-in") &&
    !takesTokenOfSomebody(operation) &&
    (endsIn(words, operation.lexicon, "opening-key") || says(last, "log-in") || handsToken(operation))
  );
}

/**
 * Whether a key or token is all that is named, and a password and whose that is all that comes in, with a second factor and
 * switches at most: `POST /appkey`. By GET it lets in as well.
 */
function tradesPasswordForKey({ operation, fields, hasPassword, hasIdentity, last, isOfOne }: Clues): boolean {
  const { lexicon } = operation;
  const words = wordsOf(last);
  return (
    hasPassword &&
    hasIdentity &&
    !isOfOne &&
    fields.every(
      (name) =>
        isOfPassword(name, lexicon) ||
        isOfIdentity(name, lexicon) ||
        isOfCode(name, lexicon) ||
        isSwitch(operation, name),
    ) &&
    (endsIn(words, lexicon, "opening-key") || endsIn(words, lexicon, "session-token") || handsToken(operation))
  );
}

/** Whether what an operation takes by a name is yes or no. */
function isSwitch({ parameters, requestBody }: Operation, name: string): boolean {
  const taken = [
    ...parameters.filter((one) => one.name === name).map(({ schema }) => schema),
    ...(requestBody?.content ?? []).flatMap(({ schema }) => {
      const own = schema === undefined ? undefined : targetOf(schema).properties.get(name);
      return own === undefined ? [] : [own];
    }),
  ];
  return taken.length > 0 && taken.every((one) => one !== undefined && isBoolean(targetOf(one)));
}

function isBoolean({ types }: Schema): boolean {
  return types.length > 0 && types.every((type) => type === "boolean");
}

/** Whether the name of an operation says that it checks, and it takes nothing but a password and whose that is. */
function checksPassword({ operation, fields, says, named }: Clues): boolean {
  const { lexicon } = operation;
  return (
    says(named, "checks-what-comes") &&
    fields.every((name) => isOfPassword(name, lexicon) || isOfIdentity(name, lexicon))
  );
}

/** Whether a call does something to the one thing that its path names, as who makes somebody a link to log in does. */
function isDoneToOne({ path, lexicon }: Operation): boolean {
  const name = /\{([^{}]*)\}\/[^/{}]+\/?$/.exec(path)?.[1];
  return (
    name !== undefined &&
    endsIn(wordsOf(name), lexicon, "identifier-word") &&
    wordsOf(name).length > 1 &&
    !lexicon.has(wordsOf(name), "tenant")
  );
}

/**
 * Whether who is let in already writes somebody else down, and gets no token for it: a visitor who signs in at a desk, with a
 * name beside the address.
 */
function writesRecordOfOther({ operation, fields, hasPassword, hasCode }: Clues): boolean {
  if (operation.access !== "secured" || hasPassword || hasCode || handsToken(operation)) return false;
  const { lexicon } = operation;
  const isOfName = (name: string): boolean => lexicon.is(wordsOf(name).join(" "), "known-name");
  return fields.some((name) => isOfIdentity(name, lexicon)) && fields.some(isOfName);
}

/**
 * Whether a call sets up how others are let in, and lets nobody in itself: below a configuration, or of a class of the server
 * that is called in full and hands out no token. `/config/login` is that of a configuration's own page.
 */
function setsUpLogIn(operation: Operation): boolean {
  const { path, lexicon } = operation;
  const segments = path.split("/").flatMap((segment) => (segment.includes("{") ? [] : [wordsOf(segment)]));
  const last = segments.at(-1) ?? [];
  const isBelow = segments.slice(0, -1).some((words) => lexicon.has(words, "set-up"));
  const isOfClass = CLASS.test(path) && !handsToken(operation);
  return (isOfClass || lexicon.has(last, "set-up") || isBelow) && !lexicon.is(last.join(" "), "lets-in");
}

/** A path that ends in a class with its package: `com.acme.auth.SamlAuthenticationHandler`. */
const CLASS = /\/(?:[a-z][a-z\d_]*\.){2,}[A-Z]\w*\/?$/;

function refusesCaller({ responses, requestBody }: Operation): boolean {
  return requestBody !== undefined && responses.some(({ status }) => status === "401");
}

/** Whether a path asks for the code of a log-in: `/login/code`, `/anmeldung/code`. */
export function asksForCode({ path, lexicon }: Operation): boolean {
  const [before = "", last = ""] = fixedSegments(path).slice(-2);
  const isCode = lexicon.is(textOfName(last), "code") || lexicon.is(textOfName(last), "short-code");
  return isCode && lexicon.is(textOfName(before), "session");
}

/** Whether who only says a name gets its token at once: what should be a log-in proves nothing, and is no excuse. */
function handsTokenToAnyName({ operation, fields }: Clues): boolean {
  return fields.length > 0 && fields.every((name) => isOfIdentity(name, operation.lexicon)) && handsToken(operation);
}

/** Whether an operation answers with a token, by the names of what comes back. */
export const handsToken = memo(({ responses }: Operation): boolean =>
  responses.some(
    ({ statusClass, content }) =>
      statusClass === "2xx" &&
      content.some(
        ({ schema }) =>
          schema !== undefined && propertyNames(schema).some((name) => wordsOf(name).some((word) => TOKEN.test(word))),
      ),
  ),
);

/** The names of what an operation takes in its body, at the first level, and in query and path. */
export const inputNames = memo((operation: Operation): readonly string[] => {
  const bodies =
    operation.requestBody?.content.flatMap((media: MediaType) =>
      media.schema === undefined ? [] : propertyNames(media.schema),
    ) ?? [];
  return [
    ...new Set([
      ...bodies,
      ...operation.parameters
        .filter(({ in: place }) => place === "query" || place === "header")
        .map(({ name }) => name),
    ]),
  ];
});

/** The names of the properties of a schema, those of what it is composed of and of one wrapper included. */
export function propertyNames(schema: Schema, depth = 0, seen = new Set<Schema>()): readonly string[] {
  const target = targetOf(schema);
  // Composition may be as wide as a document likes, and meet the same schema again and again.
  if (depth > 4 || seen.has(target)) return [];
  seen.add(target);
  const own = [...target.properties.keys()];
  const composed = [...target.allOf, ...target.oneOf, ...target.anyOf].flatMap((part) =>
    propertyNames(part, depth + 1, seen),
  );
  const only = own.length === 1 ? targetOf(target.properties.get(own[0]!)!) : undefined;
  const wrapped = only !== undefined && only.properties.size > 0 ? propertyNames(only, depth + 1, seen) : [];
  // Where no schema says what comes in, an example does.
  const example =
    own.length === 0 && composed.length === 0 ? target.examples.find(({ value }) => isObject(value))?.value : undefined;
  return [
    ...own,
    ...composed,
    ...wrapped,
    ...(isObject(example) ? Object.keys(example).filter((key) => member(example, key) !== undefined) : []),
  ];
}

/** Whether a path is part of a log-in with an identity provider: `/auth/oidc/callback`. */
function isOfProvider({ path }: Operation): boolean {
  return fixedSegments(path).some((segment) => PROVIDER.test(segment));
}

/** Whether a path asks how the service is: nothing stands before the last segment but what says nothing. */
function isHealth(operation: Operation): boolean {
  const { path, lexicon } = operation;
  const segments = fixedSegments(path);
  return (
    !path.includes("{") &&
    (isMadeOfHealth(segments, lexicon) ||
      // Behind a gateway the service stands first; what a framework calls so is its own, wherever it stands.
      (segments.at(-2) === "actuator" && isWordOfHealth(segments.at(-1)!, lexicon)) ||
      (isMadeOfHealth(segments.slice(0, -1), lexicon) && isStatusOfService(operation)))
  );
}

function isMadeOfHealth(segments: readonly string[], lexicon: Lexicon): boolean {
  return (
    isWordOfHealth(segments.at(-1) ?? "", lexicon) &&
    segments.slice(0, -1).every((segment) => VERSION.test(segment) || lexicon.is(segment, "before-health"))
  );
}

function isWordOfHealth(segment: string, lexicon: Lexicon): boolean {
  return lexicon.is(wordsInOrder(segment).join(" "), "health");
}

/**
 * Whether what stands below a health check is of its kind: a tag names it after the service, nothing is asked, and what comes
 * back is one of a few states. "Health" alone is also what a clinic calls its records.
 */
function isStatusOfService({ tags, parameters, requestBody, responses, lexicon }: Operation): boolean {
  return (
    parameters.length === 0 &&
    requestBody === undefined &&
    tags.some((tag) => {
      const words = wordsInOrder(tag);
      return words.length > 1 && isMadeOf(words, lexicon, "health", "before-health");
    }) &&
    responses.some(
      ({ statusClass, content }) =>
        statusClass === "2xx" && content.some(({ schema }) => schema !== undefined && hasState(schema, lexicon)),
    )
  );
}

/** Whether an object, or each of a list, has a state out of a few. */
function hasState(schema: Schema, lexicon: Lexicon): boolean {
  const target = targetOf(schema);
  const item = target.items === undefined ? target : targetOf(target.items);
  return [...item.properties].some(
    ([name, property]) => isWordOfHealth(textOfName(name), lexicon) && targetOf(property).enum !== undefined,
  );
}

/** Whether a name is of a password, the first of two, or its hash. */
function isOfPassword(name: string, lexicon: Lexicon): boolean {
  const words = wordsOf(name);
  const last = words.at(-1);
  const own = words.length > 1 && (last === "1" || last === "hash") ? words.slice(0, -1) : words;
  return (
    endsIn(own, lexicon, "log-in-secret") || isMadeOf(own, lexicon, "log-in-secret", "user") || /password$/i.test(name)
  );
}

/** Whether a name is of what somebody is known by: their address, their number, the name that they log in with. */
function isOfIdentity(name: string, lexicon: Lexicon): boolean {
  const words = wordsOf(name);
  return IDENTITY.test(name) || lexicon.has(words, "contact-address") || lexicon.has(words, "login-name");
}

/** Whether a name is of a code that somebody was sent. */
function isOfCode(name: string, lexicon: Lexicon): boolean {
  const words = wordsOf(name);
  const text = words.join(" ");
  return CODE.test(name) || (["code", "sent-code", "token"] as const).some((one) => lexicon.is(text, one));
}

const VERSION = /^v\d+(?:\.\d+)?$/;
const DOCUMENTATION =
  /^(?:openapi|swagger|docs|api-docs|redoc|openapi\.(?:json|yaml)|swagger\.(?:json|yaml)|swagger-ui.*)$/i;
/** The protocols by which an identity provider vouches, and the steps of them that a browser or an app takes. */
const PROVIDER = /^(?:oidc|openid|openid-connect|oauth2?|sso|saml2?)$/;
const PROVIDER_STEP = /^(?:authori[sz]e|callback|login|log-in|signin|start|initiate|acs|elevate|consent)$/;
const IDENTITY = /e-?mail|user_?name|login|phone|mobile|msisdn|handle|nick/i;
/** Whether a name is that of something that an identity provider or a key has signed. */
export function isAssertion(name: string): boolean {
  return ASSERTION.test(name);
}

/** What an identity provider or a key signs for whoever logs in (RFC 7521, section 4; SAML 2.0 bindings; Web Authentication). */
const ASSERTION =
  /^(?:jwt|id_?jwt|.*assertion|saml_?response|identity_?document|(?:client|signed)_?challenge|signature|webauthn_?response|attestation)$/i;
const CODE = /(?:^|[_-])(?:code|otp|token|pin)$|Code$|Otp$|Token$/;
const TOKEN = /^(?:token|jwt)$/;
const CLIENT_REGISTRATION = [/^redirect_?uris$/i, /^client_?name$|^grant_?types$|^token_endpoint_auth_method$/i];

/** Whether a path stands for an address of the reader's own, which the API calls: it is described for those who receive it. */
function isCallToReader(operation: Operation): boolean {
  const { summary = "", operationId = "", path, tags, lexicon } = operation;
  const names = [summary, operationId, path, ...tags].map((name) => wordsOf(name));
  return names.some((words) => lexicon.has(words, "outgoing-call")) && isSaid(operation, "sent-to-reader");
}

/** Whether the last part of a path is called after many things that are kept. */
function isPlural(segment: string): boolean {
  return /[^s]s$/i.test(segment);
}

function isSignUp(clues: Clues): boolean {
  const { operation, named, last, isOpen, says } = clues;
  if (operation.method !== "POST" || (says(named, "no-person") && !clues.hasPassword)) return false;
  // Whom an administrator enters does not sign up.
  if (isSaidOfAdministrators(operation.description) && !isOpen) return false;
  if (says(named, "registration")) {
    if (tellsOutcome(clues)) return false;
    if (isOpen || clues.hasPassword || clues.fields.length === 0) return true;
    if (!clues.hasIdentity) return false;
    // Who already holds a credential files one more registration, of a case, a vehicle, an attendee, unless the key is the app's.
    const isFiled = isPlural(last) && demandsCredential(operation);
    return !isFiled || handsToken(operation) || says(textOfName(operation.summary ?? ""), "creates-account");
  }
  const isCalledRegistration = says(clues.called, "registration");
  // Whoever calls with a token of somebody is in already, and makes an account for somebody else, unless it is called a
  // registration, or gives the token of the new account back, as it does to an app.
  if (takesTokenOfSomebody(operation) && !isCalledRegistration && !handsToken(operation)) return false;
  if (
    operation.lexicon.is(textOfName(last), "who-signs-up") &&
    !clues.isOfOne &&
    (clues.hasPassword || (isOpen && clues.hasIdentity))
  )
    return true;
  return isCalledRegistration && clues.hasPassword && clues.hasIdentity && !says(named, "lets-in");
}

/**
 * Whether somebody tells how something came out, below a register: `POST /land-register/callback` with a result. Nobody signs up
 * with that.
 */
function tellsOutcome({ operation: { path, lexicon }, last, hasIdentity, hasPassword, fields }: Clues): boolean {
  if (hasIdentity || hasPassword || lexicon.is(wordsOf(last).join(" "), "registration")) return false;
  return (
    fixedSegments(path).length > 1 &&
    lexicon.has(wordsOf(last), "report-of-outcome") &&
    fields.some((name) => lexicon.has(wordsOf(name), "report-of-outcome") || lexicon.has(wordsOf(name), "status"))
  );
}

/** Whether a call needs a credential that is more than the key of an app, which everybody who has the app has. */
function takesTokenOfSomebody(operation: Operation): boolean {
  if (!demandsCredential(operation)) return false;
  if (operation.access === "unstated")
    return !credentialHeaders(operation.parameters).every(({ name }) => isOfAppKey(name));
  return (operation.security?.alternatives ?? []).every(({ schemes }) =>
    schemes.some(({ scheme }) => scheme.schemeKind !== "apiKey" || isPersonsKey(scheme)),
  );
}

/** Whether a header is called after a key: `X-Api-Key`. */
export function isOfAppKey(header: string): boolean {
  return /api[-_]?key/i.test(header);
}
