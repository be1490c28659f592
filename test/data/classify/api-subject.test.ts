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

test.each([
  ["code: {}, preparation: {}, price: { type: number }", 0],
  ["code: {}, preparation: {}, result: {}", 3],
  ["code: {}, price: { type: number }, patientId: {}", 2],
])("an examination with %s has so much of somebody's health", async (properties, count) => {
  const api = await apiOfPart(`
info: { title: Laboratory of patients and doctors, version: "1" }
paths:
  /examinations:
    get:
      responses:
        "200":
          description: ok
          content:
            application/json:
              schema: { type: array, items: { $ref: "#/components/schemas/Exam" } }
components:
  schemas:
    Exam: { type: object, properties: { ${properties.replaceAll("{}", "{ type: string }")} } }
`);
  const { flows } = api.assessed(api.operations[0]!);
  const health = flows.filter(({ field }) => field.category.startsWith("user.health"));
  expect(health).toHaveLength(count);
});

test.each([
  ["Patient", "health"],
  ["Paciente", "health"],
  ["Client", undefined],
])("an API for clinics with a record that is called %s is about %s", async (name, subject) => {
  const api = await apiOfPart(`
info: { title: Orders, version: "1", description: "For clinics." }
components: { schemas: { ${name}: { type: object, properties: { id: { type: string } } } } }
`);
  expect(apiSubjectOf(api)).toBe(subject);
});
