/*
 * How fast the page of a review is in a browser: first paint, and how long a filter and a sorting take until the page is
 * laid out again, as medians of seven fresh pages, each list in view.
 *
 *   node dist/cli.js review openapi.yaml --format html=review.html && node scripts/page-speed.mjs review.html
 */
import path from "node:path";
import { chromium } from "playwright-core";

const RUNS = 7;
const WORDS = ["c", "cu", "customer", ""];

const file = path.resolve(process.argv[2] ?? "review.html");
const browser = await chromium.launch({
  executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
const figures = new Map();
for (let run = 0; run < RUNS; run += 1) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
  await page.goto(`file://${file}`);
  add("first contentful paint", await page.evaluate(firstPaint));
  for (const list of await page
    .locator("form[data-filter]")
    .evaluateAll((all) => all.map((one) => one.dataset.filter))) {
    const form = page.locator(`form[data-filter="${list}"]`);
    // A list in a fold is opened first: what is measured is the filter.
    await form.evaluate((one) => {
      for (let at = one.closest("details"); at !== null; at = at.parentElement.closest("details")) at.open = true;
      one.scrollIntoView();
    });
    await page.waitForTimeout(300);
    for (const word of WORDS) add(`filter of ${list}`, await form.evaluate(timeOfFilter, word));
  }
  const sort = page.locator("#operations thead button").first();
  if ((await sort.count()) > 0) add("sorting of operations", await sort.evaluate(timeOfClick));
  await page.close();
}
await browser.close();
for (const [name, all] of figures) {
  const sorted = all.toSorted((a, b) => a - b);
  process.stdout.write(
    `${name}: ${sorted[Math.floor(sorted.length / 2)].toFixed(1)} ms, at most ${sorted.at(-1).toFixed(1)} ms\n`,
  );
}

function add(name, figure) {
  figures.set(name, [...(figures.get(name) ?? []), figure]);
}

function firstPaint() {
  return new Promise((resolve) => {
    new PerformanceObserver((list) => {
      for (const { name, startTime } of list.getEntries()) if (name === "first-contentful-paint") resolve(startTime);
    }).observe({ type: "paint", buffered: true });
  });
}

function timeOfFilter(form, word) {
  const input = form.querySelector("input");
  const start = performance.now();
  input.value = word;
  input.dispatchEvent(new Event("input", { bubbles: true }));
  // Which lays it out.
  void document.body.offsetHeight;
  return performance.now() - start;
}

function timeOfClick(button) {
  const start = performance.now();
  button.click();
  void document.body.offsetHeight;
  return performance.now() - start;
}
