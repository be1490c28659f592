import { addTo, grouped } from "../../core/grouped.ts";
import { listed, prose, quoted, yaml } from "../../core/prose.ts";
import { capitalized } from "../../core/sentence.ts";
import { denies } from "../../lexicon/denial.ts";
import { wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import { sentencesOf } from "../../lexicon/sentences.ts";
import { placeOf, type Api, type Operation } from "../../model/api.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import { statedBy } from "../../exposure/said.ts";
import type { Fault } from "../../operations/fault.ts";
import { calledWords } from "../../exposure/words.ts";
import type { Rule } from "../rule.ts";
import { interpreterOf, isChosenAct, type Interpreter } from "../../operations/inputs/interpreters.ts";
import { roleKeptTo } from "../../exposure/kept-to-role.ts";
import { readingOf } from "../../exposure/reading.ts";
import {
  interpretedBy,
  isRunnerOfCode,
  isSaidProgram,
  isSaidShownRaw,
  saidUse,
  saysCodeRun,
} from "../../operations/inputs/said-use.ts";
import { quotedSentences } from "../../operations/quoted-sentences.ts";
import { runAs } from "../../operations/inputs/runs-what-is-sent.ts";
import { acceptedDoctype } from "../../operations/inputs/accepted-doctypes.ts";
import { gatewayMappingsOf } from "../../model/gateway-mappings.ts";
import { isNarrowed } from "../../operations/inputs/patterns.ts";
import { isChoice, requestFields, says, segmentWords, type RequestField } from "../../operations/request-fields.ts";

/** Text of a request is meant for an interpreter or names a file of the server. */
export const injectionInterpretedInput: Rule = {
  id: "injection-interpreted-input",
  title: "Client input is run by an interpreter (injection)",
  alsoKnownAs: [
    "injection",
    "SQL injection",
    "NoSQL injection",
    "command injection",
    "template injection",
    "path traversal",
    "directory traversal",
    "XXE",
    "insecure deserialization",
  ],
  owasp: ["API8:2023"],
  cwe: [77, 78, 88, 89, 90, 94, 643, 1336, 502, 611, 22],
  asvs: ["V1.2.4", "V1.2.5", "V1.2.6", "V1.2.7", "V1.3.2", "V1.3.7", "V1.5.1", "V1.5.2", "V5.3.2"],
  confidence: "likely",

  rationale: prose`
    A query, a command or a template written by the caller can do anything: read other tables, start programs, list the
    user directory. A file name chosen by the caller can reach every file that the server can read. The operation's
    purpose limits none of this.
  `,
  exploit: prose`
    An attacker puts another query, a second command or a path that leaves its folder into the parameter. The
    interpreter runs it with the server's rights: it reads other tables, starts programs, or returns files with keys.
    From there, the attacker moves into the internal network.
  `,
  remediation: prose`
    Accept single values, not commands or queries: named filters instead of a query, one of a few actions (an enum) instead of
    a command, an ID instead of a path. If text must be run, run it in an isolated sandbox, and restrict it with a
    pattern.
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
          /spawn:
            get:
              parameters:
                - name: command
                  in: query
                  schema:
                    enum: [status, restart]
          /users/ldap:
            get:
              parameters:
                - name: surname
                  in: query
                  schema:
                    type: string
          /files/raw:
            get:
              parameters:
                - name: fileId
                  in: query
                  schema:
                    type: string
          /reports/count:
            get:
              parameters:
                - name: since
                  in: query
                  schema:
                    type: string
                    format: date
      `,
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
    yield* spreadsheetFaults(api);
    yield* gatewayFaults(api);
    yield* doctypeFaults(api);
    yield* columnFaults(api);
    const isProduct = runsPrograms(api);
    const isStore = storesFiles(api.operations);
    const languages = askedLanguages(api.operations);
    const groups = new Map<string, Taken[]>();
    const taken = api.operations.flatMap((operation) =>
      requestFields(operation).flatMap((field): Taken[] => {
        const kind = interpreterOf(field, operation);
        if (kind === undefined) return [];
        const isKept = operation.access === "secured" && roleKeptTo(api, operation) !== undefined;
        return [{ kind, isKept, isAlike: false, field, operation }];
      }),
    );
    const acts = chosenActs(api, taken);
    for (const one of [...taken.filter((each) => !isKnownAct(each, acts)), ...alike(api, taken)])
      addTo(groups, `${one.kind}${one.isKept ? " role" : ""}${one.isAlike ? " alike" : ""}`, one);
    for (const [cause, fields] of groups) {
      const { kind, isKept, isAlike } = fields[0]!;
      const names = [...new Set(fields.map(({ field }) => (field.name === "" ? "the body" : quoted(field.name))))];
      const operations = [...new Set(fields.map(({ operation }) => operation.id))];
      const isSaid = kind === "condition" && fields.every(({ field, operation }) => saidUse(field, operation) === kind);
      const { title, one, many, remediation } = { ...KINDS[kind], ...(isSaid ? CONDITION_ALONE : {}) };
      const isPurpose = fields.every(({ operation }) =>
        segmentWords(operation)
          .flat()
          .some((word) => PURPOSES[kind]?.test(word)),
      );
      const places = fields.map((each) => ({
        at: each.field.at,
        operation: each.operation,
        witness: each.field.witness,
        ...leastOf(api, each, isProduct),
      }));
      const least = LEAST.find((severity) => places.some((place) => place.least === severity));
      yield {
        at: fields[0]!.field.at,
        cause,
        title,
        places,
        ...(remediation === undefined ? {} : { remediation }),
        message: capitalized(`${listed(names, 3)} of ${listed(operations, 3)} ${names.length === 1 ? one : many}`),
        evidence:
          kind === "said"
            ? [...new Set(fields.map(({ field, operation }) => interpretedBy(field, operation) ?? ""))].map(
                (sentence) => `The description says: ${quoted(sentence)}.`,
              )
            : least === undefined
              ? []
              : [`The severity is at least ${least}, because the call itself runs what it is sent.`],
        mitigations: [
          ...(isKept
            ? ["the description restricts the operation to a role: test that callers without the role are refused"]
            : []),
          ...(isAlike ? ["only another operation shows how it is used"] : []),
          ...(isPurpose
            ? [
                `the purpose of the ${operations.length === 1 ? "operation" : "operations"} is to run it`,
                ...(fields.every(({ operation }) => operation.access === "secured")
                  ? ["a credential is required"]
                  : []),
              ]
            : []),
          ...(kind === "said" && fields.every(isSearchLanguage)
            ? [
                "it is a search language for reading, which cannot run anything else",
                // Who needs no credential has no records of their own.
                ...(fields.every(({ operation }) => operation.access === "secured")
                  ? ["the server may limit each search to the caller's records: test it"]
                  : []),
              ]
            : []),
          ...(kind === "command" && fields.every(isOfOwnImage)
            ? [
                "the purpose of the operation is to run the code or query that the caller sends",
                "isolation depends on its operators",
              ]
            : []),
          ...(RUN_APART.has(kind) &&
          !isProduct &&
          fields.every(({ field, operation }) => isRunnerOfCode(field, operation))
            ? [
                `the ${operations.length === 1 ? "operation is" : "operations are"} meant to run code that callers send`,
                "isolation depends on its operators",
              ]
            : []),
          ...(kind === "script" && isProduct
            ? ["the purpose of the API is to run programs", "isolation depends on its operators"]
            : []),
          ...(kind === "script" && fields.every(({ field }) => isOfAskedLanguage(field, languages))
            ? ["the purpose of the API is to answer queries in its own language"]
            : []),
          ...(kind === "path" && isStore && fields.every(({ operation }) => operation.access !== "anonymous")
            ? ["the API is a store of files, which callers name by their paths", "a credential may keep callers apart"]
            : []),
          ...(kind === "path" &&
          // A path has slashes, so that the server takes them.
          fields.every(({ field }) => field.in === "path" && wordsOf(field.name).at(-1) !== "path")
            ? [
                "it contains no slash unless the server decodes an escaped one",
                ...(fields.every(
                  ({ field, operation }) =>
                    field.description.trim() === "" &&
                    !operation.lexicon.has(wordsInOrder(textOf(operation)), "on-file-server"),
                )
                  ? ["nothing says that it is passed to a file system"]
                  : []),
              ]
            : []),
          ...(kind === "script" && fields.every(isRunByText)
            ? ["the description does not say where it runs and what it can reach"]
            : []),
          ...(GUESSES[kind] === undefined ||
          (kind === "markup" && fields.some(({ field, operation }) => isSaidShownRaw(field, operation)))
            ? []
            : [GUESSES[kind]]),
          ...(kind === "xml" && fields.every(({ field }) => /\bsaml/.test(field.text))
            ? ["SAML requires the server to parse this message: test for XXE and XML signature wrapping"]
            : []),
        ],
      };
    }
  },
};

