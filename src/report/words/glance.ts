import { callerWords } from "../../core/caller-words.ts";
import {
  changeSentence,
  decidesVerdict,
  isAwaited,
  isWorthAsking,
  liftingWords,
  splitWords,
} from "./assumption-answers.ts";
import { asked } from "./asked.ts";
import { joinedFindings } from "./joined-findings.ts";
import { leadingReasons, partOf } from "./reason-groups.ts";
import { FAILED_TEST } from "../../core/failed-test.ts";
import { grouped, partitioned } from "../../core/grouped.ts";
import { count, withoutLeftover } from "../../core/prose.ts";
import type { Finding, Review } from "../../core/review.ts";
import { isAtLeast } from "../../core/severity.ts";
import { type CallerView } from "./callers.ts";
import { dataAnswers } from "./data-answer.ts";
import { exposedAnswer } from "./exposed-answer.ts";
import { isOpen } from "../../core/open-findings.ts";
import { share } from "./decision-words.ts";
import { exampleWords } from "./evidence-tally.ts";
import { declaredAgainstReal, exposureGroups } from "./exposure-groups.ts";
import { remedyWords } from "./remedy-words.ts";
import { accessChecksWords } from "./no-condition.ts";
import { unreadParts } from "./unread.ts";
import { capitalized, ended } from "../../core/sentence.ts";
import { undescribedFiles, undescribedNames } from "./undescribed-returns.ts";

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
  /** What is to be answered. */
  readonly assumption?: Review["assumptions"][number];
  /** Findings, by fingerprint, that are closed with it and in whose words it is not told. */
  readonly alsoCloses?: readonly string[];
}

/** The question that a page leaves out whose first lines answer it at more length. */
export const DO_FIRST = "What must be done first?";

/** How many remedies and reasons are named at once. */
export const MOST_STEPS = 3;
const MOST_REASONS = 3;
const MOST_QUESTIONS = 2;
const WITHOUT_SCHEMA = "response-without-schema";

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
    { question: "Whose data?", answers: dataAnswers(review, views).map(plain) },
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
  // Groups that differ in who can call, and not in why, are one.
  const alike = grouped(exposureGroups(review), ({ because }) => because.join("\n"));
  return [...alike.values()]
    .flatMap((groups) => {
      const { because } = groups[0]!; // grouped, so there is one
      const fresh = because.filter((reason) => !told.has(reason));
      // Where all was said of others already, it is said again: a group without a reason is a riddle.
      const reasons = (fresh.length === 0 ? because : fresh).slice(0, MOST_REASONS);
      for (const reason of reasons) told.add(reason);
      const operations = groups.reduce((sum, group) => sum + group.operations.length, 0);
      const words =
        operations === 1 ? reasons : reasons.map((reason) => reason.replace(/^it requires /, "they require "));
      return words.length === 0 ? [] : [ended(`${count(operations, "operation")}: ${words.join("; ")}`)];
    })
    .slice(0, MOST_REASONS);
}

/**
 * What to do, in order: what the verdict rests on, the questions to answer, the other findings of medium severity or above, the
 * conditions that are no findings; each remedy once. Milder ones are worth knowing, and nothing that must be done. `named`
 * operations and fields are named of each.
 */
