import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { htmlReport } from "../../src/report/formats/html.tsx";
import { portfolioHtml } from "../../src/report/formats/portfolio/html.tsx";
import { portfolioOf } from "../../src/report/formats/portfolio/portfolio.ts";
import { BROWSER, launched, opened, violationsIn } from "./browser.ts";
import { findingOf, operationOf, riderEnvelope, riderReview } from "./fixture.ts";
import { ATTACKS, hostileEnvelope } from "./hostile.ts";
import { longTest, someOf } from "../in-share.ts";

test("there is a browser where the tests have to run", () => {
  expect(BROWSER !== undefined || process.env["CI"] !== "true").toBe(true);
});

describe.skipIf(BROWSER === undefined)("the page in a browser", () => {
  let browser: Browser;
  beforeAll(async () => void (browser = await launched()));
  afterAll(async () => browser?.close());

  const rider = htmlReport(riderEnvelope());

  test.each(
    someOf(
      [
        ["light, wide", "light", 1280],
        ["dark, wide", "dark", 1280],
        ["light, narrow", "light", 390],
        ["dark, narrow", "dark", 390],
      ] as const,
      3,
    ),
  )(
    "%s: quiet, not wider than the window, and without a violation that axe knows",
    async (_name, colorScheme, width) => {
      const { page, noise } = await opened(browser, rider, { colorScheme, viewport: { width, height: 900 } });
      await page.evaluate(() => {
        for (const details of document.querySelectorAll("details")) details.open = true;
      });
      expect(await violationsIn(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      expect(await cutTables(page)).toEqual([]);
      expect(noise).toEqual([]);
      await page.context().close();
    },
  );

  test.each([1280, 390])("the portfolio, %i wide: no table is cut, and axe knows no violation", async (width) => {
    const review = riderReview();
    const owner = "team-for-riders-and-coaches@engineering.rider.example";
    const envelope = {
      ...riderEnvelope(),
      reviews: [review, { ...review, document: { ...review.document, owner, file: "coach.yaml" } }],
    };
    const html = portfolioHtml(portfolioOf([envelope], "2026-02-01", envelope.tool));
    const { page, noise } = await opened(browser, html, { viewport: { width, height: 900 } });
    expect(await violationsIn(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    expect(await cutTables(page)).toEqual([]);
    expect(noise).toEqual([]);
    await page.context().close();
  });

  longTest("several reviews make one page without a violation", async () => {
    const html = htmlReport({ ...riderEnvelope(), reviews: [riderReview(), { ...riderReview(), findings: [] }] });
    const { page, noise } = await opened(browser, html);
    expect(await violationsIn(page)).toEqual([]);
    await page.locator('form[data-filter="review-1-findings-list"]').getByRole("searchbox").fill("coach.key");
    expect(await page.locator("#review-1-findings article:visible").count()).toBe(1);
    expect(noise).toEqual([]);
    await page.context().close();
  });

  test("a cell of the map opens to its fields by the keyboard, and closes", async () => {
    const { page, noise } = await opened(browser, rider);
    const cell = page
      .getByRole("button", { name: /^3 operations: name|operations: name, anyone who signs up/ })
      .first();
    await cell.focus();
    await page.keyboard.press("Enter");
    const panel = page.getByRole("dialog", { name: /^Name/ });
    await panel.waitFor({ state: "visible" });
    expect(await panel.innerText()).toContain("Profile.firstName");
    expect(await panel.innerText()).toContain("GET /v1/users/{userId} 2xx firstName");
    expect(await violationsIn(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await panel.waitFor({ state: "hidden" });
    expect(noise).toEqual([]);
    await page.context().close();
  });

  test("a list is narrowed by words and by what it is, in its summary and below", async () => {
    const { page } = await opened(browser, rider);
    const form = page.locator('form[data-filter="findings-list"]');
    const shown = (): Promise<string[]> =>
      page.locator("#findings article:visible h3").evaluateAll((all) => all.map((one) => one.textContent ?? ""));
    expect(await shown()).toHaveLength(5);
    await form.getByRole("searchbox").fill("coach.key");
    expect(await shown()).toEqual([expect.stringContaining("Callers of sensitive data")]);
    expect(await form.locator("output").innerText()).toBe("1 of 5 findings");
    await form.getByRole("searchbox").fill("");
    await form.getByLabel("Severity").selectOption("high");
    expect(await shown()).toHaveLength(3);
    await form.getByLabel("Status").selectOption("accepted");
    expect(await shown()).toEqual([expect.stringContaining("A privacy setting")]);
    expect(await page.locator("#findings tbody tr:visible").count()).toBe(1);
    await page.context().close();
  });

  test("the contents say where one is, and on a phone are one link away from anywhere", async () => {
    const { page, noise } = await opened(browser, rider, { viewport: { width: 1280, height: 720 } });
    const current = page.locator(".contents [aria-current]");
    await expect.poll(() => current.allTextContents()).toEqual(["1. May it be released? "]);
    await page.locator('.contents a[href="#callers"]').click();
    await expect.poll(() => current.allTextContents()).toEqual(["3. Callers and operations "]);
    const back = page.getByRole("link", { name: "Contents", exact: true });
    expect(await back.isVisible()).toBe(false);
    await page.setViewportSize({ width: 390, height: 844 });
    await back.click();
    await expect
      .poll(() => page.locator(".contents").evaluate((one) => one.getBoundingClientRect().top))
      .toBeLessThan(50);
    expect(noise).toEqual([]);
    await page.context().close();
  });

  test("on a phone the verdict, the first action and who must act are on the first screen, and all contents are in reach", async () => {
    const { page } = await opened(browser, rider, { viewport: { width: 390, height: 844 } });
    const edge = (selector: string, side: "top" | "bottom") =>
      page
        .locator(selector)
        .first()
        .evaluate((one, name) => one.getBoundingClientRect()[name], side);
    expect(await edge(".verdict .answer", "top")).toBeLessThan(300);
    expect(await edge(".minute", "bottom")).toBeLessThan(844);
    expect(await edge(".verdict .first", "bottom")).toBeLessThan(844);
    const last = page.locator(".contents a").last();
    await last.scrollIntoViewIfNeeded();
    const { x, width } = (await last.boundingBox())!; // it is visible
    expect(x + width).toBeLessThanOrEqual(390);
    await last.click();
    expect(new URL(page.url()).hash).toBe("#fields");
    await page.context().close();
  });

  test("a link to what is folded opens it", async () => {
    const findings = Array.from({ length: 12 }, (_, index) =>
      findingOf(`f${index}`, "bulk-exposure", "low", `Bulk ${index + 1}`, index + 1),
    );
    const { page } = await opened(
      browser,
      htmlReport({ ...riderEnvelope(), reviews: [{ ...riderReview(), findings }] }),
    );
    await page.locator('#findings a[href="#finding-f11"]').click();
    await page.locator("#finding-f11 .remedy").waitFor({ state: "visible" });
    await page.context().close();
  });

  test("without JavaScript everything is there, and no control that does nothing", async () => {
    const { page } = await opened(browser, rider, { javaScriptEnabled: false });
    expect(await page.getByRole("searchbox").count()).toBe(0);
    expect(await page.getByRole("heading", { name: "7. Sign-off" }).isVisible()).toBe(true);
    expect(await page.getByText("A privacy setting is left to the app").first().isVisible()).toBe(true);
    await page.context().close();
  });

  test("text of a description does nothing, and is seen", async () => {
    const { page, noise } = await opened(browser, htmlReport(hostileEnvelope(ATTACKS.join(" "))));
    await page.waitForTimeout(100);
    expect(noise).toEqual([]);
    expect(await page.getByRole("heading", { level: 1 }).innerText()).toContain("<script>alert(1)</script>");
    expect(await page.evaluate(() => document.querySelectorAll("main script, main img").length)).toBe(0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(1280);
    await page.context().close();
  });

  test("it prints: every section, nothing cut, folds that belong there open", async () => {
    const { page, noise } = await opened(browser, rider, { viewport: { width: 680, height: 960 } });
    await page.emulateMedia({ media: "print" });
    const cut = await page.evaluate(() =>
      [...document.querySelectorAll("main table, main pre, main dl")]
        .filter((one) => one.getClientRects().length > 0 && one.getBoundingClientRect().right > innerWidth + 1)
        .map((one) => one.outerHTML.slice(0, 120)),
    );
    expect(cut).toEqual([]);
    const pdf = (await page.pdf({ preferCSSPageSize: true, tagged: true, outline: true })).toString("latin1");
    const pages = pdf.match(/\/Type \/Page\b/g)?.length ?? 0;
    expect(pages).toBeGreaterThan(3);
    expect(pages).toBeLessThan(16);
    // Contents without numbers of pages say nothing on paper: the outline of the file leads to the sections.
    expect(await page.locator(".contents").isVisible()).toBe(false);
    expect(pdf).toContain("/Outlines");
    expect(noise).toEqual([]);
    await page.context().close();
  });

  test("an API of 400 operations is a page that a browser draws at once", async () => {
    const operations = Array.from({ length: 400 }, (_, index) => operationOf(`GET /v1/things/${index}`, index + 1));
    const { page, noise } = await opened(
      browser,
      htmlReport({ ...riderEnvelope(), reviews: [{ ...riderReview(), operations }] }),
    );
    const paint = await page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          new PerformanceObserver((list) => resolve(list.getEntries()[0]!.startTime)).observe({
            type: "paint",
            buffered: true,
          });
        }),
    );
    // What a page of a real API of this size takes is measured several times, in the tests of paper.
    expect(paint).toBeLessThan(1000);
    const form = page.locator('form[data-filter="operations-list"]');
    await form.getByRole("searchbox").fill("things/399");
    expect(await page.locator("#operations tbody tr:visible").count()).toBe(1);
    expect(noise).toEqual([]);
    await page.context().close();
  });
});

/** The tables that one has to scroll to read. */
async function cutTables(page: Page): Promise<readonly (string | null)[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll(".scroll")]
      .filter((one) => one.scrollWidth > one.clientWidth + 1)
      .map((one) => one.getAttribute("aria-label")),
  );
}
