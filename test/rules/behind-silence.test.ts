import { expect, test } from "vitest";
import { filesBelow, withBuffers } from "../../src/load/files.ts";
import { reviewDescription } from "../../src/review.ts";
import { returns } from "./faults-in.ts";

/* How severe it is that nothing is required, by what is behind it: pairs that differ in one fact. */

const TEXT = { type: "string" };
const CONTACT = { type: "object", properties: { id: TEXT, title: TEXT, contactName: TEXT, contactEmail: TEXT } };
const GIVES = { responses: returns({ type: "array", items: CONTACT }) };
const UNTYPED = { responses: { 200: { description: "OK" } } };
const CREATES = { responses: { 201: { description: "Created" } } };

test.each<[string, object, string]>([
  ["the contacts of what is published", { "/campaigns": { get: GIVES } }, "low"],
  ["the contacts of customers", { "/customers": { get: GIVES } }, "high"],
  ["such contacts, where callers create some", { "/campaigns": { get: GIVES, post: CREATES } }, "high"],
  ["reads that only a text tells", { "/films": { get: { ...UNTYPED, summary: "Lists the films of a year" } } }, "low"],
  ["reads that nothing tells", { "/films": { get: UNTYPED } }, "medium"],
  ["a change", { "/films": { post: CREATES } }, "medium"],
])("behind it are %s", async (_what, paths, severity) => {
  const text = JSON.stringify({
    openapi: "3.1.0",
    info: { title: "T", version: "1" },
    servers: [{ url: "https://api.acme.io" }],
    paths,
  });
  const files = withBuffers(filesBelow(import.meta.dirname), new Map([["t.json", Buffer.from(text)]]));
  const { findings } = await reviewDescription("t.json", files);
  expect(findings.find(({ rule }) => rule === "authentication-unstated")?.severity).toBe(severity);
});
