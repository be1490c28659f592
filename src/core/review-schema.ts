import * as z from "zod";
import {
  ADMISSIONS,
  AUDIENCES,
  PRINCIPALS,
  REACHES,
  SENSITIVITIES,
  SUBJECTS,
  OPENNESS,
  OWNERS,
  PREMISES,
  UNDERSTANDINGS,
} from "./exposure-words.ts";
import { DATA_OWNERS, OWNER_REASONS } from "./data-owner-words.ts";
import { CERTAINTIES } from "./fix-certainty.ts";
import { FROM_BEST } from "./decisions.ts";
import { ISSUE_FIX_KINDS, PLACE_FIX_KINDS } from "./fix-kinds.ts";
import { CONFIDENCES, SEVERITIES } from "./severity.ts";
import { REPOSITORY_KINDS } from "./source-url.ts";
import { TEST_OUTCOMES } from "./test-outcomes.ts";

/*
 * The review as JSON, version 1. This is the one source of its types (`review.ts` infers them, without loading
 * this file) and of the published `schemas/review.schema.json` (a test writes and holds it).
 */

const file = z.string().describe("Relative to the root, with /; - is standard input");
const pointer = z.string().describe("# and an RFC 6901 JSON Pointer in file, not percent-encoded");
const line = z.int().min(1).describe("Counts from 1");
const column = z.int().min(1).describe("Counts from 1, in UTF-16 units");
const operation = z.string().describe("The id of an operation: GET /users/{id}");
const fingerprint = z.string().describe("A hash that stays when text, order, files and schema names change");

/** How a test came out, as the register has it. */
const RECORDED = {
  outcome: z.enum(TEST_OUTCOMES),
  by: z.string(),
  on: z.string().describe("YYYY-MM-DD"),
  until: z.string().nullable().describe("The last day on which it counts"),
  evidence: z.string().nullable(),
};

const refusal = z
  .strictObject({
    file,
    line: line.nullable(),
    message: z.string(),
    hint: z.string().nullable(),
  })
  .meta({ id: "Refusal" });

const document = z
  .strictObject({
    file,
    format: z.enum(["yaml", "json"]),
    specVersion: z.string().describe("As written: 2.0, 3.0.3, 3.1.0, 3.2.0"),
    title: z.string().nullable(),
    apiVersion: z.string().nullable(),
    sha256: z.string().describe("Of the entry file's bytes, in hexadecimal"),
    files: z.array(file).describe("Every file that was read, the entry first"),
    owner: z.string().nullable(),
    isContact: z
      .literal(true)
      .optional()
      .describe("Whether nobody is named as the owner, and `owner` is only the contact of the description"),
  })
  .meta({ id: "Document" });

const server = z
  .strictObject({
    url: z.string(),
    description: z.string().nullable(),
    reach: z.enum(REACHES),
    file,
    pointer,
    line,
  })
  .meta({ id: "Server" });

const scheme = z
  .strictObject({
    name: z.string(),
    kind: z.enum(["http", "apiKey", "oauth2", "openIdConnect", "mutualTLS", "unknown", "undefined"]),
    scheme: z.string().nullable().describe("Of the Authorization header, in small letters: basic, bearer"),
    in: z.enum(["header", "query", "cookie"]).nullable(),
    flows: z.array(z.string()),
    principal: z.enum(PRINCIPALS),
    admission: z.enum(ADMISSIONS),
    because: z.array(z.string()),
    usedBy: z.array(operation),
  })
  .meta({ id: "Scheme" });

