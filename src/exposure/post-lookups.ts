import { isObject, member } from "../core/json-value.ts";
import { textOfValue } from "../core/text-of-value.ts";
import { isIdentifierWord } from "../data/classify/entity.ts";
import { textOfName, wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import { sentencesOf } from "../lexicon/sentences.ts";
import type { Operation } from "../model/api.ts";
import { composedProperties, isLeaf } from "../model/schema-parts.ts";
import { targetOf } from "../model/schema.ts";
import { fixedSegments } from "./words.ts";

/**
 * Whether a POST looks up for many what a GET beside it looks up for one: it takes a bare list of keys, says that a list comes
 * back, and its path names the same thing as that of the GET: `/xrefsBatch` beside `/xrefs/{id}`. Who sends objects stores them.
 */
export function looksUpListOfKeys(operation: Operation): boolean {
  const { path, summary = "", description = "", lexicon } = operation;
  if (!answersAtOnce(operation) || !takesKeysAlone(operation)) return false;
  const [first = ""] = sentencesOf(description === "" ? summary : description);
  if (!GIVES_LIST.test(first) || saysMore(operation)) return false;
  const own = lastFixedAt(path);
  const named = wordsInOrder(own.name);
  const things = named.filter((word) => !lexicon.is(word, "batch"));
  if (things.length === 0 || things.length === named.length) return false;
  return Object.entries(pathsBeside(operation)).some(([other, item]) => {
    const that = nameAt(other, own.before);
    return (
      isObject(member(item, "get")) &&
      that !== undefined &&
      wordsInOrder(that).join(" ") === things.join(" ") &&
      other.startsWith(`${own.before}${that}/{`)
    );
  });
}

/** Says in each language that several things come back. */
const GIVES_LIST =
  /^(?:returns?|retrieves?|gets?|lists?) (?:\S+ ){0,2}?(?:lists?|arrays?|all)\b|^(?:liefert|gibt) (?:\S+ ){0,2}?listen?\b|^(?:renvoie|retourne) (?:\S+ ){0,2}?listes?\b|^devuelve (?:\S+ ){0,2}?listas?\b|^(?:retorna|devolve) (?:\S+ ){0,2}?listas?\b/i;

/** Whether all that is sent is text, or a list of keys: no object has a field that could be kept. */
function takesKeysAlone({ requestBody }: Operation): boolean {
  const content = requestBody?.content ?? [];
  return (
    content.length > 0 &&
    content.every(({ schema }) => {
      if (schema === undefined) return false;
      const target = targetOf(schema);
      const item = target.items === undefined ? target : targetOf(target.items);
      return isLeaf(item) && item.types.every((type) => type === "string" || type === "integer");
    })
  );
}

/**
 * Whether a POST is the query of its GET, sent in the body: the same sentence is said of both, the GET cannot be called without
 * one of the parameters that the POST demands, and the POST takes nothing besides what the GET takes.
 */
export function sendsQueryOfGet(operation: Operation): boolean {
  const { pathItem, description = "", requestBody } = operation;
  const get = member(pathItem.node.value, "get");
  const [first = ""] = sentencesOf(description);
  if (!isObject(get) || first.length < TELLING || !answersAtOnce(operation)) return false;
  // Whatever else the POST would do is said of it alone.
  const said = new Set(sentencesOf(textOfValue(member(get, "description")), LIMIT));
  if (!sentencesOf(description, LIMIT).every((sentence) => said.has(sentence))) return false;
  const parameters = member(get, "parameters");
  const asked = (Array.isArray(parameters) ? parameters : []).filter((one) => member(one, "in") === "query");
  const names = new Set(asked.map((one) => textOfValue(member(one, "name"))));
  const demanded = new Set(
    asked.filter((one) => member(one, "required") === true).map((one) => textOfValue(member(one, "name"))),
  );
  const sent = (requestBody?.content ?? []).flatMap(({ schema }) => (schema === undefined ? [] : [targetOf(schema)]));
  return (
    sent.length > 0 &&
    sent.every(
      ({ properties, required }) =>
        properties.size > 0 &&
        [...properties.keys()].every((name) => names.has(name)) &&
        [...required].some((name) => demanded.has(name)),
    )
  );
}

/** So long a sentence says what is done, and not only of what. */
const TELLING = 20;

/**
 * Whether a model is asked by what it is asked with: a model or a prompt, and how freely it answers, as `temperature` does. What is
 * kept with such settings, an agent, is read or changed at its own path afterwards.
 */
export function asksModelFreely(operation: Operation): boolean {
  const { path, pathItem, requestBody } = operation;
  if (path.includes("{") || !answersAtOnce(operation) || isObject(member(pathItem.node.value, "get"))) return false;
  if (saysMore(operation) || path.split(/[/_-]/).some((word) => DOES_MORE.test(word))) return false;
  const sent = (requestBody?.content ?? []).map(({ schema }) =>
    schema === undefined ? [] : [...composedProperties(schema).keys()],
  );
  const has = (names: readonly string[], pattern: RegExp): boolean => names.some((name) => pattern.test(name));
  return (
    sent.length > 0 &&
    sent.every(
      (names) =>
        has(names, /^(?:model|prompt)$/i) && has(names, SAMPLING) && names.every((name) => ASKED_WITH.test(name)),
    ) &&
    !has(givenNames(operation), SAMPLING) &&
    !isReadBelow(operation)
  );
}

/** What else is done with a model than asking it: it is set up, put to work, or let act. */
const DOES_MORE = /^(?:settings?|config(?:uration)?|deployments?|agents?|runs?|executions?|send|defaults?)$/i;

/** All that a model is asked with: a recipient, a command, tools or copies are for something else. */
const ASKED_WITH =
  /^(?:model|engine|prompts?|messages?|input|query|questions?|documents?|examples(?:[-_]context)?|suffix|stream|n|echo|stop|user|seed|size|best[-_]?of|\w{1,20}[-_]penalty|logit[-_]bias|response[-_]format|temperature|top[-_]?[pk]|max[-_]\w{1,20}|log[-_]?probs|return[-_]\w{1,20})$/i;

/** How a model draws its answer. */
const SAMPLING = /^(?:temperature|top[-_]?[pk]|max[-_]?(?:new[-_]?)?tokens|log[-_]?probs)$/i;

/** What only something that is kept has. */
const CALLED = /^(?:name|title|description|label)$/i;

/** Whether a field names something that is kept by its ID: `orderId`. That of the request itself is none. */
export function namesKept(name: string): boolean {
  const words = wordsOf(name);
  return (
    words.length > 1 && isIdentifierWord(words.at(-1)!) && !/^(?:request|correlation|trace|client)$/.test(words[0]!)
  );
}

/**
 * Whether figures are worked out of what is posted, and come back with it: `…/calculations`, of which each sentence says that
 * it calculates or returns. What is saved is no mere figure.
 */
export function returnsPostedWithFigures(operation: Operation): boolean {
  const { path, summary = "", description = "", lexicon } = operation;
  const last = wordsOf(fixedSegments(path).at(-1) ?? "");
  if (!answersAtOnce(operation) || path.endsWith("}") || !lexicon.is(last.join(" "), "worked-out-figures"))
    return false;
  return (
    !saysMore(operation) &&
    sentencesOf(description).some((sentence) => RETURNS_POSTED.test(sentence)) &&
    [...sentencesOf(summary), ...sentencesOf(description)].every(
      (sentence) => RETURNS_POSTED.test(sentence) || lexicon.has(wordsOf(sentence), "worked-out-figures"),
    )
  );
}

/** Whether a call is named as a question, and a text says that it answers it: `hasPassword`, "Determines whether …". It takes nothing. */
export function asksWhether(operation: Operation): boolean {
  const { path, summary = "", description = "", requestBody } = operation;
  const [verb = "", ...rest] = wordsInOrder(path.split("/").at(-1) ?? "");
  return (
    answersAtOnce(operation) &&
    requestBody === undefined &&
    !path.includes("{") &&
    rest.length > 0 &&
    /^(?:has|is|can)$/.test(verb) &&
    ANSWERS_WHETHER.test(summary === "" ? description : summary)
  );
}

/** Says in each language that a call answers whether something is so. */
const ANSWERS_WHETHER =
  /^(?:determines?|checks?|returns?|tells?|says?) (?:if|whether)\b|^(?:prüft|ermittelt|sagt), ob\b|^(?:vérifie|indique|détermine) si\b|^(?:comprueba|indica|determina) si\b|^(?:verifica|indica|determina) se\b/i;

/**
 * Whether a search is called after what a POST does to its collection, by who writes `createSearch` of `/documents/search`. A search
 * that is kept is read at its own path.
 */
export function createsItsSearch(operation: Operation): boolean {
  const { path, pathItem, operationId = "", requestBody, lexicon } = operation;
  const last = fixedSegments(path).at(-1) ?? "";
  if (path.endsWith("}") || !lexicon.is(textOfName(last), "search") || !answersAtOnce(operation)) return false;
  if (isObject(member(pathItem.node.value, "get"))) return false;
  const names = (requestBody?.content ?? []).flatMap(({ schema }) =>
    schema === undefined ? [] : [...composedProperties(schema).keys()],
  );
  return (
    wordsInOrder(operationId).join(" ") === `create ${textOfName(last)}` &&
    names.some((name) => /^(?:q|query|term|keywords?)$/i.test(name)) &&
    !names.some((name) => CALLED.test(name)) &&
    !isReadBelow(operation)
  );
}

/** Whether what is made is read, changed or deleted at a path of its own: it goes through all paths, and is asked last. */
export function isReadBelow(operation: Operation): boolean {
  return Object.entries(pathsBeside(operation)).some(
    ([other, item]) =>
      other.startsWith(`${operation.path}/{`) && OF_ONE.some((method) => isObject(member(item, method))),
  );
}

const OF_ONE = ["get", "put", "patch", "delete"] as const;

/** Says in each language that what came in comes back. */
const RETURNS_POSTED =
  /\breturns? the (?:posted|submitted|sent|supplied|given) \S+|\bgibt (?:das|die|den) (?:gesendeten?|übermittelten?|übergebenen?) \S+|\b(?:renvoie|retourne) (?:l'objet|les valeurs|les données) (?:envoyée?s?|transmise?s?|soumise?s?)|\bdevuelve (?:el|la|los|las) \S+ (?:enviad|recibid)[oa]s?|\b(?:retorna|devolve) (?:o|a|os|as) \S+ (?:enviad|recebid)[oa]s?/i;

/** Whether texts say that something is done besides: "stores", "is stored", and not "the stored values". */
function saysMore({ summary = "", description = "", lexicon }: Operation): boolean {
  return [...sentencesOf(summary, LIMIT), ...sentencesOf(description, LIMIT)].some((sentence) => {
    const words = wordsInOrder(sentence);
    const done = words.map((word, at) => (IS.test(words[at - 1] ?? "") ? word.replace(/e?d$/, "") : ""));
    const doneOf = words.map((word, at) => (IS.test(words[at - 1] ?? "") ? word.replace(/d$/, "") : ""));
    const forms = [
      words,
      words.map((word) => word.replace(/s$/, "")),
      words.map((word) => word.replace(/es$/, "")),
      done,
      doneOf,
    ];
    return forms.some((one) => lexicon.has(one, "is-no-read")) || lexicon.has(words, "keeps-result");
  });
}

const IS = /^(?:is|are|be|been|gets?|was|were|ist|sind|wird|werden|est|sont|es|son|é|são)$/;

/** So much of a description is looked at. */
const LIMIT = 2000;

/** Whether all that a call answers with is given at once. */
export function answersAtOnce({ method, responses }: Operation): boolean {
  const fine = responses.filter(({ statusClass }) => statusClass === "2xx");
  return method === "POST" && fine.length > 0 && fine.every(({ status }) => status === "200");
}

/** The names of what comes back, at the first level. */
function givenNames({ responses }: Operation): readonly string[] {
  return responses
    .filter(({ statusClass }) => statusClass === "2xx")
    .flatMap(({ content }) =>
      content.flatMap(({ schema }) => (schema === undefined ? [] : [...composedProperties(schema).keys()])),
    );
}

/** The paths of the file that a path stands in, as written. */
export function pathsBeside({ pathItem }: Operation): object {
  const paths = member(pathItem.node.source.value, "paths");
  return isObject(paths) ? paths : {};
}

/** The last part of a path that is no parameter, and what stands before it. */
function lastFixedAt(path: string): { readonly name: string; readonly before: string } {
  const segments = path.split("/");
  const at = segments.findLastIndex((segment) => segment !== "" && !segment.includes("{"));
  return { name: segments[at] ?? "", before: segments.slice(0, Math.max(at, 0)).join("/") + "/" };
}

/** The part of a path behind a beginning. */
function nameAt(path: string, before: string): string | undefined {
  return path.startsWith(before) ? path.slice(before.length).split("/")[0] : undefined;
}
