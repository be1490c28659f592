import type { JSX } from "preact";
import { NOBODY } from "../../words/owner-tallies.ts";
import { count } from "../../../core/prose.ts";
import type { Finding } from "../../../core/review.ts";
import { SEVERITIES } from "../../../core/severity.ts";
import { severityCounts } from "../../words/decision-words.ts";
import { weightSentence } from "../../words/reason-groups.ts";
import { capitalized, ended } from "../../../core/sentence.ts";
import { isShown, MOST_TOLD, operationsWords, untoldNote } from "../../words/shown-findings.ts";
import type { HtmlChapter } from "./chapter.ts";
import { Filter } from "./filter.tsx";
import { Due, facetsOf, FindingArticle, placesAnchor, WeightTag } from "./finding-article.tsx";
import { breakable, MoreText, SeverityTag, To } from "./parts.tsx";
import { Table, type Row } from "./table.tsx";

/** From this many on a list of findings is worth narrowing. */
const WORTH_FILTERING = 5;

/** 2. Findings, in order of risk */
export function FindingsSection({ chapter }: { readonly chapter: HtmlChapter }): JSX.Element {
  const { findings } = chapter.review;
  const told = findings.slice(0, MOST_TOLD);
  const note = untoldNote(findings.length);
  const weighed = weightSentence(chapter.review);
  const list = `${chapter.prefix}findings-list`;
  return (
    <section id={`${chapter.prefix}findings`}>
      <h2>2. Findings, in order of risk</h2>
      {findings.length === 0 ? (
        <p class="lead">Nothing was found. Section 6 says how good the evidence is.</p>
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
            isBrief
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

function summaryRow({ anchorOf, envelope, review }: HtmlChapter, finding: Finding, n: number): Row {
  return {
    facets: facetsOf(finding, n),
    cells: [
      <To to={anchorOf("finding", n)}>{n}</To>,
      <SeverityTag severity={finding.severity} />,
      <WeightTag review={review} finding={finding} />,
      <>
        {finding.title}
        <span class="note message">
          <MoreText to={placesAnchor(anchorOf("finding", n))}>{ended(capitalized(finding.message))}</MoreText>
        </span>
      </>,
      operationsWords(finding),
      breakable(finding.owner ?? NOBODY),
      <Due finding={finding} asOf={envelope.asOf} />,
      finding.status,
    ],
  };
}
