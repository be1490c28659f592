/*
 * What a text says is done with a field, where its name says nothing: "a condition that is added to the WHERE",
 * "a Velocity template, which is evaluated on our servers", "the server fetches the address".
 */
import { isSaid, isSaidInOrder, saidBy, statedBy } from "../../exposure/said.ts";
import { denies } from "../../lexicon/denial.ts";
import { standsNear } from "../../lexicon/phrases.ts";
import { joinedClauses, sentencesOf } from "../../lexicon/sentences.ts";
import { partitioned } from "../../core/grouped.ts";
import { memo, memoOfText, memoOfTextBy } from "../../core/memo.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import { wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import type { Operation } from "../../model/api.ts";
import { statedIn } from "../../lexicon/statements.ts";
import { allowsNoSeparator } from "./allowed-characters.ts";
import { isDocumentRoot } from "./document-roots.ts";
import { isNarrowed } from "./patterns.ts";
import { isChoice, isText, requestFields, type RequestField } from "../request-fields.ts";
import { isSaidToGivePage, isSaidToVisit } from "./visited-pages.ts";

/** What a text says that reads a field. */
export type SaidUse = "sql" | "condition" | "script" | "template" | "path";

/** What its description, or that of the operation, says that reads a free text of a request. */
export function saidUse(field: RequestField, operation: Operation): SaidUse | undefined {
  const { use, isCode, isPath } = saidUses(textAbout(field, operation), operation.lexicon);
  if (use !== undefined) return use;
  if (isCode && field.in === "body") return "script";
  if (isPath && !isDocumentRoot(field.description, operation)) return "path";
  return isTemplateText(field, operation) ? "template" : undefined;
}

/** Whether a text says that a part of the path is the name of a file on the server, or leads to one. */
export function isSaidFile(field: RequestField, { lexicon }: Operation): boolean {
  return saidUses(field.description.slice(0, LIMIT), lexicon).isPath === true;
}

/** What is said of a field: its own text, and where that is silent the sentences of the operation that name it, as code or in its words. */
function textAbout({ name, words, description }: RequestField, operation: Operation): string {
  if (description.trim() !== "" || name === "") return description.slice(0, LIMIT);
  const named = `\`${name}\``;
  const text = (operation.description ?? "").slice(0, 2 * LIMIT);
  if (text === "") return "";
  return sentencesOf(text)
    .filter((sentence) => sentence.includes(named) || isNamedByWords(sentence, words))
    .join(". ")
    .slice(0, LIMIT);
}

/** Whether a sentence has all words of a name: "The price formula is run as C#", of `priceFormula`. */
function isNamedByWords(sentence: string, words: readonly string[]): boolean {
  const said = wordsOfSentence(sentence);
  return words.length > 0 && words.every((word) => word.length > 2 && said.has(word));
}

/** Each field of an operation is looked for in its sentences. */
const wordsOfSentence = memoOfText((sentence): ReadonlySet<string> => new Set(wordsInOrder(sentence).flatMap(wordsOf)));

/** What a description says of a use; code is run only where it comes in the body. */
interface SaidUses {
  readonly use?: SaidUse;
  readonly isCode?: boolean;
  readonly isPath?: boolean;
}

/** Very many fields have the same description. */
const saidUses = memoOfTextBy((text: string, lexicon: Lexicon): SaidUses => {
  if (text === "" || lexicon.has(wordsInOrder(text), "bound-safely")) return {};
  // "Created if it does not exist" denies nothing of what stands before it.
  const clauses = sentencesOf(text).filter((clause) => !denies(wordsInOrder(clause), lexicon));
  const own = clauses.join(". ");
  const words = wordsInOrder(own);
  if (CLAUSE.test(own) || (/\bSQL\b/.test(own) && lexicon.has(words, "part-of-query"))) return { use: "sql" };
  if (ORM.test(own) || clauses.some(isConditionOnColumns)) return { use: "condition" };
  if (LANGUAGES.test(own) && lexicon.has(words, "is-evaluated")) return { use: "script" };
  // What such a library is given it compiles: there is no other use of it.
  if (COMPILERS.test(text) && lexicon.has(words, "part-of-query")) return { use: "script" };
  return {
    // The last word of a sentence and the first of the next are no phrase.
    isCode: clauses.some((clause) => saysCodeRun(wordsInOrder(clause), lexicon)),
    isPath: lexicon.has(words, "on-file-server") && lexicon.has(words, "place-of-file") && !allowsNoSeparator(text),
  };
});

