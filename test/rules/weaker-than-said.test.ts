import { expect, test } from "vitest";
import { contradictoryRequirement } from "../../src/rules/authentication/contradictory-requirement.ts";
import { unauthenticatedOperation } from "../../src/rules/exposure/unauthenticated-operation.ts";
import { faultsIn, returns } from "./faults-in.ts";

/*
 * What a description says of who may call, beside a requirement that lets more callers in: the same scope for what is kept to
 * a few, no requirement where a key is demanded, a scheme that is defined and asked for nowhere.
 */

const LOGIN = {
  type: "oauth2",
  flows: {
    clientCredentials: { tokenUrl: "https://login.acme.io/token", scopes: { all: "Read and write" } },
  },
};
const ONE_SCOPE = { security: [{ login: ["all"] }], components: { securitySchemes: { login: LOGIN } } };
const OTHERS = { "GET /parcels": {}, "POST /parcels": {}, "GET /invoices": {} };

const severity = (mitigations: readonly string[] = []): number => mitigations.length;

test.each<[string, string[]]>([
  ["Sets the state of a parcel. This call is reserved for our delivery partners.", ["PUT /parcels/{id}/state"]],
  ["Only available to carriers.", ["PUT /parcels/{id}/state"]],
  ["Only carriers may set it.", ["PUT /parcels/{id}/state"]],
  ["This call requires elevated permissions. Talk to your account manager.", ["PUT /parcels/{id}/state"]],
  ["Needs a special permission.", ["PUT /parcels/{id}/state"]],
  ["Nur für unsere Versandpartner.", ["PUT /parcels/{id}/state"]],
  ["Erfordert eine besondere Berechtigung.", ["PUT /parcels/{id}/state"]],
  ["Réservé à nos partenaires de livraison.", ["PUT /parcels/{id}/state"]],
  ["Nécessite des droits étendus.", ["PUT /parcels/{id}/state"]],
  ["Reservado para nuestros transportistas.", ["PUT /parcels/{id}/state"]],
  ["Requiere permisos especiales.", ["PUT /parcels/{id}/state"]],
  ["Reservado aos parceiros de entrega.", ["PUT /parcels/{id}/state"]],
  ["Exige permissões elevadas.", ["PUT /parcels/{id}/state"]],
  ["This should only be used by clients that have access to the special grant type.", ["PUT /parcels/{id}/state"]],
  ["Darf nur von Clients verwendet werden, die Zugriff auf die Funktion haben.", ["PUT /parcels/{id}/state"]],
  ["Ne doit être appelé que par les applications qui ont accès au service.", ["PUT /parcels/{id}/state"]],
  ["Solo puede ser utilizado por clientes que tienen permiso para ello.", ["PUT /parcels/{id}/state"]],
  ["Só pode ser usado por aplicativos que têm permissão para isso.", ["PUT /parcels/{id}/state"]],
  ["This should only be used by clients that have a cache.", []],
  ["Only used by clients that are allowed redirects.", []],
  // Nobody is kept out.
  ["Not only for carriers.", []],
  ["Does not require elevated permissions.", []],
  ["Only the state of parcels of carriers is set.", []],
  ["Only parcels that wait for carriers can be set.", []],
  ["Tells the carrier that the parcel is ready.", []],
  ["Grants the user special permissions.", []],
  ["Sets the state of a parcel.", []],
])("kept to a few, where one scope is for all: %s", async (description, kept) => {
  const faults = await faultsIn(
    contradictoryRequirement,
    { ...OTHERS, "PUT /parcels/{id}/state": { description } },
    ONE_SCOPE,
  );
  expect(faults.flatMap(({ places = [] }) => places.map(({ operation }) => operation?.id))).toEqual(kept);
});

const KEPT = { description: "Reserved for our delivery partners." };

test.each<[string, object, object, number[]]>([
  ["one scope for all", { "PUT /parcels/{id}": KEPT }, ONE_SCOPE, [0]],
  ["a read", { "GET /parcels/{id}": KEPT }, ONE_SCOPE, [1]],
  ["a credential without scopes, which may show who calls", { "PUT /parcels/{id}": KEPT }, {}, [1]],
  ["a scope of their own", { "PUT /parcels/{id}": { ...KEPT, security: [{ login: ["partners"] }] } }, ONE_SCOPE, []],
  [
    "said of as many as not, it says who calls the API",
    { "PUT /parcels/{id}": KEPT, "DELETE /parcels/{id}": KEPT, "PUT /pallets/{id}": KEPT, "GET /pallets": KEPT },
    ONE_SCOPE,
    [],
  ],
])("how grave it is: %s", async (_what, operations, more, milder) => {
  const faults = await faultsIn(contradictoryRequirement, { ...OTHERS, ...operations }, more);
  expect(faults.map(({ mitigations }) => severity(mitigations))).toEqual(milder);
});

