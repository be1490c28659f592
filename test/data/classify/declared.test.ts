import { expect, test } from "vitest";
import type { Confirmation } from "../../../src/policy/policy.ts";
import { flowsIn } from "../flows-of.ts";

/** What a property is, in one line: `declared restricted user.contact.email`. */
async function classified(
  property: string,
  confirmations: ReadonlyMap<string, Confirmation> = new Map(),
  name = "thing",
): Promise<string> {
  const part = `components: { schemas: { Box: { type: object, properties: { ${name}: ${property} } } } }\n`;
  const { data } = await flowsIn(part, { confirmations });
  return data.fields.map(({ basis, sensitivity, category }) => `${basis} ${sensitivity} ${category}`).join(", ");
}

const FORMS: readonly (readonly [extension: string, classification: string])[] = [
  ["x-data-classification: { category: contact, masking: { strategy: full } }", "declared confidential user.contact"],
  ["x-data-classification: { category: PII, sensitivity: restricted }", "declared restricted user"],
  [
    "x-data-classification: { category: government-id, sensitivity: restricted }",
    "declared restricted user.government_id",
  ],
  ["x-data-classification: { category: health }", "declared confidential user.health_and_medical"],
  ["x-data-classification: { category: secret, sensitivity: internal }", "declared internal system.authentication"],
  ["x-data-classification: RESTRICTED", "declared restricted user"],
  ["x-data-classification: PII", "declared confidential user"],
  ["x-data-classification: health", "declared restricted user.health_and_medical"],
  ["x-data-classification: [internal, credential]", "declared restricted user.authorization.credentials"],
  ["x-data-classification: user.contact.email", "declared confidential user.contact.email"],
  ["x-data-classification: public", ""],
  ["x-data-classification: extern-pubic", ""],
  ["x-sensitive-data: { mask: full }", "declared confidential user"],
  ["x-pii: true", "declared confidential user"],
  ["x-pii: email", "declared confidential user.contact.email"],
  ["x-pii: false", ""],
  ["x-sensitive: true", "declared confidential user"],
  ["x-42c-sensitivity-data: 1", ""],
  ["x-42c-sensitivity-data: 2", "declared internal user"],
  ["x-42c-sensitivity: 3", "declared confidential user"],
  ["x-42c-sensitivity-data: 5", "declared restricted user"],
  ["x-twilio: { pii: { handling: standard, deleteSla: 30 } }", "declared confidential user"],
  ["x-twilio: { pii: { handling: sensitive } }", "declared restricted user"],
  ["x-twilio: { libraryVisibility: private }", ""],
  ["x-sap-dpp-is-potentially-personal: true", "declared confidential user"],
  ["x-sap-dpp-is-potentially-sensitive: true", "declared restricted user"],
  ["x-ms-secret: true", "declared restricted user.authorization.credentials"],
  ["x-secret: false", ""],
  ["x-pii: true, x-42c-sensitivity-data: 5", "declared restricted user"],
];

test.each(FORMS)("%s is %s", async (extension, classification) => {
  expect(await classified(`{ type: string, ${extension} }`)).toBe(classification);
});

const EMAIL = "user.contact.email";
const AGAINST: readonly (readonly [what: string, extension: string, classification: string])[] = [
  ["below the inference does not count", "x-data-classification: public", `inferred confidential ${EMAIL}`],
  ["of the same level counts", "x-pii: true", `declared confidential ${EMAIL}`],
  ["above it counts", "x-data-classification: restricted", `declared restricted ${EMAIL}`],
  ["of an unknown value does not count", "x-data-classification: extern", `inferred confidential ${EMAIL}`],
];

test.each(AGAINST)("a declaration %s", async (_what, extension, classification) => {
  expect(await classified(`{ type: string, ${extension} }`, undefined, "email")).toBe(classification);
});

test("a declaration is kept beside the inference that stands", async () => {
  const { data } = await flowsIn(
    "components: { schemas: { User: { properties: { email: { type: string, x-data-classification: { category: contact, sensitivity: internal } } } } } }\n",
  );
  expect(data.fields.map(({ declaredAs, basis, owner }) => [declaredAs, basis, owner])).toEqual([
    [`x-data-classification: {"category":"contact","sensitivity":"internal"}`, "inferred", "User"],
  ]);
  expect(data.declared).toBe(1);
});

test.each([
  ["by owner and name", "Box.email", "declared internal user.contact.email"],
  ["by name", "email", "declared internal user.contact.email"],
  ["of another owner", "Crate.email", "inferred confidential user.contact.email"],
])("a confirmation %s", async (_what, key, classification) => {
  const confirmation = { category: undefined, sensitivity: "internal", reason: "role accounts only" } as const;
  expect(await classified("{ type: string, x-pii: false }", new Map([[key, confirmation]]), "email")).toBe(
    classification,
  );
});

test("an object may list its properties that are personal", async () => {
  const { data } = await flowsIn(
    "components: { schemas: { Lead: { x-pii: [alpha], properties: { alpha: { type: string }, beta: { type: string } } } } }\n",
  );
  expect(data.fields.map(({ name, declaredAs }) => [name, declaredAs])).toEqual([["alpha", "x-pii: [alpha]"]]);
});

test("what a property refers to may declare it, and a parameter itself", async () => {
  const { data } =
    await flowsIn(`paths: { /x: { get: { parameters: [{ name: q, in: query, x-pii: true, schema: { type: string } }], responses: {} } } }
components: { schemas: { Box: { properties: { thing: { $ref: '#/components/schemas/Thing' } } }, Thing: { type: string, x-secret: true } } }
`);
  expect(data.fields.map(({ node, category }) => [node.pointer, category])).toEqual([
    ["#/paths/~1x/get/parameters/0", "user"],
    ["#/components/schemas/Box/properties/thing", "user.authorization.credentials"],
  ]);
});
