import { expect, test } from "vitest";
import { testsOf, type Operations } from "./tests-of.ts";

const takes = (properties: string): string =>
  `{ requestBody: { content: { application/json: { schema: { type: object, properties: { ${properties} } } } } }, responses: { 204: { description: OK } } }`;
const further = async (operations: Operations, id: string): Promise<string> => {
  const found = (await testsOf(operations)).get(id);
  return [found?.ask, ...(found?.further ?? []).map(({ ask }) => ask)].join("; ");
};

test.each<[string, Operations, string, RegExp]>([
  [
    "a discount that a shop defines is given to nobody by that",
    {
      "POST /organizations/{organizationId}/discounts": takes("name: { type: string }, amount: { type: number }"),
      "DELETE /organizations/{organizationId}/discounts/{discountId}": "",
    },
    "POST /organizations/{organizationId}/discounts",
    /at the same time/,
  ],
  [
    "a discount of a shop in German",
    {
      "POST /haendler/{haendlerId}/rabatte": takes("bezeichnung: { type: string }, betrag: { type: number }"),
      "PUT /haendler/{haendlerId}/rabatte/{rabattId}": takes("bezeichnung: { type: string }"),
    },
    "POST /haendler/{haendlerId}/rabatte",
    /at the same time/,
  ],
  [
    "a call that is passed on is no money",
    { "POST /self/calls/{callId}/transfer": takes("to: { type: string }"), "GET /self/calls/{callId}": "" },
    "POST /self/calls/{callId}/transfer",
    /more than is due|other party/,
  ],
  [
    "a call that is passed on in French",
    { "POST /appels/{appelId}/transfert": takes("vers: { type: string }"), "GET /appels/{appelId}": "" },
    "POST /appels/{appelId}/transfert",
    /more than is due|other party/,
  ],
  [
    "a subscription to reports is the caller's to switch on",
    { "PATCH /webhooks/{appId}/subscriptions/{subscriptionId}": takes("active: { type: boolean }") },
    "PATCH /webhooks/{appId}/subscriptions/{subscriptionId}",
    /"active"/,
  ],
])("%s", async (_name, operations, id, saysNot) => {
  expect(await further(operations, id)).not.toMatch(saysNot);
});

test.each<[string, Operations, string, RegExp]>([
  [
    "a discount that a code gives",
    {
      "POST /campaigns/{campaignId}/discounts": takes(
        "name: { type: string }, amount: { type: number }, code: { type: string }",
      ),
      "DELETE /campaigns/{campaignId}/discounts/{discountId}": "",
    },
    "POST /campaigns/{campaignId}/discounts",
    /at the same time/,
  ],
  [
    "money that is transferred",
    { "POST /wallets/{walletId}/transfer": takes("to: { type: string }"), "GET /wallets/{walletId}": "" },
    "POST /wallets/{walletId}/transfer",
    /more than is due/,
  ],
  [
    "a subscription that is paid for",
    { "PATCH /users/{userId}/subscriptions/{subscriptionId}": takes("active: { type: boolean }") },
    "PATCH /users/{userId}/subscriptions/{subscriptionId}",
    /"active"/,
  ],
])("%s is still tried", async (_name, operations, id, says) => {
  expect(await further(operations, id)).toMatch(says);
});
