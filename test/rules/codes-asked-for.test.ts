import { expect, test } from "vitest";
import { unauthenticatedWrite } from "../../src/rules/exposure/unauthenticated-write.ts";
import { stateChangingGet } from "../../src/rules/transport/state-changing-get.ts";
import { faultsIn } from "./faults-in.ts";

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