/**
 * How bad it is at least that a call runs what it is sent: whoever can make it has the machine, however few reach its network. What
 * is there to run the code of its callers is apart from the service, and what only keeps code runs none.
 */
function leastOf(
  api: AssessedApi,
  { kind, isAlike, field, operation }: Taken,
  isProduct: boolean,
): { readonly least?: (typeof LEAST)[number] } {
  if (isAlike || !runsAtOnce({ kind, field, operation })) return {};
  const { admission, unprotected } = api.assessed(operation);
  if (admission === "anonymous" || unprotected !== undefined) return { least: "high" };
  const isMeant = isProduct || isRunnerOfCode(field, operation) || isOfOwnImage({ field, operation });
  return isMeant ? {} : { least: "medium" };
}

const LEAST = ["high", "medium"] as const;

/** Whether what is sent is run by the call itself: a command is, and code where the path or the text says so. */
function runsAtOnce({ kind, field, operation }: Pick<Taken, "kind" | "field" | "operation">): boolean {
  if (kind === "command") return true;
  if (kind !== "script") return false;
  const last = segmentWords(operation).at(-1) ?? [];
  return runAs(field, operation) !== undefined || operation.lexicon.has(last, "runs-script");
}

/** Files for a spreadsheet in which, by their text, stands what people typed as they typed it: a formula among it is computed. */
function* spreadsheetFaults(api: AssessedApi): Generator<Fault> {
  const found = api.operations.flatMap((operation) => {
    const sentence = statedBy(operation).get("kept-as-typed");
    const isSheet = operation.responses.some(
      ({ statusClass, content }) => statusClass === "2xx" && content.some(({ type }) => SHEET.test(type)),
    );
    return sentence !== undefined && isSheet ? [{ operation, sentence }] : [];
  });
  if (found.length === 0) return;
  yield {
    at: placeOf(found[0]!.operation),
    cause: "spreadsheet",
    title: "Text of users becomes a formula in a spreadsheet (CSV injection)",
    rationale: prose`
      A spreadsheet computes every cell that begins with "=", "+", "-" or "@". If the file has what users typed as they
      typed it, any of them can place a formula on the computer of the person who opens the file.
    `,
    exploit: prose`
      An attacker types a formula as a name or a comment. A user exports the file and opens it. The formula sends other
      cells to the attacker, or starts a program.
    `,
    remediation: prose`
      Put an apostrophe before each cell that can begin a formula. These begin with "=", "+", "-", "@", a tab or a line
      break.
    `,
    places: found.map(({ operation }) => ({ at: placeOf(operation), operation })),
    message: `${listed(
      found.map(({ operation }) => operation.id),
      3,
    )} ${found.length === 1 ? "returns a file" : "return files"} for a spreadsheet with what users typed, unchanged`,
    evidence: [...new Set(found.map(({ sentence }) => `The description says: ${quoted(sentence)}.`))],
    mitigations: ["a user has to open the file, and current spreadsheet programs warn first"],
  };
}

