import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import type { Review, ReviewEnvelope } from "../../src/core/review.ts";
import { htmlReport } from "../../src/report/formats/html.tsx";
import { findingOf, operationOf, riderEnvelope, riderReview } from "./fixture.ts";

const EXAMPLES = path.resolve(import.meta.dirname, "../../examples");
const OPERATIONS = Array.from({ length: 30 }, (_, index) => operationOf(`GET /v1/things/${index}`, index + 1));
const IDS = OPERATIONS.map(({ id }) => id);

/** Much of everything: what is folded, repeated, and about no operation. */
const LARGE = pageWith({
  operations: OPERATIONS,
  questions: [{ id: "audience", text: "Who is it for?", operations: IDS.slice(1), settle: "audience" }],
  findings: Array.from({ length: 9 }, (_, index) => ({
    ...findingOf(`f${index}`, "bulk-exposure", "high" as const, "Bulk", index + 1),
    operations: index === 0 ? [] : IDS,
    remediation: "Return less of it to whoever asks, and not all at once to anybody. Then limit the number of calls.",
  })),
  verdict: {
    decision: "reject",
    reasons: [{ text: "Too much comes back", kind: "blocks", findings: ["f1", "f1", "f2"], assumptions: [] }],
  },
});

const PAGES = [
  ["a large review", LARGE],
  ["the fixture", htmlReport(riderEnvelope())],
  ...["fitness", "fitness-without-sign-up", "telematics", "patient-monitoring"].map(
    (name) => [name, readFileSync(`${EXAMPLES}/${name}/review.html`, "utf8")] as const,
  ),
] as const;

describe.each(PAGES)("%s", (_name, html) => {
  const main = /<main>[\s\S]*<\/main>/.exec(html)![0];

  test("links to nothing twice in a row", () => {
    const rows = [...main.matchAll(/<span class="links">(.*?)<\/span>/gs)].map(([, row]) =>
      [...row!.matchAll(/href="([^"]*)"/g)].map(([, to]) => to),
    );
    expect(rows.filter((row) => new Set(row).size < row.length)).toEqual([]);
  });

  test("goes on behind no fold in the middle of a sentence", () => {
    expect(main.match(/<\/details>\s*[^<\s][^<]{0,40}/g) ?? []).toEqual([]);
  });

  test("has no 0 for the operations of a finding", () => {
    const [, table = ""] = /<section id="[^"]*findings">([\s\S]*?)<div class="findings"/.exec(main) ?? [];
    expect(table).not.toContain("<td>0</td>");
  });

  test("has no kind of caller in a map that gets or sends nothing of it", () => {
    const empty = [...main.matchAll(/<table class="map">(.*?)<\/table>/gs)].flatMap(([, map]) => {
      const rows = [...map!.split("</thead>")[1]!.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row]) =>
        [...row!.matchAll(/<td class="cell[^"]*">(.*?)<\/td>/gs)].map(([, cell]) => cell!.replace(/<[^>]*>/g, "")),
      );
      expect(rows.length).toBeGreaterThan(0);
      return rows[0]!.map((_, column) => rows.every((row) => !/\d/.test(row[column]!)));
    });
    expect(empty.length > 0).toBe(main.includes('<table class="map">'));
    expect(empty).not.toContain(true);
  });

  test("gives no name as the evidence for itself", () => {
    expect(main.match(/\b(\w+): named (?:"|&quot;)\1\b/g) ?? []).toEqual([]);
  });
});

test("one remedy stands in one card, and the others lead to it", () => {
  const cards = [...LARGE.matchAll(/<article id="finding-[\s\S]*?<\/article>/g)].map(([card]) => card);
  // What is there to be copied is whole in each.
  const shown = cards.map((card) => card.replace(/<div class="copies">[\s\S]*/, ""));
  expect(shown).toHaveLength(9);
  expect(shown.filter((card) => card.includes("Then limit the number of calls."))).toHaveLength(1);
  expect(shown.filter((card) => card.includes("Return less of it"))).toHaveLength(9);
  expect(shown.slice(1).every((card) => /<a href="#finding-f0">The same as for an earlier finding</.test(card))).toBe(
    true,
  );
});

test("each of several reviews has links to its sections, which lead there", () => {
  const html = htmlReport({ ...riderEnvelope(), reviews: [riderReview(), riderReview()] });
  const navs = [...html.matchAll(/<nav class="sections"[\s\S]*?<\/nav>/g)].map(([nav]) =>
    [...nav.matchAll(/href="#([^"]*)"/g)].map(([, to]) => to!),
  );
  expect(navs.map((nav) => nav.length)).toEqual([11, 11]);
  expect(navs.flat().filter((to) => !html.includes(` id="${to}"`))).toEqual([]);
  expect(htmlReport(riderEnvelope())).not.toContain('class="sections"');
});

function pageWith(part: Partial<Review>): string {
  const envelope: ReviewEnvelope = { ...riderEnvelope(), reviews: [{ ...riderReview(), ...part }] };
  return htmlReport(envelope);
}

test("operations that a finding is placed at stand with their own lines, and once", () => {
  const review = riderReview();
  const [first] = review.findings;
  const places = review.operations.slice(0, 3).map(({ id }, index) => ({
    ...first!.places[0]!,
    operation: id,
    file: first!.file,
    line: 40 + index,
    witness: null,
  }));
  const operations = places.map(({ operation }) => operation);
  const html = htmlReport({
    ...riderEnvelope(),
    reviews: [{ ...review, findings: [{ ...first!, places, operations }, ...review.findings.slice(1)] }],
  });
  const start = html.indexOf(`<article id="finding-`);
  const article = html.slice(start, html.indexOf("</article>", start));
  const table = article.slice(
    article.indexOf("Where it is"),
    article.indexOf("</table>", article.indexOf("Where it is")),
  );
  for (const [index, id] of operations.entries())
    expect(table.replace(/<[^>]*>/g, "")).toContain(`${id} line ${40 + index}`);
  expect(table).not.toContain(">Line<");
  expect(article).not.toContain(">3 operations<");
});