export function stepsOf(review: Review, most = MOST_STEPS, named?: number): readonly FirstStep[] {
  const { verdict, findings, assumptions } = review;
  const resting = leadingReasons(verdict).filter((reason) => reason.assumptions.length === 0);
  const decisive = new Set(resting.flatMap((reason) => reason.findings));
  const owed = findings.filter((finding) => isOpen(finding) && isAtLeast(finding.severity, "medium"));
  const remedies = [...grouped(owed, ({ remediation }) => remediation).values()];
  const isDecisive = (same: readonly Finding[]): boolean => same.some(({ fingerprint }) => decisive.has(fingerprint));
  const further = verdict.decision === "approve" ? [] : resting.filter((reason) => reason.findings.length === 0);
  const conditions = verdict.reasons.filter(
    (reason) =>
      reason.kind === "condition" &&
      reason.findings.length === 0 &&
      reason.assumptions.length === 0 &&
      !resting.includes(reason),
  );
  const gaps = verdict.reasons.filter(
    (reason) => reason.kind === "depends" && partOf(reason) === "gap" && !resting.includes(reason),
  );
  const mending = remedies.filter((same) => !isDecisive(same));
  const isGrave = (same: readonly Finding[]): boolean => same.some(({ severity }) => isAtLeast(severity, "high"));
  const isIncomplete = verdict.decision === "insufficient-evidence";
  const isApproval = verdict.decision === "approve-with-conditions";
  const asking = assumptions.filter((assumption) => isAwaited(review, assumption));
  // What the verdict itself asks comes before what else could decide it.
  const leads = ({ id }: Review["assumptions"][number]): boolean =>
    leadingReasons(verdict).some((reason) => reason.assumptions.includes(id));
  const answers = partitioned(asking, leads)
    .flat()
    .map((assumption) => ({ ...stepOf("answer", `Answer: ${assumption.question}`), assumption }));
  const joined = [...joinedFindings(review)];
  const conditionStep = (text: string): FirstStep => ({
    ...stepOf("remedy", ended(text)),
    alsoCloses: joined.flatMap(([fingerprint, { conditions: of }]) => (of.includes(text) ? [fingerprint] : [])),
  });
  const undescribed = findings.filter((finding) => finding.rule === WITHOUT_SCHEMA && isOpen(finding));
  const describing = ({ text }: { readonly text: string }): FirstStep => ({
    ...stepOf("remedy", text.startsWith("Describe ") ? ended(text) : `Complete the description. ${ended(text)}`),
    alsoCloses: undescribed.map(({ fingerprint }) => fingerprint),
  });
  const remedyOf = (same: readonly Finding[]): FirstStep => ({
    kind: "remedy",
    text: remedyWords(same, named),
    findings: same.map(({ fingerprint }) => fingerprint),
  });
  const all = [
    // What a test has shown comes before what a description says.
    ...partitioned(remedies.filter(isDecisive), ([first]) => first?.rule === FAILED_TEST)
      .flat()
      .map(remedyOf),
    // One answer may overturn an approval, and takes less than any test.
    ...(isApproval ? answers : []),
    ...(isIncomplete ? [] : further).map(({ text }) => conditionStep(text)),
    // What the verdict itself names as missing comes before what else could decide it.
    ...(isIncomplete && verdict.reasons[0]?.assumptions.length === 0 ? further.map(describing) : []),
    ...(isApproval ? [] : answers),
    ...mending.filter(isGrave).map(remedyOf),
    ...(isIncomplete && verdict.reasons[0]?.assumptions.length !== 0 ? further.map(describing) : []),
    ...mending.filter((same) => !isGrave(same)).map(remedyOf),
    // What is missing would decide a verdict that does not reject, and what a rejection is lifted by comes before it.
    ...(isIncomplete ? [] : gaps.map(describing)),
    ...conditions.map(({ text }) => conditionStep(text)),
  ];
  return all.length === 0
    ? [stepOf("nothing", "Nothing: no finding of medium severity or above is open.")]
    : all.slice(0, most);
}

function inBrackets(words: string | undefined): string {
  return words === undefined ? "" : ` (${words})`;
}

function stepOf(kind: FirstStep["kind"], text: string): FirstStep {
  return { kind, text, findings: [] };
}

function unknownsOf(review: Review): readonly string[] {
  const { assumptions, questions, coverage, skipped } = review;
  const untested = accessChecksWords(review);
  const shown = exampleWords(coverage);
  const undescribed = coverage.responses - coverage.typedResponses - (coverage.fileResponses ?? 0);
  const asking = assumptions.filter(isWorthAsking);
  const deciding = asking.filter((assumption) => decidesVerdict(review, assumption));
  const others = asking.filter((assumption) => !deciding.includes(assumption));
  return [
    ...deciding.map((assumption) => {
      const lifting = liftingWords(review, assumption);
      const depends =
        lifting === undefined
          ? review.verdict.decision === "approve-with-conditions"
            ? `Answer this before the release (${splitWords(assumption) ?? "the answer decides what else must be done"})`
            : review.verdict.reasons.some(({ assumptions: ids }) => ids.includes(assumption.id))
              ? "The verdict depends on this question"
              : `The verdict also depends on this question${inBrackets(splitWords(assumption))}`
          : `The answer ${lifting} would lift the rejection`;
      return `${depends}: ${asked(assumption.question)}`;
    }),
    ...others.map(
      (assumption) =>
        `${asked(assumption.question)} ${ended(changeSentence(review, assumption) ?? "Not answered yet")}`,
    ),
    ...withoutLeftover(questions, MOST_QUESTIONS).map(
      ({ text }, index) => `${index === 0 && asking.length > 0 ? "Also open: " : ""}${asked(text)}`,
    ),
    ...(questions.length <= MOST_QUESTIONS + 1
      ? []
      : [`${count(questions.length - MOST_QUESTIONS, "further question")} to the team, in section 5.`]),
    ...(untested === "" ? [] : [untested]),
    ...(undescribed > 0
      ? [
          `Not described: what ${share(undescribed, coverage.responses, "success response")} ${undescribed === 1 ? "returns" : "return"}${undescribedNames(review)}${shown === undefined ? "" : `; ${shown}`}.`,
        ]
      : []),
    ...[undescribedFiles(review)].flatMap((words) => (words === undefined ? [] : [ended(capitalized(words))])),
    ...((coverage.unanswered ?? 0) === 0
      ? []
      : [`No success response is described for ${count(coverage.unanswered ?? 0, "operation")}.`]),
    ...(skipped.length === 0
      ? []
      : [`${count(unreadParts({ skipped }).length, "part")} of the description could not be read.`]),
  ];
}
