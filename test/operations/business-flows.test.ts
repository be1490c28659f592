import { expect, test } from "vitest";
import { testsOf, takes } from "./tests-of.ts";

/** What is asked of an operation as a step of a business flow; `undefined` where nothing is. */
async function askedOf(id: string, operation: string, beside: Readonly<Record<string, string>> = {}) {
  const entry = (await testsOf({ [id]: operation, ...beside })).get(id);
  const all = entry === undefined ? [] : [entry, ...(entry.further ?? [])];
  return all.find(({ kind }) => kind === "flow" || kind === "automation");
}

const AMOUNT = takes("{ amount: { type: number } }");
const TWICE = "twice at the same time";

/** Each flow that is found, beside one that differs in a fact and is none. */
test.each<[string, string, string | undefined]>([
  ["POST /payouts", AMOUNT, TWICE],
  ["POST /payouts", takes("{ note: { type: string } }"), undefined],
  ["POST /auszahlungen", takes("{ betrag: { type: number } }"), TWICE],
  ["POST /payments/{id}/refund", AMOUNT, TWICE],
  ["POST /payments/{id}/refund", `${AMOUNT}\ndescription: Once per payment only; the second call is 409.`, undefined],
  ["POST /referrals/redeem", takes("{ code: { type: string } }"), TWICE],
  ["POST /parrainages", takes("{ code: { type: string } }"), TWICE],
  ["POST /vales", takes("{ valor: { type: number } }"), "highest value"],
  ["POST /appointments", takes("{ start: { type: string } }"), "until nothing is left"],
  ["POST /citas", takes("{ inicio: { type: string } }"), "until nothing is left"],
  ["PUT /appointments/{id}", takes("{ start: { type: string } }"), undefined],
  ["POST /lessons/{id}/complete", "", "without the other party"],
  ["POST /stunden/{id}/bestätigung", "", "without the other party"],
  ["POST /lessons/{id}/start", "", undefined],
  ["POST /rides/{id}/end", "", undefined],
  ["POST /employees/{id}/release", "", undefined],
  ["POST /orders/{id}/cancel", "", "has been used"],
  ["POST /commandes/{id}/annulation", "", "has been used"],
  ["POST /sessions/{id}/votes", takes("{ option: { type: string } }"), "what is A's own"],
  ["POST /products/{id}/ratings", takes("{ stars: { type: integer } }"), "what is A's own"],
  ["POST /refunds/{id}", AMOUNT, undefined],
  ["POST /devices/claim", takes("{ serialNumber: { type: string } }"), "belongs to B"],
  ["POST /devices/claim", takes("{ nickname: { type: string } }"), undefined],
  ["POST /sms", takes("{ to: { type: string }, text: { type: string } }"), "repeatedly"],
  [
    "POST /sms",
    `${takes("{ to: { type: string }, text: { type: string } }")}\nresponses: { "429": { description: Too many } }`,
    undefined,
  ],
  ["POST /calendar-imports", takes("{ url: { type: string } }"), "again and again"],
  ["POST /newsletter/subscribe", takes("{ email: { type: string } }"), undefined],
  ["POST /notes", takes("{ text: { type: string } }"), undefined],
  ["GET /appointments", "", undefined],
])("%s with %s is tried: %j", async (id, operation, how) => {
  const ask = (await askedOf(id, operation))?.ask;
  if (how === undefined) expect(ask).toBeUndefined();
  else expect(ask).toContain(how);
});

test("what another call decides about is changed after that", async () => {
  const id = "PATCH /claims/{id}";
  const body = takes("{ sum: { type: number } }");
  expect(await askedOf(id, body, { "GET /claims/{id}": "" })).toBeUndefined();
  expect((await askedOf(id, body, { "POST /claims/{id}/approve": "" }))?.ask).toBe(
    "change a claim after it has been approved, confirmed or paid",
  );
});

test("what is only suspected is a test, and no condition of a release", async () => {
  const asked = await askedOf("POST /appointments", takes("{ start: { type: string } }"));
  expect(asked).toMatchObject({
    kind: "automation",
    as: "user A, also with several accounts",
    expect: "a limit for each person refuses it (409 or 429), and what is not paid or confirmed is free again",
  });
});
