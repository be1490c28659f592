import { isOpen, openNumbers, type OpenNumbers } from "../../core/open-findings.ts";
import { grouped } from "../../core/grouped.ts";
import { possibleAnswers } from "../../core/possible-answers.ts";
import { listed, shortened } from "../../core/prose.ts";
import type { Finding, Review } from "../../core/review.ts";
import { answerLines, hasListedAnswers } from "../../core/settle-lines.ts";
import { isAtLeast, SEVERITIES } from "../../core/severity.ts";
import { asked } from "./asked.ts";
import { severityNumbers, verdictName } from "./decision-words.ts";

type Assumption = Review["assumptions"][number];
type JudgedAnswer = NonNullable<Assumption["answers"]>[number];

/** Whether an assumption is worth a question: of older reviews nobody can tell, and so it is. */
export function isWorthAsking({ decides }: Assumption): boolean {
  return decides !== false;
}

/** What `sallyport.yaml` says of the questions that are asked at a glance, in their order. */
export function askedKeys({ assumptions, questions }: Review): readonly string[] {
  return [
    ...assumptions.filter(isWorthAsking).flatMap(({ settle }) => settle),
    ...questions.flatMap(({ settle }) => (settle !== null && hasListedAnswers(settle) ? [settle] : [])),
  ];
}

/** Whether the release hangs on the answer: some answers lead to reject and others do not, or without one there is no verdict. */
export function decidesVerdict({ verdict }: Review, { id, answers = [] }: Assumption): boolean {
  const { decision, reasons } = verdict;
  if (decision !== "reject" && reasons.some(({ assumptions }) => assumptions.includes(id))) return true;
  return answers.some(isRejecting) && !answers.every(isRejecting);
}

/** What an answer would change the verdict to, in a sentence; `undefined` where no answer was judged. */
export function changeSentence(review: Review, assumption: Assumption): string | undefined {
  const words = answerEffect(review, assumption);
  return words === undefined ? undefined : `The answer ${words}`;
}

/** The same of an answer, which is named before: `changes the verdict to approve if it is "only our own staff"`. */
export function answerEffect({ verdict }: Review, { answers }: Assumption): string | undefined {
  if (answers === undefined) return undefined;
  const changing = grouped(
    answers.filter(({ decision }) => decision !== verdict.decision),
    ({ decision }) => verdictName(decision),
  );
  if (changing.size === 0) return "does not change the verdict";
  const parts = [...changing].map(([name, same]) => `to ${name} if it is ${answersWords(same)}`);
  return `changes the verdict ${listed(parts, MOST_ANSWERS)}`;
}

/** Answers as they are given: `"only approved partners" or "only our own staff"`. */
function answersWords(answers: readonly JudgedAnswer[]): string {
  return listed(
    answers.map(({ answer }) => `"${answer}"`),
    MOST_ANSWERS,
    "or",
  );
}

const MOST_ANSWERS = 4;

/** `2 of 3 answers lead to reject`; how the answers to an assumption split, where they do. */
export function splitWords({ answers = [] }: Assumption): string | undefined {
  const rejecting = answers.filter(isRejecting).length;
  return rejecting === 0
    ? undefined
    : `${rejecting} of ${answers.length} answers ${rejecting === 1 ? "leads" : "lead"} to reject`;
}

/** Which answers would lift the rejection of a review that is rejected whatever nobody has answered: `"Only approved partners"`. */
export function liftingWords({ verdict }: Review, { answers = [] }: Assumption): string | undefined {
  if (verdict.decision !== "reject") return undefined;
  const lifting = answers.filter((answer) => !isRejecting(answer));
  return lifting.length === 0 ? undefined : answersWords(lifting);
}

/** Which answers to an assumption lead to what, in a sentence: `Reject if the answer is "Anyone who signs up" or "Only approved partners".` */
export function splitSentence({ answers = [] }: Assumption): string | undefined {
  const rejecting = answers.filter(isRejecting);
  if (rejecting.length === 0 || rejecting.length === answers.length) return undefined;
  return `Reject if the answer is ${answersWords(rejecting)}.`;
}

function isRejecting({ decision }: JudgedAnswer): boolean {
  return decision === "reject";
}

/** One answer to an assumption, and what the review says once it is in `sallyport.yaml`. */
export interface AnswerRow {
  /** `Only approved partners`. */
  readonly answer: string;
  /** What `sallyport.yaml` says then: `partner`. */
  readonly value: string;
  /** The lines that say it. */
  readonly lines: readonly string[];
  /** What was judged with these lines; `undefined` where it was not, as in older reviews. */
  readonly judged: JudgedWords | undefined;
}

interface JudgedWords {
  /** The verdict: `reject`. */
  readonly verdict: string;
  /** The open findings by severity: `2 high, 1 low`, or `none`. */
  readonly open: string;
  /** How their numbers differ from those of now: `change: high +1, low −2`. */
  readonly change: string;
}

