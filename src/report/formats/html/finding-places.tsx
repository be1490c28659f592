import type { JSX } from "preact";
import { count } from "../../../core/prose.ts";
import type { Finding } from "../../../core/review.ts";
import { lineRanges, placeRows, type PlaceRow } from "../../words/place-rows.ts";
import { MOST_TOLD } from "../../words/shown-findings.ts";
import { Code, Fold, Names } from "./parts.tsx";
import { Table } from "./table.tsx";

/** Rows that stand open, and names in a cell. */
const MOST_ROWS = 5;
const MOST_NAMES = 8;

/** Where a cause with several places is: operations by the ways in or out, with the lines. */
export function Places({ finding }: { readonly finding: Finding }): JSX.Element | null {
  if (finding.places.length < 2) return null;
  const rows = placeRows(finding);
  const hasOperations = rows.some(({ operations }) => operations.length > 0);
  const hasWays = rows.some(({ ways }) => ways.length > 0);
  if (!hasOperations && !hasWays) return null;
  // Where all is in one line, as in a minified file, the excerpt says which.
  const lines = new Set(finding.places.map(({ file, line }) => `${file}:${line}`));
  const hasLines = lines.size > 1 && rows.some(({ ownLines }) => ownLines === undefined);
  const hasStates = rows.some(({ states }) => states.length > 0);
  const table = (name: string, some: readonly PlaceRow[]): JSX.Element => (
    <Table
      name={name}
      columns={[
        ...(hasOperations ? [{ name: "Operation", isPath: true }] : []),
        ...(hasWays ? ["Way in or out"] : []),
        ...(hasLines ? ["Line"] : []),
        ...(hasStates ? ["Change"] : []),
      ]}
      rows={some.map((row) => ({
        cells: [
          ...(hasOperations ? [<Codes names={row.operations} noun="operation" lines={row.ownLines} />] : []),
          ...(hasWays ? [<Codes names={row.ways} noun="way" />] : []),
          ...(hasLines ? [row.ownLines === undefined ? <PlaceLines finding={finding} row={row} /> : null] : []),
          ...(hasStates ? [row.states.map((state) => <span class={`tag state ${state}`}>{state}</span>)] : []),
        ],
      }))}
    />
  );
  return (
    <>
      {table("Where it is", rows.slice(0, MOST_ROWS))}
      {rows.length > MOST_ROWS ? (
        <Fold summary={`and ${count(rows.length - MOST_ROWS, "more row")}`}>
          {table("Where else it is", rows.slice(MOST_ROWS, MOST_TOLD))}
        </Fold>
      ) : null}
    </>
  );
}

function Codes(props: {
  readonly names: readonly string[];
  readonly noun: string;
  readonly lines?: PlaceRow["ownLines"];
}): JSX.Element {
  const { names, noun, lines } = props;
  return (
    <Names
      noun={noun}
      most={MOST_NAMES}
      names={names.map((name) => {
        const line = lines?.get(name);
        return line === undefined ? (
          <Code>{name}</Code>
        ) : (
          <>
            <Code>{name}</Code> <span class="note">line {line}</span>
          </>
        );
      })}
    />
  );
}

function PlaceLines({ finding, row: { lines } }: { readonly finding: Finding; readonly row: PlaceRow }): JSX.Element {
  return (
    <>
      {[...lines].map(([file, some], index) => (
        <>
          {index > 0 ? "; " : ""}
          {file === finding.file ? null : <Code>{file}</Code>}
          {file === finding.file ? "" : " "}
          {lineRanges(some).join(", ")}
        </>
      ))}
    </>
  );
}
