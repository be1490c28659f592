import type { JSX } from "preact";
import { count } from "../../../core/prose.ts";
import {
  flowPicture,
  OWNER_ORDER,
  OWNER_WORDS,
  type FlowNode,
  type FlowPicture as Picture,
  type FlowRibbon,
  type FlowRow,
} from "../../words/flow-picture.ts";
import type { HtmlChapter } from "./chapter.ts";
import { classOf, Code, Fold } from "./parts.tsx";
import { Table } from "./table.tsx";

const WIDTH = 960;
/** Where each column begins, and how wide its bars are. */
const COLUMNS = [0, 260, 500, WIDTH - 6] as const;
const BAR = 6;
/** The height of all that is counted, where nothing needs more. */
const HEIGHT = 260;
const HEAD = 24;
/** A node has room for its words: one line, or two. */
const LINE = 16;
const GAP = 8;
/** Characters of a line, and lines of a name. */
const MOST_CHARACTERS = 33;
const MOST_LINES = 2;

/** Who can read what: callers, credentials, operations and data, with ribbons by whose it is, and the same as a table. */
export function FlowFigure({ chapter }: { readonly chapter: HtmlChapter }): JSX.Element | null {
  const picture = flowPicture(chapter.review);
  if (picture === undefined) return null;
  const { operations } = chapter.review;
  const owners = OWNER_ORDER.filter((owner) => picture.ribbons.some((ribbon) => ribbon.owner === owner));
  const hasOthers = picture.ribbons.some(({ isOfOthers }) => isOfOthers);
  return (
    <figure class="flow">
      <figcaption>
        What can be read: {count(picture.operations, "operation")} of {operations.length} return sensitive data.{" "}
        <span class="how">The thicker a ribbon, the more data: each category counts once for each operation.</span>
      </figcaption>
      <div class="drawing" role="group" aria-label="Who can read what" tabIndex={0}>
        <Drawing picture={picture} hatch={`${chapter.prefix}hatch`} />
      </div>
      <p class="legend">
        {owners.map((owner) => (
          <span class="key">
            <svg aria-hidden="true" viewBox="0 0 10 10">
              <rect class={`flow-${owner}`} width={10} height={10} />
            </svg>
            {OWNER_WORDS[owner]}
          </span>
        ))}
        {hasOthers ? (
          <span class="key">
            <svg aria-hidden="true" viewBox="0 0 10 10">
              <rect fill={`url(#${chapter.prefix}hatch)`} width={10} height={10} />
            </svg>
            hatched: of other people
          </span>
        ) : null}
      </p>
      <Fold summary="The picture as a table">
        <FlowTable picture={picture} />
      </Fold>
    </figure>
  );
}

function FlowTable({ picture: { rows } }: { readonly picture: Picture }): JSX.Element {
  const callerOf = ({ caller, credential }: FlowRow): string => `${caller}, credential: ${credential}`;
  const isOne = new Set(rows.map(callerOf)).size === 1;
  return (
    <>
      {isOne ? <p class="note">All of it: {callerOf(rows[0]!)}.</p> : null}
      <Table
        name="Who can read what"
        columns={[
          ...(isOne ? [] : ["Caller and credential"]),
          { name: "Operations", isPath: true },
          { name: "Number", numeric: true },
          { name: "Data, and in how many operations", isWide: true },
        ]}
        rows={rows.map((row) => ({
          cells: [
            ...(isOne ? [] : [callerOf(row)]),
            <Code>{row.group}</Code>,
            row.operations,
            row.data.map(({ whose, isOfOthers, categories }) => (
              <p class={isOfOthers ? "foreign" : undefined}>
                {whose}: {categories.join(", ")}
              </p>
            )),
          ],
        }))}
      />
    </>
  );
}

interface Placed {
  readonly node: FlowNode;
  readonly y: number;
  readonly height: number;
}

function Drawing({ picture, hatch }: { readonly picture: Picture; readonly hatch: string }): JSX.Element {
  const { columns, ribbons } = picture;
  const whole = columns[0]!.nodes.reduce((sum, { weight }) => sum + weight, 0);
  const scale = HEIGHT / whole;
  const placed = columns.map(({ nodes }) => stacked(nodes, scale));
  const height = HEAD + Math.max(...placed.map((column) => bottomOf(column)));
  // A column that is shorter stands in the middle.
  const offsets = placed.map((column) => HEAD + (height - HEAD - bottomOf(column)) / 2);
  const shapes = ribbonShapes(ribbons, placed, offsets, scale);
  return (
    <svg role="img" aria-label={altText(picture)} viewBox={`0 0 ${WIDTH} ${round(height)}`}>
      <defs>
        <pattern id={hatch} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect class="hatch" width="2" height="6" />
        </pattern>
      </defs>
      {shapes.map(({ ribbon, path }) => (
        <>
          <path class={`ribbon flow-${ribbon.owner}`} d={path} />
          {ribbon.isOfOthers ? <path fill={`url(#${hatch})`} d={path} /> : null}
        </>
      ))}
      {columns.map(({ name }, at) => (
        <text
          class={at === columns.length - 1 ? "head end" : "head"}
          x={at === columns.length - 1 ? WIDTH : COLUMNS[at]}
          y={12}
        >
          {name}
        </text>
      ))}
      {placed.flatMap((column, at) =>
        column.map((one) => <Label placed={one} at={at} top={offsets[at]!} isLast={at === placed.length - 1} />),
      )}
    </svg>
  );
}