const operationEntry = z
  .strictObject({
    id: operation,
    kind: z.enum(["path", "webhook", "callback"]),
    method: z.string(),
    path: z.string(),
    operationId: z.string().nullable(),
    file,
    pointer,
    line,
    audience: z.enum(AUDIENCES).nullable(),
    audienceSource: z.string().nullable(),
    reach: z.enum(REACHES),
    admission: z.enum(ADMISSIONS),
    exposure: z.enum(AUDIENCES).nullable().describe("Null until exposure is judged"),
    assumed: z.boolean(),
    statesCredential: z
      .literal(true)
      .optional()
      .describe(
        "That a call needs a credential, by what it must be sent or by a text, though no security requirement names it. Not in older reviews, nor where it is not so",
      ),
    unprotected: z
      .enum(OPENNESS)
      .nullable()
      .optional()
      .describe("How it is open to everyone on its internal network; null where it is not. Not in older reviews"),
    because: z.array(z.string()),
    subject: z.enum(SUBJECTS),
    intent: z.string().nullable(),
    changes: z
      .boolean()
      .optional()
      .describe("Whether calling it may change something; a POST that only searches does not. Not in older reviews"),
    understood: z
      .enum(UNDERSTANDINGS)
      .nullable()
      .optional()
      .describe(
        "What is known of what comes back: classified data, nothing that is sensitive, a file, partly opaque, since an object in it may hold anything or an example alone shows it, or opaque, since no schema says it; null where nothing comes back. Not in older reviews",
      ),
    unclear: z
      .array(z.string())
      .optional()
      .describe(
        "Where in what comes back a file in Base64 or an object of any content stands, whose content no schema describes: `data[].content`. Not in older reviews",
      ),
    callers: z.array(z.enum(ADMISSIONS)),
    owners: z
      .array(
        z.strictObject({
          direction: z.enum(["read", "change"]),
          owner: z.enum(DATA_OWNERS),
          because: z.enum(OWNER_REASONS),
          findings: z.array(fingerprint).describe("The findings that say it"),
        }),
      )
      .optional()
      .describe(
        "Whose sensitive data it returns, an entry for each owner and reason, the worst first, and whose things it changes. Not in older reviews",
      ),
    security: z
      .array(z.array(z.strictObject({ scheme: z.string(), scopes: z.array(z.string()) })))
      .describe("OR of ANDs; [[]] is anonymous; [] says nothing"),
  })
  .meta({ id: "Operation" });

const flow = z
  .strictObject({
    operation,
    direction: z.enum(["read", "write"]),
    via: z.enum(["body", "embedded", "on-request", "error", "parameter", "header"]),
    witness: z.string(),
    subject: z.enum(SUBJECTS),
    principal: z.boolean(),
    whose: z
      .enum(OWNERS)
      .optional()
      .describe("What the data is to the caller, by the description alone. Not in older reviews"),
    published: z
      .boolean()
      .optional()
      .describe("Whether it is there for everyone to see on purpose. Not in older reviews, nor where it is not"),
    owner: z
      .enum(DATA_OWNERS)
      .optional()
      .describe("Whose data is read, by all that the review found. Not in older reviews, nor of what is sent"),
    because: z.enum(OWNER_REASONS).optional().describe("What decides whose it is. Not in older reviews"),
  })
  .meta({ id: "Flow" });

const field = z
  .strictObject({
    file,
    pointer,
    line,
    owner: z.string().nullable(),
    name: z.string(),
    category: z.string(),
    called: z
      .strictObject({ singular: z.string(), plural: z.string() })
      .optional()
      .describe("What the category is called in a sentence. Not in older reviews"),
    personalData: z.boolean().optional().describe("Whether it is someone's personal data. Not in older reviews"),
    sensitivity: z.enum(SENSITIVITIES),
    basis: z.enum(["declared", "inferred"]),
    declaredAs: z.string().nullable(),
    confidence: z.enum(CONFIDENCES),
    flows: z.array(flow),
  })
  .meta({ id: "Field" });

const excerptLine = z
  .strictObject({
    line,
    text: z.string(),
    mark: z.tuple([column, column]).nullable().describe("The columns to mark, the end exclusive"),
  })
  .meta({ id: "ExcerptLine" });

const place = z
  .strictObject({
    fingerprint,
    file,
    pointer,
    line,
    operation: operation.nullable(),
    witness: z.string().nullable(),
    state: z.enum(["new", "worsened", "unchanged", "fixed"]).nullable(),
    excerpt: z.array(excerptLine),
  })
  .meta({ id: "Place" });

const premise = z.enum(PREMISES);

