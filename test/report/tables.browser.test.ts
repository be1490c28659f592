import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Review } from "../../src/core/review.ts";
import { htmlReport } from "../../src/report/formats/html.tsx";
import { BROWSER, launched, opened, violationsIn } from "./browser.ts";
import { findingOf, operationOf, riderEnvelope, riderReview } from "./fixture.ts";
import { someOf } from "../in-share.ts";

const SEVERITIES = ["low", "critical", "medium", "info", "high"] as const;

/** 400 operations on 20 resources, with 15 findings about some of them. */
function largeReview(): Review {
  const operations = Array.from({ length: 400 }, (_, index) => {
    const resource = `/v1/things${String(Math.floor(index / 20)).padStart(2, "0")}`;
    const path = index % 20 === 0 ? resource : `${resource}/{id}/part${index % 20}`;
    return operationOf(`${["GET", "POST", "DELETE"][index % 3]!} ${path}`, index + 1, {
      exposure: index % 2 === 0 ? "private" : "public",
    });
  });
  const findings = Array.from({ length: 15 }, (_, index) => ({
    ...findingOf(`f${index}`, "bulk-exposure", SEVERITIES[index % 5]!, `Bulk ${index + 1}`, index + 1),
    operations: operations.slice(index * 3, index * 3 + index + 1).map(({ id }) => id),
    owner: "Things",
  }));
  return { ...riderReview(), operations, findings };
}

