import page from "../../docs/glossary.md?text";

/** A line of `docs/glossary.md`, which is compiled in. */
export interface GlossaryEntry {
  /** `BOLA` and `IDOR` for what has two names. */
  readonly terms: readonly string[];
  /** What it means, as Markdown. */
  readonly meaning: string;
}

/**
 * The entries that explain a word, however it is written: the one whose term it is, else those in which it is a value
 * (`self-registered`).
 */
export function glossaryEntries(word: string): readonly GlossaryEntry[] {
  const wanted = letters(word);
  const isWanted = (known: string): boolean => letters(known) === wanted;
  const exact = entries().filter(({ terms }) => terms.some(isWanted));
  return exact.length > 0 ? exact : entries().filter(({ meaning }) => valuesIn(meaning).some(isWanted));
}

/** The words that have an entry. */
export function glossaryTerms(): readonly string[] {
  return entries().flatMap(({ terms }) => terms);
}

/** The rows of its table, without the two of the head. */
function entries(): readonly GlossaryEntry[] {
  const rows = page.split("\n").filter((line) => line.startsWith("| "));
  return rows.slice(2).map((row) => {
    const [, terms = "", meaning = ""] = row.split("|");
    return { terms: terms.trim().split(", "), meaning: meaning.trim() };
  });
}

/** What stands in code marks and is no command. */
function valuesIn(meaning: string): readonly string[] {
  return [...meaning.matchAll(/`([\w-]+)`/g)].map(([, value]) => value!); // the group is always there
}

/** Spaces, dashes, case and the plural make no other word. */
function letters(word: string): string {
  return word
    .toLowerCase()
    .replaceAll(/(?<!s)s\b/g, "")
    .replaceAll(/[^a-z\d]/g, "");
}
