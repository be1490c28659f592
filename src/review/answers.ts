import { isOpen, openNumbers } from "../core/open-findings.ts";
import { possibleAnswers } from "../core/possible-answers.ts";
import type { Finding, Review } from "../core/review.ts";
import { answerLines } from "../core/settle-lines.ts";
import { isCredentialStated, type Judgements, type OpenAssumption } from "./assumptions.ts";
import { reachedVerdict, type VerdictGrounds } from "./reached-verdict.ts";

export type JudgedAnswer = NonNullable<Review["assumptions"][number]["answers"]>[number];

/**
 * What each answer to an assumption leads to: the description is judged again by the policy with that answer, everything
 * else as it is, so that it is what the next review says once the lines are written. `now` are the findings without an
 * answer. `undefined` where the answers cannot be judged.
 */
export function judgedAnswers(
  { id, settle }: Pick<OpenAssumption, "id" | "settle">,
  { answered, stated }: Judgements,
  grounds: VerdictGrounds,
  now: readonly Finding[],
): JudgedAnswer[] | undefined {
  if (answered === undefined) return undefined;
  const before = new Map(now.filter(isOpen).map(({ fingerprint, severity }) => [fingerprint, severity] as const));
  return possibleAnswers(id, isCredentialStated(stated.api)).map(({ answer, value }) => {
    const { verdict, findings } = reachedVerdict(answered({ keys: settle, value }), grounds, "weighed");
    const open = findings.filter(isOpen);
    const left = new Set(open.map(({ fingerprint }) => fingerprint));
    return {
      answer,
      value,
      lines: [...answerLines(settle, value)],
      decision: verdict.decision!, // every judged description has one
      open: openNumbers(open),
      adds: Object.fromEntries(
        open.flatMap(({ fingerprint, severity }) => (before.has(fingerprint) ? [] : [[fingerprint, severity]])),
      ),
      closes: [...before.keys()].filter((fingerprint) => !left.has(fingerprint)),
      alters: Object.fromEntries(
        open.flatMap(({ fingerprint, severity }) =>
          before.has(fingerprint) && before.get(fingerprint) !== severity ? [[fingerprint, severity]] : [],
        ),
      ),
      conditions: verdict.reasons.filter(({ kind }) => kind === "condition").length,
    };
  });
}
