import { callerWords, obtainerWords } from "../../../core/caller-words.ts";
import type { JSX } from "preact";
import { categoriesWords, listedCategories, type CategoryWords } from "../../../core/category-words.ts";
import { count, listed } from "../../../core/prose.ts";
import {
  callersWords,
  changeWords,
  openedWords,
  principalWords,
  WHOSE_WORDS,
  type CallerView,
} from "../../words/callers.ts";
import type { CategoryTally } from "../../words/data-tally.ts";
import { declaredAgainstReal, exposureGroups } from "../../words/exposure-groups.ts";
import { notableOperations } from "../../words/notable-operations.ts";
import { schemeWords } from "../../words/scheme-words.ts";
import { capitalized, ended } from "../../../core/sentence.ts";
import type { HtmlAnchor, HtmlChapter } from "./chapter.ts";
import { FlowFigure } from "./flow-picture.tsx";
import { Code, Fold, MoreText, To, Witness } from "./parts.tsx";
import { ExposureTag } from "./exposure-tag.tsx";
import { OperationsTable } from "./operations-table.tsx";
import { Table } from "./table.tsx";

const MOST_NOTABLE = 15;
/** Up to this many operations all stand in the section. */
const MANY_OPERATIONS = 40;
const MOST_REASONS = 3;
const MOST_CATEGORIES = 8;

/** 3. Callers and operations */
export function CallersSection({ chapter }: { readonly chapter: HtmlChapter }): JSX.Element {
  const { review, prefix } = chapter;
  const title = <h2>3. Callers and operations</h2>;
  if (review.operations.length === 0)
    return (
      <section id={`${prefix}callers`}>
        {title}
        <p>The description has no operations.</p>
      </section>
    );
  const sources = new Set(review.operations.flatMap(({ audienceSource }) => audienceSource ?? []));
  return (
    <section id={`${prefix}callers`}>
      {title}
      <p class="lead">
        <MoreText to={`${prefix}operations`}>{declaredAgainstReal(review).join(" ")}</MoreText>
      </p>
      {sources.size === 0 ? null : <p>The audience is declared by {listed([...sources], 5)}.</p>}
      <FlowFigure chapter={chapter} />
      <Groups chapter={chapter} />
      {review.operations.some(({ assumed }) => assumed) ? (
        <p class="note">
          Unknown means that the description does not say who can call the operations, or who can get the credential.{" "}
          <To to={`${prefix}unknowns`}>Section 5</To> says what each answer changes.
        </p>
      ) : null}
      <h3>What each kind of caller can read and write</h3>
      <div class="callers">
        {chapter.views.map((view) => (
          <CallerCard chapter={chapter} view={view} />
        ))}
      </div>
      <h3>The credentials</h3>
      <Credentials chapter={chapter} />
      <Notable chapter={chapter} />
    </section>
  );
}

function Groups({ chapter }: { readonly chapter: HtmlChapter }): JSX.Element {
  return (
    <Table
      name="Who can call, and why"
      columns={["Who can call", "Exposure", "Meant for", { name: "Operations", numeric: true }, "Why"]}
      rows={exposureGroups(chapter.review).map((group) => ({
        cells: [
          capitalized(callersWords(group)),
          <ExposureTag of={group} />,
          group.declared ?? "not declared",
          group.operations.length,
          <Because chapter={chapter} of={group.because} />,
        ],
      }))}
    />
  );
}

function CallerCard(props: { readonly chapter: HtmlChapter; readonly view: CallerView }): JSX.Element {
  const { caller, operations, reads, writes } = props.view;
  const to: HtmlAnchor = `${props.chapter.prefix}data`;
  return (
    <article class="caller">
      <h4>{capitalized(callerWords(caller))}</h4>
      <p class="note">
        {count(operations.length, "operation")}; {changeWords(operations)}.
      </p>
      {reads.length === 0 ? <p>No sensitive data is known to be returned.</p> : null}
      <dl>
        {reads.map(({ whose, categories, operations: n }) => (
          <>
            <dt class={whose}>Can read {WHOSE_WORDS[whose].before}</dt>
            <dd>
              <Categories of={categories} number="plural" to={to} /> <span class="note">({count(n, "operation")})</span>
            </dd>
          </>
        ))}
        {writes.length === 0 ? null : (
          <>
            <dt>Can write</dt>
            <dd>
              <Categories of={writes} number="plural" to={to} />
            </dd>
          </>
        )}
      </dl>
    </article>
  );
}

function Categories(props: {
  readonly of: readonly CategoryTally[];
  readonly number: keyof CategoryWords;
  readonly to: HtmlAnchor;
}): JSX.Element {
  const { of, number, to } = props;
  const [example] = of;
  return (
    <>
      <MoreText to={to}>{listedCategories(categoriesWords(of, number), MOST_CATEGORIES)}</MoreText>
      {example === undefined ? null : (
        <>
          , for instance <Witness of={example.witness} />
        </>
      )}
    </>
  );
}

function Because(props: { readonly of: readonly string[]; readonly chapter: HtmlChapter }): JSX.Element {
  const { of, chapter } = props;
  // Paragraphs may come to stand in one line.
  const reasons = of.map((reason) => (
    <p>
      <MoreText to={`${chapter.prefix}operations`}>{ended(capitalized(reason))}</MoreText>{" "}
    </p>
  ));
  if (reasons.length <= MOST_REASONS) return <>{reasons}</>;
  return (
    <>
      {reasons.slice(0, MOST_REASONS)}
      <Fold summary={`and ${count(reasons.length - MOST_REASONS, "more reason")}`}>{reasons.slice(MOST_REASONS)}</Fold>
    </>
  );
}

function Credentials({ chapter }: { readonly chapter: HtmlChapter }): JSX.Element {
  const { review, flowsOf, prefix } = chapter;
  if (review.schemes.length === 0) return <p>The description defines no credentials.</p>;
  return (
    <Table
      name="The credentials"
      columns={[
        "Credential",
        "Kind",
        "Who can get it",
        "Held by",
        { name: "Operations", numeric: true },
        "Data it gives access to",
        "Why",
      ]}
      rows={review.schemes.map((scheme) => ({
        cells: [
          <Code>{scheme.name}</Code>,
          schemeWords(scheme),
          obtainerWords(scheme.admission),
          principalWords(scheme),
          scheme.usedBy.length,
          <MoreText to={`${prefix}data`}>{openedWords(scheme, flowsOf)}</MoreText>,
          <Because chapter={chapter} of={scheme.because} />,
        ],
      }))}
    />
  );
}

function Notable({ chapter }: { readonly chapter: HtmlChapter }): JSX.Element | null {
  const { review, prefix } = chapter;
  const all = <To to={`${prefix}operations`}>All {review.operations.length} operations</To>;
  if (review.operations.length <= MANY_OPERATIONS)
    return <p>{all} are listed at the end, each with who can call it and what data it carries.</p>;
  const notable = notableOperations(review);
  if (notable.length === 0) return <p>{all} are listed at the end.</p>;
  return (
    <>
      <h3>The operations to look at first</h3>
      <p>{all} are listed at the end.</p>
      <OperationsTable
        name="The operations to look at first"
        chapter={chapter}
        groups={[{ path: undefined, operations: notable.slice(0, MOST_NOTABLE) }]}
      />
      {notable.length > MOST_NOTABLE ? (
        <p class="note">
          And <To to={`${prefix}operations`}>{notable.length - MOST_NOTABLE} more</To> that can be called by more
          callers than they are meant for, or that have a finding of high severity or above.
        </p>
      ) : null}
    </>
  );
}
