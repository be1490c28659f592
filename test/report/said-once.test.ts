import { readdirSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { isOpen } from "../../src/core/open-findings.ts";
import type { Review } from "../../src/core/review.ts";
import { isAtLeast } from "../../src/core/severity.ts";
import { filesBelow } from "../../src/load/files.ts";
import { htmlReport } from "../../src/report/formats/html.tsx";
import { markdownReport } from "../../src/report/formats/markdown.ts";
import { callerViews } from "../../src/report/words/callers.ts";
import { dataClasses } from "../../src/report/words/data-answer.ts";
import { evidenceSentence } from "../../src/report/words/decision-screen.ts";
import { allActions, firstWords } from "../../src/report/words/first-actions.ts";
import { atAGlance } from "../../src/report/words/glance.ts";
import { joinedFindings } from "../../src/report/words/joined-findings.ts";
import { weightWords } from "../../src/report/words/reason-groups.ts";
import { CORPUS, corpusRows, hasCorpus } from "../corpus.ts";
import { reviewOf } from "../gate/judged.ts";
import { reviewAlone } from "../review-alone.ts";
import { isThorough } from "../thorough.ts";
import { riderEnvelope } from "./fixture.ts";
import { someOf } from "../in-share.ts";

const ROOT = path.join(import.meta.dirname, "../..");
/** The examples, and some of the descriptions that the benchmark is made of: others than those that are asked whose data it is. */
const DESCRIPTIONS = [
  ...["fitness", "fitness-without-sign-up", "patient-monitoring", "telematics"].map(
    (name) => `examples/${name}/openapi.yaml`,
  ),
  ...(readdirSync(path.join(ROOT, "benchmark/apis"), { recursive: true }) as string[]) // named by strings
    .filter((name) => /(?:^|[/\\])(?:openapi|swagger)\.(?:yaml|json)$/.test(name))
    .map((name) => `benchmark/apis/${name.replaceAll("\\", "/")}`)
    .toSorted()
    .filter((_, at) => at % (isThorough ? 5 : 12) === 5 % (isThorough ? 5 : 12)),
];
const STEP = isThorough ? 20 : 70;
/** The largest descriptions say nothing more of this, and take a minute each. */
const MOST_OPERATIONS = 300;

describe("the page says one thing about one operation", () => {
  test.each(someOf(DESCRIPTIONS, 3))("%s", async (file) => {
    agrees(await reviewAlone(file, filesBelow(ROOT)));
  });

  describe.skipIf(!hasCorpus)("real descriptions", () => {
    const rows = corpusRows().filter(
      ({ path: row, operations }) => row.startsWith("real/") && operations <= MOST_OPERATIONS,
    );
    test.each(
      someOf(
        rows.filter((_row, index) => index % STEP === 7).map((row) => row.path),
        3,
      ),
    )("%s", async (file) => {
      agrees(await reviewAlone(file, filesBelow(CORPUS)));
    });
  });
});

/** What holds of every review, however it was made. */
function agrees(review: Review): void {
  const { findings, verdict, operations, coverage, fields, questions, boundaries = [] } = review;
  const plan = allActions(review);
  const needed = new Set(plan.filter(({ isNeeded }) => isNeeded).flatMap((action) => action.findings));
  const joined = joinedFindings(review);
  const conditions = verdict.reasons.filter(({ kind }) => kind === "condition").map(({ text }) => text);

  // Work that a condition asks for does not wait, and is not said to count for nothing.
  for (const [fingerprint, { conditions: of, rest }] of joined) {
    expect(needed).toContain(fingerprint);
    expect(conditions).toEqual(expect.arrayContaining([...of]));
    const finding = findings.find((one) => one.fingerprint === fingerprint)!; // it is joined
    expect(weightWords(review, finding)).not.toBe("does not affect the verdict");
    const waiting = plan.filter(({ isNeeded, findings: ids }) => !isNeeded && ids.includes(fingerprint));
    expect([fingerprint, waiting.length > 0]).toEqual([fingerprint, rest.length > 0]);
    const settled = finding.operations.filter((id) => !rest.includes(id));
    for (const { text } of waiting) for (const id of settled) expect(words(text)).not.toContain(` ${id} `);
  }
  // No operation is named in a test that the release waits for and in the one for which it does not.
  const tested = new Set(
    boundaries.flatMap(({ id, operations: of }) => (conditions.some((text) => text.endsWith(`[${id}]`)) ? of : [])),
  );
  for (const { text } of plan.filter((action) => action.text.startsWith("Run the authorization tests for which")))
    for (const id of tested) expect(words(text)).not.toContain(` ${id} `);

  // Where a finding says that strangers get at what is others', that is not called usual, nor the caller's own.
  const classes = dataClasses(review);
  const usual = /need no credential, as is usual/;
  const [exposed = ""] = atAGlance(review, callerViews(review))
    .filter(({ question }) => question === "What is exposed?")
    .map(({ answers }) => answers.map(({ text }) => text).join(" "));
  const found = operations.filter(
    ({ admission, owners = [] }) => admission === "anonymous" && owners.some(({ because }) => because === "finding"),
  );
  const open = operations.filter(({ admission }) => admission === "anonymous");
  if (open.length > 0 && found.length === open.length) expect(exposed).not.toMatch(usual);
  const grave = findings.filter(
    (finding) =>
      isOpen(finding) &&
      finding.assumes.length === 0 &&
      isAtLeast(finding.severity, "high") &&
      / can read (?:other people's|everyone's) |returns data of individual users/.test(finding.message),
  );
  for (const id of grave.flatMap((finding) => finding.operations)) {
    const owners = [...classes].filter(([, ids]) => ids.includes(id)).map(([owner]) => owner);
    expect([id, owners]).toEqual([id, ["others"]]);
  }
  // One record is one person's.
  const known = new Set(
    fields.flatMap(({ owner, confidence, flows }) =>
      confidence === "possible"
        ? []
        : flows.flatMap((flow) => (flow.owner === "others" && owner !== null ? [`${flow.operation} ${owner}`] : [])),
    ),
  );
  for (const { owner, flows } of fields)
    for (const flow of flows) if (flow.owner === "unknown") expect(known).not.toContain(`${flow.operation} ${owner}`);

  // What is described in full leaves no missing fact.
  const missing = verdict.reasons.flatMap((reason) => reason.operations ?? []);
  if (missing.length > 0 && coverage.responses > 0) expect(coverage.typedResponses).toBeLessThan(coverage.responses);
  if (coverage.responses > 0 && coverage.typedResponses === coverage.responses)
    expect(evidenceSentence(review)).not.toMatch(/nothing says what is in the file that \S+ \S+ returns/);

  // Nobody is asked about a field that is known elsewhere, since the answer would hold for both.
  const sure = fields
    .filter(
      ({ confidence, sensitivity }) =>
        confidence !== "possible" && (sensitivity === "confidential" || sensitivity === "restricted"),
    )
    .map(({ name }) => name.toLowerCase());
  for (const { id, text } of questions)
    if (id === "possible-fields")
      for (const name of /secret: (.*?)\?/.exec(text)?.[1]?.split(/, | and /) ?? [])
        expect(sure).not.toContain(name.toLowerCase());

  // Whose data it is and who can change it ends with a whole sentence: a "Not …" that is cut off says nothing.
  const page = htmlReport({ ...riderEnvelope(), reviews: [review] });
  const screen = /<div class="minute">.*?<dl class="standing">.*?<\/dl>/s.exec(page)?.[0] ?? "";
  const whose = screen.replaceAll(/<[^>]*>/g, "");
  for (const question of [
    "Who can read other people's data?",
    "What is not known yet?",
    "Who can change other people's data?",
  ])
    expect(whose).toContain(question);
  expect(whose.match(/(?:Not|known|for \d+|[,:;(]) ?…/g) ?? []).toEqual([]);

  // Who owns it is told in the same words everywhere.
  const report = markdownReport({ ...riderEnvelope(), reviews: [review] });
  if (review.document.owner === null) {
    expect(report).not.toMatch(/owner: not set|\| nobody \|/);
    if (plan.some(({ isNeeded }) => isNeeded))
      expect(firstWords(review)).toMatch(/ Owner: the release manager \(none is named\)\./);
  }
}

/** A text between spaces, without its punctuation: that of a path stays (`/v1/loans:export`). */
function words(text: string): string {
  return ` ${text.replaceAll(/[,.:;)]+(?=\s|$)|\(/g, " ")} `;
}

const MEMBERS = `
openapi: 3.1.0
info: { title: Club, version: "1", contact: { name: Club team }, description: Anyone can sign up in the app. }
servers: [{ url: https://api.club.example.org }]
security: [{ bearer: [] }]
paths:
  /notes/{noteId}:
    get:
      description: Only one's own notes; others get 404.
      parameters: [{ name: noteId, in: path, required: true, schema: { type: integer } }]
      responses: { '200': { description: ok, content: { application/json: { schema: { $ref: '#/components/schemas/Note' } } } }, '404': { description: Not one's own. } }
    put:
      parameters: [{ name: noteId, in: path, required: true, schema: { type: integer } }]
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Note' } } } }
      responses: { '204': { description: ok } }
  /messages/{messageId}:
    get:
      parameters: [{ name: messageId, in: path, required: true, schema: { type: integer } }]
      responses: { '200': { description: The message. } }
components:
  securitySchemes: { bearer: { type: http, scheme: bearer } }
  schemas:
    Note: { type: object, properties: { id: { type: integer }, text: { type: string, description: Private text of the member. }, healthNotes: { type: string } } }
`;

test("a missing fact and the finding about it are one action, for which the release waits", async () => {
  const review = await reviewOf(new Map([["openapi.yaml", MEMBERS]]), "openapi.yaml");
  const finding = review.findings.find(({ rule }) => rule === "response-without-schema");
  expect(finding).toBeDefined();
  const actions = allActions(review).filter(({ findings }) => findings.includes(finding!.fingerprint));
  expect(actions.map(({ isNeeded }) => isNeeded)).toEqual([true]);
  expect(weightWords(review, finding!)).toBe("part of a condition");
  agrees(review);
});
