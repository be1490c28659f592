import { member } from "../core/json-value.ts";
import { memo } from "../core/memo.ts";
import { textOfValue } from "../core/text-of-value.ts";
import type { Owner, Subject } from "../core/exposure-words.ts";
import type { Flow, PassedObject } from "../data/flows/flow.ts";
import { isCredential } from "../data/taxonomy/is-credential.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";
import { textOfName, wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import { sentencesOf } from "../lexicon/sentences.ts";
import type { Operation } from "../model/api.ts";
import { pathOfThings } from "../model/path-parameters.ts";
import { targetOf } from "../model/schema.ts";
import type { SecurityScheme } from "../model/security.ts";
import { isByNobody } from "./by-nobody.ts";
import { makesUp } from "./made-up.ts";
import { endsAtSelf, isOwn, issuesCredential, type Principals } from "./principals.ts";
import { isStepOfLogIn, type OwnBy } from "./callers-own.ts";
import { returnsList, takesMany } from "./lists.ts";
import { namesCallerByText } from "./named-as-caller.ts";
import { isCalled } from "./people-words.ts";
import { isSaidToChange, readingOf } from "./reading.ts";
import type { TenancyOf } from "./tenancy.ts";
import { fixedSegments } from "./words.ts";
import { isWorkedOutOfBody, isWorkedOutOfQuery } from "./worked-out-of-body.ts";

/** Whose data a flow carries. */
export interface FlowSubject {
  readonly subject: Subject;
  /** Whether it is data of people such as the caller, who are none of the caller's own account. */
  readonly principal: boolean;
  readonly whose: Owner;
  /** Whether nothing tells if these people are such as the caller, or of the caller's account. */
  readonly isUndecided: boolean;
  /** Whether a principal stands inside of something else, which the operation is about. */
  readonly isEmbedded: boolean;
  /** Which of the objects on the way is that principal; 0 where the operation itself is about one. */
  readonly principalAt: number;
}

/** Whether an operation is about principals, or what belongs to one, or about things. */
export type SubjectKind = "principal" | "thing";

/** Whose data what an operation returns is, taken as a whole. */
export function subjectOf(operation: Operation): Subject {
  if (operation.operationKind !== "path") return "addressed";
  if (!hasBody(operation)) return "none";
  if ((isOwn(operation) && !namesUnknownCaller(operation)) || isStepOfLogIn(operation)) return "caller";
  if (namesCallerByText(operation) && !returnsList(operation)) return "caller";
  if (isWorkedOutOfBody(operation) || isWorkedOutOfQuery(operation)) return "caller";
  const isWrite = (isRequest(operation) || operation.method === "PATCH") && readingOf(operation) !== "stored";
  if (returnsList(operation)) {
    if (endsAtOne(operation)) return "addressed";
    return isWrite && takesMany(operation) && !isAddressed(operation) && isSaidToChange(operation)
      ? "caller"
      : "collection";
  }
  if (isAddressed(operation)) return "addressed";
  // What is created, or worked out of what was sent, comes back to who sent it.
  if (isWrite) return "caller";
  // One thing without an identifier, of which there is one for each caller.
  return readingOf(operation) === "stored" &&
    !isByNobody(operation) &&
    !isSaidOfAll(operation) &&
    operation.lexicon.is(
      wordsInOrder((fixedSegments(pathOfThings(operation)).at(-1) ?? "").replace(READ_FIRST, "")).join(" "),
      "of-the-caller-alone",
    )
    ? "caller"
    : "collection";
}

/**
 * Whether the first sentence of an operation without an identifier says that it gives all of what its path names: "Get all Users
 * detail". One record in its schema is then one of many, and not the caller's.
 */
export const isSaidOfAll = memo((operation: Operation): boolean => {
  const { summary = "", description = "", lexicon } = operation;
  const noun = wordsOf(fixedSegments(pathOfThings(operation)).at(-1) ?? "").at(-1);
  if (noun === undefined) return false;
  return [summary, description].some((text) => {
    const words = wordsInOrder((sentencesOf(text)[0] ?? "").slice(0, MOST_TEXT));
    return words.some((_, at) => {
      const length = lexicon.lengthAt(words, at, "quantifier-all");
      if (length === 0) return false;
      const behind = words.slice(at + length, at + length + NEAR_NOUN);
      const found = behind.findIndex((word) => wordsOf(word).at(-1) === noun);
      // "All details of the user" are those of one; German has one form for both.
      return (
        found >= 0 &&
        behind.slice(0, found).every((word) => !OF_ONE.test(word)) &&
        (behind[found] !== noun || /^alle[rn]?$/.test(words[at]!))
      );
    });
  });
});

/** The verb of a method that is its path: `/getuser`. */
const READ_FIRST = /^(?:get|fetch|retrieve)[-_ ]?(?=[a-z]{4})/i;

/** So many words behind "all" its noun stands: "all of the registered users". */
const NEAR_NOUN = 4;

/** What follows "all" of a single thing: "all details of the user", "toutes les données de l'utilisateur". */
const OF_ONE =
  /^(?:details?|data|information|informations?|infos?|propert(?:y|ies)|fields?|attributes?|settings|daten|angaben|données|datos|dados|detalles|detalhes)$/;

/**
 * Whether a path is about whoever calls, as `/me` is, and nobody is known to call: nothing is asked for, while the API asks
 * for a credential elsewhere or says that none is needed.
 */
export function namesUnknownCaller(operation: Operation): boolean {
  const { path, lexicon } = operation;
  return (
    isByNobody(operation) &&
    (path.split("/").some((segment) => lexicon.is(textOfName(segment), "self-alone")) ||
      isCalled(path.split("/").at(-1) ?? "", "profile", lexicon))
  );
}

/** Whose data one flow of an operation carries. Embedding a principal makes it that principal's. */
export function subjectOfFlow(
  flow: Flow,
  whole: Subject,
  kind: SubjectKind,
  principals: Principals,
  sent: ReadonlySet<string>,
  own: OwnBy | undefined,
  tenancy: TenancyOf,
  isKeptToOwners: boolean,
): FlowSubject {
  const { operation } = flow;
  if (flow.direction === "write" || sent.has(sentAs(flow)) || makesUp(operation)) return CALLERS;
  if (isOfThisCall(flow)) return CALLERS;
  const isSecret = isCredential(flow.field.category);
  if (isSecret && isMadeForCaller(flow)) return CALLERS;
  const deepest = flow.path.findLastIndex((object) => principals.isObject(object));
  // A secret that is stored, and read again, is nobody's to read; and the caller's followers, or who invites it, are others.
  const person = flow.path[deepest];
  const isApart =
    own === "text" && ((isSecret && flow.via === "body") || (person !== undefined && isOther(person, operation)));
  if (own !== undefined && !isApart) return CALLERS;
  // Who made what is the caller's own is the caller, or somebody of the same account.
  if (own === "text" && !isSecret && person !== undefined && isMakerOfOne(person, operation))
    return tenants(whole === "none" ? "addressed" : whole, true, deepest);

  const around = flow.path.slice(0, deepest + 1);
  // Whoever fills a sandbox knows who is in it, and nobody is.
  if (isOfSandbox(operation)) return tenants(whole === "none" ? "addressed" : whole, false, 0);
  if (isConsentingUser(operation, around)) return CALLERS;
  const isSomebodyElse =
    deepest >= 0 &&
    !(whole === "caller" && (isOwnObject(around, principals) || isSelfIn(around, operation))) &&
    !isActor(operation, whole, around);
  if (isSomebodyElse) {
    const isMany = around.some(({ isItem }) => isItem) && !endsAtOne(operation);
    const isEmbedded = flow.via === "embedded" && kind === "thing";
    const one = isMany || whole === "collection" ? "collection" : "addressed";
    if (isKeptToOwners && !isEmbedded) return tenants(one, isEmbedded, deepest);
    const isMet = isEmbedded && !isPublished(flow, deepest);
    return others(one, isEmbedded, deepest, operation, tenancy, isMet);
  }
  if (whole === "caller" || isActor(operation, whole, around)) return CALLERS;
  if (kind === "principal" && namesCallerByText(operation)) return CALLERS;
  if (kind === "thing" && deepest < 0 && isGrantedOnesOwn(operation)) return CALLERS;
  if (kind === "principal" && !isKeptToOwners) {
    // A list of what one person has is that person's, as `/users/{id}/results` is.
    const one = whole === "collection" && isBelowPerson(operation, principals) ? "addressed" : whole;
    return others(one, false, Math.max(0, deepest), operation, tenancy, false);
  }
  return tenants(whole, false, 0);
}

/**
 * Whether a field tells of the call itself: the address from which it came, as its text says, or of which it asked. In an entry
 * of a list there are those of other calls.
 */
export function isOfThisCall({ field, path, operation }: Flow): boolean {
  if (field.category !== IP_ADDRESS || path.some(({ isItem }) => isItem)) return false;
  const isClients = OF_CLIENT.test(field.name);
  const text = textOfValue(member(field.node.value, "description")).slice(0, MOST_TEXT);
  return (
    (isClients && !namesThing(operation) && operation.lexicon.has(wordsInOrder(text), "sends-this-call")) ||
    ((isClients || PLAIN_IP.test(field.name)) && asksForAddressAlone(operation))
  );
}

/** Whether a call names something by an ID: what is told of it may be of another call. */
function namesThing({ path, parameters }: Operation): boolean {
  const named = (path.match(/\{[^{}]*\}/g) ?? []).map((one) => one.slice(1, -1));
  const queried = parameters.flatMap(({ in: place, name, required }) => (place === "query" && required ? [name] : []));
  return [...named, ...queried].some((name) => NAMES.test(name));
}

const NAMES = /(?:id|key|name|number|code|slug|user|email|phone)$/i;

/** Whether a call names an address, and nothing else: `/ip/{ipv4}`, `/lookup?ip=`. */
function asksForAddressAlone({ path, parameters }: Operation): boolean {
  const named = (path.match(/\{[^{}]*\}/g) ?? []).map((one) => one.slice(1, -1));
  const queried = parameters.flatMap(({ in: place, name, required }) => (place === "query" && required ? [name] : []));
  const names = [...named, ...queried];
  return names.length > 0 && names.every((name) => IP.test(name));
}

const OF_CLIENT = /^(?:client|caller|remote|requester|requestor|your|my)[-_]?(?:ip|addr)/i;
const PLAIN_IP = /^(?:ip(?:v?[46])?(?:[-_]?addr(?:ess)?)?|query)$/i;
const IP_ADDRESS = "user.device.ip_address";
const IP = /(?:^|[^a-z])ip(?:v?[46])?(?:$|[^a-z]|addr)/i;

/**
 * Whether one user stands beside the list that was asked for, nobody was named, and each credential is a token that a user
 * granted: it is that user.
 */
function isConsentingUser({ method, path, parameters, security, lexicon }: Operation, around: Flow["path"]): boolean {
  // It is asked of each flow, of which most are ruled out by their operation.
  if (method !== "GET" || path.includes("{")) return false;
  if (!lexicon.is(textOfName(around.at(-1)?.property ?? ""), "user")) return false;
  const asked = textOfName(path.split("/").at(-1) ?? "");
  // `/getstationdata`: what is read is called after the data, and nobody is named by whom it could be another's.
  const isMethod = READ_FIRST.test(asked) && !parameters.some(({ name }) => isOfPersons(name, lexicon));
  const beside = [...(around.at(-2)?.schema.properties ?? [])].flatMap(([name, property]) =>
    lexicon.is(textOfName(name), "envelope") || textOfName(name) === asked || isMethod ? [property] : [],
  );
  const ways = security?.alternatives ?? [];
  return (
    !around.some(({ isItem }) => isItem) &&
    beside.some((property) => targetOf(property).types.includes("array")) &&
    !parameters.some(({ in: place, required }) => place === "query" && required) &&
    ways.length > 0 &&
    ways.every(({ schemes }) => schemes.some(({ scheme }) => isGrantedByUsers(scheme)))
  );
}

/**
 * Whether a read names nobody, and every way in is a token that a user grants for what each of its scopes calls the user's own: "View and
 * manage your payment and order information".
 */
const isGrantedOnesOwn = memo(({ method, path, security, lexicon }: Operation): boolean => {
  const ways = security?.alternatives ?? [];
  return (
    method === "GET" &&
    !path.includes("{") &&
    !fixedSegments(path).some((segment) => lexicon.has(wordsOf(segment), "natural-person")) &&
    ways.length > 0 &&
    ways.every(({ schemes }) =>
      schemes.some(
        ({ scheme, scopes }) =>
          isGrantedByUsers(scheme) &&
          scopes.length > 0 &&
          scopes.every((scope) =>
            scheme.flows.some(({ scopes: said }) => lexicon.has(wordsInOrder(said.get(scope) ?? ""), "yours")),
          ),
      ),
    )
  );
});

/** Whether a name is of a person who is looked for: `user_id`, `email`. */
function isOfPersons(name: string, lexicon: Lexicon): boolean {
  const words = wordsOf(name);
  return (
    ["natural-person", "ordinary-person", "account", "population", "contact-address", "login-name"] as const
  ).some((one) => lexicon.has(words, one));
}

/** Whether all flows of a scheme need a user, who grants the token. */
function isGrantedByUsers({ flows }: SecurityScheme): boolean {
  return flows.length > 0 && flows.every(({ flow }) => flow !== "clientCredentials" && flow !== "unknown");
}

/** Whether a path is about an environment for trying out, whose content is made up by who uses it: `/sandbox/{sandboxId}`. */
const isOfSandbox = memo(({ path, lexicon }: Operation): boolean =>
  fixedSegments(path).some((segment) => lexicon.is(wordsInOrder(segment).join(" "), "sandbox")),
);

/** Whether what a person stands in is written for others to see, as whoever wrote it is then. */
function isPublished({ operation, path }: Flow, deepest: number): boolean {
  return (
    fixedSegments(operation.path).some((segment) => isCalled(segment, "published-content", operation.lexicon)) ||
    path
      .slice(0, deepest)
      .some(({ schema, property }) => isCalled(schema.name ?? property ?? "", "published-content", operation.lexicon))
  );
}

function tenants(subject: Subject, isEmbedded: boolean, principalAt: number): FlowSubject {
  return { subject, principal: false, whose: "tenant", isUndecided: false, isEmbedded, principalAt };
}

/** Whether a principal in what is the caller's own is one of many, or stands there in another role than that of its owner. */
function isOther({ property, isItem }: PassedObject, { lexicon }: Operation): boolean {
  return isItem || (property !== undefined && !isCalled(property, "own-part", lexicon));
}

/** Whether a person stands in a thing as who made or changed it: `creator`, `lastModifiedBy`. Of many, they are others. */
function isMakerOfOne({ property, isItem }: PassedObject, { lexicon }: Operation): boolean {
  if (isItem || property === undefined) return false;
  const words = wordsOf(property);
  return (["made-by", "maker"] as const).some((concept) => lexicon.has(words, concept)) || MODIFIED_BY.test(property);
}

const MODIFIED_BY = /^(?:(?:last[-_]?)?(?:modified|updated|changed|edited)[-_]?by|creator|author)$/i;

const CALLERS: FlowSubject = {
  subject: "caller",
  principal: false,
  whose: "caller",
  isUndecided: false,
  isEmbedded: false,
  principalAt: 0,
};

/**
 * Whether a credential is made in this call, for who makes it: where that is what the operation is for, in a header, where
 * sessions are handed over, a signed URL, which is worth something for minutes, and what the caller comes with itself.
 */
function isMadeForCaller({ operation, via, field, path }: Flow): boolean {
  return (
    via === "header" ||
    /\{[^{}]*(?:token|secret)\}\/?$/i.test(operation.path) ||
    path.some(({ property }) => property !== undefined && /^re-?generate/i.test(property)) ||
    SIGNED_URL.test(textOfName(field.name)) ||
    (via === "body" && (issuesCredential(operation) || isSaidMadeAnew(operation)))
  );
}

/** "A new token is generated for every request." */
function isSaidMadeAnew({ summary = "", description = "", lexicon }: Operation): boolean {
  return lexicon.has(wordsInOrder(`${summary} ${description.slice(0, MOST_TEXT)}`), "made-each-time");
}

/** So much of a description is looked at. */
const MOST_TEXT = 1000;

const SIGNED_URL = /(?:^| )(?:pre ?signed|signed|sas) ur[il]s?$/;

/**
 * What the caller sends: it comes back as it was sent, and is no disclosure. What a body that only searches holds comes
 * back of whomever it fits.
 */
export function sentIn(operation: Operation, flows: readonly Flow[]): ReadonlySet<string> {
  const isWrite = (isRequest(operation) || operation.method === "PATCH") && readingOf(operation) !== "stored";
  const sent = flows.filter(({ direction, via }) => direction === "write" && (isWrite || via === "parameter"));
  return sent.length === 0 ? NOTHING : new Set(sent.map(sentAs));
}

const NOTHING: ReadonlySet<string> = new Set();

/** What is compared with what was sent: of one thing or of each of many, since who sends one and gets many did not send those. */
export function sentAs({ field, path }: Flow): string {
  return `${field.category} ${field.name.replace(/[-_]/g, "").toLowerCase()}${path.some(({ isItem }) => isItem) ? " of many" : ""}`;
}

function isRequest({ method }: Operation): boolean {
  return method === "POST" || method === "PUT";
}

/** People who are not the caller: of the caller's account, where something says so, else such as the caller. */
function others(
  subject: Subject,
  isEmbedded: boolean,
  principalAt: number,
  operation: Operation,
  tenancyOf: TenancyOf,
  isCounterparty: boolean,
): FlowSubject {
  const tenancy = tenancyOf(operation);
  if (tenancy === "account") return tenants(subject, isEmbedded, principalAt);
  return {
    subject,
    principal: true,
    whose: isCounterparty ? "counterparty" : "population",
    isUndecided: tenancy === undefined,
    isEmbedded,
    principalAt,
  };
}

/** Whether the principal is the caller: the body itself, or what a wrapper round it holds, and no item of a list. */
function isOwnObject(around: Flow["path"], principals: Principals): boolean {
  const [outer] = around;
  const isOfAnother =
    around.length === 2 && outer !== undefined && outer.schema.properties.size > 1 && principals.isObject(outer);
  return around.length <= 2 && !isOfAnother && !around.some(({ isItem }) => isItem);
}

/** Whether a path ends at the caller, and what comes back has the user or account of its own: `user` beside `token` of `GET /me`. */
function isSelfIn(around: Flow["path"], operation: Operation): boolean {
  const name = textOfName(around.at(-1)?.property ?? "");
  return (
    around.length === 2 &&
    !around.some(({ isItem }) => isItem) &&
    (["user", "account", "profile"] as const).some((one) => operation.lexicon.is(name, one)) &&
    endsAtSelf(operation)
  );
}

/** Whether an object stands for who makes the call: the author of what is created in it, who changed what it changes. */
function isActor({ method, lexicon }: Operation, whole: Subject, around: Flow["path"]): boolean {
  const role = around.at(-1)?.property;
  if (role === undefined || around.some(({ isItem }) => isItem)) return false;
  const words = textOfName(role);
  return (
    (method === "POST" && whole === "caller" && lexicon.is(words, "made-by")) ||
    (/^(?:POST|PUT|PATCH)$/.test(method) && lexicon.is(words, "changed-by"))
  );
}

/** Whether the last thing that a path addresses is a principal, or belongs to one. */
export function kindOf(operation: Operation, principals: Principals): SubjectKind {
  const segments = pathOfThings(operation)
    .split("/")
    .filter((segment) => segment !== "" && !isNeutral(segment, operation.lexicon));
  const addressed = segments.flatMap((segment, index) => (segment.includes("{") ? [segments[index - 1] ?? ""] : []));
  const collection = segments.findLast((segment) => !segment.includes("{")) ?? "";
  const names = [...addressed, collection];
  return names.some((name) => principals.isSegment(name)) ||
    segments.some((_, at) => isIdOfPerson(segments, at, principals, operation.lexicon))
    ? "principal"
    : "thing";
}

/**
 * Whether a segment is the identifier of a principal by its own name, whatever stands before it: `/patient/{userId}`. A friend
 * is reached by it because both agreed, as what stands before says.
 */
function isIdOfPerson(segments: readonly string[], at: number, principals: Principals, lexicon: Lexicon): boolean {
  const words = wordsOf(/^\{([^{}]+)\}$/.exec(segments[at]!)?.[1] ?? "");
  return (
    words.length > 1 &&
    ID.test(words.at(-1)!) &&
    principals.isSegment(words.slice(0, -1).join("-")) &&
    !lexicon.has(wordsOf(segments[at - 1] ?? ""), "acquaintance")
  );
}

const ID = /^(?:id|uuid|guid)$/;

/** Whether a path names a principal by an identifier, and then what that one has. */
function isBelowPerson({ path, lexicon }: Operation, principals: Principals): boolean {
  const segments = path.split("/").filter((segment) => segment !== "");
  return segments.some(
    (segment, at) =>
      segment.includes("{") &&
      (principals.isSegment(segments[at - 1] ?? "") || isIdOfPerson(segments, at, principals, lexicon)),
  );
}

/** Whether a segment says which or how, and not what: `/users/all`, `/users/v1/{name}`. */
function isNeutral(segment: string, lexicon: Lexicon): boolean {
  if (segment.includes("{")) return false;
  if (/^(?:v\d+(?:\.\d+)*|(?:by|nach|par|por)-\w+)$/i.test(segment)) return true;
  const text = wordsInOrder(segment).join(" ");
  return NEUTRAL.some((concept) => lexicon.is(text, concept));
}

const NEUTRAL = ["which-or-how", "export", "debug-output"] as const;

/** Whether an operation takes the identifier of what it returns. */
export function isAddressed(operation: Operation): boolean {
  return (
    pathOfThings(operation).includes("{") ||
    operation.parameters.some(({ in: place, name, required }) => place === "query" && required && isIdentifier(name)) ||
    (operation.method === "POST" && readingOf(operation) === "stored" && requiredNames(operation).some(isIdentifier))
  );
}

const IDENTIFIER = /(?:^|[_-])(?:id|uuid|guid|username|email)$|Id$|Uuid$/;

function isIdentifier(name: string): boolean {
  return IDENTIFIER.test(name);
}

/** The names of what the body of a request must hold. */
function requiredNames({ requestBody }: Operation): readonly string[] {
  return (requestBody?.content ?? []).flatMap(({ schema }) =>
    schema === undefined ? [] : [...targetOf(schema).required],
  );
}

/** Whether the path ends at one thing: `/users/{id}`, where a list is that thing's own. */
function endsAtOne(operation: Operation): boolean {
  return /\{[^/{}]*\}\/?$/.test(pathOfThings(operation));
}

function hasBody(operation: Operation): boolean {
  return operation.responses.some(
    ({ statusClass, content }) =>
      (statusClass === "2xx" || statusClass === "default") &&
      content.some(({ schema, itemSchema }) => schema !== undefined || itemSchema !== undefined),
  );
}
