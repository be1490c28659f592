import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import type { Review } from "../../src/core/review.ts";
import { firstClause } from "../../src/core/sentence.ts";
import { filesBelow } from "../../src/load/files.ts";
import { htmlReport } from "../../src/report/formats/html.tsx";
import { markdownReport } from "../../src/report/formats/markdown.ts";
import { textReport } from "../../src/report/formats/text.ts";
import { actorsBriefly, readersBriefly, unknownsBriefly } from "../../src/report/words/first-answers.ts";
import { firstStepWords, LEADS, verdictLine, whyWords } from "../../src/report/words/first-screen.ts";
import { allActions } from "../../src/report/words/first-actions.ts";
import { RULES } from "../../src/rules/index.ts";
import { reviewAlone } from "../review-alone.ts";
import { isThorough } from "../thorough.ts";
import { findingOf, riderEnvelope, riderReview } from "./fixture.ts";
import { someOf } from "../in-share.ts";

/** What is read in ten seconds and in a minute, at 190 words a minute. */
const TEN_SECONDS = 31;
const A_MINUTE = 190;
/** A reason and a first step, each. */
const MOST_WHY = 14;
const MOST_STEP = 11;

const ROOT = path.join(import.meta.dirname, "../..");
const EVERY = isThorough ? 1 : 6;
const DESCRIPTIONS = [
  ...["fitness", "fitness-without-sign-up", "patient-monitoring", "telematics"].map(
    (name) => `examples/${name}/openapi.yaml`,
  ),
  ...(readdirSync(path.join(ROOT, "benchmark/apis"), { recursive: true }) as string[]) // named by strings
    .filter((name) => /(?:^|[/\\])(?:openapi|swagger)\.(?:yaml|json)$/.test(name))
    .map((name) => `benchmark/apis/${name.replaceAll("\\", "/")}`)
    .toSorted()
    .filter((_, at) => at % EVERY === 0),
];

describe("whoever reads ten seconds knows whether it may go out, why, and what to do first", () => {
  test.each(someOf(DESCRIPTIONS, 3))("%s", async (file) => {
    const review = await reviewAlone(file, filesBelow(ROOT));
    const [why = "", first] = [whyWords(review), firstStepWords(review)];
    expect(
      words(`${verdictLine(review.verdict.decision)} Why: ${why} Do first: ${first}`),
      `${why} ${first}`,
    ).toBeLessThanOrEqual(TEN_SECONDS);
    expect(words(why), why).toBeLessThanOrEqual(MOST_WHY);
    expect(words(first), first).toBeLessThanOrEqual(MOST_STEP);
    for (const text of [why, first]) expect(text).toMatch(/^[A-Z].*[^ ,:;…][.]$/);
    const envelope = { ...riderEnvelope(), reviews: [review] };
    expect(words(until(textReport(envelope, PLAIN), "Who can change other people's data?"))).toBeLessThanOrEqual(
      A_MINUTE,
    );
    expect(words(until(markdownReport(envelope), "In full:"))).toBeLessThanOrEqual(A_MINUTE);
  });
});

const PLAIN = { width: 80, color: false, quiet: false };

