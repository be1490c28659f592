import { expect, test } from "vitest";
import { stepUpQuestion } from "../../src/review/step-up.ts";
import { apiOf, SIGN_UP, takes } from "../rules/faults-in.ts";

const TEXT = { type: "string" };

test.each<[string, object, boolean]>([
  ["POST /payouts", { requestBody: takes({ amount: TEXT }) }, true],
  ["PUT /me/payout-method", { requestBody: takes({ code: TEXT }) }, true],
  ["PUT /cuenta-bancaria", { requestBody: takes({ iban: TEXT }) }, true],
  ["PUT /me/payout-method", { requestBody: takes({ code: TEXT, otp: TEXT }) }, false],
  ["PUT /me/nickname", { requestBody: takes({ name: TEXT }) }, false],
  ["POST /account/close", {}, true],
  ["POST /me/schließen", {}, true],
  ["POST /orders/close", {}, false],
  ["DELETE /me", {}, true],
])("a person is asked again at %s: %o, %s", async (id, operation, isAsked) => {
  const questions = stepUpQuestion(await apiOf({ ...SIGN_UP, [id]: operation }));
  expect(questions.flatMap(({ operations }) => operations)).toEqual(isAsked ? [id] : []);
});
