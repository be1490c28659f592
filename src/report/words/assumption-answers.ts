import { ADMISSION_WORDS } from "../../core/caller-words.ts";
import { listed } from "../../core/prose.ts";
import type { Finding, Review } from "../../core/review.ts";
import { isAtLeast } from "../../core/severity.ts";
import { canStop, isWellFounded } from "../../core/stops-a-release.ts";
import { isOpen, severityCounts, verdictName } from "./decision-words.ts";

type Assumption = Review["assumptions"][number];

/** Whether an assumption is worth a question: of older reviews nobody can tell, and so it is. */
export function isWorthAsking({ decides }: Assumption): boolean {
  return decides !== false;
}

/** Whether the verdict hangs on the answer, and not findings alone: answers lead to different verdicts, or without one there is none. */
export function decidesVerdict(review: Review, assumption: Assumption): boolean {
  const { decision, reasons } = review.verdict;
  if (decision !== "reject" && reasons.some(({ assumptions }) => assumptions.includes(assumption.id))) return true;
  const outcomes = answerRows(review, assumption).flatMap((row) => (row.outcome === "" ? [] : [row.outcome]));
  return outcomes.includes(REJECTS) && outcomes.some((one) => one !== REJECTS);
}

/** `2 of 3 answers lead to reject`; how the answers to an assumption split, where they do. */
export function splitWords(review: Review, assumption: Assumption): string | undefined {
  const rows = answerRows(review, assumption);
  const rejecting = rows.filter(({ outcome: verdict }) => verdict === REJECTS).length;
  return rejecting === 0 ? undefined : `${rejecting} of ${rows.length} answers lead to reject`;
}

/** Which answers would lift the rejection of a review that is rejected whatever nobody has answered: `own`. */
export function liftingWords(review: Review, assumption: Assumption): string | undefined {
  if (review.verdict.decision !== "reject") return undefined;
  const lifting = answerRows(review, assumption).filter(
    ({ outcome: verdict }) => verdict !== "" && verdict !== REJECTS,
  );
  return lifting.length === 0
    ? undefined
    : listed(
        lifting.flatMap(({ values }) => values),
        4,
        "or",
      );
}

/** Which answers to an assumption lead to what, in a sentence: `Reject if the answer is anyone, or only approved partners; not if it is …` */
export function splitSentence(review: Review, assumption: Assumption): string | undefined {
  const rows = answerRows(review, assumption).filter(({ outcome: verdict }) => verdict !== "");
  const rejecting = rows.filter(({ outcome: verdict }) => verdict === REJECTS);
  if (rejecting.length === 0 || rejecting.length === rows.length) return undefined;
  const answers = (some: readonly AnswerRow[]): string =>
    some
      .map(({ answer }) => answer.replace(/^Yes, /, "").replace(/^[A-Z]/, (first) => first.toLowerCase()))
      .join(", or ");
  return `Reject if the answer is ${answers(rejecting)}; not if it is ${answers(rows.filter((row) => !rejecting.includes(row)))}.`;
}

/** One answer to an assumption, and what it leads to. */
export interface AnswerRow {
  /** `Only approved partners`. */
  readonly answer: string;
  /** What `sallyport.yaml` says then: `partner`; of several the first is the one to copy. */
  readonly values: readonly string[];
  /** Where one word does not say when which value is right. */
  readonly valueWords: string;
  /** How the findings change: `1 critical added`. */
  readonly change: string;
  /** What the verdict comes to. */
  readonly outcome: string;
  /** What is open then, by severity; `undefined` where it is worked out only once that is said. */
  readonly open: string | undefined;
}

/** What each answer to an assumption leads to; none where no answer changes anything. */
export function answerRows(review: Review, { id, ifTrue, decides }: Assumption): readonly AnswerRow[] {
  const { findings } = review;
  if (decides === false) return [];
  // That it is not said who may call is said with any answer, and stops nothing any more.
  const standing = findings.filter(isOpen);
  const open = standing.filter((finding) => finding.rule !== id);
  const others = open.filter(({ assumes }) => !assumes.includes(id));
  const further = ifTrue.filter(isOpen);
  const row = (
    answer: string,
    values: readonly string[],
    then: readonly Finding[],
    valueWords = listedOr(values),
  ): AnswerRow => ({
    answer,
    values,
    valueWords,
    change: changeOf(standing, then),
    outcome: outcomeOf(review, then, { settled: id, isOfOwn: values.includes("own"), isResolved: then === others }),
    open: then.length === 0 ? "none" : severityCounts(then),
  });
  const all = [...open, ...further];
  const ofSignUp = row("Yes, anyone who signs up", ["self-registered"], all);
  if (id === "tenancy")
    return [
      row("Yes, callers can reach other callers' data", ["none"], all),
      row("No, callers reach only the objects of their own account", ["account"], others),
    ];
  return [
    ...(id === "authentication-unstated"
      ? further.length > 0
        ? [
            row(
              "Yes, anyone",
              ["self-registered", "anonymous"],
              all,
              "self-registered, and anonymous where no text asks for a credential",
            ),
          ]
        : // Where texts ask for a credential that nothing requires, what anybody reads without one is worked out later.
          [
            ofSignUp,
            {
              answer: "Yes, and calls without a credential succeed too",
              values: ["anonymous"],
              valueWords: "anonymous",
              change: "then it is judged as open to everyone",
              // What must not be open to whoever signs up must not be open to everyone.
              outcome: ofSignUp.outcome === REJECTS ? REJECTS : "",
              open: undefined,
            },
          ]
      : [row("Yes, anyone", ["anonymous", "self-registered"], all)]),
    row("Only approved partners", ["partner"], open),
    row(`Only ${ADMISSION_WORDS.own}`, ["own"], others),
  ];
}

