import { expect, test } from "vitest";
import type { ObjectFacts } from "../../../src/data/classify/field-facts.ts";
import type { FieldInContext } from "../../../src/data/classify/judgement.ts";
import { isBesideDoubt } from "../../../src/data/classify/name-judgement.ts";
import { CATEGORIES } from "../fields.ts";
import type { Category } from "../../../src/data/taxonomy/categories.ts";

test("the fields of an object are gone through once, however many of them ask what stands beside them", () => {
  let asked = 0;
  const object: ObjectFacts = {
    kind: "object",
    owners: [],
    resources: [],
    referredBy: [],
    values: {},
    get fields() {
      asked += 1;
      return ["text", "public_page"];
    },
  };
  const field = { facts: { object }, categories: CATEGORIES } as unknown as FieldInContext; // all that it asks for
  const beside = (name: string) => ({ possibleBeside: new Set([name]) }) as unknown as Category; // the same
  const names = Array.from({ length: 100 }, (_, index) => (index % 2 === 0 ? "public page" : `reaction ${index}`));
  expect(names.filter((name) => isBesideDoubt(beside(name), field))).toHaveLength(50);
  expect(asked).toBe(1);
});
