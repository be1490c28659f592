import type { JSX } from "preact";
import { STANDS_UNLESS } from "../../words/assumption-answers.ts";
import { categoryWords } from "../../../core/category-words.ts";
import { count } from "../../../core/prose.ts";
import type { Finding, Review } from "../../../core/review.ts";
import { publishedPageOf } from "../../../core/rule-page-url.ts";
import { SEVERITIES } from "../../../core/severity.ts";
import { isOverdue, severityCounts } from "../../words/decision-words.ts";
import { fieldName } from "../../words/field-words.ts";
import { copiedTexts } from "../../words/copied-texts.ts";
import { mergedExcerpts } from "../../words/merged-excerpts.ts";
import { lineRanges, placeRows, type PlaceRow } from "../../words/place-rows.ts";
import { ended, opening } from "../../words/sentence.ts";
import { weightSentence, weightsOf, weightWords } from "../../words/reason-groups.ts";
import { ASVS_PAGE, cwePage, owaspPage } from "../../words/standards.ts";
import type { HtmlChapter } from "./chapter.ts";
import { Filter } from "./filter.tsx";
import { breakable, Code, Fold, joinedNodes, Links, Names, Out, Paragraphs, SeverityTag, To } from "./parts.tsx";
import { Table, type Row } from "./table.tsx";
import { isShown, MOST_TOLD, untoldNote } from "../../words/shown-findings.ts";

/** Lines of an excerpt, and rows of a table of places, that stand open. */
const MOST_LINES = 16;
const MOST_ROWS = 5;
const MOST_FIELDS = 7;
/** From this many on a list of findings is worth narrowing. */
const WORTH_FILTERING = 5;

/** 2. What is wrong, in order of risk? */
export function FindingsSection({ chapter }: { readonly chapter: HtmlChapter }): JSX.Element {
  const { findings } = chapter.review;
  const told = findings.slice(0, MOST_TOLD);
  const note = untoldNote(findings.length);
  const weighed = weightSentence(chapter.review);
  const list = `${chapter.prefix}findings-list`;
  return (
    <section id={`${chapter.prefix}findings`}>
      <h2>2. What is wrong, in order of risk?</h2>
      {findings.length === 0 ? (
        <p class="lead">Nothing was found. Section 6 says how much that means.</p>
      ) : (
        <>
          <p class="lead">
            {count(findings.length, "finding")}: {severityCounts(findings)}.
          </p>
          {weighed === undefined ? null : <p>{weighed}</p>}
          {note === undefined ? null : <p class="note">{note}</p>}
          {findings.length < WORTH_FILTERING ? null : <FindingsFilter list={list} findings={told} />}
          <Table
            name="The findings"
            list={list}
            columns={[
              { name: "No.", numeric: true },
              { name: "Severity", order: SEVERITIES },
              "For the verdict",
              { name: "Finding", isWide: true },
              { name: "Operations", numeric: true },
              "Owner",
              "Due",
              "Status",
            ]}
            rows={told.map((finding, index) => summaryRow(chapter, finding, index + 1))}
          />
          <div class="findings" data-list={list}>
            {told.map((finding, index) => (
              <FindingArticle
                chapter={chapter}
                finding={finding}
                n={index + 1}
                isFolded={!isShown(finding, index, findings.length)}
              />
            ))}
          </div>
        </>
      )}
    </section>
  );
}

function FindingsFilter(props: { readonly list: string; readonly findings: readonly Finding[] }): JSX.Element {
  const { list, findings } = props;
  const severities = SEVERITIES.filter((severity) => findings.some((finding) => finding.severity === severity));
  const statuses = [...new Set(findings.map(({ status }) => status))].toSorted();
  return (
    <Filter
      list={list}
      noun="findings"
      facets={[
        ...(severities.length > 1 ? [{ name: "severity" as const, label: "Severity", values: severities }] : []),
        ...(statuses.length > 1 ? [{ name: "status" as const, label: "Status", values: statuses }] : []),
      ]}
    />
  );
}

function summaryRow({ anchorOf, envelope, review: { verdict } }: HtmlChapter, finding: Finding, n: number): Row {
  return {
    facets: facetsOf(finding, n),
    cells: [
      <To to={anchorOf("finding", n)}>{n}</To>,
      <SeverityTag severity={finding.severity} />,
      <WeightTag verdict={verdict} finding={finding} />,
      <>
        {finding.title}
        <span class="note message">{ended(finding.message)}</span>
      </>,
      // A fault of the document, a server or a scheme names its operations only where they are few.
      finding.operations.length === 0 ? null : finding.operations.length,
      breakable(finding.owner ?? "nobody"),
      <Due finding={finding} asOf={envelope.asOf} />,
      finding.status,
    ],
  };
}

