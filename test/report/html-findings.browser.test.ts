import { readFileSync } from "node:fs";
import path from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { run } from "../cli/run.ts";
import { BROWSER, launched, opened, violationsIn } from "./browser.ts";

const EXAMPLES = path.resolve(import.meta.dirname, "../../examples");

const DESCRIPTION = {
  openapi: "3.0.3",
  info: { title: "Orders", version: "1" },
  servers: [{ url: "https://api.orders.app" }],
  security: [{ token: [] }],
  paths: {
    "/orders": { get: list(), post: { requestBody: body("#/components/schemas/Order"), responses: {} } },
    "/orders/{id}": {
      parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
      get: {},
      delete: { security: [] },
      put: { security: [], requestBody: body("#/components/schemas/Order"), responses: {} },
    },
  },
  components: {
    securitySchemes: { token: { type: "http", scheme: "bearer" } },
    schemas: {
      Order: {
        type: "object",
        properties: { amount: { type: "integer" }, quantity: { type: "integer" }, paid: { type: "boolean" } },
      },
    },
  },
};

describe.skipIf(BROWSER === undefined)("a finding", () => {
  let browser: Browser;
  let html: string;
  beforeAll(async () => {
    const args = ["review", "-", "--format", "html", "--as-of", "2026-01-31"];
    html = (await run(args, { stdin: JSON.stringify(DESCRIPTION, null, 2) })).stdout;
    browser = await launched();
  });
  afterAll(async () => browser?.close());

  test("has severity, weight and confidence on one line", async () => {
    const { page } = await opened(browser, html);
    const marks = page.locator("#findings article .marks");
    expect(await marks.count()).toBeGreaterThan(1);
    for (const one of await marks.all()) {
      const tops = await one.locator(".tag").evaluateAll((tags) => tags.map((tag) => tag.getBoundingClientRect().top));
      expect(tops).toHaveLength(3);
      expect(Math.max(...tops) - Math.min(...tops)).toBeLessThan(3);
    }
    await page.context().close();
  });

  test("says how it is exploited in one sentence, and shows the change of this description with its condition", async () => {
    const { page, noise } = await opened(browser, html);
    const article = page.locator("article", { hasText: "Unauthenticated" }).and(page.locator(".finding")).first();
    expect(await article.locator(".exploit").textContent()).toMatch(/^Exploit: [^.]+\.$/);
    expect(await article.locator(".edit pre").textContent()).toContain("/orders/{id}:");
    expect(await article.locator(".edit del").allTextContents()).toEqual(["      security: []"]);
    expect(await article.locator(".requires").textContent()).toContain("The service refuses each of these calls");
    expect(noise).toEqual([]);
    await page.context().close();
  });

  test.each(["light", "dark"] as const)(
    "tells what goes and what comes by a sign too, without a violation (%s)",
    async (colorScheme) => {
      const { page } = await opened(browser, html, { colorScheme, forcedColors: "active" });
      const signs = await page
        .locator(".edit .lines > *")
        .evaluateAll((lines) => lines.map((line) => `${line.tagName} ${getComputedStyle(line, "::before").content}`));
      expect(new Set(signs)).toEqual(new Set(['SPAN "  "', 'DEL "- "', 'INS "+ "']));
      expect(await violationsIn(page)).toEqual([]);
      await page.context().close();
    },
  );

  test("has one excerpt for a file, with every mark", async () => {
    const { page } = await opened(browser, html);
    const article = page.locator(".finding", { hasText: "Amount may be negative" });
    expect(await article.locator(".excerpt").count()).toBe(1);
    expect(await article.locator(".excerpt mark").count()).toBe(2);
    expect(await article.locator("th, td").allTextContents()).toEqual([
      "Operation",
      "Way in or out",
      "Line",
      "POST /orders, PUT /orders/{id}",
      "request amount, request quantity",
      expect.stringMatching(/^\d+, \d+$/),
    ]);
    await page.context().close();
  });

  test("is copied as a link, a ticket and a waiver", async () => {
    const { page } = await opened(browser, html);
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    const article = page.locator(".finding").first();
    const copied = async (name: string): Promise<string> => {
      await article.getByRole("button", { name }).click();
      await article
        .getByRole("status")
        .or(article.locator("output", { hasText: "Copied" }))
        .first()
        .waitFor();
      return page.evaluate(async () => navigator.clipboard.readText());
    };
    expect(await copied("Copy link")).toMatch(/^file:.*review\.html#finding-[0-9a-f]{16}$/);
    expect(await copied("Copy ticket text")).toMatch(/^[A-Z].*\n\nSeverity: \w+, confidence: \w+, /);
    expect(await copied("Copy waiver")).toMatch(/^waivers:\n {2}- rule: /);
    expect(await copied("Copy dismissal")).toMatch(/^sallyport dismiss [0-9a-f]{16} '-' --because ""/);
    await page.context().close();
  });

  test("has these texts in a closed fold without JavaScript, and no button", async () => {
    const { page } = await opened(browser, html, { javaScriptEnabled: false });
    const article = page.locator(".finding").first();
    expect(await article.getByRole("button").count()).toBe(0);
    const fold = article.locator(".copies details");
    expect(await fold.getAttribute("open")).toBeNull();
    await fold.locator("summary").click();
    expect(await fold.locator("pre").count()).toBe(3);
    expect(await fold.locator("pre").first().isVisible()).toBe(true);
    await page.context().close();
  });

  test("is searched in a field whose ring is whole, as that of operations is", async () => {
    const { page } = await opened(browser, readFileSync(`${EXAMPLES}/fitness/review.html`, "utf8"));
    for (const name of ["findings", "operations"]) {
      const search = page.locator(`form[data-filter="${name}-list"] input`);
      await search.focus();
      // What is drawn by itself is cut at its edge.
      const room = await search.evaluate((input) => {
        const { outlineOffset, outlineWidth } = getComputedStyle(input);
        const edge = input.closest(".inventory")?.getBoundingClientRect().left ?? 0;
        return input.getBoundingClientRect().left - edge - parseFloat(outlineOffset) - parseFloat(outlineWidth);
      });
      expect(room).toBeGreaterThanOrEqual(0);
    }
    await page.context().close();
  });

  test.each([1280, 390])("is no wider than a window of %i", async (width) => {
    const { page } = await opened(browser, html, { viewport: { width, height: 900 } });
    for (const article of await page.locator(".finding").all()) await article.scrollIntoViewIfNeeded();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    await page.context().close();
  });
});

function list(): unknown {
  return {
    responses: { 200: { content: { "application/json": { schema: { $ref: "#/components/schemas/Order" } } } } },
  };
}

function body(reference: string): unknown {
  return { content: { "application/json": { schema: { $ref: reference } } } };
}
