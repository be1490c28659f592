import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import type { Finding, Review, ReviewEnvelope } from "../../src/core/review.ts";
import { csvReport } from "../../src/report/formats/csv.ts";
import { csvFindingsReport } from "../../src/report/formats/csv/findings.ts";
import { csvTestsReport } from "../../src/report/formats/csv/tests.ts";
import { githubReport } from "../../src/report/formats/github.ts";
import { gitlabReport } from "../../src/report/formats/gitlab.ts";
import { junitReport } from "../../src/report/formats/junit.ts";
import { FORMAT_NAMES, REPORT_FORMATS, type ReportFormat } from "../../src/report/formats/registry.ts";
import { sarifReport } from "../../src/report/formats/sarif.ts";
import { run as sallyport } from "../cli/run.ts";
import { findingOf, riderEnvelope, riderGate, riderReview } from "./fixture.ts";
import { shareOf } from "../thorough.ts";
import { ATTACKS, hostileEnvelope, UNSAFE } from "./hostile.ts";
import { csvRows, sarifErrors } from "./validators.ts";
import { FORMAT_READERS, PLAIN_TEXT, type FormatReading } from "./format-checks.ts";

const refused: ReviewEnvelope["refused"] = [
  { file: "apis/broken.yaml", line: 3, message: "is not valid YAML", hint: "Correct the text there." },
];
const rider: ReviewEnvelope = { ...riderEnvelope(), refused };
const nothing: ReviewEnvelope = { ...riderEnvelope(), reviews: [] };

test("every format has its reader", () => {
  expect(
    FORMAT_NAMES.filter((name) => !(name in FORMAT_READERS)),
    "each format has its reader in test/report/format-checks.ts",
  ).toEqual([]);
});

describe.each<readonly [string, ReviewEnvelope]>([
  ["a review and a refusal", rider],
  ["no review at all", nothing],
  ["two reviews of one description", { ...rider, reviews: [riderReview(), riderReview()] }],
])("%s is valid", (_name, envelope) => {
  test.each(FORMAT_NAMES)("as %s", async (name) => {
    const { render }: ReportFormat = REPORT_FORMATS[name];
    const { errors } = await FORMAT_READERS[name](await render(envelope, PLAIN_TEXT));
    expect(errors).toEqual([]);
  });
});

