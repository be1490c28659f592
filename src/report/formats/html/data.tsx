import { callerWords } from "../../../core/caller-words.ts";
import type { JSX } from "preact";
import { categoryWords } from "../../../core/category-words.ts";
import { grouped, partitioned } from "../../../core/grouped.ts";
import { count } from "../../../core/prose.ts";
import { SENSITIVITIES } from "../../../core/exposure-words.ts";
import { nothingKnownWords } from "../../words/callers.ts";
import { dataAnswer } from "../../words/data-answer.ts";
import { categoryTallies, flowsOnAsking, type TalliedField, type TalliedFlow } from "../../words/data-tally.ts";
import { exposureMap, idleWords, type ExposureMap } from "../../words/exposure-map.ts";
import { fieldName } from "../../../core/field-name.ts";
import { declaredWords, knownWords } from "../../words/field-words.ts";
import { capitalized } from "../../../core/sentence.ts";
import type { HtmlChapter } from "./chapter.ts";
import { Filter } from "./filter.tsx";
import { CellButton, CellPanel, cellId, WHOSE_SYMBOLS } from "./map-cell.tsx";
import { CappedList, Code, MoreText, To, Where, Witness } from "./parts.tsx";
import { Table, type Row } from "./table.tsx";

const MOST_ON_ASKING = 12;
const MOST_FIELDS = 2000;

/** 4. Data in responses and requests */
export function DataSection({ chapter }: { readonly chapter: HtmlChapter }): JSX.Element {
  return (
    <section id={`${chapter.prefix}data`}>
      <h2>4. Data in responses and requests</h2>
      <p class="lead">
        <MoreText to={`${chapter.prefix}fields`}>{dataAnswer(chapter.review, chapter.views)}</MoreText>
      </p>
      <DataMap chapter={chapter} direction="read" />
      <DataMap chapter={chapter} direction="write" />
      <OnAsking chapter={chapter} />
      <PossibleNote chapter={chapter} />
      <p>
        <To to={`${chapter.prefix}fields`}>Every sensitive field</To> is listed at the end, with how sure its category
        is.
      </p>
    </section>
  );
}

/** Categories against kinds of caller: each cell says in how many operations, and opens to fields and ways. */
function DataMap(props: { readonly chapter: HtmlChapter; readonly direction: TalliedFlow["direction"] }): JSX.Element {
  const { chapter, direction } = props;
  const map = exposureMap(chapter.flows, chapter.views, direction);
  const { callers, rows } = map;
  const isRead = direction === "read";
  const title = isRead ? "Data returned to callers" : "Data sent by callers";
  if (rows.length === 0)
    return (
      <>
        <h3>{title}</h3>
        <p>{capitalized(nothingKnownWords(isRead ? chapter.views.flatMap(({ operations }) => operations) : []))}.</p>
      </>
    );
  const most = rows
    .flatMap(({ cells }) => cells.map(({ operations }) => operations))
    .reduce((a, b) => Math.max(a, b), -Infinity);
  const idOf = (row: number, column: number): string => cellId(chapter, direction, row, column);
  return (
    <>
      <h3>{title}</h3>
      <p>
        {isRead
          ? "For each category of data, the table shows the number of operations in which each kind of caller can read such data. Select a number to see the fields and where they are returned."
          : "For each category of data, the table shows the number of operations in which each kind of caller sends such data. Select a number to see the fields."}
        {idleWords(map, direction)}
      </p>
      {isRead ? <Legend rows={rows} /> : null}
      <div class="scroll" role="group" aria-label={title} tabIndex={0}>
        <table class="map">
          <caption class="unseen">{title}: operations by category and kind of caller</caption>
          <thead>
            <tr>
              <th scope="col">Category</th>
              <th scope="col" class="wide">
                Sensitivity
              </th>
              {callers.map((caller) => (
                <th scope="col" class="cell">
                  {capitalized(callerWords(caller, true))}
                </th>
              ))}
              <th scope="col" class="wide">
                Example
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ category, called, sensitivity, cells, witness }, row) => (
              <tr>
                <th scope="row">
                  {capitalized(categoryWords({ category, called }))} <Code class="key">{category}</Code>
                  <span class={`tag sensitivity ${sensitivity} narrow`}>{sensitivity}</span>
                </th>
                <td class="wide">
                  <span class={`tag sensitivity ${sensitivity}`}>{sensitivity}</span>
                </td>
                {cells.map((cell, column) => (
                  <CellButton
                    cell={cell}
                    most={most}
                    isRead={isRead}
                    id={idOf(row, column)}
                    name={`${categoryWords({ category, called })}, ${callerWords(callers[column]!)}`}
                  />
                ))}
                <td class="wide">
                  <Witness of={witness} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows.flatMap(({ category, called, sensitivity, cells }, row) =>
        cells.map((cell, column) =>
          cell.operations === 0 ? null : (
            <CellPanel
              id={idOf(row, column)}
              cell={cell}
              title={`${capitalized(categoryWords({ category, called }))} (${sensitivity})`}
              chapter={chapter}
              about={`${isRead ? "Read by" : "Sent by"} ${callerWords(callers[column]!)}`}
            />
          ),
        ),
      )}
    </>
  );
}

