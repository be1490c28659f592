import { describe, expect, test } from "vitest";
import { agentsOverlay } from "../../src/agents/agents-overlay.ts";
import { reducedDescription } from "../../src/agents/reduced-description.ts";
import { fastMcpRouteMaps } from "../../src/agents/route-maps.ts";
import type { AgentDecision } from "../../src/core/agent-reasons.ts";
import { member } from "../../src/core/json-value.ts";
import { agentsApi, agentsDescription, operationYaml } from "./decided.ts";

const ALLOWED: ReadonlySet<AgentDecision> = new Set(["allow"]);
const CONFIRMED: ReadonlySet<AgentDecision> = new Set(["allow", "confirm"]);

const TEXT = agentsDescription(
  `  /products:
    parameters: [{ name: page, in: query, schema: { type: integer } }]
    get:
      tags: [Products]
      operationId: listProducts
      summary: List products
      responses:
        "200":
          description: Products.
          content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/Product" } } } }
          links:
            one: { operationId: getProduct }
            gone: { operationId: deleteProduct }
    delete:
      tags: [Products]
      operationId: deleteProducts
      summary: Internal endpoint to delete all products
      responses: { "204": { description: Done. } }
  /products/{productId}:
    parameters: [{ name: productId, in: path, required: true, schema: { type: string } }]
    get:
      tags: [Products]
      operationId: getProduct
      summary: A product
      responses: { "200": { $ref: "#/paths/~1admin~1products/get/responses/200" } }
    put:
      tags: [Products]
      operationId: changeProduct
      summary: Change a product
      responses: { "204": { description: Done. } }
    delete:
      tags: [Products]
      operationId: deleteProduct
      summary: Internal endpoint to delete a product
      responses: { "204": { description: Done. } }
${operationYaml("GET /admin/products", "Internal endpoint to list all products", "", "Product")}
${operationYaml("GET /pets", "List pets", "", "[Pet]")}
`,
  "user",
  `    Pet: { type: object, properties: { kind: { type: string } }, discriminator: { propertyName: kind, mapping: { cat: Cat } } }
    Cat: { allOf: [{ $ref: "#/components/schemas/Pet" }, { type: object, properties: { lives: { type: integer } } }] }
    Dog: { allOf: [{ $ref: "#/components/schemas/Pet" }, { type: object, properties: { tail: { $ref: "#/components/schemas/Tail" } } }] }
    Tail: { type: object, properties: { length: { type: integer } } }
tags: [{ name: Products }, { name: Administration }]
webhooks:
  changed: { post: { responses: { "204": { description: Done. } } } }
`,
);

/** What stands in a value under keys. */
function at(value: unknown, ...keys: readonly (string | number)[]): unknown {
  return keys.reduce<unknown>(member, value);
}

function keysAt(value: unknown, ...keys: readonly string[]): readonly string[] {
  return Object.keys(at(value, ...keys) as object); // what is tested has an object there
}

async function reducedTo(decisions: ReadonlySet<AgentDecision>): Promise<object> {
  return reducedDescription(await agentsApi(TEXT), decisions);
}

