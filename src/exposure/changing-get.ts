import { sentencesOf } from "../lexicon/sentences.ts";
import { isObject, member } from "../core/json-value.ts";
import { memo } from "../core/memo.ts";
import { textOfValue } from "../core/text-of-value.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";
import { statedIn } from "../lexicon/statements.ts";
import { textOfName, wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import { endsIn } from "../lexicon/phrases.ts";
import type { MediaType, Operation, PathItem } from "../model/api.ts";
import { targetOf, type Schema } from "../model/schema.ts";
import { returnsList } from "./lists.ts";
import { statedWithSuccesses } from "./said.ts";
import { chosenAct } from "./chosen-act.ts";
import { isSaidToHaveEffect, opensBarrier, sharingOwn } from "./said-to-act.ts";
import { fixedSegments, isPrefix, ownSegments } from "./words.ts";

/**
 * Whether a GET changes something, though GET is safe (RFC 9110, section 9.2.1): by the last fixed segment of its path, its
 * operationId or its summary.
 */
export const isChangingGet = memo((operation: Operation): boolean => {
  if (operation.operationKind !== "path" || operation.method !== "GET") return false;
  const { lexicon } = operation;
  const last = lastFixed(operation.path);
  if (isOfEverything(operation) && actsOnEverything(last, lexicon) && answersNothing(operation, true)) return true;
  if (doesAsNamed(operation) || registersPerson(operation)) return true;
  if (asksForDecision(operation) || choosesAct(operation) || namesAct(operation)) return true;
  if (opensBarrier(operation) || isSaidToHaveEffect(operation) || changeByReading(operation) !== undefined) return true;
  if (switchesThing(operation) || (endsInAct(operation) && isSaidToAct(operation))) return true;
  if (createsByStatus(operation) || placesCall(operation) || sendsToChain(operation)) return true;
  if (isOfLedgerBlock(operation)) return false;
  if (isSaidToReturn(operation)) return false;
  // Who pages through something reads it, whatever it is called: a `reverseDictionary` reverses nothing.
  if (pagingOf(operation).length >= PAGED && (returnsList(operation) || searches(operation))) return false;
  if (isChange(calledVerb(last), lexicon)) return true;
  if (isInfinitive(last, lexicon) && !isPageOfAct(operation)) return true;
  if (sendsThing(wordsInOrder(last), lexicon) || sendsBefore(operation)) return true;
  const named = isOfItsPath(operation) ? "" : ((operation.operationId ?? "").split(/[./:]/).at(-1) ?? "");
  const id = wordsOf(named);
  const first = id[0] ?? "";
  const summary = wordsOf(operation.summary ?? "");
  if (reads(first, lexicon) || reads(summary[0] ?? "", lexicon)) return false;
  if ([wordsOf(last), id].some((words) => isTermOfAct(words, lexicon))) return false;
  if (resetsBoth(operation, summary) || renewsCredential(operation)) return true;
  if (onlyReturns(operation)) return false;
  if (takesMessage(operation) || sharingOwn(operation) !== undefined) return true;
  if (isChange(summary[0] ?? "", lexicon) && WHOLE.some((concept) => lexicon.is(summary[1] ?? "", concept)))
    return true;
  if (id.length > 1 && (isChange(first, lexicon) || (lexicon.is(first, "create") && !isBeginning(operation, id))))
    return true;
  if (
    DATABASES.test(last) ||
    SIGNING_OUT.test(last) ||
    // Several of them, `/swaps/{id}`, are a collection; a reverse lookup undoes nothing.
    (isChange(wordsInOrder(last)[0] ?? "", lexicon) &&
      lexicon.lengthAt(wordsInOrder(last), 0, "reverse-in-name") === 0 &&
      !/(?:ed|s)$/i.test(last))
  )
    return true;
  return isActOnOne(operation, wordsOf(last)) && (answersNothing(operation) || isImperative(operation, summary, id));
});

/**
 * Whether path and summary begin with one and the same verb, and what it is done to follows: `/clean`, "Clean all scans"; `/stopscans`,
 * "Stop all current scans". A verb that names things as well needs its object in both.
 */
function doesAsNamed({ path, summary = "", lexicon }: Operation): boolean {
  const [verb = "", next = "", ...more] = wordsInOrder(summary);
  const last = lastFixed(path).toLowerCase();
  if (verb.length < LEAST_VERB || !last.startsWith(verb) || !DONE_TO.some((one) => lexicon.is(verb, one))) return false;
  const rest = last.slice(verb.length).replace(/[^\p{L}]/gu, "");
  const isWhole = WHOLE.some((concept) => lexicon.is(next, concept));
  if (rest !== "") return isWhole && more.includes(rest);
  if (lexicon.is(verb, "action-or-thing")) return false;
  return isWhole || (next !== "" && more.length === 0 && path.includes("{"));
}

const DONE_TO = ["changes-the-one", "cleans", "stops-service"] as const;
const LEAST_VERB = 4;

/** Whether a call takes a password that must be sent, and registers somebody by its path: `/user/register?email=…&password=…`. */
function registersPerson({ path, parameters, lexicon }: Operation): boolean {
  const last = wordsInOrder(lastFixed(path)).join(" ");
  return (
    REGISTERS.some((concept) => lexicon.is(last, concept)) &&
    parameters.some(
      ({ in: place, name, required }) => place === "query" && required && lexicon.has(wordsOf(name), "password"),
    )
  );
}

const REGISTERS = ["register", "registration", "sign-up"] as const;

/**
 * Whether a text begins with what comes back, and the verb that the path ends in stands nowhere in the texts but as a part of a
 * name: "Returns a document with reveal.js" of `/reveal`, "Returns the posts of a timeline" of `/reverse_chronological`.
 */
function onlyReturns(operation: Operation): boolean {
  const { path, operationId = "", summary = "", description = "", responses, lexicon } = operation;
  const verb = wordsInOrder(lastFixed(path))[0] ?? "";
  const [first = ""] = sentencesOf(description, LIMIT);
  if (verb.length < STEM || !reads(wordsOf(first)[0] ?? "", lexicon)) return false;
  const raw = `${summary} ${description}`.toLowerCase();
  const names = raw.match(NAMES_WITH_DOTS) ?? [];
  const told = raw.replaceAll(NAMES_WITH_DOTS, " ");
  const isInLibrary = names.some((name) => name.includes(verb.slice(0, STEM)));
  if (wordsInOrder(operationId)[0] === verb || (!isInLibrary && !isCompound(operation))) return false;
  return (
    !told.includes(verb.slice(0, STEM)) &&
    responses.some(
      ({ statusClass, content }) =>
        statusClass === "2xx" && content.some(({ schema }) => schema !== undefined && !isReceipt(schema)),
    )
  );
}

/**
 * Whether a text begins with what comes back, which a schema describes, and neither it nor the name has an act that harms: "Returns
 * suggested issues" of `/issue/picker`.
 */
function isSaidToReturn(operation: Operation): boolean {
  const { path, operationId = "", summary = "", description = "", responses, lexicon } = operation;
  const [first = ""] = sentencesOf(description === "" ? summary : description, LIMIT);
  const name = [...wordsInOrder(lastFixed(path)), ...wordsInOrder(operationId).slice(0, 1)];
  return (
    RETURNS.test(first) &&
    !name.some(
      (word) =>
        OF_EFFECT.some((concept) => lexicon.is(word, concept)) ||
        CHANGING.some((concept) => lexicon.is(word, concept) && !lexicon.is(word, "action-or-thing")),
    ) &&
    !CHANGING.some((concept) => lexicon.has(wordsInOrder(first), concept)) &&
    responses.some(
      ({ statusClass, content }) =>
        statusClass === "2xx" && content.some(({ schema }) => schema !== undefined && !isReceipt(schema)),
    )
  );
}

const RETURNS =
  /^\W*(?:(?:this|the) (?:\w+ ){1,3})?(?:returns?|gibt|liefert|retourne|renvoie|devuelve|retorna|devolve)(?!\p{L})/iu;

/** Whether the verb that a path ends in leads other words, and destroys, opens or runs nothing: `reverse_chronological`. */
function isCompound({ path, lexicon }: Operation): boolean {
  const [verb = "", ...rest] = wordsInOrder(lastFixed(path));
  return rest.length > 0 && !OF_EFFECT.some((concept) => lexicon.is(verb, concept));
}

const OF_EFFECT = ["destroys", "open", "unlock", "run", "start", "stop", "restart", "send", "wipes", "pay"] as const;

/** So many letters tell a verb in its forms: `revers`. */
const STEM = 5;
/** Libraries and hosts, as they are written in texts. */
const NAMES_WITH_DOTS = /[a-z\d-]{1,60}\.[a-z]{2,6}(?![a-z])/g;

/** Whether path and summary both say that something is reset or made anew: `…/resetUpdateToken`, "Reset a device's update token". */
function resetsBoth({ path, lexicon }: Operation, [said = "", next = ""]: readonly string[]): boolean {
  const named = wordsInOrder(lastFixed(path));
  return (
    named.length > 1 &&
    RENEWS.some((one) => lexicon.is(named[0]!, one) && lexicon.is(said, one)) &&
    lexicon.is(next, "article-or-own")
  );
}

const RENEWS = ["reset", "rotate"] as const;

/**
 * Whether a call makes a key or token anew, so that the one before it is gone: "Generate API key", of which a text says that it is
 * regenerated. What is said to happen at some time happens without the call.
 */
function renewsCredential({ summary = "", description = "", lexicon }: Operation): boolean {
  const [first = ""] = wordsInOrder(summary);
  if (!lexicon.is(first, "generate") && !lexicon.is(first, "rotate") && !lexicon.is(first, "create")) return false;
  return sentencesOf(`${summary}. ${description}`, LIMIT).some(
    (sentence) => MADE_ANEW.test(sentence) && lexicon.has(wordsInOrder(sentence), "key-or-secret"),
  );
}

/** Says in each language that there is a new one in place of the old. */
const MADE_ANEW =
  /\b(?:is|are|gets?|will be) (?:re-?generated|re-?issued|rotated|reset|replaced|invalidated|revoked)\b|\b(?:wird|werden) (?:neu erzeugt|neu generiert|ersetzt|ungültig)|\b(?:est|sont|sera) (?:régénérée?|remplacée?|renouvelée?|révoquée?)s?|\b(?:se|es|será) (?:regenera|regenerad[oa]|reemplaza|reemplazad[oa]|invalidad[oa])|\b(?:é|será) (?:regenerad[oa]|gerad[oa] novamente|substituíd[oa]|invalidad[oa])/i;

/** Whether a path called by what can be done there only shows what it is about: `GET /pagar/{token}`, "Ver el cobro", gives a payment. */
function isPageOfAct(operation: Operation): boolean {
  const [first = ""] = wordsInOrder(operation.summary ?? "");
  return (
    (reads(first, operation.lexicon) || SHOWING.some((concept) => operation.lexicon.is(first, concept))) &&
    !answersNothing(operation) &&
    operation.responses.some(({ statusClass, content }) => statusClass === "2xx" && content.length > 0)
  );
}

const SHOWING = ["read", "sees"] as const;

/** Whether the end of a path switches a thing, where nothing is described that comes back: `GET /relays/{id}/on`. */
function switchesThing(operation: Operation): boolean {
  const { path, responses, lexicon } = operation;
  const [last = "", ...before] = fixedSegments(path).toReversed();
  return (
    SWITCHES.test(last) &&
    before.some((segment) => SWITCHED.some((one) => endsIn(wordsOf(segment), lexicon, one))) &&
    responses.every(({ statusClass, content }) => statusClass !== "2xx" || content.length === 0)
  );
}

const SWITCHES = /^(?:on|off|toggle|turn-?on|turn-?off|ein|aus|encender|apagar)$/;
const SWITCHED = ["switched-thing", "actuator"] as const;

/** Whether a segment says what is sent, and nothing else: `send-feedback`, `sendMessage`. */
function sendsThing(words: readonly string[], lexicon: Lexicon): boolean {
  const [verb = "", thing = ""] = words;
  return words.length === 2 && lexicon.is(verb, "send") && SENT.some((concept) => lexicon.is(thing, concept));
}

/** The same in two segments: `/messages/send`. */
function sendsBefore({ path, lexicon }: Operation): boolean {
  const [last = "", before = ""] = path.endsWith("}") ? [] : fixedSegments(path).toReversed();
  return lexicon.is(textOfName(last), "send") && SENT.some((concept) => lexicon.is(wordsOf(before).join(" "), concept));
}

/** Whether the only success is that something was created (RFC 9110, section 15.3.2), whatever language the texts are in. */
function createsByStatus({ responses }: Operation): boolean {
  const fine = responses.filter(({ statusClass }) => statusClass === "2xx");
  return fine.length > 0 && fine.every(({ status }) => status === "201");
}

/**
 * Whether what comes back is called after a call or a message that is sent: a schema `PlaceCall`. What asks how one went, or lists them,
 * gives the same.
 */
function placesCall({ path, summary = "", responses }: Operation): boolean {
  const called = [...fixedSegments(path), summary].flatMap((name) => wordsInOrder(name));
  if (path.includes("{") || called.some((word) => ASKS_ABOUT.test(word))) return false;
  return responses.some(
    ({ statusClass, content }) =>
      statusClass === "2xx" &&
      content.some(({ schema }) => schema !== undefined && namesWithin(schema).some((name) => PLACED.test(name))),
  );
}

const ASKS_ABOUT = /^(?:status|state|result|report|history|log|logs|list|get|check|poll)$/;
const PLACED =
  /^(?:place|make|start|initiate|send)(?:phone|voice|outbound)?(?:call|sms|message|mail|email)(?:response|result|out)?$/i;

/**
 * Whether the last fixed segment is a block of a chain, and not what is done to the thing before it: a place in the chain is asked for
 * (`/block/{height}`), other words of a chain stand beside it (`/chain/block`, `/block-index/{n}`), nothing is named that could be
 * blocked (`/block`), or a text tells that it is read ("Get information about a block"). `/cards/{id}/block` blocks a card.
 */
function isOfLedgerBlock({
  path,
  parameters,
  requestBody,
  summary = "",
  description = "",
  lexicon,
}: Operation): boolean {
  const segments = path.split("/").filter((segment) => segment !== "" && !isPrefix(segment));
  const at = segments.findLastIndex((segment) => !segment.includes("{"));
  const [first = "", ...rest] = wordsOf(segments[at] ?? "");
  const isBeside = (words: readonly string[]): boolean => words.some((word) => lexicon.is(word, "beside-ledger-block"));
  const isBlock = lexicon.is(first, "ledger-block");
  if (!isBlock && !(lexicon.is(rest.at(-1) ?? "", "ledger-block") && isBeside([first]))) return false;
  if (rest.length > 0) return isBeside([first, ...rest]);
  const named = segments.slice(at + 1).map(textOfName);
  if (named.some((name) => lexicon.is(name, "ledger-mark") || isBeside(name.split(" ")))) return true;
  const isDoneToOne = segments[at - 1]?.includes("{") === true;
  const before = segments.slice(0, at).filter((segment) => !segment.includes("{"));
  const last = wordsOf(before.at(-1) ?? "");
  if (isDoneToOne)
    return last.some((word) => lexicon.is(word, "public-chain") || word === "chain" || word === "ledger");
  if (isBeside(before.flatMap(wordsOf))) return true;
  const isOfNothing =
    requestBody === undefined && !parameters.some(({ in: place }) => place === "query" || place === "path");
  return isOfNothing || [summary, description].some((text) => isReadOf(text, first, lexicon));
}

/** Whether a text begins with a read, and what is read is a thing: "Access detailed block information". */
function isReadOf(text: string, thing: string, lexicon: Lexicon): boolean {
  const [first = "", ...rest] = (sentencesOf(text, LIMIT)[0] ?? "").split(/\s+/).flatMap(wordsOf);
  return (reads(first, lexicon) || SHOWING.some((concept) => lexicon.is(first, concept))) && rest.includes(thing);
}

/**
 * Whether a call sends a transaction to a chain: `/sendtx/{hex}`, `/tx/broadcast?tx=…`, `/broadcast_tx_commit?tx=…`. A broadcast of
 * a station, `/broadcasts/{id}`, and what was sent, `/tx/{hash}`, are read.
 */
function sendsToChain(operation: Operation): boolean {
  const { path, parameters, lexicon } = operation;
  const isTaken = parameters.some(
    ({ in: place, name }) =>
      (place === "query" || place === "path") && lexicon.is(textOfName(name), "chain-transaction"),
  );
  if (!isTaken || pagingOf(operation).length > 0) return false;
  const [verb = "", ...things] = wordsInOrder(lastFixed(path)).flatMap((word) => partsOfSending(word, lexicon));
  return (
    lexicon.is(verb, "sends-to-chain") &&
    (things.length === 0 || things.some((_, at) => lexicon.is(things.slice(0, at + 1).join(" "), "chain-transaction")))
  );
}

/** The verb and the thing that a name writes as one word: `sendtx`, `pushtx`. */
function partsOfSending(word: string, lexicon: Lexicon): readonly string[] {
  for (let at = LEAST_VERB; at < Math.min(word.length - 1, LONGEST_VERB); at++) {
    const verb = word.slice(0, at);
    const thing = word.slice(at);
    const isOne =
      lexicon.is(thing, "chain-transaction") || lexicon.is(thing.replace(/^raw/, "raw "), "chain-transaction");
    if (lexicon.is(verb, "sends-to-chain") && isOne) return [verb, thing.replace(/^raw/, "raw ")];
  }
  return [word];
}

const LONGEST_VERB = 16;

/** The names of a schema and of what stands in its envelope, two levels down. */
function namesWithin(schema: Schema): readonly string[] {
  const target = targetOf(schema);
  const level = [...target.properties.values()].map(targetOf);
  const inner = level.flatMap((one) => [...one.properties.values(), ...one.anyOf, ...one.oneOf].map(targetOf));
  return [target, ...level, ...inner].flatMap(({ name }) => name ?? []);
}

const SENT = ["sent-thing", "left-by-visitor", "one-time-code", "code"] as const;

/**
 * Whether the text of a message is in the query, and nothing is described that could have been read: `/sms?to=…&message=…`.
 * Several, as `/messages`, are looked through.
 */
function takesMessage(operation: Operation): boolean {
  const { path, parameters, responses, lexicon } = operation;
  const [last = ""] = path.endsWith("}") ? [] : wordsInOrder(lastFixed(path)).slice(-1);
  const [one = ""] = wordsOf(last);
  // An `sms` is one.
  if (one !== last && last !== "sms" && lexicon.is(one, "message")) return false;
  const isText = parameters.some(({ in: place, name, schema }) => {
    const { types, enum: values, properties } = schema === undefined ? NOTHING_SAID : targetOf(schema);
    const called = wordsInOrder(name).join(" ");
    return (
      place === "query" &&
      lexicon.is(called, "message") &&
      !lexicon.is(called, "contact-address") &&
      types.every((type) => type === "string") &&
      values === undefined &&
      properties.size === 0
    );
  });
  return (
    isText &&
    isSentOn(operation) &&
    (answersNothing(operation, true) ||
      responses.every(
        ({ statusClass, content }) =>
          statusClass !== "2xx" || content.every(({ schema }) => schema === undefined || saysNothing(targetOf(schema))),
      ))
  );
}

/**
 * Whether a message in the query is sent on, and nothing is searched for with it: the path has a POST too, or somebody is named
 * to whom or where it goes, and no part of a list is asked for.
 */
function isSentOn(operation: Operation): boolean {
  const { path, pathItem, parameters, lexicon } = operation;
  const queried = parameters.filter((one) => one.in === "query").map(({ name }) => textOfName(name));
  if (pagingOf(operation).length > 0) return false;
  return (
    member(pathItem.node.value, "post") !== undefined ||
    [...fixedSegments(path).map(textOfName), ...queried].some(
      (name) => lexicon.is(name, "takes-messages") || lexicon.is(name, "message-recipient"),
    )
  );
}

/** The parameters that say which part of a list is wanted. "From" is where one begins, and who sends. */
function pagingOf({ parameters, lexicon }: Operation): readonly string[] {
  return parameters.flatMap(({ in: place, name }) => {
    const words = textOfName(name);
    const isPaging = words !== "from" && words.split(" ").every((word) => lexicon.is(word, "paging"));
    return place === "query" && isPaging ? [name] : [];
  });
}

/** Whether words to look for must be sent. */
function searches({ parameters }: Operation): boolean {
  return parameters.some(({ in: place, name, required }) => place === "query" && required && SEARCHED.test(name));
}

const SEARCHED = /^(?:q|query|term|search(?:[-_]?(?:term|query|text))?|suche|busca|pesquisa)$/i;

/** How many such parameters show a list: a `count` alone may say how often something is done. */
const PAGED = 2;

/** Whether a GET does no more than send on what stands in its query. */
export function sendsByQuery(operation: Operation): boolean {
  return operation.method === "GET" && isChangingGet(operation) && takesMessage(operation);
}

const NOTHING_SAID = { types: [], enum: undefined, properties: new Map() } as const;

function saysNothing({ node }: Schema): boolean {
  return isObject(node.value) && Object.keys(node.value).every((key) => key === "title" || key === "description");
}

/** What follows a verb that tells somebody to do something to a thing: "Remove all personal data", "Delete the order". */
const WHOLE = ["article-or-own", "all-of-it"] as const;

/** Whether an operationId only says method and path again, as a generator writes it: `getV1OrdersIdCancel`. */
function isOfItsPath({ operationId = "", method, path }: Operation): boolean {
  const said = wordsInOrder(operationId)
    .join("")
    .replace(/[^a-z\d]/g, "");
  return said === `${method}${path}`.toLowerCase().replace(/[^a-z\d]/g, "");
}

/** Whether a call decides something by its query: `?accept=false`, `?confirm=yes`, `?decision=declined` of a few words. */
function asksForDecision({ parameters, lexicon }: Operation): boolean {
  return parameters.some(({ in: place, name, required, schema }) => {
    if (place !== "query" || !required || schema === undefined) return false;
    const word = wordsInOrder(name).join(" ");
    const { types, enum: values = [] } = targetOf(schema);
    if (types.includes("boolean")) return DECISIONS.some((concept) => lexicon.is(word, concept));
    return lexicon.is(word, "own-decision") && values.length > 1;
  });
}

const DECISIONS = ["approve", "accept", "reject", "confirm", "cancel", "delete"] as const;

/**
 * Whether the query of a GET of one thing is called an action, and one of its values changes that thing: `?action=cancel`.
 * With another of its values the call may still be harmless.
 */
export function changesByChoice({ method, path, parameters, lexicon }: Operation): boolean {
  if (method !== "GET" || !path.endsWith("}")) return false;
  return parameters.some(({ name, in: place, schema }) => {
    if (place !== "query" || schema === undefined || !lexicon.is(wordsOf(name).join(" "), "chosen-act")) return false;
    const { enum: values = [], types } = targetOf(schema);
    const changesIt = (value: unknown): boolean =>
      typeof value === "string" && lexicon.is(value.toLowerCase(), "changes-the-one");
    return !types.includes("array") && values.some(changesIt);
  });
}

/**
 * Whether a call reads unless its query chooses something else to do: `?do=purge`, of "list", "archive" and "purge". What
 * was done to something, in a log of it, is chosen likewise.
 */
function choosesAct({ path, parameters, lexicon }: Operation): boolean {
  if (lexicon.has(wordsInOrder(path), "log-of-calls")) return false;
  return parameters.some(({ in: place, schema }) => {
    if (place !== "query" || schema === undefined) return false;
    const { enum: values = [], types, node } = targetOf(schema);
    const words = values.flatMap((value) => (typeof value === "string" ? [value.toLowerCase()] : []));
    const usual = member(node.value, "default");
    return (
      !types.includes("array") &&
      typeof usual === "string" &&
      reads(usual.toLowerCase(), lexicon) &&
      words.some((word) => lexicon.is(word, "unmistakably-changes") || lexicon.is(word, "changes-the-one"))
    );
  });
}

/** Whether the end of a path is the act itself, one of those that the text or the values list: `/pods/{podId}/{action}`. */
function namesAct(operation: Operation): boolean {
  const { parameters, summary = "", description = "", lexicon } = operation;
  const name = chosenAct(operation);
  if (name === undefined) return false;
  const parameter = parameters.find((one) => one.in === "path" && one.name === name);
  const values = (parameter?.schema === undefined ? undefined : targetOf(parameter.schema).enum) ?? [];
  const own = parameter?.description ?? "";
  if (values.length === 0 && seeksOnly(operation, own)) return false;
  const texts = values.length > 0 ? values.map(textOfValue) : [summary, description, own];
  return texts.some((text) => {
    const words = wordsInOrder(text.slice(0, LIMIT));
    return CHANGING.some((concept) => lexicon.has(words, concept));
  });
}

/** Whether a path is one of a search, and each act that the text of its parameter lists is a search, too: "like `_search`". */
function seeksOnly({ path, lexicon }: Operation, text: string): boolean {
  const listed = [...text.slice(0, LIMIT).matchAll(/`([^`]{1,60})`/g)].map(([, name = ""]) => textOfName(name));
  return (
    listed.length > 0 &&
    listed.every((name) => lexicon.is(name, "looks-up")) &&
    fixedSegments(path).some((segment) => lexicon.is(textOfName(segment), "seeks"))
  );
}

const CHANGING = ["unmistakably-changes", "changes-the-one", "stops-service"] as const;

/** The sentence of a GET's text that says that reading changes something: "The first query marks the ticket as used". */
export function changeByReading(operation: Operation): string | undefined {
  const { path, lexicon } = operation;
  // "The first call charges the card" is about a telephone, where calls are what an API is about.
  if (lexicon.has(wordsInOrder(path).flatMap(wordsOf), "log-of-calls")) return undefined;
  const { summary = "", description = "", responses } = operation;
  if (!statedWithSuccesses(operation).some((stated) => stated.has("read-changes"))) return undefined;
  const succeeded = responses.filter(({ statusClass }) => statusClass === "2xx");
  const texts = [summary, description, ...succeeded.map((response) => response.description ?? "")];
  return texts
    .flatMap((text) => sentencesOf(text))
    .find(
      (sentence) => statedIn(sentence).has("read-changes") && isSaidOfReading(sentence.replaceAll(ATTRIBUTES, " ")),
    );
}

/** Whether reading changes something, by a sentence without what it is that is read: "Consulter une commande" orders nothing. */
function isSaidOfReading(sentence: string): boolean {
  const read = sentence.replace(BARE_THING, "$1").replace(KIND_OF_READING, "$1").replaceAll(PUBLIC, " ");
  return statedIn(read.replaceAll(THING_READ, "$1")).has("read-changes");
}

/**
 * What kind of reading it is, where that stands first: "Consulta pública", "Visita confirmada", "Accès réservé aux adhérents". With an
 * article behind, the word is a verb: "Consulta publica el informe".
 */
const KIND_OF_READING =
  /^(\s*\p{L}{1,20}) (?:public[oa]s?|pag[oa]s?|\p{L}{2,20}(?:[ai]d[oa]s?|ée?s?))(?!\p{L}|\s+(?:el|las?|los|[oa]s?|uma?|una?|les?|l['’])(?!\p{L}))/iu;

/** With this accent the word is no verb. */
const PUBLIC = /(?<!\p{L})públic[oa]s?(?!\p{L})/giu;

/** What a Romance noun is of stands behind a preposition, and is no verb: "informações de baixa" are about a settlement. */
const ATTRIBUTES = /(?<![\p{L}])(?:de|do|da|dos|das|del|des|du) [\p{L}-]{1,40}/giu;

/**
 * What is read: behind an infinitive, or behind the first word, an article and a noun ("Lire une facture", "Retorna uma
 * reserva"). Elsewhere it may be a pronoun and a verb: "Lire l'avis, et l'archive".
 */
const THING_READ =
  /((?<![\p{L}])\p{L}{1,18}(?:er|ir|re|ar)|^\s*\p{L}{1,20}) (?:(?:une?|les?|la|una|el|los|las|uma?|os?|as?|[st]?es|son|sa|su|sus|seus?|suas?) |[dl]['’])[\p{L}-]{1,40}/giu;

/** The same without an article, where the sentence ends, or goes on about it: "Ver reserva", "Obter reserva por código", "Viewing issues of a journal". */
const BARE_THING =
  /^(\s*\p{L}{1,20}(?:er|ir|re|ar|ing)) [\p{L}-]{1,40}(?=\s*(?:$|[.,;:()])|\s+(?:d[eu]|des|del|d[ao]s?|par|por|para|pour|con|com|avec|en|em|of|for|by)\s)/iu;

/** Whether a path names one thing and then, in its last segment, something of it or done to it: `/sirens/{id}/test-alarm`. */
function endsInAct({ path }: Operation): boolean {
  return /\}\/[^/{}]+\/?$/.test(path);
}

/** Whether a text begins with what a call does to something, and that is no read: "Wipes the device", "Löst den Alarm aus". */
function isSaidToAct({ summary = "", description = "", lexicon }: Operation): boolean {
  // Behind a summary that reads, the description goes on about what can be done with it.
  const isRead = reads(wordsOf(summary)[0] ?? "", lexicon);
  return [summary, ...(isRead ? [] : sentencesOf(description, LIMIT))].some((sentence) => {
    const words = wordsInOrder(sentence);
    const [first = "", ...rest] = words;
    const isVerb = lexicon.is(rest[0] ?? "", "article-or-own");
    // A German verb may be parted, and an infinitive stands at the end of what it is about.
    const parted = rest.slice(1, 14).map((one) => `${first} ${one}`);
    const verbs = [
      ...(isVerb ? [first, first.replace(/s$/, ""), first.replace(/es$/, ""), ...parted] : []),
      ...(sentence === summary && isInfinitiveLast(words, lexicon) ? [words.at(-1)!] : []),
    ];
    return !reads(first, lexicon) && verbs.some((verb) => lexicon.is(verb, "sets-off") || isChange(verb, lexicon));
  });
}

/** Whether the last word may be an infinitive, which ends a German sentence: "Den Alarm auslösen", and not "Used in a specific block". */
function isInfinitiveLast(words: readonly string[], lexicon: Lexicon): boolean {
  const [before, last = ""] = words.slice(-2);
  return words.length > 1 && last.endsWith("n") && !lexicon.is(before ?? "", "article-or-own");
}

/** So much of a description is looked at. */
const LIMIT = 1000;

/** The verb of a procedure, which stands behind what it is about: `views.publish`, `cards:block`. */
function calledVerb(segment: string): string {
  return /^[a-z]+(?:\.[a-z]+)*[.:]([a-z]+)$/i.exec(segment)?.[1]?.toLowerCase() ?? "";
}

/** Whether a path is one word beside its version, and a call names nothing: what it does it does to all that there is. */
export const isOfEverything = memo(({ path, parameters, requestBody }: Operation): boolean => {
  const own = ownSegments(path);
  return (
    own.length === 1 &&
    !path.includes("{") &&
    requestBody === undefined &&
    !parameters.some(({ in: place }) => place === "query" || place === "path")
  );
});

/** Whether a word says that all begins anew, or that what is elsewhere is taken in. */
function actsOnEverything(last: string, lexicon: Lexicon): boolean {
  const words = wordsInOrder(last).join(" ");
  return lexicon.is(words, "begins-anew") || lexicon.is(words, "takes-in");
}

/**
 * Whether a path answers every method alike: the same comes back, and none of them takes a body. A framework serves it so
 * where nobody said which method it is for, and the method says nothing of what it does.
 */
export const isOfEveryMethod = memo(
  ({ operationKind, pathItem }: Operation): boolean => operationKind === "path" && answersAlike(pathItem),
);

const answersAlike = memo(({ node }: PathItem): boolean => {
  const all = EVERY_METHOD.map((method) => member(node.value, method));
  const answers = new Set(all.map((one) => textOfValue(member(member(one, "responses"), "200"))));
  if (all.every((one) => isObject(one) && !takesSomething(one)) && answers.size === 1) return true;
  return isSaidOfAll(all);
});

/**
 * Whether each method is said to do the same, and that is to redirect, or to return something without taking a body. A method that is
 * tried out changes nothing, whichever it is.
 */
function isSaidOfAll(all: readonly unknown[]): boolean {
  const [first] = all;
  const said = textOfValue(member(first, "summary"));
  return (
    said !== "" &&
    all.every((one) => isObject(one) && member(one, "summary") === said) &&
    new Set(all.map((one) => JSON.stringify(member(one, "responses")))).size === 1 &&
    (redirectsAlone(member(first, "responses")) ||
      (ONLY_RETURNS.test(said) && all.every((one) => member(one, "requestBody") === undefined)))
  );
}

const ONLY_RETURNS = /^(?:returns?|gibt|liefert|renvoie|retourne|devuelve|retorna|devolve) /i;

function redirectsAlone(responses: unknown): boolean {
  return isObject(responses) && Object.keys(responses).every((status) => status.startsWith("3"));
}

const EVERY_METHOD = ["get", "post", "put", "patch", "delete"];

function takesSomething(operation: object): boolean {
  const parameters = member(operation, "parameters");
  return member(operation, "requestBody") !== undefined || (Array.isArray(parameters) && parameters.length > 0);
}

/** Whether words name what an act costs or when it may be done, and not the act: `cancel-fees`, `refund_policy`. */
function isTermOfAct([verb = "", noun = ""]: readonly string[], lexicon: Lexicon): boolean {
  return (lexicon.is(verb, "cancel") || lexicon.is(verb, "refund")) && lexicon.is(noun, "term-of-act");
}

/** What names of reads begin with, whatever follows; a check of something is one too. */
export function reads(word: string, lexicon: Lexicon): boolean {
  return lexicon.is(word, "begins-a-read") || /^(?:return|is|has|can)$/.test(word);
}

/** The end of a path that is no parameter: `retry` of `/builds/{id}:retry` (a custom method, AIP-136). */
function lastFixed(path: string): string {
  const custom = /\}:([^/{}]+)\/?$/.exec(path)?.[1];
  return custom ?? path.split("/").findLast((segment) => segment !== "" && !segment.includes("{")) ?? "";
}

/** Whether a path ends in a verb that is nothing else, as infinitives of other languages than English are: `/rappels/envoyer`. */
function isInfinitive(last: string, lexicon: Lexicon): boolean {
  const [word = "", ...more] = wordsInOrder(last);
  return (
    more.length === 0 &&
    /[^e](?:er|ir|ar|en)$/.test(word) &&
    !/^(?:transfer|open)$/.test(word) &&
    lexicon.is(word, "changes-the-one") &&
    !lexicon.is(word, "action-or-thing")
  );
}

/** Verbs that are no nouns as well: a transfer, an update and a reset can be things that are read. */
function isChange(word: string, lexicon: Lexicon): boolean {
  return lexicon.is(word, "unmistakably-changes") && !lexicon.is(word, "action-or-thing");
}

/** Whether a path ends in what may be done to the one thing before it: `/orders/{id}/refund`. */
function isActOnOne({ path, lexicon }: Operation, last: readonly string[]): boolean {
  const isAct =
    (last.length <= 2 && lexicon.is(last[0] ?? "", "changes-the-one")) ||
    lexicon.is(last.join(" "), "act-of-two") ||
    (last.length > 1 && (setsSo(last, lexicon) || lexicon.lengthAt(last, 0, "changes-the-one") === last.length));
  return isAct && /\}[/:][^/{}]+\/?$/.test(path);
}

/** Whether words say that a thing is made to be something: `mark-as-read`, `make-default`. */
function setsSo(words: readonly string[], lexicon: Lexicon): boolean {
  const length = lexicon.lengthAt(words, 0, "sets-so");
  return length > 0 && words.length === length + (words[length] === "as" ? 2 : 1);
}

/** Whether nothing comes back that could have been read: no body, or only how it went; `orText`: or a text of no kind. */
function answersNothing({ responses }: Operation, orText = false): boolean {
  const succeeded = responses.filter(({ status }) => /^[23]/.test(status));
  return (
    succeeded.length > 0 &&
    succeeded.every(({ status, content }) =>
      /^2(?:00|XX)$/i.test(status)
        ? content.length > 0 && content.every((media) => isReceipt(media.schema) || (orText && isPlainText(media)))
        : true,
    )
  );
}

function isPlainText({ type, schema }: MediaType): boolean {
  if (schema === undefined || /html|octet|image|pdf|zip|csv/i.test(type)) return false;
  const { types, properties, node } = targetOf(schema);
  return (
    types.length === 1 && types[0] === "string" && properties.size === 0 && member(node.value, "format") === undefined
  );
}

function isReceipt(schema: Schema | undefined): boolean {
  if (schema === undefined) return false;
  const { properties, types } = targetOf(schema);
  if (properties.size === 0) return types.includes("boolean");
  return [...properties.keys()].every((name) => /^(?:ok|success|status|state|message|result|code)$/i.test(name));
}

/** Whether the summary or the operationId tells somebody to do it: "Refund an order", `refundOrder`. */
function isImperative(
  { path, lexicon }: Operation,
  [verb = "", next = ""]: readonly string[],
  id: readonly string[],
): boolean {
  const last = wordsOf(lastFixed(path))[0]!;
  const isSaid = verb === last || lexicon.is(verb, "changes-the-one");
  return (isSaid && lexicon.is(next, "article-or-own")) || (id.length > 1 && id[0] === last);
}

/** Whether what is created is only the beginning of a log-in, or an address to go to. */
function isBeginning(operation: Operation, words: readonly string[]): boolean {
  return (
    /log-?in|sign-?in|auth|self-service|regist|recover|settings/i.test(operation.path) ||
    words.some((word) => /^(?:flow|session|url|uri|link|token)$/.test(word))
  );
}

/** Whether all that a call changes is that the caller is out. */
export function isSigningOut({ path }: Operation): boolean {
  return SIGNING_OUT.test(path);
}

/** Whether it looks like the link of a message: who follows one has no token to send. */
export function isLinkInMessage({ path, access }: Operation): boolean {
  return access !== "secured" && IN_MESSAGES.test(path);
}

/** What a link in a message leads to. */
const IN_MESSAGES = /verif|confirm|activat|unsubscrib|invit|opt-?_?out|approve|accept|magic/i;

const SIGNING_OUT = /(?:^|\/)(?:log|sign)[-_]?out$/i;
const DATABASES = /^(?:create|drop|init|reset|seed|wipe|populate)[-_]?(?:db|database|data)$/i;
