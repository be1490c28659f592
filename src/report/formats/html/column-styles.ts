import { createContext } from "preact";
import { cssString } from "./css-string.ts";

/** What the style of a page has to say of a column: it cannot stand at each cell, since a large API has 15,000 of them. */
export interface StyledColumn {
  readonly name: string;
  /** Whether it is left out on paper, where a large table runs on in lines. */
  readonly isForScreen: boolean;
}

/** The tables of a page by their columns, and the rules of style by which a cell has its column beside it. */
export interface ColumnStyles {
  /** The class of a table with these columns; tables with the same ones share it. */
  readonly classFor: (columns: readonly StyledColumn[]) => string;
  readonly rules: () => string;
}

/** The columns of all tables of a page, as it is rendered. */
export function newColumnStyles(): ColumnStyles {
  const classes = new Map<string, { readonly name: string; readonly columns: readonly StyledColumn[] }>();
  return {
    classFor: (columns) => {
      const key = JSON.stringify(columns);
      const known = classes.get(key) ?? { name: `t${classes.size + 1}`, columns };
      classes.set(key, known);
      return known.name;
    },
    rules: () => [...classes.values()].map(({ name, columns }) => columns.map(columnRule(name)).join("")).join(""),
  };
}

function columnRule(table: string): (column: StyledColumn, index: number) => string {
  return ({ name, isForScreen }, index) => {
    const cell = `.${table}>tbody>tr>:nth-child(${index + 1})`;
    return `${cell}{--column:${cssString(name)}}${isForScreen ? `@media print{${cell}{display:none}}` : ""}`;
  };
}

/** The columns of the page that is being rendered. */
export const ColumnStylesContext = createContext<ColumnStyles>(newColumnStyles());
