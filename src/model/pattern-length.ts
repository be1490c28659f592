/**
 * The shortest text that an anchored pattern of classes and plain characters takes: `^[a-f0-9]{8}-4[a-f0-9]{3}$` gives 13;
 * `undefined` for any other.
 */
export function leastLengthOf(pattern: string): number | undefined {
  const inside = /^\^(.{1,300})\$$/.exec(pattern.trim())?.[1];
  if (inside === undefined) return undefined;
  let least = 0;
  let read = 0;
  for (const [part, , from, mark] of inside.matchAll(
    /(\\[dw]|\[[^\]]{1,40}\]|[\w-])(?:\{(\d{1,3})(?:,\d{0,3})?\}|([*+?]))?/g,
  )) {
    least += from !== undefined ? Number(from) : mark === "*" || mark === "?" ? 0 : 1;
    read += part.length;
  }
  return read === inside.length ? least : undefined;
}
