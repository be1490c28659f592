import { expect, test } from "vitest";
import { knowledgeBasedVerification } from "../../src/rules/flows/knowledge-based-verification.ts";
import { missingRateLimit } from "../../src/rules/flows/missing-rate-limit.ts";
import { faultsIn, takes, type Operations } from "./faults-in.ts";

/* Codes that are sent to somebody, and checked without saying to whom; limits that callers set themselves. */

const TEXT = { type: "string" };
const said = (description: string): object => ({ ...TEXT, description });
const query = (...names: readonly string[]): object => ({
  parameters: names.map((name) => ({ name, in: "query", required: true, schema: TEXT })),
});
const sender = (summary: string): Operations => ({ "POST /sms": { summary, requestBody: takes({ number: TEXT }) } });
const SENDER = sender("Send a unique security code to a phone");
const key = { security: [{ key: [] }] };

test.each<[string, Operations, number]>([
  ["the code alone", { ...SENDER, "GET /verify-code": query("security-code") }, 1],
  ["the code alone, in German", { ...sender("Sendet einen Code an ein Telefon"), "GET /verify": query("code") }, 1],
  ["the code alone, in French", { ...sender("Envoie un code de sécurité"), "GET /verify": query("code") }, 1],
  ["the code alone, in Spanish", { ...sender("Envía un código de seguridad"), "GET /verify": query("código") }, 1],
  ["the code alone, in Portuguese", { ...sender("Envia um código de segurança"), "GET /verify": query("código") }, 1],
  ["the code and the number", { ...SENDER, "GET /verify-code": query("security-code", "number") }, 0],
  ["the code of a message", { ...SENDER, "GET /messages/{id}/verify-code": query("security-code") }, 0],
  ["a code that nobody sends", { "GET /verify-code": query("security-code") }, 0],
  ["the code of a country", { ...SENDER, "GET /verify-country": query("country-code") }, 0],
  ["the code alone, which is sent", { ...sender("A code is sent to the phone"), "GET /verify": query("code") }, 1],
  ["the code of a discount", { ...sender("A discount code is sent there"), "GET /verify": query("code") }, 0],
  ["what has a postal code", { ...sender("Sends it to the postal code"), "GET /verify": query("code") }, 0],
  [
    "the code of a discount, in Spanish",
    { ...sender("Envía un código de descuento"), "GET /verify": query("código") },
    0,
  ],
  ["the code of a place, in French", { ...sender("Envoie le code postal"), "GET /verify": query("code") }, 0],
  ["the code of a coupon", { ...SENDER, "GET /coupons/verify": query("code") }, 0],
  [
    "the code of who is logged in",
    { ...SENDER, "POST /login": { requestBody: takes({ email: TEXT, password: TEXT }) }, "GET /verify": query("code") },
    0,
  ],
])("what a check asks for: %s", async (_what, operations, found) => {
  const faults = await faultsIn(knowledgeBasedVerification, operations, key);
  expect(faults.filter(({ cause }) => cause === "unbound code")).toHaveLength(found);
});

test("a code that is verified alone can be one of somebody else", async () => {
  const operations = { ...SENDER, "GET /verify-code": query("security-code") };
  const [fault] = await faultsIn(knowledgeBasedVerification, operations, key);
  expect(fault?.message).toBe(
    'GET /verify-code verifies "security-code" alone: a code that POST /sms sent to one number or address can verify another',
  );
});

const guarded = (description: string, isRequired = false): Operations => ({
  "GET /verify": {
    parameters: [
      { name: "otp", in: "query", required: true, schema: TEXT },
      { name: "limit-by", in: "query", required: isRequired, description, schema: TEXT },
    ],
  },
});

test.each<[string, Operations, number]>([
  ["may send", guarded("If set then enable additional brute-force protection."), 1],
  ["may send, in German", guarded("Wenn gesetzt, wird die Anzahl der Versuche begrenzt."), 1],
  ["may send, in French", guarded("Si renseigné, limiter les tentatives."), 1],
  ["may send, in Spanish", guarded("Si se envía, limitar los intentos."), 1],
  ["may send, in Portuguese", guarded("Se informado, limitar as tentativas."), 1],
  [
    "may send, beside a limit",
    {
      "GET /verify": {
        ...guarded("If set then enable brute-force protection.")["GET /verify"],
        responses: { 429: { description: "Too many attempts" } },
      },
    },
    0,
  ],
  ["must send", guarded("If set then enable additional brute-force protection.", true), 0],
  ["may send, for something else", guarded("If set, the language of the answer."), 0],
])("a guard against guesses that the caller %s", async (_what, operations, found) => {
  const faults = await faultsIn(missingRateLimit, operations);
  const left = faults.filter(({ cause }) => cause === "left to callers");
  expect(left).toHaveLength(found);
  for (const { aggravations } of left) expect(aggravations).toEqual([]);
});

const limited = (name: string, description: string): Operations => ({
  "POST /sms": { requestBody: takes({ number: TEXT, [name]: said(description) }) },
});

test.each<[string, Operations, number]>([
  ["messages", limited("limit", "Limit the total number of SMS allowed to the number."), 1],
  ["messages, in German", limited("limit", "Die Anzahl der SMS an diese Nummer."), 1],
  ["messages, in French", limited("limite", "Le nombre de SMS à ce numéro."), 1],
  ["messages, in Spanish", limited("limite", "El número de llamadas a este número."), 1],
  ["messages, in Portuguese", limited("limite", "O número de mensagens para este número."), 1],
  ["messages that come back", limited("limit", "Maximum number of messages to return"), 0],
  [
    "messages, beside a limit",
    {
      "POST /sms": {
        requestBody: takes({ number: TEXT, limit: said("The number of SMS to this number.") }),
        responses: { 429: { description: "Too many" } },
      },
    },
    0,
  ],
  [
    "messages, within a maximum of the server",
    {
      "POST /sms": {
        requestBody: takes({
          limit: { type: "integer", maximum: 3, description: "The number of SMS to this number." },
        }),
      },
    },
    0,
  ],
  ["entries of a page", limited("limit", "The number of entries on a page."), 0],
  ["nothing that is said", limited("limit", ""), 0],
])("a limit that the caller sets on %s", async (_what, operations, found) => {
  const faults = await faultsIn(missingRateLimit, operations);
  expect(faults.filter(({ cause }) => cause === "limit of callers")).toHaveLength(found);
});
