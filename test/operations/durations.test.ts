import { expect, test } from "vitest";
import { wordsInOrder } from "../../src/lexicon/name-tokens.ts";
import { secondsIn } from "../../src/operations/durations.ts";
import { keptBy } from "../../src/operations/readers/kept-credential.ts";
import { apiOf, returns } from "../rules/faults-in.ts";

test.each([
  ["Valid for 15 minutes", 900],
  ["24 Stunden gültig, spätestens 2 Tage", 172_800],
  ["Valable un an", 31_536_000],
  ["Expira en 500 milisegundos", 0.5],
  ["Válido por 2 semanas", 1_209_600],
  ["Room 12", 0],
])("%s: %d seconds", async (text, seconds) => {
  const { lexicon } = await apiOf({});
  expect(secondsIn(wordsInOrder(text), lexicon)).toBe(seconds);
});

test.each([
  ["Presigned URL, valid for 15 minutes", "brief"],
  ["Signed URL, valid for 8760 hours", undefined],
  ["Signed URL, valid for 15 minutes, or 90 days for partners", undefined],
])("a signed link that lives for hours is brief: %s", async (description, expected) => {
  const properties = { tokenUrl: { type: "string", description, "x-data-category": "user.account.credential" } };
  const api = await apiOf({ "GET /files/{id}": { responses: returns({ type: "object", properties }) } });
  const flows = api.operations.flatMap((operation) => api.assessed(operation).flows);
  expect(flows.map((flow) => keptBy(flow, api))).toEqual([expected]);
});
