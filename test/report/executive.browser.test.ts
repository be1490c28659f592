import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Review, ReviewEnvelope } from "../../src/core/review.ts";
import { filesBelow } from "../../src/load/files.ts";
import { executiveReport } from "../../src/report/formats/html/executive.tsx";
import { ownerTallies } from "../../src/report/words/owner-tallies.ts";
import { reviewDescription } from "../../src/review.ts";
import { CORPUS, hasCorpus } from "../corpus.ts";
import { run } from "../cli/run.ts";
import { isThorough, shareOf } from "../thorough.ts";
import { BROWSER, launched, opened, violationsIn } from "./browser.ts";
import { findingOf, riderEnvelope, riderReview } from "./fixture.ts";
import { ATTACKS, hostileEnvelope } from "./hostile.ts";
import { foreignInPage, skeletonOf } from "./html-skeleton.ts";
import { pdfPages } from "./pdf-text.ts";

const LONG = "a word and ".repeat(400);

function enveloped(...reviews: readonly Review[]): ReviewEnvelope {
  return { ...riderEnvelope(), reviews: [...reviews] };
}

/** Long texts wherever a description decides how long they are, and many of everything. */
function verboseReview(): Review {
  const review = riderReview();
  const findings = Array.from({ length: 40 }, (_, index) => ({
    ...findingOf(`v${index}`, "bulk-exposure", "high", `Bulk ${index} ${LONG}`, index + 1),
    owner: `Team ${index} ${LONG}`,
  }));
  return {
    ...review,
    findings,
    questions: Array.from({ length: 30 }, (_, index) => ({ ...review.questions[0]!, text: `${index}: ${LONG}?` })),
    verdict: {
      decision: "reject",
      reasons: findings.map(({ fingerprint, message }, index) => ({
        text: message,
        findings: [fingerprint],
        assumptions: [],
        kind: (["blocks", "depends", "condition"] as const)[index % 3]!,
      })),
    },
  };
}

/** What stands above the reasons takes the most room: a long question, and five long actions whose effort is unknown. */
function askingReview(): Review {
  const review = riderReview();
  const [assumption] = review.assumptions;
  const operations = Array.from({ length: 186 }, (_, index) => `GET /assignments/{assignment_id}/accepted/${index}`);
  const findings = Array.from({ length: 8 }, (_, index) => ({
    ...findingOf(`a${index}`, "bulk-exposure", "high", `Bulk ${index}`, index + 1),
    remediation: `Require a separate scope or scheme for the operations of group ${index}, declare it in the description, and serve them on a host that only administrators can reach.`,
    operations: index % 2 === 0 ? [] : operations,
    message: `${operations.slice(0, 3).join(", ")} return everything, in the ${index}. way`,
  }));
  const question =
    "Can anyone call 1223 of the API's operations without a credential, or get the credential that some texts in the description mention?";
  return {
    ...review,
    findings,
    assumptions: [{ ...assumption!, question }],
    verdict: {
      decision: "insufficient-evidence",
      reasons: [
        {
          text: `${question} If so, ${"17 operations could return credentials, e-mail addresses and names to strangers; ".repeat(4)}.`,
          findings: [],
          assumptions: [assumption!.id],
          kind: "depends",
        },
        ...Array.from({ length: 9 }, (_, index) => ({
          text: `Test that caller A cannot change caller B's objects by ID: hook, issue, secret scanning alert and ${index + 20} more (339 operations, such as PATCH /app/hook/config, GET /orgs/{org}/hooks and POST /orgs/{org}/issues) [b-${index}]`,
          findings: [],
          assumptions: [],
          kind: "condition" as const,
        })),
        ...findings.map(({ fingerprint, title, message }) => ({
          text: `${title}: ${message}`,
          findings: [fingerprint],
          assumptions: [],
          kind: "condition" as const,
        })),
      ],
    },
  };
}

describe("who must act", () => {
  test("each owner with what is theirs; what names nobody is of the API's owner", () => {
    const review = riderReview();
    const [first, ...others] = review.findings;
    const findings = [
      { ...first!, owner: "Web", status: "open" as const, due: "2026-01-01" },
      ...others.map((finding) => ({ ...finding, owner: null, status: "open" as const, due: null })),
    ];
    const reasons = [
      { text: "Web", findings: [first!.fingerprint], assumptions: [], kind: "blocks" as const },
      { text: "Test", findings: [], assumptions: [], kind: "condition" as const },
    ];
    const tallies = ownerTallies({ ...review, findings, verdict: { decision: "reject", reasons } }, "2026-01-31");
    expect(tallies).toEqual([
      {
        owner: "Web",
        reasons: { blocks: 1, depends: 0, condition: 0 },
        open: 1,
        overdue: 1,
        dated: 1,
        due: "2026-01-01",
      },
      {
        owner: "Rider Apps",
        reasons: { blocks: 0, depends: 0, condition: 1 },
        open: others.length,
        overdue: 0,
        dated: 0,
      },
    ]);
  });
});

