/**
 * Whether a text is what our own hints have in place of an answer (`NAME`, `"why"`, `YYYY-MM-DD`, `…`): pasted as it is, it
 * says nothing, and would look as if somebody had answered.
 */
export function isPlaceholder(text: string): boolean {
  const bare = withoutMarks(text.trim());
  // A text of nothing but dots is one too.
  return bare === "" ? text.trim() !== "" : PLACEHOLDERS.has(bare.toLowerCase());
}

/** A text without the quotes, brackets and marks around it. */
function withoutMarks(text: string): string {
  let from = 0;
  let to = text.length;
  while (from < to && OPENING.has(text[from]!)) from += 1; // within the text
  while (to > from && CLOSING.has(text[to - 1]!)) to -= 1;
  return text.slice(from, to);
}

const OPENING: ReadonlySet<string> = new Set(`"'<{[(`);
const CLOSING: ReadonlySet<string> = new Set(`]"')}>.!`);

const PLACEHOLDERS: ReadonlySet<string> = new Set([
  "…",
  "owner",
  "name",
  "date",
  "yyyy-mm-dd",
  "why",
  "who",
  "todo",
  "why it is wrong",
  "how it is known",
]);
