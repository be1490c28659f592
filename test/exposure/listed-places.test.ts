import { expect, test } from "vitest";
import { apiOf, returns } from "../rules/faults-in.ts";

const TEXT = { type: "string" };
const object = (...names: string[]): object => Object.fromEntries(names.map((name) => [name, TEXT]));
const ADDRESS = { type: "object", properties: object("street", "city", "post_code") };
const POINT = { $ref: "#/components/schemas/Location" };
const COMPONENTS = {
  securitySchemes: { token: { type: "http", scheme: "bearer" } },
  schemas: {
    Location: { type: "object", properties: { city: TEXT, coordinates: { $ref: "#/components/schemas/Coordinates" } } },
    Coordinates: { type: "object", properties: { latitude: { type: "number" }, longitude: { type: "number" } } },
  },
};

async function over(path: string, properties: object): Promise<boolean> {
  const list = returns({ type: "array", items: { type: "object", properties } });
  const api = await apiOf(
    { [`GET ${path}`]: { security: [], responses: list }, "POST /orders": {} },
    { components: COMPONENTS },
  );
  return api.assessed(api.operations[0]!).over.size > 0;
}

test.each<[string, string, object, boolean]>([
  [
    "a branch",
    "/branches",
    { ...object("BranchName", "BranchType", "OpeningTimes", "Telephone"), Address: ADDRESS },
    false,
  ],
  [
    "one that lists its manager",
    "/branches",
    { ...object("BranchName", "BranchType", "Fax", "manager"), Address: ADDRESS },
    true,
  ],
  [
    "the address of the customer in it",
    "/branches",
    {
      ...object("BranchName", "BranchType", "Fax", "OpeningTimes"),
      customer: { type: "object", properties: { name: TEXT, address: ADDRESS } },
    },
    true,
  ],
  [
    "a flat that nothing says is a place",
    "/branches",
    { ...object("name", "kind", "telephone", "rent"), address: ADDRESS },
    true,
  ],
  ["people at a place", "/customers", { ...object("name", "kind", "email", "opening_times"), address: ADDRESS }, true],
  ["an event", "/events", { ...object("name", "description", "start_date", "picture"), location: POINT }, false],
  ["one with guests", "/events", { ...object("name", "description", "start_date", "guests"), location: POINT }, true],
  ["one of a device", "/events", { ...object("name", "description", "device_id", "timestamp"), location: POINT }, true],
  [
    "an appointment",
    "/appointments",
    { ...object("name", "description", "start_date", "picture"), location: POINT },
    true,
  ],
])("the address of %s: over the ceiling %s", async (_what, path, properties, expected) => {
  expect(await over(path, properties)).toBe(expected);
});
