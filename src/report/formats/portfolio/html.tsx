import { AUDIENCES } from "../../../core/exposure-words.ts";
import { grouped } from "../../../core/grouped.ts";
import { SEVERITIES } from "../../../core/severity.ts";
import { ExposureTag } from "../html/exposure-tag.tsx";
import { Bar } from "../html/charts.tsx";
import { Filter } from "../html/filter.tsx";
import { pageOf, SkipLink } from "../html/page.tsx";
import { breakable, Code } from "../html/parts.tsx";
import { Table } from "../html/table.tsx";
import { WaiverState } from "../html/sign-off.tsx";
import { verdictName, type Decision } from "../../words/decision-words.ts";
import type { Portfolio, PortfolioEntry } from "./portfolio.ts";
import { ACROSS_WORDS, carriedWords, openWords, portfolioAnswer, trendWords, waiverRows } from "./words.ts";

const DECISIONS: readonly Decision[] = ["reject", "insufficient-evidence", "approve-with-conditions", "approve"];

/** The programme as a page: what needs attention first, first. */
export function portfolioHtml(portfolio: Portfolio): string {
  const { apis, across, refused, asOf, tool } = portfolio;
  const waivers = waiverRows(portfolio);
  return pageOf(
    "API portfolio",
    <>
      <SkipLink to="apis">Skip to the APIs</SkipLink>
      <div class="page">
        <nav class="contents" aria-label="Contents">
          <p class="product">Sallyport</p>
          <ol>
            <li>
              <a href="#apis">
                The APIs <span class="count">{apis.length}</span>
              </a>
            </li>
            <li>
              <a href="#waivers">
                Accepted <span class="count">{waivers.length}</span>
              </a>
            </li>
            <li>
              <a href="#across">
                Across documents <span class="count">{across.length}</span>
              </a>
            </li>
          </ol>
        </nav>
        <main>
          <header>
            <p class="overline">As of {asOf}</p>
            <h1>API portfolio</h1>
            <p class="lead">{portfolioAnswer(portfolio)}</p>
          </header>
          {apis.length === 0 ? null : (
            <Bar
              name="Verdicts"
              parts={DECISIONS.map((decision) => ({
                name: verdictName(decision),
                value: apis.filter((api) => api.decision === decision).length,
                tone: `decision ${decision}`,
              }))}
            />
          )}
          <section id="apis">
            <h2>The APIs</h2>
            {apis.length === 0 ? <p>No API was reviewed.</p> : <Apis apis={apis} />}
          </section>
          <section id="waivers">
            <h2>What is accepted, and until when</h2>
            {waivers.length === 0 ? (
              <p>Nothing is waived, and nothing asks to be.</p>
            ) : (
              <Table
                name="What is accepted"
                columns={[
                  "API",
                  "State",
                  "Rule",
                  { name: "Findings", numeric: true },
                  "Reason",
                  "Owner",
                  "Approved by",
                  "Until",
                ]}
                rows={waivers.map(({ api, waiver }) => ({
                  cells: [
                    api.title,
                    <WaiverState of={waiver.state} />,
                    <Code>{waiver.rule}</Code>,
                    waiver.findings,
                    waiver.reason,
                    waiver.owner ?? "nobody",
                    waiver.approver ?? "nobody",
                    waiver.until,
                  ],
                }))}
              />
            )}
          </section>
          <section id="across">
            <h2>What shows only across documents</h2>
            {across.length === 0 ? <p>Nothing.</p> : null}
            {[...grouped(across, ({ kind }) => kind)].map(([kind, entries]) => (
              <>
                <h3>{ACROSS_WORDS[kind]}</h3>
                <ul>
                  {entries.map(({ text }) => (
                    <li>{text}</li>
                  ))}
                </ul>
              </>
            ))}
          </section>
          {refused.length === 0 ? null : (
            <section id="refused">
              <h2>What could not be reviewed</h2>
              <Table
                name="What could not be reviewed"
                columns={["Description", "Why"]}
                rows={refused.map(({ file, message }) => ({ cells: [<Code>{file}</Code>, message] }))}
              />
            </section>
          )}
        </main>
      </div>
    </>,
    [{ text: `${tool.name} ${tool.version} · ${asOf}` }],
  );
}

function Apis({ apis }: { readonly apis: readonly PortfolioEntry[] }) {
  const hasTrend = apis.some(({ before }) => before !== null);
  return (
    <>
      <Filter
        list="apis-list"
        noun="APIs"
        facets={[
          { name: "exposure", label: "Exposure", values: AUDIENCES.toReversed() },
          { name: "severity", label: "Worst finding", values: SEVERITIES },
        ]}
      />
      <Table
        name="The APIs"
        list="apis-list"
        columns={[
          { name: "API", isPath: true },
          "Verdict",
          "Meant for",
          "Exposure",
          "Open",
          "Exposes",
          "Owner",
          { name: "Overdue", numeric: true },
          ...(hasTrend ? ["Trend"] : []),
        ]}
        rows={apis.map((api) => ({
          facets: { "data-exposure": api.exposure ?? "none", "data-severity": api.worst ?? "none" },
          cells: [
            <>
              {api.title} <Code class="file">{api.file}</Code>
            </>,
            <span class={`tag decision ${api.decision ?? "none"}`}>{verdictName(api.decision)}</span>,
            api.audience ?? "not declared",
            <ExposureTag of={api} />,
            // A number stays with its word.
            openWords(api).replace(/(\d) /g, "$1\u00a0"),
            carriedWords(api),
            breakable(api.owner ?? "nobody"),
            api.overdue,
            ...(hasTrend ? [trendWords(api)] : []),
          ],
        }))}
      />
    </>
  );
}
