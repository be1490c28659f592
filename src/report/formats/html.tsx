import { Fragment, type JSX } from "preact";
import { decidingBesides } from "../words/assumption-answers.ts";
import { leadingSentence } from "../words/decision-screen.ts";
import { count, shortened } from "../../core/prose.ts";
import type { Refusal, ReviewEnvelope } from "../../core/review.ts";
import { titleOf } from "../../core/review-title.ts";
import { isOpen } from "../../core/open-findings.ts";
import { severityCounts, verdictName } from "../words/decision-words.ts";
import { allActions, firstWords } from "../words/first-actions.ts";
import { NUMBERED, reasonNumbers } from "../words/reason-groups.ts";
import { CallersSection } from "./html/callers.tsx";
import { chaptersOf, type HtmlChapter } from "./html/chapter.ts";
import { DataSection, FieldsSection } from "./html/data.tsx";
import { EvidenceSection } from "./html/evidence.tsx";
import { FindingsSection } from "./html/findings.tsx";
import { OperationsSection } from "./html/operations-table.tsx";
import { feetOf, pageOf, SkipLink, ToContents } from "./html/page.tsx";
import { Code } from "./html/parts.tsx";
import { PlanSection } from "./html/plan.tsx";
import { Table } from "./html/table.tsx";
import { SignOffSection } from "./html/sign-off.tsx";
import { TermsSection } from "./html/terms.tsx";
import { EveryTestSection, hasTestList, UnknownsSection } from "./html/unknowns.tsx";
import { VerdictSection } from "./html/verdict.tsx";

/**
 * The review as a page for a security team and a release meeting: one file, of each description the seven questions
 * that a review must answer, in their order, as the Markdown has them.
 */
export function htmlReport(envelope: ReviewEnvelope): string {
  const isOne = envelope.reviews.length === 1;
  const chapters = chaptersOf(envelope);
  const title = isOne ? `Security review: ${titleOf(envelope.reviews[0]!)}` : "Security reviews";
  return pageOf(
    title,
    <>
      <SkipLink to={isOne ? "verdict" : "reviews"}>Skip to the verdict</SkipLink>
      <div class="page">
        <nav class="contents" id="contents" aria-label="Contents">
          <p class="product">Sallyport</p>
          {isOne ? <ChapterContents chapter={chapters[0]!} /> : <ReviewsContents chapters={chapters} />}
        </nav>
        <main>
          {isOne ? null : <Reviews chapters={chapters} envelope={envelope} />}
          {chapters.map((chapter, index) => (
            <ChapterBody chapter={chapter} n={isOne ? undefined : index + 1} />
          ))}
          {isOne ? <NotReviewed envelope={envelope} /> : null}
          <ToContents />
        </main>
      </div>
    </>,
    feetOf(chapters),
  );
}

const SECTIONS = [
  ["verdict", "1. May it be released?"],
  ["plan", "Action plan"],
  ["findings", "2. Findings, in order of risk"],
  ["callers", "3. Callers and operations"],
  ["data", "4. Data in responses and requests"],
  ["unknowns", "5. Limits of the description"],
  ["evidence", "6. Quality of the evidence"],
  ["sign-off", "7. Sign-off"],
  ["terms", "Terms"],
  ["operations", "Every operation"],
  ["fields", "Every sensitive field"],
  ["every-test", "Every authorization test"],
] as const;

function ChapterContents({ chapter: { prefix, review } }: { readonly chapter: HtmlChapter }): JSX.Element {
  const counts: Readonly<Partial<Record<(typeof SECTIONS)[number][0], number>>> = {
    plan: allActions(review).length,
    findings: review.findings.length,
    operations: review.operations.length,
    fields: review.fields.length,
    "every-test": review.tests.length,
  };
  const sections = SECTIONS.filter(([id]) => id !== "every-test" || hasTestList(review));
  return (
    <ol>
      {sections.map(([id, name]) => (
        <li>
          <a href={`#${prefix}${id}`}>
            {name} {counts[id] === undefined ? null : <span class="count">{counts[id]}</span>}
          </a>
        </li>
      ))}
    </ol>
  );
}

function ReviewsContents({ chapters }: { readonly chapters: readonly HtmlChapter[] }): JSX.Element {
  return (
    <ol>
      {chapters.map(({ review }, index) => (
        <li>
          <a href={`#review-${index + 1}`}>{titleOf(review)}</a>
        </li>
      ))}
    </ol>
  );
}

