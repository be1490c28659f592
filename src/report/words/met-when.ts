import type { Review } from "../../core/review.ts";
import { doneWords } from "./decision-screen.ts";
import type { PlannedReason } from "./first-actions.ts";
import { isTestText } from "./reason-groups.ts";
import { unmarked } from "./unmarked.ts";

/** When a condition is met, and the command that records it, where one does. */
export interface MetWhen {
  readonly text: string;
  readonly command?: string;
}

/** So much of a fingerprint is enough for the register. */
const SHORT_ID = 8;

/** Which result or record closes a condition; `undefined` of what is none, such as a risk that was accepted. */
export function metWhen(review: Review, { text, findings: of, assumptions }: PlannedReason): MetWhen | undefined {
  const { verdict, boundaries = [], attestations = [], document, findings } = review;
  if (assumptions.length > 0) return { text: "Met when sallyport.yaml answers it." };
  const [finding] = findings.filter(({ fingerprint }) => of.includes(fingerprint));
  if (isTestText(text)) {
    const reason = verdict.reasons.find((one) => text.startsWith(unmarked(one.text).replace(/[.]$/, "")));
    const boundary = boundaries.find(({ id }) => reason?.text.endsWith(` [${id}]`));
    if (boundary === undefined) return { text: "Met when the test passes and its result is recorded." };
    return {
      text: `Met when ${doneWords(boundary, review)}, and this is recorded:`,
      command: `sallyport register test ${document.file} --boundary ${boundary.id} --outcome passed --by NAME`,
    };
  }
  const attested = attestations.find(({ id }) =>
    verdict.reasons.some((one) => (one.attestations ?? []).includes(id) && text.startsWith(unmarked(one.text))),
  );
  if (attested !== undefined)
    return {
      text: "Met when somebody who knows attests it:",
      command: `sallyport register attest ${attested.id} --by NAME --because "how it is known"`,
    };
  if (finding === undefined) return of.length > 0 ? undefined : { text: "Met when the description says it." };
  if (finding.status === "accepted") return undefined;
  return {
    text: "Met when a review no longer finds it, or its owner accepts the risk:",
    command: `sallyport register accept ${finding.fingerprint.slice(0, SHORT_ID)} --spec ${document.file} --reason "why" --approver NAME --until YYYY-MM-DD`,
  };
}
