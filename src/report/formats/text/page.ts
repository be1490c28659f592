import { styleText } from "node:util";
import type { RulePageUrl } from "../../../core/rule-page-url.ts";
import type { Decision } from "../../words/decision-words.ts";
import { withoutLogCommands, wrapped } from "../../words/shown-text.ts";

export type Style = Parameters<typeof styleText>[0];

/** How a verdict looks on a terminal. */
export const VERDICT_STYLES: Readonly<Record<Decision, Style>> = {
  approve: ["bold", "green"],
  "approve-with-conditions": ["bold", "yellow"],
  reject: ["bold", "red"],
  "insufficient-evidence": ["bold", "yellow"],
};

/** Lines of text that grow downwards, as wide as a terminal. */
export interface Page {
  readonly width: number;
  /** A line as it is. */
  line(text: string): void;
  /** A paragraph behind a label or an indentation, wrapped to the width. */
  paragraph(text: string, first: string, next?: string): void;
  paint(style: Style, text: string): string;
  /** A text that leads to a page, where the terminal can show that (OSC 8); the text alone elsewhere. */
  link(page: RulePageUrl | undefined, text: string): string;
  text(): string;
}

export interface PageOptions {
  readonly width: number;
  readonly color: boolean;
  readonly links?: boolean;
}

/** An empty page. It is never narrower than 40 columns, nor wider than 100. */
export function newPage({ width, color, links = false }: PageOptions): Page {
  const lines: string[] = [];
  const page: Page = {
    width: Math.max(40, Math.min(width, 100)),
    line: (text) => void lines.push(text),
    paragraph(text, first, next = " ".repeat(first.length)) {
      // The label takes part in the wrapping, where it is longer than what the next lines begin with.
      const label = first.slice(next.length);
      const [start = "", ...rest] = wrapped(label + text, page.width - next.length);
      lines.push(first.slice(0, next.length) + start, ...rest.map((line) => next + line));
    },
    paint: (style, text) => (color ? styleText(style, text, { validateStream: false }) : text),
    link: (target, text) =>
      links && target !== undefined ? `\u001b]8;;${target}\u001b\\${text}\u001b]8;;\u001b\\` : text,
    text: () => withoutLogCommands(`${lines.join("\n")}\n`),
  };
  return page;
}