/** What each answer to an assumption leads to; none where no answer changes anything. */
export function answerRows({ findings }: Review, { id, settle, answers, decides }: Assumption): readonly AnswerRow[] {
  if (decides === false) return [];
  const now = openNumbers(findings);
  return answers === undefined
    ? possibleAnswers(id).map(({ answer, value }) => ({
        answer,
        value,
        lines: answerLines(settle, value),
        judged: undefined,
      }))
    : answers.map(({ answer, value, lines, decision, open }) => ({
        answer,
        value,
        lines,
        judged: { verdict: verdictName(decision), open: numberWords(open), change: numbersChange(now, open) },
      }));
}

function numberWords(open: OpenNumbers): string {
  return severityNumbers((severity) => open[severity] ?? 0) || "none";
}

function numbersChange(now: OpenNumbers, then: OpenNumbers): string {
  const parts = SEVERITIES.flatMap((severity) => {
    const difference = (then[severity] ?? 0) - (now[severity] ?? 0);
    return difference === 0 ? [] : [`${severity} ${difference > 0 ? "+" : "−"}${Math.abs(difference)}`];
  });
  return parts.length === 0 ? "no change" : `change: ${parts.join(", ")}`;
}

/** What each answer to an assumption leads to, a sentence each. */
export function answerSentences(review: Review, assumption: Assumption): readonly string[] {
  const rows = answerRows(review, assumption);
  if (rows.length === 0) return [NO_ANSWER];
  return rows.map(({ answer, value, judged }) =>
    judged === undefined
      ? `${answer} (${value}).`
      : `${answer} (${value}): the verdict is then ${judged.verdict}; open findings: ${judged.open} (${judged.change}).`,
  );
}

/** What is said where no answer matters. */
export const NO_ANSWER =
  "Whatever the answer is, the verdict and the number of findings of medium severity or above stay the same.";

/** What an assumption would add to the findings: of what was judged, what some answer really adds. */
export function addedFindings({ ifTrue, answers }: Assumption): readonly Finding[] {
  if (answers === undefined) return ifTrue;
  return ifTrue.filter(({ fingerprint, severity }) => answers.some(({ adds }) => adds[fingerprint] === severity));
}

/** How far what is counted depends on assumptions, for beside the count; `undefined` where nothing does. */
export function dependenceNote({ findings, assumptions }: Review): string | undefined {
  const grave = findings.filter((finding) => isOpen(finding) && isAtLeast(finding.severity, "high"));
  const resting = grave.filter(({ assumes }) => assumes.length > 0);
  const numbers = assumptions.flatMap(({ id, question }, index) =>
    resting.some(({ assumes }) => assumes.includes(id))
      ? [`question ${index + 1} (${shortened(asked(question), MOST_QUESTION)})`]
      : [],
  );
  const now = graveWords(openNumbers(findings));
  const sentences = [
    ...(resting.length === 0 ? [] : [`${restingWords(resting.length, grave.length)} ${listed(numbers)}.`]),
    ...assumptions.flatMap(({ answers = [] }, index) =>
      answers.slice(0, 1).flatMap(({ answer, open }) => {
        const then = graveWords(open);
        return then === now ? [] : [`If the answer to question ${index + 1} of section 5 is "${answer}": ${then}.`];
      }),
    ),
  ];
  return sentences.length === 0 ? undefined : sentences.join(" ");
}

function graveWords(open: OpenNumbers): string {
  const words = severityNumbers((severity) => (isAtLeast(severity, "high") ? (open[severity] ?? 0) : 0));
  return words === "" ? "none of high severity or above" : words;
}

/** A longer question is cut where its number stands before it. */
const MOST_QUESTION = 90;

/** `All 3 findings of high severity or above depend on the answer to`. */
function restingWords(resting: number, all: number): string {
  if (all === 1) return "The one finding of high severity or above depends on the answer to";
  if (resting === all) return `All ${all} findings of high severity or above depend on the answer to`;
  return `${resting} of ${all} findings of high severity or above ${resting === 1 ? "depends" : "depend"} on the answer to`;
}

/**
 * With which answers a finding that rests on an assumption is not found any more. Those that let in the fewest come last; of
 * one that lets in more, something graver takes its place.
 */
export function dependsWords({ assumptions }: Review, { fingerprint, assumes }: Finding): string {
  const closing = assumptions
    .filter(({ id }) => assumes.includes(id))
    .flatMap(({ answers = [] }) =>
      answers.slice(answers.findLastIndex(({ closes }) => !closes.includes(fingerprint)) + 1),
    );
  return closing.length === 0
    ? "It depends on what is assumed"
    : `It does not apply if the answer is ${listed(
        closing.map(({ answer }) => `"${answer}"`),
        MOST_ANSWERS,
        "or",
      )}`;
}