function ChapterBody({ chapter, n }: { readonly chapter: HtmlChapter; readonly n: number | undefined }): JSX.Element {
  const { review } = chapter;
  return (
    <article class="review" id={n === undefined ? undefined : `review-${n}`}>
      <header>
        <p class="overline">Security review</p>
        <h1>{titleOf(review)}</h1>
        {n === undefined ? null : (
          <nav class="sections" aria-label={`Sections of ${titleOf(review)}, review ${n}`}>
            <ChapterContents chapter={chapter} />
          </nav>
        )}
      </header>
      <VerdictSection chapter={chapter} />
      <PlanSection chapter={chapter} />
      <FindingsSection chapter={chapter} />
      <CallersSection chapter={chapter} />
      <DataSection chapter={chapter} />
      <UnknownsSection chapter={chapter} />
      <EvidenceSection chapter={chapter} />
      <SignOffSection chapter={chapter} />
      <TermsSection chapter={chapter} />
      <OperationsSection chapter={chapter} />
      <FieldsSection chapter={chapter} />
      <EveryTestSection chapter={chapter} />
    </article>
  );
}

/** The list of several reviews, with the verdict of each, and what was refused. */
function Reviews(props: { readonly chapters: readonly HtmlChapter[]; readonly envelope: ReviewEnvelope }): JSX.Element {
  const { chapters, envelope } = props;
  return (
    <section id="reviews">
      <h1>Security reviews</h1>
      <p class="lead">{count(chapters.length, "API description")} reviewed.</p>
      {chapters.length === 0 ? null : (
        <Table
          name="The reviews"
          columns={[
            "API",
            "Description",
            { name: "Verdict", isKept: true },
            ...NUMBERED.map(({ name }) => ({ name, numeric: true })),
            "Open findings",
          ]}
          rows={chapters.map(({ review }, index) => ({
            cells: [
              <>
                <a href={`#review-${index + 1}`}>{titleOf(review)}</a>
                <WhyAndFirst review={review} />
              </>,
              <Code>{review.document.file}</Code>,
              <DecisionBadge of={review.verdict.decision} />,
              ...NUMBERED.map(
                (_, column) => reasonNumbers(review.verdict, decidingBesides(review))?.[column]?.n ?? "not known",
              ),
              severityCounts(review.findings.filter(isOpen)),
            ],
          }))}
        />
      )}
      <NotReviewed envelope={envelope} />
    </section>
  );
}

/** Why a verdict is what it is, and what to do first, each in a line. */
function WhyAndFirst({ review }: Pick<HtmlChapter, "review">): JSX.Element | null {
  const reason = leadingSentence(review);
  if (review.verdict.decision === null) return null;
  return (
    <>
      {reason === undefined ? null : <div class="note">{shortened(reason.text, MOST_CHARACTERS)}</div>}
      <div class="note">{shortened(firstWords(review, true), MOST_CHARACTERS)}</div>
    </>
  );
}

/** How long a reason is in a row. */
const MOST_CHARACTERS = 200;

/** A verdict in a table. */
export function DecisionBadge({ of }: { readonly of: HtmlChapter["review"]["verdict"]["decision"] }): JSX.Element {
  return <span class={`tag decision ${of ?? "none"}`}>{verdictName(of)}</span>;
}

function NotReviewed({ envelope }: { readonly envelope: ReviewEnvelope }): JSX.Element {
  const { refused, vanished = [] } = envelope;
  return (
    <>
      {vanished.length === 0 ? null : (
        <section id="vanished">
          <h2>Descriptions that are gone</h2>
          <Table
            name="Descriptions that are gone"
            columns={["Description", "What became of it", "Blocks"]}
            rows={vanished.map(({ file, text, blocks }) => ({
              cells: [<Code>{file}</Code>, text, blocks ? "yes" : "no"],
            }))}
          />
        </section>
      )}
      <Refused refused={refused} />
    </>
  );
}

function Refused({ refused }: { readonly refused: readonly Refusal[] }): JSX.Element {
  if (refused.length === 0) return <Fragment />;
  return (
    <section id="refused">
      <h2>What could not be reviewed</h2>
      <Table
        name="What could not be reviewed"
        columns={["Description", "Why", "What to do"]}
        rows={refused.map(({ file, line, message, hint }) => ({
          cells: [<Code>{line === null ? file : `${file}:${line}`}</Code>, message, hint ?? ""],
        }))}
      />
    </section>
  );
}
