import type { JSX } from "preact";
import { AUDIENCES, type Audience } from "../../../core/exposure-words.ts";
import { count } from "../../../core/prose.ts";
import type { OperationEntry } from "../../../core/review.ts";

/** A part of a bar. */
export interface BarPart {
  readonly name: string;
  readonly value: number;
  /** The class that colours it. */
  readonly tone: string;
}

/** One bar of parts, with what they stand for below it. Sizes are in thousandths of its width. */
export function Bar({ name, parts }: { readonly name: string; readonly parts: readonly BarPart[] }): JSX.Element {
  const shown = parts.filter(({ value }) => value > 0);
  const whole = shown.reduce((sum, { value }) => sum + value, 0);
  let at = 0;
  const rects = shown.map(({ value, tone }) => {
    const x = at;
    at += (value * 1000) / whole;
    return <rect class={tone} x={round(x)} y={0} width={round(Math.max(0, at - x - 2))} height={10} />;
  });
  return (
    <figure class="bar">
      <svg
        role="img"
        aria-label={`${name}: ${shown.map((part) => `${part.value} ${part.name}`).join(", ")}`}
        viewBox="0 0 1000 10"
        preserveAspectRatio="none"
      >
        {rects}
      </svg>
      <figcaption>
        {shown.map(({ name: part, value, tone }) => (
          <span class="key">
            <svg aria-hidden="true" viewBox="0 0 10 10">
              <rect class={tone} width={10} height={10} rx={2} />
            </svg>
            <b>{value}</b> {part}
          </span>
        ))}
      </figcaption>
    </figure>
  );
}

type Level = Audience | "none";
const LEVELS: readonly Level[] = [...AUDIENCES.toReversed(), "none"];
const WIDTH = 480;
/** Room for the words at either side. */
const NAMED = 140;
/** Height of the words above. */
const HEAD = 32;
const GAP = 14;
/** Height of a line of words. */
const LINE = 16;
/** The least height of a ribbon, so that one operation of 400 is still seen. */
const LEAST = 3;

/** Whom operations are meant for, on the left, and who can really call them, on the right: ribbons as thick as they are many. */
export function AudienceChart({ operations }: { readonly operations: readonly OperationEntry[] }): JSX.Element {
  const pairs = LEVELS.flatMap((from) =>
    LEVELS.flatMap((to) => {
      const n = operations.filter(
        ({ audience, exposure }) => (audience ?? "none") === from && (exposure ?? "none") === to,
      ).length;
      return n === 0 ? [] : [{ from, to, n, height: Math.max(LEAST, (n * 88) / operations.length) }];
    }),
  );
  const assumed = LEVELS.filter((level) => isAssumed(operations, level));
  const left = stacked(pairs, "from");
  const right = stacked(
    pairs.toSorted((a, b) => LEVELS.indexOf(a.to) - LEVELS.indexOf(b.to)),
    "to",
    assumed,
  );
  const height = Math.max(left.height, right.height, 44);
  const [x1, x2] = [NAMED, WIDTH - NAMED];
  const middle = (x1 + x2) / 2;
  const words = pairs.map(({ from, to, n }) => `${count(n, "operation")} meant as ${MEANT[from]}, really ${REAL[to]}`);
  return (
    <figure class="audience">
      <svg role="img" aria-label={words.join("; ")} viewBox={`0 0 ${WIDTH} ${height + HEAD}`}>
        <text x={x1 - 8} y={12} class="head end">
          Meant for
        </text>
        <text x={x2 + 8} y={12} class="head">
          Can really call
        </text>
        {pairs.map((pair) => {
          const [a, b] = [left.at.get(pair)! + HEAD, right.at.get(pair)! + HEAD];
          const path = `M${x1 + 6},${round(a)}C${middle},${round(a)} ${middle},${round(b)} ${x2 - 6},${round(b)}v${round(pair.height)}C${middle},${round(b + pair.height)} ${middle},${round(a + pair.height)} ${x1 + 6},${round(a + pair.height)}z`;
          return <path class={isWider(pair.from, pair.to) ? "ribbon wider" : "ribbon"} d={path} />;
        })}
        {left.blocks.map(({ level, n, y, size }) => (
          <>
            <rect class="block" x={x1} y={round(y + HEAD)} width={4} height={round(size)} />
            <text x={x1 - 8} y={round(y + HEAD + 4 + size / 2)} class="end">
              {`${MEANT[level]} ${n}`}
            </text>
          </>
        ))}
        {right.blocks.map(({ level, n, y, size }) => (
          <>
            <rect class={`block ${level}`} x={x2 - 4} y={round(y + HEAD)} width={4} height={round(size)} />
            <text x={x2 + 8} y={round(y + HEAD + 4 + size / 2)}>
              {`${n} ${REAL[level]}`}
            </text>
            {assumed.includes(level) ? (
              <text x={x2 + 8} y={round(y + HEAD + 4 + LINE + size / 2)} class="head">
                assumed
              </text>
            ) : null}
          </>
        ))}
      </svg>
    </figure>
  );
}

interface Pair {
  readonly from: Level;
  readonly to: Level;
  readonly n: number;
  readonly height: number;
}

/** Where pairs stand on one side of the chart, level below level; those in `twoLines` have room for so many words. */
function stacked(pairs: readonly Pair[], side: "from" | "to", twoLines: readonly Level[] = []) {
  const at = new Map<Pair, number>();
  const blocks: { level: Level; n: number; y: number; size: number }[] = [];
  let y = 0;
  for (const level of LEVELS) {
    const own = pairs.filter((pair) => pair[side] === level);
    if (own.length === 0) continue;
    const start = y;
    for (const pair of own) {
      at.set(pair, y);
      y += pair.height;
    }
    blocks.push({ level, n: own.reduce((sum, { n }) => sum + n, 0), y: start, size: y - start });
    y = Math.max(y, start + (twoLines.includes(level) ? 2 : 1) * LINE) + GAP;
  }
  return { at, blocks, height: y - GAP };
}

/** Whether nothing but an assumption says that these can call. */
function isAssumed(operations: readonly OperationEntry[], level: Level): boolean {
  return operations.every(({ exposure, assumed }) => (exposure ?? "none") !== level || assumed);
}

function isWider(from: Level, to: Level): boolean {
  return from !== "none" && to !== "none" && AUDIENCES.indexOf(to) > AUDIENCES.indexOf(from);
}

const MEANT: Readonly<Record<Level, string>> = {
  public: "public",
  partner: "partner",
  private: "private",
  none: "not declared",
};

const REAL: Readonly<Record<Level, string>> = {
  public: "public",
  partner: "partner",
  private: "private",
  none: "not judged",
};

function round(n: number): number {
  return Math.round(n * 10) / 10;
}
