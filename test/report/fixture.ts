import type { Finding, FindingPlace, OperationEntry, Review, ReviewEnvelope } from "../../src/core/review.ts";
import { categoriesOf } from "../../src/data/taxonomy/default-categories.ts";
import { lexiconOf } from "../../src/lexicon/lexicon-of.ts";
import { defaultPolicy } from "../../src/policy/default-policy.ts";

const CATEGORIES = categoriesOf(defaultPolicy(), lexiconOf());

type Field = Review["fields"][number];
type Flow = Field["flows"][number];

const FILE = "apis/rider/openapi.yaml";

/** A review as a security team would get it: an API for riders that calls itself private, and lets anyone sign up. */
export function riderEnvelope(): ReviewEnvelope {
  return {
    version: 1,
    tool: { name: "sallyport", version: "0.1.0" },
    asOf: "2026-01-31",
    commit: "4f0c2a7b1e9d",
    refused: [],
    reviews: [riderReview()],
  };
}

/** The review alone. */
export function riderReview(): Review {
  const operations = riderOperations();
  return {
    document: {
      file: FILE,
      format: "yaml",
      specVersion: "3.0.3",
      title: "Rider API",
      apiVersion: "4.12.0",
      sha256: "94de829f1d82aa31cb020e639aec7b2fd27a84d30f8918907c4810ec00df75fe",
      files: [FILE, "apis/rider/schemas.yaml"],
      owner: "Rider Apps",
    },
    policy: { file: "sallyport.yaml", sha256: "1b4f0e9851971998e732078544c96b36c3d01cedf7caa332359d6f1d83567014" },
    verdict: {
      decision: "reject",
      reasons: [
        {
          kind: "blocks",
          text: "A private API is one open sign-up away: 5 operations are declared private, and anyone can sign up with POST /v1/accounts",
          findings: ["a1"],
          assumptions: [],
        },
        {
          kind: "blocks",
          text: "Other people's data can be read by asking for it: Anyone who signs up can read other people's name, gender and location with GET /v1/users/{userId}",
          findings: ["b2"],
          assumptions: [],
        },
      ],
    },
    assumptions: [riderAssumption()],
    servers: [
      {
        url: "https://api.rider.example",
        description: "Production",
        reach: "external",
        file: FILE,
        pointer: "#/servers/0",
        line: 20,
      },
    ],
    schemes: [
      {
        name: "bearerAuth",
        kind: "http",
        scheme: "bearer",
        in: null,
        flows: [],
        principal: "user",
        admission: "self-registered",
        because: ["anyone can sign up with POST /v1/accounts"],
        usedBy: operations.filter(({ admission }) => admission === "self-registered").map(({ id }) => id),
      },
      {
        name: "coach.key",
        kind: "apiKey",
        scheme: null,
        in: "header",
        flows: [],
        principal: "shared",
        admission: "unknown",
        because: ["nothing says who can get the credential of coach.key"],
        usedBy: ["GET /v1/coaching/riders"],
      },
    ],
    operations,
    fields: riderFields(),
    findings: riderFindings(),
    waivers: riderWaivers(),
    dismissed: riderDismissed(),
    dismissals: riderDismissals(),
    signOff: {
      by: "Security",
      on: "2025-12-01",
      verdict: "approve-with-conditions",
      state: "void",
      why: "the description changed since",
    },
    tests: [
      {
        rank: 1,
        operation: "GET /v1/users/{userId}",
        kind: "people",
        boundary: "user",
        resource: "user",
        urgency: "next",
        as: "user A",
        ask: "read the profile of B, whose profile is private",
        expect: "403 or 404; or 200 without B's name",
        why: "it returns name; identifiers are listed by GET /v1/users",
        sensitivity: "confidential",
        status: "untested",
        further: [],
      },
      {
        rank: 2,
        operation: "GET /v1/workouts/{workoutId}/heart-rate",
        kind: "object",
        boundary: "user",
        resource: "workout",
        urgency: "first",
        as: "user A",
        ask: "read the heart rate of B's workout",
        expect: "403 or 404",
        why: "it returns health data",
        sensitivity: "restricted",
        status: "passed",
        further: [],
      },
    ],
    gate: null,
    questions: [
      {
        id: "possible-fields",
        text: "Is this personal or secret: Workout.note? The description does not tell.",
        operations: ["GET /v1/workouts/{workoutId}/heart-rate"],
        settle: "data.fields",
      },
    ],
    skipped: [
      { file: FILE, pointer: "#/components/schemas/Class", line: 212, why: "classes.yaml lies outside the root" },
    ],
    coverage: { operations: 7, responses: 6, typedResponses: 5, fields: 31, classifiedDeclared: 1, unresolved: 1 },
    summary: { bySeverity: { high: 3, medium: 1, low: 1 }, byExposure: { public: 6, partner: 1 }, mentions: 11 },
  };
}