const findingFix = z
  .strictObject({
    name: z.string().describe("What it does, as a command: Use HTTPS"),
    certainty: z
      .enum(CERTAINTIES)
      .describe(
        "Safe fixes make existing statements more precise. Suggested fixes claim something about the service. Asked fixes are made only if their rule is named.",
      ),
    requires: z
      .string()
      .nullable()
      .describe(
        "What the service must do for the changed description to be true; null where nothing is claimed about it",
      ),
    changes: z
      .array(
        z.strictObject({
          op: z.enum(["add", "replace", "remove", "move"]),
          file,
          pointer,
          from: pointer.optional().describe("Of a move: the pointer that it has before, in the same object"),
          value: z.unknown().optional(),
        }),
      )
      .describe(
        "Operations of a JSON Patch (RFC 6902), in their order; the last token - of a pointer is the end of a list",
      ),
    closes: z.array(fingerprint).describe("The places that the changes close; those left out need another remedy"),
    shown: z
      .strictObject({
        file,
        pointer,
        line,
        excerpt: z.array(z.strictObject({ change: z.enum(["same", "removed", "added"]), text: z.string() })),
      })
      .describe("The change at the first of these places, as lines of YAML"),
    text: z
      .array(z.strictObject({ file, line, column, endLine: line, endColumn: column, text: z.string() }))
      .optional()
      .describe(
        "The same changes as edits of the files' text: stretches, and the text that replaces each. Not where a change cannot be made so, and not in older reviews",
      ),
    lines: z
      .array(z.strictObject({ file, line, endLine: line.describe("The last of them"), text: z.string() }))
      .optional()
      .describe(
        "The same as whole lines, and what replaces them, such as a suggestion in a review has it: an empty text takes them away. Only where they are few, and show no credential",
      ),
  })
  .meta({ id: "Fix" });

const finding = z
  .strictObject({
    fingerprint,
    rule: z.string(),
    severity: z.enum(SEVERITIES),
    confidence: z.enum(CONFIDENCES),
    title: z.string(),
    message: z.string(),
    file,
    pointer,
    line,
    column,
    endLine: line,
    endColumn: column,
    operations: z.array(operation),
    fields: z.array(z.string()).describe("file#/pointer of each field that it is about"),
    owasp: z.array(z.string()),
    cwe: z.array(z.int()),
    asvs: z
      .array(z.string())
      .optional()
      .describe("Requirements of the OWASP ASVS 5.0.0, such as V8.2.1. Not in older reviews"),
    rationale: z.string(),
    exploit: z
      .string()
      .optional()
      .describe("How it is exploited: what an attacker does, what they get, what follows. Not in older reviews"),
    remediation: z.string(),
    fixes: z
      .array(findingFix)
      .optional()
      .describe("The changes of this description that close it, where its remedy is mechanical. Not in older reviews"),
    helpUri: z
      .string()
      .optional()
      .describe("The published page of the rule, where sallyport.yaml has a docsUrl. Not in older reviews"),
    evidence: z.array(z.string()),
    status: z
      .enum(["open", "accepted", "fixed", "regressed", "dismissed"])
      .describe("dismissed: a false positive, which is listed under dismissed and nowhere else"),
    owner: z.string().nullable(),
    firstSeen: z.string().nullable(),
    due: z.string().nullable(),
    ticket: z.string().nullable(),
    assumes: z.array(z.string()),
    premises: z
      .strictObject({ caller: premise, data: premise, owner: premise })
      .optional()
      .describe("What a finding about data rests on: who calls, what comes back, and whose it is"),
    places: z.array(place),
  })
  .meta({ id: "Finding" });

const answer = z
  .strictObject({
    answer: z.string().describe("In words, such as: Only partners or people approved by the organization"),
    value: z.string().describe("What sallyport.yaml says then, of each key that settles the assumption"),
    lines: z.array(z.string()).describe("The lines of sallyport.yaml that say it"),
    decision: z.enum(FROM_BEST).describe("The verdict of a review with these lines"),
    open: z.partialRecord(z.enum(SEVERITIES), z.int()).describe("How many findings are open then, by severity"),
    adds: z.record(fingerprint, z.enum(SEVERITIES)).describe("The findings that are open then and not now"),
    closes: z.array(fingerprint).describe("The findings that are open now and not then"),
    alters: z
      .record(fingerprint, z.enum(SEVERITIES))
      .optional()
      .describe("The findings that are open now and then, with a severity that they have only then"),
    conditions: z.int().optional().describe("How many conditions the verdict has then"),
  })
  .meta({ id: "Answer" });

