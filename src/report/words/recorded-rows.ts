import { grouped } from "../../core/grouped.ts";
import { listed } from "../../core/prose.ts";
import type { Review } from "../../core/review.ts";

/** Something that a person has recorded, and that a verdict rests on. */
export interface RecordedRow {
  readonly kind: "attested" | "passed" | "failed" | "not applicable";
  /** What is so, by their word. */
  readonly what: string;
  readonly by: string;
  readonly on: string;
  /** How they know it. */
  readonly evidence: string;
  /** Until when it counts. */
  readonly until: string;
}

/** What stands over these rows. */
export const RECORDED = "Attested and tested by people";

const MOST_NAMED = 4;

/** What people have attested, and the tests that they have recorded: of tests with one protocol the operations together. */
export function recordedRows({ attested = [], tests, proofs = [] }: Review): readonly RecordedRow[] {
  const listedOnes = tests.flatMap(({ operation, status, tested }) =>
    tested === undefined || status === "untested" ? [] : [{ operation, status, tested }],
  );
  const known = new Set(listedOnes.map(({ operation }) => operation));
  const made = [
    ...listedOnes,
    // What the description promises is shown by tests that are not in the list.
    ...proofs.flatMap(({ tested }) =>
      tested.flatMap(({ operation, outcome, by, on, until, evidence }) =>
        known.has(operation) ? [] : [{ operation, status: outcome, tested: { by, on, until, evidence } }],
      ),
    ),
  ];
  return [
    ...attested.map(({ claim, by, on, because, places }): RecordedRow => ({
      kind: "attested",
      what: `${claim.replace(/[.]$/, "")} (${listed([...new Set(Object.values(places))], MOST_NAMED)}).`,
      by,
      on,
      evidence: because ?? "none given",
      until: "the fix is made again",
    })),
    ...[...grouped(made, ({ status, tested }) => JSON.stringify([status, tested])).values()].map(
      (same): RecordedRow => {
        const { status, tested } = same[0]!; // grouped, so there is one
        return {
          kind: status === "not-applicable" ? "not applicable" : status,
          what: `Test of ${listed(
            same.map(({ operation }) => operation),
            MOST_NAMED,
          )}`,
          by: tested.by,
          on: tested.on,
          evidence:
            status === "not-applicable" ? `it does not apply: ${tested.evidence}` : (tested.evidence ?? "none given"),
          until: status === "failed" ? "it is tested again" : (tested.until ?? "the operation changes"),
        };
      },
    ),
  ];
}
