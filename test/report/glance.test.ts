import { expect, test } from "vitest";
import type { Review } from "../../src/core/review.ts";
import { callerViews } from "../../src/report/words/callers.ts";
import { atAGlance } from "../../src/report/words/glance.ts";
import { opening } from "../../src/core/sentence.ts";
import { findingOf, operationOf, riderReview } from "./fixture.ts";

const remedied = (fingerprint: string, severity: Review["findings"][number]["severity"], remediation: string) => ({
  ...findingOf(fingerprint, "a-rule", severity, "Title", 1),
  remediation,
});

test.each<readonly [string, Partial<Review>, readonly string[]]>([
  ["what the verdict rests on, and no question that changes nothing of it", {}, ["b2"]],
  [
    "the question where it decides",
    {
      verdict: {
        decision: "insufficient-evidence",
        reasons: [{ text: "Can anyone?", findings: ["x1"], assumptions: ["admission"] }],
      },
      findings: [remedied("x1", "high", "Close the door for everybody who was not asked in, and say so.")],
    },
    ["Answer: Who can get", "x1"],
  ],
  [
    "a reason that is no finding",
    {
      verdict: {
        decision: "approve-with-conditions",
        reasons: [{ text: "3 operations must be tested", findings: [], assumptions: [] }],
      },
      findings: [],
      assumptions: [],
    },
    ["3 operations must be tested."],
  ],
  [
    "nothing where only mild findings are open",
    {
      verdict: { decision: "approve", reasons: [{ text: "Nothing was found.", findings: [], assumptions: [] }] },
      findings: [remedied("x1", "low", "Consider a limit.")],
      assumptions: [],
    },
    ["Nothing: no finding of medium severity or above is open."],
  ],
])("what must be done first: %s", (_name, part, steps) => {
  const review = { ...riderReview(), ...part };
  const line = atAGlance(review, callerViews(review)).find(({ question }) => question === "What must be done first?")!;
  expect(line.answers).toHaveLength(steps.length);
  for (const [index, { text, findings }] of line.answers.entries())
    expect([...findings, text].some((one) => one.startsWith(steps[index]!))).toBe(true);
});

test("a remedy that several findings share is one step, with links to all", () => {
  const findings = ["x1", "x2", "x3"].map((id) => remedied(id, "high", "Return less than what is stored, to each."));
  const review: Review = {
    ...riderReview(),
    findings,
    assumptions: [],
    verdict: { decision: "reject", reasons: [{ text: "One", findings: ["x2"], assumptions: [] }] },
  };
  const line = atAGlance(review, callerViews(review)).find(({ question }) => question === "What must be done first?")!;
  expect(line.answers).toEqual([
    { kind: "remedy", text: "Return less than what is stored, to each.", findings: ["x1", "x2", "x3"] },
  ]);
});

const answersTo = (review: Review, question: string): readonly string[] =>
  atAGlance(review, callerViews(review))
    .filter((line) => line.question === question)
    .flatMap(({ answers }) => answers.map(({ text }) => text));

test("what is exposed names the API, what it is about, what changes, and what is open as is usual", () => {
  const operations = [
    operationOf("POST /v1/sessions", 1, { admission: "anonymous", intent: "log-in" }),
    operationOf("GET /v1/riders", 2),
    operationOf("GET /v1/riders/{id}", 3),
    { ...operationOf("POST /v1/bikes/search", 4), changes: false },
    operationOf("POST /v1/bikes", 5, { admission: "anonymous" }),
  ];
  expect(answersTo({ ...riderReview(), operations }, "What is exposed?")).toEqual([
    "Rider API 4.12.0: 5 operations on riders and bikes, 2 of which can change data.",
    "1 needs no credential, as is usual: log-in. POST /v1/bikes also needs no credential.",
  ]);
  expect(answersTo({ ...riderReview(), operations: [] }, "What is exposed?")).toEqual([
    "Rider API 4.12.0, which has no operations.",
  ]);
});

test("what is not known asks the team, and does not only say that there is a question", () => {
  const question = (text: string): Review["questions"][number] => ({ id: text, text, operations: [], settle: null });
  const review = {
    ...riderReview(),
    questions: ["Who is it for? Nothing declares it.", "It shows names. Do they know?", "Why?", "How?"].map(question),
  };
  expect(answersTo(review, "What is not known?")).toEqual(
    expect.arrayContaining([
      "Also open: Who is it for?",
      "It shows names. Do they know?",
      "2 further questions to the team, in section 5.",
    ]),
  );
});

test("a remedy of two choices is given with both", () => {
  expect(opening("Take the credential in the header. Or set the cookie so that it stays. And check it.", 10)).toBe(
    "Take the credential in the header. Or set the cookie so that it stays.",
  );
});

test("what a log-in hands out is not what a stranger reads of others, nor of anybody", () => {
  const review = riderReview();
  const [field] = review.fields;
  const token = {
    ...field!,
    flows: [
      {
        operation: "POST /v1/sessions",
        direction: "read" as const,
        via: "body" as const,
        witness: "2xx accessToken",
        subject: "caller" as const,
        principal: false,
      },
    ],
  };
  const operations = [operationOf("POST /v1/sessions", 1, { admission: "anonymous", intent: "log-in" })];
  const [view] = callerViews({ ...review, operations, fields: [token] });
  expect(view!.reads.map(({ whose }) => whose)).toEqual(["issued"]);
});

test("of an approved review it is said why tests are no condition", () => {
  const review: Review = {
    ...riderReview(),
    operations: riderReview().operations.map((operation) => ({ ...operation, admission: "own", callers: ["own"] })),
    verdict: { decision: "approve", reasons: [{ kind: "nothing", text: "Enough.", findings: [], assumptions: [] }] },
  };
  const untested = answersTo(review, "What is not known?").find((text) => text.includes("are not tested"));
  expect(untested).toMatch(
    /^The access checks of 1 operation are not tested\. This test can wait, because only the organization's own callers can call this operation\.$/,
  );
  // What somebody else can call is not said to be called by staff alone.
  const [inside, ...staff] = review.operations;
  const [like] = review.tests;
  const tests = [inside!, ...staff]
    .slice(0, 3)
    .map(({ id }) => ({ ...like!, operation: id, status: "untested" as const }));
  const operations = [{ ...inside!, admission: "partner" as const, exposure: "private" as const }, ...staff];
  expect(answersTo({ ...review, operations, tests }, "What is not known?").join(" ")).toContain(
    "These tests can wait. On the internal network, only partners or people approved by the organization can call 1 operation. Only the organization's own callers can call 2 operations.",
  );
});

test("webhooks are told apart from what can be called", () => {
  const operations = [
    operationOf("GET /v1/riders", 1),
    { ...operationOf("WEBHOOK ride POST", 2), kind: "webhook" as const, admission: "unknown" as const, callers: [] },
    { ...operationOf("GET /v1/bikes", 3), admission: "unknown" as const, callers: [], security: [] },
  ];
  const review = { ...riderReview(), operations };
  expect(answersTo(review, "What is exposed?")[0]).toMatch(/: 2 operations on .*; and 1 webhook that it sends\.$/);
  expect(answersTo(review, "To whom?")).toEqual(
    expect.arrayContaining([
      "Unknown callers (it is not stated whether a credential is required): 1 operation.",
      "Subscribers (it is not stated who can subscribe): 1 operation.",
    ]),
  );
});
