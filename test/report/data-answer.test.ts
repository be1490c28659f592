import { describe, expect, test } from "vitest";
import type { Review } from "../../src/core/review.ts";
import { callerViews } from "../../src/report/words/callers.ts";
import { briefDataCounts, dataAnswers, dataClasses, decidingWords } from "../../src/report/words/data-answer.ts";
import { reviewAlone } from "../review-alone.ts";
import { filesBelow, withBuffers } from "../../src/load/files.ts";
import { htmlReport } from "../../src/report/formats/html.tsx";
import { markdownReport } from "../../src/report/formats/markdown.ts";
import { riderEnvelope } from "./fixture.ts";

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
  test("each operation that returns sensitive data is of one class of three, and they add up", () => {
    expect(Object.fromEntries(dataClasses(review))).toEqual({
      others: ["GET /donors"],
      undecided: ["GET /orders/{orderId}"],
      own: ["GET /me"],
    });
    expect(briefDataCounts(review)).toBe("Whose data, by operations: 1 other people's · 1 unknown · 1 caller's own");
  });

  test("of each class it is said who reads what through which operation, and what decides it where nobody knows", () => {
    expect(dataAnswers(review, callerViews(review))).toMatchInlineSnapshot(`
      [
        "3 operations return sensitive data: other people's (1), of an unknown owner (1), only the caller's own (1).",
        "Other people's data: anyone without a credential can read names, with GET /donors.",
        "Owner not known: holders of a credential (it is not stated who can get one) can read e-mail addresses and names, with GET /orders/{orderId}. What decides it: Does the server refuse records of another account, with GET /orders/{orderId}? The authorization test shows it; it has not been run yet.",
        "Only the caller's own: dates of birth and names, with GET /me.",
      ]
    `);
  });

  test("a test that passed makes records the caller's own, and one that failed other people's", () => {
    const as = (status: "passed" | "failed") => ({
      ...review,
      tests: review.tests.map((one) => ({ ...one, status })),
    });
    expect(dataClasses(as("passed")).get("own")).toEqual(["GET /me", "GET /orders/{orderId}"]);
    expect(decidingWords(as("passed"))).toBeUndefined();
    expect(dataClasses(as("failed")).get("others")).toContain("GET /orders/{orderId}");
  });

  test("it stands at the top of every edition", () => {
    const envelope = { ...riderEnvelope(), reviews: [review] };
    const counts =
      "3 operations return sensitive data: other people's (1), of an unknown owner (1), only the caller's own (1).";
    for (const page of [htmlReport(envelope), markdownReport(envelope)]) {
      const text = page.replaceAll("&#39;", "'");
      expect(text.indexOf(counts)).toBeGreaterThan(0);
      expect(text.indexOf(counts)).toBeLessThan(text.indexOf("At a glance"));
    }
  });

  test("reviews that return nothing sensitive say so", () => {
    const nothing: Review = { ...review, fields: [] };
    expect(dataAnswers(nothing, callerViews(nothing))).toEqual(["No operation is known to return sensitive data."]);
  });
});
