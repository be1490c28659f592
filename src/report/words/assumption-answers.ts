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

/** What each answer to an assumption does to the findings and to the verdict, a sentence each. */
export function answerSentences(
  { findings, assumptions }: Review,
  { id, ifTrue, decides }: Assumption,
): readonly string[] {
  if (decides === false) return ["No answer changes the verdict or a finding of medium or above."];
  // That it is not said who may call is said with any answer, and stops nothing any more.
  const open = findings.filter((finding) => isOpen(finding) && finding.rule !== id);
  const resting = open.filter(({ assumes }) => assumes.includes(id));
  const others = open.filter(({ assumes }) => !assumes.includes(id));
  const further = ifTrue.filter(isOpen);
  const isOnly = assumptions.length === 1;
  const more = further.length === 0 ? "no further findings" : `${severityCounts(further)} in addition`;
  const fewer = resting.length === 0 ? "no finding is removed" : `${severityCounts(resting)} removed`;
  if (id === "tenancy")
    return [
      `Yes, callers can reach other callers' data (none): ${more}; ${outcome([...open, ...further], id, isOnly)}.`,
      `No, callers reach only the objects of their own account (account): ${fewer}; ${outcome(others, id, isOnly)}.`,
    ];
  const then = `${more}; ${outcome([...open, ...further], id, isOnly)}.`;
  return [
    ...(id === "authentication-unstated"
      ? unstatedSentences(then, further.length > 0)
      : [`Yes, anyone (anonymous or self-registered): ${then}`]),
    `Only approved partners (partner): the findings do not change; ${outcome(open, id, isOnly)}.`,
    `Only the organisation's own staff and systems (own): ${fewer}; ${outcome(others, id, isOnly)}.`,
  ];
}

/** Where texts ask for a credential that nothing requires, what anybody reads without one is worked out once that is said. */
function unstatedSentences(then: string, isWorkedOut: boolean): readonly string[] {
  if (isWorkedOut) return [`Yes, anyone (self-registered, and anonymous where no text asks for a credential): ${then}`];
  return [
    `Yes, anyone who signs up (self-registered): ${then}`,
    "Yes, and calls without a credential are answered too (anonymous): then it is judged as open to everyone.",
  ];
}

/** What the verdict comes to, once an assumption is settled. */
function outcome(findings: readonly Finding[], settled: string, isOnly: boolean): string {
  const grave = findings.filter(isInTheWay);
  if (grave.some(({ assumes }) => assumes.every((id) => id === settled))) return "the verdict is reject";
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
