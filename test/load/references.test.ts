import { describe, expect, test } from "vitest";
import { loadDocument, type Node } from "../../src/load/document.ts";
import { reviewDescription } from "../../src/review.ts";
import { readApi } from "../../src/model/read-api.ts";
import { memoryFiles } from "./memory-files.ts";

const HEAD = "openapi: 3.1.0\ninfo: {title: Orders, version: '1'}\n";

const FILES = {
  "apis/orders.yaml": `${HEAD}paths:
  /orders/{id}: {$ref: paths/order.yaml}
  /orders:
    $ref: "paths/all.yaml#/~1orders"
components:
  schemas:
    Pet: {title: pet}
    a/b: {title: slash}
    a~b: {title: tilde}
    a b: {title: space}
    a%25b: {title: percent}
    é: {title: accent}
    "": {title: empty}
    Tree: {properties: {child: {$ref: "#/components/schemas/Tree"}}}
    Way: {$ref: "../schemas/pet.yaml"}
    Named: {$anchor: named, title: anchored}
    Identified: {$id: "https://acme.io/schemas/thing", title: identified, $defs: {Part: {title: part}, Named: {$anchor: inner, title: inner}}}
    Data: {example: {$anchor: inExample, $id: "https://acme.io/schemas/example"}}
    List: {prefixItems: [{title: first}, {title: second}]}
    Circle: {$ref: "#/components/schemas/Round"}
    Round: {$ref: "#/components/schemas/Circle"}
    Self: {$ref: "#/components/schemas/Self/properties/a"}
`,
  "apis/paths/order.yaml": "get: {operationId: readOrder, responses: {200: {$ref: '../responses.yaml#/Order'}}}\n",
  "apis/paths/all.yaml": "/orders:\n  get: {operationId: listOrders, responses: {}}\n",
  "apis/responses.yaml":
    "Order: {description: The order., content: {a/json: {schema: {$ref: '../schemas/pet.yaml'}}}}\n",
  "schemas/pet.yaml":
    "title: pet file\nproperties:\n  owner: {$ref: people/owner.yaml#/Owner}\n  mother: {$ref: '#'}\n",
  "schemas/people/owner.yaml":
    "Owner:\n  title: owner\n  properties:\n    pet: {$ref: ../pet.yaml}\n    api: {$ref: ../../apis/orders.yaml#/components/schemas/Pet}\n",
  "schemas/pet.json": '{"title": "pet in JSON"}',
  "schemas/broken.json": '{"title": ',
};

const loaded = (texts: Record<string, string> = FILES, file = "apis/orders.yaml") =>
  loadDocument(file, memoryFiles(texts));
const shown = ({ source, pointer }: Node): string => `${source.file}${pointer}`;

// The reference, from the entry's root, and what it leads to or why it does not.
// oxfmt-ignore
const REFERENCES: readonly (readonly [reference: string, expected: string])[] = [
  ["#", "apis/orders.yaml#"],
  ["#/components/schemas/Pet", "apis/orders.yaml#/components/schemas/Pet"],
  ["orders.yaml#/components/schemas/Pet", "apis/orders.yaml#/components/schemas/Pet"],
  ["../schemas/pet.yaml", "schemas/pet.yaml#"],
  ["../schemas/pet.yaml#", "schemas/pet.yaml#"],
  ["../schemas/pet.yaml#/properties/owner", "schemas/pet.yaml#/properties/owner"],
  ["../schemas/pet.yaml#/properties/owner/title", "schemas/people/owner.yaml#/Owner/title"],
  ["../schemas/pet.yaml#/properties/owner/properties/pet/title", "schemas/pet.yaml#/title"],
  ["../schemas/pet.json#/title", "schemas/pet.json#/title"],
  ["../schemas/./people/../pet.yaml#/title", "schemas/pet.yaml#/title"],
  ["#/components/schemas/Way/properties/owner/title", "schemas/people/owner.yaml#/Owner/title"],
  ["#/components/schemas/Tree/properties/child/properties/child", "apis/orders.yaml#/components/schemas/Tree/properties/child"],
  ["#/components/schemas/a~1b", "apis/orders.yaml#/components/schemas/a~1b"],
  ["#/components/schemas/a~0b", "apis/orders.yaml#/components/schemas/a~0b"],
  ["#/components/schemas/a%7E1b", "apis/orders.yaml#/components/schemas/a~1b"],
  ["#/components/schemas/a%20b", "apis/orders.yaml#/components/schemas/a b"],
  ["#/components/schemas/a b", "apis/orders.yaml#/components/schemas/a b"],
  ["#/components/schemas/a%2525b", "apis/orders.yaml#/components/schemas/a%25b"],
  ["#/components/schemas/a%25b", "apis/orders.yaml#/components/schemas/a%25b"],
  ["#/components/schemas/%C3%A9", "apis/orders.yaml#/components/schemas/é"],
  ["#/components/schemas/", "apis/orders.yaml#/components/schemas/"],
  ["#/paths/~1orders~1{id}/get", "apis/paths/order.yaml#/get"],
  ["#/paths/~1orders~1%7Bid%7D/get/operationId", "apis/paths/order.yaml#/get/operationId"],
  ["#/components/schemas/List/prefixItems/1", "apis/orders.yaml#/components/schemas/List/prefixItems/1"],
  ["#named", "apis/orders.yaml#/components/schemas/Named"],
  ["orders.yaml#named", "apis/orders.yaml#/components/schemas/Named"],
  ["https://acme.io/schemas/thing", "apis/orders.yaml#/components/schemas/Identified"],
  ["https://acme.io/schemas/thing#/$defs/Part", "apis/orders.yaml#/components/schemas/Identified/$defs/Part"],
  ["https://acme.io/schemas/thing#inner", "apis/orders.yaml#/components/schemas/Identified/$defs/Named"],
  ["https://acme.io/schemas/example", "remote"],
  ["#inExample", "missing-target"],
  ["#nobody", "missing-target"],
  ["#/components/schemas/Nobody", "missing-target"],
  ["#/components/schemas/toString", "missing-target"],
  ["#/components/schemas/__proto__", "missing-target"],
  ["#/components/schemas/List/prefixItems/length", "missing-target"],
  ["#/components/schemas/List/prefixItems/2", "missing-target"],
  ["#/components/schemas/Circle/properties/a", "missing-target"],
  ["#/components/schemas/Self/properties/a", "missing-target"],
  ["../schemas/nobody.yaml", "missing-file"],
  ["../schemas/broken.json", "unreadable-file"],
  ["#/%", "missing-target"],
];