const LIMIT = 1000;

/** The sentence that says that a piece of SQL is bound safely, of a field that is called one: nothing else shows it. */
export function boundBySaying({ description }: RequestField, { lexicon }: Operation): string | undefined {
  return saidBound(description, lexicon);
}

/** Each judgement asks for all fields. */
const saidBound = memoOfTextBy((description: string, lexicon: Lexicon): string | undefined => {
  const sentences = sentencesOf(description.slice(0, LIMIT));
  const [bound, others] = partitioned(sentences, (sentence) => lexicon.has(wordsInOrder(sentence), "bound-safely"));
  if (bound[0] === undefined) return undefined;
  const { use } = saidUses(others.join(". "), lexicon);
  return use === "sql" || use === "condition" ? bound[0] : undefined;
});

/** Whether a sentence calls a value a condition on columns, as a database has them, or one that is written as SQL writes it. */
function isConditionOnColumns(sentence: string): boolean {
  return CONDITION.test(sentence) && COLUMNS.test(sentence) && (OPERATORS.test(sentence) || STORE.test(sentence));
}

const COLUMNS = /\b(?:columns?|Spalten?|colonnes?|columnas?|colunas?)(?!\p{L})/iu;
const CONDITION =
  /\b(?:conditions?|comparisons?|predicates?|Bedingung(?:en)?|Vergleichen?|comparaisons?|prédicats?|condici(?:ón|ones)|comparaci(?:ón|ones)|predicados?|condiç(?:ão|ões)|comparaç(?:ão|ões))(?!\p{L})/iu;
