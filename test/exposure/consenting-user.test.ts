import { expect, test } from "vitest";
import { apiOf, returns } from "../rules/faults-in.ts";

const TEXT = { type: "string" };
const USER = { type: "object", properties: { id: TEXT, mail: TEXT } };
const LOGIN = { security: [{ login: ["read"] }] };
const BESIDE = {
  properties: {
    body: {
      type: "object",
      properties: { devices: { type: "array", items: { properties: { id: TEXT } } }, user: USER },
    },
  },
};
const query = (name: string): object => ({ parameters: [{ name, in: "query", schema: TEXT }] });

test.each<[string, string, object, boolean]>([
  ["beside what a method reads", "GET /getstationsdata", {}, true],
  ["… of a device", "GET /getstationsdata", query("device_id"), true],
  ["… with an underscore", "GET /get_devices", {}, true],
  ["… fetched", "GET /fetch-stations", {}, true],
  ["… retrieved", "GET /retrieveThermostats", {}, true],
  ["… of a user who is named", "GET /getstationsdata", query("user_id"), false],
  ["… of somebody by their address", "GET /getstationsdata", query("email"), false],
  ["… with the key of an app", "GET /getstationsdata", { security: [{ key: [] }] }, false],
])("the user %s is who granted the token", async (_what, id, more, isCaller) => {
  const api = await apiOf({ [id]: { ...LOGIN, ...more, responses: returns(BESIDE) } });
  const { flows } = api.assessed(api.operations[0]!);
  const own = flows.filter(({ field }) => field.name === "mail").map(({ whose }) => whose === "caller");
  expect(own).toEqual([isCaller]);
});
