import { createHash } from "node:crypto";
import type { ComponentChildren, JSX } from "preact";
import { renderToString } from "preact-render-to-string";
import type { HtmlChapter } from "./chapter.ts";
import { ColumnStylesContext, newColumnStyles } from "./column-styles.ts";
import { cssString } from "./css-string.ts";
import { shownLines } from "../../words/shown-text.ts";
import script from "./page-script.js?text";
import sheet from "./page.css?text";
import paper from "./print.css?text";
import tables from "./tables.css?text";

/**
 * A whole page: one file that asks for nothing else, and runs and loads nothing but its own script and style, whose
 * hashes its content security policy holds (W3C Content Security Policy Level 3).
 */
export function pageOf(title: string, body: JSX.Element, feet: readonly PageFoot[] = []): string {
  const columns = newColumnStyles();
  // The body comes first: its tables say what the style has to hold.
  const content = renderToString(<ColumnStylesContext.Provider value={columns}>{body}</ColumnStylesContext.Provider>);
  const style = `${sheet}${tables}${paper}${feet.map(footRules).join("")}${columns.rules()}`;
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(script)}'`,
    `style-src '${hashOf(style)}'`,
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  const html = renderToString(
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content={policy} />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <meta name="robots" content="noindex" />
        <title>{title}</title>
        <link rel="icon" href={ICON} />
        <style dangerouslySetInnerHTML={{ __html: style }} />
      </head>
      <body dangerouslySetInnerHTML={{ __html: `${content}<script>${script}</script>` }} />
    </html>,
  );
  // Nothing of ours has such a character, so what is changed can only have come from a description.
  return `<!doctype html>\n${shownLines(html)}\n`;
}

/** What stands at the foot of every printed page, or of those of the part of the page with the id `part`. */
interface PageFoot {
  readonly part?: `review-${number}`;
  readonly text: string;
}

/** What tells a loose sheet apart: of which description, by what and as of when. */
export function feetOf(chapters: readonly HtmlChapter[]): readonly PageFoot[] {
  return chapters.map(({ review: { document }, envelope: { tool, asOf } }, index) => ({
    ...(chapters.length === 1 ? {} : { part: `review-${index + 1}` as const }),
    text: `SHA-256 ${document.sha256} · ${tool.name} ${tool.version} · ${asOf}`,
  }));
}

/** CSS Paged Media: the margins of pages are out of reach of the page's own text. */
function footRules({ part, text }: PageFoot): string {
  const box = `@bottom-left{content:${cssString(text)};font:7.5pt sans-serif;color:#4c555e;white-space:nowrap}`;
  return part === undefined ? `@page{${box}}` : `#${part}{page:${part}}@page ${part}{${box}}`;
}

/** A door in a wall. */
const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Cpath d='M1 15V3h3v2h2V3h4v2h2V3h3v12h-4v-4a3 3 0 0 0-6 0v4z' fill='%2352616b'/%3E%3C/svg%3E";

/** A paragraph for readers that skip to what they came for. */
export function SkipLink({ to, children }: { readonly to: string; readonly children: ComponentChildren }): JSX.Element {
  return (
    <a class="skip" href={`#${to}`}>
      {children}
    </a>
  );
}

/** The way back to the contents, on screens on which they do not stay in view. */
export function ToContents(): JSX.Element {
  return (
    <a class="up" href="#contents">
      Contents
    </a>
  );
}

function hashOf(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