const assumption = z
  .strictObject({
    id: z.string(),
    question: z.string(),
    operations: z.array(operation),
    ifTrue: z.array(finding),
    settle: z.array(z.string()).describe("Keys of sallyport.yaml that settle it"),
    decides: z
      .boolean()
      .optional()
      .describe(
        "Whether an answer changes the verdict, its conditions or a finding of medium severity or above. Not in older reviews",
      ),
    answers: z
      .array(answer)
      .optional()
      .describe("What each answer leads to, judged with its lines and no other change. Not in older reviews"),
  })
  .meta({ id: "Assumption" });

const waiver = z
  .strictObject({
    kind: z.enum(["waiver", "request"]).describe("A request stands in the description, and nobody has granted it yet"),
    state: z
      .enum(["in-force", "expired", "stale", "requested"])
      .describe("stale: it covers nothing that is found here; requested: it covers nothing until it is granted"),
    rule: z.string(),
    operations: z.array(z.string()).describe("Ids of operations, or globs of them"),
    fields: z.array(z.string()).describe("Owner.name, ways in or out, or globs of them"),
    severity: z.enum(SEVERITIES).nullable().describe("The worst that is accepted; null for any"),
    reason: z.string(),
    owner: z.string().nullable(),
    approver: z.string().nullable(),
    until: z.string().describe("The last day on which it holds, YYYY-MM-DD"),
    file: file.describe("Where it is written"),
    line,
    findings: z.array(fingerprint).describe("The findings that it covers places of"),
    places: z.array(fingerprint).describe("The places that it covers, or would"),
    missing: z
      .array(z.strictObject({ fingerprint: fingerprint.nullable(), operation: operation.nullable(), what: z.string() }))
      .describe(
        "What it comes near and doesn't cover: places of its rule that its patterns fit, or fields of its findings",
      ),
  })
  .meta({ id: "Waiver" });

const dismissal = z
  .strictObject({
    state: z
      .enum(["in-force", "stale", "not-allowed"])
      .describe(
        "stale: it covers nothing that is found here; not-allowed: the finding is more severe than the policy lets anyone dismiss, or is of high severity or above and nobody is named who says so",
      ),
    fingerprint: fingerprint.describe("Of the finding that was dismissed"),
    rule: z.string(),
    where: z.string().nullable().describe("What the finding was about, for readers"),
    severity: z.enum(SEVERITIES).nullable().describe("The worst that is dismissed; null for any"),
    because: z.string(),
    by: z.string().nullable(),
    on: z.string().nullable().describe("YYYY-MM-DD"),
    file: file.describe("Where it is written"),
    line,
    findings: z.array(fingerprint).describe("The findings that it covers places of"),
    places: z.array(fingerprint).describe("The places that it covers"),
    missing: z.array(z.string()).describe("What it does not cover, so that its finding stays open"),
    loweredTo: z
      .enum([...SEVERITIES, "off"])
      .optional()
      .describe(
        "Of a line of `rules` that lowers a finding of high or critical, or turns it off: to what. No other dismissal has it",
      ),
  })
  .meta({ id: "Dismissal" });

const testKind = z
  .enum([
    "object",
    "filter",
    "list",
    "people",
    "batch",
    "reference",
    "approval",
    "reaction",
    "entry",
    "own-name",
    "shared",
    "function",
    "property",
    "recovery",
    "flow",
    "automation",
    "input",
  ])
  .describe(
    "How the operation comes by the things of others; function: only some callers may use it; property: it takes what no caller may decide; recovery: it replaces by a session alone where codes or money go; flow: its steps can be repeated, taken out of order or by the wrong party; automation: a script can repeat it; input: a program reads what it sends, such as a parser of XML",
  );

