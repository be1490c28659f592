import { decidedOf, type DecidedOperation } from "../../agents/decided.ts";
import { declaredForAgents } from "../../agents/declared.ts";
import { AGENT_REASONS } from "../../core/agent-reasons.ts";
import { placeOf, type Operation } from "../../model/api.ts";
import type { Change, Compared } from "../change.ts";
import type { MatchedOperations } from "../matched-operations.ts";

/**
 * What an agent may call by itself, and could not before; of an API that is meant for agents, by its policy or its description.
 * An operation that is new could not be called either.
 */
export function* agentChanges({ base, head }: Compared, { pairs, added }: MatchedOperations): Generator<Change> {
  if (declaredForAgents(head) === undefined && declaredForAgents(base) === undefined) return;
  for (const pair of pairs) {
    if (pair.head.operationKind !== "path") continue;
    const [was, is] = [decidedOf(base, pair.base), decidedOf(head, pair.head)];
    if (is.decision === "allow" && was.decision !== "allow")
      yield {
        ...allowed(
          pair.head,
          `agents may call ${pair.head.id} without confirmation; it was ${WAS[was.decision]}${why(was)}`,
        ),
        base: placeOf(pair.base),
      };
  }
  for (const operation of added)
    if (operation.operationKind === "path" && decidedOf(head, operation).decision === "allow")
      yield allowed(operation, `${operation.id} is new, and agents may call it without confirmation`);
}

const WAS = { allow: "allowed", confirm: "one to confirm", deny: "denied" } as const;

/** Why it was not allowed, by the first of its reasons. */
function why({ grounds, computed, decision }: DecidedOperation): string {
  const [first] = grounds;
  return first === undefined || computed !== decision ? "" : ` (${AGENT_REASONS[first.reason].says})`;
}

function allowed(operation: Operation, text: string): Change {
  return {
    kind: "allowed-to-agents",
    direction: "worse",
    operations: [operation],
    text,
    base: undefined,
    head: placeOf(operation),
    concern: "agents",
  };
}