/** What the marks of the cells mean, of those that there are. */
function Legend({ rows }: Pick<ExposureMap, "rows">): JSX.Element | null {
  const cells = rows.flatMap((row) => row.cells);
  const marks = new Set(cells.flatMap(({ parts }) => parts.map(({ whose }) => WHOSE_SYMBOLS[whose])));
  const shown = LEGEND.filter(({ whose }) => marks.has(WHOSE_SYMBOLS[whose]));
  if (shown.length === 0) return null;
  const isDivided = cells.some(({ parts }) => parts.length > 1);
  return (
    <p class="legend">
      {shown.map(({ whose, words }) => (
        <span class={`key ${whose}`}>
          <i class="swatch" aria-hidden="true" /> {WHOSE_SYMBOLS[whose]} {words}
        </span>
      ))}
      <span>
        The stronger the colour, the more operations{isDivided ? "; a divided cell is of several of these" : ""}.
      </span>
    </p>
  );
}

const LEGEND = [
  { whose: "others", words: "of other people" },
  { whose: "unknown", words: "of an unknown owner" },
  { whose: "organization", words: "of the caller's organization" },
  { whose: "own", words: "the caller's own" },
  { whose: "public", words: "for everyone" },
] as const;

function OnAsking({ chapter: { review } }: { readonly chapter: HtmlChapter }): JSX.Element | null {
  const tallies = categoryTallies(flowsOnAsking(review), "read");
  if (tallies.length === 0) return null;
  return (
    <>
      <h3>Only on request, or in an error</h3>
      <p>This data is not counted above, because it is returned only if a caller asks for it or an error occurs.</p>
      <CappedList
        most={MOST_ON_ASKING}
        noun="category"
        nouns="categories"
        items={tallies.map(({ category, called, operations, witness }) => (
          <>
            {capitalized(categoryWords({ category, called }))}, in {count(operations.length, "operation")}:{" "}
            <Witness of={witness} />
          </>
        ))}
      />
    </>
  );
}

function PossibleNote({ chapter: { review } }: { readonly chapter: HtmlChapter }): JSX.Element | null {
  const possible = review.fields.filter(({ confidence }) => confidence === "possible").length;
  if (possible === 0) return null;
  const [they, them] = possible === 1 ? ["it is", "it"] : ["they are", "them"];
  return (
    <p class="note">
      {count(possible, "other field")} might be sensitive; {they} not counted, and section 5 asks about {them}.
    </p>
  );
}

/** Every sensitive field, each with how sure its category is. */
export function FieldsSection({ chapter }: { readonly chapter: HtmlChapter }): JSX.Element {
  return (
    <section id={`${chapter.prefix}fields`} class="inventory">
      <h2>Every sensitive field</h2>
      <Fields chapter={chapter} />
    </section>
  );
}

