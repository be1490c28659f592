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

test.each([
  [
    ["PUT /me/payout-method"],
    "PUT /me/payout-method decides where money is paid out, and requires nothing but a log-in.",
  ],
  [
    ["PUT /me/payout-method", "DELETE /me"],
    "PUT /me/payout-method and DELETE /me decide where money is paid out or end the account, and these 2 operations require nothing but a log-in.",
  ],
])("only what the operations do is said of them: %j", async (ids, sentence) => {
  const paths = Object.fromEntries(
    ids.map((id) => [id, id.startsWith("PUT") ? { requestBody: takes({ code: TEXT }) } : {}]),
  );
  const [question] = stepUpQuestion(await apiOf({ ...SIGN_UP, ...paths }));
  expect(question?.text).toContain(sentence);
});
