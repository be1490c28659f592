import { listed } from "../../core/prose.ts";
import type { Finding, Review } from "../../core/review.ts";
import { isAtLeast } from "../../core/severity.ts";
import { canStop } from "../../core/stops-a-release.ts";
import { isOpen, severityCounts } from "./decision-words.ts";

type Assumption = Review["assumptions"][number];

/** Whether an assumption is worth a question: of older reviews nobody can tell, and so it is. */
export function isWorthAsking({ decides }: Assumption): boolean {
  return decides !== false;
}

/** Whether the verdict hangs on the answer, and not findings alone. */
export function decidesVerdict({ verdict }: Review, { id }: Pick<Assumption, "id">): boolean {
  return verdict.reasons.some(({ assumptions }) => assumptions.includes(id));
}

/** `2 of 3 answers lead to reject`; how the answers to an assumption split, where they do. */
export function splitWords(review: Review, assumption: Assumption): string | undefined {
  const rows = answerRows(review, assumption);
  const rejecting = rows.filter(({ outcome: verdict }) => verdict === REJECTS).length;
  return rejecting === 0 ? undefined : `${rejecting} of ${rows.length} answers lead to reject`;
}

/** Which answers to an assumption lead to what, in a sentence: `Reject if it is anyone, or only approved partners; not if it is …` */
export function splitSentence(review: Review, assumption: Assumption): string | undefined {
  const rows = answerRows(review, assumption).filter(({ outcome: verdict }) => verdict !== "");
  const rejecting = rows.filter(({ outcome: verdict }) => verdict === REJECTS);
  if (rejecting.length === 0 || rejecting.length === rows.length) return undefined;
  const answers = (some: readonly AnswerRow[]): string =>
    some
      .map(({ answer }) => answer.replace(/^Yes, /, "").replace(/^[A-Z]/, (first) => first.toLowerCase()))
      .join(", or ");
  return `Reject if it is ${answers(rejecting)}; not if it is ${answers(rows.filter((row) => !rejecting.includes(row)))}.`;
}

/** One answer to an assumption, and what it leads to. */
export interface AnswerRow {
  /** `Only approved partners`. */
  readonly answer: string;
  /** What `sallyport.yaml` says then: `partner`; of several the first is the one to copy. */
  readonly values: readonly string[];
  /** Where one word does not say when which value is right. */
  readonly valueWords: string;
  /** How the findings change: `1 critical in addition`. */
  readonly change: string;
  /** What the verdict comes to. */
  readonly outcome: string;
  /** What is open then, by severity; `undefined` where it is worked out only once that is said. */
  readonly open: string | undefined;
}

/** What each answer to an assumption leads to; none where no answer changes anything. */
export function answerRows(
  { findings, assumptions }: Review,
  { id, ifTrue, decides }: Assumption,
): readonly AnswerRow[] {
  if (decides === false) return [];
  // That it is not said who may call is said with any answer, and stops nothing any more.
  const standing = findings.filter(isOpen);
  const open = standing.filter((finding) => finding.rule !== id);
  const others = open.filter(({ assumes }) => !assumes.includes(id));
  const further = ifTrue.filter(isOpen);
  const isOnly = assumptions.length === 1;
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
    outcome: outcome(then, id, isOnly),
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
              answer: "Yes, and calls without a credential are answered too",
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
    row("Only the organisation's own staff and systems", ["own"], others),
  ];
}

/** What an answer adds to the findings that are open, and what it removes. */
function changeOf(before: readonly Finding[], then: readonly Finding[]): string {
  const added = then.filter((finding) => !before.includes(finding));
  const removed = before.filter((finding) => !then.includes(finding));
  const parts = [
    ...(added.length === 0 ? [] : [`${severityCounts(added)} in addition`]),
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
      `${answer} (${valueWords}): ${change}${verdict === "" ? "" : `; ${verdict}`}.`,
  );
}

/** What is said where no answer matters. */
export const NO_ANSWER = "No answer changes the verdict or a finding of medium or above.";

const REJECTS = "the verdict is reject";

/** What the verdict comes to, once an assumption is settled. */
function outcome(findings: readonly Finding[], settled: string, isOnly: boolean): string {
  const grave = findings.filter(isInTheWay);
  if (grave.some(({ assumes }) => assumes.every((id) => id === settled))) return REJECTS;
  if (grave.length > 0 || !isOnly) return "the other assumptions decide";
  return "no finding blocks the release";
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
  const depend = resting.length === 1 ? "depends" : "depend";
  const sentences = [
    ...(resting.length === 0
      ? []
      : [
          `${resting.length === grave.length ? (grave.length === 1 ? "The one" : `All ${grave.length}`) : resting.length} of high or above ${depend} on ${listed(numbers)}.`,
        ]),
    ...assumptions.flatMap(({ ifTrue }, index) => {
      const more = ifTrue.filter((finding) => isOpen(finding) && isAtLeast(finding.severity, "high"));
      return more.length === 0 ? [] : [`${severityCounts(more)} more if the answer to assumption ${index + 1} is yes.`];
    }),
  ];
  return sentences.length === 0 ? undefined : sentences.join(" ");
}

/** Without what a finding would not stand. */
export const STANDS_UNLESS = "It applies unless only the organisation's own staff and systems can call it";
