import type { AgentReason } from "../core/agent-reasons.ts";

/** A reason for what an agent may do with an operation, and what it was seen by. */
export interface Ground {
  readonly reason: AgentReason;
  /** What shows it, in a few words: `2xx data[].email: e-mail address`; empty where the operation itself does. */
  readonly shownBy: string;
}
