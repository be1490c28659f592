import { expect, test } from "vitest";
import { isReferenceData } from "../../src/exposure/reference-data.ts";
import { apiOf, returns, type Operations } from "../rules/faults-in.ts";

const TEXT = { type: "string" };
const entryWith = (...names: readonly string[]): object => ({
  responses: returns({
    type: "array",
    items: { properties: Object.fromEntries(["id", "name", ...names].map((name) => [name, TEXT])) },
  }),
});

test.each<[string, Operations, boolean]>([
  ["symptoms with what each is called", { "GET /symptoms": entryWith("common_name") }, true],
  ["symptoms with who has them", { "GET /symptoms": entryWith("common_name", "patient_id") }, false],
  ["symptoms with a parent, as a child has", { "GET /symptoms": entryWith("parent", "alias") }, false],
  ["symptoms with the number of a case", { "GET /symptoms": entryWith("synonyms", "caseNumber") }, false],
  ["symptoms of a patient", { "GET /patients/{id}/symptoms": entryWith("common_name") }, false],
  [
    "symptoms of patients, as the summary says",
    { "GET /symptoms": { ...entryWith("common_name"), summary: "Symptoms of our patients" } },
    false,
  ],
  ["symptoms of a name alone", { "GET /symptoms": entryWith("severity") }, false],
  ["symptoms that callers enter", { "GET /symptoms": entryWith("common_name"), "POST /symptoms": {} }, false],
  ["les maladies", { "GET /maladies": entryWith("synonymes") }, true],
  ["other things with synonyms", { "GET /members": entryWith("synonyms") }, false],
])("what is nobody's: %s", async (_what, operations, isNobodys) => {
  const api = await apiOf(operations);
  expect(isReferenceData(api, api.operations[0]!)).toBe(isNobodys);
});
