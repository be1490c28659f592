import { expect, test } from "vitest";
import { isPlaceholder } from "../../src/core/placeholder.ts";
import { policyFrom } from "../policy/policies.ts";

test.each(["NAME", "OWNER", '"why"', "…", "...", "YYYY-MM-DD", "DATE", " who ", "why it is wrong", "<NAME>"])(
  "%s is a placeholder",
  (text) => expect(isPlaceholder(text)).toBe(true),
);

test.each(["A. Berg", "Nam", "The members live there.", "Owner of the rides team", "", "Why: it is a fixed text"])(
  "%j is an answer",
  (text) => expect(isPlaceholder(text)).toBe(false),
);

test.each([
  ["owner: OWNER", "sallyport.yaml:1:8 owner"],
  ['data: { fields: { email: { sensitivity: public, reason: "WHY" } } }', "data.fields.email.reason"],
])("%s is refused with its place", async (text, place) => {
  await expect(policyFrom(text)).rejects.toThrow(place);
  await expect(policyFrom(text)).rejects.toThrow("in place of this placeholder");
});
