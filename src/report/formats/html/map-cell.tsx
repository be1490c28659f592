import type { JSX } from "preact";
import { count } from "../../../core/prose.ts";
import { WHOSE_WORDS, whoseOf, type Whose } from "../../words/callers.ts";
import type { CellPart, MapCell } from "../../words/exposure-map.ts";
import type { CountedFlow, TalliedFlow } from "../../words/data-tally.ts";
import { fieldName } from "../../../core/field-name.ts";
import { knownWords } from "../../words/field-words.ts";
import type { HtmlChapter } from "./chapter.ts";
import { Code, To, Where } from "./parts.tsx";

const MOST_FIELDS = 12;
const MOST_WAYS = 3;
/** Shades of the map. */
const SHADES = 4;

/** What a cell of a map is called in the page. */
export function cellId(
  { prefix }: HtmlChapter,
  direction: TalliedFlow["direction"],
  row: number,
  column: number,
): string {
  return `${prefix}${direction}-${row}-${column}`;
}

/** What tells apart whose data it is where there is no colour: on paper, and in forced colours. */
export const WHOSE_SYMBOLS: Readonly<Record<Whose, string>> = {
  others: "\u25cf",
  unknown: "\u25c6",
  organization: "\u25c7",
  own: "\u25cb",
  issued: "\u25cb",
  public: "\u25a1",
};

/**
 * A cell of the map: how many operations, and a button that opens what they carry. It is divided by whose data it is, as
 * wide as operations are many, with the number of each.
 */
export function CellButton(props: {
  readonly cell: MapCell;
  /** The most operations that a cell of the map has. */
  readonly most: number;
  readonly isRead: boolean;
  readonly id: string;
  readonly name: string;
}): JSX.Element {
  const { cell, most, isRead, id, name } = props;
  if (cell.operations === 0)
    return (
      <td class="cell">
        <span class="none" aria-label="none">
          ·
        </span>
      </td>
    );
  const parts = isRead ? cell.parts : [{ whose: "own" as const, operations: cell.operations }];
  const [only, ...others] = parts;
  const owners = parts.map(({ whose, operations }) =>
    others.length === 0 ? WHOSE_WORDS[whose].behind : `${operations} ${WHOSE_WORDS[whose].behind}`,
  );
  const shade = Math.max(1, Math.ceil((SHADES * Math.log(cell.operations + 1)) / Math.log(most + 1)));
  return (
    <td class="cell">
      <CellShares parts={parts} shade={shade} />
      <button type="button" popovertarget={id}>
        {isRead && only !== undefined && others.length === 0 ? (
          <span aria-hidden="true">{WHOSE_SYMBOLS[only.whose]} </span>
        ) : null}
        {cell.operations}
        {others.length === 0 ? null : (
          <span class="shares" aria-hidden="true">
            {parts.map(({ whose, operations }) => (
              <span>
                {WHOSE_SYMBOLS[whose]} {operations}
              </span>
            ))}
          </span>
        )}
        <span class="unseen">
          {` ${cell.operations === 1 ? "operation" : "operations"}: ${name}${isRead ? `, ${owners.join(", ")}` : ""}`}
        </span>
      </button>
    </td>
  );
}

/** The ground of a cell: a part for each owner, as wide as its operations are many. */
function CellShares(props: { readonly parts: readonly CellPart[]; readonly shade: number }): JSX.Element {
  const { parts, shade } = props;
  const all = parts.reduce((sum, { operations }) => sum + operations, 0);
  let at = 0;
  return (
    <svg class={`ground shade-${shade}`} aria-hidden="true" viewBox="0 0 100 1" preserveAspectRatio="none">
      {parts.map(({ whose, operations }) => {
        const x = at;
        at += (operations * 100) / all;
        // What a log-in hands out stays pale, however sensitive it is.
        const tone = whose === "issued" ? "own pale" : whose;
        return <rect class={tone} x={thousandths(x)} y={0} width={thousandths(at - x)} height={1} />;
      })}
    </svg>
  );
}

function thousandths(n: number): number {
  return Math.round(n * 1000) / 1000;
}

/** What stands behind a cell: its fields, each with the ways that it takes. */
export function CellPanel(props: {
  readonly id: string;
  readonly cell: MapCell;
  readonly title: string;
  readonly about: string;
  readonly chapter: HtmlChapter;
}): JSX.Element {
  const { id, cell, title, about, chapter } = props;
  const { review, prefix } = chapter;
  // Where other people's data gets out comes first.
  const isOfOthers = ([, flows]: readonly [unknown, readonly CountedFlow[]]): boolean =>
    flows.some((flow) => whoseOf(flow) === "others");
  const all = [...cell.fields];
  const fields = [...all.filter(isOfOthers), ...all.filter((one) => !isOfOthers(one))];
  return (
    <div id={id} popover="auto" class="panel" role="dialog" aria-label={title}>
      <button type="button" class="close" popovertarget={id} popovertargetaction="hide" autofocus>
        Close
      </button>
      <p class="panel-title">{title}</p>
      <p class="note">
        {about}, in {count(cell.operations, "operation")}.
      </p>
      <ul class="plain">
        {fields.slice(0, MOST_FIELDS).map(([field, flows]) => (
          <li>
            <Code>{fieldName(field)}</Code>{" "}
            <span class="note">
              line <Where of={field} in={review} />; {knownWords(field)}
            </span>
            <ul class="ways">
              {flows.slice(0, MOST_WAYS).map((counted) => (
                <li>
                  <Code>{counted.flow.operation}</Code> <Code>{counted.flow.witness}</Code>{" "}
                  {counted.flow.direction === "read" ? (
                    <span class="note">{WHOSE_WORDS[whoseOf(counted)].behind}</span>
                  ) : null}
                </li>
              ))}
              {flows.length > MOST_WAYS ? (
                <li>
                  and <To to={`${prefix}operations`}>{flows.length - MOST_WAYS} more ways</To>
                </li>
              ) : null}
            </ul>
          </li>
        ))}
        {fields.length > MOST_FIELDS ? (
          <li>
            and <To to={`${prefix}fields`}>{fields.length - MOST_FIELDS} more fields</To>
          </li>
        ) : null}
      </ul>
    </div>
  );
}
