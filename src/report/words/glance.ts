import { isWorthAsking } from "./assumption-answers.ts";
import { leadingReasons } from "./reason-groups.ts";
import { grouped } from "../../core/grouped.ts";
import { count } from "../../core/prose.ts";
import type { Finding, Review } from "../../core/review.ts";
import { isAtLeast } from "../../core/severity.ts";
import { callerWords, type CallerView } from "./callers.ts";
import { dataAnswer } from "./data-answer.ts";
import { exposedAnswer } from "./exposed-answer.ts";
import { isOpen, share } from "./decision-words.ts";
import { declaredAgainstReal, exposureGroups } from "./exposure-groups.ts";
import { unreadParts } from "./unread.ts";
import { capitalized, ended, opening } from "./sentence.ts";

/** One question of a release meeting, and its answer. */
export interface GlanceLine {
  readonly question: string;
  readonly answers: readonly GlanceAnswer[];
}

export interface GlanceAnswer {
  readonly text: string;
  /** The findings, by fingerprint, that say more. */
  readonly findings: readonly string[];
}

/** Something to do: a remedy or a condition, an answer to give, or nothing. */
export interface FirstStep extends GlanceAnswer {
  readonly kind: "remedy" | "answer" | "nothing";
}

/** The question that a page leaves out whose first lines answer it at more length. */
export const DO_FIRST = "What must be done first?";

/** How many remedies and reasons are named at once. */
const MOST_STEPS = 3;
const MOST_REASONS = 3;
const MOST_QUESTIONS = 2;

/** A review in six answers: what is exposed, to whom, why, whose data, what must be done first, what is unknown. */
export function atAGlance(review: Review, views: readonly CallerView[]): readonly GlanceLine[] {
  return [
    { question: "What is exposed?", answers: exposedAnswer(review).map(plain) },
    {
      question: "To whom?",
      answers: [
        ...views.map(
          ({ caller, operations }) => `${capitalized(callerWords(caller))}: ${count(operations.length, "operation")}.`,
        ),
        ...declaredAgainstReal(review),
      ].map(plain),
    },
    { question: "Why?", answers: reasonsOf(review).map(plain) },
    { question: "Whose data?", answers: [plain(dataAnswer(views))] },
    { question: DO_FIRST, answers: stepsOf(review) },
    { question: "What is not known?", answers: unknownsOf(review).map(plain) },
  ].filter(({ answers }) => answers.length > 0);
}

function plain(text: string): GlanceAnswer {
  return { text, findings: [] };
}

/** Why they can call, those that the most can call first, and each reason once. */
function reasonsOf(review: Review): readonly string[] {
  const told = new Set<string>();
  return exposureGroups(review)
    .flatMap(({ operations, because }) => {
      const reasons = because.filter((reason) => !told.has(reason)).slice(0, MOST_REASONS);
      for (const reason of reasons) told.add(reason);
      return reasons.length === 0 ? [] : [ended(`${count(operations.length, "operation")}: ${reasons.join("; ")}`)];
    })
    .slice(0, MOST_REASONS);
}

/**
 * What to do, in order: what the verdict rests on, the questions to answer, the other findings of medium or above; each
 * remedy once. Milder ones are worth knowing, and nothing that must be done.
 */
export function stepsOf({ verdict, findings, assumptions }: Review, most = MOST_STEPS): readonly FirstStep[] {
  const resting = leadingReasons(verdict).filter((reason) => reason.assumptions.length === 0);
  const decisive = new Set(resting.flatMap((reason) => reason.findings));
  const owed = findings.filter((finding) => isOpen(finding) && isAtLeast(finding.severity, "medium"));
  const remedies = [...grouped(owed, ({ remediation }) => remediation).values()];
  const isDecisive = (same: readonly Finding[]): boolean => same.some(({ fingerprint }) => decisive.has(fingerprint));
  const further = verdict.decision === "approve" ? [] : resting.filter((reason) => reason.findings.length === 0);
  const mending = remedies.filter((same) => !isDecisive(same));
  const isGrave = (same: readonly Finding[]): boolean => same.some(({ severity }) => isAtLeast(severity, "high"));
  const isIncomplete = verdict.decision === "insufficient-evidence";
  const all = [
    ...remedies.filter(isDecisive).map(remedyOf),
    ...(isIncomplete ? [] : further).map(({ text }) => stepOf("remedy", ended(text))),
    ...assumptions.filter(isWorthAsking).map(({ question }) => stepOf("answer", `Answer: ${question}`)),
    ...mending.filter(isGrave).map(remedyOf),
    ...(isIncomplete ? further : []).map(({ text }) => stepOf("remedy", `Complete the description. ${ended(text)}`)),
    ...mending.filter((same) => !isGrave(same)).map(remedyOf),
  ];
  return all.length === 0 ? [stepOf("nothing", "Nothing: no finding of medium or above is open.")] : all.slice(0, most);
}

function stepOf(kind: FirstStep["kind"], text: string): FirstStep {
  return { kind, text, findings: [] };
}

function remedyOf(same: readonly Finding[]): FirstStep {
  return {
    kind: "remedy",
    text: opening(same[0]?.remediation ?? ""),
    findings: same.map(({ fingerprint }) => fingerprint),
  };
}

/** A question without what follows it. */
export function asked(text: string): string {
  const end = text.indexOf("?");
  return end < 0 ? text : text.slice(0, end + 1);
}

function unknownsOf({ assumptions, questions, tests, coverage, skipped }: Review): readonly string[] {
  const untested = tests.filter(({ status }) => status !== "passed").length;
  const deciding = assumptions.filter(isWorthAsking).length;
  return [
    ...(deciding === 0 ? [] : [`${count(deciding, "question")} that the verdict depends on.`]),
    ...questions.slice(0, MOST_QUESTIONS).map(({ text }) => asked(text)),
    ...(questions.length <= MOST_QUESTIONS
      ? []
      : [`${count(questions.length - MOST_QUESTIONS, "further question")} to the team.`]),
    ...(untested === 0
      ? []
      : [
          `Whether ${count(untested, "operation")} ${untested === 1 ? "checks" : "check"} that the caller may access the requested object (to be tested).`,
        ]),
    ...(coverage.typedResponses < coverage.responses
      ? [
          `What ${count(coverage.responses - coverage.typedResponses, "response")} ${coverage.responses - coverage.typedResponses === 1 ? "carries" : "carry"}: only ${share(coverage.typedResponses, coverage.responses, "success response")} say it.`,
        ]
      : []),
    ...(skipped.length === 0
      ? []
      : [`${count(unreadParts({ skipped }).length, "part")} of the description could not be read.`]),
  ];
}