function riderOperations(): OperationEntry[] {
  const open = { admission: "anonymous", because: ["it says that it requires nothing"], security: [[]] } as const;
  const coach = {
    admission: "unknown",
    because: ["nothing says who can get the credential of coach.key"],
    security: [[{ scheme: "coach.key", scopes: [] }]],
  } as const;
  return [
    operationOf("POST /v1/accounts", 62, { ...open, intent: "sign-up", subject: "caller" }),
    operationOf("GET /v1/me", 90, { subject: "caller" }),
    operationOf("GET /v1/users", 120, { subject: "collection" }),
    operationOf("GET /v1/users/{userId}", 140, { subject: "addressed" }),
    operationOf("GET /v1/workouts/{workoutId}/heart-rate", 160, { subject: "addressed" }),
    operationOf("GET /v1/coaching/riders", 180, {
      ...coach,
      exposure: "partner",
      assumed: true,
      subject: "collection",
    }),
    operationOf("GET /health", 200, { ...open, audience: null, audienceSource: null, intent: "health" }),
  ];
}

type Judged = Partial<
  Pick<OperationEntry, "audience" | "audienceSource" | "exposure" | "assumed" | "subject" | "intent" | "reach">
> & {
  readonly admission?: OperationEntry["admission"];
  readonly because?: readonly string[];
  readonly security?: readonly (readonly { readonly scheme: string; readonly scopes: readonly never[] }[])[];
};

/** An operation that anyone who signs up can call, but for what `judged` says. */
export function operationOf(id: string, line: number, judged: Judged = {}): OperationEntry {
  const [method = "", path = ""] = id.split(" ");
  const { admission = "self-registered", because = ["anyone can sign up with POST /v1/accounts"], security } = judged;
  return {
    id,
    kind: "path",
    method,
    path,
    operationId: null,
    file: FILE,
    pointer: `#/paths/${path.replaceAll("/", "~1")}/${method.toLowerCase()}`,
    line,
    audience: "private",
    audienceSource: "x-audience of the API",
    reach: "external",
    exposure: "public",
    assumed: false,
    subject: "none",
    intent: null,
    ...judged,
    admission,
    because: [...because, "api.rider.example is a public name"],
    callers: [admission],
    security: (security ?? [[{ scheme: "bearerAuth", scopes: [] }]]).map((alternative) =>
      alternative.map(({ scheme, scopes }) => ({ scheme, scopes: [...scopes] })),
    ),
  };
}

function riderFields(): Field[] {
  const profile = (witness: string): Flow[] => [
    flowOf("GET /v1/users", `2xx items[].${witness}`, "collection"),
    flowOf("GET /v1/users/{userId}", `2xx ${witness}`, "addressed"),
    flowOf("GET /v1/coaching/riders", `2xx riders[].${witness}`, "collection"),
  ];
  return [
    fieldOf("NewAccount", "password", 230, "user.authorization.password", "restricted", [
      { ...flowOf("POST /v1/accounts", "request password", "caller"), direction: "write", principal: false },
    ]),
    fieldOf("Me", "email", 240, "user.contact.email", "confidential", [flowOf("GET /v1/me", "2xx email", "caller")]),
    fieldOf("Profile", "firstName", 250, "user.name", "confidential", profile("firstName")),
    fieldOf("Profile", "gender", 251, "user.demographic.gender", "confidential", profile("gender")),
    {
      ...fieldOf("Profile", "location", 252, "user.location.precise", "confidential", profile("location")),
      basis: "declared",
      declaredAs: "x-pii: location",
    },
    fieldOf("HeartRate", "samples", 270, "user.health_and_medical", "restricted", [
      { ...flowOf("GET /v1/workouts/{workoutId}/heart-rate", "2xx samples", "addressed"), principal: false },
    ]),
    fieldOf("Problem", "account", 280, "user.account.username", "confidential", [
      { ...flowOf("POST /v1/accounts", "4xx account", "none"), via: "error", principal: false },
    ]),
    {
      ...fieldOf("Workout", "note", 290, "user.content.private", "confidential", [
        flowOf("GET /v1/workouts/{workoutId}/heart-rate", "2xx note", "addressed"),
      ]),
      confidence: "possible",
    },
  ];
}

function flowOf(operation: string, witness: string, subject: Flow["subject"]): Flow {
  return { operation, direction: "read", via: "body", witness, subject, principal: subject !== "caller" };
}

