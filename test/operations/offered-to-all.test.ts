import { expect, test } from "vitest";
import { candidatesOf } from "../../src/operations/candidates/candidates.ts";
import { isCommonData } from "../../src/operations/candidates/common-data.ts";
import { providersData } from "../../src/operations/candidates/providers-data.ts";
import { apiOfPart } from "../rules/description-of.ts";

/* What a provider publishes or offers is nobody's; what callers order, keep or say of it is theirs. */

const TEXT = { type: "string" };
const giving = (properties: object): object => ({
  200: { description: "OK", content: { "application/json": { schema: { type: "object", properties } } } },
});
const read = (path: string, properties: object = { name: TEXT }, more: object = {}): object => ({
  [path]: { get: { parameters: inPath(path), responses: giving(properties), ...more } },
});
const inPath = (path: string): object[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({ name, in: "path", required: true, schema: TEXT }));
const made = (path: string): object => ({ [path]: { post: { parameters: inPath(path), responses: giving({}) } } });

interface Written {
  readonly info?: object;
  readonly scheme?: object;
  readonly paths: object;
}

const apiOf = ({ info = {}, scheme, paths }: Written): ReturnType<typeof apiOfPart> =>
  apiOfPart(
    JSON.stringify({
      openapi: "3.1.0",
      info: { title: "T", version: "1", ...info },
      servers: [{ url: "https://api.acme.io" }],
      ...(scheme === undefined ? {} : { security: [{ key: [] }], components: { securitySchemes: { key: scheme } } }),
      paths,
    }),
  );

const KEY = { type: "apiKey", in: "header", name: "X-API-Key" };
const oauth = (flow: string): object => ({
  type: "oauth2",
  flows: { [flow]: { authorizationUrl: "https://acme.io/a", tokenUrl: "https://acme.io/t", scopes: {} } },
});
const AIRPORTS = { ...read("/airports/{code}"), ...read("/airlines") };
const MEMBER = { nameDisplay: TEXT, gender: TEXT, email: { type: "string", format: "email" } };
const PERMIT = {
  facilities: { type: "array", items: { type: "object", properties: { residencePermitNumber: TEXT } } },
};
const PATIENTS = {
  patients: { type: "array", items: { type: "object", properties: { residencePermitNumber: TEXT } } },
};
const PERSON = { type: "object", properties: { fullName: TEXT, emailAddress: TEXT } };
const OPEN = { description: "Open data of the authority." };

test.each<[string, Written, boolean]>([
  ["airports for a program that has a token of its own", { scheme: oauth("clientCredentials"), paths: AIRPORTS }, true],
  ["airports for users who log in", { scheme: oauth("authorizationCode"), paths: AIRPORTS }, false],
  [
    "members of a parliament that the contact names",
    {
      info: { contact: { name: "Parliament of Ruritania" } },
      paths: { ...read("/members/{id}", MEMBER), ...read("/divisions/{divisionId}", { memberId: TEXT }) },
    },
    true,
  ],
  [
    "members of a parliament in German",
    {
      info: { title: "Landtag Ruritanien" },
      paths: { ...read("/abgeordnete/{id}", MEMBER), ...read("/drucksachen/{id}") },
    },
    true,
  ],
  [
    "members of a club that votes",
    { paths: { ...read("/members/{id}", MEMBER), ...read("/divisions/{divisionId}", { memberId: TEXT }) } },
    false,
  ],
  ["facilities and their permits in open data", { info: OPEN, paths: read("/search", PERMIT) }, true],
  ["patients and their permits in open data", { info: OPEN, paths: read("/search", PATIENTS) }, false],
  ["facilities and their permits", { paths: read("/search", PERMIT) }, false],
  [
    "an office that names whom to ask, in open data",
    { info: OPEN, paths: read("/ministries", { contactUser: PERSON }) },
    true,
  ],
  ["users of an office, in open data", { info: OPEN, paths: read("/ministries", { lastUser: PERSON }) }, false],
  [
    "several kinds of things on offer, of whoever looks nothing is asked",
    { paths: { ...read("/events/{id}"), ...read("/venues/{id}"), ...read("/genres/{id}") } },
    true,
  ],
  [
    "several kinds of things on offer beside the orders of callers",
    { paths: { ...read("/events/{id}"), ...read("/venues/{id}"), ...read("/orders/{id}") } },
    false,
  ],
  [
    "a register by the number of each company",
    { info: OPEN, paths: read("/companies/{companyId}", { companyId: TEXT }) },
    true,
  ],
  ["what companies have", { info: OPEN, paths: read("/machines/{id}", { companyId: TEXT }) }, false],
])("%s", async (_what, written, expected) => {
  expect(isCommonData(await apiOf(written))).toBe(expected);
});

const ROOM = { name: TEXT, sellerCommission: { type: "number" }, price: { type: "number" } };

test.each<[string, object, boolean]>([
  ["hotels that callers book", { ...read("/hotels/{hotelId}", ROOM), ...made("/bookings") }, true],
  ["Kurse, die gebucht werden", { ...read("/kurse/{kursId}", ROOM), ...made("/buchungen") }, true],
  ["produits que l'on commande", { ...read("/produits/{produitId}", ROOM), ...made("/commandes") }, true],
  ["productos que se piden", { ...read("/productos/{productoId}", ROOM), ...made("/pedidos") }, true],
  ["produtos que se compram", { ...read("/produtos/{produtoId}", ROOM), ...made("/pedidos") }, true],
  [
    "hotels, of which a text says for whom one looks",
    {
      ...read("/hotels/{hotelId}", ROOM, {
        description: "Returns a hotel. `start` is the arrival of your guests.",
      }),
      ...made("/bookings"),
    },
    true,
  ],
  ["the bookings", { ...read("/bookings/{bookingId}", ROOM), ...read("/hotels"), ...made("/bookings") }, false],
  ["hotels that nobody books", { ...read("/hotels/{hotelId}", ROOM), ...made("/notes") }, false],
  [
    "hotels that callers change",
    { ...read("/hotels/{hotelId}", ROOM), ...made("/hotels"), ...made("/bookings") },
    false,
  ],
  [
    "products of a merchant, who has customers",
    { ...read("/products/{productId}", ROOM), ...made("/orders"), ...read("/customers") },
    false,
  ],
  [
    "what a text calls the caller's",
    { ...read("/hotels/{hotelId}", ROOM, { summary: "Returns one of your hotels" }), ...made("/bookings") },
    false,
  ],
])("what is on offer is the provider's: %s", async (_what, paths, expected) => {
  const api = await apiOf({ scheme: KEY, paths });
  expect(providersData(api)(api.operations[0]!)).toBe(expected);
});

/** The candidates of an API with a key, each with what shows that callers have such things. */
const evidenceOf = async (paths: object): Promise<readonly string[]> =>
  candidatesOf(await apiOf({ scheme: KEY, paths })).map(({ operation, evidence }) => `${operation.id}: ${evidence}`);

test("what is kept in something changes that, and nothing above it", async () => {
  const paths = {
    ...read("/models/{modelId}"),
    "/models/{modelId}/saves": {
      post: { summary: "Stores a save", parameters: inPath("{modelId}"), responses: giving({}) },
    },
  };
  expect(await evidenceOf(paths)).toContain("GET /models/{modelId}: undefined");
});

test("what is changed by its ID is somebody's", async () => {
  const paths = { "/models/{modelId}": { ...read("/models/{modelId}"), put: { parameters: inPath("{modelId}") } } };
  expect(await evidenceOf(paths)).toEqual(["PUT /models/{modelId}: changed"]);
});
