import type { JSX } from "preact";
import { count } from "../../../core/prose.ts";
import type { Finding, Review } from "../../../core/review.ts";
import { askedOperations } from "../../words/asked-operations.ts";
import {
  addedFindings,
  answeringLines,
  answerRows,
  NO_ANSWER,
  type AnswerRow,
} from "../../words/assumption-answers.ts";
import { nothingAssumed } from "../../words/evidence-tally.ts";
import { capitalized, ended } from "../../../core/sentence.ts";
import {
  boundaryWords,
  statusWords,
  testReason,
  testRows,
  testSteps,
  testTally,
  type TestRow,
} from "../../words/test-rows.ts";
import type { HtmlChapter } from "./chapter.ts";
import { Filter } from "./filter.tsx";
import { MOST_TOLD } from "../../words/shown-findings.ts";
import { OperationNames } from "./operation-names.tsx";
import { Code, Fold, MoreText, PlainList, SeverityTag, To } from "./parts.tsx";
import { OperationLink } from "./operation-link.tsx";
import { Table } from "./table.tsx";
import { Settle } from "./verdict.tsx";

const MOST_FINDINGS = 5;
const MOST_TESTS = 15;
const WORTH_FILTERING = 8;

/** 5. Limits of the description */
export function UnknownsSection({ chapter }: { readonly chapter: HtmlChapter }): JSX.Element {
  const { assumptions, questions, tests } = chapter.review;
  return (
    <section id={`${chapter.prefix}unknowns`}>
      <h2>5. Limits of the description</h2>
      <h3>What is assumed</h3>
      {assumptions.length === 0 ? <p>{nothingAssumed(chapter.review)}</p> : null}
      {assumptions.map((assumption, index) => (
        <AssumptionArticle chapter={chapter} assumption={assumption} n={index + 1} />
      ))}
      <h3>What to ask the team</h3>
      {questions.length === 0 ? (
        <p>No questions.</p>
      ) : (
        <ul>
          {questions.map((question) => (
            <li>
              <QuestionLine chapter={chapter} question={question} />
            </li>
          ))}
        </ul>
      )}
      <h3 id={`${chapter.prefix}tests`}>What to test</h3>
      <Tests chapter={chapter} tests={tests} />
    </section>
  );
}

function AssumptionArticle(props: {
  readonly chapter: HtmlChapter;
  readonly assumption: Review["assumptions"][number];
  readonly n: number;
}): JSX.Element {
  const { chapter, assumption, n } = props;
  const { question, operations } = assumption;
  const added = addedFindings(assumption);
  return (
    <article class="assumption" id={chapter.anchorOf("assumption", n)}>
      <h4>
        Question {n}: <MoreText to={`${chapter.prefix}fields`}>{question}</MoreText>
      </h4>
      <p>{count(operations.length, "operation")} affected.</p>
      <Answers chapter={chapter} assumption={assumption} />
      {added.length === 0 ? null : <p>Also found with an answer that lets more callers in:</p>}
      {added.length === 0 ? null : (
        <ul class="plain found">
          {added.slice(0, MOST_FINDINGS).map((finding) => (
            <FoundLine chapter={chapter} finding={finding} />
          ))}
        </ul>
      )}
      {added.length > MOST_FINDINGS ? (
        <Fold summary={count(added.length - MOST_FINDINGS, "further finding")}>
          <ul class="plain found">
            {added.slice(MOST_FINDINGS, MOST_TOLD).map((finding) => (
              <FoundLine chapter={chapter} finding={finding} />
            ))}
            {added.length > MOST_TOLD ? <li>and {added.length - MOST_TOLD} more in the JSON review</li> : null}
          </ul>
        </Fold>
      ) : null}
      {operations.length === 0 ? null : (
        <div class="names">
          Operations: <OperationNames chapter={chapter} ids={operations} />
        </div>
      )}
    </article>
  );
}

/** Each answer with the verdict and the findings that it leads to, and the lines of `sallyport.yaml` that give it. */
function Answers(props: {
  readonly chapter: HtmlChapter;
  readonly assumption: Review["assumptions"][number];
}): JSX.Element {
  const { chapter, assumption } = props;
  const rows = answerRows(chapter.review, assumption);
  if (rows.length === 0)
    return (
      <>
        <p>{NO_ANSWER}</p>
        <Settle lines={answeringLines([assumption])} />
      </>
    );
  const isSettled = assumption.settle.length > 0;
  return (
    <Table
      name="What each answer leads to"
      columns={[
        "Answer",
        "Verdict then",
        "Open findings then",
        ...(isSettled ? [{ name: "sallyport.yaml", isWide: true }] : []),
      ]}
      rows={rows.map((row, index) => ({
        cells: [
          row.answer,
          row.judged?.verdict ?? NOT_JUDGED,
          row.judged === undefined ? (
            NOT_JUDGED
          ) : (
            <>
              {capitalized(row.judged.open)}
              <span class="note"> ({row.judged.change})</span>
            </>
          ),
          ...(isSettled ? [<AnswerLines row={row} n={index + 1} />] : []),
        ],
      }))}
    />
  );
}

const NOT_JUDGED = "run the review with this answer";

function AnswerLines({ row, n }: { readonly row: AnswerRow; readonly n: number }): JSX.Element {
  return (
    <>
      <pre class="settled" data-text={`answer-${n}`}>
        {row.lines.join("\n")}
      </pre>
      <p class="copy-buttons" hidden>
        <button type="button" data-copy={`answer-${n}`} aria-label={`Copy the answer: ${row.answer}`}>
          Copy
        </button>
        <output aria-live="polite" />
      </p>
    </>
  );
}

