import { expect, test } from "vitest";
import { loadPolicy } from "../../src/policy/load-policy.ts";
import { reviewDescription } from "../../src/review.ts";
import { filesOf } from "../policy/policies.ts";

/* What a team says of a field that callers without a credential read, where what it is looks published on purpose. */

interface Place {
  readonly title?: string;
  readonly path: string;
  /** Of the operation. */
  readonly summary?: string;
  readonly schema: object;
  /** The key of `data.fields`. */
  readonly field: string;
}

const TEXT = { type: "string" };
const AUTHOR = { type: "object", properties: { displayName: TEXT, bio: TEXT, image: TEXT } };

const PLACES: Readonly<Record<string, Place>> = {
  "a record of open data": {
    title: "Open Data of Lakes",
    path: "/samples",
    schema: { title: "Sample", properties: { id: TEXT, value: { type: "number" }, takenBy: TEXT } },
    field: "Sample.takenBy",
  },
  "an entry of a public register": {
    path: "/vessels",
    summary: "The public register of vessels",
    schema: { title: "Vessel", properties: { id: TEXT, name: TEXT, ownerName: TEXT } },
    field: "Vessel.ownerName",
  },
  "a book of an author": {
    path: "/books",
    schema: { title: "Book", properties: { id: TEXT, title: TEXT, author: TEXT } },
    field: "Book.author",
  },
  "a card under which somebody writes": {
    path: "/articles",
    schema: { title: "Article", properties: { id: TEXT, title: TEXT, author: { title: "Profile", ...AUTHOR } } },
    field: "author.displayName",
  },
  "a revision": {
    path: "/commits",
    schema: {
      title: "Commit",
      properties: { sha: TEXT, message: TEXT, committer: { title: "Signer", properties: { name: TEXT, email: TEXT } } },
    },
    field: "committer.name",
  },
  "a profile that is called public": {
    path: "/speakers/{id}",
    schema: { title: "PublicProfile", properties: { id: TEXT, name: TEXT, bio: TEXT } },
    field: "PublicProfile.bio",
  },
  "the branch of a shop": {
    path: "/branches",
    schema: { title: "Branch", properties: { id: TEXT, town: TEXT, phone: TEXT } },
    field: "Branch.phone",
  },
  "a place of reference data": {
    path: "/countries",
    schema: { title: "Country", properties: { id: TEXT, code: TEXT, address: TEXT } },
    field: "Country.address",
  },
  "a comment": {
    path: "/articles/{slug}/comments",
    schema: { title: "Comment", properties: { id: TEXT, body: TEXT } },
    field: "Comment.body",
  },
};

const CATEGORIES = [
  undefined,
  "user",
  "user.name",
  "user.job_title",
  "user.contact",
  "user.contact.email",
  "user.contact.address",
  "user.contact.url",
  "user.content.private",
  "user.content.self_image",
  "user.account.username",
  "user.demographic.gender",
  "user.location",
  "user.financial",
  "user.workplace",
];

async function decisionOf({ title = "T", path, summary, schema, field }: Place, said: object | undefined) {
  const parameters = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: TEXT,
  }));
  const content = { "application/json": { schema: path.endsWith("}") ? schema : { type: "array", items: schema } } };
  const files = filesOf({
    "api.json": JSON.stringify({
      openapi: "3.1.0",
      info: { title, version: "1" },
      servers: [{ url: "https://api.acme.io" }],
      security: [{}, { key: [] }],
      paths: { [path]: { get: { summary, parameters, responses: { 200: { description: "ok", content } } } } },
      components: { securitySchemes: { key: { type: "apiKey", in: "header", name: "X-Api-Key" } } },
    }),
    "sallyport.yaml": said === undefined ? "" : JSON.stringify({ data: { fields: { [field]: said } } }),
  });
  const review = await reviewDescription("api.json", files, await loadPolicy("api.json", files), "2026-01-31");
  return review.verdict.decision;
}

test.each(Object.entries(PLACES))(
  "what is declared confidential in %s is never approved, whatever else is said of it",
  async (_name, place) => {
    const found = await Promise.all(
      CATEGORIES.map(async (category) => {
        const said = { sensitivity: "confidential", category, reason: "It names the person who was there." };
        return [category, await decisionOf(place, said)] as const;
      }),
    );
    expect(found.filter(([, decision]) => decision !== "reject")).toEqual([]);
  },
);

test.each(Object.entries(PLACES))("what nobody declares in %s stops nothing", async (_name, place) => {
  expect(await decisionOf(place, undefined)).toMatch(/^approve/);
});

test.each(Object.entries(PLACES))("what is declared public in %s stops nothing", async (_name, place) => {
  const said = { sensitivity: "public", category: "user.name", reason: "They have agreed." };
  expect(await decisionOf(place, said)).toMatch(/^approve/);
});

test("a level of the description counts as well, and a kind alone says nothing of who may see it", async () => {
  const withExtension = (value: unknown): Place => ({
    path: "/books",
    schema: { title: "Book", properties: { id: TEXT, author: { ...TEXT, "x-data-classification": value } } },
    field: "",
  });
  expect(await decisionOf(withExtension("confidential"), undefined)).toBe("reject");
  expect(await decisionOf(withExtension({ category: "name", sensitivity: "confidential" }), undefined)).toBe("reject");
  expect(await decisionOf(withExtension("name"), undefined)).toMatch(/^approve/);
});
