import { AGENT_REASONS } from "../core/agent-reasons.ts";
import type { AgentsApi, AgentsOperation } from "../core/agents.ts";
import type { AssessedApi } from "../exposure/assessed-api.ts";
import { placeOf } from "../model/api.ts";
import { decidedOperations, decisionOn, type DecidedOperation } from "./decided.ts";
import type { Ground } from "./ground.ts";

/** What agents may call of one description, as plain data; `known` is what its review says. */
export function agentsApiOf(
  api: AssessedApi,
  known: Pick<AgentsApi, "title" | "sha256" | "declared" | "findings">,
  decided: readonly DecidedOperation[] = decidedOperations(api),
): AgentsApi {
  const operations = decided.map((one) => operationOf(api, one));
  const count = (decision: AgentsOperation["decision"]): number =>
    operations.filter((one) => one.decision === decision).length;
  return {
    title: known.title,
    file: api.document.entry.file,
    sha256: known.sha256,
    declared: known.declared,
    counts: { allow: count("allow"), confirm: count("confirm"), deny: count("deny") },
    operations,
    findings: known.findings,
  };
}

function operationOf(
  api: AssessedApi,
  { operation, decision, computed, grounds, set }: DecidedOperation,
): AgentsOperation {
  return {
    id: operation.id,
    operationId: operation.operationId ?? null,
    summary: operation.summary ?? null,
    file: operation.node.source.file,
    line: api.document.lineOf(placeOf(operation)),
    decision,
    reasons: grounds.map((ground) => ({
      reason: ground.reason,
      decision: decisionOn(ground.reason, api.policy.agents),
      text: reasonText(ground),
    })),
    setBy: set === undefined ? null : { pattern: set.pattern, reason: set.reason, computed },
    principal: api.assessed(operation).principal,
  };
}

function reasonText({ reason, shownBy }: Ground): string {
  const { says } = AGENT_REASONS[reason];
  return shownBy === "" ? says : `${says}: ${shownBy}`;
}
