import { confidenceWords } from "../../src/report/words/confidence-words.ts";
import { readFileSync } from "node:fs";
import path from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Review, ReviewEnvelope } from "../../src/core/review.ts";
import { filesBelow } from "../../src/load/files.ts";
import { htmlReport } from "../../src/report/formats/html.tsx";
import { reviewDescription } from "../../src/review.ts";
import { CORPUS, hasCorpus } from "../corpus.ts";
import { BROWSER, launched, opened } from "./browser.ts";
import { pdfPages } from "./pdf-text.ts";
import { longTest, someOf } from "../in-share.ts";

const EXAMPLES = path.resolve(import.meta.dirname, "../../examples");

/** What a large API may take of paper. */
const MOST_PAGES = 45;
const MOST_INVENTORY_PAGES = 25;
/** And of a file, of time until it is first painted, and of time for a filter, in milliseconds. */
const MOST_BYTES = 1_500_000;
const MOST_PAINT = 300;
const MOST_FILTER = 50;
const TIMES = 5;
const WORDS = ["cu", "customer", ""];

describe.skipIf(BROWSER === undefined || !hasCorpus)("402 operations", () => {
  let review: Review;
  let html: string;
  let browser: Browser;
  let pages: readonly string[];
  let headings: readonly string[];
  beforeAll(async () => {
    review = await reviewDescription("real/stripe/stripe.yaml", filesBelow(CORPUS));
    html = htmlReport(envelopeOf(review));
    browser = await launched();
    const { page } = await opened(browser, html);
    headings = await page
      .locator("main :is(h2, h3, h4)")
      .evaluateAll((all) => all.map((one) => one.textContent.replace(/\s/g, "")));
    pages = pdfPages(await page.pdf({ preferCSSPageSize: true })).map(withoutFoot);
    await page.context().close();
  }, 120_000);
  afterAll(async () => {
    pages = [];
    await browser?.close();
  });

  test(`are a file of less than ${MOST_BYTES} bytes`, () => expect(Buffer.byteLength(html)).toBeLessThan(MOST_BYTES));

  longTest(
    `are painted in less than ${MOST_PAINT} ms, and each list is filtered in less than ${MOST_FILTER} ms`,
    async () => {
      const paints: number[] = [];
      const filters = new Map<string, number[]>();
      for (let time = 0; time < TIMES; time += 1) {
        const { page } = await opened(browser, html, { viewport: { width: 1280, height: 720 } });
        paints.push(await page.evaluate(firstPaint));
        for (const form of await page.locator("form[data-filter]").all()) {
          const list = (await form.getAttribute("data-filter"))!; // it is chosen by that
          await form.evaluate((one) => one.scrollIntoView());
          await page.waitForTimeout(100);
          for (const word of WORDS) {
            const name = `${list}, "${word}"`;
            filters.set(name, [...(filters.get(name) ?? []), await form.evaluate(timeOfFilter, word)]);
          }
        }
        await page.context().close();
      }
      expect(least(paints)).toBeLessThan(MOST_PAINT);
      expect(filters.size).toBe(WORDS.length * 4);
      for (const [name, all] of filters) expect(least(all), name).toBeLessThan(MOST_FILTER);
    },
  );

  test(`take at most ${MOST_PAGES} pages of paper, and the list of operations at most ${MOST_INVENTORY_PAGES}`, () => {
    expect(review.operations.length).toBeGreaterThan(400);
    expect(pages.length).toBeLessThanOrEqual(MOST_PAGES);
    const first = pages.findLastIndex((text) => text.includes("Everyoperation"));
    expect(pages.length - first).toBeLessThanOrEqual(MOST_INVENTORY_PAGES);
  });

  test("lose nothing: each operation, field and test", () => {
    // A page is not written from its top to its foot.
    const inventory = pages.slice(pages.findLastIndex((text) => text.includes("Everyoperation"))).join("");
    expect(review.operations.map(({ id }) => id.replace(" ", "")).filter((id) => !inventory.includes(id))).toEqual([]);
    const text = pages.join("");
    // A page may end between the name of a field and its line.
    const isParted = (name: string, line: number): boolean =>
      pages.some((page, at) => page.endsWith(`${name},`) && pages[at + 1]?.includes(`${line},`) === true);
    expect(
      review.fields
        .filter(({ name, line }) => !text.includes(`${name},${line},`) && !isParted(name, line))
        .map(({ name, line }) => `${name},${line}`),
    ).toEqual([]);
    expect(
      review.tests
        .map(({ operation, ask }) => [operation.replace(" ", ""), ask.replace(/\s/g, "")] as const)
        .filter((words) => words.some((word) => !text.includes(word))),
    ).toEqual([]);
  });

  test("what is decided by comes first, with the signatures; then the lists, in which nothing stands a second time", () => {
    const first = pages.findLastIndex((text) => text.includes("Everyoperation"));
    const signatures = pages.findIndex((text) => text.includes("7.Sign-off"));
    expect(signatures).toBeGreaterThan(0);
    expect(signatures).toBeLessThan(first);
    const lists = pages.slice(first).join("");
    const steps = review.tests.map(({ as, ask, expect: pass }) => `As${as},${ask}.Pass:${pass}.`.replace(/\s/g, ""));
    const told = pages.slice(0, first).join("");
    expect(lists).not.toContain(steps[0]);
    expect(told).toContain(steps[0]);
    expect(told).not.toContain(steps.at(-1));
    expect(lists).toContain(steps.at(-1));
  });

  test("a finding is not parted before what to do: both begin on one page, and on paper a remedy stands once", () => {
    const starts = review.findings.map((finding, index) => {
      const start = `confidence:${confidenceWords(finding)}${index + 1}.${finding.title}`.replace(/\s/g, "");
      return pages.findIndex((text) => text.includes(start));
    });
    expect(starts.filter((page) => page < 0)).toEqual([]);
    const remedies = new Set<string>();
    for (const [index, { remediation }] of review.findings.entries()) {
      const page = pages[starts[index]!]!;
      const opening = remediation.replace(/\s/g, "").slice(0, 60);
      const after = page.slice(page.indexOf(`${index + 1}.${review.findings[index]!.title}`.replace(/\s/g, "")));
      expect(after).toContain(remedies.has(remediation) ? "WhattodoAsforfinding" : `Whattodo${opening}`);
      remedies.add(remediation);
    }
    expect(remedies.size).toBeLessThan(review.findings.length);
    for (const remedy of remedies)
      expect(pages.join("").split(`Whattodo${remedy.replace(/\s/g, "").slice(0, 60)}`)).toHaveLength(2);
  });

  test("no heading stands alone at the foot of a page", () => {
    expect(headings.length).toBeGreaterThan(30);
    const alone = pages.flatMap((text, index) =>
      headings.filter((heading) => text.endsWith(heading)).map((heading) => `${index + 1}: ${heading}`),
    );
    expect(alone).toEqual([]);
  });
});

