import { expect, test } from "vitest";
import { bringsCapability } from "../../src/operations/capability.ts";
import { apiOf, takes } from "../rules/faults-in.ts";

const DRAWN = { type: "string", pattern: "^[A-HJ-NPR-Z0-9]{17}$" };

test.each([
  ["key", true],
  ["apiKey", true],
  ["registrationKey", true],
  ["Zugangsschluessel", true],
  ["claveDeAcceso", false],
  ["clé", true],
  ["vehicle", false],
  ["article", false],
  ["cycle", false],
  ["monkey", false],
  ["vehicleCode", false],
])("a required %s that is as long as a key lets its caller do just this: %s", async (name, expected) => {
  const requestBody = takes({ [name]: DRAWN }, { required: [name] });
  const { operations } = await apiOf({ "POST /registrations": { security: [], requestBody } });
  expect(bringsCapability(operations[0]!)).toBe(expected);
});

test.each([
  ["410", "Voucher used or expired", 43, true],
  ["410", "Der Voucher ist unbekannt oder abgelaufen", 43, true],
  ["410", "The offer has expired", 43, false],
  ["404", "Unknown voucher", 43, false],
  ["410", "Voucher used or expired", 16, false],
])("a required voucher, refused by %s %j, of %i characters", async (status, description, minLength, expected) => {
  const requestBody = takes({ voucher: { type: "string", minLength } }, { required: ["voucher"] });
  const operation = { security: [], requestBody, responses: { 204: { description: "d" }, [status]: { description } } };
  const { operations } = await apiOf({ "POST /registrations": operation });
  expect(bringsCapability(operations[0]!)).toBe(expected);
});
