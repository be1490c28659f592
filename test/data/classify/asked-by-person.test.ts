import { expect, test } from "vitest";
import { flowsIn } from "../flows-of.ts";

const AREA = `{ type: object, properties: { center: { type: object, properties: { latitude: { type: number }, longitude: { type: number } } }, radius: { type: number }, lastLocationTime: { type: string, format: date-time } } }`;

/** What is told of fields of a response in which somebody's whereabouts may stand, and of nothing that is sent. */
async function found(operation: string, response = AREA): Promise<readonly string[]> {
  const { data } = await flowsIn(`paths:
  /location/retrieve:
    ${operation.replace("RESPONSE", `responses: { '200': { description: ok, content: { application/json: { schema: ${response} } } } }`)}
`);
  return data.fields
    .filter(({ node, confidence }) => confidence !== "possible" && node.pointer.includes("/responses/"))
    .map(({ node, sensitivity }) => `${node.pointer.slice(node.pointer.lastIndexOf("/") + 1)} ${sensitivity}`);
}

const sent = (properties: string): string =>
  `post: { requestBody: { content: { application/json: { schema: { type: object, properties: { ${properties} } } } } }, RESPONSE }`;
const asked = (name: string): string =>
  `get: { parameters: [{ name: ${name}, in: query, required: true, schema: { type: string } }], RESPONSE }`;

const WHEREABOUTS = [
  "latitude confidential",
  "longitude confidential",
  "radius confidential",
  "lastLocationTime confidential",
];

test.each([
  ["the number of a phone", sent("phoneNumber: { type: string }, maxAge: { type: integer }")],
  ["a part of what is sent", sent("device: { type: object, properties: { phoneNumber: { type: string } } }")],
  ["a parameter", asked("msisdn")],
  ["an e-mail address", asked("email")],
  ["a German parameter", asked("telefonnummer")],
  ["a French parameter", asked("numero_de_telephone")],
  ["a Spanish parameter", asked("telefono")],
  ["a Portuguese parameter", asked("telemovel")],
])("a place that is asked for by %s is where somebody is", async (_, operation) => {
  expect(new Set(await found(operation))).toEqual(new Set(WHEREABOUTS));
});

test.each([
  ["the name of a town", asked("city")],
  ["the number of a shop", asked("shop_id")],
  ["what is kept with a position", sent("phoneNumber: { type: string }, latitude: { type: number }")],
  ["what is kept with a name", sent("name: { type: string }, email: { type: string }")],
])("a place that is asked for by %s is nobody's", async (_, operation) => {
  expect((await found(operation)).filter((one) => /radius|lastLocation/.test(one))).toEqual([]);
});

test("what another operation gives, too, is not about whom one asks", async () => {
  const { data } = await flowsIn(`paths:
  /nearest: { get: { parameters: [{ name: phone, in: query, schema: { type: string } }], responses: { '200': { $ref: '#/components/responses/Area' } } } }
  /areas: { get: { responses: { '200': { $ref: '#/components/responses/Area' } } } }
components: { responses: { Area: { description: ok, content: { application/json: { schema: ${AREA} } } } } }
`);
  expect(data.fields.filter(({ node }) => /radius|lastLocation/.test(node.pointer))).toEqual([]);
});

test.each([
  ["driver_id", true],
  ["patientId", true],
  ["kunden_id", true],
  ["id_cliente", true],
  ["region_id", false],
  ["driver", false],
])("what is listed by %s is somebody's: %s", async (name, isSomebodys) => {
  const { data } = await flowsIn(`paths:
  /trips:
    get:
      parameters: [{ name: ${name}, in: query, schema: { type: string } }]
      responses: { '200': { description: ok, content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Trip' } } } } } }
components:
  schemas:
    Trip: { type: object, properties: { id: { type: integer }, origin: { type: string }, destination: { type: string } } }
`);
  const told = data.fields.filter(
    ({ node, confidence }) => confidence !== "possible" && node.pointer.endsWith("origin"),
  );
  expect(told.length > 0).toBe(isSomebodys);
});
