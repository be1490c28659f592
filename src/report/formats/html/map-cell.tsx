import type { JSX } from "preact";
import { count } from "../../../core/prose.ts";
import type { Review } from "../../../core/review.ts";
import { WHOSE_WORDS, whoseOf } from "../../words/callers.ts";
import type { MapCell } from "../../words/exposure-map.ts";
import type { CountedFlow, TalliedFlow } from "../../words/data-tally.ts";
import { fieldName, knownWords } from "../../words/field-words.ts";
import type { HtmlChapter } from "./chapter.ts";
import { Code, Where } from "./parts.tsx";

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

/** A cell of the map: how many operations, coloured by whose data it is, and a button that opens what they carry. */
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
  const whose = isRead ? cell.whose : "own";
  // What a log-in hands out stays pale, however sensitive it is.
  const shade =
    whose === "issued" ? 1 : Math.max(1, Math.ceil((SHADES * Math.log(cell.operations + 1)) / Math.log(most + 1)));
  return (
    <td class={`cell ${whose === "issued" ? "own" : whose} shade-${shade}`}>
      <button
        type="button"
        popovertarget={id}
        aria-label={`${count(cell.operations, "operation")}: ${name}${isRead ? `, ${WHOSE_WORDS[cell.whose].behind}` : ""}`}
      >
        {cell.operations}
      </button>
    </td>
  );
}

/** What stands behind a cell: its fields, each with the ways that it takes. */
export function CellPanel(props: {
  readonly id: string;
  readonly cell: MapCell;
  readonly title: string;
  readonly about: string;
  readonly review: Review;
}): JSX.Element {
  const { id, cell, title, about, review } = props;
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
              {flows.length > MOST_WAYS ? <li>and {flows.length - MOST_WAYS} more ways</li> : null}
            </ul>
          </li>
        ))}
        {fields.length > MOST_FIELDS ? <li>and {fields.length - MOST_FIELDS} more fields, listed below</li> : null}
      </ul>
    </div>
  );
}