/** What came later than the others is optional: a portfolio holds reviews of many ages. */
const test = z
  .strictObject({
    rank: z.int(),
    operation,
    kind: testKind.optional(),
    boundary: z
      .enum(["user", "account", "client", "caller"])
      .describe("What A and B are: two users, two accounts or tenants, two clients, or two callers")
      .optional(),
    resource: z.string().describe("What it is about, by the API's own name").optional(),
    urgency: z.enum(["first", "next", "last"]).describe("By what would be lost").optional(),
    as: z.string(),
    ask: z.string(),
    expect: z.string().describe("What passes"),
    why: z.string(),
    sensitivity: z.enum(SENSITIVITIES),
    status: z
      .enum(["untested", ...TEST_OUTCOMES])
      .describe("not-applicable: somebody decided that it would show nothing"),
    tested: z
      .strictObject({
        by: z.string(),
        on: z.string().describe("YYYY-MM-DD"),
        until: z.string().nullable().describe("The last day on which it counts"),
        evidence: z.string().nullable().describe("What shows it; of one that does not apply, why"),
      })
      .optional()
      .describe("On whose word its status rests, by the register. Not in older reviews"),
    further: z
      .array(z.strictObject({ kind: testKind, as: z.string(), ask: z.string(), expect: z.string() }))
      .describe("What else must be tried with the same operation: its test passes where all of them do")
      .optional(),
  })
  .meta({ id: "Test" });

const boundary = z
  .strictObject({
    id: z.string().describe("By which the register records its outcome: user-id-read"),
    text: z.string(),
    operations: z.array(operation),
    open: z.array(operation).optional().describe("Those of them that are untested, or failed. Not in older reviews"),
    failed: z
      .array(operation)
      .optional()
      .describe("Those of them whose test failed. Not in older reviews, nor where there is none"),
    stakes: z.array(z.string()).describe("What is lost where it does not hold"),
    status: z.enum(["untested", "passed", "failed"]),
    tested: z
      .array(
        z.strictObject({
          ...RECORDED,
        }),
      )
      .optional()
      .describe("What the register has of its tests. Not in older reviews"),
  })
  .meta({ id: "Boundary" });

const signOff = z
  .strictObject({
    by: z.string(),
    on: z.string().describe("YYYY-MM-DD"),
    verdict: z.string().describe("What was signed"),
    state: z.enum(["valid", "void"]).describe("void: the description or its policy changed since"),
    why: z.string().nullable().describe("Why it is void"),
  })
  .meta({ id: "SignOff" });

const site = z.strictObject({ file, line });

/** What was done about an issue of the register, between two versions of its description. */
const issueFix = z
  .strictObject({
    kind: z.enum(ISSUE_FIX_KINDS).describe("removed, narrowed and filtered are fixes; the others are none"),
    isFix: z.boolean().describe("Whether it is a fix, as far as the description tells"),
    closes: z.boolean().describe("Whether nothing is left to do: where only a test can show the fix, it has passed"),
    why: z.string().describe("One sentence, without its end"),
    tests: z.array(operation).describe("Operations whose test must pass before the issue is closed"),
    places: z.array(
      z.strictObject({
        place: fingerprint,
        words: z.string().describe("By what a reader knows it"),
        kind: z.enum(PLACE_FIX_KINDS),
        why: z.string(),
        caution: z.string().nullable().describe("What a fix leaves open, so that a test must pass"),
        operation: operation.nullable().describe("Where it is now"),
        tested: z.boolean().describe("Whether a test of the operation as it is now has passed"),
      }),
    ),
  })
  .meta({ id: "IssueFix" });

const fixedIssue = z.strictObject({
  id: z.string(),
  title: z.string(),
  severity: z.enum(SEVERITIES),
  status: z.string().describe("On record"),
  due: z.string().nullable().describe("It stays where the issue is not closed"),
});