describe("SARIF", () => {
  const [run] = (JSON.parse(sarifReport(rider)) as SarifLog).runs;

  test("has a rule with help, tags and a severity for each result", () => {
    for (const result of run!.results) expect(run!.tool.driver.rules[result.ruleIndex]!.id).toBe(result.ruleId);
    expect(run!.tool.driver.rules.find(({ id }) => id === "bola-other-users-data")).toMatchObject({
      shortDescription: { text: "Other people's data can be read by asking for it" },
      help: { markdown: expect.stringContaining("**What to do**") },
      properties: {
        tags: [
          "security",
          "owasp-api/API1:2023",
          "owasp-api/API3:2023",
          "external/cwe/cwe-639",
          "external/cwe/cwe-359",
        ],
        precision: "very-high",
        "security-severity": "8.0",
      },
    });
  });

  test("says where, in which operations, and what else is concerned", () => {
    const result = run!.results.find(({ ruleId }) => ruleId === "bola-other-users-data")!;
    expect(result.locations[0]).toMatchObject({
      physicalLocation: {
        artifactLocation: { uri: "apis/rider/openapi.yaml", uriBaseId: "%SRCROOT%" },
        region: { startLine: 250, startColumn: 5, snippet: { text: "        firstName: { type: string }" } },
      },
      logicalLocations: [{ fullyQualifiedName: "GET /v1/users/{userId}" }],
    });
    expect(result.relatedLocations.map(({ message }) => message.text)).toEqual([
      "GET /v1/users/{userId} 2xx gender",
      "GET /v1/users/{userId} 2xx location",
    ]);
    expect(result.partialFingerprints).toEqual({ "sallyport/v1": "b2", primaryLocationLineHash: "b2" });
  });

  test("says the fix in the message, and links each related location that it names", () => {
    for (const { message, relatedLocations } of run!.results) {
      expect(message.text).toContain(" Fix: ");
      const ids = [...message.text.matchAll(/(?<!\\)\]\((\d+)\)/g)].map(([, id]) => Number(id));
      expect(relatedLocations.map(({ id }) => id)).toEqual(expect.arrayContaining(ids));
      expect(ids.length > 0).toBe(relatedLocations.length > 0);
    }
    expect(run!.results.find(({ ruleId }) => ruleId === "bola-other-users-data")!.message.text).toMatch(
      / See also: \[GET \/v1\/users\/\{userId\}\]\(1\) \(2 places\)\.$/,
    );
  });

  test("gives each result the severity of its own, also where its rule has a worse one", () => {
    const results = resultsOf({
      findings: [
        findingOf("x", "basic-auth", "high", "T", 3),
        { ...findingOf("y", "basic-auth", "low", "T", 4), confidence: "possible" },
      ],
      assumptions: [],
      dismissed: [],
    });
    expect(results.map(({ level, rank, properties }) => [level, rank, properties["security-severity"]])).toEqual([
      ["error", 78, "8.0"],
      ["note", 20, "2.5"],
    ]);
  });

  test("has a run for each description, whose alerts stay apart, and one for what was refused", () => {
    const other = { ...riderReview(), document: { ...riderReview().document, file: "apis/other.yaml" } };
    const { runs } = JSON.parse(sarifReport({ ...rider, reviews: [riderReview(), other, riderReview()] })) as SarifLog;
    expect(runs.map(({ automationDetails, results }) => [automationDetails.id, results.length])).toEqual([
      ["sallyport/apis/rider/openapi.yaml/", 2 * run!.results.length],
      ["sallyport/apis/other.yaml/", run!.results.length],
      ["sallyport/", 0],
    ]);
  });

  test("suppresses what is accepted or dismissed, with the reason, who answers for it, and until when", () => {
    expect(run!.results.filter(({ suppressions }) => suppressions !== undefined)).toMatchObject([
      {
        ruleId: "client-side-privacy",
        suppressions: [
          {
            status: "accepted",
            justification:
              "The app is the only client until the server hides profiles. Owner: Trust and Safety, approved by Head of Security, until 2026-03-31. Ticket TRUST-77.",
          },
        ],
      },
      {
        ruleId: "response-without-schema",
        suppressions: [
          {
            status: "accepted",
            justification:
              "False positive: The health check returns an empty object. Dismissed by Jo Marsh on 2025-12-02.",
          },
        ],
      },
    ]);
  });

  test("says of what no waiver is told what the finding says", () => {
    expect(resultsOf({ waivers: [], dismissed: [] }).flatMap(({ suppressions }) => suppressions ?? [])).toMatchObject([
      { justification: "Accepted by Trust and Safety until 2026-03-31. Ticket TRUST-77." },
    ]);
  });

  test("is not clean where the verdict hangs on an assumption, and leaves out what is fixed", () => {
    const [only] = resultsOf({
      findings: [{ ...findingOf("m1", "basic-auth", "high", "Gone", 3), status: "fixed" }],
      dismissed: [],
      verdict: { decision: "insufficient-evidence", reasons: [] },
    });
    expect(only).toMatchObject({
      ruleId: "unsettled-assumption",
      level: "error",
      properties: { "security-severity": "8.0" },
    });
  });

  test.each([
    ["reject", ["high"], "warning", "5.5"],
    ["insufficient-evidence", ["medium"], "warning", "5.5"],
    ["approve-with-conditions", [], "note", "2.5"],
  ] as const)("shows an assumption of a %s with %j at stake as %s", (decision, severities, level, score) => {
    const [assumption] = riderReview().assumptions;
    const results = resultsOf({
      findings: [],
      dismissed: [],
      verdict: { decision, reasons: [] },
      assumptions: [
        { ...assumption!, ifTrue: severities.map((severity) => findingOf("x", "basic-auth", severity, "T", 3)) },
      ],
    });
    expect(results).toMatchObject([{ level, properties: { "security-severity": score } }]);
  });

  test("says that it failed where a description was refused", () => {
    expect((JSON.parse(sarifReport(rider)) as SarifLog).runs.at(-1)!.invocations[0]).toMatchObject({
      executionSuccessful: false,
      toolExecutionNotifications: [{ message: { text: "is not valid YAML. Correct the text there." } }],
    });
  });

  test.each([
    ["a file whose name is no URI", "apis/a b#c?.yaml", "apis/a%20b%23c%3F.yaml"],
    ["a lone surrogate", "a\ud800.yaml", "a%EF%BF%BD.yaml"],
  ])("names %s", (_name, file, uri) => {
    const [first] = resultsOf({
      findings: [{ ...findingOf("x", "basic-auth", "high", "T", 3), file }],
      assumptions: [],
    });
    expect(first!.locations[0]!.physicalLocation.artifactLocation.uri).toBe(uri);
  });

  test("takes no text for a link", () => {
    const finding = {
      ...findingOf("x", "basic-auth", "high", "T", 3),
      message: "See [here](https://evil.test) items[]",
    };
    expect(resultsOf({ findings: [finding], assumptions: [] })[0]!.message.text).toMatch(
      /^See \\\[here\\\]\(https:\/\/evil\.test\) items\\\[\\\]\. Fix: /,
    );
  });
});

