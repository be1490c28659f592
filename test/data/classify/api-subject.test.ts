import { expect, test } from "vitest";
import { apiSubjectOf } from "../../../src/data/classify/api-subject.ts";
import { apiOfPart } from "../../rules/description-of.ts";

/** Each pair differs in one fact. */
test.each([
  ["Dog walkers", "Walks in town.", "animals"],
  ["Records", "For owners of dogs, and their vets.", "animals"],
  ["Records", "For pets, each pet with its owner.", undefined],
  ["Records of patients", "Also says whether a dog is in the house.", "health"],
  ["Records", "Patients and their doctors.", "health"],
  ["Records", "For patients.", undefined],
])("%s: %s", async (title, description, subject) => {
  const api = await apiOfPart(`info: { title: ${title}, version: "1", description: "${description}" }\n`);
  expect(apiSubjectOf(api)).toBe(subject);
});
