import { memo, memoOfText, memoOfTextBy } from "../core/memo.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";
import { textOfName, wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import { endsIn } from "../lexicon/phrases.ts";
import type { PassedObject } from "../data/flows/flow.ts";
import { composedProperties, heldSchemaOf } from "../model/schema-parts.ts";
import type { Api, Operation } from "../model/api.ts";
import { targetOf, type Schema } from "../model/schema.ts";
import type { AssessedScheme } from "./admission.ts";
import { inputNames, intentOf } from "./intent.ts";
import { isCalled } from "./people-words.ts";
import { readingOf } from "./reading.ts";
import type { SecurityScheme } from "../model/security.ts";
import { fixedSegments, isPrefix, withoutQuery } from "./words.ts";

/** The kinds of things that callers are: riders where riders sign up. */
export interface Principals {
  /** Whether a segment of a path names such a kind: `users`. */
  readonly isSegment: (segment: string) => boolean;
  /** Whether an object is one: by its schema, by its name, or by the role under which it stands. */
  readonly isObject: (object: PassedObject) => boolean;
  /**
   * Whether it is plain that these people are such as the caller: they sign up, log in, are `me`, or are called what only
   * such people are. A `user` alone may be one of the caller's company.
   */
  readonly isPlain: boolean;
}

/** Works out the kinds of things that callers are, from who signs up, who logs in and what `/me` is. */
export function principalsOf(api: Api, schemes: readonly AssessedScheme[], signUps: readonly Operation[]): Principals {
  // Machines that call for a tenant are not among the persons whose data they handle.
  const { lexicon } = api;
  const used = schemes.filter(({ scheme }) => scheme.usedBy.length > 0);
  const areClients = used.length > 0 && used.every(({ principal }) => principal === "client");
  const signs = signUps.length > 0 || areClients ? undefined : memberSigns(api);
  const areMembers = signUps.length > 0 || signs !== undefined;
  const arePersons = areMembers || used.some(({ scheme }) => isOfPersons(scheme));
  const nouns = new Set(arePersons ? signs?.nouns : []);
  const schemas = new Set<Schema>();
  if (arePersons) {
    for (const operation of signUps) addNouns(nouns, fixedSegments(operation.path).at(-1) ?? "", lexicon);
    for (const operation of api.operations) {
      if (!isOwn(operation) || operation.method !== "GET" || !endsAtSelf(operation)) continue;
      for (const schema of bodySchemas(operation)) {
        if (schema.name !== undefined && schema.properties.size > 0) schemas.add(schema);
      }
    }
    for (const schema of schemas) addNouns(nouns, schema.name ?? "", lexicon);
  }
  const isVault = keepsPaymentProfiles(api.operations);
  const isKnown = (noun: string): boolean =>
    !(isVault && lexicon.is(noun, "profile")) &&
    (nouns.has(noun) || (arePersons && GENERIC.some((concept) => lexicon.is(noun, concept))));
  const names = (name: string): boolean => isKnown(wordsOf(name).at(-1) ?? "");
  // Asked for every object on the way to every field.
  const isNamed = memoOfText((name) => isKnown(bareNoun(name, lexicon)));
  const isRole = memoOfText((name) => names(name) || (areMembers && isCalled(name, "counterpart", lexicon)));
  const isOpenToPersons = used.some(
    ({ admission, principal }) => admission === "self-registered" && principal === "user",
  );
  return {
    isPlain: signUps.length > 0 || isOpenToPersons || signs?.isPlain === true,
    isSegment: names,
    isObject: ({ schema, property }) => {
      if (!arePersons || schema.properties.size + schema.allOf.length === 0) return false;
      if (schemas.has(schema) || (schema.name !== undefined && isNamed(schema.name))) return true;
      return (property !== undefined && isRole(property)) || isAccount(schema);
    },
  };
}

/** Signs that persons are members of what an API serves, and the nouns that they are called by. */
interface MemberSigns {
  readonly isPlain: boolean;
  readonly nouns: readonly string[];
}

/**
 * Whether persons are members of what the API serves: somebody logs in, is `me`, or is one of the `users` or `riders`. A
 * key or token alone may be that of a machine that calls for a tenant, and the persons in its data are then that tenant's
 * customers.
 */
function memberSigns(api: Api): MemberSigns | undefined {
  const { lexicon } = api;
  const isVault = keepsPaymentProfiles(api.operations);
  let isPlain = false;
  let areNamed = false;
  const nouns = new Set<string>();
  for (const operation of api.operations) {
    if (operation.operationKind !== "path") continue;
    const segments = fixedSegments(operation.path);
    isPlain ||= isOfMember(operation, segments.at(-1) ?? "");
    for (const segment of segments) {
      const words = wordsOf(segment);
      const noun = words.at(-1) ?? "";
      if (lexicon.has(words, "user") || (words.length === 1 && lexicon.is(noun, "profile") && !isVault))
        areNamed = true;
      else if (words.length === 1 && lexicon.is(noun, "population")) nouns.add(noun);
      // What stands below an organization is one of its people, and `booking-profiles` are none.
      if (isCalled(segment, "tenant", lexicon) || isCalled(segment, "group", lexicon)) break;
    }
  }
  return isPlain || areNamed || nouns.size > 0 ? { isPlain: isPlain || nouns.size > 0, nouns: [...nouns] } : undefined;
}

/**
 * Whether the profiles of an API are those by which a merchant charges its customers again: their cards stand below them, and texts
 * call them payment profiles. No caller is one of them.
 */
const keepsPaymentProfiles = memo(
  (operations: Api["operations"]): boolean =>
    operations.some(({ path }) => /\/profiles?\/\{[^{}]+\}\/(?:cards?|payment-?methods?)\b/i.test(path)) &&
    operations.some(
      ({ path, summary = "", description = "" }) =>
        /\/profiles?\b/i.test(path) && /\bpayment profiles?\b/i.test(`${summary} ${description.slice(0, 300)}`),
    ) &&
    !operations.some((operation) => intentOf(operation) === "sign-up") &&
    !operations.some(
      (operation) =>
        /\/profiles?\b/i.test(operation.path) &&
        operation.responses.some(({ content }) =>
          content.some(
            ({ schema }) =>
              schema !== undefined &&
              [...composedProperties(heldSchemaOf(schema)).keys()].some((name) => OF_PERSON.test(name)),
          ),
        ),
    ),
);

/** What a profile of a person tells, and one of payments does not. */
const OF_PERSON =
  /^(?:birth.*|date[-_]?of[-_]?birth|dob|gender|sex|bio|about|photos?|avatar.*|visibility|(?:is[-_]?)?private)$/i;

/** Whether an operation is one of a person for themselves: a log-in by name, a forgotten password, `me`. */
function isOfMember(operation: Operation, last: string): boolean {
  const intent = intentOf(operation);
  return (
    intent === "password-reset" ||
    (intent === "log-in" &&
      inputNames(operation).some((name) => /^(?:user[-_]?name|e?-?mail|login|phone)/i.test(name))) ||
    operation.lexicon.is(wordsInOrder(last).join(" "), "self-alone")
  );
}

/** A scheme by which persons log in and agree. */
function isOfPersons(scheme: SecurityScheme): boolean {
  switch (scheme.schemeKind) {
    case "openIdConnect":
      return true;
    case "oauth2":
      return scheme.flows.some(({ flow }) => flow !== "clientCredentials" && flow !== "unknown");
    case "apiKey":
      return scheme.in === "cookie";
    case "http":
    case "mutualTLS":
    case "unknown":
    case "undefined":
      return false;
  }
}

/** Whether an object is what communities show of a member: an account name, and a picture or an address beside it. */
function isAccount({ properties }: Schema): boolean {
  return HANDLES.some((name) => properties.has(name)) && SHOWN_WITH.some((name) => properties.has(name));
}

const HANDLES = ["login", "username", "user_name", "userName", "handle", "screen_name", "screenName"];
const SHOWN_WITH = ["avatar", "avatar_url", "avatarUrl", "picture", "profile_picture", "image", "email", "bio"];

/** What a person is called wherever persons log in. */
const GENERIC = ["user", "profile"] as const;
function addNouns(nouns: Set<string>, name: string, lexicon: Lexicon): void {
  const noun = bareNoun(name, lexicon);
  // Other words of a sign-up's path or of a schema's name say nothing.
  if (lexicon.is(noun, "person")) nouns.add(noun);
}

/** The noun of a schema's name, before what says only how it is used: `user` of `PublicUserDto`. */
export function bareNoun(name: string, lexicon: Lexicon): string {
  return wordsOf(name).findLast((word) => !lexicon.is(word, "schema-form")) ?? "";
}

/** Whether an operation is about the caller: `/me`, `/users/self`, `/user/-/sleep`, `/user/emails`, `/self-service/settings`. */
export function isOwn({ path, lexicon }: Pick<Operation, "path" | "lexicon">): boolean {
  return isOwnPath(path, lexicon);
}

const isOwnPath = memoOfTextBy((path, lexicon: Lexicon): boolean => {
  const segments = withoutQuery(path).split("/");
  return segments.some(
    (segment, at) =>
      isTheUser(segments, at, lexicon) ||
      (isSelf(segment, lexicon) && !isOfNow(segments, at, lexicon)) ||
      isTheCaller(segments, at, lexicon) ||
      isOwnToken(segments, at, lexicon),
  );
});

/** Whether a segment is the token of who calls, as `/auth/{token}/profile` has it: nobody else holds that. */
function isOwnToken(segments: readonly string[], at: number, lexicon: Lexicon): boolean {
  const name = /^\{([^{}]+)\}$/.exec(segments[at]!)?.[1];
  if (name === undefined || at + 1 >= segments.length) return false;
  return endsIn(wordsOf(name), lexicon, "token") && lexicon.is(textOfName(segments[at - 1] ?? ""), "session");
}

/** Whether a hyphen stands for the caller: `/user/-/sleep`. In `/topics/-/{id}` it stands for a name that nobody needs. */
function isTheCaller(segments: readonly string[], at: number, lexicon: Lexicon): boolean {
  const [before = "", next = ""] = [segments[at - 1], segments[at + 1]];
  if (segments[at] !== "-" || next.startsWith("{")) return false;
  return CALLED.some((concept) => isCalled(before, concept, lexicon));
}

/** Whether a segment stands for the caller, or is what it is of the caller's: `me`, `@me`, `~`, `mis-pedidos`. */
function isSelf(segment: string, lexicon: Lexicon): boolean {
  if (segment === "~") return true;
  if (segment === "" || segment.includes("{")) return false;
  const words = wordsInOrder(segment.replace(/^@|\.json$/gi, ""));
  // One letter behind it is a part of a name: `miRSeq`.
  return (
    lexicon.is(words.join(" "), "self") ||
    (words.length > 1 && words[1]!.length > 1 && lexicon.is(words[0]!, "own-mark"))
  );
}

/** Whether a path begins with what is so now, and nothing of somebody's follows: `/current/airquality`, and not `/current/orders`. */
function isOfNow(segments: readonly string[], at: number, lexicon: Lexicon): boolean {
  const next = segments[at + 1] ?? "";
  return (
    segments[at] === "current" &&
    segments.slice(0, at).every((segment) => segment === "" || isPrefix(segment)) &&
    OF_WORLD.test(next) &&
    !OF_CALLER.some((concept) => isCalled(next, concept, lexicon))
  );
}

/** What anybody asks the state of. */
const OF_WORLD =
  /^(?:weather|air-?quality|conditions|forecasts?|observations?|prices?|rates?|time|date|traffic|tides?|pollen|wetter|météo|clima|tiempo|tempo)$/;

const OF_CALLER = ["belonging", "natural-person", "own-thing", "preference", "session"] as const;

/** `/user/emails` are the emails of the user who calls; `/user/{name}` and `/user/list` are others. */
function isTheUser(segments: readonly string[], at: number, lexicon: Lexicon): boolean {
  const next = segments[at + 1];
  return (
    segments[at] === "user" &&
    next !== undefined &&
    /^[a-z][\w-]*$/.test(next) &&
    !OF_OTHERS.test(next) &&
    !OF_ALL.some((concept) => lexicon.lengthAt(wordsInOrder(next), 0, concept) > 0) &&
    !segments.some((segment) => segment.includes("{"))
  );
}

/** What an API does with its users, and no part of one. */
const OF_ALL = [
  ...(["read", "list", "find", "search", "create", "add", "register", "export", "import"] as const),
  ...(["log-in", "log-out", "sign-up", "administration"] as const),
];
const OF_OTHERS = /^(?:all|new|sign|by|auth|v\d)/i;

/** Whether the path ends at the caller, so that what comes back is a principal. */
export function endsAtSelf({ path, lexicon }: Operation): boolean {
  const segments = withoutQuery(path)
    .split("/")
    .filter((segment) => segment !== "" && !isPrefix(segment));
  const last = segments.at(-1) ?? "";
  if (!isOwn({ path: `/${last}`, lexicon })) return false;
  // `/bookings/current` is a booking, and `/users/current` is who calls.
  const before = segments.at(-2);
  if (before === undefined || lexicon.is(wordsInOrder(last).join(" "), "self-alone")) return true;
  return CALLED.some((concept) => isCalled(before, concept, lexicon));
}

/** What whoever calls is called. */
const CALLED = ["person", "account", "profile"] as const;

/** The schemas of the bodies of success responses, items of lists included. */
function bodySchemas(operation: Operation): readonly Schema[] {
  return operation.responses
    .filter(({ statusClass }) => statusClass === "2xx")
    .flatMap(({ content }) => content.flatMap(({ schema }) => (schema === undefined ? [] : [targetOf(schema)])));
}

/** `PUT /keys/{id}/rotate` */
const MAKING = /(?:re)?generate|rotate|renew|re-?issue|exchange|refresh/i;

/** `PATCH /tokens/{id}/secret/reset` */
const RESET = /\/(?:[\w-]*(?:secret|token|key|password))\/reset\/?$/i;

/** What is asked for is made then: `GET /sites/{id}/gateway/token`, `GET /auth/login`. */
const ISSUED = /^(?:(?:access[-_]?|session[-_]?|csrf[-_]?)?token|jwt|login|log-in|sign-?in|mercure-info)$/;

/** Whether an operation hands its caller a credential that is made, or taken away, in this call. */
export function issuesCredential(operation: Operation): boolean {
  const intent = intentOf(operation);
  if (
    intent === "log-in" ||
    intent === "sign-up" ||
    intent === "token" ||
    intent === "client-registration" ||
    intent === "verification" ||
    MAKING.test(fixedSegments(operation.path).at(-1) ?? "") ||
    RESET.test(operation.path) ||
    isAuthorizationEndpoint(operation) ||
    (operation.method === "POST" && handsOutLink(operation))
  )
    return true;
  if (
    operation.method === "GET" &&
    !operation.path.endsWith("}") &&
    (ISSUED.test(fixedSegments(operation.path).at(-1) ?? "") || exchangesKey(operation) || exchangesPassword(operation))
  )
    return true;
  // Who enables or blocks a thing is handed nothing new.
  if (operation.lexicon.is(fixedSegments(operation.path).at(-1) ?? "", "changes-state")) return false;
  // What is deleted lets nobody in any more.
  return (operation.method === "POST" && readingOf(operation) !== "stored") || operation.method === "DELETE";
}

/** Whether a call that cannot be made without a key, and names nobody, is called after a token: the one is given for the other. */
function exchangesKey({ path, parameters, lexicon }: Operation): boolean {
  const needed = parameters.filter(({ required }) => required);
  const isKey = (name: string): boolean => lexicon.has(wordsOf(name), "opening-key");
  return (
    !path.includes("{") &&
    /^(?:get[-_]?)?(?:(?:access|auth|api)[-_]?)?(?:token|jwt)$/i.test(fixedSegments(path).at(-1) ?? "") &&
    needed.some(({ name }) => isKey(name)) &&
    needed.every(({ name }) => isKey(name) || KEY_ID.test(name))
  );
}

/**
 * Whether a call without any input gives a token for the user name and password that come with it (RFC 7617): `GET /auth`. Of a
 * key that is sent in place of a password nobody knows that.
 */
function exchangesPassword({ path, parameters, security }: Operation): boolean {
  const ways = security?.alternatives ?? [];
  return (
    !path.includes("{") &&
    !parameters.some(({ required, in: place }) => required && place !== "header") &&
    LOG_IN.test(fixedSegments(path).at(-1) ?? "") &&
    ways.length > 0 &&
    ways.every(
      ({ schemes }) =>
        schemes.length > 0 && schemes.every(({ scheme }) => scheme.schemeKind === "http" && scheme.scheme === "basic"),
    )
  );
}

const LOG_IN = /^(?:auth|authenticate|authentication|login|logon|sign-?in|token|session)$/i;

/** What stands beside a key to say which it is. */
const KEY_ID = /^(?:api|app|key|client)[-_]?id$/i;

/** Whether a user grants what a client asks for, and gets it made in this call: the authorization endpoint (RFC 6749, section 4.1.1). */
export function isAuthorizationEndpoint({ method, parameters }: Operation): boolean {
  const asked = new Set(parameters.filter(({ in: place }) => place === "query").map(({ name }) => name));
  return method === "GET" && ["response_type", "client_id", "redirect_uri"].every((name) => asked.has(name));
}

/** Whether its text says that it gives a link by which somebody comes in: it is made for that, whatever else is stored. */
function handsOutLink({ summary = "", description = "", lexicon }: Operation): boolean {
  return [summary, description.slice(0, LINK_TEXT)].some((text) => lexicon.has(wordsInOrder(text), "log-in-link"));
}

const LINK_TEXT = 500;
