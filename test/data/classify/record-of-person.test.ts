import { describe, expect, test } from "vitest";
import type { ObjectFacts } from "../../../src/data/classify/field-facts.ts";
import { classified, named, type Given } from "../fields.ts";

const NUMBER: Given = { types: ["number"] };

/** Each decoy differs from a row above in whether somebody is named, or reached. */
describe("what stands in a record of somebody is theirs", () => {
  const rows: readonly (readonly [owner: string, name: string, category: string, fields: string, given?: Given])[] = [
    ["Subscription", "lat", "user.location.precise", "lon recipient", NUMBER],
    ["Subscription", "address", "user.contact.address", "recipient"],
    ["Subscription", "name", "user.name", "recipient address"],
    ["Subscription", "name", "none", "recipient"],
    ["Subscription", "name", "none", "owner_id address"],
    ["Subscription", "address", "none", "threshold"],
    ["Abonnement", "nom", "user.name", "destinataire adresse"],
    ["Suscripcion", "direccion", "user.contact.address", "destinatario"],
    ["Assinatura", "endereco", "user.contact.address", "destinatario"],
    ["Benachrichtigungsauftrag", "adresse", "user.contact.address", "empfaenger"],
    ["Station", "lat", "none", "lon recipient", NUMBER],
  ];
  test.each(rows.map(([owner, name, category, fields, given]) => ({ owner, name, category, fields, given })))(
    "$owner.$name holds $category beside $fields",
    ({ owner, name, category, fields, given }) => {
      expect(named(classified(owner, name, { ...given, object: { fields: [name, ...fields.split(" ")] } }))).toBe(
        category,
      );
    },
  );
});

describe("an object that is said to be a person is one", () => {
  test.each([
    ["Ordering clinician", "user.name"],
    ["Behandelnder Arzt", "user.name"],
    ["Médecin prescripteur", "none"],
    ["Insurance of the patient", "none"],
    ["Patient portal", "none"],
  ])("%s: %s", (said, category) => {
    expect(
      named(classified("Provider", "name", { object: { said, fields: ["name", "npi"] } })).replace(/.*\?$/, "none"),
    ).toBe(category);
  });
});

test("a record that holds a person involves somebody: what is noted in it is private", () => {
  const person: ObjectFacts = {
    kind: "object",
    owners: ["Client"],
    resources: [],
    referredBy: [],
    fields: ["firstName", "lastName", "email", "birthDate"],
    values: {},
  };
  const program: ObjectFacts = { ...person, fields: ["secret", "redirectUri"] };
  const fields = ["notes", "client", "total"];
  expect(named(classified("Order", "notes", { object: { fields, holds: [person] } }))).toBe("user.content.private");
  expect(named(classified("Order", "notes", { object: { fields, holds: [program] } }))).not.toBe(
    "user.content.private",
  );
});
