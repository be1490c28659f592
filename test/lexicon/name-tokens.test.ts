import { expect, test } from "vitest";
import { wordsOf } from "../../src/lexicon/name-tokens.ts";

test.each([
  ["firstName", "first name"],
  ["first_name", "first name"],
  ["X-API-Key", "x api key"],
  ["APIKeys", "api key"],
  ["userIDs", "user id"],
  ["billingAddresses2", "billing address 2"],
  ["OAuthToken", "oauth token"],
  ["filter[email]", "filter email"],
  ["vo2Max", "vo 2 max"],
  ["contraseña", "contrasena"],
  ["Straße", "strasse"],
  ["größe", "groesse"],
  ["address", "address"],
  ["status", "status"],
  ["diagnosis", "diagnosis"],
  ["customer's e-mail", "customer e mail"],
  ["cust_addr", "customer address"],
  ["phone_no", "phone number"],
  ["no_email", "no email"],
  ["nro_tarjeta", "numero tarjeta"],
  ["numCtaBancaria", "number cuenta bancaria"],
  ["ausweisnr", "ausweis nummer"],
  ["名前", ""],
  ["__proto__", "proto"],
  ["Stundenlohn", "stunden lohn"],
  ["kontoinhaber", "konto inhaber"],
  ["Versicherungsnummer", "versicherung nummer"],
  ["restart", "restart"],
  ["kontakt", "kontakt"],
])("%s is read as %s", (name, words) => {
  expect(wordsOf(name).join(" ")).toBe(words);
});
