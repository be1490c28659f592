import { allowsNoSeparator } from "./allowed-characters.ts";
import { saidBy } from "../../exposure/said.ts";
import { fixedSegments } from "../../exposure/words.ts";
import { denies } from "../../lexicon/denial.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import { areAllOf, isHeadedBy, isMadeOf } from "../../lexicon/phrases.ts";
import type { Operation } from "../../model/api.ts";
import { memo } from "../../core/memo.ts";
import { answersFile, answersRows } from "./answers.ts";
import { isNarrowed } from "./patterns.ts";
import { isSaidInterpreted, saidUse } from "./said-use.ts";
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
  | "said";

/** What a field is handed to, by its name and where it stands, or by what its examples are. */
export function interpreterOf(field: RequestField, operation: Operation): Interpreter | undefined {
  // A document of operators is read by a database as it comes.
  if (isOpenObject(field) && isSaidInterpreted(field, operation)) return "said";
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
  if (path.some((word) => word === "graphql" || word === "gql")) return undefined;
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
    // The operator of MongoDB that runs JavaScript.
    if (field.name === "$where") return "script";
    const shown = shownKind(field);
    if (shown !== undefined && !(shown === "ldap" && lexicon.has(path, "set-up"))) return shown;
    const found = ofQueries(asked) ?? ofCommands(asked) ?? ofObjects(asked) ?? ofTexts(asked);
    if (found !== undefined) return found;
    if (lexicon.is(field.text, "probed-host") && isNetworkTool(asked)) return "host";
    const said = saidUse(field, operation);
    if (said !== undefined) return said;
    if (isSaidInterpreted(field, operation)) return "said";
  }
  if (
    field.in === "path" &&
    isCommand(asked) &&
    !/\/commands?\/\{/i.test(operation.path) &&
    lexicon.has(path, "machine-asked")
  )
    return "command";
  return isPath(asked) ? "path" : undefined;
}

/** Whether a field is an object of which nothing is said but that it is one. */
function isOpenObject({ in: way, types, parts, isList }: RequestField): boolean {
  return (
    way === "body" &&
    !isList &&
    types.includes("object") &&
    parts.every(({ properties, additionalProperties }) => properties.size === 0 && additionalProperties !== false)
  );
}

/** A field that is looked at, and what is around it. */
interface Asked {
  readonly field: RequestField;
  readonly operation: Operation;
  readonly lexicon: Lexicon;
  readonly name: string;
  readonly words: readonly string[];
  /** The words of all fixed segments of the path, and of the last one. */
  readonly path: readonly string[];
  readonly last: readonly string[];
}

