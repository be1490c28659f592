import { expect, test } from "vitest";
import { isCommonData, isEvidentlyCommon } from "../../src/operations/candidates/common-data.ts";
import { apiOfPart } from "../rules/description-of.ts";

/* Where callers can create nothing and nothing says whose a thing is, an identifier names an entry of the provider's own. */

interface Written {
  readonly info?: object;
  readonly scheme?: object;
  readonly paths: Readonly<Record<string, object>>;
}

const KEY = { type: "apiKey", in: "header", name: "X-API-Key" };
const giving = (properties: object): object => ({
  "200": { description: "OK", content: { "application/json": { schema: { type: "object", properties } } } },
});
const TEXT = { type: "string" };
const PLACE = giving({ name: TEXT, address: TEXT, phone: TEXT });
const query = (...names: readonly string[]): object[] => names.map((name) => ({ name, in: "query", schema: TEXT }));
const id = (name: string): object => ({ name, in: "path", required: true, schema: TEXT });

/** Hospitals that are found by a place. */
const FOUND = { get: { parameters: query("lat", "lon"), responses: PLACE } };
const ONE = { get: { parameters: [id("id")], responses: PLACE } };
const SCORE = giving({ score: TEXT });
const SCORES = { get: { responses: SCORE } };
const HOSPITALS = { "/hospitals": FOUND, "/hospitals/{id}": ONE };

const apiOf = ({ info = {}, scheme = KEY, paths }: Written): ReturnType<typeof apiOfPart> =>
  apiOfPart(
    JSON.stringify({
      openapi: "3.1.0",
      info: { title: "T", version: "1", ...info },
      servers: [{ url: "https://api.acme.io" }],
      security: [{ key: [] }],
      paths,
      components: { securitySchemes: { key: scheme } },
    }),
  );

const isCommon = async (written: Written): Promise<boolean> => isCommonData(await apiOf(written));

const CODE_FLOW = {
  type: "oauth2",
  flows: { authorizationCode: { authorizationUrl: "https://acme.io/a", tokenUrl: "https://acme.io/t", scopes: {} } },
};

