import { memo } from "../../../core/memo.ts";
import { addTo } from "../../../core/grouped.ts";
import type { Review, ReviewEnvelope } from "../../../core/review.ts";
import { documentCells } from "./document-cells.ts";
import { csvTable, type CsvRow } from "./table.ts";

type Test = Review["tests"][number];

/** The authorization tests as a checklist: a row for each call to try, in the order of what would be lost. */
export function csvTestsReport({ reviews }: ReviewEnvelope): string {
  return csvTable(
    COLUMNS,
    reviews.flatMap((review) =>
      review.tests.flatMap((test) => [test, ...(test.further ?? [])].map((step) => testRow(review, test, step))),
    ),
  );
}

const COLUMNS = [
  "api",
  "version",
  "file",
  "rank",
  "urgency",
  "operation",
  "kind",
  "boundary",
  "resource",
  "as",
  "ask",
  "expect",
  "why",
  "sensitivity",
  "outcome",
  "evidence",
  "tested_by",
  "tested_on",
] as const;

function testRow(
  review: Review,
  test: Test,
  { kind, as, ask, expect }: Pick<Test, "kind" | "as" | "ask" | "expect">,
): CsvRow<(typeof COLUMNS)[number]> {
  return {
    ...documentCells(review),
    file: review.document.file,
    rank: String(test.rank),
    urgency: test.urgency ?? "",
    operation: test.operation,
    kind: kind ?? "",
    boundary: test.boundary ?? "",
    resource: test.resource ?? "",
    as,
    ask,
    expect,
    why: test.why,
    sensitivity: test.sensitivity,
    ...outcomeOf(review, test),
  };
}

const boundariesByOperation = memo(({ boundaries = [] }: Review) => {
  const found = new Map<string, (typeof boundaries)[number][]>();
  for (const boundary of boundaries)
    for (const operation of new Set(boundary.operations)) addTo(found, operation, boundary);
  return found;
});

/** What the register has of a test; what nobody has run is left to be filled in. */
function outcomeOf(
  review: Review,
  { operation, status }: Test,
): CsvRow<"outcome" | "evidence" | "tested_by" | "tested_on"> {
  if (status === "untested") return { outcome: "", evidence: "", tested_by: "", tested_on: "" };
  const records = (boundariesByOperation(review).get(operation) ?? []).flatMap(({ tested = [] }) =>
    tested.filter(({ outcome }) => outcome === status),
  );
  const said = (of: (record: (typeof records)[number]) => string | null): string =>
    [...new Set(records.map(of).filter((text) => text !== null))].join("; ");
  return {
    outcome: status,
    evidence: said(({ evidence }) => evidence),
    tested_by: said(({ by }) => by),
    tested_on: said(({ on }) => on),
  };
}
