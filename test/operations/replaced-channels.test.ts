import { expect, test } from "vitest";
import { takes, testsOf } from "./tests-of.ts";

const LOG_IN = `security: []\n${takes("{ email: { type: string, format: email }, password: { type: string } }")}`;
const BY_PHONE = `security: []\n${takes("{ phone: { type: string } }")}`;
const RECORD = takes("{ email: { type: string, format: email }, phone: { type: string }, iban: { type: string } }");

/** What a stolen session is to replace by an operation; `undefined` where nothing is asked. */
async function replacedBy(id: string, operation: string, entry = LOG_IN): Promise<string | undefined> {
  const found = (await testsOf({ [id]: operation, "POST /login": entry })).get(id);
  const all = found === undefined ? [] : [found, ...(found.further ?? [])];
  return all.find(({ kind }) => kind === "recovery")?.ask;
}

/** Each pair differs in one fact. */
test.each<[string, string, string | undefined]>([
  ["PATCH /me", RECORD, 'replace "email" and "iban" of user A'],
  ["PUT /moi", takes("{ courriel: { type: string, format: email } }"), 'replace "courriel" of user A'],
  ["PATCH /me", takes("{ email: { type: string, format: email, readOnly: true } }"), undefined],
  ["PATCH /me", takes("{ email: { type: string, format: email }, currentPassword: { type: string } }"), undefined],
  ["PATCH /me", `${RECORD}\ndescription: A new address takes effect once it has been confirmed.\n`, undefined],
  [
    "PATCH /me",
    `${RECORD}\ndescription: A new address takes effect at once.\n`,
    'replace "email" and "iban" of user A',
  ],
  [
    "PATCH /me",
    `${RECORD}\ndescription: A new address need not be confirmed.\n`,
    'replace "email" and "iban" of user A',
  ],
  ["PATCH /me", `${RECORD}\nresponses: { "202": { description: Sent } }\n`, undefined],
  ["PATCH /me", takes("{ emergencyContact: { type: object, properties: { email: { type: string } } } }"), undefined],
  ["PATCH /me", takes("{ nickname: { type: string } }"), undefined],
  ["PUT /members/{id}", RECORD, undefined],
  [
    "PUT /members/{id}",
    `${RECORD}\ndescription: A member updates their own entry.\n`,
    'replace "email" and "iban" of user A',
  ],
  ["PUT /me/mandate", takes("{ iban: { type: string } }"), undefined],
  ["PUT /me/payout-account", takes("{ iban: { type: string } }"), 'replace "iban" of user A'],
])("%s with %s: %j", async (id, operation, ask) => {
  expect(await replacedBy(id, operation)).toBe(ask);
});

/** Where somebody else is paid, whom the path names. */
test.each<[string, string, string | undefined]>([
  [
    "PUT /employees/{id}/bank-details",
    takes("{ iban: { type: string } }"),
    'change the bank details of an employee ("iban")',
  ],
  ["PUT /mitarbeiter/{id}/bankverbindung", takes("{ iban: { type: string } }"), '("iban")'],
  ["PUT /employees/{id}/address", takes("{ iban: { type: string } }"), undefined],
  ["PUT /orders/{id}/bank-details", takes("{ iban: { type: string } }"), undefined],
  ["PUT /employees/{id}/bank-details", takes("{ iban: { type: string }, otp: { type: string } }"), undefined],
  [
    "PUT /employees/{id}/bank-details",
    `${takes("{ iban: { type: string } }")}\ndescription: Used once the employee has confirmed it.\n`,
    undefined,
  ],
])("%s with %s: %j", async (id, operation, ask) => {
  const asked = await replacedBy(id, operation);
  expect(ask === undefined ? asked : asked?.includes(ask)).toBe(ask === undefined ? undefined : true);
});

test("a number counts where people log in by it, and no address does where none lets anybody in", async () => {
  expect(await replacedBy("PATCH /me", RECORD, BY_PHONE)).toBe('replace "phone" and "iban" of user A');
});

test("a number counts where a text says that codes go out as text messages", async () => {
  const entry = `${LOG_IN}\nresponses: { "202": { description: Un code est envoyé par SMS } }\n`;
  expect(await replacedBy("PATCH /me", RECORD, entry)).toBe('replace "email", "phone" and "iban" of user A');
});

test("it is worth a test, and no condition by itself", async () => {
  const tests = await testsOf({ "PATCH /me": RECORD, "POST /login": LOG_IN });
  expect(tests.get("PATCH /me")).toMatchObject({
    kind: "recovery",
    as: "a person with a stolen session of user A",
    expect:
      "A is asked for the password or a code first, or nothing changes until the new value is confirmed, and A is notified at the old address",
  });
});