function FoundLine({ chapter, finding }: { readonly chapter: HtmlChapter; readonly finding: Finding }): JSX.Element {
  const { severity, title, message, rule, operations } = finding;
  const others = operations.filter((id) => !message.includes(id));
  return (
    <li>
      <SeverityTag severity={severity} /> <b>{ended(title)}</b>{" "}
      <MoreText to={`${chapter.prefix}operations`}>{ended(message)}</MoreText> <Code>{rule}</Code>
      {others.length === 0 || others.length === operations.length ? null : (
        <Fold summary={count(others.length, "further operation")}>
          <PlainList
            items={others.map((id) => (
              <Code>{id}</Code>
            ))}
          />
        </Fold>
      )}
    </li>
  );
}

function QuestionLine(props: {
  readonly chapter: HtmlChapter;
  readonly question: Review["questions"][number];
}): JSX.Element {
  const { chapter, question } = props;
  const { text, settle } = question;
  const operations = askedOperations(question);
  return (
    <>
      <MoreText to={`${chapter.prefix}fields`}>{text}</MoreText>
      {settle === null ? null : (
        <>
          {" "}
          Answer it in <Code>sallyport.yaml</Code>, under <Code>{settle}</Code>.
        </>
      )}
      {operations.length === 0 ? null : (
        <div class="names">
          About: <OperationNames chapter={chapter} ids={operations} />
        </div>
      )}
    </>
  );
}

/** What no description shows: whether an operation looks at whose the thing is that it is asked for. */
function Tests(props: { readonly chapter: HtmlChapter; readonly tests: Review["tests"] }): JSX.Element {
  const { chapter, tests } = props;
  if (tests.length === 0)
    return <p>No operation takes an identifier of an object that could belong to another caller.</p>;
  const rows = testRows(tests);
  const list = `${chapter.prefix}tests-list`;
  const isAll = rows.length <= MOST_TESTS;
  return (
    <>
      <p>
        No description shows whether an operation checks that the caller may access the requested object, or may call
        the operation at all. Where sections 3 and 4 say that a caller can read data, the description allows the request
        and states nothing that prevents it. Therefore you must test whether the server makes these checks. The list has{" "}
        {testTally(tests)}. The tests that could prevent the greatest damage come first.
      </p>
      <p>{boundaryWords(tests)}</p>
      {isAll && rows.length >= WORTH_FILTERING ? <TestsFilter list={list} /> : null}
      <TestsTable
        name="What to test"
        chapter={chapter}
        rows={rows.slice(0, MOST_TESTS)}
        list={isAll ? list : undefined}
      />
      {isAll ? null : (
        <p>
          <To to={`${chapter.prefix}every-test`}>{count(furtherTests(rows), "further test")}</To>, in the list of every
          authorization test.
        </p>
      )}
    </>
  );
}

/** Every test, where they are too many for their section. */
export function EveryTestSection({ chapter }: { readonly chapter: HtmlChapter }): JSX.Element | null {
  if (!hasTestList(chapter.review)) return null;
  const list = `${chapter.prefix}tests-list`;
  return (
    <section id={`${chapter.prefix}every-test`} class="inventory">
      <h2>Every authorization test</h2>
      <p class="note">The first {MOST_TESTS} rows are those of section 5, which says how to test.</p>
      <TestsFilter list={list} />
      <TestsTable
        name="Every authorization test"
        chapter={chapter}
        rows={testRows(chapter.review.tests)}
        list={list}
        toldAbove={MOST_TESTS}
      />
    </section>
  );
}

/** Whether there are more tests than stand in section 5. */
export function hasTestList({ tests }: Review): boolean {
  return testRows(tests).length > MOST_TESTS;
}

function TestsFilter({ list }: { readonly list: string }): JSX.Element {
  return <Filter list={list} noun="tests" unit="rows of tests" facets={[]} />;
}

function TestsTable(props: {
  readonly name: string;
  readonly chapter: HtmlChapter;
  readonly rows: readonly TestRow[];
  readonly list: string | undefined;
  /** How many of them stand elsewhere already: paper has them once. */
  readonly toldAbove?: number;
}): JSX.Element {
  const { name, chapter, rows, list, toldAbove = 0 } = props;
  return (
    <Table
      name={name}
      {...(list === undefined ? {} : { list })}
      onPaper="entries"
      columns={[
        { name: "Rank", numeric: true },
        { name: "Operation", isPath: true },
        { name: "Test", isWide: true },
        { name: "Why it matters", isWide: true },
        "Status",
      ]}
      rows={rows.map((row, index) => ({
        facets: {
          "data-sensitivity": row.test.sensitivity,
          "data-status": row.test.status,
          ...(index < toldAbove ? { "data-told": "above" } : {}),
        },
        cells: [
          row.rank,
          row.tests.map(({ operation }) => (
            <div>
              <OperationLink chapter={chapter} id={operation} />
            </div>
          )),
          testSteps(row).map((step) => <div class="step">{step}</div>),
          <MoreText to={chapter.operationAnchors.get(row.test.operation) ?? `${chapter.prefix}operations`}>
            {testReason(row, chapter.review)}
          </MoreText>,
          <span class={`tag test ${row.test.status}`}>{statusWords(row)}</span>,
        ],
      }))}
    />
  );
}

function furtherTests(rows: readonly TestRow[]): number {
  return rows.slice(MOST_TESTS).reduce((sum, { tests }) => sum + tests.length, 0);
}