function Fields({ chapter }: { readonly chapter: HtmlChapter }): JSX.Element {
  const { fields } = chapter.review;
  if (fields.length === 0) return <p>No sensitive field is known.</p>;
  const list = `${chapter.prefix}fields-list`;
  const unsure = fields.filter(({ confidence }) => confidence === "possible").length;
  return (
    <>
      {fields.length > MOST_FIELDS ? (
        <p class="note">
          The first {MOST_FIELDS} of {fields.length}; the JSON review has them all.
        </p>
      ) : null}
      <p class="note">
        {count(fields.length - unsure, "sensitive field")}
        {unsure === 0 ? "" : `, and ${unsure} that might be sensitive`}.
      </p>
      <Filter
        list={list}
        noun="fields"
        facets={[{ name: "sensitivity", label: "Sensitivity", values: SENSITIVITIES.toReversed() }]}
      />
      <Table
        name="Every sensitive field"
        list={list}
        onPaper="run-on"
        columns={[
          { name: "Field", isPath: true },
          { name: "Line", numeric: chapter.review.document.files.length === 1 },
          { name: "Category", share: 20 },
          { name: "Sensitivity", isForScreen: true, order: SENSITIVITIES.toReversed() },
          { name: "How sure", share: 18 },
          { name: "Occurrences", numeric: true, isForScreen: true },
          { name: "Example", isForScreen: true, isPath: true },
        ]}
        rows={schemaGroups(fields.slice(0, MOST_FIELDS)).map(({ owner, fields: own }) => ({
          head: owner === undefined ? undefined : <SchemaHead owner={owner} of={own} />,
          rows: own.map((field) => fieldRow(chapter, field, typeof owner === "string")),
        }))}
      />
    </>
  );
}

interface SchemaGroup {
  /** The schema that all of them belong to; null of those that stand alone in theirs, undefined of a list of all. */
  readonly owner: string | null | undefined;
  readonly fields: readonly TalliedField[];
}

/** From here on fields stand by the schema that they belong to. */
const WORTH_GROUPING = 12;

/** Fields by schema; those that are alone in theirs stand together at the end. */
function schemaGroups(fields: readonly TalliedField[]): readonly SchemaGroup[] {
  const groups = [...grouped(fields, ({ owner, file }) => (owner === null ? "" : JSON.stringify([file, owner])))];
  const [named, alone] = partitioned(groups, ([key, own]) => key !== "" && own.length > 1);
  if (fields.length < WORTH_GROUPING || named.length < 2 || named.length * 2 > fields.length)
    return [{ owner: undefined, fields }];
  const rest = alone.flatMap(([, own]) => own);
  return [
    ...named.map(([, own]) => ({ owner: own[0]!.owner!, fields: own })),
    ...(rest.length === 0 ? [] : [{ owner: null, fields: rest }]),
  ];
}

function SchemaHead({
  owner,
  of,
}: {
  readonly owner: string | null;
  readonly of: readonly TalliedField[];
}): JSX.Element {
  return (
    <>
      {owner === null ? "Other schemas" : <Code>{owner}</Code>} <span class="note">{count(of.length, "field")}</span>
    </>
  );
}

function fieldRow(chapter: HtmlChapter, field: TalliedField, isUnderItsSchema: boolean): Row {
  const [way] = field.flows;
  return {
    facets: { "data-sensitivity": field.sensitivity },
    cells: [
      <Code>{isUnderItsSchema ? field.name : fieldName(field)}</Code>,
      <Where of={field} in={chapter.review} />,
      categoryWords(field),
      field.sensitivity,
      <>
        {knownWords(field)}
        {field.declaredAs === null ? null : (
          <>
            {" "}
            as <Code>{declaredWords(field.declaredAs)}</Code>
          </>
        )}
      </>,
      field.flows.length,
      way === undefined ? null : (
        <>
          <Code>{way.witness}</Code> of <Code>{way.operation}</Code>
        </>
      ),
    ],
  };
}