describe("a reduced description", () => {
  test("has what is allowed, with all that it uses, and nothing else", async () => {
    const reduced = await reducedTo(ALLOWED);
    expect(Object.keys(reduced)).toEqual(["openapi", "info", "servers", "security", "paths", "components", "tags"]);
    expect(keysAt(reduced, "paths").map((path) => [path, keysAt(reduced, "paths", path)])).toEqual([
      ["/products", ["parameters", "get"]],
      ["/products/{productId}", ["parameters", "get"]],
      ["/pets", ["get"]],
    ]);
    expect(keysAt(reduced, "components", "schemas")).toEqual(["Product", "Pet", "Cat", "Dog", "Tail"]);
    expect(keysAt(reduced, "components", "securitySchemes")).toEqual(["credential"]);
    expect(at(reduced, "tags")).toEqual([{ name: "Products" }]);
    expect(at(reduced, "paths", "/products", "get", "responses", "200", "links")).toEqual({
      one: { operationId: "getProduct" },
    });
  });

  test("has what a gone path held where something refers to it", async () => {
    const reduced = await reducedTo(ALLOWED);
    expect(at(reduced, "paths", "/products/{productId}", "get", "responses", "200")).toEqual({
      $ref: "#/components/responses/admin_products_get_responses_200",
    });
    expect(at(reduced, "components", "responses", "admin_products_get_responses_200")).toMatchObject({
      description: "Done.",
    });
  });

  test("has each thing once that stood in what is left out, however often and by whatever way it is referred to", async () => {
    const schemaAt = (index: number): string =>
      `#/paths/~1d${index}/delete/responses/200/content/application~1json/schema`;
    const both = (index: number): object => ({
      type: "object",
      properties: { a: { $ref: schemaAt(index) }, b: { $ref: schemaAt(index) } },
    });
    const returning = (schema: object): object => ({
      responses: { 200: { description: "Done.", content: { "application/json": { schema } } } },
    });
    const last = 40;
    const deletions = Array.from({ length: last + 1 }, (_, index) => [
      `/d${index}`,
      {
        delete: {
          summary: "Internal endpoint to delete all products",
          ...returning(both(index === last ? 0 : index + 1)),
        },
      },
    ]);
    const api = await agentsApi(
      JSON.stringify({
        openapi: "3.0.3",
        info: { title: "Acme", version: "1" },
        servers: [{ url: "https://api.acme.io" }],
        security: [{ key: [] }],
        paths: {
          "/products": {
            get: {
              summary: "List products",
              ...returning({ type: "array", maxItems: 9, items: { $ref: "#/components/schemas/Page" } }),
            },
          },
          ...Object.fromEntries(deletions),
        },
        components: {
          schemas: { Page: both(0), d0_delete_responses_200_content_application_json_schema: { type: "string" } },
          securitySchemes: { key: { type: "http", scheme: "bearer" } },
        },
      }),
    );
    const reduced = reducedDescription(api, CONFIRMED);
    expect(keysAt(reduced, "paths")).toEqual(["/products"]);
    expect(keysAt(reduced, "components", "schemas")).toHaveLength(last + 2);
    expect(at(reduced, "components", "schemas", "Page", "properties", "b")).toEqual({
      $ref: "#/components/schemas/d0_delete_responses_200_content_application_json_schema_2",
    });
    const again = await agentsApi(JSON.stringify(reduced));
    expect(again.brokenReferences).toEqual([]);
    expect(again.document.structureFaults).toEqual([]);
  });

  test("has no link to what is left out in a response that is used by many, and keeps data of that name", async () => {
    const reduced = reducedDescription(
      await agentsApi(
        agentsDescription(
          `  /products:
    get:
      summary: List products
      responses: { "200": { $ref: "#/components/responses/Products" } }
    delete: { operationId: clear, summary: Internal endpoint to delete all products, responses: { "204": { description: Done. } } }
`,
          "user",
          `    Row: { type: object, properties: { links: { type: object, properties: { operationRef: { type: string } } } } }
  responses:
    Products:
      description: Products.
      content: { application/json: { schema: { type: array, maxItems: 9, items: { $ref: "#/components/schemas/Row" } } } }
      links: { gone: { operationId: clear } }
`,
        ),
      ),
      ALLOWED,
    );
    expect(at(reduced, "components", "responses", "Products", "links")).toEqual({});
    expect(at(reduced, "components", "schemas", "Row", "properties", "links", "properties", "operationRef")).toEqual({
      type: "string",
    });
  });

  test("has no extension that refers to a file, which does not go with it, or to another extension", async () => {
    const api = await agentsApi(`openapi: 3.0.3
info: { title: Acme, version: "1" }
servers: [{ url: https://api.acme.io }]
security: [{ key: [] }]
paths:
  /products:
    get:
      summary: List products
      x-policies: { $ref: ../policies.yaml#/all }
      x-steps: [{ uses: { $ref: ./steps.yaml } }]
      x-limits: { $ref: "#/x-limits" }
      x-order: 5
      responses:
        "200":
          description: Products.
          content: { application/json: { schema: { type: object, x-policies: [{ $ref: "#/components/x-p/one" }] } } }
x-limits: { most: 5 }
components: { securitySchemes: { key: { type: http, scheme: bearer } } }
`);
    expect(keysAt(reducedDescription(api, ALLOWED), "paths", "/products", "get")).toEqual([
      "summary",
      "x-order",
      "responses",
    ]);
    expect(JSON.stringify(reducedDescription(api, ALLOWED))).not.toContain("$ref");
  });

  test("has on request what a person confirms", async () => {
    const reduced = await reducedTo(CONFIRMED);
    expect(keysAt(reduced, "paths", "/products/{productId}")).toEqual(["parameters", "get", "put"]);
    expect(keysAt(reduced, "paths", "/products")).toEqual(["parameters", "get"]);
  });

  test("is one that can be read again, and decided on alike", async () => {
    const reduced = reducedDescription(await agentsApi(TEXT), ALLOWED);
    const again = await agentsApi(JSON.stringify(reduced));
    expect(again.brokenReferences).toEqual([]);
    expect(again.document.structureFaults).toEqual([]);
    expect(reducedDescription(again, ALLOWED)).toEqual(reduced);
  });

  test("is refused where nothing is left", async () => {
    const api = await agentsApi(
      agentsDescription(operationYaml("GET /admin/products", "Internal endpoint to list all products", "", "Product")),
    );
    expect(() => reducedDescription(api, ALLOWED)).toThrow("no operation is left for an agent");
  });

  test("of Swagger 2.0 keeps the parts at its root that are used", async () => {
    const api = await agentsApi(`swagger: "2.0"
info: { title: Acme, version: "1" }
host: api.acme.io
schemes: [https]
securityDefinitions: { basic: { type: basic }, other: { type: basic } }
security: [{ basic: [] }]
parameters: { page: { name: page, in: query, type: integer }, unused: { name: x, in: query, type: string } }
definitions: { Product: { type: object, properties: { title: { type: string } } }, Unused: { type: object } }
paths:
  /products:
    get:
      summary: List products
      parameters: [{ $ref: "#/parameters/page" }]
      responses: { "200": { description: Products., schema: { type: array, items: { $ref: "#/definitions/Product" } } } }
`);
    const reduced = reducedDescription(api, ALLOWED);
    expect(["parameters", "definitions", "securityDefinitions"].map((key) => keysAt(reduced, key))).toEqual([
      ["page"],
      ["Product"],
      ["basic"],
    ]);
  });
});