describe.skipIf(BROWSER === undefined)("tables", () => {
  let browser: Browser;
  beforeAll(async () => void (browser = await launched()));
  afterAll(async () => browser?.close());

  const large = htmlReport({ ...riderEnvelope(), reviews: [largeReview()] });
  const rider = htmlReport(riderEnvelope());

  test.each([
    ["a small API", rider],
    ["a large API", large],
  ])("no column of %s holds one value, but where people fill it in", async (_name, html) => {
    const { page } = await opened(browser, html);
    const alike = await page.locator("main table.stacks").evaluateAll((tables) =>
      tables.flatMap((table) => {
        const rows = [...table.querySelectorAll<HTMLTableRowElement>("tbody > tr:not(.group)")];
        const name = table.querySelector("caption")!.textContent;
        if (rows.length < 2 || ["Signatures", "What to do first"].includes(name)) return [];
        const heads = [...table.querySelectorAll("thead th")].map((head) => head.textContent);
        return heads
          .filter((_, column) => new Set(rows.map((row) => row.cells[column]!.textContent)).size === 1)
          .map((head) => `${name}: ${head}`);
      }),
    );
    expect(alike).toEqual([]);
    await page.context().close();
  });

  test("what all rows say alike stands above them", async () => {
    const { page } = await opened(browser, large);
    const said = await page.locator("#findings .said").innerText();
    expect(said).toMatch(
      /^Four columns are left out because they are the same in every row: "For the verdict": does not affect the verdict\. "Owner": Things\. "Due": not set\. "Status": open\.$/,
    );
    await page.context().close();
  });

  test("operations stand by resource, each with a link of its own, which shows it below the head", async () => {
    const { page, noise } = await opened(browser, large, { viewport: { width: 1280, height: 720 } });
    expect(await page.locator("#operations tr.group").count()).toBe(20);
    expect(await page.locator("#operations tr.group").nth(3).textContent()).toBe("/v1/things03 20 operations");
    await page.evaluate(() => (location.hash = "#operation-get-v1-things19-id-part1"));
    const row = page.locator("#operation-get-v1-things19-id-part1");
    await expect.poll(() => row.evaluate((one) => one.getBoundingClientRect().top)).toBeLessThan(100);
    await page.waitForTimeout(300);
    const [row0, head] = await Promise.all([
      row.boundingBox(),
      page.locator("#operations thead th").first().boundingBox(),
    ]);
    // The head is still in view, after 380 rows.
    expect(head!.y).toBeGreaterThanOrEqual(0);
    expect(row0!.y).toBeGreaterThanOrEqual(head!.y + head!.height - 1);
    expect(row0!.y).toBeLessThan(120);
    expect(await row.locator("th code").innerText()).toBe("GET /v1/things19/{id}/part1");
    expect(noise).toEqual([]);
    await page.context().close();
  });

  test("are sorted by a column, up, down and back; severities by how bad they are; the address keeps it", async () => {
    const { page, noise } = await opened(browser, large);
    const table = page.locator("#findings table.fixed").first();
    // Rows that are far from the window are not laid out, and so have no inner text.
    const column = (n: number) => table.locator(`tbody tr > :nth-child(${n})`).allTextContents();
    const before = await column(1);
    const severity = table.getByRole("button", { name: "Severity" });
    await severity.click();
    const order = ["critical", "high", "medium", "low", "info"];
    const up = await column(2);
    expect(up).toEqual(up.toSorted((a, b) => order.indexOf(a) - order.indexOf(b)));
    expect(await table.locator("th[aria-sort]").getAttribute("aria-sort")).toBe("ascending");
    await severity.press("Enter");
    expect(await column(2)).toEqual(up.toReversed());
    await page.waitForTimeout(400);
    const second = await page.context().newPage();
    await second.goto(page.url());
    expect(
      await second.locator("#findings table.fixed").first().locator("tbody tr > :nth-child(2)").allTextContents(),
    ).toEqual(up.toReversed());
    await severity.click();
    expect(await column(1)).toEqual(before);
    expect(await table.locator("th[aria-sort]").count()).toBe(0);
    await table.getByRole("button", { name: "Operations" }).click();
    const numbers = (await column(5)).map(Number);
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
    expect(noise).toEqual([]);
    await page.context().close();
  });

  test("rows are laid out when they are near, so that a filter that shows all of them again is quick", async () => {
    const { page, noise } = await opened(browser, large);
    const form = page.locator('form[data-filter="operations-list"]');
    await form.scrollIntoViewIfNeeded();
    const laidOut = () =>
      page
        .locator("#operations tbody tr:not(.group)")
        .evaluateAll(
          (rows) =>
            rows.filter((row) => row.firstElementChild!.checkVisibility({ contentVisibilityAuto: true })).length,
        );
    await form.getByRole("searchbox").fill("things19");
    expect(await form.locator("output").innerText()).toMatch(/^20 of 400 /);
    await form.getByRole("searchbox").fill("");
    await page.waitForTimeout(300);
    expect(await page.locator("#operations tbody tr:not(.group)").count()).toBe(400);
    expect(await laidOut()).toBeGreaterThan(0);
    expect(await laidOut()).toBeLessThan(100);
    // The last is drawn once it is led to, with the widths of all others.
    await page.evaluate(() => (location.hash = "#operation-get-v1-things19-id-part1"));
    await page.waitForTimeout(500);
    const left = await page
      .locator("#operations tbody tr:not(.group) > :nth-child(2)")
      .evaluateAll((cells) => [
        ...new Set(
          cells
            .filter((one) => one.checkVisibility({ contentVisibilityAuto: true }))
            .map((one) => Math.round(one.getBoundingClientRect().left)),
        ),
      ]);
    expect(left).toHaveLength(1);
    expect(noise).toEqual([]);
    await page.context().close();
  });

  test("what is sorted stands in one list, and is filtered as before; back in their order, rows are in their groups", async () => {
    const { page } = await opened(browser, large);
    const line = page.locator("#operations").getByRole("button", { name: "Line" });
    await line.click();
    await line.click();
    const rows = page.locator("#operations tbody tr:visible");
    expect(await rows.count()).toBe(400);
    expect(await rows.first().innerText()).toContain("things19");
    const search = page.locator('form[data-filter="operations-list"]').getByRole("searchbox");
    await search.fill("things07 part7");
    expect(await rows.count()).toBe(1);
    await line.click();
    await search.fill("things07");
    expect(await rows.count()).toBe(21);
    expect(await rows.first().innerText()).toMatch(/^\/v1\/things07\s+20 operations/);
    await page.context().close();
  });

  test.each(
    someOf(
      [
        ["light", 1440],
        ["dark", 1280],
        ["light", 1024],
        ["light", 800],
        ["dark", 390],
      ] as const,
      4,
    ),
  )("of 400 operations fit the page, %s, %i wide, and axe knows no violation", async (colorScheme, width) => {
    const { page, noise } = await opened(browser, large, { colorScheme, viewport: { width, height: 844 } });
    await page.evaluate(() => {
      for (const details of document.querySelectorAll("details")) details.open = true;
    });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    expect(await widerThanTheirPlace(page)).toEqual([]);
    expect(await violationsIn(page)).toEqual([]);
    expect(noise).toEqual([]);
    await page.context().close();
  });

  test("of 400 operations are short on a phone, and say which resource one is at", async () => {
    const { page } = await opened(browser, large, { viewport: { width: 390, height: 844 } });
    const heights = await page
      .locator("#operations tbody tr:not(.group)")
      .evaluateAll((rows) => rows.map((row) => row.getBoundingClientRect().height));
    expect(Math.max(...heights)).toBeLessThan(110);
    await page.evaluate(() => (location.hash = "#operation-get-v1-things19-id-part10"));
    await page.waitForTimeout(500);
    const group = await page.locator("#operations tr.group").last().boundingBox();
    expect(group!.y).toBeLessThan(10);
    await page.context().close();
  });

  test("of few rows are not sorted, and have no line for it on a phone", async () => {
    const { page } = await opened(browser, large, { viewport: { width: 390, height: 844 } });
    const tables = await page.locator("main table.stacks").evaluateAll((all) =>
      all.map((table) => ({
        rows: table.querySelectorAll("tbody > tr:not(.group)").length,
        isSorted: table.querySelector("thead button") !== null,
        hasHead: getComputedStyle(table.querySelector("thead")!).display !== "none",
      })),
    );
    expect(new Set(tables.map(({ isSorted }) => isSorted)).size).toBe(2);
    for (const { rows, isSorted, hasHead } of tables) expect([isSorted, hasHead]).toEqual([rows >= 12, rows >= 12]);
    await page.context().close();
  });

  test("without JavaScript have no buttons, and stand in the order of resources", async () => {
    const { page } = await opened(browser, large, { javaScriptEnabled: false });
    expect(await page.locator("thead button").count()).toBe(0);
    expect(await page.locator("#operations tr.group").first().isVisible()).toBe(true);
    const head = await page.locator("#operations thead").evaluate((one) => getComputedStyle(one).position);
    expect(head).toBe("sticky");
    await page.context().close();
  });
});

/** Tables wider than where they stand, and cells whose text reaches into the next. */
async function widerThanTheirPlace(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => [
    ...[...document.querySelectorAll(".scroll")]
      .filter((one) => one.scrollWidth > one.clientWidth + 1)
      .map((one) => one.getAttribute("aria-label") ?? ""),
    ...[...document.querySelectorAll<HTMLElement>(".fixed :is(td, tbody th)")]
      .filter((one) => getComputedStyle(one).display === "table-cell" && one.scrollWidth > one.clientWidth + 1)
      .map((one) => one.innerText),
  ]);
}
