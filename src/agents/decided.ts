import {
  AGENT_DECISIONS,
  AGENT_REASONS,
  AGENT_REASON_NAMES,
  stricter,
  type AgentDecision,
  type AgentReason,
} from "../core/agent-reasons.ts";
import { memoBy } from "../core/memo.ts";
import { judgementOf, type AssessedApi } from "../exposure/assessed-api.ts";
import { isOwn } from "../exposure/principals.ts";
import type { Operation } from "../model/api.ts";
import { matchesGlob } from "../policy/glob.ts";
import type { AgentsPolicy, SetDecision } from "../policy/policy.ts";
import { agentCallOf, type AgentCall } from "./agent-call.ts";
import { changeGroundsOf } from "./changes.ts";
import { returnedDataOf } from "./data.ts";
import type { Ground } from "./ground.ts";
import { reachOf } from "./inside.ts";
import { isIdentityService } from "./identity-service.ts";
import { sendsCode } from "./one-time-codes.ts";
import { ownPowersOf } from "./powers.ts";
import { showsOpenSetUp } from "./secrets.ts";

/** What an agent may do with an operation, and why. */
export interface DecidedOperation {
  readonly operation: Operation;
  readonly decision: AgentDecision;
  /** What the strictest of the reasons makes of it. */
  readonly computed: AgentDecision;
  /** The strictest first, each reason once. */
  readonly grounds: readonly Ground[];
  /** What `sallyport.yaml` says of it instead. */
  readonly set: (SetDecision & { readonly pattern: string }) | undefined;
}

/** What agents may call of an API, by its policy; in the order of the description. */
export const decidedOperations = memoBy(judgementOf, (api): readonly DecidedOperation[] =>
  api.operations.flatMap((operation) => {
    api.document.budget.checkTime(operation.node.source.file);
    return operation.operationKind === "path" ? [decidedOf(api, operation)] : [];
  }),
);

/** What an agent may do with one operation; decided once in each judgement. */
export function decidedOf(api: AssessedApi, operation: Operation): DecidedOperation {
  const decisions = decisionsOf(api);
  let decided = decisions.get(operation);
  if (decided === undefined) decisions.set(operation, (decided = decide(api, operation)));
  return decided;
}

const decisionsOf = memoBy(judgementOf, (): WeakMap<Operation, DecidedOperation> => new WeakMap());

function decide(api: AssessedApi, operation: Operation): DecidedOperation {
  const policy = api.policy.agents;
  const call = agentCallOf(api, operation);
  const powers = powersOf(call);
  const found = [...powers, ...changeGroundsOf(call, powers), ...reachOf(call), ...returnedDataOf(call)];
  const first = new Map(found.toReversed().map((ground) => [ground.reason, ground] as const));
  const rank = ({ reason }: Ground): number => AGENT_DECISIONS.indexOf(decisionOn(reason, policy));
  const place = ({ reason }: Ground): number => AGENT_REASON_NAMES.indexOf(reason);
  const grounds = found
    .filter((ground) => first.get(ground.reason) === ground)
    .toSorted((a, b) => rank(b) - rank(a) || place(a) - place(b));
  const computed = grounds.map(({ reason }) => decisionOn(reason, policy)).reduce(stricter, AGENT_DECISIONS[0]);
  const set = policy.operations.find(([pattern]) => matchesGlob(pattern, operation.id));
  return {
    operation,
    computed,
    decision: set?.[1].decision ?? computed,
    grounds,
    set: set === undefined ? undefined : { pattern: set[0], ...set[1] },
  };
}

/** The powers of a call, with the one that every change has where an API lets people in to other services. */
function powersOf(call: AgentCall): readonly Ground[] {
  const powers = ownPowersOf(call);
  // What an identity service connects to, it has passwords and keys of.
  const shown = call.isChange ? undefined : showsOpenSetUp(call.operation);
  if (shown !== undefined && isIdentityService(call.api)) return [...powers, { reason: "credentials", shownBy: shown }];
  if (
    !call.isChange ||
    powers.some(({ reason }) => reason !== "administrative-change") ||
    isOwn(call.operation) ||
    sendsCode(call) ||
    !isIdentityService(call.api)
  )
    return powers;
  return [...powers, { reason: "safeguards", shownBy: "" }];
}

/** What the policy makes of a reason. */
export function decisionOn(reason: AgentReason, { reasons }: AgentsPolicy): AgentDecision {
  return reasons.get(reason) ?? AGENT_REASONS[reason].decision;
}
