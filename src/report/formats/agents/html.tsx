import type { AgentsReport } from "../../../core/agents.ts";
import { agentsSections, agentsTally } from "../../words/agents-sections.ts";
import { pageOf, SkipLink } from "../html/page.tsx";
import { Code, SeverityTag } from "../html/parts.tsx";
import { Table } from "../html/table.tsx";

/** What agents may call as one page, on a screen and on paper. */
export function agentsHtml({ apis, asOf, tool }: AgentsReport): string {
  const pages = apis.map((api, at) => ({ api, id: `api-${at + 1}`, sections: agentsSections(api) }));
  return pageOf(
    "What agents may call",
    <>
      <SkipLink to={pages[0]?.id ?? "top"}>Skip to the decisions</SkipLink>
      <div class="page">
        <nav class="contents" aria-label="Contents">
          <p class="product">Sallyport</p>
          <ol>
            {pages.flatMap(({ id, sections }) =>
              sections.map(({ decision, title }) => (
                <li>
                  <a href={`#${id}-${decision}`}>{title}</a>
                </li>
              )),
            )}
          </ol>
        </nav>
        <main>
          {pages.map(({ api, id, sections }) => (
            <>
              <header id={id}>
                <p class="overline">What agents may call, as of {asOf}</p>
                <h1>{api.title}</h1>
                <p class="note">
                  <Code>{api.file}</Code>, {agentsTally(api)}
                </p>
              </header>
              {api.findings.length === 0 ? null : (
                <section id={`${id}-findings`}>
                  <h2>Findings</h2>
                  <Table
                    name="Findings"
                    columns={[
                      { name: "Severity" },
                      { name: "Finding", isWide: true },
                      { name: "Where" },
                      { name: "Why", isWide: true },
                      { name: "What to do", isWide: true },
                    ]}
                    rows={api.findings.map(({ severity, message, file, line, evidence, remediation }) => ({
                      cells: [
                        <SeverityTag severity={severity} />,
                        message,
                        <Code>{`${file}:${line}`}</Code>,
                        evidence.map((text) => <p>{text}</p>),
                        remediation,
                      ],
                    }))}
                  />
                </section>
              )}
              {sections.map(({ decision, title, meaning, groups }) => (
                <section id={`${id}-${decision}`}>
                  <h2>{title}</h2>
                  <p>{meaning}</p>
                  {groups.map((group) => (
                    <>
                      <h3>{group.title}</h3>
                      <Table
                        name={`${title}: ${group.title}`}
                        columns={[
                          { name: "Operation", isPath: true },
                          { name: "What it is" },
                          ...(group.saysWhy ? [{ name: "Why", isWide: true }] : []),
                        ]}
                        rows={group.rows.map(({ operation, summary, because }) => ({
                          cells: [<Code>{operation}</Code>, summary, ...(group.saysWhy ? [because] : [])],
                        }))}
                      />
                    </>
                  ))}
                </section>
              ))}
            </>
          ))}
        </main>
      </div>
    </>,
    [{ text: `${tool.name} ${tool.version} · ${asOf}` }],
  );
}
