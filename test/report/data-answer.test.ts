import { describe, expect, test } from "vitest";
import type { Review } from "../../src/core/review.ts";
import { withOwners } from "../../src/core/data-owners.ts";
import { callerViews } from "../../src/report/words/callers.ts";
import {
  briefDataCounts,
  dataAnswers,
  changeClasses,
  dataClasses,
  dataCounts,
  decidingWords,
  othersChangeWords,
  othersReadWords,
} from "../../src/report/words/data-answer.ts";
import { reviewAlone } from "../review-alone.ts";
import { filesBelow, withBuffers } from "../../src/load/files.ts";
import { readersBriefly } from "../../src/report/words/first-answers.ts";
import { htmlReport } from "../../src/report/formats/html.tsx";
import { markdownReport } from "../../src/report/formats/markdown.ts";
import { CREDENTIAL_OF_OTHERS } from "../../src/core/others-data.ts";
import { findingOf, riderEnvelope } from "./fixture.ts";

const SHOP = `
openapi: 3.1.0
info: { title: Harbour Shop, version: "1" }
servers: [{ url: https://api.harbour-shop.com }]
security: [{ key: [] }]
paths:
  /me:
    get: { responses: { "200": { description: Yours, content: { application/json: { schema: { $ref: "#/components/schemas/Person" } } } } } }
  /orders/{orderId}:
    get:
      parameters: [{ name: orderId, in: path, required: true, schema: { type: string } }]
      responses: { "200": { description: One, content: { application/json: { schema: { $ref: "#/components/schemas/Order" } } } } }
  /donors:
    get:
      security: []
      responses: { "200": { description: All, content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/Donor" } } } } } }
components:
  securitySchemes:
    key: { type: apiKey, in: header, name: X-Key, description: Each merchant gets a key of its own for its account. }
  schemas:
    Person: { type: object, properties: { firstName: { type: string }, dateOfBirth: { type: string, format: date } } }
    Order: { type: object, properties: { id: { type: string }, recipientName: { type: string }, email: { type: string } } }
    Donor: { type: object, properties: { firstName: { type: string }, lastName: { type: string } } }
`;

const review = await reviewAlone(
  "api.yaml",
  withBuffers(filesBelow(import.meta.dirname), new Map([["api.yaml", Buffer.from(SHOP)]])),
);

