import { expect, test } from "vitest";
import { clientSideAuthorization } from "../../src/rules/authorization/client-side-authorization.ts";
import { excessiveDataExposure } from "../../src/rules/data/excessive-data-exposure.ts";
import { sensitiveDataInUrl } from "../../src/rules/data/sensitive-data-in-url.ts";
import { unboundedList } from "../../src/rules/resources/unbounded-list.ts";
import { unboundedPageSize } from "../../src/rules/resources/unbounded-page-size.ts";
import { filesBelow, withBuffers } from "../../src/load/files.ts";
import { reviewDescription } from "../../src/review.ts";
import { faultsIn, returns, SIGN_UP } from "./faults-in.ts";

const TEXT = { type: "string" };
const FLAG = (description: string): object => ({ type: "boolean", description });

test.each([
  ["This endpoint allows the client to retrieve a list of unpublished articles of the user", 0],
  ["Permet au client de lire les articles non publiés", 0],
  ["This endpoint allows the client to hide what the user may not see", 1],
  ["The client hides unpublished articles of other users", 1],
])("what is left to a program: %s", async (description, count) => {
  const faults = await faultsIn(clientSideAuthorization, {
    ...SIGN_UP,
    "GET /articles/unpublished": {
      description,
      responses: returns({ type: "array", items: { properties: { id: TEXT } } }),
    },
  });
  expect(faults).toHaveLength(count);
});

test("a field of one name is one decision, in whichever object it stands; another name is another", async () => {
  const hidden = (of: string): object => FLAG(`Should the app hide the host of the ${of}?`);
  const faults = await faultsIn(clientSideAuthorization, {
    ...SIGN_UP,
    "GET /playlists/{id}": { responses: returns({ properties: { hide_host: hidden("playlist") } }) },
    "GET /shows/{id}": { responses: returns({ properties: { hide_host: hidden("show") } }) },
    "GET /rooms/{id}": { responses: returns({ properties: { hide_price: FLAG("Should the app hide the price?") } }) },
  });
  expect(faults.map(({ places = [] }) => places.length)).toEqual([2, 1]);
});

test.each([
  ["`top` indicates the number of days since publication", 0],
  ["The number of articles, of the last days", 1],
])("a page size, of which is said: %s", async (description, count) => {
  const parameters = [{ name: "top", in: "query", description, schema: { type: "integer" } }];
  const responses = returns({ type: "array", items: { properties: { id: TEXT, email: TEXT } } });
  expect(await faultsIn(unboundedPageSize, { ...SIGN_UP, "GET /users": { parameters, responses } })).toHaveLength(
    count,
  );
});

test.each<[string, boolean, number | undefined, number]>([
  ["ids", true, 100, 0],
  ["ids", false, 100, 1],
  ["ids", true, undefined, 1],
  ["ids", true, 100_000, 1],
  ["states", true, 100, 1],
])("a list by %s, required %s, at most %s, is told %i times", async (name, required, maxItems, count) => {
  const parameters = [{ name, in: "query", required, schema: { type: "array", items: TEXT, maxItems } }];
  const responses = returns({ type: "array", items: { $ref: "#/components/schemas/User" } });
  const components = {
    securitySchemes: { token: { type: "http", scheme: "bearer" } },
    schemas: { User: { type: "object", properties: { id: TEXT, email: TEXT, phone: TEXT } } },
  };
  expect(
    await faultsIn(unboundedList, { ...SIGN_UP, "GET /users": { parameters, responses } }, { components }),
  ).toHaveLength(count);
});

test.each([
  ["/routes", "wheelchair", 0],
  ["/routes", "isPregnant", 1],
  ["/patients/{patientId}/routes", "wheelchair", 1],
])("of %s, %s in the query string is told %i times", async (path, name, count) => {
  const parameters = [{ name, in: "query", schema: { type: "boolean" } }, ...inPath(path)];
  const faults = await faultsIn(sensitiveDataInUrl, { [`GET ${path}`]: { parameters, responses: {} } });
  expect(faults).toHaveLength(count);
});

const inPath = (path: string): readonly object[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({ name, in: "path", required: true, schema: TEXT }));

test.each([
  ["/reviews/{id}", 1],
  ["/patients/{id}/files", 0],
])("a note that is sent in the URL of %s is %i steps milder", async (path, steps) => {
  const parameters = [{ name: "note", in: "query", schema: TEXT }, ...inPath(path)];
  const [fault] = await faultsIn(sensitiveDataInUrl, { [`PUT ${path}`]: { parameters, responses: {} } });
  expect(fault?.mitigations).toHaveLength(steps);
});

test("things that tell the same of themselves hang on one answer, and more than that is another line", async () => {
  const serial = { properties: { id: TEXT, meterSerialNumber: TEXT } };
  const of = (name: string): object => ({ get: { responses: returns({ $ref: `#/components/schemas/${name}` }) } });
  const text = JSON.stringify({
    openapi: "3.1.0",
    info: { title: "Meters", version: "1" },
    servers: [{ url: "https://api.acme.io" }],
    paths: { "/devices/{id}": of("Device"), "/folders/{id}": of("Folder"), "/contacts/{id}": of("Contact") },
    components: {
      schemas: {
        Device: { type: "object", ...serial },
        Folder: { type: "object", ...serial },
        Contact: { type: "object", properties: { id: TEXT, phone: TEXT, meterSerialNumber: TEXT } },
      },
    },
  });
  const files = withBuffers(filesBelow(import.meta.dirname), new Map([["openapi.yaml", Buffer.from(text)]]));
  const { assumptions } = await reviewDescription("openapi.yaml", files);
  const found = assumptions.flatMap(({ ifTrue }) => ifTrue).filter(({ rule }) => rule === excessiveDataExposure.id);
  expect(found.map(({ operations }) => operations.length).toSorted((a, b) => a - b)).toEqual([1, 2]);
});
