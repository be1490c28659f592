import { allFindings } from "../core/all-findings.ts";
import type { Review } from "../core/review.ts";
import type { AssessedApi } from "../exposure/assessed-api.ts";
import { placeOf } from "../model/api.ts";
import { maskFor } from "../review/mask.ts";
import { changeFingerprint } from "./decision.ts";
import type { Gate } from "./gate.ts";

/**
 * The gate of a change that passes, where it fails without what it says of itself (`silent`): a change for each operation
 * that a text or server alone speaks for, by which that can be accepted.
 */
export function withDecidedByText(
  gate: Gate,
  silent: Review,
  head: AssessedApi,
  isAcceptedChange: (fingerprint: string) => boolean,
): Gate {
  const because = silent.gate?.because ?? [];
  if (because.length === 0) return gate;
  const ids = operationsIn(silent);
  const operations = head.operations.filter(({ id }) => ids.has(id));
  const open = operations.filter((operation) => !isAcceptedChange(changeFingerprint(KIND, operation)));
  if (operations.length > 0 && open.length === 0) return gate;
  return maskFor(head).review({
    ...gate,
    decision: "fail",
    because: because.map((reason) => `${SAYS_OTHERWISE}: ${reason}`),
    changes: [
      ...open.map((operation): Gate["changes"][number] => {
        const { file, pointer } = placeOf(operation);
        return {
          kind: KIND,
          direction: "worse",
          operation: operation.id,
          field: null,
          text: `${operation.id} would block without a text or server that this change adds`,
          blocks: true,
          fingerprints: [changeFingerprint(KIND, operation)],
          base: null,
          head: { file, line: head.document.lineOf({ file, pointer }) },
        };
      }),
      ...gate.changes,
    ],
  });
}

const KIND = "decided-by-text";
const SAYS_OTHERWISE = "Only a text or server that this change adds says otherwise";

/** The operations for which a gate fails, or may: those with something new or worse, and with a change that blocks. */
function operationsIn(review: Review): ReadonlySet<string> {
  const blocking = (review.gate?.changes ?? []).flatMap(({ blocks, operation }) => (blocks ? (operation ?? []) : []));
  if (blocking.length > 0) return new Set(blocking);
  return new Set(
    allFindings(review).flatMap(({ places }) =>
      places.flatMap(({ operation, state }) => (state === "new" || state === "worsened" ? (operation ?? []) : [])),
    ),
  );
}