function fieldOf(
  owner: string,
  name: string,
  line: number,
  category: string,
  sensitivity: Field["sensitivity"],
  flows: readonly Flow[],
): Field {
  return {
    file: FILE,
    pointer: `#/components/schemas/${owner}/properties/${name}`,
    line,
    owner,
    name,
    category,
    called: CATEGORIES.meaningOf(category).called,
    sensitivity,
    basis: "inferred",
    declaredAs: null,
    confidence: "certain",
    flows: [...flows],
  };
}

function riderFindings(): Finding[] {
  const profile = ["firstName", "gender", "location"].map(
    (name) => `${FILE}#/components/schemas/Profile/properties/${name}`,
  );
  return [
    {
      ...findingOf("a1", "private-but-self-registered", "high", "A private API is one open sign-up away", 90),
      message: "5 operations are declared private, and anyone can sign up with POST /v1/accounts",
      operations: riderOperations()
        .slice(0, 5)
        .map(({ id }) => id),
      evidence: ["The audience is declared by x-audience of the API."],
      owasp: ["API2:2023", "API5:2023"],
      cwe: [285],
      due: "2026-01-15",
      owner: "Rider Apps",
      firstSeen: "2025-10-31",
      ticket: "RIDER-1204",
      places: [
        placeOf("a1-1", 90, "GET /v1/me", null, "    get:"),
        placeOf("a1-2", 90, "GET /v1/users", null),
        placeOf("a1-3", 90, "GET /v1/users/{userId}", null),
      ],
    },
    {
      ...findingOf("b2", "bola-other-users-data", "high", "Other people's data can be read by asking for it", 250),
      message: "Anyone who signs up can read other people's name, gender and location with GET /v1/users/{userId}",
      operations: ["GET /v1/users/{userId}"],
      fields: profile,
      owasp: ["API1:2023", "API3:2023"],
      cwe: [639, 359],
      confidence: "certain",
      places: [
        placeOf("b2-1", 250, "GET /v1/users/{userId}", "2xx firstName", "        firstName: { type: string }"),
        placeOf("b2-2", 251, "GET /v1/users/{userId}", "2xx gender", "        gender: { type: string }"),
        placeOf("b2-3", 252, "GET /v1/users/{userId}", "2xx location", "        location: { type: string }"),
      ],
    },
    {
      ...findingOf("c3", "client-side-privacy", "high", "A privacy setting is left to the app", 255),
      message: '"isPrivate" comes with the name, gender and location that it is about',
      operations: ["GET /v1/users", "GET /v1/users/{userId}"],
      fields: profile,
      status: "accepted",
      owner: "Trust and Safety",
      due: "2026-03-31",
      ticket: "TRUST-77",
      places: [placeOf("c3-1", 255, "GET /v1/users", "2xx items[].isPrivate", "        isPrivate: { type: boolean }")],
    },
    {
      ...findingOf("d4", "shared-key", "medium", "Callers of sensitive data cannot be told apart", 300),
      message: '"coach.key" is a key that many share',
      operations: ["GET /v1/coaching/riders"],
      assumes: ["admission"],
      places: [placeOf("d4-1", 300, null, null, "    coach.key:")],
    },
    {
      ...findingOf("e5", "response-without-schema", "low", "A response does not say what comes back", 205),
      message: "GET /health returns an object of unknown fields",
      operations: ["GET /health"],
      places: [placeOf("e5-1", 205, "GET /health", "2xx", "            schema: { type: object }")],
    },
  ];
}

function riderDismissed(): Review["findings"] {
  const [finding] = riderFindings().slice(-1);
  return [{ ...finding!, fingerprint: "f6", status: "dismissed", severity: "medium" }];
}

function riderDismissals(): NonNullable<Review["dismissals"]> {
  const entry = {
    state: "in-force" as const,
    fingerprint: "f6",
    rule: "response-without-schema",
    where: "GET /health, 2xx",
    severity: "medium" as const,
    because: "The health check returns an empty object",
    by: "Jo Marsh",
    on: "2025-12-02",
    file: "sallyport.yaml",
    line: 31,
    findings: ["f6"],
    places: ["f6-1"],
    missing: [],
  };
  const nothing = { findings: [], places: [], severity: null, by: null, on: null };
  return [
    entry,
    { ...entry, ...nothing, state: "stale", line: 40 },
    { ...entry, ...nothing, state: "not-allowed", line: 49, missing: ["GET /health 2xx, which is high"] },
  ];
}

