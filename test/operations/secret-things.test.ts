import { expect, test } from "vitest";
import { rankedTestsOf } from "./tests-of.ts";

/* A thing that its owner may keep to themselves is confidential, whatever it holds. */

const returning = (properties: string): string => `
  responses:
    "200":
      description: OK
      content:
        application/json:
          schema:
            properties:
              title: { type: string }
              ${properties}
`;
const choice = (name: string, ...values: readonly string[]): string => `${name}: { enum: [${values.join(", ")}] }`;

test.each<[string, string, string]>([
  ["in English", choice("visibility", "public", "link", "private"), "confidential"],
  ["in German", choice("sichtbarkeit", "oeffentlich", "privat"), "confidential"],
  ["in French", choice("visibilite", "publique", "privee"), "confidential"],
  ["in Spanish", choice("visibilidad", "publica", "privada"), "confidential"],
  ["in Portuguese", choice("visibilidade", "publica", "privada"), "confidential"],
  ["in whose choice nothing is secret", choice("visibility", "clear", "fog", "rain"), "public"],
  ["by which a shop shows a thing in its pages or not", choice("visibility", "visible", "hidden"), "public"],
  ["by which a thing is out of sight", choice("visibility", "public", "hidden"), "confidential"],
  ["by which a thing is open by its link", choice("visibility", "public", "link"), "confidential"],
  ["by which a thing is out of sight, in German", choice("sichtbarkeit", "oeffentlich", "verborgen"), "confidential"],
  ["by which a thing is out of sight, in Spanish", choice("visibilidad", "todos", "oculto"), "confidential"],
  ["that is always private", choice("visibility", "private"), "public"],
  ["that says another thing", choice("kind", "public", "private"), "public"],
])("a thing with a setting %s", async (_name, property, sensitivity) => {
  const tests = await rankedTestsOf({
    "GET /maps/{id}": returning(property),
    "GET /maps/{mapId}/spots/{spotId}": returning(choice("colour", "red", "blue")),
    "GET /shops/{id}": returning(choice("colour", "red", "blue")),
  });
  const found = new Map(tests.map(({ test: one }) => [one.operation, one.sensitivity]));
  expect(found.get("GET /maps/{id}")).toBe(sensitivity);
  expect(found.get("GET /maps/{mapId}/spots/{spotId}")).toBe(sensitivity);
  expect(found.get("GET /shops/{id}")).toBe("public");
});
