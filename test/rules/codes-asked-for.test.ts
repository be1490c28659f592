import { expect, test } from "vitest";
import { unauthenticatedWrite } from "../../src/rules/exposure/unauthenticated-write.ts";
import { verificationSecretInResponse } from "../../src/rules/flows/verification-secret-in-response.ts";
import { stateChangingGet } from "../../src/rules/transport/state-changing-get.ts";
import { faultsIn, returns, takes } from "./faults-in.ts";

const OPEN = { security: [], parameters: [{ name: "phone", in: "query", required: true, schema: { type: "string" } }] };

test.each([
  ["GET /otp/send", 0],
  ["GET /auth/sendOtp", 0],
  ["GET /einmalcode/senden", 0],
  ["GET /codigo-de-un-solo-uso/enviar", 0],
  ["GET /newsletter/send", 1],
  ["GET /locks/pin/send", 1],
])("%s changes something by GET, and is a step of a log-in or not", async (id, writes) => {
  const operations = { [id]: OPEN, "GET /orders": {} };
  expect(await faultsIn(stateChangingGet, operations)).toHaveLength(1);
  expect(await faultsIn(unauthenticatedWrite, operations)).toHaveLength(writes);
});

const TEXT = { type: "string" };
const query = (...names: readonly string[]): object => ({
  security: [],
  parameters: names.map((name) => ({ name, in: "query", schema: TEXT })),
});

test.each([
  ["is sent", "GET /otp/send", query("phone"), 0],
  ["is sent with a text of the caller's", "GET /otp/send", query("phone", "message"), 1],
  ["comes back", "GET /otp/send", { ...query("userId"), responses: returns({ properties: { code: TEXT } }) }, 1],
  ["is of a payment", "GET /payments/otp/send", query("orderId"), 1],
])("a code that a GET asks for %s", async (_what, id, operation, writes) => {
  expect(await faultsIn(unauthenticatedWrite, { [id]: operation, "GET /orders": {} })).toHaveLength(writes);
});

const made = (id: string, request: object, name = "otp"): [string, object] => [
  id,
  { security: [], ...request, responses: returns({ properties: { [name]: TEXT } }) },
];

test.each([
  ["a user whose ID is sent", made("GET /otp/generate", query("userId")), 1],
  ["a user whose ID is in the body", made("POST /otp/generate", { requestBody: takes({ userId: TEXT }) }), 1],
  ["whoever has its number", made("GET /otp/generate", query("phone")), 1],
  ["a form", made("GET /otp/generate", query("length")), 0],
  ["a user, without it", made("GET /otp/generate", query("userId"), "requestId"), 0],
])("a one-time code comes back that was made for %s", async (_what, [id, operation], count) => {
  expect(await faultsIn(verificationSecretInResponse, { [id]: operation, "GET /me": {} })).toHaveLength(count);
});
