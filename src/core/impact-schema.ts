import * as z from "zod";
import { ADMISSIONS, OWNERS, SENSITIVITIES } from "./exposure-words.ts";
import { RELATIONS } from "./impact-relations.ts";
import { SEVERITIES } from "./severity.ts";
import { TEST_OUTCOMES } from "./test-outcomes.ts";

/*
 * The impact assessment as JSON, version 1. This is the one source of its types (`impact.ts` infers them, without loading
 * this file) and of the published `schemas/impact.schema.json` (a test writes and holds it).
 */

const file = z.string().describe("Relative to the root, with /; - is standard input");
const line = z.int().min(1).describe("Counts from 1");
const operation = z.string().describe("The id of an operation: GET /users/{id}");
const operations = z.array(operation);
const fingerprint = z.string().describe("A hash that stays when text, order, files and schema names change");
const day = z.string().describe("YYYY-MM-DD");

const reported = z
  .strictObject({
    kind: z.enum(["operation", "field", "finding", "credential", "schema"]),
    name: z.string().describe("As the description has it: GET /users/{id}, User.location, bearerAuth"),
    text: z.string().describe("What it is, in a few words"),
    file,
    line,
    operations: operations.describe("The operations that it stands for"),
  })
  .meta({ id: "Reported" });

const data = z
  .strictObject({
    category: z.string(),
    called: z.strictObject({ singular: z.string(), plural: z.string() }),
    personalData: z.boolean(),
    sensitivity: z.enum(SENSITIVITIES),
    direction: z.enum(["read", "write"]).describe("read: it comes back; write: the caller sets it"),
    whose: z.enum(OWNERS).describe("Who owns the data"),
    of: z.string().nullable().describe("The object that holds it, by its name in the description"),
    fields: z.array(z.strictObject({ name: z.string(), file, line })),
    operations,
  })
  .meta({ id: "ImpactData" });

const action = z
  .strictObject({
    operation,
    text: z.string().describe("What the call does: delete a user"),
    kind: z.enum(["money", "credentials", "bank", "destruction", "control", "physical", "change"]),
    file,
    line,
  })
  .meta({ id: "ImpactAction" });

const caller = z
  .strictObject({
    admission: z.enum(ADMISSIONS),
    isInside: z.boolean().describe("Whether it must be on an internal network first"),
    who: z.string().describe("anyone who signs up"),
    needed: z.string().describe("What it had to have: nothing; an account, which anyone can create"),
    because: z.array(z.string()),
    evidence: z.array(z.strictObject({ text: z.string(), file, line })),
    assumed: z.boolean().describe("Whether it rests on what is not stated"),
    operations,
  })
  .meta({ id: "ImpactCaller" });

const affected = z
  .strictObject({
    id: operation,
    file,
    line,
    admission: z.enum(ADMISSIONS),
    gives: z.array(z.string()).describe("What of it comes back, by category, in words"),
    understood: z.boolean().describe("Whether the description says what comes back"),
    unclear: z
      .array(z.string())
      .optional()
      .describe("The parts of what comes back whose content the description does not say, if it says the rest"),
  })
  .meta({ id: "AffectedOperation" });

const elsewhere = z
  .strictObject({
    relation: z.enum(RELATIONS),
    operation,
    api: z.string().nullable().describe("Title and version of another description; null for this one"),
    file,
    line,
    who: z.string().describe("Who can call it: anyone who signs up"),
    callers: z
      .enum(["wider", "same", "narrower"])
      .describe(
        "Who can call it, beside those who can call what was reported; whoever signs up is no fewer than everyone",
      ),
    way: z
      .enum(["response", "on-request", "error", "event", "action"])
      .describe("How it gives it: on-request where the caller must ask for more, event for a webhook or callback"),
    why: z.string(),
  })
  .meta({ id: "Elsewhere" });

const cause = z
  .strictObject({
    rule: z.string(),
    title: z.string(),
    severity: z.enum(SEVERITIES),
    findings: z.array(fingerprint),
    operations: operations.describe("All that the findings name, what was reported included"),
    isWide: z.boolean().describe("Whether most of the API has it, so that its operations are not listed one by one"),
  })
  .meta({ id: "Cause" });

const otherApi = z
  .strictObject({
    relation: z.enum(["schema", "credential", "cause"]),
    api: z.string().describe("Title and version"),
    file,
    owner: z.string().nullable(),
    text: z.string(),
    operations,
  })
  .meta({ id: "OtherApi" });

const historyEvent = z.strictObject({
  kind: z.enum(["began", "renamed", "widened", "narrowed", "ended"]),
  commit: z.string(),
  date: day,
  file,
  operations,
  text: z.string(),
  renamed: z
    .array(z.strictObject({ was: operation, is: operation }))
    .optional()
    .describe("Operations that got another method or path"),
  unsure: z.int().describe("Versions before it that were not, or could not be, reviewed: with none it was this commit"),
});

const openTime = z.strictObject({
  operation: operation.describe("As it is called now, or was last"),
  from: day,
  until: day.nullable().describe("When it was closed; null where it is open"),
  commit: z.string().describe("The commit that opened it, or the first that is known"),
  isReported: z.boolean().describe("Whether it was reported, and does not only give the same"),
  beganBefore: z.boolean().describe("Whether the first commit that is known has it already"),
});

const alikeTime = z.strictObject({
  operation: operation.describe("As it is called now, or was last"),
  from: day,
  until: day.nullable().describe("When it ended; null where it gives the same today"),
  commit: z.string().describe("The commit that began it, or the first that is known"),
  who: z.string().describe("Who could call it: anyone who signs up"),
  isNarrower: z.boolean().describe("Whether fewer callers could get it there than can get what was reported"),
  isOnRequest: z.boolean().optional().describe("Whether it came back only where a caller asked for more"),
  isOpen: z.boolean().describe("Whether anyone outside could call it without a credential"),
  what: z.string().describe("What it gave, in words"),
  beganBefore: z.boolean().describe("Whether the first commit that is known has it already"),
});

