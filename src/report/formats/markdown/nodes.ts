import type { Html, List, ListItem, Paragraph, PhrasingContent, RootContent, TableRow } from "mdast";
import { gfmToMarkdown } from "mdast-util-gfm";
import { toMarkdown } from "mdast-util-to-markdown";
import { count } from "../../../core/prose.ts";
import type { RulePageUrl } from "../../../core/rule-page-url.ts";
import type { SourceUrl } from "../../../core/source-url.ts";
import { leftOutWords } from "../../words/left-out-columns.ts";
import { MOST_TOLD } from "../../words/shown-findings.ts";
import { shownText } from "../../words/shown-text.ts";

/*
 * The nodes that a document is made of. Every string is text and comes out as what it says: no part of it becomes
 * Markdown, HTML, a link, a mention or a reference to an issue. Links and HTML are made by `linkTo`, `linkOut`,
 * `anchor` and `folded` alone, of what the code itself says.
 */

/** A part of a line: a string is text. */
export type Inline = string | PhrasingContent | readonly Inline[];
/** A part of a document. */
export type Block = RootContent;

/** Somewhere in the document that a link can go to. */
export type MarkdownAnchor =
  | `${"" | `review-${number}-`}${"finding" | "assumption"}-${string}`
  | `review-${number}`
  | `${"" | `review-${number}-`}${"operations" | "tests"}`;

/** What a fold may say that it holds. */
export type Noun =
  | `${"further " | ""}${"action" | "category" | "categories" | "credential" | "field" | "finding" | "operation" | "part" | "place" | "test"}`
  | `${"action" | "actions"} for which the release does not wait`
  | `fix${"" | "es"}`
  | `${"operation" | "operations"} affected`
  | "sensitive field"
  | `${"change" | "changes"} for the ${"worse" | "better"}`
  | `other ${"change" | "changes"}`
  | "further reason"
  | "further description"
  | `further ${"issue" | "issues"} of the register`
  | `further new ${"setting" | "settings"} of the base`
  | `${"further " | ""}${"new" | "new or worse"} finding`
  | `${"change that adds" | "changes that add"} operations`
  | "overdue issue"
  | `${"way" | "ways"} out`
  | `${"group" | "groups"} of operations with the same callers`
  | "change"
  | "condition"
  | `${"change" | "changes"} since the last review`
  | "open question"
  | `${"further " | ""}${"change" | "changes"} to the policy`
  | "test to run"
  | "tests to run"
  | `${"kind" | "kinds"} of statement`
  | "waiver or request for a waiver"
  | "waivers and requests for waivers"
  | "dismissal";

/** The document of nodes. */
export function markdownOf(children: readonly Block[]): string {
  return toMarkdown(
    { type: "root", children: [...children] },
    { extensions: [gfmToMarkdown({ tablePipeAlign: false })], bullet: "-", rule: "-", listItemIndent: "one" },
  );
}

/** The document of nodes if it is shorter than `most` characters. What its texts alone show to be longer is not written. */
export function markdownBelow(most: number, children: readonly Block[]): string | undefined {
  if (lengthOf(children) >= most) return undefined;
  const text = markdownOf(children);
  return text.length < most ? text : undefined;
}

/** The characters of all texts below nodes. Written, none of them is shorter: signs are escaped and never left out. */
function lengthOf(nodes: readonly Block[]): number {
  let length = 0;
  for (const node of nodes) {
    if ("value" in node) length += node.value.length;
    if ("children" in node) length += lengthOf(node.children);
  }
  return length;
}

export function heading(depth: 1 | 2 | 3 | 4, ...parts: readonly Inline[]): Block {
  return { type: "heading", depth, children: inline(parts) };
}

export function paragraph(...parts: readonly Inline[]): Block {
  return { type: "paragraph", children: inline(parts) };
}

/** A text of several paragraphs, which empty lines part. */
export function paragraphs(text: string): readonly Block[] {
  return text.split("\n\n").map((part) => paragraph(part));
}

/** An item of a list: a text, or one with a list of its own below it. */
export type ListEntry = Inline | { readonly text: Inline; readonly below: readonly Inline[] };

export function list(items: readonly ListEntry[]): List {
  return {
    type: "list",
    ordered: false,
    spread: false,
    children: items.map((item): ListItem => {
      const { text, below } = typeof item === "object" && "below" in item ? item : { text: item, below: [] };
      const own: Paragraph = { type: "paragraph", children: inline([text]) };
      return { type: "listItem", spread: false, children: below.length === 0 ? [own] : [own, list(below)] };
    }),
  };
}

