import { isAmong } from "../core/is-among.ts";
import type { Review } from "../core/review.ts";
import type { AssessedApi } from "../exposure/assessed-api.ts";
import { decidedOperations, decisionOn, type DecidedOperation } from "./decided.ts";
import { stricter } from "../core/agent-reasons.ts";

/**
 * The decisions on an API with what its review finds: what a high or critical finding is about is not allowed because no
 * reason speaks against it. What `sallyport.yaml` says of an operation holds all the same.
 */
export function decidedWithFindings(api: AssessedApi, findings: Review["findings"]): readonly DecidedOperation[] {
  const titles = titlesByOperation(findings, api.operations.length);
  const others = titlesByOperation(
    findings.filter(({ rule }) => rule !== "credential-in-response"),
    api.operations.length,
  );
  return decidedOperations(api).map((one) => {
    // A credential beside what is read is weighed already.
    const isWeighed = one.grounds.some(({ reason }) => reason === "credential-beside");
    const title = one.computed === "allow" ? (isWeighed ? others : titles).get(one.operation.id) : undefined;
    if (title === undefined) return one;
    const computed = stricter(one.computed, decisionOn("high-finding", api.policy.agents));
    return {
      ...one,
      computed,
      decision: one.set?.decision ?? computed,
      grounds: [{ reason: "high-finding", shownBy: title }, ...one.grounds],
    };
  });
}

/**
 * The title of the first grave finding on each operation. One on a credential or a server is on no operation alone, and one
 * on most of an API is about who is let in, and not about what one call does.
 */
function titlesByOperation(findings: Review["findings"], all: number): ReadonlyMap<string, string> {
  const titles = new Map<string, string>();
  for (const { severity, status, title, pointer, operations } of findings) {
    if (!isAmong(GRAVE, severity) || status === "accepted" || OF_ALL.test(pointer)) continue;
    if (operations.length >= SEVERAL && operations.length * 2 > all) continue;
    for (const id of operations) if (!titles.has(id)) titles.set(id, title);
  }
  return titles;
}

const SEVERAL = 3;
const GRAVE = ["critical", "high"] as const;

/** Where what stands holds for every operation: which of them an agent may call does not follow from it. */
const OF_ALL = /^#\/(?:components\/securitySchemes|securityDefinitions|security|servers|schemes|host)(?:\/|$)/;