const since = z
  .strictObject({
    events: z.array(historyEvent).describe("The oldest first"),
    beganBefore: z.boolean().describe("Whether the first commit that is known has it already"),
    days: z.number().nullable().describe("Days exposed; at least so many where it began before"),
    opened: z
      .array(openTime)
      .optional()
      .describe("When no credential was needed for what was reported, or for what gives the same"),
    alike: z
      .array(alikeTime)
      .optional()
      .describe("When operations that were not reported exposed the same data, also those that no longer do"),
    commits: z.int(),
    reviewed: z.int(),
    unknown: z.array(z.string()),
  })
  .meta({ id: "Since" });

const people = z
  .strictObject({
    kind: z.enum(["minors", "patients", "staff", "customers", "members", "people"]),
    called: z.string().describe("By the API's own name: riders"),
    operations,
  })
  .meta({ id: "People" });

const duty = z
  .strictObject({
    kind: z.enum(["health", "government-id", "credentials", "payment", "special-category", "minors", "personal-data"]),
    question: z.string().describe("For the privacy officer; no legal claim"),
    categories: z.array(z.string()),
    operations,
  })
  .meta({ id: "Duty" });

const step = z.strictObject({ text: z.string(), operations }).meta({ id: "ImpactStep" });

const logs = z
  .strictObject({
    operation,
    formerly: z
      .array(z.strictObject({ operation, until: day }))
      .optional()
      .describe("What it was called before, the latest first: older entries have that name"),
    parameters: z.array(z.string()).describe("Where the values stand that tell one object from another: path userId"),
    look: z.string().describe("The pattern to look for"),
  })
  .meta({ id: "LogSearch" });

const proof = z
  .strictObject({
    operation,
    as: z.string(),
    ask: z.string(),
    expect: z.string().describe("What passes"),
    status: z.enum(["untested", ...TEST_OUTCOMES]),
  })
  .meta({ id: "Proof" });

const unknown = z
  .strictObject({
    text: z.string(),
    evidence: z.string().describe("What would settle it"),
    operations,
  })
  .meta({ id: "Unknown" });

/** The whole JSON output of `sallyport impact`. */
export const impactDocument = z.strictObject({
  version: z.literal(1),
  kind: z.literal("impact"),
  tool: z.strictObject({ name: z.literal("sallyport"), version: z.string() }),
  asOf: day,
  commit: z.string().nullable(),
  api: z.strictObject({
    title: z.string(),
    file,
    sha256: z.string().describe("Of the entry file's bytes, in hexadecimal"),
    owner: z.string().nullable(),
    operations: z.int(),
  }),
  reported: z.array(reported),
  rating: z.strictObject({
    severity: z.enum(SEVERITIES),
    because: z.string(),
    stated: z.boolean().describe("Whether whoever made the assessment said so with --severity"),
  }),
  worst: z
    .strictObject({
      from: day,
      until: day.describe("When it was changed"),
      commit: z.string(),
      severity: z.enum(SEVERITIES),
      because: z.string(),
      text: z.string().describe("Who could do what then"),
      data: z.array(data).describe("With the lines of that commit"),
      operations,
    })
    .nullable()
    .optional()
    .describe("The worst time of the history, where more was exposed than is now, or to more callers"),
  answers: z
    .array(
      z.strictObject({
        question: z.enum(["How bad?", "Since when?", "Where else?", "What now?", "Who?", "Until when?", "Not known?"]),
        text: z.string(),
      }),
    )
    .describe("The whole assessment in seven answers"),
  affected: z.array(affected).describe("The operations that what was reported stands for"),
  data: z.array(data),
  actions: z.array(action),
  callers: z.array(caller).describe("The easiest way in first"),
  elsewhere: z.array(elsewhere).describe("In this description and the others that were given with it"),
  searched: z
    .array(z.strictObject({ api: z.string(), file, operations: z.int() }))
    .optional()
    .describe("The other descriptions that were given and searched"),
  causes: z.array(cause),
  otherApis: z.array(otherApi).describe("In reviews that were given with --portfolio"),
  since: since.nullable().describe("Null where the history was not asked"),
  sinceNotAsked: z.string().nullable().describe("Why the history was not asked"),
  people: z.array(people),
  duties: z.array(duty),
  contain: z.array(step).describe("Today"),
  fix: z.array(step),
  rotate: z.array(step),
  logs: z.array(logs),
  tests: z.array(proof),
  tell: z.array(z.strictObject({ who: z.string(), why: z.string() })),
  due: z.strictObject({
    day: day.nullable(),
    text: z.string(),
  }),
  known: z
    .array(
      z.strictObject({
        id: z.string(),
        title: z.string(),
        severity: z.enum(SEVERITIES),
        status: z.enum(["open", "accepted", "dismissed", "fixed", "regressed"]),
        since: day,
        due: day.nullable(),
        fixed: day.nullable(),
        tested: day.nullable().describe("When the last test of its operations passed; null where not all of them have"),
      }),
    )
    .optional()
    .describe("Issues of the register about what was reported: the one to go by first"),
  unknown: z.array(unknown),
  scope: z
    .strictObject({
      description: file,
      title: z.string(),
      places: z.array(z.strictObject({ fingerprint, operation, what: z.string() })),
      elsewhere: z
        .array(z.strictObject({ file, places: z.array(z.strictObject({ fingerprint, operation, what: z.string() })) }))
        .describe("The same in the other descriptions that were given"),
    })
    .describe("All that must be fixed: what sallyport register open makes an issue of"),
});