test("JUnit fails for the verdict and what is grave, and skips what is owed or accepted", () => {
  const text = junitReport(rider);
  expect(text.match(/<testcase name="[^"]*"|<(?:failure|skipped|error) [^>]*message="[^":.]*/g)).toMatchInlineSnapshot(`
    [
      "<testcase name="It may be exposed"",
      "<failure type="reject" message="Verdict",
      "<testcase name="A private API is one open sign-up away (a1)"",
      "<failure type="private-but-self-registered" message="high",
      "<testcase name="Other people's data can be read by asking for it (b2)"",
      "<failure type="bola-other-users-data" message="high",
      "<testcase name="A privacy setting is left to the app (c3)"",
      "<skipped message="accepted",
      "<testcase name="Callers of sensitive data cannot be told apart (d4)"",
      "<skipped message="medium",
      "<testcase name="A response does not say what comes back (e5)"",
      "<skipped message="low",
      "<testcase name="A response does not say what comes back (f6)"",
      "<skipped message="dismissed",
      "<testcase name="It can be reviewed"",
      "<error type="refused" message="is not valid YAML",
    ]
  `);
});

test("JUnit says why something is accepted", () => {
  expect(junitReport(rider)).toContain("accepted: A privacy setting is left to the app. The app is the only client");
});

test("GitHub gets the verdict, then each open finding", () => {
  expect(githubReport(rider)).toMatchInlineSnapshot(`
    "::error file=apis/rider/openapi.yaml,title=Verdict%3A reject::Do not release it.%0A2 findings forbid the release.%0AA private API is one open sign-up away: 5 operations are declared private, and anyone can sign up with POST /v1/accounts.%0AOther people's data can be read by asking for it: Anyone who signs up can read other people's name, gender and location with GET /v1/users/{userId}.
    ::error file=apis/rider/openapi.yaml,line=90,endLine=90,col=5,endColumn=8,title=high%3A A private API is one open sign-up away (private-but-self-registered)::5 operations are declared private, and anyone can sign up with POST /v1/accounts.%0ACheck on the server, for each object, that the caller may have it.
    ::error file=apis/rider/openapi.yaml,line=250,endLine=250,col=5,endColumn=8,title=high%3A Other people's data can be read by asking for it (bola-other-users-data)::Anyone who signs up can read other people's name, gender and location with GET /v1/users/{userId}.%0ACheck on the server, for each object, that the caller may have it.
    ::warning file=apis/rider/openapi.yaml,line=300,endLine=300,col=5,endColumn=8,title=medium%3A Callers of sensitive data cannot be told apart (shared-key)::"coach.key" is a key that many share.%0ACheck on the server, for each object, that the caller may have it.
    ::notice file=apis/rider/openapi.yaml,line=205,endLine=205,col=5,endColumn=8,title=low%3A A response does not say what comes back (response-without-schema)::GET /health returns an object of unknown fields.%0ACheck on the server, for each object, that the caller may have it.
    ::error file=apis/broken.yaml,line=3,title=Not reviewed::is not valid YAML.%0ACorrect the text there.
    "
  `);
});

test("GitLab gets open findings alone", () => {
  expect(JSON.parse(gitlabReport(rider))).toHaveLength(4);
  expect(JSON.parse(gitlabReport(rider))[0]).toMatchInlineSnapshot(`
    {
      "check_name": "private-but-self-registered",
      "description": "A private API is one open sign-up away. 5 operations are declared private, and anyone can sign up with POST /v1/accounts.",
      "fingerprint": "81119080775df0a24c3c87cedd049fc2b80a5b9da34ac67127a61277ae00ee6f",
      "location": {
        "lines": {
          "begin": 90,
        },
        "path": "apis/rider/openapi.yaml",
      },
      "severity": "critical",
    }
  `);
});

test("CSV has a row for each way of a field", () => {
  const [head, ...rows] = csvRows(csvReport(rider));
  expect(rows).toHaveLength(riderReview().fields.reduce((sum, { flows }) => sum + flows.length, 0));
  const row = rows.find((cells) => cells.includes("2xx firstName"))!;
  expect(Object.fromEntries(head!.map((name, index) => [name, row[index]]))).toMatchInlineSnapshot(`
    {
      "admission": "self-registered",
      "api": "Rider API",
      "audience": "private",
      "basis": "inferred",
      "category": "user.name",
      "confidence": "certain",
      "declared_as": "",
      "direction": "read",
      "exposure": "public",
      "exposure_assumed": "no",
      "field": "firstName",
      "file": "apis/rider/openapi.yaml",
      "line": "250",
      "of_principal": "yes",
      "operation": "GET /v1/users/{userId}",
      "schema": "Profile",
      "sensitivity": "confidential",
      "subject": "addressed",
      "version": "4.12.0",
      "via": "body",
      "witness": "2xx firstName",
    }
  `);
});

test("CSV of findings has a row for each finding and question, with columns to fill in", () => {
  const [head, ...rows] = csvRows(csvFindingsReport(rider));
  const { findings, dismissed = [], assumptions } = riderReview();
  const records = rows.map((row) => Object.fromEntries(head!.map((name, index) => [name, row[index]])));
  expect(records.map(({ kind, id, verdict, status }) => [kind, id, verdict, status])).toEqual([
    ...findings.map(({ fingerprint, status }) => [
      "finding",
      fingerprint,
      ["a1", "b2"].includes(fingerprint) ? "blocks now" : "does not affect the verdict",
      status,
    ]),
    ...dismissed.map(({ fingerprint }) => ["finding", fingerprint, "does not affect the verdict", "dismissed"]),
    ...assumptions.map(({ id }) => ["question", id, expect.any(String), "open"]),
  ]);
  expect(records[1]).toMatchObject({ operations: "GET /v1/users/{userId}", cwe: "CWE-639; CWE-359" });
  for (const record of records) expect(record).toMatchObject({ outcome: "", evidence: "", checked_by: "" });
});

test("CSV of findings has what else the verdict rests on: who works through it has done all", () => {
  const review = riderReview();
  const condition = (text: string) => ({ kind: "condition" as const, text, findings: [], assumptions: [] });
  const reasons = [
    ...review.verdict.reasons,
    condition("Test that A cannot read B's"),
    condition("Say what comes back"),
  ];
  const csv = csvFindingsReport({ ...rider, reviews: [{ ...review, verdict: { ...review.verdict, reasons } }] });
  const [head, ...rows] = csvRows(csv);
  const records = rows.map((row) => Object.fromEntries(head!.map((name, index) => [name, row[index]])));
  expect(records.slice(-2).map(({ kind, verdict, message }) => [kind, verdict, message])).toEqual([
    ["test", "condition", "Test that A cannot read B's"],
    ["gap", "condition", "Say what comes back"],
  ]);
});

test("CSV of tests has a row for each call to try, and what the register has of it", () => {
  const review = riderReview();
  const [first, passed] = review.tests;
  const step = { kind: "list", as: "user A", ask: "list all", expect: "none of B's" } as const;
  const tests = [{ ...first!, further: [step] }, passed!];
  const boundaries = [
    {
      id: "user-id-read",
      text: "Test it",
      operations: [passed!.operation],
      stakes: [],
      status: "passed" as const,
      tested: [
        { outcome: "passed" as const, by: "Ann", on: "2026-01-15", until: null, evidence: "run 17" },
        { outcome: "failed" as const, by: "Bo", on: "2026-01-02", until: null, evidence: "run 3" },
      ],
    },
  ];
  const [head, ...rows] = csvRows(csvTestsReport({ ...rider, reviews: [{ ...review, tests, boundaries }] }));
  const records = rows.map((row) => Object.fromEntries(head!.map((name, index) => [name, row[index]])));
  expect(records).toMatchObject([
    { rank: "1", ask: "read the profile of B, whose profile is private", outcome: "", evidence: "" },
    { rank: "1", kind: "list", ask: "list all", outcome: "", evidence: "" },
    { rank: "2", outcome: "passed", evidence: "run 17", tested_by: "Ann", tested_on: "2026-01-15" },
  ]);
});

test.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =1", "|cmd", "%0A=1"])("CSV: %j is no formula", (name) => {
  const review = riderReview();
  const fields = review.fields.map((field) => ({ ...field, name }));
  const rows = csvRows(csvReport({ ...rider, reviews: [{ ...review, fields }] })).slice(1);
  expect(rows.filter((row) => row[5]!.startsWith("'")).length).toBe(rows.length);
  const hostile: ReviewEnvelope = {
    ...rider,
    reviews: [
      {
        ...review,
        findings: review.findings.map((finding) => ({ ...finding, title: name })),
        tests: review.tests.map((one) => ({ ...one, ask: name })),
      },
    ],
  };
  const cells = [...csvRows(csvFindingsReport(hostile)), ...csvRows(csvTestsReport(hostile))].flat();
  expect(cells.filter((cell) => cell.startsWith("'"))).toHaveLength(review.findings.length + review.tests.length);
});

describe.each(FORMAT_NAMES)("text of a description stays text in %s", (name) => {
  const { render, renderGate }: ReportFormat = REPORT_FORMATS[name];
  const read = FORMAT_READERS[name];
  const reports: readonly (readonly [string, ReportFormat["render"], Review["gate"]])[] = [
    ["", render, null],
    [", of a change", renderGate ?? render, riderGate()],
  ];
  // Without any text a field's key is that of every other.
  const attacks = [
    ATTACKS.join(" "),
    ...shareOf(ATTACKS, 3),
    "::error::x",
    "]]>",
    "\ufffe",
    "\ud800",
    '"',
    "%0A::error::x",
  ].filter((attack) => name !== "html" || attack !== "");

  const readings = async (attack: string): Promise<readonly (readonly [report: string, reading: FormatReading])[]> =>
    Promise.all(
      reports.map(async ([, write, gate]) => {
        const report = await write(hostileEnvelope(attack, gate), PLAIN_TEXT);
        return [report, await read(report)] as const;
      }),
    );
  // All at once, for the readers that are quicker with many.
  let all: ReadonlyMap<string, ReturnType<typeof readings>> = new Map();
  beforeAll(() => {
    all = new Map(["plain", ...attacks].map((attack) => [attack, readings(attack)]));
  });

  test.each(attacks.map((attack) => [JSON.stringify(attack), attack] as const))("%s", async (_name, attack) => {
    const honest = await all.get("plain")!;
    const attacked = await all.get(attack)!;
    for (const [index, [of]] of reports.entries()) {
      const [report, { errors, shape }] = attacked[index]!;
      expect([of, errors]).toEqual([of, []]);
      expect([of, shape]).toEqual([of, honest[index]![1].shape]);
      expect(UNSAFE.exec(report.replaceAll(/\r?\n/g, "").replaceAll("\\n", ""))?.[0]).toBe(undefined);
    }
  });
});

test("docs/ci.md has a row for each format, and help a line", async () => {
  const page = readFileSync(`${import.meta.dirname}/../../docs/ci.md`, "utf8");
  const rows = [...page.matchAll(/^\| `([\w-]+)` +\| (.*?) +\|$/gm)].map(([, name, words]) => [name, words]);
  expect(rows).toEqual(Object.entries(REPORT_FORMATS).map(([name, { documentation }]) => [name, documentation]));
  const { stdout } = await sallyport(["review", "--help"]);
  for (const [name, { help }] of Object.entries(REPORT_FORMATS))
    expect(stdout).toContain(`${name.padEnd(Math.max(...FORMAT_NAMES.map(({ length }) => length)))}  ${help}`);
  const readme = readFileSync(`${import.meta.dirname}/../../README.md`, "utf8").replaceAll(/\s+/g, " ");
  expect(readme).toContain(
    `The formats are ${FORMAT_NAMES.map((name) => `\`${name}\``).join(", ")}`.replace(/, (?=[^,]*$)/, " and "),
  );
});

test("SARIF gives the change of the text that closes a finding, where there is one", () => {
  const [finding] = riderReview().findings;
  const fix = {
    name: "Limit the size of a page",
    certainty: "suggested" as const,
    requires: "The service refuses more than 100.",
    changes: [],
    closes: [],
    shown: { file: "a b.yaml", pointer: "#/x", line: 3, excerpt: [] },
    text: [
      { file: "a b.yaml", line: 3, column: 5, endLine: 3, endColumn: 5, text: "maximum: 100\n    " },
      { file: "a b.yaml", line: 9, column: 1, endLine: 10, endColumn: 1, text: "" },
    ],
  };
  const fixesOf = (one: Finding): unknown => resultsOf({ findings: [one] })[0]!.fixes;
  expect(fixesOf({ ...finding!, fixes: [fix] })).toEqual([
    {
      description: { text: "Limit the size of a page. Correct only if: The service refuses more than 100." },
      artifactChanges: [
        {
          artifactLocation: { uri: "a%20b.yaml", uriBaseId: "%SRCROOT%" },
          replacements: [
            {
              deletedRegion: { startLine: 3, startColumn: 5, endLine: 3, endColumn: 5 },
              insertedContent: { text: "maximum: 100\n    " },
            },
            { deletedRegion: { startLine: 9, startColumn: 1, endLine: 10, endColumn: 1 } },
          ],
        },
      ],
    },
  ]);
  const { text: _, ...untold } = fix;
  expect(fixesOf({ ...finding!, fixes: [untold] })).toBeUndefined();
});

function resultsOf(part: Partial<Review>): readonly SarifResult[] {
  const text = sarifReport({ ...riderEnvelope(), reviews: [{ ...riderReview(), ...part }] });
  expect(sarifErrors(text)).toEqual([]);
  return (JSON.parse(text) as SarifLog).runs[0]!.results;
}

interface SarifLog {
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
    readonly automationDetails: { readonly id: string };
    readonly invocations: readonly object[];
    readonly results: readonly SarifResult[];
  }[];
}

interface SarifResult {
  readonly fixes?: unknown;
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly message: { readonly text: string };
  readonly locations: readonly { readonly physicalLocation: { readonly artifactLocation: { readonly uri: string } } }[];
  readonly level: string;
  readonly rank: number;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly relatedLocations: readonly { readonly id: number; readonly message: { readonly text: string } }[];
  readonly partialFingerprints: object;
  readonly suppressions?: readonly object[];
}