/** Operators of SQL, in capitals as it writes them. */
const OPERATORS = /\b(?:AND|OR|LIKE|BETWEEN|IS (?:NOT )?NULL)\b|\bIN ?\(/;
const STORE =
  /\b(?:tables?|store|database|views?|Tabellen?|Datenbank(?:tabelle)?|base de données|tablas?|base de datos|tabelas?|banco de dados|base de dados)(?!\p{L})/iu;

/** Whether a text says that code is run. "Status code text" is what it says of one. */
export function saysCodeRun(words: readonly string[], lexicon: Lexicon): boolean {
  return lexicon.has(words, "code-to-run") || standsNear(words, lexicon, "code-as-text", "is-run", RUN_NEAR);
}

/** So many words may stand between a text and that it is run: "code text that the worker runs". */
const RUN_NEAR = 4;

/**
 * Whether a text says that what is sent goes as it is into something that interprets it: the description of the field, or
 * the operation's own, where the field is the one free text that it takes.
 */
export function isSaidInterpreted(field: RequestField, operation: Operation): boolean {
  return interpretedBy(field, operation) !== undefined;
}

/** The sentence that says so. */
export function interpretedBy(field: RequestField, operation: Operation): string | undefined {
  const own = statedIn(field.description.slice(0, LIMIT));
  if (own.has("bound-safely")) return undefined;
  const said = own.get("to-interpreter");
  if (said !== undefined) return said;
  const sentence = interpretedByText(operation);
  return sentence !== undefined && isNamedIn(sentence, field, operation) ? sentence : undefined;
}

/**
 * Whether a text says that markup which is sent is shown in a page as it came. Texts of fields say first what they are and then
 * what becomes of it: "HTML. Shown as it is."
 */
export function isSaidShownRaw(field: RequestField, operation: Operation): boolean {
  const own = field.description.slice(0, LIMIT).replaceAll(/[.:;]\s+/g, ", ");
  if (statedIn(own).has("shown-as-markup")) return true;
  const sentence = statedBy(operation).get("shown-as-markup");
  return sentence !== undefined && isNamedIn(sentence, field, operation);
}

/** The same of what is called after markup, and only said to be used as it came: "`bodyHtml` is used as it stands". */
export function isMarkupShownRaw(field: RequestField, operation: Operation): boolean {
  const { words, types, name, description } = field;
  if (field.in !== "body" || !types.includes("string") || !words.includes("html")) return false;
  const about = textAbout(field, operation).replaceAll(`\`${name}\``, "HTML");
  return statedIn(description.trim() === "" ? about : `HTML, ${about}`).has("shown-as-markup");
}

function interpretedByText(operation: Operation): string | undefined {
  const stated = statedBy(operation);
  return stated.has("bound-safely") ? undefined : stated.get("to-interpreter");
}

/** Whether a sentence of an operation is about one field: it names it, as code or in its words, or there is no other. */
function isNamedIn(sentence: string, field: RequestField, operation: Operation): boolean {
  if (field.name === "") return false;
  if (sentence.includes(`\`${field.name}\``)) return true;
  if (isFreeObject(field)) {
    const objects = requestFields(operation).filter(isFreeObject);
    return isNamedByWords(sentence, field.words) || (objects.length === 1 && objects[0] === field);
  }
  const others = requestFields(operation).filter(
    (one) => one.in !== "header" && one.in !== "path" && isText(one) && !isChoice(one) && !isNarrowed(one),
  );
  return others.length === 1 && others[0] === field;
}

/** Whether a value of the body is an object of any keys. */
function isFreeObject({ in: way, types, parts, isList, depth }: RequestField): boolean {
  return (
    way === "body" &&
    depth === 0 &&
    !isList &&
    types.includes("object") &&
    parts.every(({ properties, additionalProperties }) => properties.size === 0 && additionalProperties !== false)
  );
}

/** Keywords of SQL, in capitals, that stand for a part of a query: `WHERE` alone could be emphasis, with `to the` it is none. */
const CLAUSE =
  /\b(?:after (?:the )?|(?:in)?to the |in the |(?:nach|hinter|in|an) (?:dem|den|das|die) |ins |ans |après (?:le )?|derrière le |au |(?:à|dans) l[ae] |(?:tras|después d)el |al |en el |(?:depois d|após )o |ao |no )[`'"]?WHERE\b|\b(?:ORDER BY|GROUP BY|WHERE[- ](?:clause|Klausel|Bedingung)|clause WHERE|cláusula WHERE)\b|\b(?:SQL|HQL|JPQL|SOQL)\b[^.]{0,80}\bWHERE\b/;
/** Look-ups of an object-relational mapper, which reach from one table into others. */
const ORM = /\b\w+__(?:startswith|endswith|contains|icontains|iexact|regex|gte?|lte?|in|isnull)\s*=|\bORM\b/;
/** Whether the text of a field calls what is run a program in some language: no command of a shell. */
export function isSaidProgram({ description }: RequestField): boolean {
  return LANGUAGES.test(description.slice(0, LIMIT));
}

/**
 * Whether an operation is there to run what comes in, away from the service: in a page or a sandbox, as its text or the
 * field's has it, or as what it is called by.
 */
export function isRunnerOfCode(field: RequestField, operation: Operation): boolean {
  const { lexicon, operationId = "", path } = operation;
  if ([wordsOf(operationId), wordsOf(path)].some((words) => lexicon.has(words, "runner-of-code"))) return true;
  const texts = [...saidBy(operation), ...sentencesOf(field.description, LIMIT).map(wordsInOrder)];
  return texts.some(
    (words) =>
      !lexicon.has(words, "server-side") && joinedClauses(words, lexicon).some((one) => runsApart(one, lexicon)),
  );
}

/** Whether a clause says that something is run away from the service: what is run on it, its output may be shown in a browser. */
function runsApart(clause: readonly string[], lexicon: Lexicon): boolean {
  return lexicon.has(clause, "runs-apart") && lexicon.has(clause, "is-run");
}

const LANGUAGES =
  /\b(?:SpEL|MVEL|OGNL|JEXL|Groovy|JavaScript|Lua|Python|Ruby|PHP|Starlark|Rhai|CEL|VBScript|Jython)\b|\bC#(?!\w)/;

/** Libraries that compile an expression in a text, and can call methods of what it reaches. */
const COMPILERS =
  /\b(?:System\.Linq\.Dynamic|Dynamic[- ]LINQ|Linq\.Dynamic|DynamicExpresso|NCalc|simpleeval|asteval|expr-eval)\b/i;

/** Whether an operation is said to evaluate a template of some engine, and a field is the text of it. */
function isTemplateText(field: RequestField, operation: Operation): boolean {
  if (field.in !== "body" || field.depth > 0 || !field.types.includes("string")) return false;
  const own = field.description.slice(0, LIMIT);
  const isOfField = ENGINES.test(own) && (isEvaluated(own, operation) || isCalledTemplate(own, operation));
  if (isOfField) return true;
  const { summary = "", description = "", lexicon } = operation;
  const text = `${summary}. ${description.slice(0, LIMIT)}`;
  return (
    ENGINES.test(text) &&
    (isEvaluated(text, operation) || isCalledTemplate(text, operation)) &&
    (ENGINES.test(own) ||
      lexicon.is(field.text, "template") ||
      (!takesTemplate(operation) && (lexicon.is(field.text, "template-text") || lexicon.is(field.text, "said-text"))))
  );
}

/** Whether a field of a request is called a template: then the subject beside it is none. */
const takesTemplate = memo((operation: Operation): boolean =>
  requestFields(operation).some(
    ({ in: way, depth, words }) => way === "body" && depth === 0 && operation.lexicon.has(words, "template"),
  ),
);

/** Engines by which templates are filled in. */
export const ENGINES =
  /\b(?:Velocity|Freemarker|FreeMarker|Jinja2?|Django|Twig|Smarty|Thymeleaf|Razor|ERB|EJS|Mako|Handlebars|Nunjucks|Pug|Pebble|Liquid|Blade|Scriban)\b/;

/** Engines whose templates are programs: what a caller writes for one runs on the server. */
const PROGRAMS =
  /\b(?:Velocity|Free[Mm]arker|Jinja2?|Thymeleaf|Razor|ERB|EJS|Mako|Nunjucks|Pug|Smarty|Twig|Blade|JSP)\b/;

/** Whether a text calls what is written a template of an engine whose templates are programs: "ERB template". */
function isCalledTemplate(text: string, { lexicon }: Operation): boolean {
  return sentencesOf(text, 2 * LIMIT).some((sentence) => {
    const words = wordsInOrder(sentence);
    return (
      PROGRAMS.test(sentence) &&
      lexicon.has(words, "template") &&
      !denies(words, lexicon) &&
      !lexicon.has(words, "bound-safely")
    );
  });
}

function isEvaluated(text: string, { lexicon }: Operation): boolean {
  return sentencesOf(text, 2 * LIMIT).some((sentence) => {
    const words = wordsInOrder(sentence);
    return lexicon.has(words, "is-evaluated") && !denies(words, lexicon);
  });
}

/** The one field of a request that is shaped as an address, where the text says that the server fetches what is there. */
export const saidFetched = memo((operation: Operation): RequestField | undefined => {
  // Few operations take an address, and the texts of the others need not be read for it.
  const only = onlyAddress(operation);
  if (only === undefined) return undefined;
  if (
    !isSaid(operation, "server-fetches") &&
    !isSaidInOrder(operation, "program-of-service", "fetches", 2) &&
    !isSaidToConnect(operation) &&
    !isSaidToVisit(operation) &&
    !isSaidUnanswered(operation) &&
    // What lists protocols of which an address may be is loaded from there.
    !statedBy(operation).has("loads-anything")
  )
    return isSaidToGivePage(operation) && isOfAnyHost(only) ? only : undefined;
  return only;
});

/** The field of a request that is an address, if it is the only one. */
function onlyAddress(operation: Operation): RequestField | undefined {
  const addresses = requestFields(operation).filter(
    (field) => field.in !== "header" && field.in !== "path" && field.depth === 0 && isAddress(field, operation),
  );
  const [only] = addresses;
  return addresses.length === 1 ? only : undefined;
}

/** Whether a whole URL is meant, of whatever host: a page of the service itself is named by its path. */
function isOfAnyHost({ parts, examples }: RequestField): boolean {
  return (
    parts.some(({ format }) => /^ur[il]$/.test(format ?? "")) ||
    examples.some((example) => typeof example === "string" && /^https?:\/\//i.test(example))
  );
}

/** Whether the text of an operation says that the server opens a connection: "Builds up a connection and measures it". */
export function isSaidToConnect(operation: Operation): boolean {
  const sentence = statedBy(operation).get("server-connects");
  // A German denial stands behind what it denies: "ruft die Adresse nicht ab".
  return sentence !== undefined && !denies(wordsInOrder(sentence), operation.lexicon);
}

/**
 * The text of an error that says that the server could not get what stands at a URL: "URL which can not be retrieved". It
 * has tried to, and who calls learns what is there to be reached.
 */
export const saidNotFetched = memo(({ responses, lexicon }: Operation): string | undefined =>
  responses
    .flatMap(({ status, description = "" }) => (/^[45]/.test(status) ? sentencesOf(description, LIMIT) : []))
    .find((sentence) => {
      const words = wordsInOrder(sentence);
      return (
        standsNear(words, lexicon, "got-from-outside", "could-not", ERROR_NEAR) &&
        (/(?:\b|[a-z_])ur[li]s?\b/i.test(sentence) || lexicon.has(words, "picture") || lexicon.has(words, "sent-file"))
      );
    }),
);

/** So many words may stand between what was tried and that it failed: "could not be reached or downloaded". */
const ERROR_NEAR = 4;

/**
 * Whether an error says that the address that was sent does not answer: "The photo could not be read from the address". The server
 * has asked there. What another service behind the API does not answer is none of the caller's (502, 503, 504).
 */
function isSaidUnanswered({ responses, lexicon }: Operation): boolean {
  return responses.some(
    ({ status, description = "" }) =>
      status.startsWith("4") &&
      sentencesOf(description, LIMIT).some((sentence) => {
        const words = wordsInOrder(sentence);
        return lexicon.has(words, "gave-no-answer") && words.some((word) => isOfAddress(word, lexicon));
      }),
  );
}

function isOfAddress(word: string, lexicon: Lexicon): boolean {
  return ADDRESS.test(word) || lexicon.is(word, "address-of-a-place") || lexicon.is(word, "picture");
}

const ADDRESS = /^(?:address|adresse|dirección|endereço)$/;

/** Whether a text is an address by its format, its name, or the first words of what is said of it. */
function isAddress({ parts, types, words, description, examples }: RequestField, { lexicon }: Operation): boolean {
  if (parts.some(({ format }) => /^ur[il]/.test(format ?? ""))) return true;
  if (!types.includes("string")) return false;
  if (examples.some((example) => typeof example === "string" && /^(?:https?|s?ftp|file|smb):\/\//i.test(example)))
    return true;
  const own = wordsInOrder(description.slice(0, LIMIT));
  return (
    // `urlAvis`: the head of a name stands first in three of the languages.
    [words[0], words.at(-1)].some((word = "") => /^ur[il]$/.test(word)) ||
    parts.some(({ pattern = "" }) => WEB_ADDRESS.test(pattern)) ||
    [0, 1].some((at) => lexicon.lengthAt(own, at, "address-of-a-place") > 0)
  );
}

/** The beginning of a pattern that only addresses of the web match. */
const WEB_ADDRESS = /^\^\(?(?:\?:)?https?/;