const gate = z
  .strictObject({
    decision: z.enum(["pass", "fail"]),
    base: z.string(),
    head: z.string(),
    because: z.array(z.string()),
    causes: z
      .array(
        z.strictObject({
          kind: z
            .string()
            .nullable()
            .describe("Of the change that it is; null where findings block that no change explains"),
          text: z.string(),
          fix: z.string().nullable().describe("What undoes it, or the remedy of the worst finding"),
          reasons: z.array(z.string()).describe("Those of because that it explains"),
          operations: z.array(operation),
          findings: z.array(fingerprint).describe("Findings that it makes, in this review"),
          accept: z.array(fingerprint).describe("By what the register accepts it: places and changes"),
          head: site.nullable(),
        }),
      )
      .optional()
      .describe("What blocks by its cause, one for all reasons that it explains. Not in older reviews"),
    accept: z
      .strictObject({
        id: z.string().describe("The ID of exactly what blocks; it changes as soon as anything else blocks"),
        against: z.array(z.string()).describe("The arguments by which register accept compares the change again"),
      })
      .optional()
      .describe("What register accept needs to accept everything that blocks, if the gate fails. Not in older reviews"),
    back: z
      .array(
        z.strictObject({
          issue: z.string(),
          ticket: z.string().optional().describe("What tracks it elsewhere, where that is on record"),
          finding: fingerprint,
        }),
      )
      .optional()
      .describe("Findings that are new again, with the issue of the register that was fixed. Not in older reviews"),
    changes: z.array(
      z.strictObject({
        kind: z.string(),
        direction: z.enum(["worse", "better", "neutral"]),
        operation: operation.nullable(),
        operations: z.array(operation).optional().describe("All that it is of, the first too. Not in older reviews"),
        field: z.string().nullable(),
        text: z.string(),
        blocks: z.boolean(),
        fingerprints: z
          .array(fingerprint)
          .describe("Of a change that blocks for what it is: by what the register accepts it, one an operation"),
        base: site.nullable(),
        head: site.nullable(),
      }),
    ),
    policyChanges: z.array(
      z.strictObject({
        file,
        key: z.string(),
        effect: z.string(),
        entries: z
          .array(z.string())
          .optional()
          .describe("Of waivers and dismissals: what each new entry covers, by whom and why. Not in older reviews"),
      }),
    ),
    reliesOn: z
      .array(z.strictObject({ file, key: z.string(), since: z.string().nullable(), text: z.string() }))
      .optional()
      .describe("Young settings of the base without which there would be more reasons to fail. Not in older reviews"),
    fixes: z
      .array(z.strictObject({ issue: fixedIssue, fix: issueFix }))
      .optional()
      .describe("What the change does about issues of the register, where it does something. Not in older reviews"),
    overdue: z
      .array(
        z.strictObject({
          id: z.string().describe("Of the issue in the register"),
          severity: z.enum(SEVERITIES),
          owner: z.string().nullable(),
          due: z.string().nullable(),
          touched: z.boolean().describe("Whether the change touches one of its places"),
          text: z.string(),
        }),
      )
      .describe("Issues of the register that are overdue"),
  })
  .meta({ id: "Gate" });

const since = z
  .strictObject({
    asOf: z.string().describe("The date of the earlier review, YYYY-MM-DD"),
    tool: z.string().describe("The version that made it"),
    decision: z.enum(FROM_BEST).nullable().describe("What its verdict was"),
    sameDescription: z.boolean().describe("Whether the entry file has the same bytes"),
    samePolicy: z.boolean(),
    new: z.array(fingerprint).describe("Findings of which no place was found then"),
    worse: z.array(fingerprint).describe("Findings that are more severe than then, or have more places"),
    gone: z
      .array(
        z.strictObject({
          rule: z.string(),
          severity: z.enum(SEVERITIES),
          title: z.string(),
          message: z.string(),
          status: z.string().describe("What it was then"),
        }),
      )
      .describe("Findings of then of which no place is found now"),
    addedOperations: z.array(operation),
    removedOperations: z.array(operation),
  })
  .meta({ id: "Since" });

const question = z
  .strictObject({
    id: z.string(),
    text: z.string(),
    operations: z.array(operation),
    settle: z.string().nullable(),
  })
  .meta({ id: "Question" });

const skipped = z.strictObject({ file, pointer, line, why: z.string() }).meta({ id: "Skipped" });

