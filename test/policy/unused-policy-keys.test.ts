import { expect, test } from "vitest";
import { unusedPolicyKeys } from "../../src/policy/unused-policy-keys.ts";
import { policyFrom } from "./policies.ts";

const TEXT = `
admission: { token: own, tokn: own, "*": partner, webhooks: partner }
principal: { token: user, "X key": client }
tenancy: { tokn: account }
`;

test.each([
  ["all are used", ["token", "tokn", "X key"], []],
  ["some are not", ["token"], ["admission.tokn", 'principal["X key"]', "tenancy.tokn"]],
  ["none is", [], ["admission.token", "admission.tokn", "principal.token", 'principal["X key"]', "tenancy.tokn"]],
])("%s", async (_, schemes, unused) => {
  expect(unusedPolicyKeys(await policyFrom(TEXT), schemes)).toEqual(unused);
});