function riderWaivers(): Review["waivers"] {
  const waiver = (
    state: Review["waivers"][number]["state"],
    rule: string,
    line: number,
    reason: string,
  ): Review["waivers"][number] => ({
    kind: state === "requested" ? "request" : "waiver",
    state,
    rule,
    operations: ["GET /v1/users"],
    fields: ["Profile.gender"],
    severity: null,
    reason,
    owner: "Trust and Safety",
    approver: "Head of Security",
    until: "2026-03-31",
    file: "sallyport.yaml",
    line,
    findings: [],
    places: [],
    missing: [],
  });
  return [
    {
      ...waiver("in-force", "client-side-privacy", 12, "The app is the only client until the server hides profiles"),
      findings: ["c3"],
      places: ["c3-1"],
    },
    {
      ...waiver("expired", "shared-key", 20, "Keys for each coach come with the next release"),
      owner: null,
      until: "2025-12-31",
      findings: ["d4"],
      places: ["d4-1"],
    },
    {
      ...waiver("stale", "bola-other-users-data", 28, "Riders see each other"),
      approver: null,
      missing: [
        { fingerprint: "b2-2", operation: "GET /v1/users/{userId}", what: "GET /v1/users/{userId} 2xx gender" },
      ],
    },
    { ...waiver("requested", "bulk-exposure", 201, "Coaches see their own riders"), file: FILE, approver: null },
  ];
}

/** What a change did, for a review of one. */
export function riderGate(): NonNullable<Review["gate"]> {
  return {
    decision: "fail",
    base: "main",
    head: "work",
    because: ["A field of strangers is new"],
    changes: [
      {
        kind: "field",
        direction: "worse",
        operation: "GET /v1/users",
        field: "email",
        text: "email is new",
        blocks: true,
        fingerprints: ["b2-1"],
        base: null,
        head: { file: FILE, line: 250 },
      },
    ],
    policyChanges: [{ file: "sallyport.yaml", key: "admission", effect: "wider" }],
    overdue: [
      { id: "SP-4", severity: "high", owner: "Rider Apps", due: "2026-01-15", touched: true, text: "SP-4 is overdue" },
    ],
  };
}

/** A finding of which only the names are given. */
export function findingOf(
  fingerprint: string,
  rule: string,
  severity: Finding["severity"],
  title: string,
  line: number,
): Finding {
  return {
    fingerprint,
    rule,
    severity,
    confidence: "likely",
    title,
    message: title,
    file: FILE,
    pointer: `#/line-${line}`,
    line,
    column: 5,
    endLine: line,
    endColumn: 8,
    operations: [],
    fields: [],
    owasp: [],
    cwe: [],
    rationale: "Being logged in says who is asking, and not that the data is theirs.\n\nOne script collects everybody.",
    remediation: "Check on the server, for each object, that the caller may have it.",
    evidence: [],
    status: "open",
    owner: null,
    firstSeen: null,
    due: null,
    ticket: null,
    assumes: [],
    places: [],
  };
}

function placeOf(
  fingerprint: string,
  line: number,
  operation: string | null,
  witness: string | null,
  text?: string,
): FindingPlace {
  const start = text === undefined ? 1 : text.length - text.trimStart().length + 1;
  return {
    fingerprint,
    file: FILE,
    pointer: `#/line-${line}`,
    line,
    operation,
    witness,
    state: null,
    excerpt: text === undefined ? [] : [{ line, text, mark: [start, text.length + 1] }],
  };
}

function riderAssumption(): Review["assumptions"][number] {
  return {
    id: "admission",
    question:
      'Who can get the credential of "coach.key"? If anyone can do so, 1 operation hands other people\'s name, gender and location to strangers.',
    operations: ["GET /v1/coaching/riders"],
    ifTrue: [
      {
        ...findingOf("f6", "excessive-data-exposure", "high", "All users' data can be read in bulk", 250),
        message: "Anyone who obtains the credential can read everyone's name, gender and location",
        operations: ["GET /v1/coaching/riders"],
        places: [placeOf("f6-1", 250, "GET /v1/coaching/riders", "2xx riders[].firstName")],
      },
    ],
    settle: ["admission.coach.key", "admission.*"],
    answers: [
      riderAnswer("Anyone who signs up", "self-registered", "reject", { high: 3, medium: 1, low: 1 }, { f6: "high" }),
      riderAnswer("Only partners or people approved by the organization", "partner", "reject", {
        high: 2,
        medium: 1,
        low: 1,
      }),
      riderAnswer("Only the organization's own callers", "own", "reject", { high: 2, low: 1 }),
    ],
  };
}

type RiderAnswer = NonNullable<Review["assumptions"][number]["answers"]>[number];

function riderAnswer(
  answer: string,
  value: string,
  decision: RiderAnswer["decision"],
  open: RiderAnswer["open"],
  adds: RiderAnswer["adds"] = {},
): RiderAnswer {
  const lines = ["admission:", `  "coach.key": ${value}`, `  "*": ${value}`];
  return { answer, value, lines, decision, open, adds, closes: [] };
}