const review = z
  .strictObject({
    document,
    policy: z.strictObject({
      file: file.nullable(),
      sha256: z.string().nullable(),
      files: z
        .array(file)
        .optional()
        .describe("Where it is merged from several files: all of them, the nearest first. Not in older reviews"),
      docsUrl: z
        .string()
        .optional()
        .describe("Where the documentation is published, as sallyport.yaml says. Not in older reviews"),
      repository: z
        .strictObject({
          url: z.string(),
          ref: z.string().optional().describe("The branch or tag that is linked where the commit is not known"),
          kind: z.enum(REPOSITORY_KINDS).optional(),
        })
        .optional()
        .describe("Where the descriptions are kept, as sallyport.yaml says. Not in older reviews"),
      sla: z
        .partialRecord(z.enum(SEVERITIES), z.int())
        .optional()
        .describe("Days until a finding is due, by its severity, as sallyport.yaml says. Not in older reviews"),
    }),
    verdict: z.strictObject({
      decision: z.enum(FROM_BEST).nullable(),
      reasons: z.array(
        z.strictObject({
          kind: z
            .enum(["blocks", "depends", "condition", "nothing"])
            .optional()
            .describe(
              "What blocks now, what depends on an answer or on evidence, what is to be met. Not in older reviews",
            ),
          text: z.string(),
          findings: z.array(fingerprint),
          assumptions: z.array(z.string()),
          attestations: z
            .array(z.string())
            .optional()
            .describe("The ids of what someone must attest. Not in older reviews, nor where there is none"),
          operations: z
            .array(operation)
            .optional()
            .describe("The operations that a missing fact is about. Not in older reviews, nor of other reasons"),
        }),
      ),
    }),
    assumptions: z.array(assumption),
    servers: z.array(server),
    schemes: z.array(scheme),
    operations: z.array(operationEntry),
    fields: z.array(field),
    findings: z.array(finding),
    waivers: z.array(waiver).describe("Everything that is accepted or asked to be, in force or not"),
    dismissed: z
      .array(finding)
      .optional()
      .describe("Findings that were dismissed as false positives. Not in older reviews"),
    dismissals: z
      .array(dismissal)
      .optional()
      .describe("Every dismissal that the policy has for this description, in force or not. Not in older reviews"),
    confirmed: z
      .array(
        z.strictObject({
          field: z.string().describe("Owner.name, or the name of fields in any object"),
          fields: z.int().min(1).describe("How many fields it is about"),
          category: z.string().nullable().describe("Null where the category is as inferred"),
          sensitivity: z.enum(SENSITIVITIES),
          instead: z
            .strictObject({
              category: z.string(),
              called: z.strictObject({ singular: z.string(), plural: z.string() }),
              sensitivity: z.enum(SENSITIVITIES),
            })
            .nullable()
            .describe("What the most sensitive of them counts as otherwise; null where they are nothing sensitive"),
          reason: z.string(),
          file: file.nullable().describe("Where it is written"),
          line: line.nullable(),
        }),
      )
      .optional()
      .describe("What people have confirmed of fields, with the reason. Not in older reviews, nor where there is none"),
    tests: z.array(test),
    boundaries: z
      .array(boundary)
      .optional()
      .describe("What tests have in common, the worst first: who is kept apart from whom. Not in older reviews"),
    proofs: z
      .array(
        z.strictObject({
          text: z.string(),
          operations: z.array(operation),
          open: z.array(operation).describe("Those of them of which nobody has shown it"),
          tested: z.array(
            z.strictObject({
              operation,
              ...RECORDED,
            }),
          ),
        }),
      )
      .optional()
      .describe(
        "What the description promises and a recorded test of each operation shows, beside the list of tests. Not in older reviews, nor where there is none",
      ),
    attestations: z
      .array(
        z.strictObject({
          id: z.string().describe("By which register attest names it"),
          rule: z.string(),
          fix: z.string().describe("What was changed in the description"),
          claim: z.string().describe("What the service must do for that to be true"),
          on: z.string().describe("YYYY-MM-DD"),
          places: z.record(fingerprint, z.string()).describe("What the fix closed, in words"),
        }),
      )
      .optional()
      .describe("What fixes claim about the service, by the register, and nobody has attested. Not in older reviews"),
    attested: z
      .array(
        z.strictObject({
          id: z.string(),
          rule: z.string(),
          fix: z.string().describe("What was changed in the description"),
          claim: z.string().describe("What the service does, by what someone attests"),
          by: z.string(),
          on: z.string().describe("YYYY-MM-DD"),
          because: z.string().nullable().describe("How they know it"),
          places: z.record(fingerprint, z.string()).describe("What the fix closed, in words"),
        }),
      )
      .optional()
      .describe("What fixes claim about the service, and someone has attested. Not in older reviews"),
    register: z
      .strictObject({ file, sha256: z.string() })
      .optional()
      .describe("The register that was read. Not in older reviews, nor where there is none"),
    signOff: signOff.nullable().describe("The last sign-off on record, and whether it still holds"),
    gate: gate.nullable(),
    since: since
      .nullable()
      .optional()
      .describe(
        "What changed since the earlier review that --since gave; null where that has no such description. Not in older reviews",
      ),
    questions: z.array(question),
    skipped: z.array(skipped),
    coverage: z.strictObject({
      operations: z.int(),
      responses: z.int().describe("Success responses that can have a body"),
      typedResponses: z.int().describe("Those of them whose schema says what comes back"),
      exampleResponses: z
        .int()
        .optional()
        .describe(
          "Success responses without a schema, whose content only an example shows. Not in older reviews, nor where there are none",
        ),
      fileResponses: z
        .int()
        .optional()
        .describe(
          "Success responses that are a file of which nothing says what is in it. Not in older reviews, nor where there are none",
        ),
      unanswered: z
        .int()
        .optional()
        .describe("Operations that describe no success response, which `responses` cannot count. Not in older reviews"),
      pathsWithoutOperations: z
        .array(z.string())
        .optional()
        .describe("Paths that describe no operation, so that nothing of them is judged. Not in older reviews"),
      fields: z.int(),
      classifiedDeclared: z.int(),
      unresolved: z.int().describe("References that could not be followed"),
    }),
    summary: z.strictObject({
      bySeverity: z.partialRecord(z.enum(SEVERITIES), z.int()),
      byExposure: z.partialRecord(z.enum(AUDIENCES), z.int()),
      mentions: z.int().describe("Findings, low and above, times the operations that each names"),
      reasons: z
        .strictObject({ blocks: z.int(), depends: z.int(), condition: z.int() })
        .optional()
        .describe(
          "How many reasons of the verdict block now, depend on an answer, and are conditions. Not in older reviews",
        ),
      dismissed: z.int().optional().describe("False positives, which the others do not count. Not in older reviews"),
    }),
  })
  .meta({ id: "Review" });

