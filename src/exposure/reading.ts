import { isSaid, saidBy, statedBy } from "./said.ts";
import { sentencesOf } from "../lexicon/sentences.ts";
import { isObject, member } from "../core/json-value.ts";
import { textOfValue } from "../core/text-of-value.ts";
import { keyword, targetOf, type Schema } from "../model/schema.ts";
import { memo } from "../core/memo.ts";
import { composedProperties, heldSchemaOf, isLeaf } from "../model/schema-parts.ts";
import type { Operation } from "../model/api.ts";
import { echoesRequest } from "./echoed-request.ts";
import { isIdentifierWord } from "../data/classify/entity.ts";
import { computesFromInput, computesWhereNothingIsKept } from "./computes-from-input.ts";
import { drawsByChance, isSaidNotKept } from "./draws-by-chance.ts";
import { isChangingGet, isOfEveryMethod } from "./changing-get.ts";
import { intentOf, type Intent } from "./intent.ts";
import { returnsList, takesMany } from "./lists.ts";
import type { Concept } from "../lexicon/concept.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";
import { textOfName, wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import { endsIn, precedes } from "../lexicon/phrases.ts";
import {
  asksModelFreely,
  asksWhether,
  createsItsSearch,
  looksUpListOfKeys,
  returnsPostedWithFigures,
  sendsQueryOfGet,
} from "./post-lookups.ts";
import { fixedSegments } from "./words.ts";

/**
 * What an operation that changes nothing reads: what is `stored`, or what is `computed` from what it takes. `undefined`
 * where it may change something. By its method, which names can belie: `POST /invoices/search` reads, `GET /delete` does not.
 */
export const readingOf = memo((operation: Operation): Reading | undefined => {
  const { operationKind, method } = operation;
  if (operationKind !== "path") return undefined;
  if (echoesRequest(operation)) return "computed";
  if (isOfEveryMethod(operation)) return actsOf(operation).has("change") ? undefined : "stored";
  if (READS.has(method)) return isChangingGet(operation) ? undefined : "stored";
  const intent = intentOf(operation);
  if (method !== "POST" || (intent !== undefined && CHANGING.has(intent))) return undefined;
  const said = actsOf(operation);
  const isComputing = !isChargedForOne(operation);
  if (isComputing && isCalledCheck(operation) && answersWhether(operation)) return "computed";
  if (answersWhether(operation, FOUND) && !isSaidKept(operation)) return "computed";
  if (asksModel(operation) || asksModelFreely(operation)) return "computed";
  if (givesWhatItNames(operation)) return "stored";
  if (buildsUnsigned(operation)) return "computed";
  if (givesResults(operation)) return "stored";
  if (ASKING.some((isAsked) => isAsked(operation))) return "stored";
  if (returnsPostedWithFigures(operation) || computesFromInput(operation)) return "computed";
  if (drawsByChance(operation) || computesWhereNothingIsKept(operation)) return "computed";
  if (said.has("change") || isHandedOut(operation)) return undefined;
  if (looksUpListOfKeys(operation) || sendsQueryOfGet(operation)) return "stored";
  const given = givesFile(operation);
  if (given !== undefined) return given;
  if (saysItKeepsNothing(operation)) return "computed";
  if (isGetWithBody(operation) || looksUpMany(operation)) return "stored";
  if (said.has("stored") || onlyGivesBack(operation)) return "stored";
  return isComputing && said.has("computed") && !isSaidKept(operation) ? "computed" : undefined;
});

/** How a POST may ask for what is stored. */
const ASKING = [asksWhether, createsItsSearch] as const;

/**
 * Whether a text says that results are what comes back, and nothing else of what is done but that values or a file of them come in:
 * "Upload a CSV file. Return search results". What is created, sent or changed beside is no read.
 */
function givesResults(operation: Operation): boolean {
  const { path, responses, summary = "", description = "", lexicon } = operation;
  const fine = responses.filter(({ statusClass }) => statusClass === "2xx");
  if (path.includes("{") || fine.length === 0 || !fine.every(({ status }) => status === "200")) return false;
  if (isNamedAsAct(operation)) return false;
  const sentences = [...sentencesOf(summary), ...sentencesOf(description)];
  if (!sentences.some((sentence) => GIVES_RESULTS.test(sentence))) return false;
  return sentences.every((sentence) => {
    const words = wordsInOrder(sentence.replace(TAKES_VALUES, "")).filter((word) => !lexicon.is(word, "upload"));
    const forms = [words, words.map((word) => word.replace(/s$/, "")), words.map((word) => word.replace(/e?d$/, ""))];
    return !forms.some((one) => lexicon.has(one, "is-no-read"));
  });
}

/** Whether what the path ends in, or the operationId, is something that is done, or a role or money is sent: no text makes a search of it. */
function isNamedAsAct({ path, operationId = "", requestBody, lexicon }: Operation): boolean {
  const named = [path.split("/").at(-1) ?? "", operationId.split(/[._/:]/).at(-1) ?? ""].map((name) =>
    wordsInOrder(name).filter((word) => !lexicon.is(word, "upload")),
  );
  const sent = (requestBody?.content ?? []).flatMap(({ schema }) =>
    schema === undefined ? [] : [...composedProperties(schema).keys()],
  );
  return (
    NAMED_ACTS.some((concept) => named.some((words) => lexicon.has(words, concept))) ||
    sent.some((name) => GIVEN_AWAY.test(textOfName(name)))
  );
}

const NAMED_ACTS = ["is-no-read", "hands-out-rights", "money-leaves", "wipes", "runs-code", "destroys"] as const;
/** What a role, a payment or an account is given by. */
const GIVEN_AWAY = /\b(?:roles?|permissions?|amount|betrag|montant|importe|valor|iban)\b/;

/** What a text says of the call itself, and of nothing that it does. */
const TAKES_VALUES = /\b(?:method|endpoint|operation|call) accepts\b/i;

/** Says in each language that what was found or what is alike is given back, as a list. */
const GIVES_RESULTS =
  /\b(?:returns?|retrieves?|gives?)\b (?:\S+ ){0,3}?(?:search results?|(?:json )?(?:array|list) of (?:\S+ ){1,4}?(?:matching|which have|that match|similar))\b|\b(?:liefert|gibt)\b (?:\S+ ){0,3}?suchergebnisse?\b|\b(?:renvoie|retourne)\b (?:\S+ ){0,3}?résultats? de (?:la )?recherche|\bdevuelve\b (?:\S+ ){0,3}?resultados? de (?:la )?búsqueda|\b(?:retorna|devolve)\b (?:\S+ ){0,3}?resultados? da (?:busca|pesquisa)/i;

/** Whether what is made has no effect until its owner signs it: "Builds an unsigned transaction". "Unsigned" denies nothing. */
function buildsUnsigned(operation: Operation): boolean {
  const { lexicon } = operation;
  const said = saidBy(operation);
  const isBuilt = said.some((words) => precedes(words, lexicon, "builds-it", "unsigned-thing", NEAR));
  // "… and signs it": the service does. In "… that the client signs" its owner stands between.
  const isSignedHere = said.some(
    (words) =>
      precedes(words, lexicon, "unsigned-thing", "signs-it", 2) ||
      precedes(words, lexicon, "unsigned-thing", "has-it-signed", 2),
  );
  return isBuilt && !isSignedHere && !isSaidKept(operation);
}

/** So many words may stand between what is done and to what. */
const NEAR = 3;

/**
 * Whether all that a call does is give a file: what it names is downloaded, or what it takes comes back in another form, as
 * speech of a text. A lead that is converted is another record, and what is accepted (202) is done later.
 */
function givesFile(operation: Operation): Reading | undefined {
  const { responses, path, lexicon } = operation;
  const fine = responses.filter(({ statusClass }) => statusClass === "2xx");
  if (fine.length === 0 || !fine.every(({ status }) => status === "200")) return undefined;
  const types = fine.flatMap(({ content }) => content);
  const said = saidBy(operation);
  const isBytes = types.length > 0 && types.every(({ type }) => BYTES.test(type));
  // The framework of an API may write a type down for each answer, and no schema.
  const isUntyped = types.every(({ schema }) => schema === undefined || isLeaf(targetOf(schema)));
  const isToldOf = isUntyped && said.some((words) => precedes(words, lexicon, "gives-a-file", "given-as-bytes", GIVEN));
  if (!isBytes && !isToldOf) return undefined;
  const last = wordsInOrder(fixedSegments(path).at(-1) ?? "");
  const first = said.map(([word = ""]) => word);
  const begins = (concept: Concept): boolean => first.some((word) => lexicon.is(word, concept));
  // "Downloads the invoice and marks it as paid": what else a sentence says is done, is done.
  if (said.some((words) => BESIDE.some((concept) => lexicon.has(words.slice(1), concept)))) return undefined;
  // `/points/redeem`, whatever it "converts"; `/convert` is called as what it does.
  if (lexicon.has(last, "moves-money-or-goods") && !lexicon.has(last, "turns-into")) return undefined;
  if (lexicon.is(last.join(" "), "download") && (isBytes || begins("download"))) return "stored";
  const described = sentencesOf(operation.description ?? "").map((sentence) => wordsInOrder(sentence));
  const isAll = described.every(([word = ""]) => GIVES.some((concept) => lexicon.is(word, concept)));
  return begins("turns-into") && isAll && !isSaidKept(operation) ? "computed" : undefined;
}

/** How a sentence begins that says that something is only given, in another form or as it is. */
const GIVES = ["turns-into", "gives-a-file", "download"] as const;

/** What may be done beside giving a file. */
const BESIDE = [
  "delete",
  "cancel",
  "approve",
  "send",
  "publish",
  "signs-it",
  "money-leaves",
  "settled-state",
  "verdict-state",
] as const;

/** Bytes that are looked at, listened to, or unpacked: pages and texts may be what a call says of what it did. */
const BYTES = /^(?:audio|image|video)\/|^application\/(?:pdf|zip|gzip|octet-stream|x-tar|x-zip-compressed)$/i;

/** So many words may stand between what is done and the file: "returns a single audio file". */
const GIVEN = 3;

/**
 * Whether a call does something for one thing that is kept, and is charged for it: the body names that thing, and a 402 (RFC
 * 9110, 15.5.3) answers where the credit is used up. A credit check on a case is no mere computation.
 */
function isChargedForOne({ responses, requestBody }: Operation): boolean {
  if (!responses.some(({ status }) => status === "402")) return false;
  return (requestBody?.content ?? []).some(
    ({ schema }) => schema !== undefined && [...composedProperties(schema).keys()].some(namesThing),
  );
}

/** Whether a field names something that is kept by its ID: `orderId`. */
function namesThing(name: string): boolean {
  const words = wordsOf(name);
  return words.length > 1 && isIdentifierWord(words.at(-1)!);
}

/**
 * Whether a model is asked, and answers at once: `POST /embeddings` with a `model` and its `input`.
 * What is made below something that a path names, or is done later (201, 202), may be kept.
 */
function asksModel({ path, responses, requestBody, lexicon }: Operation): boolean {
  const fine = responses.filter(({ statusClass }) => statusClass === "2xx");
  return (
    !path.includes("{") &&
    fine.length > 0 &&
    fine.every(({ status, content }) => status === "200" && content.length > 0) &&
    endsIn(wordsOf(fixedSegments(path).at(-1) ?? ""), lexicon, "worked-out-by-model") &&
    (requestBody?.content ?? []).some(
      ({ schema }) => schema !== undefined && isForModel([...composedProperties(schema).keys()]),
    )
  );
}

/** Whether a body has a prompt, or a model and what it works on, and names nothing that is kept. */
function isForModel(names: readonly string[]): boolean {
  const has = (pattern: RegExp): boolean => names.some((name) => pattern.test(name));
  return !names.some(namesThing) && (has(/^prompt$/i) || (has(/^model$/i) && has(WORKED_ON)));
}

/** What a model works on, by the names that all of them have. */
const WORKED_ON = /^(?:inputs?|messages|texts?|documents|query|file|image)$/i;

/** Whether a text says that nothing is kept of a call, which is no denial, and no name of it that it does something: `/jobs/run`. */
function saysItKeepsNothing(operation: Operation): boolean {
  const { path, operationId = "", lexicon } = operation;
  const named = [fixedSegments(path).at(-1) ?? "", operationId].map((name) => wordsInOrder(name));
  return (
    (statedBy(operation).has("keeps-nothing") || isSaidNotKept(operation)) &&
    !DOES.some((concept) => named.some((words) => lexicon.has(words, concept)))
  );
}

const DOES = ["send", "runs-code", "sets-in-motion", "money-leaves", "hands-out-rights"] as const;

/** Whether a call is there to check what comes in: `POST /verify`. */
function isCalledCheck({ path, operationId = "", lexicon }: Operation): boolean {
  if (path.includes("{")) return false;
  const last = fixedSegments(path).at(-1) ?? "";
  // What is checked may be posted to a collection: `POST /verifications`.
  const called = [wordsInOrder(last).join(" "), wordsOf(last).join(" "), wordsInOrder(operationId)[0] ?? ""];
  return called.some((name) => lexicon.is(name, "checks-what-comes"));
}

/** Whether all that comes back is whether something is so, how often and since when: a seal is checked, and nothing is made. */
function answersWhether({ responses, lexicon }: Operation, of?: Concept): boolean {
  const succeeded = responses.filter(({ statusClass }) => statusClass === "2xx");
  const bodies = succeeded.flatMap(({ content }) => content.flatMap(({ schema }) => schema ?? [])).map(targetOf);
  if (bodies.length === 0 || !succeeded.every(({ status }) => status === "200")) return false;
  return bodies.every(({ properties, allOf, oneOf, anyOf }) => {
    const all = [...properties].map(([name, property]) => ({ name, target: targetOf(property) }));
    const isFact = ({ name, target }: (typeof all)[number]): boolean =>
      target.types.includes("boolean") &&
      !RECEIPT.test(name) &&
      (of === undefined ||
        lexicon.is(
          wordsInOrder(name)
            .filter((word) => !IS.test(word))
            .join(" "),
          of,
        ));
    // Who scans a ticket may be told the same, and has used it.
    const isAnswer = ({ target }: (typeof all)[number]): boolean => of === undefined && isFinding(target, lexicon);
    return (
      allOf.length + oneOf.length + anyOf.length === 0 &&
      all.some((one) => isFact(one) || isAnswer(one)) &&
      all.every(
        (one) =>
          isFact(one) ||
          isAnswer(one) ||
          isTag(one.target) ||
          one.target.types.join() === "integer" ||
          textOfValue(keyword(one.target, "format")).startsWith("date"),
      )
    );
  });
}

/** Whether a value says what was found: one of "valid", "revoked" and "unknown", which is no step of something that is kept. */
function isFinding({ enum: values = [] }: Schema, lexicon: Lexicon): boolean {
  const names = values.map((value) => (typeof value === "string" ? textOfName(value) : ""));
  return (
    names.length > 1 &&
    names.some((name) => lexicon.is(name, FOUND)) &&
    names.every((name) => lexicon.is(name, FOUND) || lexicon.is(name, "found-otherwise"))
  );
}

/** Whether a value is the same always, such as the name of a schema in what it describes. */
function isTag({ enum: values = [], node }: Schema): boolean {
  return values.length === 1 || member(node.value, "const") !== undefined;
}

/** What a thing that is looked at is found to be. */
const FOUND = "found-genuine";
const IS = /^(?:is|ist|est|es)$/;

/**
 * Whether a POST gives what its path names, for whoever brings the number or code of a thing: `POST /gift-cards/balance`, which
 * gives a `balance` and takes no amount.
 */
function givesWhatItNames({ path, responses, requestBody, lexicon }: Operation): boolean {
  const last = wordsInOrder(path.split("/").at(-1) ?? "").join(" ");
  const succeeded = responses.filter(({ statusClass }) => statusClass === "2xx");
  if (last === "" || path.endsWith("}") || requestBody === undefined) return false;
  if (!succeeded.every(({ status }) => status === "200") || !lexicon.is(last, "figure-of-a-thing")) return false;
  const sent = requestBody.content.flatMap(({ schema }) =>
    schema === undefined ? [] : [...composedProperties(schema)],
  );
  return (
    sent.length > 0 &&
    sent.every(([name, property]) => targetOf(property).types.every((type) => type === "string") && name !== last) &&
    succeeded.some(({ content }) =>
      content.some(
        ({ schema }) =>
          schema !== undefined &&
          [...composedProperties(schema)].some(([name]) => lexicon.has(wordsInOrder(name), "figure-of-a-thing")),
      ),
    )
  );
}

/**
 * Whether all that is said of a POST is that it gives something back, and it needs nothing for that: "Returns the version"
 * where every call of an API is a POST. What is made by a call is nearly always made of something that is sent.
 */
function onlyGivesBack(operation: Operation): boolean {
  const { path, description = "", lexicon } = operation;
  if (path.includes("{") || needsInput(operation) || isNamedAsAct(operation)) return false;
  const [first = ""] = sentencesOf(description);
  if (!GIVES_BACK.some((concept) => lexicon.lengthAt(wordsInOrder(first), 0, concept) > 0)) return false;
  return !saidBy(operation).some((words) => {
    const forms = [words, words.map((word) => word.replace(/d$/, "")), words.map((word) => word.replace(/ed$/, ""))];
    return lexicon.has(words, "new") || forms.some((one) => lexicon.has(one, "is-no-read"));
  });
}

const GIVES_BACK = ["hands-back", "read"] as const;

/** Whether a call needs a parameter, or something in its body. */
function needsInput({ parameters, requestBody }: Operation): boolean {
  return (
    parameters.some(({ required }) => required) ||
    requestBody?.content.some(({ schema }) => {
      if (schema === undefined) return true;
      const { required, allOf, oneOf, anyOf, types } = targetOf(schema);
      return required.size + allOf.length + oneOf.length + anyOf.length > 0 || types.join() !== "object";
    }) === true
  );
}

/** How a change went. */
const RECEIPT = /^(?:ok|success(?:ful)?|succeeded|done|updated|deleted|created|accepted|sent|result)$/i;

/**
 * Whether a POST is the GET of its path once more, for callers that cannot send a body with a GET: the same is said of
 * both, and both answer alike.
 */
function isGetWithBody(operation: Operation): boolean {
  const { pathItem, node, description } = operation;
  const get = member(pathItem.node.value, "get");
  if (get === undefined) return false;
  const isSaidAlike = (description?.length ?? 0) >= TELLING && member(get, "description") === description;
  if (isSaidAlike || takesAlike(get, node.value) || takesQueryOfGet(operation, get)) {
    // Responses may be long.
    const answers = [get, node.value].map((one) => JSON.stringify(member(one, "responses")));
    if (answers[0] === answers[1]) return true;
  }
  return takesTheSame(operation, get) && givesTheSame(get, node.value) && givesOtherThings(operation);
}

/**
 * Whether a POST takes no body, and in its query nothing but what the GET of its path takes there too, where that says what it takes. One
 * line is said of both, and it begins with a verb of reading: a GET that is said to collect what is due may do so.
 */
function takesQueryOfGet({ requestBody, summary, node, path, lexicon }: Operation, get: unknown): boolean {
  const [own, other] = [node.value, get].map((one) =>
    parametersOf(one).map((each) => textOfValue(member(each, "name"))),
  );
  return (
    requestBody === undefined &&
    summary !== undefined &&
    member(get, "summary") === summary &&
    beginsWithReading(summary, lexicon) &&
    !path.includes("{") &&
    parametersOf(node.value).some((one) => member(one, "in") === "query") &&
    (other!.length === 0 || own!.every((name) => other!.includes(name))) &&
    mediaSchemas(contentOf(get, "200")).some(isObject)
  );
}

/** Whether a line begins with a verb of reading, and says of nothing else that it is done: "Search the sources". */
function beginsWithReading(line: string, lexicon: Lexicon): boolean {
  const first = wordsInOrder(line).find((word) => !lexicon.is(word, "framing")) ?? "";
  const forms = [first, first.replace(/s$/, ""), first.replace(/es$/, "")];
  return (
    forms.some((form) => form === "return" || lexicon.is(form, "looks-up")) && actOfSummary(line, lexicon) !== "change"
  );
}

/** Whether the query of a GET takes, one by one, nearly all that the POST takes in its body, and nothing else. */
function takesTheSame({ requestBody }: Operation, get: unknown): boolean {
  const asked = parametersOf(get).flatMap((one) => {
    const name = member(one, "in") === "query" ? member(one, "name") : undefined;
    return typeof name === "string" ? [name] : [];
  });
  return (requestBody?.content ?? []).some(({ schema }) => {
    const sent = new Set(schema === undefined ? [] : composedProperties(schema).keys());
    return asked.length >= SEVERAL && asked.every((name) => sent.has(name)) && sent.size <= asked.length + MORE_SENT;
  });
}

const SEVERAL = 3;
/** What stands in no query, such as a map of options. */
const MORE_SENT = 1;

/** Whether two operations, as written, answer by the same schema where they succeed. */
function givesTheSame(one: unknown, other: unknown): boolean {
  const [given = "", again] = [one, other].map((operation) =>
    JSON.stringify(mediaSchemas(contentOf(operation, "200"))),
  );
  return given !== "[]" && given === again;
}

/**
 * Whether what comes back shows that nothing was stored: a page of a list that was asked for, or something else than what was
 * sent. Filters are called after the fields of a thing, and what creates one answers with it, or only that it went well.
 */
function givesOtherThings(operation: Operation): boolean {
  const { requestBody, responses, lexicon } = operation;
  const sent = fieldNames(requestBody?.content ?? []);
  if (returnsList(operation)) return sent.some((name) => lexicon.is(textOfName(name), "paging"));
  const content = responses.filter(({ status }) => status === "200").flatMap((response) => response.content);
  const given = fieldNames(content, lexicon).filter((name) => !isOfReceipt(wordsOf(name), lexicon));
  const isSent = new Set(sent);
  return given.length > 0 && !given.some((name) => isSent.has(name));
}

/** The names of the fields in bodies; of an envelope, those of what stands in it too. */
function fieldNames(content: Operation["responses"][number]["content"], lexicon?: Lexicon): readonly string[] {
  return content.flatMap(({ schema }) =>
    [...(schema === undefined ? [] : composedProperties(schema))].flatMap(([name, property]) => {
      const inner = lexicon === undefined ? [] : [...composedProperties(heldSchemaOf(property)).keys()];
      return [name, ...inner];
    }),
  );
}

/** Whether a name is of an identifier, of how a call went, or of what all that was asked for stands in. */
function isOfReceipt(words: readonly string[], lexicon: Lexicon): boolean {
  const name = words.join(" ");
  return (
    isIdentifierWord(words.at(-1) ?? "") ||
    lexicon.is(name, "envelope") ||
    lexicon.is(name, "beside-list") ||
    RECEIPT.test(name) ||
    /^(?:code|errors?|created at|timestamp)$/.test(name)
  );
}

function contentOf(operation: unknown, status: string): unknown {
  return member(member(member(operation, "responses"), status), "content");
}

/**
 * Whether a POST gives for many what the GET of its path gives for one: it takes the identifiers that the GET takes singly,
 * `companyIds` for `companyId`, and nothing that could be stored with them.
 */
function looksUpMany({ pathItem, requestBody, responses, lexicon }: Operation): boolean {
  const single = new Set(
    parametersOf(member(pathItem.node.value, "get")).flatMap((one) => {
      const [name, reference] = [member(one, "name"), member(one, "$ref")];
      const called =
        typeof name === "string" ? name : typeof reference === "string" ? reference.split("/").at(-1)! : "";
      return called === "" ? [] : [textOfName(called)];
    }),
  );
  const succeeded = responses.filter(({ statusClass }) => statusClass === "2xx");
  if (single.size === 0 || succeeded.length === 0 || !succeeded.every(({ status }) => status === "200")) return false;
  const sent = (requestBody?.content ?? []).flatMap(({ schema }) =>
    schema === undefined ? [] : [...composedProperties(schema)],
  );
  const isOfMany = ([name, property]: readonly [string, Schema]): boolean =>
    targetOf(property).types.includes("array") &&
    isIdentifierWord(wordsOf(name).at(-1) ?? "") &&
    single.has(textOfName(name));
  if (!sent.some(isOfMany)) return false;
  if (!sent.every(([name]) => single.has(textOfName(name)) || lexicon.has(wordsOf(name), "paging"))) return false;
  // One that adds to a list is answered by nothing, or by other things.
  const given = schemasGivenBy(member(pathItem.node.value, "get"));
  return succeeded.every(({ content }) => content.some(({ schema }) => schema !== undefined && holds(schema, given)));
}

/** The names of the schemas that an operation, as written, refers to where it succeeds. */
function schemasGivenBy(operation: unknown): ReadonlySet<string> {
  const contents = Object.entries(asObject(member(operation, "responses"))).flatMap(([status, response]) =>
    status.startsWith("2") ? [member(response, "schema"), ...mediaSchemas(member(response, "content"))] : [],
  );
  return new Set(
    contents.flatMap((schema) => {
      const reference = member(schema, "$ref") ?? member(member(schema, "items"), "$ref");
      return typeof reference === "string" ? [reference.split("/").at(-1)!] : [];
    }),
  );
}

function mediaSchemas(content: unknown): readonly unknown[] {
  return Object.values(asObject(content)).map((media) => member(media, "schema"));
}

/** Whether a schema is one of those, or has one in it, at most three levels down. */
function holds(schema: Schema, names: ReadonlySet<string>): boolean {
  let level = new Set([heldSchemaOf(schema)]);
  const seen = new Set<Schema>();
  for (let depth = 0; depth <= 3 && level.size > 0; depth += 1) {
    const next = new Set<Schema>();
    for (const target of level) {
      if (target.name !== undefined && names.has(target.name)) return true;
      seen.add(target);
      for (const property of target.properties.values()) {
        const held = heldSchemaOf(property);
        if (!seen.has(held)) next.add(held);
      }
    }
    level = next;
  }
  return false;
}

/** Whether a GET takes in its query, as one value, the very object that the POST takes in its body, whole or as its only field. */
function takesAlike(get: unknown, post: unknown): boolean {
  const bodies = Object.values(asObject(member(member(post, "requestBody"), "content"))).map((media) =>
    member(media, "schema"),
  );
  const bodyParameters = parametersOf(post).flatMap((one) =>
    member(one, "in") === "body" ? [member(one, "schema")] : [],
  );
  const sent = [...bodies, ...bodyParameters].flatMap((schema) => {
    const properties = Object.values(asObject(member(schema, "properties")));
    return [schema, ...(properties.length === 1 ? properties : [])];
  });
  const references = new Set(sent.map((schema) => member(schema, "$ref")).filter((one) => typeof one === "string"));
  return parametersOf(get).some((one) => {
    const reference = member(one, "in") === "query" ? member(member(one, "schema"), "$ref") : undefined;
    return typeof reference === "string" && references.has(reference);
  });
}

function parametersOf(operation: unknown): readonly unknown[] {
  const parameters = member(operation, "parameters");
  return Array.isArray(parameters) ? parameters : [];
}

function asObject(value: unknown): object {
  return isObject(value) ? value : {};
}

/** So long a description says what is done, and not only of what. */
const TELLING = 20;

/** Whether the text of an operation says that what it works out is kept: "… et l'enregistre comme nouveau tarif". */
function isSaidKept(operation: Operation): boolean {
  return isSaid(operation, "keeps-result");
}

/** Whether an operation is said to change something: `POST /invoices/bulk-create`. */
export function isSaidToChange(operation: Operation): boolean {
  return actsOf(operation).has("change");
}

type Reading = "stored" | "computed";
type Act = Reading | "change";

const READS = new Set(["GET", "HEAD", "OPTIONS", "QUERY", "TRACE"]);

/** What begins or ends something, or sends a message. */
const CHANGING: ReadonlySet<Intent> = new Set([
  "log-in",
  "sign-up",
  "token",
  "log-out",
  "password-reset",
  "verification",
  "client-registration",
  "signed-webhook",
  "outgoing-call",
]);

/** What the last segment of the path, the operationId and the summary each say that is done. */
const actsOf = memo((operation: Operation): ReadonlySet<Act | undefined> => {
  const { path, operationId = "", summary = searchIn(operation), lexicon } = operation;
  const last = fixedSegments(path).at(-1) ?? "";
  const isList = returnsList(operation) || givesListOfItsName(operation);
  const listed = isList && !takesMany(operation) ? "stored" : undefined;
  // A search that is itself stored stands behind its collection: `/searches/{id}`.
  const own = path.endsWith("}")
    ? undefined
    : lexicon.is(last, "list-itself")
      ? listed
      : actOfName(last.split(/[.:]/), lexicon);
  // `errorUsingDELETE` says again which method it is, and not what it does.
  const named = operationId.replace(METHOD_BEHIND, "");
  return new Set([own, actOfName(named.split(/[._:/]/), lexicon), actOfSummary(summary, lexicon)]);
});

/** Whether what comes back holds a list that is called as the step before the last: `regions` of `POST /regions/list`. */
function givesListOfItsName({ path, responses }: Operation): boolean {
  const before = fixedSegments(path).at(-2);
  if (before === undefined || path.includes("}")) return false;
  return responses.some(
    ({ status, content }) =>
      status === "200" &&
      content.some(
        ({ schema }) =>
          schema !== undefined &&
          [...composedProperties(targetOf(schema))].some(
            ([name, held]) => textOfName(name) === textOfName(before) && targetOf(held).types.includes("array"),
          ),
      ),
  );
}

/** The first sentence of a description where it begins with a search that stores nothing, "Bulk search of hashes", or with storing. */
function searchIn({ description = "", lexicon }: Operation): string {
  const [first = ""] = sentencesOf(description);
  const words = wordsInOrder(first);
  const verb = words.find((word) => !lexicon.is(word, "framing")) ?? "";
  const isSearch = lexicon.is(verb, "search") && !lexicon.has(words, "is-no-read");
  return isSearch || lexicon.is(verb.replace(/s$/, ""), "save") ? first : "";
}

const METHOD_BEHIND = /(?:Using|_)(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)(?:_\d+)?$/;

/** What a name says that is done, by the first verb of it: one that is also a noun leads the part that it stands in. */
function actOfName(parts: readonly string[], lexicon: Lexicon): Act | undefined {
  return actOfWords(
    parts.map((part) => wordsInOrder(part)),
    lexicon,
  );
}

function actOfWords(parts: readonly (readonly string[])[], lexicon: Lexicon): Act | undefined {
  const acts = parts.flatMap((words) => actsAmong(words, lexicon));
  const isBoth = acts.some(({ word }, index) => /^(?:or|and)$/.test(word) && acts[index + 1]?.act === "change");
  return isBoth || parts.some((words) => handsOnToo(words, lexicon))
    ? "change"
    : acts.find(({ act }) => act !== undefined)?.act;
}

/** Whether something is handed in or put to work as well: `validate-and-submit`. Alone such words may only lead up to a verb. */
function handsOnToo(words: readonly string[], lexicon: Lexicon): boolean {
  return words.some(
    (word, at) => /^(?:or|and)$/.test(word) && HANDED_ON.some((concept) => lexicon.is(words[at + 1] ?? "", concept)),
  );
}

const HANDED_ON = ["submit", "execute", "queue"] as const;

/** The words of a part, phrases as one, without those that only lead up to others, each with what it says that is done. */
function actsAmong(
  words: readonly string[],
  lexicon: Lexicon,
): readonly { readonly word: string; readonly act: Act | undefined }[] {
  const found: { word: string; act: Act | undefined }[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const length = Math.max(1, lexicon.lengthAt(words, at, "action"));
    const word = words.slice(at, at + length).join(" ");
    at += length - 1;
    if (length === 1 && lexicon.is(word, "framing")) continue;
    const isOfPreview = lexicon.is(word, "makes") && standsAtPreview(words, at - length, at, lexicon);
    const act = isOfPreview ? "computed" : actOf(word, words[at + 1], lexicon);
    // Of a verb that names things too, and of one that reads, what tells is where it stands.
    const isPlain = act === "change" && !lexicon.is(word, "action-or-thing");
    const isFirst = found.length === 0 && !(act === "change" && !isPlain && isNounHere(words, at, lexicon));
    found.push({ word, act: isPlain || isOfPreview || isFirst || lexicon.is(word, "seeks") ? act : undefined });
  }
  return found;
}

/** Whether a preview is what stands behind a verb, or before it as in German: who makes one has changed nothing. */
function standsAtPreview(words: readonly string[], before: number, at: number, lexicon: Lexicon): boolean {
  const next = words.findIndex((word, index) => index > at && !lexicon.is(word, "framing"));
  const length = next < 0 ? 0 : lexicon.lengthAt(words, next, "preview");
  // A preview environment is none.
  const behind = words[next + length];
  if (length > 0 && (behind === undefined || lexicon.is(behind, "linking"))) return true;
  return [before, before - 1].some((index) => lexicon.is(words[index] ?? "", "preview"));
}

/** Whether a verb that names things too is a noun before another: `link-preview`, `book-search`, `linkVorschauErzeugen`. */
function isNounHere(words: readonly string[], at: number, lexicon: Lexicon): boolean {
  const last = words.at(-1) ?? "";
  if (words.length < at + 2) return false;
  return lexicon.is(last, "preview") || lexicon.is(last, "search") || isForeignVerb(last, lexicon);
}

/** Whether a word is a verb, and no English one. */
function isForeignVerb(word: string, lexicon: Lexicon): boolean {
  const isVerb = lexicon.is(word, "action") && !lexicon.is(word, "action-or-thing");
  return isVerb && lexicon.inEnglish(word, "action") !== word;
}

/** What a sentence says that is done, near its beginning: "Searches for invoices", "Returns all orders". */
function actOfSummary(summary: string, lexicon: Lexicon): Act | undefined {
  if (/^\s*returns? (?:an?|the|all|any|one|information|details)\b(?! (?:newly|created|updated)\b)/i.test(summary))
    return "stored";
  const words = wordsInOrder(summary);
  const start = words.findIndex((word) => !lexicon.is(word, "framing") || lexicon.lengthAt(words, 0, "action") > 1);
  const [first = "", ...rest] = start < 0 ? [] : words.slice(start);
  const verb = [first, first.replace(/s$/, ""), first.replace(/es$/, ""), first.replace(/ies$/, "y")].find(
    (form) => actOf(form, rest[0], lexicon) !== undefined,
  );
  return actOfWords([[verb ?? first, ...rest].slice(0, MOST_WORDS)], lexicon);
}

/** How far into a summary its verb is looked for. */
const MOST_WORDS = 8;

function actOf(word: string, next: string | undefined, lexicon: Lexicon): Act | undefined {
  // Who checks in or out has arrived, or left.
  if (word === "check" && (next === "in" || next === "out")) return "change";
  if (lexicon.is(word, "looks-up")) return "stored";
  if (lexicon.is(word, "works-out")) return "computed";
  return lexicon.is(word, "is-no-read") ? "change" : undefined;
}

/** Whether what is got is made in this call, a token or a link: its status, or a list of them, is not. */
function isHandedOut({ path, operationId = "", summary = "", lexicon }: Operation): boolean {
  return [fixedSegments(path).at(-1) ?? "", operationId, summary].some((name) => {
    const words = wordsInOrder(name).filter((word) => !lexicon.is(word, "framing"));
    if (words.includes("list") || lexicon.has(words, "search") || lexicon.has(words, "preview")) return false;
    return (
      MADE.has(words.at(-1) ?? "") ||
      words.some((word, index) => HANDED_OUT.has(word) && !TOLD_OF.has(words[index + 1] ?? ""))
    );
  });
}

const HANDED_OUT = new Set(["token", "credential", "credentials", "jwt", "otp"]);
const TOLD_OF = new Set(["status", "info", "information", "details", "metadata", "usage", "type", "types"]);
const MADE = new Set(["key", "secret", "session", "signature", "code", "url", "link"]);
