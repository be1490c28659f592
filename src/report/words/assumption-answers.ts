import { FROM_WORST } from "../../core/decisions.ts";
import { isOpen, openNumbers, type OpenNumbers } from "../../core/open-findings.ts";
import { grouped } from "../../core/grouped.ts";
import { possibleAnswers } from "../../core/possible-answers.ts";
import { count, listed, quoted, shortened } from "../../core/prose.ts";
import type { Finding, Review } from "../../core/review.ts";
import { answerLines, hasListedAnswers, settleLines } from "../../core/settle-lines.ts";
import { isAtLeast, SEVERITIES } from "../../core/severity.ts";
import { asked } from "./asked.ts";
import { severityNumbers, verdictName } from "./decision-words.ts";
import { findingWeightsOf } from "./reason-groups.ts";

type Assumption = Review["assumptions"][number];
type JudgedAnswer = NonNullable<Assumption["answers"]>[number];

/** Whether an assumption is worth a question: of older reviews nobody can tell, and so it is. */
export function isWorthAsking({ decides }: Assumption): boolean {
  return decides !== false;
}

/** The lines of `sallyport.yaml` that answer the questions that are asked at a glance, in their order. */
export function askedLines({ assumptions, questions }: Review): readonly string[] {
  return answeringLines(
    assumptions.filter(isWorthAsking),
    questions.flatMap(({ settle }) => (settle !== null && hasListedAnswers(settle) ? [settle] : [])),
  );
}

/** The lines of `sallyport.yaml` that answer some assumptions, each with the answers that it has, and what other keys say. */
export function answeringLines(assumptions: readonly Assumption[], others: readonly string[] = []): readonly string[] {
  const answersOf = new Map<string, Set<string>>();
  for (const { id, settle, answers } of assumptions)
    for (const key of settle)
      answersOf.set(
        key,
        new Set([...(answersOf.get(key) ?? []), ...(answers ?? possibleAnswers(id)).map(({ value }) => value)]),
      );
  return settleLines(
    [...assumptions.flatMap(({ settle }) => settle), ...others],
    new Map([...answersOf].flatMap(([key, values]) => (values.size === 0 ? [] : [[key, [...values]]]))),
  );
}

/** Whether the release hangs on the answer: some answers lead to reject and others do not, or without one there is no verdict. */
export function decidesVerdict({ verdict }: Review, { id, answers = [] }: Assumption): boolean {
  const { decision, reasons } = verdict;
  if (decision !== "reject" && reasons.some(({ assumptions }) => assumptions.includes(id))) return true;
  return answers.some(isRejecting) && !answers.every(isRejecting);
}

/** Whether somebody has to answer it before the release: it decides, or a reason of the verdict asks it. */
export function isAwaited(review: Review, assumption: Assumption): boolean {
  return (
    decidesVerdict(review, assumption) ||
    review.verdict.reasons.some(({ assumptions }) => assumptions.includes(assumption.id))
  );
}

/** How many questions decide the verdict that none of its reasons asks, such as one whose answer lifts a rejection. */
export function decidingBesides(review: Review): number {
  const counted = new Set(review.verdict.reasons.flatMap(({ assumptions }) => assumptions));
  return review.assumptions.filter((one) => decidesVerdict(review, one) && !counted.has(one.id)).length;
}

/** Whether some answer makes the verdict milder: it is an alternative to what the release waits for, and does not wait itself. */
export function mayBeMilder({ verdict: { decision } }: Review, { answers = [] }: Assumption): boolean {
  return (
    decision !== null && answers.some((answer) => FROM_WORST.indexOf(answer.decision) > FROM_WORST.indexOf(decision))
  );
}

/** What an answer would change the verdict to, in a sentence; `undefined` where no answer was judged. */
export function changeSentence(review: Review, assumption: Assumption): string | undefined {
  const words = answerEffect(review, assumption);
  return words === undefined ? undefined : `The answer ${words}`;
}

/**
 * The same of an answer, which is named before: `changes the verdict to approve if it is "only our own staff"`. Of one that
 * changes findings or conditions alone, which they are, unless it `isBrief`.
 */
export function answerEffect(review: Review, { answers }: Assumption, isBrief = false): string | undefined {
  const { verdict } = review;
  if (answers === undefined) return undefined;
  const changing = grouped(
    answers.filter(({ decision }) => decision !== verdict.decision),
    ({ decision }) => verdictName(decision),
  );
  if (changing.size > 0) {
    const parts = [...changing].map(([name, same]) => `to ${name} if it is ${answersWords(same)}`);
    return `changes the verdict ${listed(parts, MOST_ANSWERS)}`;
  }
  const effects = answers.flatMap((answer, at) => {
    const words = effectWords(review, answers, at);
    return words === "" ? [] : [{ answer, words }];
  });
  if (effects.length === 0) return "changes neither the verdict nor what must be done for it";
  if (isBrief) return "does not change the verdict, but what must be done for it";
  const parts = [...grouped(effects, ({ words }) => words)].map(
    ([words, same]) => `if it is ${answersWords(same.map(({ answer }) => answer))}, ${words}`,
  );
  return `does not change the verdict, but what must be done for it: ${parts.join("; ")}`;
}

