import path from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { run } from "../cli/run.ts";
import { BROWSER, launched, opened, violationsIn } from "./browser.ts";
import { someOf } from "../in-share.ts";

const ROOT = path.resolve(import.meta.dirname, "../..");

describe.skipIf(BROWSER === undefined)("the page of an impact assessment", () => {
  let browser: Browser;
  let html: string;
  beforeAll(async () => {
    browser = await launched();
    const args = ["impact", "examples/fitness/openapi.yaml", "--credential", "bearerAuth", "--no-history"];
    html = (await run([...args, "--format", "html"], { cwd: ROOT })).stdout;
  }, 30_000);
  afterAll(() => browser.close());

  test.each(
    someOf(
      [
        ["light", 1280],
        ["dark", 1280],
        ["light", 360],
      ] as const,
      3,
    ),
  )("%s, %i wide: quiet, no violation that axe knows, nothing wider than the window", async (colorScheme, width) => {
    const { page, noise } = await opened(browser, html, { colorScheme, viewport: { width, height: 900 } });
    expect(await violationsIn(page)).toEqual([]);
    expect(noise).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
  });

  test("the seven answers are on the first screen", async () => {
    const { page } = await opened(browser, html);
    const bottom = await page.locator("#impact-answers").evaluate((element) => element.getBoundingClientRect().bottom);
    expect(bottom).toBeLessThan(900);
  });
});