test.each<[string, Written, boolean]>([
  ["places that are found by coordinates", { paths: HOSPITALS }, true],
  ["places of which callers add one", { paths: { ...HOSPITALS, "/hospitals/{id}/notes": { post: {} } } }, false],
  ["places behind a log-in of users", { scheme: CODE_FLOW, paths: HOSPITALS }, false],
  ["places beside what is of the caller", { paths: { ...HOSPITALS, "/me/visits": { get: {} } } }, false],
  [
    "places of which a text says whose they are",
    { info: { description: "Lists your hospitals." }, paths: HOSPITALS },
    false,
  ],
  ["places beside the reader's quota", { info: { description: "Counts towards your quota." }, paths: HOSPITALS }, true],
  [
    "places with an owner",
    {
      paths: {
        ...HOSPITALS,
        "/hospitals/{id}": { get: { parameters: [id("id")], responses: giving({ owner_id: TEXT }) } },
      },
    },
    false,
  ],
  [
    "places of an account that a filter names",
    { paths: { "/hospitals": { get: { parameters: query("lat", "lon", "tenantId"), responses: PLACE } } } },
    false,
  ],
  [
    "places with who works there at home",
    {
      paths: {
        "/hospitals": FOUND,
        "/hospitals/{id}": { get: { parameters: [id("id")], responses: giving({ home_phone: TEXT }) } },
      },
    },
    false,
  ],
  [
    "several kinds of things that are published",
    { paths: { "/airports/{code}": ONE, "/airlines": SCORES, "/exchange-rates/{id}": ONE } },
    true,
  ],
  [
    "reads that a sentence tells of nobody, and no thing by an ID of its own",
    { paths: { "/radius": { get: { summary: "Zip codes within a radius", responses: SCORE } } } },
    true,
  ],
  [
    "a note by its ID, whatever a sentence tells",
    { paths: { "/notes/{noteId}": { get: { ...ONE.get, summary: "Returns where and how deep it is" } } } },
    false,
  ],
  [
    "molecules before they are published",
    {
      info: { description: "Results of our laboratory, before publication." },
      paths: { "/molecules": SCORES, "/proteins": SCORES },
    },
    false,
  ],
  ["molecules", { paths: { "/molecules": SCORES, "/proteins": SCORES } }, true],
  [
    "the key of a stream",
    {
      paths: {
        "/channels": { get: { summary: "Returns the key with which a stream is decrypted", responses: SCORE } },
      },
    },
    false,
  ],
  [
    "a read that names the API key",
    {
      paths: {
        "/radius": { get: { summary: "Checks the API key, and gives the radius of zip codes", responses: SCORE } },
      },
    },
    true,
  ],
  [
    "what is kept from most, whoever it is of",
    { paths: { "/wiretaps": { get: { summary: "Returns the wiretaps by line and day", responses: SCORE } } } },
    false,
  ],
  [
    "the same in German",
    { paths: { "/gehaelter": { get: { summary: "Liefert die Gehälter je Stufe", responses: SCORE } } } },
    false,
  ],
  [
    "an address that is validated",
    {
      info: { title: "Open data on domains" },
      paths: { "/validateEmail": { get: { summary: "Validates an address", responses: SCORE } } },
    },
    true,
  ],
  ["places that nothing shows to be all there are", { paths: { "/hospitals/{id}": ONE } }, false],
  [
    "places of a list that is said to be of all",
    { paths: { "/hospitals": { get: { summary: "List all hospitals", responses: PLACE } }, "/hospitals/{id}": ONE } },
    true,
  ],
  [
    "shipments, wherever they are found",
    { paths: { "/shipments": FOUND, "/shipments/{id}": ONE }, info: { description: "Information about shipments." } },
    false,
  ],
  ["vehicles by coordinates", { paths: { "/vehicles": FOUND, "/vehicles/{id}": ONE } }, false],
  [
    "vehicles of a timetable",
    {
      paths: {
        "/arrivals": { get: { parameters: query("stopId", "routeId", "tripId", "lat", "lon"), responses: PLACE } },
        "/vehicles": FOUND,
      },
    },
    true,
  ],
  [
    "where parcels are delivered",
    {
      paths: { "/stops": { get: { parameters: query("lat", "lon"), responses: giving({ deliveryAddress: TEXT }) } } },
    },
    false,
  ],
  ["matches of people", { paths: { "/matches": FOUND, "/matches/{id}": ONE } }, false],
  [
    "matches of a league",
    {
      paths: {
        "/leagues": FOUND,
        "/seasons": SCORES,
        "/standings": SCORES,
        "/matches": SCORES,
        "/matches/{id}": { get: { parameters: [id("id")], responses: SCORE } },
      },
    },
    true,
  ],
  [
    "members of a league, whoever they are",
    {
      paths: {
        "/leagues": FOUND,
        "/seasons": SCORES,
        "/standings": SCORES,
        "/players/{id}": { get: { parameters: [id("id")], responses: giving({ email: TEXT, username: TEXT }) } },
      },
    },
    false,
  ],
  [
    "those who play in a league, with what they earn",
    {
      paths: {
        "/leagues": FOUND,
        "/seasons": SCORES,
        "/standings": SCORES,
        "/players": { get: { responses: giving({ salary: { type: "number" }, height: TEXT }) } },
      },
    },
    false,
  ],
  [
    "employees beside a league, with what they earn",
    {
      paths: {
        "/leagues": FOUND,
        "/seasons": SCORES,
        "/standings": SCORES,
        "/employees": { get: { responses: giving({ salary: { type: "number" }, height: TEXT }) } },
      },
    },
    false,
  ],
  [
    "things of which one kind is found by a place, and another is not",
    { paths: { ...HOSPITALS, "/files/{id}": ONE } },
    false,
  ],
  [
    "where a thing moves that is found by a place",
    { paths: { "/trackers": FOUND, "/trackers/{id}/journeys": ONE } },
    false,
  ],
  [
    "notes that are said to be open data",
    { info: { description: "The notes are published as open data." }, paths: { "/notes/{id}": ONE } },
    false,
  ],
  [
    "what is said to be open data",
    { info: { description: "All of it is published as open data." }, paths: { "/quays/{id}": ONE } },
    true,
  ],
  [
    "what a category says to be open data",
    { info: { "x-categories": ["open_data"] }, paths: { "/quays/{id}": ONE } },
    true,
  ],
  [
    "what another API opens",
    { info: { description: "Our open data portal is another API." }, paths: { "/quays/{id}": ONE } },
    false,
  ],
  [
    "what is open data in a sandbox",
    { info: { description: "Try the open data of our sandbox." }, paths: { "/quays/{id}": ONE } },
    false,
  ],
  [
    "what is open data in a demo",
    { info: { description: "The demo returns open data." }, paths: { "/quays/{id}": ONE } },
    false,
  ],
  [
    "what is open data in a trial",
    { info: { description: "During the trial you get open data." }, paths: { "/quays/{id}": ONE } },
    false,
  ],
  [
    "what an API's code is published under",
    { info: { description: "The code is published under the Open Database License." }, paths: { "/quays/{id}": ONE } },
    false,
  ],
  [
    "codes of banks",
    { paths: { "/banks": { get: { parameters: query("lat", "lon"), responses: giving({ sort_code: TEXT }) } } } },
    true,
  ],
  [
    "codes of banks beside accounts",
    {
      paths: {
        "/banks": {
          get: {
            parameters: query("lat", "lon"),
            responses: giving({ sort_code: TEXT, account_number: TEXT, iban: TEXT }),
          },
        },
      },
    },
    false,
  ],
  [
    "houses with the name of who owns them",
    {
      paths: {
        "/houses": {
          get: {
            parameters: query("lat", "lon"),
            responses: giving({ owner: { type: "object", properties: { names: TEXT, mailing_address: TEXT } } }),
          },
        },
      },
    },
    false,
  ],
  [
    "what a POST is said to get",
    { paths: { ...HOSPITALS, "/hospitals/dedup": { post: { summary: "Get all near duplicates", responses: PLACE } } } },
    true,
  ],
  [
    "what a POST is said to get and to merge",
    {
      paths: {
        ...HOSPITALS,
        "/hospitals/dedup": { post: { summary: "Get all near duplicates and merge them", responses: PLACE } },
      },
    },
    false,
  ],
  [
    "what is said to be what you uploaded",
    { paths: { "/scans": { get: { summary: "All scans you uploaded", responses: PLACE } }, "/scans/{id}": ONE } },
    false,
  ],
  [
    "open data in Portuguese",
    {
      info: { title: "Dados Abertos" },
      paths: { "/queimadas/{id}": { get: { parameters: [id("id")], responses: giving({ area: TEXT }) } } },
    },
    true,
  ],
  [
    "what is no open data",
    {
      info: { description: "This is not open data." },
      paths: { "/fires/{id}": { get: { parameters: [id("id")], responses: PLACE } } },
    },
    false,
  ],
  [
    "customers in open data",
    {
      info: { title: "Open data" },
      paths: {
        "/customers/{id}": { get: { parameters: [id("id")], responses: giving({ email: TEXT, full_name: TEXT }) } },
      },
    },
    false,
  ],
  [
    "customers by name in open data",
    {
      info: { title: "Open data" },
      paths: { "/customers": { get: { responses: giving({ full_name: TEXT, email: TEXT }) } } },
    },
    false,
  ],
  [
    "how sources are reached in open data",
    {
      info: { title: "Open data" },
      paths: { "/sources/{id}": { get: { parameters: [id("id")], responses: giving({ contactEmail: TEXT }) } } },
    },
    true,
  ],
  [
    "health in open data",
    {
      info: { title: "Open data" },
      paths: {
        "/studies/{id}": {
          get: {
            parameters: [id("id")],
            responses: giving({ patient: { type: "object", properties: { diagnosis: TEXT } } }),
          },
        },
      },
    },
    false,
  ],
  [
    "who has entered open data",
    {
      info: { title: "Open data" },
      paths: { "/quays/{id}": { get: { parameters: [id("id")], responses: giving({ created_by: TEXT }) } } },
    },
    true,
  ],
  [
    "whose open data is",
    {
      info: { title: "Open data" },
      paths: { "/quays/{id}": { get: { parameters: [id("id")], responses: giving({ customer_id: TEXT }) } } },
    },
    false,
  ],
  [
    "pictures of people in open data",
    {
      info: { title: "Open data" },
      paths: {
        "/members/{id}/portrait": {
          get: { parameters: [id("id")], responses: { "200": { description: "OK", content: { "image/jpeg": {} } } } },
        },
      },
    },
    true,
  ],
  [
    "people of whom nothing says what is told in open data",
    {
      info: { title: "Open data" },
      paths: {
        "/members/{id}/details": { get: { parameters: [id("id")], responses: { "200": { description: "OK" } } } },
      },
    },
    false,
  ],
  ["a text of what an API is used in", { info: { description: "Show them in your project." }, paths: HOSPITALS }, true],
  [
    "a locator",
    {
      info: { title: "Branch Locator" },
      paths: { "/branches/code/{code}": { get: { parameters: [id("code")], responses: PLACE } } },
    },
    true,
  ],
  [
    "addresses in a public chain",
    {
      paths: {
        "/risk/address": {
          get: {
            parameters: [{ name: "hash", in: "query", description: "Blockchain hash", schema: TEXT }],
            responses: giving({ score: TEXT }),
          },
        },
      },
    },
    true,
  ],
])("%s", async (_name, written, common) => {
  expect(await isCommon(written)).toBe(common);
});