/**
 * What an answer changes in what the verdict names, and in what is graver than low: `findings 1 and 6 do not apply, finding 2
 * is of medium severity and there are further findings (1 medium)`; empty of one that changes nothing of it. Of answers, those that let
 * in the fewest come last; where a later one leaves a finding as it is, something graver has taken its place.
 */
function effectWords({ verdict, findings }: Review, answers: readonly JudgedAnswer[], at: number): string {
  const { open, alters = {}, conditions } = answers[at]!; // it is one of them
  const weights = findingWeightsOf(verdict);
  const matters = ({ fingerprint, severity }: Pick<Finding, "fingerprint" | "severity">): boolean =>
    weights.has(fingerprint) || isAtLeast(severity, "medium");
  const numbered = findings.flatMap((finding, index) => (isOpen(finding) ? [{ finding, n: index + 1 }] : []));
  const closed = numbered.filter(
    ({ finding }) =>
      matters(finding) && answers.slice(at).every((answer) => answer.closes.includes(finding.fingerprint)),
  );
  const altered = numbered.flatMap(({ finding, n }) => {
    const then = alters[finding.fingerprint];
    return then !== undefined && (matters(finding) || isAtLeast(then, "medium")) ? [{ finding, n, then }] : [];
  });
  const now = openNumbers(findings);
  const further = severityNumbers((severity) => {
    if (!isAtLeast(severity, "medium")) return 0;
    const told =
      closed.filter(({ finding }) => finding.severity === severity).length +
      altered.filter(({ finding }) => finding.severity === severity).length -
      altered.filter(({ then }) => then === severity).length;
    return Math.max(0, (open[severity] ?? 0) - (now[severity] ?? 0) + told);
  });
  const owed = verdict.reasons.filter(({ kind }) => kind === "condition").length;
  const difference = (conditions ?? owed) - owed;
  const parts = [
    ...(closed.length === 0 ? [] : [`${numbersOf(closed)} ${closed.length === 1 ? "does" : "do"} not apply`]),
    ...[...grouped(altered, ({ then }) => then)].map(
      ([severity, same]) => `${numbersOf(same)} ${same.length === 1 ? "is" : "are"} of ${severity} severity`,
    ),
    ...(further === "" ? [] : [`there are further findings (${further})`]),
  ];
  // The findings that come and go are what makes the difference, where there are any.
  if (parts.length > 0 || difference === 0) return listed(parts);
  return `${count(Math.abs(difference), "condition")} ${difference < 0 ? "fewer" : "more"} must be met`;
}

