import { callerWords } from "../../../core/caller-words.ts";
import type { JSX } from "preact";
import { categoriesWords, listedCategories } from "../../../core/category-words.ts";
import { count, listed, shortened } from "../../../core/prose.ts";
import type { Review, ReviewEnvelope } from "../../../core/review.ts";
import { decidesVerdict, isWorthAsking } from "../../words/assumption-answers.ts";
import { WHOSE_WORDS } from "../../words/callers.ts";
import { titleOf } from "../../../core/review-title.ts";
import { asked } from "../../words/asked.ts";
import { withoutOperationNames } from "../../words/first-actions.ts";
import { unmarked } from "../../words/unmarked.ts";
import { ownerTallies, ownerWords } from "../../words/owner-tallies.ts";
import { NUMBERED, reasonGroups, type ReasonGroup } from "../../words/reason-groups.ts";
import { briefly, capitalized, ended } from "../../../core/sentence.ts";
import { signOffWords } from "../../words/sign-off-words.ts";
import { testTally } from "../../words/test-rows.ts";
import { chaptersOf, type HtmlChapter } from "./chapter.ts";
import { DecisionScreen } from "./decision-screen.tsx";
import { feetOf, pageOf } from "./page.tsx";
import { Code, PageLinksContext } from "./parts.tsx";
import { Signatures } from "./signatures.tsx";
import { Table } from "./table.tsx";

/** So many as long as they may be, and more of shorter ones; the heading of a group takes the room of half a reason. */
const MOST_REASONS = 4;
const MOST_QUESTIONS = 5;
const MOST_OWNERS = 5;
const MOST_READERS = 6;
const MOST_CATEGORIES = 8;
/** Longer, a text of the description would push what stands below it off the page. */
const MOST_CHARACTERS = 160;

/**
 * Two pages of each review for those who decide and do not read the rest: the verdict with its numbers, reason and first
 * actions; who can read other people's data, what is unknown, who must act, and who signs.
 */
export function executiveReport(envelope: ReviewEnvelope): string {
  const isOne = envelope.reviews.length === 1;
  const { vanished = [] } = envelope;
  const chapters = chaptersOf(envelope);
  return pageOf(
    isOne ? `Executive summary: ${titleOf(envelope.reviews[0]!)}` : "Executive summaries",
    <PageLinksContext.Provider value={false}>
      <main class="executive">
        {chapters.length === 0 ? <h1>No API description was reviewed.</h1> : null}
        {chapters.map((chapter, index) => (
          <Edition chapter={chapter} id={isOne ? undefined : `review-${index + 1}`} />
        ))}
        <NotReviewed files={envelope.refused} why="could not be reviewed" />
        <NotReviewed files={vanished} why={vanished.length === 1 ? "is gone" : "are gone"} />
      </main>
    </PageLinksContext.Provider>,
    feetOf(chapters),
  );
}

function NotReviewed(props: {
  readonly files: readonly { readonly file: string }[];
  readonly why: string;
}): JSX.Element | null {
  const { files, why } = props;
  if (files.length === 0) return null;
  return (
    <p class="note">
      {count(files.length, "description")} {why}: {listed(files.map(({ file }) => file))}.
    </p>
  );
}

function Edition({ chapter, id }: { readonly chapter: HtmlChapter; readonly id: string | undefined }): JSX.Element {
  const { review, envelope, prefix } = chapter;
  const { document } = review;
  return (
    <article class="review" id={id}>
      <header>
        <p class="overline">Security review: executive summary</p>
        <h1>{shortened(titleOf(review), MOST_CHARACTERS)}</h1>
        <p class="note">
          <Code>{document.file}</Code>, {count(review.operations.length, "operation")}, as of {envelope.asOf}
          {document.owner === null
            ? ""
            : `, ${document.isContact === true ? "contact:" : "owned by"} ${shortened(document.owner, 60)}`}
          . Numbers of findings and assumptions are those of the whole review.
        </p>
      </header>
      <section id={`${prefix}verdict`} class="verdict-section">
        <DecisionScreen chapter={chapter} />
        <Reasons chapter={chapter} />
      </section>
      <section id={`${prefix}readers`} class="second-page">
        <h2>Who can read other people's data?</h2>
        <Readers chapter={chapter} />
      </section>
      <section id={`${prefix}unknowns`}>
        <h2>What is unknown?</h2>
        <Unknowns chapter={chapter} />
      </section>
      <section id={`${prefix}owners`}>
        <h2>Who must act?</h2>
        <Owners chapter={chapter} />
      </section>
      <section id={`${prefix}sign-off`}>
        <h2>Who signs?</h2>
        <Signatures owner={review.document.owner} />
        <p class="note">
          {shortened(signOffWords(review) ?? "There is no sign-off yet.", MOST_CHARACTERS)} What is signed off:{" "}
          <Code>{document.file}</Code>, SHA-256 <Code>{document.sha256}</Code>.
        </p>
      </section>
    </article>
  );
}

