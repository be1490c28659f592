import { expect, test } from "vitest";
import { reducedDescription } from "../../src/agents/reduced-description.ts";
import { filesBelow, withBuffers } from "../../src/load/files.ts";
import { loadPolicy } from "../../src/policy/load-policy.ts";
import { judgeDescription } from "../../src/review.ts";

const FILES = {
  "openapi.yaml": `openapi: 3.1.0
info: { title: Acme, version: "1" }
security: [{ token: [] }]
paths:
  /products: { $ref: "./paths/products.yaml" }
components:
  securitySchemes: { token: { type: http, scheme: bearer } }
  schemas:
    Price: { type: object, properties: { amount: { type: number } } }
`,
  "paths/products.yaml": `get:
  operationId: listProducts
  parameters: [{ $ref: "../parts.yaml#/parameters/Page" }]
  responses:
    "200": { description: Products., content: { application/json: { schema: { type: array, items: { $ref: "../product.yaml" } } } } }
    default: { $ref: "../parts.yaml#/responses/default" }
delete:
  operationId: deleteProducts
  summary: Delete all products
  responses: { "204": { description: Done. } }
`,
  "parts.yaml": `parameters: { Page: { name: page, in: query, schema: { type: integer } } }
responses: { default: { description: Problem. } }
`,
  "product.yaml": `type: object
properties:
  name: { type: string, example: { $ref: "not one" } }
  price: { $ref: "openapi.yaml#/components/schemas/Price" }
  similar: { type: array, items: { $ref: "#" } }
`,
};

test("of a description in several files one is made, with each part once", async () => {
  const buffers = new Map(Object.entries(FILES).map(([name, text]) => [name, Buffer.from(text)] as const));
  const files = withBuffers(filesBelow(import.meta.dirname), buffers);
  const { api } = (await judgeDescription("openapi.yaml", files, await loadPolicy("openapi.yaml", files))).stated;
  expect(reducedDescription(api, new Set(["allow"]))).toEqual({
    openapi: "3.1.0",
    info: { title: "Acme", version: "1" },
    security: [{ token: [] }],
    paths: {
      "/products": {
        get: {
          operationId: "listProducts",
          parameters: [{ $ref: "#/components/parameters/Page" }],
          responses: {
            "200": {
              description: "Products.",
              content: {
                "application/json": { schema: { type: "array", items: { $ref: "#/components/schemas/product" } } },
              },
            },
            default: { $ref: "#/components/responses/default" },
          },
        },
      },
    },
    components: {
      securitySchemes: { token: { type: "http", scheme: "bearer" } },
      parameters: { Page: { name: "page", in: "query", schema: { type: "integer" } } },
      responses: { default: { description: "Problem." } },
      schemas: {
        Price: { type: "object", properties: { amount: { type: "number" } } },
        product: {
          type: "object",
          properties: {
            name: { type: "string", example: { $ref: "not one" } },
            price: { $ref: "#/components/schemas/Price" },
            similar: { type: "array", items: { $ref: "#/components/schemas/product" } },
          },
        },
      },
    },
  });
});
