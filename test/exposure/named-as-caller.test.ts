import { expect, test } from "vitest";
import { isOwn } from "../../src/exposure/principals.ts";
import { ownSentence } from "../../src/exposure/callers-own.ts";
import { apiOf, returns } from "../rules/faults-in.ts";

const TEXT = { type: "string" };
const SELF = "The ID. The value must be the same as the authenticated user.";

const whose = async (description: string, more: object = {}): Promise<string | undefined> => {
  const api = await apiOf({
    "GET /users/{id}/settings": {
      parameters: [{ name: "id", in: "path", required: true, description, schema: TEXT }],
      responses: returns({ properties: { id: TEXT, email: TEXT } }),
      ...more,
    },
    "POST /signup": { security: [] },
  });
  return api.assessed(api.operations[0]!).flows.find(({ direction }) => direction === "read")?.whose;
};

test.each([
  [SELF, "caller"],
  ["The ID of the authenticated source user", "caller"],
  ["El identificador debe coincidir con el del usuario autenticado", "caller"],
  ["The ID of the user", "population"],
  ["Must be the same as the authenticated user or any other user", "population"],
  ["Need not be the ID of the authenticated user", "population"],
  ["The ID of a user whom the authenticated user follows", "population"],
])("an identifier, of which is said %j, is of the %s", async (description, expected) => {
  expect(await whose(description)).toBe(expected);
});

test("whom a second identifier names is somebody else", async () => {
  const parameters = ["id", "friendId"].map((name) => ({
    name,
    in: "path",
    required: true,
    description: name === "id" ? SELF : "A friend",
    schema: TEXT,
  }));
  const responses = returns({ properties: { id: TEXT, email: TEXT } });
  const api = await apiOf({
    "GET /users/{id}/friends/{friendId}/health": { parameters, responses },
    "POST /signup": { security: [] },
  });
  const flow = api.assessed(api.operations[0]!).flows.find(({ direction }) => direction === "read");
  expect(flow?.whose).not.toBe("caller");
});

test("without a credential nobody is authenticated", async () => {
  expect(await whose(SELF, { security: [] })).toBe("population");
});

test.each([
  ["Results are returned for the market provided within the basic authentication credentials", "tenant"],
  ["Results are returned for the user provided within the path", "population"],
  ["People for the service identified by the token", "population"],
  ["Results are returned for the market provided within the credentials exchange", "population"],
])("users, of which is said %j, are of the %s", async (description, expected) => {
  const api = await apiOf({
    "GET /users/{userId}": { description, responses: returns({ properties: { id: TEXT, email: TEXT } }) },
    "POST /signup": { security: [] },
  });
  expect(api.assessed(api.operations[0]!).flows.find(({ direction }) => direction === "read")?.whose).toBe(expected);
});

test.each([
  ["/bookings", "Retrieves all the bookings you've made.", true],
  ["/bookings", "Lists the customers with the bookings you have made.", false],
  ["/bookings", "Lists the reviews you have submitted, and who has booked.", false],
  ["/payouts", "Lists payouts you have created.", true],
  ["/payouts", "Lists payouts you have created, including those of the other merchants of the group", false],
  ["/patients", "Lists the patients you have added.", false],
  ["/riders", "Lists the riders you have added.", false],
])("what %s returns by %j is what the caller has made: %s", async (path, summary, isCallers) => {
  const api = await apiOf({ [`GET ${path}`]: { summary } });
  expect(ownSentence(api.operations[0]!) !== undefined).toBe(isCallers);
});

test.each([
  ["/current/airquality?city={city}", false],
  ["/current/orders?page={page}", true],
  ["/me?fields={fields}", true],
  ["/rides/{id}", false],
])("%s is about its caller: %s", async (path, isCallers) => {
  const api = await apiOf({ [`GET ${path}`]: {} });
  expect(isOwn(api.operations[0]!)).toBe(isCallers);
});

test.each([
  // What is read and changed at one path is one record, though it stands in an envelope that looks like a list.
  ["Get the latest information about the logged-in user", "User", "caller"],
  ["Get the latest information about the users", "User", "population"],
  ["Get the latest information about the logged-in user", "Removed", "population"],
])("beside %j, a deletion that returns %s is of the %s", async (summary, schema, expected) => {
  const list = {
    type: "object",
    properties: { items: { type: "array", items: { properties: { id: TEXT, email: TEXT } } } },
  };
  const components = { schemas: { User: list, Removed: { ...list } } };
  const given = (name: string): object => returns({ $ref: `#/components/schemas/${name}` });
  const api = await apiOf(
    {
      "DELETE /users": { summary: "Delete the account", responses: given(schema) },
      "GET /users": { summary, responses: given("User") },
      "POST /signup": { security: [] },
    },
    { components: { ...components, securitySchemes: { token: { type: "http", scheme: "bearer" } } } },
  );
  expect(api.assessed(api.operations[0]!).flows.find(({ direction }) => direction === "read")?.whose).toBe(expected);
});

const PAGE = returns({ $ref: "#/components/schemas/Page" });
const MORE = {
  components: {
    schemas: {
      Page: {
        type: "object",
        properties: { items: { type: "array", items: { properties: { id: TEXT, email: TEXT } } } },
      },
    },
    securitySchemes: { token: { type: "http", scheme: "bearer" } },
  },
};

test.each([
  ["Get the details about the logged-in user", {}, "caller"],
  ["Lists tips. Tips about the logged-in employee are left out", {}, "population"],
  ["Lists users. Information about the logged-in user is left out", {}, "population"],
  ["Lists details of all users. The details about the logged-in user come first", {}, "population"],
  ["Lists users", { "PUT /users": "Changes the profile of the authenticated user" }, "caller"],
  ["Lists users", { "POST /users": "Adds a user for the authenticated user and returns the page" }, "population"],
])("what is said to be %j, beside %j, is of the %s", async (description, beside, expected) => {
  const others = Object.entries(beside).map(([id, said]) => [id, { description: said, responses: PAGE }]);
  const api = await apiOf(
    {
      "GET /users": { description, responses: PAGE },
      ...Object.fromEntries(others),
      "POST /signup": { security: [] },
    },
    MORE,
  );
  const read = api.operations.find(({ id }) => id === "GET /users")!;
  expect(api.assessed(read).flows.find(({ direction }) => direction === "read")?.whose).toBe(expected);
});