/** Documents whose own entities are read, by a text. */
function* doctypeFaults(api: AssessedApi): Generator<Fault> {
  const found = api.operations.flatMap((operation) => {
    const sentence = acceptedDoctype(operation);
    return sentence === undefined ? [] : [{ operation, sentence }];
  });
  if (found.length === 0) return;
  yield {
    at: placeOf(found[0]!.operation),
    cause: "document type",
    title: KINDS.xml.title,
    ...(KINDS.xml.remediation === undefined ? {} : { remediation: KINDS.xml.remediation }),
    places: found.map(({ operation }) => ({ at: placeOf(operation), operation })),
    message: `${listed(
      found.map(({ operation }) => operation.id),
      3,
    )} ${found.length === 1 ? "accepts" : "accept"} XML with a document type or entities of its own, according to the description`,
    evidence: [...new Set(found.map(({ sentence }) => `The description says: ${quoted(sentence)}.`))],
    mitigations: ["the parser may not resolve external entities, and limit how far they expand: test both"],
  };
}

/** Calls of other services that a gateway makes with a role of its own, and of which its caller writes what is called, or all. */
function* gatewayFaults(api: AssessedApi): Generator<Fault> {
  const found = api.operations.flatMap((operation) =>
    gatewayMappingsOf(operation).flatMap((mapping) => {
      const [first] = mapping.names.flatMap((name) => requestFields(operation).filter((field) => field.name === name));
      const isBounded = first !== undefined && mapping.part !== "whole" && (isChoice(first) || isNarrowed(first));
      return mapping.part === "object" || isBounded ? [] : [{ operation, mapping, field: first }];
    }),
  );
  for (const [isQuery, group] of grouped(found, ({ mapping }) => mapping.part === "query")) {
    const keys = [...new Set(group.map(({ mapping }) => quoted(mapping.key)))];
    const ids = [...new Set(group.map(({ operation }) => operation.id))];
    yield {
      at: group[0]!.field?.at ?? group[0]!.mapping.at,
      cause: isQuery ? "gateway query" : "gateway",
      title: isQuery
        ? "Client supplies parts of a database query (NoSQL injection)"
        : "Client chooses what the gateway calls with its own role",
      rationale: BY_ROLE,
      exploit: BY_ROLE_EXPLOIT,
      remediation: BY_ROLE_REMEDY,
      places: group.flatMap(({ operation, mapping, field }) => [
        ...(field === undefined ? [] : [{ at: field.at, operation, witness: field.witness }]),
        { at: mapping.at, operation, witness: `gateway ${mapping.key}` },
      ]),
      message: `${listed(ids, 3)} ${ids.length === 1 ? "lets" : "let"} callers write ${listed(keys, 3)} of the call that the gateway makes with its own role`,
    };
  }
}

