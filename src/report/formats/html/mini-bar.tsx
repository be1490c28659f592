import type { JSX } from "preact";

/** A bar in a cell, as long as its parts are many beside the longest, `most`; words beside it say the numbers. */
export function MiniBar(props: {
  readonly most: number;
  readonly parts: readonly { readonly value: number; readonly tone: string }[];
}): JSX.Element {
  const { most, parts } = props;
  let at = 0;
  return (
    <svg class="mini-bar" aria-hidden="true" viewBox="0 0 100 10" preserveAspectRatio="none">
      {parts
        .filter(({ value }) => value > 0)
        .map(({ value, tone }) => {
          const [x, width] = [at, (value * 100) / Math.max(most, 1)];
          at += width;
          return <rect class={tone} x={rounded(x)} y={0} width={rounded(width)} height={10} />;
        })}
    </svg>
  );
}

function rounded(n: number): number {
  return Math.round(n * 10) / 10;
}
