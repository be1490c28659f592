import type { JSX } from "preact";

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

function round(n: number): number {
  return Math.round(n * 10) / 10;
}
