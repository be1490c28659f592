import { listed, prose, quoted, yaml } from "../../core/prose.ts";
import { fixedSegments } from "../../exposure/words.ts";
import type { Operation } from "../../model/api.ts";
import type { Rule } from "../rule.ts";
import { isChoice, isText, requestFields, segmentWords, type RequestField } from "./request-fields.ts";

/** Text of a request is meant for an interpreter or names a file of the server. */
export const interpretedInput: Rule = {
  id: "interpreted-input",
  title: "Text of a request is run by an interpreter",
  owasp: ["API8:2023"],
  cwe: [77, 78, 89, 90, 94, 643, 1336, 502, 22],
  confidence: "likely",

  rationale: prose`
    A query, a command or a template that the caller writes does whatever the caller writes: it reads other tables,
    starts programs, lists the directory of users. A file name that the caller chooses reaches every file that the
    server can read. What the operation was meant for limits none of it.
  `,
  remediation: prose`
    Take the values, not the text around them: named filters in place of a query, one of a few actions (an enum) in
    place of a command, an identifier in place of a path. Where text must be run, run it in a sandbox that holds
    nothing else, and narrow it by a pattern.
  `,

  examples: {
    bad: [
      yaml`
        paths:
          /spawn:
            get:
              parameters:
                - name: command # ✗
                  in: query
                  schema:
                    type: string
          /users/ldap:
            get:
              parameters:
                - name: query # ✗
                  in: query
                  schema:
                    type: string
          /files/raw:
            get:
              parameters:
                - name: path # ✗
                  in: query
                  schema:
                    type: string
          /reports/count:
            get:
              parameters:
                - name: query # ✗
                  in: query
                  example: select count(*) from reports
                  schema:
                    type: string
      `,
    ],
    good: [
      yaml`
        paths:
          /users/search:
            get:
              parameters:
                - name: query
                  in: query
                  schema:
                    type: string
                - name: filter
                  in: query
                  schema:
                    type: string
          /devices/{id}/commands:
            post:
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        command:
                          type: string
          /power:
            post:
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        command:
                          enum: [on, off]
          /files:
            post:
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        filename:
                          type: string
          /graphql:
            post:
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        query:
                          type: string
      `,
    ],
  },

  *check(api) {
    const groups = new Map<Kind, { readonly field: RequestField; readonly operation: Operation }[]>();
    for (const operation of api.operations) {
      for (const field of requestFields(operation)) {
        const kind = kindOf(field, operation);
        if (kind !== undefined) groups.set(kind, [...(groups.get(kind) ?? []), { field, operation }]);
      }
    }
    for (const [kind, fields] of groups) {
      const names = [...new Set(fields.map(({ field }) => (field.name === "" ? "the body" : quoted(field.name))))];
      const operations = [...new Set(fields.map(({ operation }) => operation.id))];
      const { title, one, many } = KINDS[kind];
      const isPurpose = fields.every(({ operation }) =>
        segmentWords(operation)
          .flat()
          .some((word) => PURPOSES[kind]?.test(word)),
      );
      yield {
        at: fields[0]!.field.at,
        cause: kind,
        title,
        places: fields.map(({ field, operation }) => ({ at: field.at, operation, witness: field.witness })),
        message: `${listed(names, 3)} of ${listed(operations, 3)} ${names.length === 1 ? one : many}`,
        mitigations: isPurpose
          ? [`to run it is what the ${operations.length === 1 ? "operation is" : "operations are"} for`]
          : [],
        ...(kind === "host" ? { confidence: "possible" } : {}),
      };
    }
  },
};

type Kind = "sql" | "ldap" | "xpath" | "command" | "host" | "template" | "script" | "serialised" | "path";

const KINDS: Readonly<Record<Kind, { title: string; one: string; many: string }>> = {
  sql: {
    title: "The caller writes a database query",
    one: "is a database query",
    many: "are database queries",
  },
  ldap: { title: "The caller writes an LDAP filter", one: "is an LDAP filter", many: "are LDAP filters" },
  xpath: {
    title: "The caller writes an XPath expression",
    one: "is an XPath expression",
    many: "are XPath expressions",
  },
  command: { title: "The caller writes a command", one: "is a command", many: "are commands" },
  host: {
    title: "A tool of the network is run with text of the request",
    one: "is a free text that a network tool is run with",
    many: "are free texts that a network tool is run with",
  },
  template: {
    title: "The caller writes a template",
    one: "is a template that is rendered",
    many: "are templates that are rendered",
  },
  script: { title: "The caller writes code", one: "is code that is run", many: "are code that is run" },
  serialised: {
    title: "The caller sends a serialised object",
    one: "is a serialised object",
    many: "are serialised objects",
  },
  path: {
    title: "The caller names a file of the server",
    one: "is the path of a file",
    many: "are paths of files",
  },
};

/** Words of paths that say that what is run is the product. */
const PURPOSES: Partial<Readonly<Record<Kind, RegExp>>> = {
  sql: /^(?:sql|d1)$/,
  command: /^(?:exec|terminal|console|websocket)$/,
  script: /^(?:script|function|lambda|eval|evaluate|_scripts)$/,
  template: /^template$/,
};

