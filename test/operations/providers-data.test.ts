import { expect, test } from "vitest";
import { isEvidentlyCommon } from "../../src/operations/candidates/common-data.ts";
import { providersData } from "../../src/operations/candidates/providers-data.ts";
import { rankedTests } from "../../src/review/tests.ts";
import { testBoundaries } from "../../src/review/boundaries.ts";
import { apiOfPart } from "../rules/description-of.ts";

/* What no caller makes and nobody is said to have is the provider's: what is to be tested of it is that the credential is asked for. */

const TEXT = { type: "string" };
const giving = (...names: readonly string[]): object => ({
  200: {
    description: "OK",
    content: {
      "application/json": {
        schema: { type: "object", properties: Object.fromEntries(names.map((name) => [name, TEXT])) },
      },
    },
  },
});
const read = (names: readonly string[], parameters: readonly object[] = [], more: object = {}): object => ({
  get: { parameters, responses: giving(...names), ...more },
});
const at = (...names: readonly string[]): object[] =>
  names.map((name) => ({ name, in: "path", required: true, schema: TEXT }));
const asked = (...names: readonly string[]): object[] =>
  names.map((name) => ({ name, in: "query", required: true, schema: TEXT }));

type Paths = Readonly<Record<string, object>>;

const apiOf = (paths: Paths): ReturnType<typeof apiOfPart> =>
  apiOfPart(
    JSON.stringify({
      openapi: "3.1.0",
      info: { title: "T", version: "1" },
      servers: [{ url: "https://api.acme.io" }],
      security: [{ key: [] }],
      paths,
      components: { securitySchemes: { key: { type: "apiKey", in: "header", name: "X-API-Key" } } },
    }),
  );

const FOSSIL = ["name", "image_url", "price"];
const PICTURE = ["title", "author", "image_url"];
const COMPANY = ["name", "address", "totalAssets"];
const PLAYER = ["FirstName", "Height", "BirthDate", "Salary"];

/** The first path of each is the one that is asked about. */
const OF_PROVIDER: readonly (readonly [string, Paths])[] = [
  ["fossils of a game", { "/fossils/{fossil}": read(FOSSIL, at("fossil")), "/fossils": read(FOSSIL) }],
  [
    "one of many below them, which elsewhere is a person",
    { "/fossils/individuals/{name}": read(FOSSIL, at("name")), "/fossils": read(FOSSIL) },
  ],
  ["artworks with who made them", { "/art/{artwork}": read(PICTURE, at("artwork")), "/art": read(PICTURE) }],
  ["works in German", { "/kunstwerke/{werk}": read(["titel", "autor", "bild_url"], at("werk")) }],
  ["companies by the code of a country", { "/company-overview": read(COMPANY, asked("countryCode", "companyId")) }],
  ["officers of companies", { "/company-board-members": read(["firstName"], asked("countryCode", "companyId")) }],
  ["companies by their number in the register", { "/companies/{companyNumber}": read(COMPANY, at("companyNumber")) }],
  ["companies by their number in France", { "/entreprises/{siren}": read(COMPANY, at("siren")) }],
  ["companies in Brazil", { "/empresas/{cnpj}": read(COMPANY, at("cnpj")) }],
  [
    "players of a league",
    {
      "/Player/{playerid}": read(PLAYER, at("playerid")),
      "/Standings/{season}": read(["Team"], at("season")),
      "/TeamSeasonStats/{season}": read(["Team"], at("season")),
    },
  ],
  [
    "episodes of a directory that is searched, beside what is asked of the provider",
    {
      "/episodes/{id}": read(["transcript", "audio"], at("id")),
      "/search": read(["results"], asked("q")),
      "/podcasts/submit": { post: { responses: giving("status") } },
      "/podcasts/{id}": {
        delete: { summary: "Request to delete a podcast", parameters: at("id"), responses: giving("status") },
      },
    },
  ],
];

