import { expect, test } from "vitest";
import { bolaOtherUsersData } from "../../src/rules/data/bola-other-users-data.ts";
import { faultsIn, returns, SIGN_UP, type Operations } from "./faults-in.ts";

/* What people show on their profiles, where strangers meet: pairs that differ in one fact. */

const TEXT = { type: "string" };
const said = (description: string): object => ({ ...TEXT, description });
const PROFILE = {
  name: said("The name, as shown on their profile"),
  username: said("Displayed on the profile"),
  location: said("The location specified in the user's profile"),
};
const COMMUNITY = ["GET /users/{id}/followers", "POST /users/{id}/follow", "POST /users/{id}/blocks", "GET /me"];

const severitySteps = async (properties: object, community = COMMUNITY, more: Operations = {}): Promise<number> => {
  const faults = await faultsIn(
    bolaOtherUsersData,
    {
      ...SIGN_UP,
      ...Object.fromEntries(community.map((id) => [id, {}])),
      "GET /users/{id}": { responses: returns({ $ref: "#/components/schemas/User" }) },
      ...more,
    },
    {
      components: {
        securitySchemes: { token: { type: "http", scheme: "bearer" } },
        schemas: { User: { type: "object", properties: { id: TEXT, ...properties } } },
      },
    },
  );
  return faults[0]?.mitigations?.length ?? -1;
};

test.each<[string, object, number]>([
  ["what stands on a profile", PROFILE, 1],
  ["a way to reach somebody beside it", { ...PROFILE, email: said("Shown on the profile") }, 0],
  ["where somebody was found", { ...PROFILE, lastLocation: { properties: { latitude: { type: "number" } } } }, 0],
  ["what no text says to be shown", { name: TEXT, username: TEXT, location: TEXT }, 0],
  ["a setting by which somebody hides", { ...PROFILE, isPrivate: { type: "boolean" } }, 0],
])("%s is %s", async (_what, properties, expected) => {
  expect(await severitySteps(properties)).toBe(expected);
});

test("where strangers do not meet, a profile is for those who know each other", async () => {
  expect(await severitySteps(PROFILE, ["GET /me"])).toBe(0);
});

test("what each operation wraps one person in makes no finding of its own", async () => {
  const wrapped = (name: string): object => ({
    type: "object",
    title: name,
    properties: { data: { $ref: "#/components/schemas/User" }, meta: { type: "object" } },
  });
  const faults = await faultsIn(
    bolaOtherUsersData,
    {
      ...SIGN_UP,
      "GET /users/{id}": { responses: returns({ $ref: "#/components/schemas/One" }) },
      "GET /users/by-name/{name}": { responses: returns({ $ref: "#/components/schemas/Other" }) },
    },
    {
      components: {
        securitySchemes: { token: { type: "http", scheme: "bearer" } },
        schemas: {
          One: wrapped("One"),
          Other: wrapped("Other"),
          User: { type: "object", properties: { id: TEXT, email: TEXT, phone: TEXT } },
        },
      },
    },
  );
  expect(faults).toHaveLength(1);
});