/** What a field is handed to, by its name and where it stands, or by what its examples are. */
function kindOf(field: RequestField, operation: Operation): Kind | undefined {
  if (
    !isText(field) ||
    isChoice(field) ||
    (field.isList && !field.types.includes("string")) ||
    field.in === "header" ||
    field.depth > 1
  )
    return undefined;
  if (field.parts.some(({ format, pattern }) => pattern !== undefined || !/^(?:string|text|)$/.test(format ?? "")))
    return undefined;
  const name = field.words.join(" ");
  const segments = segmentWords(operation);
  const path = segments.flat();
  const has = (words: RegExp): boolean => path.some((word) => words.test(word));
  const last = segments.at(-1) ?? [];
  const does = (words: RegExp): boolean => last.some((word) => words.test(word));
  if (has(/^(?:graphql|gql)$/)) return undefined;

  if (field.in !== "path") {
    const shown = shownKind(field);
    if (shown !== undefined && !(shown === "ldap" && has(SET_UP_LDAP))) return shown;
    if (SQL.test(name) || (QUERY.test(name) && has(/^sql$/))) return "sql";
    if (LDAP.test(name) ? !has(SET_UP) : /^(?:query|filter)$/.test(name) && has(/^ldap$/) && !has(SET_UP_LDAP))
      return "ldap";
    if (/\bxpath(?: (?:query|expression))?$/.test(name) || (QUERY.test(name) && has(/^xpath$/))) return "xpath";
    if (COMMAND.test(name) && !has(/^command$/) && field.depth === 0) return "command";
    if (SERIALISED.test(name)) return "serialised";
    if ((TEMPLATE.test(name) || field.name === "") && does(/^(?:render|renderer|interpolate)$/)) return "template";
    if ((SCRIPT.test(name) || field.name === "") && does(/^(?:eval|evaluate|exec|execute|interpret|run)$/))
      return field.name === "" && isBinary(field) ? undefined : "script";
    if (HOST.test(name) && isNetworkTool(last, path)) return "host";
  }
  return isPath(field, operation, name, path) ? "path" : undefined;
}

function isBinary({ parts }: RequestField): boolean {
  return parts.every(({ types }) => types.length === 0);
}

/** The language that examples are written in. */
function shownKind({ examples }: RequestField): Kind | undefined {
  for (const example of examples) {
    if (typeof example !== "string") continue;
    if (
      /^\s*(?:select\s+(?:distinct\s+)?[\w.*`"]+(?:\([^)]*\))?(?:\s+as\s+\w+)?(?:\s*,\s*[^,]{1,80}){0,20}\s+from\s+\S|insert into\b|delete from\b|update \w+ set\b)/i.test(
        example,
      )
    )
      return "sql";
    if (/^\((?:[&|!]\(|\w+=)[^()]*[=)]/.test(example)) return "ldap";
    if (/^\/\/?\w+(?:\/\w+)*\[[^\]]+\]|^\/\/\w+(?:\/\/?\w+)+(?:\/text\(\))?$/.test(example)) return "xpath";
  }
  return undefined;
}

const SQL =
  /^(?:(?:raw|native|custom) )*sql(?: (?:query|statement|text|string|command))?$|^(?:raw|native) query$|^query sql$/;
const QUERY = /^(?:query|statement|q|expression|where|filter)$/;
const LDAP = /^ldap (?:query|filter|search)$/;
/** Segments of paths where whoever runs the server sets it up. */
const SET_UP = /^(?:configuration|config|setting|source|provider|server|ldap)$/;
const SET_UP_LDAP = /^(?:configuration|config|setting)$/;
const COMMAND =
  /^(?:(?:shell|system|o|os|bash|linux|remote) )?(?:command|cmd)(?: (?:line|string|to run))?$|^(?:command ?line|shell|exec|bash)$/;
const SERIALISED =
  /\b(?:pickle|pickled|marshalled|viewstate|view state)$|^(?:serialized|serialised)\b|\b(?:serialized|serialised)(?: (?:object|data|payload))?$/;
const TEMPLATE = /^(?:template|html|markup)(?: (?:string|body|source|text|content))?$/;
const SCRIPT =
  /^(?:script|code|expression|formula|source|source code|js|javascript|python|lua|groovy|program|snippet)$/;
const HOST = /^(?:host|hostname|host name|target|ip|ip address|address|domain|domain name)$/;

/** Whether an operation is a tool such as `ping`, which many servers start as a program. */
function isNetworkTool(last: readonly string[], path: readonly string[]): boolean {
  const isTools = path.some((word) => /^(?:tool|diagnostic|util|utility|network|debug)$/.test(word));
  return last.some(
    (word) =>
      /^(?:ping|traceroute|tracert|nslookup|dig|whois|connectivity|nmap)$/.test(word) ||
      (isTools && /^(?:dns|lookup|trace|resolve)$/.test(word)),
  );
}

const PATHS =
  /^(?:(?:file|full|absolute|source|src|target|dest|destination|dir|directory|folder) )?path$|^filepath$|^(?:directory|dir)$/;
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
  if (field.isList || field.depth > 0 || !path.some((word) => FILES.test(word))) return false;
  if (field.in === "path" && !isFirst(field.name, operation)) return false;
  if (PATHS.test(name)) return true;
  if (field.in === "body" || operation.method === "POST" || operation.method === "PUT") return false;
  if (name === "file") return field.in === "query" && READS.test(fixedSegments(operation.path).at(-1) ?? "");
  return NAMES.test(name);
}

function isFirst(name: string, { path }: Operation): boolean {
  return path.indexOf("{") === path.indexOf(`{${name}}`);
}
