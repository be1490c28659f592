/*
 * The secrets that pass through a call: an agent that makes it holds them, and so does its transcript.
 */
import { memoBy } from "../core/memo.ts";
import { cardData } from "../data/search/card-data.ts";
import { isSaidOnRequest } from "../data/classify/said-of-value.ts";
import { isCredential } from "../data/taxonomy/is-credential.ts";
import { returnsList } from "../exposure/lists.ts";
import { judgementOf, type AssessedApi, type AssessedFlow } from "../exposure/assessed-api.ts";
import type { Concept } from "../lexicon/concept.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";
import { textOfName, wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import { endsIn } from "../lexicon/phrases.ts";
import { sentencesOf } from "../lexicon/sentences.ts";
import type { MediaType, Operation } from "../model/api.ts";
import { composedProperties } from "../model/schema-parts.ts";
import { targetOf, type Schema } from "../model/schema.ts";
import { actsAsOthers, issuesTokenFor, resetForOthers } from "../operations/acting-as-others.ts";
import { renews } from "../operations/candidates/impact.ts";
import { pathSteps } from "../operations/candidates/path-steps.ts";
import { listedProperties, returnedProperties } from "../operations/returned-properties.ts";
import { requestFields } from "../operations/request-fields.ts";
import type { Ground } from "./ground.ts";
import type { AgentCall } from "./agent-call.ts";
import { isDeepInObjects, isDeepWithin } from "./deep-within.ts";
import { namesAny } from "./named-powers.ts";
import { sendsCode } from "./one-time-codes.ts";
import { lastStepWords, stepWords } from "./step-words.ts";

/** The secrets that a call handles: credentials, or the number of a payment card. */
export function* handledSecretsOf(call: AgentCall): Generator<Ground> {
  const { operation, action, isChange } = call;
  const credential = handledCredential(call);
  if (credential !== undefined) yield { reason: "credentials", shownBy: credential };
  else if (isChange && renews(operation, action)) yield { reason: "credentials", shownBy: "" };
  else if (!isChange) {
    const within = credentialWithin(call);
    const beside = within ?? credentialBeside(call);
    if (within !== undefined) yield { reason: "credential-within", shownBy: within };
    else if (beside !== undefined) yield { reason: "credential-beside", shownBy: beside };
    else if (namesKeys(operation)) yield { reason: "credentials-listed", shownBy: "" };
  }
  const card = cardHandled(call);
  if (card !== undefined) yield { reason: "card-data", shownBy: card };
}

/** How a call handles a credential: it comes back, is set, or is what the call is about. */
function handledCredential(call: AgentCall): string | undefined {
  const { api, operation, isChange } = call;
  const { flows, intent } = api.assessed(operation);
  const isOfHook = endsIn(lastStepWords(operation), operation.lexicon, "web-hook");
  const returned = flows.find(
    (flow) =>
      isKnownCredential(flow, api) &&
      flow.direction === "read" &&
      BACK.has(flow.via) &&
      !isCookie(flow) &&
      (isOfHook || !isByTheWay(flow)) &&
      !isCodeOfThing(call, flow) &&
      !isOfPartOfOne(call, flow) &&
      !(!isChange && isEnvironmentWithin(flow)) &&
      // What is returned names whoever has to do with it, and is not about them.
      !isOfAnotherPerson(call, flow) &&
      !isOfAnotherProgram(call, flow),
  );
  if (returned !== undefined && !isHiddenInList(operation, returned)) return returned.witness;
  if (sendsCode(call)) return undefined;
  const set = flows.find(
    (flow) =>
      // What is sent with a deletion only says what goes.
      operation.method !== "DELETE" &&
      !isOfAnotherPerson(call, flow) &&
      isKnownCredential(flow, api) &&
      flow.direction === "write" &&
      SET.has(flow.via) &&
      // What opens a part of a part is written beside much else, of which the action says what it does.
      !isDeepWithin(flow) &&
      !isCodeOfThing(call, flow),
  );
  if (set !== undefined && ((isChange && !isShownToAct(call, set)) || triesCredential(call, set))) return set.witness;
  const isTyped = isChange || operation.method === "POST";
  const known = isTyped ? passwordSent(call) : isOfHook ? secretOfHook(operation) : undefined;
  if (known !== undefined) return known;
  // What a POST reads about a verification that was made proves nothing.
  const isRead = !isChange && intent === "verification" && operation.method !== "GET";
  if (intent !== undefined && OF_CREDENTIALS.has(intent) && !isRead) return "";
  if (
    isOfOAuth(operation) ||
    signsCertificate(call) ||
    givesSentCode(call) ||
    opensIdentityCheck(call) ||
    opensSigning(operation) ||
    returnsKeyByText(operation)
  )
    return "";
  if (!isChange && (givesEnvironment(operation) || givesTokens(operation) || givesKeyOfItsName(operation))) return "";
  if (takesClientSecret(call)) return "";
  const isHandedOut =
    actsAsOthers(operation) ||
    (isChange && (issuesTokenFor(operation) !== undefined || resetForOthers(operation) !== undefined));
  if (isHandedOut) return "";
  return isChange && namesAnyOf(operation, KEYS) && !removesOneOfWork(call) ? "" : undefined;
}

/** Whether a step of a path is called so, or is a list of them or says to what they belong: `/credential-list-mappings`. */
function namesAnyOf(operation: Operation, concepts: readonly Concept[]): boolean {
  const { lexicon } = operation;
  const steps = stepWords(operation);
  return steps.some((words, at) => {
    // What belongs to one key, such as where it is accepted, goes without it.
    if (operation.method === "DELETE" && !endsIn(words, lexicon, "token") && isBelowOne(operation, at)) return false;
    const end = words.findLastIndex((word) => word !== "list" && !lexicon.is(word, "grant-of-right"));
    const own = words.slice(0, end + 1);
    return concepts.some((concept) => endsIn(own, lexicon, concept));
  });
}

/** Whether a path goes on behind one thing of a step, to one thing of another: `/keys/{id}/origins/{id}`. */
function isBelowOne(operation: Operation, at: number): boolean {
  const parts = pathSteps(operation);
  const fixed = parts.flatMap(({ parameter }, index) => (parameter === undefined ? [index] : []));
  const [own, last] = [fixed[at] ?? 0, parts.length - 1];
  return last > own + 1 && parts[own + 1]?.parameter !== undefined && parts[last]?.parameter !== undefined;
}

/** Whether one secret goes that a repository or a project has for its builds: they break, and nobody else is let in. */
function removesOneOfWork({ operation }: AgentCall): boolean {
  const { lexicon, method } = operation;
  const steps = stepWords(operation);
  const isNamed = (at: number): boolean => isBelowOne(operation, at);
  const work = steps.findIndex(
    (words) => endsIn(words, lexicon, "holds-work-of-others") && !endsIn(words, lexicon, "tenant"),
  );
  return (
    method === "DELETE" &&
    work >= 0 &&
    work < steps.length - 1 &&
    isNamed(work) &&
    endsIn(steps.at(-1) ?? [], lexicon, "key-or-secret")
  );
}

/** Whether a read gives tokens themselves, and not only that there are some: `/password-tokens`. */
function givesTokens(operation: Operation): boolean {
  const { lexicon } = operation;
  return (
    endsIn(lastStepWords(operation), lexicon, "token") &&
    [...returnedProperties(operation), ...listedProperties(operation)].some(
      ([name, schema]) => endsIn(wordsOf(name), lexicon, "token") && holdsNothing(schema),
    )
  );
}

/** Whether what stands there is a value, and no record or list of records. */
function holdsNothing(schema: Schema): boolean {
  const target = targetOf(schema);
  return composedProperties(targetOf(target.items ?? target)).size === 0;
}

/** Whether a read gives the key or the secret that its path is called after: `UnlockKey` of `/swarm/unlockkey`. */
function givesKeyOfItsName(operation: Operation): boolean {
  const last = lastStepWords(operation).join("");
  return [...returnedProperties(operation)].some(([name]) => {
    const words = wordsOf(name);
    return words.length > 1 && words.join("") === last && endsIn(words, operation.lexicon, "key-or-secret");
  });
}

/** Whether a read gives what environment variables are set to, and not only their names: passwords often stand there. */
function givesEnvironment(operation: Operation): boolean {
  return (
    isEnvironment(lastStepWords(operation), operation.lexicon) &&
    [...returnedProperties(operation), ...listedProperties(operation)].some(([name]) => /^values?$/i.test(name))
  );
}

/** Where the number or the security code of a payment card passes through a call: the agent, and its transcript, would hold it. */
function cardHandled({ api, operation, isChange }: AgentCall): string | undefined {
  const search = cardData(api);
  const whole = (media: MediaType, direction: "read" | "write"): string | undefined =>
    search(media, direction).find(
      // What comes back only where it is asked for does not come back by itself.
      ({ sign, schema }) => sign !== "details" && !isSaidOnRequest(schema.description ?? targetOf(schema).description),
    )?.way;
  for (const media of isChange ? (operation.requestBody?.content ?? []) : []) {
    const way = whole(media, "write");
    if (way !== undefined) return `request ${way}`;
  }
  for (const { statusClass, content } of operation.responses) {
    for (const media of statusClass === "2xx" ? content : []) {
      const way = whole(media, "read");
      if (way !== undefined) return `2xx ${way}`;
    }
  }
  return undefined;
}

/**
 * Whether a token in the body only shows that the caller may do something with a thing that exists, as the client secret with
 * which a payment is confirmed does: it is not set, and an action that the path ends in is judged by what it does.
 */
function isShownToAct({ operation, action, resource }: AgentCall, { field }: AssessedFlow): boolean {
  const { lexicon } = operation;
  const last = lastStepWords(operation);
  if (pathSteps(operation).at(-1)?.parameter !== undefined || action.isMaking) return false;
  if (KEYS.some((concept) => endsIn(wordsOf(resource.bare), lexicon, concept))) return false;
  const isAction = lexicon.lengthAt(last, 0, "action") > 0 && stepWords(operation).length > 1;
  // A code that was sent to a person is theirs to type.
  return isAction && !BY_A_PERSON.some((concept) => endsIn(wordsOf(field.name), lexicon, concept));
}

/** Whether a call tries what it is given to be let in elsewhere with, and keeps nothing: `POST /queues/check` with a key of a cloud. */
function triesCredential({ operation }: AgentCall, { field, via }: AssessedFlow): boolean {
  const { lexicon, method, path, summary = "" } = operation;
  const last = lastStepWords(operation);
  const isTried = [last, wordsInOrder(summary)].some((words) => lexicon.lengthAt(words, 0, "tries-out") > 0);
  return (
    method === "POST" &&
    !path.includes("{") &&
    via === "body" &&
    isTried &&
    KEYS.some((one) => endsIn(wordsOf(field.name), lexicon, one))
  );
}

const BY_A_PERSON = ["password", "sent-code"] as const;

/** Whether what lets somebody in stands deep within a thing that is read for something else, or is the link by which it is shared. */
function isByTheWay(flow: AssessedFlow): boolean {
  return isDeepWithin(flow) || isInListWithin(flow) || isShareLink(flow);
}

/** Whether it stands in one of several parts that each of what is listed has: the token of a stream of a film. */
function isInListWithin({ path }: AssessedFlow): boolean {
  return path.filter(({ isItem }) => isItem).length > 1;
}

function isShareLink({ field, path, operation: { lexicon } }: AssessedFlow): boolean {
  const named = [field.name, ...path.map(({ property }) => property ?? "")].map(wordsOf);
  return named.some((words) => lexicon.has(words, "link-to-share"));
}

/** Where a read shows what opens the thing that it is about, or what a program runs with, where passwords often stand. */
function credentialWithin(call: AgentCall): string | undefined {
  const { operation } = call;
  const [setting] =
    [...returnedProperties(operation), ...listedProperties(operation)].find(
      ([name, schema]) =>
        isEnvironment(wordsOf(name), operation.lexicon) && !targetOf(schema).types.includes("boolean"),
    ) ?? [];
  if (setting !== undefined) return `2xx ${setting}`;
  const open = showsOpenSetUp(operation);
  if (open !== undefined) return open;
  const link = linkShown(operation);
  if (link !== undefined) return link;
  return shownCredentials(call).find(
    (flow) =>
      isCodeOfThing(call, flow) ||
      isEnvironmentWithin(flow) ||
      (isDeepInObjects(flow) && !isOfAnotherPerson(call, flow) && !isOfAnotherProgram(call, flow)),
  )?.witness;
}

/** Where a read shows how a part of a service, such as a plugin, is set up, as a map or an object of any content. */
export function showsOpenSetUp(operation: Operation): string | undefined {
  const { lexicon } = operation;
  const steps = stepWords(operation);
  if (!steps.some((words) => endsIn(words, lexicon, "built-into-service"))) return undefined;
  const properties = [...returnedProperties(operation), ...listedProperties(operation)];
  const found = properties.find(([name, schema]) => endsIn(wordsOf(name), lexicon, "set-up") && isOpen(schema));
  if (found !== undefined) return `2xx ${found[0]}`;
  return endsIn(steps.at(-1) ?? [], lexicon, "set-up") && properties.length === 0 ? "2xx" : undefined;
}

function isOpen(schema: Schema): boolean {
  const target = targetOf(schema);
  return (target.types.length === 0 || target.types.includes("object")) && composedProperties(target).size === 0;
}

/** Where a read shows an address that opens something, or has something done, for whoever knows it. */
function linkShown(operation: Operation): string | undefined {
  const last = lastStepWords(operation);
  if (!OPENING_LINKS.some((concept) => endsIn(last, operation.lexicon, concept))) return undefined;
  const found = [...returnedProperties(operation), ...listedProperties(operation)].find(([name]) =>
    /^(?:url|link|href)$/.test(wordsOf(name).at(-1) ?? ""),
  );
  return found === undefined ? undefined : `2xx ${found[0]}`;
}

const OPENING_LINKS = ["opens-by-link", "called-from-outside"] as const;

/** Whether a list shows only that there is a secret, by signs in its place: `"********"` is its one example, and no text says more. */
function isHiddenInList(operation: Operation, { field, path }: AssessedFlow): boolean {
  const own = path.at(-1)?.schema.properties.get(field.name);
  if (own === undefined || !returnsList(operation)) return false;
  const { description = "", examples } = targetOf(own);
  return (
    description.trim() === "" &&
    examples.length > 0 &&
    examples.every(({ value }) => typeof value === "string" && /^"?[*•●]{4,}"?$/.test(value))
  );
}

/** Whether it is what a program runs with, in the configuration of something that is read as a whole. */
function isEnvironmentWithin({ field, path, operation: { lexicon } }: AssessedFlow): boolean {
  return (
    isEnvironment(wordsOf(field.name), lexicon) &&
    path.some(({ property, isItem }) => property !== undefined && !isItem)
  );
}

/** Where a schema of a read has a credential of something, or of somebody, that only stands beside what it is about. */
function credentialBeside(call: AgentCall): string | undefined {
  return shownCredentials(call).find(
    (flow) =>
      isByTheWay(flow) || isOfAnotherPerson(call, flow) || isOfAnotherProgram(call, flow) || isOfPartOfOne(call, flow),
  )?.witness;
}

function shownCredentials({ api, operation }: AgentCall): readonly AssessedFlow[] {
  return api
    .assessed(operation)
    .flows.filter(
      (flow) =>
        isKnownCredential(flow, api) &&
        flow.direction === "read" &&
        BACK.has(flow.via) &&
        !isCookie(flow) &&
        !isShareLink(flow),
    );
}

/** Whether it stands in a list of parts that one thing has, by whose name nobody would look for it: the streams of a recording. */
function isOfPartOfOne({ operation, resource, isChange }: AgentCall, { path }: AssessedFlow): boolean {
  const { lexicon } = operation;
  if (isChange || pathSteps(operation).at(-1)?.parameter === undefined || returnsList(operation)) return false;
  const [root, list, ...others] = path;
  if (root === undefined || list?.property === undefined || others.length > 0 || root.isItem || !list.isItem)
    return false;
  const name = wordsOf(list.property);
  return (
    !isWrapper(root.schema) &&
    !KEYS.some((concept) => lexicon.has(name, concept)) &&
    !endsIn(name, lexicon, "envelope") &&
    name.join(" ").replace(/s$/, "") !== resource.bare
  );
}

/** `Env`, `environmentVariables`; a variable alone may be one of a formula. */
function isEnvironment(words: readonly string[], lexicon: Lexicon): boolean {
  return endsIn(words, lexicon, "runs-with") && (words.length > 1 || words[0] === "env");
}

/** Where a call takes a password, or a code that was sent to a person, in its body: an agent that makes it has to hold it. */
function passwordSent(call: AgentCall): string | undefined {
  const { operation } = call;
  return requestFields(operation).find(
    ({ in: way, depth, words, types }) =>
      way === "body" &&
      depth === 0 &&
      // Whether a password is wanted is none: `change_password: true`.
      !types.includes("boolean") &&
      BY_A_PERSON.some((concept) => endsIn(words, operation.lexicon, concept)) &&
      !(isOfJoined(call) && endsIn(words, operation.lexicon, "password")),
  )?.witness;
}

/**
 * Whether a code lets people into one thing that they join, such as a meeting or a room: it is handed to all who come, and whoever
 * sees the call can judge it.
 */
function isCodeOfThing(call: AgentCall, { field, operation: { lexicon } }: AssessedFlow): boolean {
  const words = wordsOf(field.name);
  return isOfJoined(call) && (endsIn(words, lexicon, "typed-code") || endsIn(words, lexicon, "password"));
}

/** Whether a path is of what people join: a meeting, a webinar, a room. */
function isOfJoined({ operation }: AgentCall): boolean {
  const { lexicon } = operation;
  return stepWords(operation).some((words) => endsIn(words, lexicon, "joined-by-people"));
}

/** Whether it is a cookie: the client of an agent keeps it, and the model never sees it. */
function isCookie({ field, via }: AssessedFlow): boolean {
  return via === "header" && /set-?cookie$/i.test(field.name);
}

/**
 * Whether it is the password or key of somebody whom what is returned only names: the author of a version, the contact of a quote,
 * who changed a template; not where it is about people.
 */
function isOfAnotherPerson({ operation, resource, isChange }: AgentCall, { field, path }: AssessedFlow): boolean {
  const { lexicon } = operation;
  const isPerson = (name: string): boolean =>
    PERSONS.some((concept) => lexicon.has(wordsOf(name), concept)) || /^[a-z]+ by$/.test(wordsOf(name).join(" "));
  if (isChange && !endsIn(wordsOf(field.name), lexicon, "password")) return false;
  if (
    isPerson(resource.bare) ||
    stepWords(operation)
      .slice(-2)
      .some((words) => isPerson(words.join(" ")))
  )
    return false;
  return path.some(
    ({ property, isItem }, at) =>
      property !== undefined && !isItem && isPerson(property) && (isChange || !isWrapper(path[at - 1]?.schema)),
  );
}

/** Whether it is the secret of the program with which something was made, as what is returned names it: the app of a post. */
function isOfAnotherProgram({ operation, resource }: AgentCall, { path, direction }: AssessedFlow): boolean {
  const { lexicon } = operation;
  const isProgram = (words: readonly string[]): boolean => endsIn(words, lexicon, "calling-program");
  if (direction !== "read" || isProgram(wordsOf(resource.bare)) || stepWords(operation).some(isProgram)) return false;
  return path.some(
    ({ property, isItem }, at) =>
      property !== undefined && !isItem && isProgram(wordsOf(property)) && !isWrapper(path[at - 1]?.schema),
  );
}

/** Whether an object holds nothing but one thing, which is what is asked for. */
function isWrapper(schema: Schema | undefined): boolean {
  return schema === undefined || composedProperties(targetOf(schema)).size <= 1;
}

const PERSONS = ["user", "administrator", "colleague", "contact-person"] as const;

/** Where a read shows what proves to a subscriber that an event comes from the service: whoever has it can forge events. */
function secretOfHook(operation: Operation): string | undefined {
  const { lexicon } = operation;
  const found = [...returnedProperties(operation), ...listedProperties(operation)].find(([name]) =>
    PROVING.some((concept) => endsIn(wordsOf(name), lexicon, concept)),
  );
  return found === undefined ? undefined : `2xx ${found[0]}`;
}

const PROVING = ["key-or-secret", "typed-code"] as const;

/** Whether a call makes a certificate of a request for one (PKCS #10): whoever holds it is somebody for other servers. */
function signsCertificate({ operation, action }: AgentCall): boolean {
  const { lexicon } = operation;
  if (operation.method === "GET" || !lexicon.is(action.verb, "sign")) return false;
  const fields = requestFields(operation).map(({ words }) => words);
  return [...stepWords(operation), ...fields].some((words) => endsIn(words, lexicon, "certifies"));
}

/** Whether a read gives the code by which somebody else proves that a message came to them. */
function givesSentCode({ operation, isChange }: AgentCall): boolean {
  const { lexicon } = operation;
  if (isChange || !namesAny(operation, ["second-factor", "proves-log-in", "proven-by-code"])) return false;
  return returnedProperties(operation).some(([name]) => {
    const words = wordsOf(name);
    return endsIn(words, lexicon, "token") || endsIn(words, lexicon, "sent-code") || words.join() === "code";
  });
}

/** Whether a call gives an address or a session in which its holder signs as somebody else. */
function opensSigning({ method, path, summary = "", description = "", lexicon }: Operation): boolean {
  return (
    method === "POST" &&
    path.includes("{") &&
    [summary, sentencesOf(description)[0] ?? ""].some((text) => lexicon.has(wordsInOrder(text), "opens-signing"))
  );
}

/** Whether a text says first that a key or a token is what comes back, and no schema says otherwise: "Gets the API key of a user". */
function returnsKeyByText(operation: Operation): boolean {
  const { summary, description, lexicon, responses } = operation;
  const isTold = returnedProperties(operation).length > 0 || listedProperties(operation).length > 0;
  if (isTold || operation.method === "DELETE" || responses.length === 0) return false;
  const words = wordsInOrder(sentencesOf(summary ?? description ?? "")[0] ?? "");
  const forms = (word: string): readonly string[] => [word, word.replace(/s$/, "")];
  const at = words.findIndex(
    (word) => forms(word).some((form) => lexicon.is(form, "looks-up")) || /^returns?$/.test(word),
  );
  if (at < 0) return false;
  const rest = words.slice(at + 1);
  const end = rest.findIndex((word) => BEHIND_OBJECT.has(word));
  const named = end < 0 ? rest : rest.slice(0, end);
  return named.length <= MOST_OF_NAME && named.length > 1 && endsIn(named, lexicon, "handed-out-key");
}

const BEHIND_OBJECT: ReadonlySet<string> = new Set(["of", "for", "from", "given", "by", "in", "with", "that"]);
const MOST_OF_NAME = 5;

/** Whether a change is made by a GET that takes the secret of a whole client in its address. */
function takesClientSecret({ operation, isChange }: AgentCall): boolean {
  return (
    isChange &&
    operation.method === "GET" &&
    requestFields(operation).some(
      ({ in: way, words }) => way === "query" && /(?:^| )client secret$/.test(words.join(" ")),
    )
  );
}

/** Whether a call makes a way into the check of somebody's identity: whoever has it passes for them. */
function opensIdentityCheck({ operation, isChange }: AgentCall): boolean {
  return (
    isChange &&
    namesAny(operation, ["looked-into"]) &&
    endsIn(lastStepWords(operation), operation.lexicon, "way-into-check")
  );
}

/** Whether a call is one of OAuth's own, or takes back what somebody is let in with: `/oauth.access`, `/auth.revoke`. */
function isOfOAuth(operation: Operation): boolean {
  const parts = pathSteps(operation);
  const steps = parts.map(({ text }) => text);
  if (parts.at(-1)?.parameter !== undefined) return false;
  // What a path ends in may be the kind of a thing: `/sources/oauth`.
  const isKind = operation.method === "GET" && /^oauth2?$/i.test(steps.at(-1) ?? "");
  if (!isKind && steps.some((text) => /^oauth2?$/i.test(text))) return true;
  return steps.some((text) => /^auth$/i.test(text)) && operation.lexicon.is(textOfName(steps.at(-1) ?? ""), "revoke");
}

/** Whether a read ends at keys or secrets, of which it gives no value; what is public of a key is for everybody. */
function namesKeys(operation: Operation): boolean {
  const { lexicon } = operation;
  const last = lastStepWords(operation);
  // The variables of a drawing hold no value of an environment.
  if (namesAny(operation, ["runs-with"]))
    return last.at(-1) !== "variable" || returnedProperties(operation).some(([name]) => name === "value");
  return endsIn(last, lexicon, "key-or-secret") && !lexicon.has(last, "public-half");
}

const BACK: ReadonlySet<string> = new Set(["body", "embedded", "header"]);
const SET: ReadonlySet<string> = new Set(["body", "embedded"]);

/** What a path names that lets somebody in. */
const KEYS = ["key-or-secret", "token", "secret-thing", "lets-others-in", "second-factor", "proves-log-in"] as const;

/** A log-out, too, ends a session. */
const OF_CREDENTIALS: ReadonlySet<string> = new Set([
  "log-in",
  "sign-up",
  "token",
  "log-out",
  "password-reset",
  "verification",
  "client-registration",
]);

function isKnownCredential(flow: AssessedFlow, api: AssessedApi): boolean {
  const { field, direction } = flow;
  if (!isCredential(field.category) || field.confidence === "possible" || isOfPart(flow)) return false;
  // Below links stands where something is, and not the thing: `links.secrets`.
  if (flow.path.some(({ property }) => /^_?links$/.test(property ?? ""))) return false;
  if (direction === "read" && isListOfRecords(flow)) return false;
  return direction === "read" || !broughtAlong(api).has(field.name);
}

/** Whether it is a list of which credentials there are, where none of their fields has a value: `user_api_keys` with names and dates. */
function isListOfRecords({ field, path, operation: { lexicon } }: AssessedFlow): boolean {
  const items = path.at(-1)?.schema.properties.get(field.name);
  const list = items === undefined ? undefined : targetOf(items).items;
  const names = list === undefined ? [] : [...composedProperties(targetOf(list)).keys()].map(wordsOf);
  const isValue = (words: readonly string[]): boolean =>
    /^(?:value|data|config)$/.test(words.at(-1) ?? "") ||
    (["key-or-secret", "token"] as const).some((concept) => endsIn(words, lexicon, concept));
  return names.length > 0 && !names.some(isValue);
}

/** Whether a code guards a part of a thing for somebody else, deep within it: the passcode with which a contract is opened. */
function isOfPart({ path, field, operation: { lexicon } }: AssessedFlow): boolean {
  const within = path.filter(({ property, isItem }) => property !== undefined && !isItem);
  return within.length > 1 && lexicon.has(wordsOf(field.name), "typed-code");
}

/** The names of credentials that most calls bring in their bodies, to be let in: none of these is set. */
const broughtAlong = memoBy(judgementOf, (api): ReadonlySet<string> => {
  const counts = new Map<string, number>();
  for (const operation of api.operations) {
    const { flows } = api.assessed(operation);
    const names = flows.flatMap(({ field, direction }) =>
      direction === "write" && isCredential(field.category) ? [field.name] : [],
    );
    for (const name of new Set(names)) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return new Set(
    [...counts].flatMap(([name, times]) => (times >= Math.min(api.operations.length * IN_MOST, IN_MANY) ? [name] : [])),
  );
});

/** What stands in so large a part of the calls, or in so many, lets callers in. */
const IN_MOST = 0.25;
const IN_MANY = 20;
