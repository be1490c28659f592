import { saidBy, statedBy } from "../../exposure/said.ts";
import { isSaidCompared } from "../../data/classify/said-otherwise.ts";
import { affirms, denies } from "../../lexicon/denial.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import { areAllOf, isMadeOf } from "../../lexicon/phrases.ts";
import { sentencesOf } from "../../lexicon/sentences.ts";
import { statedIn } from "../../lexicon/statements.ts";
import type { Operation } from "../../model/api.ts";
import { memo } from "../../core/memo.ts";
import { wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import { keyword } from "../../model/schema.ts";
import { answersRows } from "./answers.ts";
import type { Asked } from "./asked.ts";
import { isFilePath } from "./file-paths.ts";
import { isNarrowed } from "./patterns.ts";
import { ENGINES, isMarkupShownRaw, isSaidInterpreted, isSaidShownRaw, isSaidProgram, saidUse } from "./said-use.ts";
import { isWrittenObject, ofObjects } from "./serialised-objects.ts";
import { runAs } from "./runs-what-is-sent.ts";
import { isTemplate } from "./templates.ts";
import { fieldsBeside } from "../fields-beside.ts";
import { isChoice, isText, requestFields, segmentWords, type RequestField } from "../request-fields.ts";

/** What the text of a field is handed to. */
export type Interpreter =
  | "sql"
  | "condition"
  | "ldap"
  | "xpath"
  | "command"
  | "argument"
  | "host"
  | "template"
  | "script"
  | "serialised"
  | "twin"
  | "xml"
  | "markup"
  | "path"
  | "arguments"
  | "said";

/** Query languages that a service offers to its callers, and checks itself (GraphQL, openEHR's AQL): no text of a database. */
const OF_ITS_OWN: ReadonlySet<string> = new Set(["graphql", "gql", "aql"]);

/** What a field is handed to, by its name and where it stands, or by what its examples are. */
export function interpreterOf(field: RequestField, operation: Operation): Interpreter | undefined {
  return interpretersOf(operation)(field);
}

/** Asked of each field by several rules in each judgement: worked out each time it was 4 % of a review of Stripe's description. */
const interpretersOf = memo((operation: Operation) =>
  memo((field: RequestField) => foundInterpreter(field, operation)),
);

function foundInterpreter(field: RequestField, operation: Operation): Interpreter | undefined {
  // A document of operators is read by a database as it comes.
  if (isOpenObject(field) && isSaidInterpreted(field, operation)) return "said";
  if (isQueryArgument(field, operation)) return "arguments";
  if (
    !isText(field) ||
    isChoice(field) ||
    (field.isList && !field.types.includes("string")) ||
    field.in === "header" ||
    field.depth > 1 ||
    isNarrowed(field)
  )
    return undefined;
  const path = pathWords(operation);
  if (path.some((word) => OF_ITS_OWN.has(word))) return undefined;
  const { lexicon } = operation;
  const asked: Asked = {
    field,
    operation,
    lexicon,
    name: field.text,
    words: field.words,
    path,
    last: segmentWords(operation).at(-1) ?? [],
  };
  if (field.in !== "path") {
    // The operator of MongoDB that runs JavaScript, unless it is a clause of a query language, which has a parser of its own.
    if (field.name === "$where") {
      if (!isClauseOfQuery(operation)) return "script";
      return isSaidInterpreted(field, operation) ? "said" : undefined;
    }
    const shown = shownKind(field);
    if (shown !== undefined && !(shown === "ldap" && lexicon.has(path, "set-up"))) return shown;
    if (isEvaluatedObject(field, lexicon) && !isReadSafely("script", asked)) return "script";
    if (isSaidIdentifier(field, operation)) return isSaidInterpreted(field, operation) ? "said" : undefined;
    if (isSaidShownRaw(field, operation) || isMarkupShownRaw(field, operation)) return "markup";
    const found = ofQueries(asked) ?? ofCommands(asked) ?? ofObjects(asked) ?? ofTexts(asked);
    if (found !== undefined && (isReadSafely(found, asked) || (found === "sql" && isOwnLanguage(asked))))
      return undefined;
    if (found === "command" && isSaidProgram(field)) return "script";
    if (found !== undefined) return found;
    const run = isChosenAct(field, lexicon) || isSaidId(field, lexicon) ? undefined : runAs(field, operation);
    if (run !== undefined && !isReadSafely(run, asked)) return run;
    if (lexicon.is(field.text, "probed-host") && isNetworkTool(asked)) return "host";
    const said = saidUse(field, operation);
    if (said !== undefined && !(said === "sql" && isOwnLanguage(asked))) return said;
    // "Can be `none`, `start` or `end`": what is put beside the message is a value of the service.
    if (isSaidInterpreted(field, operation) && !isChosenAct(field, lexicon) && !isRegex(field)) return "said";
  }
  if (
    field.in === "path" &&
    isCommand(asked) &&
    !/\/commands?\/\{/i.test(operation.path) &&
    lexicon.has(path, "machine-asked")
  )
    return "command";
  return isFilePath(asked) ? "path" : undefined;
}

/**
 * Whether a query is written in a language of the service's own, after the example of SQL, into which values are put by their names:
 * "a SQL-like expression", `amount >= :limit`. The service reads it, and no database.
 */
function isOwnLanguage({ field, operation }: Asked): boolean {
  if (isSaidInterpreted(field, operation)) return false;
  const text = field.description.slice(0, LIMIT);
  const examples = field.examples.filter((example) => typeof example === "string");
  return (
    LIKE_SQL.test(text) &&
    (BOUND_BY_NAME.test(text) || examples.some((example) => BOUND_BY_NAME.test(example))) &&
    fieldsBeside(field, operation).fields.some(({ text: name }) => VALUES_BOUND.test(name))
  );
}

const LIKE_SQL =
  /\bSQL[- ]?(?:like|style|ähnlich\p{L}*)|\b(?:similar|ähnlich|semblable|similaire|semelhante|parecida?)\b[^.]{0,30}\bSQL\b/iu;
/** A place for a value that stands elsewhere in the request: `:amount`, `@amount`. */
const BOUND_BY_NAME = /(?:^|[\s`(=<>])[:@][a-z_]\w*/i;
const VALUES_BOUND = /\b(?:param|parameter|arg|argument|binding|variable|value)$/;

/** Whether what is sent is a regular expression, by its name: text is compared with it, and nothing of it is run. */
function isRegex({ words }: RequestField): boolean {
  return /^(?:regex|regexp|regexe|pattern)$/.test(words.at(-1) ?? "");
}

/**
 * Whether a text says that XML is read without its entities, or an expression by a grammar of its own: at the field, at the operation,
 * or where the request is refused.
 */
function isReadSafely(found: Interpreter, { field, operation }: Asked): boolean {
  const statement = found === "xml" ? "xml-read-safely" : found === "script" ? "own-grammar" : undefined;
  if (statement === undefined || isSaidInterpreted(field, operation)) return false;
  return (
    statedIn(field.description.slice(0, LIMIT)).has(statement) ||
    statedBy(operation).has(statement) ||
    operation.responses.some(
      ({ statusClass, description = "" }) => statusClass === "4xx" && statedIn(description).has(statement),
    )
  );
}

/**
 * Whether a text says first that a value identifies something, such as the commit to which a patch is applied: what is run is elsewhere.
 * A file that is identified may be one by its path.
 */
function isSaidIdentifier({ description }: RequestField, { lexicon }: Operation): boolean {
  const words = wordsInOrder(description.slice(0, LIMIT).split(/[.;:(]/)[0] ?? "");
  return (
    [0, 1, 2].some((at) => lexicon.lengthAt(words, at, "identifies-revision") > 0) ||
    (identifies(words.find((word) => !ARTICLE.test(word)) ?? "", lexicon) && lexicon.has(words, "kept-revision"))
  );
}

function identifies(word: string, lexicon: Lexicon): boolean {
  return lexicon.is(word, "identifier-word") || /^(?:identifiers?|hash|sha|ref|reference)$/.test(word);
}

/** Whether a text begins with what it is the identifier of: "The ID of the customer to whom it belongs". */
function isSaidId({ description }: RequestField, lexicon: Lexicon): boolean {
  const words = wordsInOrder(description.slice(0, LIMIT));
  return identifies(words.find((word) => !ARTICLE.test(word)) ?? "", lexicon);
}

const ARTICLE = /^(?:the|an?|der|die|das|le|la|el|o)$/;

/** Whether several parameters are the clauses of one query language over a data set, as in SoQL: `$select`, `$order`, `$limit`. */
function isClauseOfQuery({ parameters }: Operation): boolean {
  return parameters.filter(({ name }) => CLAUSE_OF_QUERY.test(name)).length >= SEVERAL_CLAUSES;
}

const CLAUSE_OF_QUERY = /^\$(?:select|group|having|order|order_?by|limit|offset|q)$/i;
const SEVERAL_CLAUSES = 2;

/**
 * Whether a field is an argument of the query that a mapper of objects makes, as its caller writes it: a `where` of any shape beside
 * what is to be read with it, an `include` or a `select` of any shape.
 */
function isQueryArgument(field: RequestField, operation: Operation): boolean {
  if (field.in !== "body" || field.depth > 1) return false;
  const isCondition =
    (CONDITIONS.test(field.name) || operation.lexicon.is(field.text, "filter-object")) && isOpenObject(field);
  if (!isCondition && !isReach(field)) return false;
  if (isCondition && isOfMapper(field, operation)) return true;
  const beside = fieldsBeside(field, operation).fields;
  return isCondition
    ? beside.some(isReach)
    : beside.some((other) => CONDITIONS.test(other.name) && isOpenObject(other));
}

/** Whether a text says that a condition is one of a database or of what maps objects to it: "`$regex` and `$where` may be used". */
function isOfMapper(field: RequestField, { description = "", summary = "", lexicon }: Operation): boolean {
  const text = field.description.trim() === "" ? `${summary}. ${description}` : field.description;
  const sentences = sentencesOf(text, LONGEST_READ);
  return sentences.some(
    (sentence) =>
      MAPPERS.test(sentence) &&
      !denies(wordsInOrder(sentence), lexicon) &&
      !lexicon.has(wordsInOrder(sentence), "reserved"),
  );
}

/** Whether a field says what is read beside the things that are looked for, and may be anything. */
function isReach(field: RequestField): boolean {
  if (!READ_WITH.test(field.name)) return false;
  const isAnyList = field.isList && field.parts.every(({ enum: values }) => values === undefined) && !isChoice(field);
  return isOpenObject(field) || (isAnyList && field.types.includes("object"));
}

/** What Prisma, Sequelize, TypeORM, Mongoose and their like call the condition of a query, and what is read with it. */
const CONDITIONS = /^(?:where|filters?|query|selector|conditions?|criteria|match)$/i;
const READ_WITH = /^(?:includes?|select|omit|populate|relations|attributes|projection|aggregate|lookup|joins?)$/i;
/** How a text calls them, or the type of their arguments. */
const MAPPERS =
  /\b(?:Prisma|Sequelize|TypeORM|MikroORM|Mongoose|MongoDB|Objection\.js|Knex|Waterline|Drizzle|Bookshelf|Doctrine|Eloquent|ActiveRecord|Hibernate)\b|\b(?:\w*WhereInput|FindOptions(?:Where)?|FilterQuery|FindManyArgs|findMany)\b|\$(?:where|regex|expr|function)\b/;
const LONGEST_READ = 1000;

/** Whether a field is an object of which nothing is said but that it is one. */
function isOpenObject({ in: way, types, parts, isList }: RequestField): boolean {
  return (
    way === "body" &&
    !isList &&
    types.includes("object") &&
    parts.every(({ properties, additionalProperties }) => properties.size === 0 && additionalProperties !== false)
  );
}

/** What is a query, or the condition of one. */
function ofQueries({ field, operation, lexicon, name, words, path }: Asked): Interpreter | undefined {
  const isIn = (...segments: readonly string[]): boolean => path.some((word) => segments.includes(word));
  const isQuery = QUERY.test(name) || lexicon.is(name, "database-query");
  if (isWrittenQuery(words, lexicon) || (isQuery && isIn("sql"))) return "sql";
  if (
    isAskedOfDatabase(words, lexicon) &&
    (answersRows(operation) ||
      (lexicon.has(path, "database-asked") && !isSearchTerm(field)) ||
      (lexicon.is(name, "bare-statement") && lexicon.has(path, "reporting")))
  )
    return "sql";
  if (lexicon.is(name, "written-condition") && !field.isList && hasFurtherClause(field, operation)) return "condition";
  const isSetUp = lexicon.has(path, "set-up");
  if (LDAP.test(name) && !isSetUp && !isIn("source", "provider", "server", "ldap")) return "ldap";
  if (/^(?:query|filter)$/.test(name) && isIn("ldap") && !isSetUp) return "ldap";
  if (isPattern(field, words, lexicon)) return undefined;
  return XPATH.test(name) || (isQuery && isIn("xpath")) ? "xpath" : undefined;
}

/**
 * Whether a text says what kinds of words are looked for, "Query (contact name, DNS, domain etc.)", and names no language in which
 * a query would be written, nor that one is run.
 */
function isSearchTerm({ description }: RequestField): boolean {
  const text = description.slice(0, LIMIT);
  return LISTED_TERMS.test(text) && !WRITTEN_QUERY.test(text);
}

const LISTED_TERMS =
  /^[^()]{0,60}\([^():;=<>]{3,60}(?:,[^(),:;=<>]{2,40}){1,8}\)|\b(?:search (?:term|text|word|phrase)s?|keywords?|suchbegriffe?|suchwort|mots?[- ]clés?|palabras? clave|palavras?[- ]chave)\b/i;
const WRITTEN_QUERY =
  /\b(?:SQL|HQL|JPQL|CQL|KQL|SPARQL|Cypher|Lucene|select|where|syntax|statements?|expressions?|operators?|language|execut\w+|run|runs|passed|joined|verbatim|database|datenbank|base de (?:données|datos|dados)|ausgeführt|abfragesprache|exécutée?|ejecuta\w*|executad\w*|syntaxe|sintaxis|sintaxe)\b/i;

/** Whether what is written is a pattern for what comes later, and asked of nothing that is kept: `matchesXPath`. */
function isPattern({ description }: RequestField, words: readonly string[], lexicon: Lexicon): boolean {
  return lexicon.lengthAt(words, 0, "compares-by") > 0 || lexicon.has(words, "matcher") || isSaidCompared(description);
}

function isWrittenQuery(words: readonly string[], lexicon: Lexicon): boolean {
  return (
    lexicon.is(words.join(" "), "raw-query") ||
    (lexicon.has(words, "query-language") && areAllOf(words, lexicon, "query-language", "around-query-language"))
  );
}

function isAskedOfDatabase(words: readonly string[], lexicon: Lexicon): boolean {
  return lexicon.has(words, "database-query") && areAllOf(words, lexicon, "database-query", "around-database-query");
}

/** What a machine is told to do. */
function ofCommands(asked: Asked): Interpreter | undefined {
  const { field, lexicon, name, words, path, last } = asked;
  if (field.depth > 0) return undefined;
  if (isCommand(asked) && !path.some((word) => word !== "cmd" && lexicon.is(word, "command"))) return "command";
  if (isOrderToMachine(asked)) return "command";
  // A free text that reads as what stands behind the name of a program.
  const isArgument =
    !field.isList &&
    lexicon.has(words, "program-argument") &&
    areAllOf(words, lexicon, "program-argument", "around-argument");
  const isOfProgram =
    last.some((word) => PROGRAMS.test(word)) || path.some((word) => /^(?:exec|shell|spawn|diagnostic)$/.test(word));
  return isArgument && isOfProgram && name !== "" ? "argument" : undefined;
}

/** Whether a free text is what a device runs, by its name, the arguments beside it and a text: "the agent executes it". */
function isOrderToMachine({ field, operation, lexicon, name }: Asked): boolean {
  if (field.in !== "body" || field.isList || !lexicon.is(name, "order-to-machine")) return false;
  if (!saidBy(operation).some((words) => lexicon.has(words, "runs-order") && !denies(words, lexicon))) return false;
  return requestFields(operation).some(
    ({ in: way, depth, isList, types, text }) =>
      way === "body" && depth === 0 && isList && types.includes("string") && lexicon.is(text, "program-argument"),
  );
}

function isCommand({ field, lexicon, name, words }: Asked): boolean {
  const isCalledSo =
    lexicon.is(name, "shell") ||
    (lexicon.has(words, "command") && isMadeOf(words, lexicon, "command", "around-command"));
  return isCalledSo && !isChosenAct(field, lexicon) && !areOffered(field, lexicon);
}

/** Whether what are called commands are those that a thing offers, by their text: "List of commands that the channel supports". */
function areOffered({ description, isList }: RequestField, lexicon: Lexicon): boolean {
  if (!isList) return false;
  const sentences = sentencesOf(description.slice(0, LIMIT)).map(wordsInOrder);
  return (
    sentences.some(
      (words) => affirms(words, lexicon, "offered-to-all") || affirms(words, lexicon, "makes-available"),
    ) && !sentences.some((words) => affirms(words, lexicon, "runs-order") || affirms(words, lexicon, "of-a-shell"))
  );
}

/**
 * Whether what is called a command is one of the acts that the operation knows: its default is a single word, or its text
 * lists what there is to choose, one value behind the other. A program is called by a single word too, and a text may name two shells: what the text
 * says of a shell comes first.
 */
export function isChosenAct({ parts, description }: RequestField, lexicon: Lexicon): boolean {
  const text = description.slice(0, LIMIT);
  const sentences = sentencesOf(text).map(wordsInOrder);
  if (sentences.some((words) => affirms(words, lexicon, "of-a-shell"))) return false;
  const isOneWord = parts
    .map((part) => keyword(part, "default"))
    .some((value) => typeof value === "string" && ONE_WORD.test(value));
  if (isOneWord && !sentences.some((words) => affirms(words, lexicon, "runs-order"))) return true;
  if ([...text.matchAll(DEFINED_VALUE)].length >= SEVERAL_CLAUSES) return true;
  const values = [...text.matchAll(VALUE)];
  return values.slice(0, -1).some(({ index }) => listsValues(text.slice(0, index), lexicon));
}

/**
 * Whether what stands before a value begins a list of those that there are to choose: "One of the following commands: ". "Executed on
 * one of the servers, such as " does not, nor does a sentence that says before that what is sent is run.
 */
function listsValues(before: string, lexicon: Lexicon): boolean {
  if (affirms(wordsInOrder(before.split(/[.;]\s/).at(-1) ?? ""), lexicon, "runs-order")) return false;
  const words = wordsInOrder(before.split(/[.,;]\s/).at(-1) ?? "");
  return words.some((_, at) => {
    const length = lexicon.lengthAt(words, at, "one-of-these");
    return length > 0 && at + length >= words.length - 1;
  });
}

const LIMIT = 600;
const ONE_WORD = /^\p{L}[\p{L}_-]+$/u;
/** A value in a list of some: in quotes, in code, in bold, or between commas. */
const VALUE =
  /[`'"“«>*]\s?[\p{L}_-]{2,}\s?[`'"”»<*]|(?<=[:,(]\s?)[\p{L}_-]{2,}(?=\s?(?:[,.)]|$|\s(?:or|oder|ou|o|u)\s))/gu;

/** A value that an item of a list defines: "- `addreview`: Add a review to a request". */
const DEFINED_VALUE = /^[ \t]*[-*+] +[`*"']{1,2}[\p{L}_-]{2,}[`*"']{1,2} *:/gmu;

const PROGRAMS =
  /^(?:disk|df|du|filesystem|process|processe|uptime|cpu|memory|mount|shell|exec|execute|spawn|tool|utility|util|diagnostic|netstat|ifconfig|dns?|ping|whois|traceroute|convert|ffmpeg|imagemagick|ghostscript|git|backup|tar|zip|cron)$/;

/** What is a template, a program, or read by others as it is. */
function ofTexts(asked: Asked): Interpreter | undefined {
  const { field, lexicon, name, words, path, last } = asked;
  const isNameless = field.name === "";
  if (isPlainPage(asked)) return undefined;
  const isKept = isNameOfKept(field);
  if (!isKept && (TEMPLATE.test(name) || lexicon.is(name, "template") || isNameless) && lexicon.has(last, "renders"))
    return "template";
  if (!isKept && isTemplate(asked)) return "template";
  if (isProgram(words, lexicon)) return "script";
  if (
    lexicon.has(words, "formula") &&
    !isArithmetic(asked) &&
    areAllOf(words, lexicon, "formula", "around-formula") &&
    (lexicon.has(last, "applies-formula") || lexicon.has(path, "automat"))
  )
    return "script";
  if (field.in === "body" && isSaidHtml(words, lexicon) && lexicon.has(path, "said-to-others")) return "markup";
  if (isPartOfPage(asked)) return "markup";
  if ((lexicon.is(name, "script-text") || isNameless) && lexicon.has(last, "runs-script"))
    return isNameless && isBinary(field) ? undefined : "script";
  return undefined;
}

/** Whether a text says first that a value is the name of something that is kept: "Template name to generate the document with". */
function isNameOfKept({ description }: RequestField): boolean {
  const [first = ""] = description.slice(0, LIMIT).split(/[.;:(]/);
  return NAMES_KEPT.test(first.split(/\s+/).slice(0, NAMED_WITHIN).join(" "));
}

/** So many words at the beginning: "The optional name of a template". */
const NAMED_WITHIN = 5;
const NAMES_KEPT =
  /(?<!\p{L})(?:names?|ids?|identifiers?|slug|Vorlagennamen?|Kennung|noms?|identifiant|nombre|nome)(?!\p{L})/iu;

/**
 * Whether a text lists the operators of a formula, and they are those of arithmetic: "Arithmetical operators: ( ) + - * /". A
 * function or a language in the same text opens what looks closed.
 */
function isArithmetic({ field, operation }: Asked): boolean {
  const text = `${field.description.slice(0, LIMIT)}\n${(operation.description ?? "").slice(0, LIMIT)}`;
  const [, listed = ""] = ARITHMETIC.exec(text) ?? [];
  const signs = ["+", "-", "*", "/"].every((sign) => listed.includes(sign));
  return signs && !REACHES.test(listed) && !OPEN_GRAMMAR.test(text);
}

/** What stands behind the word for operators, up to an example. */
const ARITHMETIC =
  /(?:operators?|operatoren|opérateurs?|operadores?)\b[ \t]*:([\s\S]{4,400}?)(?:example|beispiel|exemple|ejemplo|exemplo|$)/i;
/** A dot, or an arrow, among operators reaches what an object has. */
const REACHES = /(?<![\d.])\.(?=\s+\S)|->|::|[[\]]/;
const OPEN_GRAMMAR =
  /\b(?:functions?|funktion(?:en)?|fonctions?|funcion(?:es)?|funç(?:ão|ões)|scripts?|javascript|python|groovy|lua|lambda|any expression|code|eval\w*|calls?)\b/i;

/**
 * Whether a page is sent as it is to be shown: it is called HTML, its text calls it so or a document is made of it, and neither
 * that nor an example nor a field beside it shows a template that values are put into. What the page makes the server load is
 * the matter of another rule.
 */
function isPlainPage({ field, operation, lexicon, name, last }: Asked): boolean {
  const { description, examples } = field;
  if (!PAGE.test(name)) return false;
  if (!lexicon.has(last, "printed") && !/\bhtml\b/i.test(description.slice(0, LIMIT))) return false;
  const texts = [description, operation.summary ?? "", operation.description ?? "", operation.path];
  return (
    !texts.some((text) => isOfTemplate(text.slice(0, LIMIT), lexicon)) &&
    !examples.some((example) => typeof example === "string" && PLACEHOLDER.test(example)) &&
    !requestFields(operation).some((other) => VALUES_OF_TEMPLATE.test(other.text))
  );
}

/** Whether a text is about a template, what is put into one, or an engine that does. */
function isOfTemplate(text: string, lexicon: Lexicon): boolean {
  return ENGINES.test(text) || PUT_IN.test(text) || lexicon.has(wordsOf(text), "template");
}

const PAGE = /^(?:html|markup)(?: (?:string|body|source|text|content))?$/;
const PUT_IN = /\b(?:placeholders?|platzhalter|variables?|variablen|expressions?|marcadores)\b/i;
const PLACEHOLDER = /\{\{|\{%|<%|\$\{|#\{|@\{/;
const VALUES_OF_TEMPLATE =
  /^(?:data|context|variables?|vars|values|model|parameters?|params|merge fields?|placeholders?)$/;

const TEMPLATE = /^(?:template|html|markup)(?: (?:string|body|source|text|content))?$/;

/** Whether a name is that of a language, with what a text in one is called: `groovyScript`, `expresión spel`. */
function isProgram(words: readonly string[], lexicon: Lexicon): boolean {
  const name = words.join(" ");
  if (lexicon.is(name, "code-to-run") || lexicon.is(name, "code-as-text")) return true;
  const [, before = "", behind = ""] = LANGUAGE.exec(name) ?? [];
  const around = [...before.trim().split(" "), ...behind.trim().split(" ")].filter((word) => word !== "");
  return LANGUAGE.test(name) && (around.length === 0 || areAllOf(around, lexicon, "program-text", "around-program"));
}

/** Whether a text is said to be HTML that somebody writes: `commentHtml`, `html`. */
function isSaidHtml(words: readonly string[], lexicon: Lexicon): boolean {
  const rest = words.filter((word) => word !== "html" && !lexicon.is(word, "linking"));
  return rest.length < words.length && rest.length <= 1 && rest.every((word) => lexicon.is(word, "said-text"));
}

/**
 * Whether markup or code of the caller becomes a part of a page that others visit, by its name and the path, or a text that says
 * into which element it is put: `headHtml`, "Put into `<head>` of the page".
 */
function isPartOfPage({ field, operation, lexicon, words, path }: Asked): boolean {
  const { method } = operation;
  if (field.in !== "body" || field.isList || method === "GET" || method === "DELETE") return false;
  const text = field.description.slice(0, LIMIT);
  if (MADE_HARMLESS.test(text)) return false;
  const isCode = words.some((word) => lexicon.is(word, "markup-or-code"));
  if (!isCode || words.length > MOST_OF_SLOT) return false;
  const rest = words.filter((word) => !lexicon.is(word, "markup-or-code") && !lexicon.is(word, "linking"));
  const isSlot = rest.length > 0 && lexicon.is(rest.join(" "), "slot-of-page");
  const isOfPage = lexicon.has(path, "page-for-others");
  return (isSlot && isOfPage) || ((isSlot || isOfPage) && IN_ELEMENT.test(text));
}

const MOST_OF_SLOT = 4;
/** Names an element of a page. */
const IN_ELEMENT = /<\/?(?:head|body|footer|header)\b/i;
/** Says in each language that what is dangerous is taken out. */
const MADE_HARMLESS =
  /\b(?:saniti[sz]ed|escaped|stripped|removed|allow-?list|whitelist|plain text|sandboxed|bereinigt|maskiert|entfernt|gefiltert|nettoy|échapp|retir|supprim|filtr|sane|escap|elimina|limpi|depurad|limp|removid)/i;

const pathWords = memo((operation: Operation): readonly string[] => segmentWords(operation).flat());

/** Whether beside a condition another part of the query is a free text: then what is put together is a query. */
function hasFurtherClause(field: RequestField, operation: Operation): boolean {
  // OData and its like have parsers of their own.
  if (field.name.startsWith("$")) return false;
  return requestFields(operation).some(
    (other) =>
      other !== field &&
      other.depth === field.depth &&
      other.types.includes("string") &&
      CLAUSES.test(other.words.join(" ")) &&
      !isChoice(other) &&
      !isNarrowed(other),
  );
}

function isBinary({ parts }: RequestField): boolean {
  return parts.every(({ types }) => types.length === 0);
}

/** The language that examples are written in. */
function shownKind({ examples }: RequestField): Interpreter | undefined {
  for (const example of examples) {
    if (typeof example !== "string") continue;
    if (
      /^\s*(?:select\s+(?:distinct\s+)?[\w.*`"]+(?:\([^)]*\))?(?:\s+as\s+\w+)?(?:\s{0,8},\s{0,8}[^\s,][^,]{0,80}){0,20}\s{1,8}from\s+\S|insert into\b|delete from\b|update \w+ set\b)/i.test(
        example,
      )
    )
      return "sql";
    if (isWrittenObject(example)) return "serialised";
    if (/^\((?:[&|!]\(|\w+=)[^()]*[=)]/.test(example)) return "ldap";
    if (/^\/\/?\w+(?:\/\w+)*\[[^\]]+\]|^\/\/\w+(?:\/\/?\w+)+(?:\/text\(\))?$/.test(example)) return "xpath";
  }
  return undefined;
}

/**
 * Whether a text is said to be evaluated and its example is an expression over objects: `#this`, `T(java.lang.Runtime)`, a method of a
 * value (`name.startsWith('A')`), as SpEL, OGNL, MVEL and scripts have them. A language that has no objects is named.
 */
function isEvaluatedObject({ examples, description }: RequestField, lexicon: Lexicon): boolean {
  const text = description.slice(0, LIMIT);
  if (NO_OBJECTS.test(text) || NOT_SO.test(text)) return false;
  return (
    lexicon.has(wordsInOrder(text), "is-evaluated") &&
    examples.some((example) => typeof example === "string" && OVER_OBJECTS.test(example))
  );
}

const OVER_OBJECTS = /#(?:this|root)\b|\bT\([a-z]\w*(?:\.\w+)+\)|\b[a-z]\w*\.[a-z]\w*\([^()]{0,80}\)/;
/** A denial; "no servidor" is Portuguese for "on the server". */
const NOT_SO = /\b(?:not|never|nicht|nie|n['’]est pas|jamais|no se|nunca|n[aã]o)(?!\p{L})/iu;
/** Languages for conditions and paths, which reach nothing but what they are given. */
const NO_OBJECTS =
  /\b(?:CEL|Common Expression Language|JSON ?Path|JMES ?Path|JSONata|JSON ?Logic|OData|RSQL|FIQL|AIP-160|GraphQL|Rego|Liquid)\b/i;

const CLAUSES = /^(?:select|projection|selector|column|from|join|group by|having|table|entity|aggregate)$/;
const QUERY = /^(?:query|statement|q|expression|where|filter)$/;
const XPATH =
  /(?:^| )x ?(?:path|query)(?: (?:query|expression|filter|string|selector))?$|^(?:xslt|xsl)(?: (?:template|source|stylesheet))?$/;
const LDAP = /^ldap (?:query|filter|search)$/;

/** The languages of programs, with what stands before and behind. */
const LANGUAGE =
  /^((?:[a-z]+ )*)(?:groovy|lua|javascript|java script|python|php|ruby|perl|spel|mvel|ognl|jexl|vbscript|powershell|starlark|rhai|jshell)((?: [a-z]+)*)$/;

/** Whether an operation is a tool such as `ping`, which many servers start as a program. */
function isNetworkTool({ lexicon, last, path }: Asked): boolean {
  const isTools = lexicon.has(path, "tool");
  return last.some(
    (word) =>
      /^(?:ping|traceroute|tracert|nslookup|dig|whois|connectivity|nmap|diagnostic)$/.test(word) ||
      (isTools && /^(?:dns?|lookup|trace|resolve)$/.test(word)),
  );
}