/** The data of a parliament by its nouns in a language. */
const parliament = (bills: string, committees: string, law: string): Paths => ({
  [`/${bills}/{bill_id}`]: read(["title", "sponsor_name", "email"], at("bill_id")),
  [`/${committees}`]: read(["name"]),
  [`/${law}`]: read(["name"]),
  "/people": read(["name", "birth_date", "email"]),
});

const WITH_KEYS: Paths = {
  "/getToken": { post: { responses: giving("token") } },
  "/makeSubUserKey": { post: { summary: "Makes a key for one of your users", responses: giving("token") } },
};

test.each<readonly [string, Paths]>([
  ["bills", parliament("bills", "committees", "jurisdictions")],
  ["bills, beside a legislature", parliament("bills", "hearings", "legislature")],
  ["Drucksachen", parliament("drucksachen", "ausschüsse", "wahlkreise")],
  ["scrutins", parliament("scrutins", "amendements", "législature")],
  ["votaciones", parliament("votaciones", "enmiendas", "parlamento")],
  ["votações", parliament("emendas", "comissões", "parlamento")],
  ["listings", { "/listings": read(["vin", "lastSeen", "askPrice"], asked("dealerID")), ...WITH_KEYS }],
  ["Inserate", { "/inserate": read(["vin", "lastSeen", "preis"], asked("plz")), ...WITH_KEYS }],
  ["annonces", { "/annonces": read(["vin", "lastSeen", "prix"], asked("zip")), ...WITH_KEYS }],
  ["anuncios", { "/anuncios": read(["vin", "lastSeen", "precio"], asked("zip")), ...WITH_KEYS }],
  [
    "posts on a game, and what else is known of games by a number",
    {
      "/games/{id}/reddit": read(["username", "text"], at("id")),
      "/games": read(["name"]),
      "/genres/{id}": read(["name"], at("id")),
    },
  ],
])("%s are the provider's, whoever makes keys beside them", async (_what, paths) => {
  const api = await apiOf(paths);
  expect(providersData(api)(api.operations[0]!) || isEvidentlyCommon(api, api.operations[0]!)).toBe(true);
});

test.each(OF_PROVIDER)("%s are the provider's", async (_what, paths) => {
  const api = await apiOf(paths);
  const [operation] = api.operations;
  expect(providersData(api)(operation!) || isEvidentlyCommon(api, operation!)).toBe(true);
});

/** A league that shows of its players where they come from, or how they are reached. */
const league = (...told: readonly string[]): Paths => ({
  "/Player/{playerid}": read(["FirstName", ...told], at("playerid")),
  "/Standings/{season}": read(["Team"], at("season")),
  "/TeamSeasonStats/{season}": read(["Team"], at("season")),
});

test.each([["home_city"], ["hometown"], ["HomeCountry"], ["wohnort"], ["ville"], ["ciudad"], ["cidade"]])(
  "a league shows which town its players come from: %s",
  async (town) => {
    const api = await apiOf(league(town));
    expect(providersData(api)(api.operations[0]!)).toBe(true);
  },
);

test.each([["home_address"], ["streetAddress"], ["strasse"], ["email"], ["phone"]])(
  "how a player is reached is nobody's to show: %s",
  async (reached) => {
    const api = await apiOf(league(reached));
    expect(providersData(api)(api.operations[0]!)).toBe(false);
  },
);