/** What an answer adds to the findings that are open, and what it removes. */
function changeOf(before: readonly Finding[], then: readonly Finding[]): string {
  const [isBefore, isThen] = [new Set(before), new Set(then)];
  const added = then.filter((finding) => !isBefore.has(finding));
  const removed = before.filter((finding) => !isThen.has(finding));
  const parts = [
    ...(added.length === 0 ? [] : [`${severityCounts(added)} added`]),
    ...(removed.length === 0 ? [] : [`${severityCounts(removed)} removed`]),
  ];
  return parts.length === 0 ? "the findings do not change" : parts.join(", ");
}

function listedOr(values: readonly string[]): string {
  return values.join(" or ");
}

/** What each answer to an assumption does to the findings and to the verdict, a sentence each. */
export function answerSentences(review: Review, assumption: Assumption): readonly string[] {
  const rows = answerRows(review, assumption);
  if (rows.length === 0) return [NO_ANSWER];
  return rows.map(
    ({ answer, valueWords, change, outcome: verdict }) =>
      `${answer} (${valueWords}): ${change}${verdict === "" ? "" : `; verdict then: ${verdict}`}.`,
  );
}

/** What is said where no answer matters. */
export const NO_ANSWER = "No answer changes the verdict or a finding of medium or above.";

const REJECTS = verdictName("reject");
const [APPROVES, APPROVES_IF] = [verdictName("approve"), verdictName("approve-with-conditions")];

/** One answer: to which assumption, whether only the organisation's own can call, and whether what rests on it is gone. */
interface Answered {
  readonly settled: string;
  readonly isOfOwn: boolean;
  readonly isResolved: boolean;
}

/**
 * What the verdict comes to, once an assumption is settled; empty where that cannot be told before. What only the
 * organisation's own can call need not be tested before a release, and what of the conditions is left then, and how grave a
 * finding still is, is known only once that is said.
 */
function outcomeOf(
  { verdict: { reasons }, findings: accepted, assumptions: asked }: Review,
  findings: readonly Finding[],
  { settled, isOfOwn, isResolved }: Answered,
): string {
  const grave = findings.filter(isInTheWay);
  const standing = grave.filter(({ assumes }) => assumes.every((id) => id === settled));
  if (standing.length > 0) {
    if (isOfOwn) return "";
    return standing.some((finding) => isWellFounded(onceSettled(finding, settled)))
      ? REJECTS
      : verdictName("insufficient-evidence");
  }
  const hidden = asked.filter(({ id }) => id !== settled).flatMap(({ ifTrue }) => ifTrue.filter(isOpen));
  if (grave.length > 0 || hidden.some((one) => isInTheWay(one) && !(isResolved && one.assumes.includes(settled))))
    return "depends on the other questions";
  const isOwed =
    findings.some(({ severity }) => isAtLeast(severity, "medium")) ||
    accepted.some(({ status, severity }) => status === "accepted" && isAtLeast(severity, "high"));
  const left = reasons.filter(({ findings: of, assumptions }) => of.length + assumptions.length === 0);
  if (!isOfOwn && left.some(({ kind }) => kind === "depends")) return verdictName("insufficient-evidence");
  if (isOwed || (!isOfOwn && left.some(({ kind }) => kind === "condition"))) return APPROVES_IF;
  return left.some(({ kind }) => kind === "condition" || kind === "depends")
    ? `${APPROVES} or ${APPROVES_IF}`
    : APPROVES;
}

/** A finding with the premise that an answer states: who calls, or whose the data is. */
function onceSettled(finding: Finding, settled: string): Finding {
  const { premises, assumes } = finding;
  if (premises === undefined || !assumes.includes(settled)) return finding;
  return { ...finding, premises: { ...premises, [settled === "tenancy" ? "owner" : "caller"]: "declared" } };
}

function isInTheWay(finding: Finding): boolean {
  return canStop(finding) && finding.confidence !== "possible";
}

/** How far what is counted depends on assumptions, for beside the count; `undefined` where nothing does. */
export function dependenceNote({ findings, assumptions }: Review): string | undefined {
  const grave = findings.filter((finding) => isOpen(finding) && isAtLeast(finding.severity, "high"));
  const resting = grave.filter(({ assumes }) => assumes.length > 0);
  const numbers = assumptions.flatMap(({ id }, index) =>
    resting.some(({ assumes }) => assumes.includes(id)) ? [`assumption ${index + 1}`] : [],
  );
  const sentences = [
    ...(resting.length === 0 ? [] : [`${restingWords(resting.length, grave.length)} ${listed(numbers)}.`]),
    ...assumptions.flatMap(({ ifTrue }, index) => {
      const more = ifTrue.filter((finding) => isOpen(finding) && isAtLeast(finding.severity, "high"));
      return more.length === 0 ? [] : [`${severityCounts(more)} more if the answer to assumption ${index + 1} is yes.`];
    }),
  ];
  return sentences.length === 0 ? undefined : sentences.join(" ");
}

/** `All 3 findings of high or above rest on`. */
function restingWords(resting: number, all: number): string {
  if (all === 1) return "The one finding of high or above rests on";
  if (resting === all) return `All ${all} findings of high or above rest on`;
  return `${resting} of ${all} findings of high or above ${resting === 1 ? "rests" : "rest"} on`;
}

/** Without what a finding would not stand. */
export const STANDS_UNLESS = `It does not apply if the only callers are ${ADMISSION_WORDS.own}`;
