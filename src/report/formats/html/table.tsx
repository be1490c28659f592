import { type ComponentChildren, type JSX } from "preact";
import { useContext } from "preact/hooks";
import { renderToString } from "preact-render-to-string";
import type { HtmlAnchor } from "./chapter.ts";
import { leftOutWords } from "../../words/left-out-columns.ts";
import { ColumnStylesContext } from "./column-styles.ts";
import { classOf } from "./parts.tsx";

/** A column of a table: what stands over it, and what it holds. */
export interface Column {
  readonly name: string;
  readonly numeric?: boolean;
  /** Whether it holds operations, which are long words. */
  readonly isPath?: boolean;
  /** Whether paper goes without it where the table is large. */
  readonly isForScreen?: boolean;
  /** Whether it holds sentences, and gets what room there is. */
  readonly isWide?: boolean;
  /** How much of the width it gets beside the others, where there are many rows or each column says it; else what it holds decides. */
  readonly share?: number;
  /** What its cells begin with, in the order in which they are sorted; else they are by number or by letter. */
  readonly order?: readonly string[];
  /** Whether it stays though all its cells say the same: people fill it in, or compare it with another table. */
  readonly isKept?: boolean;
}

export interface Row {
  readonly cells: readonly ComponentChildren[];
  /** Where links to the row lead. */
  readonly id?: HtmlAnchor;
  /** What filters look at, beside the text. */
  readonly facets?: Readonly<Record<`data-${string}`, string>>;
}

/** Rows that stand together under a head of their own, or under none. */
export interface RowGroup {
  readonly head: ComponentChildren;
  readonly id?: HtmlAnchor;
  readonly rows: readonly Row[];
}

interface TableProps {
  readonly name: string;
  readonly columns: readonly (string | Column)[];
  readonly rows: readonly Row[] | readonly RowGroup[];
  readonly list?: string;
  /** How many rows stand on paper: one after the other in lines, where they are many, or each on lines of its own. */
  readonly onPaper?: "run-on" | "entries";
  /** Whether on a narrow screen the cells of a row, but for its text, run on in one line. */
  readonly isBrief?: boolean;
}

/** From here on a table has columns of set widths and a head that stays in view, by which the script lets it be sorted. */
const MANY_ROWS = 12;
/** From here on a table is a list on paper. */
const MANY_ON_PAPER = 24;
/** From here on a table is dense. */
const VERY_MANY_ROWS = 60;

/**
 * A table with a name; the first cell of each row names the row. What all rows say alike stands above, once. On a narrow
 * screen a row is a list, in which each cell has its column beside it.
 */
export function Table(props: TableProps): JSX.Element {
  const styles = useContext(ColumnStylesContext);
  const groups = groupsOf(props.rows);
  const rows = groups.flatMap((group) => group.rows);
  const all = props.columns.map((column): Column => (typeof column === "string" ? { name: column } : column));
  const tells = all.map((column, index) => column.isKept === true || !saysOneThing(rows, index));
  // Where rows are all the same, each still has a name.
  const isShown = tells.includes(true) ? tells : all.map((_, index) => index === 0);
  const columns = all.filter((_, index) => isShown[index]);
  const isLong = rows.length > VERY_MANY_ROWS;
  const isFixed = rows.length >= MANY_ROWS;
  // Where each column says how much it gets, it does, of whatever length the table is.
  const isShared = isFixed || columns.every(({ share }) => share !== undefined);
  const onPaper = rows.length > MANY_ON_PAPER ? props.onPaper : undefined;
  const whole = columns.reduce((sum, column) => sum + shareOf(column), 0);
  const table = styles.classFor(
    columns.map((column) => ({
      name: column.name,
      kind: column.numeric === true ? "number" : column.isPath === true || column.isWide === true ? "wide" : "plain",
      isForScreen: onPaper !== undefined && column.isForScreen === true,
      percent: isShared ? Math.round((shareOf(column) * 1000) / whole) / 10 : undefined,
    })),
  );
  return (
    <>
      <SaidOnce
        columns={all.filter((_, index) => !isShown[index])}
        cells={rows[0]?.cells.filter((_, i) => !isShown[i])}
      />
      <div
        class={classOf("scroll", isFixed && "fits")}
        role="group"
        aria-label={props.name}
        tabIndex={isFixed ? undefined : 0}
      >
        <table
          class={classOf(
            "stacks",
            table,
            props.isBrief === true && "brief",
            isFixed && "fixed",
            onPaper,
            isLong && "long",
          )}
        >
          <caption class="unseen">{props.name}</caption>
          <thead>
            <tr>
              {columns.map(({ name, order }) => (
                <th scope="col" data-order={order?.join("|")}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          {groups.map((group) => (
            <tbody data-list={props.list} id={group.id}>
              {group.head === undefined ? null : (
                <tr class="group">
                  <th scope="rowgroup" colSpan={columns.length}>
                    {group.head}
                  </th>
                </tr>
              )}
              {group.rows.map(({ id, cells, facets }) => (
                <tr id={id} {...facets}>
                  {cells
                    .filter((_, index) => isShown[index])
                    .map((cell, index) => (index === 0 ? <th scope="row">{cell}</th> : <td>{cell}</td>))}
                </tr>
              ))}
            </tbody>
          ))}
        </table>
      </div>
    </>
  );
}

function isNothing(cell: ComponentChildren): boolean {
  return cell === "" || cell === null || cell === undefined || cell === false;
}

function groupsOf(rows: TableProps["rows"]): readonly RowGroup[] {
  const [first] = rows;
  // A list is of rows, or of groups.
  if (first !== undefined && "rows" in first) return rows as readonly RowGroup[];
  return [{ head: undefined, rows: rows as readonly Row[] }];
}

/** Whether every row has the same in a column; one row alone has nothing to be told apart from. */
function saysOneThing(rows: readonly Row[], column: number): boolean {
  if (rows.length < 2) return false;
  const first = keyOf(rows[0]!.cells[column]);
  return rows.every(({ cells }) => keyOf(cells[column]) === first);
}

function keyOf(cell: ComponentChildren): string {
  if (typeof cell !== "object" || cell === null) return isNothing(cell) ? "" : String(cell);
  return renderToString(<>{cell}</>);
}

/** What all rows of a table say alike. */
function SaidOnce(props: {
  readonly columns: readonly Column[];
  readonly cells: Row["cells"] | undefined;
}): JSX.Element | null {
  const { columns, cells = [] } = props;
  if (columns.length === 0) return null;
  return (
    <div class="note said">
      {leftOutWords(columns.length)}{" "}
      {columns.map(({ name }, index) => {
        const cell = cells[index];
        return (
          <span>
            &quot;{name}&quot;: {isNothing(cell) ? "none" : cell}
            {isEnded(cell) ? "" : "."}
            {index < columns.length - 1 ? " " : ""}
          </span>
        );
      })}
    </div>
  );
}

/** Whether a cell is of whole sentences, which have their full stop. */
function isEnded(cell: ComponentChildren): boolean {
  return /[.!?]\s*(?:<\/\w+>\s*)*$/.test(keyOf(cell));
}

/** How much of a table's width a column gets, beside the others. */
function shareOf({ name, share, numeric, isPath, isWide }: Column): number {
  if (share !== undefined) return share;
  if (isPath === true) return 27;
  if (isWide === true) return 40;
  // No word of a head is broken.
  const longest = name.split(" ").reduce((most, word) => Math.max(most, word.length), 0);
  return Math.max(numeric === true ? 7 : 12, longest + 1);
}