/** What a finding is to the verdict. */
function WeightTag(props: { readonly verdict: Review["verdict"]; readonly finding: Finding }): JSX.Element {
  const weight = weightsOf(props.verdict).get(props.finding.fingerprint);
  return <span class={`tag weight ${weight ?? "none"}`}>{weightWords(props.verdict, props.finding)}</span>;
}

/** What the filter looks at: the row of the summary and the finding itself show and hide together. */
function facetsOf({ severity, status }: Finding, n: number) {
  return { "data-severity": severity, "data-status": status, "data-entry": String(n) };
}

/** When a finding has to be dealt with, and that it is late. */
export function Due({ finding, asOf }: { readonly finding: Finding; readonly asOf: string }): JSX.Element {
  return (
    <>
      {finding.due ?? "not set"}
      {isOverdue(finding, asOf) ? <b class="overdue"> overdue</b> : null}
    </>
  );
}

function FindingArticle(props: {
  readonly chapter: HtmlChapter;
  readonly finding: Finding;
  readonly n: number;
  readonly isFolded: boolean;
}): JSX.Element {
  const { chapter, finding, n, isFolded } = props;
  const body = <FindingBody chapter={chapter} finding={finding} />;
  const title = (
    <>
      <span class="marks">
        <SeverityTag severity={finding.severity} /> <WeightTag verdict={chapter.review.verdict} finding={finding} />{" "}
        <span class="tag">confidence: {finding.confidence}</span>
      </span>{" "}
      {n}. {finding.title}
    </>
  );
  return (
    <article
      id={chapter.anchorOf("finding", n)}
      class={`finding ${finding.severity} ${finding.status}`}
      {...facetsOf(finding, n)}
    >
      <h3>{title}</h3>
      <p class="message">{ended(finding.message)}</p>
      {isFolded ? <Fold summary="Evidence, scope, remedy">{body}</Fold> : body}
    </article>
  );
}

function FindingBody({ chapter, finding }: { readonly chapter: HtmlChapter; readonly finding: Finding }): JSX.Element {
  const { evidence, fields, assumes, exploit } = finding;
  return (
    <>
      {exploit === undefined ? null : (
        <p class="exploit">
          <b>Exploit:</b> {opening(exploit, 1)}
        </p>
      )}
      {assumes.length === 0 ? null : (
        <p class="note">
          {STANDS_UNLESS}: see <Links chapter={chapter} findings={[]} assumptions={assumes} />.
        </p>
      )}
      <div class="remedy">
        <h4>What to do</h4>
        <SaidOnce chapter={chapter} finding={finding} what="remediation" />
        <EditFigure finding={finding} />
      </div>
      {evidence.length === 0 ? null : (
        <ul class="evidence">
          {evidence.map((line) => (
            <li>{line}</li>
          ))}
        </ul>
      )}
      <Excerpts finding={finding} />
      <Places finding={finding} />
      <dl class="facts">
        <OtherOperations finding={finding} />
        {fields.length === 0 ? null : (
          <div>
            <dt>{fields.length === 1 ? "Field" : `${fields.length} fields`}</dt>
            <dd>
              <Names
                noun="field"
                most={MOST_FIELDS}
                names={fields.map((key) => (
                  <NamedField chapter={chapter} id={key} />
                ))}
              />
            </dd>
          </div>
        )}
        <div>
          <dt>Why it matters</dt>
          <dd>
            <SaidOnce chapter={chapter} finding={finding} what="rationale" />
          </dd>
        </div>
        <Facts chapter={chapter} finding={finding} />
      </dl>
      <Copies chapter={chapter} finding={finding} />
    </>
  );
}

/** What several findings share: on paper it stands with the first of them. */
function SaidOnce(props: {
  readonly chapter: HtmlChapter;
  readonly finding: Finding;
  readonly what: "remediation" | "rationale";
}): JSX.Element {
  const { chapter, finding, what } = props;
  const first = chapter.review.findings.findIndex((other) => other[what] === finding[what]) + 1;
  const isFirst = chapter.review.findings[first - 1] === finding || first > MOST_TOLD;
  if (isFirst) return <Paragraphs text={finding[what]} />;
  return (
    <div class="again" data-paper={`As for finding ${first}.`}>
      <p>
        {opening(finding[what])} <To to={chapter.anchorOf("finding", first)}>The same as for an earlier finding</To>
      </p>
    </div>
  );
}

