import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { classifyField } from "../../../src/data/classify/classify-field.ts";
import { categoryTablesOf } from "../../../src/data/taxonomy/category-tables.ts";
import { compileCategories } from "../../../src/data/taxonomy/compile-categories.ts";

const BUILT_IN: unknown = parse(
  readFileSync(new URL("../../../rulesets/data-categories.yaml", import.meta.url), "utf8"),
);

test("a user's own categories and words stand beside the built-in ones and come first", () => {
  const categories = compileCategories(BUILT_IN, {
    words: { persons: ["astronaut"] },
    categories: [
      { key: "user.space.suit", sensitivity: "internal", anywhere: ["suit number"], personal: ["call sign, email"] },
    ],
  });
  const holds = (owner: string, name: string): string | undefined => {
    const object = {
      kind: "object",
      owners: [owner],
      resources: [],
      referredBy: [],
      fields: [name],
      values: {},
    } as const;
    return classifyField({ name, place: "property", object, types: ["string"], examples: [], children: [] }, categories)
      ?.category;
  };
  expect(holds("Locker", "suitNumber")).toBe("user.space.suit");
  expect(holds("Astronaut", "callSign")).toBe("user.space.suit");
  expect(holds("Astronaut", "name")).toBe("user.name");
  expect(holds("Robot", "callSign")).toBeUndefined();
});

test("words to choose from stand for a pattern each, and what is left out for none", () => {
  const { names } = categoryTablesOf({
    categories: [{ key: "a", sensitivity: "internal", anywhere: ["(suit|boot) (size|), helmet (number)"] }],
  });
  const patterns = Object.values(names).flatMap((lines) => lines.trim().split("\n"));
  expect(new Set(patterns.map((line) => line.split("\t")[0]))).toEqual(
    new Set(["suit size", "suitsize", "suit", "boot size", "bootsize", "boot", "helmet number", "helmetnumber"]),
  );
});

test.each([
  ["no mapping", [], "the data must be a mapping"],
  ["categories that are no list", { categories: {} }, "categories must be a list"],
  [
    "no key",
    { categories: [{ sensitivity: "public" }] },
    'categories[0].key must be a name such as "user.contact.email"',
  ],
  [
    "a phrase in a pair",
    { categories: [{ key: "a", sensitivity: "public", paired: ["two words"], pairedWith: ["one"] }] },
    "a.paired must be single words",
  ],
  [
    "a level of its own",
    { categories: [{ key: "a", sensitivity: "secret" }] },
    "a.sensitivity must be one of public, internal, confidential, restricted",
  ],
  [
    "a misspelt property",
    { categories: [{ key: "a", sensitivity: "public", anyWhere: [] }] },
    "a.anyWhere is not a property of a category",
  ],
  [
    "a pattern that is no word",
    { categories: [{ key: "a", sensitivity: "public", person: [{}] }] },
    "a.person must be words",
  ],
  ["words that are no mapping", { words: [] }, "words must be a mapping"],
])("data with %s is refused", (_, data, message) => {
  expect(() => compileCategories(data)).toThrow(message);
});

test("what the design holds to be restricted is", () => {
  const restricted = new Set(
    categoryTablesOf(BUILT_IN)
      .categories.filter(({ sensitivity }) => sensitivity === "restricted")
      .map(({ key }) => key),
  );
  expect([...restricted].toSorted()).toMatchInlineSnapshot(`
    [
      "user.authorization.credentials",
      "user.authorization.password",
      "user.biometric",
      "user.criminal_history",
      "user.demographic.political_opinion",
      "user.demographic.race_ethnicity",
      "user.demographic.religious_belief",
      "user.demographic.sexual_orientation",
      "user.demographic.union_membership",
      "user.financial.bank_account",
      "user.financial.credit_card",
      "user.government_id",
      "user.government_id.drivers_license_number",
      "user.government_id.immigration",
      "user.government_id.national_identification_number",
      "user.government_id.passport_number",
      "user.health_and_medical",
      "user.health_and_medical.genetic",
      "user.health_and_medical.record_id",
    ]
  `);
});
