import type { Span } from "./layout.ts";

/**
 * The spans of the members of all collections of a text, in the order in which they were read: a key each, and five
 * numbers, the row of the member before it in the same collection and the offsets of its span. There are very many and
 * few are ever asked for: a list for each collection takes several times as much room, which is mostly left empty.
 */
export interface SpanRows {
  readonly keys: string[];
  readonly numbers: number[];
}

export const newSpanRows = (): SpanRows => ({ keys: [], numbers: [] });

const WIDTH = 5;

/** The spans of the members of one collection. */
export class MemberSpans {
  private readonly rows: SpanRows;
  private last = -1;
  private size = 0;
  private index: Map<string, number> | undefined;

  constructor(rows: SpanRows) {
    this.rows = rows;
  }

  /** Where a key was set before, the later one counts. */
  set(key: string, keyStart: number, keyEnd: number, valueStart: number, valueEnd: number): void {
    const { keys, numbers } = this.rows;
    this.index = undefined;
    numbers.push(this.last, keyStart, keyEnd, valueStart, valueEnd);
    this.last = keys.push(key) - 1;
    this.size += 1;
  }

  get(key: string): Span | undefined {
    if (this.size > FEW) {
      this.index ??= new Map(this.all().map((row) => [this.rows.keys[row]!, row]));
      return this.spanAt(this.index.get(key));
    }
    for (let row = this.last; row >= 0; row = this.rows.numbers[row * WIDTH]!)
      if (this.rows.keys[row] === key) return this.spanAt(row);
    return undefined;
  }

  /** Every member in order, a repeated key each time. */
  *entries(): Generator<readonly [string, Span]> {
    for (const row of this.all()) yield [this.rows.keys[row]!, this.spanAt(row)!];
  }

  private all(): number[] {
    const rows: number[] = [];
    for (let row = this.last; row >= 0; row = this.rows.numbers[row * WIDTH]!) rows.push(row);
    return rows.toReversed();
  }

  private spanAt(row: number | undefined): Span | undefined {
    if (row === undefined) return undefined;
    const { numbers } = this.rows;
    const first = row * WIDTH;
    return {
      keyStart: numbers[first + 1]!,
      keyEnd: numbers[first + 2]!,
      valueStart: numbers[first + 3]!,
      valueEnd: numbers[first + 4]!,
    };
  }
}

/** So few keys are looked through as fast as they are looked up. */
const FEW = 16;
