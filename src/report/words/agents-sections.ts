import {
  AGENT_DECISIONS,
  AGENT_REASONS,
  AGENT_REASON_NAMES,
  OWN_WORDS,
  type AgentDecision,
} from "../../core/agent-reasons.ts";
import type { AgentsApi, AgentsOperation } from "../../core/agents.ts";
import { grouped } from "../../core/grouped.ts";
import { count } from "../../core/prose.ts";
import { capitalized } from "../../core/sentence.ts";

/** Operations on which one decision was made for one first reason. */
export interface AgentsGroup {
  /** `Returns personal data of others` */
  readonly title: string;
  /** Whether a row says more than the title. */
  readonly saysWhy: boolean;
  readonly rows: readonly AgentsRow[];
}

export interface AgentsRow {
  readonly operation: string;
  readonly summary: string;
  /** What shows the reason, and what else speaks against the call. */
  readonly because: string;
}

export interface AgentsSection {
  readonly decision: AgentDecision;
  /** `Confirm (12)` */
  readonly title: string;
  /** What the decision means. */
  readonly meaning: string;
  readonly groups: readonly AgentsGroup[];
}

/** The decisions on an API, those that a person looks at first before the others, grouped by their first reason. */
export function agentsSections({ operations }: AgentsApi): readonly AgentsSection[] {
  return AGENT_DECISIONS.map((decision) => {
    const decided = operations.filter((one) => one.decision === decision);
    return {
      decision,
      title: `${NAMES[decision]} (${decided.length})`,
      meaning: MEANINGS[decision],
      groups: groupsOf(decided),
    };
  }).filter(({ groups }) => groups.length > 0);
}

/** `12 allow, 4 confirm, 9 deny` of so many operations. */
export function agentsTally({ counts, operations }: AgentsApi): string {
  const { allow, confirm, deny } = counts;
  return `${count(operations.length, "operation")}: ${allow} allow, ${confirm} confirm, ${deny} deny`;
}

const NAMES: Readonly<Record<AgentDecision, string>> = { allow: "Allow", confirm: "Confirm", deny: "Deny" };

const MEANINGS: Readonly<Record<AgentDecision, string>> = {
  allow: "An agent may call these by itself.",
  confirm: "An agent may call these once a person has seen and confirmed this very call.",
  deny: "No agent may call these: do not make them tools.",
};

function groupsOf(operations: readonly AgentsOperation[]): readonly AgentsGroup[] {
  const set = operations.filter(({ setBy }) => setBy !== null);
  const computed = operations.filter(({ setBy }) => setBy === null);
  const byReason = AGENT_REASON_NAMES.flatMap((name): readonly AgentsGroup[] => {
    const rows = computed.filter(({ reasons }) => (reasons[0]?.reason ?? "plain-data") === name);
    // Of what is the caller's own, not every text says the same.
    return [
      ...grouped(rows, ({ reasons: [first] }) => (first === undefined ? AGENT_REASONS[name].says : saidOf(first))),
    ].map(([said, some]) => groupOf(said, some));
  });
  return set.length === 0 ? byReason : [groupOf("set in sallyport.yaml", set), ...byReason];
}

function groupOf(title: string, operations: readonly AgentsOperation[]): AgentsGroup {
  const rows = operations.map(rowOf);
  return {
    title: capitalized(title),
    saysWhy: rows.some(({ because }) => because !== ""),
    rows,
  };
}

function rowOf({ id, summary, decision, reasons, setBy }: AgentsOperation): AgentsRow {
  if (setBy !== null)
    return { operation: id, summary: summary ?? "", because: `${setBy.reason} (by default: ${setBy.computed})` };
  const [first, ...others] = reasons;
  const shownBy = first === undefined ? "" : shownByOf(first);
  const also = others.filter((one) => one.decision === decision).map(({ text }) => text);
  const because = [...(shownBy === "" ? [] : [shownBy]), ...(also.length === 0 ? [] : [`also ${also.join("; ")}`])];
  return { operation: id, summary: summary ?? "", because: because.join("; ") };
}

/** What shows a reason, which its text names behind what the reason is. */
function shownByOf(reason: AgentsOperation["reasons"][number]): string {
  const said = saidOf(reason);
  return reason.text.startsWith(said) ? reason.text.slice(said.length + ": ".length) : reason.text;
}

/** What a reason is, without what shows it: in our own words, whatever its text is. */
function saidOf({ reason, text }: AgentsOperation["reasons"][number]): string {
  const { says } = AGENT_REASONS[reason];
  return [says, ...VARIANTS].find((one) => text.startsWith(one)) ?? says;
}

const VARIANTS: readonly string[] = Object.values(OWN_WORDS).flatMap((words) => Object.values(words));
