import { stringify } from "yaml";
import { expect, test } from "vitest";
import { changedLines } from "../../../src/review/text/changed-lines.ts";
import type { DescriptionChange } from "../../../src/operations/fixes/fix.ts";
import { apiOfPart } from "../../rules/description-of.ts";

const SIGNS = { same: " ", removed: "-", added: "+" } as const;
const FILE = "openapi.yaml";

const DESCRIPTION = {
  paths: {
    "/orders": {
      get: {
        security: [{ token: [] }, {}],
        parameters: [{ name: "limit", in: "query", schema: { type: "integer" } }],
        responses: { "200": { description: "Orders: all\nof them" } },
      },
    },
  },
  components: {
    schemas: { Order: { required: ["id"], properties: { id: { $ref: "#/x-id" }, paid: { type: "boolean" } } } },
  },
  "x-id": { type: "string" },
};

test.each<[string, DescriptionChange, string]>([
  [
    "a key that comes",
    { op: "add", at: at("#/components/schemas/Order/properties/paid/readOnly"), value: true },
    `
  Order:
    properties:
      paid:
        type: boolean
+       readOnly: true`,
  ],
  [
    "a key that goes, with what it holds",
    { op: "remove", at: at("#/paths/~1orders/get/security/1") },
    `
  /orders:
    get:
      security:
        - { token: [] }
-       - {}`,
  ],
  [
    "a value that is another",
    {
      op: "replace",
      at: at("#/components/schemas/Order/properties/id"),
      value: { allOf: [{ $ref: "#/x-id" }], maxLength: 9 },
    },
    `
  schemas:
    Order:
      properties:
-       id:
-         $ref: "#/x-id"
+       id:
+         allOf:
+           - $ref: "#/x-id"
+         maxLength: 9
        paid: { type: boolean }`,
  ],
  [
    "an item of a list by the name of what it is about",
    { op: "add", at: at("#/paths/~1orders/get/parameters/0/schema/maximum"), value: 100 },
    `
  parameters:
    - name: limit
      schema:
        type: integer
+       maximum: 100`,
  ],
  [
    "an item that comes to a list",
    { op: "add", at: at("#/paths/~1orders/get/parameters/-"), value: { name: "page", in: "query" } },
    `
  /orders:
    get:
      parameters:
        - {…}
+       - name: page
+         in: query`,
  ],
])("shows %s", async (_name, change, expected) => {
  const api = await apiOfPart(stringify(DESCRIPTION));
  const lines = changedLines(api.document, [change]).map((line) => `${SIGNS[line.change]} ${line.text}`);
  expect(`\n${lines.join("\n")}`).toBe(expected);
});

test("text of a description stays on its line", async () => {
  const api = await apiOfPart(stringify(DESCRIPTION));
  const lines = changedLines(api.document, [{ op: "remove", at: at("#/paths/~1orders/get/responses/200") }]);
  expect(lines.filter(({ text }) => text.includes("\n"))).toEqual([]);
  expect(lines.map(({ text }) => text)).toContain(String.raw`        description: "Orders: all\nof them"`);
});

function at(pointer: string): DescriptionChange["at"] {
  return { file: FILE, pointer };
}
