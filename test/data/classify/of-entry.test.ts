import { expect, test } from "vitest";
import { classified, named, type Given } from "../fields.ts";

/* What an entry of a directory has, and the like of it that is somebody's. */

const BANK = "user.financial.bank_account";
const MONEY = "user.financial";
const ID = "user.government_id.national_identification_number";
const beside = (...fields: string[]): Given => ({ object: { fields } });

test.each<[owners: string, name: string, category: string, given: Given]>([
  // the numbers of a bank, and of an account with one
  ["Bank", "iban", "none", { object: { fields: ["iban", "bic", "name"], path: ["banks"] } }],
  ["Bank", "iban", BANK, { object: { fields: ["iban", "bic", "name"], path: ["payees"] } }],
  [
    "Bank",
    "iban",
    BANK,
    {
      object: {
        fields: ["iban", "bic", "name"],
        path: ["banks"],
        referredBy: [{ property: "bank", owner: "Payee" }],
      },
    },
  ],
  ["bank < Payee", "iban", BANK, beside("iban", "bic", "name")],
  ["BankAttributes", "iban", BANK, beside("iban", "bic", "name", "account_holder")],
  ["Bank < Customer", "iban", BANK, beside("iban", "bic", "name")],
  ["BankAccount", "iban", BANK, beside("iban", "bic", "name")],
  ["Bank", "iban", BANK, beside("iban", "name")],
  // the bounds of what is on offer, and of what somebody has
  ["LoanOffer", "MinimumLoanAmount", "none", beside("MinimumLoanAmount", "ProductName", "InterestRate", "Eligibility")],
  [
    "LoanOffer",
    "MinimumLoanAmount",
    MONEY,
    beside("MinimumLoanAmount", "ProductName", "InterestRate", "Rate", "balance"),
  ],
  [
    "LoanOffer",
    "MinimumLoanAmount",
    MONEY,
    beside("MinimumLoanAmount", "ProductName", "Rate", "Fee", "account_number"),
  ],
  ["LoanOffer", "MinimumLoanAmount", MONEY, beside("MinimumLoanAmount", "name")],
  // the term of a vocabulary, and the illness of somebody
  ["Term", "icd9", "none", beside("icd9", "mesh", "omim", "label", "synonyms")],
  ["Term", "icd9", "user.health_and_medical", beside("icd9", "mesh", "omim", "label", "patient_id")],
  ["Term", "icd9", "user.health_and_medical", beside("icd9", "mesh", "omim", "label", "onset_date")],
  ["Term", "icd9", "user.health_and_medical", beside("icd9", "label", "synonyms")],
  [
    "Term",
    "icd9",
    "user.health_and_medical",
    { object: { fields: ["icd9", "mesh", "omim", "label"], path: ["diagnoses", "patients"] } },
  ],
  // what an institution is, and who is there
  ["School", "religion", "none", { description: "Religion of the school (private schools only)" }],
  ["Pupil", "religion", "user.demographic.religious_belief", { description: "Religion of the pupil" }],
  ["Pupil", "religion", "user.demographic.religious_belief", { description: "Religion of the school's pupils" }],
  // how an organisation is reached, and who is reached there
  ["OrganizationContacts", "phone", "none", beside("phone", "email", "fax")],
  ["OrganizationContacts", "phone", "user.contact.phone_number", beside("phone", "email", "last_name")],
  ["CustomerContacts", "phone", "user.contact.phone_number", beside("phone", "email")],
  ["OrganizationSocial", "twitter", "none", beside("twitter", "facebook")],
  // the title of an occupation, and of whoever has it
  ["JobSkill", "job_title", "none", beside("job_title", "job_uuid", "importance")],
  ["Employee", "job_title", "user.job_title", beside("job_title", "job_id")],
  ["Profile", "job_title", "user.job_title", beside("job_title", "job_id", "email")],
  // a text on a button, and what somebody wrote
  ["event", "chat_prompt", "none", beside("chat_prompt", "is_chat_hidden")],
  ["event", "chat_prompt", "user.content.private", beside("chat_prompt", "is_public")],
])("%s.%s is %s", (owners, name, category, given) => {
  expect(named(classified(owners, name, given)).replace("?", "")).toBe(category);
});

const number = (description: string, examples: readonly unknown[] = []): Given => ({
  types: ["number"],
  description,
  examples,
});

test.each<[name: string, category: string, given: Given]>([
  ["dni", "none", number("Direct normal irradiance (W/m^2)")],
  ["dni", "none", number("Value of the hour", [450.4])],
  ["dni", ID, number("Number of the person (DNI)")],
  ["dni", ID, { description: "Number (W/m^2)" }],
])("%s is %s: %j", (name, category, given) => {
  expect(named(classified("Observation", name, given)).replace("?", "")).toBe(category);
});

test.each([
  ["Volunteer", "serial", "The primary key, the node ID", "none"],
  ["Volunteer", "serial", "The serial number of the phone", "user.device.device_id"],
  ["Volunteer", "serial", "The record ID of the device", "user.device.device_id"],
  ["Volunteer", "imei", "Record number of the phone", "user.device.device_id"],
  ["Phone", "mental_health_clinic", "Phone number for the mental health clinic of the facility", "none"],
  ["Visit", "mental_health_clinic", "Mental health clinic of the patient", "user.health_and_medical"],
])("%s.%s, said to be %j, is %s", (owners, name, description, expected) => {
  expect(named(classified(owners, name, { description })).replace("?", "")).toBe(expected);
});

test.each([
  ["usps_delivery_code", "Determines if the city has routes", ["Y"], "none"],
  ["door_access_code", "Gibt an, ob der Code gilt", ["Y"], "user.authorization.password"],
  ["pin_code", "If set, the PIN that opens the account", [], "user.authorization.password"],
  ["pin_code", "Determines if the account opens", ["1"], "user.authorization.password"],
  ["door_access_code", "Determines if the door opens", ["73910284"], "user.authorization.password"],
  ["door_access_code", "The code that opens the door", [], "user.authorization.password"],
])("%s, %j, with %j, is %s", (name, description, examples, expected) => {
  expect(named(classified("Zone", name, { description, examples })).replace("?", "")).toBe(expected);
});
