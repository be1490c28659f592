import { fingerprintOf } from "../../review/fingerprint.ts";

/**
 * The ID of a decision about all that blocks a change of one description: the same as long as the same blocks, and another
 * as soon as anything else does. `ids`: of the places and changes that block.
 */
export function decisionId(description: string, ids: readonly string[]): string {
  return `${PREFIX}${fingerprintOf("decision", description, ...ids.toSorted())}`;
}

/** Whether a text is such an ID. */
export function isDecisionId(text: string): boolean {
  return /^gate-[0-9a-f]{16}$/.test(text);
}

const PREFIX = "gate-";
