/** A text without the signs that it ends in, each a character of `signs`: `/a/b` of `/a/b//`. Takes time in proportion to the text. */
export function withoutEnd(text: string, signs: string): string {
  let end = text.length;
  while (end > 0 && signs.includes(text[end - 1]!)) end -= 1;
  return text.slice(0, end);
}
