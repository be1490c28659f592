import { expect, test } from "vitest";
import { csrfCookieAuthentication } from "../../src/rules/authentication/csrf-cookie-authentication.ts";
import { faultsIn, takes, type Operations } from "./faults-in.ts";

const INSIDE = { servers: [{ url: "http://policies.internal" }] };
const OPEN = { security: [] };

test.each<[string, Operations, object, number]>([
  ["a change without a body", { "POST /shutdown": OPEN }, INSIDE, 1],
  ["of a public host", { "POST /shutdown": OPEN }, {}, 0],
  ["with a credential", { "POST /shutdown": {} }, INSIDE, 0],
  ["with a body", { "POST /shutdown": { ...OPEN, requestBody: takes({ now: { type: "boolean" } }) } }, INSIDE, 0],
  [
    "with a header of its own",
    { "POST /shutdown": { ...OPEN, parameters: [{ name: "X-Requested-With", in: "header", required: true }] } },
    INSIDE,
    0,
  ],
  ["a read", { "POST /search": OPEN }, INSIDE, 0],
  ["what nothing is said of", { "POST /shutdown": {} }, { ...INSIDE, security: undefined }, 0],
])("a web page makes calls inside: %s", async (_name, operations, more, count) => {
  const faults = await faultsIn(csrfCookieAuthentication, operations, more);
  expect(faults.filter(({ cause }) => cause === "open inside")).toHaveLength(count);
});
