import { memo } from "../../../core/memo.ts";
import type { Review, ReviewEnvelope } from "../../../core/review.ts";
import { sourceUrlOf } from "../../../core/source-url.ts";
import { anchorNames } from "../../words/anchor-names.ts";
import { MOST_TOLD } from "../../words/shown-findings.ts";
import { code, joinedContent, linkOut, linkTo, type MarkdownAnchor, type Inline } from "./nodes.ts";

/** A review as it stands in a document, with what its parts are numbered and linked by. */
export interface MarkdownChapter {
  readonly review: Review;
  readonly envelope: ReviewEnvelope;
  /** What sets its anchors apart from those of other reviews in the document. */
  readonly prefix: "" | `review-${number}-`;
}

/** A place in the description, which is a link where the repository is known. */
export function siteLink(
  { review, envelope }: Pick<MarkdownChapter, "review" | "envelope">,
  site: { readonly file: string; readonly line: number },
  words = `${site.file}:${site.line}`,
): Inline {
  const url = sourceUrlOf(review.policy.repository, envelope.commit, site);
  return url === undefined ? code(words) : linkOut(url, code(words));
}

/** Where the finding of a number, from 1, stands: the same in a later review, wherever it then stands. */
export function findingAnchor({ prefix, review }: MarkdownChapter, n: number): MarkdownAnchor {
  return `${prefix}finding-${namesIn(review).findings[n - 1] ?? n}`;
}

/** The same of an assumption. */
export function assumptionAnchor({ prefix, review }: MarkdownChapter, n: number): MarkdownAnchor {
  return `${prefix}assumption-${namesIn(review).assumptions[n - 1] ?? n}`;
}

const namesIn = memo(({ findings, assumptions }: Review) => ({
  findings: anchorNames(findings.map(({ fingerprint }) => fingerprint)),
  assumptions: anchorNames(assumptions.map(({ id }) => id)),
}));

/** Links to findings and questions, in brackets: ` (finding 1, question 1)`. A finding of an assumption links to that. */
export function linksTo(chapter: MarkdownChapter, fingerprints: readonly string[], ids: readonly string[]): Inline {
  const { findings, assumptions } = numbersIn(chapter.review);
  const found = fingerprints.flatMap((fingerprint) => findings.get(fingerprint) ?? []).filter((n) => n <= MOST_TOLD);
  const under = fingerprints.flatMap((fingerprint) =>
    findings.has(fingerprint) ? [] : (assumptions.get(fingerprint) ?? []),
  );
  const assumed = ids.flatMap((id) => assumptions.get(id) ?? []);
  const links = [
    ...found.map((n) => linkTo(findingAnchor(chapter, n), `finding ${n}`)),
    ...[...new Set([...assumed, ...under])].map((n) => linkTo(assumptionAnchor(chapter, n), `question ${n}`)),
  ];
  return links.length === 0 ? "" : [" (", joinedContent(links), ")"];
}

/** The numbers, from 1, of findings by their fingerprints; of assumptions by their ids, and by what they let be found first. */
const numbersIn = memo(({ findings, assumptions }: Review) => {
  const ofAssumptions = new Map<string, number>();
  for (const [index, { id, ifTrue }] of assumptions.entries())
    for (const key of [id, ...ifTrue.map(({ fingerprint }) => fingerprint)])
      if (!ofAssumptions.has(key)) ofAssumptions.set(key, index + 1);
  return {
    findings: new Map(findings.map(({ fingerprint }, index) => [fingerprint, index + 1] as const)),
    assumptions: ofAssumptions,
  };
});