test("a value that a special permission is needed for is named with its operation", async () => {
  const schema = {
    properties: { depot: { type: "string", description: "Use of this value requires special permission." } },
  };
  const faults = await faultsIn(
    contradictoryRequirement,
    { ...OTHERS, "POST /pallets": { requestBody: { content: { "application/json": { schema } } } } },
    ONE_SCOPE,
  );
  expect(faults.flatMap(({ places = [] }) => places.map(({ witness }) => witness))).toEqual(["request depot"]);
});

const KEY = { key: { type: "apiKey", in: "header", name: "X-Api-Key" } };
const BESIDE = { components: { securitySchemes: { ...KEY, token: { type: "http", scheme: "bearer" } } } };

test.each<[string, string, string[]]>([
  ["a key", "Please note that an API key is required for throttling.", ["GET /tides/{port}"]],
  ["a token", "Requires a valid access token.", ["GET /tides/{port}"]],
  ["in German", "Ein API-Schlüssel ist erforderlich.", ["GET /tides/{port}"]],
  ["in French", "Une clé API est nécessaire.", ["GET /tides/{port}"]],
  ["in Spanish", "Se requiere una clave API.", ["GET /tides/{port}"]],
  ["in Portuguese", "É necessária uma chave API.", ["GET /tides/{port}"]],
  ["denied", "No API key is required.", []],
  ["on a condition", "An API key is required if more than ten days are asked for.", []],
  ["on a condition, which stands first", "If you want more than ten days, an API key is required.", []],
  ["said of something else", "Returns the tides that boats with a key need.", []],
  ["nothing said", "The tides of a port.", []],
])("a credential is demanded, and nothing is required: %s", async (_what, description, found) => {
  const faults = await faultsIn(
    contradictoryRequirement,
    { "GET /boats": {}, "GET /tides/{port}": { description, security: [] } },
    BESIDE,
  );
  expect(faults.flatMap(({ places = [] }) => places.map(({ operation }) => operation?.id))).toEqual(found);
});

test("the scheme that is meant is named where no operation asks for it", async () => {
  const description = "An API key is required.";
  const [fault] = await faultsIn(
    contradictoryRequirement,
    { "GET /boats": {}, "GET /tides/{port}": { description, security: [] } },
    BESIDE,
  );
  expect(fault?.evidence?.at(-1)).toBe('"key" is defined, and no operation requires it.');
});

const READS = { "GET /tides/{port}": {}, "GET /ports": {} };

test.each<[string, object, object, string[]]>([
  ["an empty requirement", READS, { security: [{}] }, ["defined though open"]],
  ["an empty list", READS, { security: [] }, ["defined though open"]],
  ["no statement of the root", READS, { security: undefined }, []],
  ["the root requires it", READS, { security: [{ key: [] }] }, []],
  ["either is enough", READS, { security: [{}, { key: [] }] }, []],
  ["an operation requires it", { ...READS, "GET /boats": { security: [{ key: [] }] } }, { security: [] }, []],
  ["no scheme is defined", READS, { security: [], components: {} }, []],
  [
    "the scheme is optional by its text",
    READS,
    {
      security: [],
      components: { securitySchemes: { key: { ...KEY.key, description: "Optional, for higher limits." } } },
    },
    [],
  ],
])("a scheme that is defined and asked for nowhere: %s", async (_what, operations, more, causes) => {
  const faults = await faultsIn(contradictoryRequirement, operations as never, {
    components: { securitySchemes: KEY },
    ...more,
  });
  expect(faults.map(({ cause }) => cause)).toEqual(causes);
});

test("what is told of as a contradiction is not told of as left out", async () => {
  const secured = Object.fromEntries(
    Array.from({ length: 9 }, (_, at) => [`GET /boats${at}`, { security: [{ key: [] }] }]),
  );
  const more = { ...BESIDE, security: undefined };
  const left = (description: string): Promise<readonly unknown[]> =>
    faultsIn(unauthenticatedOperation, { ...secured, "GET /tides/{port}/table": { description } }, more);
  expect(await left("The table of a port.")).toHaveLength(1);
  expect(await left("Requires an API key.")).toHaveLength(0);
});

test("what anybody reads above a ceiling is told of with its data", async () => {
  const open = {
    description: "An API key is required.",
    security: [],
    responses: returns({ properties: { patient_diagnosis: { type: "string" }, email: { type: "string" } } }),
  };
  expect(await faultsIn(contradictoryRequirement, { "GET /boats": {}, "GET /patients/{id}": open }, BESIDE)).toEqual(
    [],
  );
});