const BY_ROLE = prose`
  The gateway calls another service with its own role, and no code checks what the caller wrote into that call. Callers
  reach everything that the role may use: other state machines, queues and tables, not only those that are meant for them.
`;
const BY_ROLE_EXPLOIT = prose`
  An attacker sends the name of another resource of the same account. The gateway starts or reads it with its role, and
  nothing compares the name with what this caller may use.
`;
const BY_ROLE_REMEDY = prose`
  Write the name of the resource into the mapping template. If callers must choose, map a few accepted values (an enum) in
  the template, and let the role use no others. For a choice by the caller's rights, call a function that checks them.
`;

const SHEET = /\bcsv\b|spreadsheet|ms-excel|tab-separated/i;

/** The names of what is called a command, and is elsewhere in the API one of the acts that it knows: `cmd`, by default "activate". */
function chosenActs({ operations }: Api, taken: readonly Taken[]): ReadonlySet<string> {
  const names = new Set(taken.flatMap(({ kind, field }) => (kind === "command" ? [field.name] : [])));
  if (names.size === 0) return names;
  return new Set(
    operations.flatMap((operation) =>
      requestFields(operation).flatMap((field) =>
        names.has(field.name) && isChosenAct(field, operation.lexicon) ? [field.name] : [],
      ),
    ),
  );
}

/**
 * Whether what is called a command, and nothing is said of it, is one of the acts that another operation knows by its name.
 * Where the path is of a tool or a machine, another operation's acts say nothing of it.
 */
function isKnownAct({ kind, field, operation }: Taken, acts: ReadonlySet<string>): boolean {
  const path = segmentWords(operation).flat();
  return (
    kind === "command" &&
    acts.has(field.name) &&
    field.description.trim() === "" &&
    !OF_MACHINES.some((concept) => operation.lexicon.has(path, concept))
  );
}

const OF_MACHINES = ["machine-asked", "tool", "shell"] as const;

