import { NOBODY } from "../../words/owner-tallies.ts";
import { confidenceWords } from "../../words/confidence-words.ts";
import type { JSX } from "preact";
import { confirmingLines } from "../../words/confirming-lines.ts";
import { categoryWords } from "../../../core/category-words.ts";
import { memo } from "../../../core/memo.ts";
import type { Finding, Review } from "../../../core/review.ts";
import { publishedPageOf } from "../../../core/rule-page-url.ts";
import { dependsWords } from "../../words/assumption-answers.ts";
import { copiedTexts } from "../../words/copied-texts.ts";
import { isOverdue } from "../../words/decision-words.ts";
import { fieldName } from "../../../core/field-name.ts";
import { findingWeightsOf, weightWords } from "../../words/reason-groups.ts";
import { capitalized, ended, opening } from "../../../core/sentence.ts";
import { MOST_TOLD } from "../../words/shown-findings.ts";
import { ASVS_PAGE, cwePage, owaspPage } from "../../words/standards.ts";
import type { HtmlAnchor, HtmlChapter } from "./chapter.ts";
import { FixFigures, Excerpts } from "./finding-lines.tsx";
import { Places } from "./finding-places.tsx";
import { Code, Fold, joinedNodes, Links, MoreText, Names, Out, Paragraphs, SeverityTag, To } from "./parts.tsx";

const MOST_FIELDS = 7;

/** One finding: what is wrong, what to do, the evidence, and what else is known of it. */
export function FindingArticle(props: {
  readonly chapter: HtmlChapter;
  readonly finding: Finding;
  readonly n: number;
  readonly isFolded: boolean;
}): JSX.Element {
  const { chapter, finding, n, isFolded } = props;
  const anchor = chapter.anchorOf("finding", n);
  const body = <FindingBody chapter={chapter} finding={finding} anchor={anchor} />;
  const title = (
    <>
      <span class="marks">
        <SeverityTag severity={finding.severity} /> <WeightTag review={chapter.review} finding={finding} />{" "}
        <span class="tag">confidence: {confidenceWords(finding)}</span>
      </span>{" "}
      {n}. {finding.title}
    </>
  );
  return (
    <article id={anchor} class={`finding ${finding.severity} ${finding.status}`} {...facetsOf(finding, n)}>
      <h3>{title}</h3>
      <p class="message">
        <MoreText to={placesAnchor(anchor)}>{ended(capitalized(finding.message))}</MoreText>
      </p>
      {isFolded ? <Fold summary="Evidence, scope, remedy">{body}</Fold> : body}
    </article>
  );
}

/** What a finding is to the verdict. */
export function WeightTag(props: { readonly review: Review; readonly finding: Finding }): JSX.Element {
  const weight = findingWeightsOf(props.review.verdict).get(props.finding.fingerprint);
  return <span class={`tag weight ${weight ?? "none"}`}>{weightWords(props.review, props.finding)}</span>;
}

/** What the filter looks at: the row of the summary and the finding itself show and hide together. */
export function facetsOf({ severity, status }: Finding, n: number) {
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

/** Where a finding lists its operations, fields and places: what its message and its evidence only count. */
export function placesAnchor(finding: HtmlAnchor): HtmlAnchor {
  return `${finding}-places` as HtmlAnchor; // an anchor of a finding with more at its end is one
}

function FindingBody(props: {
  readonly chapter: HtmlChapter;
  readonly finding: Finding;
  readonly anchor: HtmlAnchor;
}): JSX.Element {
  const { chapter, finding, anchor } = props;
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
          {dependsWords(chapter.review, finding)}: see <Links chapter={chapter} findings={[]} assumptions={assumes} />.
        </p>
      )}
      <div class="remedy">
        <h4>What to do</h4>
        <SaidOnce chapter={chapter} finding={finding} what="remediation" />
        <FixFigures finding={finding} />
        <Confirming chapter={chapter} finding={finding} />
      </div>
      {evidence.length === 0 ? null : <h4>Evidence</h4>}
      {evidence.length === 0 ? null : (
        <ul class="evidence">
          {evidence.map((line) => (
            <li>
              <MoreText to={placesAnchor(anchor)}>{line}</MoreText>
            </li>
          ))}
        </ul>
      )}
      <Excerpts finding={finding} />
      <div id={placesAnchor(anchor)}>
        <Places finding={finding} />
      </div>
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

/** What states the facts that a finding rests on. */
function Confirming(props: { readonly chapter: HtmlChapter; readonly finding: Finding }): JSX.Element | null {
  const all = confirmingLines(props.chapter.review, props.finding);
  if (all.length === 0) return null;
  return (
    <>
      <h4>To confirm it or to rule it out</h4>
      {all.map(({ text, lines }) => (
        <>
          <p>{text}</p>
          <pre class="lines" tabIndex={0} aria-label="Lines to write">
            {lines.join("\n")}
          </pre>
        </>
      ))}
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
  const { findings } = chapter.review;
  const first = firstToSay[what](findings).get(finding[what])!; // the finding is one of these
  const isFirst = findings[first - 1] === finding || first > MOST_TOLD;
  if (isFirst) return <Paragraphs text={finding[what]} />;
  return (
    <div class="again" data-paper={`As for finding ${first}.`}>
      <p>
        {opening(finding[what])} <To to={chapter.anchorOf("finding", first)}>The same as for an earlier finding</To>
      </p>
    </div>
  );
}

/** Of each text the number of the first finding that says it. */
const firstToSay = {
  remediation: memo((findings: readonly Finding[]) => firstBy(findings, ({ remediation }) => remediation)),
  rationale: memo((findings: readonly Finding[]) => firstBy(findings, ({ rationale }) => rationale)),
};

function firstBy(findings: readonly Finding[], textOf: (finding: Finding) => string): ReadonlyMap<string, number> {
  return new Map(findings.map((finding, at) => [textOf(finding), at + 1] as const).toReversed());
}

/** The operations that no place names. */
function OtherOperations({ finding: { operations, places } }: { readonly finding: Finding }): JSX.Element | null {
  const named = new Set(places.map(({ operation }) => operation));
  // One place alone has no table.
  if (places.length > 1 && operations.every((id) => named.has(id))) return null;
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
          Status: {status}, owner: {owner ?? NOBODY}, due: <Due finding={finding} asOf={chapter.envelope.asOf} />
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