test.each(REFERENCES)("%s leads to %s", async (reference, expected) => {
  const document = await loaded();
  const resolution = document.resolve(reference, document.root);
  expect(resolution.node === undefined ? resolution.problem : shown(resolution.node)).toBe(expected);
});

test("a reference is relative to the file that it stands in", async () => {
  const document = await loaded();
  const pet = document.resolve("../schemas/pet.yaml", document.root).node!;
  const owner = document.resolve("people/owner.yaml#/Owner", pet).node!;
  expect(shown(document.resolve("../pet.yaml", owner).node!)).toBe("schemas/pet.yaml#");
  expect(shown(document.resolve("#/Owner/title", owner).node!)).toBe("schemas/people/owner.yaml#/Owner/title");
});

test("what two references lead to is one thing, with its place in its own file", async () => {
  const document = await loaded();
  const one = document.resolve("../schemas/pet.yaml", document.root).node!;
  const other = document.resolve("#", one).node!;
  expect(other.value).toBe(one.value);
  document.resolve("people/owner.yaml", one);
  expect(document.locate({ file: "schemas/people/owner.yaml", pointer: "#/Owner/properties/api" })).toMatchObject({
    file: "schemas/people/owner.yaml",
    line: 5,
  });
});

test("path items, responses and schemas of other files are read, circles across files too", async () => {
  const api = readApi(await loaded());
  expect(api.operations.map(({ id, operationId, node }) => `${id} ${operationId} ${shown(node)}`)).toEqual([
    "GET /orders/{id} readOrder apis/paths/order.yaml#/get",
    "GET /orders listOrders apis/paths/all.yaml#/~1orders/get",
  ]);
  expect(api.document.sources().map(({ file }) => file)).toEqual([
    "apis/orders.yaml",
    "apis/paths/order.yaml",
    "apis/responses.yaml",
    "apis/paths/all.yaml",
    "schemas/pet.yaml",
    "schemas/people/owner.yaml",
  ]);
  expect(api.brokenReferences.map(({ reference, problem }) => `${problem} ${reference}`)).toEqual([
    "circular #/components/schemas/Circle",
    "missing-target #/components/schemas/Self/properties/a",
  ]);
});

describe("A reference that leads nowhere is a finding, and the rest is reviewed", () => {
  // oxfmt-ignore
  test.each([
    ["a missing file", "components: {schemas: {A: {$ref: b.yaml}}}", '"b.yaml" cannot be resolved: there is no such file'],
    ["a name as in Swagger 1", "components: {schemas: {A: {$ref: Pet}, Pet: {}}}", 'Did you mean "#/components/schemas/Pet"?'],
    ["a missing target", "components: {schemas: {A: {$ref: '#/components/schemas/B'}}}", '"#/components/schemas/B" cannot be resolved: api.yaml does not contain it'],
    ["a missing anchor", "components: {schemas: {A: {$ref: '#b'}}}", '"#b" cannot be resolved: no anchor has that name'],
    ["a circle", "components: {schemas: {A: {$ref: '#/components/schemas/A'}}}", '"#/components/schemas/A" leads back to itself'],
    ["a file that is broken", "components: {schemas: {A: {$ref: broken.json}}}", "broken.json:1:10 is not valid JSON: it ends too early"],
    ["a file that is no text", "components: {schemas: {A: {$ref: image.png}}}", "image.png:1:1 is not text in UTF-8"],
    ["a circle of parameters", "paths: {/a: {parameters: [{$ref: '#/components/parameters/A'}]}}\ncomponents: {parameters: {A: {$ref: '#/components/parameters/A'}}}", "leads back to itself"],
  ])("%s", async (_, more, expected) => {
    const texts = { "api.yaml": `${HEAD}${more}\n`, "broken.json": '{"title": ', "image.png": Buffer.from([0x89, 0x50, 0x4e, 0x47]) };
    const { findings } = await reviewDescription("api.yaml", memoryFiles(texts));
    const said = findings
      .filter(({ rule }) => rule === "unresolved-reference")
      .flatMap(({ message, evidence }) => [message, ...evidence])
      .join("\n");
    expect(said).toContain(expected);
  });
});