describe("whose data", () => {
  test("each operation that returns sensitive data is of one class, and they add up", () => {
    expect(Object.fromEntries(dataClasses(review))).toEqual({
      others: ["GET /donors"],
      unknown: ["GET /orders/{orderId}"],
      organization: [],
      own: ["GET /me"],
      public: [],
    });
    expect(briefDataCounts(review)).toBe(
      "3 operations return sensitive data: 1 other people's, 1 of unknown owner, 1 the caller's own.",
    );
  });

  test("of each class it is said who reads what through which operation, and what decides it where nobody knows", () => {
    expect(dataAnswers(review, callerViews(review))).toMatchInlineSnapshot(`
      [
        "3 operations return sensitive data. 1 of these operations returns other people's data. For 1, the description does not show to whom the data belongs. 1 returns only the caller's own.",
        "Other people's data: anyone without a credential can read names, with GET /donors.",
        "Not clear whose data it is: anyone with a credential (it is not stated who can get one) can read e-mail addresses and names, with GET /orders/{orderId}. Open question: does this operation refuse requests for records of another account? The authorization test answers this; it has not been run yet.",
        "Only the caller's own data, or what the caller has just sent: dates of birth and names, with GET /me.",
      ]
    `);
  });

  test("a test that passed makes records the caller's own, and one that failed other people's", () => {
    const as = (status: "passed" | "failed") =>
      withOwners({ ...review, tests: review.tests.map((one) => ({ ...one, status })) });
    // Each merchant's key is for its own account.
    expect(dataClasses(as("passed")).get("organization")).toEqual(["GET /orders/{orderId}"]);
    expect(decidingWords(as("passed"))).toBeUndefined();
    expect(dataClasses(as("failed")).get("others")).toContain("GET /orders/{orderId}");
  });

  test("it stands at the top of every edition", () => {
    const envelope = { ...riderEnvelope(), reviews: [review] };
    const [brief = ""] = readersBriefly(review);
    for (const [page, told] of [
      [htmlReport(envelope), [brief, othersChangeWords(review)]],
      [markdownReport(envelope), [brief, othersReadWords(review), othersChangeWords(review)]],
    ] as const) {
      const text = page.replaceAll("&#39;", "'").replaceAll("&quot;", '"');
      for (const words of told) {
        expect(text.indexOf(words), words).toBeGreaterThan(0);
        expect(text.indexOf(words)).toBeLessThan(text.indexOf("At a glance"));
      }
    }
  });

  test("what an open finding says is other people's is counted so, and so is what tells strangers about an account", () => {
    const field = review.fields.find(({ flows }) =>
      flows.some(({ operation }) => operation === "GET /orders/{orderId}"),
    )!;
    const { operation, witness } = field.flows.find((flow) => flow.operation === "GET /orders/{orderId}")!;
    const told = (changes: Partial<Review["findings"][number]>): Review =>
      withOwners({
        ...review,
        findings: [{ ...findingOf("f1", "credential-in-response", "high", CREDENTIAL_OF_OTHERS, 1), ...changes }],
      });
    const places = [
      { fingerprint: "p1", file: "api.yaml", pointer: "#", line: 1, operation, witness, state: null, excerpt: [] },
    ];
    expect(dataClasses(told({ places })).get("others")).toContain(operation);
    expect(dataClasses(told({ places: [{ ...places[0]!, witness: "2xx other" }] })).get("others")).not.toContain(
      operation,
    );
    // Who keeps a question open says that nobody knows.
    expect(dataClasses(told({ places, assumes: ["tenancy"] })).get("unknown")).toContain(operation);
    const revealing = told({ rule: "account-enumeration", title: "", operations: ["GET /me"] });
    expect(dataClasses(revealing).get("others")).toContain("GET /me");
    // Who knows facts about somebody gets what is that person's, also by a password reset.
    const known = told({ rule: "knowledge-based-verification", title: "", operations: ["GET /me"] });
    expect(dataClasses(known).get("others")).toContain("GET /me");
    const changing = { ...known, operations: known.operations.map((one) => ({ ...one, changes: true })) };
    expect(changeClasses(withOwners(changing)).get("others")).toContain("GET /me");
  });

  test("where many responses are not described, that nothing is known is no good news", () => {
    const unclear = withOwners({
      ...review,
      fields: [],
      coverage: { ...review.coverage, responses: 12, typedResponses: 1 },
    });
    expect(dataCounts(unclear)).toBe(
      "No operation is known to return sensitive data, but 11 of 12 success responses do not say what they return.",
    );
  });

  test("reviews that return nothing sensitive say so", () => {
    const nothing = withOwners({ ...review, fields: [] });
    expect(dataAnswers(nothing, callerViews(nothing))).toEqual(["No operation is known to return sensitive data."]);
  });
});

test.each([
  [
    ["/me"],
    "No one, according to the description. The only operation that returns sensitive data returns only the caller's own.",
  ],
  [
    ["/me", "/me/card"],
    "No one, according to the description. The 2 operations that return sensitive data return only the caller's own.",
  ],
])("where nobody can read other people's data, it is said once: %s", async (paths, words) => {
  const text = `
openapi: 3.1.0
info: { title: Mine, version: "1" }
servers: [{ url: https://api.mine.io }]
security: [{ token: [] }]
paths:
${paths
  .map(
    (at) => `  ${at}:
    get:
      summary: My own
      responses: { "200": { description: Mine., content: { application/json: { schema: { $ref: "#/components/schemas/Person" } } } } }
`,
  )
  .join("")}components:
  securitySchemes:
    token: { type: http, scheme: bearer }
  schemas:
    Person: { type: object, properties: { firstName: { type: string }, dateOfBirth: { type: string, format: date } } }
`;
  const mine = await reviewAlone(
    "mine.yaml",
    withBuffers(filesBelow(import.meta.dirname), new Map([["mine.yaml", Buffer.from(text)]])),
  );
  expect(othersReadWords(mine)).toBe(words);
});
