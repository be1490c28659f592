import { isObject, member } from "../core/json-value.ts";
import { memoBy } from "../core/memo.ts";
import { tokensOf } from "../core/place.ts";
import { textOfValue } from "../core/text-of-value.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";
import { textOfName, wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import { endsIn } from "../lexicon/phrases.ts";
import { sentencesOf } from "../lexicon/sentences.ts";
import { statedIn } from "../lexicon/statements.ts";
import type { Operation } from "../model/api.ts";
import { composedProperties, heldSchemaOf, isLeaf } from "../model/schema-parts.ts";
import { keyword, targetOf, type Schema } from "../model/schema.ts";
import { answersAtOnce, isReadBelow, namesKept, pathsBeside } from "./post-lookups.ts";
import { isSaid } from "./said.ts";
import { fixedSegments } from "./words.ts";

/**
 * Whether a POST computes something from what is sent, and keeps nothing: `POST /convert`, "Convert a definition passed in the
 * body". A verb alone proves nothing: an estimate is converted to an invoice, and a lead to a customer. So its text has to say
 * that a text, a picture or another value that is sent is worked on, and one thing more has to show that nothing is kept. What
 * names a thing that is kept, answers with one or is said to do something else computes nothing.
 */
export function computesFromInput(operation: Operation): boolean {
  if (!answersAtOnce(operation) || !namesOnlyChoices(operation)) return false;
  if (
    worksOnFilesAlone(operation) &&
    !actsBeyondFile(operation) &&
    !asksToKeep(operation) &&
    !isSaid(operation, "keeps-result")
  )
    return true;
  if (hasOtherAct(operation) || asksToKeep(operation) || givesRecord(operation) || !isSaidToCompute(operation))
    return false;
  if (saysOtherAct(operation)) return false;
  return (givesResult(operation) || isSaidOfGet(operation) || isKeptNowhere(operation)) && !isReadBelow(operation);
}

/**
 * Whether a text of the whole says that nothing is kept ("free for everyone, nothing is stored"), and what the service can be asked for
 * bears that out: a result comes back at once, and no operation reads, changes or deletes one thing.
 */
export function computesWhereNothingIsKept(operation: Operation): boolean {
  return (
    answersAtOnce(operation) &&
    namesOnlyChoices(operation) &&
    keepsNothingAsWhole(operation) &&
    isKeptNowhere(operation) &&
    givesResult(operation) &&
    !givesRecord(operation) &&
    !asksToKeep(operation) &&
    !hasOtherAct(operation) &&
    !saysOtherAct(operation)
  );
}

/** Whether the text of the description that an operation stands in states it. */
const keepsNothingAsWhole = memoBy(pathsBeside, ({ pathItem }: Operation): boolean => {
  const text = textOfValue(member(member(pathItem.node.source.value, "info"), "description"));
  return statedIn(text.slice(0, LIMIT_OF_WHOLE)).has("keeps-nothing");
});

const LIMIT_OF_WHOLE = 10_000;

/**
 * Whether a file comes in and a file goes out, as of each other operation of the API: pages are removed from a document that nobody
 * keeps, whatever verb says so.
 */
function worksOnFilesAlone(operation: Operation): boolean {
  const { requestBody, responses, node, pathItem } = operation;
  const takesFile = (requestBody?.content ?? []).some(
    ({ type, schema }) =>
      /^multipart\/form-data$|^application\/(?:pdf|zip|octet-stream)$|^(?:image|audio|video)\//i.test(type) &&
      schema !== undefined &&
      [schema, ...composedProperties(schema).values()].some((part) => isFile(part)),
  );
  if (!takesFile || responses.length === 0) return false;
  return giveFilesAlone(operation) && givesFile(node.value, pathItem.node.source.value);
}

/** Whether each path of a file only takes a POST that gives a file: each of them asks, so it is looked at once. */
const giveFilesAlone = memoBy(pathsBeside, (operation): boolean =>
  Object.values(pathsBeside(operation)).every(
    (item) =>
      isObject(item) &&
      METHODS.every((method) => method === "post" || member(item, method) === undefined) &&
      givesFile(member(item, "post"), operation.pathItem.node.source.value),
  ),
);

/**
 * Whether something is done that lasts though the file comes back: it is printed, sent, or signed in somebody's name. By the path,
 * by what a sentence or a clause begins with, or by the authority that a text names.
 */
function actsBeyondFile({ path, summary = "", description = "", lexicon }: Operation): boolean {
  const segment = wordsInOrder(fixedSegments(path).at(-1) ?? "");
  const isBeyond = (word = ""): boolean => formsOf(word).some((form) => lexicon.is(form, "acts-beyond-file"));
  if (isBeyond(segment[0]) || isBeyond(segment.at(-1))) return true;
  return [...sentencesOf(summary, LIMIT), ...sentencesOf(description, LIMIT)].some((sentence) => {
    const words = wordsInOrder(sentence);
    const start = words.findIndex((word) => !lexicon.is(word, "framing"));
    return (
      lexicon.has(words, "on-authority") ||
      words.some((word, at) => (at === start || lexicon.is(words[at - 1] ?? "", "joins-clauses")) && isBeyond(word))
    );
  });
}

const METHODS = ["get", "put", "post", "patch", "delete"] as const;

/** Whether a schema is of bytes, or a list of such. */
function isFile(schema: Schema): boolean {
  const target = targetOf(schema);
  const one = target.items === undefined ? target : targetOf(target.items);
  return /^(?:binary|byte)$/.test(textOfValue(keyword(one, "format")));
}

/** Whether an operation, as written in a document, answers with bytes where it succeeds, and with nothing else. */
function givesFile(operation: unknown, document: unknown): boolean {
  const response = member(member(operation, "responses"), "200");
  const reference = textOfValue(member(response, "$ref"));
  const target = reference.startsWith("#/")
    ? tokensOf(reference).reduce<unknown>((value, key) => member(value, key), document)
    : response;
  const content = member(target, "content");
  const types = isObject(content) ? Object.keys(content) : [];
  return types.length > 0 && types.every((type) => FILE.test(type));
}

const FILE = /^(?:image|audio|video)\/|^application\/(?:pdf|zip|octet-stream)$/i;

/** Whether all that a path names by its parameters is which or how, not one thing that is kept: `/translate/{from}/{to}`. */
function namesOnlyChoices({ path, parameters, lexicon }: Operation): boolean {
  const inPath = parameters.filter(({ in: place }) => place === "path");
  return (
    (path.match(/\{/g)?.length ?? 0) === inPath.length &&
    inPath.every(
      ({ name, schema }) =>
        endsIn(wordsOf(name), lexicon, "choice") || (schema !== undefined && isOneOfSeveral(targetOf(schema))),
    )
  );
}

function isOneOfSeveral({ node }: Schema): boolean {
  return Array.isArray(member(node.value, "enum"));
}

/** Whether the end of the path or the operationId names an act that is no computation: `/validate-and-submit`, `/points/redeem`. */
function hasOtherAct({ path, operationId = "", lexicon }: Operation): boolean {
  return [fixedSegments(path).at(-1) ?? "", operationId].some((name) => {
    const words = wordsInOrder(name);
    return words.some((word, at) => {
      // `createTranslation` makes what is computed.
      if (lexicon.is(word, "makes") && lexicon.lengthAt(words, at + 1, "computation") > 0) return false;
      return !(at === 0 && lexicon.is(word, "framing")) && isOtherAct(word, lexicon);
    });
  });
}

/** Whether a word is an act by which something changes, is started or moves, and no computation. */
export function isOtherAct(word: string, lexicon: Lexicon): boolean {
  return OTHER_ACTS.some((concept) => lexicon.is(word, concept)) && !isComputing(word, lexicon);
}

const OTHER_ACTS = ["is-no-read", "execute", "submit", "queue", "ship", "moves-money-or-goods", "runs-code"] as const;

/** Whether a word is a verb of computing, in the infinitive or the third person. */
function isComputing(word: string, lexicon: Lexicon): boolean {
  return formsOf(word).some((form) => COMPUTES.some((concept) => lexicon.is(form, concept)));
}

const COMPUTES = ["computes", "computation"] as const;

/** A verb and what it may be a form of: "stores", "is stored", "classifies". */
function formsOf(word: string): readonly string[] {
  return [word, ...ENDINGS.map(([ending, instead]) => word.replace(ending, instead))];
}

const ENDINGS = [
  [/s$/, ""],
  [/es$/, ""],
  [/ies$/, "y"],
  [/d$/, ""],
  [/ed$/, ""],
] as const;

/** Whether a field or a parameter lets the caller have the result kept or delivered later, or names something that is kept. */
export function asksToKeep({ requestBody, parameters, lexicon }: Operation): boolean {
  const sent = [...fieldNames(requestBody?.content ?? []), ...parameters.map(({ name }) => name)];
  return sent.some((name) => namesKept(name) || namesOne(name, lexicon) || KEEPING.test(textOfName(name)));
}

/** Whether a name is of what identifies one of a service's things: `leadNumber`, and not `countryCode`. */
function namesOne(name: string, lexicon: Lexicon): boolean {
  const words = wordsOf(name);
  return (
    words.length > 1 &&
    lexicon.is(words.at(-1)!, "object-reference") &&
    !lexicon.has(words.slice(0, -1), "reference-of-the-world")
  );
}

const KEEPING = /^(?:save|store|persist|overwrite|async|call ?back|web ?hook|notify)\b/;

/** Whether what comes back is one thing that was made: it has an identifier that was not sent, a job, or when it was made. */
export function givesRecord({ responses, requestBody }: Operation): boolean {
  const sent = new Set(fieldNames(requestBody?.content ?? []));
  const fine = responses.filter(({ statusClass }) => statusClass === "2xx");
  if (fine.some(({ headers }) => headers.some(({ name }) => /^(?:content-)?location$/i.test(name)))) return true;
  return fine
    .flatMap(({ content }) => fieldNames(content))
    .some((name) => !sent.has(name) && (namesKept(name) || RECORD.test(textOfName(name))));
}

const RECORD = /^(?:_?id|uuid|job|task|(?:created|updated|saved)(?: (?:at|on))?)$/;

/**
 * Whether a text says that something is computed, and of what: "Classifies the document", "translation of the posted content".
 * Where conversions are a kind of record, or what is sent is figures of a business, a noun is the name of the record.
 */
function isSaidToCompute(operation: Operation): boolean {
  const { summary = "", description = "", path, lexicon } = operation;
  const said = [...sentencesOf(summary), ...sentencesOf(description)].slice(0, MOST_SENTENCES);
  const segments = fixedSegments(path).slice(-2);
  const isBusiness = takesBusinessFields(operation);
  const isNamed =
    !isBusiness &&
    named(
      segments.filter((segment) => !isPlural(segment, lexicon)),
      lexicon,
    );
  const isRecord = isBusiness || (!isNamed && segments.some((segment) => isPlural(segment, lexicon)));
  const isOfContent = takesContent(operation);
  if (isNamed && isOfContent) return true;
  return said.some((sentence) => {
    const words = wordsInOrder(sentence);
    const isOfInput = lexicon.has(words, "said-input");
    const isDone = (word: string): boolean =>
      isRecord && !isOfInput
        ? !lexicon.is(word, "computation") && formsOf(word).some((form) => lexicon.is(form, "computes"))
        : isComputing(word, lexicon);
    if (!words.slice(0, MOST_WORDS).some((word) => isDone(word)) && !isNamed) return false;
    return isOfContent || isOfInput || lexicon.has(wordsOf(sentence), "worked-on");
  });
}

/** So many sentences say what is done; what follows tells more of it. */
const MOST_SENTENCES = 3;
/** A sentence says what is done at its beginning. */
const MOST_WORDS = 6;

/** Whether segments of a path are called after a computation: `/transform/html`, `/language-detection`. */
function named(segments: readonly string[], lexicon: Lexicon): boolean {
  return segments.some((segment) => {
    const words = wordsInOrder(segment);
    return COMPUTES.some((concept) => lexicon.has(words, concept));
  });
}

/** Whether a segment ends in several computations: `/conversions` are what is kept of them. */
function isPlural(segment: string, lexicon: Lexicon): boolean {
  const last = wordsInOrder(segment).at(-1) ?? "";
  return PLURALS.some(
    ([ending, instead]) => ending.test(last) && lexicon.is(last.replace(ending, instead), "computation"),
  );
}

const PLURALS = [
  [/s$/, ""],
  [/es$/, ""],
  [/en$/, ""],
  [/n$/, ""],
  [/iones$/, "ión"],
  [/ões$/, "ão"],
] as const;

/** Whether what is sent is a text or a file itself, and no object that has one beside other things. */
function takesContent(operation: Operation): boolean {
  const { requestBody, lexicon } = operation;
  return (requestBody?.content ?? []).some(({ schema, type }) => {
    if (/^(?:image|audio|video)\//i.test(type)) return true;
    if (schema === undefined) return false;
    if (isLeaf(targetOf(schema))) return true;
    return contentOf(schema, lexicon).length > 0 && !isOfBusiness(schema, lexicon);
  });
}

/** The fields of an object that hold a text, a file or a picture. */
function contentOf(schema: Schema, lexicon: Lexicon): readonly string[] {
  const fields = [...composedProperties(heldSchemaOf(schema)).keys()];
  return fields.filter((name) => endsIn(wordsOf(name), lexicon, "worked-on"));
}

/** Whether what is sent is figures of a business, with at most a note or a page beside them. */
function takesBusinessFields({ requestBody, lexicon }: Operation): boolean {
  return (requestBody?.content ?? []).some(({ schema }) => schema !== undefined && isOfBusiness(schema, lexicon));
}

/** Whether an object has an amount or a quantity, and of texts one at most, which says where it was or what was said of it. */
function isOfBusiness(schema: Schema, lexicon: Lexicon): boolean {
  const content = contentOf(schema, lexicon);
  const isNote = content.length === 0 || (content.length === 1 && NOTE.test(wordsOf(content[0]!).at(-1) ?? ""));
  return (
    isNote &&
    [...composedProperties(heldSchemaOf(schema)).keys()].some(
      (name) =>
        FIGURE.test(wordsOf(name).at(-1) ?? "") || MONEY.some((concept) => endsIn(wordsOf(name), lexicon, concept)),
    )
  );
}

const NOTE = /^(?:url|content|message|website|inhalt|contenu|contenido|conteudo)$/;
const FIGURE = /^(?:value|currency|quantity|wahrung|menge|devise|quantite|moneda|cantidad|moeda|quantidade)$/;
const MONEY = ["money-sum", "price"] as const;

/** Whether a text says that something else is done as well: a verb at the beginning of a sentence or clause, or a passive. */
function saysOtherAct(operation: Operation): boolean {
  const { summary = "", description = "", lexicon } = operation;
  if (isSaid(operation, "keeps-result")) return true;
  return [...sentencesOf(summary, LIMIT), ...sentencesOf(description, LIMIT)].some((sentence) => {
    const words = wordsInOrder(sentence);
    return words.some(
      (word, at) =>
        (at === 0 || lexicon.is(words[at - 1]!, "joins-clauses") || lexicon.is(words[at - 1]!, "passive-word")) &&
        !lexicon.is(word, "framing") &&
        !isComputing(word, lexicon) &&
        formsOf(word).some((form) => isOtherAct(form, lexicon) || (at === 0 && isAnyAct(form, lexicon))),
    );
  });
}

/** Whether a verb that a sentence begins with says that anything is done but to read or to give back: "Ships the order". */
function isAnyAct(word: string, lexicon: Lexicon): boolean {
  return lexicon.is(word, "action") && !READ_OR_GIVEN.some((concept) => lexicon.is(word, concept));
}

const READ_OR_GIVEN = ["reads", "looks-up", "download", "hands-back", "gives-a-file"] as const;

/** So much of a description is looked at. */
const LIMIT = 2000;

/** Whether the answer is a result: a file, a value, or fields of which some were not sent and that say more than how it went. */
export function givesResult({ responses, requestBody }: Operation): boolean {
  const sent = new Set(fieldNames(requestBody?.content ?? []));
  const content = responses.filter(({ statusClass }) => statusClass === "2xx").flatMap((one) => one.content);
  if (content.some(({ type }) => /^(?:image|audio|video)\/|^application\/pdf$/i.test(type))) return true;
  return fieldNames(content).some((name) => !sent.has(name) && !RECEIPT.test(textOfName(name)));
}

const RECEIPT = /^(?:ok|success(?:ful)?|status|state|message|code|errors?|done)$/;

/** Whether the GET of its path is said to compute as well. */
function isSaidOfGet({ pathItem, lexicon }: Operation): boolean {
  const get = member(pathItem.node.value, "get");
  if (!isObject(get)) return false;
  const texts = ["summary", "description"].map((name) => textOfValue(member(get, name)));
  return texts.some((text) => isComputing(wordsInOrder(text)[0] ?? "", lexicon));
}

/**
 * Whether nothing shows that the service keeps anything: no operation of it reads, changes or deletes one thing, and none is
 * named as doing something else than a computation.
 */
export function isKeptNowhere(operation: Operation): boolean {
  return !isAnythingKept(operation);
}

const isAnythingKept = memoBy(pathsBeside, (operation): boolean => {
  const { lexicon } = operation;
  return Object.entries(pathsBeside(operation)).some(
    ([path, item]) =>
      CHANGING.some((method) => isObject(member(item, method))) ||
      (path.endsWith("}") && isObject(member(item, "get"))) ||
      (isObject(member(item, "post")) &&
        wordsInOrder(fixedSegments(path).at(-1) ?? "").some((word) => isOtherAct(word, lexicon))),
  );
});

const CHANGING = ["put", "patch", "delete"] as const;

/** The names of the fields of bodies, and of what stands in a list or an envelope. */
function fieldNames(content: Operation["responses"][number]["content"]): readonly string[] {
  return content.flatMap(({ schema }) =>
    schema === undefined
      ? []
      : [...composedProperties(schema).keys(), ...composedProperties(heldSchemaOf(schema)).keys()],
  );
}