/** The change of the description that closes it, before and after, and what must be true of the service for it. */
function EditFigure({ finding: { edit, places } }: { readonly finding: Finding }): JSX.Element | null {
  if (edit === undefined) return null;
  const { shown, closes, changes, requires } = edit;
  const tags = { same: "span", removed: "del", added: "ins" } as const;
  return (
    <figure class="edit">
      <figcaption>
        The change in this description: <Code>{`${shown.file}:${shown.line}`}</Code>
        {changes.length === 1 ? "" : `, the first of ${count(changes.length, "change")}`}
        {closes.length === places.length ? "" : `. It closes ${closes.length} of ${count(places.length, "place")}`}
      </figcaption>
      <pre class="lines" tabIndex={0} aria-label={`Change of ${shown.file}`}>
        {shown.excerpt.map(({ change, text }) => {
          const Line = tags[change];
          return (
            <>
              <Line>{text}</Line>
              {"\n"}
            </>
          );
        })}
      </pre>
      <p class="requires">
        <b>It is true only if:</b> {requires}
      </p>
    </figure>
  );
}

/** The operations that no place names. */
function OtherOperations({ finding: { operations, places } }: { readonly finding: Finding }): JSX.Element | null {
  const named = new Set(places.map(({ operation }) => operation));
  if (operations.length > 1 && operations.every((id) => named.has(id))) return null;
  if (operations.length === 0) return null;
  return (
    <div>
      <dt>{operations.length === 1 ? "Operation" : `${operations.length} operations`}</dt>
      <dd>
        <Names
          noun="operation"
          names={operations.map((id) => (
            <Code>{id}</Code>
          ))}
        />
      </dd>
    </div>
  );
}

function NamedField({ chapter, id }: { readonly chapter: HtmlChapter; readonly id: string }): JSX.Element {
  const field = chapter.fields.get(id);
  if (field === undefined) return <Code>{id}</Code>;
  return (
    <>
      <Code>{fieldName(field)}</Code>{" "}
      <span class="note">
        ({categoryWords(field)}, {field.sensitivity})
      </span>
    </>
  );
}

/** The evidence: the lines of its places, those of a file together, with all marks. */
function Excerpts({ finding }: { readonly finding: Finding }): JSX.Element {
  const all = mergedExcerpts(finding, MOST_LINES);
  const figures = all.map(({ file, lines, untold }) => (
    <figure class="excerpt">
      <figcaption>
        <Code>{file}</Code>
        {untold === 0 ? "" : `, without the lines of ${count(untold, "place")} that the table has`}
      </figcaption>
      <pre class="lines" tabIndex={0} aria-label={`Lines of ${file}`}>
        {lines.map(({ line, text, marks, isAfterGap }) => (
          <>
            {isAfterGap ? (
              <span class="gap" aria-hidden="true">
                {"⋮\n"}
              </span>
            ) : null}
            <span class={marks.length === 0 ? "line" : "line marked"}>
              <span class="number">{line}</span>
              <Marked text={text} marks={marks} />
              {"\n"}
            </span>
          </>
        ))}
      </pre>
    </figure>
  ));
  if (figures.length <= MOST_FILES) return <>{figures}</>;
  return (
    <>
      {figures.slice(0, MOST_FILES)}
      <Fold summary={`Lines of ${count(figures.length - MOST_FILES, "more file")}`}>
        {figures.slice(MOST_FILES, MOST_TOLD)}
      </Fold>
    </>
  );
}

const MOST_FILES = 2;

function Marked(props: { readonly text: string; readonly marks: readonly (readonly [number, number])[] }): JSX.Element {
  const { text, marks } = props;
  let from = 0;
  return (
    <>
      {marks.map(([start, end]) => {
        const before = text.slice(from, start - 1);
        from = end - 1;
        return (
          <>
            {before}
            <mark>{text.slice(start - 1, from)}</mark>
          </>
        );
      })}
      {text.slice(from)}
    </>
  );
}

