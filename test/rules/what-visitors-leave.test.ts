import { expect, test } from "vitest";
import { unauthenticatedWrite } from "../../src/rules/exposure/unauthenticated-write.ts";
import { faultsIn, takes } from "./faults-in.ts";

const TEXT = { type: "string" };
const NONE = { security: undefined };
/** How many reasons make milder that anybody can make a call. */
async function mitigationsOf(id: string, operation: object): Promise<number | undefined> {
  const [fault] = await faultsIn(unauthenticatedWrite, { [id]: operation }, NONE);
  return fault === undefined ? undefined : (fault.mitigations ?? []).length;
}

test.each<[string, boolean]>([
  ["POST /contributions/{id}/flag", true],
  ["POST /contributions/{id}/like", true],
  ["POST /beitraege/{id}/melden", true],
  ["POST /articles/{id}/signaler", true],
  ["POST /noticias/{id}/votar", true],
  ["POST /noticias/{id}/curtir", true],
  ["POST /flags", false],
  ["POST /contributions/{id}/publish", false],
])("what a visitor does with %s is bounded: %s", async (id, isBounded) => {
  const found = await mitigationsOf(id, { security: [] });
  expect((found ?? 0) > 0).toBe(isBounded);
});

test.each<[string, boolean]>([
  ["POST /form-responses", true],
  ["POST /survey-responses", true],
  ["POST /formularantworten", true],
  ["POST /forms", false],
])("what is submitted with %s is left by visitors: %s", async (id, isEntered) => {
  const found = await mitigationsOf(id, { security: [], summary: "Submit it", requestBody: takes({ answer: TEXT }) });
  expect((found ?? 0) > 0).toBe(isEntered);
});
