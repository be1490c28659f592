import type { Finding, Review, ReviewEnvelope } from "../../../core/review.ts";
import { joinedContent, linkTo, type MarkdownAnchor, type Inline } from "./nodes.ts";

/** A review as it stands in a document, with what its parts are numbered and linked by. */
export interface MarkdownChapter {
  readonly review: Review;
  readonly envelope: ReviewEnvelope;
  /** What sets its anchors apart from those of other reviews in the document. */
  readonly prefix: "" | `review-${number}-`;
}

/** Where a finding stands, by its number from 1. */
export function findingAnchor({ prefix }: MarkdownChapter, n: number): MarkdownAnchor {
  return `${prefix}finding-${n}`;
}

/** Where an assumption stands, by its number from 1. */
export function assumptionAnchor({ prefix }: MarkdownChapter, n: number): MarkdownAnchor {
  return `${prefix}assumption-${n}`;
}

/** Links to findings and assumptions, in brackets: ` (finding 1, assumption 1)`. A finding of an assumption links to that. */
export function linksTo(chapter: MarkdownChapter, fingerprints: readonly string[], ids: readonly string[]): Inline {
  const { findings, assumptions } = chapter.review;
  const found = fingerprints.flatMap((fingerprint) =>
    numberOf(findings, (finding) => finding.fingerprint === fingerprint),
  );
  const under = fingerprints.flatMap((fingerprint) =>
    numberOf(assumptions, ({ ifTrue }) => !isAmong(findings, fingerprint) && isAmong(ifTrue, fingerprint)),
  );
  const assumed = ids.flatMap((id) => numberOf(assumptions, (assumption) => assumption.id === id));
  const links = [
    ...found.map((n) => linkTo(findingAnchor(chapter, n), `finding ${n}`)),
    ...[...new Set([...assumed, ...under])].map((n) => linkTo(assumptionAnchor(chapter, n), `assumption ${n}`)),
  ];
  return links.length === 0 ? "" : [" (", joinedContent(links), ")"];
}

function isAmong(findings: readonly Finding[], fingerprint: string): boolean {
  return findings.some((finding) => finding.fingerprint === fingerprint);
}

/** The number, from 1, of the one that is meant; none where there is none. */
function numberOf<T>(all: readonly T[], isMeant: (one: T) => boolean): readonly number[] {
  const index = all.findIndex(isMeant);
  return index < 0 ? [] : [index + 1];
}
