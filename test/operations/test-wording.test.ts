import { expect, test } from "vitest";
import { rankedTests } from "../../src/review/tests.ts";
import { withoutVerb } from "../../src/operations/candidates/nouns.ts";
import { apiOf, returns, takes, type Operations } from "../rules/faults-in.ts";

const TEXT = { type: "string" };

test.each([
  ["additional rate", "add", "additional rate"],
  ["address", "add", "address"],
  ["settlement", "set", "settlement"],
  ["listener", "list", "listener"],
  ["copyfile", "copy", "file"],
  ["searchorders", "search", "orders"],
  ["swap plan", "swap", "plan"],
])("%s of what is done with %s", (noun, verb, thing) => {
  expect(withoutVerb(noun, verb)).toBe(thing);
});

const MAP = returns({ type: "object", properties: { token: TEXT, email: { type: "string", format: "email" } } });

test.each<[string, Operations, RegExp, RegExp]>([
  [
    "a share link is of a map",
    { "GET /maps/{id}": { responses: MAP }, "GET /share/map/{id}": { responses: MAP } },
    /B's map/,
    /share map/,
  ],
  [
    "a subscription is deleted",
    { "DELETE /maps/{id}/subscriptions": { summary: "Unsubscribe from a map" } },
    /delete the subscriptions/,
    /unsubscribe/,
  ],
  [
    "a flag is set",
    {
      "POST /user": { summary: "Create a user", requestBody: takes({ email: TEXT, admin: { type: "boolean" } }) },
      "GET /me": {},
    },
    /with "admin" set, although A does not have it/,
    /higher admin/,
  ],
  [
    "many are no thing",
    {
      "GET /posts/multiple": {
        parameters: [{ name: "post_ids", in: "query", required: true, schema: TEXT }],
        responses: MAP,
      },
      "GET /posts/{id}": { responses: MAP },
    },
    /post/,
    /multiple/,
  ],
])("%s", async (_name, operations, says, saysNot) => {
  const asked = rankedTests(await apiOf(operations)).flatMap(({ test: { ask } }) => ask);
  expect(asked.join("\n")).toMatch(says);
  expect(asked.join("\n")).not.toMatch(saysNot);
});