const vanished = z
  .strictObject({
    file,
    state: z.enum(["removed", "unreadable"]).describe("unreadable: still there, in a form that no review reads"),
    blocks: z.boolean(),
    text: z.string(),
    fingerprint: fingerprint.describe("By what the register accepts that it is gone"),
    issues: z.array(z.string()).describe("What the register has of it that is open, by id"),
  })
  .meta({ id: "Vanished" });

/** The whole JSON output: one envelope, however many descriptions were reviewed. */
export const reviewEnvelope = z.strictObject({
  version: z.literal(1),
  tool: z.strictObject({ name: z.literal("sallyport"), version: z.string() }),
  asOf: z.string().describe("The date that the review takes for today, YYYY-MM-DD"),
  commit: z.string().nullable(),
  refused: z.array(refusal).describe("Descriptions that could not be reviewed, and why"),
  reviews: z.array(review),
  vanished: z
    .array(vanished)
    .optional()
    .describe("Descriptions that the base of a change, its register or its sallyport.yaml knows, and that are gone"),
  notShown: z
    .number()
    .optional()
    .describe("How many descriptions a change of settings affects that are not reviewed here: they are as they were"),
});

/** The JSON of `sallyport register verify`: what was done about one issue. */
export const fixVerification = z.strictObject({
  version: z.literal(1),
  tool: z.strictObject({ name: z.literal("sallyport"), version: z.string() }),
  asOf: z.string().describe("The date that is taken for today, YYYY-MM-DD"),
  description: file,
  base: z.string().describe("The commit with which the working tree was compared"),
  issue: fixedIssue,
  fix: issueFix,
  settings: z
    .array(z.string())
    .describe(
      "Keys of the settings that are other than in the base: both versions are judged by those of the working tree",
    ),
});
