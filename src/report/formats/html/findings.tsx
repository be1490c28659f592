import type { JSX } from "preact";
import { STANDS_UNLESS } from "../../words/assumption-answers.ts";
import { categoryWords } from "../../../core/category-words.ts";
import { count } from "../../../core/prose.ts";
import type { Finding, FindingPlace, Review } from "../../../core/review.ts";
import { publishedPageOf } from "../../../core/rule-page-url.ts";
import { SEVERITIES } from "../../../core/severity.ts";
import { isOverdue, severityCounts } from "../../words/decision-words.ts";
import { fieldName } from "../../words/field-words.ts";
import { ended } from "../../words/sentence.ts";
import { weightSentence, weightsOf, weightWords } from "../../words/reason-groups.ts";
import { shownPlaces } from "../../words/shown-places.ts";
import { cwePage, owaspPage } from "../../words/standards.ts";
import type { HtmlChapter } from "./chapter.ts";
import { Filter } from "./filter.tsx";
import {
  breakable,
  Code,
  Fold,
  joinedNodes,
  Links,
  Names,
  Out,
  Paragraphs,
  PlainList,
  SeverityTag,
  To,
} from "./parts.tsx";
import { Table, type Row } from "./table.tsx";
import { isShown, MOST_TOLD, untoldNote } from "../../words/shown-findings.ts";

const MOST_EXCERPTS = 2;
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
              "Verdict",
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
      finding.operations.length,
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
  const { evidence, operations, fields, assumes } = finding;
  return (
    <>
      {assumes.length === 0 ? null : (
        <p class="note">
          {STANDS_UNLESS}: see <Links chapter={chapter} findings={[]} assumptions={assumes} />.
        </p>
      )}
      {evidence.length === 0 ? null : (
        <ul class="evidence">
          {evidence.map((line) => (
            <li>{line}</li>
          ))}
        </ul>
      )}
      <Places finding={finding} />
      <dl class="facts">
        {operations.length === 0 ? null : (
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
        )}
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
            <Paragraphs text={finding.rationale} />
          </dd>
        </div>
        <div>
          <dt>What to do</dt>
          <dd class="remedy">
            <Paragraphs text={finding.remediation} />
          </dd>
        </div>
        <Facts chapter={chapter} finding={finding} />
      </dl>
    </>
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

/** The evidence: the lines of the first places, and where the others are. */
function Places({ finding }: { readonly finding: Finding }): JSX.Element {
  const { shown, rest } = shownPlaces(finding, MOST_EXCERPTS);
  const others = rest.map((place) => <Where place={place} finding={finding} />);
  return (
    <>
      {shown.map((place) => (
        <figure class="excerpt">
          <figcaption>
            <Code>{`${place.file}:${place.line}`}</Code>{" "}
            {place.operation === null ? null : <Code>{place.operation}</Code>}{" "}
            {place.witness === null ? null : <Code>{place.witness}</Code>}
            <State place={place} />
          </figcaption>
          <pre class="lines" tabIndex={0} aria-label={`Lines of ${place.file}`}>
            {place.excerpt.map(({ line, text, mark }) => (
              <span class={mark === null ? "line" : "line marked"}>
                <span class="number">{line}</span>
                <Marked text={text} mark={mark} />
                {"\n"}
              </span>
            ))}
          </pre>
        </figure>
      ))}
      {others.length === 0 ? null : others.length <= 2 ? (
        <p class="note">Also at {joinedNodes(others, "; ")}.</p>
      ) : (
        <Fold summary={`${others.length} further places`}>
          <PlainList items={others} />
        </Fold>
      )}
    </>
  );
}

function Marked(props: { readonly text: string; readonly mark: readonly [number, number] | null }): JSX.Element {
  const { text, mark } = props;
  if (mark === null) return <>{text}</>;
  const [from, to] = [mark[0] - 1, mark[1] - 1];
  return (
    <>
      {text.slice(0, from)}
      <mark>{text.slice(from, to)}</mark>
      {text.slice(to)}
    </>
  );
}

function Where({ place, finding }: { readonly place: FindingPlace; readonly finding: Finding }): JSX.Element {
  return (
    <>
      {place.file === finding.file ? `line ${place.line}` : <Code>{`${place.file}:${place.line}`}</Code>}
      {place.operation === null ? null : (
        <>
          {" "}
          <Code>{place.operation}</Code>
        </>
      )}
      {place.witness === null ? null : (
        <>
          {" "}
          <Code>{place.witness}</Code>
        </>
      )}
      <State place={place} />
    </>
  );
}

/** Whether a change made a place, where a review is of one. */
function State({ place: { state } }: { readonly place: FindingPlace }): JSX.Element | null {
  if (state === null || state === "unchanged") return null;
  return (
    <>
      {" "}
      <span class={`tag state ${state}`}>{state}</span>
    </>
  );
}

function Facts({ chapter, finding }: { readonly chapter: HtmlChapter; readonly finding: Finding }): JSX.Element {
  const { owasp, cwe, rule, confidence, fingerprint, status, owner, firstSeen, ticket } = finding;
  const rulePage = publishedPageOf(finding);
  const standards = [
    ...owasp.map((category) => {
      const page = owaspPage(category);
      return page === undefined ? <Code>{category}</Code> : <Out href={page}>{category}</Out>;
    }),
    ...cwe.map((id) => <Out href={cwePage(id)}>{`CWE-${id}`}</Out>),
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
      <div>
        <dt>Rule</dt>
        <dd>
          {rulePage === undefined ? <Code>{rule}</Code> : <Out href={rulePage}>{rule}</Out>}, confidence: {confidence},
          id: <Code>{fingerprint}</Code>
          {standards.length === 0 ? null : <>; {joinedNodes(standards)}</>}
        </dd>
      </div>
    </>
  );
}
