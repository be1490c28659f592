import { member } from "../../core/json-value.ts";
import { LIMITS } from "../../load/limits.ts";
import { parseYaml } from "../../load/parse-yaml.ts";
import { plainScalar } from "./yaml-lines.ts";

/**
 * The text of a scalar (`'[a-z]+'`) that holds another text from now on, with the quotes and lines that it has: no more of
 * it changes than must. `undefined` where that cannot be written so.
 */
export function scalarSplice(
  raw: string,
  was: string,
  is: string,
  { syntax, isFlow }: { readonly syntax: "yaml" | "json"; readonly isFlow: boolean },
): string | undefined {
  const decoded = syntax === "json" ? fromJson : fromYaml;
  const style = raw.startsWith('"') ? "double" : syntax === "json" ? undefined : STYLES[raw.slice(0, 1)];
  if (syntax === "json" && style === undefined) return undefined;
  const isSame = (text: string): boolean =>
    decoded(text) === is && (style !== undefined || !isFlow || !/[,[\]{}]/.test(text));
  for (const candidate of replacedMiddles(raw, was, is, style)) if (isSame(candidate)) return candidate;
  for (const candidate of [replacedWords(raw, was, is, style), replacedLines(raw, is)])
    if (candidate !== undefined && isSame(candidate)) return candidate;
  if (/[\r\n]/.test(raw) || style === "block") return undefined;
  const whole = style === "single" && !HAS_CONTROL.test(is) ? `'${is.replaceAll("'", "''")}'` : JSON.stringify(is);
  const plain = style === undefined ? plainScalar(is) : whole;
  if (style === undefined && !HAS_CONTROL.test(is) && plain.startsWith('"') && isSameQuoted(is, decoded))
    return `'${is}'`;
  return isSame(plain) ? plain : isSame(whole) ? whole : undefined;
}

/** A text that is put into quotes for the first time goes into single ones, in which a backslash stands for itself. */
function isSameQuoted(is: string, decoded: (text: string) => unknown): boolean {
  return !is.includes("'") && decoded(`'${is}'`) === is;
}

const STYLES: Readonly<Record<string, "single" | "block">> = { "'": "single", "|": "block", ">": "block" };

// Of C0 and C1, with line ends, which single quotes would fold.
const HAS_CONTROL = /[\p{Cc}\u2028\u2029]/u;

/** The text with what differs put in wherever what goes may stand. */
function* replacedMiddles(
  raw: string,
  was: string,
  is: string,
  style: "double" | "single" | "block" | undefined,
): Generator<string> {
  let start = 0;
  while (start < was.length && start < is.length && was[start] === is[start]) start += 1;
  let end = 0;
  while (end < was.length - start && end < is.length - start && was.at(-1 - end) === is.at(-1 - end)) end += 1;
  const [gone, come] = [was.slice(start, was.length - end), is.slice(start, is.length - end)];
  const written = escaped(come, style);
  if (style !== "double" && HAS_CONTROL.test(come)) return;
  const quote = style === "double" || style === "single" ? 1 : 0;
  if (raw.slice(quote, raw.length - quote) === was) {
    yield raw.slice(0, quote + start) + written + raw.slice(quote + was.length - end);
    return;
  }
  if (gone === "") return;
  let at = raw.indexOf(gone);
  for (let tries = 0; at >= 0 && tries < MOST_TRIES; tries += 1) {
    yield raw.slice(0, at) + written + raw.slice(at + gone.length);
    at = raw.indexOf(gone, at + 1);
  }
}

/** The text with each word put in that differs, where both have as many: several values of one text go. */
function replacedWords(
  raw: string,
  was: string,
  is: string,
  style: "double" | "single" | "block" | undefined,
): string | undefined {
  const [gone, come] = [was.split(/\s+/), is.split(/\s+/)];
  if (gone.length !== come.length) return undefined;
  let text = raw;
  let from = 0;
  for (const [index, word] of gone.entries()) {
    const put = come[index]!; // as many
    const at = text.indexOf(word, from);
    if (at < 0) return undefined;
    const written = word === put ? word : escaped(put, style);
    text = text.slice(0, at) + written + text.slice(at + word.length);
    from = at + written.length;
  }
  return text;
}

/** A text in lines of its own (`|`) with other lines, indented as those before. */
function replacedLines(raw: string, is: string): string | undefined {
  const [, head, indent] = /^(\|[+-]?[ \t]*(?:#[^\r\n]*)?(?:\r\n?|\n)(?:[ \t]*(?:\r\n?|\n))*)([ ]+)/.exec(raw) ?? [];
  if (head === undefined || indent === undefined || HAS_CONTROL.test(is.replaceAll("\n", ""))) return undefined;
  const newLine = /\r\n?|\n/.exec(head)![0]; // the head ends in one
  const all = is.split("\n");
  const lines = all.slice(0, all.findLastIndex((line) => line !== "") + 1);
  return head + lines.map((line) => (line === "" ? "" : indent + line)).join(newLine);
}

function escaped(text: string, style: "double" | "single" | "block" | undefined): string {
  if (style === "double") return JSON.stringify(text).slice(1, -1);
  return style === "single" ? text.replaceAll("'", "''") : text;
}

/** So often a text that goes may stand in what it is looked for in. */
const MOST_TRIES = 20;

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function fromYaml(text: string): unknown {
  try {
    return member(parseYaml(`k: ${text}\n`, "-", LIMITS).value, "k");
  } catch {
    return undefined;
  }
}