function Label(props: {
  readonly placed: Placed;
  readonly at: number;
  readonly top: number;
  readonly isLast: boolean;
}): JSX.Element {
  const { placed, at, top, isLast } = props;
  const { node, height } = placed;
  const y = top + placed.y;
  const x = COLUMNS[at]!;
  const middle = y + height / 2;
  const textX = isLast ? x - 6 : x + BAR + 6;
  const names = linesOf(node.name);
  const first = middle + 4 - ((names.length + node.notes.length - 1) * LINE) / 2;
  return (
    <>
      <rect class="block" x={x} y={round(y)} width={BAR} height={round(height)} />
      {/* Each name has its lines, so that no text of a description changes what the page is made of. */}
      {[...names, ...Array.from({ length: MOST_LINES - names.length }, () => ""), ...node.notes].map((line, index) => {
        const isNote = index >= MOST_LINES;
        const row = isNote ? index - MOST_LINES + names.length : index;
        return (
          <text
            class={classOf(isLast && "end", isNote && "note", isNote && node.isWider && "wider")}
            x={textX}
            y={round(first + row * LINE)}
          >
            {line}
            {index === 0 ? <title>{node.name}</title> : null}
          </text>
        );
      })}
    </>
  );
}

/** A name in lines that its column has room for. */
function linesOf(name: string): readonly string[] {
  const lines = [""];
  for (const word of name.split(" ")) {
    const last = lines.at(-1)!;
    if (last === "" || last.length + word.length < MOST_CHARACTERS) lines[lines.length - 1] = `${last} ${word}`.trim();
    else lines.push(word);
  }
  const shown = lines.slice(0, MOST_LINES);
  if (lines.length > MOST_LINES) shown[MOST_LINES - 1] += " …";
  return shown.map((line) => (line.length > MOST_CHARACTERS ? `${line.slice(0, MOST_CHARACTERS - 1)}…` : line));
}

/** Nodes one below the other, each with room for its words. */
function stacked(nodes: readonly FlowNode[], scale: number): readonly Placed[] {
  let y = 0;
  return nodes.map((node) => {
    const height = Math.max(2, node.weight * scale);
    const room = Math.max(height, (linesOf(node.name).length + node.notes.length) * LINE);
    const at = y + (room - height) / 2;
    y += room + GAP;
    return { node, y: at, height };
  });
}

function bottomOf(column: readonly Placed[]): number {
  const last = column.at(-1)!; // no column is empty
  return last.y + last.height + LINE;
}

function ribbonShapes(
  ribbons: readonly FlowRibbon[],
  placed: readonly (readonly Placed[])[],
  offsets: readonly number[],
  scale: number,
): readonly { readonly ribbon: FlowRibbon; readonly path: string }[] {
  const used = { from: new Map<string, number>(), to: new Map<string, number>() };
  const ends = new Map<FlowRibbon, { from: number; to: number }>(ribbons.map((ribbon) => [ribbon, { from: 0, to: 0 }]));
  const order = (ribbon: FlowRibbon): number => OWNER_ORDER.findIndex((owner) => owner === ribbon.owner);
  // At each node ribbons stand in the order of the nodes that they lead to, or come from.
  for (const end of ["from", "to"] as const) {
    const other = end === "from" ? "to" : "from";
    const sorted = ribbons.toSorted((a, b) => a.column - b.column || a[other] - b[other] || order(a) - order(b));
    for (const ribbon of sorted) {
      const at = ribbon.column + (end === "from" ? 0 : 1);
      const key = `${at} ${ribbon[end]}`;
      const before = used[end].get(key) ?? 0;
      ends.get(ribbon)![end] = offsets[at]! + placed[at]![ribbon[end]]!.y + before;
      used[end].set(key, before + ribbon.weight * scale);
    }
  }
  return ribbons.map((ribbon) => {
    const { from, to } = ends.get(ribbon)!;
    const [x1, x2] = [COLUMNS[ribbon.column]! + BAR, COLUMNS[ribbon.column + 1]!];
    const middle = (x1 + x2) / 2;
    const size = Math.max(1, ribbon.weight * scale);
    const path = `M${x1},${round(from)}C${middle},${round(from)} ${middle},${round(to)} ${x2},${round(to)}v${round(size)}C${middle},${round(to + size)} ${middle},${round(from + size)} ${x1},${round(from + size)}z`;
    return { ribbon, path };
  });
}

/** The picture in a sentence; the table has the rest. */
function altText({ rows }: Picture): string {
  const foreign = rows.filter(({ data }) => data.some(({ isOfOthers }) => isOfOthers));
  const callers = [...new Set(foreign.map(({ caller }) => caller))];
  return callers.length === 0
    ? "Callers, credentials, operations and the data that can be read: none of it is other people's. The table below says the same in words."
    : `Callers, credentials, operations and the data that can be read. Data of other people can be read by: ${callers.join("; ")}. The table below says the same in words.`;
}

function round(n: number): number {
  return Math.round(n * 10) / 10;
}
