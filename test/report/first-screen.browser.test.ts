import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ReviewEnvelope } from "../../src/core/review.ts";
import { filesBelow } from "../../src/load/files.ts";
import { htmlReport } from "../../src/report/formats/html.tsx";
import { allActions } from "../../src/report/words/first-actions.ts";
import { reviewDescription } from "../../src/review.ts";
import { CORPUS, hasCorpus } from "../corpus.ts";
import { shareOf } from "../thorough.ts";
import { BROWSER, launched, opened } from "./browser.ts";
import { someOf } from "../in-share.ts";

/** Large APIs, and those whose paths, reasons and actions are long. */
const LARGE = shareOf(
  [
    "real/netlify/swagger.yml",
    "real/stripe/stripe.yaml",
    "real/hmrc/individual-losses-api/resources/public/api/conf/6.0/application.yaml",
    "real/sentry/rpc_method_schema.json",
    "real/eclipse-ditto/ditto-api-2.yml",
  ],
  2,
);

describe.skipIf(BROWSER === undefined || !hasCorpus)("what a release is decided by", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launched();
  });
  afterAll(async () => browser?.close());

  test.each(someOf(LARGE, 3))("fits the first screen, and every action is in the plan: %s", async (file) => {
    const review = await reviewDescription(file, filesBelow(CORPUS));
    const { page, noise } = await opened(browser, htmlReport(envelopeOf(review)));
    for (const width of [1440, 1280]) {
      await page.setViewportSize({ width, height: 720 });
      const bottom = await page
        .locator(".decision-screen")
        .evaluate((screen) => screen.getBoundingClientRect().bottom + scrollY);
      expect(bottom, `${width} px`).toBeLessThanOrEqual(720);
    }
    // Nothing that the first screen leaves out is lost.
    const plan = page.locator("#plan tbody tr");
    expect(await plan.count()).toBe(allActions(review).length);
    const text = (await page.locator("#plan").textContent()) ?? "";
    for (const action of allActions(review)) expect(text).toContain(action.text);
    // What is only counted is listed where its link leads.
    const dead = await page.evaluate(() =>
      [...document.querySelectorAll('main a[href^="#"]')]
        .map((link) => link.getAttribute("href")!.slice(1))
        .filter((id) => document.getElementById(id) === null),
    );
    expect(dead).toEqual([]);
    const unlinked = await page.evaluate(() =>
      [...document.querySelectorAll(".message, .evidence li, .reasons li, #plan td, .lead, .glance p, .assumption h4")]
        .map((one) => {
          const copy = one.cloneNode(true) as Element;
          for (const link of copy.querySelectorAll("a, summary")) link.remove();
          return copy.textContent;
        })
        .filter((words) => /\b(?:and|or) \d+ more\b/.test(words)),
    );
    expect(unlinked).toEqual([]);
    expect(noise).toEqual([]);
    await page.context().close();
  });
});

function envelopeOf(review: ReviewEnvelope["reviews"][number]): ReviewEnvelope {
  return {
    version: 1,
    tool: { name: "sallyport", version: "0.0.0" },
    asOf: "2026-01-31",
    commit: null,
    refused: [],
    reviews: [review],
  };
}