/** What is a query, or the condition of one. */
function ofQueries({ field, operation, lexicon, name, words, path }: Asked): Interpreter | undefined {
  const isIn = (...segments: readonly string[]): boolean => path.some((word) => segments.includes(word));
  const isQuery = QUERY.test(name) || lexicon.is(name, "database-query");
  if (isWrittenQuery(words, lexicon) || (isQuery && isIn("sql"))) return "sql";
  if (
    isAskedOfDatabase(words, lexicon) &&
    (answersRows(operation) ||
      lexicon.has(path, "database-asked") ||
      (lexicon.is(name, "bare-statement") && lexicon.has(path, "reporting")))
  )
    return "sql";
  if (lexicon.is(name, "written-condition") && !field.isList && hasFurtherClause(field, operation)) return "condition";
  const isSetUp = lexicon.has(path, "set-up");
  if (LDAP.test(name) && !isSetUp && !isIn("source", "provider", "server", "ldap")) return "ldap";
  if (/^(?:query|filter)$/.test(name) && isIn("ldap") && !isSetUp) return "ldap";
  return XPATH.test(name) || (isQuery && isIn("xpath")) ? "xpath" : undefined;
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

function isCommand({ lexicon, name, words }: Asked): boolean {
  return (
    lexicon.is(name, "shell") ||
    (lexicon.has(words, "command") && isMadeOf(words, lexicon, "command", "around-command"))
  );
}

/** What objects are made of. */
function ofObjects({ field, operation, lexicon, name, words, last }: Asked): Interpreter | undefined {
  if (isSerialised(words, lexicon) || (field.depth === 0 && lexicon.has(last, "makes-objects"))) return "serialised";
  if (namesType(field, operation, name)) return "serialised";
  if (isXml(field, operation, name)) return "xml";
  return hasTwin(field, operation) ? "twin" : undefined;
}

function isSerialised(words: readonly string[], lexicon: Lexicon): boolean {
  return words.some((_, at) => {
    const length = lexicon.lengthAt(words, at, "serialised");
    if (length === 0) return false;
    const rest = words.slice(at + length);
    return at === 0 || rest.length === 0 || lexicon.is(rest.join(" "), "serialised-thing");
  });
}

/** What is a template, a program, or read by others as it is. */
function ofTexts(asked: Asked): Interpreter | undefined {
  const { field, lexicon, name, words, path, last } = asked;
  const isNameless = field.name === "";
  if ((TEMPLATE.test(name) || lexicon.is(name, "template") || isNameless) && lexicon.has(last, "renders"))
    return "template";
  if (isTemplate(asked)) return "template";
  if (isProgram(words, lexicon)) return "script";
  if (
    lexicon.has(words, "formula") &&
    areAllOf(words, lexicon, "formula", "around-formula") &&
    (lexicon.has(last, "applies-formula") || lexicon.has(path, "automat"))
  )
    return "script";
  if (field.in === "body" && isSaidHtml(words, lexicon) && lexicon.has(path, "said-to-others")) return "markup";
  if ((lexicon.is(name, "script-text") || isNameless) && lexicon.has(last, "runs-script"))
    return isNameless && isBinary(field) ? undefined : "script";
  return undefined;
}

/** Whether a name is that of a language, with what a text in one is called: `groovyScript`, `expresión spel`. */
function isProgram(words: readonly string[], lexicon: Lexicon): boolean {
  const name = words.join(" ");
  if (lexicon.is(name, "code-to-run")) return true;
  const [, before = "", behind = ""] = LANGUAGE.exec(name) ?? [];
  const around = [...before.trim().split(" "), ...behind.trim().split(" ")].filter((word) => word !== "");
  return LANGUAGE.test(name) && (around.length === 0 || areAllOf(around, lexicon, "program-text", "around-program"));
}

/** Whether a text is said to be HTML that somebody writes: `commentHtml`, `html`. */
function isSaidHtml(words: readonly string[], lexicon: Lexicon): boolean {
  const rest = words.filter((word) => word !== "html" && !lexicon.is(word, "linking"));
  return rest.length < words.length && rest.length <= 1 && rest.every((word) => lexicon.is(word, "said-text"));
}

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

/** Whether a text is a template: by the engine that it is written for, or where templates are tried out. */
function isTemplate({ field, operation, lexicon, name, words, path, last }: Asked): boolean {
  if (ENGINE.test(name) && !IDENTIFIES.test(name)) return true;
  // What a page is made of loads what it names.
  if (/^(?:html|markup)\b|\b(?:html|markup)$/.test(name) && last.some((word) => lexicon.is(word, "printed")))
    return true;
  if (field.witness.includes("[]") || !areAllOf(words, lexicon, "template-text", "around-template")) return false;
  const isOfTemplates = lexicon.has(path, "template") || lexicon.has(words, "template");
  return (
    (lexicon.has(last, "tries-template") &&
      (isOfTemplates || ENGINES.test(field.description) || field.examples.some(isPlaceholder))) ||
    requestFields(operation).some((other) => other !== field && namesEngine(other))
  );
}

const TEMPLATE = /^(?:template|html|markup)(?: (?:string|body|source|text|content))?$/;
const IDENTIFIES = /\b(?:id|uuid|name|key|version|type|enabled)$/;

/** Whether a field says which engine a template is for. */
function namesEngine(field: RequestField): boolean {
  return (
    /^(?:template )?(?:engine|language|syntax|renderer|dialect)$/.test(field.words.join(" ")) &&
    field.parts.some((part) => (part.enum ?? []).some((value) => typeof value === "string" && ENGINES.test(value)))
  );
}

/** Whether an example has an expression in it that an engine works out: a call, a filter or a condition, and not only a name. */
function isPlaceholder(example: unknown): boolean {
  return (
    typeof example === "string" &&
    /\{%\s*\w|<%=|\$\{[^{}]{0,200}[.(?!][^{}]{0,200}\}|\{\{[^{}]{0,200}[.(|][^{}]{0,200}\}\}|@Model\.|<#(?:if|list|assign)|#(?:if|foreach|set)\s*\(/.test(
      example,
    )
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
    if (OBJECTS.test(example)) return "serialised";
    if (/^\((?:[&|!]\(|\w+=)[^()]*[=)]/.test(example)) return "ldap";
    if (/^\/\/?\w+(?:\/\w+)*\[[^\]]+\]|^\/\/\w+(?:\/\/?\w+)+(?:\/text\(\))?$/.test(example)) return "xpath";
  }
  return undefined;
}

const CLAUSES = /^(?:select|projection|selector|column|from|join|group by|having|table|entity|aggregate)$/;
const QUERY = /^(?:query|statement|q|expression|where|filter)$/;
const XPATH =
  /(?:^| )x ?(?:path|query)(?: (?:query|expression|filter|string|selector))?$|^(?:xslt|xsl)(?: (?:template|source|stylesheet))?$/;
const LDAP = /^ldap (?:query|filter|search)$/;

/** Whether a request names the type of the object that it sends: a deserialiser that makes what it is told to. */
function namesType(field: RequestField, operation: Operation, name: string): boolean {
  return (
    field.in === "body" &&
    /^(?:(?:full )?(?:type|class) name|clazz|assembly|assembly (?:qualified )?name|java class|object class|class type)$/.test(
      name,
    ) &&
    requestFields(operation).some(
      (other) =>
        other !== field &&
        other.depth === field.depth &&
        other.types.includes("string") &&
        /^(?:payload|data|object|value|content|body|state|blob|json|instance)$/.test(other.text),
    )
  );
}

/** The languages of programs, with what stands before and behind. */
const LANGUAGE =
  /^((?:[a-z]+ )*)(?:groovy|lua|javascript|java script|python|php|ruby|perl|spel|mvel|ognl|jexl|vbscript|powershell|starlark|rhai|jshell)((?: [a-z]+)*)$/;
const ENGINE =
  /\b(?:free ?marker|razor|cshtml|liquid|jinja|jinja 2|velocity|vtl|mustache|thymeleaf|handlebar|hb|ejs|twig|smarty|pug|jade|erb|mako|nunjuck|blade|scriban|dotliquid|pebble|mjml|jsp|gotemplate|groovy template)\b/;
const ENGINES = new RegExp(ENGINE.source, "i");

/** Whether an operation is a tool such as `ping`, which many servers start as a program. */
function isNetworkTool({ lexicon, last, path }: Asked): boolean {
  const isTools = lexicon.has(path, "tool");
  return last.some(
    (word) =>
      /^(?:ping|traceroute|tracert|nslookup|dig|whois|connectivity|nmap|diagnostic)$/.test(word) ||
      (isTools && /^(?:dns?|lookup|trace|resolve)$/.test(word)),
  );
}

/** How objects look that Java, .NET, PHP, Python and Ruby write out; the first four of them in Base64. */
const OBJECTS =
  /^(?:rO0AB|AAEAAAD\/{5}|gAS[A-Z]|BAh[A-Za-z]|O:\d{1,4}:"[\w\\]{1,80}":\d|a:\d{1,4}:\{[is]:|!!python\/|--- !ruby\/)/;

/** Whether a text is XML: the body of a type that says so, where no schema says what is in it, or a field of that name or example. */
function isXml(field: RequestField, operation: Operation, name: string): boolean {
  if (field.examples.some((example) => typeof example === "string" && MARKUP.test(example))) return !HTML.test(name);
  if (field.name !== "") return XML.test(name) && field.depth === 0;
  const types = operation.requestBody?.content.map(({ type }) => type) ?? [];
  return types.length > 0 && types.every((type) => /^(?:text|application)\/(?:\w+\+)?xml\b/i.test(type));
}

const MARKUP =
  /^\s*<(?:\?xml[\s>]|!DOCTYPE (?!html)|(?!html|p|div|span|a|b|i|br|h\d|ul|ol|li|table|img|strong|em)[a-z][\w:-]{0,60}(?:\s+xmlns|>\s*<))/i;
const HTML = /\b(?:html|markup|body|content|message|description|text)\b/;
const XML =
  /^(?:xml|soap|wsdl|saml(?: request| response)?|svg)(?: (?:body|content|data|document|doc|string|payload|text|message|envelope))?$|^(?:body|document|payload|request|message|metadata|feed|order|invoice) xml$/;

/** Whether a text stands beside a list or an object that is called the same, without the word for how it is written. */
function hasTwin(field: RequestField, operation: Operation): boolean {
  if (field.in !== "body" || field.isList || field.types.length === 0) return false;
  const stem = field.text.replace(WRITTEN, "");
  if (stem === field.text || stem === "") return false;
  return structuresOf(operation).has(`${field.depth} ${stem}`);
}

/** The lists and objects of a body, by how deep they stand and their words. */
const structuresOf = memo(
  (operation: Operation) =>
    new Set(
      requestFields(operation)
        .filter(({ in: way, isList, types }) => way === "body" && (isList || types.includes("object")))
        .map(({ depth, text }) => `${depth} ${text}`),
    ),
);

const WRITTEN = / (?:data|raw|json|xml|yaml|csv|serialized|serialised|encoded)$/;

const PROGRAMS =
  /^(?:disk|df|du|filesystem|process|processe|uptime|cpu|memory|mount|shell|exec|execute|spawn|tool|utility|util|diagnostic|netstat|ifconfig|dns?|ping|whois|traceroute|convert|ffmpeg|imagemagick|ghostscript|git|backup|tar|zip|cron)$/;

/**
 * Whether a field names a file of the server. Beside what is uploaded a name is a label only, and behind another
 * parameter of the path it is a key in what that names.
 */
function isPath({ field, operation, lexicon, name, words, path }: Asked): boolean {
  if (field.isList || field.depth > 0 || field.parts.some(({ format }) => /^(?:uuid|ur[il]|date)/.test(format ?? "")))
    return false;
  if (allowsNoSeparator(field.description)) return false;
  const isRead = operation.method === "GET" || operation.method === "DELETE";
  const isFile = lexicon.is(name, "file-name");
  if (isRead && field.in === "query" && (isPathOfFile(words, lexicon) || isReadByName(name, operation))) return true;
  if (
    operation.method === "GET" &&
    field.in === "query" &&
    (isHeadedBy(words, lexicon, "named-file") || lexicon.is(name, "file-key")) &&
    answersFile(operation)
  )
    return !operation.path.includes("{");
  if (field.in === "path" && isHeadedBy(words, lexicon, "file-path") && answersFile(operation))
    return isFirst(field.name, operation);
  if (field.in === "body" && isOfServer(words, lexicon) && lexicon.has(path, "keeps-files")) return true;
  // In what another parameter names it is a name in there.
  // What is downloaded by its name in the path.
  if (field.in === "path" && isFile && operation.method === "GET" && answersFile(operation))
    return isFirst(field.name, operation);
  if (!lexicon.has(path, "of-files") || (field.in === "query" && operation.path.includes("{"))) return false;
  if (field.in === "path" && !isFirst(field.name, operation)) return false;
  if (lexicon.is(name, "directory") || isMadeOf(words, lexicon, "file-path", "around-path")) return true;
  if (field.in === "body" || operation.method === "POST" || operation.method === "PUT") return false;
  return isFile;
}

/** `filePath`, and the like in other languages. */
function isPathOfFile(words: readonly string[], lexicon: Lexicon): boolean {
  const rest = words.filter((word) => !lexicon.is(word, "file-path") && !lexicon.is(word, "linking"));
  const isAll =
    words.length === 1 &&
    rest.length === 0 &&
    words[0] !== "path" &&
    lexicon.inEnglish(words[0]!, "file-path") === words[0];
  return isAll || (rest.length === 1 && rest.length < words.length && lexicon.is(rest[0]!, "named-file"));
}

/** Whether a file is named by `file`, where files are read. */
function isReadByName(name: string, operation: Operation): boolean {
  const { lexicon } = operation;
  return (
    lexicon.is(name, "named-file") &&
    !lexicon.is(name, "file-path") &&
    !lexicon.is(name, "file-name") &&
    lexicon.is(fixedSegments(operation.path).at(-1) ?? "", "reads-file")
  );
}

function isOfServer(words: readonly string[], lexicon: Lexicon): boolean {
  return (
    lexicon.is(words.join(" "), "server-file") ||
    (lexicon.has(words, "of-server") && isMadeOf(words, lexicon, "place-of-file", "of-server"))
  );
}

function isFirst(name: string, { path }: Operation): boolean {
  return path.indexOf("{") === path.indexOf(`{${name}}`);
}
