import { expect, test } from "vitest";
import { doneWords } from "../../src/report/words/decision-screen.ts";
import type { Review } from "../../src/core/review.ts";

type Test = Review["tests"][number];

const boundary = (id: string): NonNullable<Review["boundaries"]>[number] => ({
  id,
  text: "",
  operations: ["GET /a/{id}", "GET /b/{id}"],
  open: [],
  stakes: [],
  status: "untested",
  tested: [],
});

const made = (operation: string, expected: string, more: Partial<Test> = {}): Test =>
  ({ operation, kind: "object", as: "user A", ask: "", expect: expected, further: [], ...more }) as Test; // no more is read

test.each<[string, string, Test[], string]>([
  [
    "the usual ones",
    "user-id-read",
    [made("GET /a/{id}", "403 or 404")],
    "A's valid calls are refused with 403 or 404",
  ],
  [
    "what each of its operations has in their place",
    "user-id-read",
    [made("GET /a/{id}", "403, 404 or 422"), made("GET /b/{id}", "401, 403, 404 or an empty list")],
    "A's valid calls are refused with 401, 403, 404 or 422",
  ],
  [
    "not those of another boundary",
    "user-id-read",
    [made("GET /a/{id}", "403 or 404"), made("GET /c/{id}", "403, 404 or 422")],
    "A's valid calls are refused with 403 or 404",
  ],
  [
    "an error in the body",
    "user-id-change",
    [made("GET /a/{id}", "403, 404 or 200 with an error, and B's order is unchanged")],
    "A's valid calls are refused with 403, 404 or 200 with an error",
  ],
  [
    "a call without a credential",
    "user-anonymous",
    [
      made("GET /a/{id}", "400, 403 or 404", {
        further: [
          { kind: "function", as: "anyone without a credential", ask: "", expect: "401 or 403, and nothing changes" },
        ],
      }),
    ],
    "each call without a credential gets 401 or 403",
  ],
  [
    "a batch",
    "user-batch-read",
    [made("GET /a/{id}", "403, 404 or 409, or an error for B's alone; nothing of B's is returned", { kind: "batch" })],
    "B's part of each batch gets 403, 404 or 409",
  ],
])("a boundary holds by %s", (_name, id, tests, said) => {
  expect(doneWords(boundary(id), { tests })).toBe(said);
});
