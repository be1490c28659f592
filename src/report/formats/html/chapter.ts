import { grouped } from "../../../core/grouped.ts";
import type { Finding, OperationEntry, Review, ReviewEnvelope } from "../../../core/review.ts";
import { callerViews, type CallerView } from "../../words/callers.ts";
import { countedFlows, type CountedFlow, type TalliedField } from "../../words/data-tally.ts";
import { fieldKey } from "../../words/field-words.ts";
import { anchorNames } from "../../words/anchor-names.ts";
import { MOST_TOLD } from "../../words/shown-findings.ts";

/** A review as it stands in a page, with what its parts ask of it again and again. */
export interface HtmlChapter {
  readonly review: Review;
  readonly envelope: ReviewEnvelope;
  /** What sets its anchors apart from those of other reviews in the page. */
  readonly prefix: "" | `review-${number}-`;
  readonly flows: readonly CountedFlow[];
  readonly flowsOf: ReadonlyMap<string, readonly CountedFlow[]>;
  readonly views: readonly CallerView[];
  /** Fields by what findings call them. */
  readonly fields: ReadonlyMap<string, TalliedField>;
  /** The numbers, from 1, of the findings about each operation. */
  readonly findingsOf: ReadonlyMap<OperationEntry["id"], readonly number[]>;
  readonly findingNumbers: ReadonlyMap<Finding["fingerprint"], number>;
  readonly assumptionNumbers: ReadonlyMap<string, number>;
  /** What the finding or assumption of a number, from 1, is called in the page: the same in a later review, wherever it then stands. */
  readonly anchorOf: (of: "finding" | "assumption", n: number) => HtmlAnchor;
  /** What the row of each operation in the list of all is called: the same in a later review. */
  readonly operationAnchors: ReadonlyMap<OperationEntry["id"], HtmlAnchor>;
}

/** Somewhere in the page that a link can go to. */
export type HtmlAnchor = `${HtmlChapter["prefix"]}${
  | "verdict"
  | "plan"
  | "callers"
  | "data"
  | "fields"
  | "reasons"
  | "tests"
  | "every-test"
  | "findings"
  | "unknowns"
  | "evidence"
  | "sign-off"
  | "terms"
  | "operations"
  | "resources"
  | `${"finding" | "assumption" | "operation" | "resource" | "api"}-${string}`}`;

/** The reviews as they stand in one page; of several each has anchors of its own. */
export function chaptersOf(envelope: ReviewEnvelope): readonly HtmlChapter[] {
  const { reviews } = envelope;
  return reviews.map((review, index) =>
    chapterOf(review, envelope, reviews.length === 1 ? "" : `review-${index + 1}-`),
  );
}

function chapterOf(review: Review, envelope: ReviewEnvelope, prefix: HtmlChapter["prefix"]): HtmlChapter {
  const flows = countedFlows(review);
  const told = review.findings.slice(0, MOST_TOLD);
  const findingsOf = new Map<string, number[]>();
  for (const [index, finding] of told.entries())
    for (const operation of new Set(finding.operations)) {
      const numbers = findingsOf.get(operation);
      if (numbers === undefined) findingsOf.set(operation, [index + 1]);
      else numbers.push(index + 1);
    }
  return {
    review,
    envelope,
    prefix,
    flows,
    flowsOf: grouped(flows, ({ operation }) => operation.id),
    views: callerViews(review),
    fields: new Map(review.fields.map((field) => [fieldKey(field), field] as const)),
    findingsOf,
    findingNumbers: new Map(told.map(({ fingerprint }, index) => [fingerprint, index + 1] as const)),
    assumptionNumbers: assumptionNumbers(review),
    anchorOf: anchorsOf(review, prefix),
    operationAnchors: operationAnchors(review, prefix),
  };
}

function anchorsOf({ findings, assumptions }: Review, prefix: HtmlChapter["prefix"]): HtmlChapter["anchorOf"] {
  const names = {
    finding: anchorNames(findings.map(({ fingerprint }) => fingerprint)),
    assumption: anchorNames(assumptions.map(({ id }) => id)),
  };
  return (of, n) => `${prefix}${of}-${names[of][n - 1] ?? n}`;
}

/** Operations by method and path, in what may stand in an address; where two are alike in that, the later has a number. */
function operationAnchors({ operations }: Review, prefix: HtmlChapter["prefix"]): HtmlChapter["operationAnchors"] {
  const taken = new Map<string, number>();
  return new Map(
    operations.map(({ id }) => {
      const name =
        id
          .toLowerCase()
          .slice(0, MOST_ANCHOR)
          .match(/[a-z0-9]+/g)
          ?.join("-") ?? "no";
      const before = taken.get(name) ?? 0;
      taken.set(name, before + 1);
      // Two hyphens: no other name has them.
      return [id, `${prefix}operation-${name}${before === 0 ? "" : `--${before + 1}`}`] as const;
    }),
  );
}

const MOST_ANCHOR = 120;

/** Assumptions by their ids, and by the fingerprints of what is found only under them. */
function assumptionNumbers({ assumptions }: Review): ReadonlyMap<string, number> {
  return new Map(
    assumptions.flatMap(({ id, ifTrue }, index) => [
      ...ifTrue.map(({ fingerprint }) => [fingerprint, index + 1] as const),
      [id, index + 1] as const,
    ]),
  );
}