describe.skipIf(BROWSER === undefined)("on paper", () => {
  let browser: Browser;
  beforeAll(async () => void (browser = await launched()));
  afterAll(async () => browser?.close());

  test.each(someOf(["fitness", "fitness-without-sign-up", "telematics", "patient-monitoring"], 2))(
    "nothing that leads up to something is the last line of a page: %s",
    async (name) => {
      const { page } = await opened(browser, readFileSync(path.join(EXAMPLES, name, "review.html"), "utf8"));
      const leading = await page
        .locator("main :is(h2, h3, h4, p:has(+ .lines), p:has(+ .scroll), .said)")
        .evaluateAll((all) => all.map((one) => one.textContent.replace(/\s/g, "")).filter((text) => text !== ""));
      expect(leading.length).toBeGreaterThan(20);
      const pages = pdfPages(await page.pdf({ preferCSSPageSize: true })).map(withoutFoot);
      const last = pages.flatMap((text, index) =>
        leading.filter((words) => text.endsWith(words)).map((words) => `${index + 1}: ${words}`),
      );
      expect(last).toEqual([]);
      await page.context().close();
    },
  );
});

function envelopeOf(review: Review): ReviewEnvelope {
  return {
    version: 1,
    tool: { name: "sallyport", version: "0.0.0" },
    asOf: "2026-01-31",
    commit: null,
    refused: [],
    reviews: [review],
  };
}

/** What the page itself takes: what else the machine does can only add to it. */
function least(times: readonly number[]): number {
  return times.reduce((a, b) => Math.min(a, b), Infinity);
}

async function firstPaint(): Promise<number> {
  return new Promise((resolve) => {
    new PerformanceObserver((list) => {
      for (const { name, startTime } of list.getEntries()) if (name === "first-contentful-paint") resolve(startTime);
    }).observe({ type: "paint", buffered: true });
  });
}

/** How long a filter takes until the page is laid out again. */
function timeOfFilter(form: Element, word: string): number {
  const input = form.querySelector("input")!; // each filter has one
  const start = performance.now();
  input.value = word;
  input.dispatchEvent(new Event("input", { bubbles: true }));
  void document.body.offsetHeight;
  return performance.now() - start;
}

/** A page without what stands in its margin, which is written first, and with letters that are set as one apart. */
function withoutFoot(text: string): string {
  return text.normalize("NFKC").replace(/^page\d+of\d+SHA-256\w{64}·sallyport[\d.]+·[\d-]{10}/, "");
}
