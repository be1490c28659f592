import { describe, expect, test } from "vitest";
import type { Review, ReviewEnvelope } from "../../src/core/review.ts";
import { across } from "../../src/report/formats/portfolio/across.ts";
import { portfolioHtml } from "../../src/report/formats/portfolio/html.tsx";
import { portfolioMarkdown } from "../../src/report/formats/portfolio/markdown.ts";
import { portfolioOf } from "../../src/report/formats/portfolio/portfolio.ts";
import { riderEnvelope, riderReview } from "./fixture.ts";
import { ATTACKS, hostileEnvelope, UNSAFE } from "./hostile.ts";

const TOOL = { name: "sallyport", version: "0.1.0" } as const;

/** Another API that was reviewed, with what `part` says differently. */
function other(part: Partial<Review>, title = "Coach API"): Review {
  const review = riderReview();
  return { ...review, document: { ...review.document, title, file: "apis/coach/openapi.yaml" }, ...part };
}

const operationsAt = (exposure: "private" | "partner" | "public"): Review["operations"] =>
  riderReview().operations.map((operation) => ({ ...operation, exposure, audience: exposure }));

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
    expect(across([riderReview(), second]).map(({ kind }) => kind)).toEqual(kinds);
  });

  test("nothing of one alone", () => expect(across([riderReview()])).toEqual([]));
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
    expect(`${html}${markdown}`.replaceAll("\n", "")).not.toMatch(UNSAFE);
  });
});