/** `finding 1`, `findings 1 and 6`. */
function numbersOf(some: readonly { readonly n: number }[]): string {
  return `${some.length === 1 ? "finding" : "findings"} ${listed(some.map(({ n }) => String(n)))}`;
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

/**
 * Which answers lead to reject, in few words behind the question: `Reject if it is anyone who signs up`; of the shorter list
 * of those that do and those that do not. `undefined` where none does.
 */
export function rejectingWords({ verdict }: Review, { id, answers = [] }: Assumption): string | undefined {
  const [rejecting, others] = [answers.filter(isRejecting), answers.filter((answer) => !isRejecting(answer))];
  if (rejecting.length === 0) return undefined;
  if (others.length === 0)
    return verdict.decision === "reject" ? "No answer lifts the rejection" : "Reject, whatever the answer is";
  const isShort = rejecting.length <= others.length;
  const told = (isShort ? rejecting : others).map(({ answer, value }) => BRIEF_ANSWERS.get(value) ?? quoted(answer));
  const words = listed(told, MOST_ANSWERS, "or");
  if (id === "tenancy") return `Reject ${isShort ? "if" : "unless"} ${words}`;
  return isShort ? `Reject if ${words} can` : `Reject unless only ${words} can`;
}

/** Answers in few words, by what `sallyport.yaml` says. */
const BRIEF_ANSWERS: ReadonlyMap<string, string> = new Map([
  ["anonymous", "anyone without a credential"],
  ["self-registered", "anyone who signs up"],
  ["partner", "approved partners"],
  ["own", "the organization's own staff"],
  ["none", "they do"],
  ["account", "they do not"],
]);

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
  /** How their numbers differ from those of now: `compared with now: high +1, low −2`. */
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

const AS_NOW = "as many as now";

function numberWords(open: OpenNumbers): string {
  return severityNumbers((severity) => open[severity] ?? 0) || "none";
}

function numbersChange(now: OpenNumbers, then: OpenNumbers): string {
  const parts = SEVERITIES.flatMap((severity) => {
    const difference = (then[severity] ?? 0) - (now[severity] ?? 0);
    return difference === 0 ? [] : [`${severity} ${difference > 0 ? "+" : "−"}${Math.abs(difference)}`];
  });
  return parts.length === 0 ? AS_NOW : `compared with now: ${parts.join(", ")}`;
}

/** What each answer to an assumption leads to, a sentence each. */
export function answerSentences(review: Review, assumption: Assumption): readonly string[] {
  const rows = answerRows(review, assumption);
  if (rows.length === 0) return [NO_ANSWER];
  const alike = [
    ...grouped(rows, ({ judged, answer }) => (judged === undefined ? answer : outcomeWords(judged))).values(),
  ];
  return alike.map((same) => {
    const { answer, value, judged } = same[0]!; // grouped, so there is one
    if (judged === undefined) return `${answer} (${value}).`;
    if (rows.length > 1 && alike.length === 1)
      return `With every answer (${listed(rows.map((row) => row.value))}): ${outcomeWords(judged)}`;
    const which = same.map((row) => `"${row.answer}" (${row.value})`);
    return `With the answer ${listed(which, MOST_ANSWERS, "or")}: ${outcomeWords(judged)}`;
  });
}

/** What an answer leads to: `reject. Then 2 high and 1 low findings are open (now 1 high and 1 low).` */
function outcomeWords({ verdict, open, change }: JudgedWords): string {
  return `${verdict}. Open findings then: ${open}${change === AS_NOW ? ", as now" : ` (${change})`}.`;
}

/** What is said where no answer matters. */
export const NO_ANSWER =
  "Whatever the answer is, the verdict, its conditions and the number of findings of medium severity or above stay the same.";

/** What an assumption would add to the findings: of what was judged, what some answer really adds. */
export function addedFindings({ ifTrue, answers }: Assumption): readonly Finding[] {
  if (answers === undefined) return ifTrue;
  return ifTrue.filter(({ fingerprint, severity }) => answers.some(({ adds }) => adds[fingerprint] === severity));
}

/** How far what is counted depends on assumptions, for beside the count; `undefined` where nothing does. */
export function dependenceNote({ findings, assumptions }: Review): string | undefined {
  const grave = findings.filter((finding) => isOpen(finding) && isAtLeast(finding.severity, "high"));
  const hanging = assumptions.map((assumption) => grave.filter((finding) => isHanging(finding, assumption, "high")));
  const resting = grave.filter(
    ({ assumes }, index) => assumes.length > 0 || hanging.some((some) => some.includes(grave[index]!)),
  );
  const numbers = assumptions.flatMap(({ question }, index) =>
    hanging[index]!.length > 0 ? [`question ${index + 1} (${shortened(asked(question), MOST_QUESTION)})`] : [],
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

/** Whether a finding hangs on an answer: there is one with which it does not apply, or is less severe than `least`. */
function isHanging(
  { fingerprint, assumes }: Finding,
  { id, answers = [] }: Assumption,
  least: Finding["severity"],
): boolean {
  return (
    assumes.includes(id) ||
    answers.some(({ closes, alters = {} }) => {
      const then = alters[fingerprint];
      return closes.includes(fingerprint) || (then !== undefined && !isAtLeast(then, least));
    })
  );
}

/** The assumptions on whose answers a finding hangs: with one of them it does not apply, or is less severe. */
export function assumptionsBehind({ assumptions }: Review, finding: Finding): readonly Assumption[] {
  return assumptions.filter((assumption) => isHanging(finding, assumption, finding.severity));
}

/**
 * With which answers a finding that hangs on an assumption does not apply any more, or is less severe; empty of one that
 * hangs on none. Those that let in the fewest come last; of one that lets in more, something as grave takes its place, with
 * or without another fingerprint.
 */
export function dependsWords(review: Review, finding: Finding): string {
  const { fingerprint, severity } = finding;
  const asking = assumptionsBehind(review, finding);
  if (asking.length === 0) return finding.assumes.length === 0 ? "" : DEPENDS;
  const closing = asking.flatMap(({ answers = [] }) =>
    answers.slice(
      answers.findLastIndex(
        ({ closes, adds }) =>
          !closes.includes(fingerprint) || Object.values(adds).some((added) => isAtLeast(added, severity)),
      ) + 1,
    ),
  );
  const milder = grouped(
    asking.flatMap(({ answers = [] }) =>
      answers.flatMap((answer) => {
        const then = answer.alters?.[fingerprint];
        // Below medium a step less is nothing that anybody waits for.
        return then === undefined || isAtLeast(then, severity) || !isAtLeast(severity, "medium")
          ? []
          : [{ answer, then }];
      }),
    ),
    ({ then }) => then,
  );
  const parts = [
    ...(closing.length === 0 ? [] : [`does not apply if the answer is ${answersWords(closing)}`]),
    ...[...milder].map(
      ([then, same]) => `is of ${then} severity if the answer is ${answersWords(same.map(({ answer }) => answer))}`,
    ),
  ];
  return parts.length > 0 ? `It ${listed(parts)}` : finding.assumes.length > 0 ? DEPENDS : "";
}

const DEPENDS = "It depends on what is assumed";
