import { expect, test } from "vitest";
import { storedCredentialReturned } from "../../src/rules/data/stored-credential-returned.ts";
import { apiOf, returns } from "./faults-in.ts";

const BYTES = { type: "string", format: "byte" };
const VECTOR = { type: "array", items: { type: "number" } };

/** What is found of a field that is read with a token, or with a certificate of a device. */
async function found(name: string, schema: object, scheme = "token") {
  const api = await apiOf({
    "GET /visitors/{id}": {
      security: [{ [scheme]: [] }],
      responses: returns({ properties: { label: {}, [name]: schema } }),
    },
  });
  return [...storedCredentialReturned.check(api)];
}

test.each<[string, object]>([
  ["faceEmbedding", VECTOR],
  ["face_template", BYTES],
  ["voiceprint", BYTES],
  ["fingerprintTemplate", BYTES],
  ["modeloFacial", BYTES],
  ["plantillaFacial", BYTES],
  ["gabaritFacial", BYTES],
  ["gesichtsVorlage", BYTES],
])("the biometric template `%s` is read back, and that is no less than a password", async (name, schema) => {
  const faults = await found(name, schema);
  expect(faults.map(({ message, mitigations }) => [message, mitigations])).toEqual([
    [`The biometric template "${name}" can be read with GET /visitors/{id}`, []],
  ]);
});

test("devices that prove themselves by a certificate compare it", async () => {
  const [fault] = await found("faceTemplate", BYTES, "certificate");
  expect(fault?.mitigations).toEqual(["only devices that compare it read it"]);
});

test.each<[string, object]>([
  ["faceMatched", { type: "boolean" }],
  ["certificateFingerprint", { type: "string" }],
  ["mailTemplate", { type: "string" }],
  ["voiceTemplateId", { type: "integer" }],
  ["embedding", VECTOR],
  ["fingerprint", { type: "string", description: "SHA-256 of the key" }],
])("`%s` is none", async (name, schema) => {
  expect(await found(name, schema)).toEqual([]);
});
