import { describe, expect, test } from "vitest";
import type { Review, ReviewEnvelope } from "../../src/core/review.ts";
import { across, shareableOf } from "../../src/report/formats/portfolio/across.ts";
import { portfolioHtml } from "../../src/report/formats/portfolio/html.tsx";
import { portfolioMarkdown } from "../../src/report/formats/portfolio/markdown.ts";
import { portfolioOf } from "../../src/report/formats/portfolio/portfolio.ts";
import { titleOf } from "../../src/core/review-title.ts";
import { riderEnvelope, riderReview } from "./fixture.ts";
import { ATTACKS, hostileEnvelope, UNSAFE } from "./hostile.ts";

const TOOL = { name: "sallyport", version: "0.1.0" } as const;

/** Another API that was reviewed, with what `part` says differently. */
function other(part: Partial<Review>, title = "Coach API"): Review {
  const review = riderReview();
  return { ...review, document: { ...review.document, title, file: "apis/coach/openapi.yaml" }, ...part };
}

const APPROVED: Review["verdict"]["reasons"][number] = { text: "It says enough", findings: [], assumptions: [] };

const operationsAt = (exposure: "private" | "partner" | "public"): Review["operations"] =>
  riderReview().operations.map((operation) => ({ ...operation, exposure, audience: exposure }));

const named = (review: Review): Parameters<typeof across>[0][number] => ({
  shareable: shareableOf(review),
  name: titleOf(review),
});

describe("across documents", () => {
  test.each<readonly [string, Review, readonly string[]]>([
    ["nothing of two that agree", other({}), []],
    ["a schema that is private elsewhere", other({ operations: operationsAt("private") }), ["schema-at-two-levels"]],
    [
      "a credential that opens a public API here and a private one there",
      other({ operations: operationsAt("public") }),
      ["shared-scheme"],
    ],
    [
      "a field that is classified otherwise",
      other({
        fields: riderReview().fields.map((field) =>
          field.name === "gender"
            ? { ...field, category: "user.demographic", sensitivity: "internal" as const }
            : field,
        ),
      }),
      ["field-in-two-classes"],
    ],
    [
      "a schema that has no more than its name in common",
      other({
        operations: operationsAt("private"),
        fields: riderReview().fields.map((field) => ({ ...field, name: `other-${field.name}` })),
        schemes: [],
      }),
      [],
    ],
    [
      "a credential that is judged otherwise elsewhere",
      other({ schemes: riderReview().schemes.map((scheme) => ({ ...scheme, admission: "own" as const })) }),
      ["shared-scheme"],
    ],
    [
      "a credential whose name every API has",
      other({ schemes: [{ ...riderReview().schemes[0]!, admission: "own" }] }),
      [],
    ],
    [
      "another version",
      other({ document: { ...riderReview().document, apiVersion: "5.0.0", title: "Rider API v5", file: "v5.yaml" } }),
      ["two-versions"],
    ],
  ])("%s", (_name, second, kinds) => {
    expect(across([riderReview(), second].map(named)).map(({ kind }) => kind)).toEqual(kinds);
  });

  test("nothing of one alone", () => expect(across([riderReview()].map(named))).toEqual([]));
});

test("what needs attention first, is first", () => {
  const decided = (title: string, decision: Review["verdict"]["decision"]): Review =>
    other({ verdict: { decision, reasons: [] }, document: { ...riderReview().document, title } });
  const reviews = [
    decided("A", "approve"),
    decided("B", "approve-with-conditions"),
    decided("C", "insufficient-evidence"),
    decided("D", "reject"),
  ];
  const { apis } = portfolioOf([{ ...riderEnvelope(), reviews }], "2026-02-01", TOOL);
  expect(apis.map(({ title }) => title[0])).toEqual(["D", "C", "B", "A"]);
  expect(apis[0]).toMatchObject({
    overdue: 1,
    accepted: 1,
    dismissed: 1,
    unsettled: 1,
    worst: "high",
    exposure: "public",
    audience: "private",
  });
});

