import { existsSync, writeFileSync } from "node:fs";
import path from "node:path";
import { source as axeSource } from "axe-core";
import { chromium, type Browser, type BrowserContextOptions, type Page } from "playwright-core";
import { temporaryFolder } from "../temporary-folder.ts";

/** Debian's Chromium, or the browser that CHROMIUM names; none where there is none, and tests that need it are skipped. */
export const BROWSER: string | undefined = [process.env["CHROMIUM"], "/usr/bin/chromium"].find(
  (file): file is string => file !== undefined && existsSync(file),
);

/** A page as it was opened, and everything that it did beside showing itself. */
export interface Opened {
  readonly page: Page;
  /** Messages of the console, errors, dialogs, and requests for anything but the page itself. */
  readonly noise: readonly string[];
}

/** With a home of its own: it keeps crash reports and settings there, and tests change nothing outside of their folders. */
export async function launched(): Promise<Browser> {
  const home = temporaryFolder();
  const env = { ...process.env, HOME: home, XDG_CONFIG_HOME: home, XDG_CACHE_HOME: home } as Record<string, string>;
  return chromium.launch({ executablePath: BROWSER!, args: ["--no-sandbox"], env });
}

/** Opens a page of HTML from a file, as somebody would who was sent it. */
export async function opened(browser: Browser, html: string, options: BrowserContextOptions = {}): Promise<Opened> {
  const file = path.join(temporaryFolder(), "review.html");
  writeFileSync(file, html);
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const noise: string[] = [];
  page.on("console", (message) => noise.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => noise.push(`error: ${error.message}`));
  page.on("request", (request) => {
    if (request.url() !== `file://${file}`) noise.push(`request: ${request.url().slice(0, 80)}`);
  });
  page.on("dialog", (dialog) => {
    noise.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.goto(`file://${file}`);
  return { page, noise };
}

/**
 * What axe finds wrong with a page as it stands. All of it is laid out first: axe takes the place that is kept for what
 * is not drawn yet for the ground of what follows it, and looks at no text that is not drawn.
 */
export async function violationsIn(page: Page): Promise<readonly string[]> {
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(".finding, .inventory, tr { content-visibility: visible !important; }");
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  });
  await page.evaluate(axeSource);
  return page.evaluate(async () => {
    // axe puts itself there.
    const { axe } = globalThis as unknown as {
      axe: {
        run: (
          options: unknown,
        ) => Promise<{ violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[] }>;
      };
    };
    const { violations } = await axe.run({ resultTypes: ["violations"] });
    return violations.flatMap(({ id, nodes }) =>
      nodes.slice(0, 3).map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary}`),
    );
  });
}
