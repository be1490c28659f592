import { expect, test } from "vitest";
import { takes, testsOf } from "./tests-of.ts";

/* Whom a verb acts on stands in the body of a POST as in a path: the test puts B's name there. */

const naming = (property: string, type = "{ type: string }"): string =>
  takes(`{ ${property}: ${type}, reason: { type: string } }, required: [${property}]`);

test.each<[string, string, string, string]>([
  ["disables the user whose name is sent", "POST /disable-user", naming("username"), "username"],
  ["enables the user whose address is sent", "POST /users/enable", naming("email"), "email"],
  ["blocks the card whose number is sent", "POST /block-card", naming("card_number"), "card_number"],
  ["restarts the device whose name is sent", "POST /restart-device", naming("deviceName"), "deviceName"],
  ["does so in Spanish", "POST /bloquear-cuenta", naming("correo"), "correo"],
])("%s: the test names B's in the body", async (_name, operation, yaml, name) => {
  const found = (await testsOf({ [operation]: yaml }, "accounts")).get(operation);
  expect(found?.kind).toBe("object");
  expect(found?.ask).toContain(name);
});

test.each<[string, string, string]>([
  ["invites who has none yet", "POST /invite-user", naming("email")],
  ["makes one", "POST /register-user", naming("username")],
  ["reads", "POST /search-users", naming("username")],
  ["takes the name of something else", "POST /disable-user", naming("colour")],
  ["may leave the name out", "POST /disable-user", takes("{ username: { type: string } }")],
  ["takes one of a few", "POST /restart-device", naming("device_name", "{ enum: [printer, scanner] }")],
  ["is about the caller", "POST /me/disable-user", naming("username")],
  ["only ends what it names itself", "POST /unsubscribe", naming("email")],
])("no such test where an operation %s", async (_name, operation, yaml) => {
  const found = (await testsOf({ [operation]: yaml }, "accounts")).get(operation);
  expect(found?.kind ?? "none").not.toBe("object");
});

/* The side that gives is B's, where something moves between two whom the body names. */
const moving = (from: string, to: string, sum = "amount"): string =>
  takes(`{ ${from}: { type: string }, ${to}: { type: string }, ${sum}: { type: integer } }`);

test.each<[string, string, string, string | undefined]>([
  ["a wallet", "POST /transfers", moving("fromWallet", "toWallet"), "fromWallet"],
  ["a member, in Spanish", "POST /transferencias", moving("socioOrigen", "socioDestino", "puntos"), "socioOrigen"],
  [
    "a member, in French",
    "POST /virements",
    moving("membreEmetteur", "membreDestinataire", "montant"),
    "membreEmetteur",
  ],
  ["a currency", "POST /exchange", moving("fromCurrency", "toCurrency"), undefined],
  ["an airport", "POST /bookings", moving("fromAirport", "toAirport", "seats"), undefined],
  ["a member without the other side", "POST /transfers", moving("sourceMember", "reason"), undefined],
  ["a member without a sum", "POST /transfers", moving("sourceMember", "targetMember", "reason"), undefined],
])("%s as the giving side of %s", async (_name, operation, yaml, name) => {
  const found = (await testsOf({ [operation]: yaml, "GET /me": "" })).get(operation);
  expect(found?.ask.includes(name ?? "with B's") ?? false).toBe(name !== undefined);
});

/* Whom a call lets in where is asked with B's home or room. */
test.each<[string, string, string, string | undefined]>([
  ["a room", "POST /mobile-keys", "room", "room"],
  ["a flat, in Portuguese", "POST /visitantes", "unidadeId", "unidadeId"],
  ["a room, in Spanish", "POST /Llaves/Movil", "habitacion", "habitacion"],
  ["a colour", "POST /mobile-keys", "colour", undefined],
  ["a room", "POST /meetings", "room", undefined],
])("%s that %s takes", async (_name, operation, field, name) => {
  const yaml = takes(`{ ${field}: { type: string }, device: { type: string } }`);
  const found = (await testsOf({ [operation]: yaml, "GET /me": "" })).get(operation);
  expect(found?.ask.includes(name ?? "with B's") ?? false).toBe(name !== undefined);
});