const OF_CALLERS: readonly (readonly [string, Paths])[] = [
  [
    "bills of a supplier",
    { "/bills/{id}": read(["title", "email"], at("id")), "/sessions": read(["name"]), "/votes": read(["name"]) },
  ],
  [
    "listings that callers place",
    { "/listings/{id}": read(["vin", "lastSeen"], at("id")), "/listings": { post: { responses: giving("id") } } },
  ],
  ["adverts of the reader", { "/listings": read(["vin", "lastSeen"], [], { summary: "All of your listings" }) }],
  [
    "adverts beside orders",
    { "/listings/{id}": read(["vin", "lastSeen"], at("id")), "/orders/{id}": read(["total"], at("id")) },
  ],
  [
    "artworks of which callers make one",
    { "/art/{artwork}": read(PICTURE, at("artwork")), "/art": { post: { responses: giving("id") } } },
  ],
  ["artworks of the reader", { "/art/{artwork}": read(PICTURE, at("artwork"), { summary: "One of your artworks" }) }],
  ["what is below a tenant", { "/organizations/{orgId}/art/{artwork}": read(PICTURE, at("orgId", "artwork")) }],
  ["what names its owner", { "/art/{artwork}": read([...PICTURE, "customer_id"], at("artwork")) }],
  ["orders", { "/orders/{id}": read(["total", "image_url"], at("id")) }],
  ["patients", { "/patients/{id}": read(["name", "diagnosis"], at("id")) }],
  ["notes by an ID that is made up for each", { "/notes/{id}": read(PICTURE, at("id")) }],
  ["addresses by one", { "/addresses/{id}": read(["town"], at("id")) }],
  ["recordings", { "/recordings/{id}": read(["transcript", "phone_number"], at("id")) }],
  ["readings of a meter", { "/meters/{id}": read(["address", "reading"], at("id")) }],
  ["companies that are tenants", { "/companies/{companyId}": read(COMPANY, at("companyId")) }],
  [
    "players of a club's own application",
    { "/players/{id}": read(["name", "phone_number"], at("id")), "/teams/{id}": read(["name"], at("id")) },
  ],
  [
    "artworks that are not published",
    { "/art/{artwork}": read(PICTURE, at("artwork"), { summary: "Unpublished art" }) },
  ],
];

test.each(OF_CALLERS)("%s are not", async (_what, paths) => {
  const api = await apiOf(paths);
  expect(providersData(api)(api.operations[0]!)).toBe(false);
});

test("one condition has all that is read by the key, and asks for it with a wrong and an expired one", async () => {
  const api = await apiOf({
    "/fossils/individuals/{name}": read(FOSSIL, at("name")),
    "/fossils": read(FOSSIL),
    "/bugs": read(["name"]),
  });
  const tests = rankedTests(api);
  expect(testBoundaries(tests).map(({ text }) => text)).toEqual([
    "Test that a call without a valid credential is refused (3 operations: GET /fossils/individuals/{name}, GET /fossils and GET /bugs)",
  ]);
  expect([...new Set(tests.map(({ test: { as } }) => as))]).toEqual(["anyone without a valid credential"]);
});

test.each([
  [{}, "", "401"],
  [{ 403: { description: "Forbidden" } }, "", "401 or 403"],
  [{ 422: { description: "Validation Error" } }, "", "401, or 422 where the credential is left out"],
  [{}, "A missing, invalid or expired JWT will return a HTTP 403 code.", "401 or 403"],
  [{}, "Ein fehlendes Token wird mit 403 beantwortet.", "401 or 403"],
  [{}, "Sans jeton, la réponse est 403.", "401 or 403"],
  [{}, "Sin token se devuelve 403.", "401 or 403"],
  [{}, "Sem token a resposta é 403.", "401 or 403"],
  [{}, "Costs 403 credits.", "401"],
])(
  "a call without the credential is refused as the description declares: %j %s",
  async (responses, description, expected) => {
    const api = await apiOfPart(
      JSON.stringify({
        openapi: "3.1.0",
        info: { title: "T", version: "1", description: "Your API key is required for all endpoints." },
        servers: [{ url: "https://api.acme.io" }],
        paths: {
          "/listings": {
            get: {
              description,
              parameters: asked("jwt"),
              responses: { ...giving("vin", "lastSeen"), ...responses },
            },
          },
        },
      }),
    );
    const [first] = rankedTests(api);
    expect(first?.test.as).toBe("anyone without a valid credential");
    expect(first?.test.expect).toBe(expected);
  },
);

test("what was no condition becomes none", async () => {
  const api = await apiOf({ "/bugs/{bug}": read(["name"], at("bug")), "/bugs": read(["name"]) });
  expect(testBoundaries(rankedTests(api))).toEqual([]);
});