/** A list of which at most `most` items are given, and how many more there are. */
export function cappedList(items: readonly ListEntry[], most = MOST_TOLD): Block {
  if (items.length <= most) return list(items);
  return list([...items.slice(0, most), `and ${items.length - most} more in the JSON review`]);
}

/** A table; every row has as many cells as its head. Columns whose head ends in `#` hold numbers. */
export function table(head: readonly string[], rows: readonly (readonly Inline[])[]): Block {
  const row = (cells: readonly Inline[]): TableRow => ({
    type: "tableRow",
    children: cells.map((cell) => ({ type: "tableCell", children: inline([cell]) })),
  });
  return {
    type: "table",
    align: head.map((name) => (name.endsWith("#") ? "right" : null)),
    children: [row(head.map((name) => name.replace(/ ?#$/, ""))), ...rows.map(row)],
  };
}

/**
 * The same as blocks: of several rows what a column says alike in all of them stands above, once. The first column stays,
 * and so do those that are `kept`.
 */
export function dataTable(
  head: readonly string[],
  rows: readonly (readonly Inline[])[],
  kept: readonly string[] = [],
): readonly Block[] {
  const { said, columns } = columnsThatTell(head, rows, kept);
  return [...said, table(chosen(head, columns), chosenOf(rows, columns))];
}

/** What all rows say alike, as a block, and the numbers of the columns that tell rows apart. */
export function columnsThatTell(
  head: readonly string[],
  rows: readonly (readonly Inline[])[],
  kept: readonly string[] = [],
): { readonly said: readonly Block[]; readonly columns: readonly number[] } {
  const all = head.map((_, column) => column);
  const isAlike = (column: number): boolean =>
    column > 0 && !kept.includes(head[column]!) && new Set(rows.map((row) => JSON.stringify(row[column]))).size === 1;
  const alike = rows.length < 2 ? [] : all.filter(isAlike);
  const cells = alike.map((column): Inline => [`"${head[column]!.replace(/ ?#$/, "")}": `, cellOf(rows[0]![column])]);
  return {
    said: alike.length === 0 ? [] : [paragraph(`${leftOutWords(alike.length)} `, joinedContent(cells, ". "), ".")],
    columns: all.filter((column) => !alike.includes(column)),
  };
}

function cellOf(cell: Inline | undefined): Inline {
  return cell === undefined || cell === "" ? "none" : cell;
}

/** Those of a row, or of a head. */
export function chosen<T>(row: readonly T[], columns: readonly number[]): readonly T[] {
  return row.filter((_, column) => columns.includes(column));
}

/** The same of each row. */
export function chosenOf<T>(rows: readonly (readonly T[])[], columns: readonly number[]): readonly (readonly T[])[] {
  return rows.map((row) => chosen(row, columns));
}

/** A line across the page. */
export function rule(): Block {
  return { type: "thematicBreak" };
}

/** Lines as they are, in a fence that none of them can close. */
export function lines(language: "yaml" | "text" | "diff", texts: readonly string[]): Block {
  return { type: "code", lang: language, value: texts.map(shownText).join("\n") };
}

/** What GitHub puts in the place of the lines that a comment stands at, in a fence that none of its lines can close: as it is. */
export function suggestedLines(text: string): Block {
  return { type: "code", lang: "suggestion", value: text };
}

/** By what a later run finds that it has made a suggestion already. */
export function suggestionMark(fingerprint: string): Html {
  return { type: "html", value: `<!-- sallyport suggestion ${fingerprint.replaceAll(/[^0-9a-f]/g, "")} -->` };
}

export function strong(...parts: readonly Inline[]): PhrasingContent {
  return { type: "strong", children: inline(parts) };
}

/** A name of the description as it is written there. */
export function code(text: string): PhrasingContent {
  const shown = shownText(text);
  return shown.trim() === "" ? { type: "text", value: "(empty)" } : { type: "inlineCode", value: shown };
}

/** Names in a row; of many the first few and how many more. */
export function codes(texts: readonly string[], most = 4): Inline {
  const shown = texts.length > most ? texts.slice(0, most - 1) : texts;
  const rest = texts.length - shown.length;
  return [
    ...shown.flatMap((text, index) =>
      index === 0 ? [code(text)] : [index === texts.length - 1 ? " and " : ", ", code(text)],
    ),
    ...(rest > 0 ? [` and ${rest} more`] : []),
  ];
}

/** Parts in a row, parted by `separator`. */
export function joinedContent(parts: readonly Inline[], separator = ", "): Inline {
  return parts.flatMap((part, index) => (index === 0 ? [part] : [separator, part]));
}

/** A link within the document. */
export function linkTo(target: MarkdownAnchor, ...parts: readonly Inline[]): PhrasingContent {
  return { type: "link", url: `#${target}`, children: inline(parts) };
}

/** A link to a page of a standard, to the published page of a rule, or to a line in the repository. */
export function linkOut(
  url: `https://owasp.org/${string}` | `https://cwe.mitre.org/${string}` | RulePageUrl | SourceUrl,
  ...parts: readonly Inline[]
): PhrasingContent {
  return { type: "link", url, children: inline(parts) };
}

/** What links to `target` go to. */
export function anchor(target: MarkdownAnchor): Html {
  return { type: "html", value: `<a id="${target}"></a>` };
}

/** By what the next run finds the comment that it replaces. */
export function gateMark(): Html {
  return { type: "html", value: "<!-- sallyport gate -->" };
}

/** Blocks that show when somebody opens them: `34 operations`. */
export function folded(n: number, noun: Noun, blocks: readonly Block[], plural?: Noun): readonly Block[] {
  return [
    { type: "html", value: `<details>\n<summary>${count(n, noun, plural)}</summary>` },
    ...blocks,
    { type: "html", value: "</details>" },
  ];
}

function inline(parts: readonly Inline[]): PhrasingContent[] {
  const nodes = parts.flatMap((part) => {
    if (typeof part === "string") return textNodes(part);
    return isSeveral(part) ? inline(part) : [part];
  });
  // Two codes side by side would be read as one.
  return nodes.flatMap((node, index) =>
    node.type === "inlineCode" && nodes[index - 1]?.type === "inlineCode" ? [textNode(" "), node] : [node],
  );
}

function isSeveral(part: PhrasingContent | readonly Inline[]): part is readonly Inline[] {
  return Array.isArray(part);
}

/**
 * A text, in which every word that GitHub would make a link, a mention, a reference, an emoji or a formula of stands as
 * code. A backslash does not help against these: GitHub looks for them after Markdown was read, and only code is left alone.
 */
function textNodes(text: string): PhrasingContent[] {
  const shown = shownText(text);
  if (!OBEYED.test(shown)) return shown === "" ? [] : [{ type: "text", value: shown }];
  return shown.split(/( +)/).flatMap((word) => {
    if (!OBEYED.test(word)) return word === "" ? [] : [{ type: "text", value: word }];
    const { before, core, after } = bareWord(word);
    // A word of nothing but such signs is safe only as a whole.
    if (!OBEYED.test(core)) return [{ type: "inlineCode", value: word }];
    return [textNode(before), { type: "inlineCode" as const, value: core }, textNode(after)].filter(
      ({ value }) => value !== "",
    );
  });
}

/** A word without the signs that it is put in, and those. */
function bareWord(word: string): { readonly before: string; readonly core: string; readonly after: string } {
  let start = 0;
  // `[].email` is the name of a place, and no bracket that is opened.
  while (start < word.length && OPENING.has(word[start]!) && !word.startsWith("[]", start)) start += 1;
  let end = word.length;
  while (end > start && CLOSING.has(word[end - 1]!)) end -= 1;
  // `{host}/{path}` begins and ends with braces that are its own.
  const { opened, closed } = braces(word.slice(start, end));
  if (closed > 0 && word[start - 1] === "{") start -= 1;
  if (opened > 0 && word[end] === "}") end += 1;
  return { before: word.slice(0, start), core: word.slice(start, end), after: word.slice(end) };
}

/** How many braces of a text are opened and not closed, and closed and not opened. */
function braces(text: string): { readonly opened: number; readonly closed: number } {
  let [opened, closed] = [0, 0];
  for (const sign of text) {
    if (sign === "{") opened += 1;
    else if (sign === "}" && opened > 0) opened -= 1;
    else if (sign === "}") closed += 1;
  }
  return { opened, closed };
}

const OPENING = new Set("(\"'“‘[{<");
const CLOSING = new Set(")\"'”’]}>.,;:!?");

function textNode(value: string): PhrasingContent & { value: string } {
  return { type: "text", value };
}

/**
 * What GitHub makes something of in plain text: mentions, references, commits, addresses, emojis, formulas. A whole hash
 * is one even where letters touch it: platforms differ in what ends a word.
 */
const OBEYED =
  /@|#\w|:\/\/|\w\.[a-z]{2}|\bGH-\d|:[+\w-]+:|\$|(?<!\w)(?=[0-9a-f]*\d)[0-9a-f]{7,40}(?!\w)|[0-9a-f]{40}|\b(?:mailto|xmpp):/i;
