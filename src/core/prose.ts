/** A text that is written over several lines of source, as one paragraph; an empty line begins the next. */
export function prose(strings: TemplateStringsArray, ...values: readonly (string | number)[]): string {
  return String.raw({ raw: strings.raw }, ...values)
    .split(/\n[ \t]*\n/)
    .map((paragraph) => paragraph.replace(/\s+/g, " ").trim())
    .filter((paragraph) => paragraph !== "")
    .join("\n\n");
}

/** A piece of YAML that is written indented in source, without that indentation. */
export function yaml(strings: TemplateStringsArray, ...values: readonly (string | number)[]): string {
  const lines = String.raw({ raw: strings.raw }, ...values)
    .replace(/^\n|\n[ \t]*$/g, "")
    .split("\n");
  const indents = lines.filter((line) => line.trim() !== "").map((line) => line.length - line.trimStart().length);
  const indent = Math.min(...indents);
  return `${lines.map((line) => line.slice(indent)).join("\n")}\n`;
}

/** `1 operation`, `34 operations`. */
export function count(n: number, noun: string, plural = `${noun}s`): string {
  return `${n} ${n === 1 ? noun : plural}`;
}

/** `a`, `a and b`, `a, b and c`; of many the first few and how many more. Of alternatives, with `or`. */
export function listed(words: readonly string[], most = 4, last: "and" | "or" = "and"): string {
  if (words.length > most) return `${words.slice(0, most - 1).join(", ")} ${last} ${words.length - most + 1} more`;
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} ${last} ${words.at(-1)}`;
}

/** The first few, or all where one alone would be left over: it takes no more room than to say that there is one. */
export function withoutLeftover<T>(all: readonly T[], most: number): readonly T[] {
  return all.length === most + 1 ? all : all.slice(0, most);
}

/** A text of the document in quotes, cut where it is long; half an address is another one, and left out. */
export function quoted(text: string, most = 60): string {
  if (text.length <= most) return `"${text}"`;
  const start = text.slice(0, most - 1);
  const last = start.search(/\S*$/);
  return `"${ADDRESS.test(start.slice(last)) ? start.slice(0, last) : start}…"`;
}

/**
 * A text cut where it is long, between two words: half a word is a riddle, and half a credential is not recognized as one.
 * Only a first word is cut itself, unless it is long or an address.
 */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  const start = text.slice(0, most - 1);
  const begins = start.search(/\S*$/);
  if (begins > 0) return `${start.slice(0, begins)}…`;
  // Of an address the beginning is another one.
  const isWhole = /^\S*/.exec(start)![0].length >= LONG_WORD || ADDRESS.test(start); // the pattern matches nothing, too
  return `${isWhole ? "" : start}…`;
}

const LONG_WORD = 16;
const ADDRESS = /^\W*(?:www\.|https?:)/i;
