/*
 * Draws the picture of the README, from the review of the fitness example, in Debian's Chromium or the one that
 * CHROMIUM names: `node scripts/picture.mjs`.
 */
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
for (const colorScheme of ["light", "dark"]) {
  const page = await browser.newPage({ viewport: { width: 1200, height: 860 }, colorScheme });
  await page.goto(pathToFileURL("examples/fitness/review.html").href);
  // Down to the end of what a release is decided by.
  const { y, height } = await page.locator(".decision-screen").boundingBox();
  await page.setViewportSize({ width: 1200, height: Math.round(y + height + 12) });
  await page.screenshot({ path: `docs/review-${colorScheme}.png` });
}
await browser.close();
