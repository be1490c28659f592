import { createContext } from "preact";
import { cssString } from "./css-string.ts";

/** What the style of a page has to say of a column: it cannot stand at each cell, since a large API has 15,000 of them. */
export interface StyledColumn {
  readonly name: string;
  readonly kind: "number" | "wide" | "plain";
  /** Whether it is left out on paper, where a large table runs on in lines. */
  readonly isForScreen: boolean;
  /** Its width, in percent of the table; none where its content decides. */
  readonly percent: number | undefined;
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
    rules: () =>
      [...classes.values()]
        .map(({ name, columns }) => `${gridOf(name, columns)}${columns.map(columnRules(name)).join("")}`)
        .join(""),
  };
}

/** The columns of a table whose rows are laid out one by one: their widths are set, whatever a row holds; a number is not broken. */
function gridOf(table: string, columns: readonly StyledColumn[]): string {
  if (columns.some(({ percent }) => percent === undefined)) return "";
  return `.${table}{--columns:${columns.map(({ kind, percent }) => `minmax(${kind === "number" ? "4rem" : "0"},${percent}fr)`).join(" ")}}`;
}

function columnRules(table: string): (column: StyledColumn, index: number) => string {
  return ({ name, kind, isForScreen, percent }, index) => {
    const cell = `.${table}>*>tr>:nth-child(${index + 1})`;
    const declarations = [
      `--column:${cssString(name)}`,
      ...(kind === "number" ? ["--align:right", "--least:0"] : []),
      // A number alone does not name a row.
      ...(kind === "number" && index === 0 ? [`--head:${cssString(`${name} `)}`] : []),
      ...(kind === "wide" ? ["--least:var(--room)", '--label:""'] : []),
      ...(kind === "plain" && index === 0 ? ["--least:7.5rem"] : []),
    ];
    return [
      `${cell}{${declarations.join(";")}}`,
      percent === undefined ? "" : `.${table}>thead>tr>:nth-child(${index + 1}){--width:${percent}%}`,
      isForScreen ? `@media print{${cell}{display:none}}` : "",
    ].join("");
  };
}

/** The columns of the page that is being rendered. */
export const ColumnStylesContext = createContext<ColumnStyles>(newColumnStyles());