const UNTYPED = { get: { parameters: [id("id")], responses: { "200": { description: "The result of the call" } } } };

const TOLD = { get: { ...UNTYPED.get, summary: "Returns where and how deep a quay is" } };

/* Without a schema, that nothing speaks against it is no evidence. */
test.each<[string, Written["paths"], string, boolean, object?]>([
  ["hospitals without a schema", { "/hospitals": FOUND, "/hospitals/{id}": UNTYPED }, "/hospitals/{id}", true],
  ["hospitals with a schema", { "/hospitals": FOUND, "/hospitals/{id}": ONE }, "/hospitals/{id}", true],
  ["wiretaps without a schema", { "/wiretaps": FOUND, "/wiretaps/{id}": UNTYPED }, "/wiretaps/{id}", false],
  ["quays of open data", { "/quays/{id}": TOLD }, "/quays/{id}", true, { title: "Open data of a city" }],
  [
    "moorings of open data of which nothing is told",
    { "/moorings/{id}": UNTYPED },
    "/moorings/{id}",
    false,
    { title: "Open data" },
  ],
  ["quays of a public API", { "/quays/{id}": TOLD }, "/quays/{id}", false, { title: "Public API" }],
])("%s", async (_, paths, path, expected, info = {}) => {
  const api = await apiOf({ paths, info });
  const operation = api.operations.find((one) => one.path === path)!;
  expect(isEvidentlyCommon(api, operation)).toBe(expected);
});
