import { expect, test } from "vitest";
import { classified, named, type Given } from "../fields.ts";

const HEALTH = "user.health_and_medical";
const GENDER = "user.demographic.gender";
const inHealth = (...fields: string[]): Given => ({ object: { subject: "health", fields } });
const ENTRY = ["id", "name", "category", "common_name", "severity"];

test.each<[string, string, Given, string]>([
  ["Symptom", "name", inHealth(...ENTRY), "none"],
  ["Symptom", "name", inHealth(...ENTRY, "patient_id"), HEALTH],
  ["Symptom", "name", inHealth(...ENTRY, "observed_at"), HEALTH],
  ["Condition", "severity", inHealth(...ENTRY, "prevalence"), "none"],
  ["Condition", "severity", inHealth("id", "name", "severity", "onset_date"), HEALTH],
  ["Disease", "severity", inHealth("id", "name", "synonyms", "severity"), "none"],
  ["LabTest", "category", inHealth("id", "name", "common_name", "category"), "none"],
  ["Symptom", "bezeichnung", inHealth("bezeichnung", "synonyme", "haeufigkeit"), "none"],
  ["Condition < Patient", "severity", inHealth(...ENTRY), HEALTH],
  ["Condition", "severity", inHealth("id", "name", "parent", "severity"), HEALTH],
  ["Condition", "severity", inHealth("id", "name", "alias", "children", "severity"), HEALTH],
  ["Condition", "severity", inHealth(...ENTRY, "subject"), HEALTH],
  ["Condition", "severity", inHealth(...ENTRY, "mrn"), HEALTH],
  ["Condition", "severity", inHealth(...ENTRY, "bed"), HEALTH],
  ["Condition", "severity", inHealth(...ENTRY, "age"), HEALTH],
  ["Condition", "severity", inHealth(...ENTRY, "ageFilter"), "none"],
  ["Symptom", "bezeichnung", inHealth("bezeichnung", "synonyme", "fallnummer"), HEALTH],
  [
    "Condition",
    "severity",
    { object: { ...inHealth(...ENTRY).object, resources: ["conditions", "patients"] } },
    HEALTH,
  ],
  ["Condition", "severity", { object: { ...inHealth(...ENTRY).object, said: "Condition of a patient" } }, HEALTH],
  [
    "Condition",
    "severity",
    { object: { ...inHealth(...ENTRY).object, said: "A condition that a patient may have" } },
    "none",
  ],
])("an entry of a knowledge base is nobody's: %s.%s %j", (owner, name, given, category) => {
  expect(named(classified(owner, name, given))).toBe(category);
});

test.each([
  ["sex_filter", "none"],
  ["filtre_sexe", "none"],
  ["sex", GENDER],
])("%s in a condition is %s", (name, category) => {
  expect(named(classified("Condition", name, { object: { fields: ["id", name] } }))).toBe(category);
});

const sent = (...fields: string[]): Given => ({
  types: ["array"],
  arrayOf: ["object"],
  children: ["id", "choice"],
  object: { fields },
});

test.each<[string, readonly string[], string]>([
  ["evidence", ["sex", "age", "evidence"], HEALTH],
  ["evidence", ["sex", "birth_date", "evidence"], HEALTH],
  ["evidence", ["sex", "evidence"], "none"],
  ["evidence", ["case", "age", "evidence"], "none"],
  ["befunde", ["geschlecht", "alter", "befunde"], HEALTH],
  ["antecedents", ["sexe", "age", "antecedents"], HEALTH],
  ["hallazgos", ["sexo", "edad", "hallazgos"], HEALTH],
  ["queixas", ["sexo", "idade", "queixas"], HEALTH],
])("what is sent to be diagnosed: %s in %j", (name, fields, category) => {
  expect(named(classified("Request", name, sent(...fields)))).toBe(category);
});

const parameter = (...types: string[]): Given => ({
  place: "query",
  types,
  object: { kind: "parameters", subject: "health", resources: ["red_flags", "symptoms"], fields: [] },
});

test.each<[string, string, string]>([
  ["max_results", "integer", "none"],
  ["limit", "integer", "none"],
  ["per_page", "integer", "none"],
  ["treffer_pro_seite", "integer", "none"],
  ["results", "string", HEALTH],
])("a parameter of paging is data of nobody: %s of type %s", (name, type, category) => {
  expect(named(classified("", name, parameter(type)))).toBe(category);
});
