import { memo } from "../../../core/memo.ts";
import type { JSX } from "preact";
import { AUDIENCES } from "../../../core/exposure-words.ts";
import { grouped } from "../../../core/grouped.ts";
import { count, shortened } from "../../../core/prose.ts";
import { SEVERITIES } from "../../../core/severity.ts";
import { Bar } from "../html/charts.tsx";
import { ExposureTag } from "../html/exposure-tag.tsx";
import { Filter } from "../html/filter.tsx";
import { MiniBar } from "../html/mini-bar.tsx";
import { pageOf, SkipLink, ToContents } from "../html/page.tsx";
import { breakable, Code, Fold, joinedNodes, Names, SeverityTag } from "../html/parts.tsx";
import { WaiverState } from "../html/sign-off.tsx";
import { Table } from "../html/table.tsx";
import { verdictName } from "../../words/decision-words.ts";
import { ownerWords } from "../../words/owner-tallies.ts";
import { NUMBERED } from "../../words/reason-groups.ts";
import type { Portfolio, PortfolioEntry } from "./portfolio.ts";
import {
  ACROSS_WORDS,
  carriedWords,
  changeRows,
  DECISIONS,
  MATRIX_WORDS,
  matrixRows,
  MOST_WIDER,
  NO_CHANGE_KNOWN,
  openCount,
  shownCauses,
  NO_PAGE_KNOWN,
  nothingFirst,
  openFindingsWords,
  otherActions,
  overdueWords,
  portfolioAnswer,
  settledWords,
  trendWords,
  waiverRows,
} from "./words.ts";

const SECTIONS = [
  ["first", "Do first"],
  ["matrix", "Verdict and exposure"],
  ["changes", "What changed"],
  ["causes", "What recurs"],
  ["owners", "Who must act"],
  ["apis", "The APIs"],
  ["waivers", "Accepted"],
  ["across", "Across documents"],
] as const;
const REFUSED = ["refused", "Not reviewed"] as const;

