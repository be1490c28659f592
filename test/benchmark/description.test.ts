import path from "node:path";
import { describe, expect, test } from "vitest";
import { readDescription } from "../../benchmark/description.mjs";

const APIS = path.join(import.meta.dirname, "apis");
const shed = readDescription(path.join(APIS, "tool-shed"), "openapi.yaml");
const kennel = readDescription(path.join(APIS, "kennel"), "swagger.yaml");

test("operations are those of paths and callbacks, with the schemes that each takes", () => {
  expect(shed.operations.map(({ id, schemes }) => [id, ...schemes])).toEqual([
    ["GET /members/{id}", "key"],
    ["PUT /members/{id}", "key"],
    ["GET /members", "key"],
    ["POST /import"],
    ["CALLBACK POST /import {$request.body#/sourceUrl} POST", "key"],
  ]);
  expect(kennel.operations.map(({ id, schemes }) => [id, ...schemes])).toEqual([
    ["GET /pets/{id}", "ApiKeyAuth"],
    ["POST /pets/{id}"],
  ]);
});

test("an operation is known by what a truth or a tool calls it", () => {
  expect(shed.operation("POST {$request.body#/sourceUrl}")?.kind).toBe("callback");
  expect(shed.operation("get /members")?.id).toBe("GET /members");
  expect(shed.operation("DELETE /members")).toBeUndefined();
  expect(shed.operation("GET /members/{memberId}")).toBeUndefined();
});

describe("a field that a truth names", () => {
  const MEMBER = "parts/member.yaml#/properties";
  test.each([
    ["Member.email", [], [`${MEMBER}/email`]],
    ["Member.address.street", [], [`${MEMBER}/address/properties/street`]],
    ["Keeper.email", [], [`${MEMBER}/email`]],
    [
      "Keeper.shifts[].hours",
      [],
      ["openapi.yaml#/components/schemas/Keeper/allOf/1/properties/shifts/items/properties/hours"],
    ],
    ["query.limit", ["GET /members"], ["openapi.yaml#/components/parameters/limit"]],
    ["GET /members query.api_token", [], ["openapi.yaml#/paths/~1members/get/parameters/1"]],
    ["path.id", ["PUT /members/{id}"], ["openapi.yaml#/paths/~1members~1{id}/parameters/0"]],
    ["GET /members response.items.email", [], [`${MEMBER}/email`]],
    [
      "header.x-version",
      ["PUT /members/{id}"],
      ["openapi.yaml#/paths/~1members~1{id}/put/responses/200/headers/X-Version"],
    ],
    [
      "body.sourceUrl",
      ["POST /import"],
      ["openapi.yaml#/paths/~1import/post/requestBody/content/application~1json/schema/properties/sourceUrl"],
    ],
    ["query.limit", ["POST /import"], []],
    ["Member.nickname", [], []],
    ["Borrower.email", [], []],
  ])("%s of %j", (name, operations, places) => {
    expect(shed.locate(name, operations)).toEqual(places);
  });

  test.each([
    ["model.Pet.owner_email", ["swagger.yaml#/definitions/model.Pet/properties/owner_email"]],
    ["body.owner_email", ["swagger.yaml#/definitions/model.Pet/properties/owner_email"]],
    ["form.f", ["swagger.yaml#/paths/~1pets~1{id}/post/parameters/2"]],
    ["GET /pets/{id} form.f", []],
  ])("%s, in Swagger 2.0", (name, places) => {
    expect(kennel.locate(name)).toEqual(places);
  });
});

test.each([
  ["#/paths/~1members/get/summary", ["GET /members"], [], []],
  ["#/paths/~1members~1{id}", ["GET /members/{id}", "PUT /members/{id}"], [], []],
  [
    "#/paths/~1members~1{id}/parameters/0/schema",
    ["GET /members/{id}", "PUT /members/{id}"],
    ["openapi.yaml#/paths/~1members~1{id}/parameters/0"],
    [],
  ],
  ["#/components/parameters/limit/schema", [], ["openapi.yaml#/components/parameters/limit"], []],
  ["#/components/securitySchemes/key/in", [], [], ["key"]],
  [
    "parts/member.yaml#/properties/address/properties/city/type",
    [],
    ["parts/member.yaml#/properties/address/properties/city"],
    [],
  ],
  ["parts/member.yaml#/additionalProperties", [], [], []],
  ["#/servers/0/url", [], [], []],
])("what %s names", (place, operations, fields, schemes) => {
  expect(shed.namedAt(place)).toMatchObject({ operations, fields, schemes });
});

test("a pointer without its file is of the entry, else of the only file that has it", () => {
  expect(shed.placeWithoutFile(["properties", "email"])).toBe("parts/member.yaml#/properties/email");
  expect(shed.placeWithoutFile(["paths", "/members"])).toBe("openapi.yaml#/paths/~1members");
  expect(shed.placeWithoutFile(["nowhere"])).toBe("openapi.yaml#/nowhere");
});
