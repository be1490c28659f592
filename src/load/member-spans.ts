import type { Span } from "./layout.ts";

/**
 * The spans of the members of one collection, in the order in which they were set. There is one for each collection of a
 * text, and few of them are ever asked: so numbers in one row, and an index only for who asks for one of many.
 */
export class MemberSpans {
  private readonly keys: string[] = [];
  private readonly offsets: number[] = [];
  private index: Map<string, number> | undefined;

  /** Where a key was set before, the later one counts. */
  set(key: string, keyStart: number, keyEnd: number, valueStart: number, valueEnd: number): void {
    this.index = undefined;
    this.keys.push(key);
    this.offsets.push(keyStart, keyEnd, valueStart, valueEnd);
  }

  get(key: string): Span | undefined {
    const at = this.keys.length <= FEW ? this.keys.lastIndexOf(key) : this.indexOf(key);
    return at < 0 ? undefined : this.spanAt(at);
  }

  /** Every member, of a repeated key each. */
  *all(): Generator<readonly [string, Span]> {
    for (const [at, key] of this.keys.entries()) yield [key, this.spanAt(at)];
  }

  private indexOf(key: string): number {
    this.index ??= new Map(this.keys.map((known, at) => [known, at]));
    return this.index.get(key) ?? -1;
  }

  private spanAt(at: number): Span {
    const { offsets } = this;
    const first = at * 4;
    return {
      keyStart: offsets[first]!,
      keyEnd: offsets[first + 1]!,
      valueStart: offsets[first + 2]!,
      valueEnd: offsets[first + 3]!,
    };
  }
}

/** So few keys are looked through as fast as they are looked up. */
const FEW = 16;
