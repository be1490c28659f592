import { describe, expect, test } from "vitest";
import { basicAuth } from "../../src/rules/authentication/basic-auth.ts";
import { credentialInResponse } from "../../src/rules/data/credential-in-response.ts";
import { internalsInResponse } from "../../src/rules/data/internals-in-response.ts";
import { rawCardData } from "../../src/rules/data/raw-card-data.ts";
import { verboseError } from "../../src/rules/data/verbose-error.ts";
import { faultsIn, type Operations } from "./faults-in.ts";

const TEXT = { type: "string" };
const takes = (properties: object): object => ({
  requestBody: { content: { "application/json": { schema: { type: "object", properties } } } },
});
const returns = (properties: object, status = "200"): object => ({
  responses: { [status]: { content: { "application/json": { schema: { type: "object", properties } } } } },
});
const CARD = { cardNumber: TEXT, cvc: TEXT };
const KEY = [{ key: [] }];

describe("raw-card-data: who processes cards for merchants is there to take them", () => {
  const provider: Operations = {
    "POST /payments": takes({ ...CARD, merchantAccount: TEXT, amount: { type: "integer" } }),
    "POST /refunds": takes({ merchantAccount: TEXT }),
  };
  const shop = { "POST /carts/{id}/items": takes({ sku: TEXT }), "POST /reviews": takes({ text: TEXT }) };
  test.each<[string, Operations, object, boolean]>([
    ["for a merchant's account", provider, { security: KEY }, true],
    ["with a log-in of persons", { ...provider, "GET /me": {} }, {}, false],
    ["beside what a shop sells", { ...provider, ...shop }, { security: KEY }, false],
    ["for nobody", { "POST /payments": takes({ ...CARD }) }, { security: KEY }, false],
    [
      "with payments that are cancelled and refunded",
      {
        "POST /payments": takes({ ...CARD }),
        "POST /payments/{id}/void": {},
        "POST /payments/{id}/refund": {},
        "POST /payments/{id}/capture": {},
      },
      { security: KEY },
      true,
    ],
    [
      "with payments that are refunded, as those of a shop are",
      { "POST /payments": takes({ ...CARD }), "POST /payments/{id}/refund": {} },
      { security: KEY },
      false,
    ],
    [
      "whose name alone says so",
      { "POST /payments": takes(CARD) },
      { security: KEY, info: { title: "Payment Gateway", version: "1" } },
      false,
    ],
  ])("%s", async (_what, operations, more, isMild) => {
    const [fault] = await faultsIn(rawCardData, operations, more);
    expect(fault?.mitigations?.some((one) => one.includes("for merchants"))).toBe(isMild);
  });

  test("what it hands out stays as grave", async () => {
    const faults = await faultsIn(rawCardData, { ...provider, "GET /cards/{id}": returns(CARD) }, { security: KEY });
    expect(faults.map(({ cause, mitigations }) => [cause, mitigations?.length])).toEqual([
      ["sent", 1],
      ["number", 0],
      ["code", 0],
    ]);
  });
});

describe("basic-auth: an API key that is sent so is no person's password", () => {
  const password = { type: "http", scheme: "basic" };
  test.each<[string, string | undefined, string | undefined, string | undefined]>([
    ["its text", "Your API key as the user name, an empty password.", undefined, undefined],
    ["the API's text", undefined, "Use HTTP Basic with your API key as the user name.", undefined],
    ["what is the password", undefined, "Send your mail address, and your API token as the password.", undefined],
    ["another sentence", undefined, "Your API key is on your page. Use HTTP Basic.", "the password"],
    ["nothing", undefined, undefined, "the password"],
    ["a password", "User name and password of your account.", undefined, "the password"],
  ])("%s", async (_what, description, about, what) => {
    const [fault] = await faultsIn(
      basicAuth,
      { "GET /orders": { security: [{ basic: [] }] } },
      {
        info: { title: "T", version: "1", ...(about === undefined ? {} : { description: about }) },
        components: {
          securitySchemes: { token: { type: "http", scheme: "bearer" }, basic: { ...password, description } },
        },
      },
    );
    expect(fault?.message).toBe(
      what && `With the security scheme "basic", clients send ${what} in every request to 1 operation`,
    );
  });
});

describe("credential-in-response: what only names something is no credential", () => {
  test.each<[string, object, boolean]>([
    ["a key", {}, true],
    ["a key by its example", { example: "k7Fq2pXz81" }, true],
    ["a placeholder", { example: "your-api-key" }, true],
    ["the name of a data set", { example: "oa_citations" }, false],
    ["a name by its text", { description: "Name of the data set" }, false],
    ["a key by its text", { description: "Key of the user" }, true],
    ["the key of a data set", { description: "Key of the data set" }, false],
    ["der Name eines Datensatzes", { description: "Name des Datensatzes" }, false],
    ["what an identifier is of", { description: "Identifier of the API key" }, false],
    ["what a session is called by", { description: "Identifier of the session" }, true],
    ["what goes into a parameter", { description: "To be used as a dataset parameter value" }, false],
    ["what goes into a key's parameter", { description: "To be used as the api_key parameter" }, true],
    ["a publishable key", { description: "The publishable key of the web shop" }, false],
  ])("%s: %j", async (_what, property, isCredential) => {
    const faults = await faultsIn(credentialInResponse, {
      "GET /datasets/{id}": returns({ apiKey: { ...TEXT, ...property } }),
    });
    expect(faults.length > 0).toBe(isCredential);
  });
});

describe("one fault is told under one rule", () => {
  const trace = { stack_trace: TEXT, message: TEXT };
  const both = async (operations: Operations): Promise<readonly (readonly [string, string])[]> =>
    (
      await Promise.all(
        [verboseError, internalsInResponse].map(async (rule) =>
          (await faultsIn(rule, operations)).map(({ message }) => [rule.id, message] as const),
        ),
      )
    ).flat();

  test("a trace in errors and successes", async () => {
    expect(await both({ "GET /jobs/{id}": returns(trace), "POST /jobs": returns(trace, "500") })).toEqual([
      [
        "verbose-error",
        '"stack_trace" shows where and how the service failed in errors and other responses of GET /jobs/{id} and POST /jobs',
      ],
    ]);
  });

  test("a trace in successes alone", async () => {
    expect(await both({ "GET /jobs/{id}": returns(trace) })).toEqual([
      ["internals-in-response", '"stack_trace" shows where and how the service failed in responses of GET /jobs/{id}'],
    ]);
  });

  test("a trace and an example of it", async () => {
    const example = { stack_trace: 'Traceback (most recent call last):\n  File "app.py", line 3, in run' };
    const content = (schema: object) => ({
      responses: { 500: { content: { "application/json": { schema, example } } } },
    });
    expect(await both({ "GET /jobs": content({ properties: trace }) })).toHaveLength(1);
    expect(await both({ "GET /jobs": content({ properties: { info: TEXT } }) })).toHaveLength(1);
  });
});
