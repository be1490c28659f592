import { AGENT_REASONS, OWN_WORDS } from "../core/agent-reasons.ts";
import type { AgentsApi, AgentsOperation } from "../core/agents.ts";
import type { OwnedData } from "../core/data-owners.ts";
import type { Review } from "../core/review.ts";
import type { AssessedApi } from "../exposure/assessed-api.ts";
import { placeOf } from "../model/api.ts";
import { decidedOperations, decisionOn, type DecidedOperation } from "./decided.ts";
import type { Ground } from "./ground.ts";

/** What agents may call of one description, as plain data; `known` is what its review says, also of whose data each operation is. */
export function agentsApiOf(
  api: AssessedApi,
  known: Pick<AgentsApi, "title" | "sha256" | "declared" | "findings"> & Pick<Review, "operations">,
  decided: readonly DecidedOperation[] = decidedOperations(api),
): AgentsApi {
  const owners = new Map(known.operations.map((operation) => [operation.id, operation.owners ?? []] as const));
  const operations = decided.map((one) => operationOf(api, one, owners.get(one.operation.id) ?? []));
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
  owners: readonly OwnedData[],
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
      text: reasonText(ground, owners),
    })),
    setBy: set === undefined ? null : { pattern: set.pattern, reason: set.reason, computed },
    principal: api.assessed(operation).principal,
  };
}

function reasonText({ reason, shownBy }: Ground, owners: readonly OwnedData[]): string {
  const says = ownWords(reason, owners) ?? AGENT_REASONS[reason].says;
  return shownBy === "" ? says : `${says}: ${shownBy}`;
}

/** What is said of the caller's own where the review says of the same operation that it is not, or that nobody knows; else `undefined`. */
function ownWords(reason: Ground["reason"], owners: readonly OwnedData[]): string | undefined {
  const direction = OWN[reason];
  if (direction === undefined) return undefined;
  // The worst stands first.
  const worst = owners.find((one) => one.direction === direction);
  if (worst?.owner === "others") return OWN_WORDS[direction].others;
  return worst?.because === "untested" ? OWN_WORDS[direction].untested : undefined;
}

const OWN: Partial<Readonly<Record<Ground["reason"], OwnedData["direction"]>>> = {
  "own-data": "read",
  "own-change": "change",
};
