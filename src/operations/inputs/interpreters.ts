import { fixedSegments } from "../../exposure/words.ts";
import type { Operation } from "../../model/api.ts";
import { memo } from "../../core/memo.ts";
import { answersFile, answersRows } from "./answers.ts";
import { isNarrowed } from "./patterns.ts";
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
  | "path";

/** What a field is handed to, by its name and where it stands, or by what its examples are. */
export function interpreterOf(field: RequestField, operation: Operation): Interpreter | undefined {
  if (
    !isText(field) ||
    isChoice(field) ||
    (field.isList && !field.types.includes("string")) ||
    field.in === "header" ||
    field.depth > 1 ||
    isNarrowed(field)
  )
    return undefined;
  const name = field.text;
  const segments = segmentWords(operation);
  const path = pathWords(operation);
  const has = (words: RegExp): boolean => path.some((word) => words.test(word));
  const last = segments.at(-1) ?? [];
  const does = (words: RegExp): boolean => last.some((word) => words.test(word));
  if (has(/^(?:graphql|gql)$/)) return undefined;

  if (field.in !== "path") {
    // The operator of MongoDB that runs JavaScript.
    if (field.name === "$where") return "script";
    const shown = shownKind(field);
    if (shown !== undefined && !(shown === "ldap" && has(SET_UP_LDAP))) return shown;
    if (SQL.test(name) || (QUERY.test(name) && has(/^sql$/))) return "sql";
    if (STATEMENT.test(name) && (answersRows(operation) || has(ASKS) || (BARE_STATEMENT.test(name) && has(REPORTS))))
      return "sql";
    if (CONDITION.test(name) && !field.isList && hasFurtherClause(field, operation)) return "condition";
    if (LDAP.test(name) ? !has(SET_UP) : /^(?:query|filter)$/.test(name) && has(/^ldap$/) && !has(SET_UP_LDAP))
      return "ldap";
    if (XPATH.test(name) || (QUERY.test(name) && has(/^xpath$/))) return "xpath";
    if (COMMAND.test(name) && !has(/^command$/) && field.depth === 0) return "command";
    if (
      SERIALISED.test(name) ||
      (field.depth === 0 && does(/^(?:deserialize|deserialise|unserialize|unserialise|unpickle|unmarshal)$/))
    )
      return "serialised";
    if (namesType(field, operation, name)) return "serialised";
    if (isXml(field, operation, name)) return "xml";
    if (hasTwin(field, operation)) return "twin";
    if (isArgument(field, name, path, last)) return "argument";
    if ((TEMPLATE.test(name) || field.name === "") && does(/^(?:render|renderer|interpolate)$/)) return "template";
    if (isTemplate(field, operation, name, path, last)) return "template";
    if (LANGUAGE.test(name)) return "script";
    if (FORMULA.test(name) && (does(CALCULATES) || has(AUTOMATS))) return "script";
    if (SAID_HTML.test(name) && field.in === "body" && has(SAID)) return "markup";
    if ((SCRIPT.test(name) || field.name === "") && does(/^(?:eval|evaluate|exec|execute|interpret|run)$/))
      return field.name === "" && isBinary(field) ? undefined : "script";
    if (HOST.test(name) && isNetworkTool(last, path)) return "host";
  }
  if (
    field.in === "path" &&
    COMMAND.test(name) &&
    !/\/commands?\/\{/i.test(operation.path) &&
    path.some((word) => SYSTEMS.test(word))
  )
    return "command";
  return isPath(field, operation, name, path) ? "path" : undefined;
}

const pathWords = memo((operation: Operation): readonly string[] => segmentWords(operation).flat());

/** Segments of paths where the machine is asked, and not a thing of the business. */
const SYSTEMS =
  /^(?:exec|execute|spawn|shell|sysinfo|system|debug|diagnostic|tool|admin|o|server|console|terminal|run|cmd)$/;

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
function isTemplate(
  field: RequestField,
  operation: Operation,
  name: string,
  path: readonly string[],
  last: readonly string[],
): boolean {
  if (ENGINE.test(name) && !IDENTIFIES.test(name)) return true;
  // What a page is made of loads what it names.
  if (/^(?:html|markup)\b|\b(?:html|markup)$/.test(name) && last.some((word) => /^(?:pdf|html2pdf|print)$/.test(word)))
    return true;
  if (!WRITTEN_TEMPLATE.test(name) || field.witness.includes("[]")) return false;
  const isOfTemplates = path.some((word) => TEMPLATES.test(word)) || TEMPLATES.test(name);
  const isTried = last.some((word) => /^(?:preview|render|test|compile|merge|try|vorschau|apercu)$/.test(word));
  return (
    (isTried && (isOfTemplates || ENGINES.test(field.description) || field.examples.some(isPlaceholder))) ||
    requestFields(operation).some((other) => other !== field && namesEngine(other))
  );
}

const TEMPLATES = /(?:^| )(?:template|vorlage|plantilla|gabarit|modele|layout)(?: |$)/;
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

const SQL =
  /^(?:(?:raw|native|custom|ad hoc|report|select) )*sql(?: (?:query|statement|text|string|command|expression|where|where clause|filter|condition|fragment|body|code))?$|^(?:raw|native) (?:query|where|filter|condition|statement)$|^query sql$|^(?:jpql|hql|ejbql|tsql|psql|plsql|cypher|gremlin|sparql|nosql)(?: (?:query|statement|text|string|expression))?$|^(?:where|having|order by|from|join) clause$/;
/** What may be an account's, or a lawyer's, where nothing comes back in rows. */
const STATEMENT =
  /^(?:statement|stmt|(?:report|db|database|native|select|analytic|analytics|dataset|saved|custom) (?:statement|query|expression)|query(?: (?:text|string|body|statement|expression))?|consulta|abfrage|requete)$/;
/** Segments of paths where a database is asked as such. */
const BARE_STATEMENT = /^(?:statement|stmt)$/;
const REPORTS = /^(?:query|analytic|analytics|report|reporting|console|dataset|insight|statistic)$/;
const ASKS = /^(?:database|db|warehouse|datawarehouse|bigquery|sql|olap|adhoc|query ?builder)$/;
/** The parts of a query: which rows, and what of them. */
const CONDITION = /^(?:where|predicate|having|(?:filter|where|search) (?:expression|predicate|clause)|lambda)$/;
const CLAUSES = /^(?:select|projection|selector|column|from|join|group by|having|table|entity|aggregate)$/;
const QUERY = /^(?:query|statement|q|expression|where|filter)$/;
const XPATH =
  /(?:^| )x ?(?:path|query)(?: (?:query|expression|filter|string|selector))?$|^(?:xslt|xsl)(?: (?:template|source|stylesheet))?$/;
const LDAP = /^ldap (?:query|filter|search)$/;
/** Segments of paths where whoever runs the server sets it up. */
const SET_UP = /^(?:configuration|config|setting|source|provider|server|ldap)$/;
const SET_UP_LDAP = /^(?:configuration|config|setting)$/;
const COMMAND =
  /^(?:(?:shell|system|o|os|bash|linux|remote) )?(?:command|cmd)(?: (?:line|string|to run))?$|^(?:command ?line|shell|exec|bash)$/;
/** Things that do what they are told in a formula. */
const AUTOMATS = /^(?:bot|robot|strategy|macro|spreadsheet)$/;
const SAID_HTML =
  /^(?:(?:body|content|comment|message|text|bio|signature|post|reply|description|note) )?html$|^html (?:body|content|text)$/;
/** Segments of paths where people say something that others read. */
const SAID = /^(?:comment|post|reply|review|topic|thread|discussion|forum|guestbook|profile|wall|status|note)$/;

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

const SERIALISED =
  /\b(?:pickle|pickled|marshalled|viewstate|view state)$|^(?:serialized|serialised)\b|\b(?:serialized|serialised)(?: (?:object|data|payload))?$/;
const TEMPLATE = /^(?:template|html|markup)(?: (?:string|body|source|text|content))?$/;
const ENGINE =
  /\b(?:free ?marker|razor|cshtml|liquid|jinja|jinja 2|velocity|vtl|mustache|thymeleaf|handlebar|hb|ejs|twig|smarty|pug|jade|erb|mako|nunjuck|blade|scriban|dotliquid|pebble|mjml|jsp|gotemplate|groovy template)\b/;
const ENGINES = new RegExp(ENGINE.source, "i");
const WRITTEN_TEMPLATE =
  /^(?:(?:mail|email|e mail|message|letter|subject|invoice|report|page|document|pdf|html|text|custom|notification|sms|certificate|ticket|receipt|greeting|layout|body|header|footer) )*(?:template|vorlage|plantilla|gabarit|modele|modelo|layout|subject|body|html|markup|content|text|source|message)(?: (?:string|body|source|text|content|code|html|markup))?$/;
/** A language that programs are written in, as what a text is. */
const LANGUAGE =
  /^(?:(?:custom|user|inline|transform|transformation|mapping|validation|rule|pre|post) )*(?:groovy|lua|javascript|java script|python|php|ruby|perl|spel|mvel|ognl|jexl|vbscript|powershell|starlark|rhai|jshell)(?: (?:script|code|expression|source|snippet|function|program|formula|filter|rule|condition))?$|^(?:script|code) (?:source|text|body|content|to run|to execute)$/;
const FORMULA =
  /^(?:(?:pricing|price|grading|grade|score|scoring|commission|discount|fee|calculation|custom|tax|salary|bonus) )*(?:formula|expression|calculation|equation|rule|rule expression|formel|formule|formulas?)$/;
const CALCULATES =
  /^(?:calculate|calculator|calculation|compute|computation|evaluate|evaluation|eval|simulate|simulation|recalculate|test|preview|apply|run|dry|try)$/;
const SCRIPT =
  /^(?:script|code|expression|formula|source|source code|js|javascript|python|lua|groovy|program|snippet)$/;
const HOST = /^(?:host|hostname|host name|target|destination|dest|node|fqdn|ip|ip address|address|domain|domain name)$/;

/** Whether an operation is a tool such as `ping`, which many servers start as a program. */
function isNetworkTool(last: readonly string[], path: readonly string[]): boolean {
  const isTools = path.some((word) => /^(?:tool|diagnostic|util|utility|network|debug)$/.test(word));
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

/** Whether a free text reads as what stands behind the name of a program. */
function isArgument(field: RequestField, name: string, path: readonly string[], last: readonly string[]): boolean {
  return (
    ARGUMENTS.test(name) &&
    field.depth === 0 &&
    !field.isList &&
    (last.some((word) => PROGRAMS.test(word)) || path.some((word) => /^(?:exec|shell|spawn|diagnostic)$/.test(word)))
  );
}

const ARGUMENTS =
  /^(?:(?:command|cmd|cli|extra|additional|shell|program) )*(?:parameter|param|arg|argument|flag|switch|option|cmd line option)$/;
const PROGRAMS =
  /^(?:disk|df|du|filesystem|process|processe|uptime|cpu|memory|mount|shell|exec|execute|spawn|tool|utility|util|diagnostic|netstat|ifconfig|dns?|ping|whois|traceroute|convert|ffmpeg|imagemagick|ghostscript|git|backup|tar|zip|cron)$/;

const PATHS =
  /^(?:(?:file|full|absolute|relative|storage|disk|server|local|physical|source|src|target|dest|destination|dir|directory|folder|object|document|attachment|image|asset|media|log|backup|archive|export|report|blob|stored|internal) )*path$|^filepath$|^(?:directory|dir)$/;
/** Names by which a file is asked for where a file is what comes back, and nothing else names it. */
const ASKED_FILE =
  /(?:^| )(?:path|filepath|filename|file|datei|dateiname|pfad|fichier|chemin|archivo|ruta|arquivo|caminho)(?: name)?$|^(?:object|storage|s 3|blob|file|stored) (?:key|name)$|^(?:location|resource|document name|attachment name|image name|key)$/;
/** Where a file of the server is read or written, by what the name says of it. */
const OF_SERVER =
  /^(?:server|local|disk|absolute|storage|filesystem|backup|archive|export|output|import|log|working|upload|restore|dump) (?:file )?(?:path|filepath|filename|file name|dir|directory|folder)$|^(?:backup|dump|restore|archive|import|log) (?:file|location)$/;
/** Operations on a file that the server keeps, or makes. */
const KEEPS =
  /^(?:import|restore|backup|log|export|archive|dump|snapshot|load|unzip|extract|convert|thumbnail|print|attach|reindex)$/;
/** Last segments of paths that say that a file is named by its name, and not by an identifier. */
const READS = /^(?:file|download|raw|read|readfile|include|static|view|logs?)$/;
const NAMES = /^(?:filename|file name)$/;
/** Segments of paths where files of the server are read and written. */
const FILES = /^(?:file|download|raw|read|readfile|include|static|filesystem|upload|log)$/;

/**
 * Whether a field names a file of the server. Beside what is uploaded a name is a label only, and behind another
 * parameter of the path it is a key in what that names.
 */
function isPath(field: RequestField, operation: Operation, name: string, path: readonly string[]): boolean {
  if (field.isList || field.depth > 0 || field.parts.some(({ format }) => /^(?:uuid|ur[il]|date)/.test(format ?? "")))
    return false;
  const isRead = operation.method === "GET" || operation.method === "DELETE";
  const last = fixedSegments(operation.path).at(-1) ?? "";
  if (isRead && field.in === "query" && (/^file ?path$/.test(name) || (name === "file" && READS.test(last))))
    return true;
  if (operation.method === "GET" && field.in === "query" && ASKED_FILE.test(name) && answersFile(operation))
    return !operation.path.includes("{");
  if (field.in === "path" && /(?:^| )(?:path|filepath)$/.test(name) && answersFile(operation))
    return isFirst(field.name, operation);
  if (field.in === "body" && OF_SERVER.test(name) && path.some((word) => KEEPS.test(word))) return true;
  // In what another parameter names it is a name in there.
  // What is downloaded by its name in the path.
  if (field.in === "path" && NAMES.test(name) && operation.method === "GET" && answersFile(operation))
    return isFirst(field.name, operation);
  if (!path.some((word) => FILES.test(word)) || (field.in === "query" && operation.path.includes("{"))) return false;
  if (field.in === "path" && !isFirst(field.name, operation)) return false;
  if (PATHS.test(name)) return true;
  if (field.in === "body" || operation.method === "POST" || operation.method === "PUT") return false;
  return NAMES.test(name);
}

function isFirst(name: string, { path }: Operation): boolean {
  return path.indexOf("{") === path.indexOf(`{${name}}`);
}
