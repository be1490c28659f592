import { expect, test } from "vitest";
import { loadDocument } from "../../src/load/document.ts";
import { readApi } from "../../src/model/read-api.ts";

import { structureFaultsIn } from "../../src/operations/structure-faults.ts";
import { reviewDescription } from "../../src/review.ts";
import { memoryFiles } from "../load/memory-files.ts";

/* What stands in another file is judged as what the reference to it stands for. */

const OF_3_1 = (more: string): string => `openapi: 3.1.0\ninfo: { title: Orders, version: "1" }\n${more}`;
const ITEM = "paths: { /orders: { $ref: item.yaml } }";
const SCHEMA = "paths: {}\ncomponents: { schemas: { Order: { $ref: 'order.json#/$defs/Order' } } }";
const DRAFT_7 = "http://json-schema.org/draft-07/schema#";

// What is tried, the entry, the other files, and what is said of which place in these.
const CASES: readonly (readonly [
  what: string,
  entry: string,
  others: Readonly<Record<string, string>>,
  faults: readonly string[],
])[] = [
  [
    "a path item",
    OF_3_1(ITEM),
    { "item.yaml": "get: { sumary: All orders }" },
    ['item.yaml#/get/sumary "sumary" is not a key of an operation; did you mean "summary"?'],
  ],
  ["one that is sound", OF_3_1(ITEM), { "item.yaml": "get: { summary: All orders, x-a: 1 }" }, []],
  [
    "a part to which only that part leads, in a third file",
    OF_3_1(ITEM),
    {
      "item.yaml": "get: { responses: { 200: { $ref: 'responses.yaml#/one' } } }",
      "responses.yaml": "one: { description: d, content: { application/json: { schma: {} } } }",
    },
    [
      'responses.yaml#/one/content/application~1json/schma "schma" is not a key of a media type; did you mean "schema"?',
    ],
  ],
  [
    "what a sound reference leads to in a place that is judged with its file, once",
    OF_3_1("paths: { /a: { $ref: 'all.yaml#/a' }, /b: { $ref: 'all.yaml#/a' } }"),
    {
      "all.yaml":
        "a: { get: { parameters: [{ name: id, in: query, schemas: {} }], responses: { 200: { $ref: '#/a/get/x-one' } }, x-one: { description: 1 } } }",
    },
    [
      'all.yaml#/a/get/parameters/0/schemas "schemas" is not a key of a parameter; did you mean "schema"?',
      'all.yaml#/a/get/x-one/description "description" is the number 1; a string is expected: write it in quotes',
    ],
  ],
  [
    "nothing else of a file than what is referred to",
    OF_3_1("paths: { /a: { $ref: 'all.yaml#/a' } }"),
    { "all.yaml": "a: { get: { responses: { 204: { description: d } } } }\nb: { get: { sumary: S } }" },
    [],
  ],
  [
    "an operation that is a reference, which lacks nothing else",
    `openapi: 3.0.3\ninfo: { title: Orders, version: "1" }\n${ITEM}`,
    { "item.yaml": "get: { $ref: get.yaml }", "get.yaml": "{ tags: a, responses: { 204: { description: d } } }" },
    ['item.yaml#/get/$ref "$ref" is not a key of an operation', 'get.yaml#/tags "tags" is "a"; a list is expected'],
  ],
  [
    "a parameter of 2.0, which is no schema",
    'swagger: "2.0"\ninfo: { title: Orders, version: "1" }\npaths: { /a: { parameters: [{ $ref: p.yaml }], get: { responses: { 200: { description: d } } } } }',
    { "p.yaml": "{ name: limit, in: query, type: integer, collectionFormat: csv }" },
    [],
  ],
  [
    "a schema of 3.1",
    OF_3_1(SCHEMA),
    { "order.json": '{ "$defs": { "Order": { "type": "objekt" } } }' },
    [
      'order.json#/$defs/Order/type "type" is "objekt"; one of array, boolean, integer, null, number, object, string is expected; did you mean "object"?',
    ],
  ],
  [
    "a schema in a file of another dialect",
    OF_3_1(SCHEMA),
    { "order.json": `{ "$schema": "${DRAFT_7}", "$defs": { "Order": { "type": "objekt" } } }` },
    [],
  ],
  [
    "a schema where the description is of another dialect",
    OF_3_1(`jsonSchemaDialect: ${DRAFT_7}\n${SCHEMA}`),
    { "order.json": '{ "$defs": { "Order": { "type": "objekt" } } }' },
    [],
  ],
];

test.each(CASES)("%s", async (_what, entry, others, faults) => {
  const document = await loadDocument("openapi.yaml", memoryFiles({ "openapi.yaml": entry, ...others }));
  const found = structureFaultsIn(readApi(document)).map(({ at, message }) => `${at.file}${at.pointer} ${message}`);
  expect(found).toEqual(faults);
});

test("a review reports it in its file, with the operations that it is a part of", async () => {
  const files = memoryFiles({ "openapi.yaml": OF_3_1(ITEM), "item.yaml": "get:\n  sumary: All orders\n" });
  const { findings } = await reviewDescription("openapi.yaml", files);
  expect(findings.filter(({ rule }) => rule === "invalid-structure")).toMatchObject([
    { file: "item.yaml", pointer: "#/get/sumary", line: 2, operations: ["GET /orders"] },
  ]);
});
