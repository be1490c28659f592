import { isAmong } from "../core/is-among.ts";
import type { Review } from "../core/review.ts";
import type { AssessedApi } from "../exposure/assessed-api.ts";
import { agentCallOf } from "./agent-call.ts";
import { decidedOperations, decisionOn, type DecidedOperation } from "./decided.ts";
import { stricter } from "../core/agent-reasons.ts";

/**
 * The decisions on an API with what its review finds: what a high or critical finding is about is not allowed because no
 * reason speaks against it. What `sallyport.yaml` says of an operation holds all the same.
 */
export function decidedWithFindings(api: AssessedApi, findings: Review["findings"]): readonly DecidedOperation[] {
  const found = gravelyFound(findings, api.operations.length);
  return decidedOperations(api).map((one) => {
    const title =
      one.computed === "allow"
        ? found.get(one.operation.id)?.find(({ rule }) => isOfCall(rule, api, one))?.title
        : undefined;
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

/** Whether a finding is about what a person who confirms the call can see and judge. */
function isOfCall(rule: string, api: AssessedApi, { operation }: DecidedOperation): boolean {
  // What comes back, and of whom, is for the server to limit: the call does not show it. Credentials have reasons of their own.
  if (isAmong(OF_RESPONSE, rule)) return false;
  return !isAmong(OF_OBJECT, rule) || agentCallOf(api, operation).isChange;
}

const OF_RESPONSE = ["credential-in-response", "excessive-data-embedded", "excessive-data-exposure"] as const;
const OF_OBJECT = ["bola-other-users-data", "bola-inconsistent-authorization"] as const;

/**
 * The grave findings on each operation. One on a credential or a server is on no operation alone, and one on most of an API
 * is about who is let in, and not about what one call does.
 */
function gravelyFound(
  findings: Review["findings"],
  all: number,
): ReadonlyMap<string, readonly Pick<Review["findings"][number], "rule" | "title">[]> {
  const found = new Map<string, Pick<Review["findings"][number], "rule" | "title">[]>();
  for (const { rule, severity, status, title, pointer, operations } of findings) {
    if (!isAmong(GRAVE, severity) || status === "accepted" || OF_ALL.test(pointer)) continue;
    if (operations.length >= SEVERAL && operations.length * 2 > all) continue;
    for (const id of operations) found.set(id, [...(found.get(id) ?? []), { rule, title }]);
  }
  return found;
}

const SEVERAL = 3;
const GRAVE = ["critical", "high"] as const;

/** Where what stands holds for every operation: which of them an agent may call does not follow from it. */
const OF_ALL = /^#\/(?:components\/securitySchemes|securityDefinitions|security|servers|schemes|host)(?:\/|$)/;