/** Where a cause with several places is: operations by the ways in or out, with the lines. */
function Places({ finding }: { readonly finding: Finding }): JSX.Element | null {
  if (finding.places.length < 2) return null;
  const rows = placeRows(finding);
  const hasOperations = rows.some(({ operations }) => operations.length > 0);
  const hasWays = rows.some(({ ways }) => ways.length > 0);
  if (!hasOperations && !hasWays) return null;
  const hasStates = rows.some(({ states }) => states.length > 0);
  const table = (name: string, some: readonly PlaceRow[]): JSX.Element => (
    <Table
      name={name}
      columns={[
        ...(hasOperations ? [{ name: "Operation", isPath: true }] : []),
        ...(hasWays ? ["Way in or out"] : []),
        "Line",
        ...(hasStates ? ["Change"] : []),
      ]}
      rows={some.map((row) => ({
        cells: [
          ...(hasOperations ? [<Codes names={row.operations} noun="operation" />] : []),
          ...(hasWays ? [<Codes names={row.ways} noun="way" />] : []),
          <PlaceLines finding={finding} row={row} />,
          ...(hasStates ? [row.states.map((state) => <span class={`tag state ${state}`}>{state}</span>)] : []),
        ],
      }))}
    />
  );
  return (
    <>
      {table("Where it is", rows.slice(0, MOST_ROWS))}
      {rows.length > MOST_ROWS ? (
        <Fold summary={`and ${count(rows.length - MOST_ROWS, "more row")}`}>
          {table("Where else it is", rows.slice(MOST_ROWS, MOST_TOLD))}
        </Fold>
      ) : null}
    </>
  );
}

function Codes({ names, noun }: { readonly names: readonly string[]; readonly noun: string }): JSX.Element {
  return (
    <Names
      noun={noun}
      most={MOST_FIELDS + 1}
      names={names.map((name) => (
        <Code>{name}</Code>
      ))}
    />
  );
}

function PlaceLines({ finding, row: { lines } }: { readonly finding: Finding; readonly row: PlaceRow }): JSX.Element {
  return (
    <>
      {[...lines].map(([file, some], index) => (
        <>
          {index > 0 ? "; " : ""}
          {file === finding.file ? null : <Code>{file}</Code>}
          {file === finding.file ? "" : " "}
          {lineRanges(some).join(", ")}
        </>
      ))}
    </>
  );
}

/** Texts to take elsewhere. With JavaScript a button copies each; without it they stand in the fold. */
function Copies({ chapter, finding }: { readonly chapter: HtmlChapter; readonly finding: Finding }): JSX.Element {
  const texts = copiedTexts(chapter.review, finding);
  return (
    <div class="copies">
      <p class="copy-buttons" hidden>
        <button type="button" data-copy="link">
          Copy link
        </button>
        {texts.map(({ kind, name }) => (
          <button type="button" data-copy={kind}>
            Copy {name}
          </button>
        ))}
        <output aria-live="polite" />
      </p>
      <Fold summary="Ticket text, waiver, dismissal">
        {texts.map(({ kind, heading, text }) => (
          <figure>
            <figcaption>{heading}</figcaption>
            <pre class="lines" data-text={kind}>
              {text}
            </pre>
          </figure>
        ))}
      </Fold>
    </div>
  );
}

function Facts({ chapter, finding }: { readonly chapter: HtmlChapter; readonly finding: Finding }): JSX.Element {
  const { owasp, cwe, asvs = [], rule, fingerprint, status, owner, firstSeen, ticket } = finding;
  const rulePage = publishedPageOf(finding);
  const standards = [
    ...owasp.map((category) => {
      const page = owaspPage(category);
      return page === undefined ? <Code>{category}</Code> : <Out href={page}>{category}</Out>;
    }),
    ...cwe.map((id) => <Out href={cwePage(id)}>{`CWE-${id}`}</Out>),
    ...(asvs.length === 0
      ? []
      : [
          <>
            <Out href={ASVS_PAGE}>OWASP ASVS 5.0.0</Out> {asvs.join(", ")}
          </>,
        ]),
  ];
  return (
    <>
      <div>
        <dt>Who and when</dt>
        <dd>
          Status: {status}, owner: {owner ?? "nobody"}, due: <Due finding={finding} asOf={chapter.envelope.asOf} />
          {firstSeen === null ? "" : `, first seen: ${firstSeen}`}
          {ticket === null ? "" : `, ticket: ${ticket}`}
        </dd>
      </div>
      {standards.length === 0 ? null : (
        <div>
          <dt>Standards</dt>
          <dd>{joinedNodes(standards)}</dd>
        </div>
      )}
      <div>
        <dt>Rule</dt>
        <dd>
          {rulePage === undefined ? <Code>{rule}</Code> : <Out href={rulePage}>{rule}</Out>}, id:{" "}
          <Code>{fingerprint}</Code>
        </dd>
      </div>
    </>
  );
}