describe("the executive edition", () => {
  test("is an edition of html on the command line, and of no other format", async () => {
    const call = ["review", "examples/fitness/openapi.yaml", "--format"];
    expect((await run([...call, "html,edition=executive"])).stdout).toContain("Who must act?");
    expect((await run([...call, "html,edition=board"])).stderr).toContain('there is no edition "board" of html');
    expect((await run([...call, "json,edition=executive"])).stderr).toContain("Write --format json.");
  });

  test("says which descriptions could not be reviewed, and which are gone", () => {
    const refused = [{ file: "notes.yaml", line: null, message: "is no API description", hint: null }];
    const vanished = [
      { file: "gone.yaml", state: "removed" as const, blocks: true, text: "It is gone", fingerprint: "f", issues: [] },
    ];
    const html = executiveReport({ ...riderEnvelope(), refused, vanished });
    expect(html).toContain("1 description could not be reviewed: notes.yaml.");
    expect(html).toContain("1 description is gone: gone.yaml.");
  });

  test("says whole what is to be done, for how many operations, and cuts no question in the middle", () => {
    const html = executiveReport(enveloped(askingReview())).replaceAll("<wbr/>", "");
    expect(html).toMatch(/>Require a separate scope[^<]* \(186 operations\)\./);
    expect(html).toContain("hook, issue, secret scanning alert and 20 more (339 operations).");
    expect(html).toContain("get the credential that some texts in the description mention?</li>");
    expect(html).not.toContain("such as PATCH");
  });

  test("has links neither within nor to what is not in it", () => {
    expect(executiveReport(riderEnvelope())).not.toContain("<a ");
  });

  test.each(shareOf(ATTACKS, 3).map((attack) => [JSON.stringify(attack), attack] as const))(
    "keeps text text: %s",
    (_name, attack) => {
      const html = executiveReport(hostileEnvelope(attack));
      expect(foreignInPage(html)).toEqual([]);
      expect(skeletonOf(html).length).toBeGreaterThan(100);
    },
  );
});

describe.skipIf(BROWSER === undefined)("the executive edition in a browser", () => {
  let browser: Browser;
  beforeAll(async () => void (browser = await launched()));
  afterAll(async () => browser?.close());

  test.each([
    ["of the riders' API", () => enveloped(riderReview())],
    ["of one with long texts and many of everything", () => enveloped(verboseReview())],
    ["of one that asks, with much to do first", () => enveloped(askingReview())],
    ["of one that says nothing", () => enveloped({ ...riderReview(), findings: [], questions: [], assumptions: [] })],
  ] as const)(
    "%s is two pages, the decision on the first and the signatures on the second",
    async (_name, envelope) => {
      const { page, noise } = await opened(browser, executiveReport(envelope()));
      const pages = pdfPages(await page.pdf({ preferCSSPageSize: true })).map((text) => text.normalize("NFKC"));
      expect(pages).toHaveLength(2);
      expect(pages[0]).toContain("Verdict:");
      expect(pages[0]).toMatch(/page1of2SHA-256\w{64}·sallyport/);
      for (const part of ["Whocanreadotherpeople", "Whatisunknown?", "Whomustact?", "Whosigns?", "Signature"])
        expect(pages[1]).toContain(part);
      expect(noise).toEqual([]);
      await page.context().close();
    },
  );

  test.skipIf(!isThorough || !hasCorpus)("of 402 operations is two pages too", async () => {
    const review = await reviewDescription("real/stripe/stripe.yaml", filesBelow(CORPUS));
    const { page } = await opened(browser, executiveReport(enveloped(review)));
    expect(pdfPages(await page.pdf({ preferCSSPageSize: true }))).toHaveLength(2);
    await page.context().close();
  });

  test("of two reviews is two pages each, with their own hashes", async () => {
    const other = { ...riderReview(), document: { ...riderReview().document, sha256: "0".repeat(64) } };
    const { page } = await opened(browser, executiveReport(enveloped(riderReview(), other)));
    const pages = pdfPages(await page.pdf({ preferCSSPageSize: true }));
    expect(pages.map((text) => text.includes("SHA-256" + "0".repeat(64)))).toEqual([false, false, true, true]);
    await page.context().close();
  });

  test.each([
    ["light", 1280],
    ["dark", 390],
  ] as const)("%s, %i wide: axe knows no violation, nothing is wider than the window", async (colorScheme, width) => {
    for (const review of [riderReview(), verboseReview()]) {
      const { page, noise } = await opened(browser, executiveReport(enveloped(review)), {
        colorScheme,
        viewport: { width, height: 900 },
      });
      expect(await violationsIn(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      expect(noise).toEqual([]);
      await page.context().close();
    }
  });
});
