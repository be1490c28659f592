import { describe, expect, test } from "vitest";
import type { Review } from "../../src/core/review.ts";
import { htmlReport } from "../../src/report/formats/html.tsx";
import { flowPicture, type FlowPicture } from "../../src/report/words/flow-picture.ts";
import { operationOf, riderEnvelope, riderReview } from "./fixture.ts";

type Flow = Review["fields"][number]["flows"][number];

/** A review of operations, each of which returns one field. */
function reviewOf(
  rows: readonly (readonly [operation: string, category: string, whose: Flow["whose"], principal: boolean])[],
): Review {
  const [field] = riderReview().fields;
  const ids = [...new Set(rows.map(([id]) => id))];
  return {
    ...riderReview(),
    operations: ids.map((id, index) => operationOf(id, index + 1)),
    fields: rows.map(([operation, category, whose, principal], index) => ({
      ...field!,
      name: `field${index}`,
      category,
      called: { singular: category, plural: category },
      confidence: "certain",
      flows: [
        {
          operation,
          direction: "read",
          via: "body",
          witness: `2xx field${index}`,
          subject: whose === "caller" ? "caller" : "addressed",
          principal,
          whose: whose!,
        },
      ],
    })),
  };
}

const SHOP = reviewOf([
  ["GET /me", "name", "caller", false],
  ["GET /orders", "name", "tenant", false],
  ["GET /orders", "address", "tenant", false],
  ["GET /riders/{id}", "name", "population", true],
]);

test("each column holds all that is counted, and what leads from one to the next is all of it", () => {
  const picture = flowPicture(SHOP)!;
  expect(picture.columns.map(({ name }) => name)).toEqual(["Caller", "Credential", "Operations", "Data"]);
  expect(picture.columns.map(({ nodes }) => sum(nodes))).toEqual([4, 4, 4, 4]);
  expect([0, 1, 2].map((at) => sum(picture.ribbons.filter(({ column }) => column === at)))).toEqual([4, 4, 4]);
  expect(picture.operations).toBe(3);
});

test("owners are apart, and only what is of other people is marked so", () => {
  const { ribbons, rows } = flowPicture(SHOP)!;
  const last = ribbons.filter(({ column }) => column === 2);
  expect(last.map(({ owner, isOfOthers }) => `${owner} ${isOfOthers}`).toSorted()).toEqual([
    "others true",
    "own false",
    "unknown false",
    "unknown false",
  ]);
  expect(
    rows
      .flatMap(({ data }) => data)
      .map(({ whose, categories }) => `${whose}: ${categories.join(", ")}`)
      .toSorted(),
  ).toEqual([
    "Not clear whose data it is: name (1), address (1)",
    "Other people's data: name (1)",
    "The caller's own: name (1)",
  ]);
});

test("a category that an operation returns of several owners counts once, as the worst", () => {
  const both = flowPicture(
    reviewOf([
      ["GET /riders", "name", "caller", false],
      ["GET /riders", "name", "population", true],
    ]),
  )!;
  expect(both.ribbons.map(({ owner, weight }) => `${owner} ${weight}`)).toEqual(Array(3).fill("others 1"));
});

test("there is none where nothing is known to be read", () => {
  expect(flowPicture({ ...SHOP, fields: [] })).toBeUndefined();
  expect(htmlReport({ ...riderEnvelope(), reviews: [{ ...SHOP, fields: [] }] })).not.toContain('class="flow"');
});

describe("of 400 operations", () => {
  const large = flowPicture(
    reviewOf(
      Array.from({ length: 400 }, (_, index) => [
        `GET /v1/thing${index % 40}/${index}`,
        `category ${index % 25}`,
        index === 399 ? "population" : "tenant",
        index === 399,
      ]),
    ),
  )!;

  test("small groups and rare categories are folded, and nothing is lost", () => {
    expect(large.columns.map(({ nodes }) => nodes.length).every((n) => n <= 10)).toBe(true);
    expect(large.columns.map(({ nodes }) => sum(nodes))).toEqual([400, 400, 400, 400]);
    expect(namesOf(large, 2).at(-1)).toBe("33 other groups");
    expect(namesOf(large, 3).at(-1)).toBe("16 other categories");
  });

  test("what is of other people is never folded away", () => {
    const foreign = large.ribbons.filter(({ isOfOthers }) => isOfOthers);
    expect(namesOf(large, 2)[foreign.find(({ column }) => column === 1)!.to]).toBe("/v1/thing39");
    expect(namesOf(large, 3)[foreign.find(({ column }) => column === 2)!.to]).toBe("Category 24");
  });
});

function sum(all: readonly { readonly weight: number }[]): number {
  return all.reduce((total, { weight }) => total + weight, 0);
}

function namesOf({ columns }: FlowPicture, at: number): readonly string[] {
  return columns[at]!.nodes.map(({ name }) => name);
}
