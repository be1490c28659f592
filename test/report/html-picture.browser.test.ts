import { readFileSync } from "node:fs";
import path from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { grouped } from "../../src/core/grouped.ts";
import { BROWSER, launched, opened, violationsIn } from "./browser.ts";
import { pdfPages } from "./pdf-text.ts";
import { someOf } from "../in-share.ts";

const EXAMPLES = path.resolve(import.meta.dirname, "../../examples");
const fitness = readFileSync(`${EXAMPLES}/fitness/review.html`, "utf8");
const monitoring = readFileSync(`${EXAMPLES}/patient-monitoring/review.html`, "utf8");
const asking = readFileSync(`${EXAMPLES}/fitness-without-sign-up/review.html`, "utf8");

describe.skipIf(BROWSER === undefined)("the picture of who can read what", () => {
  let browser: Browser;
  beforeAll(async () => void (browser = await launched()));
  afterAll(async () => browser?.close());

  test.each(
    someOf(
      [
        ["light", "none"],
        ["dark", "none"],
        ["light", "active"],
      ] as const,
      3,
    ),
  )("is drawn without a violation or a request (%s, forced colours: %s)", async (colorScheme, forcedColors) => {
    const { page, noise } = await opened(browser, fitness, { colorScheme, forcedColors });
    await page.locator(".flow").scrollIntoViewIfNeeded();
    const hatched = await page.locator(".flow path[fill]").count();
    expect(hatched).toBeGreaterThan(0);
    expect(hatched).toBeLessThan(await page.locator(".flow path.ribbon").count());
    expect(await page.locator(".flow svg[role=img]").getAttribute("aria-label")).toContain("Anyone who signs up");
    expect(await violationsIn(page)).toEqual([]);
    expect(noise).toEqual([]);
    await page.context().close();
  });

  test("tells owners apart without colour where colours are forced", async () => {
    const { page } = await opened(browser, monitoring, { forcedColors: "active" });
    const dashes = await page.evaluate(() =>
      ["others", "unknown", "own"].map((owner) => {
        const { strokeDasharray, strokeWidth } = getComputedStyle(
          document.querySelector(`.flow .ribbon.flow-${owner}`)!,
        );
        return `${strokeDasharray} ${strokeWidth}`;
      }),
    );
    expect(new Set(dashes).size).toBe(3);
    await page.context().close();
  });

  test("has its words inside of it and apart from each other", async () => {
    const { page } = await opened(browser, fitness);
    const boxes = await page.locator(".drawing text").evaluateAll((texts) => {
      const frame = texts[0]!.closest("svg")!.getBoundingClientRect();
      return texts.map((text) => {
        const { left, right, top, bottom } = text.getBoundingClientRect();
        return { left: left - frame.left, right: frame.right - right, top, bottom, name: text.textContent };
      });
    });
    expect(boxes.filter(({ left, right }) => left < -1 || right < -1)).toEqual([]);
    // Of one column, whose words begin or end at the same place.
    const columns = grouped(boxes, ({ left, right }) => (right < 20 ? "data" : Math.round(left)));
    for (const column of columns.values()) {
      const sorted = column.toSorted((a, b) => a.top - b.top);
      // A line of words is a little higher than its letters.
      expect(sorted.filter(({ top }, index) => index > 0 && top < sorted[index - 1]!.bottom - 5)).toEqual([]);
    }
    await page.context().close();
  });

  test("is a table beside it, without JavaScript and on paper too, and no wider than a phone", async () => {
    const { page } = await opened(browser, fitness, {
      javaScriptEnabled: false,
      viewport: { width: 390, height: 800 },
    });
    // Of the picture a phone would show a column and a half.
    expect(await page.locator(".flow .drawing").isVisible()).toBe(false);
    const table = page.getByRole("group", { name: "Who can read what" }).locator("table");
    expect(await table.locator("tbody tr").first().isVisible()).toBe(true);
    expect(await table.locator("tbody tr").count()).toBeGreaterThan(3);
    expect(await table.locator(".foreign").first().textContent()).toMatch(/^Other people's data: name \(3\)/);
    const text = pdfPages(await page.pdf({ preferCSSPageSize: true })).join("");
    expect(text).toContain("Otherpeople'sdata:name(3)");
    await page.context().close();
  });

  test("each answer that is open has its verdict, its findings and the lines to copy", async () => {
    const { page } = await opened(browser, asking);
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    const rows = page.getByRole("group", { name: "What each answer leads to" }).locator("tbody tr");
    expect(await rows.locator("th").allTextContents()).toEqual([
      "Anyone who signs up",
      "Only partners or people approved by the organization",
      "Only the organization's own staff and systems",
    ]);
    expect(await rows.first().locator("td").nth(0).textContent()).toBe("reject");
    expect(await rows.first().locator("td").nth(1).textContent()).toMatch(
      /^\d+ high, .*\(compared with now: high \+\d+/,
    );
    await rows.nth(1).getByRole("button").click();
    await rows.nth(1).locator("output", { hasText: "Copied" }).waitFor();
    expect(await page.evaluate(async () => navigator.clipboard.readText())).toBe("admission:\n  spinhollowId: partner");
    await page.context().close();
  });
});
