import { expect, test } from "vitest";
import { apiOfPart } from "../rules/description-of.ts";

/* What is told of people elsewhere is told of a thing in its entry, unless somebody is named on the way to it. */

const TEXT = { type: "string" };

/** Whether a read of one path tells a field that is there for all. */
async function isPublished(path: string, properties: object): Promise<boolean> {
  const api = await apiOfPart(
    JSON.stringify({
      openapi: "3.1.0",
      info: { title: "T", version: "1" },
      servers: [{ url: "https://api.acme.io" }],
      paths: {
        [path]: {
          get: {
            responses: {
              200: { description: "OK", content: { "application/json": { schema: { type: "object", properties } } } },
            },
          },
        },
      },
    }),
  );
  const flows = api.assessed(api.operations[0]!).flows.filter(({ direction }) => direction === "read");
  expect(flows).not.toEqual([]);
  return flows.every((flow) => api.whose.isWrittenForOthers(flow));
}

test.each<[string, object, boolean]>([
  ["/events/{id}", { gender: TEXT }, true],
  ["/veranstaltungen/{id}", { geschlecht: TEXT }, true],
  ["/produits/{id}", { sexe: TEXT }, true],
  ["/ingredients/{id}", { allergies: TEXT }, true],
  ["/lebensmittel/{id}", { allergien: TEXT }, true],
  ["/alimentos/{id}", { alergias: TEXT }, true],
  ["/visits/{id}", { gender: TEXT }, false],
  ["/ingredients/{id}", { eater: { type: "object", properties: { allergies: TEXT } } }, false],
  ["/events/{id}", { attendees: { type: "array", items: { type: "object", properties: { gender: TEXT } } } }, false],
  ["/events/{id}", { patientGender: TEXT }, false],
  ["/members/{id}/events", { gender: TEXT }, false],
  ["/me/events", { gender: TEXT }, false],
  ["/dishes/{id}", { birthDate: { type: "string", format: "date" }, gender: TEXT }, false],
])("%s %j", async (path, properties, expected) => {
  expect(await isPublished(path, properties)).toBe(expected);
});
