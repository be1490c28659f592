import { expect, test } from "vitest";
import { bruteForceShortCode } from "../../src/rules/flows/brute-force-short-code.ts";
import { faultsIn, takes } from "./faults-in.ts";

/* Short codes without a limit on tries, where the description limits the tries of another code. */

const code = (pattern: string): object => ({ code: { type: "string", pattern } });
const DIGITS = "^[0-9]{4}$";
const LETTERS = "^[A-Z0-9]{6,12}$";

test.each<[string, string, object, string, string]>([
  ["a signature", "/sessions/{id}/signatures", code(DIGITS), "At most 5 attempts, then it is locked.", "digits"],
  ["eine Unterschrift", "/akten/{id}/unterschriften", code(DIGITS), "Nach 5 Fehlversuchen gesperrt.", "digits"],
  ["une signature", "/seances/{id}/signatures", code(DIGITS), "Dix essais par jour au plus.", "digits"],
  ["una firma", "/actas/{id}/firmas", { codigo: { type: "string", pattern: DIGITS } }, "Máximo 5 intentos.", "digits"],
  [
    "uma assinatura",
    "/atos/{id}/assinaturas",
    { codigo: { type: "string", pattern: DIGITS } },
    "No máximo 5 tentativas.",
    "digits",
  ],
  ["a promotion", "/orders/{id}/promo", code(LETTERS), "At most 10 attempts a day.", "letters"],
  // no short code, none beside a limit, or limited itself
  ["a long code", "/orders/{id}/promo", code("^[A-Z0-9]{16}$"), "At most 10 attempts a day.", ""],
  [
    "a postal code",
    "/orders/{id}/address",
    { postalCode: { type: "string", pattern: DIGITS } },
    "At most 5 attempts.",
    "",
  ],
  ["no limit elsewhere", "/sessions/{id}/signatures", code(DIGITS), "Redeems a gift.", ""],
])("%s", async (_what, path, properties, limit, cause) => {
  const faults = await faultsIn(bruteForceShortCode, {
    [`POST ${path}`]: { requestBody: takes(properties) },
    "POST /gifts/redeem": { description: limit, requestBody: takes({ giftCode: { type: "string" } }) },
  });
  expect(
    faults
      .map((one) => one.cause)
      .filter((one) => one?.includes("beside"))
      .join(),
  ).toBe(cause === "" ? "" : `${cause} beside a limit`);
});