function Reasons({ chapter: { review } }: { readonly chapter: HtmlChapter }): JSX.Element | null {
  const groups = shownReasons(review);
  if (groups.length === 0) return null;
  return (
    <>
      <h3>What the verdict rests on</h3>
      {groups.map(({ heading, reasons, shown }) => (
        <>
          <h4 class="reasons-heading">
            {heading} ({reasons.length})
          </h4>
          <ol class="reasons">
            {shown.map((text) => (
              <li>{text}</li>
            ))}
          </ol>
          {reasons.length > shown.length ? (
            <p class="note">And {reasons.length - shown.length} more in section 1 of the whole review.</p>
          ) : null}
        </>
      ))}
    </>
  );
}

/** The first reasons of each group: more of them where they are short, and at least one. */
function shownReasons(review: Review): readonly (ReasonGroup & { readonly shown: readonly string[] })[] {
  let room = MOST_REASONS * MOST_CHARACTERS;
  return reasonGroups(review.verdict).map((group) => {
    const shown: string[] = [];
    room -= MOST_CHARACTERS / 2;
    for (const { text } of group.reasons) {
      const words = briefly(withoutOperationNames(ended(unmarked(text))), MOST_CHARACTERS);
      room -= Math.max(words.length, MOST_CHARACTERS / 2);
      if (room < 0 && shown.length > 0) break;
      shown.push(words);
    }
    return { ...group, shown };
  });
}

function Readers({ chapter }: { readonly chapter: HtmlChapter }): JSX.Element {
  const rows = chapter.views.flatMap(({ caller, reads }) =>
    reads
      .filter(({ whose }) => whose === "others" || whose === "unknown")
      .map(({ whose, categories, operations }) => [
        capitalized(callerWords(caller)),
        capitalized(
          `${listedCategories(categoriesWords(categories, "plural"), MOST_CATEGORIES)} ${WHOSE_WORDS[whose].behind}`,
        ),
        operations,
      ]),
  );
  if (rows.length === 0)
    return (
      <p>
        The description shows no sensitive data of other people in responses. This does not prove that there is none.
      </p>
    );
  return (
    <>
      <Table
        name="Who can read other people's data"
        columns={[
          { name: "Who", isKept: true },
          { name: "What", isWide: true, isKept: true },
          { name: "Operations", numeric: true, isKept: true },
        ]}
        rows={rows.slice(0, MOST_READERS).map((cells) => ({ cells }))}
      />
      {rows.length > MOST_READERS ? (
        <p class="note">And {rows.length - MOST_READERS} more rows in section 3 of the whole review.</p>
      ) : null}
    </>
  );
}

function Unknowns({ chapter: { review } }: { readonly chapter: HtmlChapter }): JSX.Element {
  const { assumptions, questions, tests, coverage } = review;
  const open = [
    ...assumptions
      .filter(isWorthAsking)
      .map(
        (assumption) =>
          `${asked(assumption.question)}${decidesVerdict(review, assumption) ? " The verdict depends on it." : ""}`,
      ),
    ...questions.map(({ text }) => asked(text)),
  ];
  const silent = coverage.responses - coverage.typedResponses - (coverage.exampleResponses ?? 0);
  return (
    <ul>
      {open.slice(0, MOST_QUESTIONS).map((text) => (
        <li>{shortened(text, MOST_CHARACTERS)}</li>
      ))}
      {open.length > MOST_QUESTIONS ? (
        <li>{count(open.length - MOST_QUESTIONS, "further question")} in section 5 of the whole review.</li>
      ) : null}
      {open.length === 0 ? <li>No question is open.</li> : null}
      {tests.length === 0 ? null : (
        <li>No description shows whether callers reach only their own data: {testTally(tests)}.</li>
      )}
      {silent === 0 ? null : (
        <li>
          The description does not say what {silent} of {count(coverage.responses, "success response")}{" "}
          {silent === 1 ? "contains" : "contain"}.
        </li>
      )}
    </ul>
  );
}

function Owners({ chapter: { review, envelope } }: { readonly chapter: HtmlChapter }): JSX.Element {
  const tallies = ownerTallies(review, envelope.asOf);
  if (tallies.length === 0) return <p>No one, because no finding is open.</p>;
  const isDated = tallies.some(({ due }) => due !== undefined);
  return (
    <>
      <Table
        name="Who must act"
        columns={[
          "Owner",
          ...[...NUMBERED.map(({ name }) => name), "Open findings", "Overdue"].map(numeric),
          ...(isDated ? ["Due"] : []),
        ]}
        rows={tallies.slice(0, MOST_OWNERS).map(({ owner, reasons, open, overdue, due = "not set" }) => ({
          cells: [
            shortened(ownerWords(owner), 60),
            ...NUMBERED.map(({ kind }) => reasons[kind]),
            open,
            overdue,
            ...(isDated ? [due] : []),
          ],
        }))}
      />
      {tallies.length > MOST_OWNERS ? (
        <p class="note">And {tallies.length - MOST_OWNERS} more owners in the action plan of the whole review.</p>
      ) : null}
    </>
  );
}

function numeric(name: string) {
  return { name, numeric: true, isKept: true };
}
