import { memoOfText } from "./memo.ts";

/**
 * What a fideslang category is called in a sentence about somebody's data, without an article: `user.contact.email` is
 * `e-mail address`. A category that is not known is called by the last part of its key.
 */
export const categoryWords = memoOfText((category): string => {
  for (let key = category; key !== ""; key = key.slice(0, Math.max(0, key.lastIndexOf(".")))) {
    const words = WORDS.get(key);
    if (words !== undefined) return words;
  }
  return category.slice(category.lastIndexOf(".") + 1).replaceAll("_", " ");
});

/** The words of several categories, each once, in the order given. */
export function categoriesWords(categories: Iterable<string>): readonly string[] {
  return [...new Set([...categories].map(categoryWords))];
}

/** By fideslang key; one that is not here is called what the nearest above it is. */
const WORDS: ReadonlyMap<string, string> = new Map([
  ["user", "personal data"],
  ["user.account.username", "account name"],
  ["user.authorization", "credentials"],
  ["user.authorization.password", "password"],
  ["user.authorization.biometric", "biometric data"],
  ["system.authentication", "credentials"],
  ["user.behavior", "activity"],
  ["user.behavior.purchase_history", "purchases"],
  ["user.biometric", "biometric data"],
  ["user.biometric.health", "health data"],
  ["user.contact", "contact data"],
  ["user.contact.address", "address"],
  ["user.contact.email", "e-mail address"],
  ["user.contact.fax_number", "fax number"],
  ["user.contact.phone_number", "phone number"],
  ["user.contact.url", "personal web page"],
  ["user.content", "private content"],
  ["user.content.self_image", "picture"],
  ["user.criminal_history", "criminal record"],
  ["user.demographic", "demographic data"],
  ["user.demographic.date_of_birth", "date of birth"],
  ["user.demographic.gender", "gender"],
  ["user.demographic.political_opinion", "political opinion"],
  ["user.demographic.race_ethnicity", "ethnicity"],
  ["user.demographic.religious_belief", "religion"],
  ["user.demographic.sexual_orientation", "sexual orientation"],
  ["user.demographic.union_membership", "union membership"],
  ["user.device", "device identifiers"],
  ["user.device.ip_address", "IP address"],
  ["user.financial", "finances"],
  ["user.financial.bank_account", "bank account"],
  ["user.financial.credit_card", "payment card"],
  ["user.payment", "payment data"],
  ["user.government_id", "identity document number"],
  ["user.government_id.drivers_license_number", "driving licence number"],
  ["user.government_id.national_identification_number", "national identification number"],
  ["user.government_id.passport_number", "passport number"],
  ["user.government_id.vehicle_registration", "vehicle registration"],
  ["user.health_and_medical", "health data"],
  ["user.health_and_medical.genetic", "genetic data"],
  ["user.health_and_medical.record_id", "medical record number"],
  ["user.job_title", "job title"],
  ["user.location", "location"],
  ["user.location.precise", "location"],
  ["user.name", "name"],
  ["user.social", "social accounts"],
  ["user.workplace", "workplace"],
]);