/** What stands before something, without what the words of the minute are not counted by. */
function until(report: string, end: string): string {
  const at = report.indexOf(end);
  expect(at, end).toBeGreaterThan(0);
  return report.slice(0, at).replaceAll(/[#*|>-]+(?= )/g, " ");
}

function words(text: string): number {
  return text.split(/\s+/).filter(Boolean).length;
}

test.each(RULES.map((rule) => [rule.id, rule] as const))(
  "%s: the title is short, and so is the first step",
  (_, rule) => {
    expect(words(rule.title.replace(/ \([^()]*\)$/, ""))).toBeLessThanOrEqual(11);
    const step = firstClause(rule.remediation, 62);
    expect(words(step), step).toBeLessThanOrEqual(MOST_STEP);
    // A condition alone is nothing to do, nor is a word that what is left out explains.
    expect(step).not.toMatch(/^(?:If|Where|When|Unless) [^,]*\.$/);
  },
);

test("what is said in place of a title is said of a title that a rule has, and is short", () => {
  const titles = new Set(RULES.map((rule) => rule.title));
  const sources = (readdirSync(path.join(ROOT, "src/rules"), { recursive: true }) as string[]) // named by strings
    .filter((name) => name.endsWith(".ts"))
    .map((name) => readFileSync(path.join(ROOT, "src/rules", name), "utf8"));
  for (const [title, lead] of LEADS) {
    const isFaults = sources.some((source) => source.includes(`title: ${JSON.stringify(title)}`));
    expect(titles.has(title) || isFaults, title).toBe(true);
    expect(words(lead), lead).toBeLessThanOrEqual(MOST_WHY);
  }
});

describe("the first words", () => {
  const finding = { ...findingOf("f1", "basic-auth", "high", "Callers can read a name", 1), remediation: "Remove it." };
  const reviewWith = (part: Partial<Review>): Review => ({
    ...riderReview(),
    findings: [],
    assumptions: [],
    questions: [],
    boundaries: [],
    ...part,
  });
  const reasons = (kind: "blocks" | "depends" | "condition" | "nothing", text: string, rest = {}) => ({
    verdict: {
      decision:
        kind === "blocks"
          ? ("reject" as const)
          : kind === "nothing"
            ? ("approve" as const)
            : kind === "depends"
              ? ("insufficient-evidence" as const)
              : ("approve-with-conditions" as const),
      reasons: [{ kind, text, findings: [], assumptions: [], ...rest }],
    },
  });
  const ABOUT = "user A cannot read user B's customers, invoices and 4 more by ID (2 operations: GET /a and GET /b)";

  test("name the finding that is dealt with first, not another one", () => {
    const later = { ...finding, fingerprint: "f2", title: "Another thing", remediation: "Do that.", rule: "x" };
    const review = reviewWith({
      findings: [finding, later],
      verdict: {
        decision: "reject",
        reasons: [
          { kind: "blocks", text: `${later.title}: x`, findings: ["f2"], assumptions: [] },
          { kind: "blocks", text: `${finding.title}: x`, findings: ["f1"], assumptions: [] },
        ],
      },
    });
    expect(firstStepWords(review)).toBe("Remove it.");
    expect(whyWords(review)).toMatch(new RegExp(`^${finding.title}`));
  });

  test("say that a test is not made, and never that it failed or passed", () => {
    const review = reviewWith({
      ...reasons("condition", `Test that ${ABOUT} [user-id-read]`),
      boundaries: [
        {
          id: "user-id-read",
          text: `Test that ${ABOUT}`,
          operations: ["GET /a", "GET /b"],
          open: ["GET /a"],
          stakes: [],
          status: "untested",
          tested: [],
        },
      ],
    });
    expect(whyWords(review)).toBe("It is only partly tested whether one user can read another's customers.");
    expect(firstStepWords(review)).toBe("Test GET /a with two users.");
    expect(actorsBriefly(review, "2026-01-31")).toEqual(["Rider Apps: run 1 group of tests."]);
  });

  test("begin an accepted risk, and what is to be confirmed, as such", () => {
    const accepted = reasons("condition", `accepted until 2026-05-01: ${finding.title}: x`, { findings: ["f1"] });
    expect(whyWords(reviewWith({ ...accepted, findings: [finding] }))).toMatch(
      /^Accepted risk: callers can read a name/,
    );
    const open = reasons("depends", `To be confirmed: ${finding.title}: x`, { findings: ["f1"] });
    const review = reviewWith({ ...open, findings: [finding] });
    expect(whyWords(review)).toMatch(/^Unconfirmed: callers can read a name/);
    expect(actorsBriefly(review, "2026-01-31")).toEqual(["Rider Apps: confirm 1 finding."]);
  });

  test("of an approval promise nothing that is not known", () => {
    const review = reviewWith({
      ...reasons("nothing", "The description contains enough information for a verdict."),
      tests: [],
    });
    expect(`${verdictLine("approve")} ${whyWords(review)}`).toBe(
      "Verdict: approve. It may be released. No finding prevents it.",
    );
    expect(actorsBriefly(review, "2026-01-31")).toEqual(["No one before the release."]);
    const untested = riderReview().tests.map((one) => ({ ...one, status: "untested" as const }));
    expect(unknownsBriefly({ ...review, tests: untested }).join(" ")).toMatch(
      /^Who can call 1 operation\. The verdict does not depend on it\. Whether access checks work on \d+ operations?/,
    );
  });

  test("name what an answer may change, the question of the verdict first", () => {
    const [assumption] = riderReview().assumptions;
    const asking = (id: string) => ({ ...assumption!, id, operations: [] });
    const review = reviewWith({
      ...reasons("depends", "Can callers reach data beyond their own account?", { assumptions: ["tenancy"] }),
      assumptions: [asking("admission"), asking("tenancy")],
    });
    expect(unknownsBriefly(review)[0]).toMatch(/^Whether callers reach other accounts' data/);
    expect(firstStepWords(review)).toBe("Test it with two accounts.");
    expect(whyWords(review)).toBe("The description does not say whether callers reach other accounts' data.");
  });

  test("read as nobody only what is described in full", () => {
    const silent = { ...riderReview().coverage, responses: 4, typedResponses: 1 };
    const review = reviewWith({ ...reasons("nothing", "x"), fields: [], operations: [], coverage: silent });
    expect(readersBriefly(review).join(" ")).toMatch(/^Not known: /);
  });

  test("of what was not judged, or has no operation, say that it is not known", () => {
    const unjudged = reviewWith({ verdict: { decision: null, reasons: [] } });
    expect(readersBriefly(unjudged)).toEqual(["Not known: exposure was not judged."]);
    expect(actorsBriefly(unjudged, "2026-01-31")).toEqual(["No one, because no finding is open."]);
    const empty = reviewWith({
      ...reasons("depends", "The description has no operation, webhook or callback: there is nothing to judge."),
      operations: [],
      fields: [],
      tests: [],
    });
    expect(readersBriefly(empty)).toEqual(["Not known: no operation is described."]);
    expect(unknownsBriefly(empty)[0]).toBe("The description has no operation, webhook or callback.");
    expect(actorsBriefly(empty, "2026-01-31")).toEqual(["Rider Apps: close 1 gap in the description."]);
  });
});

test("callers of whom nothing is stated are unknown in every table", () => {
  const [first, ...others] = riderReview().operations;
  const operation = { ...first!, exposure: "partner" as const, assumed: true, admission: "unknown" as const };
  const envelope = { ...riderEnvelope(), reviews: [{ ...riderReview(), operations: [operation, ...others] }] };
  for (const report of [htmlReport(envelope), markdownReport(envelope)]) {
    const text = report.replaceAll(/<[^>]*>/g, "");
    expect(text).toContain("unknown, judged as partner");
    expect(text).not.toMatch(/partner,? \(?assumed/);
  }
});

test("an answer that may make the verdict less severe is among the actions before the release, and after those that it needs", () => {
  const [assumption] = riderReview().assumptions;
  const answer = { answer: "Only approved partners", value: "partner", lines: [], open: {}, closes: [], adds: {} };
  const review = {
    ...riderReview(),
    verdict: { ...riderReview().verdict, decision: "approve-with-conditions" as const },
    assumptions: [
      { ...assumption!, decides: true, answers: [{ ...answer, decision: "approve" as const }] },
      {
        ...assumption!,
        id: "subscription",
        decides: true,
        question: "Who can subscribe?",
        answers: [{ ...answer, decision: "approve-with-conditions" as const }],
      },
    ],
  };
  const plan = allActions(review).filter(({ text }) => text.startsWith("Answer: "));
  expect(plan.slice(0, 2).map(({ text, isNeeded }) => [text.includes("subscribe"), isNeeded])).toEqual([
    [false, true],
    [true, false],
  ]);
});
