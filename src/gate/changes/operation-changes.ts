import { grouped } from "../../core/grouped.ts";
import { tokensOf } from "../../core/place.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import { placeOf, type Operation } from "../../model/api.ts";
import type { Change, Compared } from "../change.ts";
import type { MatchedOperations } from "../matched-operations.ts";
import { callerWords, carriedSensitivity, handedOutWords, operationWords } from "./words.ts";

/** Operations that are there for the first time, and who can call them; and those that are no longer there. */
export function* operationChanges({ base, head }: Compared, matched: MatchedOperations): Generator<Change> {
  yield* additions(head, matched.added);
  yield* removals(base, head, matched.removed);
}

/** Operations that hand out nothing sensitive are told together, by who can call them; each other by itself. */
function* additions(head: AssessedApi, added: readonly Operation[]): Generator<Change> {
  const groups = grouped(added, (operation) => {
    const { admission, reach, exposure } = head.assessed(operation);
    const carries = carriedSensitivity(head.assessed(operation));
    return carries === undefined
      ? `${operation.operationKind === "path"} ${admission} ${reach} ${exposure}`
      : operation.id;
  });
  for (const operations of groups.values()) {
    const [first] = operations as [Operation, ...Operation[]]; // a group has one at least
    const { admission, reach, exposure, exposed } = head.assessed(first);
    const are = operations.length === 1 ? "is" : "are";
    const who =
      first.operationKind === "path"
        ? `${operationWords(operations, 6)} ${are} new: ${callerWords(admission, reach)} can call ${operations.length === 1 ? "it" : "them"}`
        : `${operationWords(operations, 6)} ${are} new, sent to whoever subscribes`;
    const carries = carriedSensitivity(head.assessed(first));
    yield {
      kind: "operation-added",
      direction: exposure === "private" ? "neutral" : "worse",
      operations,
      text: carries === undefined ? who : `${who}; it hands out ${handedOutWords(exposed)}`,
      base: undefined,
      head: placeOf(first),
      ...(carries === undefined ? {} : { carries }),
    };
  }
}

/** An operation whose path could not be read is not gone: nobody can see it any more. Those that are gone are told together. */
function* removals(base: AssessedApi, head: AssessedApi, removed: readonly Operation[]): Generator<Change> {
  const unread = unreadPaths(head);
  for (const operation of removed) {
    const hidden = unread.get(operation.path);
    if (hidden === undefined) continue;
    const carries = carriedSensitivity(base.assessed(operation));
    yield {
      kind: "evidence-lost",
      direction: "worse",
      operations: [operation],
      text: `${operation.id} can no longer be read: ${hidden.why}`,
      base: placeOf(operation),
      head: placeOf(hidden),
      concern: "evidence",
      ...(carries === undefined ? {} : { carries }),
    };
  }
  const gone = removed.filter(({ path }) => !unread.has(path));
  const [first] = gone;
  if (first === undefined) return;
  yield {
    kind: "operation-removed",
    direction: "neutral",
    operations: gone,
    text: `${operationWords(gone, 6)} ${gone.length === 1 ? "is" : "are"} no longer described`,
    base: placeOf(first),
    head: undefined,
  };
}

interface Unread {
  readonly node: Operation["node"];
  readonly why: string;
}

/** What could not be read, by the path below which it stands. */
function unreadPaths(api: AssessedApi): ReadonlyMap<string, Unread> {
  const found = new Map<string, Unread>();
  for (const part of [...api.brokenReferences, ...api.skipped]) {
    const [holder, path] = tokensOf(part.node.pointer);
    const isPath = holder === "paths" || holder === "webhooks" || holder === "x-webhooks";
    if (isPath && path !== undefined && !found.has(path)) found.set(path, part);
  }
  return found;
}
