import { expect, test } from "vitest";
import { AUDIENCES } from "../../src/core/exposure-words.ts";
import { defaultPolicy } from "../../src/policy/default-policy.ts";

const { severities } = defaultPolicy();

test.each([
  // rule, private, partner, public
  ["excessive-data-exposure", "medium", "high", "high"],
  ["bola-other-users-data", "medium", "high", "high"],
  ["credential-in-response", "medium", "high", "high"],
  ["bulk-exposure", "info", "low", "medium"],
  ["client-side-privacy", "low", "medium", "high"],
  ["private-but-reachable", "off", "high", "high"],
  ["private-but-self-registered", "off", "high", "high"],
  ["basic-auth", "low", "medium", "medium"],
  ["cleartext-server", "high", "high", "high"],
])("%s is %s for private, %s for partner, %s for public", (rule, ...expected) => {
  expect(AUDIENCES.map((audience) => severities[audience].get(rule))).toEqual(expected);
});

test("each ruleset knows the same rules", () => {
  const rules = [...severities.public.keys()].toSorted();
  for (const audience of AUDIENCES) expect([...severities[audience].keys()].toSorted()).toEqual(rules);
});

test("nothing is judged milder for a wider exposure", () => {
  const order = ["off", "info", "low", "medium", "high", "critical"];
  for (const rule of severities.public.keys()) {
    const [mild, middle, bad] = AUDIENCES.map((audience) => order.indexOf(severities[audience].get(rule)!));
    expect([rule, mild! <= middle! && middle! <= bad!]).toEqual([rule, true]);
  }
});