test("an overlay says of each operation what was decided, and what it is as a tool", async () => {
  const overlay = agentsOverlay(await agentsApi(TEXT), "Acme", "openapi.yaml");
  expect(at(overlay, "actions", 1)).toEqual({
    target: "$.paths['/products'].delete",
    update: {
      "x-mcp": false,
      "x-mcp-exposure": "deny",
      "x-mcp-annotations": { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: false },
    },
  });
  expect(at(overlay, "actions", "length")).toBe(7);
});

test("route maps name what is allowed, and exclude the rest", async () => {
  expect(fastMcpRouteMaps(await agentsApi(TEXT), ALLOWED)).toMatchInlineSnapshot(`
    "# What agents may call. Pass it on: FastMCP.from_openapi(..., route_maps=ROUTE_MAPS)
    # Before FastMCP 3 the import is fastmcp.server.openapi
    from fastmcp.server.providers.openapi import MCPType, RouteMap

    ROUTE_MAPS = [
        RouteMap(methods=["GET"], pattern="^/products$", mcp_type=MCPType.TOOL),
        RouteMap(methods=["GET"], pattern="^/products/\\\\{productId\\\\}$", mcp_type=MCPType.TOOL),
        RouteMap(methods=["GET"], pattern="^/pets$", mcp_type=MCPType.TOOL),
        RouteMap(mcp_type=MCPType.EXCLUDE),
    ]
    "
  `);
});

test("a path that ends in the format that is asked for is kept as it is written", async () => {
  const api = await agentsApi(
    agentsDescription(operationYaml("GET /products/{productId}/picture.{extension}", "A picture", "", "Product")),
  );
  expect(Object.keys(member(reducedDescription(api, ALLOWED), "paths") as object)).toEqual([
    // paths is an object
    "/products/{productId}/picture.{extension}",
  ]);
});