/** What runs in one operation is kept by the writes of the same collection that take the very same property. */
function alike(api: Api, taken: readonly Taken[]): readonly Taken[] {
  const known = new Map(
    taken
      .filter(({ kind, field }) => RUN.has(kind) && field.in === "body")
      .map((one) => [`${one.field.at.file}${one.field.at.pointer}`, one]),
  );
  if (known.size === 0) return [];
  const done = new Set(taken.map(({ operation }) => operation));
  return api.operations.flatMap((operation) => {
    if (done.has(operation) || !WRITES.has(operation.method)) return [];
    const isKept = operation.access === "secured" && roleKeptTo(api, operation) !== undefined;
    return requestFields(operation).flatMap((field): Taken[] => {
      const other = known.get(`${field.at.file}${field.at.pointer}`);
      const isNear =
        other !== undefined && segmentWords(operation)[0]?.join(" ") === segmentWords(other.operation)[0]?.join(" ");
      return isNear ? [{ kind: other.kind, isKept, isAlike: true, field, operation }] : [];
    });
  });
}

/** What a page or a sandbox runs. */
const RUN_APART: ReadonlySet<Interpreter> = new Set(["script", "command"]);

/** What is run wherever it is kept. */
const RUN: ReadonlySet<Interpreter> = new Set(["sql", "command", "script", "template", "said"]);
const WRITES: ReadonlySet<string> = new Set(["POST", "PUT", "PATCH"]);

/** A field that reaches an interpreter. */
interface Taken {
  readonly kind: Interpreter;
  /** Whether a text keeps the operation to a role. */
  readonly isKept: boolean;
  /** Whether nothing shows it but another operation that takes the same property. */
  readonly isAlike: boolean;
  readonly field: RequestField;
  readonly operation: Operation;
}

const BOUND = prose`
  Let callers send values for named filters, and build the query on the server, with bound parameters.
`;

const KINDS: Readonly<
  Record<
    Interpreter,
    { readonly title: string; readonly one: string; readonly many: string; readonly remediation?: string }
  >
> = {
  sql: {
    title: "Client supplies a database query (SQL injection)",
    one: "lets callers write the database query",
    many: "let callers write database queries",
    remediation: BOUND,
  },
  condition: {
    title: "Client supplies parts of a database query (SQL injection)",
    one: "lets callers write a condition of the database query, next to other parts of the query",
    many: "let callers write conditions of the database query, next to other parts of the query",
    remediation: BOUND,
  },
  ldap: {
    title: "Client supplies an LDAP filter (LDAP injection)",
    one: "lets callers write the LDAP filter",
    many: "let callers write LDAP filters",
    remediation: BOUND,
  },
  xpath: {
    title: "Client supplies an XPath expression (XPath injection)",
    one: "lets callers write the XPath expression",
    many: "let callers write XPath expressions",
    remediation: BOUND,
  },
  command: {
    title: "Client supplies a command (command injection)",
    one: "lets callers write the command that is run",
    many: "let callers write commands that are run",
    remediation: prose`
      Let callers choose one of a few actions (an enum), and build the command on the server. Pass values as arguments,
      without a shell.
    `,
  },
  argument: {
    title: "Client input becomes an argument of a program (command injection)",
    one: "is free text that looks like program arguments",
    many: "are free text that looks like program arguments",
  },
  host: {
    title: "Client input is passed to a network tool (command injection)",
    one: "is free text that is passed to a network tool",
    many: "are free text that is passed to a network tool",
  },
  template: {
    title: "Client supplies a template (template injection)",
    one: "lets callers write the template that is rendered",
    many: "let callers write templates that are rendered",
    remediation: prose`
      Let callers fill in values of fixed templates. If they must write templates, use a template language that can only
      insert values, without access to objects, files or code.
    `,
  },
  script: {
    title: "Client supplies code that is run (code injection)",
    one: "lets callers write code that is run",
    many: "let callers write code that is run",
    remediation: prose`
      Do not run code that callers send. If that is what the operation is for, run it in an isolated sandbox that reaches
      neither the service nor its network, and limit its time and memory.
    `,
  },
  serialised: {
    title: "Client supplies a serialized object (unsafe deserialization)",
    one: "is an object that the server deserializes",
    many: "are objects that the server deserializes",
    remediation: prose`
      Accept plain data, such as JSON with a schema, and build the objects on the server. Never let the data say which class
      is created.
    `,
  },
  xml: {
    title: "Client supplies XML that is parsed (XXE)",
    one: "is XML, whose entities a parser may resolve to files and URLs",
    many: "are XML, whose entities a parser may resolve to files and URLs",
    remediation: prose`
      Reject document type definitions and external entities in XML. Configure the parser so, and limit size and depth.
    `,
  },
  markup: {
    title: "Client supplies HTML that others see (stored XSS)",
    one: "is HTML that is shown to others",
    many: "are HTML that is shown to others",
    remediation: prose`
      Allow only a few elements and attributes of HTML, and remove everything else on the server, with a library that
      is maintained. If plain text is enough, encode it where it is shown.
    `,
  },
  twin: {
    title: "Text is parsed instead of a structured value",
    one: "is text that must be parsed, next to a field with the same content",
    many: "are texts that must be parsed, next to fields with the same content",
  },
  said: {
    title: "Client input is passed to an interpreter (injection)",
    one: "is passed to an interpreter, according to the description",
    many: "are passed to an interpreter, according to the description",
  },
  arguments: {
    title: "Client supplies the arguments of a database query (NoSQL injection)",
    one: "lets callers write the database query: its conditions, and which records it returns",
    many: "let callers write the database query: its conditions, and which records it returns",
    remediation: prose`
      Accept named filters with values, and build the query on the server. Add the caller's tenant to each query there, and
      return fixed fields.
    `,
  },
  path: {
    title: "Client supplies a file path (path traversal)",
    one: "lets callers choose the path of a file on the server",
    many: "let callers choose the paths of files on the server",
    remediation: prose`
      Let callers name a file by an ID, and look up its path on the server. If a path must be accepted, resolve it
      first, and reject paths outside the intended folder.
    `,
  },
};