/** The programme as a page: what needs attention first, first. */
export function portfolioHtml(portfolio: Portfolio): string {
  const { apis, across, refused, asOf, tool, causes, owners } = portfolio;
  const recurring = shownCauses(portfolio);
  const waivers = waiverRows(portfolio);
  const counts: Readonly<Partial<Record<(typeof SECTIONS)[number][0] | "refused", number>>> = {
    refused: refused.length,
    apis: apis.length,
    waivers: waivers.length,
    across: across.length,
  };
  return pageOf(
    "API portfolio",
    <>
      <SkipLink to="apis">Skip to the APIs</SkipLink>
      <div class="page">
        <nav class="contents" id="contents" aria-label="Contents">
          <p class="product">Sallyport</p>
          <ol>
            {(refused.length === 0 ? SECTIONS : [...SECTIONS, REFUSED]).map(([id, name]) => (
              <li>
                <a href={`#${id}`}>
                  {name} {counts[id] === undefined ? null : <span class="count">{counts[id]}</span>}
                </a>
              </li>
            ))}
          </ol>
        </nav>
        <main>
          <header>
            <p class="overline">As of {asOf}</p>
            <h1>API portfolio</h1>
            <Answer portfolio={portfolio} />
          </header>
          {apis.length === 0 ? null : (
            <Bar
              name="Verdicts"
              parts={DECISIONS.map((decision) => ({
                name: verdictName(decision),
                value: apis.filter((api) => api.decision === decision).length,
                tone: `decision ${decision ?? "none"}`,
              }))}
            />
          )}
          <section id="first" class="verdict-section">
            <h2>Do first</h2>
            <First portfolio={portfolio} />
          </section>
          <section id="matrix">
            <h2>Verdict and exposure</h2>
            {apis.length === 0 ? (
              <p>No API was reviewed.</p>
            ) : (
              <>
                <p class="note">{MATRIX_WORDS}</p>
                <Matrix apis={apis} />
              </>
            )}
          </section>
          <section id="changes">
            <h2>What changed</h2>
            <Changes apis={apis} />
          </section>
          <section id="causes">
            <h2>What recurs</h2>
            {causes.length === 0 ? (
              <p>No cause of an open finding is in more than one API.</p>
            ) : (
              <>
                <p>
                  The causes of open findings that most APIs share. One fix for all of them closes the most findings.
                  {recurring.others === 0
                    ? ""
                    : ` ${count(recurring.others, "other cause")} ${recurring.others === 1 ? "is" : "are"} in more than one API.`}
                </p>
                <Table
                  name="What recurs"
                  columns={[
                    { name: "Cause", isWide: true },
                    { name: "Worst", order: SEVERITIES },
                    { name: "APIs", numeric: true, isKept: true },
                    { name: "Open findings", numeric: true, isKept: true },
                    { name: "Where", isWide: true },
                  ]}
                  rows={recurring.causes.map(({ title, rule, worst, apis: having, findings }) => ({
                    cells: [
                      <>
                        {title} <Code class="file">{rule}</Code>
                      </>,
                      <SeverityTag severity={worst} />,
                      having.length,
                      findings,
                      <ApiNames apis={chosen(apis, having)} all={apis} />,
                    ],
                  }))}
                />
              </>
            )}
          </section>
          <section id="owners">
            <h2>Who must act</h2>
            {owners.length === 0 ? (
              <p>No one, because no finding is open.</p>
            ) : (
              <Table
                name="Who must act"
                columns={[
                  { name: "Owner", share: 20 },
                  { name: "APIs", numeric: true, isKept: true },
                  ...NUMBERED.map(({ name }) => ({ name, numeric: true, isKept: true })),
                  { name: "Open findings", numeric: true, isKept: true },
                  { name: "Overdue", numeric: true, isKept: owners.some(({ dated }) => dated > 0) },
                  { name: "Where", isWide: true },
                ]}
                rows={owners.map(({ owner, apis: of, reasons, open, overdue, dated }) => ({
                  cells: [
                    breakable(ownerWords(owner)),
                    of.length,
                    ...NUMBERED.map(({ kind }) => reasons[kind]),
                    open,
                    overdueWords({ overdue, dated }),
                    <ApiNames apis={chosen(apis, of)} all={apis} />,
                  ],
                }))}
              />
            )}
          </section>
          <section id="apis">
            <h2>The APIs</h2>
            {apis.length === 0 ? <p>No API was reviewed.</p> : <Apis apis={apis} />}
          </section>
          <section id="waivers">
            <h2>What is accepted, and until when</h2>
            {waivers.length === 0 ? (
              <p>No finding is waived, and no waiver is requested.</p>
            ) : (
              <Table
                name="What is accepted"
                columns={[
                  "API",
                  "State",
                  "Rule",
                  { name: "Findings", numeric: true },
                  { name: "Reason", isWide: true },
                  "Owner",
                  "Approved by",
                  "Until",
                ]}
                rows={waivers.map(({ api, waiver }) => ({
                  cells: [
                    <ApiLink api={api} all={apis} />,
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
            <h2>What only a comparison shows</h2>
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
                columns={["Description", { name: "Why", isWide: true }]}
                rows={refused.map(({ file, message }) => ({ cells: [<Code>{file}</Code>, message] }))}
              />
            </section>
          )}
          <ToContents />
        </main>
      </div>
    </>,
    [{ text: `${tool.name} ${tool.version} · ${asOf}` }],
  );
}

/** The programme in a sentence or two, in which the APIs lead to their rows. */
function Answer({ portfolio }: { readonly portfolio: Portfolio }): JSX.Element {
  const { counts, unread, wider, more } = portfolioAnswer(portfolio);
  return (
    <p class="lead">
      {counts}{" "}
      {unread === undefined ? null : (
        <>
          <a href="#refused">{unread}</a>{" "}
        </>
      )}
      {wider === undefined ? null : (
        <>
          {wider.text}
          {joinedNodes(wider.apis.slice(0, MOST_WIDER).map((api) => <ApiLink api={api} all={portfolio.apis} />))}
          {wider.apis.length > MOST_WIDER ? <a href="#apis"> and {wider.apis.length - MOST_WIDER} more</a> : null}.{" "}
        </>
      )}
      {more}
    </p>
  );
}

/** What to do first over all APIs, and what is settled when it is done. */
function First({ portfolio }: { readonly portfolio: Portfolio }): JSX.Element {
  const { apis, first } = portfolio;
  if (first.actions.length === 0) return <p>{nothingFirst(portfolio)}</p>;
  return (
    <>
      <p class="note">What resolves the most across all APIs. {otherActions(portfolio)}</p>
      <Table
        name="What to do first"
        columns={[
          { name: "What to do", isWide: true, isKept: true, share: 32 },
          { name: "Settles", isKept: true, share: 18 },
          { name: "APIs", isKept: true, share: 26 },
          { name: "Owner", isKept: true, share: 15 },
          { name: "Effort", isKept: true, share: 9 },
        ]}
        rows={first.actions.map((action) => ({
          cells: [
            action.text,
            settledWords(action),
            <>
              {count(action.apis.length, "API")}: <ApiNames apis={chosen(apis, action.apis)} all={apis} />
            </>,
            <Names noun="owner" names={action.owners.map((owner) => breakable(ownerWords(owner)))} most={3} />,
            action.effort,
          ],
        }))}
      />
    </>
  );
}

/** How many APIs have which verdict and can be called by whom, with their names. */
function Matrix({ apis }: { readonly apis: readonly PortfolioEntry[] }): JSX.Element {
  const { columns, rows } = matrixRows(apis);
  return (
    <div class="scroll" role="group" aria-label="Verdict and exposure" tabIndex={0}>
      <table class="matrix">
        <caption class="unseen">APIs by verdict and by who can actually call them</caption>
        <thead>
          <tr>
            <th scope="col">Verdict</th>
            {columns.map((column) => (
              <th scope="col">
                {column === null ? "not judged" : <span class={`tag exposure ${column}`}>{column}</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ decision, cells }) => (
            <tr>
              <th scope="row">
                <span class={`tag decision ${decision ?? "none"}`}>{verdictName(decision)}</span>
              </th>
              {cells.map((own) => (
                <td>
                  <b class={own.length === 0 ? "zero" : undefined}>{own.length}</b>
                  {own.length === 0 ? null : (
                    <div class="note">
                      <ApiNames apis={own} all={apis} />
                    </div>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** An API, linked to its row in the list of all. */
function ApiLink({ api, all }: { readonly api: PortfolioEntry; readonly all: readonly PortfolioEntry[] }): JSX.Element {
  return <a href={`#${anchorOf(api, all)}`}>{api.name}</a>;
}

/** APIs by which of all they are. */
function chosen(all: readonly PortfolioEntry[], indices: readonly number[]): readonly PortfolioEntry[] {
  return indices.flatMap((index) => all[index] ?? []);
}

/** How many APIs are named at once. */
const MOST_APIS = 4;

/** APIs in a row, each linked to its row in the list of all. */
function ApiNames(props: {
  readonly apis: readonly PortfolioEntry[];
  readonly all: readonly PortfolioEntry[];
}): JSX.Element {
  const { apis, all } = props;
  const names = apis.map((api) => <ApiLink api={api} all={all} />);
  if (names.length <= MOST_APIS) return joinedNodes(names);
  return (
    <>
      {joinedNodes(names.slice(0, MOST_APIS - 1))}
      <Fold summary={`and ${count(names.length - MOST_APIS + 1, "more API")}`}>
        <span class="plain">{joinedNodes(names.slice(MOST_APIS - 1))}</span>
      </Fold>
    </>
  );
}

const placesOf = memo(
  (all: readonly PortfolioEntry[]): ReadonlyMap<PortfolioEntry, number> =>
    new Map(all.map((api, at) => [api, at + 1] as const).toReversed()),
);

function anchorOf(api: PortfolioEntry, all: readonly PortfolioEntry[]): string {
  return `api-${placesOf(all).get(api) ?? 0}`;
}

function Changes({ apis }: { readonly apis: readonly PortfolioEntry[] }): JSX.Element {
  const rows = changeRows(apis);
  if (apis.every(({ before }) => before === null)) return <p>{NO_CHANGE_KNOWN}</p>;
  if (rows.length === 0) return <p>No verdict and no finding of an API that was reviewed before.</p>;
  return (
    <Table
      name="What changed"
      columns={[
        { name: "API", isPath: true },
        { name: "Since", isKept: true },
        { name: "Verdict was", isKept: true },
        { name: "Verdict is", isKept: true },
        { name: "New findings", numeric: true, isKept: true },
        { name: "No longer open", numeric: true, isKept: true },
      ]}
      rows={rows.map(({ api, before }) => ({
        cells: [
          <ApiLink api={api} all={apis} />,
          before.asOf,
          <span class={`tag decision ${before.decision ?? "none"}`}>{verdictName(before.decision)}</span>,
          <span class={`tag decision ${api.decision ?? "none"}`}>{verdictName(api.decision)}</span>,
          before.added,
          before.gone,
        ],
      }))}
    />
  );
}

/** How long a reason is in a row. */
const MOST_CHARACTERS = 200;

/** Enough to tell one version of a file from another, and little enough for a column. */
const SHA_DIGITS = 16;

function Apis({ apis }: { readonly apis: readonly PortfolioEntry[] }): JSX.Element {
  const hasTrend = apis.some(({ before }) => before !== null);
  const most = apis.map(openCount).reduce((a, b) => Math.max(a, b), 0);
  return (
    <>
      {apis.every(({ page }) => page === null) ? <p class="note">{NO_PAGE_KNOWN}</p> : null}
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
          { name: "API", isPath: true, share: 34 },
          { name: "Verdict", order: DECISIONS.map((decision) => verdictName(decision)) },
          "Meant for",
          { name: "Exposure", order: AUDIENCES.toReversed() },
          { name: "Open", share: 16 },
          { name: "Exposes", share: 20 },
          "Owner",
          { name: "Overdue", numeric: true },
          ...(hasTrend ? ["Trend"] : []),
        ]}
        rows={apis.map((api, at) => ({
          id: `api-${at + 1}`,
          facets: { "data-exposure": api.exposure ?? "none", "data-severity": api.worst ?? "none" },
          cells: [
            <>
              {api.page === null ? api.title : <a href={api.page}>{api.title}</a>} <Code class="file">{api.file}</Code>
              {/* A printed table says which version of each file it is about. */}
              <div class="only-on-paper note">SHA-256 {api.sha256.slice(0, SHA_DIGITS)}</div>
              {api.reason === null ? null : <div class="note">{shortened(api.reason, MOST_CHARACTERS)}</div>}
              {api.first === null ? null : <div class="note">{shortened(api.first, MOST_CHARACTERS)}</div>}
            </>,
            <span class={`tag decision ${api.decision ?? "none"}`}>{verdictName(api.decision)}</span>,
            api.audience ?? "not declared",
            <ExposureTag of={api} />,
            <>
              <MiniBar
                most={most}
                parts={SEVERITIES.map((severity) => ({ value: api.open[severity] ?? 0, tone: `severity ${severity}` }))}
              />
              {
                // A number stays with its word.
                openFindingsWords(api).replace(/(\d) /g, "$1\u00a0")
              }
            </>,
            carriedWords(api),
            breakable(ownerWords(api.owner)),
            overdueWords(api),
            ...(hasTrend ? [trendWords(api)] : []),
          ],
        }))}
      />
    </>
  );
}