test("the version of each file that was reviewed is in the data, and on paper in the row of its API", () => {
  const portfolio = portfolioOf([riderEnvelope()], "2026-02-01", TOOL);
  const { sha256 } = riderReview().document;
  expect(sha256).toMatch(/^[0-9a-f]{64}$/);
  expect(portfolio.apis[0]!.sha256).toBe(sha256);
  expect(portfolioHtml(portfolio)).toContain(`<div class="only-on-paper note">SHA-256 ${sha256.slice(0, 16)}</div>`);
});

test("what is accepted stands with its reason, and what no longer holds is first", () => {
  const portfolio = portfolioOf([riderEnvelope()], "2026-02-01", TOOL);
  expect(portfolio.apis[0]!.waivers.map(({ state }) => state)).toEqual(["expired", "requested", "stale", "in-force"]);
  for (const text of [portfolioHtml(portfolio), portfolioMarkdown(portfolio)])
    for (const part of ["The app is the only client", "Head of Security", "2026-03-31", "expired"])
      expect(text).toContain(part);
});

describe("text of a description stays text", () => {
  const pageOf = (envelope: ReviewEnvelope): string => portfolioHtml(portfolioOf([envelope], "2026-01-31", TOOL));
  const skeletonOf = (html: string): readonly string[] =>
    (html.replace(/<(script|style)>[\s\S]*?<\/\1>/g, "").match(/<(?:"[^"]*"|[^">])*>/g) ?? [])
      // Where a line may break depends on what a name holds.
      .filter((tag) => tag !== "<wbr/>")
      .map((tag) => tag.replace(/="[^"]*"/g, ""));
  const honest = skeletonOf(pageOf(hostileEnvelope("plain")));

  test.each(ATTACKS.map((attack) => [JSON.stringify(attack), attack] as const))("%s", (_name, attack) => {
    const html = pageOf(hostileEnvelope(attack));
    expect(skeletonOf(html)).toEqual(honest);
    const markdown = portfolioMarkdown(portfolioOf([hostileEnvelope(attack)], "2026-01-31", TOOL));
    expect(UNSAFE.exec(`${html}${markdown}`.replaceAll("\n", ""))?.[0]).toBe(undefined);
  });
});

