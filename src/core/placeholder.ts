/**
 * Whether a text is what our own hints have in place of an answer (`NAME`, `"why"`, `YYYY-MM-DD`, `…`): pasted as it is, it
 * says nothing, and would look as if somebody had answered.
 */
export function isPlaceholder(text: string): boolean {
  const bare = text.trim().replace(/^["'<{[(]+|[\]"')}>.!]+$/g, "");
  // A text of nothing but dots is one too.
  return bare === "" ? text.trim() !== "" : PLACEHOLDERS.has(bare.toLowerCase());
}

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
