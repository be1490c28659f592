import type { ComponentChildren, JSX } from "preact";
import type { ImpactAssessment } from "../../../core/impact.ts";
import { count } from "../../../core/prose.ts";
import {
  impactSections,
  type ImpactBlock,
  type ImpactCell,
  type ImpactColumn,
  type ImpactPart,
} from "../../words/impact-sections.ts";
import { OperationName } from "../html/operation-link.tsx";
import { pageOf, SkipLink } from "../html/page.tsx";
import { Code, joinedNodes, Names, SeverityTag } from "../html/parts.tsx";
import { Table, type Column } from "../html/table.tsx";

/** An impact assessment as one page, on a screen and on paper: the seven answers first. */
export function impactHtml(impact: ImpactAssessment): string {
  const { api, asOf, answers, rating, tool } = impact;
  const sections = impactSections(impact);
  return pageOf(
    `Impact assessment: ${api.title}`,
    <>
      <SkipLink to="impact-answers">Skip to the answers</SkipLink>
      <div class="page">
        <nav class="contents" aria-label="Contents">
          <p class="product">Sallyport</p>
          <ol>
            <li>
              <a href="#impact-answers">In seven answers</a>
            </li>
            {sections.map(({ id, title }) => (
              <li>
                <a href={`#${id}`}>{title}</a>
              </li>
            ))}
          </ol>
        </nav>
        <main>
          <header>
            <p class="overline">Impact assessment, as of {asOf}</p>
            <h1>{api.title}</h1>
            <p class="note">
              <Code>{api.file}</Code>, {count(api.operations, "operation")}
            </p>
          </header>
          <section id="impact-answers" class="verdict-section" aria-label="In seven answers">
            <p>
              <SeverityTag severity={rating.severity} /> <span class="note">{rating.because}</span>
            </p>
            <dl class="glance">
              {answers.map(({ question, text }) => (
                <div>
                  <dt>{question}</dt>
                  <dd>{text}</dd>
                </div>
              ))}
            </dl>
          </section>
          {sections.map(({ id, title, blocks }) => (
            <section id={id}>
              <h2>{title}</h2>
              {blocks.map((block) => (
                <Block block={block} />
              ))}
            </section>
          ))}
        </main>
      </div>
    </>,
    [{ text: `SHA-256 ${api.sha256} · ${tool.name} ${tool.version} · ${asOf}` }],
  );
}

const MOST_ITEMS = 40;
const MOST_OPERATIONS = 8;
const MOST_ROWS = 300;

function Block({ block }: { readonly block: ImpactBlock }): JSX.Element {
  switch (block.kind) {
    case "text":
      return <p>{block.text}</p>;
    case "heading":
      return <h3>{block.text}</h3>;
    case "list":
      return <Items items={block.items.map(cellNode)} />;
    case "table": {
      const { name, columns, rows } = block;
      return (
        <>
          <Table
            name={name}
            columns={columns.map(columnOf)}
            rows={rows.slice(0, MOST_ROWS).map((row) => ({ cells: row.map(cellNode) }))}
          />
          {rows.length > MOST_ROWS ? (
            <p class="note">And {count(rows.length - MOST_ROWS, "more row", "more rows")}, which the JSON has.</p>
          ) : null}
        </>
      );
    }
  }
}

/** A list with its bullets: each item is a step, of a line or several. */
function Items({ items }: { readonly items: readonly ComponentChildren[] }): JSX.Element {
  return (
    <ul>
      {items.slice(0, MOST_ITEMS).map((item) => (
        <li>{item}</li>
      ))}
      {items.length > MOST_ITEMS ? <li>and {items.length - MOST_ITEMS} more in the JSON</li> : null}
    </ul>
  );
}

function columnOf({ name, kind }: ImpactColumn): Column {
  return {
    name,
    ...(kind === "wide" ? { isWide: true } : kind === "operation" ? { isPath: true } : {}),
    ...(kind === "number" ? { numeric: true } : {}),
  };
}

function cellNode(cell: ImpactCell): ComponentChildren {
  return isSeveral(cell) ? joinedNodes(cell.map(partNode), "") : partNode(cell);
}

function isSeveral(cell: ImpactCell): cell is readonly ImpactPart[] {
  return Array.isArray(cell);
}

function partNode(part: ImpactPart): ComponentChildren {
  if (typeof part === "string") return part;
  if ("code" in part) return <Code>{part.code}</Code>;
  if ("severity" in part) return <SeverityTag severity={part.severity} />;
  if ("operation" in part) return <OperationName id={part.operation} />;
  return (
    <Names
      noun="operation"
      most={MOST_OPERATIONS}
      names={part.operations.map((id) => (
        <OperationName id={id} />
      ))}
    />
  );
}
