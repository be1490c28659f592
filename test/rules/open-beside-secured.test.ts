import { expect, test } from "vitest";
import { unauthenticatedOperation } from "../../src/rules/exposure/unauthenticated-operation.ts";
import { faultsIn, returns } from "./faults-in.ts";

/* A read that asks for nothing beside one of the same resource that asks for a credential: what comes back, and what is written. */

const TEXT = { type: "string" };
const TIMES = returns({ type: "object", properties: { from: { type: "string", format: "date-time" }, colour: TEXT } });
const BASKET = returns({ type: "object", properties: { id: TEXT, email: TEXT, address: TEXT } });
const OPTIONAL = [{ token: [] }, {}];

async function reasons(path: string, open: object): Promise<readonly string[] | undefined> {
  const found = await faultsIn(unauthenticatedOperation, {
    "GET /checkouts/{checkoutId}": { responses: BASKET },
    [`GET ${path}`]: open,
  });
  return found.find(({ message }) => message.includes("same resource"))?.mitigations;
}

test.each<[string, string, object, RegExp | undefined]>([
  ["data of somebody", "/checkouts", { security: [], responses: BASKET }, undefined],
  ["times alone", "/checkouts", { security: [], responses: TIMES }, /nothing that is known to come back is personal/],
  ["with and without", "/checkouts", { security: OPTIONAL, responses: BASKET }, /with and without a credential/],
])("%s", async (_name, path, open, expected) => {
  const found = await reasons(path, open);
  expect(found).toBeDefined();
  expect(found!.filter((reason) => /with and without|nothing that is known/.test(reason))).toEqual(
    expected === undefined ? [] : [expect.stringMatching(expected)],
  );
});

test("the root of an API is no collection of what is named after it", async () => {
  const found = await faultsIn(unauthenticatedOperation, {
    "GET /{userId}": { responses: BASKET },
    "GET /": { security: [], responses: BASKET },
  });
  expect(found.filter(({ message }) => message.includes("same resource"))).toEqual([]);
});
