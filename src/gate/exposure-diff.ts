import type { AssessedApi } from "../exposure/assessed-api.ts";
import type { Change, Compared } from "./change.ts";
import { agentChanges } from "./changes/agent-changes.ts";
import { exposureChanges } from "./changes/exposure-changes.ts";
import { fieldChanges } from "./changes/field-changes.ts";
import { ownerChanges } from "./changes/owner-changes.ts";
import { operationChanges } from "./changes/operation-changes.ts";
import { promiseChanges } from "./changes/promise-changes.ts";
import { requirementChanges } from "./changes/requirement-changes.ts";
import { schemaChanges } from "./changes/schema-changes.ts";
import { schemeChanges } from "./changes/scheme-changes.ts";
import { serverChanges } from "./changes/server-changes.ts";
import { typingChanges } from "./changes/typing-changes.ts";
import { matchedOperations } from "./matched-operations.ts";

/**
 * What changed between two descriptions of one API in the security direction: the worse first, then the better, each in
 * the order of who can call, what proves it, what leaves, and what comes in.
 */
export function exposureDiff(compared: Compared): readonly Change[] {
  const matched = matchedOperations(compared.base, compared.head);
  const found = [
    ...operationChanges(compared, matched),
    ...exposureChanges(compared, matched),
    ...requirementChanges(compared, matched),
    ...schemeChanges(compared),
    ...serverChanges(compared),
    ...fieldChanges(compared, matched),
    ...ownerChanges(compared, matched),
    ...promiseChanges(matched),
    ...typingChanges(compared, matched),
    ...schemaChanges(compared, matched),
    ...agentChanges(compared, matched),
  ];
  const order = ["worse", "better", "neutral"];
  return withoutRepeats(found).toSorted((a, b) => order.indexOf(a.direction) - order.indexOf(b.direction));
}

/** What a description that has no base exposes: each of its operations is new. */
export function newDescription(head: AssessedApi): readonly Change[] {
  const matched = { pairs: [], added: head.operations, removed: [] };
  return [...operationChanges({ base: head, head }, matched)];
}

/** What is told once with all that is lost is not told again without it. */
function withoutRepeats(changes: readonly Change[]): readonly Change[] {
  const told = new Set(
    changes
      .filter(({ kind, carries }) => kind.startsWith("response-") && carries !== undefined)
      .flatMap(({ operations }) => operations.map(({ id }) => id)),
  );
  return changes.filter(
    ({ kind, carries, operations }) =>
      !kind.startsWith("response-") || carries !== undefined || !operations.every(({ id }) => told.has(id)),
  );
}
