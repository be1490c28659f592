/** What a category holds, in the plural and in words that no taxonomy is needed for: `e-mail addresses`. */
export function categoryWords(category: string): string {
  for (let key = category; key !== ""; key = key.slice(0, Math.max(0, key.lastIndexOf(".")))) {
    const words = WORDS[key];
    if (words !== undefined) return words;
  }
  // A category of the user's own: its last part says most.
  return category.slice(category.lastIndexOf(".") + 1).replaceAll("_", " ");
}

/** By fideslang key; one that is not here is called what the nearest above it is. */
const WORDS: Readonly<Record<string, string>> = Object.assign(Object.create(null) as object, {
  "system.authentication": "system credentials",
  "user.account": "account details",
  "user.account.username": "account names",
  "user.authorization": "credentials",
  "user.authorization.biometric": "biometric credentials",
  "user.authorization.password": "passwords",
  "user.behavior": "behaviour",
  "user.biometric": "biometrics",
  "user.contact": "contact details",
  "user.contact.address": "postal addresses",
  "user.contact.email": "e-mail addresses",
  "user.contact.fax_number": "fax numbers",
  "user.contact.phone_number": "phone numbers",
  "user.contact.url": "personal web addresses",
  "user.content": "private content",
  "user.content.self_image": "pictures of persons",
  "user.criminal_history": "criminal records",
  "user.demographic": "demographics",
  "user.demographic.date_of_birth": "dates of birth",
  "user.demographic.gender": "genders",
  "user.demographic.political_opinion": "political opinions",
  "user.demographic.race_ethnicity": "ethnicity",
  "user.demographic.religious_belief": "religion",
  "user.demographic.sexual_orientation": "sexual orientation",
  "user.demographic.union_membership": "union membership",
  "user.device": "device details",
  "user.device.device_id": "device identifiers",
  "user.device.ip_address": "IP addresses",
  "user.financial": "personal finances",
  "user.financial.bank_account": "bank accounts",
  "user.financial.credit_card": "payment cards",
  "user.government_id": "government ids",
  "user.government_id.drivers_license_number": "driving licence numbers",
  "user.government_id.immigration": "immigration papers",
  "user.government_id.national_identification_number": "national id numbers",
  "user.government_id.passport_number": "passport numbers",
  "user.government_id.vehicle_registration": "vehicle registrations",
  "user.health_and_medical": "health data",
  "user.health_and_medical.genetic": "genetic data",
  "user.health_and_medical.record_id": "medical record numbers",
  "user.job_title": "job titles",
  "user.location": "locations",
  "user.name": "names",
});
