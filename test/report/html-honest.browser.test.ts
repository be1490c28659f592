import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Review, ReviewEnvelope } from "../../src/core/review.ts";
import { htmlReport } from "../../src/report/formats/html.tsx";
import { portfolioHtml } from "../../src/report/formats/portfolio/html.tsx";
import { portfolioOf } from "../../src/report/formats/portfolio/portfolio.ts";
import { BROWSER, launched, opened } from "./browser.ts";
import { findingOf, operationOf, riderEnvelope, riderReview } from "./fixture.ts";
import { pdfPages } from "./pdf-text.ts";
import { longTest } from "../in-share.ts";

/*
 * The page must never mislead: not on paper, not by a link, not by a number.
 */
describe.skipIf(BROWSER === undefined)("the page never misleads", () => {
  let browser: Browser;
  beforeAll(async () => void (browser = await launched()));
  afterAll(async () => browser?.close());

  const rider = htmlReport(riderEnvelope());
  /** Twelve findings, of which the last six stand folded. */
  const twelve = htmlReport(
    withReview({
      findings: Array.from({ length: 12 }, (_, index) =>
        findingOf(`f${index}`, "bulk-exposure", index < 6 ? "high" : "low", `Bulk ${index + 1}`, index + 1),
      ),
    }),
  );

  describe("on paper", () => {
    test("everything stands, whatever is filtered", async () => {
      const { page } = await opened(browser, twelve);
      await page.locator('form[data-filter="findings-list"]').getByRole("searchbox").fill("nothing has this");
      expect(await page.locator("#findings article:visible").count()).toBe(0);
      const text = pdfPages(await page.pdf({ preferCSSPageSize: true })).join("");
      for (let n = 1; n <= 12; n += 1) expect(text).toContain(`${n}.Bulk${n}`);
      expect(text).toContain("7.Sign-off");
      // On the screen it is as it was.
      expect(await page.locator("#findings article:visible").count()).toBe(0);
      await page.context().close();
    });

    test("every page says of which description it is, by what, as of when, and which page of how many", async () => {
      const { page } = await opened(browser, rider);
      const pages = pdfPages(await page.pdf({ preferCSSPageSize: true }));
      expect(pages.length).toBeGreaterThan(3);
      const { sha256 } = riderReview().document;
      for (const [index, text] of pages.entries()) {
        expect(text).toContain(`SHA-256${sha256}·sallyport0.1.0·2026-01-31`);
        expect(text).toContain(`page${index + 1}of${pages.length}`);
      }
      await page.context().close();
    });

    longTest("of many APIs as well: all of them, with what to do first, on pages that say which they are", async () => {
      const reviews = Array.from({ length: 14 }, (_, index) => {
        const review = riderReview();
        const document = { ...review.document, title: `Line ${index + 1} end`, file: `apis/${index + 1}.yaml` };
        return { ...review, document };
      });
      const envelope = { ...riderEnvelope(), reviews };
      const { page, noise } = await opened(
        browser,
        portfolioHtml(portfolioOf([envelope], "2026-01-31", envelope.tool)),
      );
      const rows = page.locator("#apis tbody tr:visible");
      expect(await rows.count()).toBe(14);
      await page.locator('form[data-filter="apis-list"]').getByRole("searchbox").fill("nothing has this");
      expect(await rows.count()).toBe(0);
      const pages = pdfPages(await page.pdf({ preferCSSPageSize: true }));
      // Each name is on paper as often as on the page: where rows are filtered, and in every fold.
      const onPage = (await page.locator("main").evaluate((one) => one.textContent)).replace(/\s/g, "");
      const times = (text: string, n: number): number => text.split(`Line${n}end`).length - 1;
      for (let n = 1; n <= 14; n += 1) {
        expect(times(onPage, n)).toBeGreaterThan(3);
        expect(times(pages.join(""), n)).toBe(times(onPage, n));
      }
      for (const [index, text] of pages.entries()) {
        expect(text).toContain("sallyport0.1.0·2026-01-31");
        expect(text).toContain(`page${index + 1}of${pages.length}`);
      }
      // Each link of an action leads to the row of its API, whatever the filter hides.
      await page.locator("#first tbody a").first().click();
      await expect.poll(() => rows.count()).toBe(14);
      expect(noise).toEqual([]);
      await page.context().close();
    });

    longTest("of several reviews, each page has the hash of its own description", async () => {
      const other = { ...riderReview(), document: { ...riderReview().document, sha256: "0".repeat(64) } };
      const { page } = await opened(browser, htmlReport({ ...riderEnvelope(), reviews: [riderReview(), other] }));
      const pages = pdfPages(await page.pdf({ preferCSSPageSize: true }));
      const hashes = pages.map((text) => /SHA-256(\w{64})·sallyport/.exec(text)?.[1]);
      expect(new Set(hashes.slice(1))).toEqual(new Set([riderReview().document.sha256, "0".repeat(64)]));
      expect(hashes.at(-1)).toBe("0".repeat(64));
      await page.context().close();
    });
  });

  describe("links", () => {
    test("name a finding by its fingerprint, whatever its number", async () => {
      const { page } = await opened(browser, twelve);
      const last = page.locator("article", { hasText: "12. Bulk 12" }).last();
      expect(await last.getAttribute("id")).toBe("finding-f11");
      await page.context().close();
    });

    test("lead to what a filter hides, and say that it was cleared", async () => {
      const { page } = await opened(browser, twelve);
      const form = page.locator('form[data-filter="findings-list"]');
      await form.getByRole("searchbox").fill("nothing has this");
      await page.locator("#finding-f11").waitFor({ state: "hidden" });
      await page.evaluate(() => (location.hash = "#finding-f11"));
      await page.locator("#finding-f11 .remedy").waitFor({ state: "visible" });
      expect(await page.locator("#finding-f11").evaluate(isInWindow)).toBe(true);
      expect(await form.getByRole("searchbox").inputValue()).toBe("");
      expect(await form.locator("output").innerText()).toContain("cleared");
      await page.context().close();
    });

    longTest("show what they lead to a second time", async () => {
      const { page } = await opened(browser, twelve);
      const link = page.locator('#findings thead ~ tbody a[href="#finding-f11"]');
      await link.click();
      await page.locator("#finding-f11 > details > summary").click();
      await link.click();
      await page.locator("#finding-f11 .remedy").waitFor({ state: "visible" });
      await page.context().close();
    });

    longTest("are followed back to the same place", async () => {
      const { page } = await opened(browser, twelve);
      const link = page.locator('#findings tbody a[href="#finding-f8"]');
      await link.scrollIntoViewIfNeeded();
      await page.waitForTimeout(300);
      const before = await topOf(page, '#findings tbody a[href="#finding-f8"]');
      await link.click();
      await page.locator("#finding-f8 .remedy").waitFor({ state: "visible" });
      await page.mouse.wheel(0, 1500);
      await page.waitForTimeout(200);
      await page.goBack();
      await page.waitForTimeout(600);
      expect(Math.abs((await topOf(page, '#findings tbody a[href="#finding-f8"]')) - before)).toBeLessThan(3);
      await page.context().close();
    });
  });

  describe("a cell of the map", () => {
    // The names of the riders are read with two operations, their own with a third.
    const own = { operation: "GET /v1/me", direction: "read", via: "body", witness: "2xx firstName" } as const;
    const fields = riderReview().fields.map((field) =>
      field.name === "firstName"
        ? { ...field, flows: [...field.flows, { ...own, subject: "caller" as const, principal: false }] }
        : field,
    );
    const divided = htmlReport(withReview({ fields }));
    const cell = (page: Page) => page.locator("#data td.cell", { has: page.locator(".shares") }).first();

    test("is divided where only a part of it is of other people, each part as wide as its number", async () => {
      const { page } = await opened(browser, divided);
      // Behind the number and its parts stand the words for those who hear them.
      const seen = await cell(page)
        .locator("button")
        .evaluate((button) =>
          [...button.childNodes].map((node) => ((node as Element).className === "unseen" ? "" : node.textContent)),
        );
      const [all, ...parts] = seen.join(" ").match(/\d+/g)!.map(Number);
      expect(parts.length).toBeGreaterThan(1);
      expect(parts.reduce((sum, n) => sum + n, 0)).toBe(all);
      const widths = await cell(page)
        .locator("rect")
        .evaluateAll((rects) => rects.map((rect) => rect.getBoundingClientRect().width));
      const whole = widths.reduce((sum, width) => sum + width, 0);
      expect(widths.map((width) => Math.round((width * all!) / whole))).toEqual(parts);
      await page.context().close();
    });

    test.each([
      ["in forced colours", { forcedColors: "active" }, "screen"],
      ["on paper", {}, "print"],
    ] as const)("says whose it is by signs %s", async (_name, options, media) => {
      const { page } = await opened(browser, divided, options);
      await page.emulateMedia({ media });
      const text = await cell(page).innerText();
      expect(text).toContain("\u25cf");
      expect(text).toMatch(/[\u25c6\u25cb]/);
      expect(await page.locator("#data .legend").innerText()).toContain("\u25cf of other people");
      await page.context().close();
    });
  });

  describe("what is left out at first", () => {
    const operations = Array.from({ length: 90 }, (_, index) => operationOf(`GET /v1/things/${index}`, index + 1));
    const many = htmlReport(
      withReview({
        operations: [...riderReview().operations, ...operations],
        findings: riderReview().findings.map((finding) => ({ ...finding, operations: operations.map(({ id }) => id) })),
        assumptions: riderReview().assumptions.map((one) => ({ ...one, operations: operations.map(({ id }) => id) })),
      }),
    );

    test("opens, or is linked to where all of it stands", async () => {
      const { page } = await opened(browser, many);
      const dead = await page.evaluate(() => {
        const walker = document.createTreeWalker(document.querySelector("main")!, NodeFilter.SHOW_TEXT);
        const all: string[] = [];
        for (let node = walker.nextNode(); node !== null; node = walker.nextNode())
          if (
            /\d+ (?:more|further)\b(?! if)/.test(node.nodeValue!) &&
            node.parentElement!.closest("a, summary, pre") === null
          )
            all.push(node.parentElement!.textContent);
        return all;
      });
      expect(dead).toEqual([]);
      expect(await page.locator("main summary", { hasText: /and \d+ more operations/ }).count()).toBeGreaterThan(1);
      await page.context().close();
    });

    longTest("is on paper, in every fold", async () => {
      const { page } = await opened(browser, many, { javaScriptEnabled: false });
      await page.emulateMedia({ media: "print" });
      const folds = await page
        // What is there to be copied says again what stands beside it.
        .locator("main details > :not(summary, form, .copies *)")
        .evaluateAll((all) =>
          all.filter((one) => one.getBoundingClientRect().height === 0).map((one) => one.outerHTML.slice(0, 100)),
        );
      expect(folds).toEqual([]);
      const text = pdfPages(await page.pdf({ preferCSSPageSize: true })).join("");
      // In a finding, in the assumption and in the list of all.
      expect(text.split("GET/v1/things/77").length).toBeGreaterThan(3);
      expect(text).not.toContain("notprinted");
      await page.context().close();
    });
  });

  test("the three numbers stand beside the verdict, and each finding says what it is to it", async () => {
    const { page } = await opened(browser, rider);
    const numbers = await page.locator("#verdict .numbers > div").allInnerTexts();
    expect(numbers.map((text) => text.replace(/\s+/g, " "))).toEqual([
      "Blocking findings 2",
      "Questions to answer (2 can wait) 0",
      "Conditions 0",
    ]);
    expect(await page.locator("#findings article.high .weight.blocks").count()).toBe(2);
    expect(await page.locator("#findings article .weight").count()).toBe(5);
    await page.context().close();
  });

  test.each([
    ["the usual review", rider],
    ["twelve findings", twelve],
  ])("the decision stands on one screen of 1280 by 720: %s", async (_name, html) => {
    const { page } = await opened(browser, html, { viewport: { width: 1280, height: 720 } });
    const bottom = await page.locator(".decision-screen").evaluate((element) => element.getBoundingClientRect().bottom);
    expect(bottom).toBeLessThanOrEqual(720);
    const text = (await page.locator(".decision-screen").innerText()).replace(/\s+/g, " ");
    for (const part of [
      "Verdict: reject",
      "Blocking findings",
      "Do first",
      "Who must act",
      "Effort",
      "Since the last review",
      "Evidence",
    ])
      expect(text).toContain(part);
    expect(await page.locator(".actions tbody tr").count()).toBeLessThanOrEqual(4);
    expect(await page.locator(".verdict .first").innerText()).toMatch(/^Do first: .*\.$/);
    await page.context().close();
  });

  test("the verdict has one wording", async () => {
    const { page } = await opened(browser, htmlReport({ ...riderEnvelope(), reviews: [riderReview(), riderReview()] }));
    expect(await page.locator("#reviews .tag.decision").allInnerTexts()).toEqual(["reject", "reject"]);
    expect(await page.locator(".verdict .answer").allInnerTexts()).toEqual(
      Array(2).fill("Verdict: reject. Do not release it."),
    );
    await page.context().close();
  });

  test("the address holds what is filtered and open, and gives it back", async () => {
    const { page, noise } = await opened(browser, twelve);
    const form = page.locator('form[data-filter="findings-list"]');
    await form.getByRole("searchbox").fill("bulk 1");
    await form.getByLabel("Severity").selectOption("low");
    await page.locator("#finding-f9 > details > summary").click();
    await page.waitForTimeout(400);
    const address = page.url();
    expect(new URL(address).search).toContain("findings-list=bulk+1");
    const second = await page.context().newPage();
    await second.goto(address);
    expect(await second.locator("#findings article:visible").count()).toBe(3);
    expect(await second.locator("#finding-f9 .remedy").isVisible()).toBe(true);
    expect(await second.locator("#finding-f10 .remedy").isVisible()).toBe(false);
    expect(noise).toEqual([]);
    await page.context().close();
  });
});

function withReview(part: Partial<Review>): ReviewEnvelope {
  return { ...riderEnvelope(), reviews: [{ ...riderReview(), ...part }] };
}

function isInWindow(element: Element): boolean {
  const { top } = element.getBoundingClientRect();
  return top >= -2 && top < innerHeight;
}

async function topOf(page: Page, selector: string): Promise<number> {
  return page.locator(selector).evaluate((element) => element.getBoundingClientRect().top);
}