/** Of a condition that a text calls so, beside which nothing else may be sent. */
const CONDITION_ALONE = {
  one: "lets callers write a condition of the database query",
  many: "let callers write conditions of the database query",
};

/** Whether callers keep files here as on a disk of their own: they send, fetch, copy and move them. */
function storesFiles(operations: Api["operations"]): boolean {
  return STORE.every((concept) =>
    operations.some((operation) => operation.lexicon.has(calledWords(operation), concept)),
  );
}

const STORE = ["upload", "download", "copy", "move"] as const;

/** The languages of its own in which an API is asked: `POST /query` takes a body of `application/vnd.flux`. */
function askedLanguages(operations: Api["operations"]): ReadonlySet<string> {
  return new Set(
    operations.flatMap((operation) =>
      segmentWords(operation).at(-1)?.join(" ") === "query"
        ? (operation.requestBody?.content ?? []).flatMap(
            ({ type }) => OWN_LANGUAGE.exec(type)?.[1]?.toLowerCase() ?? [],
          )
        : [],
    ),
  );
}

/** The subtype of a text in a language of the vendor's, and no structure that any document is written in. */
const OWN_LANGUAGE = /^(?:application|text)\/vnd\.(?:[\w-]+\.)*(?!(?:json|xml|csv|yaml|api)\b)([a-z]\w*)$/i;

/** Whether a field is a query or a text in one of these languages, and not said to be a program in another. */
function isOfAskedLanguage(field: RequestField, languages: ReadonlySet<string>): boolean {
  if (languages.size === 0 || isSaidProgram(field)) return false;
  return [...field.words, ...wordsInOrder(field.description).slice(0, FIRST)].some(
    (word) => word === "query" || languages.has(word),
  );
}

/** So many words say what a value is: "The Flux script to run for this task". */
const FIRST = 6;

/** Whether the text of the whole says that it runs programs. */
function runsPrograms({ info, lexicon }: Api): boolean {
  const words = wordsOf(`${info.title ?? ""} ${(info.description ?? "").slice(0, 200)}`.slice(0, 200));
  return lexicon.has(words, "script-text") && lexicon.has(words, "runs-script");
}

/** Whether a read takes a query in a language that only searches: "a Lucene query to limit the messages by". */
function isSearchLanguage({ field, operation }: Pick<Taken, "field" | "operation">): boolean {
  return (
    readingOf(operation) !== undefined &&
    operation.lexicon.has(wordsInOrder(field.description), "search-language") &&
    !operation.lexicon.has(wordsInOrder(field.description), "query-language")
  );
}

/** Whether the command is run in what callers bring with it, as a container runs one: the image stands beside it. */
function isOfOwnImage({ field, operation }: Pick<Taken, "field" | "operation">): boolean {
  return (
    operation.access !== "anonymous" &&
    operation.access !== "optional" &&
    requestFields(operation).some(
      (other) =>
        other !== field &&
        other.in === "body" &&
        other.depth === field.depth &&
        operation.lexicon.is(other.text, "image-to-run"),
    )
  );
}

