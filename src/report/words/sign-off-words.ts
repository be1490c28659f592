import { count } from "../../core/prose.ts";
import type { Finding, Review } from "../../core/review.ts";
import { isOpen } from "../../core/open-findings.ts";
import { DECISION_WORDS } from "./decision-words.ts";

/** Who has signed, and whether it still holds, as a sentence; `undefined` where nobody has. */
export function signOffWords({ signOff }: Review): string | undefined {
  if (signOff === null) return undefined;
  const { by, on, verdict, state, why } = signOff;
  const standing = state === "valid" ? "still valid" : `void: ${why ?? "something changed"}`;
  return `Signed off by ${by} on ${on} (verdict: ${SIGNED.get(verdict) ?? verdict}); ${standing}.`;
}

/** Records keep the verdict by its key. */
const SIGNED: ReadonlyMap<string, string> = new Map(
  Object.entries(DECISION_WORDS).map(([key, { name }]) => [key, name.toLowerCase()]),
);

/** Why no finding is said to be overdue: `Cannot be judged: none of the 7 open findings has a due date.` */
export function overdueNone(findings: readonly Finding[], asOf: string): string {
  const open = findings.filter(isOpen);
  if (open.length === 0) return "No finding is open.";
  const dated = open.filter(({ due }) => due !== null).length;
  if (dated === 0)
    return open.length === 1
      ? "Cannot be judged: the one open finding has no due date."
      : `Cannot be judged: none of the ${open.length} open findings has a due date.`;
  const undated = open.length - dated;
  const rest =
    undated === 0
      ? ""
      : `; ${undated} of ${count(open.length, "open finding")} ${undated === 1 ? "has" : "have"} no due date`;
  return `Nothing was due before ${asOf}${rest}.`;
}
