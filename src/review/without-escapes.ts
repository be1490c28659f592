/** A text with its escapes taken for what they stand for. */
export interface Plain {
  readonly plain: string;
  /** Where each of its UTF-16 units stood before, and its end. */
  readonly offsets: readonly number[];
}

/**
 * A line of JSON or YAML with the letters and digits of its escapes, and with what a line that ends in a backslash goes
 * on with (YAML 1.2.2, section 7.3.1): so written, a credential looks like none.
 */
export function withoutEscapes(text: string): Plain {
  let plain = "";
  const offsets: number[] = [];
  const add = (piece: string, offsetOf: (index: number) => number): void => {
    for (let index = 0; index < piece.length; index += 1) offsets.push(offsetOf(index));
    plain += piece;
  };
  let from = 0;
  for (const { 0: escape, index: start } of text.matchAll(ESCAPES)) {
    const before = from;
    add(text.slice(from, start), (index) => before + index);
    add(meant(escape), () => start);
    from = start + escape.length;
  }
  const rest = from;
  add(text.slice(from), (index) => rest + index);
  offsets.push(text.length);
  return { plain, offsets };
}

/** An escaped backslash is one, whatever stands behind it. */
const ESCAPES = /\\(?:\r?\n[ \t]{0,500}|[\\/"]|x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8})/g;

function meant(escape: string): string {
  const sign = escape[1]!; // each has one
  if (sign === "\n" || sign === "\r") return "";
  if (sign === "/") return sign;
  if (!/[xu]/i.test(sign)) return escape;
  const code = Number.parseInt(escape.slice(2), 16);
  return code <= 0x10ffff ? String.fromCodePoint(code) : escape;
}
