import { expect, test } from "vitest";
import type { Review } from "../../src/core/review.ts";
import { filesBelow, withBuffers } from "../../src/load/files.ts";
import { htmlReport } from "../../src/report/formats/html.tsx";
import { markdownReport } from "../../src/report/formats/markdown.ts";
import { textReport } from "../../src/report/formats/text.ts";
import { confirmedRows } from "../../src/report/words/confirmed-rows.ts";
import { policyFrom } from "../policy/policies.ts";
import { reviewAlone } from "../review-alone.ts";
import { riderEnvelope } from "./fixture.ts";

const CLUB = `
openapi: 3.0.3
info: { title: Club, version: "1", contact: { name: Team, email: team@acme.io } }
servers: [{ url: https://api.acme.io }]
security: [{ key: [] }]
paths:
  /dues:
    get:
      responses: { "200": { description: All, content: { application/json: { schema: { type: array, maxItems: 9, items: { $ref: "#/components/schemas/Due" } } } } } }
components:
  securitySchemes: { key: { type: apiKey, in: header, name: X-Key } }
  schemas:
    Due: { type: object, properties: { iban: { type: string }, label: { type: string }, bank: { type: object, properties: { label: { type: string } } } } }
`;

const CONFIRMED = `data:
  fields:
    Due.iban: { sensitivity: public, reason: "Masked: the last two digits. " }
    label: { sensitivity: internal, category: user.name, reason: It names the treasurer }
    Due.nothing: { sensitivity: public, reason: There is none. }
`;

async function reviewOf(policy: string): Promise<Review> {
  const files = withBuffers(filesBelow(import.meta.dirname), new Map([["api.yaml", Buffer.from(CLUB)]]));
  return reviewAlone("api.yaml", files, await policyFrom(policy));
}

test("what is confirmed of fields is listed with its reason, and with what a field counts as otherwise", async () => {
  expect(confirmedRows(await reviewOf(CONFIRMED))).toEqual([
    {
      field: "Due.iban",
      by: "public",
      instead: "bank account, restricted",
      reason: "Masked: the last two digits.",
      writtenAt: "sallyport.yaml:3",
    },
    {
      field: "label (2 fields)",
      by: "internal, user.name",
      instead: "not sensitive",
      reason: "It names the treasurer",
      writtenAt: "sallyport.yaml:4",
    },
  ]);
  expect(confirmedRows(await reviewOf("owner: club"))).toEqual([]);
});

test("each format that lists decisions of people shows the reason", async () => {
  const envelope = { ...riderEnvelope(), reviews: [await reviewOf(CONFIRMED)] };
  for (const report of [
    textReport(envelope, { width: 200, color: false, quiet: false }),
    markdownReport(envelope),
    htmlReport(envelope),
  ])
    for (const words of [
      "Data in fields, confirmed by people",
      "Masked: the last two digits.",
      "It names the treasurer",
    ])
      expect(report.replace(/\s+/g, " ")).toContain(words);
});

test("an approval says that it rests on what makes a field less sensitive", async () => {
  const { verdict } = await reviewOf(CONFIRMED);
  expect(verdict.reasons.map(({ text }) => text).join("\n")).toContain(
    'The verdict rests on what is confirmed of "Due.iban"',
  );
});