/** Whether a text alone says that a field is run, and its name does not. */
function isRunByText({ field, operation: { lexicon } }: { field: RequestField; operation: Operation }): boolean {
  const isNamed = lexicon.is(field.text, "code-to-run") || lexicon.is(field.text, "code-as-text");
  return !isNamed && saysCodeRun(wordsInOrder(field.description), lexicon);
}

/** Words of paths that say that what is run is the product. */
const PURPOSES: Partial<Readonly<Record<Interpreter, RegExp>>> = {
  sql: /^(?:sql|d1)$/,
  command: /^(?:exec|terminal|console|websocket)$/,
  script: /^(?:script|function|lambda|eval|evaluate|_scripts)$/,
  template: /^template$/,
  // What is there to be asked like a database is its product.
  arguments: /^(?:aggregate|findone|collection|database|dataset)$/,
};

/** What a description does not show, where a field is told by its name alone. */
const GUESSES: Partial<Readonly<Record<Interpreter, string>>> = {
  condition: "the parser may accept only known terms",
  host: "not every server starts a program for it",
  argument: "not every server starts a program for it",
  xml: "current parsers reject entities by default",
  markup: "scripts may be removed before it is shown",
  twin: "parsing plain data is harmless",
};

/** The texts of an operation, as far as they are looked at. */
function textOf({ summary = "", description = "" }: Operation): string {
  return `${summary} ${description}`.slice(0, 500);
}

/** Names of columns that reach the database as they are sent: a text says that a wrong one makes the service fail. */
function* columnFaults(api: AssessedApi): Generator<Fault> {
  const found = api.operations.flatMap((operation) =>
    operation.operationKind === "path" && api.assessed(operation).judgedAs !== "private"
      ? requestFields(operation).flatMap((field) => {
          const sentence = isColumn(field, operation) ? failingSentence(field, operation) : undefined;
          return sentence === undefined ? [] : [{ field, operation, sentence }];
        })
      : [],
  );
  const [first] = found;
  if (first === undefined) return;
  const names = [...new Set(found.map(({ field }) => quoted(field.name)))];
  yield {
    at: first.field.at,
    cause: "columns",
    title: "Name of a column reaches the database unchecked (SQL injection)",
    rationale: prose`
      The service fails when the name of a column is wrong: it puts what the caller sends into the statement and lets the
      database find the fault. A name cannot be bound like a value, so other text in its place changes the statement.
    `,
    exploit: prose`
      An attacker sends an expression in place of a column, such as a condition on another table. The order of the results,
      or whether the call fails, tells the attacker what that table contains.
    `,
    remediation: "Accept the names of a list (enum), and map each to a column. Answer any other name with a 400.",
    places: found.map(({ field, operation }) => ({ at: field.at, operation, witness: field.witness })),
    message: `${listed(names, 3)} of ${listed([...new Set(found.map(({ operation }) => operation.id))], 3)} ${names.length === 1 ? "is" : "are"} the name of a column, and a wrong one makes the service fail`,
    ...quotedSentences(found.map(({ sentence }) => sentence)),
    mitigations: ["only a sentence in the description suggests this"],
  };
}

/** Whether a field says by which column results are sorted or grouped, without a list of those that there are. */
function isColumn(field: RequestField, { lexicon }: Operation): boolean {
  return (
    (field.in === "query" || field.in === "body") &&
    field.types.includes("string") &&
    !isChoice(field) &&
    !says(field, "pattern") &&
    lexicon.is(field.text, "sorted-by")
  );
}

/** The sentence of a field, or of its operation, by which a column that there is not makes the service fail. */
function failingSentence({ description }: RequestField, operation: Operation): string | undefined {
  const { lexicon } = operation;
  return [description, operation.description ?? ""]
    .flatMap((text) => sentencesOf(text, LONGEST_TEXT))
    .find((sentence) => {
      const words = wordsInOrder(sentence);
      return lexicon.has(words, "column-word") && lexicon.has(words, "fails-inside") && !denies(words, lexicon);
    });
}

/** So much of a text is looked at. */
const LONGEST_TEXT = 2000;
