import { expect, test } from "vitest";
import { beginsWithOneOf } from "../../src/core/beginnings.ts";

test("a text begins with one of some, whatever stands between them in order", () => {
  const begins = beginsWithOneOf(["/a/{id}/", "/a/{id}/b/", "/a", "/c/"]);
  const texts = ["/a", "/a/{id}/b/c", "/ab", "/c/", "/c", "/b", ""];
  expect(texts.filter(begins)).toEqual(["/a", "/a/{id}/b/c", "/ab", "/c/"]);
  expect(beginsWithOneOf([])("/a")).toBe(false);
});