describe("over all APIs", () => {
  const at = (asOf: string, ...reviews: readonly Review[]): ReviewEnvelope => ({
    ...riderEnvelope(),
    asOf,
    reviews: [...reviews],
  });

  test("what recurs is what several have, most first, counting open findings alone", () => {
    const [first, second, ...others] = riderReview().findings.map((finding) => ({
      ...finding,
      status: "open" as const,
    }));
    const { causes } = portfolioOf(
      [
        at("2026-01-31", other({ findings: [first!, second!] }, "A")),
        at("2026-01-31", {
          ...other({ findings: [{ ...first!, severity: "critical" }] }, "B"),
          document: { ...riderReview().document, file: "b.yaml" },
        }),
        at("2026-01-31", {
          ...other({ findings: [{ ...second!, status: "fixed" }, ...others] }, "C"),
          document: { ...riderReview().document, file: "c.yaml" },
        }),
      ],
      "2026-02-01",
      TOOL,
    );
    expect(causes).toEqual([
      {
        apis: [0, 1],
        rule: first!.rule,
        title: first!.title,
        worst: "critical",
        findings: 2,
        files: ["b.yaml", "apis/coach/openapi.yaml"],
      },
    ]);
  });

  test("owners have what is theirs of each API; what nobody owns is last", () => {
    const owned = (owner: string | null, file: string): Review => ({
      ...other({}, file),
      document: { ...riderReview().document, owner, file },
      findings: riderReview().findings.map((finding) => ({ ...finding, status: "open", owner: null })),
    });
    const { owners } = portfolioOf(
      [at("2026-01-31", owned("Web", "a.yaml"), owned("Web", "b.yaml"), owned(null, "c.yaml"))],
      "2026-02-01",
      TOOL,
    );
    const each = riderReview().findings.length;
    expect(owners.map(({ owner, open, files }) => [owner, open, files.length])).toEqual([
      ["Web", 2 * each, 2],
      ["not named", each, 1],
    ]);
  });

  test("its first sentences say how many descriptions could not be reviewed, and the page leads to them", () => {
    const refused = [{ file: "notes.yaml", line: null, message: "is no API description", hint: null }];
    const portfolio = portfolioOf([{ ...riderEnvelope(), refused }], "2026-02-01", TOOL);
    expect(portfolioMarkdown(portfolio)).toContain("1 API: 1 reject. 1 description could not be reviewed. ");
    const html = portfolioHtml(portfolio);
    expect(html).toContain('<a href="#refused">1 description could not be reviewed.</a>');
    expect(html).toContain('<section id="refused">');
    const whole = portfolioHtml(portfolioOf([riderEnvelope()], "2026-02-01", TOOL));
    expect(whole).not.toContain("#refused");
  });

  test("an API without an owner is no work of somebody called nobody", () => {
    const review = riderReview();
    const owned = { ...review, document: { ...review.document, owner: null } };
    const portfolio = portfolioOf([at("2026-01-31", owned)], "2026-02-01", TOOL);
    const [, page] = /<section id="first"([^]*)<section id="waivers">/.exec(portfolioHtml(portfolio))!;
    const [, text] = /## Do first([^]*)## What is accepted/.exec(portfolioMarkdown(portfolio))!;
    for (const part of [page!, text!]) {
      expect(part.split("no owner named").length).toBeGreaterThan(2);
      expect(part).not.toContain("nobody");
    }
  });

  test("who has nothing to do is not among those who must act", () => {
    const done = other({ findings: [], verdict: { decision: "approve", reasons: [{ ...APPROVED, kind: "nothing" }] } });
    expect(portfolioOf([at("2026-01-31", done)], "2026-02-01", TOOL).owners).toEqual([]);
  });

  test("what changed since the review before: the verdict, what is new and what is no longer open", () => {
    const [first, ...others] = riderReview().findings.map((finding) => ({ ...finding, status: "open" as const }));
    const before = at(
      "2026-01-01",
      other({ findings: [first!, ...others], verdict: { decision: "reject", reasons: [] } }),
    );
    const now = at(
      "2026-02-01",
      other({
        findings: [{ ...first!, fingerprint: "new" }, ...others],
        verdict: { decision: "approve", reasons: [] },
      }),
    );
    const portfolio = portfolioOf([before, now], "2026-02-01", TOOL);
    expect(portfolio.apis).toHaveLength(1);
    expect(portfolio.apis[0]!.before).toMatchObject({ asOf: "2026-01-01", decision: "reject", added: 1, gone: 1 });
    expect(portfolioHtml(portfolio)).toContain("Verdict was");
    expect(portfolioMarkdown(portfolio)).toContain("Verdict was");
    expect(portfolioHtml(portfolioOf([now], "2026-02-01", TOOL))).toContain("No API has two reviews here");
  });

  test("each API links to the page of its review, by a relative address that nothing in a name changes", () => {
    const [one, two] = [at("2026-01-31", other({}, "A")), at("2026-01-31", riderReview(), other({}, "B"))];
    const page = new Map([
      [one, "./a.html"],
      [two, "./all%20of%20it.html"],
    ]);
    const { apis } = portfolioOf([one, two], "2026-02-01", TOOL, (envelope) => page.get(envelope));
    expect(Object.fromEntries(apis.map((api) => [api.title, api.page]))).toEqual({
      "A 4.12.0": "./a.html",
      "Rider API 4.12.0": "./all%20of%20it.html#review-1",
      "B 4.12.0": "./all%20of%20it.html#review-2",
    });
    expect(portfolioHtml(portfolioOf([one], "2026-02-01", TOOL, () => "./a.html"))).toContain(
      '<a href="./a.html">A 4.12.0</a>',
    );
  });

  test("the matrix has every API once, each link of it leads to its row", () => {
    const html = portfolioHtml(
      portfolioOf(
        [at("2026-01-31", riderReview(), other({ operations: operationsAt("private") }))],
        "2026-02-01",
        TOOL,
      ),
    );
    const matrix = /<table class="matrix">[\s\S]*?<\/table>/.exec(html)![0];
    const targets = [...matrix.matchAll(/href="#([^"]*)"/g)].map(([, to]) => to!);
    expect(targets.toSorted()).toEqual(["api-1", "api-2"]);
    for (const target of targets) expect(html).toContain(`<tr id="${target}"`);
  });
});
