import { parse } from "yaml";
import { expect, test } from "vitest";
import { arazzoText } from "../../src/authorization-tests/formats/arazzo.ts";
import { hurlFault, hurlText } from "../../src/authorization-tests/formats/hurl.ts";
import { apiIn, setOf } from "./made.ts";

/** The test that changes a wallet without a credential, to what it is already. */
async function walletTest(properties: object, required: readonly string[]): Promise<{ arazzo: unknown; hurl: string }> {
  const schema = { type: "object", required, properties };
  const content = { "application/json": { schema } };
  const responses = { "200": { description: "OK", content } };
  const api = await apiIn(
    JSON.stringify({
      openapi: "3.0.3",
      info: { title: "Wallet", version: "1" },
      security: [{ token: [] }],
      paths: {
        "/wallet": {
          get: { operationId: "getWallet", responses },
          put: { operationId: "putWallet", requestBody: { required: true, content }, responses },
        },
      },
      components: { securitySchemes: { token: { type: "http", scheme: "bearer" } } },
    }),
  );
  const one = setOf(api, { includeDestructive: false }).tests.find(({ id }) => id === "anonymous-putWallet");
  if (one === undefined) return { arazzo: undefined, hurl: "" };
  const text = arazzoText([one], { api, url: "openapi.yaml", server: undefined });
  const written = parse(numbered(text)) as {
    workflows: { steps: { outputs?: object; requestBody?: { payload: object } }[] }[];
  };
  const [control, attack] = written.workflows[0]!.steps;
  return {
    arazzo: { outputs: control!.outputs, payload: attack!.requestBody!.payload },
    hurl: hurlFault(one) ?? numbered(hurlText(one, api)),
  };
}

/** A text in which the number of a test, which others decide, is 1. */
function numbered(text: string): string {
  return text.replaceAll(/Of\d+/g, "Of1");
}

test("each property goes back by its own name", async () => {
  const text = { type: "string" };
  const { arazzo, hurl } = await walletTest({ first_name: text, firstName: text }, ["first_name", "firstName"]);
  expect(arazzo).toMatchInlineSnapshot(`
    {
      "outputs": {
        "answer": "$response.body",
      },
      "payload": {
        "firstName": "$steps.controlBOf1.outputs.answer.firstName",
        "first_name": "$steps.controlBOf1.outputs.answer.first_name",
      },
    }
  `);
  expect(hurl).toContain('controlBOf1_answer_first_name: jsonpath "$.first_name"');
  expect(hurl).toContain('"first_name": "{{controlBOf1_answer_first_name}}"');
  expect(hurl).toContain('"firstName": "{{controlBOf1_answer_firstName}}"');
});

test("numbers and booleans go back without quotes", async () => {
  const { hurl } = await walletTest({ balance: { type: "number" }, open: { type: "boolean" } }, ["balance", "open"]);
  expect(hurl).toContain('{"balance": {{controlBOf1_answer_balance}}, "open": {{controlBOf1_answer_open}}}');
});

test.each([
  ["may be null", { iban: { type: "string", nullable: true } }, ["iban"]],
  ["may be missing", { iban: { type: "string" } }, []],
  ["is of no type", { iban: {} }, ["iban"]],
])("what %s goes back as it is, and Hurl does not have the test", async (_, properties, required) => {
  const { arazzo, hurl } = await walletTest(properties, required);
  expect(arazzo).toEqual({
    outputs: { answer: "$response.body" },
    payload: { iban: "$steps.controlBOf1.outputs.answer.iban" },
  });
  expect(hurl).toContain("it sends back iban from a response");
});

test.each([
  ["a name with a hyphen", { "first-name": { type: "string" } }],
  ["a name that begins with a digit", { "2fa": { type: "string" } }],
  ["a name with a hyphen inside", { name: { type: "object", properties: { "first-name": { type: "string" } } } }],
  ["names that are not known", { labels: { type: "object", additionalProperties: { type: "string" } } }],
])("%s would come back as another, so that nothing is sent", async (_, properties) => {
  expect(await walletTest(properties, Object.keys(properties))).toEqual({ arazzo: undefined, hurl: "" });
});
